"""Who is where on a day, who answers for whom, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, Penempatan, PeranDiberikan, UnitKerja
from pegawai.models.lingkup import cakupan_of
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import KEDUDUKAN_BERHENTI, JenisPegawai, JenisPenugasan, Peran, PeranTim


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
    calon = list(Penempatan.objects.select_related("pegawai").filter(unit=unit, is_kepala=True).pada(pada))
    return min(calon, key=lambda p: urutan.get(p.jenis, 9)).pegawai if calon else None


def peran_of(pelaku: Pegawai, pada: date) -> frozenset[Peran]:
    """All roles of a person that day: granted ones and those that follow from relations. One query."""
    bawahan = HubunganPenilai.objects.filter(penilai=OuterRef("pk")).filter(berlaku_pada(pada))
    dinilai_bawahan = HubunganPenilai.objects.filter(penilai=OuterRef("pegawai")).filter(berlaku_pada(pada))
    relasi = (
        Pegawai.objects.filter(pk=pelaku.pk)
        .values_list(
            Exists(bawahan),
            Exists(bawahan.filter(Exists(dinilai_bawahan))),
            Exists(
                AnggotaTim.objects.filter(berlaku_pada(pada), pegawai=OuterRef("pk"), peran=PeranTim.KETUA)
            ),
        )
        .get()
    )
    hasil = {Peran(c.peran) for c in cakupan_of(pelaku)}
    if pelaku.jenis != JenisPegawai.PEJABAT_NEGARA:
        hasil.add(Peran.PEGAWAI)
    for punya, peran in zip(relasi, (Peran.PENILAI, Peran.ATASAN_PENILAI, Peran.KETUA_TIM), strict=True):
        if punya:
            hasil.add(peran)
    return frozenset(hasil)


def unit_terkelola(
    pelaku: Pegawai, peran: Iterable[Peran] = (Peran.ADMIN_KEPEGAWAIAN,)
) -> QuerySet[UnitKerja]:
    """Units within the reach of the granted roles: all of the agency, or the granted subtrees."""
    dicari = frozenset(peran)
    jalur = [c.jalur for c in cakupan_of(pelaku) if c.peran in dicari]
    semua = UnitKerja.objects.filter(instansi_id=pelaku.instansi_id)
    if None in jalur:
        return semua
    syarat = Q(pk__in=())
    for satu in jalur:
        syarat |= Q(jalur__startswith=satu)
    return semua.filter(syarat)


def admin_untuk(instansi_id: int, unit: UnitKerja | None) -> list[Pegawai]:
    """Who can mend data in this unit: its own admins first, then those of the whole agency."""
    mencakup = PeranDiberikan.objects.filter(instansi_id=instansi_id, peran=Peran.ADMIN_KEPEGAWAIAN).exclude(
        pegawai__kedudukan__in=KEDUDUKAN_BERHENTI
    )
    syarat = Q(unit__isnull=True)
    if unit is not None:
        syarat |= Q(unit__in=unit.leluhur_id)
    baris = mencakup.filter(syarat).select_related("pegawai", "unit")
    urut = sorted(baris, key=lambda p: (-(p.unit.kedalaman if p.unit else -1), p.pegawai.nama))
    return list(dict.fromkeys(p.pegawai for p in urut))


@dataclass(frozen=True)
class Rantai:
    """Where a person stands on a day and who answers for him; gaps are None."""

    penempatan: Penempatan | None
    kepala_unit: Pegawai | None
    penilai: HubunganPenilai | None
    penempatan_penilai: Penempatan | None
    atasan: HubunganPenilai | None
    penempatan_atasan: Penempatan | None
    lain: list[Penempatan] = field(default_factory=list)
    """Acting and additional placements that day."""


def rantai_of(pegawai: Pegawai, pada: date | None = None) -> Rantai:
    """Gather the placement and chain of a person on a day for one page (at most four queries)."""
    hari = pada or timezone.localdate()
    penempatan = Penempatan.objects.select_related("jabatan", "unit").filter(pegawai=pegawai).pada(hari)
    hubungan = _hubungan(pegawai, hari).filter(berlaku_pada(hari))
    return _susun_rantai(pegawai, hari, list(penempatan.order_by("mulai")), list(hubungan))


@dataclass(frozen=True)
class Berkas:
    """A person's placements and penilai of all times, newest first, and the chain of today."""

    penempatan: list[Penempatan]
    hubungan: list[HubunganPenilai]
    rantai: Rantai


