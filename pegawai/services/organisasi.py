"""Placements, units, and the chain of penilai that follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from pegawai import audit, permissions
from pegawai.errors import DataBelumLengkap, PenempatanBertabrakan, UnitMelingkar
from pegawai.models import (
    AnggotaTim,
    HubunganPenilai,
    Instansi,
    Jabatan,
    Pegawai,
    Penempatan,
    PeranDiberikan,
    TimKerja,
    UnitKerja,
)
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import (
    BATAS_WAKTU,
    JenisJabatan,
    JenisPegawai,
    JenisPenugasan,
    MasaKepala,
    Peran,
    PeranTim,
    SegmenPenilai,
    SumberHubungan,
    segmen_penilai,
)
from pegawai.selectors import penempatan_of
from pegawai.services.akun import create_akun


def derive_penilai(instansi: Instansi, penempatan: Iterable[int] | None = None) -> int:
    """Bring the automatic penilai relations in line with who heads which unit. Returns how many rows changed.

    Without `penempatan` the whole agency is done; set-based, a handful of statements for any size.
    Days that an admin has settled (DITETAPKAN) stay as they are.
    """
    units = {u: jalur for u, jalur in UnitKerja.objects.filter(instansi=instansi).values_list("id", "jalur")}
    kepala: dict[int, list[MasaKepala]] = defaultdict(list)
    for unit, pegawai, jenis, mulai, selesai in Penempatan.objects.filter(
        instansi=instansi, is_kepala=True
    ).values_list("unit_id", "pegawai_id", "jenis", "mulai", "selesai"):
        kepala[unit].append(MasaKepala(pegawai, jenis, mulai, selesai))
    semua = Penempatan.objects.filter(instansi=instansi)
    hubungan = HubunganPenilai.objects.filter(instansi=instansi)
    if penempatan is not None:
        kunci = list(penempatan)
        semua, hubungan = semua.filter(pk__in=kunci), hubungan.filter(penempatan__in=kunci)
    tetap: dict[int, list[tuple[date, date]]] = defaultdict(list)
    lama: dict[tuple[int, int, date, date | None], int] = {}
    for pk, p, penilai, mulai, selesai, sumber in hubungan.values_list(
        "id", "penempatan_id", "penilai_id", "mulai", "selesai", "sumber"
    ):
        if sumber == SumberHubungan.DITETAPKAN:
            tetap[p].append((mulai, selesai or BATAS_WAKTU))
        else:
            lama[p, penilai, mulai, selesai] = pk
    baru: list[HubunganPenilai] = []
    for p in semua.only("id", "pegawai_id", "unit_id", "mulai", "selesai", "is_kepala").iterator(2000):
        rantai = [int(k) for k in units[p.unit_id].strip("/").split("/") if k][::-1]
        segmen = segmen_penilai(
            pegawai_id=p.pegawai_id,
            mulai=p.mulai,
            selesai=p.selesai,
            rantai_unit=rantai[1:] if p.is_kepala else rantai,
            kepala=kepala,
        )
        for s in _tanpa_hari(segmen, tetap[p.pk]):
            if lama.pop((p.pk, s.penilai_id, s.mulai, s.selesai), None) is None:
                baru.append(
                    HubunganPenilai(
                        instansi=instansi,
                        penempatan=p,
                        pegawai_id=p.pegawai_id,
                        penilai_id=s.penilai_id,
                        mulai=s.mulai,
                        selesai=s.selesai,
                    )
                )
    HubunganPenilai.objects.filter(pk__in=lama.values()).delete()
    HubunganPenilai.objects.bulk_create(baru, batch_size=2000)
    return len(lama) + len(baru)


def _tanpa_hari(segmen: Iterable[SegmenPenilai], tetap: Iterable[tuple[date, date]]) -> list[SegmenPenilai]:
    """Cut the settled days out of the derived segments."""
    sisa = list(segmen)
    for awal, akhir in tetap:
        potongan: list[SegmenPenilai] = []
        for s in sisa:
            ujung = s.selesai or BATAS_WAKTU
            if ujung < awal or s.mulai > akhir:
                potongan.append(s)
                continue
            if s.mulai < awal:
                potongan.append(SegmenPenilai(s.penilai_id, s.mulai, awal - timedelta(days=1)))
            if ujung > akhir:
                potongan.append(SegmenPenilai(s.penilai_id, akhir + timedelta(days=1), s.selesai))
        sisa = potongan
    return sisa


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
    pegawai = Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai.pk)
    if pelaku is not None:
        permissions.require(permissions.may_manage_unit(pelaku, unit))
    if not unit.is_aktif:
        raise DataBelumLengkap(f"{unit.nama} sudah ditutup. Pilih unit yang masih aktif.", bidang="unit")
    if jenis == JenisPenugasan.DEFINITIF:
        _check_tidak_bertabrakan(pegawai, unit, mulai, selesai, is_kepala=is_kepala)
    with audit.act(pelaku, "penempatan.dibuat", alasan):
        penempatan = Penempatan.objects.create(
            instansi_id=pegawai.instansi_id,
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
            derive_penilai(pegawai.instansi)
    return penempatan


def _check_tidak_bertabrakan(
    pegawai: Pegawai, unit: UnitKerja, mulai: date, selesai: date | None, *, is_kepala: bool
) -> None:
    akhir = selesai or BATAS_WAKTU
    definitif = Penempatan.objects.definitif().filter(mulai__lte=akhir).exclude(selesai__lt=mulai)
    lain = definitif.filter(pegawai=pegawai).select_related("unit", "jabatan").first()
    if lain:
        raise PenempatanBertabrakan(
            f"{pegawai.nama_lengkap} sudah ditempatkan sebagai {lain.jabatan} di {lain.unit} "
            f"sejak {lain.mulai:%d-%m-%Y}. Tutup dahulu penempatan itu.",
            bidang="mulai",
        )
    if is_kepala:
        kepala = definitif.filter(unit=unit, is_kepala=True).select_related("pegawai").first()
        if kepala:
            raise PenempatanBertabrakan(
                f"{unit.nama} sudah dipimpin {kepala.pegawai.nama_lengkap}. Akhiri dahulu masa tugasnya.",
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
) -> Penempatan:
    """Mutasi: close the definitif placement the day before and open the new one."""
    pegawai = Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai.pk)
    lama = penempatan_of(pegawai, mulai) or penempatan_of(pegawai, mulai - timedelta(days=1))
    permissions.require(permissions.may_manage_pegawai(pelaku, pegawai, lama.unit if lama else None))
    permissions.require(permissions.may_manage_unit(pelaku, unit))
    if not alasan.strip():
        raise DataBelumLengkap("Tulis alasan perubahan, misalnya nomor surat keputusan.", bidang="alasan")
    with audit.act(pelaku, "penempatan.dipindah", alasan):
        if lama and (lama.selesai is None or lama.selesai >= mulai):
            if lama.mulai >= mulai:
                raise PenempatanBertabrakan(
                    f"Penempatan yang sekarang baru mulai {lama.mulai:%d-%m-%Y}. "
                    "Pilih tanggal mulai setelahnya.",
                    bidang="mulai",
                )
            lama.selesai = mulai - timedelta(days=1)
            lama.save(update_fields=["selesai"])
        return place_pegawai(
            pelaku=pelaku,
            pegawai=pegawai,
            jabatan=jabatan,
            unit=unit,
            mulai=mulai,
            is_kepala=is_kepala,
            alasan=alasan,
        )


@transaction.atomic
def close_penempatan(*, pelaku: Pegawai, penempatan: Penempatan, selesai: date, alasan: str) -> Penempatan:
    """End a placement on a day, with the reason; the chain follows."""
    penempatan = (
        Penempatan.objects.select_for_update(of=("self",))
        .select_related("pegawai__instansi", "unit")
        .get(pk=penempatan.pk)
    )
    permissions.require(permissions.may_manage_pegawai(pelaku, penempatan.pegawai, penempatan.unit))
    if not alasan.strip():
        raise DataBelumLengkap("Tulis alasan perubahan, misalnya nomor surat keputusan.", bidang="alasan")
    if selesai < penempatan.mulai:
        raise PenempatanBertabrakan(
            f"Tanggal selesai tidak boleh sebelum tanggal mulai ({penempatan.mulai:%d-%m-%Y}).", bidang="selesai"
        )
    with audit.act(pelaku, "penempatan.ditutup", alasan):
        penempatan.selesai = selesai
        penempatan.save(update_fields=["selesai"])
        derive_penilai(penempatan.pegawai.instansi)
    return penempatan


@transaction.atomic
def set_penilai(
    *, pelaku: Pegawai, penempatan: Penempatan, penilai: Pegawai | None, mulai: date, alasan: str
) -> HubunganPenilai | None:
    """Settle who is penilai of a placement from a day on, with a reason; None goes back to the unit's head."""
    penempatan = (
        Penempatan.objects.select_for_update(of=("self",))
        .select_related("pegawai__instansi", "unit")
        .get(pk=penempatan.pk)
    )
    permissions.require(permissions.may_manage_pegawai(pelaku, penempatan.pegawai, penempatan.unit))
    if not alasan.strip():
        raise DataBelumLengkap("Tulis alasan perubahan pejabat penilai.", bidang="alasan")
    if penilai and penilai.pk == penempatan.pegawai_id:
        raise DataBelumLengkap("Tidak ada yang menilai dirinya sendiri. Pilih orang lain.", bidang="penilai")
    if penilai and penilai.instansi_id != penempatan.instansi_id:
        raise DataBelumLengkap("Pejabat penilai harus dari instansi yang sama.", bidang="penilai")
    awal = max(mulai, penempatan.mulai)
    if penempatan.selesai and awal > penempatan.selesai:
        raise PenempatanBertabrakan("Penempatan ini sudah berakhir pada tanggal itu.", bidang="mulai")
    with audit.act(pelaku, "penilai.ditetapkan", alasan):
        HubunganPenilai.objects.filter(penempatan=penempatan, mulai__gte=awal).delete()
        for h in HubunganPenilai.objects.filter(berlaku_pada(awal), penempatan=penempatan):
            h.selesai = awal - timedelta(days=1)
            h.save(update_fields=["selesai"])
        hubungan = None
        if penilai:
            hubungan = HubunganPenilai.objects.create(
                instansi_id=penempatan.instansi_id,
                penempatan=penempatan,
                pegawai_id=penempatan.pegawai_id,
                penilai=penilai,
                mulai=awal,
                selesai=penempatan.selesai,
                sumber=SumberHubungan.DITETAPKAN,
                alasan=alasan,
            )
        derive_penilai(penempatan.pegawai.instansi, [penempatan.pk])
    return hubungan


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
) -> UnitKerja:
    """Create a unit, or rename, move, close or reopen one; paths of everything below follow."""
    if pelaku is not None:
        if unit is not None:
            permissions.require(permissions.may_manage_unit(pelaku, unit))
        if induk is not None:
            permissions.require(permissions.may_manage_unit(pelaku, induk))
        elif unit is None:
            permissions.require(permissions.may_import(pelaku))
    if unit and induk and induk.jalur.startswith(unit.jalur):
        raise UnitMelingkar(
            f"{induk.nama} berada di bawah {unit.nama}. Pilih unit induk yang lain.", bidang="induk"
        )
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
            derive_penilai(instansi)
    return unit


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
) -> Pegawai:
    """Enter a penilai who is no civil servant (bupati, menteri) as head of a unit, usually the root."""
    if pelaku is not None:
        permissions.require(permissions.may_manage_unit(pelaku, unit))
    with audit.act(pelaku, "pejabat_negara.ditambah"):
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
            pelaku=pelaku, pegawai=pejabat, jabatan=post, unit=unit, mulai=mulai, is_kepala=True
        )
    return pejabat


