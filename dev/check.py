"""`make check` and `make fix`: every tool once, all findings at the end; settings are in pyproject.toml."""

import subprocess
import sys
import time
from dataclasses import dataclass

from dev import layout, temporary
from dev.engines import EngineError
from dev.services import chdir_root
from dev.terminal import say, stop

PLACES = ["config", "pegawai", "skp", "kinerja", "evaluasi", "dev", "tests", "manage.py"]
PRODUCTION = {
    "DEBUG": "0",
    "DEMO": "0",
    "HTTPS": "1",
    "DI_BELAKANG_PROKSI": "1",
    "ALLOWED_HOSTS": "kinerja.example.go.id",
    "CSRF_TRUSTED_ORIGINS": "https://kinerja.example.go.id",
}
"""A production start as docs/operasi.md describes it, for Django's own deployment check."""

LONGEST = 60
"""Lines shown of one tool's findings."""


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    env: tuple[tuple[str, str], ...] = ()


def tool(name: str, *words: str) -> tuple[str, ...]:
    return (str(layout.VENV / "bin" / name), *words)


def manage(*words: str) -> tuple[str, ...]:
    return (str(layout.PYTHON), "-W", "error::RuntimeWarning", "manage.py", *words)


CHECK = (
    Step("ruff format", tool("ruff", "format", "--check", "--quiet", "--output-format", "concise", *PLACES)),
    Step("ruff check", tool("ruff", "check", "--quiet", "--output-format", "concise", *PLACES)),
    Step("import contracts", tool("lint-imports")),
    Step("mypy", tool("mypy")),
    Step("djlint lint", tool("djlint", "templates", "--lint", "--quiet")),
    Step("djlint format", tool("djlint", "templates", "--check")),
    Step("migrations", manage("makemigrations", "--check", "--dry-run")),
    Step("django check", manage("check", "--fail-level", "WARNING", "--database", "default")),
    Step(
        "django check, production",
        manage("check", "--deploy", "--fail-level", "WARNING"),
        tuple(PRODUCTION.items()),
    ),
    Step("generated documents", (str(layout.PYTHON), "-m", "dev.docs", "--periksa")),
)

FIX = (
    Step("ruff check --fix", tool("ruff", "check", "--fix", "--quiet", *PLACES)),
    Step("ruff format", tool("ruff", "format", "--quiet", *PLACES)),
    Step("djlint --reformat", tool("djlint", "templates", "--reformat", "--quiet")),
    Step("generated documents", (str(layout.PYTHON), "-m", "dev.docs")),
)


def run(step: Step, env: dict[str, str]) -> bool:
    start = time.monotonic()
    done = subprocess.run(
        step.command,
        env=env | dict(step.env),
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    say(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {step.name} ({time.monotonic() - start:.1f} s)")
    if done.returncode != 0:
        lines = done.stdout.rstrip().splitlines()
        say("\n".join(lines[:LONGEST]))
        if len(lines) > LONGEST:
            say(f"… {len(lines) - LONGEST} more lines; `make fix` repairs what a tool can repair.")
    return done.returncode == 0


def main(words: list[str]) -> int:
    chdir_root()
    steps = FIX if words == ["fix"] else CHECK
    try:
        with temporary.engines() as env:
            results = [run(step, env) for step in steps]
    except EngineError as error:
        stop(str(error))
    except KeyboardInterrupt:
        return 130
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
