"""Django's command line; `make manage ARGS="…"` runs it with the engines of this checkout."""

import os
import sys

from django.core.management import execute_from_command_line

from config.env import EnvError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except EnvError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
