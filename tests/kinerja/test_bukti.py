"""Examination of files: what is refused, with which words; what is kept, and what was taken out of it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pikepdf
import pytest
from PIL import Image

from kinerja.bukti import periksa
from kinerja.bukti.gambar import MAKS_SISI
from kinerja.errors import BuktiDukungDitolak
from tests.factories.kinerja import gambar, kantor, pdf, rujukan, simpan
from tests.kinerja import berkas


def uji(isi: bytes):
    return periksa(io.BytesIO(isi))


@pytest.mark.parametrize("nama", sorted(berkas.DITOLAK))
def test_hostile_file_is_refused_with_a_sentence(nama):
    buat, kata = berkas.DITOLAK[nama]
    isi = buat() if callable(buat) else buat

    with pytest.raises(BuktiDukungDitolak) as galat:
        uji(isi)

    assert kata in galat.value.pesan
    assert galat.value.bidang == "berkas"
    kalimat = [k for k in galat.value.pesan.split(". ") if k]
    assert len(kalimat) == 2, "what was found, and how to mend it"
    assert all(len(k.split()) <= 18 for k in kalimat)


UKUR = """
import resource, sys
from kinerja.bukti import periksa
from kinerja.errors import BuktiDukungDitolak
awal = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for nama in sys.argv[1:]:
    try:
        with open(nama, "rb") as berkas:
            periksa(berkas)
        sys.exit(f"{nama} diterima")
    except BuktiDukungDitolak:
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - awal)
"""


def test_bombs_do_not_fill_the_memory(tmp_path):
    """Examined by a process of its own, whose memory is nobody else's: together under 100 MB."""
    nama = []
    for bom in ("docx_bom", "docx_bom_satu", "pdf_bom", "png_raksasa", "png_terlalu_luas"):
        (tmp_path / bom).write_bytes(berkas.DITOLAK[bom][0]())
        nama.append(str(tmp_path / bom))

    hasil = subprocess.run([sys.executable, "-c", UKUR, *nama], capture_output=True, text=True, check=True)

    assert int(hasil.stdout) < 100 * 1024


class TestDiterima:
    def test_quiet_pdf_passes_unchanged(self):
        hasil = uji(pdf(3))

        assert (hasil.tipe, hasil.akhiran, hasil.isi) == ("application/pdf", "pdf", None)

    @pytest.mark.parametrize("mode", ["disable", "generate"])
    def test_pdf_with_an_opening_view_and_a_web_link_passes(self, mode):
        dokumen = pikepdf.open(io.BytesIO(pdf()))
        halaman = dokumen.pages[0].obj
        dokumen.Root.OpenAction = pikepdf.Array([halaman, pikepdf.Name.Fit])
        aksi = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://tirtajaya.go.id"))
        halaman.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=aksi)])

        assert uji(simpan(dokumen, object_stream_mode=pikepdf.ObjectStreamMode[mode])).isi is None

    def test_pdf_that_opens_at_a_page_by_an_action_passes(self):
        dokumen = pikepdf.open(io.BytesIO(pdf()))
        dokumen.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.GoTo, D=pikepdf.Array([dokumen.pages[0].obj, pikepdf.Name.Fit])
        )

        assert uji(simpan(dokumen)).akhiran == "pdf"

    @pytest.mark.parametrize("akhiran", ["docx", "xlsx", "pptx"])
    def test_plain_office_file_passes_unchanged(self, akhiran):
        hasil = uji(kantor(akhiran))

        assert (hasil.akhiran, hasil.isi) == (akhiran, None)
        assert "officedocument" in hasil.tipe

    def test_office_file_with_web_link_chart_and_printer_settings_passes(self):
        isi = kantor(
            "docx",
            {
                "word/_rels/document.xml.rels": rujukan("hyperlink", "https://tirtajaya.go.id", luar=True),
                "word/embeddings/Lembar1.xlsx": kantor("xlsx"),
                "word/printerSettings1.bin": b"a",
                "word/document.xml": "<w:document><w:instrText> PAGE </w:instrText></w:document>",
            },
        )

        assert uji(isi).akhiran == "docx"

    def test_workbook_that_quotes_another_passes(self):
        isi = kantor(
            "xlsx",
            {
                "xl/externalLinks/externalLink1.xml": "<externalLink><externalBook/></externalLink>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": rujukan(
                    "externalLinkPath", "file:///C:/Laporan/a.xlsx", luar=True
                ),
            },
        )

        assert uji(isi).akhiran == "xlsx"

    @pytest.mark.parametrize(("format_", "akhiran"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
    def test_image_is_drawn_anew(self, format_, akhiran):
        hasil = uji(gambar(format_))

        assert hasil.akhiran == akhiran
        assert hasil.isi is not None
        assert Image.open(io.BytesIO(hasil.isi)).format == format_


class TestGambar:
    def test_location_maker_and_everything_else_is_gone_and_the_photo_stands_upright(self):
        asal = berkas.foto_berlokasi()
        assert Image.open(io.BytesIO(asal)).getexif().get_ifd(0x8825)

        hasil = uji(asal)

        foto = Image.open(io.BytesIO(hasil.isi))
        assert not dict(foto.getexif())
        assert not foto.getexif().get_ifd(0x8825)
        assert b"TeleponSari" not in hasil.isi
        assert b"Exif" not in hasil.isi
        assert foto.size == (40, 80)

    def test_second_file_behind_the_picture_is_gone(self):
        arsip = berkas.zip_dengan({"META-INF/MANIFEST.MF": b"a", "A.class": b"b"})

        hasil = uji(gambar("JPEG") + arsip)

        assert not zipfile.is_zipfile(io.BytesIO(hasil.isi))
        assert b"META-INF" not in hasil.isi

    def test_text_inside_a_png_is_gone_and_transparency_stays(self):
        from PIL.PngImagePlugin import PngInfo

        catatan = PngInfo()
        catatan.add_text("Comment", "rahasia-kantor")
        keluar = io.BytesIO()
        Image.new("RGBA", (10, 10), (255, 0, 0, 40)).save(keluar, "PNG", pnginfo=catatan)

        hasil = uji(keluar.getvalue())

        assert b"rahasia-kantor" not in hasil.isi
        assert Image.open(io.BytesIO(hasil.isi)).getpixel((1, 1)) == (255, 0, 0, 40)

    @pytest.mark.parametrize("format_", ["JPEG", "PNG"])
    def test_large_picture_is_reduced(self, format_):
        hasil = uji(gambar(format_, (5000, 1000)))

        ukuran = Image.open(io.BytesIO(hasil.isi)).size
        assert max(ukuran) <= MAKS_SISI
        assert ukuran[0] == 5 * ukuran[1] or abs(ukuran[0] - 5 * ukuran[1]) <= 5

    def test_palette_and_grey_pictures_are_kept(self):
        for mode in ("P", "L", "1", "LA"):
            keluar = io.BytesIO()
            Image.new(mode, (20, 20)).save(keluar, "PNG")

            assert uji(keluar.getvalue()).isi

    def test_cmyk_jpeg_becomes_a_common_one(self):
        keluar = io.BytesIO()
        Image.new("CMYK", (20, 20)).save(keluar, "JPEG")

        assert Image.open(io.BytesIO(uji(keluar.getvalue()).isi)).mode == "RGB"
