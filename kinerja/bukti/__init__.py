"""Examination of uploaded files: by content, never by name. Knows no models and no requests."""

from kinerja.bukti.hasil import Hasil
from kinerja.bukti.periksa import TERIMA, kenali, periksa

__all__ = ["TERIMA", "Hasil", "kenali", "periksa"]
