"""A network that can be cut: a pipe between browser and server, and a browser that can be killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from pegawai.models import Pegawai


class Pipa:
    """Passes bytes on while it is open; cut, it breaks what flows and refuses what comes."""

    def __init__(self, tujuan: tuple[str, int]) -> None:
        self.tujuan, self.nyala, self.lepas = tujuan, True, False
        self.sambungan: set[socket.socket] = set()
        self.kunci = threading.Lock()
        self.pintu = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://localhost:{self.pintu.getsockname()[1]}"
        threading.Thread(target=self._terima, daemon=True).start()

    def _terima(self) -> None:
        while not self.lepas:
            try:
                masuk, _ = self.pintu.accept()
            except OSError:
                return
            if not self.nyala:
                masuk.close()
                continue
            keluar = socket.create_connection(self.tujuan)
            with self.kunci:
                self.sambungan |= {masuk, keluar}
            for a, b in ((masuk, keluar), (keluar, masuk)):
                threading.Thread(target=self._salur, args=(a, b), daemon=True).start()

    def _salur(self, dari: socket.socket, ke: socket.socket) -> None:
        try:
            while potong := dari.recv(65536):
                ke.sendall(potong)
        except OSError:
            pass
        for s in (dari, ke):
            with self.kunci:
                self.sambungan.discard(s)
            s.close()

    def putus(self) -> None:
        self.nyala = False
        with self.kunci:
            for s in self.sambungan:
                try:
                    s.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def sambung(self) -> None:
        self.nyala = True

    def tutup(self) -> None:
        self.lepas = True
        self.putus()
        self.pintu.close()


class Perangkat:
    """A phone: a browser with a profile that outlives it."""

    def __init__(self, browser: Browser, pipa: Pipa, profil: Path) -> None:
        self.browser, self.pipa, self.profil = browser, pipa, profil
        self.keluhan: list[str] = []
        self.konteks: BrowserContext | None = None

    def nyalakan(self, **lain: Any) -> Page:
        self.konteks = self.browser.browser_type.launch_persistent_context(
            str(self.profil),
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"],
            locale="id-ID",
            base_url=self.pipa.url,
            viewport={"width": 360, "height": 740},
            **lain,
        )
        halaman = self.konteks.pages[0]
        halaman.on("pageerror", lambda galat: self.keluhan.append(str(galat)))
        halaman.on("console", lambda p: self.keluhan.append(p.text) if "Content Security" in p.text else None)
        return halaman

    def bunuh(self) -> None:
        """kill -9 of everything the browser consists of."""
        for pid in self._proses():
            try:
                os.killpg(os.getpgid(pid), signal.SIGKILL)
            except ProcessLookupError:
                continue
        tunggu(lambda: not self._proses())

    def _proses(self) -> list[int]:
        tanda = f"--user-data-dir={self.profil}".encode()
        hasil = []
        for p in Path("/proc").iterdir():
            try:
                if p.name.isdecimal() and tanda in (p / "cmdline").read_bytes():
                    hasil.append(int(p.name))
            except OSError:
                continue
        return hasil

    def masuk(self, pegawai: Pegawai) -> None:
        """Sign in, as far as the server is concerned."""
        klien = Client()
        klien.force_login(pegawai.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert self.konteks is not None
        self.konteks.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": klien.session.session_key,
                    "url": self.pipa.url,
                    "expires": time.time() + 3600,
                }
            ]
        )

    def luringkan(self, ya: bool = True) -> None:
        """No network, and the browser knows it."""
        (self.pipa.putus if ya else self.pipa.sambung)()
        assert self.konteks is not None
        self.konteks.set_offline(ya)

    def tutup(self) -> None:
        if self.konteks is not None:
            self.konteks.close()


def tunggu(syarat: Callable[[], object], detik: float = 40, apa: str = "") -> None:
    batas = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < batas, f"tidak terjadi dalam {detik} detik: {apa}"
        time.sleep(0.1)
