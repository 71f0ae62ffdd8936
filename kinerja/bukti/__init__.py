"""Examination of uploaded files: by content, never by name. Knows no models and no requests."""

from kinerja.bukti.hasil import Hasil, PemeriksaanGagal, Potongan, Pratinjau
from kinerja.bukti.kenal import TERIMA, kenali
from kinerja.bukti.pagar import periksa

__all__ = ["TERIMA", "Hasil", "PemeriksaanGagal", "Potongan", "Pratinjau", "kenali", "periksa"]
