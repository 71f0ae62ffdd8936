"""Bimbingan and konseling: plan or ask, hold, confirm by both, follow the steps up, close."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from kinerja.errors import PembinaanTidakSah
from kinerja.models import LangkahPembinaan, PengaturanBina, SesiPembinaan
from kinerja.permissions import pembinaan as izin
from kinerja.rules import (
    LANGKAH_TERBUKA,
    HasilPembinaan,
    JawabanPembinaan,
    JenisPembinaan,
    PeranPemberi,
    PihakPembinaan,
    StatusLangkah,
    StatusPembinaan,
    TopikPembinaan,
    rapikan,
)
from kinerja.rules import apresiasi as aturan_apresiasi
from kinerja.rules import pembinaan as aturan
from kinerja.rules.teks import check_teks
from kinerja.services.kabar import tell_pembinaan
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Instansi, Pegawai
from pegawai.rules import require
from pegawai.selectors import penempatan_of

BERUBAH = "Sesi ini diubah setelah Anda membukanya. Baca sekali lagi, lalu ulangi."


def _lock(sesi: SesiPembinaan) -> SesiPembinaan:
    return (
        SesiPembinaan.objects.select_for_update(of=("self",))
        .select_related("pegawai", "pembina", "instansi")
        .get(pk=sesi.pk)
    )


def _check_nomor(sesi: SesiPembinaan, nomor: int | None) -> None:
    if nomor is not None and nomor != sesi.nomor_sunting:
        raise SudahBerubah(BERUBAH)


def _simpan(pelaku: Pegawai, tindakan: str, sesi: SesiPembinaan) -> SesiPembinaan:
    sesi.nomor_sunting += 1
    with audit.act(pelaku, tindakan):
        sesi.save()
        tell_pembinaan(sesi, pelaku)
    return sesi


def _isi_rencana(
    *,
    tujuan: str,
    situasi: str,
    topik: Sequence[TopikPembinaan | str],
    tanggal: date | None,
    jam: time | None,
    tempat: str,
) -> dict[str, Any]:
    tujuan, situasi, tempat = rapikan(tujuan), rapikan(situasi), rapikan(tempat)
    pilihan = [t.value for t in TopikPembinaan if t in topik]
    aturan.check_rencana(
        tujuan=tujuan, situasi=situasi, topik=pilihan, tanggal=tanggal, hari_ini=timezone.localdate()
    )
    if len(tempat) > aturan.MAKS_TEMPAT:
        raise PembinaanTidakSah(f"Tempat paling panjang {aturan.MAKS_TEMPAT} huruf.", bidang="tempat")
    return {
        "tujuan": tujuan,
        "situasi": situasi,
        "topik": pilihan,
        "tanggal_rencana": tanggal,
        "jam_rencana": jam,
        "tempat": tempat,
    }


def _buat(pelaku: Pegawai, tindakan: str, klien_id: uuid.UUID, pegawai: Pegawai, **isi: Any) -> SesiPembinaan:
    kini = penempatan_of(pegawai, timezone.localdate())
    with audit.act(pelaku, tindakan):
        sesi, baru = SesiPembinaan.objects.get_or_create(
            dibuat_oleh=pelaku,
            klien_id=klien_id,
            defaults={
                "instansi_id": pegawai.instansi_id,
                "unit": kini.unit if kini else None,
                "pegawai": pegawai,
                **isi,
            },
        )
        if baru:
            tell_pembinaan(sesi, pelaku)
    return sesi


@transaction.atomic
def plan_pembinaan(
    *,
    pelaku: Pegawai,
    pegawai: Pegawai,
    jenis: JenisPembinaan | str,
    tujuan: str,
    situasi: str,
    topik: Sequence[TopikPembinaan | str],
    tanggal: date,
    jam: time | None = None,
    tempat: str = "",
    klien_id: uuid.UUID | None = None,
    asal_evaluasi: uuid.UUID | None = None,
    asal_label: str = "",
) -> SesiPembinaan:
    """Plan a session with somebody one leads. Same `klien_id`, same session."""
    kunci = klien_id or uuid.uuid4()
    if ada := SesiPembinaan.objects.filter(dibuat_oleh=pelaku, klien_id=kunci).first():
        return ada
    require(izin.may_plan_pembinaan(pelaku, pegawai))
    isi = _isi_rencana(tujuan=tujuan, situasi=situasi, topik=topik, tanggal=tanggal, jam=jam, tempat=tempat)
    return _buat(
        pelaku,
        "pembinaan.direncanakan",
        kunci,
        pegawai,
        pembina=pelaku,
        peran_pembina=PeranPemberi(izin.peran_pembina(pelaku, pegawai) or ""),
        jenis=JenisPembinaan(jenis),
        status=StatusPembinaan.DIRENCANAKAN,
        asal_evaluasi=asal_evaluasi,
        asal_label=asal_label[:200],
        **isi,
    )


@transaction.atomic
def request_pembinaan(
    *,
    pelaku: Pegawai,
    pembina: Pegawai,
    jenis: JenisPembinaan | str,
    tujuan: str,
    situasi: str,
    topik: Sequence[TopikPembinaan | str],
    klien_id: uuid.UUID | None = None,
) -> SesiPembinaan:
    """Ask one of one's leaders for a session; he sets the day. Same `klien_id`, same session."""
    kunci = klien_id or uuid.uuid4()
    if ada := SesiPembinaan.objects.filter(dibuat_oleh=pelaku, klien_id=kunci).first():
        return ada
    require(izin.may_request_pembinaan(pelaku, pembina))
    isi = _isi_rencana(tujuan=tujuan, situasi=situasi, topik=topik, tanggal=None, jam=None, tempat="")
    return _buat(
        pelaku,
        "pembinaan.diminta",
        kunci,
        pelaku,
        pembina=pembina,
        peran_pembina=PeranPemberi(izin.peran_pembina(pembina, pelaku) or ""),
        jenis=JenisPembinaan(jenis),
        status=StatusPembinaan.DIMINTA,
        **isi,
    )


