"""Who fixes the capaian of a unit."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from pegawai.models import Pegawai, Penempatan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.permissions import is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak


def penetap_capaian(unit: UnitKerja, pada: date | None = None) -> list[Pegawai]:
    """Name who fixes the capaian of a unit: the penilai of its head; without a head, the nearest head above."""
    hari = pada or timezone.localdate()
    penilai_kepala = list(
        Pegawai.objects.filter(
            berlaku_pada(hari, "hubungan_dinilai__"),
            berlaku_pada(hari, "hubungan_dinilai__penempatan__"),
            hubungan_dinilai__penempatan__unit=unit,
            hubungan_dinilai__penempatan__is_kepala=True,
        ).distinct()
    )
    if penilai_kepala or Penempatan.objects.filter(unit=unit, is_kepala=True).pada(hari).exists():
        return penilai_kepala
    atas = (
        Penempatan.objects.filter(unit__in=unit.leluhur_id[1:], is_kepala=True)
        .pada(hari)
        .select_related("pegawai", "unit")
    )
    terdekat = max(atas, key=lambda p: len(p.unit.jalur), default=None)
    return [terdekat.pegawai] if terdekat else []


def may_set_capaian(pelaku: Pegawai, unit: UnitKerja) -> Verdict:
    """Draft, fix or reopen a unit's capaian: the leader above it, or the admin on record (SE 3/2023)."""
    if pelaku.instansi_id != unit.instansi_id:
        return tidak("Unit ini berada di instansi lain.")
    penetap = penetap_capaian(unit)
    if pelaku in penetap or is_admin_kepegawaian(pelaku, unit):
        return YA
    if penetap:
        return tidak(f"Capaian unit ini ditetapkan {penetap[0].nama_lengkap} atau admin kepegawaian.")
    return tidak("Capaian unit ini ditetapkan admin kepegawaian karena pimpinan di atasnya belum ada.")
