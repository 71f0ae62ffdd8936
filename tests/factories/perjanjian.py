"""Speaks the domain of the Perjanjian Kinerja: one in any state, reached through the services."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from pegawai.models import Pegawai
from skp.models import PerjanjianKinerja
from skp.permissions.perjanjian import penempatan_pk
from skp.rules import AlasanRevisiPk, JenisTarget, StatusPk
from skp.selectors import pihak_kedua_of
from skp.services import (
    agree_pk,
    cancel_pk,
    draft_pk,
    return_pk,
    revise_pk,
    save_indikator_pk,
    save_program,
    save_sasaran,
    submit_pk,
)
from tests.factories.pegawai import Dunia
from tests.factories.skp import periode_tahun

SASARAN = "Meningkatnya kualitas layanan pemerintahan berbasis elektronik"
INDIKATOR = (
    ("Indeks SPBE", JenisTarget.ANGKA, "3.60", "indeks"),
    ("Persentase layanan publik yang terdigitalisasi", JenisTarget.PERSEN, "80", ""),
)
PROGRAM = ("Program Pengelolaan Aplikasi Informatika", "4250000000", "APBD")


def pk_at(status: StatusPk, *, pegawai: Pegawai, isi: bool = True) -> PerjanjianKinerja:
    """A PK of `pegawai` for this year in that state, with a sasaran, two indicators and a programme."""
    tahun = timezone.localdate().year
    periode_tahun(pegawai.instansi, tahun)
    pk = draft_pk(pelaku=pegawai, penempatan=penempatan_pk(pegawai)[0], tahun=tahun)
    if isi:
        isi_pk(pk)
    _bawa(pk, status)
    return PerjanjianKinerja.objects.get(pk=pk.pk)


def isi_pk(pk: PerjanjianKinerja) -> None:
    sasaran = save_sasaran(pelaku=pk.pegawai, pk=pk, teks=SASARAN)
    for teks, jenis, angka, satuan in INDIKATOR:
        save_indikator_pk(
            pelaku=pk.pegawai,
            sasaran=sasaran,
            teks=teks,
            is_iku=teks == "Indeks SPBE",
            jenis_target=jenis,
            target_angka=Decimal(angka),
            satuan=satuan,
        )
    nama, anggaran, sumber = PROGRAM
    save_program(pelaku=pk.pegawai, pk=pk, nama=nama, anggaran=Decimal(anggaran), keterangan=sumber)


def _bawa(pk: PerjanjianKinerja, status: StatusPk) -> None:
    if status == StatusPk.DRAF:
        return
    if status == StatusPk.DIBATALKAN:
        cancel_pk(pelaku=pk.pegawai, pk=pk, alasan="Salah jabatan")
        return
    submit_pk(pelaku=pk.pegawai, pk=pk)
    kedua = pihak_kedua_of(pk)
    if status == StatusPk.DIKEMBALIKAN:
        assert kedua
        return_pk(pelaku=kedua.pegawai, pk=pk, catatan="Lengkapi target.")
    elif status != StatusPk.DIAJUKAN and kedua:
        agree_pk(pelaku=kedua.pegawai, pk=pk)
        if status == StatusPk.DIREVISI:
            sepakati_revisi(pk)


def sepakati_revisi(pk: PerjanjianKinerja, **ubah: Any) -> PerjanjianKinerja:
    """Carry an agreed PK to its next version; `ubah` gives the first sasaran another text."""
    baru = revise_pk(
        pelaku=pk.pegawai,
        pk=pk,
        jenis_revisi=AlasanRevisiPk.STRATEGI,
        alasan_revisi="Arah kebijakan berubah",
    )
    if ubah:
        sasaran = baru.sasaran.first()
        assert sasaran
        save_sasaran(pelaku=pk.pegawai, pk=baru, sasaran=sasaran, **ubah)
    submit_pk(pelaku=pk.pegawai, pk=baru)
    kedua = pihak_kedua_of(baru)
    assert kedua
    return agree_pk(pelaku=kedua.pegawai, pk=baru)


def objek_pk(d: Dunia) -> dict[str, Any]:
    """What the addresses of the access table name: Budi's draft, whose second sasaran still lacks an indicator."""
    pk = pk_at(StatusPk.DRAF, pegawai=d.budi)
    sasaran = save_sasaran(pelaku=d.budi, pk=pk, teks="Belum berindikator")
    return {
        "pk": pk,
        "sasaran_pk": sasaran,
        "indikator_pk": pk.sasaran.exclude(pk=sasaran.pk).get().indikator.first(),
        "program_pk": pk.program.get(),
        "tahun_pk": {"tahun": pk.tahun},
    }
