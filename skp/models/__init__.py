"""Planning: periods, the SKP and its parts."""

from skp.models.bank import BankIki, BankRhk
from skp.models.dialog import DialogKinerja
from skp.models.matriks import PesertaMatriks, SelMatriks
from skp.models.periode import Periode, PerpanjanganJendela
from skp.models.perjanjian import (
    DokumenAnggaran,
    IndikatorPk,
    PerjanjianKinerja,
    ProgramPk,
    RiwayatPk,
    SasaranPk,
)
from skp.models.rencana import (
    ButirLampiran,
    EkspektasiPerilaku,
    IndikatorKinerja,
    RencanaAksi,
    RencanaHasilKerja,
)
from skp.models.ringan import ImporRencana, NasihatDitutup
from skp.models.siklus import JedaSkp, Pengingat
from skp.models.skp import RiwayatSkp, Skp
from skp.models.tinjauan import CatatanTinjauan

__all__ = [
    "BankIki",
    "BankRhk",
    "ButirLampiran",
    "CatatanTinjauan",
    "DialogKinerja",
    "DokumenAnggaran",
    "EkspektasiPerilaku",
    "ImporRencana",
    "IndikatorKinerja",
    "IndikatorPk",
    "JedaSkp",
    "NasihatDitutup",
    "Pengingat",
    "Periode",
    "PerjanjianKinerja",
    "PerpanjanganJendela",
    "PesertaMatriks",
    "ProgramPk",
    "RencanaAksi",
    "RencanaHasilKerja",
    "RiwayatPk",
    "RiwayatSkp",
    "SasaranPk",
    "SelMatriks",
    "Skp",
]
