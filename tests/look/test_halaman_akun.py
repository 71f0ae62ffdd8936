"""Account pages: every one in our frame, in Indonesian, light enough for a slow line."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.factories.pegawai import SANDI

pytestmark = pytest.mark.django_db

INGGRIS = re.compile(
    r"\b(the|your|name|please|password|sign in|security key|authenticator app|code is|enter|confirm|recovery)\b",
    re.I,
)


def tampak(response) -> str:
    isi = response.content.decode()
    utama = isi[isi.index("<main") : isi.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", utama, flags=re.S))


@pytest.fixture
def sari(dunia, client) -> Client:
    client.post(
        reverse("account_login"), {"login": dunia.sari.nip, "password": SANDI, "next": "/pegawai/saya/"}
    )
    return client


@pytest.mark.parametrize("nama", ["account_login", "account_inactive"])
def test_pages_before_sign_in_are_ours(client, nama):
    response = client.get(reverse(nama))

    assert response.status_code == 200
    assert '<html lang="id"' in response.content.decode()
    assert not INGGRIS.search(tampak(response))
    assert "<nav" not in response.content.decode()


@pytest.mark.parametrize(
    "nama",
    [
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ],
)
def test_pages_of_ones_own_account_are_ours(sari, nama):
    response = sari.get(reverse(nama))

    assert response.status_code == 200
    assert len(re.findall("<h1", response.content.decode())) == 1
    assert not INGGRIS.search(tampak(response)), tampak(response)


def test_wrong_password_is_told_on_top_and_keeps_the_nip(client):
    response = client.post(reverse("account_login"), {"login": "199203152018012001", "password": "salah"})

    isi = response.content.decode()
    assert "<title>Galat: Masuk" in re.sub(r"\s+", " ", isi)
    assert "NIP atau kata sandi tidak cocok" in tampak(response)
    assert 'value="199203152018012001"' in isi


def test_sign_in_page_weighs_at_most_60_kb_in_ten_requests(client):
    isi = client.get(reverse("account_login")).content.decode()
    berkas = set(re.findall(r'(?:src|href)="/static/([^"]+)"', isi))
    # static files travel as brotli, made once at set-up
    berat = len(isi.encode()) + sum(len(brotli.compress(Path(finders.find(b)).read_bytes())) for b in berkas)

    assert len(berkas) < 10
    assert berat <= 60_000


def test_error_pages_that_stand_alone_need_nothing():
    from django.template.loader import render_to_string

    for status in (400, 413, 500):
        isi = render_to_string(f"{status}.html")
        assert "tersimpan" in isi
        assert "{%" not in isi
        assert "/static/css/kinerja.css" in isi
