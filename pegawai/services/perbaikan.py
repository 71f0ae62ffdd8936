""" "Ini salah": a person says which of his data are wrong; an admin mends them or says that they are right."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from pegawai import audit, permissions
from pegawai.errors import DataBelumLengkap, SudahBerubah
from pegawai.models import Jabatan, Pegawai, PermintaanPerbaikan, UnitKerja
from pegawai.rules import NAMA_PANGKAT, BidangPerbaikan, JenisPegawai, StatusPerbaikan, tampil_tanggal
from pegawai.selectors import penempatan_of
from pegawai.services.kunci import check_punya_alasan, tampil_saat
from pegawai.services.penempatan import move_pegawai
from pegawai.services.penilai import set_penilai


@transaction.atomic
def report_salah(
    *,
    pelaku: Pegawai,
    pegawai: Pegawai,
    bidang: BidangPerbaikan,
    data_benar: str,
    usul_penilai: Pegawai | None = None,
    usul_unit: UnitKerja | None = None,
) -> PermintaanPerbaikan:
    """Say that one's own data are wrong, and what is right. One waiting report per matter."""
    pegawai = Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai.pk)
    permissions.require(permissions.may_request_perbaikan(pelaku, pegawai))
    if not data_benar.strip():
        raise DataBelumLengkap(
            "Tulis data yang benar, supaya admin dapat memperbaikinya.", bidang="data_benar"
        )
    if usul_penilai and usul_penilai.pk == pegawai.pk:
        raise DataBelumLengkap(
            "Anda tidak dapat menilai diri sendiri. Pilih orang lain.", bidang="usul_penilai"
        )
    for usul, kolom in ((usul_penilai, "usul_penilai"), (usul_unit, "usul_unit")):
        if usul and usul.instansi_id != pegawai.instansi_id:
            raise DataBelumLengkap("Pilih dari instansi Anda sendiri.", bidang=kolom)
    menunggu = PermintaanPerbaikan.objects.menunggu().filter(pegawai=pegawai, bidang=bidang).first()
    if menunggu:
        raise DataBelumLengkap(
            f"Laporan Anda {tampil_tanggal(timezone.localtime(menunggu.dibuat_pada).date())} tentang hal ini "
            "masih menunggu admin. Cabut dahulu bila ingin menggantinya.",
            bidang="bidang",
        )
    with audit.act(pelaku, "perbaikan.diajukan"):
        return PermintaanPerbaikan.objects.create(
            instansi_id=pegawai.instansi_id,
            pegawai=pegawai,
            bidang=bidang,
            data_benar=data_benar.strip(),
            usul_penilai=usul_penilai if bidang == BidangPerbaikan.PENILAI else None,
            usul_unit=usul_unit if bidang == BidangPerbaikan.UNIT else None,
        )


@transaction.atomic
def withdraw_perbaikan(*, pelaku: Pegawai, permintaan: PermintaanPerbaikan) -> PermintaanPerbaikan:
    """Take one's own report back while it waits."""
    permintaan = _lock_menunggu(permintaan)
    permissions.require(permissions.may_request_perbaikan(pelaku, permintaan.pegawai))
    return _close(pelaku, permintaan, StatusPerbaikan.DICABUT, "")


@transaction.atomic
def settle_perbaikan(
    *, pelaku: Pegawai, permintaan: PermintaanPerbaikan, jawaban: str
) -> PermintaanPerbaikan:
    """Say that the data have been mended elsewhere; the person reads the answer."""
    permintaan = _lock_untuk_dijawab(pelaku, permintaan)
    check_punya_jawaban(jawaban, "Tulis apa yang sudah diperbaiki. Pegawai membaca jawaban ini.")
    return _close(pelaku, permintaan, StatusPerbaikan.DISELESAIKAN, jawaban)


@transaction.atomic
def reject_perbaikan(
    *, pelaku: Pegawai, permintaan: PermintaanPerbaikan, jawaban: str
) -> PermintaanPerbaikan:
    """Declare the data right, with the reason the person reads."""
    permintaan = _lock_untuk_dijawab(pelaku, permintaan)
    check_punya_jawaban(jawaban, "Tulis mengapa datanya sudah benar. Pegawai membaca jawaban ini.")
    return _close(pelaku, permintaan, StatusPerbaikan.DITOLAK, jawaban)


@transaction.atomic
def settle_with_penilai(
    *, pelaku: Pegawai, permintaan: PermintaanPerbaikan, penilai: Pegawai, mulai: date, alasan: str
) -> PermintaanPerbaikan:
    """Settle the penilai as the report asks (or another one) and answer in the same act."""
    permintaan = _lock_untuk_dijawab(pelaku, permintaan)
    penempatan = penempatan_of(permintaan.pegawai, timezone.localdate())
    if penempatan is None:
        raise DataBelumLengkap("Pegawai ini belum ditempatkan. Tempatkan dahulu, lalu tetapkan penilainya.")
    with audit.act(pelaku, "perbaikan.diselesaikan", alasan):
        set_penilai(pelaku=pelaku, penempatan=penempatan, penilai=penilai, mulai=mulai, alasan=alasan)
        jawaban = (
            f"Pejabat penilai Anda kini {penilai.nama_lengkap}, "
            f"berlaku {tampil_tanggal(max(mulai, penempatan.mulai))}."
        )
        return _close(pelaku, permintaan, StatusPerbaikan.DISELESAIKAN, jawaban)


