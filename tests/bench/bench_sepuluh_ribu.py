"""Ten thousand one-page documents in one job, while pages are opened and worker, Redis and web are killed with -9 by turns.

Web, worker and beat are the commands that `make run` starts, beside a Redis of their own; the worker of documents is one
process, so one core stays free. Two parts. First the worker runs and is frozen by turns for a few seconds each, so that
pages with and without the job are opened under the same neighbours: their p95, the rate, and the worker's CPU beside that
of the printing alone. Then something is killed again and again until the job has ended: every document once and whole.
After it the recap of ten thousand people, against XlsxWriter alone.
Run alone with `make bench ARGS=sepuluh_ribu`; BENCH_DOKUMEN sets another number.
"""

from __future__ import annotations

import io
import os
import random
import signal
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from dev import layout
from dev.engines import Redis
from dev.services import app_children, engine_child
from dev.supervisor import Child, stop_all
from tests.bench.bench_impor import Baris

DOKUMEN = int(os.environ.get("BENCH_DOKUMEN", "10000"))
NIP = "198503222010012903"
"""Of the demo: a person with a final quarter."""
GILIR, PUTARAN = 5.0, 12
"""Seconds that the worker runs, then as many frozen; how often."""
ANTAR_BUNUH = 40.0
"""Seconds between two kills."""
PORTA = 8790
HANGAT = 40
"""Pages opened before anything is measured."""
REKAP = 3
"""Times that the recap is written."""
CONTOH = 30
"""Documents printed again in this process, to know what printing alone takes."""


def _baris(nama: str, nilai: float, satuan: str, batas: str = "", terpenuhi: bool | None = None) -> Baris:
    return {"nama": nama, "nilai": nilai, "satuan": satuan, "batas": batas, "terpenuhi": terpenuhi}


# The recap


def _rekap(admin: Any, unit: Any, periode: Any) -> list[Baris]:
    """The recap as the job writes it, and the same cells by XlsxWriter alone, by turns; the best CPU time of each."""
    from openpyxl import load_workbook

    from evaluasi.laporan.isi import buku_baru, tulis_rekap
    from evaluasi.models import Laporan
    from tests.bench.bench_halaman import _backend, _cpu_now

    keluar = io.BytesIO()
    laporan = Laporan(
        instansi=admin.instansi,
        diminta_oleh=admin,
        unit=unit,
        periode=periode,
        jenis="rekap",
        bentuk="xlsx",
    )
    mulai = time.perf_counter()
    jumlah = tulis_rekap(laporan, keluar)["orang"]
    dinding = time.perf_counter() - mulai
    baris = list(load_workbook(keluar, read_only=True).active.iter_rows(min_row=6, values_only=True))

    def sendiri() -> None:
        with buku_baru(io.BytesIO()) as buku:
            kertas = buku.add_worksheet("Rekap")
            for n, sel in enumerate(baris, start=5):
                kertas.write_number(n, 0, sel[0])
                for k, teks in enumerate(sel[1:], start=1):
                    kertas.write_string(n, k, teks)

    terbaik, basis = [float("inf"), float("inf")], _backend()
    for _ in range(REKAP):
        for ke, kerja in enumerate((lambda: tulis_rekap(laporan, io.BytesIO()), sendiri)):
            awal = _cpu_now(basis)
            kerja()
            terbaik[ke] = min(terbaik[ke], _cpu_now(basis) - awal)
    nama, kali = f"Rekap {jumlah} orang ke XLSX", terbaik[0] / terbaik[1]
    return [
        _baris(nama, dinding, "s", "≤ 10 tenang", True if dinding <= 10 else None),
        _baris(f"{nama}: CPU dengan basis data", terbaik[0], "s"),
        _baris(f"{nama}: terhadap XlsxWriter saja", kali, "×", "≤ 2", kali <= 2),
    ]


# The job


def _halaman(jalur: str, sesi: str) -> float | None:
    """Seconds that one page takes; None where the web is just being started again."""
    from django.conf import settings

    permintaan = urllib.request.Request(
        f"http://127.0.0.1:{PORTA}{jalur}", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={sesi}"}
    )
    mulai = time.perf_counter()
    try:
        with urllib.request.urlopen(permintaan, timeout=20) as jawab:
            jawab.read()
    except OSError:
        return None
    return time.perf_counter() - mulai


