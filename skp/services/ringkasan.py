"""The digest: at most one mail per person and day, with what is new and what ends soon."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from pegawai.models import Instansi, Kabar, Pegawai, RingkasanHarian, SetelanKabar
from skp.rules import tanggal_panjang, tenggat_diingatkan
from skp.selectors.tenggat import BahanTenggat, bahan_tenggat, tenggat_banyak
from skp.services.pengingat import email_aktif

log = logging.getLogger(__name__)

SEKALIGUS = 1000
PER_KIRIMAN = 100
BARIS_KABAR = 10
"""Lines of news in one mail; the rest are counted."""
KE_DEPAN = 8
UMUR_KABAR = timedelta(days=7)
"""News that no mail could carry for so long is read in the application."""
SURAT_DITOLAK = (SMTPRecipientsRefused, SMTPDataError, ValueError)
"""One mail that cannot go, where the next one can: an address that is refused or is none."""


def prepare_ringkasan(instansi: Instansi, hari: date) -> int:
    """Write the digests of an agency for a day, a thousand people at a time. Twice on a day adds nothing.

    Returns how many people get one. Who has nothing new and no deadline near gets none.
    """
    bahan = bahan_tenggat(instansi, hari, ke_depan=KE_DEPAN)
    return sum(_prepare(bahan, kelompok) for kelompok in _pembaca(instansi, hari))


def _pembaca(instansi: Instansi, hari: date) -> Iterator[list[int]]:
    """Who can be reached by mail, wants the digest, and has none of this day."""
    tanpa = SetelanKabar.objects.filter(instansi=instansi, ringkasan=False).values("pegawai")
    sudah = RingkasanHarian.objects.filter(instansi=instansi, hari=hari).values("pegawai")
    semua = (
        Pegawai.objects.aktif()
        .filter(instansi=instansi, pengguna__is_active=True)
        .exclude(pengguna__email="")
        .exclude(pk__in=tanpa)
        .exclude(pk__in=sudah)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    terakhir = 0
    while kelompok := list(semua.filter(pk__gt=terakhir)[:SEKALIGUS]):
        yield kelompok
        terakhir = kelompok[-1]


@transaction.atomic
def _prepare(bahan: BahanTenggat, kelompok: list[int]) -> int:
    kabar = _kabar_baru(kelompok)
    tenggat = tenggat_banyak(bahan, kelompok)
    surat = []
    for pk in kelompok:
        dekat = [
            f"{t.judul}: {tanggal_panjang(t.tanggal)}" for t in tenggat_diingatkan(tenggat[pk], bahan.hari)
        ]
        if kabar[pk] or dekat:
            isi = {
                "kabar": [[teks, tautan] for _, teks, tautan in kabar[pk][:BARIS_KABAR]],
                "lain": len(kabar[pk][BARIS_KABAR:]),
                "tenggat": dekat,
                "memuat": [k for k, _, _ in kabar[pk]],
            }
            surat.append(RingkasanHarian(instansi=bahan.instansi, pegawai_id=pk, hari=bahan.hari, isi=isi))
    RingkasanHarian.objects.bulk_create(surat, ignore_conflicts=True)
    return len(surat)


def _kabar_baru(kelompok: list[int]) -> dict[int, list[tuple[int, str, str]]]:
    """What each of them has not read, no mail has carried, and he has not silenced meanwhile."""
    senyap = dict(
        SetelanKabar.objects.filter(pegawai__in=kelompok).exclude(senyap=[]).values_list("pegawai", "senyap")
    )
    baru = Kabar.objects.baru().filter(
        penerima__in=kelompok, diringkas_pada__isnull=True, dibuat_pada__gte=timezone.now() - UMUR_KABAR
    )
    hasil: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for pk, siapa, jenis, teks, tautan in baru.order_by("id").values_list(
        "pk", "penerima", "jenis", "teks", "tautan"
    ):
        if jenis not in senyap.get(siapa, ()):
            hasil[siapa].append((pk, teks, tautan))
    return hasil


def send_ringkasan(hari: date, *, paling_banyak: int | None = None) -> int:
    """Send what is written and nobody has taken in hand. Returns how many went.

    Each row is taken in hand before its mail is handed over, so that two workers, or one that died in between, never
    send a second one; what such a mail should have told comes with the next day's.
    """
    if not email_aktif():
        return 0
    jumlah = 0
    with get_connection() as koneksi:
        while paling_banyak is None or jumlah < paling_banyak:
            sisa = PER_KIRIMAN if paling_banyak is None else min(PER_KIRIMAN, paling_banyak - jumlah)
            kelompok = list(
                RingkasanHarian.objects.antre(hari)
                .select_related("pegawai__pengguna", "instansi")
                .order_by("pk")[:sisa]
            )
            if not kelompok:
                break
            jumlah += sum(_ambil(baris) and _sampaikan(baris, koneksi) for baris in kelompok)
    return jumlah


def _ambil(baris: RingkasanHarian) -> bool:
    """Take one in hand; false where another worker did."""
    return bool(
        RingkasanHarian.objects.antre(baris.hari).filter(pk=baris.pk).update(dicoba_pada=timezone.now())
    )


def _sampaikan(baris: RingkasanHarian, koneksi: Any) -> bool:
    """Hand one mail over. One that is refused stays behind alone; when the server is away, all wait."""
    pengguna = baris.pegawai.pengguna
    if pengguna is None or not pengguna.is_active or not pengguna.email:
        return False
    try:
        surat_ringkasan(baris, koneksi).send()
    except SURAT_DITOLAK as galat:
        log.warning("ringkasan %s ditolak: %s", baris.uuid, type(galat).__name__)
        return False
    except (OSError, SMTPException):
        RingkasanHarian.objects.filter(pk=baris.pk).update(dicoba_pada=None)
        raise
    with transaction.atomic():
        RingkasanHarian.objects.filter(pk=baris.pk).update(terkirim_pada=timezone.now())
        Kabar.objects.filter(pk__in=baris.isi["memuat"]).update(diringkas_pada=timezone.now())
    return True


def surat_ringkasan(baris: RingkasanHarian, koneksi: Any = None) -> EmailMultiAlternatives:
    """The mail, as text and with links: headlines only; what was said is read inside the application."""
    isi, alamat = baris.isi, settings.ALAMAT_APLIKASI.rstrip("/")
    pengguna = baris.pegawai.pengguna
    surat = EmailMultiAlternatives(
        subject=f"Kinerja ASN: {len(isi['kabar']) + isi['lain'] + len(isi['tenggat'])} hal untuk Anda",
        body=_teks(baris, alamat),
        to=[pengguna.email] if pengguna else [],
        connection=koneksi,
        headers={
            "Message-ID": f"<ringkasan-{baris.uuid}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip(' >')}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{alamat}/kabar/setelan/>",
        },
    )
    konteks = {"b": baris, "isi": isi, "alamat": alamat}
    surat.attach_alternative(render_to_string("skp/surel_ringkasan.html", konteks), "text/html")
    return surat


def _teks(baris: RingkasanHarian, alamat: str) -> str:
    isi: dict[str, Any] = baris.isi
    bagian = [f"Yth. {baris.pegawai.nama_lengkap},"]
    if isi["tenggat"]:
        bagian.append("\n".join(["Tenggat yang dekat:", *(f"- {t}" for t in isi["tenggat"])]))
    if isi["kabar"]:
        lain = [f"- dan {isi['lain']} kabar lain"] if isi["lain"] else []
        bagian.append("\n".join(["Kabar untuk Anda:", *(f"- {teks}" for teks, _ in isi["kabar"]), *lain]))
    bagian.append(f"Buka Kinerja ASN: {alamat}/kabar/")
    bagian.append(
        f"{baris.instansi.nama}. Surel ini datang paling banyak sekali sehari. "
        f"Atur atau hentikan: {alamat}/kabar/setelan/"
    )
    return "\n\n".join(bagian) + "\n"
