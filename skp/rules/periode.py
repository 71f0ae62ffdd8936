"""The performance year: its periods, its windows, and the span of an SKP in it. Imports no Django."""

from dataclasses import dataclass
from datetime import date, timedelta

from pegawai.rules import Pilihan
from skp.errors import PeriodeTidakSah


class JenisPeriode(Pilihan):
    TAHUNAN = "tahunan", "Tahunan"
    TRIWULAN = "triwulan", "Triwulan"
    BULANAN = "bulanan", "Bulanan"


ROMAWI = ("I", "II", "III", "IV")


BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def nama_periode(jenis: str, nomor: int, tahun: int) -> str:
    """Name a period as people say it: "Triwulan II 2026", "Maret 2026", "Tahun 2026"."""
    if jenis == JenisPeriode.TRIWULAN:
        return f"Triwulan {ROMAWI[nomor - 1]} {tahun}"
    if jenis == JenisPeriode.BULANAN:
        return f"{BULAN[nomor - 1]} {tahun}"
    return f"Tahun {tahun}"


def tanggal_panjang(hari: date) -> str:
    """Write a day as the regulation does: "31 Januari 2026"."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def batas_penetapan_skp(tahun: int) -> date:
    """Default day by which an SKP is fixed: 31 January (PermenPANRB 8/2021; kept as a default)."""
    return date(tahun, 1, 31)


HARI_PENGISIAN = 10


HARI_PENILAIAN = 20
"""Default days after the end of a period for logging what was reached, and for rating it (domain 2.5: settings)."""


HARI_PENYAMPAIAN, HARI_KEBERATAN, HARI_FINAL = 20, 14, 20
"""Default days that follow the rating: to hand the result over and to decide (14 working days are about 20 days),
and to object (PP 30/2019 Pasal 59: 14 days). Domain 2.5: settings."""


@dataclass(frozen=True)
class RancanganPeriode:
    """A period with its default windows, before the agency changes them."""

    jenis: JenisPeriode
    nomor: int
    mulai: date
    selesai: date
    skp_sampai: date | None
    pengisian_sampai: date
    penilaian_sampai: date

    @property
    def evaluasi_mulai(self) -> date:
        """The day on which the evaluations open by themselves."""
        return self.selesai + timedelta(days=1)

    @property
    def penyampaian_sampai(self) -> date:
        return self.penilaian_sampai + timedelta(days=HARI_PENYAMPAIAN)

    @property
    def keberatan_sampai(self) -> date:
        return self.penyampaian_sampai + timedelta(days=HARI_KEBERATAN)

    @property
    def final_sampai(self) -> date:
        """After this day the period closes by itself."""
        return self.keberatan_sampai + timedelta(days=HARI_FINAL)


def rancangan_tahun(tahun: int, periodik: str) -> list[RancanganPeriode]:
    """Lay out a year: the year itself first, then its quarters or months (SIASN `periodik` 1 and 2)."""
    if periodik not in (JenisPeriode.TRIWULAN, JenisPeriode.BULANAN):
        raise PeriodeTidakSah("Pilih periode triwulan atau bulanan.", bidang="periodik")
    jenis = JenisPeriode(periodik)
    lama = 3 if jenis == JenisPeriode.TRIWULAN else 1
    hasil = [
        RancanganPeriode(
            JenisPeriode.TAHUNAN,
            1,
            date(tahun, 1, 1),
            date(tahun, 12, 31),
            batas_penetapan_skp(tahun),
            date(tahun + 1, 1, HARI_PENGISIAN),
            date(tahun + 1, 1, 31),
        )
    ]
    for nomor, bulan in enumerate(range(1, 13, lama), start=1):
        berikut = date(tahun + (bulan + lama > 12), (bulan + lama - 1) % 12 + 1, 1)
        selesai = berikut - timedelta(days=1)
        hasil.append(
            RancanganPeriode(
                jenis,
                nomor,
                date(tahun, bulan, 1),
                selesai,
                None,
                selesai + timedelta(days=HARI_PENGISIAN),
                selesai + timedelta(days=HARI_PENILAIAN),
            )
        )
    return hasil


def rentang_skp(
    *,
    periode: tuple[date, date],
    penempatan: tuple[date, date | None],
    diminta: tuple[date | None, date | None] = (None, None),
) -> tuple[date, date]:
    """The span of an SKP: as asked for, inside both the year and the placement."""
    awal = max(periode[0], penempatan[0])
    akhir = min(periode[1], penempatan[1] or periode[1])
    if akhir < awal:
        raise PeriodeTidakSah("Penempatan ini tidak berlaku pada tahun itu. Pilih penempatan lain.")
    mulai, selesai = diminta[0] or awal, diminta[1] or akhir
    if selesai < mulai:
        raise PeriodeTidakSah(
            "Tanggal selesai harus sama dengan atau setelah tanggal mulai.", bidang="selesai"
        )
    if mulai < awal or selesai > akhir:
        raise PeriodeTidakSah(
            f"Rentang SKP harus di antara {tanggal_panjang(awal)} dan {tanggal_panjang(akhir)}.",
            bidang="mulai" if mulai < awal else "selesai",
        )
    return mulai, selesai


def hari_penilai(*, mulai: date, selesai: date, akhir_penempatan: date | None, pada: date) -> date:
    """The day whose penilai answers for an SKP: today, but never outside its span or its placement.

    So a span that is over keeps the penilai of its last day (PermenPANRB 6/2022: the span is rated by him).
    """
    hari = min(max(pada, mulai), selesai)
    return min(hari, akhir_penempatan) if akhir_penempatan else hari
