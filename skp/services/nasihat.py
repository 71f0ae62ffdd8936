"""Answering advice."""

from __future__ import annotations

from django.db import transaction

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from skp import permissions, rules, selectors
from skp.models import NasihatDitutup, Skp
from skp.permissions.ringan import may_answer_nasihat
from skp.services.bersama import lock_skp


@transaction.atomic
def dismiss_nasihat(*, pelaku: Pegawai, skp: Skp, kode: str, kunci: str) -> Skp:
    """Say of one remark that the wording is right as it is; another wording brings the remark back."""
    skp = lock_skp(skp)
    permissions.require(may_answer_nasihat(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    cocok = [
        t.nasihat
        for daftar in selectors.nasihat_of(skp).values()
        for t in daftar
        if (t.nasihat.kode, t.nasihat.kunci) == (kode, kunci)
    ]
    if not cocok:
        raise SudahBerubah("Nasihat ini sudah tidak berlaku. Muat ulang halaman ini.")
    n = cocok[0]
    with audit.act(pelaku, "nasihat.ditutup"):
        NasihatDitutup.objects.get_or_create(skp=skp, kode=n.kode.value, kunci=n.kunci, sidik=n.sidik)
    return skp
