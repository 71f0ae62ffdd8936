"""Evidence: take a file in, examine it, keep or refuse it; keep a link."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kinerja import bukti as pemeriksa
from kinerja import permissions, rules
from kinerja.errors import BuktiDukungDitolak
from kinerja.models import BuktiDukung
from kinerja.rules import JenisBukti, StatusBukti
from kinerja.services.dasar import lock_skp
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import Skp

BATAS_LANGSUNG = 10 * 1024 * 1024
"""Larger files are examined by the worker; the page does not wait for them."""


def upload_bukti(*, pelaku: Pegawai, skp: Skp, berkas: File[Any], nama: str) -> BuktiDukung:
    """Take a file in as evidence. Returns it examined (BERSIH), or in quarantine when it is large.

    Three short steps instead of one transaction: the row stands in quarantine before the examination
    begins, so that a process dying in the middle leaves something that the sweep finds.
    """
    if (berkas.size or 0) > settings.UKURAN_BUKTI_MAKS_MB * 1024 * 1024:
        raise terlalu_besar()
    berkas.seek(0)
    pemeriksa.kenali(berkas.read(1024))
    bukti = _karantina(pelaku, skp, berkas, nama)
    if bukti.ukuran > BATAS_LANGSUNG:
        return bukti
    bukti = examine_bukti(bukti=bukti)
    if bukti.status == StatusBukti.DITOLAK:
        raise BuktiDukungDitolak(bukti.alasan_ditolak, bidang="berkas")
    return bukti


def terlalu_besar() -> BuktiDukungDitolak:
    """The refusal of a file above the limit; also said where the upload is cut off."""
    return BuktiDukungDitolak(
        f"Berkas lebih besar dari {settings.UKURAN_BUKTI_MAKS_MB} MB. Perkecil atau pecah berkasnya.",
        bidang="berkas",
    )


@transaction.atomic
def _karantina(pelaku: Pegawai, skp: Skp, berkas: File[Any], nama: str) -> BuktiDukung:
    skp = lock_skp(skp.pk)
    require(permissions.may_upload_bukti(pelaku, skp))
    berkas.seek(0)
    tempat = default_storage.save(_nama_acak("karantina"), berkas)
    with audit.act(pelaku, "bukti.diunggah"):
        return BuktiDukung.objects.create(
            instansi_id=skp.instansi_id,
            skp=skp,
            pemilik=pelaku,
            jenis=JenisBukti.BERKAS,
            nama=rules.nama_aman(nama),
            berkas=tempat,
            ukuran=berkas.size or 0,
        )


def _nama_acak(folder: str) -> str:
    """A place that says nothing about the file, in a folder per day."""
    return f"{folder}/{timezone.now():%Y/%m/%d}/{secrets.token_hex(16)}"


def examine_bukti(*, bukti: BuktiDukung) -> BuktiDukung:
    """Examine evidence that stands in quarantine; the row says how it ended. Twice changes nothing."""
    with transaction.atomic():
        bukti = BuktiDukung.objects.select_for_update(of=("self",)).select_related("pemilik").get(pk=bukti.pk)
        if bukti.status != StatusBukti.KARANTINA:
            return bukti
        mentah = str(bukti.berkas.name)
        try:
            with default_storage.open(mentah) as berkas:
                hasil = pemeriksa.periksa(cast(BinaryIO, berkas))
                bukti = _terima(bukti, hasil, ContentFile(hasil.isi) if hasil.isi is not None else berkas)
        except FileNotFoundError:
            _tolak(bukti, "Berkas tidak sampai utuh. Unggah sekali lagi.")
        except BuktiDukungDitolak as galat:
            _tolak(bukti, galat.pesan)
        # only once the row no longer points at it: a crash before this leaves a stray file, never a lost one
        transaction.on_commit(lambda: default_storage.delete(mentah))
    return bukti


def _terima(bukti: BuktiDukung, hasil: pemeriksa.Hasil, isi: File[Any]) -> BuktiDukung:
    """Move what was found clean to its lasting place, under a new name."""
    isi.seek(0)
    sidik = hashlib.sha256()
    for potong in isi.chunks():
        sidik.update(potong)
    isi.seek(0)
    bukti.berkas.name = default_storage.save(_nama_acak("bukti"), isi)
    bukti.nama = rules.nama_aman(bukti.nama, hasil.akhiran)
    bukti.tipe, bukti.sha256 = hasil.tipe, sidik.hexdigest()
    bukti.ukuran = isi.size or 0
    bukti.status = StatusBukti.BERSIH
    with audit.act(bukti.pemilik, "bukti.diperiksa"):
        bukti.save(update_fields=["berkas", "nama", "tipe", "sha256", "ukuran", "status"])
    return bukti


def _tolak(bukti: BuktiDukung, alasan: str) -> None:
    bukti.status, bukti.alasan_ditolak = StatusBukti.DITOLAK, alasan[:300]
    with audit.act(bukti.pemilik, "bukti.ditolak", alasan):
        bukti.save(update_fields=["status", "alasan_ditolak"])


@transaction.atomic
def add_tautan(*, pelaku: Pegawai, skp: Skp, tautan: str, nama: str = "") -> BuktiDukung:
    """Keep a web address as evidence. The same address again is the same row."""
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
        )
