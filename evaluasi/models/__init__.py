"""Judgement, and everything printed."""

from evaluasi.models.dasbor import (
    ImporPotensial,
    Potensial,
    RingkasUnit,
)
from evaluasi.models.dokumen import (
    Lambang,
    NomorDokumen,
    PengaturanDokumen,
    RekapUnit,
    TandaTangan,
)
from evaluasi.models.evaluasi import (
    CapaianOrganisasi,
    Evaluasi,
    RiwayatEvaluasi,
)
from evaluasi.models.jadwal import (
    JadwalLaporan,
    PengaturanLaporan,
)
from evaluasi.models.keberatan import (
    AturanKeberatan,
    BuktiKeberatan,
    Keberatan,
    Penyampaian,
)
from evaluasi.models.kredit import (
    KoefisienKredit,
    KonversiAngkaKredit,
    PenetapanAngkaKredit,
    PengaturanKredit,
    SaldoKredit,
)
from evaluasi.models.laporan import (
    ButirLaporan,
    Dokumen,
    Laporan,
)
from evaluasi.models.nilai import (
    PengaturanNilai,
    RekomendasiTim,
)
from evaluasi.models.pelaksanaan import (
    GagalPekerjaan,
    PekerjaanPeriode,
    PelaksanaanEvaluasi,
)
from evaluasi.models.pola import (
    AlasanPola,
    PengaturanPola,
)
from evaluasi.models.rekomendasi import (
    PerekomendasiCapaian,
    RekomendasiCapaian,
)
from evaluasi.models.tindak_lanjut import AturanUsulan, TindakLanjut

__all__ = [
    "AlasanPola",
    "AturanKeberatan",
    "AturanUsulan",
    "BuktiKeberatan",
    "ButirLaporan",
    "CapaianOrganisasi",
    "Dokumen",
    "Evaluasi",
    "GagalPekerjaan",
    "ImporPotensial",
    "JadwalLaporan",
    "Keberatan",
    "KoefisienKredit",
    "KonversiAngkaKredit",
    "Lambang",
    "Laporan",
    "NomorDokumen",
    "PekerjaanPeriode",
    "PelaksanaanEvaluasi",
    "PenetapanAngkaKredit",
    "PengaturanDokumen",
    "PengaturanKredit",
    "PengaturanLaporan",
    "PengaturanNilai",
    "PengaturanPola",
    "Penyampaian",
    "PerekomendasiCapaian",
    "Potensial",
    "RekapUnit",
    "RekomendasiCapaian",
    "RekomendasiTim",
    "RingkasUnit",
    "RiwayatEvaluasi",
    "SaldoKredit",
    "TandaTangan",
    "TindakLanjut",
]
