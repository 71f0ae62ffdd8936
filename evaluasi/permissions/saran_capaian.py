"""Who advises on the capaian of a unit, and who says which units do."""

from __future__ import annotations

from django.utils import timezone

from evaluasi.models import PerekomendasiCapaian
from evaluasi.rules import BidangRekomendasi
from pegawai.models import Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, Verdict, require, tidak


def may_set_perekomendasi(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Say which units advise: the admin of the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Unit perekomendasi diatur admin kepegawaian seluruh instansi.")


def _bidang(pelaku: Pegawai) -> list[PerekomendasiCapaian]:
    hari = timezone.localdate()
    dipimpin = Penempatan.objects.filter(berlaku_pada(hari), pegawai=pelaku, is_kepala=True).values("unit")
    return list(
        PerekomendasiCapaian.objects.filter(instansi=pelaku.instansi_id, unit__in=dipimpin)
        .select_related("unit")
        .order_by("bidang")
    )


def may_recommend_capaian(
    pelaku: Pegawai, unit: UnitKerja, *, bidang: list[PerekomendasiCapaian] | None = None
) -> Verdict:
    """Advise on a unit's capaian: who heads a unit that the agency asks, but never on his own unit or above it."""
    ditunjuk = _bidang(pelaku) if bidang is None else bidang
    if pelaku.instansi_id != unit.instansi_id or not ditunjuk:
        return tidak("Rekomendasi diberikan pimpinan unit yang ditunjuk admin kepegawaian.")
    if all(b.unit.jalur.startswith(unit.jalur) for b in ditunjuk):
        return tidak("Unit Anda berada di dalam unit ini. Rekomendasinya diberikan unit lain.")
    return YA


def bidang_saran(pelaku: Pegawai) -> list[PerekomendasiCapaian]:
    """For which fields a person speaks today, also as PLT or PLH."""
    return _bidang(pelaku)


def unit_perekomendasi(pelaku: Pegawai, unit: UnitKerja, bidang: BidangRekomendasi) -> UnitKerja:
    """The unit in whose name he speaks about that field; refused where there is none."""
    milik = [b for b in _bidang(pelaku) if b.bidang == bidang]
    require(may_recommend_capaian(pelaku, unit, bidang=milik))
    return next(b.unit for b in milik if not b.unit.jalur.startswith(unit.jalur))
