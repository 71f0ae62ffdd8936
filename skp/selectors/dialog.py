"""The notes of dialog kinerja of an SKP, for whoever may read them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from pegawai.models import Pegawai
from skp.models import DialogKinerja, Skp


def dialog_of(pelaku: Pegawai, skp: Skp) -> QuerySet[DialogKinerja]:
    """The notes of this SKP in all its versions, the newest first: what was agreed for a revision stays with it."""
    pokok = skp.revisi_dari_id or skp.pk
    return (
        DialogKinerja.objects.visible_to(pelaku)
        .filter(Q(skp=pokok) | Q(skp__revisi_dari=pokok))
        .select_related("disusun_oleh", "penilai_setuju_oleh")
        .order_by("-tanggal", "-id")
    )