@transaction.atomic
def accept_pembinaan(
    *, pelaku: Pegawai, sesi: SesiPembinaan, tanggal: date, jam: time | None = None, tempat: str = ""
) -> SesiPembinaan:
    """Set the day of a session that was asked for."""
    sesi = _lock(sesi)
    require(izin.may_accept_pembinaan(pelaku, sesi))
    for nama, nilai in _isi_rencana(
        tujuan=sesi.tujuan, situasi=sesi.situasi, topik=sesi.topik, tanggal=tanggal, jam=jam, tempat=tempat
    ).items():
        setattr(sesi, nama, nilai)
    sesi.status = StatusPembinaan.DIRENCANAKAN
    return _simpan(pelaku, "pembinaan.dijadwalkan", sesi)


@transaction.atomic
def change_rencana(
    *,
    pelaku: Pegawai,
    sesi: SesiPembinaan,
    tujuan: str,
    situasi: str,
    topik: Sequence[TopikPembinaan | str],
    tanggal: date | None = None,
    jam: time | None = None,
    tempat: str = "",
    nomor_sunting: int | None = None,
) -> SesiPembinaan:
    """Change goal, situation, subjects, or day before the talk. A day that stands may stay, even if it passed."""
    sesi = _lock(sesi)
    require(izin.may_change_rencana(pelaku, sesi))
    _check_nomor(sesi, nomor_sunting)
    diminta = sesi.status == StatusPembinaan.DIMINTA
    if not diminta and tanggal is None:
        raise PembinaanTidakSah("Tanggal pertemuan belum diisi.", bidang="tanggal")
    diperiksa = None if diminta or tanggal == sesi.tanggal_rencana else tanggal
    isi = _isi_rencana(tujuan=tujuan, situasi=situasi, topik=topik, tanggal=diperiksa, jam=jam, tempat=tempat)
    if not diminta:
        isi["tanggal_rencana"] = tanggal
    for nama, nilai in isi.items():
        setattr(sesi, nama, nilai)
    return _simpan(pelaku, "pembinaan.rencana_diubah", sesi)


@transaction.atomic
def cancel_pembinaan(*, pelaku: Pegawai, sesi: SesiPembinaan, alasan: str) -> SesiPembinaan:
    """Call a session off, or decline a request, in words."""
    sesi = _lock(sesi)
    require(izin.may_cancel_pembinaan(pelaku, sesi))
    alasan = rapikan(alasan)
    check_teks(alasan, "Alasan", PembinaanTidakSah, "alasan")
    aturan.check_transition_pembinaan(StatusPembinaan(sesi.status), StatusPembinaan.DIBATALKAN)
    sesi.status, sesi.catatan_akhir = StatusPembinaan.DIBATALKAN, alasan
    sesi.ditutup_oleh, sesi.ditutup_pada = pelaku, timezone.now()
    return _simpan(pelaku, "pembinaan.dibatalkan", sesi)


# The talk and its record


