"""Words for a leader's RHK become a link, by a click."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from pegawai import audit
from pegawai.models import Pegawai
from skp import permissions, rules
from skp.errors import RujukanTidakSah
from skp.models import IndikatorKinerja, RencanaHasilKerja, Skp
from skp.permissions import RUJUKAN_TIDAK_ADA
from skp.rules import STATUS_TETAP
from skp.services.bersama import bump, lock_skp

Pasangan = tuple[RencanaHasilKerja, RencanaHasilKerja, IndikatorKinerja | None]


@transaction.atomic
def link_rhk(*, pelaku: Pegawai, skp: Skp, pasangan: Sequence[Pasangan]) -> int:
    """Link each RHK to the leader's RHK that its words meant; all or none.

    In a fixed SKP the words stay as they were agreed and only the link is added. One that was linked meanwhile
    is left as it is.
    """
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    tetap = skp.status in STATUS_TETAP
    if not tetap:
        rules.check_bisa_disunting(skp.status)
    if not pasangan:
        raise RujukanTidakSah("Belum ada yang dicentang. Centang paling sedikit satu.", bidang="tautan")
    jumlah = 0
    with audit.act(pelaku, "rhk.ditautkan"):
        for milik, pimpinan, indikator in pasangan:
            rhk = skp.rhk.filter(pk=milik.pk).first()
            cocok = indikator is None or indikator.rhk_id == pimpinan.pk
            if rhk is None or not cocok or not permissions.may_link_rhk(pelaku, skp, pimpinan):
                raise RujukanTidakSah(RUJUKAN_TIDAK_ADA, bidang="tautan")
            if rhk.rhk_pimpinan_id:
                continue
            rhk.rhk_pimpinan, rhk.indikator_pimpinan = pimpinan, indikator
            if not tetap:
                rhk.rhk_pimpinan_teks = pimpinan.teks
                rhk.indikator_pimpinan_teks = indikator.teks if indikator else ""
            rhk.save()
            jumlah += 1
        if jumlah and not tetap:
            bump(skp)
    return jumlah
