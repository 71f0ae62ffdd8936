"""A clock for the demo: each act happens on its own day of the story, never later than today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def pada(hari: date, jam: time = time(9, 30)) -> Iterator[date]:
    """Let services believe that it is that day; a day still to come counts as now.

    Only the demo uses this. It keeps the services free of a date argument that pages would never fill.
    """
    sekarang = timezone.now()
    saat = min(timezone.make_aware(datetime.combine(hari, jam)), sekarang)
    with patch.object(timezone, "now", lambda: saat + (_nyata() - sekarang)):
        yield timezone.localdate(saat)


def _nyata() -> datetime:
    return datetime.now(tz=timezone.get_current_timezone())


def hari_kerja_terakhir(sampai: date, jumlah: int) -> list[date]:
    """The last working days (Monday to Friday) up to a day, oldest first."""
    hasil: list[date] = []
    hari = sampai
    while len(hasil) < jumlah:
        if hari.weekday() < 5:
            hasil.append(hari)
        hari -= timedelta(days=1)
    return hasil[::-1]
