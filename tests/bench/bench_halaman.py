"""What the hot pages cost beside an empty signed-in page, and whether that stays so when the agency grows tenfold.

CPU is that of this process and of its PostgreSQL backend together. The shell is `base.html` with nothing in it: session,
user, roles and navigation. First 1,000 people and 100,000 log entries, then ten times as many.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone

from tests.bench.bench_impor import Baris

CATATAN = 100
KECIL, BESAR = 1_000, 10_000
PUTARAN = 25
TICK = os.sysconf("SC_CLK_TCK")


def kosong(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


urlpatterns = [path("bench/kosong/", kosong), path("", include("config.urls"))]
handler404 = "config.galat.tidak_ada"


def _backend() -> Path:
    """Where the kernel counts the time of our PostgreSQL backend; the engines run on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/stat")


def _cpu_now(backend: Path) -> float:
    fields = backend.read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / TICK


def _cpu(*kerja: Callable[[], None]) -> list[float]:
    """CPU of one call of each in milliseconds. Taken in turns, so that a busy machine is as busy for all of them."""
    for _ in range(3):
        for satu in kerja:
            satu()
    backend, jumlah = _backend(), [0.0] * len(kerja)
    for _ in range(PUTARAN):
        for i, satu in enumerate(kerja):
            begin = _cpu_now(backend)
            satu()
            jumlah[i] += _cpu_now(backend) - begin
    return [lama / PUTARAN * 1000 for lama in jumlah]


def _buka(client: Client, url: str) -> Callable[[], None]:
    def buka() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"

    return buka


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len(seen)


def _masuk(nip: str) -> Client:
    from django.conf import settings
    from django.contrib.auth import get_user_model

    client = Client()
    user = get_user_model().objects.get(nama_masuk=nip)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _nip(k: int) -> str:
    return f"19900101{k:010d}"


@dataclass(frozen=True)
class Halaman:
    """A page, who opens it, and its bounds: of a hot page against the shell, of the others in milliseconds."""

    nama: str
    client: Client
    url: str
    terhadap_kosong: float | None = 3
    ms: float = 15
    tumbuh: bool = True
    """Whether its cost must not follow the size of the agency; a dashboard counts everyone."""


def _halaman() -> list[Halaman]:
    """A leaf of the tree, a leader of eleven, the HR admin."""
    from pegawai.models import PeranDiberikan
    from pegawai.rules import Peran
    from skp.models import Skp

    pegawai, penilai = _masuk(_nip(KECIL - 1)), _masuk(_nip(20))
    admin = _masuk(PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN.value)[0].pegawai.nip)
    hari = timezone.localdate()
    skp = Skp.objects.filter(pegawai__nip=_nip(KECIL - 1), mulai__lte=hari, selesai__gte=hari).latest("pk")
    return [
        Halaman("Catatan hari ini", pegawai, "/kinerja/"),
        Halaman("Realisasi", pegawai, "/kinerja/realisasi/", terhadap_kosong=4, ms=25),
        Halaman("Tutup periode", pegawai, "/kinerja/tutup/"),
        Halaman("Perilaku kerja", pegawai, "/kinerja/perilaku/"),
        Halaman("SKP saya", pegawai, f"/skp/{skp.uuid}/"),
        Halaman("Evaluasi saya", pegawai, "/evaluasi/"),
        Halaman("Beranda pegawai", pegawai, "/"),
        Halaman("Tim: SKP", penilai, "/skp/tim/"),
        Halaman("Tim: evaluasi", penilai, "/evaluasi/tim/"),
        Halaman("Tim: catatan seminggu", penilai, "/kinerja/tim/catatan/", terhadap_kosong=4),
        Halaman("Beranda penilai", penilai, "/"),
        Halaman("Daftar pegawai", admin, "/pegawai/", terhadap_kosong=None, ms=20),
        Halaman("Pemantauan", admin, "/pemantauan/", terhadap_kosong=None, ms=150, tumbuh=False),
        Halaman("SKP per unit", admin, "/skp/pantau/", terhadap_kosong=5, ms=75, tumbuh=False),
    ]


@dataclass(frozen=True)
class Biaya:
    ms: float
    kosong: float
    kueri: int


def _ukur_halaman() -> list[tuple[Halaman, Biaya]]:
    """Per page: its cost, that of the shell of the same person, its queries."""
    hasil = []
    for h in _halaman():
        ms, kosong = _cpu(_buka(h.client, h.url), _buka(h.client, "/bench/kosong/"))
        hasil.append((h, Biaya(ms, kosong, _queries(h.client, h.url))))
    return hasil


def _simpan() -> tuple[float, float]:
    """CPU of saving one log entry with its history row, and of the shell."""
    from skp.models import RencanaHasilKerja

    client = _masuk(_nip(KECIL - 1))
    hari = timezone.localdate()
    milik = RencanaHasilKerja.objects.filter(skp__pegawai__nip=_nip(KECIL - 1))
    rhk = milik.filter(skp__mulai__lte=hari, skp__selesai__gte=hari).latest("pk")
    isi = {"rhk": str(rhk.uuid), "uraian": "Menyusun laporan", "jumlah": "1", "satuan": "laporan"}

    def kirim() -> None:
        data = isi | {"klien_id": str(uuid4()), "tanggal": hari.isoformat()}
        answer = client.post("/kinerja/catat/", data)
        assert answer.status_code == 302, answer.content.decode()[:2000]

    simpan, shell = _cpu(kirim, _buka(client, "/bench/kosong/"))
    return simpan, shell


