"""Hands a file to the examiner of its kind. Loads the decoders: only the examining process imports it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from kinerja.bukti import gambar, kantor, pdf
from kinerja.bukti.hasil import Hasil
from kinerja.bukti.kenal import kenali_berkas

_PEMERIKSA: dict[str, Callable[[BinaryIO], Hasil]] = {
    "pdf": pdf.periksa,
    "jpeg": gambar.periksa_jpeg,
    "png": gambar.periksa_png,
    "webp": gambar.periksa_webp,
    "zip": kantor.periksa,
}


def periksa(berkas: BinaryIO) -> Hasil:
    """Examine a file from its beginning; hand back what may be kept, or refuse with a sentence.

    Only for the examining process and for files of our own making; everything else goes through `pagar`.
    """
    return _PEMERIKSA[kenali_berkas(berkas)](berkas)
