"""Agency SSO by OpenID Connect against a real (small) server: found by NIP, nobody created."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import reload
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import clear_url_caches

import config.akun_urls
import config.urls
from pegawai.models import Pengguna
from pegawai.rules import KedudukanHukum

SAYA = "/pegawai/saya/"
pytestmark = pytest.mark.django_db


class ServerSso(ThreadingHTTPServer):
    """Discovery, token and userinfo of an OIDC provider; `klaim` is who signs in there."""

    klaim: dict[str, str]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Penjawab)
        self.klaim = {}

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Penjawab(BaseHTTPRequestHandler):
    server: ServerSso

    def jawab(self, isi: object, status: int = 200) -> None:
        badan = json.dumps(isi).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(badan)))
        self.end_headers()
        self.wfile.write(badan)

    def do_GET(self) -> None:
        if self.path.endswith("openid-configuration"):
            a = self.server.alamat
            self.jawab(
                {
                    "issuer": a,
                    "authorization_endpoint": f"{a}/masuk",
                    "token_endpoint": f"{a}/token",
                    "userinfo_endpoint": f"{a}/saya",
                    "jwks_uri": f"{a}/kunci",
                }
            )
        elif self.headers.get("Authorization") == "Bearer kunci-akses":
            self.jawab(self.server.klaim)
        else:
            self.jawab({}, 401)

    def do_POST(self) -> None:
        isi = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        # PKCE: the verifier proves that who fetches the token is who began
        sah = isi.get("code") == ["kode"] and "code_verifier" in isi
        self.jawab(
            {"access_token": "kunci-akses", "token_type": "Bearer"} if sah else {"error": "x"},
            200 if sah else 400,
        )

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def sso(settings) -> Iterator[ServerSso]:
    """The provider runs and the settings name it, as OIDC_SERVER_URL would."""
    with ServerSso() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "instansi",
                        "name": "SSO Tirta Jaya",
                        "client_id": "kinerja",
                        "secret": "rahasia",
                        "settings": {"server_url": server.alamat},
                    }
                ],
            }
        }
        pasang_alamat()
        yield server
        server.shutdown()
    del settings.SOCIALACCOUNT_PROVIDERS
    pasang_alamat()


def pasang_alamat() -> None:
    for modul in (config.akun_urls, config.urls):
        reload(modul)
    clear_url_caches()


def lewat_sso(client: Client, lanjut: str = SAYA):
    """Go to the provider and come back with its code."""
    berangkat = client.get(f"/akun/oidc/instansi/login/?process=login&next={lanjut}")
    assert berangkat.status_code == 302
    tanya = parse_qs(urlsplit(berangkat["Location"]).query)
    assert "code_challenge" in tanya
    return client.get("/akun/oidc/instansi/login/callback/", {"code": "kode", "state": tanya["state"][0]})


def test_the_nip_finds_the_account(dunia, client, sso):
    sso.klaim = {"sub": "u-1", "nip": dunia.sari.nip_tampil, "email": "sari@tirtajaya.go.id"}
    banyak = Pengguna.objects.count()

    assert lewat_sso(client)["Location"] == SAYA
    assert client.get(SAYA).status_code == 200
    assert Pengguna.objects.count() == banyak

    client.post("/akun/logout/")
    assert lewat_sso(client)["Location"] == SAYA


def test_the_sign_in_page_offers_it_as_a_plain_link(dunia, client, sso):
    halaman = client.get("/akun/login/").content.decode()

    assert "Masuk lewat SSO Tirta Jaya" in halaman
    assert 'href="/akun/oidc/instansi/login/?process=login"' in halaman


@pytest.mark.parametrize("nip", ["199912312022031009", "bukan nip", ""])
def test_who_is_not_known_here_is_not_created(dunia, client, sso, nip):
    sso.klaim = {"sub": "u-2", "nip": nip, "email": "asing@tirtajaya.go.id"}
    banyak = Pengguna.objects.count()

    response = lewat_sso(client)

    assert response["Location"] == "/akun/login/"
    assert "belum terdaftar di sini" in client.get("/akun/login/").content.decode()
    assert Pengguna.objects.count() == banyak
    assert client.get(SAYA).status_code == 302


def test_who_left_reads_a_sentence(dunia, client, sso):
    from django.utils import timezone

    from pegawai.services import change_kedudukan

    change_kedudukan(
        pelaku=dunia.eka,
        pegawai=dunia.sari,
        kedudukan=KedudukanHukum.PENSIUN,
        berlaku=timezone.localdate(),
        alasan="SK",
    )
    sso.klaim = {"sub": "u-1", "nip": dunia.sari.nip}

    assert lewat_sso(client)["Location"] == "/akun/inactive/"
    assert client.get(SAYA).status_code == 302


def test_no_password_of_ours_is_asked_for(dunia, client, sso):
    """A person who never got a password here signs in by SSO alone."""
    dunia.sari.pengguna.set_unusable_password()
    dunia.sari.pengguna.wajib_ganti_sandi = True
    dunia.sari.pengguna.save()
    sso.klaim = {"sub": "u-1", "nip": dunia.sari.nip}

    lewat_sso(client)

    assert client.get(SAYA).status_code == 200
    assert client.get("/akun/password/change/")["Location"] == "/akun/password/set/"
    isi = {"password1": "kuda-batu-jendela-81", "password2": "kuda-batu-jendela-81"}
    assert client.post("/akun/password/set/", isi).status_code == 302


def test_an_admin_still_needs_his_second_factor(dunia, client, sso, settings):
    settings.MFA_WAJIB_ADMIN = True
    sso.klaim = {"sub": "u-9", "nip": dunia.eka.nip, "email": "eka@tirtajaya.go.id"}

    lewat_sso(client)

    tujuan = client.get(SAYA)["Location"]
    assert tujuan.startswith("/akun/2fa/totp/activate/")
    # an unverified address from the SSO server must not keep the second factor away
    assert client.get(tujuan).status_code in (200, 302)
    assert "unverified" not in client.get(tujuan, follow=True).content.decode()


def test_a_provider_that_refuses_is_told_in_words(dunia, client, sso):
    berangkat = client.get("/akun/oidc/instansi/login/?process=login")
    state = parse_qs(urlsplit(berangkat["Location"]).query)["state"][0]

    response = client.get("/akun/oidc/instansi/login/callback/", {"code": "salah", "state": state})

    assert "Masuk lewat SSO belum berhasil" in response.content.decode()


def test_without_the_setting_there_is_no_such_address(client, db):
    assert client.get("/akun/oidc/instansi/login/").status_code == 404
