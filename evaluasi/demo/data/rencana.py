"""The cascade of the worked example, with what each quarter brought."""

from __future__ import annotations

from dataclasses import dataclass

from skp.rules import Aspek, JenisRhk, JenisTarget, NilaiPerilaku, Polaritas


@dataclass(frozen=True)
class Iki:
    teks: str
    jenis: JenisTarget
    angka: str = ""
    satuan: str = ""
    aspek: Aspek | str = ""
    teks_target: str = ""
    polaritas: Polaritas = Polaritas.MAKSIMAL
    realisasi: tuple[str, ...] = ()
    """What each quarter itself brought ("" nothing): a figure, words after "|"."""


@dataclass(frozen=True)
class Rhk:
    teks: str
    iki: tuple[Iki, ...]
    jenis: JenisRhk = JenisRhk.UTAMA
    dari: tuple[str, int] | None = None
    """Whose RHK it serves: key of the person and position of the RHK in his list."""
    dari_iki: int | None = None
    dari_teks: str = ""
    perspektif: tuple[str, ...] = ()
    aksi: tuple[tuple[str, str], ...] = ()
    """Per quarter: action and target."""


_A, _PS, _T, _LE = JenisTarget.ANGKA, JenisTarget.PERSEN, JenisTarget.TEKS, JenisTarget.PALING_BANYAK
_KN, _KL, _W = Aspek.KUANTITAS, Aspek.KUALITAS, Aspek.WAKTU
_TAMBAHAN = JenisRhk.TAMBAHAN

RHK: dict[str, tuple[Rhk, ...]] = {
    "K": (
        Rhk(
            "Meningkatnya kualitas layanan pemerintahan berbasis elektronik",
            (
                Iki("Indeks SPBE", _A, "3.60", "indeks", realisasi=("", "", "", "3.58")),
                Iki(
                    "Persentase layanan publik yang terdigitalisasi",
                    _PS,
                    "80",
                    realisasi=("35", "58", "70", "82"),
                ),
                Iki(
                    "Indeks Kepuasan Masyarakat layanan TIK", _A, "85", "indeks", realisasi=("", "", "", "86")
                ),
            ),
            perspektif=("penerima_layanan",),
        ),
    ),
    "B": (
        Rhk(
            "Tersedianya layanan publik digital yang siap pakai bagi perangkat daerah",
            (
                Iki(
                    "Jumlah layanan publik yang terdigitalisasi",
                    _A,
                    "12",
                    "layanan",
                    _KN,
                    realisasi=("2", "3", "3", "4"),
                ),
                Iki(
                    "Persentase layanan yang lulus uji keamanan",
                    _PS,
                    "100",
                    "",
                    _KL,
                    realisasi=("100", "100", "100", "100"),
                ),
                Iki(
                    "Ketepatan waktu peluncuran sesuai jadwal",
                    _A,
                    "12",
                    "bulan",
                    _W,
                    realisasi=("3", "3", "3", "3"),
                ),
            ),
            dari=("K", 0),
            dari_iki=1,
        ),
    ),
    "M": (
        Rhk(
            "Terbangunnya aplikasi layanan publik sesuai kebutuhan perangkat daerah",
            (
                Iki(
                    "Jumlah aplikasi yang dibangun",
                    _A,
                    "4",
                    "aplikasi",
                    _KN,
                    realisasi=(
                        "0|4 dokumen kebutuhan",
                        "2",
                        "1|Terlambat 8 hari",
                        "2|1 tambahan atas permintaan Bupati",
                    ),
                ),
                Iki(
                    "Persentase modul yang lulus uji terima pengguna (UAT)",
                    _PS,
                    "95",
                    "",
                    _KL,
                    realisasi=("", "97", "97", "96"),
                ),
                Iki(
                    "Rata-rata penyelesaian terhadap jadwal",
                    _LE,
                    "5",
                    "hari keterlambatan",
                    _W,
                    polaritas=Polaritas.MINIMAL,
                    realisasi=("0", "0", "8|Aplikasi 3 terlambat 8 hari", "3"),
                ),
            ),
            dari=("B", 0),
            aksi=(
                ("Analisis kebutuhan 4 aplikasi bersama perangkat daerah", "4 dokumen"),
                ("Membangun dan menguji aplikasi 1–2", "2 aplikasi, UAT 95%"),
                ("Membangun dan menguji aplikasi 3", "1 aplikasi"),
                ("Membangun aplikasi 4 dan serah terima", "1 aplikasi"),
            ),
        ),
        Rhk(
            "Terlaksananya pendampingan reviu arsitektur SPBE Kecamatan",
            (
                Iki(
                    "Jumlah kecamatan yang didampingi",
                    _A,
                    "3",
                    "kecamatan",
                    _KN,
                    realisasi=("", "1", "1", "1"),
                ),
            ),
            jenis=_TAMBAHAN,
        ),
    ),
    "P": (
        Rhk(
            "Tersusunnya modul antarmuka dan API layanan",
            (
                Iki("Jumlah modul", _A, "16", "modul", _KN, realisasi=("3", "5", "4", "4")),
                Iki("Cakupan uji otomatis", _PS, "80", "", _KL, realisasi=("70", "74", "76", "78")),
            ),
            dari=("M", 0),
            aksi=(
                ("Menyusun modul antarmuka dan API aplikasi 1", "4 modul"),
                ("Menyusun modul antarmuka dan API aplikasi 2", "4 modul"),
                ("Menyusun modul antarmuka dan API aplikasi 3", "4 modul"),
                ("Menyusun modul antarmuka dan API aplikasi 4", "4 modul"),
            ),
        ),
    ),
    "C": (
        Rhk(
            "Tersedianya lingkungan produksi aplikasi yang andal",
            (
                Iki(
                    "Ketersediaan layanan (uptime)",
                    _PS,
                    "99.5",
                    "",
                    _KL,
                    realisasi=("99.1", "98.4", "97.6", "98.1|Gangguan listrik pusat data"),
                ),
            ),
            dari=("M", 0),
            aksi=(("Memantau dan memelihara lingkungan produksi", "uptime 99,5%"),) * 4,
        ),
    ),
    "L": (
        Rhk(
            "Terkelolanya data layanan publik secara tertib dan akurat",
            (
                Iki("Jumlah laporan data layanan", _A, "12", "laporan", _KN, realisasi=("3", "3", "3", "3")),
                Iki("Persentase data valid", _PS, "98", "", _KL, realisasi=("98", "98.5", "98.2", "98.4")),
                Iki(
                    "Penyampaian laporan",
                    _T,
                    aspek=_W,
                    teks_target="Paling lambat tanggal 5 bulan berikutnya",
                    realisasi=("|Tepat waktu",) * 4,
                ),
            ),
            dari=("B", 0),
            aksi=(("Menghimpun, memeriksa, dan melaporkan data layanan", "3 laporan"),) * 4,
        ),
        Rhk(
            "Terdukungnya panitia pameran inovasi daerah",
            (Iki("Jumlah laporan dukungan pameran", _A, "1", "laporan", _KN, realisasi=("", "", "1", "")),),
            jenis=_TAMBAHAN,
        ),
    ),
}
"""The cascade of the worked example; also the realisasi per quarter."""

