"""A browser at the gallery."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.look import galeri


@pytest.fixture(scope="session")
def alamat() -> Iterator[str]:
    """The application in a thread, without a database: the gallery needs none, and emptying one per test is slow."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def halaman(page: Page, alamat: str) -> Iterator[Page]:
    """The gallery, open in a browser; a script error or a breach of the content policy fails the test."""
    keluhan: list[str] = []
    galeri.TERSIMPAN.update(versi=1, jawab=200)
    page.on("pageerror", lambda galat: keluhan.append(str(galat)))
    page.on("console", lambda p: keluhan.append(p.text) if "Content Security Policy" in p.text else None)
    jawab = page.goto(f"{alamat}/galeri/")
    assert jawab is not None
    assert jawab.status == 200
    yield page
    assert keluhan == []
