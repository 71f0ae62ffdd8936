"""Reminders: those that stand for a person, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, Subquery
from django.db.models.functions import JSONObject

from pegawai.models import Pegawai
from skp.models import Pengingat
from skp.models.siklus import PengingatQuerySet
from skp.rules import HARI_PENGINGAT, PerihalPengingat


def pengingat_berlaku(pegawai: Pegawai, pada: date) -> PengingatQuerySet:
    """The reminders of the last weeks that nobody took back; shown while their matter is not done."""
    return Pengingat.objects.berlaku().filter(
        pegawai=pegawai, hari__gte=pada - timedelta(days=HARI_PENGINGAT), hari__lte=pada
    )


@dataclass(frozen=True)
class Ingatan:
    """The latest reminder: of what, when, by whom."""

    perihal: PerihalPengingat
    hari: date
    oleh: str


def kolom_pengingat(pegawai: Pegawai, pada: date) -> Subquery:
    """The latest reminder as a column for a read that a page makes anyway."""
    isi = JSONObject(perihal="perihal", hari="hari", oleh="dikirim_oleh__nama")
    return Subquery(pengingat_berlaku(pegawai, pada).order_by("-hari", "-id").values(isi=isi)[:1])


def ingatan_dari(isi: Mapping[str, Any] | None) -> Ingatan | None:
    """Read that column."""
    if not isi:
        return None
    return Ingatan(PerihalPengingat(isi["perihal"]), date.fromisoformat(isi["hari"]), isi["oleh"])


@dataclass(frozen=True)
class Kiriman:
    """One press of the button: who, when, how many, how many by e-mail, how many taken back."""

    uuid: UUID
    oleh: str
    pada: datetime
    jumlah: int
    dicabut: int


def kiriman_terakhir(pelaku: Pegawai, batas: int = 5) -> Sequence[Kiriman]:
    """The latest sendings of the agency that this person may see. One query."""
    baris = (
        Pengingat.objects.visible_to(pelaku)
        .filter(instansi=pelaku.instansi_id)
        .order_by()
        .values("kiriman", "dikirim_oleh__nama")
        .annotate(
            pada=Max("dibuat_pada"),
            jumlah=Count("pk"),
            dicabut=Count("pk", filter=Q(dicabut_pada__isnull=False)),
        )
        .order_by("-pada")[:batas]
    )
    return [
        Kiriman(b["kiriman"], b["dikirim_oleh__nama"], b["pada"], b["jumlah"], b["dicabut"]) for b in baris
    ]


def ada_kiriman(pelaku: Pegawai, kiriman: UUID) -> bool:
    """Whether this person may know of a sending."""
    return Pengingat.objects.visible_to(pelaku).filter(kiriman=kiriman).exclude(pegawai=pelaku).exists()
