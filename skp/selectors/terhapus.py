"""What was deleted from an SKP lately, read from the history that the database keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, Model, OuterRef, QuerySet, Value
from django.utils import timezone

from skp.models import IndikatorKinerja, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import JenisTerhapus

MODEL_TERHAPUS: Mapping[JenisTerhapus, type[Model]] = {
    JenisTerhapus.RHK: RencanaHasilKerja,
    JenisTerhapus.INDIKATOR: IndikatorKinerja,
    JenisTerhapus.AKSI: RencanaAksi,
}
UMUR_TERHAPUS = timedelta(days=30)
JUMLAH_TERHAPUS = 5


@dataclass(frozen=True)
class Terhapus:
    """One thing that can be taken back."""

    jenis: JenisTerhapus
    kejadian: int
    teks: str
    pada: datetime


def kejadian_hapus(model: type[Model]) -> QuerySet[Any]:
    """The deletions of rows of one model, from its history."""
    riwayat: Any = model
    tabel = riwayat.pgh_event_models["delete"]
    return tabel._default_manager.filter(pgh_label="delete").order_by("-pgh_id")


def kejadian_putus(asal: Any) -> list[int]:
    """Keys of the RHK whose link to this RHK or indicator was cut by the act that deleted it."""
    riwayat: Any = RencanaHasilKerja
    tabel = riwayat.pgh_event_models["update"]
    return list(
        tabel._default_manager.filter(
            pgh_label="update", pgh_context=asal.pgh_context_id, indikator_pimpinan__isnull=True
        ).values_list("id", flat=True)
    )


def kejadian_terhapus(skp: Skp, jenis: JenisTerhapus) -> QuerySet[Any]:
    """Deletions in one SKP that can be taken back: lately, not taken back yet, and what they hung on is there."""
    model = MODEL_TERHAPUS[jenis]
    semua = kejadian_hapus(model).filter(pgh_created_at__gte=timezone.now() - UMUR_TERHAPUS)
    if jenis == JenisTerhapus.RHK:
        semua = semua.filter(skp=skp.pk)
    else:
        semua = semua.filter(rhk__in=RencanaHasilKerja.objects.filter(skp=skp).values("pk"))
    return semua.exclude(Exists(model._default_manager.filter(pk=OuterRef("id"))))


def terhapus_of(skp: Skp, *jenis: JenisTerhapus) -> list[Terhapus]:
    """The latest deletions of these kinds, the newest first, in one query."""
    bagian = [
        kejadian_terhapus(skp, j)
        .annotate(j=Value(j.value, CharField()))
        .values_list("j", "pgh_id", "teks", "pgh_created_at")[:JUMLAH_TERHAPUS]
        for j in jenis
    ]
    hasil = [
        Terhapus(JenisTerhapus(j), kejadian, teks, pada)
        for j, kejadian, teks, pada in bagian[0].union(*bagian[1:], all=True)
    ]
    return sorted(hasil, key=lambda t: t.pada, reverse=True)[:JUMLAH_TERHAPUS]
