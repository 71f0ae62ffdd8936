"""Signing what was issued: by certificate, by hand; and telling a genuine file from another."""

from __future__ import annotations

import base64
import io
import json
import sys
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.views.debug import ExceptionReporter
from pyhanko.pdf_utils.reader import PdfFileReader

from evaluasi.errors import SudahBertandaTangan, TandaTanganGagal
from evaluasi.laporan.cap import HIAS, ruang_tanda_tangan
from evaluasi.models import TandaTangan
from evaluasi.rules import CaraTandaTangan, JenisDokumen, PeranPenanda, StatusEvaluasi
from evaluasi.services import baca_isi, issue_dokumen, sign_dokumen
from evaluasi.services.tanda_tangan import MAKS_COBA, Hias, _minta_tanda
from evaluasi.tasks import cetak
from evaluasi.tte import PermintaanTte, periksa_hasil
from evaluasi.tte.bsre import JALUR, MesinBsre
from evaluasi.tte.dasar import Kotak
from evaluasi.tte.uji import MesinUji, _sertifikat
from pegawai.errors import Dilarang
from pegawai.models import Kabar
from tests.evaluasi.laporan import contoh
from tests.factories.evaluasi import evaluasi_final
from tests.factories.kinerja import pdf as pdf_kecil

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

RAHASIA = "kalimat sangat rahasia 7391"
NIK = "3201234567890123"


def url(nama, *objek) -> str:
    return reverse(f"evaluasi:{nama}", args=[o.uuid for o in objek])


# The library keeps the kind of clock that it meets first: let that be a real one, before any test freezes it.
_sertifikat(
    "Pemanasan",
    KUNCI := ec.generate_private_key(ec.SECP256R1()),
    terbit=x509.Name([]),
    kunci_terbit=KUNCI,
    hari=1,
)


@pytest.fixture(autouse=True)
def _uji(settings):
    settings.TTE_MESIN, settings.TTE_UJI_PASSPHRASE = "uji", RAHASIA


@pytest.fixture
def dokumen(dunia, skp):
    evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
    return issue_dokumen(
        sumber=evaluasi, jenis=JenisDokumen.DOKUMEN_EVALUASI, cetak=cetak, versi_templat="uji"
    )


def tanda_tangani(pelaku, dokumen, peran, **lain):
    isi = {"passphrase": RAHASIA, "hias": HIAS} | lain
    return sign_dokumen(pelaku=pelaku, dokumen=dokumen, peran=peran, **isi)


def _masih_arsip(isi, nama):
    """A signed file keeps the marks of PDF/A-3a, and shows on the page who signed."""
    with pikepdf.open(io.BytesIO(isi)) as p:
        with p.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        bidang = p.Root.AcroForm.Fields[0]
        assert bidang.FT == "/Sig"
        assert int(bidang.F) & 4  # is printed
        assert nama in str(bidang.TU)
        assert float(bidang.Rect[2]) - float(bidang.Rect[0]) > 100
        assert p.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in p.Root
        assert p.Root.OutputIntents[0].S == "/GTS_PDFA1"


