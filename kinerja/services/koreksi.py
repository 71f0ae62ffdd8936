"""Corrections after the window: with a reason, with the original kept, and never once the evaluation is final."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules, selectors
from kinerja.errors import CatatanTidakSah, PeriodeDitutup
from kinerja.models import BuktiDukung, CatatanHarian, KoreksiCatatan
from kinerja.rules import JenisKoreksi
from kinerja.services.catatan import kunci_catatan, periksa_catatan
from kinerja.services.dasar import check_bukti, check_hari
from pegawai import audit
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.models import Pegawai
from pegawai.rules import YA, Verdict, require, tidak
from skp.models import RencanaAksi, RencanaHasilKerja, Skp


def boleh_koreksi(pelaku: Pegawai, catatan: CatatanHarian) -> Verdict:
    """Whether this entry can be corrected now, with the sentence where not."""
    boleh = permissions.may_edit_catatan(pelaku, catatan)
    if not boleh:
        return boleh
    if not alasan_tutup(catatan.skp, catatan.tanggal):
        return tidak("Jendela hari itu masih terbuka. Ubah catatan ini langsung.")
    final = selectors.periode_final(catatan.skp, catatan.tanggal)
    return tidak(rules.kalimat_final(str(final))) if final else YA


def alasan_tutup(skp: Skp, tanggal: date) -> str:
    """Why nothing can be written for a day under this SKP any more; empty while its window is open."""
    try:
        check_hari(skp, tanggal)
    except AturanDilanggar as galat:
        return galat.pesan
    return ""


@transaction.atomic
def correct_catatan(
    *,
    pelaku: Pegawai,
    catatan: CatatanHarian,
    alasan: str,
    rhk: RencanaHasilKerja,
    uraian: str,
    jumlah: Decimal | None = None,
    satuan: str = "",
    jam_mulai: time | None = None,
    jam_selesai: time | None = None,
    rencana_aksi: RencanaAksi | None = None,
    bukti: Iterable[BuktiDukung] | None = None,
    nomor_sunting: int | None = None,
) -> KoreksiCatatan:
    """Correct an entry whose window has closed. Its day stays; what stood there before stays readable."""
    catatan = _siapkan(pelaku, catatan, nomor_sunting)
    semula = selectors.isi_catatan(catatan)
    isi = periksa_catatan(
        catatan.skp,
        rhk,
        tanggal=catatan.tanggal,
        uraian=uraian,
        jumlah=jumlah,
        satuan=satuan,
        jam_mulai=jam_mulai,
        jam_selesai=jam_selesai,
        rencana_aksi=rencana_aksi,
        rhk_semula=catatan.rhk_id,
        terbuka=False,
    )
    for kolom, nilai in isi.items():
        setattr(catatan, kolom, nilai)
    alasan = rules.check_alasan_koreksi(alasan)
    with audit.act(pelaku, "catatan.dikoreksi", alasan):
        if bukti is not None:
            pilihan = list(bukti)
            check_bukti(pelaku, catatan.skp, pilihan, catatan.bukti.all())
            catatan.bukti.set(pilihan)
        menjadi = selectors.isi_catatan(catatan)
        if menjadi == semula:
            raise CatatanTidakSah("Belum ada yang berubah. Perbaiki isinya, lalu kirim koreksi.")
        return _simpan(pelaku, catatan, JenisKoreksi.UBAH, alasan, semula, menjadi, [*isi])


@transaction.atomic
def withdraw_catatan_ditutup(
    *, pelaku: Pegawai, catatan: CatatanHarian, alasan: str, nomor_sunting: int | None = None
) -> KoreksiCatatan:
    """Take an entry out after its window has closed: it no longer counts, and stays readable."""
    catatan = _siapkan(pelaku, catatan, nomor_sunting)
    alasan = rules.check_alasan_koreksi(alasan)
    semula = selectors.isi_catatan(catatan)
    catatan.ditarik_pada = timezone.now()
    with audit.act(pelaku, "catatan.ditarik_koreksi", alasan):
        return _simpan(pelaku, catatan, JenisKoreksi.TARIK, alasan, semula, {}, ["ditarik_pada"])


def _siapkan(pelaku: Pegawai, catatan: CatatanHarian, nomor_sunting: int | None) -> CatatanHarian:
    """Lock, and ask who, whether the window has closed, and whether the evaluation is still open."""
    catatan = kunci_catatan(catatan)
    require(permissions.may_edit_catatan(pelaku, catatan))
    if catatan.ditarik_pada is not None:
        raise SudahBerubah("Catatan ini sudah ditarik. Tidak ada yang perlu dikoreksi.")
    if nomor_sunting is not None and nomor_sunting != catatan.nomor_sunting:
        raise SudahBerubah("Catatan ini baru saja diubah di tempat lain. Bandingkan kedua tulisan.")
    boleh = boleh_koreksi(pelaku, catatan)
    if not boleh:
        raise PeriodeDitutup(boleh.alasan)
    return catatan


def _simpan(
    pelaku: Pegawai,
    catatan: CatatanHarian,
    jenis: JenisKoreksi,
    alasan: str,
    semula: dict[str, str],
    menjadi: dict[str, str],
    kolom: list[str],
) -> KoreksiCatatan:
    catatan.dikoreksi_pada = timezone.now()
    catatan.nomor_sunting += 1
    catatan.save(update_fields=[*kolom, "dikoreksi_pada", "nomor_sunting"])
    baris: dict[str, Any] = {"semula": semula, "menjadi": menjadi}
    return KoreksiCatatan.objects.create(
        instansi_id=catatan.instansi_id,
        catatan=catatan,
        jenis=jenis.value,
        alasan=alasan,
        oleh=pelaku,
        **baris,
    )
