"""Revision of a fixed SKP: a proposal beside it, and its contents in the living SKP once it is approved.

The living row stays: its address, its RHK and its indicators keep their keys, so that what was logged, said and
judged on them stays with them. On approval the two rows exchange their contents, and the proposal becomes the
old version, which the database protects.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from skp import permissions, rules
from skp.models import (
    ButirLampiran,
    CatatanTinjauan,
    EkspektasiPerilaku,
    IndikatorKinerja,
    RencanaAksi,
    RencanaHasilKerja,
    SelMatriks,
    Skp,
)
from skp.rules import STATUS_TETAP, JenisLampiran, StatusSkp
from skp.selectors import isi_lampiran, isi_perilaku
from skp.selectors.versi import usulan_of
from skp.services.bersama import check_gerak, lock_skp, move
from skp.services.lengkap import replace_butir
from skp.services.matriks_kirim import receive_matriks
from skp.services.rujukan import loosen_rujukan, refresh_rujukan_from

TETAP_DI_TEMPAT = {"dibuat_pada", "skp", "rhk", "revisi_dari"}
"""What belongs to the row, not to its contents."""

MILIK_VERSI = (
    "versi",
    "pendekatan",
    "penilai",
    "diajukan_pada",
    "disetujui_pada",
    "disetujui_oleh",
    "ditetapkan_pada",
    "alasan_revisi",
    "pengelola",
)
"""What an SKP says of its version."""


@transaction.atomic
def start_revisi(*, pelaku: Pegawai, skp: Skp, alasan: str) -> Skp:
    """Open a proposal to revise an SKP in force, with the reason; until it is approved the SKP stays as it is.

    The owner begins it, or the penilai asks for it: then it waits in the owner's tasks with his reason.
    """
    skp = lock_skp(skp)
    permissions.require(permissions.may_revise_skp(pelaku, skp))
    check_gerak(skp, StatusSkp.DIREVISI)
    rules.check_bisa_direvisi(selesai=skp.selesai, pada=timezone.localdate())
    alasan = rules.check_teks(alasan, sebutan="Alasan revisi", bidang="alasan")
    if usulan_of(skp) is not None:
        raise SudahBerubah("Revisi SKP ini sudah disusun. Lanjutkan revisi itu.")
    usulan = Skp(
        **{b: getattr(skp, b) for b in ("instansi", "pegawai", "penempatan", "periode", "mulai", "selesai")},
        **{b: getattr(skp, b) for b in ("keluarga", "pendekatan", "is_plt_plh", "penilai")},
        revisi_dari=skp,
        versi=skp.versi + 1,
        alasan_revisi=alasan,
    )
    with audit.act(pelaku, "skp.revisi_dimulai", alasan):
        usulan.save()
        usulan.riwayat.create(
            dari="",
            ke=StatusSkp.DRAF.value,
            oleh=pelaku,
            pada=usulan.dibuat_pada,
            catatan=alasan,
            versi=usulan.versi,
        )
        for rhk in skp.rhk.all():
            salinan = _copy(rhk, skp=usulan, revisi_dari=rhk)
            for indikator in rhk.indikator.all():
                _copy(indikator, rhk=salinan, revisi_dari=indikator)
        for ekspektasi in skp.ekspektasi.all():
            _copy(ekspektasi, skp=usulan)
        for butir in skp.lampiran.all():
            _copy(butir, skp=usulan)
        receive_matriks(usulan, pelaku)
    return usulan


def put_in_force(usulan: Skp, *, oleh: Pegawai) -> Skp:
    """Exchange the contents of an approved proposal with those of the living SKP; hand back the living one."""
    pokok = Skp.objects.select_for_update(of=("self",)).get(pk=usulan.pokok_id)
    if pokok.status not in STATUS_TETAP:
        raise SudahBerubah("SKP yang direvisi sudah tidak berlaku. Revisinya tidak dapat disetujui.")
    _exchange_rhk(usulan, pokok)
    _exchange_perilaku(usulan, pokok)
    _exchange_lampiran(usulan, pokok)
    _exchange_versi(usulan, pokok, oleh)
    usulan.tinjauan.update(skp=pokok)
    for rhk in pokok.rhk.all():
        refresh_rujukan_from(rhk)
    return pokok


def _exchange_versi(usulan: Skp, pokok: Skp, oleh: Pegawai) -> None:
    alasan = usulan.alasan_revisi
    for bidang in MILIK_VERSI:
        lama, baru = getattr(pokok, bidang), getattr(usulan, bidang)
        setattr(pokok, bidang, baru)
        setattr(usulan, bidang, lama)
    pokok.nomor_sunting = max(pokok.nomor_sunting, usulan.nomor_sunting) + 1
    pokok.save(update_fields=[*MILIK_VERSI, "nomor_sunting"])
    move(usulan, StatusSkp.DIREVISI, oleh=oleh, catatan=alasan, bidang=MILIK_VERSI)


def _exchange_rhk(usulan: Skp, pokok: Skp) -> None:
    """Kept RHK exchange their words, new ones move in, what was dropped moves out to the old version."""
    lama = {r.pk: r for r in pokok.rhk.all()}
    for r in list(usulan.rhk.all()):
        asal = lama.pop(r.revisi_dari_id or 0, None)
        if asal is None:
            r.skp, r.revisi_dari = pokok, None
            r.save(update_fields=["skp", "revisi_dari"])
            continue
        _exchange(asal, r)
        _exchange_indikator(asal, r)
        RencanaAksi.objects.filter(rhk=r).update(rhk=asal)
        CatatanTinjauan.objects.filter(rhk=r).update(rhk=asal)
        SelMatriks.objects.filter(rhk_anggota=r).update(rhk_anggota=asal)
    for keluar in lama.values():
        loosen_rujukan(keluar)
        keluar.skp = usulan
        keluar.save(update_fields=["skp"])


def _exchange_indikator(asal: RencanaHasilKerja, usul: RencanaHasilKerja) -> None:
    lama = {i.pk: i for i in asal.indikator.all()}
    for i in list(usul.indikator.all()):
        ada = lama.pop(i.revisi_dari_id or 0, None)
        if ada is None:
            i.rhk, i.revisi_dari = asal, None
            i.save(update_fields=["rhk", "revisi_dari"])
            continue
        _exchange(ada, i)
        CatatanTinjauan.objects.filter(indikator=i).update(indikator=ada)
    for keluar in lama.values():
        keluar.rhk = usul
        keluar.save(update_fields=["rhk"])
        # whoever served the RHK through this indicator keeps its words
        RencanaHasilKerja.objects.filter(indikator_pimpinan=keluar, skp__revisi_dari__isnull=True).update(
            indikator_pimpinan=None
        )


def _exchange_perilaku(usulan: Skp, pokok: Skp) -> None:
    lama, baru = isi_perilaku(pokok), isi_perilaku(usulan)
    for milik, isi in ((pokok, baru), (usulan, lama)):
        for nilai in {*lama, *baru}:
            if teks := isi.get(nilai):
                EkspektasiPerilaku.objects.update_or_create(
                    skp=milik, nilai=nilai.value, defaults={"teks": teks}
                )
            else:
                milik.ekspektasi.filter(nilai=nilai.value).delete()


def _exchange_lampiran(usulan: Skp, pokok: Skp) -> None:
    lama, baru = isi_lampiran(pokok), isi_lampiran(usulan)
    for jenis in JenisLampiran:
        if lama[jenis] != baru[jenis]:
            replace_butir(pokok, jenis, baru[jenis])
            replace_butir(usulan, jenis, lama[jenis])


def _contents(model: type[models.Model]) -> Iterator[str]:
    """The fields that are contents; those of other areas that join later are among them."""
    for bidang in model._meta.concrete_fields:
        if not (bidang.primary_key or bidang.unique or bidang.name in TETAP_DI_TEMPAT):
            yield bidang.name


def _copy(
    objek: RencanaHasilKerja | IndikatorKinerja | EkspektasiPerilaku | ButirLampiran, **ganti: Any
) -> Any:
    model = type(objek)
    return model._default_manager.create(**{b: getattr(objek, b) for b in _contents(model)} | ganti)


def _exchange(satu: models.Model, dua: models.Model) -> None:
    berubah = []
    for bidang in _contents(type(satu)):
        a, b = getattr(satu, bidang), getattr(dua, bidang)
        if a != b:
            setattr(satu, bidang, b)
            setattr(dua, bidang, a)
            berubah.append(bidang)
    if berubah:
        satu.save(update_fields=berubah)
        dua.save(update_fields=berubah)
