"""Applying a preview: piece by piece, each in one transaction, so that a killed worker loses and doubles nothing.

Every piece compares its rows with the database as it is now, not as it was at the preview. What is already so is
left alone; that makes a second run change nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from pegawai import audit, permissions
from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.models import BarisImpor, Impor, Pegawai
from pegawai.rules import YA, HasilBaris, StatusImpor, Verdict, tidak
from pegawai.services.impor.kepala import appoint_kepala
from pegawai.services.impor.orang import apply_pegawai
from pegawai.services.impor.periksa import (
    UKURAN_KELOMPOK,
    check_tidak_ada_yang_berjalan,
    discard_pratinjau,
    summarise_impor,
)
from pegawai.services.impor.unit import apply_unit
from pegawai.services.kunci import lock_organisasi
from pegawai.services.penilai import derive_penilai

JEDA_DERING = timedelta(seconds=60)
"""A job that nobody touched this long is rung again."""
STATUS_JALAN = (StatusImpor.ANTRE, StatusImpor.BERJALAN)
DITERAPKAN = (HasilBaris.BARU, HasilBaris.BERUBAH)


@transaction.atomic
def apply_impor(*, pelaku: Pegawai | None, impor: Impor) -> Impor:
    """Order a preview to be applied, or a failed import to go on. The caller rings the bell after the commit."""
    impor = _lock(pelaku, impor)
    bisa = bisa_diterapkan(impor)
    if not bisa:
        raise SudahBerubah(bisa.alasan)
    check_tidak_ada_yang_berjalan(impor.instansi)
    impor.status, impor.galat, impor.denyut_pada = StatusImpor.ANTRE.value, "", timezone.now()
    impor.save(update_fields=["status", "galat", "denyut_pada"])
    return impor


def bisa_diterapkan(impor: Impor) -> Verdict:
    """Tell whether the state of an import lets it be applied; the page's button asks the same."""
    if impor.status not in (StatusImpor.PRATINJAU, StatusImpor.GAGAL):
        return tidak(f"Impor ini tidak dapat diterapkan: {impor.get_status_display().lower()}.")
    if not impor.jumlah:
        return tidak("Tidak ada baris baru atau berubah. Tidak perlu diterapkan.")
    return YA


@transaction.atomic
def cancel_impor(*, pelaku: Pegawai | None, impor: Impor) -> Impor:
    """Give a preview up; its rows are forgotten."""
    impor = _lock(pelaku, impor)
    if impor.status != StatusImpor.PRATINJAU:
        raise SudahBerubah(f"Impor ini tidak dapat dibatalkan: {impor.get_status_display().lower()}.")
    discard_pratinjau(Impor.objects.filter(pk=impor.pk))
    impor.refresh_from_db()
    return impor


@transaction.atomic
def step_impor(impor_pk: int) -> bool:
    """Do the next piece of an ordered import. False: nothing is left to do here."""
    awal = Impor.objects.select_related("instansi").filter(pk=impor_pk).first()
    if awal is None:
        return False
    lock_organisasi(awal.instansi)
    _spare_triggers()
    impor = (
        Impor.objects.select_for_update(of=("self",))
        .select_related("instansi", "diminta_oleh")
        .filter(pk=impor_pk, status__in=STATUS_JALAN)
        .first()
    )
    if impor is None:
        return False
    impor.status = StatusImpor.BERJALAN.value
    impor.mulai_pada = impor.mulai_pada or timezone.now()
    with audit.act(impor.diminta_oleh, "impor.diterapkan", str(impor.uuid)):
        lagi = _next_piece(impor)
    impor.denyut_pada = timezone.now()
    impor.save(
        update_fields=["status", "mulai_pada", "denyut_pada", "selesai_pada", "diterapkan", "ringkasan"]
    )
    return lagi


@transaction.atomic
def fail_impor(impor_pk: int, galat: Exception) -> None:
    """Note that an import stopped, in a sentence without the inside of the program or anybody's data."""
    pesan = (
        galat.pesan
        if isinstance(galat, AturanDilanggar)
        else "Impor berhenti karena galat aplikasi. Yang sudah diterapkan tersimpan; tekan Lanjutkan."
    )
    Impor.objects.filter(pk=impor_pk, status__in=STATUS_JALAN).update(
        status=StatusImpor.GAGAL.value, galat=pesan, denyut_pada=timezone.now()
    )


@transaction.atomic
def claim_silent_impor() -> list[int]:
    """Imports whose doorbell was lost or whose worker died; each is handed out once per pause."""
    batas = timezone.now() - JEDA_DERING
    diam = Impor.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        status__in=STATUS_JALAN, denyut_pada__lt=batas
    )
    kunci = list(diam.values_list("pk", flat=True))
    Impor.objects.filter(pk__in=kunci).update(denyut_pada=timezone.now())
    return kunci


def _lock(pelaku: Pegawai | None, impor: Impor) -> Impor:
    lock_organisasi(impor.instansi)
    impor = Impor.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=impor.pk)
    if pelaku is not None:
        permissions.require(permissions.may_import(pelaku))
        if pelaku.instansi_id != impor.instansi_id:
            raise Dilarang("Impor ini milik instansi lain.")
    return impor


def _spare_triggers() -> None:
    """Define the setting that every history trigger asks for, for this transaction.

    Where it is missing the trigger catches an error, row by row; rolling that back walks through all the
    foreign keys still to be checked at the end, so the cost of a piece would grow with its square.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def _next_piece(impor: Impor) -> bool:
    """Units, then people in batches, then heads and the chain; which comes next is read from the rows themselves."""
    sisa = impor.baris.filter(is_diterapkan=False, hasil__in=DITERAPKAN).order_by("nomor")
    if baris := list(sisa.filter(lembar="unor")):
        _count(impor, baris, apply_unit(impor.instansi, baris))
        return True
    if baris := list(sisa.filter(lembar="pegawai")[:UKURAN_KELOMPOK]):
        _count(impor, baris, apply_pegawai(impor, baris))
        return True
    hitung = Counter(impor.ringkasan.get("hitung", {}))
    hitung["kepala"] += appoint_kepala(impor)
    hitung["hubungan"] += derive_penilai(impor.instansi)
    impor.ringkasan = {**summarise_impor(impor), "hitung": dict(hitung)}
    impor.status, impor.selesai_pada = StatusImpor.SELESAI.value, timezone.now()
    return False


def _count(impor: Impor, baris: list[BarisImpor], hitung: Counter[str]) -> None:
    """Mark the rows as done in the same transaction as what they did."""
    impor.baris.filter(pk__in=[b.pk for b in baris]).update(is_diterapkan=True)
    impor.diterapkan += len(baris)
    impor.ringkasan["hitung"] = dict(Counter(impor.ringkasan.get("hitung", {})) + hitung)
