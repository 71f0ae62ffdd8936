"""Counts the figures of large agencies beforehand, so that a dashboard adds up units instead of reading people."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from evaluasi import selectors
from evaluasi.models import RingkasUnit
from evaluasi.rules import DIHITUNG_BERKALA
from evaluasi.selectors.dasbor import KOLOM, hitung_orang, orang_dasbor, pada_periode
from pegawai.models import Instansi, Penempatan
from skp.models import Periode

MASIH_BERGERAK = timedelta(days=120)
"""A period is counted often until this long after its end; an older one is counted when somebody asks."""


def instansi_besar() -> list[Instansi]:
    """Agencies whose dashboards are counted beforehand."""
    hari = timezone.localdate()
    return [
        i
        for i in Instansi.objects.order_by("pk")
        if Penempatan.objects.filter(instansi=i).definitif().pada(hari).count() >= DIHITUNG_BERKALA
    ]


def periode_bergerak(instansi: Instansi) -> list[Periode]:
    """The periods that have begun and in which people are still being rated."""
    hari = timezone.localdate()
    return [p for p in selectors.periode_pantau(instansi, hari) if p.selesai >= hari - MASIH_BERGERAK]


@transaction.atomic
def count_ringkas(*, instansi: Instansi, periode: Periode) -> int:
    """Count one period of an agency anew; readers see the old figures or the new ones, never a mixture."""
    # One counts at a time: the second would only write the same again, and could wait for the first's rows.
    Periode.objects.select_for_update(of=("self",), no_key=True).get(pk=periode.pk)
    kini = timezone.now()
    orang = orang_dasbor(instansi, periode, pada_periode(periode, timezone.localdate()))
    baris = [
        RingkasUnit(
            instansi=instansi,
            periode=periode,
            unit_id=b["unit"],
            dihitung_pada=kini,
            **{k: b[k] for k in KOLOM},
        )
        for b in hitung_orang(orang, "unit")
    ]
    RingkasUnit.objects.bulk_create(
        baris,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["periode", "unit"],
        update_fields=["dihitung_pada", *KOLOM],
    )
    RingkasUnit.objects.filter(periode=periode).exclude(unit__in=[b.unit_id for b in baris]).delete()
    return len(baris)
