"""Reads for the pages of an import: its counts in words, its rows, and who is still without penilai."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from pegawai.impor.catatan import JenisCatatan, Sebab
from pegawai.models import BarisImpor, HubunganPenilai, Impor, Instansi, Penempatan, UnitKerja
from pegawai.rules import KEDUDUKAN_TANPA_SKP, HasilBaris, JenisPegawai

LEMBAR: Mapping[str, str] = {"unor": "Unit kerja", "pegawai": "Pegawai"}
HITUNG: Mapping[str, str] = {
    "unit_baru": "Unit dibuat",
    "unit_berubah": "Unit diubah",
    "pegawai_baru": "Pegawai dibuat",
    "pegawai_berubah": "Data pegawai diubah",
    "akun_baru": "Akun dibuat, belum bersandi",
    "penempatan_dibuka": "Penempatan dibuka",
    "penempatan_ditutup": "Penempatan ditutup",
    "kepala": "Pejabat unit ditetapkan",
    "hubungan": "Hubungan penilai disusun",
    "ditolak": "Baris ditolak saat diterapkan",
}


@dataclass(frozen=True)
class BarisHitungan:
    """One sheet: how many rows of each outcome, in the order of `HasilBaris`."""

    lembar: str
    label: str
    jumlah: Sequence[tuple[HasilBaris, int]]
    semua: int


@dataclass(frozen=True)
class BarisSebab:
    lembar: str
    label_lembar: str
    jenis: JenisCatatan
    sebab: Sebab
    jumlah: int


@dataclass(frozen=True)
class LaporanImpor:
    """What the page and the command say about an import."""

    hitungan: Sequence[BarisHitungan]
    sebab: Sequence[BarisSebab]
    hasil: Sequence[tuple[str, int]]
    """What applying has done, in words."""
    ditolak: int


def laporan_impor(impor: Impor) -> LaporanImpor:
    """Shape the stored counts; no query."""
    ringkasan = impor.ringkasan
    hitungan = [
        BarisHitungan(
            lembar,
            label,
            [(h, per_hasil.get(h.value, 0)) for h in HasilBaris],
            sum(per_hasil.values()),
        )
        for lembar, label in LEMBAR.items()
        if (per_hasil := ringkasan.get("hasil", {}).get(lembar))
    ]
    urutan = {j: i for i, j in enumerate(JenisCatatan)}
    sebab = sorted(
        (
            BarisSebab(lembar, LEMBAR[lembar], JenisCatatan(jenis), Sebab(sebab), jumlah)
            for lembar, jenis, sebab, jumlah in ringkasan.get("sebab", [])
        ),
        key=lambda s: (urutan[s.jenis], s.lembar != "unor", -s.jumlah, s.sebab),
    )
    hitung = ringkasan.get("hitung", {})
    return LaporanImpor(
        hitungan,
        sebab,
        [(label, hitung[kunci]) for kunci, label in HITUNG.items() if hitung.get(kunci)],
        sum(n for b in hitungan for h, n in b.jumlah if h == HasilBaris.DITOLAK),
    )


def baris_impor(impor: Impor, *, lembar: str = "", hasil: str = "", sebab: str = "") -> QuerySet[BarisImpor]:
    """The rows of an import, narrowed."""
    baris = impor.baris.order_by("lembar", "nomor")
    if lembar:
        baris = baris.filter(lembar=lembar)
    if hasil:
        baris = baris.filter(hasil=hasil)
    if sebab:
        baris = baris.filter(pesan__contains=[{"sebab": sebab}])
    return baris


def penempatan_tanpa_penilai(instansi: Instansi, pada: date) -> QuerySet[Penempatan]:
    """Who serves, owes an SKP and has nobody to rate him that day: those at the top first."""
    hubungan = HubunganPenilai.objects.filter(penempatan=OuterRef("pk")).pada(pada)
    return (
        Penempatan.objects.definitif()
        .pada(pada)
        .filter(~Exists(hubungan), instansi=instansi)
        .exclude(
            Q(pegawai__jenis=JenisPegawai.PEJABAT_NEGARA) | Q(pegawai__kedudukan__in=KEDUDUKAN_TANPA_SKP)
        )
        .select_related("pegawai", "jabatan", "unit")
        .order_by("unit__jalur", "-is_kepala", "pegawai__nama", "id")
    )


def puncak_tanpa_kepala(tanpa_penilai: Sequence[Penempatan], pada: date) -> list[UnitKerja]:
    """The topmost units above these people that nobody heads: where a pejabat negara is missing."""
    akar = {p.unit.leluhur_id[-1] for p in tanpa_penilai}
    kepala = Penempatan.objects.pada(pada).filter(unit=OuterRef("pk"), is_kepala=True)
    return list(UnitKerja.objects.filter(~Exists(kepala), pk__in=akar))
