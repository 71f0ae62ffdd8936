"""Reads about thanks: the monthly page of a unit, one's own, and what a leader sees beside the behaviours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from kinerja.models import Apresiasi, PenerimaApresiasi
from pegawai.models import Pegawai, UnitKerja
from skp.rules import NilaiPerilaku

MASA_BATAL_APRESIASI = timedelta(days=7)
"""So long a withdrawn apresiasi is offered to be brought back."""


def bulan_dari(hari: date) -> tuple[date, date]:
    """First and last day of the month of a day."""
    mulai = hari.replace(day=1)
    return mulai, (mulai + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def apresiasi_tampil(*, semua_nama: bool = False) -> QuerySet[Apresiasi]:
    """Thanks with writer and those thanked; names that were taken out only where they are one's own business."""
    penerima = PenerimaApresiasi.objects.select_related("penerima", "unit").order_by("penerima__nama", "id")
    if not semua_nama:
        penerima = penerima.filter(disembunyikan_pada__isnull=True)
    return Apresiasi.objects.select_related("penulis", "disembunyikan_oleh").prefetch_related(
        Prefetch("daftar_penerima", queryset=penerima, to_attr="penerima_tampil")
    )


def apresiasi_unit(
    pelaku: Pegawai,
    *,
    unit: UnitKerja | None,
    mulai: date,
    selesai: date,
    nilai: str = "",
    cari: str = "",
    disembunyikan: bool = False,
) -> QuerySet[Apresiasi]:
    """The thanks of a month to people of a unit and below (of the whole agency without a unit), newest first.

    `disembunyikan` turns to what was taken down, as far as this person moderates it.
    """
    semua = apresiasi_tampil(semua_nama=disembunyikan).filter(
        instansi=pelaku.instansi_id, tanggal__range=(mulai, selesai)
    )
    if disembunyikan:
        semua = semua.visible_to(pelaku).filter(disembunyikan_pada__isnull=False)  # type: ignore[attr-defined]
        semua = semua.exclude(penulis=pelaku)
    else:
        semua = semua.terbit()  # type: ignore[attr-defined]
    nama = PenerimaApresiasi.objects.filter(apresiasi=OuterRef("pk"))
    if not disembunyikan:
        nama = nama.filter(disembunyikan_pada__isnull=True)
    if unit is not None and unit.induk_id is not None:
        semua = semua.filter(Exists(nama.filter(unit__jalur__startswith=unit.jalur)))
    if nilai:
        semua = semua.filter(nilai=nilai)
    for kata in cari.split():
        semua = semua.filter(
            Q(isi__icontains=kata)
            | Q(penulis__nama__icontains=kata)
            | Exists(nama.filter(penerima__nama__icontains=kata))
        )
    return semua.order_by("-tanggal", "-id")


def hitung_nilai(semua: QuerySet[Apresiasi]) -> list[tuple[NilaiPerilaku, int]]:
    """How many there are under each of the seven values, in their fixed order. One query."""
    hitung = dict(semua.order_by().values_list("nilai").annotate(n=Count("pk")))
    return [(n, hitung.get(n.value, 0)) for n in NilaiPerilaku]


def apresiasi_untuk(pelaku: Pegawai) -> QuerySet[PenerimaApresiasi]:
    """What one was thanked for, also where one took one's own name out; newest first."""
    return (
        PenerimaApresiasi.objects.visible_to(pelaku)
        .select_related("apresiasi__penulis")
        .order_by("-tanggal", "-id")
    )


def apresiasi_dari(pelaku: Pegawai) -> QuerySet[Apresiasi]:
    """What one wrote and did not withdraw, also what was hidden, with the reason."""
    return (
        apresiasi_tampil(semua_nama=True)
        .filter(penulis=pelaku, ditarik_pada__isnull=True)
        .order_by("-tanggal", "-id")
    )


def apresiasi_ditarik(pelaku: Pegawai) -> list[Apresiasi]:
    """What one withdrew lately and can bring back."""
    sejak = timezone.now() - MASA_BATAL_APRESIASI
    return list(
        apresiasi_tampil(semua_nama=True)
        .filter(penulis=pelaku, ditarik_pada__gte=sejak)
        .order_by("-ditarik_pada")[:10]
    )


@dataclass(frozen=True)
class RingkasApresiasi:
    """Thanks to one person in a span, as they stand beside his behaviours. Never a rating."""

    jumlah: int
    per_nilai: list[tuple[NilaiPerilaku, int]]
    terbaru: list[PenerimaApresiasi]

    def __bool__(self) -> bool:
        return self.jumlah > 0


def ringkas_apresiasi(pegawai_id: int, mulai: date, selesai: date, batas: int = 20) -> RingkasApresiasi:
    """Count and list what a person was thanked for in a span (one query)."""
    semua = list(
        PenerimaApresiasi.objects.terbit()
        .filter(penerima=pegawai_id, tanggal__range=(mulai, selesai))
        .select_related("apresiasi__penulis")
        .order_by("-tanggal", "-id")
    )
    hitung = Counter(p.apresiasi.nilai for p in semua)
    per_nilai = [(n, hitung[n.value]) for n in NilaiPerilaku if hitung[n.value]]
    return RingkasApresiasi(len(semua), per_nilai, semua[:batas])


def apresiasi_baru(pelaku: Pegawai, hari: date) -> QuerySet[PenerimaApresiasi]:
    """What one was thanked for in the last seven days."""
    return PenerimaApresiasi.objects.visible_to(pelaku).filter(
        tanggal__gte=hari - timedelta(days=6), disembunyikan_pada__isnull=True
    )


def unit_sekitar(unit: UnitKerja) -> tuple[list[UnitKerja], list[UnitKerja]]:
    """The units above (from the root) and right below, for moving along the tree (two queries)."""
    atas = UnitKerja.objects.filter(pk__in=unit.leluhur_id[1:]).order_by("jalur")
    bawah = UnitKerja.objects.filter(induk=unit, is_aktif=True).order_by("nama", "id")
    return list(atas), list(bawah)
