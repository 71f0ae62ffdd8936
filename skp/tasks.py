"""Periodic work of planning."""

from smtplib import SMTPException
from zoneinfo import ZoneInfo

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from pegawai.models import Instansi
from pegawai.services import forget_kabar
from skp import services


@shared_task
def sync_penilai() -> None:
    """Bring the printed penilai of open SKP in line with the chain of today; running it twice changes nothing."""
    for instansi in Instansi.objects.order_by("pk"):
        services.sync_penilai_skp(instansi=instansi)


@shared_task
def tutup_rentang() -> int:
    """Let spans end with placements that were changed meanwhile; running it twice changes nothing."""
    return services.close_rentang()


@shared_task(autoretry_for=(OSError, SMTPException), retry_backoff=60, max_retries=5)
def kirim_ringkasan() -> int:
    """Write and send the digests of agencies whose morning has come. Each hour; twice changes nothing."""
    jumlah, kini = 0, timezone.now()
    for instansi in Instansi.objects.order_by("pk"):
        setempat = kini.astimezone(ZoneInfo(instansi.zona_waktu))
        if setempat.hour >= settings.JAM_RINGKASAN and services.email_aktif():
            services.prepare_ringkasan(instansi, setempat.date())
            jumlah += services.send_ringkasan(setempat.date())
    return jumlah


@shared_task
def lupakan_kabar() -> int:
    """Throw old notifications away."""
    return forget_kabar()
