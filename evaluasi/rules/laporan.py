"""Reports about a unit: which there are, in what shape, when a schedule is due, and what a small group hides.

Imports no Django.
"""

import calendar
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from evaluasi.errors import BahanBelumLengkap
from evaluasi.rules.dokumen import BentukLaporan
from evaluasi.rules.penilaian import Ekspektasi
from pegawai.rules import Pilihan


class JenisLaporan(Pilihan):
    """What a job makes."""

    DOKUMEN = "dokumen", "Dokumen"
    UNIT = "unit", "Laporan unit"
    REKAP = "rekap", "Rekap pegawai"
    SIASN = "siasn", "Data SIASN"


_J, _B = JenisLaporan, BentukLaporan


class PilihanLaporan(Pilihan):
    """What can be ordered for a unit and a period, in one choice: what it is and in which shape."""

    UNIT_PDF = "unit-pdf", "Laporan unit, PDF untuk dibaca dan dicetak"
    UNIT_XLSX = "unit-xlsx", "Laporan unit, XLSX dengan nama yang terlambat"
    REKAP_XLSX = "rekap-xlsx", "Rekap pegawai, XLSX menurut susunan e-Kinerja"
    SIASN_ZIP = "siasn-zip", "Data untuk SIASN, satu JSON tiap pegawai dalam ZIP"
    DOKUMEN_ZIP = "dokumen-zip", "Semua dokumen evaluasi, dalam ZIP"
    DOKUMEN_PDF = "dokumen-gabungan", "Semua dokumen evaluasi, satu PDF"


ISI_PILIHAN: Mapping[PilihanLaporan, tuple[JenisLaporan, BentukLaporan]] = {
    PilihanLaporan.UNIT_PDF: (_J.UNIT, _B.PDF),
    PilihanLaporan.UNIT_XLSX: (_J.UNIT, _B.XLSX),
    PilihanLaporan.REKAP_XLSX: (_J.REKAP, _B.XLSX),
    PilihanLaporan.SIASN_ZIP: (_J.SIASN, _B.ZIP),
    PilihanLaporan.DOKUMEN_ZIP: (_J.DOKUMEN, _B.ZIP),
    PilihanLaporan.DOKUMEN_PDF: (_J.DOKUMEN, _B.GABUNGAN),
}


# Schedules


class IramaJadwal(Pilihan):
    """How often a report makes itself."""

    HARIAN = "harian", "Setiap hari"
    MINGGUAN = "mingguan", "Setiap minggu"
    BULANAN = "bulanan", "Setiap bulan"
    TRIWULAN = "triwulan", "Setiap awal triwulan"
    TAHUNAN = "tahunan", "Setiap Januari"


class AcuanPeriode(Pilihan):
    """Which period a scheduled report is about on its day."""

    BERAKHIR = "berakhir", "Periode terakhir yang sudah berakhir"
    BERJALAN = "berjalan", "Periode yang sedang berjalan"
    TAHUNAN = "tahunan", "Tahun yang sedang berjalan"


BULAN_IRAMA: Mapping[IramaJadwal, frozenset[int]] = {
    IramaJadwal.BULANAN: frozenset(range(1, 13)),
    IramaJadwal.TRIWULAN: frozenset({1, 4, 7, 10}),
    IramaJadwal.TAHUNAN: frozenset({1}),
}
HARI_MINGGU = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def check_hari_jadwal(irama: IramaJadwal, hari: int) -> None:
    """Refuse a day that the rhythm does not have."""
    maks = {IramaJadwal.HARIAN: 31, IramaJadwal.MINGGUAN: 7}.get(irama, 31)
    if not 1 <= hari <= maks:
        sebut = "1 (Senin) sampai 7 (Minggu)" if irama == IramaJadwal.MINGGUAN else "1 sampai 31"
        raise BahanBelumLengkap(f"Tulis hari {sebut}.", bidang="hari")


def giliran_berikut(irama: IramaJadwal, hari: int, jam: int, sesudah: datetime) -> datetime:
    """The next turn after a moment, both in the agency's own time; the 31st of a short month is its last day."""
    pukul = time(jam)
    tanggal = sesudah.date()
    for _ in range(800):
        calon = datetime.combine(tanggal, pukul, tzinfo=sesudah.tzinfo)
        if calon > sesudah and _jatuh(
            irama, hari, tanggal.year, tanggal.month, tanggal.day, tanggal.isoweekday()
        ):
            return calon
        tanggal += timedelta(days=1)
    raise AssertionError(f"no turn within two years: {irama} {hari}")


def _jatuh(irama: IramaJadwal, hari: int, tahun: int, bulan: int, tanggal: int, pekan: int) -> bool:
    if irama == IramaJadwal.HARIAN:
        return True
    if irama == IramaJadwal.MINGGUAN:
        return pekan == hari
    return bulan in BULAN_IRAMA[irama] and tanggal == min(hari, calendar.monthrange(tahun, bulan)[1])


# The national recap (workbook of e-Kinerja, domain reference 3.11)

KOLOM_REKAP = (
    "No",
    "NIP",
    "Nama",
    "Jabatan",
    "Rating Hasil Kinerja",
    "Rating Perilaku Kerja",
    "Predikat Kinerja Periodik",
)
EJAAN_REKAP: Mapping[Ekspektasi, str] = {
    Ekspektasi.DIATAS: "Diatas Ekspektasi",
    Ekspektasi.SESUAI: "Sesuai Ekspektasi",
    Ekspektasi.DIBAWAH: "Dibawah Ekspektasi",
}
"""As the national workbook spells them."""


HARI_SIMPAN, HARI_SIMPAN_MIN, HARI_SIMPAN_MAKS = 30, 1, 3650
"""Days that the file of a job is kept, by default and at most; issued documents are kept for ever."""
