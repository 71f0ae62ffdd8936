"""Signing in: NIP and password, throttle per account, first password, second factor, expiry, SSO."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from freezegun import freeze_time

from pegawai.adapters import AdapterAkun, AdapterSso
from pegawai.models import Pengguna
from pegawai.rules import KedudukanHukum
from pegawai.services import change_kedudukan, reset_akses
from tests.factories.pegawai import SANDI

MASUK = "/akun/login/"
SAYA = "/pegawai/saya/"
SANDI_BARU = "kuda-batu-jendela-81"

pytestmark = pytest.mark.django_db


def coba(client: Client, nama: str, sandi: str, lanjut: str = SAYA, **lain: str):
    return client.post(MASUK, {"login": nama, "password": sandi, "next": lanjut}, **lain)


def teks(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def kode_totp(rahasia: str) -> str:
    """RFC 6238, written out here: the test must not ask the code under test for its answer."""
    hitung = struct.pack(">Q", int(time.time()) // 30)
    sidik = hmac.digest(base64.b32decode(rahasia), hitung, "sha1")
    geser = sidik[-1] & 15
    return f"{(struct.unpack('>I', sidik[geser : geser + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class TestMasuk:
    def test_nip_and_password_lead_to_where_one_wanted_to_go(self, dunia, client):
        response = coba(client, dunia.sari.nip, SANDI)

        assert response.status_code == 302
        assert response["Location"] == SAYA
        assert client.get(SAYA).status_code == 200

    def test_spaces_in_the_nip_are_forgiven(self, dunia, client):
        assert coba(client, f" {dunia.sari.nip_tampil} ", SANDI).status_code == 302

    def test_next_to_another_site_is_ignored(self, dunia, client):
        response = coba(client, dunia.sari.nip, SANDI, lanjut="https://jahat.example/")

        assert response["Location"] == "/"

    def test_wrong_password_and_unknown_nip_read_the_same(self, dunia, client):
        salah = teks(coba(client, dunia.sari.nip, "bukan-sandinya"))
        asing = teks(coba(client, "199912312022031009", "bukan-sandinya"))

        assert "NIP atau kata sandi tidak cocok" in salah
        assert salah.replace(dunia.sari.nip, "X") == asing.replace("199912312022031009", "X")

    def test_signing_in_says_nothing_about_the_nip(self, dunia, client):
        response = client.post(MASUK, {"login": dunia.sari.nip, "password": SANDI, "next": SAYA}, follow=True)

        assert not list(response.context["messages"])

    def test_signing_out_ends_the_session(self, dunia, masuk):
        client = masuk(dunia.sari)

        assert client.post("/akun/logout/").status_code == 302
        assert client.get(SAYA).status_code == 302


class TestPintuTertutup:
    """What is not offered has no address."""

    @pytest.mark.parametrize(
        "alamat",
        [
            "signup/",
            "password/reset/",
            "email/",
            "confirm-email/",
            "login/code/",
            "3rdparty/",
            "social/signup/",
        ],
    )
    def test_route_is_not_there(self, client, alamat):
        assert client.get(f"/akun/{alamat}").status_code == 404
        assert client.post(f"/akun/{alamat}").status_code == 404

    def test_the_adapters_agree(self, rf):
        assert not AdapterAkun(rf.get("/")).is_open_for_signup(rf.get("/"))
        assert not AdapterSso(rf.get("/")).is_open_for_signup(rf.get("/"), None)

    @pytest.mark.parametrize("nama", ["account_signup", "account_reset_password", "account_email"])
    def test_name_is_not_there(self, nama):
        with pytest.raises(NoReverseMatch):
            reverse(nama)


class TestPembatasan:
    """Five failures lock one account for five minutes; the office behind the same address goes on."""

    def gagal(self, client: Client, nama: str, kali: int = 5) -> None:
        for _ in range(kali):
            coba(client, nama, "bukan-sandinya")

    def test_sixth_attempt_is_refused_even_with_the_right_password(self, dunia, client):
        self.gagal(client, dunia.sari.nip)

        response = coba(client, dunia.sari.nip, SANDI)

        assert response.status_code == 200
        assert "Tunggu lima menit, lalu coba lagi." in teks(response)
        assert client.get(SAYA).status_code == 302

    def test_others_behind_the_same_address_go_on(self, dunia, client):
        self.gagal(client, dunia.sari.nip)

        assert coba(Client(), dunia.citra.nip, SANDI).status_code == 302

    def test_the_lock_ends_by_itself(self, dunia, client):
        self.gagal(client, dunia.sari.nip)

        with freeze_time(timezone.now() + timedelta(minutes=5, seconds=1), ignore=["redis"]):
            assert coba(client, dunia.sari.nip, SANDI).status_code == 302

    def test_four_failures_and_a_success_do_not_lock(self, dunia, client):
        self.gagal(client, dunia.sari.nip, kali=4)

        assert coba(client, dunia.sari.nip, SANDI).status_code == 302

    def test_an_unknown_nip_is_locked_just_the_same(self, dunia, client):
        self.gagal(client, "199912312022031009")

        assert "Tunggu lima menit" in teks(coba(client, "199912312022031009", SANDI))

    def test_the_count_lives_in_redis_without_the_nip(self, dunia, client):
        self.gagal(client, dunia.sari.nip, kali=2)

        redis = cache._cache.get_client()
        kunci = [k.decode() for k in redis.keys("*allauth:rl*login_failed*")]
        assert kunci
        assert not any(dunia.sari.nip in k for k in kunci)


class TestTidakBertugas:
    def pensiunkan(self, dunia) -> None:
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=timezone.localdate(),
            alasan="SK pensiun",
        )

    def test_a_pensioner_reads_a_sentence(self, dunia, client):
        self.pensiunkan(dunia)

        response = coba(client, dunia.sari.nip, SANDI)

        assert response["Location"] == "/akun/inactive/"
        assert "Akun Anda tidak aktif" in teks(client.get("/akun/inactive/"))
        assert client.get(SAYA).status_code == 302

    def test_without_the_password_nobody_learns_it(self, dunia, client):
        self.pensiunkan(dunia)

        assert "NIP atau kata sandi tidak cocok" in teks(coba(client, dunia.sari.nip, "bukan-sandinya"))

    def test_an_open_session_ends_at_the_next_request(self, dunia, masuk):
        client = masuk(dunia.sari)
        assert client.get(SAYA).status_code == 200

        self.pensiunkan(dunia)

        assert client.get(SAYA)["Location"].startswith(MASUK)


class TestSandiPertama:
    """The admin hands out a password for seven days; the person sets his own before anything else."""

    def test_first_sign_in_sets_a_password_and_stays_signed_in(self, dunia, client):
        sandi = reset_akses(pelaku=dunia.eka, pegawai=dunia.sari)
        assert coba(client, dunia.sari.nip, sandi).status_code == 302

        tujuan = client.get(SAYA)["Location"]
        assert urlsplit(tujuan).path == "/akun/password/change/"
        assert parse_qs(urlsplit(tujuan).query) == {"next": [SAYA]}
        halaman = client.get(tujuan)
        assert 'name="oldpassword"' not in halaman.content.decode()
        assert "Buat kata sandi Anda sendiri" in teks(halaman)

        response = client.post(
            "/akun/password/change/", {"password1": SANDI_BARU, "password2": SANDI_BARU, "next": SAYA}
        )
        assert response["Location"] == SAYA
        assert client.get(SAYA).status_code == 200
        pengguna = Pengguna.objects.get(pk=dunia.sari.pengguna_id)
        assert (pengguna.wajib_ganti_sandi, pengguna.sandi_awal_sampai) == (False, None)

    def test_every_page_waits_for_it_also_the_api(self, dunia, client):
        coba(client, dunia.sari.nip, reset_akses(pelaku=dunia.eka, pegawai=dunia.sari))

        assert client.post("/pegawai/saya/salah/")["Location"] == "/akun/password/change/"
        jawab = client.get("/api/v1/pegawai/saya/")
        assert jawab.status_code == 403
        assert jawab.json()["pesan"] == "Buat kata sandi Anda sendiri sebelum melanjutkan."

    def test_after_seven_days_it_is_refused(self, dunia, client):
        sandi = reset_akses(pelaku=dunia.eka, pegawai=dunia.sari)
        Pengguna.objects.filter(pk=dunia.sari.pengguna_id).update(
            sandi_awal_sampai=timezone.now() - timedelta(seconds=1)
        )

        response = coba(client, dunia.sari.nip, sandi)

        assert response.status_code == 200
        assert "Sandi awal ini sudah lewat tujuh hari. Minta admin kepegawaian membuat yang baru." in teks(
            response
        )
        assert client.get(SAYA).status_code == 302

    def test_a_reset_ends_the_sessions_of_the_person(self, dunia, masuk):
        client = masuk(dunia.sari)
        assert client.get(SAYA).status_code == 200

        reset_akses(pelaku=dunia.eka, pegawai=dunia.sari)

        assert client.get(SAYA)["Location"].startswith(MASUK)

    @pytest.mark.parametrize(
        ("sandi", "kalimat"),
        [
            ("pendek-1", "10 karakter"),
            ("8472910563", "seluruhnya terdiri dari angka"),
            ("password123", "terlalu umum"),
            ("saripuspita1", "mirip dengan"),
        ],
    )
    def test_rules_of_a_password_are_told_in_words(self, dunia, client, sandi, kalimat):
        coba(client, dunia.sari.nip, reset_akses(pelaku=dunia.eka, pegawai=dunia.sari))

        response = client.post("/akun/password/change/", {"password1": sandi, "password2": sandi})

        assert response.status_code == 200
        assert kalimat in teks(response)

    def test_the_handed_out_password_cannot_stay(self, dunia, client):
        sandi = reset_akses(pelaku=dunia.eka, pegawai=dunia.sari)
        coba(client, dunia.sari.nip, sandi)

        response = client.post("/akun/password/change/", {"password1": sandi, "password2": sandi})

        assert "Kata sandi baru harus berbeda dari yang lama." in teks(response)

    def test_two_different_new_passwords(self, dunia, client):
        coba(client, dunia.sari.nip, reset_akses(pelaku=dunia.eka, pegawai=dunia.sari))

        response = client.post(
            "/akun/password/change/", {"password1": SANDI_BARU, "password2": SANDI_BARU + "x"}
        )

        assert "Kedua kata sandi baru tidak sama." in teks(response)

    def test_changing_ones_own_password_asks_the_old_one_and_ends_other_sessions(self, dunia, client, masuk):
        lain = masuk(dunia.sari)
        coba(client, dunia.sari.nip, SANDI)
        isi = {"oldpassword": "bukan", "password1": SANDI_BARU, "password2": SANDI_BARU}
        assert "Kata sandi sekarang tidak cocok" in teks(client.post("/akun/password/change/", isi))

        response = client.post("/akun/password/change/", {**isi, "oldpassword": SANDI})

        assert response["Location"] == "/"
        assert client.get(SAYA).status_code == 200
        assert lain.get(SAYA).status_code == 302


class TestFaktorKedua:
    """An admin gets nowhere without a second factor."""

    @pytest.fixture(autouse=True)
    def _wajib(self, settings):
        settings.MFA_WAJIB_ADMIN = True

    def pasang(self, client: Client) -> str:
        halaman = client.get("/akun/2fa/totp/activate/")
        rahasia = re.search(r"<code>([A-Z2-7]+)</code>", halaman.content.decode())[1]
        response = client.post("/akun/2fa/totp/activate/", {"code": kode_totp(rahasia)})
        assert response["Location"] == "/akun/2fa/recovery-codes/"
        return rahasia

    def test_activate_then_recovery_codes_then_in_and_next_time_the_code_is_asked(self, dunia, client):
        coba(client, dunia.eka.nip, SANDI)
        response = client.get(SAYA, follow=True)
        assert response.redirect_chain[0][0].startswith("/akun/2fa/totp/activate/")
        assert "Admin memerlukan langkah masuk kedua" in teks(response)
        assert client.get("/api/v1/pegawai/saya/").status_code == 403

        rahasia = self.pasang(client)
        pemulihan = client.get("/akun/2fa/recovery-codes/")
        kode = re.findall(r"<code>([0-9a-f]+)</code>", pemulihan.content.decode())
        assert len(kode) == 10
        assert client.get(SAYA).status_code == 200
        assert client.get("/api/v1/pegawai/saya/").status_code == 200

        client.post("/akun/logout/")
        response = coba(client, dunia.eka.nip, SANDI)
        assert response["Location"] == "/akun/2fa/authenticate/"
        assert client.get(SAYA).status_code == 302
        assert "Kode tidak cocok" in teks(client.post("/akun/2fa/authenticate/", {"code": "000000"}))
        cache.clear()  # the code of these thirty seconds was used a moment ago
        response = client.post("/akun/2fa/authenticate/", {"code": kode_totp(rahasia)})
        assert response["Location"] == SAYA
        assert client.get(SAYA).status_code == 200

        client.post("/akun/logout/")
        coba(client, dunia.eka.nip, SANDI)
        assert client.post("/akun/2fa/authenticate/", {"code": kode[0]}).status_code == 302
        assert client.get(SAYA).status_code == 200

    def test_a_used_code_does_not_serve_twice(self, dunia, client):
        coba(client, dunia.eka.nip, SANDI)
        rahasia = self.pasang(client)
        for _ in range(2):
            client.post("/akun/logout/")
            coba(client, dunia.eka.nip, SANDI)
            response = client.post("/akun/2fa/authenticate/", {"code": kode_totp(rahasia)})

        assert response.status_code == 200
        assert "Kode tidak cocok" in teks(response)

    def test_five_wrong_codes_lock(self, dunia, client):
        coba(client, dunia.eka.nip, SANDI)
        rahasia = self.pasang(client)
        client.post("/akun/logout/")
        coba(client, dunia.eka.nip, SANDI)
        for _ in range(5):
            client.post("/akun/2fa/authenticate/", {"code": "000000"})

        response = client.post("/akun/2fa/authenticate/", {"code": kode_totp(rahasia)})

        assert "Tunggu lima menit" in teks(response)

    def test_the_secret_is_not_readable_in_the_database(self, dunia, client):
        coba(client, dunia.eka.nip, SANDI)
        rahasia = self.pasang(client)

        simpanan = dunia.eka.pengguna.authenticator_set.get(type="totp").data["secret"]
        assert rahasia not in simpanan

    def test_an_admin_who_takes_it_off_is_asked_at_once(self, dunia, client):
        coba(client, dunia.eka.nip, SANDI)
        self.pasang(client)
        assert client.get(SAYA).status_code == 200

        client.post("/akun/2fa/totp/deactivate/")

        assert client.get(SAYA)["Location"].startswith("/akun/2fa/totp/activate/")

    def test_a_lost_phone_is_mended_by_another_admin(self, dunia, client):
        from pegawai.rules import Peran
        from pegawai.services import grant_peran

        coba(client, dunia.eka.nip, SANDI)
        self.pasang(client)
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.ADMIN_KEPEGAWAIAN)

        sandi = reset_akses(pelaku=dunia.citra, pegawai=dunia.eka)

        baru = Client()
        assert coba(baru, dunia.eka.nip, sandi)["Location"] == SAYA
        assert not dunia.eka.pengguna.authenticator_set.exists()

    def test_others_need_none(self, dunia, client):
        coba(client, dunia.sari.nip, SANDI)

        assert client.get(SAYA).status_code == 200


class TestSesiBerakhir:
    def test_a_page_is_found_again_after_signing_in(self, dunia, masuk):
        client = masuk(dunia.sari)
        client.logout()

        response = client.get("/pegawai/saya/salah/?bidang=unit")

        assert response["Location"] == "/akun/login/?next=/pegawai/saya/salah/%3Fbidang%3Dunit"
        lanjut = parse_qs(urlsplit(response["Location"]).query)["next"][0]
        assert (
            coba(client, dunia.sari.nip, SANDI, lanjut=lanjut)["Location"]
            == "/pegawai/saya/salah/?bidang=unit"
        )

    @pytest.mark.parametrize("kue", ["sudahkedaluwarsa", ""], ids=["its cookie", "cookie gone"])
    def test_a_late_form_leads_back_to_its_page(self, dunia, client, kue):
        from django.conf import settings

        if kue:
            client.cookies[settings.SESSION_COOKIE_NAME] = kue
        response = client.post(
            "/pegawai/saya/laporan/00000000-0000-0000-0000-000000000000/cabut/",
            headers={"referer": "http://testserver/pegawai/saya/?a=1"},
        )

        assert response["Location"] == "/akun/login/?next=%2Fpegawai%2Fsaya%2F%3Fa%3D1&sesi=berakhir"
        halaman = client.get(response["Location"])
        assert "Sesi Anda berakhir, jadi kiriman tadi belum tersimpan." in teks(halaman)
        assert 'name="next" value="/pegawai/saya/?a=1"' in halaman.content.decode()

    def test_a_late_form_from_elsewhere_leads_home(self, client):
        response = client.post("/pegawai/saya/salah/", headers={"referer": "https://jahat.example/x"})

        assert response["Location"] == "/akun/login/?next=%2F"

    def test_a_form_with_text_keeps_a_copy_on_the_device(self, dunia, masuk):
        halaman = masuk(dunia.sari).get("/pegawai/saya/salah/?bidang=lain").content.decode()

        assert 'data-jaga="perbaikan-lain"' in halaman
        assert f'data-pengguna="{dunia.sari.pengguna_id}"' in halaman
