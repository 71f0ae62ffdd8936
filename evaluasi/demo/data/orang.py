"""The demo agency as tables. All persons are invented; serials 9xx of their NIP belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from pegawai.rules import JenisJabatan, JenisPegawai, KedudukanHukum

SANDI_DEMO = "kinerja-demo-2026"
"""Password of every demo account. A production start has none of them."""

NAMA_INSTANSI = "Pemerintah Kabupaten Tirta Jaya"
KODE_INSTANSI = "7301"
KOTA = "Tirta Jaya"

UNIT: tuple[tuple[str, str, str], ...] = (
    # key, name, key of the unit above
    ("kab", "Kabupaten Tirta Jaya", ""),
    ("kominfo", "Dinas Komunikasi dan Informatika", "kab"),
    ("aptika", "Bidang Aplikasi Informatika", "kominfo"),
    ("statistik", "Bidang Statistik dan Persandian", "kominfo"),
    ("arsip", "Seksi Kearsipan Elektronik", "statistik"),
    ("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "kab"),
    ("inspektorat", "Inspektorat Daerah", "kab"),
    ("dinkes", "Dinas Kesehatan", "kab"),
)


@dataclass(frozen=True)
class Orang:
    kunci: str
    nama: str
    nip: str
    golongan: str
    jabatan: str
    jenis_jabatan: JenisJabatan
    unit: str
    jenjang: str = ""
    eselon: str = ""
    is_kepala: bool = False
    gelar_depan: str = ""
    gelar_belakang: str = ""
    jenis: JenisPegawai = JenisPegawai.PNS
    kedudukan: KedudukanHukum = KedudukanHukum.AKTIF
    tampil: str = ""
    """What the sign-in page says of this account; empty: not listed."""


_JPT, _ADM, _PWS = JenisJabatan.JPT, JenisJabatan.ADMINISTRATOR, JenisJabatan.PENGAWAS
_JF, _PLK = JenisJabatan.FUNGSIONAL, JenisJabatan.PELAKSANA

ORANG: tuple[Orang, ...] = (
    Orang(
        "K",
        "Ratna Wulandari",
        "197206141997032901",
        "IV/c",
        "Kepala Dinas Komunikasi dan Informatika",
        _JPT,
        "kominfo",
        eselon="II.b",
        is_kepala=True,
        gelar_depan="Dr.",
        gelar_belakang="M.T.",
        tampil="Kepala dinas, atasan pejabat penilai",
    ),
    Orang(
        "B",
        "Agus Prasetyo",
        "197910052005011902",
        "IV/a",
        "Kepala Bidang Aplikasi Informatika",
        _ADM,
        "aptika",
        eselon="III.b",
        is_kepala=True,
        gelar_belakang="S.Kom., M.M.",
        tampil="Kepala bidang, pejabat penilai",
    ),
    Orang(
        "M",
        "Dewi Lestari Putri",
        "198503222010012903",
        "III/d",
        "Pranata Komputer Ahli Muda",
        _JF,
        "aptika",
        jenjang="MU",
        gelar_belakang="S.T.",
        tampil="Ketua Tim Layanan Digital",
    ),
    Orang(
        "P",
        "Rizky Maulana",
        "199402112019031904",
        "III/b",
        "Pranata Komputer Ahli Pertama",
        _JF,
        "aptika",
        jenjang="PT",
        gelar_belakang="S.Kom.",
        tampil="Pegawai, anggota tim",
    ),
    Orang(
        "L",
        "Siti Aminah",
        "198808172014022905",
        "II/d",
        "Pengolah Data dan Informasi",
        _PLK,
        "aptika",
        gelar_belakang="A.Md.",
        tampil="Pegawai pelaksana",
    ),
    Orang(
        "C",
        "Bayu Nugroho",
        "199605092024211906",
        "IX",
        "Pranata Komputer Ahli Pertama",
        _JF,
        "aptika",
        jenjang="PT",
        gelar_belakang="S.Kom.",
        jenis=JenisPegawai.PPPK,
        tampil="Pegawai PPPK",
    ),
    Orang(
        "ADMIN",
        "Nurul Hidayati",
        "198111192006042907",
        "III/d",
        "Analis SDM Aparatur Ahli Muda",
        _JF,
        "bkpsdm",
        jenjang="MU",
        gelar_belakang="S.Psi.",
        tampil="Admin kepegawaian",
    ),
    Orang(
        "BKPSDM",
        "Hendra Gunawan",
        "197003081996031908",
        "IV/c",
        "Kepala BKPSDM",
        _JPT,
        "bkpsdm",
        eselon="II.b",
        is_kepala=True,
        gelar_belakang="S.H., M.Si.",
    ),
    Orang(
        "AUDITOR",
        "Yuliana Sihombing",
        "198407022009012909",
        "III/c",
        "Auditor Ahli Muda",
        _JF,
        "inspektorat",
        jenjang="MU",
        gelar_belakang="S.E.",
        tampil="Auditor",
    ),
    # Mutasi in June: two spans, two penilai.
    Orang(
        "MUTASI",
        "Andi Saputra",
        "199001152015041910",
        "III/b",
        "Statistisi Ahli Pertama",
        _JF,
        "statistik",
        jenjang="PT",
        gelar_belakang="S.Stat.",
    ),
    # Maternity leave for three months: the SKP stays, targets were lowered in dialog.
    Orang(
        "CUTI",
        "Rina Marlina",
        "199108232016022911",
        "III/b",
        "Pranata Hubungan Masyarakat Ahli Pertama",
        _JF,
        "aptika",
        jenjang="PT",
        gelar_belakang="S.I.Kom.",
    ),
    Orang(
        "TUBEL",
        "Fajar Hidayat",
        "199212122017031912",
        "III/a",
        "Pengembang Aplikasi",
        _PLK,
        "aptika",
        gelar_belakang="S.T.",
        kedudukan=KedudukanHukum.TUGAS_BELAJAR,
    ),
    Orang(
        "CLTN",
        "Maya Anggraini",
        "198902142013022913",
        "III/b",
        "Pengelola Layanan Informatika",
        _PLK,
        "aptika",
        gelar_belakang="S.Kom.",
        kedudukan=KedudukanHukum.CLTN,
    ),
    Orang(
        "BARU1",
        "Putri Ramadhani",
        "199708142022032922",
        "III/a",
        "Pranata Komputer Ahli Pertama",
        _JF,
        "aptika",
        jenjang="PT",
        gelar_belakang="S.Kom.",
    ),
    Orang(
        "BARU2",
        "Hadi Wijaya",
        "199411092020121923",
        "II/c",
        "Pengelola Layanan Informatika",
        _PLK,
        "aptika",
        gelar_belakang="A.Md.Kom.",
        tampil="Pegawai, SKP dikembalikan",
    ),
    # Above expectation in results, below in behaviour: Kurang.
    Orang(
        "MISKONDUK",
        "Doni Kurniawan",
        "198706302011011914",
        "III/c",
        "Sandiman Ahli Muda",
        _JF,
        "statistik",
        jenjang="MU",
        gelar_belakang="S.ST.",
    ),
    Orang(
        "STATISTIK",
        "Lilis Suryani",
        "197812252003122915",
        "IV/a",
        "Kepala Bidang Statistik dan Persandian",
        _ADM,
        "statistik",
        eselon="III.b",
        is_kepala=True,
        gelar_belakang="S.Si., M.Si.",
        tampil="Kepala bidang lain, pejabat penilai",
    ),
    # A unit of three: counts instead of percentages.
    Orang(
        "ARSIP",
        "Wahyu Setiawan",
        "198205172008011916",
        "III/d",
        "Kepala Seksi Kearsipan Elektronik",
        _PWS,
        "arsip",
        eselon="IV.a",
        is_kepala=True,
        gelar_belakang="S.AP.",
    ),
    Orang(
        "ARSIP1",
        "Tri Wahyuni",
        "199304042018012917",
        "III/a",
        "Arsiparis Ahli Pertama",
        _JF,
        "arsip",
        jenjang="PT",
        gelar_belakang="A.Md.",
    ),
    Orang(
        "ARSIP2", "Joko Susilo", "198511112009011918", "II/c", "Pengadministrasi Perkantoran", _PLK, "arsip"
    ),
    # Head with a qualitative SKP, and a unit whose capaian is Istimewa with 80 % Sangat Baik.
    Orang(
        "DINKES",
        "Siti Rahmah",
        "197105202000032919",
        "IV/c",
        "Kepala Dinas Kesehatan",
        _JPT,
        "dinkes",
        eselon="II.b",
        is_kepala=True,
        gelar_depan="dr.",
        gelar_belakang="M.Kes.",
        tampil="Kepala dinas lain, SKP kualitatif",
    ),
    *(
        Orang(
            f"DINKES{n}",
            nama,
            f"19{80 + n}0{1 + n % 9}1{n % 9}2010{n % 9 + 1:02d}{1 + n % 2}9{20 + n}",
            "III/b",
            "Administrator Kesehatan Ahli Pertama",
            _JF,
            "dinkes",
            jenjang="PT",
            gelar_belakang="S.K.M.",
        )
        for n, nama in enumerate(
            (
                "Ayu Permatasari",
                "Bambang Irawan",
                "Citra Maharani",
                "Dedi Mulyadi",
                "Eko Purnomo",
                "Fitri Handayani",
                "Galih Pratama",
                "Hesti Wulandari",
                "Imam Syafi'i",
                "Juwita Sari",
            ),
            start=1,
        )
    ),
)

BUPATI = ("Surya Darmawan", "H.", "Bupati Tirta Jaya", "bupati.tirtajaya")
"""Name, title, post, sign-in name: a pejabat negara has no NIP."""
