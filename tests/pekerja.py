"""A real Celery worker on the test's database and files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

AKAR = Path(settings.BASE_DIR)


def alamat_basis_data() -> str:
    """The address of this test's database, whether the server listens on a port or on a socket."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@contextmanager
def pekerja(folder: Path, redis: str) -> Iterator[subprocess.Popen[bytes]]:
    """Two processes in a group of their own; `folder` holds the files and the log."""
    lingkungan = os.environ | {
        "DATABASE_URL": alamat_basis_data(),
        "REDIS_URL": redis,
        "DATA_DIR": str(folder),
    }
    perintah = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "-Q",
        "pdf_kecil,pdf",
        "-c",
        "2",
        "-l",
        "warning",
    ]
    with (folder / "pekerja.log").open("ab") as log:
        proses = subprocess.Popen(
            [*perintah, "--without-gossip", "--without-mingle"],
            cwd=AKAR,
            env=lingkungan,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield proses
    finally:
        bunuh(proses)


def bunuh(proses: subprocess.Popen[bytes]) -> None:
    """Kill the whole group without a word, as a power cut would."""
    if proses.poll() is None:
        os.killpg(proses.pid, signal.SIGKILL)
    proses.wait()
