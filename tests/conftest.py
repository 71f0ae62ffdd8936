"""The people every test knows, and a harness that is strict."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, TransactionTestCase, override_settings
from freezegun import freeze_time
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pegawai.models import Pegawai
from skp.models import Skp
from tests.factories.pegawai import Dunia, dunia_baru

HASH_CEPAT = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Passwords of a test need no protection, and there are thousands."""
expect.set_options(timeout=20_000)  # machines are shared: waiting longer costs nothing where it comes at once


@pytest.fixture(autouse=True)
def _berkas_sendiri(tmp_path, settings):
    """Keep files of a test in its own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "berkas"), "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = HASH_CEPAT
    settings.MFA_WAJIB_ADMIN = False
    # each client of a test would list all static files anew
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def _folder_statis() -> None:
    """A fresh checkout has collected nothing yet; WhiteNoise wants the folder to be there."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


MODUL_TRANSAKSI = pytest.StashKey[set[str]]()
BANYAK = 500
"""So many tests make a long file, however short each of them is."""


def _is_transaksi(item: pytest.Item) -> bool:
    tanda = item.get_closest_marker("django_db")
    pakai = set(getattr(item, "fixturenames", ()))
    return bool(pakai & {"transactional_db", "live_server"} or (tanda and tanda.kwargs.get("transaction")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note the files in which some test really commits: they cannot share one open transaction.

    Files with long tests begin, so that two processes end at about the same time. In a file, tests that share an SKP
    (`_skp_modul`) come last: from its making on it is there for all that follow.

    A browser test that fails is tried once more: the summary names it, and what is broken fails again.
    """
    for item in items:
        # without a test that says so no test database is made, and a file run alone would meet the developer's own
        if "dunia" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("django_db"):
            item.add_marker("django_db")
    config.stash[MODUL_TRANSAKSI] = {item.path.as_posix() for item in items if _is_transaksi(item)}
    if not config.getoption("usepdb"):
        for item in items:
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.flaky(reruns=1))
    jumlah = Counter(item.path for item in items)
    lama = {item.path for item in items if jumlah[item.path] > BANYAK or any(item.iter_markers("slow"))}
    urut = {path: n for n, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(
        key=lambda i: (i.path not in lama, urut[i.path], "_skp_modul" in getattr(i, "fixturenames", ()))
    )


TETAP = {"django_content_type", "auth_permission"}
"""What belongs to the code and not to a test."""
KOSONGKAN_SEMUA = TransactionTestCase._fixture_teardown


def _kosongkan(kasus: TransactionTestCase) -> None:
    """Empty the tables that hold rows after a test that commits.

    Django's own way truncates each of over 200 tables and then makes kinds and permissions anew: half a second.
    """
    nama = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - TETAP
    tabel = [connection.ops.quote_name(n) for n in sorted(nama)]
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SELECT current_setting('is_superuser')")
        if kursor.fetchone() == ("on",):
            # like TRUNCATE, wait until a request on its way is over: what it writes would stay
            kursor.execute(f"LOCK TABLE {', '.join(tabel)}")
            kursor.execute(
                " UNION ALL ".join(f"SELECT {n} WHERE EXISTS (SELECT FROM {t})" for n, t in enumerate(tabel))
            )
            berisi = [tabel[n] for (n,) in kursor.fetchall()]
            # neither keys nor triggers: all rows go, also those that the database protects
            kursor.execute("SET LOCAL session_replication_role = replica")
            for satu in berisi:
                kursor.execute(f"DELETE FROM {satu}")
            return
    KOSONGKAN_SEMUA(kasus)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads of a page server keep their session for a while; the database to be thrown away waits for none."""
    TransactionTestCase._fixture_teardown = _kosongkan
    yield
    with django_db_blocker.unblock(), connection.cursor() as kursor:
        kursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="module")
def _dunia_modul(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Dunia | None]:
    """The people, made once per file: most of what a test costs is making them."""
    if request.path.as_posix() in request.config.stash[MODUL_TRANSAKSI]:
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(PASSWORD_HASHERS=HASH_CEPAT):
            dunia = dunia_baru()
        yield dunia
        transaction.set_rollback(True)


@pytest.fixture
def dunia(request: pytest.FixtureRequest, _dunia_modul: Dunia | None) -> Dunia:
    """The agency and its people (see `Dunia`): a copy of one's own; what a test writes is rolled back."""
    request.getfixturevalue("transactional_db" if _is_transaksi(request.node) else "db")
    return dunia_baru() if _dunia_modul is None else deepcopy(_dunia_modul)


@pytest.fixture(scope="module")
def skp_sekali(
    _dunia_modul: Dunia | None, django_db_blocker: Any
) -> Callable[[str | None, Callable[[Dunia], Skp]], Skp | None]:
    """Make an SKP once per file, on a day, in the transaction of its people; None where each test makes its own.

    For a fixture of module scope named `_skp_modul`.
    """

    def _sekali(pada: str | None, buat: Callable[[Dunia], Skp]) -> Skp | None:
        if _dunia_modul is None:
            return None
        with django_db_blocker.unblock(), freeze_time(pada) if pada else nullcontext():
            return buat(deepcopy(_dunia_modul))

    return _sekali


@pytest.fixture
def masuk() -> Callable[[Pegawai], Client]:
    """Sign a person in and hand back his client."""

    def _masuk(pegawai: Pegawai) -> Client:
        client = Client()
        client.force_login(pegawai.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return _masuk


@pytest.fixture(scope="session", autouse=True)
def _awalan_cache() -> Iterator[str]:
    """The part of the cache that belongs to this process. Set once: every change leaves the old connections behind."""
    awalan = f"uji-{os.getpid()}"
    semua = {nama: {**isi, "KEY_PREFIX": awalan} for nama, isi in settings.CACHES.items()}
    with override_settings(CACHES=semua):
        yield awalan


@pytest.fixture(autouse=True)
def _cache_sendiri(_awalan_cache: str) -> Iterator[None]:
    """Rate limits of one test reach neither the next nor a test that runs beside it."""
    yield
    redis = cache._cache.get_client(write=True)
    if kunci := list(redis.scan_iter(f"{_awalan_cache}:*", count=1000)):
        redis.delete(*kunci)


TULIS = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
BOLEH_DITULIS_GET = {"django_session"}
"""Sessions, and the trail of who downloaded what."""
BOLEH_MENULIS_GET = ("/akun/oidc/", "/akun/2fa/recovery-codes/")
"""Not ours to change: an SSO server answers with a GET, and allauth notes that the codes were seen."""


@pytest.fixture(autouse=True)
def _get_tidak_menulis(monkeypatch: pytest.MonkeyPatch) -> None:
    """A GET changes nothing; and no answer leads to an address with a NIP in it."""
    asli = Client.request

    def request(self: Client, **environ: Any) -> Any:
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return _tanpa_nip(asli(self, **environ))
        tulisan: list[str] = []

        def catat(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            perintah = "" if sql.lstrip()[:6].upper() == "SELECT" and ";" not in sql else sql
            tulisan.extend(
                perintah for _, tabel in TULIS.findall(perintah) if tabel.lower() not in BOLEH_DITULIS_GET
            )
            return execute(sql, params, many, context)

        with connection.execute_wrapper(catat):
            response = asli(self, **environ)
        if not environ["PATH_INFO"].startswith(BOLEH_MENULIS_GET):
            assert not tulisan, f"GET {environ['PATH_INFO']} writes: {tulisan}"
        return _tanpa_nip(response)

    monkeypatch.setattr(Client, "request", request)


def _tanpa_nip(response: Any) -> Any:
    for tajuk in ("Location", "HX-Push-Url", "HX-Redirect", "HX-Location", "Content-Disposition"):
        assert not re.search(r"\d{18}", response.headers.get(tajuk, "")), f"NIP in {tajuk}"
    return response


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's chromium; nothing is downloaded. One for the whole session: Playwright allows no second."""
    # its event loop lives in this thread, where Django would then refuse to empty the database between tests
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as alat:
        peramban = alat.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield peramban
        peramban.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """One page with a storage of its own."""
    with browser.new_context(locale="id-ID") as konteks:
        yield konteks.new_page()
