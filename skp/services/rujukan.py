"""Copies of the leader's RHK that members carry: never lost, and true until the SKP is fixed."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from skp.models import IndikatorKinerja, RencanaHasilKerja, Skp
from skp.rules import STATUS_BISA_DISUNTING, STATUS_MATI, StatusSkp

STATUS_IKUT_PIMPINAN = STATUS_BISA_DISUNTING | {StatusSkp.DIAJUKAN}
"""Until an SKP is fixed its copies follow the leader's words; afterwards they stay as they were agreed."""


def loosen_rujukan(rhk: RencanaHasilKerja) -> int:
    """The leader's RHK goes: whoever served it keeps its words, and is told to choose another one.

    Replaced versions stay as they are: what was agreed then was agreed.
    """
    return (
        RencanaHasilKerja.objects.filter(rhk_pimpinan=rhk)
        .exclude(skp__status__in=STATUS_MATI | {StatusSkp.SELESAI})
        .update(rhk_pimpinan=None, indikator_pimpinan=None, rujukan_lepas_pada=timezone.now())
    )


def refresh_rujukan_from(rhk: RencanaHasilKerja) -> None:
    """The leader changed an RHK: its copies in SKP that are not fixed yet follow."""
    anak = RencanaHasilKerja.objects.filter(rhk_pimpinan=rhk, skp__status__in=STATUS_IKUT_PIMPINAN)
    anak.exclude(rhk_pimpinan_teks=rhk.teks).update(rhk_pimpinan_teks=rhk.teks)
    for i in rhk.indikator.all():
        anak.filter(indikator_pimpinan=i).exclude(indikator_pimpinan_teks=i.teks).update(
            indikator_pimpinan_teks=i.teks
        )


def refresh_rujukan_of(skp: Skp) -> None:
    """Take over the words of all linked RHK of leaders as they are now."""
    tertaut = RencanaHasilKerja.objects.filter(skp=skp, rhk_pimpinan__isnull=False)
    pimpinan = RencanaHasilKerja.objects.filter(pk=OuterRef("rhk_pimpinan")).values("teks")
    tertaut.exclude(rhk_pimpinan_teks=F("rhk_pimpinan__teks")).update(rhk_pimpinan_teks=Subquery(pimpinan))
    indikator = IndikatorKinerja.objects.filter(pk=OuterRef("indikator_pimpinan")).values("teks")
    tertaut.filter(indikator_pimpinan__isnull=False).exclude(
        indikator_pimpinan_teks=F("indikator_pimpinan__teks")
    ).update(indikator_pimpinan_teks=Subquery(indikator))
