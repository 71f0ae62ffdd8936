"""The notes of dialog kinerja of an SKP, for whoever may read them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from pegawai.models import Pegawai
from pegawai.prepared import prepared
from skp.models import DialogKinerja, Skp


def dialog_of(pelaku: Pegawai, skp: Skp) -> list[DialogKinerja]:
    """The notes of this SKP in all its versions, the newest first: what was agreed for a revision stays with it."""
    return _dialog(pelaku, skp.revisi_dari_id or skp.pk)


@prepared
def _dialog(pelaku: Pegawai, pokok: int) -> QuerySet[DialogKinerja]:
    return (
        DialogKinerja.objects.visible_to(pelaku)
        .filter(Q(skp=pokok) | Q(skp__revisi_dari=pokok))
        .select_related("disusun_oleh", "penilai_setuju_oleh")
        .order_by("-tanggal", "-id")
    )
