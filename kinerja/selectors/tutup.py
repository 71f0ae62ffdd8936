"""What a period still lacks before it closes, for the person who closes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kinerja.models import CatatanPerilaku
from kinerja.selectors.capaian import CapaianIndikator, capaian_per_indikator, dengan_narasi
from pegawai.prepared import prepared
from skp.models import Periode, Skp
from skp.rules import NilaiPerilaku


@dataclass(frozen=True)
class SisaIndikator:
    """One indicator on the closing page."""

    capaian: CapaianIndikator

    @property
    def kurang(self) -> list[str]:
        """What is missing, in sentences; empty when it is done."""
        c = self.capaian
        if c.realisasi is None:
            return ["Realisasi belum diisi."]
        hasil = []
        if not c.bukti:
            hasil.append("Belum ada bukti dukung.")
        if not c.realisasi.sumber_data:
            hasil.append("Sumber data belum disebut.")
        if not c.jumlah_catatan:
            hasil.append("Belum ada catatan kerja di baliknya.")
        return hasil

    @property
    def is_lengkap(self) -> bool:
        return not self.kurang


@dataclass(frozen=True)
class SisaPeriode:
    indikator: tuple[SisaIndikator, ...]
    nilai_kosong: tuple[NilaiPerilaku, ...]
    """Values under which nothing was noted in the period: allowed, but worth a look."""

    @property
    def lengkap(self) -> int:
        return sum(s.is_lengkap for s in self.indikator)

    @property
    def banyak(self) -> int:
        return len(self.indikator)

    @property
    def usul(self) -> int:
        """How many can be taken from the log with one press."""
        return sum(1 for s in self.indikator if s.capaian.usul and not s.capaian.realisasi)


@prepared
def _nilai_tercatat(skp: int, mulai: date, selesai: date) -> QuerySet[CatatanPerilaku, str]:
    return (
        CatatanPerilaku.objects.aktif()
        .filter(skp=skp, tanggal__gte=mulai, tanggal__lte=selesai)
        .order_by("nilai")
        .values_list("nilai", flat=True)
        .distinct()
    )


def sisa_periode(skp: Skp, periode: Periode) -> SisaPeriode:
    """Five queries, six where a target is in words; the same for 3 and 30 indicators."""
    semua = dengan_narasi(skp, periode, [c for c in capaian_per_indikator(skp, periode) if not c.is_lama])
    ada = set(_nilai_tercatat(skp.pk, periode.mulai, periode.selesai))
    return SisaPeriode(
        tuple(SisaIndikator(c) for c in semua), tuple(n for n in NilaiPerilaku if n.value not in ada)
    )
