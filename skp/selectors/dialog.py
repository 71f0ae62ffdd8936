"""The notes of dialog kinerja of an SKP, for whoever may read them."""

from __future__ import annotations

from django.db.models import QuerySet

from pegawai.models import Pegawai
from skp.models import DialogKinerja, Skp


def dialog_of(pelaku: Pegawai, skp: Skp) -> QuerySet[DialogKinerja]:
    """The notes of this SKP, and of the one in force that it revises, the newest first."""
    return (
        DialogKinerja.objects.visible_to(pelaku)
        .filter(skp__in=[skp.pk, skp.revisi_dari_id or skp.pk])
        .select_related("disusun_oleh", "penilai_setuju_oleh")
        .order_by("-tanggal", "-id")
    )
