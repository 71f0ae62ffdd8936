"""Where people serve: placing, moving, acting posts, ending, and legal standing."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from pegawai import audit, permissions
from pegawai.errors import DataBelumLengkap, PenempatanBertabrakan
from pegawai.models import AnggotaTim, Jabatan, Pegawai, Penempatan, PeranDiberikan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import (
    JenisJabatan,
    JenisPenugasan,
    JenjangFungsional,
    KedudukanHukum,
    is_aktif,
    tampil_tanggal,
)
from pegawai.selectors import penempatan_of
from pegawai.services.akun import check_admin_tersisa, set_akun_aktif
from pegawai.services.kunci import check_belum_berubah, check_punya_alasan, lock_organisasi
from pegawai.services.penilai import cut_hubungan, derive_around, derive_below


def ensure_jabatan(*, pelaku: Pegawai, nama: str, jenis: str, jenjang: str = "", eselon: str = "") -> Jabatan:
    """Find the post with these words, or enter it."""
    permissions.require(permissions.may_add_jabatan(pelaku))
    if jenjang and jenis != JenisJabatan.FUNGSIONAL:
        raise DataBelumLengkap("Jenjang hanya dimiliki jabatan fungsional.", bidang="jenjang")
    if jenis == JenisJabatan.FUNGSIONAL and not jenjang:
        raise DataBelumLengkap(
            f"Pilih jenjang, misalnya {JenjangFungsional.AHLI_PERTAMA.label}.", bidang="jenjang"
        )
    with audit.act(pelaku, "jabatan.dibuat"):
        jabatan, _ = Jabatan.objects.get_or_create(
            instansi_id=pelaku.instansi_id,
            nama=" ".join(nama.split()),
            jenis=jenis,
            jenjang=jenjang,
            eselon=eselon,
        )
    return jabatan


@transaction.atomic
def place_pegawai(
    *,
    pelaku: Pegawai | None,
    pegawai: Pegawai,
    jabatan: Jabatan,
    unit: UnitKerja,
    mulai: date,
    selesai: date | None = None,
    jenis: JenisPenugasan = JenisPenugasan.DEFINITIF,
    is_kepala: bool = False,
    alasan: str = "",
    turunkan: bool = True,
) -> Penempatan:
    """Give a person a placement. `pelaku` None is the system (import, demo); `turunkan` off leaves
    deriving the chain to the caller, who places many."""
    lock_organisasi(pegawai.instansi)
    pegawai = Pegawai.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pegawai.pk)
    if pelaku is not None:
        permissions.require(permissions.may_manage_unit(pelaku, unit))
        if not is_aktif(pegawai.kedudukan):
            raise DataBelumLengkap(
                f"{pegawai.nama_lengkap} berstatus {pegawai.get_kedudukan_display().lower()}. "
                "Ubah dahulu kedudukan hukumnya."
            )
    if unit.instansi_id != pegawai.instansi_id or jabatan.instansi_id != pegawai.instansi_id:
        raise DataBelumLengkap("Unit dan jabatan harus dari instansi pegawai ini.", bidang="unit")
    if not unit.is_aktif:
        raise DataBelumLengkap(f"{unit.nama} sudah ditutup. Pilih unit yang masih aktif.", bidang="unit")
    if selesai and selesai < mulai:
        raise PenempatanBertabrakan(
            "Tanggal selesai harus sama dengan atau setelah tanggal mulai.", bidang="selesai"
        )
    if jenis == JenisPenugasan.DEFINITIF:
        _check_satu_definitif(pegawai, mulai, selesai)
    if is_kepala:
        _check_satu_kepala(unit, jenis, mulai, selesai)
    with audit.act(pelaku, "penempatan.dibuat", alasan):
        penempatan = Penempatan.objects.create(
            instansi=pegawai.instansi,
            pegawai=pegawai,
            jabatan=jabatan,
            unit=unit,
            jenis=jenis,
            mulai=mulai,
            selesai=selesai,
            is_kepala=is_kepala,
            alasan=alasan,
        )
        if turunkan:
            derive_around(pegawai.instansi, penempatan)
    return penempatan


def _check_satu_definitif(pegawai: Pegawai, mulai: date, selesai: date | None) -> None:
    lain = (
        Penempatan.objects.definitif()
        .bertemu(mulai, selesai)
        .filter(pegawai=pegawai)
        .select_related("unit", "jabatan")
        .first()
    )
    if lain:
        raise PenempatanBertabrakan(
            f"{pegawai.nama_lengkap} sudah ditempatkan sebagai {lain.jabatan} di {lain.unit} "
            f"sejak {tampil_tanggal(lain.mulai)}. Tutup dahulu penempatan itu.",
            bidang="mulai",
        )


def _check_satu_kepala(
    unit: UnitKerja, jenis: str, mulai: date, selesai: date | None, *, kecuali: int | None = None
) -> None:
    """One definitif head at a time, and one acting head at a time beside him (PLH while he is away)."""
    kepala = Penempatan.objects.bertemu(mulai, selesai).filter(unit=unit, is_kepala=True)
    if kecuali is not None:
        kepala = kepala.exclude(pk=kecuali)
    definitif = jenis == JenisPenugasan.DEFINITIF
    lain = (kepala.definitif() if definitif else kepala.exclude(jenis=JenisPenugasan.DEFINITIF)).first()
    if lain:
        raise PenempatanBertabrakan(
            f"{unit.nama} sudah dipimpin {lain.pegawai.nama_lengkap} sejak {tampil_tanggal(lain.mulai)}. "
            "Akhiri dahulu masa tugasnya.",
            bidang="is_kepala",
        )


@transaction.atomic
def move_pegawai(
    *,
    pelaku: Pegawai,
    pegawai: Pegawai,
    jabatan: Jabatan,
    unit: UnitKerja,
    mulai: date,
    is_kepala: bool = False,
    alasan: str,
    dilihat: str | None = None,
) -> Penempatan:
    """Mutasi: close the definitif placement the day before and open the new one.

    `dilihat` is the version of today's placement with which the form was opened ("" for none).
    """
    lock_organisasi(pegawai.instansi)
    pegawai = Pegawai.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pegawai.pk)
    lama = penempatan_of(pegawai, mulai) or penempatan_of(pegawai, mulai - timedelta(days=1))
    permissions.require(permissions.may_manage_pegawai(pelaku, pegawai, lama.unit if lama else None))
    permissions.require(permissions.may_manage_unit(pelaku, unit))
    check_punya_alasan(alasan)
    kini = penempatan_of(pegawai, timezone.localdate())
    check_belum_berubah(kini.versi if kini else "", dilihat, kini)
    with audit.act(pelaku, "penempatan.dipindah", alasan):
        if lama and (lama.selesai is None or lama.selesai >= mulai):
            _check_ada_perubahan(lama, jabatan, unit, mulai, is_kepala=is_kepala)
            _end(lama, mulai - timedelta(days=1))
        baru = place_pegawai(
            pelaku=pelaku,
            pegawai=pegawai,
            jabatan=jabatan,
            unit=unit,
            mulai=mulai,
            is_kepala=is_kepala,
            alasan=alasan,
            turunkan=False,
        )
        derive_around(pegawai.instansi, *([lama] if lama else []), baru)
    return baru


def _check_ada_perubahan(
    lama: Penempatan, jabatan: Jabatan, unit: UnitKerja, mulai: date, *, is_kepala: bool
) -> None:
    if lama.mulai >= mulai:
        raise PenempatanBertabrakan(
            f"Penempatan yang sekarang baru mulai {tampil_tanggal(lama.mulai)}. Pilih tanggal mulai setelahnya.",
            bidang="mulai",
        )
    if (lama.jabatan_id, lama.unit_id, lama.is_kepala) == (jabatan.pk, unit.pk, is_kepala):
        raise PenempatanBertabrakan(
            f"{lama.pegawai.nama_lengkap} sudah {lama.jabatan} di {unit}. Pilih jabatan atau unit yang baru.",
            bidang="unit",
        )


def _end(penempatan: Penempatan, terakhir: date) -> None:
    penempatan.selesai = terakhir
    penempatan.save(update_fields=["selesai"])
    cut_hubungan(penempatan, terakhir)


@transaction.atomic
def close_penempatan(
    *, pelaku: Pegawai, penempatan: Penempatan, selesai: date, alasan: str, dilihat: str | None = None
) -> Penempatan:
    """End a placement on a day, with the reason; the chain follows."""
    penempatan = _lock_penempatan(pelaku, penempatan)
    check_punya_alasan(alasan)
    check_belum_berubah(penempatan.versi, dilihat, penempatan)
    if penempatan.selesai and selesai > penempatan.selesai:
        raise PenempatanBertabrakan(
            f"Penempatan ini sudah berakhir {tampil_tanggal(penempatan.selesai)}. Pilih tanggal sebelumnya.",
            bidang="selesai",
        )
    if selesai < penempatan.mulai:
        raise PenempatanBertabrakan(
            f"Tanggal selesai tidak boleh sebelum tanggal mulai ({tampil_tanggal(penempatan.mulai)}).",
            bidang="selesai",
        )
    with audit.act(pelaku, "penempatan.ditutup", alasan):
        _end(penempatan, selesai)
        derive_around(penempatan.instansi, penempatan)
    return penempatan


def _lock_penempatan(pelaku: Pegawai, penempatan: Penempatan) -> Penempatan:
    """Lock a placement behind its agency and check that `pelaku` may change it."""
    lock_organisasi(penempatan.instansi)
    penempatan = (
        Penempatan.objects.select_for_update(of=("self",))
        .select_related("pegawai", "instansi", "unit", "jabatan")
        .get(pk=penempatan.pk)
    )
    permissions.require(permissions.may_manage_pegawai(pelaku, penempatan.pegawai, penempatan.unit))
    return penempatan


@transaction.atomic
def set_is_kepala(
    *, pelaku: Pegawai, penempatan: Penempatan, is_kepala: bool, mulai: date, alasan: str
) -> Penempatan:
    """Say that a placed person heads his unit from a day on, or no longer does.

    From the placement's first day on it is a correction of the row itself; from a later day on the
    placement is divided there.
    """
    penempatan = _lock_penempatan(pelaku, penempatan)
    check_punya_alasan(alasan)
    if penempatan.is_kepala == is_kepala:
        raise PenempatanBertabrakan("Data ini sudah seperti yang Anda minta. Tidak ada yang berubah.")
    if penempatan.selesai and mulai > penempatan.selesai:
        raise PenempatanBertabrakan("Penempatan ini sudah berakhir pada tanggal itu.", bidang="mulai")
    awal = max(mulai, penempatan.mulai)
    if is_kepala:
        _check_satu_kepala(penempatan.unit, penempatan.jenis, awal, penempatan.selesai, kecuali=penempatan.pk)
    with audit.act(pelaku, "kepala.ditetapkan" if is_kepala else "kepala.dilepas", alasan):
        if awal == penempatan.mulai:
            penempatan.is_kepala = is_kepala
            penempatan.save(update_fields=["is_kepala"])
        else:
            penempatan = _divide(penempatan, awal, is_kepala=is_kepala, alasan=alasan)
        derive_below(penempatan.unit)
    return penempatan


def _divide(penempatan: Penempatan, awal: date, *, is_kepala: bool, alasan: str) -> Penempatan:
    sampai = penempatan.selesai
    _end(penempatan, awal - timedelta(days=1))
    return Penempatan.objects.create(
        instansi=penempatan.instansi,
        pegawai=penempatan.pegawai,
        jabatan=penempatan.jabatan,
        unit=penempatan.unit,
        jenis=penempatan.jenis,
        mulai=awal,
        selesai=sampai,
        is_kepala=is_kepala,
        alasan=alasan,
    )


@transaction.atomic
def change_kedudukan(
    *, pelaku: Pegawai, pegawai: Pegawai, kedudukan: KedudukanHukum, berlaku: date, alasan: str
) -> Pegawai:
    """Change the legal standing; who leaves the service loses placements, teams, roles and access."""
    lock_organisasi(pegawai.instansi)
    pegawai = Pegawai.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pegawai.pk)
    penempatan = penempatan_of(pegawai, timezone.localdate())
    permissions.require(
        permissions.may_manage_pegawai(pelaku, pegawai, penempatan.unit if penempatan else None)
    )
    check_punya_alasan(alasan)
    if kedudukan == pegawai.kedudukan:
        raise DataBelumLengkap(
            f"Kedudukan hukumnya sudah {kedudukan.label.lower()}. Pilih yang lain.", bidang="kedudukan"
        )
    if berlaku > timezone.localdate():
        raise DataBelumLengkap(
            "Tanggal berlaku paling lambat hari ini. Untuk tanggal nanti, tutup dahulu penempatannya.",
            bidang="berlaku",
        )
    with audit.act(pelaku, "kedudukan.diubah", alasan):
        if not is_aktif(kedudukan):
            _leave(pegawai, berlaku)
        pegawai.kedudukan = kedudukan
        pegawai.save(update_fields=["kedudukan"])
        set_akun_aktif(pegawai, aktif=is_aktif(kedudukan))
    return pegawai


def _leave(pegawai: Pegawai, berlaku: date) -> None:
    """End what a person holds on the day before he leaves."""
    terakhir = berlaku - timedelta(days=1)
    peran = PeranDiberikan.objects.filter(pegawai=pegawai)
    for satu in peran:
        check_admin_tersisa(satu)
    peran.delete()
    berjalan = list(Penempatan.objects.filter(pegawai=pegawai).bertemu(berlaku, None).select_related("unit"))
    for p in berjalan:
        if p.mulai <= terakhir:
            _end(p, terakhir)
        else:
            _drop(p)
    AnggotaTim.objects.filter(berlaku_pada(berlaku), pegawai=pegawai, mulai__lte=terakhir).update(
        selesai=terakhir
    )
    AnggotaTim.objects.filter(pegawai=pegawai, mulai__gt=terakhir).delete()
    derive_around(pegawai.instansi, *berjalan)


def _drop(penempatan: Penempatan) -> None:
    """Remove a placement that never came about; one that an SKP was made for stays."""
    try:
        penempatan.delete()
    except ProtectedError:
        raise PenempatanBertabrakan(
            f"Penempatan di {penempatan.unit} mulai {tampil_tanggal(penempatan.mulai)} sudah memiliki SKP. "
            "Batalkan dahulu SKP itu."
        ) from None
