"""Continuous feedback: give, mend, take back, read, reply."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import UmpanBalikTidakSah
from kinerja.models import CatatanHarian, PermintaanUmpanBalik, UmpanBalik
from kinerja.rules import CaraUmpanBalik, PenilaianUmpanBalik, PeranPemberi, SifatUmpanBalik, StatusPermintaan
from kinerja.selectors.umpan_balik_daftar import kolom_irama, pembuka_of, pengaturan_of
from kinerja.services.dasar import lock_skp
from kinerja.services.kabar import tell_balasan, tell_umpan_balik, untell_umpan_balik
from pegawai import audit
from pegawai.errors import SudahBerubah
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
    cara: CaraUmpanBalik | str = CaraUmpanBalik.TERTULIS,
    permintaan: PermintaanUmpanBalik | None = None,
    tanggal: date | None = None,
    klien_id: uuid.UUID | None = None,
) -> UmpanBalik:
    """Give feedback on a result, a behaviour or the person. In which role follows from the relations of that day.

    About an entry of the log it is also about that entry's RHK; in answer to a request, about what was asked. Same
    `klien_id`, same row.
    """
    skp = lock_skp(skp.pk)
    kunci = klien_id or uuid.uuid4()
    if ada := _terkirim(pelaku, kunci):
        return ada
    hari = tanggal or timezone.localdate()
    require(permissions.may_give_umpan_balik(pelaku, skp, hari))
    peran = PeranPemberi(permissions.peran_umpan_balik(pelaku, skp, hari) or "")
    if permintaan is not None:
        permintaan = _permintaan_terkunci(pelaku, skp, permintaan)
        rhk, nilai, catatan = permintaan.rhk, permintaan.nilai, permintaan.catatan
    if catatan is not None and rhk is None and not nilai:
        rhk = catatan.rhk
    isi = rules.rapikan(isi)
    rules.check_umpan_balik(
        isi=isi,
        punya_rhk=rhk is not None,
        nilai=str(nilai),
        pembuka=[p.teks for p in pembuka_of(pelaku)],
        peran=peran,
        penilaian=str(penilaian),
    )
    rules.check_hari(tanggal=hari, mulai=skp.mulai, selesai=skp.selesai, hari_ini=timezone.localdate())
    _check_sasaran(skp, rhk, catatan)
    terjadwal = peran == PeranPemberi.PENILAI and is_jatuh_tempo(pelaku, skp, hari)
    with audit.act(pelaku, "umpan_balik.diberikan"):
        umpan_balik, baru = UmpanBalik.objects.get_or_create(
            pemberi=pelaku,
            klien_id=kunci,
            defaults={
                "instansi_id": skp.instansi_id,
                "skp": skp,
                "pegawai_id": skp.pegawai_id,
                "peran_pemberi": peran,
                "rhk": rhk,
                "nilai": NilaiPerilaku(nilai) if nilai else "",
                "catatan": catatan,
                "permintaan": permintaan,
                "tanggal": hari,
                "sifat": SifatUmpanBalik(sifat),
                "cara": CaraUmpanBalik(cara),
                "is_terjadwal": terjadwal,
                "penilaian": PenilaianUmpanBalik(penilaian) if penilaian else "",
                "isi": isi,
            },
        )
        if baru and permintaan is not None:
            permintaan.status, permintaan.dijawab_pada = StatusPermintaan.DIJAWAB, timezone.now()
            permintaan.save(update_fields=["status", "dijawab_pada"])
        if baru:
            tell_umpan_balik(umpan_balik)
    return umpan_balik


def _terkirim(pelaku: Pegawai, klien_id: uuid.UUID) -> UmpanBalik | None:
    return UmpanBalik.objects.filter(pemberi=pelaku, klien_id=klien_id).first()


def _permintaan_terkunci(pelaku: Pegawai, skp: Skp, permintaan: PermintaanUmpanBalik) -> PermintaanUmpanBalik:
    permintaan = PermintaanUmpanBalik.objects.select_for_update(of=("self",)).get(pk=permintaan.pk)
    require(permissions.may_answer_permintaan(pelaku, permintaan))
    rules.check_jawab_permintaan(StatusPermintaan(permintaan.status))
    if permintaan.skp_id != skp.pk:
        raise UmpanBalikTidakSah("Permintaan itu tentang SKP lain. Buka lagi dari daftar permintaan.")
    return permintaan


def _check_sasaran(skp: Skp, rhk: RencanaHasilKerja | None, catatan: CatatanHarian | None) -> None:
    if rhk is not None and rhk.skp_id != skp.pk:
        raise UmpanBalikTidakSah("Hasil kerja itu bukan bagian SKP ini. Pilih dari daftar.", bidang="sasaran")
    if catatan is not None and (catatan.skp_id != skp.pk or catatan.ditarik_pada is not None):
        raise UmpanBalikTidakSah("Catatan itu sudah ditarik atau milik SKP lain.", bidang="sasaran")


def is_jatuh_tempo(pelaku: Pegawai, skp: Skp, hari: date) -> bool:
    """Whether the rhythm asks for a word from this leader by that day."""
    irama = Skp.objects.filter(pk=skp.pk).values_list(kolom_irama(), flat=True).get()
    terakhir = (
        UmpanBalik.objects.aktif()
        .filter(skp=skp, pemberi=pelaku, tanggal__lte=hari)
        .order_by("-tanggal")
        .values_list("tanggal", flat=True)
        .first()
    )
    tempo = rules.jatuh_tempo(terakhir=terakhir, mulai=skp.mulai, hari=irama or None)
    return tempo is not None and tempo <= hari


def _kunci(umpan_balik: UmpanBalik) -> UmpanBalik:
    return UmpanBalik.objects.select_for_update(of=("self",)).get(pk=umpan_balik.pk)


@transaction.atomic
def edit_umpan_balik(
    *,
    pelaku: Pegawai,
    umpan_balik: UmpanBalik,
    isi: str,
    sifat: SifatUmpanBalik | str,
    cara: CaraUmpanBalik | str,
    penilaian: PenilaianUmpanBalik | str = "",
    nomor_sunting: int | None = None,
) -> UmpanBalik:
    """Mend one's feedback within the short time the agency allows; the receiver is to read it anew."""
    umpan_balik = _kunci(umpan_balik)
    require(permissions.may_change_umpan_balik(pelaku, umpan_balik))
    check_masa(umpan_balik)
    if nomor_sunting is not None and nomor_sunting != umpan_balik.nomor_sunting:
        raise SudahBerubah("Umpan balik ini sudah diubah di tempat lain. Muat ulang, lalu ubah lagi.")
    isi = rules.rapikan(isi)
    rules.check_umpan_balik(
        isi=isi,
        punya_rhk=False,
        nilai="",
        pembuka=[p.teks for p in pembuka_of(pelaku)],
        peran=PeranPemberi(umpan_balik.peran_pemberi),
        penilaian=str(penilaian),
    )
    baru: dict[str, Any] = {
        "isi": isi,
        "sifat": SifatUmpanBalik(sifat),
        "cara": CaraUmpanBalik(cara),
        "penilaian": PenilaianUmpanBalik(penilaian) if penilaian else "",
    }
    if all(getattr(umpan_balik, k) == v for k, v in baru.items()):
        return umpan_balik
    for nama, nilai in baru.items():
        setattr(umpan_balik, nama, nilai)
    umpan_balik.nomor_sunting += 1
    umpan_balik.diubah_pada, umpan_balik.dibaca_pada = timezone.now(), None
    with audit.act(pelaku, "umpan_balik.diubah"):
        umpan_balik.save(update_fields=[*baru, "nomor_sunting", "diubah_pada", "dibaca_pada"])
    return umpan_balik


