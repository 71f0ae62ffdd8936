"""One's own log as a stream, for taking it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from kinerja.models import CatatanHarian, TanggapanCatatan
from kinerja.selectors.bukti import daftar_bukti
from pegawai.models import Pegawai

POTONGAN = 1_000


@dataclass(frozen=True)
class BarisBuku:
    """One entry as it leaves the application."""

    tanggal: date
    jam_mulai: time | None
    jam_selesai: time | None
    uraian: str
    jumlah: Decimal | None
    satuan: str
    rhk: str
    rencana_aksi: str
    bukti: tuple[dict[str, str], ...]
    tanggapan: str

    @property
    def jam(self) -> str:
        return "–".join(f"{j:%H.%M}" for j in (self.jam_mulai, self.jam_selesai) if j)


def catatan_keluar(pegawai: Pegawai, mulai: date, selesai: date) -> QuerySet[Any]:
    """The entries of a span in the order of the days."""
    return (
        CatatanHarian.objects.aktif()
        .filter(pegawai=pegawai, tanggal__gte=mulai, tanggal__lte=selesai)
        .order_by("tanggal", F("jam_mulai").asc(nulls_last=True), "id")
    )


def baris_buku(pegawai: Pegawai, mulai: date, selesai: date) -> Iterator[BarisBuku]:
    """The same as rows, a thousand at a time: memory stays flat whatever the span."""
    kata = TanggapanCatatan.objects.filter(catatan=OuterRef("pk")).order_by("id")
    semua = (
        catatan_keluar(pegawai, mulai, selesai)
        .select_related("rhk", "rencana_aksi")
        .only(
            "tanggal",
            "jam_mulai",
            "jam_selesai",
            "uraian",
            "jumlah",
            "satuan",
            "rhk__teks",
            "rencana_aksi__teks",
        )
        .annotate(
            daftar_bukti=daftar_bukti("catatan"),
            kata=ArraySubquery(kata.values(k=Concat("jenis", Value("|"), "oleh__nama"))),
        )
    )
    for c in semua.iterator(POTONGAN):
        yield BarisBuku(
            tanggal=c.tanggal,
            jam_mulai=c.jam_mulai,
            jam_selesai=c.jam_selesai,
            uraian=c.uraian,
            jumlah=c.jumlah,
            satuan=c.satuan,
            rhk=c.rhk.teks,
            rencana_aksi=c.rencana_aksi.teks if c.rencana_aksi else "",
            bukti=tuple(c.daftar_bukti),
            tanggapan="; ".join(_kata(k) for k in c.kata),
        )


def _kata(teks: str) -> str:
    jenis, _, nama = teks.partition("|")
    return f"{jenis.capitalize()} {nama}"
