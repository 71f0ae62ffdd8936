"""The SKP and Perjanjian Kinerja of a unit or of the people one rates, for a bulk job; and what can be chosen for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluasi.models import Evaluasi
from evaluasi.permissions import STATUS_TERCETAK
from evaluasi.rules import KeadaanCetak
from evaluasi.selectors.naskah import Sumber, skp_cetak
from evaluasi.selectors.naskah_perjanjian import PK_TERCETAK, perjanjian_cetak
from pegawai.models import Pegawai, UnitKerja
from skp.models import Periode, PerjanjianKinerja, RencanaHasilKerja, SelMatriks, Skp


def skp_massal(
    pelaku: Pegawai, *, unit: UnitKerja | None, tahun: int, keadaan: KeadaanCetak
) -> QuerySet[Skp]:
    """SKP in force of a year that `pelaku` may see, unit by unit down the tree, its head first."""
    milik = Skp.objects.dinilai_oleh(pelaku) if unit is None else Skp.objects.visible_to(pelaku)
    semua = skp_cetak().filter(pk__in=milik.berlaku().filter(periode__tahun=tahun).values("pk"))
    if unit is not None:
        semua = semua.filter(penempatan__unit__jalur__startswith=unit.jalur)
    if keadaan == KeadaanCetak.TETAP:
        semua = semua.filter(status__in=STATUS_TERCETAK)
    elif keadaan == KeadaanCetak.BELUM:
        semua = semua.exclude(status__in=STATUS_TERCETAK)
    return semua.order_by("penempatan__unit__jalur", "-penempatan__is_kepala", "pegawai__nama", "pk")


def perjanjian_massal(
    pelaku: Pegawai, *, unit: UnitKerja | None, tahun: int, keadaan: KeadaanCetak
) -> QuerySet[PerjanjianKinerja]:
    """Perjanjian Kinerja in force of a year that `pelaku` may see; without a unit those he is second party to."""
    milik = PerjanjianKinerja.objects.berlaku().filter(tahun=tahun)
    semua = perjanjian_cetak().filter(
        pk__in=(milik.untuk_disepakati(pelaku) if unit is None else milik.visible_to(pelaku)).values("pk")
    )
    if unit is not None:
        semua = semua.filter(unit__jalur__startswith=unit.jalur)
    if keadaan == KeadaanCetak.TETAP:
        semua = semua.filter(status__in=PK_TERCETAK)
    elif keadaan == KeadaanCetak.BELUM:
        semua = semua.exclude(status__in=PK_TERCETAK)
    return semua.order_by("unit__jalur", "pegawai__nama", "versi", "pk")


def evaluasi_terbit(
    pelaku: Pegawai, *, unit: UnitKerja, periode: Periode, is_setahun: bool = False
) -> QuerySet[Evaluasi]:
    """Final evaluations of a unit with everything below it that `pelaku` may see, of a period or of its whole year."""
    kapan = Q(periode__tahun=periode.tahun) if is_setahun else Q(periode=periode)
    return (
        Evaluasi.objects.visible_to(pelaku)
        .final()
        .filter(kapan, instansi=unit.instansi_id, penempatan__unit__jalur__startswith=unit.jalur)
    )


def bermatriks(sumber: Sequence[Sumber]) -> set[int]:
    """Keys of the SKP to which somebody contributes: of the others no matrix is printed."""
    skp = [s.pk for s in sumber if isinstance(s, Skp)]
    sel = SelMatriks.objects.filter(rhk__skp=OuterRef("pk"))
    dukungan = RencanaHasilKerja.objects.filter(rhk_pimpinan__skp=OuterRef("pk"))
    return set(Skp.objects.filter(Exists(sel) | Exists(dukungan), pk__in=skp).values_list("pk", flat=True))


def tahun_dibuka(pelaku: Pegawai) -> list[int]:
    """The years of the agency, the newest first."""
    semua = Periode.objects.tahunan().filter(instansi=pelaku.instansi_id)
    return list(semua.order_by("-tahun").values_list("tahun", flat=True))


def unit_massal(puncak: Sequence[UnitKerja], terpilih: str) -> list[UnitKerja]:
    """Units offered for a bulk job: the tops of what one watches, the level below, and the one that was chosen."""
    syarat = Q(pk__in=[u.pk for u in puncak]) | Q(induk__in=[u.pk for u in puncak])
    if terpilih:
        syarat |= Q(uuid=terpilih)
    units = UnitKerja.objects.filter(syarat).order_by("jalur")
    return [u for u in units if any(u.jalur.startswith(p.jalur) for p in puncak)]
