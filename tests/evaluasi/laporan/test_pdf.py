"""Real renders, read back: what the reader sees, what the archive asks, what nobody may fetch."""

import contextlib
import hashlib
import io
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from evaluasi.laporan import pdf
from evaluasi.rules import JenisDokumen
from kinerja.bukti.gambar import periksa_jpeg
from kinerja.errors import BuktiDukungDitolak
from tests.evaluasi.laporan import contoh

pytestmark = pytest.mark.slow

A4 = (595.3, 841.9)
KALIMAT = "Terselenggaranya layanan publik digital yang andal dan aman di seluruh kecamatan. "


def halaman(berkas):
    return [" ".join(h.extract_text().split()) for h in PdfReader(io.BytesIO(berkas)).pages]


@pytest.fixture(scope="module")
def evaluasi_dewi():
    return pdf.render_snapshot(JenisDokumen.EVALUASI, contoh.dewi())


@pytest.fixture(scope="module")
def dokumen_bayu():
    return pdf.render_snapshot(JenisDokumen.DOKUMEN_EVALUASI, contoh.bayu())


def test_rendering_does_not_make_uploads_lax(evaluasi_dewi):
    """WeasyPrint loosens Pillow for the whole process; a picture cut short must still be refused."""
    penuh = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(penuh, "JPEG")

    with pytest.raises(BuktiDukungDitolak, match="rusak"):
        periksa_jpeg(io.BytesIO(penuh.getvalue()[:4000]))


class TestIsi:
    def test_evaluation_says_what_was_entered(self, evaluasi_dewi):
        teks = " ".join(halaman(evaluasi_dewi))

        for harapan in (
            "Dewi Lestari Putri, S.T.",
            "198503222010012903",
            "Kepala Bidang Aplikasi Informatika",
            "Terbangunnya aplikasi layanan publik sesuai kebutuhan perangkat daerah",
            "≤ 5 hari keterlambatan",
            "5 aplikasi (1 tambahan atas permintaan Bupati)",
            "Sumber data: Laporan kemajuan bulanan",
            "Kebutuhan pengguna tergali dengan baik",
            "Melibatkan perangkat daerah pengguna sejak awal perancangan",
            "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI",
            "DENGAN CAPAIAN KINERJA ORGANISASI BAIK",
            "Tirta Jaya, 11 Januari 2027",
            "Agus Prasetyo, S.Kom., M.M.",
        ):
            assert harapan in teks

    def test_document_with_objection_has_all_eleven_parts(self, dokumen_bayu):
        teks = " ".join(halaman(dokumen_bayu))

        letak = [teks.index(f"{n}. ") for n in range(1, 12)]
        assert letak == sorted(letak)
        assert "PREDIKAT KINERJA PEGAWAI BUTUH PERBAIKAN" in teks
        assert "Gangguan listrik pusat data di luar kendali." in teks
        assert "NI PPPK 199605092024211906" in teks

    def test_every_page_can_be_told_and_checked(self, evaluasi_dewi):
        lembar = halaman(evaluasi_dewi)

        for n, teks in enumerate(lembar, start=1):
            assert f"Halaman {n} dari {len(lembar)}" in teks
            assert "EVK/2026/000127" in teks
            assert "K7QP-3MXA-92TD" in teks
            assert "keaslian dapat diperiksa dengan memindai kode QR" in teks

    def test_column_headings_return_on_every_page_of_a_table(self):
        data = contoh.dewi()
        data["hasil_kerja"] = data["hasil_kerja"][:1] * 8

        lembar = halaman(pdf.render_snapshot(JenisDokumen.EVALUASI, data))

        dengan_rhk = [t for t in lembar if "Persentase modul yang lulus" in t]
        assert len(dengan_rhk) > 1
        assert all("INDIKATOR KINERJA INDIVIDU" in t and "(8)" in t for t in dengan_rhk)

    @pytest.mark.parametrize("banyak", [1, 2, 3, 7])
    def test_what_belongs_together_stays_on_one_page(self, banyak):
        data = contoh.dewi()
        rhk = data["hasil_kerja"][0]
        data["hasil_kerja"] = [
            rhk | {"teks": f"AWAL{n}", "indikator": [*rhk["indikator"], {"teks": f"AKHIR{n}", "target": "1"}]}
            for n in range(banyak)
        ]

        lembar = halaman(pdf.render_snapshot(JenisDokumen.EVALUASI, data))

        for n in range(banyak):
            assert [t for t in lembar if f"AWAL{n}" in t] == [t for t in lembar if f"AKHIR{n}" in t]
        assert [t for t in lembar if "A. UTAMA" in t] == [t for t in lembar if "AWAL0" in t]
        for awal, akhir in (
            ("Kompeten ", "Melaksanakan tugas dengan kualitas terbaik"),
            ("Loyal ", "Menjaga rahasia"),
        ):
            assert [t for t in lembar if awal in t] == [t for t in lembar if akhir in t]

    @pytest.mark.parametrize(
        ("jenis", "mendatar"),
        [(JenisDokumen.EVALUASI, True), (JenisDokumen.DOKUMEN_EVALUASI, False), (JenisDokumen.SKP, True)],
    )
    def test_paper_is_a4(self, jenis, mendatar):
        for h in PdfReader(io.BytesIO(pdf.render_snapshot(jenis, contoh.dewi()))).pages:
            ukuran = (float(h.mediabox.width), float(h.mediabox.height))
            assert ukuran == pytest.approx(A4[::-1] if mendatar else A4, abs=0.5)

    def test_one_person_s_document_is_one_page(self):
        assert len(halaman(pdf.render_snapshot(JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi()))) == 1

    def test_qr_code_leads_to_the_check(self, dokumen_bayu):
        with pikepdf.open(io.BytesIO(dokumen_bayu)) as p:
            gambar = [
                pikepdf.PdfImage(o).as_pil_image().convert("L") for o in p.pages[0].get_images().values()
            ]
        kode = segno.make(contoh.bayu()["dokumen"]["url_verifikasi"], error="m", micro=False)
        modul = gambar[0].resize((kode.symbol_size(border=2)[0],) * 2, Image.Resampling.BOX)

        assert len(gambar) == 1
        terbaca = [[modul.getpixel((x, y)) < 128 for x in range(modul.width)] for y in range(modul.height)]
        assert terbaca == [[bool(m) for m in baris] for baris in kode.matrix_iter(border=2)]


