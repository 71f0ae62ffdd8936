"""Background work: evidence that nobody waits for, and evidence that was left behind."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.db import connection
from django.utils import timezone

from kinerja import services
from kinerja.models import BuktiDukung
from kinerja.rules import StatusBukti
from pegawai.models import Instansi

TERTINGGAL = timedelta(minutes=5)
"""After this an examination is held to have died with its process."""


@shared_task
def periksa_bukti(bukti_pk: int) -> None:
    """Examine one piece of evidence; done already means nothing happens."""
    bukti = BuktiDukung.objects.filter(pk=bukti_pk, status=StatusBukti.KARANTINA).first()
    if bukti:
        services.examine_bukti(bukti=bukti)


@shared_task
def periksa_bukti_tertinggal() -> int:
    """Examine what still stands in quarantine after its process has gone."""
    kunci = list(
        BuktiDukung.objects.filter(
            status=StatusBukti.KARANTINA, dibuat_pada__lt=timezone.now() - TERTINGGAL
        ).values_list("pk", flat=True)[:200]
    )
    for pk in kunci:
        periksa_bukti(pk)
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
def tutup_periode() -> int:
    """Freeze the realisasi of every period whose window is over; doing it twice changes nothing."""
    return sum(services.close_due(instansi=i) for i in Instansi.objects.order_by("pk"))
