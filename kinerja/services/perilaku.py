"""Behaviours that were seen, under the seven values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.models import BuktiDukung, CatatanPerilaku
from kinerja.services.dasar import check_bukti, check_hari, lock_skp
from kinerja.services.kabar import tell_perilaku
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import Skp
from skp.rules import NilaiPerilaku


@transaction.atomic
def log_perilaku(
    *,
    pelaku: Pegawai,
    skp: Skp,
    nilai: NilaiPerilaku | str,
    tanggal: date,
    uraian: str,
    bukti: Iterable[BuktiDukung] = (),
    klien_id: uuid.UUID | None = None,
) -> CatatanPerilaku:
    """Log a behaviour under one of the seven values, by oneself or by a leader. Same `klien_id`, same row."""
    skp = lock_skp(skp.pk)
    kunci = klien_id or uuid.uuid4()
    if ada := _terkirim(pelaku, kunci):
        return ada
    require(permissions.may_log_perilaku(pelaku, skp))
    uraian = rules.rapikan(uraian)
    rules.check_perilaku(uraian=uraian)
    check_hari(skp, tanggal)
    bukti = list(bukti)
    check_bukti(pelaku, skp, bukti)
    with audit.act(pelaku, "perilaku.dicatat"):
        perilaku, baru = CatatanPerilaku.objects.get_or_create(
            oleh=pelaku,
            klien_id=kunci,
            defaults={
                "instansi_id": skp.instansi_id,
                "skp": skp,
                "pegawai_id": skp.pegawai_id,
                "nilai": NilaiPerilaku(nilai),
                "tanggal": tanggal,
                "uraian": uraian,
            },
        )
        if baru:
            perilaku.bukti.set(bukti)
            tell_perilaku(perilaku)
    return perilaku


def _terkirim(pelaku: Pegawai, klien_id: uuid.UUID) -> CatatanPerilaku | None:
    return CatatanPerilaku.objects.filter(oleh=pelaku, klien_id=klien_id).first()


def _kunci(perilaku: CatatanPerilaku) -> CatatanPerilaku:
    skp = lock_skp(perilaku.skp_id)
    terkunci = CatatanPerilaku.objects.select_for_update(of=("self",)).get(pk=perilaku.pk)
    terkunci.skp = skp
    return terkunci


@transaction.atomic
def withdraw_perilaku(*, pelaku: Pegawai, perilaku: CatatanPerilaku) -> CatatanPerilaku:
    """Take a behaviour out of the record; it stays in the history and can be brought back."""
    perilaku = _kunci(perilaku)
    require(permissions.may_withdraw_perilaku(pelaku, perilaku))
    check_hari(perilaku.skp, perilaku.tanggal)
    if perilaku.ditarik_pada is None:
        perilaku.ditarik_pada = timezone.now()
        with audit.act(pelaku, "perilaku.ditarik"):
            perilaku.save(update_fields=["ditarik_pada"])
    return perilaku


@transaction.atomic
def restore_perilaku(*, pelaku: Pegawai, perilaku: CatatanPerilaku) -> CatatanPerilaku:
    """Bring a withdrawn behaviour back."""
    perilaku = _kunci(perilaku)
    require(permissions.may_withdraw_perilaku(pelaku, perilaku))
    check_hari(perilaku.skp, perilaku.tanggal)
    if perilaku.ditarik_pada is not None:
        perilaku.ditarik_pada = None
        with audit.act(pelaku, "perilaku.dipulihkan"):
            perilaku.save(update_fields=["ditarik_pada"])
    return perilaku
