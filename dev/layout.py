"""Where things are in this checkout, and the environment in which the application runs here."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
ENGINES = VENV / "engines"
"""Wheels of PostgreSQL and Redis, unpacked: programs, not modules of the application."""


def read_dotenv(path: Path) -> dict[str, str]:
    """NAME=value lines; the real environment wins over them."""
    if not path.is_file():
        return {}
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [
        line.removeprefix("export ").partition("=")
        for line in lines
        if "=" in line and not line.startswith("#")
    ]
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


ENV = read_dotenv(ROOT / ".env") | dict(os.environ)
DATA = Path(ENV.get("DATA_DIR") or ROOT / ".data").resolve()


def log_file(name: str) -> Path:
    folder = DATA / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def given(name: str) -> bool:
    """Set in the environment, directly or as a file."""
    return bool(ENV.get(name) or ENV.get(f"{name}_FILE"))


def secret_key_file(data: Path) -> Path:
    """The key of a data folder, made once; renamed into place so that a crash leaves none or a whole one."""
    file = data / "secret_key"
    if not file.exists():
        data.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(".new")
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(64))
        half.replace(file)
    return file