@transaction.atomic
def record_pembinaan(
    *,
    pelaku: Pegawai,
    sesi: SesiPembinaan,
    tanggal: date,
    pembahasan: str,
    langkah: Sequence[aturan.IsiLangkah],
    nomor_sunting: int | None = None,
) -> SesiPembinaan:
    """Write down what was talked about and agreed. What changes it asks both to confirm anew."""
    sesi = _lock(sesi)
    require(izin.may_record_pembinaan(pelaku, sesi))
    _check_nomor(sesi, nomor_sunting)
    awal = sesi.versi if sesi.tanggal else ""
    pembahasan = rapikan(pembahasan)
    rapi = [_rapikan_langkah(x) for x in langkah]
    aturan.check_catatan_pembinaan(
        tanggal=tanggal, pembahasan=pembahasan, langkah=rapi, hari_ini=timezone.localdate()
    )
    sesi.tanggal, sesi.pembahasan = tanggal, pembahasan
    with audit.act(pelaku, "pembinaan.dicatat"):
        _tulis_langkah(sesi, rapi)
        if sesi.versi == awal:
            return sesi
        sesi.status = StatusPembinaan.DILAKSANAKAN
        _tanya_lagi(sesi)
        return _simpan(pelaku, "pembinaan.dicatat", sesi)


def _rapikan_langkah(x: aturan.IsiLangkah) -> aturan.IsiLangkah:
    metode = rapikan(x.metode)
    if len(metode) > aturan.MAKS_TEMPAT:
        raise PembinaanTidakSah(f"Cara paling panjang {aturan.MAKS_TEMPAT} huruf.", bidang="langkah")
    return aturan.IsiLangkah(rapikan(x.teks), PihakPembinaan(x.pelaksana), x.tenggat, metode, x.uuid)


def _tulis_langkah(sesi: SesiPembinaan, isi: Sequence[aturan.IsiLangkah]) -> None:
    """Steps that are named keep how far they are; those that are not named any more go."""
    ada = {str(s.uuid): s for s in sesi.langkah.all()}
    tetap = {x.uuid for x in isi}
    for kunci, lama in ada.items():
        if kunci not in tetap:
            lama.delete()
    for urutan, x in enumerate(isi):
        langkah = ada.get(x.uuid) or LangkahPembinaan(sesi=sesi, instansi_id=sesi.instansi_id)
        baru = (urutan, x.teks, x.metode, x.pelaksana.value, x.tenggat)
        if langkah.pk and baru == (
            langkah.urutan,
            langkah.teks,
            langkah.metode,
            langkah.pelaksana,
            langkah.tenggat,
        ):
            continue
        langkah.urutan, langkah.teks, langkah.metode, langkah.pelaksana, langkah.tenggat = baru
        langkah.save()


def _tanya_lagi(sesi: SesiPembinaan) -> None:
    sesi.jawaban_pegawai = sesi.jawaban_pembina = ""
    sesi.alasan_pegawai = sesi.alasan_pembina = ""
    sesi.dijawab_pegawai_pada = sesi.dijawab_pembina_pada = None


@transaction.atomic
def answer_pembinaan(
    *,
    pelaku: Pegawai,
    sesi: SesiPembinaan,
    jawaban: JawabanPembinaan | str,
    versi: str,
    alasan: str = "",
) -> SesiPembinaan:
    """Confirm what one has read, or say what is wrong; with both confirmations the steps begin."""
    sesi = _lock(sesi)
    require(izin.may_answer_pembinaan(pelaku, sesi))
    if versi != sesi.versi:
        raise SudahBerubah("Catatan ini berubah setelah Anda membukanya. Baca sekali lagi, lalu jawab.")
    pilihan, alasan = JawabanPembinaan(jawaban), rapikan(alasan)
    aturan.check_jawaban_pembinaan(pilihan, alasan)
    alasan = alasan if pilihan == JawabanPembinaan.KEBERATAN else ""
    pihak = izin.pihak_of(pelaku, sesi)
    if (getattr(sesi, f"jawaban_{pihak}"), getattr(sesi, f"alasan_{pihak}")) == (pilihan.value, alasan):
        return sesi
    setattr(sesi, f"jawaban_{pihak}", pilihan.value)
    setattr(sesi, f"alasan_{pihak}", alasan)
    setattr(sesi, f"dijawab_{pihak}_pada", timezone.now())
    if sesi.jawaban_pegawai == sesi.jawaban_pembina == JawabanPembinaan.SETUJU:
        sesi.status = StatusPembinaan.DISEPAKATI
    setuju = pilihan == JawabanPembinaan.SETUJU
    return _simpan(pelaku, "pembinaan.dikonfirmasi" if setuju else "pembinaan.disanggah", sesi)


# After the talk


