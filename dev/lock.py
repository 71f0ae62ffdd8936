"""One launcher per data folder: a lock that the kernel releases however the process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Another process holds the lock; the message is what that process wrote into it."""


@contextmanager
def held(path: Path, note: str = "", *, wait: bool = False) -> Iterator[None]:
    """Hold the lock; `note` tells others what for. Children do not inherit it (close-on-exec)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            file.seek(0)
            raise Busy(file.read().strip()) from error
        file.truncate(0)
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
        yield
