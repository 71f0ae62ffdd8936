"""The order of a draft: moved, doubled, taken back from the bin, turned to the other approach."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeVar, cast

from django.db import models, transaction

from pegawai import audit
from pegawai.models import Pegawai
from skp import permissions, rules, selectors
from skp.errors import TidakAdaLagi
from skp.models import IndikatorKinerja, RencanaAksi, RencanaHasilKerja, SelMatriks, Skp
from skp.rules import Arah, JenisRhk, JenisTerhapus, Pendekatan
from skp.services.bersama import bump, lock_skp

T = TypeVar("T", bound=models.Model)


def _lock_draf(pelaku: Pegawai, skp: Skp) -> Skp:
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    return skp


def _number(baris: Sequence[RencanaHasilKerja | IndikatorKinerja]) -> None:
    for nomor, b in enumerate(baris, start=1):
        if b.urutan != nomor:
            b.urutan = nomor
            b.save()


def _sejenis(skp: Skp, jenis: str) -> list[RencanaHasilKerja]:
    return list(skp.rhk.filter(jenis=jenis).order_by("urutan", "id"))


@transaction.atomic
def move_rhk(*, pelaku: Pegawai, rhk: RencanaHasilKerja, arah: Arah) -> RencanaHasilKerja:
    """Move an RHK one step among those of its kind."""
    skp = _lock_draf(pelaku, rhk.skp)
    rhk = skp.rhk.get(pk=rhk.pk)
    with audit.act(pelaku, "rhk.digeser"):
        _number(rules.geser(_sejenis(skp, rhk.jenis), rhk, Arah(arah)))
        bump(skp)
    return rhk


@transaction.atomic
def switch_jenis(*, pelaku: Pegawai, rhk: RencanaHasilKerja) -> RencanaHasilKerja:
    """Make an RHK utama a tambahan, or the reverse; it becomes the last of its new kind."""
    skp = _lock_draf(pelaku, rhk.skp)
    rhk = skp.rhk.get(pk=rhk.pk)
    lama, baru = rhk.jenis, JenisRhk.TAMBAHAN if rhk.jenis == JenisRhk.UTAMA else JenisRhk.UTAMA
    with audit.act(pelaku, "rhk.dipindah"):
        tujuan = _sejenis(skp, baru)
        rhk.jenis = baru.value
        rhk.save(update_fields=["jenis"])
        _number([*tujuan, rhk])
        _number(_sejenis(skp, lama))
        bump(skp)
    return rhk


def _salinan(baris: T, **ganti: Any) -> T:
    """A new row with the content of another."""
    tanpa = {"id", "uuid", "dibuat_pada"}
    isi = {f.attname: getattr(baris, f.attname) for f in baris._meta.concrete_fields if f.name not in tanpa}
    return type(baris)(**(isi | ganti))


@transaction.atomic
def copy_rhk(*, pelaku: Pegawai, rhk: RencanaHasilKerja) -> RencanaHasilKerja:
    """Put a copy of an RHK with its indicators right below it; its action plans stay with the original."""
    skp = _lock_draf(pelaku, rhk.skp)
    rhk = skp.rhk.get(pk=rhk.pk)
    with audit.act(pelaku, "rhk.digandakan"):
        urutan = _sejenis(skp, rhk.jenis)
        baru = _salinan(rhk, revisi_dari_id=None)
        baru.save()
        for i in rhk.indikator.order_by("urutan", "id"):
            _salinan(i, rhk_id=baru.pk, revisi_dari_id=None).save()
        urutan.insert(urutan.index(rhk) + 1, baru)
        _number(urutan)
        bump(skp)
    return baru


@transaction.atomic
def move_indikator(*, pelaku: Pegawai, indikator: IndikatorKinerja, arah: Arah) -> IndikatorKinerja:
    """Move an indicator one step within its RHK."""
    skp = _lock_draf(pelaku, indikator.rhk.skp)
    indikator = IndikatorKinerja.objects.select_related("rhk").get(pk=indikator.pk, rhk__skp=skp)
    with audit.act(pelaku, "indikator.digeser"):
        urutan = list(indikator.rhk.indikator.order_by("urutan", "id"))
        _number(rules.geser(urutan, indikator, Arah(arah)))
        bump(skp)
    return indikator


@transaction.atomic
def copy_indikator(*, pelaku: Pegawai, indikator: IndikatorKinerja) -> IndikatorKinerja:
    """Put a copy of an indicator right below it."""
    skp = _lock_draf(pelaku, indikator.rhk.skp)
    indikator = IndikatorKinerja.objects.select_related("rhk").get(pk=indikator.pk, rhk__skp=skp)
    with audit.act(pelaku, "indikator.digandakan"):
        urutan = list(indikator.rhk.indikator.order_by("urutan", "id"))
        baru = _salinan(indikator, revisi_dari_id=None)
        baru.save()
        urutan.insert(urutan.index(indikator) + 1, baru)
        _number(urutan)
        bump(skp)
    return baru


@transaction.atomic
def change_pendekatan(*, pelaku: Pegawai, skp: Skp, pendekatan: Pendekatan) -> Skp:
    """Turn a draft to the other approach; each indicator keeps what it held, for the way back."""
    skp = _lock_draf(pelaku, skp)
    lama, baru = Pendekatan(skp.pendekatan), Pendekatan(pendekatan)
    if lama == baru:
        return skp
    with audit.act(pelaku, "skp.pendekatan_diganti", f"{lama.label} menjadi {baru.label}"):
        for i in IndikatorKinerja.objects.filter(rhk__skp=skp).order_by("id"):
            isi = rules.ganti_pendekatan(i.isi, i.simpanan, baru)
            i.simpanan = i.isi.simpan(lama)
            for bidang in dataclasses.fields(isi):
                setattr(i, bidang.name, getattr(isi, bidang.name))
            i.save()
        skp.pendekatan = baru.value
        bump(skp, "pendekatan")
    return skp


@transaction.atomic
def restore_terhapus(*, pelaku: Pegawai, skp: Skp, jenis: JenisTerhapus, kejadian: int) -> Skp:
    """Take back what was deleted, from its history: an RHK with its indicators and plans, an indicator, a plan."""
    skp = lock_skp(skp)
    if jenis == JenisTerhapus.AKSI:
        permissions.require(permissions.may_plan_aksi(pelaku, skp))
        rules.check_rencana_aksi(skp.status)
    else:
        permissions.require(permissions.may_edit_skp(pelaku, skp))
        rules.check_bisa_disunting(skp.status)
    peristiwa = selectors.kejadian_terhapus(skp, JenisTerhapus(jenis)).filter(pgh_id=kejadian).first()
    if peristiwa is None:
        raise TidakAdaLagi("Yang dihapus itu sudah dipulihkan atau tidak ada lagi. Muat ulang halaman ini.")
    model = selectors.MODEL_TERHAPUS[JenisTerhapus(jenis)]
    with audit.act(pelaku, f"{jenis}.dipulihkan"):
        _kembalikan(model, peristiwa)
        if jenis == JenisTerhapus.RHK:
            _kembalikan_isi(cast("Any", peristiwa))
        if jenis == JenisTerhapus.INDIKATOR:
            _kembalikan_tautan(peristiwa, IndikatorKinerja.objects.filter(pk=peristiwa.id))
            _kembalikan_sel(peristiwa, indikator_id=peristiwa.id)
        if jenis != JenisTerhapus.AKSI:
            bump(skp)
    return skp


def _kembalikan(model: type[models.Model], peristiwa: Any) -> None:
    isi = {f.attname: getattr(peristiwa, f.attname) for f in model._meta.concrete_fields}
    for bidang in model._meta.concrete_fields:
        acuan = bidang.related_model
        if not (bidang.null and isinstance(acuan, type) and isi[bidang.attname]):
            continue
        # what it pointed at may be gone meanwhile: the words are there, the link is not
        if not acuan._default_manager.filter(pk=isi[bidang.attname]).exists():
            isi[bidang.attname] = None
    model(**isi).save(force_insert=True)


def _kembalikan_isi(rhk: Any) -> None:
    """What went with an RHK in the same act comes back with it, and members' links to it stand again."""
    for anak in (IndikatorKinerja, RencanaAksi):
        for p in selectors.kejadian_hapus(anak).filter(rhk_id=rhk.id, pgh_context=rhk.pgh_context_id):
            _kembalikan(anak, p)
    _kembalikan_sel(rhk, rhk_id=rhk.id)
    RencanaHasilKerja.objects.filter(
        pk__in=selectors.kejadian_putus(rhk), rhk_pimpinan__isnull=True, rhk_pimpinan_teks=rhk.teks
    ).update(rhk_pimpinan=rhk.id)
    _kembalikan_tautan(rhk, IndikatorKinerja.objects.filter(rhk=rhk.id))


def _kembalikan_sel(asal: Any, **saring: int) -> None:
    """The cells of the matrix that went with a column."""
    for p in selectors.kejadian_hapus(SelMatriks).filter(**saring, pgh_context=asal.pgh_context_id):
        _kembalikan(SelMatriks, p)


def _kembalikan_tautan(asal: Any, indikator: models.QuerySet[IndikatorKinerja]) -> None:
    """Members who served the RHK through one of these indicators do so again."""
    putus = selectors.kejadian_putus(asal)
    for i in indikator:
        RencanaHasilKerja.objects.filter(
            pk__in=putus,
            rhk_pimpinan=i.rhk_id,
            indikator_pimpinan__isnull=True,
            indikator_pimpinan_teks=i.teks,
        ).update(indikator_pimpinan=i)
