"""What the index of citizens' reviews costs as they grow: 10,000 reviews, then a million, beside the shell and beside itself.

The reviews are filled by COPY, spread over the services and months of the demo; the monthly sums are then made by the
application's own recount. Run alone with `make bench ARGS=ulasan`; BENCH_ULASAN sets the two numbers.
"""

from __future__ import annotations

import os
import time
from uuid import uuid4

from django.db import connection
from django.test import override_settings

from tests.bench import bench_halaman as alat
from tests.bench.bench_halaman import kosong, urlpatterns  # noqa: F401  the shell is served from here
from tests.bench.bench_impor import Baris
from tests.bench.tuang import tuang

KECIL, BESAR = (int(n) for n in os.environ.get("BENCH_ULASAN", "10000,1000000").split(","))
KEPALA = "197910052005011902"
"""Heads the unit whose services they are."""
TABEL = "kinerja_ulasanlayanan"
KOLOM = (
    *("uuid", "dibuat_pada", "kunci", "resi", "instansi_id", "layanan_id", "bulan", "nilai", "jawaban"),
    *("jenis", "kata", "petugas", "moderasi", "alasan_tahan", "alasan_moderasi", "balasan", "is_tampil"),
    "alasan_batal",
)


def _isi(jumlah: int) -> None:
    """Copies of reviews of the demo, until there are so many."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABEL}")
        ada = cursor.fetchone()[0]
        tetap = ", ".join(f"u.{k}" for k in KOLOM[4:])
        cursor.execute("SET session_replication_role = replica")
        try:
            tuang(
                cursor,
                TABEL,
                KOLOM,
                f"""SELECT gen_random_uuid(), u.dibuat_pada, gen_random_uuid(),
                    'B' || lpad(to_hex(%(ada)s + n), 11, '0'), {tetap}
                FROM generate_series(1, %(tambah)s) n
                JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 ke, count(*) OVER () banyak FROM {TABEL}
                      WHERE dibatalkan_pada IS NULL AND balasan = '' AND moderasi = 'terbuka'
                      AND resi NOT LIKE 'B00%%') u ON u.ke = n %% u.banyak""",
                {"ada": ada, "tambah": jumlah - ada},
            )
        finally:
            cursor.execute("SET session_replication_role = origin")
        cursor.execute(f"VACUUM (ANALYZE) {TABEL}")


def _hitung() -> float:
    """Make the sums of all months again; seconds for one month of one service."""
    from django.db import transaction

    from kinerja.models import RekapUlasan
    from kinerja.services.ulasan import recount

    bulan = list(RekapUlasan.objects.values_list("layanan", "bulan"))
    mulai = time.perf_counter()
    for layanan, satu in bulan:
        with transaction.atomic():
            recount(layanan, satu)
    return (time.perf_counter() - mulai) / len(bulan)


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    with override_settings(ROOT_URLCONF=alat.__name__, DEBUG=False, ALLOWED_HOSTS=["*"]):
        return _ukur()


def _ukur() -> list[Baris]:
    from django.db.models import Sum

    from kinerja.models import Layanan, RekapUlasan
    from kinerja.services.ulasan import receive_ulasan

    client = alat._masuk(KEPALA)
    layanan = Layanan.objects.order_by("pk").select_related("instansi")[0]
    halaman = {
        "Indeks layanan": "/kinerja/layanan/",
        "Satu layanan": f"/kinerja/layanan/{layanan.uuid}/",
        "Daftar ulasan": "/kinerja/ulasan/",
        "Cari dalam ulasan": "/kinerja/ulasan/?cari=formulir",
    }

    def terima() -> None:
        receive_ulasan(layanan=layanan, kunci=uuid4(), nilai=4, kata="Cepat dan jelas.", jenis="pujian")

    kerja = {"Menerima ulasan": terima, **{nama: alat._buka(client, url) for nama, url in halaman.items()}}
    biaya, hitung = {}, 0.0
    for jumlah in (KECIL, BESAR):
        _isi(jumlah)
        hitung = _hitung()
        biaya[jumlah] = alat._cpu(*kerja.values(), alat._buka(client, "/bench/kosong/"))
    jumlah = RekapUlasan.objects.aggregate(n=Sum("jumlah"))["n"]
    baris = [
        alat._baris("Ulasan dalam rekap", jumlah, "", f"≥ {BESAR}", jumlah >= BESAR),
        alat._baris("Menghitung ulang satu bulan satu layanan", hitung, "s"),
    ]
    for n, nama in enumerate(kerja):
        ms = biaya[BESAR][n]
        tumbuh = ms / biaya[KECIL][n]
        baris += [
            alat._baris(f"{nama}, {BESAR:,} ulasan", ms, "ms CPU"),
            alat._baris(f"{nama}: terhadap halaman kosong", ms / biaya[BESAR][-1], "×"),
            alat._baris(f"{nama}: {BESAR:,} terhadap {KECIL:,}", tumbuh, "×", "≤ 1,3", tumbuh <= 1.3),
        ]
        if nama in halaman:
            kueri = alat._queries(client, halaman[nama])
            baris.append(alat._baris(f"{nama}: kueri", kueri, "", "≤ 12", kueri <= 12))
    return baris
