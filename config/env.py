"""Reads the environment: typed and loud.

Every value may come from ``NAME`` or, for secrets that a container mounts, from the file named in ``NAME_FILE``.
What is missing or malformed stops the start with one sentence; `.env.example` lists every variable.
"""

import os
from enum import Enum
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured


class EnvError(ImproperlyConfigured):
    """A variable of the environment is missing or cannot be read."""

    def __init__(self, name: str, trouble: str) -> None:
        super().__init__(f"Variabel lingkungan {name} {trouble}. Lihat .env.example.")


class _Required(Enum):
    """Marks "no default": ``None`` and ``""`` are values that a caller may want as default."""

    token = 0


REQUIRED: Final = _Required.token

_TRUE = frozenset({"1", "true", "yes", "on", "ya"})
_FALSE = frozenset({"0", "false", "no", "off", "tidak"})


def _read(name: str) -> str | None:
    """The text of NAME or of the file in NAME_FILE; an empty value counts as not set."""
    value, path = os.environ.get(name, "").strip(), os.environ.get(f"{name}_FILE", "").strip()
    if value and path:
        raise EnvError(name, f"dan {name}_FILE terisi dua-duanya; hapus salah satu")
    if not path:
        return value or None
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise EnvError(f"{name}_FILE", f"menunjuk berkas yang tidak dapat dibaca: {path}") from error
    if not text:
        raise EnvError(f"{name}_FILE", f"menunjuk berkas yang kosong: {path}")
    return text


def env_str(name: str, default: str | _Required = REQUIRED) -> str:
    """A text; without a default it must be there."""
    value = _read(name)
    if value is not None:
        return value
    if default is REQUIRED:
        raise EnvError(name, "belum diisi")
    return default


def env_bool(name: str, default: bool | _Required = REQUIRED) -> bool:
    """Yes or no: 1/0, true/false, yes/no, on/off, ya/tidak."""
    value = _read(name)
    if value is None:
        if default is REQUIRED:
            raise EnvError(name, "belum diisi")
        return default
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise EnvError(name, f"harus 1 atau 0, bukan {value!r}")


def env_int(
    name: str, default: int | _Required = REQUIRED, *, least: int | None = None, most: int | None = None
) -> int:
    """A whole number, optionally within bounds."""
    value = _read(name)
    if value is None:
        if default is REQUIRED:
            raise EnvError(name, "belum diisi")
        return default
    try:
        number = int(value)
    except ValueError:
        raise EnvError(name, f"harus bilangan bulat, bukan {value!r}") from None
    if least is not None and number < least:
        raise EnvError(name, f"harus paling sedikit {least}, bukan {number}")
    if most is not None and number > most:
        raise EnvError(name, f"harus paling banyak {most}, bukan {number}")
    return number


def env_secret(name: str, default: str | _Required = REQUIRED, *, min_length: int = 1) -> str:
    """A text that no message repeats."""
    value = _read(name)
    if value is None:
        if default is REQUIRED:
            raise EnvError(name, f"belum diisi (boleh lewat berkas: {name}_FILE)")
        return default
    if len(value) < min_length:
        raise EnvError(name, f"terlalu pendek: paling sedikit {min_length} karakter")
    return value


def env_list(name: str, default: list[str] | _Required = REQUIRED) -> list[str]:
    """Texts separated by commas; blanks around them and empty ones are dropped."""
    value = _read(name)
    if value is None:
        if default is REQUIRED:
            raise EnvError(name, "belum diisi")
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]


def celery_url(redis_url: str) -> str:
    """The same Redis in the words of Celery, which writes a unix socket differently."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"
