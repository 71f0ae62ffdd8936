"""Planning: periods, the SKP and its parts."""

from skp.models.bank import BankIki, BankRhk
from skp.models.matriks import PesertaMatriks, SelMatriks
from skp.models.periode import Periode
from skp.models.rencana import (
    ButirLampiran,
    EkspektasiPerilaku,
    IndikatorKinerja,
    RencanaAksi,
    RencanaHasilKerja,
)
from skp.models.ringan import ImporRencana, NasihatDitutup
from skp.models.skp import RiwayatSkp, Skp
from skp.models.tinjauan import CatatanTinjauan

__all__ = [
    "BankIki",
    "BankRhk",
    "ButirLampiran",
    "CatatanTinjauan",
    "EkspektasiPerilaku",
    "ImporRencana",
    "IndikatorKinerja",
    "NasihatDitutup",
    "Periode",
    "PesertaMatriks",
    "RencanaAksi",
    "RencanaHasilKerja",
    "RiwayatSkp",
    "SelMatriks",
    "Skp",
]