class TestTeksPanjang:
    def test_nothing_is_lost_and_nothing_runs_into_the_footer(self):
        data = contoh.dewi(catatan=KALIMAT * 40)
        data["hasil_kerja"][0] |= {"teks": "RHKPANJANG " + KALIMAT * 20}
        data["hasil_kerja"][0]["umpan_balik"].append({"peran": "rekan", "teks": KALIMAT * 40 + "UMPANAKHIR"})
        data["hasil_kerja"].append(data["hasil_kerja"][1] | {"teks": "W" * 400})

        berkas = pdf.render_snapshot(JenisDokumen.EVALUASI, data)

        kata = "".join(halaman(berkas)).replace(" ", "")
        assert "RHKPANJANG" in kata
        assert "UMPANAKHIR" in kata
        assert "W" * 100 in "".join(c for c in kata if c == "W")
        assert kata.count("diseluruhkecamatan.") == 60
        for h in PdfReader(io.BytesIO(berkas)).pages:
            di_kaki: list[str] = []

            def catat(teks, cm, tm, _kamus, _ukuran, di_kaki=di_kaki):
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                if teks.strip() and y < 68:
                    di_kaki.append(teks.strip())

            h.extract_text(visitor_text=catat)
            assert di_kaki
            assert not [t for t in di_kaki if "kecamatan" in t or "WW" in t]

    def test_markup_is_shown_as_it_was_typed(self):
        jahat = '<script>alert(1)</script> <img src="file:///etc/passwd"> &amp;'

        teks = " ".join(
            halaman(pdf.render_snapshot(JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi(catatan=jahat)))
        )

        assert jahat in teks

    def test_signs_that_no_font_has_do_not_stop_it(self):
        berkas = pdf.render_snapshot(
            JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi(catatan="漢 👍 \U0001f9d1‍💻 ≥ ḥ \x00 \udcff")
        )

        assert "□ (jempol) □□ ≥ ḥ" in " ".join(halaman(berkas))


