"""Images are decoded and drawn anew: whatever else was in the file (location, a second file) is gone."""

from __future__ import annotations

import io
import warnings
from typing import Any, BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from kinerja.bukti.hasil import Hasil, tolak

MAKS_PIKSEL = {"JPEG": 50_000_000, "PNG": 40_000_000, "WEBP": 16_000_000}
"""A 48-megapixel phone passes; a decompression bomb does not. By what decoding costs: only JPEG can be decoded
smaller, and WEBP holds the picture three times."""
BESAR = 20_000_000
"""Pixels above which a picture is halved before it is fitted: fitting alone would need too much memory."""
MAKS_SISI = 3508
"""A4 at 300 dots per inch: larger pictures are reduced to it."""
MUTU = 85


def periksa_jpeg(berkas: BinaryIO) -> Hasil:
    return _ulang(berkas, "JPEG", "image/jpeg", "jpg", quality=MUTU, optimize=True)


def periksa_png(berkas: BinaryIO) -> Hasil:
    return _ulang(berkas, "PNG", "image/png", "png", compress_level=4)


def periksa_webp(berkas: BinaryIO) -> Hasil:
    return _ulang(berkas, "WEBP", "image/webp", "webp", quality=MUTU, method=2)


def _ulang(berkas: BinaryIO, format_: str, tipe: str, akhiran: str, **simpan: Any) -> Hasil:
    """Decode, turn upright, reduce, and encode without any of the old file's extras."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            gambar = Image.open(berkas, formats=[format_])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _terlalu_besar(format_) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning):
        # a WEBP is given its canvas when it is opened
        raise (_berat() if format_ == "WEBP" else _rusak()) from None
    if (piksel := gambar.width * gambar.height) > MAKS_PIKSEL[format_]:
        raise _terlalu_besar(format_)
    try:
        return Hasil(tipe, akhiran, _gambar_baru(gambar, format_, **simpan))
    except MemoryError:
        raise _terlalu_besar(format_) from None
    except (OSError, ValueError, SyntaxError, IndexError, EOFError, Warning):
        raise (_berat() if piksel > BESAR else _rusak()) from None
    finally:
        gambar.close()


def _gambar_baru(gambar: Image.Image, format_: str, **simpan: Any) -> bytes:
    """Decode, reduce, draw on an empty canvas, turn upright, encode."""
    putar = gambar.getexif().get(0x0112, 1)
    if gambar.width * gambar.height > BESAR:
        gambar.draft("RGB", (gambar.width // 2, gambar.height // 2))
    if gambar.width * gambar.height > BESAR:
        gambar = gambar.reduce(2)
    if max(gambar.size) > MAKS_SISI:
        gambar.thumbnail((MAKS_SISI, MAKS_SISI), Image.Resampling.BILINEAR)
    mode = "RGB" if format_ == "JPEG" or not gambar.has_transparency_data else "RGBA"
    polos = Image.new(mode, gambar.size)
    polos.paste(gambar if gambar.mode == mode else gambar.convert(mode))
    gambar.close()
    if putar != 1:
        polos.getexif()[0x0112] = putar
        polos = ImageOps.exif_transpose(polos)
        polos.getexif().clear()
    polos.info.clear()
    keluar = io.BytesIO()
    polos.save(keluar, format_, **simpan)
    return keluar.getvalue()


def muatkan(isi: bytes, tipe: str, kotak: tuple[int, int]) -> tuple[bytes, tuple[int, int]]:
    """Fit a picture that was drawn anew here into a smaller box; its bytes, width and height."""
    format_ = "JPEG" if tipe == "image/jpeg" else "PNG"
    with Image.open(io.BytesIO(isi), formats=[format_]) as gambar:
        gambar.draft("RGB", kotak)
        kecil = gambar.copy()
    kecil.thumbnail(kotak, Image.Resampling.LANCZOS)
    keluar = io.BytesIO()
    kecil.save(keluar, format_, optimize=True, **({"quality": MUTU} if format_ == "JPEG" else {}))
    return keluar.getvalue(), kecil.size


def _terlalu_besar(format_: str) -> Exception:
    batas = MAKS_PIKSEL[format_] // 1_000_000
    return tolak("Gambar ini terlalu besar.", f"Perkecil sampai paling banyak {batas} megapiksel.")


def _berat() -> Exception:
    return tolak("Gambar ini rusak atau terlalu besar untuk dibuka.", "Perkecil atau ambil ulang fotonya.")


def _rusak() -> Exception:
    return tolak("Gambar ini rusak atau tidak utuh.", "Ambil ulang fotonya, lalu unggah lagi.")
