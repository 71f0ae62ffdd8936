"""Examination of files: what is refused, with which words; what is kept, and what was taken out of it."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass

import pikepdf
import pytest
import xlsxwriter
from django.conf import settings
from PIL import Image

from kinerja.bukti import Hasil, PemeriksaanGagal, pagar, proses
from kinerja.bukti.gambar import MAKS_SISI
from kinerja.bukti.pemeriksa import periksa
from kinerja.errors import BuktiDukungDitolak
from tests.factories.kinerja import gambar, kantor, pdf, rujukan, simpan
from tests.kinerja import berkas, berkas_lain


def uji(isi: bytes):
    """The examiners themselves, without the fence around them."""
    return periksa(io.BytesIO(isi))


UKUR = """
import re, sys
from kinerja.bukti import proses
proses.main(sys.argv[1:])
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
"""The peak of the process's own memory, in kB; what the parent had before the start does not count."""


@dataclass
class Korpus:
    """What the examining process said about every hostile file, and what it took to say so."""

    ditolak: dict[str, str]
    diterima: dict[str, Hasil]
    memori_mb: float


@pytest.fixture(scope="module")
def korpus(tmp_path_factory) -> Korpus:
    """The whole corpus through one examining process: memory that is not given back would add up."""
    akar = tmp_path_factory.mktemp("korpus")
    semua = {n: b for n, (b, _) in berkas.DITOLAK.items()} | berkas_lain.DIJINAKKAN
    folder = {nama: akar / nama for nama in semua}
    for nama, buat in semua.items():
        folder[nama].mkdir()
        (folder[nama] / "masuk").write_bytes(buat() if callable(buat) else buat)
    perintah = [sys.executable, "-c", UKUR, *map(str, folder.values())]
    puncak = subprocess.run(
        perintah, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    ).stdout
    ditolak, diterima = {}, {}
    for nama, letak in folder.items():
        try:
            diterima[nama] = pagar.baca(letak, 0)
        except BuktiDukungDitolak as galat:
            ditolak[nama] = galat.pesan
    return Korpus(ditolak, diterima, int(puncak) / 1024)


def test_corpus_is_large_enough():
    assert len(berkas.DITOLAK) + len(berkas_lain.DIJINAKKAN) >= 60


@pytest.mark.parametrize("nama", sorted(berkas.DITOLAK))
def test_hostile_file_is_refused_with_a_sentence(nama, korpus):
    assert nama in korpus.ditolak, f"diterima: {korpus.diterima.get(nama)}"

    pesan = korpus.ditolak[nama]
    assert berkas.DITOLAK[nama][1] in pesan
    kalimat = [k for k in pesan.split(". ") if k]
    assert len(kalimat) == 2, "what was found, and how to mend it"
    assert all(len(k.split()) <= 18 for k in kalimat)


@pytest.mark.parametrize("nama", sorted(berkas_lain.DIJINAKKAN))
def test_what_was_hidden_in_a_picture_is_gone(nama, korpus):
    asal = berkas_lain.DIJINAKKAN[nama]()
    assert b"rahasia-kantor" in asal or b"META-INF" in asal

    hasil = korpus.diterima[nama]
    for isi in (hasil.isi, *hasil.pratinjau.gambar):
        assert not any(
            kata in isi for kata in (b"rahasia-kantor", b"META-INF", b"PK\x03\x04", b"Exif", b"<script")
        )
        assert getattr(Image.open(io.BytesIO(isi)), "n_frames", 1) == 1


def test_whole_corpus_stays_below_the_memory_that_was_promised(korpus):
    """Measured by the kernel on the process that examined every file, bombs included."""
    assert korpus.memori_mb < 300


