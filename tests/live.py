"""Real sockets for tests: uvicorn in a thread of the test process, and a client that waits for what it expects."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager

import uvicorn
from django.conf import settings
from django.test import Client
from websockets.sync.client import connect


@contextmanager
def socket_server():
    """The product's ASGI application on a free port; gives its address."""
    from config.asgi import application

    config = uvicorn.Config(
        application,
        host="127.0.0.1",
        port=0,
        lifespan="off",
        log_level="warning",
        ws="websockets-sansio",
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 15
    while not server.started:
        assert time.monotonic() < deadline, "uvicorn did not start"
        assert thread.is_alive(), "uvicorn ended"
        time.sleep(0.01)
    yield f"ws://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/live/"
    server.should_exit = True
    thread.join(10)


class Watcher:
    """A page's socket: waits for messages up to a limit, and can tell that none came."""

    def __init__(
        self, address: str, client: Client | None, *spaces, origin: str | None = None, here: bool = False
    ):
        ids = ",".join(str(space.pk) for space in spaces)
        cookies = client.cookies if client else {}
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
        self.socket = connect(
            f"{address}?spaces={ids}" + (f"&here={ids}" if here else ""),
            origin=origin or settings.SITE_URL,
            additional_headers={"Cookie": cookie} if cookie else {},
            open_timeout=5,
            legacy=True,
        )

    def next(self, limit: float = 5) -> dict:
        return json.loads(self.socket.recv(timeout=limit))

    def until(self, wanted: str, limit: float = 5) -> dict:
        """The next message that has this key; others are passed over."""
        deadline = time.monotonic() + limit
        while True:
            message = self.next(max(0.01, deadline - time.monotonic()))
            if wanted in message:
                return message

    def hears_nothing(self) -> bool:
        """Nothing was waiting: the answer to a ping is the very next message."""
        self.socket.send('{"ping":1}')
        return self.next() == {"pong": 1}

    def close(self) -> None:
        self.socket.close()
