"""Nobody sees what is not theirs: every route × every role, and no route without a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.akses import PERAN, TABEL, Baris
from tests.dunia_akses import DuniaAkses, dunia_akses


def _pola(resolver: URLResolver | None = None, awalan: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pola in (resolver or get_resolver()).url_patterns:
        if isinstance(pola, URLPattern):
            yield f"{awalan}{pola.name}" if pola.name else f"(tanpa nama) {pola.pattern}", pola
        else:
            yield from _pola(pola, f"{awalan}{pola.namespace}:" if pola.namespace else awalan)


def semua_rute() -> Iterator[str]:
    """Names of all routes the application answers."""
    return (nama for nama, _ in _pola())


@pytest.fixture(scope="module")
def gudang(tmp_path_factory) -> dict[str, Any]:
    """One store for the files of that world."""
    lokasi = str(tmp_path_factory.mktemp("gudang"))
    return {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": lokasi, "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="module")
def akses(django_db_setup, django_db_blocker, gudang) -> Iterator[DuniaAkses]:
    """One world for all rows; each call is rolled back."""
    with override_settings(STORAGES=gudang), django_db_blocker.unblock(), transaction.atomic():
        yield dunia_akses()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sesi(akses, django_db_blocker) -> dict[str, str]:
    """Each role's session, begun once: signing in anew for every call would cost a fifth of this file."""
    kunci = {}
    with django_db_blocker.unblock():
        for peran in PERAN:
            client = Client()
            if peran != "anonim":
                client.force_login(akses.orang(peran).pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
                kunci[peran] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return kunci


def test_every_route_has_a_row():
    tanpa_baris = set(semua_rute()) - {b.rute for b in TABEL}

    assert not tanpa_baris, f"routes without a row in tests/akses.py: {sorted(tanpa_baris)}"


def test_every_way_to_write_through_the_api_has_a_row():
    """A route that also takes PUT, PATCH or DELETE answers each of them by its own row."""
    cara = {
        (nama, metode.upper())
        for nama, pola in _pola()
        for metode in ("put", "patch", "delete")
        if nama.startswith("api_") and hasattr(getattr(pola.callback, "view_class", None), metode)
    }
    assert cara
    assert not cara - {(b.rute, b.metode) for b in TABEL}


def test_every_row_has_a_route():
    assert not {b.rute for b in TABEL} - set(semua_rute())


@pytest.mark.django_db  # without a mark, this file alone would work on the developer's own database
@pytest.mark.parametrize("b", TABEL, ids=lambda b: b.kunci)
def test_route_answers_each_role(b: Baris, akses: DuniaAkses, sesi, gudang, django_db_blocker):
    with override_settings(STORAGES=gudang), django_db_blocker.unblock():
        jawaban = {peran: _jawab(b, akses, sesi.get(peran)) for peran in PERAN}

    salah = {
        p: f"harap {b.harap[p]}, dapat {j}" for p, j in jawaban.items() if j not in b.harap[p].split("|")
    }
    assert not salah


def _jawab(b: Baris, akses: DuniaAkses, sesi: str | None) -> str:
    client = Client(raise_request_exception=True)
    if sesi:
        client.cookies[settings.SESSION_COOKIE_NAME] = sesi
    sid = transaction.savepoint()
    try:
        alamat = reverse(b.rute, kwargs=akses.kwargs(b.objek))
        response: Any = _panggil(client, b, alamat)
        if response.streaming:
            b"".join(response)  # a download holds its file open until it is read
    finally:
        transaction.savepoint_rollback(sid)
    if response.status_code == 302 and reverse("account_login") in response["Location"]:
        return "masuk"
    return str(response.status_code)


def _panggil(client: Client, b: Baris, alamat: str) -> Any:
    if b.metode == "GET":
        return client.get(alamat, b.data)
    if b.rute.startswith("api_"):
        kirim = getattr(client, b.metode.lower())
        return kirim(alamat, b.data, content_type="application/json")
    return client.post(alamat, b.data)