class TestPagar:
    def test_good_file_comes_back_with_its_preview(self):
        hasil = pagar.periksa(io.BytesIO(pdf(5)))

        assert (hasil.tipe, hasil.isi, hasil.pratinjau.halaman) == ("application/pdf", None, 5)
        assert len(hasil.pratinjau.gambar) == 3
        assert Image.open(io.BytesIO(hasil.pratinjau.gambar[0])).size == hasil.pratinjau.ukuran[0]

    def test_refusal_keeps_its_sentence(self):
        with pytest.raises(BuktiDukungDitolak, match="memuat makro"):
            pagar.periksa(io.BytesIO(kantor("docx", {"word/vbaProject.bin": b"a"})))

    def test_examination_that_takes_too_long_is_a_refusal(self):
        with pytest.raises(BuktiDukungDitolak, match="melampaui batas waktu"):
            pagar.periksa(io.BytesIO(pdf()), detik=0.01)

    @pytest.mark.parametrize(
        ("kode", "kata"),
        [
            (None, "batas waktu"),
            (-signal.SIGXCPU, "batas waktu"),
            (proses.KEHABISAN_MEMORI, "memori"),
            (-signal.SIGSEGV, "dengan aman"),
        ],
    )
    def test_end_without_a_verdict_says_why(self, tmp_path, kode, kata):
        with pytest.raises(BuktiDukungDitolak, match=kata):
            pagar.baca(tmp_path, kode)

    @pytest.mark.parametrize("kode", [-signal.SIGKILL, -signal.SIGTERM, 1])
    def test_process_that_was_killed_has_judged_nothing(self, tmp_path, kode):
        """Somebody else ended it: the file waits for another turn."""
        with pytest.raises(PemeriksaanGagal):
            pagar.baca(tmp_path, kode)

    def test_process_has_no_secrets_and_no_more_memory_than_allowed(self, tmp_path):
        """Asked from inside: what it may see and what happens when it wants more."""
        tanya = (
            "import os,json,sys; from kinerja.bukti.proses import batasi, MEMORI; batasi()\n"
            "try: bytearray(MEMORI); penuh = False\n"
            "except MemoryError: penuh = True\n"
            "print(json.dumps([penuh, sorted(os.environ)]))"
        )
        penuh, lingkungan = json.loads(
            subprocess.run(
                [sys.executable, "-c", tanya], capture_output=True, cwd=settings.BASE_DIR, env={}, check=True
            ).stdout
        )

        assert penuh
        assert not any("SECRET" in n or "DATABASE" in n for n in lingkungan)


class TestPratinjauKantor:
    def baca(self, akhiran: str, bagian: dict[str, str]):
        return pagar.periksa(io.BytesIO(kantor(akhiran, bagian))).pratinjau

    def test_document_shows_its_first_paragraphs_in_pieces_or_not(self):
        butir = "".join(
            f"<w:p><w:r><w:t>Butir</w:t></w:r><w:r><w:t> {n}</w:t></w:r></w:p>" for n in range(99)
        )
        isi = f'<w:document xmlns:w="w"><w:body>{butir}</w:body></w:document>'

        (potongan,) = self.baca("docx", {"word/document.xml": isi}).teks

        assert potongan["baris"][:2] == ["Butir 0", "Butir 1"]
        assert len(potongan["baris"]) == 40

    def test_workbook_shows_the_first_sheet_as_a_table(self):
        keluar = io.BytesIO()
        with xlsxwriter.Workbook(keluar, {"in_memory": True}) as buku:
            lembar = buku.add_worksheet("Rekap Mei")
            buku.add_worksheet("Lain")
            lembar.write_row(0, 0, ["Nama", "Jumlah"])
            lembar.write_row(1, 0, ["Sari", 12])

        hasil = pagar.periksa(io.BytesIO(keluar.getvalue())).pratinjau

        assert hasil.halaman == 2
        assert hasil.teks == ({"judul": "Rekap Mei", "tabel": [["Nama", "Jumlah"], ["Sari", "12"]]},)

    def test_slides_show_their_words_in_order(self):
        def slide(teks: str) -> str:
            return f'<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{teks}</a:t></a:r></a:p></p:sld>'

        bagian = {f"ppt/slides/slide{n}.xml": slide(f"Isi {n}") for n in (10, 2, 1)}
        hasil = self.baca("pptx", bagian)

        assert hasil.halaman == 3
        assert [p["baris"] for p in hasil.teks] == [["Isi 1"], ["Isi 2"], ["Isi 10"]]


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
