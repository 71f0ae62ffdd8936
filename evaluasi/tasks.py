"""Background work: documents and files of jobs, ringing again, schedules, what is past its time."""

from __future__ import annotations

import math
import time
from datetime import timedelta

from celery import shared_task
from django.db import InterfaceError, OperationalError

from evaluasi import selectors, services
from evaluasi.laporan import pdf
from evaluasi.laporan.isi import TULIS
from evaluasi.models import Laporan, PekerjaanPeriode
from evaluasi.rules import JenisLaporan, lajur
from evaluasi.services.terbit import Terbitan
from pegawai.models import Instansi

GILIRAN = 3.0
"""Seconds a task works before it goes to the end of its lane, so that the small lane is looked at."""
BUTIR_PER_PEKERJA = 20
PEKERJA_MAKS = 8


def cetak(terbitan: Terbitan) -> bytes:
    """Make the PDF of one document."""
    return pdf.render_snapshot(terbitan.jenis, terbitan.data, lambang=terbitan.lambang)


@shared_task
def kerjakan_laporan(laporan_pk: int) -> None:
    """Serve the jobs of a lane, one document each in turn; any number of workers may share them.

    The job that rang says which lane. Whose document is next follows from who was served last (`next_laporan`), not
    from who rang how often.
    """
    antrean = _lajur_of(laporan_pk)
    akhir, habis = None, set[int]()
    while antrean and (pk := services.next_laporan(antrean, kecuali=habis)):
        if services.work_butir(laporan_pk=pk, cetak=cetak, versi_templat=str(pdf.VERSI_TEMPLATE)):
            # From the first document on: a new process loads the printer with it.
            akhir = akhir or time.monotonic() + GILIRAN
            if time.monotonic() > akhir:
                _dering(pk)
                return
        else:
            services.close_laporan(pk, tulis=TULIS)
            habis.add(pk)


@shared_task
def dering_ulang_laporan(jeda: float | None = None) -> int:
    """Ring again for jobs whose doorbell was lost or whose worker died. Returns how many."""
    kunci = services.claim_silent_laporan(jeda=_jeda(jeda))
    for pk in kunci:
        _dering(pk)
    return len(kunci)


def _jeda(detik: float | None) -> timedelta | None:
    return None if detik is None else timedelta(seconds=detik)


def _lajur_of(laporan_pk: int) -> str:
    """The lane of a job; empty where there is no such job."""
    ada = Laporan.objects.filter(pk=laporan_pk).values_list("jumlah", "jenis").first()
    return lajur(ada[0], is_dokumen=ada[1] == JenisLaporan.DOKUMEN) if ada else ""


def _dering(laporan_pk: int) -> None:
    if antrean := _lajur_of(laporan_pk):
        kerjakan_laporan.apply_async((laporan_pk,), queue=antrean)


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
    """Remove temporary files of workers that were killed, and files of jobs past their time."""
    return services.buang_sementara() + services.purge_laporan()


@shared_task
def lanjutkan_tertahan() -> int:
    """Let the jobs go on that the full disk had stopped. Returns how many."""
    lanjut = services.release_laporan()
    for laporan in lanjut:
        bunyikan(laporan)
    return len(lanjut)


@shared_task
def jalankan_jadwal() -> int:
    """Order the reports whose turn has come. Returns how many."""
    laporan = services.run_jadwal()
    for satu in laporan:
        bunyikan(satu)
    return len(laporan)


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
    except (OperationalError, InterfaceError):
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
def dering_ulang_periode(jeda: float | None = None) -> int:
    """Ring again for work whose doorbell was lost or whose worker died. Returns how many."""
    kunci = services.claim_silent_pekerjaan(jeda=_jeda(jeda))
    for pk in kunci:
        kerjakan_periode.delay(pk)
    return len(kunci)


def bunyikan_periode(pekerjaan: PekerjaanPeriode) -> None:
    """Ring for opening or closing a period, after the commit."""
    kerjakan_periode.delay_on_commit(pekerjaan.pk)  # type: ignore[attr-defined]


def bunyikan(laporan: Laporan) -> None:
    """Ring for a job after the commit; a large one is shared by several workers."""
    pekerja = min(PEKERJA_MAKS, math.ceil(laporan.jumlah / BUTIR_PER_PEKERJA))
    antrean = lajur(laporan.jumlah, is_dokumen=laporan.jenis == JenisLaporan.DOKUMEN)
    for _ in range(pekerja if laporan.selesai_pada is None else 0):
        kerjakan_laporan.apply_async_on_commit(  # type: ignore[attr-defined]
            (laporan.pk,), queue=antrean
        )


@shared_task
def hitung_ringkas() -> int:
    """Count the dashboards of large agencies anew, period by period. Returns how many periods."""
    pasangan = [(i, p) for i in services.instansi_besar() for p in services.periode_bergerak(i)]
    for instansi, periode in pasangan:
        services.count_ringkas(instansi=instansi, periode=periode)
    return len(pasangan)
