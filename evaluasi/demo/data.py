"""The demo agency as tables. All persons are invented; serials 9xx of their NIP belong to nobody."""

from __future__ import annotations

from dataclasses import dataclass, field

from kinerja.rules import PenilaianUmpanBalik, SifatUmpanBalik
from pegawai.rules import JenisJabatan, JenisPegawai, KedudukanHukum
from skp.rules import Aspek, JenisRhk, JenisTarget, NilaiPerilaku, Polaritas

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
        "K", "Ratna Wulandari", "197206141997032901", "IV/c", "Kepala Dinas Komunikasi dan Informatika", _JPT, "kominfo",
        eselon="II.b", is_kepala=True, gelar_depan="Dr.", gelar_belakang="M.T.", tampil="Kepala dinas, atasan pejabat penilai",
    ),
    Orang(
        "B", "Agus Prasetyo", "197910052005011902", "IV/a", "Kepala Bidang Aplikasi Informatika", _ADM, "aptika",
        eselon="III.b", is_kepala=True, gelar_belakang="S.Kom., M.M.", tampil="Kepala bidang, pejabat penilai",
    ),
    Orang(
        "M", "Dewi Lestari Putri", "198503222010012903", "III/d", "Pranata Komputer Ahli Muda", _JF, "aptika",
        jenjang="MU", gelar_belakang="S.T.", tampil="Ketua Tim Layanan Digital",
    ),
    Orang(
        "P", "Rizky Maulana", "199402112019031904", "III/b", "Pranata Komputer Ahli Pertama", _JF, "aptika",
        jenjang="PT", gelar_belakang="S.Kom.", tampil="Pegawai, anggota tim",
    ),
    Orang(
        "L", "Siti Aminah", "198808172014022905", "II/d", "Pengolah Data dan Informasi", _PLK, "aptika",
        gelar_belakang="A.Md.", tampil="Pegawai pelaksana",
    ),
    Orang(
        "C", "Bayu Nugroho", "199605092024211906", "IX", "Pranata Komputer Ahli Pertama", _JF, "aptika",
        jenjang="PT", gelar_belakang="S.Kom.", jenis=JenisPegawai.PPPK, tampil="Pegawai PPPK",
    ),
    Orang(
        "ADMIN", "Nurul Hidayati", "198111192006042907", "III/d", "Analis SDM Aparatur Ahli Muda", _JF, "bkpsdm",
        jenjang="MU", gelar_belakang="S.Psi.", tampil="Admin kepegawaian",
    ),
    Orang(
        "BKPSDM", "Hendra Gunawan", "197003081996031908", "IV/c", "Kepala BKPSDM", _JPT, "bkpsdm",
        eselon="II.b", is_kepala=True, gelar_belakang="S.H., M.Si.",
    ),
    Orang(
        "AUDITOR", "Yuliana Sihombing", "198407022009012909", "III/c", "Auditor Ahli Muda", _JF, "inspektorat",
        jenjang="MU", gelar_belakang="S.E.", tampil="Auditor",
    ),
    # Mutasi in June: two spans, two penilai.
    Orang("MUTASI", "Andi Saputra", "199001152015041910", "III/b", "Statistisi Ahli Pertama", _JF, "statistik", jenjang="PT", gelar_belakang="S.Stat."),
    # Maternity leave for three months: the SKP stays, targets were lowered in dialog.
    Orang("CUTI", "Rina Marlina", "199108232016022911", "III/b", "Pranata Hubungan Masyarakat Ahli Pertama", _JF, "aptika", jenjang="PT", gelar_belakang="S.I.Kom."),
    Orang(
        "TUBEL", "Fajar Hidayat", "199212122017031912", "III/a", "Pengembang Aplikasi", _PLK, "aptika",
        gelar_belakang="S.T.", kedudukan=KedudukanHukum.TUGAS_BELAJAR,
    ),
    Orang(
        "CLTN", "Maya Anggraini", "198902142013022913", "III/b", "Pengelola Layanan Informatika", _PLK, "aptika",
        gelar_belakang="S.Kom.", kedudukan=KedudukanHukum.CLTN,
    ),
    Orang(
        "BARU1", "Putri Ramadhani", "199708142022032922", "III/a", "Pranata Komputer Ahli Pertama", _JF, "aptika",
        jenjang="PT", gelar_belakang="S.Kom.",
    ),
    Orang(
        "BARU2", "Hadi Wijaya", "199411092020121923", "II/c", "Pengelola Layanan Informatika", _PLK, "aptika",
        gelar_belakang="A.Md.Kom.", tampil="Pegawai, SKP dikembalikan",
    ),
    # Above expectation in results, below in behaviour: Kurang.
    Orang("MISKONDUK", "Doni Kurniawan", "198706302011011914", "III/c", "Sandiman Ahli Muda", _JF, "statistik", jenjang="MU", gelar_belakang="S.ST."),
    Orang(
        "STATISTIK", "Lilis Suryani", "197812252003122915", "IV/a", "Kepala Bidang Statistik dan Persandian", _ADM, "statistik",
        eselon="III.b", is_kepala=True, gelar_belakang="S.Si., M.Si.", tampil="Kepala bidang lain, pejabat penilai",
    ),
    # A unit of three: counts instead of percentages.
    Orang(
        "ARSIP", "Wahyu Setiawan", "198205172008011916", "III/d", "Kepala Seksi Kearsipan Elektronik", _PWS, "arsip",
        eselon="IV.a", is_kepala=True, gelar_belakang="S.AP.",
    ),
    Orang("ARSIP1", "Tri Wahyuni", "199304042018012917", "III/a", "Arsiparis Ahli Pertama", _JF, "arsip", jenjang="PT", gelar_belakang="A.Md."),
    Orang("ARSIP2", "Joko Susilo", "198511112009011918", "II/c", "Pengadministrasi Perkantoran", _PLK, "arsip"),
    # Head with a qualitative SKP, and a unit whose capaian is Istimewa with 80 % Sangat Baik.
    Orang(
        "DINKES", "Siti Rahmah", "197105202000032919", "IV/c", "Kepala Dinas Kesehatan", _JPT, "dinkes",
        eselon="II.b", is_kepala=True, gelar_depan="dr.", gelar_belakang="M.Kes.", tampil="Kepala dinas lain, SKP kualitatif",
    ),
    *(
        Orang(
            f"DINKES{n}", nama, f"19{80 + n}0{1 + n % 9}1{n % 9}2010{n % 9 + 1:02d}{1 + n % 2}9{20 + n}",
            "III/b", "Administrator Kesehatan Ahli Pertama", _JF, "dinkes", jenjang="PT", gelar_belakang="S.K.M.",
        )
        for n, nama in enumerate(
            (
                "Ayu Permatasari", "Bambang Irawan", "Citra Maharani", "Dedi Mulyadi", "Eko Purnomo",
                "Fitri Handayani", "Galih Pratama", "Hesti Wulandari", "Imam Syafi'i", "Juwita Sari",
            ),
            start=1,
        )
    ),
)

