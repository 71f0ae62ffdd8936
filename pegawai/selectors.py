"""Reads about people: who is where, who answers for whom, who may be found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, Penempatan, PeranDiberikan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import JenisPegawai, JenisPenugasan, Peran, PeranTim


def penempatan_of(pegawai: Pegawai, pada: date) -> Penempatan | None:
    """The definitif placement that day, with its post and unit; None when there is none."""
    return (
        Penempatan.objects.select_related("jabatan", "unit", "pegawai")
        .filter(pegawai=pegawai)
        .definitif()
        .pada(pada)
        .first()
    )


def penempatan_lain_of(pegawai: Pegawai, pada: date) -> list[Penempatan]:
    """Acting and additional placements that day."""
    return list(
        Penempatan.objects.select_related("jabatan", "unit")
        .filter(pegawai=pegawai)
        .exclude(jenis=JenisPenugasan.DEFINITIF)
        .pada(pada)
    )


def penilai_of(penempatan: Penempatan | None, pada: date) -> Pegawai | None:
    """The pejabat penilai kinerja of a placement that day; None when nobody is known."""
    if penempatan is None:
        return None
    hubungan = (
        HubunganPenilai.objects.select_related("penilai").filter(penempatan=penempatan).pada(pada).first()
    )
    return hubungan.penilai if hubungan else None


def atasan_penilai_of(penempatan: Penempatan | None, pada: date) -> Pegawai | None:
    """The penilai of the penilai that day; None when nobody is known."""
    penilai = penilai_of(penempatan, pada)
    return penilai_of(penempatan_of(penilai, pada), pada) if penilai else None


def bawahan_of(pelaku: Pegawai, pada: date) -> QuerySet[HubunganPenilai]:
    """The relations in which `pelaku` is penilai that day, with person, post and unit."""
    return (
        HubunganPenilai.objects.filter(penilai=pelaku)
        .pada(pada)
        .select_related("pegawai", "penempatan__jabatan", "penempatan__unit")
        .order_by("pegawai__nama", "pegawai_id")
    )


def kepala_of(unit: UnitKerja, pada: date) -> Pegawai | None:
    """Who heads the unit that day: the definitif head, else PJ, PLT, PLH."""
    urutan = {"D": 0, "PJ": 1, "PLT": 2, "PLH": 3}
    calon = list(
        Penempatan.objects.select_related("pegawai").filter(unit=unit, is_kepala=True).pada(pada)
    )
    return min(calon, key=lambda p: urutan.get(p.jenis, 9)).pegawai if calon else None


def peran_of(pelaku: Pegawai, pada: date) -> frozenset[Peran]:
    """All roles of a person that day: granted ones and those that follow from relations. One query."""
    bawahan = HubunganPenilai.objects.filter(penilai=OuterRef("pk")).filter(berlaku_pada(pada))
    baris = (
        Pegawai.objects.filter(pk=pelaku.pk)
        .annotate(
            menilai=Exists(bawahan),
            membawahi_penilai=Exists(
                bawahan.filter(
                    Exists(
                        HubunganPenilai.objects.filter(penilai=OuterRef("pegawai")).filter(
                            berlaku_pada(pada)
                        )
                    )
                )
            ),
            mengetuai=Exists(
                AnggotaTim.objects.filter(
                    berlaku_pada(pada), pegawai=OuterRef("pk"), peran=PeranTim.KETUA
                )
            ),
            **{
                f"diberi_{p.value}": Exists(
                    PeranDiberikan.objects.filter(pegawai=OuterRef("pk"), peran=p)
                )
                for p in (Peran.ADMIN_KEPEGAWAIAN, Peran.PIMPINAN, Peran.AUDITOR)
            },
        )
        .values()
        .get()
    )
    hasil = set()
    if pelaku.jenis != JenisPegawai.PEJABAT_NEGARA:
        hasil.add(Peran.PEGAWAI)
    for kolom, peran in (
        ("menilai", Peran.PENILAI),
        ("membawahi_penilai", Peran.ATASAN_PENILAI),
        ("mengetuai", Peran.KETUA_TIM),
        ("diberi_admin_kepegawaian", Peran.ADMIN_KEPEGAWAIAN),
        ("diberi_pimpinan", Peran.PIMPINAN),
        ("diberi_auditor", Peran.AUDITOR),
    ):
        if baris[kolom]:
            hasil.add(peran)
    return frozenset(hasil)


def unit_terkelola(pelaku: Pegawai, peran: Iterable[Peran] = (Peran.ADMIN_KEPEGAWAIAN,)) -> QuerySet[UnitKerja]:
    """Units within the reach of the granted roles: all of the agency, or the granted subtrees."""
    diberi = list(
        PeranDiberikan.objects.filter(pegawai=pelaku, peran__in=list(peran)).values_list("unit_id", "unit__jalur")
    )
    semua = UnitKerja.objects.filter(instansi_id=pelaku.instansi_id)
    if not diberi:
        return semua.none()
    if any(unit is None for unit, _ in diberi):
        return semua
    syarat = Q()
    for _, jalur in diberi:
        syarat |= Q(jalur__startswith=jalur)
    return semua.filter(syarat)


@dataclass(frozen=True)
class Rantai:
    """Where a person stands on a day and who answers for him; gaps are None."""

    penempatan: Penempatan | None
    kepala_unit: Pegawai | None
    penilai: HubunganPenilai | None
    penempatan_penilai: Penempatan | None
    atasan: HubunganPenilai | None
    penempatan_atasan: Penempatan | None


def rantai_of(pegawai: Pegawai, pada: date | None = None) -> Rantai:
    """Gather the placement and chain of a person on a day for one page (at most seven queries)."""
    hari = pada or timezone.localdate()
    penempatan = penempatan_of(pegawai, hari)
    if penempatan is None:
        return Rantai(None, None, None, None, None, None)
    hubungan = HubunganPenilai.objects.select_related("penilai").pada(hari)
    penilai = hubungan.filter(penempatan=penempatan).first()
    p_penilai = penempatan_of(penilai.penilai, hari) if penilai else None
    atasan = hubungan.filter(penempatan=p_penilai).first() if p_penilai else None
    p_atasan = penempatan_of(atasan.penilai, hari) if atasan else None
    return Rantai(penempatan, kepala_of(penempatan.unit, hari), penilai, p_penilai, atasan, p_atasan)
