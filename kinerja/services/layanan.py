"""Services that citizens may review, their questions, and the agency's settings for them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction

from kinerja.errors import LayananTidakSah
from kinerja.models import Layanan, SetelanUlasan, SetPertanyaan, UlasanLayanan, UnsurPertanyaan
from kinerja.permissions import ulasan as permissions
from kinerja.rules import rapikan
from kinerja.rules import ulasan as rules
from kinerja.selectors.layanan import NAMA_SET_BAKU, kunci_layanan, setelan_of
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Instansi, Pegawai, UnitKerja


def kode_acak(panjang: int) -> str:
    """A code that nobody can guess, of signs that nobody mistakes."""
    return "".join(secrets.choice(rules.HURUF_KODE) for _ in range(panjang))


def standard_set(instansi: Instansi) -> SetPertanyaan:
    """The nine elements as they come; made once per agency, afterwards changed like any other set."""
    baku, baru = SetPertanyaan.objects.get_or_create(
        instansi=instansi, nama=NAMA_SET_BAKU, defaults={"sumber": rules.SUMBER_KATEGORI[:200]}
    )
    if baru:
        UnsurPertanyaan.objects.bulk_create(
            UnsurPertanyaan(set_pertanyaan=baku, kode=kode, nama=nama, pertanyaan=tanya, urutan=nomor)
            for nomor, (kode, nama, tanya) in enumerate(rules.UNSUR_SKM, 1)
        )
    return baku


def _nama(nama: str) -> str:
    nama = " ".join(rapikan(nama).split())
    if not nama:
        raise LayananTidakSah("Nama layanan belum ditulis.", bidang="nama")
    if len(nama) > 150:
        raise LayananTidakSah("Nama layanan paling panjang 150 huruf.", bidang="nama")
    return nama


def _check_nama_bebas(unit: UnitKerja, nama: str, kecuali: int | None = None) -> None:
    sama = Layanan.objects.filter(unit=unit, nama__iexact=nama)
    if (sama.exclude(pk=kecuali) if kecuali else sama).exists():
        raise LayananTidakSah(
            "Unit ini sudah memiliki layanan dengan nama itu. Pilih nama lain.", bidang="nama"
        )


@transaction.atomic
def add_layanan(
    *,
    pelaku: Pegawai,
    unit: UnitKerja,
    nama: str,
    uraian: str = "",
    set_pertanyaan: SetPertanyaan | None = None,
) -> Layanan:
    """Open a service for review; without a set it asks the nine elements."""
    unit = UnitKerja.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
    permissions.require(permissions.may_manage_layanan(permissions.Pimpinan.of(pelaku), unit))
    nama = _nama(nama)
    _check_nama_bebas(unit, nama)
    if not unit.is_aktif:
        raise LayananTidakSah("Unit ini tidak aktif lagi. Pilih unit lain.", bidang="unit")
    with audit.act(pelaku, "layanan.ditambah"):
        dipakai = set_pertanyaan or standard_set(unit.instansi)
        _check_set(dipakai, unit.instansi_id)
        isi: dict[str, Any] = {
            "instansi_id": unit.instansi_id,
            "unit": unit,
            "set_pertanyaan": dipakai,
            "nama": nama,
            "uraian": rapikan(uraian),
        }
        for _ in range(5):
            try:
                with transaction.atomic():
                    return Layanan.objects.create(kode=kode_acak(rules.PANJANG_KODE), **isi)
            except IntegrityError:
                _check_nama_bebas(unit, nama)
    raise LayananTidakSah("Kode belum dapat dibuat. Coba simpan sekali lagi.")


def _check_set(dipakai: SetPertanyaan, instansi_id: int) -> None:
    if dipakai.instansi_id != instansi_id:
        raise LayananTidakSah("Set pertanyaan itu milik instansi lain.", bidang="set_pertanyaan")


def _kunci(layanan: Layanan) -> Layanan:
    return (
        Layanan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit", "instansi")
        .get(pk=layanan.pk)
    )


@transaction.atomic
def edit_layanan(
    *,
    pelaku: Pegawai,
    layanan: Layanan,
    nama: str,
    uraian: str = "",
    set_pertanyaan: SetPertanyaan | None = None,
    versi: str = "",
) -> Layanan:
    """Change name, description or questions. The code on the poster stays."""
    layanan = _kunci(layanan)
    permissions.require(permissions.may_manage_layanan(permissions.Pimpinan.of(pelaku), layanan.unit))
    if versi and versi != versi_layanan(layanan):
        raise SudahBerubah("Layanan ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.")
    nama = _nama(nama)
    _check_nama_bebas(layanan.unit, nama, layanan.pk)
    layanan.nama, layanan.uraian = nama, rapikan(uraian)
    if set_pertanyaan is not None:
        _check_set(set_pertanyaan, layanan.instansi_id)
        layanan.set_pertanyaan = set_pertanyaan
    with audit.act(pelaku, "layanan.diubah"):
        layanan.save(update_fields=["nama", "uraian", "set_pertanyaan"])
    cache.delete(kunci_layanan(layanan.kode))
    return layanan


def versi_layanan(layanan: Layanan) -> str:
    """What a form remembers, to notice that the service was changed meanwhile."""
    return f"{layanan.nama}|{layanan.uraian}|{layanan.set_pertanyaan_id}"


@transaction.atomic
def switch_layanan(*, pelaku: Pegawai, layanan: Layanan, is_aktif: bool) -> Layanan:
    """Close a service for new reviews, or open it again. What was said stays."""
    layanan = _kunci(layanan)
    permissions.require(permissions.may_manage_layanan(permissions.Pimpinan.of(pelaku), layanan.unit))
    if layanan.is_aktif != is_aktif:
        layanan.is_aktif = is_aktif
        with audit.act(pelaku, "layanan.diaktifkan" if is_aktif else "layanan.dinonaktifkan"):
            layanan.save(update_fields=["is_aktif"])
        cache.delete(kunci_layanan(layanan.kode))
    return layanan


@transaction.atomic
def delete_layanan(*, pelaku: Pegawai, layanan: Layanan) -> None:
    """Delete a service that nobody has reviewed."""
    layanan = Layanan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=layanan.pk)
    diulas = UlasanLayanan.objects.filter(layanan=layanan).exists()
    permissions.require(permissions.may_manage_layanan(permissions.Pimpinan.of(pelaku), layanan.unit))
    boleh = permissions.may_delete_layanan(permissions.Pimpinan.of(pelaku), layanan, diulas=diulas)
    if not boleh:
        raise LayananTidakSah(boleh.alasan)
    with audit.act(pelaku, "layanan.dihapus"):
        layanan.delete()
    cache.delete(kunci_layanan(layanan.kode))


# --- settings of the agency ----------------------------------------------------------------------------
@transaction.atomic
def save_setelan(
    *,
    pelaku: Pegawai,
    n_minimum: int,
    batas_alamat: int,
    batas_layanan: int,
    kata: str,
    kategori: str,
    pengali: int,
    catatan_privasi: str = "",
) -> SetelanUlasan:
    """Change limits, the list of words, small numbers and categories of the agency."""
    permissions.require(permissions.may_set_ulasan(pelaku))
    tabel = rules.baca_kategori(kategori)
    with audit.act(pelaku, "setelan_ulasan.diubah"):
        setelan = setelan_of(pelaku.instansi)
        setelan.n_minimum, setelan.pengali = n_minimum, pengali
        setelan.batas_alamat, setelan.batas_layanan = batas_alamat, batas_layanan
        setelan.kata = "\n".join(rules.baca_daftar_kata(kata))
        setelan.kategori = tulis_kategori(tabel)
        setelan.catatan_privasi = rapikan(catatan_privasi)
        setelan.save()
    cache.delete_many(
        [
            kunci_layanan(k)
            for k in Layanan.objects.filter(instansi=pelaku.instansi).values_list("kode", flat=True)
        ]
    )
    return setelan


def tulis_kategori(tabel: Iterable[rules.Kategori]) -> str:
    return "\n".join(f"{str(k.mulai).replace('.', ',')} | {k.mutu} | {k.kinerja}" for k in tabel)


@dataclass(frozen=True)
class IsiUnsur:
    """One line of the form of a set."""

    kode: str
    nama: str
    pertanyaan: str
    bobot: Decimal = Decimal(1)
    is_aktif: bool = True


@transaction.atomic
def save_set(
    *,
    pelaku: Pegawai,
    nama: str,
    skala: tuple[str, str, str, str],
    unsur: Iterable[IsiUnsur],
    sumber: str = "",
    set_pertanyaan: SetPertanyaan | None = None,
) -> SetPertanyaan:
    """Write a set of questions. An element keeps its answers by its code; one left out goes out of use."""
    permissions.require(permissions.may_set_ulasan(pelaku))
    baris = list(unsur)
    _check_set_pertanyaan(pelaku, nama, baris, set_pertanyaan)
    with audit.act(pelaku, "set_pertanyaan.disimpan"):
        satu = set_pertanyaan or SetPertanyaan(instansi=pelaku.instansi)
        if set_pertanyaan is not None:
            satu = SetPertanyaan.objects.select_for_update().get(
                pk=set_pertanyaan.pk, instansi=pelaku.instansi
            )
        satu.nama, satu.sumber = rapikan(nama), rapikan(sumber)
        satu.label_1, satu.label_2, satu.label_3, satu.label_4 = skala
        satu.save()
        lama = {u.kode: u for u in satu.unsur.all()}
        for nomor, isi in enumerate(baris, 1):
            u = lama.pop(isi.kode, None) or UnsurPertanyaan(set_pertanyaan=satu, kode=isi.kode)
            u.nama, u.pertanyaan, u.bobot, u.is_aktif = isi.nama, isi.pertanyaan, isi.bobot, isi.is_aktif
            u.urutan = nomor
            u.save()
        for u in lama.values():
            u.is_aktif = False
            u.save(update_fields=["is_aktif"])
    return satu


def _check_set_pertanyaan(
    pelaku: Pegawai, nama: str, baris: list[IsiUnsur], sekarang: SetPertanyaan | None
) -> None:
    if not rapikan(nama):
        raise LayananTidakSah("Nama set belum ditulis.", bidang="nama")
    sama = SetPertanyaan.objects.filter(instansi=pelaku.instansi, nama__iexact=rapikan(nama))
    if (sama.exclude(pk=sekarang.pk) if sekarang else sama).exists():
        raise LayananTidakSah("Nama ini sudah dipakai set lain. Pilih nama lain.", bidang="nama")
    kode = [b.kode for b in baris]
    if len(set(kode)) != len(kode):
        raise LayananTidakSah("Ada kode unsur yang sama. Beri tiap unsur kode sendiri.", bidang="unsur")
    if not any(b.is_aktif for b in baris):
        raise LayananTidakSah("Tulis paling sedikit satu unsur yang dipakai.", bidang="unsur")
    if any(b.bobot <= 0 for b in baris):
        raise LayananTidakSah("Bobot unsur harus lebih besar dari nol.", bidang="unsur")
