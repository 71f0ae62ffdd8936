"""A person at a device, for the stories: signs in, presses, writes, reads; every page is examined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pegawai.models import Pegawai
from tests.factories.pegawai import SANDI


class Orang:
    """One person at one device; every page he opens is examined for accessibility (`hemat`: each kind once)."""

    def __init__(
        self, konteks: BrowserContext, alamat: str, pegawai: Pegawai, sandi: str, *, hemat: bool = False
    ) -> None:
        self.halaman: Page = konteks.new_page()
        self.hemat, self.dilihat = hemat, set[str]()
        self.langkah = 0
        """Pages opened and buttons pressed so far."""
        self.alamat = alamat
        self.keluhan: list[str] = []
        self.halaman.on("pageerror", lambda galat: self.keluhan.append(str(galat)))
        self.buka("/akun/login/")
        self.halaman.get_by_label("NIP").fill(pegawai.pengguna.nama_masuk)
        self.halaman.get_by_label("Kata sandi").fill(sandi)
        self.halaman.get_by_role("button", name="Masuk", exact=True).click()
        expect(self.halaman.get_by_role("heading", level=1)).to_contain_text(pegawai.nama)
        self.periksa()

    def buka(self, jalur: str) -> None:
        self.langkah += 1
        self.halaman.goto(f"{self.alamat}{jalur}")
        self.periksa()

    def tekan(self, nama: str, peran: Any = "button", *, pindah: bool = True) -> None:
        """Press the button (or link) of that name; look at the page it leads to."""
        tombol = self.halaman.get_by_role(peran, name=nama).first
        tombol.scroll_into_view_if_needed()
        tombol.click()
        self.langkah += 1
        if pindah:
            self.halaman.wait_for_load_state()
            self.periksa()

    def isi(self, nama: str, teks: str) -> None:
        self.halaman.locator(f"main [name={nama}]").fill(teks)

    def pilih(self, nama: str, nilai: str) -> None:
        self.halaman.locator(f"input[name={nama}][value={nilai}]").check()

    def lihat(self, teks: str) -> None:
        expect(self.halaman.locator("main")).to_contain_text(teks)

    def periksa(self) -> None:
        """Axe finds nothing, and nothing sticks out sideways."""
        jenis = re.sub(r"[0-9a-f-]{36}|\?.*", "", self.halaman.url)
        if not (self.hemat and jenis in self.dilihat):
            hasil = Axe().run(self.halaman)
            assert hasil.violations_count == 0, f"{self.halaman.url}\n{hasil.generate_report()}"
        self.dilihat.add(jenis)
        lebar = self.halaman.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert lebar <= 0, f"{self.halaman.url} scrolls sideways by {lebar} px"
        assert self.keluhan == []


@contextmanager
def perangkat(
    browser: Browser, alamat: str, *, sandi: str = SANDI, hemat: bool = False
) -> Iterator[Callable[[Pegawai, int], Orang]]:
    """Bring a person in with a device of the width under test."""
    konteks: list[BrowserContext] = []

    def _datang(pegawai: Pegawai, lebar: int) -> Orang:
        k = browser.new_context(
            viewport={"width": lebar, "height": 800}, locale="id-ID", accept_downloads=True
        )
        konteks.append(k)
        return Orang(k, alamat, pegawai, sandi, hemat=hemat)

    yield _datang
    for k in konteks:
        k.close()
