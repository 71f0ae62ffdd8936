"""Engines for a test run: a folder of their own that is thrown away, also by the next run when this one was killed."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev import layout, lock
from dev.services import clear_leftovers, engines_for, running_engines

PARENT = layout.DATA / "test"


def throw_away_old() -> None:
    """Folders whose run is over: their lock is free."""
    for folder in PARENT.glob("*/"):
        with contextlib.suppress(lock.Busy), lock.held(folder / "lock"):
            clear_leftovers(folder, engines_for(folder, durable=False))
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def engines(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """The environment of a test run; with addresses in the environment nothing is started."""
    with contextlib.ExitStack() as stack:
        # Nobody looks for old folders between the making of ours and its lock.
        with lock.held(PARENT / "lock", wait=True):
            throw_away_old()
            folder = Path(tempfile.mkdtemp(dir=PARENT, prefix="uji-"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            stack.enter_context(lock.held(folder / "lock"))
        (folder / "static").mkdir()  # empty, but WhiteNoise wants to see it
        _, env = stack.enter_context(running_engines(folder, durable=durable))
        yield env
