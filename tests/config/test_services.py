"""PostgreSQL and Redis of one checkout: kept data, death and revival, nothing left behind."""

import os
import select
import subprocess
import sys

import pytest

from config.services import ServiceFailed, Services


def ask(services, sql):
    return services.run("psql", "-Atc", sql).stdout.strip()


def test_data_outlives_kill_nine_of_both(services):
    ask(services, "CREATE TABLE kept AS SELECT 42 AS answer")
    for process in (services.postgres, services.redis):
        process.kill()
        process.wait()
    assert sorted(services.revive()) == ["PostgreSQL", "Redis"]
    services._wait_for_postgres()
    assert ask(services, "SELECT answer FROM kept") == "42"
    assert services.revive() == []


def test_a_pid_file_that_names_a_stranger_is_cleared(services):
    services.stop()
    (services.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    services.start()
    assert ask(services, "SELECT 1") == "1"


def test_stopping_leaves_no_process_and_no_socket(services):
    processes = [services.postgres, services.redis]
    services.stop()
    assert all(process.poll() is not None for process in processes)
    assert not services.sockets.exists()


def test_two_supervisors_on_one_folder_are_refused(services):
    with pytest.raises(ServiceFailed, match="already run"):
        Services(services.root, ephemeral=True).lock()


def test_services_end_with_a_supervisor_that_is_killed(open_folder):
    program = (
        "import sys, time; from pathlib import Path; from config.services import Services\n"
        "s = Services(Path(sys.argv[1]), ephemeral=True); s.lock(); s.start()\n"
        "print(s.postgres.pid, s.redis.pid, flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", program, str(open_folder)], stdout=subprocess.PIPE, text=True
    )
    children = [int(word) for word in supervisor.stdout.readline().split()]
    watches = [os.pidfd_open(child) for child in children]
    supervisor.kill()
    supervisor.wait()
    assert len(watches) == 2
    for watch in watches:
        wait_for_end(watch)


def wait_for_end(watch, seconds=10):
    poll = select.poll()
    poll.register(watch, select.POLLIN)
    assert poll.poll(seconds * 1000), "still running"
    os.close(watch)


def test_environment_is_what_the_settings_read(services):
    assert set(services.environment()) == {"DATABASE_URL", "REDIS_URL"}