@transaction.atomic
def settle_with_penempatan(
    *,
    pelaku: Pegawai,
    permintaan: PermintaanPerbaikan,
    unit: UnitKerja,
    jabatan: Jabatan,
    mulai: date,
    alasan: str,
) -> PermintaanPerbaikan:
    """Move the person as the report asks and answer in the same act."""
    permintaan = _lock_untuk_dijawab(pelaku, permintaan)
    with audit.act(pelaku, "perbaikan.diselesaikan", alasan):
        move_pegawai(
            pelaku=pelaku, pegawai=permintaan.pegawai, jabatan=jabatan, unit=unit, mulai=mulai, alasan=alasan
        )
        jawaban = f"Mulai {tampil_tanggal(mulai)} Anda tercatat sebagai {jabatan.nama} di {unit.nama}."
        return _close(pelaku, permintaan, StatusPerbaikan.DISELESAIKAN, jawaban)


@transaction.atomic
def settle_with_identitas(
    *,
    pelaku: Pegawai,
    permintaan: PermintaanPerbaikan,
    nama: str,
    gelar_depan: str,
    gelar_belakang: str,
    golongan: str,
    alasan: str,
) -> PermintaanPerbaikan:
    """Correct name, titles or golongan as the report asks and answer in the same act."""
    permintaan = _lock_untuk_dijawab(pelaku, permintaan)
    with audit.act(pelaku, "perbaikan.diselesaikan", alasan):
        pegawai = correct_identitas(
            pelaku=pelaku,
            pegawai=permintaan.pegawai,
            nama=nama,
            gelar_depan=gelar_depan,
            gelar_belakang=gelar_belakang,
            golongan=golongan,
            alasan=alasan,
        )
        jawaban = f"Anda kini tercatat sebagai {pegawai.nama_lengkap}, {pegawai.pangkat}."
        return _close(pelaku, permintaan, StatusPerbaikan.DISELESAIKAN, jawaban)


@transaction.atomic
def correct_identitas(
    *,
    pelaku: Pegawai,
    pegawai: Pegawai,
    nama: str,
    gelar_depan: str,
    gelar_belakang: str,
    golongan: str,
    alasan: str,
) -> Pegawai:
    """Correct how a person is written, and his golongan."""
    pegawai = Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai.pk)
    penempatan = penempatan_of(pegawai, timezone.localdate())
    permissions.require(
        permissions.may_manage_pegawai(pelaku, pegawai, penempatan.unit if penempatan else None)
    )
    check_punya_alasan(alasan)
    if pegawai.jenis == JenisPegawai.PNS and golongan and golongan not in NAMA_PANGKAT:
        raise DataBelumLengkap("Golongan PNS dari I/a sampai IV/e. Pilih salah satu.", bidang="golongan")
    lama = (pegawai.nama, pegawai.gelar_depan, pegawai.gelar_belakang, pegawai.golongan)
    if lama == (nama, gelar_depan, gelar_belakang, golongan):
        raise DataBelumLengkap("Data ini sudah sama dengan yang tercatat. Tidak ada yang berubah.")
    with audit.act(pelaku, "identitas.diperbaiki", alasan):
        pegawai.nama, pegawai.gelar_depan = nama, gelar_depan
        pegawai.gelar_belakang, pegawai.golongan = gelar_belakang, golongan
        pegawai.save(update_fields=["nama", "gelar_depan", "gelar_belakang", "golongan"])
    return pegawai


def check_punya_jawaban(jawaban: str, pesan: str) -> None:
    """Ask for an answer the person can read."""
    if not jawaban.strip():
        raise DataBelumLengkap(pesan, bidang="jawaban")


def _lock_menunggu(permintaan: PermintaanPerbaikan) -> PermintaanPerbaikan:
    """Lock a report; exactly one settles it, the next is told who did and when."""
    # No join here: who waited for the lock would see the row as it is now, but joined as it was before.
    permintaan = PermintaanPerbaikan.objects.select_for_update().get(pk=permintaan.pk)
    if permintaan.status == StatusPerbaikan.BARU:
        return permintaan
    if permintaan.dijawab_oleh and permintaan.dijawab_pada:
        raise SudahBerubah(
            f"Laporan ini sudah dijawab {permintaan.dijawab_oleh.nama_lengkap} "
            f"pada {tampil_saat(permintaan.dijawab_pada)}."
        )
    raise SudahBerubah("Laporan ini sudah dicabut oleh pelapornya. Tidak ada yang perlu dijawab.")


def _lock_untuk_dijawab(pelaku: Pegawai, permintaan: PermintaanPerbaikan) -> PermintaanPerbaikan:
    penempatan = penempatan_of(permintaan.pegawai, timezone.localdate())
    permissions.require(
        permissions.may_manage_pegawai(pelaku, permintaan.pegawai, penempatan.unit if penempatan else None)
    )
    return _lock_menunggu(permintaan)


def _close(
    pelaku: Pegawai, permintaan: PermintaanPerbaikan, status: StatusPerbaikan, jawaban: str
) -> PermintaanPerbaikan:
    permintaan.status, permintaan.jawaban = status, jawaban.strip()
    if status != StatusPerbaikan.DICABUT:
        permintaan.dijawab_oleh, permintaan.dijawab_pada = pelaku, timezone.now()
    with audit.act(pelaku, f"perbaikan.{status.value}"):
        permintaan.save(update_fields=["status", "jawaban", "dijawab_oleh", "dijawab_pada"])
    return permintaan
