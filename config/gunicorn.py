"""gunicorn's side of the pages: two workers of four threads fit two cores."""

import gc
import os

worker_class = "gthread"
# Django is read once and shared by the workers: half the start, a third of the memory.
preload_app = True
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 4094
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # a heartbeat must not wait for a disk
accesslog = None  # config.middleware logs each request, without its query
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
control_socket_disable = True


def when_ready(server):
    """Read every address before the workers fork, so that nobody's first page waits for imports."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - read for its imports
    # What stands by now stays for good: no worker looks through it for garbage, and so all go on sharing it.
    gc.collect()
    gc.freeze()
