"""What the log costs as it grows: saving an entry, my month, my day, a search; beside the shell and beside itself.

`BENCH_CATATAN` names the two sizes; by default 200,000 and 2,000,000 rows. The bounds of the design are measured with
`BENCH_CATATAN=1000000,20000000`, which takes about half an hour and 15 GB.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
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

NIP = "199402112019031904"
UKURAN = (200_000, 2_000_000)


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    kecil, besar = (
        tuple(int(n) for n in os.environ["BENCH_CATATAN"].split(","))
        if os.environ.get("BENCH_CATATAN")
        else UKURAN
    )
    with override_settings(ROOT_URLCONF=alat.__name__, DEBUG=False, ALLOWED_HOSTS=["*"]):
        return _ukur(kecil, besar)


def _ukur(kecil: int, besar: int) -> list[Baris]:
    from skp.models import RencanaHasilKerja

    hari = timezone.localdate()
    rhk = (
        RencanaHasilKerja.objects.filter(skp__pegawai__nip=NIP, skp__mulai__lte=hari, skp__selesai__gte=hari)
        .select_related("skp")
        .latest("pk")
    )
    client = alat._masuk(NIP)
    # a session each: messages that nobody reads would pile up in one
    pengirim = cycle([alat._masuk(NIP) for _ in range(alat.PUTARAN + 3)])
    bulan = hari.replace(day=1) - timedelta(days=1)
    halaman = {
        "Bulan saya": f"/kinerja/bulan/?hari={bulan}",
        "Hari saya": f"/kinerja/?hari={bulan}",
        "Cari dalam catatan saya": "/kinerja/cari/?q=rapat+modul",
    }
    kerja: dict[str, Callable[[], None]] = {
        "Menyimpan catatan": _kirim(pengirim, str(rhk.uuid), hari.isoformat()),
        **{nama: alat._buka(client, url) for nama, url in halaman.items()},
    }
    biaya = {}
    for jumlah in (kecil, besar):
        isi_sampai(jumlah, rhk)
        biaya[jumlah] = alat._cpu(*kerja.values(), alat._buka(client, "/bench/kosong/"))
    shell = biaya[besar][-1]
    baris = [alat._baris("Halaman kosong", shell, "ms CPU"), _ukuran_tabel()]
    for n, nama in enumerate(kerja):
        ms, batas = biaya[besar][n], 2 if nama.startswith("Menyimpan") else 3
        tumbuh = ms / biaya[kecil][n]
        baris += [
            alat._baris(f"{nama}, {besar:,} baris", ms, "ms CPU"),
            alat._baris(
                f"{nama}: terhadap halaman kosong", ms / shell, "×", f"≤ {batas}", ms <= batas * shell
            ),
            alat._baris(f"{nama}: {besar:,} terhadap {kecil:,} baris", tumbuh, "×", "≤ 1,3", tumbuh <= 1.3),
        ]
        if nama in halaman:
            n_kueri = alat._queries(client, halaman[nama])
            baris.append(alat._baris(f"{nama}: kueri", n_kueri, "", "≤ 12", n_kueri <= 12))
    return [*baris, *_rencana(rhk)]


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
    penuh = {nama: "Seq Scan on kinerja_catatanharian" in q.explain() for nama, q in baca.items()}
    return [
        alat._baris(f"Rencana {nama}: pindai penuh", float(ya), "", "0", not ya) for nama, ya in penuh.items()
    ]