BUPATI = ("Surya Darmawan", "H.", "Bupati Tirta Jaya", "bupati.tirtajaya")
"""Name, title, post, sign-in name: a pejabat negara has no NIP."""


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
    """One value per quarter ("" nothing); a figure, or words after "|"."""


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
                Iki("Indeks SPBE", _A, "3.60", "indeks", realisasi=("", "3.41", "3.52", "3.58")),
                Iki("Persentase layanan publik yang terdigitalisasi", _PS, "80", realisasi=("35", "58", "70", "82")),
                Iki("Indeks Kepuasan Masyarakat layanan TIK", _A, "85", "indeks", realisasi=("", "84", "", "86")),
            ),
            perspektif=("penerima_layanan",),
        ),
    ),
    "B": (
        Rhk(
            "Tersedianya layanan publik digital yang siap pakai bagi perangkat daerah",
            (
                Iki("Jumlah layanan publik yang terdigitalisasi", _A, "12", "layanan", _KN, realisasi=("2", "5", "8", "12")),
                Iki("Persentase layanan yang lulus uji keamanan", _PS, "100", "", _KL, realisasi=("100", "100", "100", "100")),
                Iki("Ketepatan waktu peluncuran sesuai jadwal", _A, "12", "bulan", _W, realisasi=("3", "6", "9", "12")),
            ),
            dari=("K", 0),
            dari_iki=1,
        ),
    ),
    "M": (
        Rhk(
            "Terbangunnya aplikasi layanan publik sesuai kebutuhan perangkat daerah",
            (
                Iki("Jumlah aplikasi yang dibangun", _A, "4", "aplikasi", _KN, realisasi=("0|4 dokumen kebutuhan", "2", "3", "5|1 tambahan atas permintaan Bupati")),
                Iki("Persentase modul yang lulus uji terima pengguna (UAT)", _PS, "95", "", _KL, realisasi=("", "97", "97", "96")),
                Iki(
                    "Rata-rata penyelesaian terhadap jadwal", _LE, "5", "hari keterlambatan", _W,
                    polaritas=Polaritas.MINIMAL, realisasi=("0", "0", "8|Aplikasi 3 terlambat 8 hari", "3"),
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
            (Iki("Jumlah kecamatan yang didampingi", _A, "3", "kecamatan", _KN, realisasi=("", "1", "2", "3")),),
            jenis=_TAMBAHAN,
        ),
    ),
    "P": (
        Rhk(
            "Tersusunnya modul antarmuka dan API layanan",
            (
                Iki("Jumlah modul", _A, "16", "modul", _KN, realisasi=("3", "8", "12", "16")),
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
            (Iki("Ketersediaan layanan (uptime)", _PS, "99.5", "", _KL, realisasi=("99.1", "98.4", "97.6", "98.1|Gangguan listrik pusat data")),),
            dari=("M", 0),
            aksi=(("Memantau dan memelihara lingkungan produksi", "uptime 99,5%"),) * 4,
        ),
    ),
    "L": (
        Rhk(
            "Terkelolanya data layanan publik secara tertib dan akurat",
            (
                Iki("Jumlah laporan data layanan", _A, "12", "laporan", _KN, realisasi=("3", "6", "9", "12")),
                Iki("Persentase data valid", _PS, "98", "", _KL, realisasi=("98", "98.5", "98.2", "98.4")),
                Iki("Penyampaian laporan", _T, aspek=_W, teks_target="Paling lambat tanggal 5 bulan berikutnya", realisasi=("|Tepat waktu",) * 4),
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
        "sumber_daya": ("Tim 2 programmer dan 1 penguji", "Lisensi server uji", "Akses data perangkat daerah"),
        "pertanggungjawaban": ("Laporan kemajuan bulanan kepada Kepala Bidang", "Demo aplikasi tiap triwulan"),
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
    Balik(2, "M", "B", "Pengguna dilibatkan sejak rancangan pertama", penilaian=_D, nilai=NilaiPerilaku.KOLABORATIF),
    Balik(3, "M", "B", "Perlu mitigasi jadwal", _KOREKSI, _B),
    Balik(4, "M", "B", "Melampaui yang disepakati", penilaian=_D),
    Balik(4, "M", "K", "Sangat membantu", penilaian=_D),
    Balik(4, "M", "B", "Metode bertahap membuat perubahan cepat ditangani", penilaian=_D, nilai=NilaiPerilaku.ADAPTIF),
    Balik(1, "P", "M", "Antarmuka mudah dipakai pengguna"),
    Balik(2, "P", "M", "Cakupan uji otomatis masih di bawah target", _KOREKSI, _B),
    Balik(3, "P", "B", "Modul selesai sesuai jadwal"),
    Balik(3, "P", "B", "Mau belajar dari rekan satu tim", nilai=NilaiPerilaku.KOMPETEN),
    Balik(2, "C", "M", "Pemadaman terlalu sering; siapkan cadangan daya", _KOREKSI, _B),
    Balik(3, "C", "B", "Ketersediaan layanan turun lagi. Susun rencana pemulihan.", _KOREKSI, _B),
    Balik(3, "C", "B", "Melaporkan gangguan pada hari yang sama", nilai=NilaiPerilaku.AKUNTABEL),
    Balik(2, "L", "B", "Data rapi dan selalu tepat waktu"),
    Balik(3, "L", "B", "Ramah kepada perangkat daerah yang bertanya", nilai=NilaiPerilaku.BERORIENTASI_PELAYANAN),
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
    "K": Nilai("sesuai", "sesuai", "Indeks SPBE 3,58 dari 3,60; layanan digital 82% dari 80%.", "Memimpin dengan tertib.", "Percepat tata kelola data"),
    "B": Nilai("sesuai", "diatas", "12 layanan digital siap pakai, semua lulus uji keamanan.", "Membina tim dengan sabar dan terbuka.", "Diusulkan pelatihan kepemimpinan administrator"),
    "M": Nilai("diatas", "diatas", "Lima aplikasi dari target empat; UAT 96%.", "Pengguna dilibatkan sejak awal; tim bekerja bertahap.", "Masuk talent pool bidang digital"),
    "P": Nilai("sesuai", "sesuai", "16 modul selesai; cakupan uji 78% dari 80%.", "Mau belajar dan bekerja sama.", "Tingkatkan cakupan uji"),
    "C": Nilai("dibawah", "sesuai", "Uptime 98,1% dari target 99,5%.", "Gangguan dilaporkan pada hari yang sama.", "Uptime 98,1%; bimbingan kinerja triwulan I tahun berikutnya"),
    "L": Nilai("sesuai", "sesuai", "12 laporan tepat waktu, data valid 98,4%.", "Teliti dan ramah.", "Pertahankan ketertiban data"),
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
    "L": (("Memeriksa kelengkapan data layanan", "40", "baris data"), ("Menyusun laporan data layanan", "1", "laporan")),
    "B": (("Rapat koordinasi dengan perangkat daerah", "1", "rapat"),),
}
