"""Several small lists in one read. Their SQL is written by the ORM once per process and only filled in afterwards.

The page that judges stands within twelve queries and four times an empty page; writing the same eight statements anew
for each opening cost more than running them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from django.db import connection
from django.db.models import QuerySet

Nilai = int | str | date
Jenis = Literal["angka", "hari", "teks"]
Penyusun = Callable[[Mapping[str, Any]], "QuerySet[Any, Any]"]


class Sekali:
    """Named lists (`values()` querysets) over the same parameters, read as JSON in one statement."""

    def __init__(self, parameter: Mapping[str, Jenis], daftar: Mapping[str, Penyusun]) -> None:
        self.parameter, self.daftar = parameter, daftar

    @cached_property
    def _siap(self) -> tuple[str, list[Any], dict[Any, str]]:
        """The statement, its parameters, and which of them stand for which name."""
        wakil = {n: _wakil(jenis, ke) for ke, (n, jenis) in enumerate(self.parameter.items())}
        potongan: list[str] = []
        semua: list[Any] = []
        for nama, susun in self.daftar.items():
            sql, params = susun(wakil).query.sql_with_params()
            # written by the ORM; names are ours, values stay parameters
            potongan.append(f"(SELECT coalesce(json_agg(t), '[]') FROM ({sql}) t) AS {nama}")  # noqa: S608
            semua += params
        return f"SELECT {', '.join(potongan)}", semua, {v: n for n, v in wakil.items()}

    def __call__(self, **nilai: Nilai) -> dict[str, list[dict[str, Any]]]:
        """Fill in the parameters and read; dates come back as text, as JSON has them."""
        sql, params, nama_dari = self._siap
        isi = [nilai[nama_dari[p]] if p in nama_dari else p for p in params]
        with connection.cursor() as kursor:
            kursor.execute(sql, isi)
            return dict(zip(self.daftar, kursor.fetchone() or (), strict=True))


def _wakil(jenis: Jenis, ke: int) -> Nilai:
    """A value that stands for a parameter while the SQL is written, and occurs nowhere else."""
    if jenis == "angka":
        return 31_000 + ke  # fits the smallest column
    if jenis == "hari":
        return date(9990, 1, 1) + timedelta(days=ke)
    return f"\x01wakil-{ke}"