class TestTandaTanganElektronik:
    def test_those_who_are_named_sign_once_each_one_on_top_of_the_other(self, dunia, dokumen):
        asli = baca_isi(dokumen)
        for pelaku in (dunia.sari, dunia.karta):
            with pytest.raises(Dilarang):
                tanda_tangani(pelaku, dokumen, PeranPenanda.PENILAI)

        satu = tanda_tangani(dunia.budi, dokumen, PeranPenanda.PENILAI)
        with pytest.raises(SudahBertandaTangan):
            tanda_tangani(dunia.budi, dokumen, PeranPenanda.PENILAI)
        dua = tanda_tangani(dunia.sari, dokumen, PeranPenanda.PEGAWAI)

        isi = baca_isi(dua)
        assert isi.startswith(baca_isi(satu))
        assert isi.startswith(asli)
        sertifikat = [
            s.signer_cert.subject.native for s in PdfFileReader(io.BytesIO(isi)).embedded_signatures
        ]
        assert [s["common_name"] for s in sertifikat] == [dunia.budi.nama_lengkap, dunia.sari.nama_lengkap]
        assert [(t.cara, t.urutan) for t in TandaTangan.objects.all()] == [("uji", 1), ("uji", 2)]
        assert dunia.sari.nama_lengkap in dua.sertifikat
        assert Kabar.objects.filter(penerima=dunia.sari, teks__contains="Giliran Anda").count() == 1
        assert not Kabar.objects.filter(penerima=dunia.budi, teks__contains="Giliran Anda").exists()
        _masih_arsip(baca_isi(satu), dunia.budi.nama_lengkap)

    def test_two_at_once_one_has_to_sign_again(self, dunia, dokumen):
        """While the first waits for the service the second signs: the first would lose the second's signature."""

        def letak(isi, sebutan):
            if not TandaTangan.objects.exists():
                tanda_tangani(dunia.sari, dokumen, PeranPenanda.PEGAWAI)
            return ruang_tanda_tangan(isi, sebutan)

        with pytest.raises(SudahBertandaTangan, match="sekali lagi"):
            tanda_tangani(dunia.budi, dokumen, PeranPenanda.PENILAI, hias=Hias(letak, HIAS.gambar))

        assert [t.peran for t in TandaTangan.objects.all()] == [["pegawai"]]
        tanda_tangani(dunia.budi, dokumen, PeranPenanda.PENILAI)
        assert TandaTangan.objects.count() == 2

    def test_wrong_passphrase_is_told_never_shown_and_limited(self, dunia, dokumen, masuk):
        client = masuk(dunia.budi)
        alamat = url("dokumen_tanda_tangani", dokumen)

        jawaban = [client.post(alamat, {"peran": "penilai", "passphrase": f"salah-{n}"}) for n in range(6)]

        assert [j.status_code for j in jawaban] == [422] * 6
        assert "Passphrase salah" in jawaban[0].content.decode()
        assert "salah-0" not in jawaban[0].content.decode()
        assert "Tunggu lima menit" in jawaban[5].content.decode()
        assert not TandaTangan.objects.exists()

    def test_many_papers_in_a_row_are_no_guessing(self, dunia, tmp_path):
        """A penilai signs those of his whole team; a service that fails takes no try away either."""
        mesin, mati = MesinUji(tmp_path, RAHASIA), MesinBsre("http://127.0.0.1:9", "kab", "x", tunggu=1)

        def minta(mesin=mesin, **lain):
            return _minta_tanda(dunia.budi, mesin, permintaan(pdf_kecil(), **lain))

        for _ in range(MAKS_COBA + 1):
            assert minta().startswith(b"%PDF")
        for _ in range(MAKS_COBA + 1):
            with pytest.raises(TandaTanganGagal, match="tidak menjawab"):
                minta(mati)
        for _ in range(MAKS_COBA):
            with pytest.raises(TandaTanganGagal, match="Passphrase salah"):
                minta(passphrase="bukan")
        with pytest.raises(TandaTanganGagal, match="Tunggu lima menit"):
            minta()

    def test_passphrase_and_nik_stay_nowhere(self, dunia, dokumen, masuk, caplog, settings, layanan):
        with layanan() as (alamat, _):
            settings.TTE_MESIN, settings.BSRE_ALAMAT, settings.BSRE_PENGGUNA = "bsre", alamat, "kab"
            caplog.set_level("DEBUG")
            jawab = masuk(dunia.budi).post(
                url("dokumen_tanda_tangani", dokumen), {"peran": "penilai", "nik": NIK, "passphrase": RAHASIA}
            )

        assert jawab.status_code == 302
        assert TandaTangan.objects.get().cara == CaraTandaTangan.BSRE
        with connection.cursor() as kursor:
            kursor.execute(
                "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
            )
            for (tabel,) in kursor.fetchall():
                kursor.execute(
                    f'select count(*) from "{tabel}" t where t::text like %s or t::text like %s',
                    [f"%{RAHASIA}%", f"%{NIK}%"],
                )
                assert kursor.fetchone()[0] == 0, tabel
        assert RAHASIA not in caplog.text
        assert NIK not in caplog.text
        redis = cache._cache.get_client()
        antrean = [redis.lrange(k, 0, -1) for k in redis.scan_iter("*") if redis.type(k) == b"list"]
        assert RAHASIA.encode() not in b"".join(b for daftar in antrean for b in daftar)

    def test_a_crash_report_does_not_hold_the_passphrase(self, dunia, dokumen, settings):
        settings.DEBUG = False

        def letak(isi, sebutan):
            raise RuntimeError("rusak")

        try:
            tanda_tangani(dunia.budi, dokumen, PeranPenanda.PENILAI, hias=Hias(letak, HIAS.gambar))
        except RuntimeError:
            laporan = ExceptionReporter(RequestFactory().post("/"), *sys.exc_info()).get_traceback_text()
            sebelum = laporan.partition("test_dokumen_tanda.py")[0]
        assert RAHASIA not in sebelum
        assert "sign_dokumen" in laporan
        potong = laporan[laporan.index("in sign_dokumen") :]
        assert RAHASIA not in potong
        assert RAHASIA not in repr(PermintaanTte(b"", "Budi", NIK, RAHASIA, "", ""))


