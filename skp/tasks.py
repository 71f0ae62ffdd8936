"""Periodic work of planning."""

from celery import shared_task

from pegawai.models import Instansi
from skp import services


@shared_task
def sync_penilai() -> None:
    """Bring the printed penilai of open SKP in line with the chain of today; running it twice changes nothing."""
    for instansi in Instansi.objects.order_by("pk"):
        services.sync_penilai_skp(instansi=instansi)
