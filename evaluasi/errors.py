"""What can go wrong when work is judged, in the field's words."""

from pegawai.errors import AturanDilanggar


class TransisiTidakSah(AturanDilanggar):
    """The evaluation or job cannot go from its present state to that one."""

    kode = "transisi_tidak_sah"


class EvaluasiFinal(TransisiTidakSah):
    """A final evaluation never changes; a correction is a new version."""

    kode = "evaluasi_final"


class EvaluasiDisampaikan(TransisiTidakSah):
    """What was handed to the person changes only by the decision on his objection."""

    kode = "evaluasi_disampaikan"


class KeberatanTerlambat(AturanDilanggar):
    """The days of the objection are over."""

    kode = "keberatan_terlambat"


class BahanBelumLengkap(AturanDilanggar):
    """A rating or its grounds are still missing."""

    kode = "bahan_belum_lengkap"


class PenilaiBerganti(AturanDilanggar):
    """The ratings were written by another penilai; whoever rates now makes them his own first."""

    kode = "penilai_berganti"


class CapaianBelumDitetapkan(AturanDilanggar):
    """No predikat of a pegawai before the predikat of the organisation."""

    kode = "capaian_belum_ditetapkan"


class CapaianTerkunci(AturanDilanggar):
    """A capaian that was fixed, or on which final evaluations rest, does not change."""

    kode = "capaian_terkunci"


class PeriodeTidakSesuai(AturanDilanggar):
    """The periode does not belong to this SKP, or has not begun."""

    kode = "periode_tidak_sesuai"


class PeriodeDitutup(AturanDilanggar):
    """The evaluation of the period is closed, or its rating is over."""

    kode = "periode_ditutup"


class DokumenRusak(AturanDilanggar):
    """The stored file is gone or differs from what was issued."""

    kode = "dokumen_rusak"


class PolaTidakSah(AturanDilanggar):
    """A reason or a setting of the pola distribusi does not fit."""

    kode = "pola_tidak_sah"


class KreditTidakSah(AturanDilanggar):
    """Angka kredit that cannot be fixed or recorded like this."""

    kode = "kredit_tidak_sah"


class RuangPenuh(AturanDilanggar):
    """The disk is full: nobody's document is to blame, the job waits."""

    kode = "ruang_penuh"


class TandaTanganGagal(AturanDilanggar):
    """The signing service refused or did not answer; nothing was changed."""

    kode = "tanda_tangan_gagal"


class SudahBertandaTangan(AturanDilanggar):
    """This person's signature is on the document already, or somebody signed meanwhile."""

    kode = "sudah_bertanda_tangan"


class PotensialTidakSah(AturanDilanggar):
    """What is said about a workbook of potential does not fit."""

    kode = "potensial_tidak_sah"
