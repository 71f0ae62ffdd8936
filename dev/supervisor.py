"""Keeps child processes: starts them, starts them again when they die, ends them all.

A child dies with the launcher, even when the launcher is killed with -9 (PR_SET_PDEATHSIG); each lives in a session of
its own, so Ctrl-C reaches only the launcher, which ends them in order.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dev.processes import send

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 5_000_000
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(number: int, parent: int) -> None:
    """Ask the kernel for this signal when the parent dies; covers a parent that died just before."""
    _libc.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


@dataclass
class Child:
    """A process to keep, and how."""

    name: str
    command: Sequence[str]
    env: dict[str, str]
    log: Path
    stop_signal: int = signal.SIGTERM
    stop_seconds: float = 8
    prefix: Sequence[str] = ()
    """Words of setpriv that change the user; changing it drops the wish to die with the parent, so setpriv repeats it."""
    before: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    failures: int = field(default=0, init=False)
    _started: float = field(default=0, init=False)
    _next_try: float = field(default=0, init=False)

    def start(self) -> None:
        self.before()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        words = [*self.prefix]
        if words:
            words += ["--pdeathsig", signal.Signals(self.stop_signal).name.removeprefix("SIG")]
        launcher, number = os.getpid(), int(self.stop_signal)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*words, *self.command],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(number, launcher),
            )
        self._started = time.monotonic()

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep(self) -> bool:
        """Start it again when it died, later and later; answers whether it was found dead."""
        if self.process is None:
            if time.monotonic() >= self._next_try:
                self.start()
            return False
        if self.process.poll() is None:
            return False
        self.sweep()
        self.failures = 1 if time.monotonic() - self._started > 60 else self.failures + 1
        self._next_try = time.monotonic() + min(30, 0.5 * 2 ** (self.failures - 1)) - 0.5
        self.process = None
        return True

    def sweep(self) -> None:
        """End what a dead child left in its session (pool processes of a killed worker)."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return

    def tail(self, lines: int = 15) -> str:
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


def stop_all(children: Sequence[Child]) -> None:
    """Ask all at once, wait for each as long as it may take, then end by force what is left."""
    running = [child for child in children if child.running]
    for child in running:
        if child.process:
            send([child.process.pid], child.stop_signal)
    start = time.monotonic()
    for child in running:
        if child.process is None:
            continue
        try:
            child.process.wait(max(0.1, start + child.stop_seconds - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
        child.sweep()
