"""Judgement, and everything printed."""

from evaluasi.models.evaluasi import CapaianOrganisasi, Evaluasi, RiwayatEvaluasi
from evaluasi.models.laporan import ButirLaporan, Dokumen, Laporan
from evaluasi.models.pelaksanaan import GagalPekerjaan, PekerjaanPeriode, PelaksanaanEvaluasi
from evaluasi.models.pola import AlasanPola, PengaturanPola
from evaluasi.models.rekomendasi import PerekomendasiCapaian, RekomendasiCapaian

__all__ = [
    "AlasanPola",
    "ButirLaporan",
    "CapaianOrganisasi",
    "Dokumen",
    "Evaluasi",
    "GagalPekerjaan",
    "Laporan",
    "PekerjaanPeriode",
    "PelaksanaanEvaluasi",
    "PengaturanPola",
    "PerekomendasiCapaian",
    "RekomendasiCapaian",
    "RiwayatEvaluasi",
]
