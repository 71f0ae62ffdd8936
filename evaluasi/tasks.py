"""Background work: documents of a job, and ringing again for jobs that were left behind."""

from __future__ import annotations

import math
import time

from celery import shared_task
from django.db import OperationalError

from evaluasi import selectors, services
from evaluasi.laporan import pdf
from evaluasi.models import Laporan, PekerjaanPeriode
from evaluasi.rules import lajur
from evaluasi.services.terbit import Terbitan
from pegawai.models import Instansi

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
def finalkan_lewat_batas() -> int:
    """Make final what nobody objected to in time; goes on in another task after a few seconds."""
    jadi, gagal = services.finalise_expired(sampai=time.monotonic() + GILIRAN)
    for evaluasi in jadi:
        if laporan := selectors.laporan_of(evaluasi):
            bunyikan(laporan)
    if jadi and selectors.lewat_batas().count() > gagal:
        finalkan_lewat_batas.delay()
    return len(jadi)


@shared_task
def bersihkan_berkas() -> int:
    """Remove temporary files of workers that were killed."""
    return services.buang_sementara()


GILIRAN_PERIODE = 5.0
"""Seconds a task works on opening or closing a period before it goes to the end of its lane."""


@shared_task
def kerjakan_periode(pekerjaan_pk: int) -> None:
    """Open or close a period piece by piece. A second message for the same work finds the rest, or nothing."""
    akhir = time.monotonic() + GILIRAN_PERIODE
    try:
        while services.step_pekerjaan(pekerjaan_pk):
            if time.monotonic() > akhir:
                kerjakan_periode.delay(pekerjaan_pk)
                return
    except OperationalError:
        raise  # the database went away: the rows wait, and beat rings again
    except Exception as galat:
        services.fail_pekerjaan(pekerjaan_pk, galat)
        return
    ring_dokumen(pekerjaan_pk)


def ring_dokumen(pekerjaan_pk: int) -> None:
    """Ring for the documents of a period that has just been closed."""
    laporan = Laporan.objects.filter(
        pk__in=PekerjaanPeriode.objects.filter(pk=pekerjaan_pk).values("laporan"), dering_pada__isnull=False
    ).first()
    if laporan is not None:
        bunyikan(laporan)


@shared_task
def jaga_periode() -> int:
    """Open and close the periods whose day has come. Returns how many jobs that made."""
    baru = [p for i in Instansi.objects.order_by("pk") for p in services.run_due(instansi=i)]
    for p in baru:
        bunyikan_periode(p)
    return len(baru)


@shared_task
def dering_ulang_periode() -> int:
    """Ring again for work whose doorbell was lost or whose worker died. Returns how many."""
    kunci = services.claim_silent_pekerjaan()
    for pk in kunci:
        kerjakan_periode.delay(pk)
    return len(kunci)


def bunyikan_periode(pekerjaan: PekerjaanPeriode) -> None:
    """Ring for opening or closing a period, after the commit."""
    kerjakan_periode.delay_on_commit(pekerjaan.pk)  # type: ignore[attr-defined]


def bunyikan(laporan: Laporan) -> None:
    """Ring for a job after the commit; a large one is shared by several workers."""
    pekerja = min(PEKERJA_MAKS, math.ceil(laporan.jumlah / BUTIR_PER_PEKERJA))
    for _ in range(pekerja if laporan.selesai_pada is None else 0):
        kerjakan_laporan.apply_async_on_commit(  # type: ignore[attr-defined]
            (laporan.pk,), queue=lajur(laporan.jumlah)
        )
