"""Evidence leaves quarantine: claimed, examined behind the fence, kept or refused. The row is the truth."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kinerja import bukti as pemeriksa
from kinerja import rules
from kinerja.bukti import Hasil, PemeriksaanGagal
from kinerja.bukti.gudang import gudang, tempat_baru
from kinerja.errors import BuktiDukungDitolak
from kinerja.models import BuktiDukung
from kinerja.rules import StatusBukti
from kinerja.services.kabar import tell_bukti_ditolak
from pegawai import audit

Pemeriksa = Callable[[BinaryIO], Hasil]


def examine_bukti(*, bukti: BuktiDukung, periksa: Pemeriksa = pemeriksa.periksa) -> BuktiDukung:
    """Examine evidence that stands in quarantine; the row says how it ended. Twice changes nothing.

    The lease and the count of attempts are committed before the work: a worker that dies leaves a row that the
    sweep hands to another one, and a file that ends three workers is refused by name.
    """
    sewa = _sewa(bukti.pk)
    if sewa is None:
        return BuktiDukung.objects.filter(pk=bukti.pk).first() or bukti
    try:
        with gudang().open(str(sewa.berkas.name)) as berkas:
            hasil = periksa(cast(BinaryIO, berkas))
            return _terima(sewa, hasil, berkas)
    except FileNotFoundError:
        return _tolak(sewa, "Berkas tidak sampai utuh. Unggah sekali lagi.")
    except BuktiDukungDitolak as galat:
        return _tolak(sewa, galat.pesan)
    except PemeriksaanGagal:
        BuktiDukung.objects.filter(pk=sewa.pk, dikerjakan_pada=sewa.dikerjakan_pada).update(
            dikerjakan_pada=None
        )
        return BuktiDukung.objects.filter(pk=sewa.pk).first() or sewa


def tunggu_periksa(kini: datetime) -> Q:
    """What waits for an examination: nobody has it, or who had it has died."""
    return Q(status=StatusBukti.KARANTINA) & (
        Q(dikerjakan_pada__isnull=True) | Q(dikerjakan_pada__lt=kini - rules.MASA_SEWA)
    )


def _sewa(bukti_pk: int) -> BuktiDukung | None:
    """Claim the row for this worker; None when there is nothing to do."""
    kini = timezone.now()
    with transaction.atomic():
        bukti = (
            BuktiDukung.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("pemilik")
            .filter(tunggu_periksa(kini), pk=bukti_pk)
            .first()
        )
        if bukti is None:
            return None
        if bukti.percobaan < rules.MAKS_PERCOBAAN:
            bukti.percobaan += 1
            bukti.dikerjakan_pada = kini
            bukti.save(update_fields=["percobaan", "dikerjakan_pada"])
            return bukti
    _tolak(bukti, "Pemeriksaan berkas ini gagal tiga kali. Cetak ulang ke PDF, lalu unggah hasilnya.")
    return None


def _terima(sewa: BuktiDukung, hasil: Hasil, mentah: File[Any]) -> BuktiDukung:
    """Move what was found clean to its lasting place, under a new name, with its preview beside it."""
    isi: File[Any] = ContentFile(hasil.isi) if hasil.isi is not None else mentah
    isi.seek(0)
    sidik = hashlib.sha256()
    for potong in isi.chunks():
        sidik.update(potong)
    isi.seek(0)
    ukuran = isi.size or 0
    gambar = [gudang().save(tempat_baru("pratinjau"), ContentFile(g)) for g in hasil.pratinjau.gambar]
    tempat = gudang().save(tempat_baru("bukti"), isi)
    kolom: dict[str, Any] = {
        "berkas": tempat,
        "nama": rules.nama_aman(sewa.nama, hasil.akhiran),
        "tipe": hasil.tipe,
        "sha256": sidik.hexdigest(),
        "ukuran": ukuran,
        "status": StatusBukti.BERSIH.value,
        "pratinjau": {
            "gambar": gambar,
            "ukuran": hasil.pratinjau.ukuran,
            "halaman": hasil.pratinjau.halaman,
            "teks": hasil.pratinjau.teks,
        },
    }
    return _tutup(sewa, kolom, "bukti.diperiksa", buang=[tempat, *gambar])


def _tolak(sewa: BuktiDukung, alasan: str) -> BuktiDukung:
    kolom = {"status": StatusBukti.DITOLAK.value, "alasan_ditolak": alasan[:300]}
    return _tutup(sewa, kolom, "bukti.ditolak", alasan=alasan)


def _tutup(
    sewa: BuktiDukung,
    kolom: dict[str, Any],
    tindakan: str,
    *,
    alasan: str = "",
    buang: list[str] | None = None,
) -> BuktiDukung:
    """Write the verdict if the claim still holds. Who lost it throws away what he made."""
    with transaction.atomic():
        bukti = (
            BuktiDukung.objects.select_for_update(of=("self",))
            .select_related("pemilik")
            .filter(pk=sewa.pk)
            .first()
        )
        if (
            bukti is None  # its owner deleted it meanwhile
            or bukti.status != StatusBukti.KARANTINA
            or bukti.dikerjakan_pada != sewa.dikerjakan_pada
        ):
            for nama in buang or ():
                gudang().delete(nama)
            return bukti or sewa
        mentah = str(bukti.berkas.name)
        for nama, nilai in kolom.items():
            setattr(bukti, nama, nilai)
        with audit.act(bukti.pemilik, tindakan, alasan):
            bukti.save(update_fields=list(kolom))
        if bukti.status == StatusBukti.DITOLAK:
            tell_bukti_ditolak(bukti)
        # only once the row no longer needs it: a crash before this leaves a stray file, never a lost one
        transaction.on_commit(lambda: _hapus(mentah))
    return bukti


def _hapus(nama: str) -> None:
    with contextlib.suppress(OSError):
        gudang().delete(nama)
