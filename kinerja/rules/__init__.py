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
from kinerja.rules.gangguan import (
    AturanPerpanjangan,
    Putus,
    SumberGangguan,
    batas_sesudah_gangguan,
    lama_tampil,
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
from kinerja.rules.tanggapan import (
    PERAN_MENANGGAPI,
    IsiPekan,
    JenisTanggapan,
    berubah_sejak,
    check_jawaban,
    check_pertanyaan,
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
    "PERAN_MENANGGAPI",
    "AturanPerpanjangan",
    "Capaian",
    "IsiPekan",
    "JejakCatatan",
    "Jendela",
    "JenisBukti",
    "JenisTanggapan",
    "PenilaianUmpanBalik",
    "PeranPemberi",
    "Putus",
    "SifatUmpanBalik",
    "StatusBukti",
    "SumberGangguan",
    "Usul",
    "angka_kumulatif",
    "bagian_waktu",
    "batas_sesudah_gangguan",
    "berubah_sejak",
    "capaian",
    "check_balasan",
    "check_catatan",
    "check_hari",
    "check_jawaban",
    "check_jendela",
    "check_jumlah_bukti",
    "check_perilaku",
    "check_periode_realisasi",
    "check_pertanyaan",
    "check_realisasi",
    "check_tautan",
    "check_umpan_balik",
    "lama_tampil",
    "nama_aman",
    "rapikan",
    "usul_realisasi",
]
