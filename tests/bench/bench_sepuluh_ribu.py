"""Ten thousand documents in one job, while pages are opened and worker, Redis and web are killed with -9 by turns.

Web, worker and beat are the commands that `make run` starts, beside a Redis of their own; the worker of documents is one
process, so one core stays free. What is asked: every document once, the rate, the memory of a worker, and the p95 of
pages meanwhile against the same pages at rest. After it the recap of ten thousand people, against XlsxWriter alone.
Run alone with `make bench ARGS=sepuluh_ribu`; fewer documents by hand: `python -m tests.bench.bench_sepuluh_ribu 200`.
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

import django

from dev import layout
from dev.engines import Redis
from dev.services import app_children, engine_child
from dev.supervisor import Child, stop_all
from tests.bench.bench_impor import Baris

DOKUMEN = 10_000
NIP = "198503222010012903"
"""Of the demo: a person with a final quarter."""
ANTAR_BUNUH = 25.0
"""Seconds between two kills."""
PORTA = 8790
ISTIRAHAT = 200
"""Pages opened at rest."""


def _baris(nama: str, nilai: float, satuan: str, batas: str = "", terpenuhi: bool | None = None) -> Baris:
    return {"nama": nama, "nilai": nilai, "satuan": satuan, "batas": batas, "terpenuhi": terpenuhi}


# The recap


def _rekap(admin: Any, unit: Any, periode: Any) -> list[Baris]:
    """The recap as the job writes it, and the same cells by XlsxWriter alone; CPU of this process for both."""
    from openpyxl import load_workbook

    from evaluasi.laporan.isi import buku_baru, tulis_rekap
    from evaluasi.models import Laporan

    laporan = Laporan(
        instansi=admin.instansi,
        diminta_oleh=admin,
        unit=unit,
        periode=periode,
        jenis="rekap",
        bentuk="xlsx",
    )
    keluar, mulai = io.BytesIO(), time.perf_counter()
    orang = tulis_rekap(laporan, keluar)["orang"]
    lama = time.perf_counter() - mulai
    baris = list(load_workbook(keluar, read_only=True).active.iter_rows(min_row=6, values_only=True))
    mulai = time.perf_counter()
    with buku_baru(io.BytesIO()) as buku:
        kertas = buku.add_worksheet("Rekap")
        for n, sel in enumerate(baris, start=5):
            kertas.write_number(n, 0, sel[0])
            for k, teks in enumerate(sel[1:], start=1):
                kertas.write_string(n, k, teks)
    sendiri = time.perf_counter() - mulai
    nama = f"Rekap {orang} orang ke XLSX"
    return [
        _baris(nama, lama, "s", "≤ 10 tenang", True if lama <= 10 else None),
        _baris(f"{nama}: terhadap XlsxWriter saja", lama / sendiri, "×", "≤ 2", lama <= 2 * sendiri),
    ]


# The job


def _halaman(jalur: str, sesi: str) -> float:
    """Seconds that one page takes; a web that is just being started again is waited for, not counted."""
    from django.conf import settings

    permintaan = urllib.request.Request(
        f"http://127.0.0.1:{PORTA}{jalur}", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={sesi}"}
    )
    while True:
        mulai = time.perf_counter()
        try:
            with urllib.request.urlopen(permintaan, timeout=60) as jawab:
                jawab.read()
                return time.perf_counter() - mulai
        except OSError:
            time.sleep(0.2)


def _sesi(nip: str) -> str:
    from tests.bench.bench_halaman import _masuk

    return str(_masuk(nip).session.session_key)


def _p95(lama: list[float]) -> float:
    return quantiles(lama, n=20)[-1] * 1000


def _mb(anak: Child) -> float:
    """The largest resident process below a child, by the kernel's own count of its peak."""
    if anak.process is None:
        return 0.0
    puncak = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            isi = dict(b.split(":\t", 1) for b in status.read_text().splitlines() if ":\t" in b)
            if os.getpgid(int(isi["Pid"])) == anak.process.pid:
                puncak = max(puncak, int(isi["VmHWM"].split()[0]))
        except (OSError, KeyError, ValueError):
            continue
    return puncak / 1024


def _bunuh(anak: Child) -> None:
    if anak.process is not None and anak.process.poll() is None:
        os.killpg(anak.process.pid, signal.SIGKILL)


