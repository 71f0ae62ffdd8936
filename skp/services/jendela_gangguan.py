"""Windows kept open because the application itself was down: one extension per window, renewed as outages are learned of."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from pegawai import audit
from skp.models import Periode, PerpanjanganJendela
from skp.models.periode import PerpanjanganQuerySet
from skp.rules import JenisJendela

ALASAN_CABUT = "Dihitung ulang dari riwayat gangguan."


@transaction.atomic
def set_perpanjangan_gangguan(
    *, periode: Periode, jendela: JenisJendela, unit_id: int | None, sampai: date | None, alasan: str
) -> PerpanjanganJendela | None:
    """Keep a window open to this day because of outages; None takes such an extension back. Twice changes nothing."""
    Periode.objects.select_for_update(of=("self",)).get(pk=periode.pk)
    berlaku: PerpanjanganQuerySet = PerpanjanganJendela.objects.berlaku().filter(
        periode=periode, jendela=jendela.value, unit=unit_id, is_gangguan=True
    )
    ada = list(berlaku.order_by("pk"))
    if sampai and any(p.sampai == sampai for p in ada):
        return next(p for p in ada if p.sampai == sampai)
    with audit.act(None, "jendela.dihitung_dari_gangguan", alasan):
        for p in ada:
            p.dicabut_pada, p.alasan_cabut = timezone.now(), ALASAN_CABUT
            p.save(update_fields=["dicabut_pada", "alasan_cabut"])
        if sampai is None:
            return None
        return PerpanjanganJendela.objects.create(
            instansi_id=periode.instansi_id,
            periode=periode,
            jendela=jendela.value,
            unit_id=unit_id,
            sampai=sampai,
            alasan=alasan[:500],
            is_gangguan=True,
        )