RENDER_SAJA = """
import sys, hashlib, django
django.setup()
from evaluasi.laporan import pdf
from evaluasi.rules import JenisDokumen
from kinerja.bukti.gambar import periksa_jpeg
from kinerja.errors import BuktiDukungDitolak
from tests.evaluasi.laporan import contoh
if sys.argv[1] == "sesudah-lain":
    pdf.render_snapshot(JenisDokumen.SKP, contoh.ratna())
    pdf.render_snapshot(JenisDokumen.DOKUMEN_EVALUASI, contoh.bayu())
for jenis in JenisDokumen:
    print(hashlib.sha256(pdf.render_snapshot(jenis, contoh.dewi())).hexdigest())
"""


class TestSamaPersis:
    def test_two_processes_make_the_same_bytes(self):
        def di_proses_lain(cara):
            hasil = subprocess.run(
                [sys.executable, "-c", RENDER_SAJA, cara],
                capture_output=True,
                text=True,
                check=True,
                timeout=120,
            )
            return hasil.stdout.split()

        sendiri = [hashlib.sha256(pdf.render_snapshot(j, contoh.dewi())).hexdigest() for j in JenisDokumen]

        assert di_proses_lain("sendiri") == di_proses_lain("sesudah-lain") == sendiri

    def test_another_verification_code_makes_another_document(self):
        data = contoh.dewi()
        data["dokumen"]["kode_verifikasi"] = "AAAA-BBBB-CCCC"

        satu, dua = (pdf.render_snapshot(JenisDokumen.DOKUMEN_EVALUASI, d) for d in (contoh.dewi(), data))

        assert satu != dua

    def test_environment_is_left_as_it_was(self, monkeypatch):
        monkeypatch.setenv("FONTCONFIG_FILE", "/semula.conf")
        pdf.mesin.cache_clear()

        pdf.mesin()

        assert os.environ["FONTCONFIG_FILE"] == "/semula.conf"


