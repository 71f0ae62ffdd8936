"""Units of the tree, and the pejabat negara who heads the agency."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from pegawai import audit, permissions
from pegawai.errors import DataBelumLengkap, UnitMelingkar
from pegawai.models import Instansi, Jabatan, Pegawai, Penempatan, UnitKerja
from pegawai.rules import JenisJabatan, JenisPegawai, JenisPenugasan
from pegawai.services.akun import create_akun
from pegawai.services.kunci import check_belum_berubah, check_punya_alasan, lock_organisasi
from pegawai.services.penempatan import move_pegawai, place_pegawai, set_is_kepala
from pegawai.services.penilai import derive_below


@transaction.atomic
def save_unit(
    *,
    pelaku: Pegawai | None,
    instansi: Instansi,
    nama: str,
    induk: UnitKerja | None,
    unit: UnitKerja | None = None,
    siasn_id: str = "",
    is_aktif: bool = True,
    alasan: str = "",
    dilihat: str | None = None,
) -> UnitKerja:
    """Enter a unit, or rename, move, close or reopen one. A unit never ends up below itself.

    `dilihat` is the version of the unit with which the form was opened.
    """
    lock_organisasi(instansi)
    if unit is not None:
        unit = UnitKerja.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=unit.pk)
        check_belum_berubah(unit.versi, dilihat, unit)
    if pelaku is not None:
        _check_boleh(pelaku, unit, induk)
        if unit is not None:
            check_punya_alasan(alasan)
    if induk is not None:
        _check_induk(instansi, unit, induk)
    if unit and unit.is_aktif and not is_aktif:
        _check_kosong(unit)
    with audit.act(pelaku, "unit.disimpan", alasan):
        if unit is None:
            unit = UnitKerja.objects.create(
                instansi=instansi, nama=nama, induk=induk, siasn_id=siasn_id, is_aktif=is_aktif
            )
            unit.jalur = f"{induk.jalur if induk else '/'}{unit.pk}/"
            unit.save(update_fields=["jalur"])
            return unit
        lama = unit.jalur
        unit.nama, unit.induk, unit.is_aktif = nama, induk, is_aktif
        unit.jalur = f"{induk.jalur if induk else '/'}{unit.pk}/"
        unit.save(update_fields=["nama", "induk", "is_aktif", "jalur"])
        if unit.jalur != lama:
            UnitKerja.objects.filter(instansi=instansi, jalur__startswith=lama).exclude(pk=unit.pk).update(
                jalur=Concat(Value(unit.jalur), Substr("jalur", len(lama) + 1))
            )
            derive_below(unit)
    return unit


def _check_boleh(pelaku: Pegawai, unit: UnitKerja | None, induk: UnitKerja | None) -> None:
    """The admin must reach the unit and the place it comes to; a new root is the whole agency's matter."""
    if unit is not None:
        permissions.require(permissions.may_manage_unit(pelaku, unit))
    induk_lama = unit.induk_id if unit else None
    if induk is None and (unit is None or induk_lama is not None):
        permissions.require(permissions.may_manage_instansi(pelaku))
    elif induk is not None and induk.pk != induk_lama:
        permissions.require(permissions.may_manage_unit(pelaku, induk))


def _check_induk(instansi: Instansi, unit: UnitKerja | None, induk: UnitKerja) -> None:
    if induk.instansi_id != instansi.pk:
        raise DataBelumLengkap("Unit induk harus dari instansi yang sama.", bidang="induk")
    if unit and induk.jalur.startswith(unit.jalur):
        raise UnitMelingkar(
            "Unit tidak dapat berada di bawah dirinya sendiri. Pilih unit induk yang lain."
            if induk.pk == unit.pk
            else f"{induk.nama} berada di bawah {unit.nama}. Pilih unit induk yang lain.",
            bidang="induk",
        )
    if not induk.is_aktif and (unit is None or unit.induk_id != induk.pk):
        raise DataBelumLengkap(f"{induk.nama} sudah ditutup. Pilih unit yang masih aktif.", bidang="induk")


def _check_kosong(unit: UnitKerja) -> None:
    """A closed unit has nobody in it and nothing open below it."""
    anak = unit.anak.aktif().count()
    if anak:
        raise DataBelumLengkap(
            f"Masih ada {anak} unit aktif di bawah {unit.nama}. Tutup atau pindahkan dahulu."
        )
    orang = Penempatan.objects.bertemu(timezone.localdate(), None).filter(unit=unit).count()
    if orang:
        raise DataBelumLengkap(f"Masih ada {orang} penempatan di {unit.nama}. Pindahkan dahulu.")


@transaction.atomic
def set_kepala(
    *,
    pelaku: Pegawai,
    unit: UnitKerja,
    pegawai: Pegawai,
    jabatan: Jabatan,
    jenis: JenisPenugasan,
    mulai: date,
    alasan: str,
    selesai: date | None = None,
) -> Penempatan:
    """Let a person head a unit: for good (moving him there if need be), or as PLT, PLH or PJ beside his post."""
    lock_organisasi(unit.instansi)
    permissions.require(permissions.may_manage_unit(pelaku, unit))
    check_punya_alasan(alasan)
    if jenis != JenisPenugasan.DEFINITIF:
        return place_pegawai(
            pelaku=pelaku,
            pegawai=pegawai,
            jabatan=jabatan,
            unit=unit,
            mulai=mulai,
            selesai=selesai,
            jenis=jenis,
            is_kepala=True,
            alasan=alasan,
        )
    kini = Penempatan.objects.definitif().bertemu(mulai, mulai).filter(pegawai=pegawai, unit=unit).first()
    if kini and kini.jabatan_id == jabatan.pk and not kini.is_kepala:
        return set_is_kepala(pelaku=pelaku, penempatan=kini, is_kepala=True, mulai=mulai, alasan=alasan)
    return move_pegawai(
        pelaku=pelaku, pegawai=pegawai, jabatan=jabatan, unit=unit, mulai=mulai, is_kepala=True, alasan=alasan
    )


@transaction.atomic
def add_pejabat_negara(
    *,
    pelaku: Pegawai | None,
    instansi: Instansi,
    nama: str,
    jabatan: str,
    unit: UnitKerja,
    mulai: date,
    nama_masuk: str,
    gelar_depan: str = "",
    gelar_belakang: str = "",
    sandi: str | None = None,
    alasan: str = "Pejabat negara memimpin unit ini.",
) -> Pegawai:
    """Enter a penilai who is no civil servant (bupati, menteri) as head of a unit, usually the root."""
    if pelaku is not None:
        permissions.require(permissions.may_manage_unit(pelaku, unit))
    with audit.act(pelaku, "pejabat_negara.ditambah", alasan):
        pejabat = Pegawai.objects.create(
            instansi=instansi,
            nama=nama,
            gelar_depan=gelar_depan,
            gelar_belakang=gelar_belakang,
            jenis=JenisPegawai.PEJABAT_NEGARA,
        )
        create_akun(pejabat, nama_masuk=nama_masuk, sandi=sandi)
        post, _ = Jabatan.objects.get_or_create(
            instansi=instansi, nama=jabatan, jenis=JenisJabatan.PEJABAT_NEGARA, jenjang="", eselon=""
        )
        place_pegawai(
            pelaku=pelaku,
            pegawai=pejabat,
            jabatan=post,
            unit=unit,
            mulai=mulai,
            is_kepala=True,
            alasan=alasan,
        )
    return pejabat
