"""Background work: imports that an admin has ordered. The row is the truth, the message only the doorbell."""

from __future__ import annotations

import logging
import time

from celery import shared_task
from django.db import InterfaceError, OperationalError

from pegawai import services

log = logging.getLogger(__name__)

GILIRAN = 60.0
"""Seconds a task works on one import before it goes to the end of the queue."""


@shared_task
def terapkan_impor(impor_pk: int) -> None:
    """Apply an import piece by piece. A second message for the same import finds the rest, or nothing."""
    akhir = time.monotonic() + GILIRAN
    try:
        while services.step_impor(impor_pk):
            if time.monotonic() > akhir:
                terapkan_impor.delay(impor_pk)
                return
    except (OperationalError, InterfaceError):
        raise  # the database went away: the rows wait, and beat rings again
    except Exception as galat:
        # Only the kind of fault goes to the log: the message of the database may quote a NIP.
        log.error("impor %s gagal: %s", impor_pk, type(galat).__name__)
        services.fail_impor(impor_pk, galat)


@shared_task
def dering_ulang_impor() -> int:
    """Ring again for imports whose doorbell was lost or whose worker died. Returns how many."""
    kunci = services.claim_silent_impor()
    for pk in kunci:
        terapkan_impor.delay(pk)
    return len(kunci)
