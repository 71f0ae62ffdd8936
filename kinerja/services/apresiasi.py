"""Public thanks: give, withdraw, take one's name out, moderate."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from kinerja.models import Apresiasi, PenerimaApresiasi
from kinerja.permissions import apresiasi as izin
from kinerja.permissions.pembinaan import pengaturan_bina
from kinerja.rules import apresiasi as aturan
from kinerja.rules import rapikan
from kinerja.services.kabar import tell_apresiasi, tell_apresiasi_disembunyikan, untell_apresiasi
from pegawai import audit
from pegawai.models import Pegawai, Penempatan
from pegawai.rules import require
from skp.rules import NilaiPerilaku


@transaction.atomic
def give_apresiasi(
    *,
    pelaku: Pegawai,
    penerima: Sequence[Pegawai],
    nilai: NilaiPerilaku | str,
    isi: str,
    panduan: int | None = None,
    klien_id: uuid.UUID | None = None,
) -> Apresiasi:
    """Thank one or several others in public. Same `klien_id`, same row.

    The writer's row is locked first: twenty sendings at once are counted one after another.
    """
    Pegawai.objects.select_for_update(of=("self",), no_key=True).get(pk=pelaku.pk)
    kunci = klien_id or uuid.uuid4()
    if ada := Apresiasi.objects.filter(penulis=pelaku, klien_id=kunci).first():
        return ada
    isi = " ".join(rapikan(isi).split())
    orang = {p.pk: p for p in penerima}
    aturan.check_apresiasi(isi=isi, penerima=orang, penulis=pelaku.pk, panduan=panduan)
    for p in orang.values():
        require(izin.may_thank(pelaku, p))
    hari = timezone.localdate()
    aturan.check_laju_apresiasi(
        terkirim=Apresiasi.objects.filter(penulis=pelaku, tanggal=hari).count(),
        batas=pengaturan_bina(pelaku.instansi_id).apresiasi_per_hari,
    )
    unit = dict(
        Penempatan.objects.filter(pegawai__in=orang)
        .definitif()
        .pada(hari)
        .values_list("pegawai_id", "unit_id")
    )
    with audit.act(pelaku, "apresiasi.diberikan"):
        baru = Apresiasi.objects.create(
            instansi_id=pelaku.instansi_id,
            penulis=pelaku,
            klien_id=kunci,
            nilai=NilaiPerilaku(nilai),
            panduan=panduan,
            isi=isi,
            tanggal=hari,
        )
        PenerimaApresiasi.objects.bulk_create(
            PenerimaApresiasi(
                instansi_id=pelaku.instansi_id,
                apresiasi=baru,
                penerima=p,
                unit_id=unit.get(p.pk),
                tanggal=hari,
            )
            for p in orang.values()
        )
        tell_apresiasi(baru, orang.values())
    return baru


def _lock(apresiasi: Apresiasi) -> Apresiasi:
    return Apresiasi.objects.select_for_update(of=("self",)).get(pk=apresiasi.pk)


@transaction.atomic
def withdraw_apresiasi(*, pelaku: Pegawai, apresiasi: Apresiasi) -> Apresiasi:
    """Take one's thanks back; they stay in the history and can be restored."""
    apresiasi = _lock(apresiasi)
    require(izin.may_withdraw_apresiasi(pelaku, apresiasi))
    if apresiasi.ditarik_pada is None:
        apresiasi.ditarik_pada = timezone.now()
        with audit.act(pelaku, "apresiasi.ditarik"):
            apresiasi.save(update_fields=["ditarik_pada"])
            untell_apresiasi(apresiasi)
    return apresiasi


@transaction.atomic
def restore_apresiasi(*, pelaku: Pegawai, apresiasi: Apresiasi) -> Apresiasi:
    """Undo the withdrawal."""
    apresiasi = _lock(apresiasi)
    require(izin.may_withdraw_apresiasi(pelaku, apresiasi))
    if apresiasi.ditarik_pada is not None:
        apresiasi.ditarik_pada = None
        with audit.act(pelaku, "apresiasi.dipulihkan"):
            apresiasi.save(update_fields=["ditarik_pada"])
            _tell_lagi(apresiasi)
    return apresiasi


def _tell_lagi(apresiasi: Apresiasi) -> None:
    """Who had not read of it before it went hears of it again; who had is told nothing twice."""
    if apresiasi.ditarik_pada is None and apresiasi.disembunyikan_pada is None:
        tell_apresiasi(apresiasi, Pegawai.objects.filter(apresiasi__apresiasi=apresiasi))


@transaction.atomic
def set_nama_tampil(*, pelaku: Pegawai, penerima: PenerimaApresiasi, tampil: bool) -> PenerimaApresiasi:
    """Take one's own name out of an apresiasi, or put it back. The last name out takes it off the page."""
    penerima = PenerimaApresiasi.objects.select_for_update(of=("self",)).get(pk=penerima.pk)
    require(izin.may_hide_nama(pelaku, penerima))
    if tampil == (penerima.disembunyikan_pada is None):
        return penerima
    penerima.disembunyikan_pada = None if tampil else timezone.now()
    with audit.act(pelaku, "apresiasi.nama_ditampilkan" if tampil else "apresiasi.nama_disembunyikan"):
        penerima.save(update_fields=["disembunyikan_pada"])
    return penerima


@transaction.atomic
def hide_apresiasi(*, pelaku: Pegawai, apresiasi: Apresiasi, alasan: str) -> Apresiasi:
    """Take words down that do not belong on a public page; the writer reads why."""
    apresiasi = _lock(apresiasi)
    require(izin.may_moderate_apresiasi(pelaku, apresiasi))
    alasan = rapikan(alasan)
    aturan.check_alasan_sembunyi(alasan)
    if apresiasi.disembunyikan_pada is None:
        apresiasi.disembunyikan_pada, apresiasi.disembunyikan_oleh = timezone.now(), pelaku
        apresiasi.alasan_sembunyi = alasan
        with audit.act(pelaku, "apresiasi.disembunyikan", alasan):
            apresiasi.save(update_fields=["disembunyikan_pada", "disembunyikan_oleh", "alasan_sembunyi"])
            untell_apresiasi(apresiasi)
            tell_apresiasi_disembunyikan(apresiasi, pelaku)
    return apresiasi


@transaction.atomic
def show_apresiasi(*, pelaku: Pegawai, apresiasi: Apresiasi) -> Apresiasi:
    """Put words back that were hidden."""
    apresiasi = _lock(apresiasi)
    require(izin.may_moderate_apresiasi(pelaku, apresiasi))
    if apresiasi.disembunyikan_pada is not None:
        apresiasi.disembunyikan_pada, apresiasi.disembunyikan_oleh = None, None
        apresiasi.alasan_sembunyi = ""
        with audit.act(pelaku, "apresiasi.ditampilkan"):
            apresiasi.save(update_fields=["disembunyikan_pada", "disembunyikan_oleh", "alasan_sembunyi"])
            _tell_lagi(apresiasi)
    return apresiasi
