"""Pictures and text of a clean file for a reader who does not want to open it. Runs in the examining process."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from PIL import Image

from kinerja.bukti import kantor_teks
from kinerja.bukti.hasil import Hasil, Pratinjau

LEBAR, TINGGI = 1100, 1600
"""Sharp on a phone and on a desk; a page of text stays readable."""
MAKS_HALAMAN = 3
MUTU = 72


def buat(jenis: str, berkas: BinaryIO, hasil: Hasil) -> Pratinjau:
    """Draw the preview. A file that cannot be drawn has none: that is no fault of the file."""
    try:
        return _PEMBUAT[jenis](berkas, hasil)
    except (OSError, ValueError, RuntimeError, SyntaxError, KeyError, MemoryError):
        return Pratinjau()


def _gambar(berkas: BinaryIO, hasil: Hasil) -> Pratinjau:
    """A smaller drawing of what was already drawn anew."""
    with Image.open(io.BytesIO(hasil.isi or b"")) as asal:
        asal.draft("RGB", (LEBAR, TINGGI))
        isi, ukuran = _webp(asal)
    return Pratinjau((isi,), (ukuran,))


def _pdf(berkas: BinaryIO, hasil: Hasil) -> Pratinjau:
    """The first pages, drawn by PDFium without forms and scripts."""
    import pypdfium2

    berkas.seek(0)
    gambar, ukuran = [], []
    dokumen = pypdfium2.PdfDocument(berkas.read())
    try:
        jumlah = len(dokumen)
        for nomor in range(min(jumlah, MAKS_HALAMAN)):
            halaman = dokumen[nomor]
            lebar, tinggi = halaman.get_size()
            skala = min(LEBAR / max(lebar, 1), TINGGI / max(tinggi, 1), 4)
            kanvas = halaman.render(scale=skala, may_draw_forms=False)
            isi, luas = _webp(kanvas.to_pil())
            gambar.append(isi)
            ukuran.append(luas)
            kanvas.close()
            halaman.close()
    finally:
        dokumen.close()
    return Pratinjau(tuple(gambar), tuple(ukuran), jumlah)


def _kantor(berkas: BinaryIO, hasil: Hasil) -> Pratinjau:
    berkas.seek(0)
    jumlah, teks = kantor_teks.baca(berkas, hasil.akhiran)
    return Pratinjau(halaman=jumlah, teks=tuple(teks))


def _webp(asal: Image.Image) -> tuple[bytes, tuple[int, int]]:
    gambar = asal.convert("RGBA") if asal.has_transparency_data else asal.convert("RGB")
    gambar.thumbnail((LEBAR, TINGGI), Image.Resampling.BILINEAR)
    keluar = io.BytesIO()
    gambar.save(keluar, "WEBP", quality=MUTU, method=2)
    return keluar.getvalue(), gambar.size


_PEMBUAT: dict[str, Callable[[BinaryIO, Hasil], Pratinjau]] = {
    "pdf": _pdf,
    "jpeg": _gambar,
    "png": _gambar,
    "webp": _gambar,
    "zip": _kantor,
}
