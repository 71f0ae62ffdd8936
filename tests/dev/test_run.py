"""`make run` as a person meets it: real processes, real signals, a data folder that lives through all of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from dev import layout, processes
from dev.engines import Postgres
from tests.dev.peluncur import PATIENCE, Peluncur, di_terminal, free_port, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for the module: every test is also a next start."""
    return tmp_path_factory.mktemp("jalan") / "data"


@pytest.fixture
def peluncur(data: Path) -> Iterator[Peluncur]:
    one = Peluncur(data)
    yield one
    one.end()


def execute(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def command_lines(peluncur: Peluncur) -> list[str]:
    lines = []
    for pid in peluncur.left():
        try:
            lines.append(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return lines


def test_start_serves_and_ctrl_c_ends_every_process(data: Path, peluncur: Peluncur, tmp_path: Path) -> None:
    peluncur.start().started()

    assert [peluncur.status(path) for path in ("/sehat/", "/siap/")] == [200, 200]
    assert len(peluncur.left()) >= 8
    _second_launcher_is_told_where_the_first_is(peluncur)
    _real_servers_start_no_engines(peluncur, tmp_path)
    execute(peluncur.database_url, "CREATE TABLE bukti_uji AS SELECT 42 AS nilai")
    redis.Redis.from_url(peluncur.redis_url).set("bukti_uji", "42")

    code = peluncur.send(signal.SIGINT)

    assert code == 0
    assert "Berhenti. Data tersimpan." in peluncur.text()
    assert peluncur.left() == set()
    assert peluncur.status("/sehat/") == 0


def _second_launcher_is_told_where_the_first_is(first: Peluncur) -> None:
    second = Peluncur(first.data, port=free_port())
    second.output = second.output.with_suffix(".second")
    second.start()
    assert second.process is not None

    code = second.process.wait(PATIENCE)

    assert code == 1
    assert f"sudah berjalan di http://localhost:{first.port}/" in second.text()


def _real_servers_start_no_engines(running: Peluncur, tmp_path: Path) -> None:
    """A second folder side by side with the first, whose engines play the real servers."""
    execute(running.database_url, "CREATE DATABASE luar")
    luar = Postgres(running.data).url("luar")
    other = Peluncur(
        tmp_path / "luar", DATABASE_URL=luar, REDIS_URL=running.redis_url.replace("db=0", "db=3")
    )
    _bring_static_files(running.data, other.data)

    other.start().started()
    lines = command_lines(other)
    tables = execute(luar, "SELECT count(*) > 0 FROM django_migrations")
    answers = [one.status("/siap/") for one in (running, other)]
    code = other.send(signal.SIGHUP)

    assert code == 0
    assert other.left() == set()
    assert answers == [200, 200]
    assert tables == [(True,)]
    assert not [line for line in lines if "bin/postgres" in line or "redis-server" in line]
    assert not (tmp_path / "luar" / "postgres").exists()


def _bring_static_files(source: Path, target: Path) -> None:
    """Collected and compressed as the first did it: made again they would be the same."""
    shutil.copytree(source / "static", target / "static")
    shutil.copy2(source / "static.stamp", target)


def test_next_start_keeps_the_data_and_clears_what_a_crash_left(data: Path, peluncur: Peluncur) -> None:
    """The number in postmaster.pid meanwhile belongs to somebody else; a process of an earlier launcher still runs."""
    sockets = Postgres(data).sockets
    (data / "postgres" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{data / 'postgres'}\n1\n5432\n{sockets}\n\n0 0\nready\n"
    )
    env = os.environ | {processes.MARK: str(data.resolve())}
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], env=env) as orphan:
        peluncur.start().started()
        ended = orphan.wait(PATIENCE)

    assert ended == -signal.SIGTERM
    assert execute(peluncur.database_url, "SELECT nilai FROM bukti_uji") == [(42,)]
    assert redis.Redis.from_url(peluncur.redis_url).get("bukti_uji") == b"42"
    _killed_parts_come_back(peluncur)

    peluncur.send(signal.SIGKILL)

    wait_for(lambda: not peluncur.left(), what=str(command_lines(peluncur)))


PARTS = [("bin/postgres",), ("redis-server",), ("celery", "worker", "pdf"), ("gunicorn",), ("celery", "beat")]


def _killed_parts_come_back(running: Peluncur) -> None:
    victims = {needles: running.pid_of(*needles) for needles in PARTS}

    processes.send(victims.values(), signal.SIGKILL)

    wait_for(lambda: running.text().count("berhenti sendiri") >= len(PARTS), what="kabar di terminal")
    for needles, victim in victims.items():
        wait_for(lambda n=needles, v=victim: _replaced(running, n, v), what=str(command_lines(running)))
    wait_for(lambda: running.status("/siap/") == 200, what="/siap/")


def _replaced(peluncur: Peluncur, needles: tuple[str, ...], victim: int) -> bool:
    try:
        return peluncur.pid_of(*needles) != victim
    except AssertionError:
        return False


def test_everything_killed_with_9_at_once_starts_again_and_ends_with_make(peluncur: Peluncur) -> None:
    """After the launcher alone was killed, this start is also the one after that.

    The next one is that of `make run`: `kill -9` of make reaches only make; the launcher notices and ends in order.
    """
    peluncur.start().started()
    assert peluncur.process is not None
    execute(peluncur.database_url, "CREATE TABLE tahan AS SELECT 1 AS n")

    processes.send([peluncur.process.pid, *peluncur.left()], signal.SIGKILL)
    peluncur.process.wait(PATIENCE)
    _start_by_make(peluncur)
    rows = execute(peluncur.database_url, "SELECT n FROM tahan")
    peluncur.send(signal.SIGKILL)

    assert rows == [(1,)]
    # The launcher itself carries no mark: its last words are the sign that it is through.
    wait_for(lambda: "Berhenti. Data tersimpan." in peluncur.text(), what=str(command_lines(peluncur)))
    assert peluncur.left() == set()


def _start_by_make(peluncur: Peluncur) -> None:
    with peluncur.output.open("wb") as out:
        peluncur.process = subprocess.Popen(
            ["make", "--no-print-directory", "run", f"PYTHON={sys.executable}"],
            cwd=layout.ROOT,
            env=peluncur.env,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=di_terminal,
        )
    peluncur.started()


def test_ctrl_c_during_the_preparation_leaves_nothing(peluncur: Peluncur) -> None:
    peluncur.start()
    wait_for(lambda: any("dev.prepare" in line for line in command_lines(peluncur)), what=peluncur.text())

    code = peluncur.send(signal.SIGTERM)

    assert code == 0
    assert peluncur.left() == set()


def test_busy_port_gives_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        one = Peluncur(tmp_path / "data", port=taken.getsockname()[1]).start()
        assert one.process is not None

        code = one.process.wait(PATIENCE)

    assert code == 1
    assert (
        one.text().strip()
        == f"Port {one.port} sedang dipakai program lain. Pilih yang lain: make run PORT={one.port + 1}"
    )
    assert one.left() == set()
    assert not (tmp_path / "data" / "postgres").exists()


@pytest.mark.parametrize("port", ["0", "70000", "delapan", "-1", "８０００"])
def test_port_that_is_none_gives_a_sentence(tmp_path: Path, port: str) -> None:
    one = Peluncur(tmp_path / "data", PORT=port).start()
    assert one.process is not None

    code = one.process.wait(PATIENCE)

    assert code == 1
    assert one.text().startswith("PORT harus bilangan antara 1 dan 65535")
