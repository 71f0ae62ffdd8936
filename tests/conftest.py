"""The people every test knows, and a harness that is strict."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from pegawai.models import Pegawai
from tests.factories.pegawai import Dunia, dunia_baru


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
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MFA_WAJIB_ADMIN = False


@pytest.fixture
def dunia(db) -> Dunia:
    """The agency and its people; see `Dunia`."""
    return dunia_baru()


@pytest.fixture
def masuk() -> Callable[[Pegawai], Client]:
    """Sign a person in and hand back his client."""

    def _masuk(pegawai: Pegawai) -> Client:
        client = Client()
        client.force_login(pegawai.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return _masuk


@pytest.fixture(autouse=True)
def _cache_bersih() -> Iterator[None]:
    """Rate limits of one test do not reach the next."""
    yield
    cache.clear()
