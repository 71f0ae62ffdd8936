"""Files that arrive piece by piece: begin, go on where it stopped, put together. The row says how far it is."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import tempfile
import uuid as uuid_lib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kinerja import bukti as pemeriksa
from kinerja import permissions, rules
from kinerja.bukti.gudang import gudang
from kinerja.errors import BuktiDukungDitolak, PotonganTidakCocok
from kinerja.models import BuktiDukung, Unggahan
from kinerja.services.bukti import check_batas_harian, known_bukti, upload_bukti
from kinerja.services.dasar import lock_skp
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import Skp

FOLDER = "unggahan"
MASA_SELESAI = timedelta(days=7)
"""How long a finished upload still answers a sender who lost the last answer."""


@transaction.atomic
def start_unggahan(*, pelaku: Pegawai, skp: Skp, nama: str, ukuran: int, sha256: str = "") -> Unggahan:
    """Begin an upload. The same file again goes on where it stopped; a known one is finished at once."""
    skp = lock_skp(skp.pk)
    require(permissions.may_upload_bukti(pelaku, skp))
    sha256 = sha256.lower()
    rules.check_mulai_unggah(ukuran=ukuran, sha256=sha256, maks_mb=settings.UKURAN_BUKTI_MAKS_MB)
    if sha256:
        lama = Unggahan.objects.filter(
            pemilik=pelaku,
            skp=skp,
            sha256=sha256,
            ukuran=ukuran,
            bukti__isnull=True,
            diubah_pada__gte=timezone.now() - rules.MASA_UNGGAHAN,
        ).first()
        if lama:
            return lama
    ada = known_bukti(pelaku=pelaku, skp=skp, sha256=sha256)
    if ada is None:
        check_batas_harian(pelaku, ukuran)
    with audit.act(pelaku, "bukti.unggahan_dimulai"):
        return Unggahan.objects.create(
            instansi_id=skp.instansi_id,
            skp=skp,
            pemilik=pelaku,
            nama=rules.nama_aman(nama),
            ukuran=ukuran,
            sha256=sha256,
            bukti=ada,
            diterima=ukuran if ada else 0,
        )


def receive_potongan(
    *, pelaku: Pegawai, unggahan: Unggahan, letak: int, isi: bytes, sha256: str = ""
) -> Unggahan:
    """Take the next piece; with the last one the file is put together and stands in quarantine."""
    require(permissions.may_continue_unggahan(pelaku, unggahan))
    if sha256 and hashlib.sha256(isi).hexdigest() != sha256.lower():
        raise PotonganTidakCocok("Potongan ini berubah di jalan. Kirim sekali lagi.")
    rules.check_potongan(letak=letak, panjang=len(isi), diterima=unggahan.diterima, ukuran=unggahan.ukuran)
    if letak == 0:
        try:
            pemeriksa.kenali(isi[:1024])
        except BuktiDukungDitolak:
            cancel_unggahan(pelaku=pelaku, unggahan=unggahan)
            raise
    tempat = gudang().save(
        f"{FOLDER}/{unggahan.uuid.hex}/{letak:012}-{secrets.token_hex(4)}", ContentFile(isi)
    )
    try:
        unggahan = _catat_potongan(unggahan, letak, len(isi), tempat)
    except BaseException:
        gudang().delete(tempat)
        raise
    return finish_unggahan(unggahan=unggahan) if unggahan.diterima == unggahan.ukuran else unggahan


@transaction.atomic
def _catat_potongan(unggahan: Unggahan, letak: int, panjang: int, tempat: str) -> Unggahan:
    """Two senders of the same piece: the first counts, the second hears where it stands."""
    baris = (
        Unggahan.objects.select_for_update(of=("self",)).select_related("pemilik", "skp").get(pk=unggahan.pk)
    )
    rules.check_potongan(letak=letak, panjang=panjang, diterima=baris.diterima, ukuran=baris.ukuran)
    baris.bagian = [*baris.bagian, tempat]
    baris.diterima += panjang
    baris.save(update_fields=["bagian", "diterima", "diubah_pada"])
    return baris


def finish_unggahan(*, unggahan: Unggahan) -> Unggahan:
    """Put a complete upload together as evidence in quarantine. Twice is once."""
    try:
        with transaction.atomic():
            baris = (
                Unggahan.objects.select_for_update(of=("self",))
                .select_related("pemilik", "skp", "bukti")
                .get(pk=unggahan.pk)
            )
            if baris.bukti_id is not None or baris.diterima < baris.ukuran:
                return baris
            baris.bukti = _rakit(baris)
            bagian, baris.bagian = baris.bagian, []
            baris.save(update_fields=["bukti", "bagian", "diubah_pada"])
            transaction.on_commit(lambda: _buang(bagian))
    except BuktiDukungDitolak:
        cancel_unggahan(pelaku=unggahan.pemilik, unggahan=unggahan)  # nothing can be added to it any more
        raise
    return baris


def _rakit(unggahan: Unggahan) -> BuktiDukung:
    sidik = hashlib.sha256()
    with tempfile.TemporaryFile() as utuh:
        for nama in unggahan.bagian:
            with gudang().open(nama) as potong:
                isi = potong.read()
            sidik.update(isi)
            utuh.write(isi)
        if unggahan.sha256 and sidik.hexdigest() != unggahan.sha256:
            raise BuktiDukungDitolak("Berkas tidak sampai utuh. Unggah sekali lagi.", bidang="berkas")
        berkas: File[Any] = File(utuh, name=unggahan.nama)
        berkas.size = unggahan.ukuran
        return upload_bukti(
            pelaku=unggahan.pemilik, skp=unggahan.skp, berkas=berkas, nama=unggahan.nama, dari=unggahan
        )


@transaction.atomic
def cancel_unggahan(*, pelaku: Pegawai, unggahan: Unggahan) -> None:
    """Give an upload up; its pieces go. What became evidence already stays."""
    require(permissions.may_continue_unggahan(pelaku, unggahan))
    baris = (
        Unggahan.objects.select_for_update(of=("self",)).filter(pk=unggahan.pk, bukti__isnull=True).first()
    )
    if baris is None:
        return
    with audit.act(pelaku, "bukti.unggahan_dibatalkan"):
        baris.delete()
    transaction.on_commit(lambda: _buang(baris.bagian))


def sweep_unggahan() -> list[BuktiDukung]:
    """Finish what is complete, drop what nobody goes on with, remove pieces without an owner.

    Hands back the evidence that came out of it, to be examined.
    """
    kini = timezone.now()
    terbuka = Unggahan.objects.filter(bukti__isnull=True).select_related("pemilik")
    hasil = []
    for u in terbuka.filter(diterima=F("ukuran"), diubah_pada__lt=kini - rules.MASA_SEWA)[:100]:
        with contextlib.suppress(BuktiDukungDitolak):
            selesai = finish_unggahan(unggahan=u)
            hasil += [selesai.bukti] if selesai.bukti else []
    for u in terbuka.filter(diubah_pada__lt=kini - rules.MASA_UNGGAHAN)[:500]:
        cancel_unggahan(pelaku=u.pemilik, unggahan=u)
    Unggahan.objects.filter(bukti__isnull=False, diubah_pada__lt=kini - MASA_SELESAI).delete()
    _buang_yatim()
    return hasil


def _buang_yatim() -> None:
    """Pieces whose row is gone or done: a process died between the store and the row."""
    try:
        folder = gudang().listdir(FOLDER)[0]
    except FileNotFoundError:
        return
    kunci = {f: uuid_lib.UUID(f) for f in folder if len(f) == 32}
    hidup = set(
        Unggahan.objects.filter(uuid__in=kunci.values(), bukti__isnull=True).values_list("uuid", flat=True)
    )
    for nama, kode in kunci.items():
        if kode in hidup:
            continue
        _buang([f"{FOLDER}/{nama}/{b}" for b in gudang().listdir(f"{FOLDER}/{nama}")[1]])
        _buang([f"{FOLDER}/{nama}"])


def _buang(nama: list[str]) -> None:
    for n in nama:
        with contextlib.suppress(OSError):
            gudang().delete(n)
