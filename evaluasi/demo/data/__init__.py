"""The demo agency as tables. All persons are invented; serials 9xx of their NIP belong to nobody."""

from evaluasi.demo.data.orang import BUPATI, KODE_INSTANSI, KOTA, NAMA_INSTANSI, ORANG, SANDI_DEMO, UNIT
from evaluasi.demo.data.rencana import BUKTI_M, EKSPEKTASI, LAMPIRAN, MATRIKS, PROGRAM_K, RHK
from evaluasi.demo.data.tahun import (
    CATATAN_HARIAN,
    EVALUASI_TAHUNAN,
    NILAI_TRIWULAN,
    PERILAKU,
    RATING_TRIWULAN,
    UMPAN_BALIK,
    Balik,
    Nilai,
)

__all__ = [
    "BUKTI_M",
    "BUPATI",
    "CATATAN_HARIAN",
    "EKSPEKTASI",
    "EVALUASI_TAHUNAN",
    "KODE_INSTANSI",
    "KOTA",
    "LAMPIRAN",
    "MATRIKS",
    "NAMA_INSTANSI",
    "NILAI_TRIWULAN",
    "ORANG",
    "PERILAKU",
    "PROGRAM_K",
    "RATING_TRIWULAN",
    "RHK",
    "SANDI_DEMO",
    "UMPAN_BALIK",
    "UNIT",
    "Balik",
    "Nilai",
]