def check_masa(umpan_balik: UmpanBalik) -> None:
    """Refuse once the time for mending is over."""
    rules.check_masa_ubah(
        dibuat=umpan_balik.dibuat_pada,
        kini=timezone.now(),
        menit=pengaturan_of(umpan_balik.instansi_id).menit_ubah,
        ditarik=umpan_balik.ditarik_pada is not None,
    )


@transaction.atomic
def withdraw_umpan_balik(*, pelaku: Pegawai, umpan_balik: UmpanBalik) -> UmpanBalik:
    """Take one's feedback back within that time; a request it answered waits again. Twice changes nothing more."""
    umpan_balik = _kunci(umpan_balik)
    require(permissions.may_change_umpan_balik(pelaku, umpan_balik))
    if umpan_balik.ditarik_pada is not None:
        return umpan_balik
    check_masa(umpan_balik)
    umpan_balik.ditarik_pada = timezone.now()
    with audit.act(pelaku, "umpan_balik.ditarik"):
        umpan_balik.save(update_fields=["ditarik_pada"])
        untell_umpan_balik(umpan_balik)
        if umpan_balik.permintaan_id is not None:
            permintaan = PermintaanUmpanBalik.objects.select_for_update().get(pk=umpan_balik.permintaan_id)
            permintaan.status, permintaan.dijawab_pada = StatusPermintaan.MENUNGGU, None
            permintaan.save(update_fields=["status", "dijawab_pada"])
    return umpan_balik


@transaction.atomic
def reply_umpan_balik(*, pelaku: Pegawai, umpan_balik: UmpanBalik, balasan: str) -> UmpanBalik:
    """Reply to feedback, or change one's reply; whoever replies has read it."""
    umpan_balik = _kunci(umpan_balik)
    require(permissions.may_reply_umpan_balik(pelaku, umpan_balik))
    if umpan_balik.ditarik_pada is not None:
        raise UmpanBalikTidakSah("Umpan balik ini sudah ditarik pemberinya, jadi tidak perlu dibalas.")
    balasan = rules.rapikan(balasan)
    rules.check_balasan(balasan)
    if balasan == umpan_balik.balasan:
        return umpan_balik
    kini = timezone.now()
    umpan_balik.balasan, umpan_balik.dibalas_pada = balasan, kini
    umpan_balik.dibaca_pada = umpan_balik.dibaca_pada or kini
    with audit.act(pelaku, "umpan_balik.dibalas"):
        umpan_balik.save(update_fields=["balasan", "dibalas_pada", "dibaca_pada"])
        tell_balasan(umpan_balik)
    return umpan_balik


@transaction.atomic
def mark_read(*, pelaku: Pegawai, umpan_balik: UmpanBalik) -> UmpanBalik:
    """Note that the person has read it. Reading twice keeps the first time."""
    umpan_balik = _kunci(umpan_balik)
    require(permissions.may_read_umpan_balik(pelaku, umpan_balik))
    if umpan_balik.dibaca_pada is None and umpan_balik.ditarik_pada is None:
        umpan_balik.dibaca_pada = timezone.now()
        with audit.act(pelaku, "umpan_balik.dibaca"):
            umpan_balik.save(update_fields=["dibaca_pada"])
    return umpan_balik
