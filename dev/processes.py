"""Finds and ends what an earlier launcher of the same data folder left running."""

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

MARK = "KINERJA_PELUNCUR"
"""Every process that a launcher starts carries this variable with the launcher's data folder; children inherit it."""


def marked(data: Path) -> set[int]:
    """Living processes that were started for this data folder."""
    wanted = f"{MARK}={data}".encode()
    return {pid for pid in _pids() if pid != os.getpid() and wanted in _environ(pid)}


def _pids() -> Iterable[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _environ(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # ended meanwhile, or somebody else's
        return []


def alive(pid: int) -> bool:
    """Running, and not merely waiting for its parent to notice that it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def send(pids: Iterable[int], number: int) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def wait_gone(pids: Iterable[int], seconds: float) -> set[int]:
    """Waits until they are gone; answers those that are not."""
    end = time.monotonic() + seconds
    left = set(pids)
    while left and time.monotonic() < end:
        left = {pid for pid in left if alive(pid)}
        time.sleep(0.05)
    return left


def end_leftovers(data: Path, engines: Iterable[int] = ()) -> int:
    """Ends them politely, then by force; answers how many there were. SIGINT is PostgreSQL's fast shutdown."""
    postmasters = set(engines)
    others = marked(data) - postmasters
    send(others, signal.SIGTERM)
    send(postmasters, signal.SIGINT)
    send(wait_gone(others | postmasters, 5), signal.SIGKILL)
    wait_gone(others | postmasters, 5)
    return len(others | postmasters)
