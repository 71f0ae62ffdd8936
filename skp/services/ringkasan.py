"""The digest: at most one mail per person and day, with what is new and what ends soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from pegawai.models import Instansi, Kabar, Pegawai, RingkasanHarian, SetelanKabar
from skp.rules import tanggal_panjang, tenggat_diingatkan
from skp.selectors.tenggat import BahanTenggat, bahan_tenggat, tenggat_banyak
from skp.services.pengingat import email_aktif

SEKALIGUS = 1000
BARIS_KABAR = 10
"""Lines of news in one mail; the rest are counted."""
KE_DEPAN = 8


def prepare_ringkasan(instansi: Instansi, hari: date) -> int:
    """Write the digests of an agency for a day, a thousand people at a time. Twice on a day adds nothing.

    Returns how many people get one. Who has nothing new and no deadline near gets none.
    """
    bahan = bahan_tenggat(instansi, hari, ke_depan=KE_DEPAN)
    return sum(_prepare(bahan, kelompok) for kelompok in _pembaca(instansi))


def _pembaca(instansi: Instansi) -> Iterator[list[int]]:
    """Who can be reached by mail and wants the digest."""
    tanpa = SetelanKabar.objects.filter(instansi=instansi, ringkasan=False).values("pegawai")
    semua = (
        Pegawai.objects.aktif()
        .filter(instansi=instansi, pengguna__is_active=True)
        .exclude(pengguna__email="")
        .exclude(pk__in=tanpa)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    terakhir = 0
    while kelompok := list(semua.filter(pk__gt=terakhir)[:SEKALIGUS]):
        yield kelompok
        terakhir = kelompok[-1]


@transaction.atomic
def _prepare(bahan: BahanTenggat, kelompok: list[int]) -> int:
    kabar: dict[int, list[str]] = defaultdict(list)
    baru = Kabar.objects.baru().filter(penerima__in=kelompok, diringkas_pada__isnull=True)
    for siapa, teks in baru.order_by("id").values_list("penerima", "teks"):
        kabar[siapa].append(teks)
    tenggat = tenggat_banyak(bahan, kelompok)
    surat = []
    for pk in kelompok:
        dekat = [
            f"{t.judul}: {tanggal_panjang(t.tanggal)}" for t in tenggat_diingatkan(tenggat[pk], bahan.hari)
        ]
        if kabar[pk] or dekat:
            isi = {"kabar": kabar[pk][:BARIS_KABAR], "lain": len(kabar[pk][BARIS_KABAR:]), "tenggat": dekat}
            surat.append(RingkasanHarian(instansi=bahan.instansi, pegawai_id=pk, hari=bahan.hari, isi=isi))
    RingkasanHarian.objects.bulk_create(surat, ignore_conflicts=True)
    # what came after the mail of today waits for the one of tomorrow
    sudah = RingkasanHarian.objects.filter(hari=bahan.hari, pegawai__in=kelompok, terkirim_pada__isnull=True)
    baru.filter(penerima__in=sudah.values("pegawai")).update(diringkas_pada=timezone.now())
    return len(surat)


def send_ringkasan(hari: date, *, paling_banyak: int | None = None) -> int:
    """Send what is written and has not gone out. Returns how many went.

    Each row is locked, sent and marked by itself: a worker that dies repeats one mail at most.
    """
    if not email_aktif():
        return 0
    jumlah = 0
    with get_connection() as koneksi:
        while paling_banyak is None or jumlah < paling_banyak:
            with transaction.atomic():
                baris = (
                    RingkasanHarian.objects.select_for_update(of=("self",), skip_locked=True)
                    .filter(hari=hari, terkirim_pada__isnull=True)
                    .select_related("pegawai__pengguna", "instansi")
                    .order_by("pk")
                    .first()
                )
                if baris is None:
                    return jumlah
                surat_ringkasan(baris, koneksi).send()
                baris.terkirim_pada = timezone.now()
                baris.save(update_fields=["terkirim_pada"])
            jumlah += 1
    return jumlah


def surat_ringkasan(baris: RingkasanHarian, koneksi: Any = None) -> EmailMessage:
    """The mail: headlines only; what was said is read inside the application."""
    isi: dict[str, Any] = baris.isi
    bagian = [f"Yth. {baris.pegawai.nama_lengkap},"]
    if isi["tenggat"]:
        bagian.append("\n".join(["Tenggat yang dekat:", *(f"- {t}" for t in isi["tenggat"])]))
    if isi["kabar"]:
        lain = [f"- dan {isi['lain']} kabar lain"] if isi["lain"] else []
        bagian.append("\n".join(["Kabar untuk Anda:", *(f"- {k}" for k in isi["kabar"]), *lain]))
    bagian.append(f"Buka Kinerja ASN: {settings.ALAMAT_APLIKASI}/kabar/")
    bagian.append(
        f"{baris.instansi.nama}. Surel ini datang paling banyak sekali sehari. "
        f"Atur atau hentikan: {settings.ALAMAT_APLIKASI}/kabar/setelan/"
    )
    jumlah = len(isi["kabar"]) + isi["lain"] + len(isi["tenggat"])
    pengguna = baris.pegawai.pengguna
    return EmailMessage(
        subject=f"Kinerja ASN: {jumlah} hal untuk Anda",
        body="\n\n".join(bagian) + "\n",
        to=[pengguna.email] if pengguna else [],
        connection=koneksi,
    )
