"""Who acts, what a refusal looks like, which headers go out, and what it costs."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.galat import buruk, csrf_gagal, dilarang
from config.middleware import Pelaku, Penolakan, TanpaNul, halaman_asal
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import Instansi, Pengguna
from pegawai.rules import Peran
from skp.rules import StatusSkp
from tests.factories.pegawai import SANDI
from tests.factories.skp import skp_at

SAYA = "/pegawai/saya/"
pytestmark = pytest.mark.django_db


class TestPelaku:
    def test_person_agency_second_factor_and_roles_cost_two_queries(self, dunia, masuk):
        client = masuk(dunia.eka)
        client.get(SAYA)
        request = RequestFactory().get(SAYA)
        request.session = SessionStore(client.session.session_key)
        dilihat = {}

        def lihat(request) -> HttpResponse:
            dilihat.update(
                nama=request.pelaku.nama_lengkap,
                instansi=request.pelaku.instansi.nama,
                peran=frozenset(request.peran),
                lagi=Peran.ADMIN_KEPEGAWAIAN in request.peran,
                irisan=request.peran & {Peran.PEGAWAI, Peran.PIMPINAN},
                terbalik={Peran.PEGAWAI} & request.peran,
            )
            return HttpResponse()

        from django.contrib.auth.middleware import AuthenticationMiddleware

        with CaptureQueriesContext(connection) as pertanyaan:
            AuthenticationMiddleware(Pelaku(lihat))(request)

        assert dilihat["nama"] == "Eka Rahmawati"
        assert dilihat["peran"] == {Peran.PEGAWAI, Peran.ADMIN_KEPEGAWAIAN}
        assert dilihat["irisan"] == dilihat["terbalik"] == {Peran.PEGAWAI}
        assert len(pertanyaan) == 2

    def test_roles_that_nobody_asks_for_cost_nothing(self, dunia, masuk):
        client = masuk(dunia.sari)
        client.get(SAYA)

        with CaptureQueriesContext(connection) as pertanyaan:
            client.post(reverse("pegawai:pilih", args=["orang"]), {"pilih": "x"})

        assert len(pertanyaan) == 1

    def test_times_are_those_of_the_agency(self, dunia, masuk):
        Instansi.objects.filter(pk=dunia.instansi.pk).update(zona_waktu="Asia/Jayapura")
        zona = {}
        request = RequestFactory().get("/")
        request.user = Pengguna.objects.select_related("pegawai__instansi").get(pk=dunia.sari.pengguna_id)
        request.session = {}

        Pelaku(lambda r: zona.setdefault("kini", timezone.get_current_timezone_name()) and HttpResponse())(
            request
        )

        assert zona["kini"] == "Asia/Jayapura"
        assert timezone.get_current_timezone_name() == settings.TIME_ZONE

    def test_an_account_without_a_person_gets_a_sentence(self, db):
        pengguna = Pengguna.objects.create_user("lepas", SANDI, wajib_ganti_sandi=False)
        client = Client()
        client.force_login(pengguna)

        response = client.get(SAYA)

        assert response.status_code == 403
        assert "Akun ini belum ditautkan ke data pegawai." in response.content.decode()
        assert client.get("/akun/logout/").status_code == 200

    def test_a_first_password_comes_before_a_second_factor(self, dunia, masuk, settings):
        settings.MFA_WAJIB_ADMIN = True
        Pengguna.objects.filter(pk=dunia.eka.pengguna_id).update(wajib_ganti_sandi=True)
        client = masuk(dunia.eka)

        assert client.get(SAYA)["Location"].startswith("/akun/password/change/")
        assert client.get("/akun/2fa/")["Location"].startswith("/akun/password/change/")

    def test_an_admin_without_a_second_factor_may_set_one_up_and_leave(self, dunia, masuk, settings):
        settings.MFA_WAJIB_ADMIN = True
        client = masuk(dunia.eka)

        assert client.get(SAYA)["Location"] == "/akun/2fa/totp/activate/?next=%2Fpegawai%2Fsaya%2F"
        assert client.post("/pegawai/saya/salah/")["Location"] == "/akun/2fa/totp/activate/"
        assert client.get("/akun/2fa/").status_code == 200
        assert client.get("/akun/logout/").status_code == 200


class TestPenolakan:
    def tolak(self, galat: Exception, **tajuk: str) -> HttpResponse | None:
        request = RequestFactory().post("/x/", headers=tajuk)
        request.user = type("Anonim", (), {"is_authenticated": False})()
        request.pelaku, request.htmx = None, "HX-Request" in tajuk
        return Penolakan(lambda r: HttpResponse()).process_exception(request, galat)

    def test_a_rule_is_a_409_with_the_way_back(self):
        response = self.tolak(SudahBerubah("Sudah diubah Eka."), Referer="http://testserver/asal/?a=1")

        assert response.status_code == 409
        assert "Sudah diubah Eka." in response.content.decode()
        assert 'href="/asal/?a=1"' in response.content.decode()

    def test_a_right_is_a_403_with_its_reason(self):
        response = self.tolak(Dilarang("Hanya penilai."))

        assert response.status_code == 403
        assert "Hanya penilai." in response.content.decode()

    def test_htmx_gets_an_alert_in_its_place(self):
        response = self.tolak(SudahBerubah("Sudah <b>diubah</b>."), **{"HX-Request": "true"})

        assert response.status_code == 409
        assert response["HX-Retarget"] == "#pemberitahuan"
        assert response["HX-Reswap"] == "innerHTML"
        assert "Sudah &lt;b&gt;diubah&lt;/b&gt;." in response.content.decode()
        assert "<html" not in response.content.decode()

    def test_what_is_no_refusal_goes_on(self):
        assert self.tolak(ValueError("x")) is None

    def test_libraries_words_are_not_shown(self, rf):
        request = rf.get("/")
        request.user, request.pelaku = type("Anonim", (), {"is_authenticated": False})(), None

        response = dilarang(request, PermissionDenied("Unable to determine client IP address"))

        assert response.status_code == 403
        assert "Unable" not in response.content.decode()
        assert buruk(request, ValueError("x")).status_code == 400


class TestHalamanAsal:
    @pytest.mark.parametrize(
        ("rujukan", "hasil"),
        [
            ("http://testserver/a/?b=1", "/a/?b=1"),
            ("http://testserver/a/", "/a/"),
            ("https://jahat.example/a/", ""),
            ("javascript:alert(1)", ""),
            ("", ""),
        ],
    )
    def test_only_pages_of_ours(self, rf, rujukan, hasil):
        assert halaman_asal(rf.get("/", headers={"referer": rujukan})) == hasil

    def test_an_expired_form_leads_back_to_its_page(self, rf):
        request = rf.post("/x/", headers={"referer": "http://testserver/formulir/"})
        request.user, request.pelaku = type("Anonim", (), {"is_authenticated": False})(), None

        response = csrf_gagal(request)

        assert response.status_code == 403
        assert 'href="/formulir/"' in response.content.decode()


class TestTajuk:
    def test_every_answer_carries_them(self, dunia, masuk):
        for response in (
            masuk(dunia.sari).get(SAYA),
            Client().get("/akun/login/"),
            Client().get("/tak/ada/"),
        ):
            assert "default-src 'self'" in response["Content-Security-Policy"]
            assert "unsafe" not in response["Content-Security-Policy"]
            assert response["X-Frame-Options"] == "DENY"
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Referrer-Policy"] == "same-origin"
            assert "geolocation=()" in response["Permissions-Policy"]

    def test_pages_of_a_person_stay_in_his_browser(self, dunia, masuk):
        assert masuk(dunia.sari).get(SAYA)["Cache-Control"] == "private, no-cache"
        assert "no-store" in Client().get("/akun/login/")["Cache-Control"]


class TestCsrf:
    def test_a_form_without_token_changes_nothing(self, dunia):
        client = Client(enforce_csrf_checks=True)
        client.force_login(dunia.sari.pengguna)

        response = client.post("/pegawai/saya/salah/", {"bidang": "lain", "data_benar": "x"})

        assert response.status_code == 403
        assert "Halaman ini terlalu lama terbuka" in response.content.decode()
        assert not dunia.sari.perbaikan.exists()


class TestPenjaga:
    """The harness itself: a GET that writes fails the test."""

    def test_a_writing_get_is_caught(self, dunia, masuk, monkeypatch):
        from pegawai.models import Pegawai
        from pegawai.views import penempatan

        asli = penempatan.selectors.rantai_of

        def menulis(pegawai):
            Pegawai.objects.filter(pk=pegawai.pk).update(gelar_depan="Dr.")
            return asli(pegawai)

        monkeypatch.setattr(penempatan.selectors, "rantai_of", menulis)

        with pytest.raises(AssertionError, match="GET /pegawai/saya/ writes"):
            masuk(dunia.sari).get(SAYA)


class TestPadatkan:
    def test_pages_and_json_travel_compressed_files_keep_their_length(self, client, dunia, masuk):
        sari = masuk(dunia.sari)
        # a few hundred bytes do not always become fewer: the middleware adds a random length
        skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)

        for alamat in (
            "/akun/login/",
            SAYA,
            "/luring/",
            "/manifes.webmanifest",
            "/api/v1/kinerja/luring/bahan/",
        ):
            jawaban = sari.get(alamat, headers={"Accept-Encoding": "gzip"}, follow=True)
            assert jawaban["Content-Encoding"] == "gzip", alamat
        ikon = client.get("/ikon/512.png", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in ikon

    def test_who_cannot_unpack_gets_it_plain(self, client):
        assert "Content-Encoding" not in client.get("/akun/login/")


class TestTanpaNul:
    """Pasted text brings NUL along; it must neither break a page nor reach the database."""

    def isi(self, rf, badan: str, jenis: str = "application/x-www-form-urlencoded"):
        request = rf.post("/?q=a%00b", badan, content_type=jenis)
        tengah = TanpaNul(lambda r: HttpResponse())
        tengah(request)
        tengah.process_view(request, None, (), {})
        return request

    def test_it_is_taken_out_of_address_and_form(self, rf):
        request = self.isi(rf, "a=x%00y&b=1&b=%00")
        assert request.GET["q"] == "ab"
        assert (request.POST["a"], request.POST.getlist("b")) == ("xy", ["1", ""])
        with pytest.raises(AttributeError):
            request.POST["a"] = "z"

    def test_a_form_with_files_is_left_to_the_page_until_somebody_has_read_it(self, rf):
        assert "_post" not in self.isi(rf, "", "multipart/form-data; boundary=x").__dict__

    def test_searching_with_it_finds_instead_of_breaking(self, dunia, masuk):
        klien = masuk(dunia.eka)
        isi = {"pilih": "jabatan", "jabatan_cari": "Pra\x00nata", "teks": "Hasil\x00 kerja"}
        jawab = klien.post(
            reverse("skp:bank_tambah"), urlencode(isi), content_type="application/x-www-form-urlencoded"
        )
        assert jawab.status_code in (200, 422)
        assert "Hasil kerja" in jawab.content.decode()


@pytest.mark.parametrize("jalur", ["/v/AB%00CD/", "/suara/%00/", "/suara/resi/x%00/"])
def test_a_null_character_in_a_path_is_left_out(client, db, jalur):
    assert client.get(jalur).status_code in {302, 404}