def _sesi(nip: str) -> str:
    from tests.bench.bench_halaman import _masuk

    return str(_masuk(nip).session.session_key)


def _p95(lama: list[float]) -> float:
    return quantiles(lama, n=20)[-1] * 1000


def _proses(anak: Child) -> list[psutil.Process]:
    """A child and what it started, as far as they still live."""
    if anak.process is None:
        return []
    try:
        induk = psutil.Process(anak.process.pid)
        return [induk, *induk.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _mb(anak: Child) -> float:
    """The largest process below a child, in memory."""
    puncak = 0
    for proses in _proses(anak):
        try:
            puncak = max(puncak, proses.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return puncak / 2**20


def _cpu(anak: Child) -> float:
    return sum(w.user + w.system for w in (p.cpu_times() for p in _proses(anak)))


def _isyarat(anak: Child, isyarat: signal.Signals) -> None:
    if anak.running and anak.process is not None:
        os.killpg(anak.process.pid, isyarat)


@dataclass
class Jalan:
    """A job under way, and what is seen of it."""

    laporan: Any
    anak: list[Child]
    pdf: Child
    """Joins the others once the pages are warm."""
    sesi: str
    sibuk: list[float] = field(default_factory=list)
    diam: list[float] = field(default_factory=list)
    saat_dibunuh: list[float] = field(default_factory=list)
    mb: float = 0
    mati: int = 0

    def jadi(self) -> int:
        return int(self.laporan.butir.filter(status="selesai").count())

    def selesai(self) -> bool:
        self.laporan.refresh_from_db()
        return self.laporan.selesai_pada is not None

    def buka(self, hasil: list[float], detik: float) -> None:
        """Open pages one after another for so many seconds; whatever died is brought back meanwhile."""
        akhir = time.monotonic() + detik
        while time.monotonic() < akhir:
            lama = _halaman("/", self.sesi)
            if lama is not None:
                hasil.append(lama)
            for satu in self.anak:
                satu.keep()
            time.sleep(0.05)
        self.mb = max(self.mb, _mb(self.pdf))

    def mulai(self) -> None:
        """Until the first document is there: the bell is rung by the worker that has just started."""
        hangat: list[float] = []
        while len(hangat) < HANGAT:
            self.buka(hangat, 0.5)
        awal = self.jadi()
        self.anak.append(self.pdf)
        while self.jadi() == awal:
            self.buka([], 0.5)

    def bergantian(self) -> tuple[float, float]:
        """Documents a second, and CPU seconds of the worker for one document, while it runs and is frozen by turns."""
        jadi, cpu, lama = self.jadi(), _cpu(self.pdf), 0.0
        for _ in range(PUTARAN):
            mulai = time.monotonic()
            self.buka(self.sibuk, GILIR)
            _isyarat(self.pdf, signal.SIGSTOP)
            lama += time.monotonic() - mulai
            self.buka(self.diam, GILIR)
            _isyarat(self.pdf, signal.SIGCONT)
        jadi = self.jadi() - jadi
        return jadi / lama, (_cpu(self.pdf) - cpu) / jadi

    def bunuh_sampai_selesai(self) -> None:
        """Kill one of them every while; the supervisor brings it back."""
        acak, korban = random.Random(11), [a for a in self.anak if a.name in {"pekerja-pdf", "web", "redis"}]
        bunuh = time.monotonic()
        while not self.selesai():
            if time.monotonic() > bunuh:
                _isyarat(acak.choice(korban), signal.SIGKILL)
                self.mati, bunuh = self.mati + 1, time.monotonic() + ANTAR_BUNUH
            self.buka(self.saat_dibunuh, 0.5)


def _cetak_saja(laporan: Any) -> float:
    """CPU seconds that printing one document of the job takes in this process."""
    from evaluasi.laporan import pdf
    from evaluasi.models import Dokumen
    from evaluasi.services.terbit import susun_terbitan

    bahan = [
        susun_terbitan(d) for d in Dokumen.objects.filter(pk__in=laporan.butir.values("dokumen"))[:CONTOH]
    ]
    pdf.render_snapshot(bahan[0].jenis, bahan[0].data)
    mulai = time.process_time()
    for t in bahan:
        pdf.render_snapshot(t.jenis, t.data)
    return (time.process_time() - mulai) / len(bahan)


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


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    from django.conf import settings

    from evaluasi.models import Evaluasi, Laporan
    from evaluasi.rules import JenisDokumen, PilihanLaporan
    from evaluasi.services import request_isi
    from pegawai.models import PeranDiberikan, UnitKerja
    from pegawai.rules import Peran
    from tests.bench.instansi_besar import Sumber, besarkan

    besarkan(Sumber(nip=NIP, catatan=1), 1, DOKUMEN)
    admin = PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN.value, unit=None)[0].pegawai
    akar = UnitKerja.objects.filter(instansi=admin.instansi, induk=None)[0]
    periode = Evaluasi.objects.final().filter(pegawai__nip=NIP).latest("periode__mulai").periode
    mulai = time.perf_counter()
    laporan = request_isi(pelaku=admin, isi=PilihanLaporan.DOKUMEN_ZIP, unit=akar, periode=periode)
    minta = time.perf_counter() - mulai
    laporan.butir.exclude(jenis=JenisDokumen.DOKUMEN_EVALUASI.value).delete()
    Laporan.objects.filter(pk=laporan.pk).update(jumlah=laporan.butir.count())
    laporan.refresh_from_db()
    with TemporaryDirectory(prefix="sepuluh-ribu-") as folder:
        redis = Redis(Path(folder), durable=True)
        env = dict(layout.ENV) | {
            "REDIS_URL": redis.url(),
            "DATA_DIR": str(settings.DATA_DIR),
            "PYTHONUNBUFFERED": "1",
        }
        anak = [engine_child(redis, Path(folder)), *app_children(env, "127.0.0.1", PORTA)]
        pdf = next(a for a in anak if a.name == "pekerja-pdf")
        anak.remove(pdf)
        jalan = Jalan(laporan, anak, pdf, _sesi(NIP))
        try:
            jalan.mulai()
            laju, cpu = jalan.bergantian()
            jalan.bunuh_sampai_selesai()
        finally:
            stop_all(anak)
    utuh, cetak = _utuh(laporan, laporan.jumlah), _cetak_saja(laporan)
    istirahat, sibuk = _p95(jalan.diam), _p95(jalan.sibuk)
    lama = (laporan.selesai_pada - laporan.mulai_pada).total_seconds()
    nama = f"{laporan.jumlah} dokumen satu halaman"
    bunuh = f"{nama}, kill -9 {jalan.mati} kali"
    return [
        *_rekap(admin, akar, periode),
        _baris(f"{nama}: memesan bersama yang tiga halaman", minta, "s"),
        _baris(f"{nama}: laju satu pekerja", laju, "dok/s", "≥ 16,7 tenang", True if laju >= 16.7 else None),
        _baris(f"{nama}: CPU pekerja terhadap mencetak saja", cpu / cetak, "×", "≤ 1,15", cpu <= 1.15 * cetak),
        _baris(f"{nama}: CPU mencetak satu dokumen", cetak * 1000, "ms"),
        _baris(f"{bunuh}: setiap dokumen sekali dan utuh", float(utuh), "", "1", utuh),
        _baris(f"{bunuh}: lama seluruhnya", lama, "s"),
        _baris(f"{bunuh}: beranda dijawab p95", _p95(jalan.saat_dibunuh), "ms"),
        _baris(f"{nama}: memori puncak pekerja", jalan.mb, "MB", "≤ 250", jalan.mb <= 250),
        _baris("Beranda p95, pekerjaan dibekukan", istirahat, "ms"),
        _baris("Beranda p95, pekerjaan berjalan", sibuk, "ms"),
        _baris("Beranda p95: berjalan terhadap dibekukan", sibuk / istirahat, "×", "≤ 1,25", sibuk <= 1.25 * istirahat),
    ]  # fmt: skip
