"""The poster of a service: one tagged page with our fonts, whose code is the address on it."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pypdf
import pytest
import segno
from PIL import Image

from evaluasi.laporan.poster_layanan import KonteksPoster, html_poster, poster_pdf, qr_poster

ALAMAT = "https://kinerja.contoh.go.id/suara/ABCDEFGH/"


def konteks(**lain: str) -> KonteksPoster:
    isi = {
        "instansi": "Kabupaten Tirta Jaya",
        "unit": "Dinas Kependudukan",
        "layanan": "Pembuatan KTP",
        "uraian": "Perekaman dan pencetakan.",
        "kode": "ABCD-EFGH",
        "alamat": ALAMAT,
        **lain,
    }
    return KonteksPoster(tanggal=date(2026, 5, 12), **isi)


def modul(gambar: Image.Image, sisi: int) -> list[list[int]]:
    """The dark and light fields of a code with a quiet zone of four, read from the middle of each field."""
    abu = gambar.convert("L")
    langkah = abu.width / (sisi + 8)
    return [
        [int(abu.getpixel((int((x + 4.5) * langkah), int((y + 4.5) * langkah))) < 128) for x in range(sisi)]
        for y in range(sisi)
    ]


def test_code_says_the_address_with_much_redundancy():
    asal = segno.make(ALAMAT, error="q", micro=False)
    gambar = Image.open(io.BytesIO(qr_poster(ALAMAT)))

    assert modul(gambar, len(asal.matrix)) == [list(baris) for baris in asal.matrix]
    assert asal.error in ("Q", "H")


@pytest.mark.slow
@pytest.mark.parametrize(("ukuran", "lebar"), [("a4", 595), ("a5", 420)])
def test_one_tagged_page_with_the_code_in_it(ukuran, lebar):
    panjang = konteks(unit="Unit " * 60, layanan="Layanan panjang " * 9, uraian="Uraian panjang " * 20)
    for k in (konteks(), panjang):
        hasil = poster_pdf(k, ukuran)
        with pikepdf.open(io.BytesIO(hasil)) as dokumen:
            assert len(dokumen.pages) == 1
            assert round(float(dokumen.pages[0].mediabox[2])) == lebar
            assert dokumen.Root.MarkInfo.Marked
            (gambar,) = dokumen.pages[0].get_images().values()
            kode = pikepdf.PdfImage(gambar).as_pil_image()
        asal = segno.make(ALAMAT, error="q", micro=False)
        assert modul(kode, len(asal.matrix)) == [list(baris) for baris in asal.matrix]
        teks = pypdf.PdfReader(io.BytesIO(hasil)).pages[0].extract_text()
        assert "ABCD-EFGH" in teks
        assert "kinerja.contoh.go.id/suara/ABCDEFGH" in teks
    assert poster_pdf(konteks(), ukuran) == poster_pdf(konteks(), ukuran)


def test_script_in_a_name_is_inert():
    html = html_poster(konteks(layanan="<script>alert(1)</script>"), "a4")

    assert "<script>" not in html
