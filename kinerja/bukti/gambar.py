"""Images are decoded and drawn anew: whatever else was in the file (location, a second file) is gone."""

from __future__ import annotations

import io
import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from kinerja.bukti.hasil import Hasil, tolak

MAKS_PIKSEL = 50_000_000
"""A 48-megapixel phone passes; a decompression bomb does not."""
MAKS_SISI = 3508
"""A4 at 300 dots per inch: larger pictures are reduced to it."""
MUTU = 85


def periksa_jpeg(berkas: BinaryIO) -> Hasil:
    return _ulang(berkas, "JPEG", "image/jpeg", "jpg", quality=MUTU, optimize=True)


def periksa_png(berkas: BinaryIO) -> Hasil:
    return _ulang(berkas, "PNG", "image/png", "png")


def periksa_webp(berkas: BinaryIO) -> Hasil:
    return _ulang(berkas, "WEBP", "image/webp", "webp", quality=MUTU, method=2)


def _ulang(berkas: BinaryIO, format_: str, tipe: str, akhiran: str, **simpan: Any) -> Hasil:
    """Decode, turn upright, reduce, and encode without any of the old file's extras."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            gambar = Image.open(berkas, formats=[format_])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _terlalu_besar() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning):
        raise _rusak() from None
    if gambar.width * gambar.height > MAKS_PIKSEL:
        raise _terlalu_besar()
    try:
        return Hasil(tipe, akhiran, _gambar_baru(gambar, format_, **simpan))
    except (OSError, ValueError, SyntaxError, IndexError, EOFError, MemoryError, Warning):
        raise _rusak() from None
    finally:
        gambar.close()


def _gambar_baru(gambar: Image.Image, format_: str, **simpan: Any) -> bytes:
    gambar.draft(
        "RGB", (MAKS_SISI, MAKS_SISI)
    )  # a JPEG is reduced while it is decoded: a quarter of the memory
    putar = gambar.getexif().get(0x0112, 1)
    if max(gambar.size) > MAKS_SISI:
        gambar.thumbnail((MAKS_SISI, MAKS_SISI), Image.Resampling.BILINEAR)
    mode = "RGB" if format_ == "JPEG" or not gambar.has_transparency_data else "RGBA"
    polos = Image.frombytes(mode, gambar.size, gambar.convert(mode).tobytes())
    if putar != 1:
        polos.getexif()[0x0112] = putar
        polos = ImageOps.exif_transpose(polos)
        polos.getexif().clear()
    polos.info.clear()
    keluar = io.BytesIO()
    polos.save(keluar, format_, **simpan)
    return keluar.getvalue()


def _terlalu_besar() -> Exception:
    return tolak("Gambar ini terlalu besar.", "Perkecil sampai paling banyak 50 megapiksel.")


def _rusak() -> Exception:
    return tolak("Gambar ini rusak atau tidak utuh.", "Ambil ulang fotonya, lalu unggah lagi.")
