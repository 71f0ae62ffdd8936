"""What can go wrong while logging work and giving feedback."""

from pegawai.errors import AturanDilanggar, Dilarang


class PeriodeDitutup(AturanDilanggar):
    kode = "periode_ditutup"


class BuktiDukungDitolak(AturanDilanggar):
    kode = "bukti_dukung_ditolak"


class BuktiMasihDipakai(AturanDilanggar):
    kode = "bukti_masih_dipakai"


class CatatanTidakSah(AturanDilanggar):
    kode = "catatan_tidak_sah"


class KalenderTidakSah(AturanDilanggar):
    kode = "kalender_tidak_sah"


class UmpanBalikTidakSah(AturanDilanggar):
    kode = "umpan_balik_tidak_sah"


class RealisasiTidakSah(AturanDilanggar):
    kode = "realisasi_tidak_sah"


class TanggapanTidakSah(AturanDilanggar):
    kode = "tanggapan_tidak_sah"


class GangguanTidakSah(AturanDilanggar):
    kode = "gangguan_tidak_sah"


class ImporCatatanTidakSah(AturanDilanggar):
    kode = "impor_catatan_tidak_sah"


class AkunLain(Dilarang):
    """What a device kept for one account must never arrive under another."""

    kode = "akun_lain"


class UlasanTidakSah(AturanDilanggar):
    kode = "ulasan_tidak_sah"


class LayananTidakSah(AturanDilanggar):
    kode = "layanan_tidak_sah"


class PembinaanTidakSah(AturanDilanggar):
    kode = "pembinaan_tidak_sah"


class ApresiasiTidakSah(AturanDilanggar):
    kode = "apresiasi_tidak_sah"


class RondeTidakSah(AturanDilanggar):
    kode = "ronde_tidak_sah"


class SudahDijawab(AturanDilanggar):
    kode = "sudah_dijawab"


class PotonganTidakCocok(AturanDilanggar):
    kode = "potongan_tidak_cocok"


class RealisasiTerkunci(AturanDilanggar):
    kode = "realisasi_terkunci"