def _tempuh(laporan: Any, anak: list[Child], buka: Callable[[], float]) -> dict[str, list[float]]:
    """Open pages until the job has ended; kill one of them every while, the supervisor brings it back."""
    acak = random.Random(11)
    lama: list[float] = []
    mb: list[float] = []
    mati: list[float] = []
    bunuh = time.monotonic() + ANTAR_BUNUH
    while True:
        laporan.refresh_from_db()
        if laporan.selesai_pada is not None:
            return {"lama": lama, "mb": mb, "mati": mati}
        for satu in anak:
            satu.keep()
        lama.append(buka())
        mb.append(max(_mb(a) for a in anak if a.name == "pekerja-pdf"))
        time.sleep(0.3)
        if time.monotonic() > bunuh:
            korban = acak.choice([a for a in anak if a.name in {"pekerja-pdf", "web", "redis"}])
            _bunuh(korban)
            mati.append(1.0)
            bunuh = time.monotonic() + ANTAR_BUNUH


def _utuh(laporan: Any, jumlah: int) -> bool:
    """Every document once and whole, the zip with all of them."""
    import zipfile
    from hashlib import sha256

    from django.core.files.storage import default_storage

    from evaluasi.models import Dokumen

    dokumen = list(Dokumen.objects.filter(pk__in=laporan.butir.values("dokumen")).defer("naskah"))
    utuh = len({(d.evaluasi_id, d.jenis) for d in dokumen}) == len(dokumen) == jumlah
    for d in dokumen:
        isi = Path(default_storage.path(d.berkas.name)).read_bytes()
        utuh = utuh and sha256(isi).hexdigest() == d.sha256
    with zipfile.ZipFile(default_storage.path(laporan.berkas.name)) as arsip:
        return utuh and len(set(arsip.namelist())) == jumlah


def ukur(jumlah: int = DOKUMEN) -> list[Baris]:
    """Measure; needs the demo agency."""
    from django.conf import settings

    from evaluasi.models import Evaluasi
    from evaluasi.rules import PilihanLaporan
    from evaluasi.services import request_isi
    from pegawai.models import PeranDiberikan, UnitKerja
    from pegawai.rules import Peran
    from tests.bench.instansi_besar import Sumber, besarkan

    besarkan(Sumber(nip=NIP, catatan=1), 1, jumlah // 2)  # two documents each
    admin = PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN.value, unit=None)[0].pegawai
    akar = UnitKerja.objects.filter(instansi=admin.instansi, induk=None)[0]
    periode = Evaluasi.objects.final().filter(pegawai__nip=NIP).latest("periode__mulai").periode
    mulai = time.perf_counter()
    laporan = request_isi(pelaku=admin, isi=PilihanLaporan.DOKUMEN_ZIP, unit=akar, periode=periode)
    minta = time.perf_counter() - mulai
    jumlah = laporan.butir.exclude(status="selesai").count()
    sesi = _sesi(NIP)

    def buka() -> float:
        return _halaman("/", sesi)

    with TemporaryDirectory(prefix="sepuluh-ribu-") as folder:
        redis = Redis(Path(folder), durable=True)
        env = dict(layout.ENV) | {
            "REDIS_URL": redis.url(),
            "DATA_DIR": str(settings.DATA_DIR),
            "PYTHONUNBUFFERED": "1",
        }
        anak = [engine_child(redis, Path(folder)), *app_children(env, "127.0.0.1", PORTA)]
        pdf = next(a for a in anak if a.name == "pekerja-pdf")
        try:
            for satu in anak:
                if satu is not pdf:
                    satu.start()
            diam = [buka() for _ in range(ISTIRAHAT)]
            pdf.start()
            awal = time.monotonic()
            hasil = _tempuh(laporan, anak, buka)
            lama = time.monotonic() - awal
        finally:
            stop_all(anak)
    besarkan(Sumber(nip=NIP, catatan=1), jumlah // 2 + 1, jumlah)
    baris = _rekap(admin, akar, periode)
    nama = f"{jumlah} dokumen, kill -9 {len(hasil['mati'])} kali"
    utuh = _utuh(laporan, laporan.jumlah)
    istirahat, sibuk = _p95(diam), _p95(hasil["lama"])
    mb = max(hasil["mb"])
    return [
        *baris,
        _baris(f"{nama}: memesan", minta, "s"),
        _baris(f"{nama}: setiap dokumen sekali dan utuh", float(utuh), "", "1", utuh),
        _baris(f"{nama}: laju", jumlah / lama, "dok/s", "≥ 16,7 tenang", True if jumlah / lama >= 16.7 else None),
        _baris(f"{nama}: memori puncak pekerja", mb, "MB", "≤ 250", mb <= 250),
        _baris("Beranda p95 tanpa pekerjaan", istirahat, "ms"),
        _baris("Beranda p95 selama pekerjaan", sibuk, "ms"),
        _baris("Beranda p95: selama terhadap tanpa", sibuk / istirahat, "×", "≤ 1,25", sibuk <= 1.25 * istirahat),
    ]  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.stdout.write(json.dumps(ukur(int(sys.argv[1])), ensure_ascii=False, indent=1))
