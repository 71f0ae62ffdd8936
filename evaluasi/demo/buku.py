"""What a leader said to the log of his people, and an outage that everyone can read about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from kinerja.models import CatatanHarian
from kinerja.services import acknowledge_catatan, question_catatan, record_gangguan

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita


def tanggapan(c: Cerita) -> None:
    """The head of the section knows what Dewi did last week, and asks about one entry."""
    milik = CatatanHarian.objects.aktif().filter(skp=c.skp["M"]).order_by("tanggal", "id")
    lama = list(milik[:5])
    for catatan in lama[:4]:
        acknowledge_catatan(pelaku=c.orang["B"], catatan=catatan)
    for catatan in lama[4:]:
        question_catatan(
            pelaku=c.orang["B"], catatan=catatan, isi="Untuk perangkat daerah yang mana? Sebutkan di uraian."
        )


def gangguan(c: Cerita) -> None:
    """A short outage a few weeks ago, recorded by the admin."""
    mulai = timezone.now().replace(minute=10, second=0, microsecond=0) - timedelta(days=24)
    record_gangguan(
        pelaku=c.orang["ADMIN"],
        mulai=mulai,
        selesai=mulai + timedelta(minutes=95),
        keterangan="Jaringan pusat data terputus",
    )
