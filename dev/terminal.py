"""What the person at the terminal reads: short lines in Indonesian, and never a stack trace for a foreseeable trouble."""

import contextlib
import os
import sys
from typing import NoReturn


def say(text: str = "") -> None:
    """Print a line; a terminal that is gone must not stop an orderly end."""
    try:
        print(text, flush=True)
    except OSError:
        # Otherwise the interpreter tries to flush the same text again at exit, and fails again.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def stop(text: str) -> NoReturn:
    """End with one sentence."""
    say(text)
    sys.exit(1)
