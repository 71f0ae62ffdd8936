"""Background work: documents of a job, and ringing again for jobs that were left behind."""

from __future__ import annotations

import math
import time

from celery import shared_task

from evaluasi import services
from evaluasi.laporan import pdf
from evaluasi.models import Laporan
from evaluasi.rules import lajur
from evaluasi.services.terbit import Terbitan

GILIRAN = 3.0
"""Seconds a task works on one job before it goes to the end of its lane: no job holds up the others."""
BUTIR_PER_PEKERJA = 20
PEKERJA_MAKS = 8


def cetak(terbitan: Terbitan) -> bytes:
    """Make the PDF of one document."""
    return pdf.render_snapshot(terbitan.jenis, terbitan.data)


@shared_task
def kerjakan_laporan(laporan_pk: int) -> None:
    """Make the documents that a job still lacks, one per transaction; any number of workers may share it."""
    if not services.start_laporan(laporan_pk):
        return
    akhir = None
    while services.work_butir(laporan_pk=laporan_pk, cetak=cetak, versi_templat=str(pdf.VERSI_TEMPLATE)):
        akhir = akhir or time.monotonic() + GILIRAN  # a new process loads the printer with its first document
        if time.monotonic() > akhir:
            services.touch_laporan([laporan_pk])
            _dering(laporan_pk)
            return
    services.close_laporan(laporan_pk)


@shared_task
def dering_ulang_laporan() -> int:
    """Ring again for jobs whose doorbell was lost or whose worker died. Returns how many."""
    kunci = services.claim_silent_laporan()
    for pk in kunci:
        _dering(pk)
    return len(kunci)


def _dering(laporan_pk: int) -> None:
    jumlah = Laporan.objects.filter(pk=laporan_pk).values_list("jumlah", flat=True).first() or 0
    kerjakan_laporan.apply_async((laporan_pk,), queue=lajur(jumlah))


@shared_task
def bersihkan_berkas() -> int:
    """Remove temporary files of workers that were killed."""
    return services.buang_sementara()


def bunyikan(laporan: Laporan) -> None:
    """Ring for a job after the commit; a large one is shared by several workers."""
    pekerja = min(PEKERJA_MAKS, math.ceil(laporan.jumlah / BUTIR_PER_PEKERJA))
    for _ in range(pekerja if laporan.selesai_pada is None else 0):
        kerjakan_laporan.apply_async_on_commit(  # type: ignore[attr-defined]
            (laporan.pk,), queue=lajur(laporan.jumlah)
        )
