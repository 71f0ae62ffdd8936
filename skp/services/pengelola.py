"""The pengelola kinerja drafts for a person who did not (PermenPANRB 8/2021: after week 2 of January)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from pegawai import audit
from pegawai.models import Pegawai, Penempatan
from skp import permissions, rules
from skp.models import Periode, Skp
from skp.rules import Pendekatan
from skp.services.bersama import lock_skp
from skp.services.susun import create_draf, lock_pegawai


@transaction.atomic
def draft_for(*, pelaku: Pegawai, penempatan: Penempatan, periode: Periode) -> Skp:
    """Begin an SKP for somebody else, or take over the draft that he left; it is marked as such for good."""
    lock_pegawai(penempatan.pegawai_id)
    permissions.require(permissions.may_draft_for(pelaku, penempatan, periode, pada=timezone.localdate()))
    ada = Skp.objects.berlaku().filter(penempatan=penempatan, periode=periode).first()
    if ada is not None:
        return _take_over(pelaku, ada)
    return create_draf(
        pelaku,
        penempatan,
        periode,
        mulai=None,
        selesai=None,
        pendekatan=Pendekatan.KUANTITATIF,
        pengelola=pelaku,
    )


def _take_over(pelaku: Pegawai, skp: Skp) -> Skp:
    skp = lock_skp(skp)
    rules.check_bisa_disunting(skp.status)
    if skp.pengelola_id is None:
        skp.pengelola = pelaku
        skp.nomor_sunting += 1
        with audit.act(pelaku, "skp.diambil_alih"):
            skp.save(update_fields=["pengelola", "nomor_sunting"])
    return skp
