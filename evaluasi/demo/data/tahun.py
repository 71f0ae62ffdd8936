"""Feedback, ratings and daily log of the demo's year."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja.rules import PenilaianUmpanBalik, SifatUmpanBalik
from skp.rules import NilaiPerilaku


@dataclass(frozen=True)
class Balik:
    """One feedback: in which quarter, on whom, by whom, on which RHK (None) or value."""

    triwulan: int
    untuk: str
    oleh: str
    isi: str
    sifat: SifatUmpanBalik = SifatUmpanBalik.PUJIAN
    penilaian: PenilaianUmpanBalik | str = PenilaianUmpanBalik.SESUAI
    nilai: NilaiPerilaku | str = ""
    balasan: str = ""


_PUJI, _KOREKSI, _SARAN = SifatUmpanBalik.PUJIAN, SifatUmpanBalik.KOREKSI, SifatUmpanBalik.SARAN
_D, _S, _B = PenilaianUmpanBalik.DIATAS, PenilaianUmpanBalik.SESUAI, PenilaianUmpanBalik.DIBAWAH

UMPAN_BALIK: tuple[Balik, ...] = (
    Balik(1, "M", "B", "Kebutuhan pengguna tergali dengan baik", penilaian=_D),
    Balik(2, "M", "B", "Tepat waktu", balasan="Terima kasih, Pak. Tim juga bekerja keras."),
    Balik(
        2,
        "M",
        "B",
        "Pengguna dilibatkan sejak rancangan pertama",
        penilaian=_D,
        nilai=NilaiPerilaku.KOLABORATIF,
    ),
    Balik(3, "M", "B", "Perlu mitigasi jadwal", _KOREKSI, _B),
    Balik(4, "M", "B", "Melampaui yang disepakati", penilaian=_D),
    Balik(4, "M", "K", "Sangat membantu", penilaian=_D),
    Balik(
        4,
        "M",
        "B",
        "Metode bertahap membuat perubahan cepat ditangani",
        penilaian=_D,
        nilai=NilaiPerilaku.ADAPTIF,
    ),
    Balik(1, "P", "M", "Antarmuka mudah dipakai pengguna"),
    Balik(2, "P", "M", "Cakupan uji otomatis masih di bawah target", _KOREKSI, _B),
    Balik(3, "P", "B", "Modul selesai sesuai jadwal"),
    Balik(3, "P", "B", "Mau belajar dari rekan satu tim", nilai=NilaiPerilaku.KOMPETEN),
    Balik(2, "C", "M", "Pemadaman terlalu sering; siapkan cadangan daya", _KOREKSI, _B),
    Balik(3, "C", "B", "Ketersediaan layanan turun lagi. Susun rencana pemulihan.", _KOREKSI, _B),
    Balik(3, "C", "B", "Melaporkan gangguan pada hari yang sama", nilai=NilaiPerilaku.AKUNTABEL),
    Balik(2, "L", "B", "Data rapi dan selalu tepat waktu"),
    Balik(
        3, "L", "B", "Ramah kepada perangkat daerah yang bertanya", nilai=NilaiPerilaku.BERORIENTASI_PELAYANAN
    ),
)
"""P and C are members of M's team: M gives feedback as ketua tim. M's own team told her that her directions are clear."""


@dataclass(frozen=True)
class Nilai:
    hasil: str
    perilaku: str
    alasan_hasil: str
    alasan_perilaku: str
    catatan: str


EVALUASI_TAHUNAN: dict[str, Nilai] = {
    "K": Nilai(
        "sesuai",
        "sesuai",
        "Indeks SPBE 3,58 dari 3,60; layanan digital 82% dari 80%.",
        "Memimpin dengan tertib.",
        "Percepat tata kelola data",
    ),
    "B": Nilai(
        "sesuai",
        "diatas",
        "12 layanan digital siap pakai, semua lulus uji keamanan.",
        "Membina tim dengan sabar dan terbuka.",
        "Diusulkan pelatihan kepemimpinan administrator",
    ),
    "M": Nilai(
        "diatas",
        "diatas",
        "Lima aplikasi dari target empat; UAT 96%.",
        "Pengguna dilibatkan sejak awal; tim bekerja bertahap.",
        "Masuk talent pool bidang digital",
    ),
    "P": Nilai(
        "sesuai",
        "sesuai",
        "16 modul selesai; cakupan uji 78% dari 80%.",
        "Mau belajar dan bekerja sama.",
        "Tingkatkan cakupan uji",
    ),
    "C": Nilai(
        "dibawah",
        "sesuai",
        "Uptime 98,1% dari target 99,5%.",
        "Gangguan dilaporkan pada hari yang sama.",
        "Uptime 98,1%; bimbingan kinerja triwulan I tahun berikutnya",
    ),
    "L": Nilai(
        "sesuai",
        "sesuai",
        "12 laporan tepat waktu, data valid 98,4%.",
        "Teliti dan ramah.",
        "Pertahankan ketertiban data",
    ),
}

RATING_TRIWULAN: dict[str, tuple[str, ...]] = {
    "K": ("sesuai", "sesuai", "sesuai"),
    "B": ("sesuai", "sesuai", "sesuai"),
    "M": ("diatas", "diatas", "sesuai"),
    "P": ("sesuai", "sesuai"),
    "C": ("sesuai", "dibawah"),
    "L": ("sesuai", "sesuai", "sesuai"),
}
"""Rating hasil kerja of quarters I to III; the third of P and C still waits for their penilai."""

NILAI_TRIWULAN: dict[str, Nilai] = {
    "diatas": Nilai(
        "diatas",
        "diatas",
        "Rencana aksi triwulan terlampaui.",
        "Tim bekerja terbuka dan cepat.",
        "Pertahankan",
    ),
    "sesuai": Nilai(
        "sesuai",
        "sesuai",
        "Rencana aksi triwulan tercapai.",
        "Bekerja tertib dan mau membantu.",
        "Pertahankan",
    ),
    "dibawah": Nilai(
        "dibawah",
        "sesuai",
        "Rencana aksi triwulan belum tercapai.",
        "Melaporkan kendala tepat waktu.",
        "Susun rencana pemulihan",
    ),
}

CATATAN_HARIAN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "M": (
        ("Memimpin rapat kemajuan Tim Layanan Digital", "1", "rapat"),
        ("Meninjau rancangan basis data aplikasi 4", "1", "rancangan"),
        ("Mendampingi uji terima pengguna", "2", "modul"),
    ),
    "P": (
        ("Menyusun API pendaftaran layanan", "2", "endpoint"),
        ("Memperbaiki antarmuka formulir permohonan", "1", "modul"),
        ("Menulis uji otomatis modul pembayaran", "6", "kasus uji"),
    ),
    "C": (("Memantau server produksi", "1", "laporan"), ("Memperbarui sertifikat layanan", "3", "layanan")),
    "L": (
        ("Memeriksa kelengkapan data layanan", "40", "baris data"),
        ("Menyusun laporan data layanan", "1", "laporan"),
    ),
    "B": (("Rapat koordinasi dengan perangkat daerah", "1", "rapat"),),
}

PERILAKU: tuple[tuple[str, str, str, str, int | None, bool], ...] = (
    ("M", "M", "kolaboratif", "Mengundang tiga perangkat daerah menguji rancangan bersama", 1, True),
    ("M", "B", "adaptif", "Mengganti urutan sprint saat server uji terganggu", 1, True),
    ("M", "P", "kompeten", "Mengajari tim menulis uji otomatis dua jam setiap Kamis", 2, False),
    ("P", "P", "kompeten", "Menyelesaikan pelatihan uji otomatis", 1, True),
    ("P", "C", "harmonis", "Menemani rekan baru menata lingkungan kerja", 2, False),
    ("P", "M", "akuntabel", "Melaporkan kesalahan hitung sebelum ditanya", 1, False),
    ("C", "C", "akuntabel", "Melaporkan gangguan layanan pada hari yang sama", 1, True),
    (
        "L",
        "B",
        "berorientasi_pelayanan",
        "Menjelaskan format data kepada perangkat daerah dengan sabar",
        2,
        False,
    ),
)
"""About whom, by whom, under which value, what was seen, which guidance, whether it shows the expectation."""
