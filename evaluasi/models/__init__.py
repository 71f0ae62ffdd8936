"""Judgement, and everything printed."""

from evaluasi.models.evaluasi import CapaianOrganisasi, Evaluasi, RiwayatEvaluasi
from evaluasi.models.laporan import ButirLaporan, Dokumen, Laporan

__all__ = ["ButirLaporan", "CapaianOrganisasi", "Dokumen", "Evaluasi", "Laporan", "RiwayatEvaluasi"]
