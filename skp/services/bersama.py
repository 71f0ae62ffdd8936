"""What every act on an SKP begins and ends with: the lock, the check against another tab, the trail."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from skp import rules
from skp.models import RiwayatSkp, Skp
from skp.rules import StatusSkp
from skp.selectors import gerak_terakhir, kalimat_gerak, kapan
from skp.services.kabar import tell_skp

TERKAIT = ("pegawai__instansi", "penempatan__unit", "penempatan__jabatan", "periode", "instansi")


def lock_skp(skp: Skp, terkait: tuple[str, ...] = TERKAIT) -> Skp:
    """Lock the SKP before anything under it is read: two tabs, or its owner and its penilai, can act at once.

    Of a proposal the living SKP first: every act takes the two in the same order. `terkait` is read along.
    """
    if skp.revisi_dari_id is not None:
        Skp.objects.select_for_update(of=("self",)).get(pk=skp.revisi_dari_id)
    return Skp.objects.select_for_update(of=("self",)).select_related(*terkait).get(pk=skp.pk)


def check_gerak(skp: Skp, ke: StatusSkp) -> None:
    """Refuse a move that the state does not allow; say who moved it meanwhile, and when."""
    if ke in rules.TRANSISI_SKP[StatusSkp(skp.status)]:
        return
    gerak = gerak_terakhir(skp)
    if gerak is not None and gerak.dari:
        raise SudahBerubah(f"{kalimat_gerak(gerak)} ini pada {kapan(gerak.pada)}. Muat ulang halaman ini.")
    rules.check_transition(skp.status, ke)


def check_versi(kiriman: str | None, kini: str) -> None:
    """Refuse to write over what another tab saved after this form was opened."""
    if kiriman and kiriman != kini:
        raise SudahBerubah("Isian ini juga diubah di tempat lain. Tulisan Anda belum disimpan.")


def bump(skp: Skp, *bidang: str) -> None:
    """Count one more change of the content: whoever decides on the SKP decides on the count he has read."""
    skp.nomor_sunting += 1
    skp.save(update_fields=["nomor_sunting", *bidang])


def move(
    skp: Skp,
    ke: StatusSkp,
    *,
    oleh: Pegawai,
    catatan: str = "",
    bidang: tuple[str, ...] = (),
    isi: list[dict[str, Any]] | None = None,
) -> None:
    """Take one step of the table and keep it in the trail; `isi` is what stood in the SKP when it was returned."""
    dari = skp.status
    rules.check_transition(dari, ke)
    skp.status = ke.value
    skp.save(update_fields=["status", *bidang])
    RiwayatSkp.objects.create(
        skp=skp,
        dari=dari,
        ke=ke.value,
        oleh=oleh,
        pada=timezone.now(),
        catatan=catatan,
        versi=skp.versi,
        isi=isi,
    )
    tell_skp(skp, ke, oleh)
