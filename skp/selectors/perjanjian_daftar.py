"""Which heads of units have a Perjanjian Kinerja, and how far it is, for the granted roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from pegawai.models import Pegawai, Penempatan
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import PERAN_DIBERIKAN, JenisJabatan, JenisPenugasan
from pegawai.selectors import unit_terkelola
from skp.models import PerjanjianKinerja
from skp.rules import StatusPk

BELUM = "belum"
"""No PK at all: the state that no PK can be in."""


def hari_kepala(tahun: int, hari_ini: date) -> date:
    """The day whose heads of units count for a year: today, but inside that year."""
    return min(max(hari_ini, date(tahun, 1, 1)), date(tahun, 12, 31))


def kepala_unit(
    pelaku: Pegawai, tahun: int, hari_ini: date, *, status: str = "", cari: str = ""
) -> QuerySet[Penempatan]:
    """The posts within reach from which a PK is due, in the order of the tree, each with the state of its PK."""
    versi = (
        PerjanjianKinerja.objects.berlaku()
        .filter(penempatan=OuterRef("pk"), tahun=tahun)
        .order_by("-versi", "-id")
    )
    hasil = (
        Penempatan.objects.filter(
            berlaku_pada(hari_kepala(tahun, hari_ini)),
            Q(is_kepala=True) | Q(jabatan__jenis=JenisJabatan.JPT) | Q(jabatan__is_unit_mandiri=True),
            unit__in=unit_terkelola(pelaku, PERAN_DIBERIKAN),
        )
        .exclude(jenis=JenisPenugasan.TUGAS_TAMBAHAN)
        .annotate(
            pk_terakhir=Subquery(versi.values("pk")[:1]), status_pk=Subquery(versi.values("status")[:1])
        )
        .select_related("pegawai", "jabatan", "unit")
        .order_by("unit__jalur", "jenis", "id")
    )
    if status == BELUM:
        hasil = hasil.filter(status_pk__isnull=True)
    elif status:
        hasil = hasil.filter(status_pk=status)
    if cari.strip():
        hasil = hasil.filter(Q(unit__nama__icontains=cari.strip()) | Q(pegawai__nama__icontains=cari.strip()))
    return hasil


def hitung_kepala(pelaku: Pegawai, tahun: int, hari_ini: date) -> Mapping[str, int]:
    """How many of those posts are in each state; `BELUM` where there is no PK."""
    semua: Any = kepala_unit(pelaku, tahun, hari_ini)
    baris = semua.order_by().values("status_pk").annotate(n=Count("pk"))
    return {b["status_pk"] or BELUM: b["n"] for b in baris}


@dataclass(frozen=True)
class BarisKepala:
    """One line of the list: a head of unit and his PK."""

    penempatan: Penempatan
    pk: PerjanjianKinerja | None
    pendahulu: PerjanjianKinerja | None
    """The agreed PK of the officer before him, where he has none of his own: it waits to be carried on."""

    @property
    def status(self) -> str:
        return self.pk.status if self.pk else BELUM

    @property
    def label(self) -> str:
        return StatusPk(self.pk.status).label if self.pk else "Belum ada"


def isi_kepala(halaman: Sequence[Penempatan], tahun: int) -> list[BarisKepala]:
    """The lines of one page (two queries for any number of them)."""
    pk = PerjanjianKinerja.objects.in_bulk([p.pk_terakhir for p in halaman if p.pk_terakhir])  # type: ignore[attr-defined]
    tanpa = [p.unit_id for p in halaman if not p.pk_terakhir and p.is_kepala]  # type: ignore[attr-defined]
    lama = {
        k.unit_id: k
        for k in PerjanjianKinerja.objects.filter(
            unit__in=tanpa, tahun=tahun, status=StatusPk.DISEPAKATI
        ).select_related("pegawai")
    }
    return [
        BarisKepala(
            p,
            pk.get(p.pk_terakhir),  # type: ignore[attr-defined]
            lama.get(p.unit_id) if p.is_kepala and not p.pk_terakhir else None,  # type: ignore[attr-defined]
        )
        for p in halaman
    ]