@transaction.atomic
def assign_tim(
    *,
    pelaku: Pegawai | None,
    tim: TimKerja,
    pegawai: Pegawai,
    peran: PeranTim,
    mulai: date,
    selesai: date | None = None,
) -> AnggotaTim:
    """Make a person ketua or member of a team for a span."""
    if pelaku is not None:
        permissions.require(permissions.may_manage_unit(pelaku, tim.unit))
    with audit.act(pelaku, "tim.anggota_ditambah"):
        return AnggotaTim.objects.create(tim=tim, pegawai=pegawai, peran=peran, mulai=mulai, selesai=selesai)


@transaction.atomic
def grant_peran(
    *, pelaku: Pegawai | None, pegawai: Pegawai, peran: Peran, unit: UnitKerja | None = None
) -> PeranDiberikan:
    """Grant admin kepegawaian, pimpinan or auditor, for the agency or one unit and below."""
    if pelaku is not None:
        permissions.require(permissions.may_import(pelaku))
    with audit.act(pelaku, "peran.diberikan"):
        hasil, _ = PeranDiberikan.objects.get_or_create(
            instansi_id=pegawai.instansi_id, pegawai=pegawai, peran=peran, unit=unit
        )
    return hasil


@transaction.atomic
def revoke_peran(*, pelaku: Pegawai, diberikan: PeranDiberikan) -> None:
    """Take a granted role back; the agency keeps at least one admin."""
    permissions.require(permissions.may_import(pelaku))
    sisa = (
        PeranDiberikan.objects.filter(
            instansi_id=diberikan.instansi_id, peran=Peran.ADMIN_KEPEGAWAIAN, unit__isnull=True
        )
        .exclude(pk=diberikan.pk)
        .exists()
    )
    if diberikan.peran == Peran.ADMIN_KEPEGAWAIAN and diberikan.unit_id is None and not sisa:
        raise DataBelumLengkap("Instansi memerlukan paling sedikit satu admin. Tunjuk admin lain dahulu.")
    with audit.act(pelaku, "peran.dicabut"):
        diberikan.delete()
