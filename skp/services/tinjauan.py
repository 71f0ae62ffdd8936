"""Notes pinned to an item of an SKP: pinned, taken back, answered, marked as mended."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from skp import permissions, rules
from skp.errors import IsianTidakSah
from skp.models import CatatanTinjauan, Skp
from skp.selectors.tinjauan import Sasaran, sasaran_of
from skp.services.bersama import lock_skp


@transaction.atomic
def pin_catatan(*, pelaku: Pegawai, skp: Skp, sasaran: str, teks: str) -> CatatanTinjauan:
    """Pin a note to one item. The penilai's is sent with his decision, the owner's comment at once."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_pin_catatan(pelaku, skp))
    oleh_penilai = skp.pegawai_id != pelaku.pk
    rules.check_semat(skp.status, oleh_penilai=oleh_penilai)
    butir = _butir(skp, sasaran)
    catatan = CatatanTinjauan(
        skp=skp,
        bagian=butir.bagian.value,
        rhk=butir.rhk,
        indikator=butir.indikator,
        kunci=butir.nilai,
        kutipan=butir.kutipan,
        teks=rules.check_teks(teks, sebutan="Catatan"),
        oleh=pelaku,
        dikirim_pada=None if oleh_penilai else timezone.now(),
    )
    with audit.act(pelaku, "catatan_tinjauan.disematkan"):
        catatan.save()
    return catatan


def _butir(skp: Skp, sasaran: str) -> Sasaran:
    for butir in sasaran_of(skp):
        if butir.kunci == sasaran:
            return butir
    raise IsianTidakSah("Bagian itu tidak ditemukan. Pilih dari daftar.", bidang="sasaran")


@transaction.atomic
def unpin_catatan(*, pelaku: Pegawai, catatan: CatatanTinjauan) -> Skp:
    """Take back a note that was not sent yet."""
    skp, catatan = _lock(catatan)
    permissions.require(permissions.may_unpin_catatan(pelaku, catatan))
    if catatan.dikirim_pada is not None:
        raise SudahBerubah("Catatan ini sudah dikirim bersama keputusan. Ia tetap tersimpan.")
    with audit.act(pelaku, "catatan_tinjauan.dilepas"):
        catatan.delete()
    return skp


@transaction.atomic
def settle_catatan(*, pelaku: Pegawai, catatan: CatatanTinjauan, jawaban: str = "") -> CatatanTinjauan:
    """Mark a note as mended, with an answer where one helps; while the SKP can be changed."""
    skp, catatan = _lock(catatan)
    permissions.require(permissions.may_settle_catatan(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    if catatan.dikirim_pada is None:
        raise SudahBerubah("Catatan ini belum dikirim. Muat ulang halaman ini.")
    catatan.jawaban = jawaban.strip()[:2000]
    catatan.diselesaikan_pada, catatan.diselesaikan_oleh = timezone.now(), pelaku
    with audit.act(pelaku, "catatan_tinjauan.diperbaiki"):
        catatan.save(update_fields=["jawaban", "diselesaikan_pada", "diselesaikan_oleh"])
    return catatan


@transaction.atomic
def reopen_catatan(*, pelaku: Pegawai, catatan: CatatanTinjauan) -> CatatanTinjauan:
    """Undo the mark; the answer stays."""
    skp, catatan = _lock(catatan)
    permissions.require(permissions.may_settle_catatan(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    catatan.diselesaikan_pada = catatan.diselesaikan_oleh = None
    with audit.act(pelaku, "catatan_tinjauan.dibuka_lagi"):
        catatan.save(update_fields=["diselesaikan_pada", "diselesaikan_oleh"])
    return catatan


def _lock(catatan: CatatanTinjauan) -> tuple[Skp, CatatanTinjauan]:
    skp = lock_skp(catatan.skp)
    terkini = CatatanTinjauan.objects.filter(pk=catatan.pk, skp=skp).first()
    if terkini is None:
        raise SudahBerubah("Catatan ini sudah tidak ada. Muat ulang halaman ini.")
    return skp, terkini


def send_catatan(skp: Skp, *, oleh: Pegawai, selesai: bool) -> None:
    """What the penilai pinned goes with his decision; an approval settles whatever was open."""
    saat = timezone.now()
    skp.tinjauan.filter(oleh=oleh, dikirim_pada__isnull=True).update(dikirim_pada=saat)
    if selesai:
        skp.tinjauan.terbuka().update(diselesaikan_pada=saat, diselesaikan_oleh=oleh)
