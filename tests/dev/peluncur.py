"""Drives a real launcher in a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from dev import layout, processes
from dev.engines import Postgres, Redis

PATIENCE = 240
"""Machines are shared: how long a test waits for what normally takes some seconds."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], seconds: float = PATIENCE, what: str = "") -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"tidak terjadi dalam {seconds} detik: {what}"
        time.sleep(0.05)


def di_terminal() -> None:
    """A launcher at a terminal hears Ctrl-C and the end of the line, also when the suite itself runs in the background."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Peluncur:
    """`python -m dev.run` with embedded engines and no demo."""

    def __init__(self, data: Path, port: int | None = None, **env: str) -> None:
        self.data = data.resolve()
        self.port = port or free_port()
        self.output = self.data.parent / f"{self.data.name}.out"
        theirs = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MAKELEVEL", "DJANGO_SETTINGS_MODULE"}
        self.env = {key: value for key, value in os.environ.items() if key not in theirs}
        self.env |= {"DATA_DIR": str(self.data), "PORT": str(self.port), "DEMO": "0"} | env
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, module: str = "dev.run", *words: str) -> "Peluncur":
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=layout.ROOT,
                env=self.env,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=di_terminal,
            )
        return self

    def text(self) -> str:
        return self.output.read_text(errors="replace") if self.output.exists() else ""

    def started(self) -> "Peluncur":
        assert self.process is not None
        process = self.process
        wait_for(lambda: "Kinerja ASN siap" in self.text() or process.poll() is not None, what=self.text())
        assert process.poll() is None, self.text()
        return self

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def send(self, number: int) -> int:
        """Signal the launcher alone, wait for its end, answer its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def left(self) -> set[int]:
        """Every living process that belongs to this data folder, in whatever way it got there."""
        postgres = Postgres(self.data)
        found = processes.marked(self.data) | set(postgres.leftovers())
        folder = os.fsencode(self.data)
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and folder in (entry / "cmdline").read_bytes():
                    found.add(int(entry.name))
            except OSError:
                continue
        return {pid for pid in found if processes.alive(pid) and pid != os.getpid()}

    def pid_of(self, *needles: str) -> int:
        """The oldest process of ours whose command line holds all of these."""
        fitting = []
        for pid in self.left():
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if all(needle in line for needle in needles):
                fitting.append(pid)
        assert fitting, needles
        return min(fitting)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.send(signal.SIGTERM)
        processes.end_leftovers(self.data, Postgres(self.data).leftovers())

    @property
    def database_url(self) -> str:
        return Postgres(self.data).url()

    @property
    def redis_url(self) -> str:
        return Redis(self.data).url()
