"""The daily log: write, change, withdraw, bring back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from kinerja import permissions, rules, selectors
from kinerja.errors import CatatanTidakSah
from kinerja.models import BuktiDukung, CatatanHarian
from kinerja.services.dasar import check_bukti, check_hari, lock_skp
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import STATUS_TETAP


@transaction.atomic
def log_catatan(
    *,
    pelaku: Pegawai,
    rhk: RencanaHasilKerja,
    tanggal: date,
    uraian: str,
    jumlah: Decimal | None = None,
    satuan: str = "",
    jam_mulai: time | None = None,
    jam_selesai: time | None = None,
    rencana_aksi: RencanaAksi | None = None,
    bukti: Iterable[BuktiDukung] = (),
    klien_id: uuid.UUID | None = None,
) -> CatatanHarian:
    """Log a piece of work on a day. The same `klien_id` again gives the same entry back, unchanged."""
    skp = lock_skp(rhk.skp_id)
    kunci = klien_id or uuid.uuid4()
    if ada := _terkirim(pelaku, kunci):
        return ada
    require(permissions.may_log_catatan(pelaku, skp))
    isi = periksa_catatan(
        skp,
        rhk,
        tanggal=tanggal,
        uraian=uraian,
        jumlah=jumlah,
        satuan=satuan,
        jam_mulai=jam_mulai,
        jam_selesai=jam_selesai,
        rencana_aksi=rencana_aksi,
    )
    bukti = list(bukti)
    check_bukti(pelaku, skp, bukti)
    # a second SKP of the same person is another lock: the unique key decides between two sendings
    try:
        with transaction.atomic(), audit.act(pelaku, "catatan.dicatat"):
            catatan = CatatanHarian.objects.create(
                pegawai=pelaku, klien_id=kunci, instansi_id=skp.instansi_id, skp=skp, **isi
            )
            if bukti:
                catatan.bukti.add(*bukti)
    except IntegrityError:
        if ada := _terkirim(pelaku, kunci):
            return ada
        raise
    return catatan


def _terkirim(pelaku: Pegawai, klien_id: uuid.UUID) -> CatatanHarian | None:
    return CatatanHarian.objects.filter(pegawai=pelaku, klien_id=klien_id).first()


def periksa_catatan(
    skp: Skp,
    rhk: RencanaHasilKerja,
    *,
    tanggal: date,
    uraian: str,
    jumlah: Decimal | None,
    satuan: str,
    jam_mulai: time | None,
    jam_selesai: time | None,
    rencana_aksi: RencanaAksi | None,
    rhk_semula: int | None = None,
    terbuka: bool = True,
) -> dict[str, object]:
    """Check what an entry says and where it hangs; hand back its columns.

    An entry may stay on the RHK on which it was written, also after a revision dropped that.
    A correction comes after the window (`terbuka` false).
    """
    if rhk.skp_id != skp.pk and rhk.pk != rhk_semula:
        raise CatatanTidakSah("Hasil kerja itu bukan bagian SKP ini. Pilih dari daftar.", bidang="rhk")
    if rencana_aksi is not None and rencana_aksi.rhk_id != rhk.pk:
        raise CatatanTidakSah(
            "Rencana aksi itu milik hasil kerja lain. Pilih dari daftar.", bidang="rencana_aksi"
        )
    uraian, satuan = rules.rapikan(uraian), " ".join(satuan.split())
    rules.check_catatan(
        uraian=uraian, jumlah=jumlah, satuan=satuan, jam_mulai=jam_mulai, jam_selesai=jam_selesai
    )
    if terbuka:
        check_hari(skp, tanggal)
    return {
        "rhk": rhk,
        "tanggal": tanggal,
        "uraian": uraian,
        "jumlah": jumlah,
        "satuan": satuan,
        "jam_mulai": jam_mulai,
        "jam_selesai": jam_selesai,
        "rencana_aksi": rencana_aksi,
    }


def kunci_catatan(catatan: CatatanHarian) -> CatatanHarian:
    """Lock the SKP, then the entry: the same order in every act."""
    skp = lock_skp(catatan.skp_id)
    terkunci = CatatanHarian.objects.select_for_update(of=("self",)).get(pk=catatan.pk)
    terkunci.skp = skp
    return terkunci


@transaction.atomic
def edit_catatan(
    *,
    pelaku: Pegawai,
    catatan: CatatanHarian,
    rhk: RencanaHasilKerja,
    tanggal: date,
    uraian: str,
    jumlah: Decimal | None = None,
    satuan: str = "",
    jam_mulai: time | None = None,
    jam_selesai: time | None = None,
    rencana_aksi: RencanaAksi | None = None,
    bukti: Iterable[BuktiDukung] | None = None,
    nomor_sunting: int | None = None,
    pulihkan: bool = False,
) -> CatatanHarian:
    """Change an entry while its old and its new day are open. `bukti` is the whole set; None leaves it.

    `nomor_sunting` is what the writer saw; another number in the row means that somebody was faster.
    `pulihkan`: an entry that was withdrawn meanwhile comes back with this text.
    """
    catatan = kunci_catatan(catatan)
    require(permissions.may_edit_catatan(pelaku, catatan))
    if catatan.ditarik_pada is not None and not pulihkan:
        raise SudahBerubah("Catatan ini sudah ditarik. Pulihkan dahulu sebelum mengubahnya.")
    if nomor_sunting is not None and nomor_sunting != catatan.nomor_sunting:
        raise SudahBerubah("Catatan ini baru saja diubah di tempat lain. Bandingkan kedua tulisan.")
    check_hari(catatan.skp, catatan.tanggal)
    catatan.ditarik_pada = None
    isi = periksa_catatan(
        catatan.skp,
        rhk,
        tanggal=tanggal,
        uraian=uraian,
        jumlah=jumlah,
        satuan=satuan,
        jam_mulai=jam_mulai,
        jam_selesai=jam_selesai,
        rencana_aksi=rencana_aksi,
        rhk_semula=catatan.rhk_id,
    )
    for kolom, nilai in isi.items():
        setattr(catatan, kolom, nilai)
    catatan.nomor_sunting += 1
    with audit.act(pelaku, "catatan.diubah"):
        catatan.save(update_fields=[*isi, "nomor_sunting", "ditarik_pada"])
        if bukti is not None:
            pilihan = list(bukti)
            check_bukti(pelaku, catatan.skp, pilihan, catatan.bukti.all())
            catatan.bukti.set(pilihan)
    return catatan


@transaction.atomic
def withdraw_catatan(*, pelaku: Pegawai, catatan: CatatanHarian) -> CatatanHarian:
    """Take an entry out of the log. It stays in the history and can be brought back."""
    catatan = kunci_catatan(catatan)
    require(permissions.may_edit_catatan(pelaku, catatan))
    check_hari(catatan.skp, catatan.tanggal)
    if catatan.ditarik_pada is None:
        catatan.ditarik_pada = timezone.now()
        with audit.act(pelaku, "catatan.ditarik"):
            catatan.save(update_fields=["ditarik_pada"])
    return catatan


@transaction.atomic
def restore_catatan(*, pelaku: Pegawai, catatan: CatatanHarian) -> CatatanHarian:
    """Bring a withdrawn entry back."""
    catatan = kunci_catatan(catatan)
    require(permissions.may_edit_catatan(pelaku, catatan))
    check_hari(catatan.skp, catatan.tanggal)
    if catatan.ditarik_pada is not None:
        catatan.ditarik_pada = None
        with audit.act(pelaku, "catatan.dipulihkan"):
            catatan.save(update_fields=["ditarik_pada"])
    return catatan


@transaction.atomic
def repeat_catatan(
    *, pelaku: Pegawai, catatan: CatatanHarian, tanggal: date, klien_id: uuid.UUID | None = None
) -> CatatanHarian:
    """Log the same piece of work again on another day. Times and evidence belong to the first day.

    A planned step whose period is over gives way to the only one of the new period.
    """
    aksi = catatan.rencana_aksi
    if aksi is not None and not aksi.periode.mulai <= tanggal <= aksi.periode.selesai:
        aksi = selectors.aksi_lazim(catatan.rhk, tanggal)
    return log_catatan(
        pelaku=pelaku,
        rhk=catatan.rhk,
        tanggal=tanggal,
        uraian=catatan.uraian,
        jumlah=catatan.jumlah,
        satuan=catatan.satuan,
        rencana_aksi=aksi,
        klien_id=klien_id,
    )


def kunci_ulang(klien_id: uuid.UUID, asal: uuid.UUID) -> uuid.UUID:
    """The key of one entry of a repeated day."""
    return uuid.uuid5(klien_id, str(asal))


@transaction.atomic
def repeat_hari(*, pelaku: Pegawai, dari: date, ke: date, klien_id: uuid.UUID) -> list[CatatanHarian]:
    """Log the whole work of one day again on another. Same key, same entries: each has its own made from it.

    What hangs on an SKP that is no longer in force, or on an RHK that a revision dropped, stays behind.
    """
    asal = (
        CatatanHarian.objects.aktif()
        .filter(pegawai=pelaku, tanggal=dari, skp__status__in=STATUS_TETAP, skp__selesai__gte=ke)
        .filter(rhk__skp=F("skp"))
        .select_related("rhk", "rencana_aksi__periode")
        .order_by("id")
    )
    hasil = [
        repeat_catatan(pelaku=pelaku, catatan=c, tanggal=ke, klien_id=kunci_ulang(klien_id, c.uuid))
        for c in asal
    ]
    if not hasil:
        raise CatatanTidakSah("Tidak ada catatan yang dapat diulang dari hari itu. Tulis catatan baru.")
    return hasil
