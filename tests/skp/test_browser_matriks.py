"""The matrix under the hands of a leader: keys, paste, undo, a lost line, two leaders, cards, axe; and without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from pegawai.models import Pegawai
from skp import selectors, services
from skp.models import SelMatriks
from skp.rules import StatusSkp
from tests.factories.pegawai import dunia_baru
from tests.factories.skp import skp_at
from tests.skp.halaman import url

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def buka(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """The matrix as somebody opens it; free of script errors and CSP breaches."""
    terbuka, keluhan = [], []

    def _buka(pegawai: Pegawai, alamat: str, lebar: int = 1280, *, skrip: bool = True) -> Page:
        klien = Client()
        klien.force_login(pegawai.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
        konteks = browser.new_context(
            viewport={"width": lebar, "height": 800}, java_script_enabled=skrip, locale="id-ID"
        )
        konteks.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        terbuka.append(konteks)
        nilai = klien.cookies[settings.SESSION_COOKIE_NAME].value
        konteks.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": nilai, "url": live_server.url}])
        page = konteks.new_page()
        page.on("pageerror", lambda galat: keluhan.append(str(galat)))
        page.on("console", lambda p: keluhan.append(p.text) if "Content Security" in p.text else None)
        page.goto(live_server.url + alamat)
        return page

    yield _buka
    for konteks in terbuka:
        konteks.close()
    assert keluhan == []


def bersih(page: Page) -> None:
    """No axe finding, nothing to scroll sideways."""
    temuan = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(t["id"], t["nodes"][0]["html"][:200]) for t in temuan] == []
    lebar = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert lebar[0] <= lebar[1]


def test_a_leader_divides_his_results_like_in_a_spreadsheet(transactional_db, buka):
    d = dunia_baru()
    milik = skp_at(StatusSkp.DRAF, pegawai=d.budi, rhk=["Layanan siap pakai", "Data tertib"])
    draf = skp_at(StatusSkp.DRAF, pegawai=d.sari, isi=False)
    page = buka(d.budi, url("matriks", milik))
    alamat = page.url
    baris = [b.pegawai for b in selectors.matriks_of(milik).baris]
    sel = page.locator(".matriks tbody td")
    status = page.locator("[data-status]")

    # type, Enter, arrows
    sel.nth(0).click()
    page.keyboard.type("Modul")
    page.keyboard.press("Enter")
    expect(status).to_contain_text(re.compile(r"Tersimpan \d\d\.\d\d"))
    assert SelMatriks.objects.get().pegawai == baris[0]
    expect(page.locator("[data-hitung=baris]")).to_have_text("1")
    # Esc leaves it as it was
    page.keyboard.press("F2")
    page.keyboard.type("Batal")
    page.keyboard.press("Escape")
    assert sel.nth(3).inner_text() == ""

    # paste a block, with one cell outside and one too long; copy out again
    blok = f'Satu\t"Dua a\nDua b"\t{"x" * 2001}\tLuar\nTiga\tEmpat'
    page.keyboard.press("Control+Home")
    page.evaluate("t => navigator.clipboard.writeText(t)", blok)
    page.keyboard.press("Control+v")
    expect(status).to_contain_text("1 sel ditolak")
    assert sorted(SelMatriks.objects.values_list("teks", flat=True)) == [
        "Dua a",
        "Dua b",
        "Empat",
        "Satu",
        "Tiga",
    ]
    expect(page.locator("[data-ditolak] li")).to_have_count(2)
    assert "RHK 3" in page.locator("[data-ditolak] li").last.inner_text()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "Satu\nTiga"

    # Delete clears the selection, undo brings it back
    page.keyboard.press("Delete")
    expect(status).to_contain_text("Tersimpan")
    expect(sel.nth(0)).to_have_text("")
    expect(sel.nth(0)).not_to_have_attribute("aria-busy", "true")
    assert not SelMatriks.objects.filter(teks__in=["Satu", "Tiga"]).exists()
    page.locator("[data-urungkan]").click()
    expect(sel.nth(0)).not_to_have_attribute("aria-busy", "true")
    expect(sel.nth(0).locator(".hasil")).to_have_text("Satu")
    assert SelMatriks.objects.filter(teks__in=["Satu", "Tiga"]).count() == 2
    assert draf.rhk.count() >= 1

    # another leader writes the same cell meanwhile: both texts, one choice
    kolom = selectors.kolom_of(milik)[0].kunci
    services.save_sel(
        pelaku=d.budi,
        skp=milik,
        isian=services.IsianSel(pegawai=str(baris[0].uuid), kolom=kolom, teks="Dari tempat lain"),
    )
    page.keyboard.press("Control+Home")
    sel.nth(0).click()
    page.keyboard.type("Dari saya")
    page.keyboard.press("Tab")
    expect(sel.nth(0)).to_contain_text("Dari tempat lain")
    sel.nth(0).get_by_text("Simpan tulisan saya").click()
    expect(sel.nth(0).locator(".hasil")).to_have_text("Dari saya")
    expect(sel.nth(0)).not_to_have_attribute("aria-busy", "true")
    assert SelMatriks.objects.filter(teks="Dari saya").exists()

    # refused text stays until it is thrown away
    page.locator("[data-ditolak] button").last.click()
    expect(page.locator("[data-ditolak] li")).to_have_count(1)
    sel.nth(0).click()

    # the line breaks: the text waits on the device and goes when the page opens again
    page.context.set_offline(True)
    page.keyboard.type("Luring")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Sambungan terputus")
    konteks = page.context
    konteks.set_offline(False)
    page.close()
    page = konteks.new_page()
    page.goto(alamat)
    sel = page.locator(".matriks tbody td")
    expect(sel.nth(0).locator(".hasil")).to_have_text("Luring")
    expect(sel.nth(0)).not_to_have_attribute("aria-busy", "true")
    assert SelMatriks.objects.filter(teks="Luring").exists()
    bersih(page)

    # a phone: a card per person with every RHK, nothing sideways; and a plain form without script
    bersih(buka(d.budi, url("matriks", milik), 320))
    ponsel = buka(d.budi, url("matriks", milik), 320, skrip=False)
    ponsel.locator(".matriks tbody th a").first.click()
    ponsel.locator("textarea").first.fill("Lewat formulir")
    ponsel.get_by_role("button", name="Simpan").click()
    expect(ponsel.locator(".matriks .hasil").first).to_have_text("Lewat formulir")
