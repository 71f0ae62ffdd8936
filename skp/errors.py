"""What can go wrong in planning."""

from pegawai.errors import AturanDilanggar, Dilarang


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


class IsianTidakSah(AturanDilanggar):
    kode = "isian_tidak_sah"


class RujukanTidakSah(AturanDilanggar):
    """The leader's RHK in the posted form is not one that may be intervened; told as "not found"."""

    kode = "rujukan_tidak_sah"


class PeriodeTidakSah(AturanDilanggar):
    kode = "periode_tidak_sah"


class RencanaDipakai(AturanDilanggar):
    kode = "rencana_dipakai"


class DialogTidakSah(AturanDilanggar):
    kode = "dialog_tidak_sah"


class TidakAdaLagi(AturanDilanggar):
    kode = "tidak_ada_lagi"


class BukanAnggotaMatriks(Dilarang):
    """The person does not stand in this matrix (any more)."""

    kode = "bukan_anggota_matriks"


class KolomTidakAda(Dilarang):
    """The RHK is not (any more) one of this leader."""

    kode = "kolom_tidak_ada"


class PerjanjianBelumLengkap(AturanDilanggar):
    kode = "perjanjian_belum_lengkap"


class PerjanjianTerkunci(AturanDilanggar):
    kode = "perjanjian_terkunci"


class PerjanjianTidakSah(AturanDilanggar):
    """The post, the year or the item in the posted form is not one that this PK may use."""

    kode = "perjanjian_tidak_sah"


class JendelaDitutup(AturanDilanggar):
    """Outside its window; told with the day it closed and who can extend it."""

    kode = "jendela_ditutup"


class JedaTidakSah(AturanDilanggar):
    kode = "jeda_tidak_sah"


class PengingatTidakSah(AturanDilanggar):
    kode = "pengingat_tidak_sah"
