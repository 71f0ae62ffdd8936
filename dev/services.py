"""What runs: the engines of a data folder, and the processes of the application on top of them."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dev import layout
from dev.engines import Engine, EngineError, Postgres, Redis, plain_env
from dev.processes import MARK, end_leftovers
from dev.supervisor import Child, stop_all


def engines_for(data: Path, *, durable: bool) -> list[Engine]:
    """The engines that no address in the environment replaces."""
    engines: list[Engine] = []
    if not layout.given("DATABASE_URL"):
        engines.append(Postgres(data, durable=durable))
    if not layout.given("REDIS_URL"):
        engines.append(Redis(data, durable=durable))
    return engines


def environment(data: Path, engines: Sequence[Engine]) -> dict[str, str]:
    """The caller's environment, with the addresses of our engines and a key where none was given."""
    env = layout.ENV | {"DATA_DIR": str(data), MARK: str(data), "PYTHONUNBUFFERED": "1"}
    for engine in engines:
        env["DATABASE_URL" if isinstance(engine, Postgres) else "REDIS_URL"] = engine.url()
    if not layout.given("SECRET_KEY"):
        env["SECRET_KEY_FILE"] = str(layout.secret_key_file(data))
    return env


def engine_child(engine: Engine, data: Path) -> Child:
    return Child(
        name=engine.name,
        command=engine.command(),
        prefix=engine.prefix,
        env=plain_env() | {MARK: str(data)},
        log=data / "log" / f"{engine.name}.log",
        stop_signal=engine.stop_signal,
        stop_seconds=20,
        before=engine.prepare,
    )


def clear_leftovers(data: Path, engines: Sequence[Engine]) -> int:
    """End what a killed launcher of this folder left; afterwards nothing holds its files."""
    postmasters = [pid for engine in engines if isinstance(engine, Postgres) for pid in engine.leftovers()]
    return end_leftovers(data, postmasters)


@contextmanager
def running_engines(data: Path, *, durable: bool) -> Iterator[tuple[list[Child], dict[str, str]]]:
    """Engines up for the length of the block; the caller holds the lock of the folder."""
    engines = engines_for(data, durable=durable)
    clear_leftovers(data, engines)
    children = [engine_child(engine, data) for engine in engines]
    try:
        for child in children:
            child.start()
        for engine, child in zip(engines, children, strict=True):
            wait_ready(engine, child)
        yield children, environment(data, engines)
    finally:
        stop_all(children)
        clear_leftovers(data, engines)


def wait_ready(engine: Engine, child: Child, seconds: float = 60) -> None:
    """Until it answers. A first try may fail while processes of a killed one are still letting go."""
    end = time.monotonic() + seconds
    while not engine.ready():
        child.keep()
        if time.monotonic() > end or child.failures > 5:
            raise EngineError(
                f"{engine.name} tidak dapat dijalankan. Catatannya ({child.log}) berakhir dengan:\n{child.tail()}"
            )
        time.sleep(0.05)


def app_children(env: dict[str, str], host: str, port: int) -> list[Child]:
    """Web, one worker for notices and one for documents, beat: the same commands as in docker-compose.yml."""
    env = env | {
        "CELERY_SKIP_CHECKS": "1"
    }  # `make check` has made them; here each worker would make them again
    logs = Path(env["DATA_DIR"]) / "log"
    binaries = layout.VENV / "bin"
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    def child(name: str, *command: str) -> Child:
        return Child(
            name=name, command=[str(binaries / command[0]), *command[1:]], env=env, log=logs / f"{name}.log"
        )

    return [
        child("web", "gunicorn", "-c", "python:config.gunicorn", "--bind", bind, "config.wsgi:application"),
        child("pekerja-cepat", *worker_command("cepat")),
        child("pekerja-pdf", *worker_command("pdf")),
        child("beat", "celery", "-A", "config", "beat", "-l", "warning", *schedule_file(env)),
    ]


def worker_command(name: str) -> list[str]:
    queues = {"pdf": "pdf_kecil,pdf"}.get(name, name)
    return [
        *("celery", "-A", "config", "worker", "-Q", queues, "-n", f"{name}@%h", "-l", "warning"),
        *("--concurrency", "1", "--without-mingle", "--without-gossip"),
    ]


def schedule_file(env: dict[str, str]) -> list[str]:
    """Beat's memory; its pid file is switched off, since the launcher knows its children."""
    return ["--schedule", str(Path(env["DATA_DIR"]) / "run" / "beat-schedule"), "--pidfile", ""]


def project_python(*words: str) -> list[str]:
    return [str(layout.PYTHON), *words]


def chdir_root() -> None:
    """Commands and `-m` find the project from its root."""
    os.chdir(layout.ROOT)
