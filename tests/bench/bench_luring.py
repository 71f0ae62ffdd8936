"""The log on a weak phone network: 400 kbit/s and 400 ms, measured by the browser itself, first visit and the next.

A real server and a real browser, its network throttled by the DevTools protocol. That reaches pages but not service
workers, so both visits are measured without one. Apart: what the next visit takes over the network with the service
worker and the browser's own store, counted between browser and server, and how the page opens with no network at all.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from dev.services import project_python
from tests.bench.bench_halaman import _baris, _masuk
from tests.bench.bench_impor import Baris
from tests.dev.peluncur import free_port, wait_for

KB = 1000
LAMBAT = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
NIP = "199402112019031904"
TERPAKAI = """() => {
  const n = performance.getEntriesByType('navigation')[0];
  const cat = performance.getEntriesByName('first-contentful-paint')[0].startTime;
  return {pakai: Math.max(cat, n.domInteractive), muat: n.loadEventEnd, server: n.responseStart};
}"""
"""Usable: painted, and the form is whole; it needs no script."""
TENANG = 2_000
"""Milliseconds after the visit in which the service worker may still fetch something."""
HANGAT = 8
"""Requests before the measurement: a process that just started is not what is asked about."""


@contextmanager
def _server() -> Iterator[str]:
    """The application as in production: gunicorn, hashed and compressed files."""
    port = free_port()
    env = os.environ | {"DEBUG": "0", "HTTPS": "0", "ALLOWED_HOSTS": "localhost"}
    words = ("-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", f"127.0.0.1:{port}")
    proses = subprocess.Popen(
        project_python(*words, "config.wsgi:application"), env=env, start_new_session=True
    )
    try:
        wait_for(lambda: _menjawab(port), 60, "server")
        yield f"http://localhost:{port}"
    finally:
        proses.terminate()
        proses.wait(30)


def _menjawab(port: int) -> bool:
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


class _Hitung:
    """What travelled: bytes on the wire and requests, until the page was complete."""

    def __init__(self, halaman: Page) -> None:
        self.cdp = halaman.context.new_cdp_session(halaman)
        self.cdp.send("Network.enable")
        self.cdp.send("Network.emulateNetworkConditions", LAMBAT)
        self.byte = self.banyak = 0
        self.dari_simpanan: set[str] = set()
        self.cdp.on("Network.requestServedFromCache", lambda e: self.dari_simpanan.add(e["requestId"]))
        self.cdp.on("Network.loadingFinished", self._selesai)

    def _selesai(self, e: dict[str, Any]) -> None:
        if e["requestId"] not in self.dari_simpanan and e["encodedDataLength"]:
            self.byte += int(e["encodedDataLength"])
            self.banyak += 1

    def buka(self, halaman: Page, url: str) -> dict[str, float]:
        self.byte = self.banyak = 0
        halaman.goto(url, wait_until="load")
        hasil: dict[str, float] = halaman.evaluate(TERPAKAI)
        return {**hasil, "kb": self.byte / KB, "banyak": self.banyak}


def _konteks(alat: Any, url: str, profil: str, pekerja: str) -> BrowserContext:
    konteks: BrowserContext = alat.chromium.launch_persistent_context(
        profil,
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox"],
        locale="id-ID",
        base_url=url,
        viewport={"width": 360, "height": 740},
        service_workers=pekerja,
    )
    konteks.add_cookies([_kue(url)])
    return konteks


def _kue(url: str) -> Any:
    from django.conf import settings

    nama = settings.SESSION_COOKIE_NAME
    return {"name": nama, "value": _masuk(NIP).cookies[nama].value, "url": url}


def _hangatkan(url: str) -> None:
    kue = _kue(url)
    for _ in range(HANGAT):
        tanya = urllib.request.Request(f"{url}/kinerja/", headers={"Cookie": f"{kue['name']}={kue['value']}"})
        urllib.request.urlopen(tanya).read()


def _tunggu_siap(halaman: Page) -> None:
    bahan = (
        "navigator.serviceWorker.controller !== null"
        " && luring.bahan(document.body.dataset.pengguna).then(b => Boolean(b && b.rhk.length))"
    )
    wait_for(lambda: halaman.evaluate(bahan), 60, "pekerja layanan")


class _Saluran:
    """Hands everything on between browser and server and counts what the server sends, whoever asked for it."""

    def __init__(self, tujuan: int) -> None:
        self.tujuan, self.byte = tujuan, 0
        self._telinga = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._telinga.getsockname()[1]}"
        threading.Thread(target=self._terima, daemon=True).start()

    def _terima(self) -> None:
        with contextlib.suppress(OSError):  # closed at the end
            while True:
                peramban, _ = self._telinga.accept()
                server = socket.create_connection(("127.0.0.1", self.tujuan))
                for dari, ke, hitung in ((peramban, server, False), (server, peramban, True)):
                    threading.Thread(target=self._alir, args=(dari, ke, hitung), daemon=True).start()

    def _alir(self, dari: socket.socket, ke: socket.socket, hitung: bool) -> None:
        with contextlib.suppress(OSError), dari, ke:
            while isi := dari.recv(65536):
                self.byte += len(isi) if hitung else 0
                ke.sendall(isi)

    def tutup(self) -> None:
        self._telinga.close()


def _jaringan_lambat(alat: Any, url: str) -> list[Baris]:
    with tempfile.TemporaryDirectory() as profil:
        konteks = _konteks(alat, url, profil, "block")
        halaman = konteks.pages[0]
        hitung = _Hitung(halaman)
        pertama = hitung.buka(halaman, "/kinerja/")
        berikut = hitung.buka(halaman, "/kinerja/")
        konteks.close()
    baris = []
    for nama, n, kb in (("pertama", pertama, 100), ("berikutnya", berikut, 20)):
        detik = n["pakai"] / 1000
        baris += [
            _baris(f"Catatan, 400 kbit/s, {nama}: dapat dipakai", detik, "s", "≤ 2,5", detik <= 2.5),
            _baris(f"Catatan, 400 kbit/s, {nama}: byte pertama", n["server"] / 1000, "s"),
            _baris(f"Catatan, 400 kbit/s, {nama}: lengkap", n["muat"] / 1000, "s"),
            _baris(f"Catatan, 400 kbit/s, {nama}: lewat jaringan", n["kb"], "kB", f"≤ {kb}", n["kb"] <= kb),
            _baris(f"Catatan, {nama}: permintaan", n["banyak"], "", "≤ 10", n["banyak"] <= 10),
        ]
    return baris


def _tanpa_jaringan(alat: Any, url: str) -> list[Baris]:
    """With the service worker: the next visit, then one without any network."""
    saluran = _Saluran(int(url.rpartition(":")[2]))
    with tempfile.TemporaryDirectory() as profil:
        konteks = _konteks(alat, saluran.url, profil, "allow")
        halaman = konteks.pages[0]
        halaman.goto("/kinerja/")
        _tunggu_siap(halaman)
        halaman.wait_for_load_state("networkidle")
        saluran.byte = 0
        halaman.goto("/kinerja/")
        halaman.wait_for_load_state("networkidle")
        halaman.wait_for_timeout(TENANG)
        kb = saluran.byte / KB
        konteks.set_offline(True)
        mulai = time.perf_counter()
        halaman.goto("/kinerja/")
        halaman.get_by_label("Apa yang Anda kerjakan").wait_for()
        lama = time.perf_counter() - mulai
        simpan = halaman.evaluate("navigator.storage.estimate().then(e => e.usage)") / KB
        konteks.close()
    saluran.tutup()
    return [
        _baris("Catatan, berikutnya dengan pekerja layanan: lewat jaringan", kb, "kB", "≤ 20", kb <= 20),
        _baris("Catatan tanpa jaringan: formulir terbuka", lama, "s", "≤ 1", True if lama <= 1 else None),
        _baris("Yang tersimpan di perangkat", simpan, "kB"),
    ]


def ukur() -> list[Baris]:
    """Measure; needs the demo agency and collected static files."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's loop lives in this thread
    with _server() as url, sync_playwright() as alat:
        _hangatkan(url)
        return _jaringan_lambat(alat, url) + _tanpa_jaringan(alat, url)
