"""What an import of 10,000 people costs, against openpyxl reading the same files and PostgreSQL taking the same rows.

Everything happens in one transaction that is rolled back. Run alone with `python -m tests.bench.bench_impor`.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import django
import psutil

ORANG = 10_000
TABEL = (
    "pegawai_barisimpor",
    "pegawai_unitkerja",
    "pegawai_jabatan",
    "pegawai_pengguna",
    "pegawai_pegawai",
    "pegawai_penempatan",
    "pegawai_hubunganpenilai",
    "pegawai_unitkerjaevent",
    "pegawai_pegawaievent",
    "pegawai_penempatanevent",
    "pegawai_hubunganpenilaievent",
)
"""Where an import leaves rows, history included."""


class Baris(TypedDict):
    nama: str
    nilai: float
    satuan: str
    batas: str
    terpenuhi: bool | None


def _jam() -> Callable[[], float]:
    """CPU of this process and of the database's process where both run here; a shared machine distorts the clock.

    With a database elsewhere, the clock is all there is.
    """
    from django.db import connection

    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_backend_pid()")
        [pid] = kursor.fetchone()
    try:
        basis_data = psutil.Process(pid)
        if "postgres" not in basis_data.name():
            return time.perf_counter
    except psutil.NoSuchProcess:
        return time.perf_counter

    def cpu() -> float:
        waktu = basis_data.cpu_times()
        return time.process_time() + waktu.user + waktu.system

    return cpu


def _waktu(jam: Callable[[], float], kerja: Callable[[], Any]) -> tuple[float, Any]:
    mulai = jam()
    hasil = kerja()
    return jam() - mulai, hasil


def _baca_polos(*berkas: Path) -> None:
    import openpyxl

    for satu in berkas:
        kertas = openpyxl.load_workbook(satu, read_only=True).worksheets[0]
        for _ in kertas.iter_rows(values_only=True):
            pass


def _isi_tabel(sebelum: dict[str, int]) -> dict[str, bytes]:
    """The rows that the import has left, as COPY writes them."""
    from django.db import connection

    hasil = {}
    with connection.cursor() as kursor:
        for tabel in TABEL:
            kunci = "pgh_id" if tabel.endswith("event") else "id"
            keluar = io.BytesIO()
            kursor.copy_expert(
                f"COPY (SELECT * FROM {tabel} WHERE {kunci} > {sebelum[tabel]}) TO STDOUT", keluar
            )
            hasil[tabel] = keluar.getvalue()
    return hasil


def _kunci_terakhir() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as kursor:
        hasil = {}
        for tabel in TABEL:
            kunci = "pgh_id" if tabel.endswith("event") else "id"
            kursor.execute(f"SELECT coalesce(max({kunci}), 0) FROM {tabel}")
            hasil[tabel] = kursor.fetchone()[0]
    return hasil


def _copy(isi: dict[str, bytes]) -> None:
    """Into empty tables of the same shape, with the same indexes and constraints."""
    from django.db import connection

    with connection.cursor() as kursor:
        for tabel, baris in isi.items():
            kursor.execute(f"CREATE TEMP TABLE polos (LIKE {tabel} INCLUDING ALL) ON COMMIT DROP")
            kursor.copy_expert("COPY polos FROM STDIN", io.BytesIO(baris))
            kursor.execute("DROP TABLE polos")


def ukur() -> list[Baris]:
    """Measure; needs Django set up and a migrated database."""
    from django.db import transaction

    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        hasil = _ukur(Path(folder))
        transaction.set_rollback(True)
    return hasil


def _ukur(folder: Path) -> list[Baris]:
    from pegawai.models import Instansi
    from pegawai.services import apply_impor, preview_impor, step_impor
    from tests.factories.impor_besar import tulis_besar

    berkas = tulis_besar(folder, ORANG)
    instansi = Instansi.objects.create(kode="bench-impor", nama="Kabupaten Besar", kota="Besar")
    sebelum = _kunci_terakhir()

    def periksa() -> Any:
        with berkas[0].open("rb") as unor, berkas[1].open("rb") as pegawai:
            return preview_impor(pelaku=None, instansi=instansi, berkas_unor=unor, berkas_pegawai=pegawai)

    def terapkan() -> None:
        apply_impor(pelaku=None, impor=impor)
        while step_impor(impor.pk):
            pass

    jam, awal = _jam(), time.perf_counter()
    pratinjau, impor = _waktu(jam, periksa)
    apply, _ = _waktu(jam, terapkan)
    lama = time.perf_counter() - awal
    baca, _ = _waktu(jam, lambda: _baca_polos(*berkas))
    isi = _isi_tabel(sebelum)
    salin, _ = _waktu(jam, lambda: _copy(isi))
    ulang, kedua = _waktu(jam, periksa)
    tracemalloc.start()
    periksa()
    puncak = tracemalloc.get_traced_memory()[1] / 1024 / 1024
    tracemalloc.stop()
    jumlah, dasar = pratinjau + apply, baca + salin
    satuan = "s" if jam is time.perf_counter else "s CPU"
    return [
        {"nama": "Impor 10.000 pegawai, pratinjau dan penerapan", "nilai": lama, "satuan": "s", "batas": "≤ 60", "terpenuhi": lama <= 60},
        {"nama": "Impor terhadap openpyxl dan COPY", "nilai": jumlah / dasar, "satuan": "×", "batas": "≤ 3", "terpenuhi": jumlah <= 3 * dasar},
        {"nama": "openpyxl membaca kedua berkas", "nilai": baca, "satuan": satuan, "batas": "", "terpenuhi": None},
        {"nama": "COPY baris yang sama", "nilai": salin, "satuan": satuan, "batas": "", "terpenuhi": None},
        {"nama": "Pratinjau", "nilai": pratinjau, "satuan": satuan, "batas": "", "terpenuhi": None},
        {"nama": "Penerapan", "nilai": apply, "satuan": satuan, "batas": "", "terpenuhi": None},
        {"nama": "Impor kedua kalinya, pratinjau", "nilai": ulang, "satuan": satuan, "batas": "", "terpenuhi": None},
        {"nama": "Impor kedua kalinya, baris yang berubah", "nilai": kedua.jumlah, "satuan": "baris", "batas": "0", "terpenuhi": kedua.jumlah == 0},
        {"nama": "Memori pratinjau di atas yang ada", "nilai": puncak, "satuan": "MB", "batas": "≤ 100", "terpenuhi": puncak <= 100},
    ]  # fmt: skip


if __name__ == "__main__":
    django.setup()
    for baris in ukur():
        sys.stdout.write(f"{baris['nama']:50} {baris['nilai']:8.2f} {baris['satuan']:7} {baris['batas']}\n")
