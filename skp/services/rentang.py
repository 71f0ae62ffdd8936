"""Life happens: spans follow placements, gaps carry a reason, results pass to the successor."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from pegawai import audit
from pegawai.models import Instansi, Pegawai
from pegawai.selectors import penempatan_of
from skp import permissions, rules, selectors
from skp.errors import JedaTidakSah
from skp.models import JedaSkp, Skp
from skp.rules import STATUS_BISA_DISUNTING, AlasanJeda, StatusSkp
from skp.services.bersama import lock_skp, move

ALASAN_TUTUP = "Penempatan berakhir; rentang SKP mengikuti."


@transaction.atomic
def close_rentang(*, instansi: Instansi | None = None, pegawai: Pegawai | None = None) -> int:
    """Let the spans of open SKP end with their placements, also of acting posts. Returns how many changed.

    Idempotent: runs every few minutes, and before a person begins a new SKP, so nothing depends on when it ran.
    """
    lewat = Skp.objects.terbuka().filter(selectors.skp_lewat_penempatan())
    if instansi is not None:
        lewat = lewat.filter(instansi=instansi)
    if pegawai is not None:
        lewat = lewat.filter(pegawai=pegawai)
    jumlah = 0
    with audit.act(None, "skp.rentang_ditutup", ALASAN_TUTUP):
        for skp in lewat.select_for_update(of=("self",)).select_related("penempatan").order_by("pk"):
            akhir = skp.penempatan.selesai
            if akhir is not None and akhir >= skp.mulai:
                skp.selesai = akhir
                skp.save(update_fields=["selesai"])
                jumlah += 1
    return jumlah


def drop_skp_urung(*, pelaku: Pegawai, pegawai: Pegawai) -> None:
    """Call off a person's drafts for a placement that ended before the SKP began: they never came about."""
    for skp in Skp.objects.filter(
        selectors.skp_lewat_penempatan(), pegawai=pegawai, status__in=STATUS_BISA_DISUNTING
    ):
        terkunci = lock_skp(skp)
        akhir = terkunci.penempatan.selesai
        if akhir is not None and akhir < terkunci.mulai and terkunci.status in STATUS_BISA_DISUNTING:
            catatan = f"Penempatan berakhir {rules.tanggal_panjang(akhir)}, sebelum SKP ini mulai."
            with audit.act(pelaku, "skp.dibatalkan", catatan):
                move(terkunci, StatusSkp.DIBATALKAN, oleh=pelaku, catatan=catatan)


@transaction.atomic
def record_jeda(
    *,
    pelaku: Pegawai,
    pegawai: Pegawai,
    mulai: date,
    alasan: AlasanJeda,
    selesai: date | None = None,
    catatan: str = "",
) -> JedaSkp:
    """Say why a person has no SKP on these days. A running SKP that they cut ends the day before."""
    # The person is locked, as when an SKP is begun: a gap and an SKP for the same days exclude each other.
    pegawai = Pegawai.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pegawai.pk)
    hari = selectors.hari_instansi(pegawai.instansi)
    tempat = (
        penempatan_of(pegawai, hari) or pegawai.penempatan.order_by("-mulai").select_related("unit").first()
    )
    permissions.require(permissions.may_record_jeda(pelaku, pegawai, tempat.unit if tempat else None))
    if selesai and selesai < mulai:
        raise JedaTidakSah("Tanggal selesai harus sama dengan atau setelah tanggal mulai.", bidang="selesai")
    _check_jeda_bebas(pegawai, mulai, selesai)
    alasan = AlasanJeda(alasan)
    with audit.act(pelaku, "jeda.dicatat", catatan):
        _end_skp(pegawai, mulai, selesai)
        return JedaSkp.objects.create(
            instansi_id=pegawai.instansi_id,
            pegawai=pegawai,
            mulai=mulai,
            selesai=selesai,
            alasan=alasan.value,
            catatan=catatan.strip(),
            oleh=pelaku,
        )


