"""The chain of penilai: derived from who heads which unit, or settled by an admin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pegawai import audit, permissions
from pegawai.errors import DataBelumLengkap, PenempatanBertabrakan
from pegawai.models import HubunganPenilai, Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import (
    BATAS_WAKTU,
    MasaKepala,
    SegmenPenilai,
    SumberHubungan,
    is_aktif,
    segmen_penilai,
    tampil_tanggal,
)
from pegawai.services.kunci import check_belum_berubah, check_punya_alasan, lock_organisasi

Kunci = tuple[int, int, date, date | None]
"""Placement, penilai, first and last day: what makes one derived relation the same as another."""


@transaction.atomic
def derive_penilai(instansi: Instansi, penempatan: Iterable[int] | None = None) -> int:
    """Bring the automatic penilai relations in line with who heads which unit. Returns how many rows changed.

    Without `penempatan` the whole agency is done; set-based, a handful of statements for any size.
    Days that an admin has settled (DITETAPKAN) stay as they are.
    """
    lock_organisasi(instansi)
    semua = Penempatan.objects.filter(instansi=instansi)
    hubungan = HubunganPenilai.objects.filter(instansi=instansi)
    if penempatan is not None:
        kunci = list(penempatan)
        semua, hubungan = semua.filter(pk__in=kunci), hubungan.filter(penempatan__in=kunci)
    tetap: dict[int, list[tuple[date, date]]] = defaultdict(list)
    lama: dict[Kunci, int] = {}
    for pk, p, penilai, mulai, selesai, sumber in hubungan.values_list(
        "id", "penempatan_id", "penilai_id", "mulai", "selesai", "sumber"
    ):
        if sumber == SumberHubungan.DITETAPKAN:
            tetap[p].append((mulai, selesai or BATAS_WAKTU))
        else:
            lama[p, penilai, mulai, selesai] = pk
    baru = []
    for h in _turunkan(instansi, semua.iterator(2000), tetap):
        if lama.pop((h.penempatan_id, h.penilai_id, h.mulai, h.selesai), None) is None:
            baru.append(h)
    HubunganPenilai.objects.filter(pk__in=lama.values()).delete()
    HubunganPenilai.objects.bulk_create(baru, batch_size=2000)
    return len(lama) + len(baru)


def _turunkan(
    instansi: Instansi, penempatan: Iterable[Penempatan], tetap: Mapping[int, Collection[tuple[date, date]]]
) -> Iterator[HubunganPenilai]:
    """Yield the relations that follow from the heads, without the settled days."""
    rantai = {u.pk: u.leluhur_id for u in UnitKerja.objects.filter(instansi=instansi).only("id", "jalur")}
    kepala = _masa_kepala(instansi)
    for p in penempatan:
        segmen = segmen_penilai(
            pegawai_id=p.pegawai_id,
            mulai=p.mulai,
            selesai=p.selesai,
            rantai_unit=rantai[p.unit_id][1:] if p.is_kepala else rantai[p.unit_id],
            kepala=kepala,
        )
        for s in _tanpa_hari(segmen, tetap.get(p.pk, ())):
            yield HubunganPenilai(
                instansi=instansi,
                penempatan=p,
                pegawai_id=p.pegawai_id,
                penilai_id=s.penilai_id,
                mulai=s.mulai,
                selesai=s.selesai,
            )


def _masa_kepala(instansi: Instansi) -> Mapping[int, Sequence[MasaKepala]]:
    """Who heads each unit, and when."""
    kepala: dict[int, list[MasaKepala]] = defaultdict(list)
    for unit, pegawai, jenis, mulai, selesai in Penempatan.objects.filter(
        instansi=instansi, is_kepala=True
    ).values_list("unit_id", "pegawai_id", "jenis", "mulai", "selesai"):
        kepala[unit].append(MasaKepala(pegawai, jenis, mulai, selesai))
    return kepala


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


def derive_around(instansi: Instansi, *penempatan: Penempatan) -> int:
    """Derive only what these placements can change: their own chain, and below a head everyone in the subtree."""
    syarat = Q(pk__in=[p.pk for p in penempatan])
    for p in penempatan:
        if p.is_kepala:
            syarat |= Q(unit__jalur__startswith=p.unit.jalur)
    terkena = Penempatan.objects.filter(syarat, instansi=instansi).values_list("pk", flat=True)
    return derive_penilai(instansi, terkena)


def derive_below(unit: UnitKerja) -> int:
    """Derive everyone in a unit and below it: it was moved, or its head changed."""
    terkena = Penempatan.objects.filter(instansi_id=unit.instansi_id, unit__jalur__startswith=unit.jalur)
    return derive_penilai(unit.instansi, terkena.values_list("pk", flat=True))


def cut_hubungan(penempatan: Penempatan, terakhir: date) -> None:
    """End every relation of a placement on that day at the latest."""
    hubungan = HubunganPenilai.objects.filter(penempatan=penempatan)
    hubungan.filter(mulai__gt=terakhir).delete()
    hubungan.filter(Q(selesai__isnull=True) | Q(selesai__gt=terakhir)).update(selesai=terakhir)


@transaction.atomic
def set_penilai(
    *,
    pelaku: Pegawai,
    penempatan: Penempatan,
    penilai: Pegawai | None,
    mulai: date,
    alasan: str,
    dilihat: str | None = None,
) -> HubunganPenilai | None:
    """Settle who is penilai of a placement from a day on, with a reason; None goes back to the unit's head.

    `dilihat` is the version of today's relation with which the form was opened ("" for none): if
    another admin has settled it since, he wins and this call is refused with his name.
    """
    lock_organisasi(penempatan.instansi)
    penempatan = (
        Penempatan.objects.select_for_update(of=("self",))
        .select_related("pegawai", "instansi", "unit")
        .get(pk=penempatan.pk)
    )
    permissions.require(permissions.may_manage_pegawai(pelaku, penempatan.pegawai, penempatan.unit))
    check_punya_alasan(alasan, "Tulis alasan perubahan pejabat penilai.")
    awal = max(mulai, penempatan.mulai)
    kini = HubunganPenilai.objects.filter(berlaku_pada(timezone.localdate()), penempatan=penempatan).first()
    check_belum_berubah(kini.versi if kini else "", dilihat, kini)
    if penempatan.selesai and awal > penempatan.selesai:
        raise PenempatanBertabrakan("Penempatan ini sudah berakhir pada tanggal itu.", bidang="mulai")
    if penilai:
        _check_penilai(penempatan, penilai, awal)
    with audit.act(pelaku, "penilai.ditetapkan" if penilai else "penilai.dikembalikan", alasan):
        cut_hubungan(penempatan, awal - timedelta(days=1))
        hubungan = None
        if penilai:
            hubungan = HubunganPenilai.objects.create(
                instansi=penempatan.instansi,
                penempatan=penempatan,
                pegawai=penempatan.pegawai,
                penilai=penilai,
                mulai=awal,
                selesai=penempatan.selesai,
                sumber=SumberHubungan.DITETAPKAN,
                alasan=alasan,
            )
        derive_penilai(penempatan.instansi, [penempatan.pk])
    return hubungan


def _check_penilai(penempatan: Penempatan, penilai: Pegawai, awal: date) -> None:
    if penilai.pk == penempatan.pegawai_id:
        raise DataBelumLengkap("Tidak ada yang menilai dirinya sendiri. Pilih orang lain.", bidang="penilai")
    if penilai.instansi_id != penempatan.instansi_id:
        raise DataBelumLengkap("Pejabat penilai harus dari instansi yang sama.", bidang="penilai")
    if not is_aktif(penilai.kedudukan):
        raise DataBelumLengkap(
            f"{penilai.nama_lengkap} berstatus {penilai.get_kedudukan_display().lower()}. Pilih orang lain.",
            bidang="penilai",
        )
    sebaliknya = HubunganPenilai.objects.filter(
        berlaku_pada(awal), pegawai=penilai, penilai=penempatan.pegawai_id
    )
    if sebaliknya.exists():
        raise DataBelumLengkap(
            f"Pada {tampil_tanggal(awal)}, {penilai.nama_lengkap} dinilai oleh {penempatan.pegawai.nama_akhir}. "
            "Dua orang tidak dapat saling menilai.",
            bidang="penilai",
        )
