"""What the log costs as it grows to 20 million entries: saving one, my month, my day, a search, a team's week.

Beside the shell of the same person and beside itself at a million entries; both sizes are filled by COPY.
`BENCH_CATATAN` names two other sizes ("200000,2000000"); 20 million take 12 GB and most of the time of this module.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from uuid import uuid4

from django.db import connection
from django.test import override_settings
from django.utils import timezone

from tests.bench import bench_halaman as alat
from tests.bench.bench_halaman import kosong, urlpatterns  # noqa: F401  the shell is served from here
from tests.bench.bench_impor import Baris
from tests.bench.catatan_banyak import TABEL, isi_sampai
from tests.bench.tim_penuh import tim_penuh

NIP = "199402112019031904"
KECIL, BESAR = (int(n) for n in os.environ.get("BENCH_CATATAN", "1000000,20000000").split(","))
SEHARI = 4
"""Entries of each member on each day of the week that the team page shows."""


@dataclass(frozen=True)
class Kerja:
    nama: str
    jalan: Callable[[], None]
    batas: int
    client: alat.Client
    url: str = ""


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    with override_settings(ROOT_URLCONF=alat.__name__, DEBUG=False, ALLOWED_HOSTS=["*"]):
        return _ukur()


def _ukur() -> list[Baris]:
    from pegawai.models import Pegawai
    from skp.models import RencanaHasilKerja

    hari = timezone.localdate()
    rhk = (
        RencanaHasilKerja.objects.filter(skp__pegawai__nip=NIP, skp__mulai__lte=hari, skp__selesai__gte=hari)
        .select_related("skp")
        .latest("pk")
    )
    kepala = _tim(Pegawai.objects.select_related("instansi").get(nip=NIP))
    semua = _kerja(rhk, kepala)
    biaya: dict[int, list[tuple[float, float]]] = {}
    baris = []
    for jumlah in (KECIL, BESAR):
        mulai = time.perf_counter()
        isi_sampai(jumlah, rhk)
        baris.append(alat._baris(f"Mengisi {jumlah:,} baris dengan COPY", time.perf_counter() - mulai, "s"))
        biaya[jumlah] = []
        for k in semua:
            ms, shell = alat._cpu(k.jalan, alat._buka(k.client, "/bench/kosong/"))
            biaya[jumlah].append((ms, shell))
    baris.append(_ukuran_tabel())
    for k, (dahulu, shell_dahulu), (ms, shell) in zip(semua, biaya[KECIL], biaya[BESAR], strict=True):
        # both beside the empty page of their own moment: the machine may be busier at one of them
        tumbuh = (ms / shell) / (dahulu / shell_dahulu)
        baris += [
            alat._baris(f"{k.nama}, {BESAR:,} baris", ms, "ms CPU"),
            alat._baris(f"{k.nama}: terhadap halaman kosong", ms / shell, "×", f"≤ {k.batas}", ms <= k.batas * shell),
            alat._baris(f"{k.nama}: {BESAR:,} terhadap {KECIL:,} baris", tumbuh, "×", "≤ 1,3", tumbuh <= 1.3),
        ]  # fmt: skip
        if k.url:
            n_kueri = alat._queries(k.client, k.url)
            baris.append(alat._baris(f"{k.nama}: kueri", n_kueri, "", "≤ 12", n_kueri <= 12))
    return [*baris, *_rencana(rhk)]


def _kerja(rhk: object, kepala: str) -> list[Kerja]:
    hari = timezone.localdate()
    bulan = hari.replace(day=1) - timedelta(days=1)
    client, penilai = alat._masuk(NIP), alat._masuk(kepala)
    # a session each: messages that nobody reads would pile up in one
    pengirim = cycle([alat._masuk(NIP) for _ in range(alat.PUTARAN + 3)])
    simpan = _kirim(pengirim, str(rhk.uuid), hari.isoformat())  # type: ignore[attr-defined]
    halaman = [
        ("Bulan saya", client, f"/kinerja/bulan/?hari={bulan}", 3),
        ("Hari saya", client, f"/kinerja/?hari={bulan}", 3),
        ("Cari dalam catatan saya", client, "/kinerja/cari/?q=rapat+modul", 3),
        ("Pekan tim, 40 orang", penilai, "/kinerja/tim/?urut=tanpa", 4),
        ("Catatan tim seminggu, 40 orang", penilai, "/kinerja/tim/catatan/", 4),
    ]
    return [
        Kerja("Menyimpan catatan", simpan, 2, client),
        *(Kerja(nama, alat._buka(c, url), batas, c, url) for nama, c, url, batas in halaman),
    ]


def _tim(contoh: object) -> str:
    """A head of 40 whose members logged every day of the last week; his NIP."""
    from kinerja.models import CatatanHarian
    from skp.models import Skp

    kepala, evaluasi = tim_penuh(contoh.instansi)  # type: ignore[attr-defined]
    hari = timezone.localdate()
    CatatanHarian.objects.bulk_create(
        CatatanHarian(
            instansi_id=s.instansi_id, pegawai_id=s.pegawai_id, skp=s, rhk=s.rhk.all()[0],
            tanggal=hari - timedelta(days=n // SEHARI), uraian="Menyusun laporan layanan",
            jumlah=1, satuan="laporan",
        )
        for s in Skp.objects.filter(pk__in=[e.skp_id for e in evaluasi])
        for n in range(7 * SEHARI)
    )  # fmt: skip
    return str(kepala.nip)


def _kirim(pengirim: Iterator[alat.Client], rhk: str, hari: str) -> Callable[[], None]:
    isi = {"rhk": rhk, "uraian": "Menyusun laporan", "jumlah": "1", "satuan": "laporan", "tanggal": hari}

    def kirim() -> None:
        answer = next(pengirim).post("/kinerja/catat/", isi | {"klien_id": str(uuid4())})
        assert answer.status_code == 302, answer.content.decode()[:2000]

    return kirim


def _ukuran_tabel() -> Baris:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_total_relation_size('{TABEL}') / 1e9")
        return alat._baris("Tabel catatan dengan indeksnya", float(cursor.fetchone()[0]), "GB")


def _rencana(rhk: object) -> list[Baris]:
    """No read of the log may go through the whole table."""
    from kinerja import selectors
    from kinerja.models import CatatanHarian

    pegawai = rhk.skp.pegawai  # type: ignore[attr-defined]
    hari = timezone.localdate()
    milik = CatatanHarian.objects.aktif().filter(pegawai=pegawai)
    baca = {
        "jumlah per hari": milik.filter(tanggal__gte=hari - timedelta(days=31)).values("tanggal"),
        "kebiasaan": milik.order_by("-tanggal", "-id")[:60],
        "pekan anggota": CatatanHarian.objects.filter(skp=rhk.skp, tanggal__gte=hari - timedelta(days=7)),  # type: ignore[attr-defined]
        "pencarian": selectors.cari_catatan(pegawai, "rapat modul")[:40],
    }
    # the whole name: the table of its evidence begins with the same letters
    penuh = {n: bool(re.search(rf"Seq Scan on {TABEL}\b", q.explain())) for n, q in baca.items()}
    return [
        alat._baris(f"Rencana {nama}: pindai penuh", float(ya), "", "0", not ya) for nama, ya in penuh.items()
    ]
