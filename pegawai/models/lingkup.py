"""The two sub-questions every `visible_to` is made of: whose team do I lead, what was I granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.fields import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from pegawai.models.orang import Pegawai, PeranDiberikan
from pegawai.models.organisasi import UnitKerja
from pegawai.models.penempatan import AnggotaTim, HubunganPenilai, Penempatan, berlaku_pada
from pegawai.rules import Peran, PeranTim


@dataclass(frozen=True)
class Cakupan:
    """One granted role and how far it reaches: the whole agency (no path), or one unit and below."""

    peran: str
    unit: int | None
    jalur: str | None

    def mencakup(self, jalur: str) -> bool:
        return self.jalur is None or jalur.startswith(self.jalur)


def cakupan_of(pelaku: Pegawai) -> tuple[Cakupan, ...]:
    """The granted roles of a person. Who signed in brings them along from the query of his account."""
    if "cakupan" in pelaku.__dict__:
        return pelaku.cakupan
    diberikan = PeranDiberikan.objects.filter(pegawai=pelaku)
    return tuple(Cakupan(*baris) for baris in diberikan.values_list("peran", "unit_id", "unit__jalur"))


def anggota_yang_dipimpin(pelaku: Pegawai, *, pegawai: Any) -> QuerySet[AnggotaTim]:
    """Memberships of `pegawai` (a key or an OuterRef) in teams that `pelaku` leads today."""
    hari_ini = timezone.localdate()
    tim = AnggotaTim.objects.filter(berlaku_pada(hari_ini), pegawai=pelaku, peran=PeranTim.KETUA).values(
        "tim"
    )
    return AnggotaTim.objects.filter(berlaku_pada(hari_ini), tim__in=tim, pegawai=pegawai)


def rekan_of(pelaku: Pegawai, pada: date | None = None) -> QuerySet[Pegawai]:
    """The colleagues of a person on a day: in the same unit, or in the same team.

    Whoever rates him, or is rated by him, stands in another relation and is none of them. The relation is mutual:
    `b in rekan_of(a)` is `a in rekan_of(b)`. A subquery: narrow it, or ask `.filter(pk=…).exists()`.
    """
    hari = pada or timezone.localdate()
    tempat = Penempatan.objects.pada(hari)
    tim = AnggotaTim.objects.filter(berlaku_pada(hari) & berlaku_pada(hari, "tim__"))
    hubungan = HubunganPenilai.objects.pada(hari)
    return (
        Pegawai.objects.filter(
            Q(pk__in=tempat.filter(unit__in=tempat.filter(pegawai=pelaku).values("unit")).values("pegawai"))
            | Q(pk__in=tim.filter(tim__in=tim.filter(pegawai=pelaku).values("tim")).values("pegawai")),
            instansi=pelaku.instansi_id,
        )
        .exclude(pk=pelaku.pk)
        .exclude(pk__in=hubungan.filter(pegawai=pelaku).values("penilai"))
        .exclude(pk__in=hubungan.filter(penilai=pelaku).values("pegawai"))
    )


def admin_atas(unit: UnitKerja) -> QuerySet[PeranDiberikan]:
    """The granted roles of admin that reach this unit: of the whole agency, or of a subtree it lies in."""
    return (
        PeranDiberikan.objects.filter(instansi=unit.instansi_id, peran=Peran.ADMIN_KEPEGAWAIAN)
        .annotate(jalur_tujuan=Value(unit.jalur, TextField()))
        .filter(Q(unit__isnull=True) | Q(jalur_tujuan__startswith=F("unit__jalur")))
    )


def peran_yang_mencakup(
    pelaku: Pegawai, *, instansi: Any, jalur: Combinable | str
) -> QuerySet[PeranDiberikan]:
    """Granted roles of `pelaku` that reach the unit with this path: the whole agency, or that subtree."""
    nilai = Value(jalur) if isinstance(jalur, str) else jalur
    return (
        PeranDiberikan.objects.filter(pegawai=pelaku, instansi=instansi)
        .annotate(jalur_tujuan=Cast(nilai, TextField()))
        .filter(Q(unit__isnull=True) | Q(jalur_tujuan__startswith=F("unit__jalur")))
    )
