"""Teams across units: who leads them, who is in them, from when to when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from pegawai import audit, permissions
from pegawai.errors import DataBelumLengkap, PenempatanBertabrakan
from pegawai.models import AnggotaTim, Pegawai, TimKerja, UnitKerja
from pegawai.rules import PeranTim, tampil_tanggal


@transaction.atomic
def create_tim(
    *, pelaku: Pegawai, unit: UnitKerja, nama: str, mulai: date, selesai: date | None = None
) -> TimKerja:
    """Found a team under a unit."""
    permissions.require(permissions.may_manage_unit(pelaku, unit))
    _check_urutan(mulai, selesai)
    with audit.act(pelaku, "tim.dibentuk"):
        return TimKerja.objects.create(
            instansi_id=unit.instansi_id, unit=unit, nama=nama, mulai=mulai, selesai=selesai
        )


@transaction.atomic
def change_tim(
    *, pelaku: Pegawai, tim: TimKerja, nama: str, unit: UnitKerja, mulai: date, selesai: date | None
) -> TimKerja:
    """Rename a team, put it under another unit, or set its span; an earlier end ends its memberships too."""
    tim = TimKerja.objects.select_for_update().get(pk=tim.pk)
    permissions.require(permissions.may_manage_unit(pelaku, tim.unit))
    permissions.require(permissions.may_manage_unit(pelaku, unit))
    _check_urutan(mulai, selesai)
    pertama = tim.anggota.order_by("mulai").first()
    if pertama and mulai > pertama.mulai:
        raise PenempatanBertabrakan(
            f"Anggota pertama mulai {tampil_tanggal(pertama.mulai)}. Tim tidak dapat mulai setelahnya.",
            bidang="mulai",
        )
    with audit.act(pelaku, "tim.diubah"):
        tim.nama, tim.unit, tim.mulai, tim.selesai = nama, unit, mulai, selesai
        tim.save(update_fields=["nama", "unit", "mulai", "selesai"])
        if selesai:
            tim.anggota.filter(mulai__gt=selesai).delete()
            tim.anggota.filter(Q(selesai__isnull=True) | Q(selesai__gt=selesai)).update(selesai=selesai)
    return tim


@transaction.atomic
def assign_tim(
    *,
    pelaku: Pegawai | None,
    tim: TimKerja,
    pegawai: Pegawai,
    peran: PeranTim,
    mulai: date,
    selesai: date | None = None,
) -> AnggotaTim:
    """Make a person ketua or member of a team for a span."""
    tim = TimKerja.objects.select_for_update().get(pk=tim.pk)
    if pelaku is not None:
        permissions.require(permissions.may_manage_unit(pelaku, tim.unit))
    if pegawai.instansi_id != tim.instansi_id:
        raise DataBelumLengkap("Anggota tim harus dari instansi yang sama.", bidang="pegawai")
    selesai = selesai or tim.selesai
    _check_urutan(mulai, selesai)
    if mulai < tim.mulai or (tim.selesai and selesai and selesai > tim.selesai):
        raise PenempatanBertabrakan(
            f"Masa keanggotaan harus di dalam masa tim, yang mulai {tampil_tanggal(tim.mulai)}.",
            bidang="mulai",
        )
    bertemu = _bertemu(tim, mulai, selesai)
    if bertemu.filter(pegawai=pegawai).exists():
        raise PenempatanBertabrakan(
            f"{pegawai.nama_lengkap} sudah menjadi anggota tim ini pada tanggal itu.", bidang="pegawai"
        )
    ketua = bertemu.filter(peran=PeranTim.KETUA).select_related("pegawai").first()
    if peran == PeranTim.KETUA and ketua:
        raise PenempatanBertabrakan(
            f"Tim ini sudah diketuai {ketua.pegawai.nama_akhir}. Akhiri dahulu masa tugasnya.",
            bidang="peran",
        )
    with audit.act(pelaku, "tim.anggota_ditambah"):
        return AnggotaTim.objects.create(tim=tim, pegawai=pegawai, peran=peran, mulai=mulai, selesai=selesai)


@transaction.atomic
def end_keanggotaan(*, pelaku: Pegawai, anggota: AnggotaTim, selesai: date) -> AnggotaTim:
    """End a membership on a day."""
    anggota = (
        AnggotaTim.objects.select_for_update(of=("self",))
        .select_related("tim__unit", "pegawai")
        .get(pk=anggota.pk)
    )
    permissions.require(permissions.may_manage_unit(pelaku, anggota.tim.unit))
    if selesai < anggota.mulai:
        raise PenempatanBertabrakan(
            f"Tanggal selesai tidak boleh sebelum tanggal mulai ({tampil_tanggal(anggota.mulai)}).",
            bidang="selesai",
        )
    if anggota.selesai and selesai > anggota.selesai:
        raise PenempatanBertabrakan(
            f"Keanggotaan ini sudah berakhir {tampil_tanggal(anggota.selesai)}.", bidang="selesai"
        )
    with audit.act(pelaku, "tim.anggota_diakhiri"):
        anggota.selesai = selesai
        anggota.save(update_fields=["selesai"])
    return anggota


def _check_urutan(mulai: date, selesai: date | None) -> None:
    if selesai and selesai < mulai:
        raise PenempatanBertabrakan(
            "Tanggal selesai harus sama dengan atau setelah tanggal mulai.", bidang="selesai"
        )


def _bertemu(tim: TimKerja, mulai: date, selesai: date | None) -> QuerySet[AnggotaTim]:
    anggota = AnggotaTim.objects.filter(Q(selesai__isnull=True) | Q(selesai__gte=mulai), tim=tim)
    return anggota.filter(mulai__lte=selesai) if selesai else anggota