@transaction.atomic
def update_langkah(
    *, pelaku: Pegawai, langkah: LangkahPembinaan, status: StatusLangkah | str, catatan: str = ""
) -> LangkahPembinaan:
    """Say how far a step is; what will not be done says why."""
    sesi = _lock(langkah.sesi)
    langkah = LangkahPembinaan.objects.select_for_update(of=("self",)).get(pk=langkah.pk)
    langkah.sesi = sesi
    require(izin.may_update_langkah(pelaku, langkah))
    ke, catatan = StatusLangkah(status), rapikan(catatan)
    if ke == StatusLangkah.BATAL:
        check_teks(catatan, "Alasan langkah tidak dilakukan", PembinaanTidakSah, "catatan")
    elif catatan:
        check_teks(catatan, "Catatan", PembinaanTidakSah, "catatan")
    langkah.selesai_pada = (
        (langkah.selesai_pada or timezone.localdate()) if ke == StatusLangkah.SELESAI else None
    )
    langkah.status, langkah.catatan = ke.value, catatan
    with audit.act(pelaku, "pembinaan.langkah_ditandai"):
        langkah.save(update_fields=["status", "catatan", "selesai_pada"])
    return langkah


@transaction.atomic
def close_pembinaan(
    *,
    pelaku: Pegawai,
    sesi: SesiPembinaan,
    hasil: HasilPembinaan | str,
    catatan: str,
    lanjut_pada: date | None = None,
) -> SesiPembinaan:
    """Close with the outcome. What goes on gets its next session, linked, with the same goal."""
    sesi = _lock(sesi)
    require(izin.may_close_pembinaan(pelaku, sesi))
    akhir, catatan = HasilPembinaan(hasil), rapikan(catatan)
    terbuka = sesi.langkah.filter(status__in=LANGKAH_TERBUKA).count()
    aturan.check_penutup(
        hasil=akhir,
        catatan=catatan,
        terbuka=terbuka,
        lanjut_pada=lanjut_pada,
        hari_ini=timezone.localdate(),
    )
    aturan.check_transition_pembinaan(StatusPembinaan(sesi.status), StatusPembinaan.SELESAI)
    sesi.status, sesi.hasil, sesi.catatan_akhir = StatusPembinaan.SELESAI, akhir.value, catatan
    sesi.ditutup_oleh, sesi.ditutup_pada = pelaku, timezone.now()
    with audit.act(pelaku, "pembinaan.ditutup"):
        _simpan(pelaku, "pembinaan.ditutup", sesi)
        if akhir == HasilPembinaan.LANJUT:
            _lanjutkan(pelaku, sesi, lanjut_pada)
    return sesi


def _lanjutkan(pelaku: Pegawai, sesi: SesiPembinaan, tanggal: date | None) -> None:
    kini = penempatan_of(sesi.pegawai, timezone.localdate())
    SesiPembinaan.objects.create(
        instansi_id=sesi.instansi_id,
        unit=kini.unit if kini else sesi.unit,
        pegawai=sesi.pegawai,
        pembina=pelaku,
        peran_pembina=izin.peran_pembina(pelaku, sesi.pegawai) or sesi.peran_pembina,
        dibuat_oleh=pelaku,
        jenis=sesi.jenis,
        status=StatusPembinaan.DIRENCANAKAN,
        topik=sesi.topik,
        tujuan=sesi.tujuan,
        situasi=sesi.catatan_akhir,
        tanggal_rencana=tanggal,
        tempat=sesi.tempat,
        lanjutan_dari=sesi,
        asal_evaluasi=sesi.asal_evaluasi,
        asal_label=sesi.asal_label,
    )


@transaction.atomic
def set_pengaturan_bina(
    *,
    pelaku: Pegawai,
    instansi: Instansi,
    ketua_tim_membina: bool,
    apresiasi_per_hari: int,
    minimum_rekap: int,
) -> PengaturanBina:
    """Settle for the agency whether a ketua tim guides, how many thanks a day, and which counts stay hidden."""
    require(izin.may_set_bina(pelaku, instansi))
    aturan_apresiasi.check_pengaturan_bina(apresiasi_per_hari=apresiasi_per_hari, minimum_rekap=minimum_rekap)
    Instansi.objects.select_for_update().get(pk=instansi.pk)
    atur = izin.pengaturan_bina(instansi.pk)
    atur.ketua_tim_membina, atur.apresiasi_per_hari = ketua_tim_membina, apresiasi_per_hari
    atur.minimum_rekap = minimum_rekap
    with audit.act(pelaku, "instansi.pembinaan_diatur"):
        atur.save()
    return atur