def _matriks() -> list[Baris]:
    """A full matrix of 40 members and 8 RHK opened, and one cell of it saved (the row in the SKP included)."""
    from pegawai.models import Pegawai
    from skp.selectors import kolom_of, matriks_of
    from tests.bench.matriks_besar import matriks_penuh

    skp = matriks_penuh(Pegawai.objects.get(nip="199402112019031904").instansi)
    client, url = _masuk(skp.pegawai.nip or ""), f"/skp/{skp.uuid}/matriks/"
    orang = matriks_of(skp).baris[0].pegawai
    nomor = iter(range(10_000))

    def kirim() -> None:
        isi = {"pegawai": str(orang.uuid), "kolom": kolom, "teks": f"Tersusunnya modul {next(nomor)}"}
        answer = client.post(f"{url}sel/", isi | {"versi": versi[0]}, headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.content.decode()[:2000]
        versi[0] = answer.json()["sel"][0]["versi"]

    kolom = kolom_of(skp)[0].kunci
    versi = [matriks_of(skp).baris[0].sel[0].versi]
    buka, simpan, kosong = _cpu(_buka(client, url), kirim, _buka(client, "/bench/kosong/"))
    nama = "Matriks 40 × 8"
    return [
        _baris(nama, buka, "ms CPU"),
        _baris(f"{nama}: terhadap halaman kosong", buka / kosong, "×", "≤ 4", buka <= 4 * kosong),
        _baris(f"{nama}: kueri", _queries(client, url), "", "≤ 12", _queries(client, url) <= 12),
        _baris(f"{nama}: menyimpan satu sel", simpan, "ms CPU"),
        _baris(
            f"{nama}: menyimpan satu sel terhadap halaman kosong",
            simpan / kosong,
            "×",
            "≤ 2",
            simpan <= 2 * kosong,
        ),
        *_tim(client, skp.penempatan.unit_id),
    ]


def _tim(client: Client, unit: int) -> list[Baris]:
    """The week of those 40 on the team page, each line with its field: their drafts are taken as fixed."""
    from skp.models import Skp

    Skp.objects.filter(penempatan__unit=unit).update(status="berjalan")
    url = "/kinerja/tim/?urut=tanpa"
    buka, kosong = _cpu(_buka(client, url), _buka(client, "/bench/kosong/"))
    nama = "Tim: minggu ini, 40 orang"
    return [
        _baris(nama, buka, "ms CPU"),
        _baris(f"{nama}: terhadap halaman kosong", buka / kosong, "×", "≤ 4", buka <= 4 * kosong),
        _baris(f"{nama}: kueri", _queries(client, url), "", "≤ 12", _queries(client, url) <= 12),
    ]


def _baris(nama: str, nilai: float, satuan: str, batas: str = "", terpenuhi: bool | None = None) -> Baris:
    return {"nama": nama, "nilai": nilai, "satuan": satuan, "batas": batas, "terpenuhi": terpenuhi}


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    with override_settings(ROOT_URLCONF=__name__, DEBUG=False, ALLOWED_HOSTS=["*"]):
        return _ukur()


def _ukur() -> list[Baris]:
    from tests.bench.instansi_besar import Sumber, besarkan

    sumber = Sumber(nip="199402112019031904", catatan=CATATAN)
    besarkan(sumber, 1, KECIL)
    kecil = [biaya.ms for _, biaya in _ukur_halaman()]
    besarkan(sumber, KECIL + 1, BESAR)
    besar = _ukur_halaman()
    simpan, kosong = _simpan()
    rows = [
        _baris("Halaman kosong", besar[0][1].kosong, "ms CPU"),
        _baris("Menyimpan satu catatan", simpan, "ms CPU", "≤ 30 tenang", True if simpan <= 30 else None),
        _baris(
            "Menyimpan satu catatan: terhadap halaman kosong",
            simpan / kosong,
            "×",
            "≤ 2",
            simpan <= 2 * kosong,
        ),
    ]
    rows += _matriks()
    for (h, biaya), dahulu in zip(besar, kecil, strict=True):
        rows += _baris_halaman(h, biaya, biaya.ms / dahulu)
    return rows


def _baris_halaman(h: Halaman, biaya: Biaya, tumbuh: float) -> list[Baris]:
    kali = biaya.ms / biaya.kosong
    rows = [_baris(h.nama, biaya.ms, "ms CPU", f"≤ {h.ms:.0f} tenang", True if biaya.ms <= h.ms else None)]
    if h.terhadap_kosong is not None:
        batas = h.terhadap_kosong
        rows.append(_baris(f"{h.nama}: terhadap halaman kosong", kali, "×", f"≤ {batas:.0f}", kali <= batas))
    if h.tumbuh:
        rows.append(_baris(f"{h.nama}: 10.000 terhadap 1.000 pegawai", tumbuh, "×", "≤ 1,3", tumbuh <= 1.3))
    return [*rows, _baris(f"{h.nama}: kueri", biaya.kueri, "", "≤ 12", biaya.kueri <= 12)]