def _check_jeda_bebas(pegawai: Pegawai, mulai: date, selesai: date | None) -> None:
    lain = JedaSkp.objects.filter(pegawai=pegawai)
    if selesai:
        lain = lain.filter(mulai__lte=selesai)
    bentrok = next((j for j in lain if j.selesai is None or j.selesai >= mulai), None)
    if bentrok:
        akhir = rules.tanggal_panjang(bentrok.selesai) if bentrok.selesai else "sekarang"
        raise JedaTidakSah(
            f"Sudah tercatat {bentrok.get_alasan_display().lower()} "
            f"{rules.tanggal_panjang(bentrok.mulai)} sampai {akhir}. Pilih tanggal lain.",
            bidang="mulai",
        )


def _end_skp(pegawai: Pegawai, mulai: date, selesai: date | None) -> None:
    """End the definitif SKP that runs into a gap; one that lies in it is for the person to call off first."""
    kena = Skp.objects.berlaku().filter(pegawai=pegawai, is_plt_plh=False, selesai__gte=mulai)
    if selesai:
        kena = kena.filter(mulai__lte=selesai)
    for skp in kena.select_for_update(of=("self",)).order_by("mulai"):
        rentang = f"{rules.tanggal_panjang(skp.mulai)} sampai {rules.tanggal_panjang(skp.selesai)}"
        if skp.mulai >= mulai or skp.status == StatusSkp.SELESAI:
            raise JedaTidakSah(
                f"Ada SKP {rentang}. Batalkan dahulu SKP itu, atau pilih tanggal lain.", bidang="mulai"
            )
        skp.selesai = mulai - timedelta(days=1)
        skp.save(update_fields=["selesai"])


@transaction.atomic
def end_jeda(*, pelaku: Pegawai, jeda: JedaSkp, selesai: date) -> JedaSkp:
    """Set the last day of a gap: the person is back the day after, and can begin an SKP."""
    jeda = JedaSkp.objects.select_for_update(of=("self",)).select_related("pegawai__instansi").get(pk=jeda.pk)
    _require_jeda(pelaku, jeda)
    if selesai < jeda.mulai:
        raise JedaTidakSah(
            f"Pilih tanggal sama dengan atau setelah {rules.tanggal_panjang(jeda.mulai)}.", bidang="selesai"
        )
    if jeda.selesai and selesai > jeda.selesai:
        _check_jeda_bebas_selain(jeda, selesai)
    with audit.act(pelaku, "jeda.diakhiri"):
        jeda.selesai = selesai
        jeda.save(update_fields=["selesai"])
    return jeda


def _check_jeda_bebas_selain(jeda: JedaSkp, selesai: date) -> None:
    """A gap that is made longer may not run into an SKP or another gap."""
    skp = Skp.objects.berlaku().filter(
        pegawai=jeda.pegawai_id, is_plt_plh=False, mulai__lte=selesai, selesai__gte=jeda.mulai
    )
    lain = JedaSkp.objects.exclude(pk=jeda.pk).filter(
        pegawai=jeda.pegawai_id, mulai__lte=selesai, mulai__gt=jeda.mulai
    )
    if skp.exists() or lain.exists():
        raise JedaTidakSah("Sebagian tanggal itu sudah terisi SKP atau jeda lain.", bidang="selesai")


@transaction.atomic
def delete_jeda(*, pelaku: Pegawai, jeda: JedaSkp) -> Pegawai:
    """Take back a gap that was wrong; its history stays."""
    jeda = JedaSkp.objects.select_for_update(of=("self",)).select_related("pegawai__instansi").get(pk=jeda.pk)
    _require_jeda(pelaku, jeda)
    with audit.act(pelaku, "jeda.dihapus"):
        jeda.delete()
    return jeda.pegawai


def _require_jeda(pelaku: Pegawai, jeda: JedaSkp) -> None:
    tempat = penempatan_of(jeda.pegawai, selectors.hari_instansi(jeda.pegawai.instansi))
    permissions.require(permissions.may_record_jeda(pelaku, jeda.pegawai, tempat.unit if tempat else None))
