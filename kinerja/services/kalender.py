"""The calendar: holidays of the agency, its working days, the leave of one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from kinerja import rules
from kinerja.errors import KalenderTidakSah
from kinerja.models import Cuti, HariLibur
from kinerja.permissions.kalender import may_manage_kalender, may_record_cuti
from kinerja.rules.kalender import BarisLibur, JenisCuti, JenisLibur
from pegawai import audit
from pegawai.models import Instansi, Pegawai
from pegawai.rules import require
from pegawai.selectors import penempatan_of
from skp.rules import tanggal_panjang
from skp.selectors import hari_instansi


@transaction.atomic
def add_libur(
    *, pelaku: Pegawai | None, instansi: Instansi, tanggal: date, nama: str, jenis: JenisLibur
) -> HariLibur:
    """Add a holiday of the agency."""
    if pelaku is not None:
        require(may_manage_kalender(pelaku, instansi))
    nama = " ".join(nama.split())
    rules.check_libur(tanggal, nama)
    with audit.act(pelaku, "libur.ditambah"):
        libur, baru = HariLibur.objects.get_or_create(
            instansi=instansi,
            tanggal=tanggal,
            defaults={"nama": nama, "jenis": JenisLibur(jenis).value},
        )
    if not baru:
        raise KalenderTidakSah(
            f"{tanggal_panjang(tanggal)} sudah tercatat: {libur.nama}. Hapus dahulu bila keliru.",
            bidang="tanggal",
        )
    return libur


@transaction.atomic
def add_banyak_libur(
    *, pelaku: Pegawai | None, instansi: Instansi, baris: Iterable[BarisLibur]
) -> list[HariLibur]:
    """Add the holidays of a list; days that are there already stay as they are. Returns the new ones."""
    if pelaku is not None:
        require(may_manage_kalender(pelaku, instansi))
    isi = list(baris)
    for b in isi:
        rules.check_libur(b.tanggal, b.nama)
    ada = set(
        HariLibur.objects.filter(instansi=instansi, tanggal__in=[b.tanggal for b in isi]).values_list(
            "tanggal", flat=True
        )
    )
    with audit.act(pelaku, "libur.ditambah"):
        return HariLibur.objects.bulk_create(
            [
                HariLibur(instansi=instansi, tanggal=b.tanggal, nama=b.nama, jenis=b.jenis.value)
                for b in isi
                if b.tanggal not in ada
            ],
            ignore_conflicts=True,
        )


@transaction.atomic
def delete_libur(*, pelaku: Pegawai, libur: HariLibur) -> None:
    """Take a holiday out: the day counts as a working day again."""
    require(may_manage_kalender(pelaku, libur.instansi))
    with audit.act(pelaku, "libur.dihapus"):
        libur.delete()


@transaction.atomic
def set_hari_kerja(*, pelaku: Pegawai, instansi: Instansi, hari_kerja: int) -> Instansi:
    """Say how many days the week of the agency has."""
    require(may_manage_kalender(pelaku, instansi))
    rules.check_hari_kerja(hari_kerja)
    with audit.act(pelaku, "instansi.hari_kerja_diubah"):
        instansi.hari_kerja = hari_kerja
        instansi.save(update_fields=["hari_kerja"])
    return instansi


@transaction.atomic
def record_cuti(*, pelaku: Pegawai, pegawai: Pegawai, jenis: JenisCuti, mulai: date, selesai: date) -> Cuti:
    """Say that a person is away on these days. The category only; entries on such days stay allowed."""
    # the person is locked: two spans sent at once must not overlap
    pegawai = Pegawai.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pegawai.pk)
    _require_cuti(pelaku, pegawai)
    rules.check_cuti(mulai, selesai, hari_instansi(pegawai.instansi))
    bentrok = Cuti.objects.filter(pegawai=pegawai).dalam(mulai, selesai).first()
    if bentrok:
        raise KalenderTidakSah(
            f"Sudah tercatat {bentrok.get_jenis_display().lower()} {tanggal_panjang(bentrok.mulai)} "
            f"sampai {tanggal_panjang(bentrok.selesai)}. Pilih tanggal lain.",
            bidang="mulai",
        )
    with audit.act(pelaku, "cuti.dicatat"):
        return Cuti.objects.create(
            instansi_id=pegawai.instansi_id,
            pegawai=pegawai,
            jenis=JenisCuti(jenis).value,
            mulai=mulai,
            selesai=selesai,
            oleh=pelaku,
        )


@transaction.atomic
def delete_cuti(*, pelaku: Pegawai, cuti: Cuti) -> Pegawai:
    """Take a leave back: its days are asked for again."""
    _require_cuti(pelaku, cuti.pegawai)
    with audit.act(pelaku, "cuti.dihapus"):
        cuti.delete()
    return cuti.pegawai


def _require_cuti(pelaku: Pegawai, pegawai: Pegawai) -> None:
    tempat = penempatan_of(pegawai, hari_instansi(pegawai.instansi)) if pelaku.pk != pegawai.pk else None
    require(may_record_cuti(pelaku, pegawai, tempat.unit if tempat else None))
