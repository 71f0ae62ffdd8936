"""Background work on evidence: examine, try links out, tidy up; and ring again for what was left behind."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.db import connection
from django.utils import timezone

from kinerja import services
from kinerja.models import BuktiDukung
from kinerja.rules import MAKS_PERCOBAAN, JenisBukti, KeadaanTautan, StatusBukti
from pegawai.models import Instansi

TERTINGGAL = timedelta(seconds=30)
"""After this a doorbell is held to be lost."""
SEKALIGUS = 50


@shared_task
def periksa_bukti(bukti_pk: int) -> None:
    """Examine one piece of evidence; done already means nothing happens."""
    bukti = BuktiDukung.objects.filter(pk=bukti_pk, status=StatusBukti.KARANTINA).first()
    if bukti:
        services.examine_bukti(bukti=bukti)


@shared_task
def periksa_bukti_tertinggal() -> int:
    """Ring again for what waits in quarantine and nobody has: a lost doorbell, a worker that died."""
    kini = timezone.now()
    kunci = list(
        BuktiDukung.objects.filter(services.tunggu_periksa(kini), dibuat_pada__lt=kini - TERTINGGAL)
        .order_by("dibuat_pada")
        .values_list("pk", flat=True)[:SEKALIGUS]
    )
    for pk in kunci:
        periksa_bukti.delay(pk)  # one message each: a bad file costs its own task only
    return len(kunci)


@shared_task
def lupakan_kunci_kiriman() -> int:
    """Drop remembered answers once their seven days are over."""
    return services.forget_answers(kini=timezone.now())


@shared_task
def tutup_ronde() -> int:
    """Close the 360 rounds whose last day is over, and clear away what is left of their answers on disk."""
    lewat = services.ronde_lewat(timezone.localdate())
    for ronde in lewat:
        services.close_ronde(ronde=ronde)
    if lewat and not connection.in_atomic_block:
        with connection.cursor() as kursor:
            kursor.execute("VACUUM kinerja_jawabanronde, kinerja_tandaikutronde")
    return len(lewat)


@shared_task
def catat_denyut() -> int:
    """Note that scheduler, queue, worker and database work; a silence before this becomes an outage."""
    kini = timezone.now().replace(second=0, microsecond=0)
    return len(services.beat_layanan(kini=kini, is_web_menjawab=_web_menjawab()))


def _web_menjawab() -> bool:
    """Whether the pages answer, where their inner address is set; an error of the page is an answer, too."""
    if not settings.ALAMAT_SEHAT:
        return True
    try:
        with urllib.request.urlopen(settings.ALAMAT_SEHAT, timeout=5):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError as galat:
        return galat.code < 500
    except OSError:
        return False


@shared_task
def hitung_perpanjangan_gangguan() -> int:
    """Bring windows in line with outages, holidays and deadlines as they are now."""
    return sum(services.refresh_perpanjangan(instansi=i) for i in Instansi.objects.order_by("pk"))


@worker_ready.connect
def _denyut_pertama(**_: Any) -> None:
    """Notice at the start how long nobody was there; the first beat would come a minute later."""
    catat_denyut.delay()


@shared_task
def periksa_tautan(bukti_pk: int) -> None:
    """Try one link out."""
    bukti = BuktiDukung.objects.filter(pk=bukti_pk, jenis=JenisBukti.TAUTAN).first()
    if bukti:
        services.check_tautan_bukti(bukti=bukti)


@shared_task
def periksa_tautan_tertinggal() -> int:
    """Ring again for links that nobody has tried out, and a few more times for those that gave no answer."""
    kunci = list(
        BuktiDukung.objects.filter(
            jenis=JenisBukti.TAUTAN,
            keadaan_tautan=KeadaanTautan.BELUM_DIPASTIKAN,
            tautan_oleh__isnull=True,
            percobaan__lt=MAKS_PERCOBAAN,
            dibuat_pada__gte=timezone.now() - timedelta(days=2),
        ).values_list("pk", flat=True)[:SEKALIGUS]
    )
    for pk in kunci:
        periksa_tautan.delay(pk)
    return len(kunci)


@shared_task
def rapikan_unggahan() -> int:
    """Finish or drop uploads that nobody goes on with; have examined what came out."""
    hasil = services.sweep_unggahan()
    for bukti in hasil:
        periksa_bukti.delay(bukti.pk)
    return len(hasil)


@shared_task
def rapikan_bukti_dihapus() -> int:
    """Remove what the store would not let go of when evidence was deleted."""
    return services.sweep_bukti_dihapus(kini=timezone.now())


def bunyikan(bukti: BuktiDukung) -> None:
    """Ring for new evidence after the commit: a file is examined, a link tried out."""
    if bukti.jenis == JenisBukti.TAUTAN:
        if bukti.tautan_diperiksa_pada is None:
            periksa_tautan.delay_on_commit(bukti.pk)  # type: ignore[attr-defined]
    elif bukti.status == StatusBukti.KARANTINA:
        periksa_bukti.delay_on_commit(bukti.pk)  # type: ignore[attr-defined]


@shared_task
def tutup_periode() -> int:
    """Freeze the realisasi of every period whose window is over; doing it twice changes nothing."""
    return sum(services.close_due(instansi=i) for i in Instansi.objects.order_by("pk"))
