"""Closing the month of the log for 10,000 people: realisasi frozen per second and core, and whether memory stays flat.

By the loop of the Celery task, in a process of its own. Run alone with `make bench ARGS=tutup_bulan`; BENCH_ORANG sets
the number of people.
"""

from __future__ import annotations

import os
import resource
import time
from dataclasses import dataclass

from django.db import connection

from tests.bench.bench_halaman import _backend, _baris, _cpu_now
from tests.bench.bench_impor import Baris
from tests.bench.instansi_besar import Sumber, besarkan

ORANG = int(os.environ.get("BENCH_ORANG", "10000"))
NIP = "199402112019031904"
CATATAN = 20


def _buka_lagi(periode: int) -> None:
    """Take the frozen copies of the period away, those of the copied people among them."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM kinerja_bekurealisasi WHERE periode_id = %s", [periode])
        cursor.execute("DELETE FROM kinerja_penutupanperiode WHERE periode_id = %s", [periode])
        cursor.execute("DELETE FROM kinerja_kuncirealisasi WHERE periode_id = %s", [periode])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")


def _mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    awal = _tutup(1, ORANG // 10)
    akhir = _tutup(ORANG // 10 + 1, ORANG)
    nama = f"Menutup bulan, {ORANG} orang"
    return [
        _baris(f"{nama}: realisasi dibekukan", akhir.beku, "", f"≥ {ORANG}", akhir.beku >= ORANG),
        _baris(f"{nama}: lama", akhir.dinding, "s", "≤ 300 tenang", True if akhir.dinding <= 300 else None),
        _baris(f"{nama}: per detik tiap inti (CPU dengan basis data)", ORANG / akhir.cpu, "orang/s"),
        _baris(f"{nama}: memori puncak", akhir.mb, "MB", "≤ 250", akhir.mb <= 250),
        _baris(f"{nama}: memori terhadap sepersepuluhnya", akhir.mb / awal.mb, "×", "≤ 1,1", akhir.mb <= 1.1 * awal.mb),
    ]  # fmt: skip


@dataclass(frozen=True)
class Tutup:
    beku: int
    dinding: float
    cpu: float
    mb: float


def _tutup(dari: int, sampai: int) -> Tutup:
    """Add these people, then freeze the last period that is over for everybody."""
    from kinerja.models import Realisasi
    from kinerja.selectors import penutupan as baca
    from kinerja.services.penutupan import close_periode
    from pegawai.models import Pegawai
    from skp.selectors import hari_instansi

    besarkan(Sumber(nip=NIP, catatan=CATATAN), dari, sampai)
    contoh = Pegawai.objects.select_related("instansi").get(nip=NIP)
    hari = hari_instansi(contoh.instansi)
    milik = Realisasi.objects.filter(skp__pegawai=contoh, periode__pengisian_sampai__lt=hari)
    periode = milik.latest("periode__selesai").periode
    _buka_lagi(periode.pk)
    tertunda = next(t for t in baca.periode_jatuh_tempo(contoh.instansi, hari) if t.periode == periode)
    basis = _backend()
    cpu, dinding = _cpu_now(basis), time.perf_counter()
    beku = close_periode(tertunda=tertunda)
    return Tutup(beku, time.perf_counter() - dinding, _cpu_now(basis) - cpu, _mb())
