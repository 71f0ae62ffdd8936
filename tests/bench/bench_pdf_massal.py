"""A thousand SKP as one PDF: documents per second and core, memory per worker, what the job adds to the printing.

First one worker makes a fifth of them, then two share the rest: each is a process of its own that takes its turns as the
Celery task does. The bound is the ratio of the job's time to the printing itself, spread over the workers. Printing is
pure CPU, so its own wall time tells how much the neighbours of a busy machine take: the bound holds on a quiet machine
and on a busy one. What two gain over one is put beside what two processes of pure arithmetic gain.
Run alone with `make bench ARGS=massal`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time

import django

from tests.bench.bench_impor import Baris

JUMLAH = int(os.environ.get("BENCH_SKP", "1000"))
SENDIRI = JUMLAH // 5
PEKERJA = 2
HITUNG = 4_000_000
"""Rounds of pure arithmetic: about half a second."""


def _kerja(laporan_pk: int, paling_banyak: int) -> dict[str, float]:
    """In a process of its own: the turns of `kerjakan_laporan`, with a clock at the printer."""
    from evaluasi import services
    from evaluasi.laporan import pdf
    from evaluasi.rules import lajur
    from evaluasi.services.terbit import Terbitan

    cetak = {"jumlah": 0.0, "cpu": 0.0, "dinding": 0.0}

    def cetak_terukur(t: Terbitan) -> bytes:
        cpu, dinding = time.process_time(), time.perf_counter()
        isi = pdf.render_snapshot(t.jenis, t.data)
        cetak["cpu"] += time.process_time() - cpu
        cetak["dinding"] += time.perf_counter() - dinding
        cetak["jumlah"] += 1
        return isi

    pdf.mesin()
    mulai = time.time()
    while cetak["jumlah"] < paling_banyak and services.next_laporan(lajur(JUMLAH)) == laporan_pk:
        if not services.work_butir(laporan_pk=laporan_pk, cetak=cetak_terukur, versi_templat="bench"):
            break
    selesai, cpu = time.time(), time.process_time()
    sebelum = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tutup = time.perf_counter()
    services.close_laporan(laporan_pk)
    return cetak | {
        "mulai": mulai,
        "selesai": selesai,
        "satukan": time.perf_counter() - tutup,
        "cpu_semua": cpu,
        "mb_cetak": sebelum,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _hitung() -> None:
    """Pure arithmetic, for what two processes gain on this machine at this moment."""
    n = 0
    for i in range(HITUNG):
        n += i * i


def _cpu2() -> float:
    """What two processes of pure arithmetic do in the time of one."""
    perintah = [sys.executable, "-m", "tests.bench.bench_pdf_massal", "hitung"]

    def lama(banyak: int) -> float:
        proses = [subprocess.Popen(perintah, stdout=subprocess.PIPE, text=True) for _ in range(banyak)]
        return max(float(p.communicate()[0]) for p in proses)

    return 2 * min(lama(1) for _ in range(3)) / min(lama(2) for _ in range(3))


def _jalankan(kunci: int, banyak: int, paling_banyak: int) -> list[dict[str, float]]:
    perintah = [sys.executable, "-m", "tests.bench.bench_pdf_massal", str(kunci), str(paling_banyak)]
    proses = [subprocess.Popen(perintah, stdout=subprocess.PIPE, text=True) for _ in range(banyak)]
    return [json.loads(p.communicate()[0]) for p in proses]


def _laju(hasil: list[dict[str, float]]) -> float:
    lama = max(h["selesai"] for h in hasil) - min(h["mulai"] for h in hasil)
    return sum(h["jumlah"] for h in hasil) / lama


def _minta() -> int:
    """The SKP of a unit of a thousand people, ordered by the HR admin."""
    from evaluasi.rules import BentukLaporan, JenisDokumen, KeadaanCetak
    from evaluasi.selectors import skp_massal
    from evaluasi.services import request_dokumen
    from pegawai.models import PeranDiberikan, UnitKerja
    from pegawai.rules import Peran
    from skp.models import Skp
    from tests.bench.bench_halaman import CATATAN
    from tests.bench.instansi_besar import Sumber, besarkan

    besarkan(Sumber(nip="199402112019031904", catatan=CATATAN // 50), 1, JUMLAH)
    admin = PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN.value, unit=None)[0].pegawai
    akar = UnitKerja.objects.filter(instansi=admin.instansi, induk=None)[0]
    tahun = Skp.objects.tetap().latest("periode__tahun").periode.tahun
    daftar = skp_massal(admin, unit=akar, tahun=tahun, keadaan=KeadaanCetak.TETAP)[:JUMLAH]
    laporan = request_dokumen(
        pelaku=admin, sumber=list(daftar), jenis=[JenisDokumen.SKP], bentuk=BentukLaporan.GABUNGAN
    )
    return laporan.pk


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    from evaluasi.models import Laporan

    kunci = _minta()
    cpu2 = _cpu2()
    satu = _jalankan(kunci, 1, SENDIRI)
    hasil = _jalankan(kunci, PEKERJA, JUMLAH)
    laporan = Laporan.objects.get(pk=kunci)
    assert (laporan.status, laporan.berkas != "") == ("selesai", True), laporan.galat

    def semua(apa: str) -> float:
        return sum(h[apa] for h in hasil)

    lama = max(h["selesai"] for h in hasil) - min(h["mulai"] for h in hasil)
    wajar = semua("dinding") / PEKERJA
    satukan = max(h["satukan"] for h in hasil)
    mb = max(h["mb"] for h in hasil)
    dua, jumlah = _laju(hasil) / _laju(satu), satu[0]["jumlah"] + semua("jumlah")
    return [
        _baris(f"{JUMLAH} SKP satu PDF: dokumen", jumlah, "", str(JUMLAH), jumlah == JUMLAH),
        _baris(f"{JUMLAH} SKP satu PDF: laju dua pekerja", _laju(hasil), "dok/s"),
        _baris(f"{JUMLAH} SKP satu PDF: menyatukan", satukan, "s"),
        _baris(f"{JUMLAH} SKP satu PDF: ukuran", laporan.ukuran / 1e6, "MB"),
        _baris(f"{JUMLAH} SKP satu PDF: per detik tiap inti (CPU)", semua("jumlah") / semua("cpu_semua"), "dok/s"),
        _baris(f"{JUMLAH} SKP satu PDF: CPU mencetak satu SKP", semua("cpu") / semua("jumlah") * 1000, "ms"),
        _baris(f"{JUMLAH} SKP satu PDF: terhadap mencetak saja", lama / wajar, "×", "≤ 1,15", lama <= 1.15 * wajar),
        _baris(f"{JUMLAH} SKP satu PDF: dua pekerja terhadap satu", dua, "×"),
        _baris("Hitungan murni: dua proses terhadap satu", cpu2, "×"),
        _baris(f"{JUMLAH} SKP satu PDF: untung dua pekerja terhadap itu", dua / cpu2, "×", "≥ 0,9", dua >= 0.9 * cpu2),
        _baris(f"{JUMLAH} SKP satu PDF: memori puncak pekerja", mb, "MB", "≤ 250", mb <= 250),
        _baris(f"{JUMLAH} SKP satu PDF: memori sebelum menyatukan", max(h["mb_cetak"] for h in hasil), "MB"),
    ]  # fmt: skip


def _baris(nama: str, nilai: float, satuan: str, batas: str = "", terpenuhi: bool | None = None) -> Baris:
    return {"nama": nama, "nilai": nilai, "satuan": satuan, "batas": batas, "terpenuhi": terpenuhi}


if __name__ == "__main__":
    if sys.argv[1] == "hitung":
        awal = time.perf_counter()
        _hitung()
        sys.stdout.write(str(time.perf_counter() - awal))
    else:
        django.setup()
        sys.stdout.write(json.dumps(_kerja(int(sys.argv[1]), int(sys.argv[2]))))
