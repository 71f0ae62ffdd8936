"""What arrives late: sendings that are answered once, entries changed while they were on their way."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from kinerja import permissions
from kinerja.models import BuktiDukung, CatatanHarian, KunciKiriman, SetelanLuring
from kinerja.rules import UMUR_KUNCI
from kinerja.services.catatan import edit_catatan, kunci_ulang, log_catatan, withdraw_catatan
from pegawai import audit
from pegawai.models import Instansi, Pegawai
from pegawai.rules import require

SEKALI_HAPUS = 5_000


def answer_of(*, pelaku: Pegawai, kunci: uuid.UUID, rute: str) -> KunciKiriman | None:
    """Wait until nobody else works on this key, then hand back the answer it got; None for a new one.

    Needs a transaction: the lock goes with it, together with what was written under the key.
    """
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{pelaku.pk}:{kunci}:{rute}"]
        )
    return KunciKiriman.objects.filter(pegawai=pelaku, kunci=kunci, rute=rute).first()


def remember_answer(
    *, pelaku: Pegawai, kunci: Iterable[uuid.UUID], rute: str, status: int, jawaban: str
) -> None:
    """Keep an answer under its key, in the transaction of what it tells of."""
    KunciKiriman.objects.bulk_create(
        [
            KunciKiriman(
                instansi_id=pelaku.instansi_id,
                pegawai=pelaku,
                kunci=k,
                rute=rute,
                status=status,
                jawaban=jawaban,
            )
            for k in dict.fromkeys(kunci)
        ],
        ignore_conflicts=True,
    )


def forget_answers(*, kini: datetime) -> int:
    """Drop the answers that are older than the promise, in pieces that lock nothing for long."""
    jumlah = 0
    while True:
        tua = KunciKiriman.objects.filter(dibuat_pada__lt=kini - UMUR_KUNCI).order_by("dibuat_pada")
        hapus, _ = KunciKiriman.objects.filter(
            pk__in=list(tua.values_list("pk", flat=True)[:SEKALI_HAPUS])
        ).delete()
        jumlah += hapus
        if hapus < SEKALI_HAPUS:
            return jumlah


@transaction.atomic
def send_catatan(
    *,
    pelaku: Pegawai,
    klien_id: uuid.UUID,
    bukti: Iterable[BuktiDukung],
    menggantikan: Iterable[uuid.UUID] = (),
    **isi: Any,
) -> CatatanHarian:
    """Log an entry that waited on a device.

    `menggantikan`: keys under which earlier wordings may have arrived without the device hearing of it.
    If one did, that entry is changed to what its writer made of it since; there is never a second one.
    """
    lama = _sampai(pelaku, menggantikan)
    if lama is not None:
        return edit_catatan(pelaku=pelaku, catatan=lama, bukti=bukti, **isi)
    return log_catatan(pelaku=pelaku, klien_id=klien_id, bukti=bukti, **isi)


@transaction.atomic
def cancel_catatan(*, pelaku: Pegawai, klien_id: Iterable[uuid.UUID]) -> CatatanHarian | None:
    """Withdraw an entry that was deleted on the device while nobody knew whether it had arrived."""
    lama = _sampai(pelaku, klien_id)
    return withdraw_catatan(pelaku=pelaku, catatan=lama) if lama else None


@transaction.atomic
def cancel_ulang_hari(*, pelaku: Pegawai, dari: date, klien_id: uuid.UUID) -> list[CatatanHarian]:
    """Withdraw what a repeated day left, deleted on the device while nobody knew whether it had arrived."""
    asal = CatatanHarian.objects.filter(pegawai=pelaku, tanggal=dari).values_list("uuid", flat=True)
    sampai = CatatanHarian.objects.aktif().filter(
        pegawai=pelaku, klien_id__in=[kunci_ulang(klien_id, u) for u in asal]
    )
    return [withdraw_catatan(pelaku=pelaku, catatan=c) for c in sampai.order_by("id")]


def _sampai(pelaku: Pegawai, klien_id: Iterable[uuid.UUID]) -> CatatanHarian | None:
    kunci = list(klien_id)
    if not kunci:
        return None
    return CatatanHarian.objects.aktif().filter(pegawai=pelaku, klien_id__in=kunci).order_by("id").first()


@transaction.atomic
def set_setelan_luring(
    *, pelaku: Pegawai, instansi: Instansi, foto_sisi: int, foto_mutu: int
) -> SetelanLuring:
    """Set how small photos become before they travel."""
    require(permissions.may_set_luring(pelaku, instansi))
    with audit.act(pelaku, "setelan_luring.diubah"):
        setelan, _ = SetelanLuring.objects.select_for_update().update_or_create(
            instansi=instansi, defaults={"foto_sisi": foto_sisi, "foto_mutu": foto_mutu}
        )
    return setelan
