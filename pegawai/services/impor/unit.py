"""Writes the rows of the unit file: all at once, because a tree makes sense only as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import connection

from pegawai.errors import UnitMelingkar
from pegawai.models import BarisImpor, Instansi, UnitKerja
from pegawai.services.impor.dikenal import kunci_unit


def apply_unit(instansi: Instansi, baris: Sequence[BarisImpor]) -> Counter[str]:
    """Create and change units; the paths of everything below what moved follow. Four statements for any size."""
    unit = {kunci_unit(u.pk, u.siasn_id): u for u in UnitKerja.objects.filter(instansi=instansi)}
    lama = {u.pk: _isi(u) for u in unit.values()}
    data = [b.data for b in baris]
    baru = [d["kunci"] for d in data if d["kunci"] not in unit]
    for kunci, pk in zip(baru, _new_keys(len(baru)), strict=True):
        unit[kunci] = UnitKerja(pk=pk, instansi=instansi, siasn_id=kunci)
    for d in data:
        satu = unit[d["kunci"]]
        satu.nama, satu.is_aktif = d["nama"], d["is_aktif"]
        satu.induk_id = _induk(unit, d["induk"])
    _set_jalur(list(unit.values()))
    berubah = [u for u in unit.values() if u.pk in lama and _isi(u) != lama[u.pk]]
    UnitKerja.objects.bulk_create([unit[k] for k in baru], batch_size=1000)
    UnitKerja.objects.bulk_update(berubah, ["nama", "is_aktif", "induk", "jalur"], batch_size=500)
    return Counter(unit_baru=len(baru), unit_berubah=len(berubah))


def _isi(u: UnitKerja) -> tuple[object, ...]:
    return (u.nama, u.is_aktif, u.induk_id, u.jalur)


def _induk(unit: dict[str, UnitKerja], kunci: str) -> int | None:
    if not kunci:
        return None
    if kunci not in unit:
        raise UnitMelingkar("Susunan unit berubah sejak pratinjau. Unggah berkasnya sekali lagi.")
    return unit[kunci].pk


def _new_keys(jumlah: int) -> list[int]:
    """Draw keys before the rows exist: a unit's path holds its own key, so each row is written only once."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT nextval(pg_get_serial_sequence('pegawai_unitkerja', 'id')) FROM generate_series(1, %s)",
            [jumlah],
        )
        return [k for (k,) in kursor.fetchall()]


def _set_jalur(semua: Sequence[UnitKerja]) -> None:
    """Compute every path from the parents, without recursion; a circle is refused."""
    per_pk = {u.pk: u for u in semua}
    jadi: dict[int, str] = {}
    for u in semua:
        tumpukan = [u]
        while tumpukan and (atas := tumpukan[-1]).pk not in jadi:
            induk = per_pk.get(atas.induk_id) if atas.induk_id else None
            if induk is None or induk.pk in jadi:
                jadi[atas.pk] = f"{jadi[induk.pk] if induk else '/'}{atas.pk}/"
                tumpukan.pop()
            elif len(tumpukan) > len(per_pk):
                raise UnitMelingkar("Susunan unit berubah sejak pratinjau. Unggah berkasnya sekali lagi.")
            else:
                tumpukan.append(induk)
    for u in semua:
        u.jalur = jadi[u.pk]
