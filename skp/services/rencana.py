"""Action plans as a table: a cell, what was proposed, a period carried on to the next ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from skp import permissions, rules
from skp.errors import IsianTidakSah, PeriodeTidakSah
from skp.models import Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules.rencana import BATAS_TARGET_AKSI
from skp.selectors import periode_skp
from skp.services.bersama import lock_skp
from skp.services.lengkap import save_rencana_aksi

BERUBAH = "Periode ini juga diisi di tempat lain. Tulisan Anda belum disimpan."


@transaction.atomic
def save_sel(
    *, pelaku: Pegawai, rhk: RencanaHasilKerja, periode: Periode, teks: str, target: str, versi: str = ""
) -> RencanaAksi:
    """Write the cell of one RHK and period: the plan that stood there when it was opened, or its first one."""
    lock_skp(rhk.skp)
    ada = list(rhk.rencana_aksi.filter(periode=periode).order_by("urutan", "id"))
    aksi = next((a for a in ada if versi and a.versi == versi), None)
    if ada and aksi is None:
        raise SudahBerubah(BERUBAH)
    if versi and aksi is None:
        raise SudahBerubah("Rencana ini sudah dihapus di tempat lain. Tulisan Anda belum disimpan.")
    return save_rencana_aksi(
        pelaku=pelaku, rhk=rhk, periode=periode, teks=teks, target=target, aksi=aksi, versi=versi or None
    )


@dataclass(frozen=True)
class UsulDiterima:
    """A proposal that was accepted, perhaps reworded."""

    rhk: RencanaHasilKerja
    periode: Periode
    teks: str
    target: str


def _lock_rencana(pelaku: Pegawai, skp: Skp) -> Skp:
    skp = lock_skp(skp)
    permissions.require(permissions.may_plan_aksi(pelaku, skp))
    rules.check_rencana_aksi(skp.status)
    return skp


@transaction.atomic
def accept_usulan(*, pelaku: Pegawai, skp: Skp, usulan: Sequence[UsulDiterima]) -> int:
    """Write accepted proposals into cells that are still empty; what was filled meanwhile is left as it is."""
    skp = _lock_rencana(pelaku, skp)
    if not usulan:
        raise IsianTidakSah("Belum ada usulan yang dicentang. Centang paling sedikit satu.", bidang="usulan")
    milik = set(skp.rhk.values_list("pk", flat=True))
    periode = set(periode_skp(skp).values_list("pk", flat=True))
    if any(u.rhk.pk not in milik or u.periode.pk not in periode for u in usulan):
        raise PeriodeTidakSah(
            "Periode itu di luar rentang SKP ini. Muat ulang halaman ini.", bidang="periode"
        )
    terisi = set(RencanaAksi.objects.filter(rhk__skp=skp).values_list("rhk", "periode"))
    baru = [
        RencanaAksi(
            rhk=u.rhk,
            periode=u.periode,
            teks=rules.check_teks(u.teks, sebutan="Rencana aksi"),
            target=rules.check_teks(u.target, sebutan="Target rencana aksi", bidang="target")[
                :BATAS_TARGET_AKSI
            ],
        )
        for u in usulan
        if (u.rhk.pk, u.periode.pk) not in terisi
    ]
    with audit.act(pelaku, "rencana_aksi.usulan_diterima"):
        RencanaAksi.objects.bulk_create(baru)
    return len(baru)


@transaction.atomic
def copy_periode(*, pelaku: Pegawai, skp: Skp, periode: Periode) -> int:
    """Carry the plans of one period on to every later one in which that RHK has none."""
    skp = _lock_rencana(pelaku, skp)
    semua = list(periode_skp(skp))
    if periode.pk not in {p.pk for p in semua}:
        raise PeriodeTidakSah("Periode itu di luar rentang SKP ini. Pilih dari daftar.", bidang="periode")
    berikut = [p for p in semua if p.mulai > periode.mulai]
    if not berikut:
        raise PeriodeTidakSah("Tidak ada periode sesudah ini dalam SKP Anda.", bidang="periode")
    sumber = list(
        RencanaAksi.objects.filter(rhk__skp=skp, periode=periode).order_by("rhk_id", "urutan", "id")
    )
    if not sumber:
        raise PeriodeTidakSah("Periode itu belum memiliki rencana aksi untuk disalin.", bidang="periode")
    terisi = set(RencanaAksi.objects.filter(rhk__skp=skp, periode__in=berikut).values_list("rhk", "periode"))
    baru = [
        RencanaAksi(rhk_id=a.rhk_id, periode=p, urutan=a.urutan, teks=a.teks, target=a.target)
        for p in berikut
        for a in sumber
        if (a.rhk_id, p.pk) not in terisi
    ]
    with audit.act(pelaku, "rencana_aksi.periode_disalin"):
        RencanaAksi.objects.bulk_create(baru)
    return len(baru)