EKSPEKTASI: dict[str, dict[NilaiPerilaku, str]] = {
    "M": {
        NilaiPerilaku.KOLABORATIF: "Melibatkan perangkat daerah pengguna sejak awal perancangan",
        NilaiPerilaku.ADAPTIF: "Menerapkan metode kerja bertahap (sprint)",
    },
    "P": {NilaiPerilaku.KOMPETEN: "Meningkatkan penguasaan uji otomatis"},
    "C": {NilaiPerilaku.AKUNTABEL: "Melaporkan gangguan layanan pada hari yang sama"},
    "L": {NilaiPerilaku.AKUNTABEL: "Menjaga kerahasiaan data layanan"},
}

LAMPIRAN: dict[str, dict[str, tuple[str, ...]]] = {
    "M": {
        "sumber_daya": (
            "Tim 2 programmer dan 1 penguji",
            "Lisensi server uji",
            "Akses data perangkat daerah",
        ),
        "pertanggungjawaban": (
            "Laporan kemajuan bulanan kepada Kepala Bidang",
            "Demo aplikasi tiap triwulan",
        ),
        "konsekuensi": (
            "Bila target tercapai, diusulkan mengikuti pelatihan",
            "Bila tidak tercapai, dilakukan bimbingan kinerja dan penjadwalan ulang",
        ),
    },
}

BUKTI_M: tuple[tuple[str, ...], ...] = (
    ("DokKebutuhan.pdf",),
    ("BA-UAT-1.pdf", "BA-UAT-2.pdf"),
    ("BA-UAT-3.pdf",),
    ("BA-ST.pdf",),
)

PROGRAM_K = ("Program Pengelolaan Aplikasi Informatika", "4250000000", "APBD")
"""Programme, budget and source on the PK of the head of the agency."""
MATRIKS: dict[str, tuple[str, ...]] = {"B": ("M", "P", "C", "L"), "M": ("P", "C")}
"""Leader → who carries his first RHK, each with the first of his own."""
