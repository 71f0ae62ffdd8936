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
    """One person at one device; every page he opens is examined for accessibility (`hemat`: each kind once).

    `juga` is a second width: each page is looked at in that one as well.
    """

    def __init__(
        self,
        konteks: BrowserContext,
        alamat: str,
        pegawai: Pegawai,
        sandi: str,
        *,
        hemat: bool = False,
        juga: int = 0,
    ) -> None:
        self.halaman: Page = konteks.new_page()
        self.hemat, self.juga, self.dilihat = hemat, juga, set[str]()
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
        baru = jenis not in self.dilihat
        self.dilihat.add(jenis)
        self._periksa_di_sini(axe=baru or not self.hemat)
        ukuran = self.halaman.viewport_size
        if self.juga and ukuran:
            self.halaman.set_viewport_size({"width": self.juga, "height": ukuran["height"]})
            self._periksa_di_sini(axe=baru)
            self.halaman.set_viewport_size(ukuran)
        assert self.keluhan == []

    def _periksa_di_sini(self, *, axe: bool) -> None:
        if axe:
            hasil = Axe().run(self.halaman, options={"resultTypes": ["violations"]})
            assert hasil.violations_count == 0, f"{self.halaman.url}\n{hasil.generate_report()}"
        lebar, lebih = self.halaman.evaluate(
            "[innerWidth, document.documentElement.scrollWidth - document.documentElement.clientWidth]"
        )
        assert lebih <= 0, f"{self.halaman.url} scrolls sideways by {lebih} px at {lebar}"


@contextmanager
def perangkat(
    browser: Browser, alamat: str, *, sandi: str = SANDI, hemat: bool = False
) -> Iterator[Callable[..., Orang]]:
    """Bring a person in with a device of that width; his pages are seen in the width `juga`, too."""
    konteks: list[BrowserContext] = []

    def _datang(pegawai: Pegawai, lebar: int, juga: int = 0) -> Orang:
        k = browser.new_context(
            viewport={"width": lebar, "height": 800}, locale="id-ID", accept_downloads=True
        )
        konteks.append(k)
        return Orang(k, alamat, pegawai, sandi, hemat=hemat, juga=juga)

    yield _datang
    for k in konteks:
        k.close()
