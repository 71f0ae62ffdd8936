"""Evidence goes for good: the row at once, the stored file after the commit when no other row names it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime, timedelta

import pghistory
from django.db import transaction
from django.db.models import Q

from kinerja import permissions, selectors
from kinerja.bukti.gudang import gudang
from kinerja.errors import BuktiMasihDipakai
from kinerja.models import BuktiDukung, Unggahan
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require

MASA_RAPIKAN = timedelta(days=3)
"""How long a stored file that could not be removed is tried again."""


@transaction.atomic
def delete_bukti(*, pelaku: Pegawai, bukti: BuktiDukung) -> None:
    """Delete one's evidence that nothing uses and nothing final was built on. Twice is once."""
    baris = (
        BuktiDukung.objects.select_for_update(of=("self",)).select_related("skp").filter(pk=bukti.pk).first()
    )
    if baris is None:
        return
    require(permissions.may_delete_bukti(pelaku, baris))
    if halangan := selectors.halangan_hapus(baris):
        raise BuktiMasihDipakai(halangan)
    simpanan = [n for n in (str(baris.berkas.name or ""), *baris.pratinjau.get("gambar", ())) if n]
    # the history names the stored files: what a broken store keeps is found again by them
    with audit.act(pelaku, "bukti.dihapus"), pghistory.context(simpanan=simpanan):
        Unggahan.objects.filter(bukti=baris).delete()
        baris.delete()
    transaction.on_commit(lambda: _buang(simpanan))


def sweep_bukti_dihapus(*, kini: datetime) -> int:
    """Remove stored files of deleted evidence that could not be removed at once."""
    peristiwa = BuktiDukung.pgh_event_model.objects  # type: ignore[attr-defined]
    baru = peristiwa.filter(pgh_label="delete", pgh_created_at__gte=kini - MASA_RAPIKAN)
    nama = {
        n
        for isi in baru.values_list("pgh_context__metadata", flat=True)
        for n in (isi or {}).get("simpanan", ())
    }
    return _buang(n for n in sorted(nama) if gudang().exists(n))


def _buang(nama: Iterable[str]) -> int:
    """Remove what no row names any more. A copy under another SKP points at the same file."""
    jumlah = 0
    for n in nama:
        if BuktiDukung.objects.filter(Q(berkas=n) | Q(pratinjau__gambar__contains=[n])).exists():
            continue
        with contextlib.suppress(OSError):
            gudang().delete(n)
            jumlah += 1
    return jumlah
