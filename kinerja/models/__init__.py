"""Execution: the work log, evidence, realisasi, behaviour, feedback."""

from kinerja.models.bukti import BuktiDukung
from kinerja.models.catatan import CatatanHarian, CatatanPerilaku, Realisasi
from kinerja.models.pakai import BuktiCatatan, BuktiPerilaku, BuktiRealisasi
from kinerja.models.umpan_balik import UmpanBalik

__all__ = [
    "BuktiCatatan",
    "BuktiDukung",
    "BuktiPerilaku",
    "BuktiRealisasi",
    "CatatanHarian",
    "CatatanPerilaku",
    "Realisasi",
    "UmpanBalik",
]
