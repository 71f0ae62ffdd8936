"""Execution: the work log, evidence, realisasi, behaviour, feedback."""

from kinerja.models.bukti import BuktiDukung
from kinerja.models.buku import ImporCatatan
from kinerja.models.catatan import CatatanHarian, CatatanPerilaku, Realisasi
from kinerja.models.gangguan import AturanGangguan, DenyutLayanan, Gangguan
from kinerja.models.pakai import BuktiCatatan, BuktiPerilaku, BuktiRealisasi
from kinerja.models.tanggapan import PesanCatatan, TanggapanCatatan
from kinerja.models.umpan_balik import UmpanBalik

__all__ = [
    "AturanGangguan",
    "BuktiCatatan",
    "BuktiDukung",
    "BuktiPerilaku",
    "BuktiRealisasi",
    "CatatanHarian",
    "CatatanPerilaku",
    "DenyutLayanan",
    "Gangguan",
    "ImporCatatan",
    "PesanCatatan",
    "Realisasi",
    "TanggapanCatatan",
    "UmpanBalik",
]