# --- the signing service of BSrE, as a real server -----------------------------------------------
@pytest.fixture
def layanan(tmp_path_factory):
    """An Esign Client Service that listens on a port: it signs, or answers as `cara` says."""
    penanda = MesinUji(tmp_path_factory.getbasetemp() / "otoritas", RAHASIA)

    @contextmanager
    def jalan(cara="tanda"):
        diminta = []

        class Pelayan(BaseHTTPRequestHandler):
            def do_POST(self):
                isi = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                diminta.append((self.path, dict(self.headers), isi))
                status, badan, kepala = self.susun(isi)
                self.send_response(status)
                for nama, nilai in {"Content-Type": "application/json", **kepala}.items():
                    self.send_header(nama, nilai)
                self.send_header("Content-Length", str(len(badan)))
                self.end_headers()
                with suppress(OSError):  # who asked did not wait
                    for n in range(len(badan) if cara == "menetes" else 0):
                        self.wfile.write(badan[n : n + 1])
                        time.sleep(0.3)
                    if cara != "menetes":
                        self.wfile.write(badan)

            def susun(self, isi):
                asli = base64.b64decode(isi["file"][0])
                if cara == "lambat":
                    time.sleep(3)
                if cara == "alihan":
                    return 302, b"", {"Location": f"http://{self.headers['Host']}/lain"}
                if cara == "galat":
                    return 500, b"<html>Internal Server Error</html>", {}
                if cara == "ditolak":
                    return 401, b"{}", {}
                if cara == "nik":
                    return 400, b'{"error": "User tidak terdaftar", "status_code": 2011}', {}
                if cara == "bukan_json":
                    return 200, b"%PDF-1.7", {}
                if cara == "kosong":
                    return 200, b'{"file": []}', {}
                if isi["passphrase"] != RAHASIA:
                    return (
                        400,
                        json.dumps(
                            {"error": f"Passphrase anda salah {isi['passphrase']}", "status_code": 2031}
                        ).encode(),
                        {},
                    )
                hasil = self.buat(asli)
                return 200, json.dumps({"time": 1, "file": [base64.b64encode(hasil).decode()]}).encode(), {}

            def buat(self, asli):
                if cara == "sama":
                    return asli
                if cara == "lain":
                    return penanda.tanda_tangani(permintaan(pdf_kecil(tanda=2)))
                hasil = penanda.tanda_tangani(permintaan(asli))
                if cara == "rusak":
                    return hasil[: len(asli) + 400] + b"X" + hasil[len(asli) + 401 :]
                return hasil + (b"\n% ekor\n" if cara == "berekor" else b"")

            def log_message(self, *args):
                """Stay silent."""

        peladen = ThreadingHTTPServer(("127.0.0.1", 0), Pelayan)
        peladen.daemon_threads = True
        threading.Thread(target=peladen.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{peladen.server_port}", diminta
        finally:
            peladen.shutdown()
            peladen.server_close()

    return jalan


def permintaan(isi, **lain):
    dasar = {
        "isi": isi,
        "nama": "Budi",
        "nik": NIK,
        "passphrase": RAHASIA,
        "alasan": "Menyetujui",
        "lokasi": "Tirta Jaya",
    }
    return PermintaanTte(**(dasar | lain))


class TestBsre:
    """Domain reference §9.1: POST /api/v2/sign/pdf, basic authentication, nik and passphrase per signature."""

    def test_what_is_asked_is_what_version_two_takes(self, layanan):
        asli = pdf_kecil()
        kotak = Kotak(2, 100.0, 700.0, 170.0, 35.0, 841.9)
        with layanan() as (alamat, diminta):
            hasil = MesinBsre(f"{alamat}/", "kab", "kunci:kab").tanda_tangani(
                permintaan(asli, kotak=kotak, cap=b"PNG")
            )

        jalur, kepala, isi = diminta[0]
        assert jalur == JALUR == "/api/v2/sign/pdf"
        assert base64.b64decode(kepala["Authorization"].removeprefix("Basic ")) == b"kab:kunci:kab"
        assert (isi["nik"], isi["passphrase"]) == (NIK, RAHASIA)
        assert base64.b64decode(isi["file"][0]) == asli
        assert isi["signatureProperties"] == [
            {
                "tampilan": "VISIBLE",
                "imageBase64": base64.b64encode(b"PNG").decode(),
                "page": 2,
                "originX": 100.0,
                "originY": 106.9,
                "width": 170.0,
                "height": 35.0,
                "location": "Tirta Jaya",
                "reason": "Menyetujui",
            }
        ]
        assert "Budi" in periksa_hasil(asli, hasil, timezone.now())

    def test_without_a_place_the_signature_is_invisible(self, layanan):
        with layanan() as (alamat, diminta):
            MesinBsre(alamat, "kab", "x").tanda_tangani(permintaan(pdf_kecil()))

        assert diminta[0][2]["signatureProperties"][0]["tampilan"] == "INVISIBLE"

    @pytest.mark.parametrize(
        ("cara", "kalimat", "bidang"),
        [
            ("nik", "belum terdaftar di BSrE", "nik"),
            ("ditolak", "menolak aplikasi ini", ""),
            ("galat", "sedang terganggu", ""),
            ("menetes", "tidak menjawab", ""),
            ("bukan_json", "menolak permintaan ini", ""),
            ("kosong", "menolak permintaan ini", ""),
            ("alihan", "menolak permintaan ini", ""),
            ("lambat", "tidak menjawab", ""),
        ],
    )
    def test_every_refusal_becomes_a_sentence(self, layanan, cara, kalimat, bidang):
        with layanan(cara) as (alamat, diminta), pytest.raises(TandaTanganGagal, match=kalimat) as galat:
            MesinBsre(alamat, "kab", "x", tunggu=1).tanda_tangani(permintaan(pdf_kecil()))

        assert (galat.value.bidang or "") == bidang
        assert len(diminta) == 1  # a redirect is not followed: it would carry the passphrase along

    def test_wrong_passphrase_is_not_repeated_in_our_answer(self, layanan):
        with layanan() as (alamat, _), pytest.raises(TandaTanganGagal) as galat:
            MesinBsre(alamat, "kab", "x").tanda_tangani(permintaan(pdf_kecil(), passphrase="tebakan99"))

        assert galat.value.bidang == "passphrase"
        assert "tebakan99" not in str(galat.value)

    def test_nobody_listens(self):
        with pytest.raises(TandaTanganGagal, match="tidak menjawab"):
            MesinBsre("http://127.0.0.1:9", "kab", "x", tunggu=1).tanda_tangani(permintaan(pdf_kecil()))

    @pytest.mark.parametrize("cara", ["sama", "lain", "rusak", "berekor"])
    def test_what_comes_back_must_be_this_document_with_a_whole_signature(self, layanan, cara):
        asli = pdf_kecil()
        with layanan(cara) as (alamat, _):
            hasil = MesinBsre(alamat, "kab", "x").tanda_tangani(permintaan(asli))

        with pytest.raises(TandaTanganGagal, match="bukan dokumen ini"):
            periksa_hasil(asli, hasil, timezone.now())

    def test_a_certificate_past_its_time_signs_nothing_that_we_keep(self, layanan):
        asli = pdf_kecil()
        with layanan() as (alamat, _):
            hasil = MesinBsre(alamat, "kab", "x").tanda_tangani(permintaan(asli))

        with pytest.raises(TandaTanganGagal, match=r"berakhir .*perbarui sertifikat"):
            periksa_hasil(asli, hasil, timezone.now() + timedelta(days=2))
        with pytest.raises(TandaTanganGagal, match="belum mulai berlaku"):
            periksa_hasil(asli, hasil, timezone.now() - timedelta(hours=1))


class TestPindaian:
    def test_paper_way_from_upload_to_withdrawal(self, dunia, dokumen, masuk):
        client, isi = masuk(dunia.sari), pdf_kecil()
        dikirim = {"peran": ["penilai", "pegawai"], "berkas": SimpleUploadedFile("p.pdf", isi)}

        assert client.post(url("dokumen_pindaian", dokumen), dikirim).status_code == 302
        tanda = TandaTangan.objects.get()
        halaman = client.get(url("dokumen_lihat", dokumen)).content.decode()

        assert tanda.cara == CaraTandaTangan.BASAH
        assert halaman.count("Tanda tangan basah") >= 2
        assert client.get(url("tanda_unduh", tanda)).content == isi
        assert "sama persis dengan pindaian" in bandingkan(client, dokumen, isi)
        assert client.post(url("pindaian_tarik", tanda), {"alasan": ""}).status_code == 422
        assert client.post(url("pindaian_tarik", tanda), {"alasan": "Salah berkas"}).status_code == 302
        assert "sudah ditarik" in bandingkan(client, dokumen, isi)
        assert "Belum bertanda tangan" in client.get(url("dokumen_lihat", dokumen)).content.decode()

    @pytest.mark.parametrize(
        ("isi", "kalimat"),
        [
            (b"bukan pdf", "berkas"),
            (b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>>>endobj\n%%EOF", "PDF ini"),
        ],
    )
    def test_a_scan_is_examined_like_evidence(self, dunia, dokumen, masuk, isi, kalimat):
        jawab = masuk(dunia.sari).post(
            url("dokumen_pindaian", dokumen),
            {"peran": ["pegawai"], "berkas": SimpleUploadedFile("p.pdf", isi)},
        )

        assert jawab.status_code == 422
        assert kalimat in jawab.content.decode()
        assert not TandaTangan.objects.exists()


def bandingkan(client, dokumen, isi):
    alamat = reverse("evaluasi:verifikasi_kode", args=[dokumen.kode_verifikasi])
    jawab = client.post(alamat, {"berkas": SimpleUploadedFile("x.pdf", isi)})
    assert jawab.status_code == 200
    return jawab.content.decode()


def test_verification_knows_the_issued_and_the_signed_file_and_no_other(dunia, dokumen, client):
    asli = baca_isi(dokumen)
    bertanda = baca_isi(tanda_tangani(dunia.budi, dokumen, PeranPenanda.PENILAI))

    halaman = client.get(reverse("evaluasi:verifikasi_kode", args=[dokumen.kode_verifikasi])).content.decode()

    assert "Berkas sama persis" in bandingkan(client, dokumen, asli)
    assert "bertanda tangan elektronik" in bandingkan(client, dokumen, bertanda)
    for isi in (asli, bertanda):
        for letak in (0, len(isi) // 2, len(isi) - 1):
            ubah = isi[:letak] + bytes([isi[letak] ^ 1]) + isi[letak + 1 :]
            assert "Berkas berbeda" in bandingkan(client, dokumen, ubah)
    assert "Berkas berbeda" in bandingkan(client, dokumen, asli + b" ")
    # without its code: the file alone is enough, and nothing is claimed of another one
    for isi, status, kalimat in (
        (asli, 200, "Berkas sama persis"),
        (bertanda, 200, "bertanda tangan elektronik"),
        (asli[:-1] + bytes([asli[-1] ^ 1]), 200, "Berkas tidak dikenal"),
        (b"", 422, "Berkas ini kosong"),
    ):
        for alamat in (reverse("evaluasi:verifikasi"), "/api/v1/evaluasi/verifikasi/"):
            jawab = client.post(alamat, {"berkas": SimpleUploadedFile("x.pdf", isi)})
            if not alamat.startswith("/api"):
                assert (jawab.status_code, kalimat in jawab.content.decode()) == (status, True)
            elif status == 200:
                assert kalimat in jawab.json()["judul"]
                assert (jawab.json()["dokumen"] or {}).get("nomor") == (
                    dokumen.nomor if isi != b"" and jawab.json()["cocok"] else None
                )
            else:
                assert jawab.status_code == 400
    for harapan in (
        dokumen.nomor,
        "Dokumen Evaluasi Kinerja Pegawai",
        dunia.budi.nama_lengkap,
        dokumen.sha256,
        "tidak tersertifikasi",
    ):
        assert harapan in halaman
    e = dokumen.evaluasi
    assert e.status == StatusEvaluasi.FINAL
    for rahasia in (e.get_predikat_display(), e.get_rating_hasil_display(), e.alasan_hasil):
        assert rahasia not in halaman
    data = client.get(reverse("api_verifikasi", args=[dokumen.kode_verifikasi])).json()
    assert (data["nomor"], data["sha256"]) == (dokumen.nomor, dokumen.sha256)
    assert [p["cara"] for p in data["penanda_tangan"]] == ["uji", None]
    assert client.get(reverse("api_verifikasi", args=["K7QP3MXA92TDABCE"])).status_code == 404


@pytest.mark.parametrize(
    "jenis",
    [
        JenisDokumen.DOKUMEN_EVALUASI,
        JenisDokumen.EVALUASI,
        JenisDokumen.SKP,
        JenisDokumen.PERJANJIAN,
        JenisDokumen.MATRIKS,
    ],
)
def test_every_form_has_a_place_for_each_signature(jenis):
    """One place per signer, and no two the same: "Atasan Pejabat …" is not "Pejabat …"."""
    from evaluasi.laporan import pdf
    from evaluasi.rules import baris_penanda, penanda_dokumen

    data = contoh.bayu() if jenis == JenisDokumen.DOKUMEN_EVALUASI else contoh.dewi()
    isi = pdf.render_snapshot(jenis, data)

    kotak = [ruang_tanda_tangan(isi, baris_penanda(jenis, p, data)) for p in penanda_dokumen(jenis, data)]

    assert kotak
    assert None not in kotak
    assert len({(k.halaman, round(k.x), round(k.y)) for k in kotak}) == len(kotak)
