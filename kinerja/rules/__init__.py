"""Execution: what may be logged when, what evidence may be, what feedback holds. Imports no Django."""

from kinerja.rules.bukti import (
    MAKS_BUKTI,
    MAKS_NAMA,
    check_jumlah_bukti,
    check_tautan,
    nama_aman,
)
from kinerja.rules.catatan import (
    BELUM_TETAP,
    Jendela,
    check_catatan,
    check_hari,
    check_jendela,
    check_perilaku,
)
from kinerja.rules.jenis import (
    JenisBukti,
    PenilaianUmpanBalik,
    PeranPemberi,
    SifatUmpanBalik,
    StatusBukti,
)
from kinerja.rules.realisasi import (
    Capaian,
    JejakCatatan,
    Usul,
    angka_kumulatif,
    bagian_waktu,
    capaian,
    check_periode_realisasi,
    check_realisasi,
    usul_realisasi,
)
from kinerja.rules.teks import (
    MAKS_ANGKA,
    MAKS_JUMLAH,
    MAKS_SATUAN,
    MAKS_URAIAN,
    rapikan,
)
from kinerja.rules.umpan_balik import (
    check_balasan,
    check_umpan_balik,
)

__all__ = [
    "BELUM_TETAP",
    "MAKS_ANGKA",
    "MAKS_BUKTI",
    "MAKS_JUMLAH",
    "MAKS_NAMA",
    "MAKS_SATUAN",
    "MAKS_URAIAN",
    "Capaian",
    "JejakCatatan",
    "Jendela",
    "JenisBukti",
    "PenilaianUmpanBalik",
    "PeranPemberi",
    "SifatUmpanBalik",
    "StatusBukti",
    "Usul",
    "angka_kumulatif",
    "bagian_waktu",
    "capaian",
    "check_balasan",
    "check_catatan",
    "check_hari",
    "check_jendela",
    "check_jumlah_bukti",
    "check_perilaku",
    "check_periode_realisasi",
    "check_realisasi",
    "check_tautan",
    "check_umpan_balik",
    "nama_aman",
    "rapikan",
    "usul_realisasi",
]
