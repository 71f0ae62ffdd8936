"""How the figures of an indicator are put together: chosen also after the SKP was fixed."""

from __future__ import annotations

from django.db import transaction

from pegawai import audit
from pegawai.models import Pegawai
from skp import permissions, rules
from skp.errors import IsianTidakSah
from skp.models import IndikatorKinerja
from skp.permissions.gabung import may_set_gabung
from skp.rules import CaraGabung
from skp.services.bersama import lock_skp


@transaction.atomic
def set_gabung(*, pelaku: Pegawai, indikator: IndikatorKinerja, gabung: CaraGabung | str) -> IndikatorKinerja:
    """Choose how the periods of one indicator are put together; "" goes back to what its target says.

    Indicator and target stay as agreed: this is a way of reading figures, printed nowhere.
    """
    skp = lock_skp(indikator.rhk.skp)
    permissions.require(may_set_gabung(pelaku, skp))
    indikator = IndikatorKinerja.objects.get(pk=indikator.pk, rhk__skp=skp)
    if not rules.bisa_digabung(indikator.jenis_target):
        raise IsianTidakSah("Target berupa tanggal atau uraian tidak digabung.", bidang="gabung")
    pilihan = CaraGabung(gabung).value if gabung else ""
    if indikator.gabung != pilihan:
        indikator.gabung = pilihan
        with audit.act(pelaku, "indikator.cara_gabung_dipilih"):
            indikator.save(update_fields=["gabung"])
    return indikator
