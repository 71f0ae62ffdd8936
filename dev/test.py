"""`make test`: the whole suite on two processes against engines that exist only for it."""

import os
import signal
import subprocess
import sys

from dev import temporary
from dev.engines import EngineError
from dev.services import chdir_root, project_python
from dev.supervisor import die_with_parent
from dev.terminal import stop


def pytest_words(words: list[str]) -> list[str]:
    """Two processes unless the caller says otherwise; a file stays in one, for its tests share one made world."""
    chosen = any(word.startswith("-n") or word in {"--pdb", "-s"} for word in words)
    return [*([] if chosen else ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]), *words]


def run_in(env: dict[str, str], command: list[str]) -> int:
    """Ctrl-C goes to the command too (same terminal); wait for it to end its own way."""
    launcher = os.getpid()
    with subprocess.Popen(
        command,
        env=env,
        preexec_fn=lambda: die_with_parent(signal.SIGTERM, launcher),
    ) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def main(words: list[str]) -> int:
    chdir_root()
    if os.environ.get("MAKELEVEL"):
        die_with_parent(signal.SIGTERM, os.getppid())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with temporary.engines() as env:
            return run_in(env, project_python("-m", "pytest", *pytest_words(words)))
    except EngineError as error:
        stop(str(error))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
