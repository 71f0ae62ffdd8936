"""Continuous feedback: give, read, reply."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import UmpanBalikTidakSah
from kinerja.models import CatatanHarian, UmpanBalik
from kinerja.rules import PenilaianUmpanBalik, PeranPemberi, SifatUmpanBalik
from kinerja.services.dasar import lock_skp
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku


@transaction.atomic
def give_umpan_balik(
    *,
    pelaku: Pegawai,
    skp: Skp,
    isi: str,
    sifat: SifatUmpanBalik | str,
    penilaian: PenilaianUmpanBalik | str = "",
    rhk: RencanaHasilKerja | None = None,
    nilai: NilaiPerilaku | str = "",
    catatan: CatatanHarian | None = None,
    tanggal: date | None = None,
    klien_id: uuid.UUID | None = None,
) -> UmpanBalik:
    """Give feedback on a result, a behaviour or the person. In which role follows from the relations.

    About an entry of the log it is also about that entry's RHK. Same `klien_id`, same row.
    """
    skp = lock_skp(skp.pk)
    kunci = klien_id or uuid.uuid4()
    if ada := _terkirim(pelaku, kunci):
        return ada
    require(permissions.may_give_umpan_balik(pelaku, skp))
    peran = permissions.peran_pemberi(pelaku, skp)
    if catatan is not None and rhk is None and not nilai:
        rhk = catatan.rhk
    hari = tanggal or timezone.localdate()
    isi = rules.rapikan(isi)
    rules.check_umpan_balik(isi=isi, punya_rhk=rhk is not None, nilai=str(nilai))
    rules.check_hari(tanggal=hari, mulai=skp.mulai, selesai=skp.selesai, hari_ini=timezone.localdate())
    _check_sasaran(skp, rhk, catatan)
    with audit.act(pelaku, "umpan_balik.diberikan"):
        return UmpanBalik.objects.get_or_create(
            pemberi=pelaku,
            klien_id=kunci,
            defaults={
                "instansi_id": skp.instansi_id,
                "skp": skp,
                "pegawai_id": skp.pegawai_id,
                "peran_pemberi": PeranPemberi(peran or ""),
                "rhk": rhk,
                "nilai": NilaiPerilaku(nilai) if nilai else "",
                "catatan": catatan,
                "tanggal": hari,
                "sifat": SifatUmpanBalik(sifat),
                "penilaian": PenilaianUmpanBalik(penilaian) if penilaian else "",
                "isi": isi,
            },
        )[0]


def _terkirim(pelaku: Pegawai, klien_id: uuid.UUID) -> UmpanBalik | None:
    return UmpanBalik.objects.filter(pemberi=pelaku, klien_id=klien_id).first()


def _check_sasaran(skp: Skp, rhk: RencanaHasilKerja | None, catatan: CatatanHarian | None) -> None:
    if rhk is not None and rhk.skp_id != skp.pk:
        raise UmpanBalikTidakSah("Hasil kerja itu bukan bagian SKP ini. Pilih dari daftar.", bidang="sasaran")
    if catatan is not None and (catatan.skp_id != skp.pk or catatan.ditarik_pada is not None):
        raise UmpanBalikTidakSah("Catatan itu sudah ditarik atau milik SKP lain.", bidang="sasaran")


@transaction.atomic
def reply_umpan_balik(*, pelaku: Pegawai, umpan_balik: UmpanBalik, balasan: str) -> UmpanBalik:
    """Reply to feedback, or change one's reply; whoever replies has read it."""
    umpan_balik = UmpanBalik.objects.select_for_update(of=("self",)).get(pk=umpan_balik.pk)
    require(permissions.may_reply_umpan_balik(pelaku, umpan_balik))
    balasan = rules.rapikan(balasan)
    rules.check_balasan(balasan)
    if balasan == umpan_balik.balasan:
        return umpan_balik
    kini = timezone.now()
    umpan_balik.balasan, umpan_balik.dibalas_pada = balasan, kini
    umpan_balik.dibaca_pada = umpan_balik.dibaca_pada or kini
    with audit.act(pelaku, "umpan_balik.dibalas"):
        umpan_balik.save(update_fields=["balasan", "dibalas_pada", "dibaca_pada"])
    return umpan_balik


@transaction.atomic
def mark_read(*, pelaku: Pegawai, umpan_balik: UmpanBalik) -> UmpanBalik:
    """Note that the person has read it. Reading twice keeps the first time."""
    umpan_balik = UmpanBalik.objects.select_for_update(of=("self",)).get(pk=umpan_balik.pk)
    require(permissions.may_read_umpan_balik(pelaku, umpan_balik))
    if umpan_balik.dibaca_pada is None:
        umpan_balik.dibaca_pada = timezone.now()
        with audit.act(pelaku, "umpan_balik.dibaca"):
            umpan_balik.save(update_fields=["dibaca_pada"])
    return umpan_balik
