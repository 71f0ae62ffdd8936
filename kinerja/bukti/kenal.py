"""Tells the kind of a file by its first bytes. Light: pages and workers import it, the examiners stay outside."""

from __future__ import annotations

import re
from typing import BinaryIO

from kinerja.bukti.hasil import tolak

TERIMA = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.pptx,image/jpeg,image/png,image/webp,application/pdf"
"""What the file field offers; a help to people, not a check."""

CETAK_PDF = "Cetak ke PDF, lalu unggah hasilnya."
_SEMUA = "Unggah PDF, JPG, PNG, WEBP, DOCX, XLSX, atau PPTX."
KEPALA = 1024

# What people really try to upload, so that the refusal can say what it saw.
_DIKENAL: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (
        re.compile(rb"\x7fELF|MZ|\xca\xfe\xba\xbe|\xfe\xed\xfa|\xcf\xfa\xed\xfe|#!"),
        "Berkas ini sebuah program.",
        _SEMUA,
    ),
    (
        re.compile(rb"GIF8[79]a"),
        "Gambar GIF tidak diterima.",
        "Simpan sebagai PNG atau JPG, lalu unggah lagi.",
    ),
    (
        re.compile(rb"....ftyp(?:heic|heix|mif1|msf1|hevc|avif)", re.DOTALL),
        "Foto berformat HEIC belum diterima.",
        "Ubah setelan kamera ke JPEG, atau kirim sebagai JPG.",
    ),
    (
        re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "Dokumen Office ini berformat lama atau terkunci kata sandi.",
        "Simpan sebagai DOCX, XLSX, atau PPTX tanpa kata sandi.",
    ),
    (
        re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ"),
        "Berkas ini sebuah arsip.",
        "Unggah isinya satu per satu.",
    ),
    (re.compile(rb"\{\\rtf"), "Dokumen RTF tidak diterima.", CETAK_PDF),
    (
        re.compile(rb"(?:II\*\x00|MM\x00\*|BM)"),
        "Format gambar ini tidak diterima.",
        "Simpan sebagai JPG atau PNG.",
    ),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|svg|html|script)", re.IGNORECASE),
        "Berkas ini berisi SVG, HTML, atau XML yang dapat menjalankan perintah.",
        "Simpan gambarnya sebagai PNG, atau cetak ke PDF.",
    ),
)


def kenali(kepala: bytes) -> str:
    """Tell the kind of a file from its first bytes, or refuse with what it looks like."""
    if not kepala:
        raise tolak("Berkas ini kosong.", "Pilih berkas lain.")
    if kepala.startswith(b"%PDF-"):
        return "pdf"
    if kepala.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if kepala.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if kepala.startswith(b"RIFF") and kepala[8:12] == b"WEBP":
        return "webp"
    if kepala.startswith(b"PK\x03\x04"):
        return "zip"
    for pola, temuan, cara in _DIKENAL:
        if pola.match(kepala):
            raise tolak(temuan, cara)
    if b"%PDF-" in kepala:
        raise tolak("PDF ini didahului data lain.", "Cetak ulang ke PDF, lalu unggah hasilnya.")
    raise tolak("Isi berkas ini tidak dikenali.", _SEMUA)


def kenali_berkas(berkas: BinaryIO) -> str:
    """Tell the kind of an open file; it stands at its beginning afterwards."""
    berkas.seek(0)
    jenis = kenali(berkas.read(KEPALA))
    berkas.seek(0)
    return jenis
