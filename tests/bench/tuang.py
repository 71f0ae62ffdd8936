"""Fills a table by COPY with what a SELECT makes, through a pipe between two sessions of the database."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

from django.db import connection


def tuang(
    cursor: Any, tabel: str, kolom: Sequence[str], sql: str, isian: Mapping[str, Any] | None = None
) -> None:
    """COPY … TO STDOUT in a session of its own, COPY … FROM STDIN in that of `cursor`."""
    baca, tulis = os.pipe()
    asal = cursor.mogrify(sql, isian).decode()

    def keluar() -> None:
        with os.fdopen(tulis, "wb") as pipa, closing(connection.copy()) as sesi:
            sesi.cursor().copy_expert(f"COPY ({asal}) TO STDOUT", pipa)

    with os.fdopen(baca, "rb") as pipa, ThreadPoolExecutor(1) as sampingan:
        hasil = sampingan.submit(keluar)
        cursor.copy_expert(f"COPY {tabel} ({', '.join(kolom)}) FROM STDIN", pipa)
        hasil.result()
