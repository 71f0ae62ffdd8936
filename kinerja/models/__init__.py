"""Execution: the work log, evidence, realisasi, behaviour, feedback."""

from kinerja.models.apresiasi import Apresiasi, PenerimaApresiasi
from kinerja.models.beku import BekuRealisasi, KunciRealisasi, PembukaanPeriode, PenutupanPeriode
from kinerja.models.bukti import AturanBukti, BuktiDukung, Unggahan
from kinerja.models.buku import ImporCatatan
from kinerja.models.catatan import CatatanHarian, CatatanPerilaku, KoreksiCatatan, Realisasi
from kinerja.models.gangguan import AturanGangguan, DenyutLayanan, Gangguan
from kinerja.models.kalender import Cuti, HariLibur
from kinerja.models.layanan import (
    Layanan,
    RekapUlasan,
    RekapUnsur,
    SetelanUlasan,
    SetPertanyaan,
    UnsurPertanyaan,
)
from kinerja.models.luring import KunciKiriman, SetelanLuring
from kinerja.models.pakai import BuktiCatatan, BuktiPerilaku, BuktiRealisasi
from kinerja.models.pembinaan import LangkahPembinaan, PengaturanBina, SesiPembinaan
from kinerja.models.pengaturan_perilaku import PengaturanPerilaku
from kinerja.models.ronde import (
    HasilRonde,
    JawabanRonde,
    PertanyaanRonde,
    Ronde360,
    TandaIkutRonde,
    UnitRonde,
)
from kinerja.models.tanggapan import PesanCatatan, TanggapanCatatan
from kinerja.models.ulasan import TautanUlasan, UlasanLayanan
from kinerja.models.umpan_balik import PermintaanUmpanBalik, UmpanBalik
from kinerja.models.umpan_balik_atur import FrasaUmpanBalik, IramaUnit, PengaturanUmpanBalik

__all__ = [
    "Apresiasi",
    "AturanBukti",
    "AturanGangguan",
    "BekuRealisasi",
    "BuktiCatatan",
    "BuktiDukung",
    "BuktiPerilaku",
    "BuktiRealisasi",
    "CatatanHarian",
    "CatatanPerilaku",
    "Cuti",
    "DenyutLayanan",
    "FrasaUmpanBalik",
    "Gangguan",
    "HariLibur",
    "HasilRonde",
    "ImporCatatan",
    "IramaUnit",
    "JawabanRonde",
    "KoreksiCatatan",
    "KunciKiriman",
    "KunciRealisasi",
    "LangkahPembinaan",
    "Layanan",
    "PembukaanPeriode",
    "PenerimaApresiasi",
    "PengaturanBina",
    "PengaturanPerilaku",
    "PengaturanUmpanBalik",
    "PenutupanPeriode",
    "PermintaanUmpanBalik",
    "PertanyaanRonde",
    "PesanCatatan",
    "Realisasi",
    "RekapUlasan",
    "RekapUnsur",
    "Ronde360",
    "SesiPembinaan",
    "SetPertanyaan",
    "SetelanLuring",
    "SetelanUlasan",
    "TandaIkutRonde",
    "TanggapanCatatan",
    "TautanUlasan",
    "UlasanLayanan",
    "UmpanBalik",
    "Unggahan",
    "UnitRonde",
    "UnsurPertanyaan",
]