def berkas_of(pegawai: Pegawai) -> Berkas:
    """Gather the file of a person for one page (four queries)."""
    hari = timezone.localdate()
    penempatan = list(Penempatan.objects.select_related("jabatan", "unit").filter(pegawai=pegawai))
    hubungan = list(_hubungan(pegawai, hari))
    return Berkas(
        penempatan,
        [h for h in hubungan if h.pegawai_id == pegawai.pk],
        _susun_rantai(
            pegawai,
            hari,
            [p for p in reversed(penempatan) if _berlaku(p, hari)],
            [h for h in hubungan if _berlaku(h, hari)],
        ),
    )


def _berlaku(baris: Penempatan | HubunganPenilai, hari: date) -> bool:
    return baris.mulai <= hari and (baris.selesai is None or baris.selesai >= hari)


def _hubungan(pegawai: Pegawai, hari: date) -> QuerySet[HubunganPenilai]:
    """The person's relations, and those of his penilai that day to theirs; one query for two rungs."""
    penilai = HubunganPenilai.objects.filter(pegawai=pegawai).pada(hari).values("penilai")
    setingkat_di_atas = Q(pegawai__in=penilai, penempatan__jenis=JenisPenugasan.DEFINITIF) & berlaku_pada(
        hari
    )
    return (
        HubunganPenilai.objects.filter(Q(pegawai=pegawai) | setingkat_di_atas)
        .select_related("penilai", "penempatan")
        .order_by("-mulai", "-id")
    )


def _susun_rantai(
    pegawai: Pegawai, hari: date, penempatan: list[Penempatan], hubungan: list[HubunganPenilai]
) -> Rantai:
    """Put the chain of a day together from that day's placements and relations."""
    definitif = next((p for p in penempatan if p.jenis == JenisPenugasan.DEFINITIF), None)
    lain = [p for p in penempatan if p.jenis != JenisPenugasan.DEFINITIF]
    if definitif is None:
        return Rantai(None, None, None, None, None, None, lain)
    penilai = next((h for h in hubungan if h.penempatan_id == definitif.pk), None)
    atasan = next((h for h in hubungan if penilai and h.pegawai_id == penilai.penilai_id), None)
    tempat = {
        p.pegawai_id: p
        for p in Penempatan.objects.select_related("jabatan", "unit")
        .filter(pegawai__in=[h.penilai_id for h in (penilai, atasan) if h])
        .definitif()
        .pada(hari)
    }
    return Rantai(
        penempatan=definitif,
        kepala_unit=kepala_of(definitif.unit, hari),
        penilai=penilai,
        penempatan_penilai=tempat.get(penilai.penilai_id) if penilai else None,
        atasan=atasan,
        penempatan_atasan=tempat.get(atasan.penilai_id) if atasan else None,
        lain=lain,
    )


def kekurangan(pegawai: Pegawai, rantai: Rantai) -> list[str]:
    """What is missing in a person's placement and chain, and what it keeps from happening."""
    if pegawai.jenis == JenisPegawai.PEJABAT_NEGARA:
        return []
    if rantai.penempatan is None:
        return ["Anda belum ditempatkan di unit mana pun. SKP belum dapat dibuat."]
    hasil = []
    if rantai.penilai is None:
        hasil.append("Pejabat penilai Anda belum ada. SKP belum dapat diajukan.")
    if rantai.kepala_unit is None:
        hasil.append(f"{rantai.penempatan.unit.nama} belum memiliki pimpinan.")
    if rantai.penilai and rantai.penilai.penilai.jenis != JenisPegawai.PEJABAT_NEGARA:
        if rantai.penempatan_penilai is None:
            hasil.append(f"{rantai.penilai.penilai.nama_lengkap} belum ditempatkan di unit mana pun.")
        if rantai.atasan is None:
            hasil.append("Atasan pejabat penilai Anda belum ada. Keberatan belum dapat diputus.")
    if pegawai.jenis == JenisPegawai.PNS and not pegawai.golongan:
        hasil.append("Pangkat dan golongan Anda belum tercatat. Dokumen akan memuat tanda “-”.")
    return hasil
