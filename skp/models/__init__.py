"""Planning: periods, the SKP and its parts."""

from skp.models.matriks import PesertaMatriks, SelMatriks
from skp.models.periode import Periode
from skp.models.rencana import (
    ButirLampiran,
    EkspektasiPerilaku,
    IndikatorKinerja,
    RencanaAksi,
    RencanaHasilKerja,
)
from skp.models.skp import RiwayatSkp, Skp

__all__ = [
    "ButirLampiran",
    "EkspektasiPerilaku",
    "IndikatorKinerja",
    "Periode",
    "PesertaMatriks",
    "RencanaAksi",
    "RencanaHasilKerja",
    "RiwayatSkp",
    "SelMatriks",
    "Skp",
]
