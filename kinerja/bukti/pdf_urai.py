"""Unfolds every stream of a PDF as far as needed to know its size, in constant memory."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf

from kinerja.bukti.hasil import tolak

_CARA = "Cetak ulang ke PDF, lalu unggah hasilnya."
_TEKS = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}
_PENGEMBANG = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_POTONG = 256 * 1024


def periksa(dokumen: pikepdf.Pdf, *, stream: int, semua: int, piksel: int) -> None:
    """Refuse pictures and streams that would fill a reader's memory."""
    jumlah = 0
    for objek in dokumen.objects:
        if not isinstance(objek, pikepdf.Stream):
            continue
        is_gambar = objek.get("/Subtype") == pikepdf.Name.Image
        if is_gambar and _sisi(objek, "/Width") * _sisi(objek, "/Height") > piksel:
            raise tolak(
                "PDF ini memuat gambar yang terlalu besar.", "Pindai ulang dengan resolusi lebih rendah."
            )
        batas = 8 * _sisi(objek, "/Width") * _sisi(objek, "/Height") + _POTONG if is_gambar else stream
        ukuran = _ukuran(objek, batas)
        jumlah += ukuran
        if ukuran > batas or jumlah > semua:
            raise tolak("PDF ini mengembang tidak wajar saat dibuka.", _CARA)


def _sisi(objek: Any, nama: str) -> int:
    try:
        return max(int(objek.get(nama, 0)), 0)
    except (TypeError, ValueError):
        return 0


def _ukuran(objek: Any, batas: int) -> int:
    """How large the stream is unfolded; it is not unfolded past the limit."""
    saring = objek.get("/Filter")
    nama = [str(saring)] if isinstance(saring, pikepdf.Name) else [str(f) for f in saring or ()]
    if sum(f in _PENGEMBANG for f in nama) > 1 or len(nama) > 3:
        return batas + 1  # folded twice: no program writes this, only a bomb needs it
    if nama[:1] in (["/FlateDecode"], ["/Fl"]):
        return _flate(objek.read_raw_bytes(), batas)
    if (
        nama
        and (nama[0] in _TEKS or nama[0] in _PENGEMBANG)
        and not any("DCT" in f or "JPX" in f for f in nama)
    ):
        try:
            return len(objek.read_bytes())
        except pikepdf.PdfError:
            return batas + 1
    return len(objek.read_raw_bytes())


def _flate(mentah: bytes, batas: int) -> int:
    pengurai = zlib.decompressobj()
    jumlah, sisa = 0, mentah
    try:
        while sisa and not pengurai.eof and jumlah <= batas:
            jumlah += len(pengurai.decompress(sisa, _POTONG))
            sisa = pengurai.unconsumed_tail
    except zlib.error:
        pass  # a damaged end: what came until then counts, as a reader shows it
    return jumlah
