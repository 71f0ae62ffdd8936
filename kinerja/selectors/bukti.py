"""Evidence as pages show it, and how long an act can be undone."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from kinerja.models import BuktiDukung
from kinerja.rules import StatusBukti
from skp.models import Periode, Skp

MASA_BATAL = timedelta(hours=24)
"""How long what was withdrawn stays in sight, with the button that brings it back."""


def daftar_bukti(milik: str) -> ArraySubquery:
    """The evidence of each row of a list, read with the row itself; what was refused is left out.

    `milik`: catatan, realisasi or perilaku. Each piece is a mapping with uuid, nama, jenis, tautan, status.
    """
    return ArraySubquery(
        BuktiDukung.objects.filter(**{milik: OuterRef("pk")})
        .exclude(status=StatusBukti.DITOLAK)
        .order_by("id")
        .values(json=JSONObject(uuid="uuid", nama="nama", jenis="jenis", tautan="tautan", status="status"))
    )


def bukti_catatan_per_rhk(skp: Skp, periode: Periode) -> dict[int, list[BuktiDukung]]:
    """The evidence behind the entries of a period, by RHK, the latest first: what a realisasi can lean on."""
    hasil: dict[int, dict[int, BuktiDukung]] = defaultdict(dict)
    baris = (
        BuktiDukung.objects.filter(
            catatan__skp=skp,
            catatan__ditarik_pada__isnull=True,
            catatan__tanggal__gte=periode.mulai,
            catatan__tanggal__lte=periode.selesai,
        )
        .exclude(status=StatusBukti.DITOLAK)
        .annotate(untuk_rhk=F("catatan__rhk_id"))
        .order_by("-catatan__tanggal", "-id")
    )
    for b in baris:
        hasil[b.untuk_rhk].setdefault(b.pk, b)
    return {rhk: list(bukti.values()) for rhk, bukti in hasil.items()}