class TestArsip:
    @pytest.mark.parametrize("jenis", JenisDokumen)
    def test_is_pdf_a_3a_and_tagged(self, jenis):
        with pikepdf.open(io.BytesIO(pdf.render_snapshot(jenis, contoh.dewi()))) as p:
            with p.open_metadata() as xmp:
                assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
                assert xmp["xmp:CreateDate"] == "2027-01-13T10:42:07+07:00"
                assert xmp["dc:title"].startswith(jenis.label)
            assert str(p.docinfo.CreationDate) == "D:20270113104207+07'00"
            assert p.Root.MarkInfo.Marked
            assert str(p.Root.Lang) == "id"
            assert str(p.Root.OutputIntents[0].S) == "/GTS_PDFA1"
            assert len(p.trailer.ID) == 2
            assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(p.Root.keys())
            for lembar in p.pages:
                assert "/StructParents" in lembar
                assert "/Annots" not in lembar

    def test_only_our_fonts_and_all_of_them_embedded(self, evaluasi_dewi):
        with pikepdf.open(io.BytesIO(evaluasi_dewi)) as p:
            fon = [o for o in p.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
            turunan = [f for f in fon if "/FontDescriptor" in f]
            induk = [f for f in fon if "/DescendantFonts" in f]

            assert turunan
            assert all("/FontFile2" in f.FontDescriptor for f in turunan)
            assert all("/ToUnicode" in f for f in induk)
            assert {str(f.BaseFont).split("+")[1].split("-Bold")[0].split("-Italic")[0] for f in induk} == {
                "Kinerja-Sans"
            }

    def test_tables_have_headings_and_the_chart_is_told(self, evaluasi_dewi):
        with pikepdf.open(io.BytesIO(evaluasi_dewi)) as p:
            unsur = [
                o for o in p.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"
            ]
            jenis = [str(u.S) for u in unsur]
            gambar = [str(u.Alt) for u in unsur if u.S == "/Figure" and "/Alt" in u]

        assert {"/H1", "/Table", "/TR", "/TH", "/TD", "/P", "/L", "/LI"} <= set(jenis)
        assert any(g.startswith("KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI") for g in gambar)
        assert "Kode QR untuk memeriksa keaslian dokumen" in gambar


class TestLambang:
    @pytest.mark.parametrize("format_", ["PNG", "JPEG"])
    def test_emblem_is_printed(self, format_):
        keluaran = io.BytesIO()
        Image.new("RGB", (60, 80), "#0a4").save(keluaran, format_)

        berkas = pdf.render_snapshot(
            JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi(), lambang=keluaran.getvalue()
        )

        with pikepdf.open(io.BytesIO(berkas)) as p:
            assert len(p.pages[0].get_images()) == 2
        assert len(PdfReader(io.BytesIO(berkas)).pages) == 1


@pytest.fixture(scope="module")
def mesin_dilepas():
    """A refused @font-face leaves a folder with the font map: give both up."""
    yield
    pdf.mesin.cache_clear()


@pytest.mark.usefixtures("mesin_dilepas")
class TestPengambilTertutup:
    @pytest.mark.parametrize(
        "isi",
        [
            '<img src="file:///etc/passwd">',
            '<img src="http://127.0.0.1:PORT/a.png">',
            '<img src="https://127.0.0.1:PORT/a.png">',
            '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
            '<img src="lain.png">',
            '<img src="aset:/lain.png">',
            '<img src="ftp://127.0.0.1:PORT/a.png">',
            '<link rel="stylesheet" href="file:///etc/passwd">',
            '<link rel="attachment" href="file:///etc/passwd">',
            "<style>@import url(http://127.0.0.1:PORT/a.css)</style>",
            "<style>@font-face { font-family: x; src: url(file:///etc/passwd) }</style>",
            '<p style="background: url(file:///etc/passwd)">a</p>',
            '<embed src="file:///etc/passwd">',
            '<object data="http://127.0.0.1:PORT/a">a</object>',
            '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:PORT/a.png" width="9" height="9"/></svg>',
            '<svg xmlns="http://www.w3.org/2000/svg"><use href="http://127.0.0.1:PORT/a.svg#b"/></svg>',
        ],
    )
    def test_nothing_but_the_assets_is_fetched(self, isi):
        diminta: list[str] = []

        class Penangkap(BaseHTTPRequestHandler):
            def do_GET(self):
                diminta.append(self.path)
                self.send_error(404)

            def log_message(self, *args):
                """Stay silent."""

        peladen = HTTPServer(("127.0.0.1", 0), Penangkap)
        threading.Thread(target=peladen.serve_forever, daemon=True).start()
        try:
            html = f'<html lang="id"><title>x</title><body>{isi.replace("PORT", str(peladen.server_port))}<p>TETAP</p>'
            berkas = None
            with contextlib.suppress(pdf.DokumenGagal):
                berkas = pdf.to_pdf(html, {})
        finally:
            peladen.shutdown()
            peladen.server_close()

        assert diminta == []
        if berkas:  # what WeasyPrint passes over by itself leaves nothing behind
            with pikepdf.open(io.BytesIO(berkas)) as p:
                assert not p.pages[0].get_images()
                assert "/Names" not in p.Root
            assert "TETAP" in halaman(berkas)[0]

    @pytest.mark.parametrize(
        "alamat", ["file:///etc/passwd", "http://127.0.0.1:9/a", "data:text/plain,a", "aset:/lain"]
    )
    def test_asking_it_directly_is_refused(self, alamat):
        pengambil = pdf.mesin().pengambil({"aset:/ada": ("text/plain", b"isi")})

        assert pengambil("aset:/ada").read() == b"isi"
        with pytest.raises(ValueError, match="di luar aset"):
            pengambil(alamat)

    def test_a_document_that_asks_for_more_is_not_made(self):
        with pytest.raises(pdf.DokumenGagal):
            pdf.to_pdf('<html lang="id"><title>x</title><body><img src="file:///etc/passwd">', {})
