"""What an electronic signature looks like on the page: the QR of the verification beside the signer's name; and where it stands."""

import io
import threading
from functools import cache

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from evaluasi.laporan.fon import siapkan_fon
from evaluasi.laporan.pdf import folder_fon, kode_qr
from evaluasi.services.tanda_tangan import Hias
from evaluasi.tte.dasar import Kotak

TITIK = 72 / 25.4
"""Points in a millimetre."""
LEBAR_MM, TINGGI_MM = 62, 12.5
"""The space that the forms leave for a signature."""
SKALA = 12
"""Pixels in a millimetre: 300 dots per inch."""
_SATU_PER_SATU = threading.Lock()
"""PDFium is not made for two threads at once."""


def gambar_cap(alamat: str, nama: str, *, uji: bool) -> bytes:
    """Draw it as PNG. A signature that is not certified says so."""
    lebar, tinggi = LEBAR_MM * SKALA, int(TINGGI_MM * SKALA)
    kanvas = Image.new("RGB", (lebar, tinggi), "white")
    qr = (
        Image.open(io.BytesIO(kode_qr(alamat)))
        .convert("RGB")
        .resize((tinggi, tinggi), Image.Resampling.NEAREST)
    )
    kanvas.paste(qr, (0, 0))
    lukis = ImageDraw.Draw(kanvas)
    baris = ["Ditandatangani secara elektronik oleh:", nama]
    if uji:
        baris.append("Tanda tangan uji, tidak tersertifikasi")
    y = (tinggi - len(baris) * 40) // 2
    for n, teks in enumerate(baris):
        lukis.text(
            (tinggi + SKALA, y + n * 40),
            _muat(teks, lebar - tinggi - 2 * SKALA, n == 1),
            "black",
            _huruf(n == 1),
        )
    keluar = io.BytesIO()
    kanvas.save(keluar, "PNG", optimize=True)
    return keluar.getvalue()


@cache
def _huruf(tebal: bool) -> ImageFont.FreeTypeFont:
    siapkan_fon(folder_fon())
    nama = "utama-Bold.ttf" if tebal else "utama-Regular.ttf"
    return ImageFont.truetype(str(folder_fon() / nama), 29)


def _muat(teks: str, lebar: int, tebal: bool) -> str:
    """Cut a name that is longer than its place."""
    if _huruf(tebal).getlength(teks) <= lebar:
        return teks
    while teks and _huruf(tebal).getlength(f"{teks}…") > lebar:
        teks = teks[:-1]
    return f"{teks.rstrip()}…"


def ruang_tanda_tangan(isi: bytes, sebutan: str) -> Kotak | None:
    """Find the empty place under the line that names the signer, the last one of the document."""
    with _SATU_PER_SATU:
        dokumen = pypdfium2.PdfDocument(isi)
        try:
            for nomor in range(len(dokumen) - 1, -1, -1):
                if kotak := _cari(dokumen[nomor], nomor + 1, sebutan):
                    return kotak
        finally:
            dokumen.close()
    return None


def _cari(halaman: pypdfium2.PdfPage, nomor: int, sebutan: str) -> Kotak | None:
    if not sebutan:
        return None
    teks = halaman.get_textpage()
    temu, akhir = teks.search(sebutan, match_case=True), None
    while ada := temu.get_next():
        # A line of its own: "Atasan Pejabat Penilai Kinerja," is somebody else.
        sebelum = teks.get_text_range(ada[0] - 1, 1) if ada[0] else "\n"
        sesudah = teks.get_text_range(ada[0] + ada[1], 1)
        if sebelum in "\r\n" and sesudah in ",\r\n":
            akhir = ada
    if akhir is None:
        return None
    mulai, panjang = akhir
    tepi = [teks.get_charbox(i) for i in range(mulai, mulai + panjang)]
    kiri, kanan = min(t[0] for t in tepi), max(t[2] for t in tepi)
    bawah = min(t[1] for t in tepi)
    lebar, tinggi = LEBAR_MM * TITIK, TINGGI_MM * TITIK
    x = max((kiri + kanan - lebar) / 2, 0)
    return Kotak(nomor, x, bawah - 1.5 - tinggi, lebar, tinggi, halaman.get_height())


HIAS = Hias(ruang_tanda_tangan, gambar_cap)
"""What the service that signs is given."""
