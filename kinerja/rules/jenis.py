"""The closed lists of execution: kinds of evidence, feedback, and who gives it."""

from pegawai.rules import Pilihan


class JenisBukti(Pilihan):
    BERKAS = "berkas", "Berkas"
    TAUTAN = "tautan", "Tautan"


class StatusBukti(Pilihan):
    KARANTINA = "karantina", "Sedang diperiksa"
    BERSIH = "bersih", "Sudah diperiksa"
    DITOLAK = "ditolak", "Ditolak"


class KeadaanTautan(Pilihan):
    """Whether a reader can open a link, as far as anybody knows."""

    BELUM_DIPASTIKAN = "belum_dipastikan", "Belum dipastikan"
    TERBUKA = "terbuka", "Dapat dibuka"
    TERKUNCI = "terkunci", "Terkunci"
    TIDAK_ADA = "tidak_ada", "Tidak ditemukan"


class SifatUmpanBalik(Pilihan):
    PUJIAN = "pujian", "Pujian"
    KOREKSI = "koreksi", "Koreksi"
    SARAN = "saran", "Saran"


class PeranPemberi(Pilihan):
    """In which role a person gives feedback; printed before the words on the form."""

    PENILAI = "penilai", "Pejabat Penilai Kinerja"
    ATASAN_PENILAI = "atasan_penilai", "Atasan Pejabat Penilai Kinerja"
    KETUA_TIM = "ketua_tim", "Ketua Tim"
    REKAN = "rekan", "Rekan Kerja"
    BAWAHAN = "bawahan", "Bawahan"


class PenilaianUmpanBalik(Pilihan):
    """Ready answer that may stand beside the words; counts toward a suggestion, never rates by itself."""

    DIATAS = "diatas", "Di atas ekspektasi"
    SESUAI = "sesuai", "Sesuai ekspektasi"
    DIBAWAH = "dibawah", "Di bawah ekspektasi"


class JenisKoreksi(Pilihan):
    """What a correction does to an entry whose window has closed."""

    UBAH = "ubah", "Diubah"
    TARIK = "tarik", "Ditarik"


class CaraUmpanBalik(Pilihan):
    """How it was said: written here, or face to face and noted here."""

    TERTULIS = "tertulis", "Tertulis di sini"
    TATAP_MUKA = "tatap_muka", "Disampaikan tatap muka"


class StatusPermintaan(Pilihan):
    """What became of a request for feedback."""

    MENUNGGU = "menunggu", "Menunggu jawaban"
    DIJAWAB = "dijawab", "Dijawab"
    DITOLAK = "ditolak", "Belum dapat dijawab"
    DICABUT = "dicabut", "Dicabut"


class IramaUmpanBalik(Pilihan):
    """How often a penilai speaks to each member at least."""

    MINGGUAN = "mingguan", "Setiap minggu"
    BULANAN = "bulanan", "Setiap bulan"
    TRIWULAN = "triwulan", "Setiap triwulan"
    SEMESTER = "semester", "Setiap semester"
    KHUSUS = "khusus", "Jarak hari sendiri"
    TANPA = "tanpa", "Tanpa irama"
