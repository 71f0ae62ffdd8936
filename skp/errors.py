"""What can go wrong in planning."""

from pegawai.errors import AturanDilanggar


class TransisiTidakSah(AturanDilanggar):
    kode = "transisi_tidak_sah"


class SkpBelumLengkap(AturanDilanggar):
    kode = "skp_belum_lengkap"


class SkpTerkunci(AturanDilanggar):
    kode = "skp_terkunci"


class TargetTidakSah(AturanDilanggar):
    kode = "target_tidak_sah"


class RentangBertabrakan(AturanDilanggar):
    kode = "rentang_bertabrakan"
