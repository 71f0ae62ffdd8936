"""`make manage ARGS="…"`: a Django command on this checkout's data, whether the application is running or not."""

import sys

from dev import address, layout, lock
from dev.engines import EngineError
from dev.services import chdir_root, engines_for, environment, project_python, running_engines
from dev.terminal import stop
from dev.test import run_in


def main(words: list[str]) -> int:
    chdir_root()
    command = project_python("manage.py", *words)
    try:
        with lock.held(address.LOCK, "make manage"), running_engines(layout.DATA, durable=True) as (_, env):
            return run_in(env, command)
    except lock.Busy:  # the launcher runs, and with it the engines
        return run_in(environment(layout.DATA, engines_for(layout.DATA, durable=True)), command)
    except EngineError as error:
        stop(str(error))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
