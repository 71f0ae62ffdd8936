"""What can go wrong, in the field's words. Django-free: rules raise these."""


class AturanDilanggar(Exception):
    """A refusal the user can act on: `pesan` is an Indonesian sentence, `kode` its stable name for the API."""

    kode = "aturan_dilanggar"

    def __init__(self, pesan: str, *, bidang: str | None = None) -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.bidang = bidang
        """The form field it concerns, when it concerns one."""


class Dilarang(AturanDilanggar):
    """The person may not do this; the sentence says why."""

    kode = "dilarang"


class SudahBerubah(AturanDilanggar):
    """Someone else (or another tab) changed the row first; the sentence says who and when."""

    kode = "sudah_berubah"


class NipTidakSah(AturanDilanggar):
    kode = "nip_tidak_sah"


class PenempatanBertabrakan(AturanDilanggar):
    kode = "penempatan_bertabrakan"


class UnitMelingkar(AturanDilanggar):
    kode = "unit_melingkar"


class DataBelumLengkap(AturanDilanggar):
    kode = "data_belum_lengkap"


class BerkasImporDitolak(AturanDilanggar):
    kode = "berkas_impor_ditolak"
