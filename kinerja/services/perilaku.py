"""Behaviours that were seen, under the seven values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.models import BuktiDukung, CatatanPerilaku, PengaturanPerilaku
from kinerja.rules import PenulisPerilaku
from kinerja.selectors.perilaku import pengaturan_perilaku
from kinerja.services.dasar import check_bukti, check_hari, lock_skp
from kinerja.services.kabar import tell_balasan_perilaku, tell_perilaku
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Instansi, Pegawai
from pegawai.rules import require
from skp.models import Skp
from skp.rules import NilaiPerilaku
from skp.selectors import isi_perilaku


@transaction.atomic
def log_perilaku(
    *,
    pelaku: Pegawai,
    skp: Skp,
    nilai: NilaiPerilaku | str,
    tanggal: date,
    uraian: str,
    panduan: int | None = None,
    ekspektasi: bool = False,
    bukti: Iterable[BuktiDukung] = (),
    klien_id: uuid.UUID | None = None,
) -> CatatanPerilaku:
    """Log a behaviour under one of the seven values, by oneself, a leader or a colleague. Same `klien_id`, same row.

    `ekspektasi`: it shows the leader's expectation under that value; its words are kept with the entry.
    """
    skp = lock_skp(skp.pk)
    kunci = klien_id or uuid.uuid4()
    if ada := _terkirim(pelaku, kunci):
        return ada
    require(permissions.may_log_perilaku(pelaku, skp))
    penulis = permissions.penulis_perilaku(pelaku, skp) or PenulisPerilaku.REKAN
    # the SKP is not open to a colleague, and neither are the leader's expectations in it
    isi = _periksa(skp, nilai, tanggal, uraian, panduan, ekspektasi and penulis != PenulisPerilaku.REKAN)
    _check_banyak(pelaku, skp, penulis)
    bukti = list(bukti)
    check_bukti(pelaku, skp, bukti)
    with audit.act(pelaku, "perilaku.dicatat"):
        perilaku, baru = CatatanPerilaku.objects.get_or_create(
            oleh=pelaku,
            klien_id=kunci,
            defaults={
                "instansi_id": skp.instansi_id,
                "skp": skp,
                "pegawai_id": skp.pegawai_id,
                "penulis": penulis,
                **isi,
            },
        )
        if baru:
            perilaku.bukti.set(bukti)
            tell_perilaku(perilaku)
    return perilaku


def _periksa(
    skp: Skp,
    nilai: NilaiPerilaku | str,
    tanggal: date,
    uraian: str,
    panduan: int | None,
    ekspektasi: bool,
) -> dict[str, object]:
    """What an entry holds, checked."""
    nilai = NilaiPerilaku(nilai)
    uraian = rules.rapikan(uraian)
    rules.check_perilaku(uraian=uraian)
    rules.check_panduan(nilai, panduan)
    kata = rules.check_ekspektasi(
        nilai, ditunjukkan=ekspektasi, ekspektasi=isi_perilaku(skp).get(nilai, "") if ekspektasi else ""
    )
    check_hari(skp, tanggal)
    return {
        "nilai": nilai.value,
        "tanggal": tanggal,
        "uraian": uraian,
        "panduan": panduan,
        "ekspektasi": kata,
    }


def _check_banyak(pelaku: Pegawai, skp: Skp, penulis: PenulisPerilaku) -> None:
    """One's own record has no limit; about others the agency's, what was withdrawn counts too.

    The SKP is locked, so two tabs do not both find the last place free.
    """
    if penulis == PenulisPerilaku.SENDIRI:
        return
    hari_ini = timezone.localdate()
    sudah = CatatanPerilaku.objects.filter(
        oleh=pelaku, pegawai=skp.pegawai_id, dibuat_pada__date=hari_ini
    ).count()
    maks = pengaturan_perilaku(skp.instansi_id).maks_per_hari
    rules.check_banyak_perilaku(sudah, maks=maks, nama=skp.pegawai.nama_lengkap)


def _terkirim(pelaku: Pegawai, klien_id: uuid.UUID) -> CatatanPerilaku | None:
    return CatatanPerilaku.objects.filter(oleh=pelaku, klien_id=klien_id).first()


def _kunci(perilaku: CatatanPerilaku) -> CatatanPerilaku:
    skp = lock_skp(perilaku.skp_id)
    terkunci = CatatanPerilaku.objects.select_for_update(of=("self",)).get(pk=perilaku.pk)
    terkunci.skp = skp
    return terkunci


@transaction.atomic
def edit_perilaku(
    *,
    pelaku: Pegawai,
    perilaku: CatatanPerilaku,
    tanggal: date,
    uraian: str,
    panduan: int | None = None,
    ekspektasi: bool = False,
    nomor_sunting: int,
) -> CatatanPerilaku:
    """Change an entry while its day is open; only its writer, and the old words stay in the history."""
    perilaku = _kunci(perilaku)
    require(permissions.may_withdraw_perilaku(pelaku, perilaku))
    check_hari(perilaku.skp, perilaku.tanggal)
    tunjuk = ekspektasi and perilaku.penulis != PenulisPerilaku.REKAN
    isi = _periksa(perilaku.skp, perilaku.nilai, tanggal, uraian, panduan, tunjuk)
    if all(getattr(perilaku, k) == v for k, v in isi.items()):
        return perilaku
    if nomor_sunting != perilaku.nomor_sunting:
        raise SudahBerubah("Catatan ini baru saja diubah di tempat lain. Muat ulang, lalu ubah lagi.")
    for kolom, nilai in isi.items():
        setattr(perilaku, kolom, nilai)
    perilaku.nomor_sunting += 1
    with audit.act(pelaku, "perilaku.diubah"):
        perilaku.save(update_fields=[*isi, "nomor_sunting"])
    return perilaku


@transaction.atomic
def reply_perilaku(*, pelaku: Pegawai, perilaku: CatatanPerilaku, balasan: str) -> CatatanPerilaku:
    """Answer what somebody else wrote; writing again replaces the answer, the old one stays in the history."""
    perilaku = _kunci(perilaku)
    require(permissions.may_reply_perilaku(pelaku, perilaku))
    balasan = rules.rapikan(balasan)
    rules.check_balasan(balasan)
    perilaku.balasan, perilaku.dibalas_pada = balasan, timezone.now()
    with audit.act(pelaku, "perilaku.dibalas"):
        perilaku.save(update_fields=["balasan", "dibalas_pada"])
        tell_balasan_perilaku(perilaku)
    return perilaku


@transaction.atomic
def withdraw_perilaku(*, pelaku: Pegawai, perilaku: CatatanPerilaku) -> CatatanPerilaku:
    """Take a behaviour out of the record; it stays in the history and can be brought back."""
    perilaku = _kunci(perilaku)
    require(permissions.may_withdraw_perilaku(pelaku, perilaku))
    check_hari(perilaku.skp, perilaku.tanggal)
    if perilaku.ditarik_pada is None:
        perilaku.ditarik_pada = timezone.now()
        with audit.act(pelaku, "perilaku.ditarik"):
            perilaku.save(update_fields=["ditarik_pada"])
    return perilaku


@transaction.atomic
def restore_perilaku(*, pelaku: Pegawai, perilaku: CatatanPerilaku) -> CatatanPerilaku:
    """Bring a withdrawn behaviour back."""
    perilaku = _kunci(perilaku)
    require(permissions.may_withdraw_perilaku(pelaku, perilaku))
    check_hari(perilaku.skp, perilaku.tanggal)
    if perilaku.ditarik_pada is not None:
        perilaku.ditarik_pada = None
        with audit.act(pelaku, "perilaku.dipulihkan"):
            perilaku.save(update_fields=["ditarik_pada"])
    return perilaku


@transaction.atomic
def set_pengaturan_perilaku(
    *, pelaku: Pegawai, instansi: Instansi, maks_per_hari: int, is_rekan_dibuka: bool
) -> PengaturanPerilaku:
    """Say how many entries a day one person writes about another, and whether colleagues write at all."""
    require(permissions.may_set_perilaku(pelaku, instansi))
    rules.check_pengaturan(maks_per_hari=maks_per_hari)
    with audit.act(pelaku, "perilaku.pengaturan_diubah"):
        return PengaturanPerilaku.objects.update_or_create(
            instansi=instansi,
            defaults={"maks_per_hari": maks_per_hari, "is_rekan_dibuka": is_rekan_dibuka},
        )[0]
