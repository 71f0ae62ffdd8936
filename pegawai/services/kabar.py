"""Telling people what happened: within the transaction of what happened, never about oneself to oneself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pegawai import audit
from pegawai.models import Kabar, Pegawai, RingkasanHarian, SetelanKabar
from pegawai.rules import HARI_KABAR, JenisKabar, potong_kabar, sidik_kunci


def tell(
    penerima: Pegawai | None,
    *,
    jenis: JenisKabar,
    teks: str,
    tautan: str,
    oleh: Pegawai | None = None,
    kunci: str = "",
) -> None:
    """Tell one person. Nobody is told what he did himself; the same `kunci` twice is told once."""
    if penerima is not None:
        tell_many(
            [penerima.pk],
            instansi_id=penerima.instansi_id,
            jenis=jenis,
            teks=teks,
            tautan=tautan,
            oleh=oleh,
            kunci=kunci,
        )


def tell_many(
    penerima: Iterable[int],
    *,
    instansi_id: int,
    jenis: JenisKabar,
    teks: str,
    tautan: str,
    oleh: Pegawai | None = None,
    kunci: str = "",
) -> int:
    """Tell many the same. Two statements for any number; who silenced this kind is left out."""
    siapa = set(penerima) - {oleh.pk if oleh else 0}
    if not siapa:
        return 0
    senyap = SetelanKabar.objects.filter(pegawai__in=siapa, senyap__contains=[jenis.value])
    siapa -= set(senyap.values_list("pegawai", flat=True))
    baris = [
        Kabar(
            instansi_id=instansi_id,
            penerima_id=pk,
            jenis=jenis.value,
            teks=potong_kabar(teks),
            tautan=tautan,
            kunci=kunci,
        )
        for pk in sorted(siapa)
    ]
    Kabar.objects.bulk_create(baris, batch_size=1000, ignore_conflicts=True)
    return len(baris)


@transaction.atomic
def mark_kabar_read(*, pelaku: Pegawai, kabar: Kabar | None = None) -> int:
    """Mark one notification as read, or all of them. Returns how many were new."""
    semua = Kabar.objects.visible_to(pelaku).baru()
    if kabar is not None:
        semua = semua.filter(pk=kabar.pk)
    return semua.update(dibaca_pada=timezone.now())


def _setelan(pelaku: Pegawai) -> SetelanKabar:
    SetelanKabar.objects.get_or_create(pegawai=pelaku, defaults={"instansi_id": pelaku.instansi_id})
    return SetelanKabar.objects.select_for_update().get(pegawai=pelaku)


@transaction.atomic
def set_kabar(*, pelaku: Pegawai, senyap: Sequence[JenisKabar], ringkasan: bool) -> SetelanKabar:
    """Say which kinds one does not want to hear of, and whether the digest mail comes."""
    with audit.act(pelaku, "kabar.diatur"):
        setelan = _setelan(pelaku)
        setelan.senyap = [j.value for j in JenisKabar if j in set(senyap)]
        setelan.ringkasan = ringkasan
        setelan.save(update_fields=["senyap", "ringkasan"])
    return setelan


@transaction.atomic
def make_kunci_kalender(*, pelaku: Pegawai) -> str:
    """Make a new key for the calendar feed and hand it back, once; the one before stops working."""
    kunci = secrets.token_urlsafe(24)
    with audit.act(pelaku, "kalender.kunci_dibuat"):
        setelan = _setelan(pelaku)
        setelan.sidik_kalender, setelan.kalender_pada = sidik_kunci(kunci), timezone.now()
        setelan.save(update_fields=["sidik_kalender", "kalender_pada"])
    return kunci


def alamat_kalender(kunci: str) -> str:
    """The address under which a calendar program finds the feed of this key."""
    return settings.ALAMAT_APLIKASI.rstrip("/") + reverse("kalender_tenggat", args=[kunci])


@transaction.atomic
def revoke_kunci_kalender(*, pelaku: Pegawai) -> None:
    """Close the calendar feed: whoever holds its address gets nothing any more."""
    with audit.act(pelaku, "kalender.kunci_dicabut"):
        setelan = _setelan(pelaku)
        setelan.sidik_kalender, setelan.kalender_pada = "", None
        setelan.save(update_fields=["sidik_kalender", "kalender_pada"])


def forget_kabar_bersama(*, instansi_id: int, kunci: str) -> int:
    """Take back what was told to many under one key and no digest has carried yet."""
    return Kabar.objects.filter(instansi=instansi_id, kunci=kunci, diringkas_pada__isnull=True).delete()[0]


def forget_kabar_dari(*, instansi_id: int, kunci: str) -> int:
    """Take back what nobody has read yet, because what it tells of was taken back."""
    return Kabar.objects.baru().filter(instansi=instansi_id, kunci=kunci).delete()[0]


def forget_kabar() -> int:
    """Throw notifications away that are older than they are kept, and the digests that carried them."""
    RingkasanHarian.objects.filter(hari__lt=timezone.localdate() - timedelta(days=HARI_KABAR)).delete()
    return Kabar.objects.filter(dibuat_pada__lt=timezone.now() - timedelta(days=HARI_KABAR)).delete()[0]
