"""A thousand SKP as one PDF: documents per second and core, memory per worker, what the job adds to the printing.

Two workers, each a process of its own with the loop of the Celery task, share the job. The bound is the ratio of the
job's time to the printing itself, spread over the workers. Printing is pure CPU, so its own wall time tells how much
the neighbours of a busy machine take: the bound holds on a quiet machine and on a busy one.
Run alone with `make bench ARGS=massal`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

import django

from tests.bench.bench_impor import Baris

JUMLAH = 1_000
PEKERJA = 2


def _kerja(laporan_pk: int) -> dict[str, float]:
    """In a process of its own: the loop of `kerjakan_laporan`, with a clock at the printer."""
    from evaluasi import services
    from evaluasi.laporan import pdf
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
    services.start_laporan(laporan_pk)
    mulai = time.time()
    while services.work_butir(laporan_pk=laporan_pk, cetak=cetak_terukur, versi_templat="bench"):
        pass
    sebelum = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tutup = time.perf_counter()
    services.close_laporan(laporan_pk)
    return cetak | {
        "mulai": mulai,
        "selesai": time.time(),
        "satukan": time.perf_counter() - tutup,
        "cpu_semua": time.process_time(),
        "mb_cetak": sebelum,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


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
    perintah = [sys.executable, "-m", "tests.bench.bench_pdf_massal", str(kunci)]
    proses = [subprocess.Popen(perintah, stdout=subprocess.PIPE, text=True) for _ in range(PEKERJA)]
    hasil = [json.loads(p.communicate()[0]) for p in proses]
    laporan = Laporan.objects.get(pk=kunci)
    assert (laporan.status, laporan.berkas != "") == ("selesai", True), laporan.galat

    def semua(apa: str) -> float:
        return sum(h[apa] for h in hasil)

    lama = max(h["selesai"] for h in hasil) - min(h["mulai"] for h in hasil)
    wajar = semua("dinding") / PEKERJA
    satukan = max(h["satukan"] for h in hasil)
    mb = max(h["mb"] for h in hasil)
    return [
        _baris("1.000 SKP satu PDF: dokumen", semua("jumlah"), "", "1000", semua("jumlah") == JUMLAH),
        _baris("1.000 SKP satu PDF: lama", lama, "s"),
        _baris("1.000 SKP satu PDF: menyatukan", satukan, "s"),
        _baris("1.000 SKP satu PDF: ukuran", laporan.ukuran / 1e6, "MB"),
        _baris("1.000 SKP satu PDF: per detik tiap inti (CPU)", JUMLAH / semua("cpu_semua"), "dok/s"),
        _baris("1.000 SKP satu PDF: CPU mencetak satu SKP", semua("cpu") / JUMLAH * 1000, "ms"),
        _baris("1.000 SKP satu PDF: terhadap mencetak saja", lama / wajar, "×", "≤ 1,15", lama <= 1.15 * wajar),
        _baris("1.000 SKP satu PDF: memori puncak pekerja", mb, "MB", "≤ 250", mb <= 250),
        _baris("1.000 SKP satu PDF: memori sebelum menyatukan", max(h["mb_cetak"] for h in hasil), "MB"),
    ]  # fmt: skip


def _baris(nama: str, nilai: float, satuan: str, batas: str = "", terpenuhi: bool | None = None) -> Baris:
    return {"nama": nama, "nilai": nilai, "satuan": satuan, "batas": batas, "terpenuhi": terpenuhi}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(_kerja(int(sys.argv[1]))))
