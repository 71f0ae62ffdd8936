"""Evidence comes in: a file into quarantine, a link as it is."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from kinerja import bukti as pemeriksa
from kinerja import permissions, rules
from kinerja.bukti.gudang import gudang, tempat_baru
from kinerja.errors import BuktiDukungDitolak
from kinerja.models import AturanBukti, BuktiDukung, Unggahan
from kinerja.rules import BatasHarian, JenisBukti, KeadaanTautan, StatusBukti
from kinerja.services.dasar import check_bukti_ada, lock_skp
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import Skp

_SALINAN = (
    "jenis",
    "nama",
    "tautan",
    "berkas",
    "tipe",
    "ukuran",
    "sha256",
    "sha256_asal",
    "status",
    "pratinjau",
)
_SALINAN_TAUTAN = ("keadaan_tautan", "tautan_diperiksa_pada", "tautan_oleh_id")


def upload_bukti(
    *, pelaku: Pegawai, skp: Skp, berkas: File[Any], nama: str, dari: Unggahan | None = None
) -> BuktiDukung:
    """Take a file in as evidence, into quarantine; the caller has it examined.

    Bytes that this person sent before are not kept twice: his earlier evidence comes back, examined already.
    `dari`: the upload in pieces that is finished by this, and was counted when it began.
    """
    if (berkas.size or 0) > settings.UKURAN_BUKTI_MAKS_MB * 1024 * 1024:
        raise terlalu_besar()
    berkas.seek(0)
    pemeriksa.kenali(berkas.read(1024))
    sidik = _sidik(berkas)
    if ada := known_bukti(pelaku=pelaku, skp=skp, sha256=sidik):
        return ada
    berkas.seek(0)
    tempat = gudang().save(tempat_baru("karantina"), berkas)  # before the lock: a bucket may be slow
    try:
        ukuran = berkas.size or 0
        return _karantina(pelaku, skp, tempat=tempat, nama=nama, ukuran=ukuran, sidik=sidik, dari=dari)
    except BaseException:
        gudang().delete(tempat)
        raise


def terlalu_besar() -> BuktiDukungDitolak:
    """The refusal of a file above the limit; also said where the upload is cut off."""
    return BuktiDukungDitolak(
        f"Berkas lebih besar dari {settings.UKURAN_BUKTI_MAKS_MB} MB. Perkecil atau pecah berkasnya.",
        bidang="berkas",
    )


def _sidik(berkas: File[Any]) -> str:
    berkas.seek(0)
    sidik = hashlib.sha256()
    for potong in berkas.chunks():
        sidik.update(potong)
    return sidik.hexdigest()


@transaction.atomic
def _karantina(
    pelaku: Pegawai, skp: Skp, *, tempat: str, nama: str, ukuran: int, sidik: str, dari: Unggahan | None
) -> BuktiDukung:
    skp = lock_skp(skp.pk)
    require(permissions.may_upload_bukti(pelaku, skp))
    if dari is None:
        check_batas_harian(pelaku, ukuran)
    with audit.act(pelaku, "bukti.diunggah"):
        return BuktiDukung.objects.create(
            instansi_id=skp.instansi_id,
            skp=skp,
            pemilik=pelaku,
            jenis=JenisBukti.BERKAS,
            nama=rules.nama_aman(nama),
            berkas=tempat,
            ukuran=ukuran,
            sha256_asal=sidik,
        )


def batas_harian(instansi_id: int) -> BatasHarian:
    """What this agency allows a person to send in a day."""
    aturan = AturanBukti.objects.filter(instansi=instansi_id).first()
    return BatasHarian(aturan.berkas_per_hari, aturan.mb_per_hari) if aturan else rules.BATAS_BAWAAN


def check_batas_harian(pelaku: Pegawai, tambah: int) -> None:
    """Refuse what goes beyond the day's limit; what is still on its way counts."""
    awal = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    datang = BuktiDukung.objects.filter(
        pemilik=pelaku, jenis=JenisBukti.BERKAS, dibuat_pada__gte=awal
    ).aggregate(n=Count("pk"), b=Sum("ukuran", default=0))
    jalan = Unggahan.objects.filter(pemilik=pelaku, bukti__isnull=True, dibuat_pada__gte=awal).aggregate(
        n=Count("pk"), b=Sum("ukuran", default=0)
    )
    rules.check_batas_harian(
        jumlah=datang["n"] + jalan["n"],
        byte=datang["b"] + jalan["b"],
        tambah=tambah,
        batas=batas_harian(pelaku.instansi_id),
    )


def known_bukti(*, pelaku: Pegawai, skp: Skp, sha256: str) -> BuktiDukung | None:
    """The evidence that this person already has of the same bytes, under this SKP; None when they are new."""
    if not sha256:
        return None
    lama = list(
        BuktiDukung.objects.filter(pemilik=pelaku, sha256_asal=sha256)
        .exclude(status=StatusBukti.DITOLAK)
        .order_by("id")
    )
    sini = next((b for b in lama if b.skp_id == skp.pk), None)
    bersih = next((b for b in lama if b.status == StatusBukti.BERSIH), None)
    return sini or (use_bukti(pelaku=pelaku, bukti=bersih, skp=skp) if bersih else None)


@transaction.atomic
def use_bukti(*, pelaku: Pegawai, bukti: BuktiDukung, skp: Skp) -> BuktiDukung:
    """Have one's evidence under an SKP: itself, or a row of that SKP's own on the same stored file."""
    if bukti.skp_id == skp.pk:
        return bukti
    skp = lock_skp(skp.pk)
    require(permissions.may_upload_bukti(pelaku, skp))
    require(permissions.may_copy_bukti(pelaku, bukti))
    check_bukti_ada([bukti])  # its stored file must not go while a row is made that names it
    if bukti.status != StatusBukti.BERSIH:
        raise BuktiDukungDitolak(
            f"{bukti.nama} belum selesai diperiksa. Coba lagi sebentar.", bidang="berkas"
        )
    sama = {"tautan": bukti.tautan, "sha256": bukti.sha256}
    ada = BuktiDukung.objects.filter(skp=skp, pemilik=pelaku, status=StatusBukti.BERSIH, **sama).first()
    if ada:
        return ada
    isi = {k: getattr(bukti, k) for k in (*_SALINAN, *_SALINAN_TAUTAN)}
    with audit.act(pelaku, "bukti.dipakai_ulang"):
        return BuktiDukung.objects.create(instansi_id=skp.instansi_id, skp=skp, pemilik=pelaku, **isi)


@transaction.atomic
def add_tautan(*, pelaku: Pegawai, skp: Skp, tautan: str, nama: str = "") -> BuktiDukung:
    """Keep a web address as evidence. The same address again is the same row; the caller has it tried out."""
    skp = lock_skp(skp.pk)
    require(permissions.may_upload_bukti(pelaku, skp))
    tautan = rules.check_tautan(tautan)
    ada = BuktiDukung.objects.filter(skp=skp, pemilik=pelaku, tautan=tautan).first()
    if ada:
        return ada
    judul = rules.rapikan(nama)[: rules.MAKS_NAMA] or tautan[: rules.MAKS_NAMA]
    with audit.act(pelaku, "bukti.ditautkan"):
        return BuktiDukung.objects.create(
            instansi_id=skp.instansi_id,
            skp=skp,
            pemilik=pelaku,
            jenis=JenisBukti.TAUTAN,
            nama=judul,
            tautan=tautan,
            status=StatusBukti.BERSIH,
            keadaan_tautan=KeadaanTautan.BELUM_DIPASTIKAN,
        )
