"""What may be begun, and what waits for a penilai."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from pegawai.models import HubunganPenilai, Pegawai, Penempatan
from pegawai.prepared import prepared
from pegawai.rules import YA, JenisPenugasan, Verdict, tidak
from pegawai.selectors import bawahan_of
from skp import permissions, rules
from skp.models import Periode, Skp
from skp.rules import KeadaanJendela
from skp.selectors.dokumen import Pihak, pihak_penilai
from skp.selectors.jeda import HariTerpakai, hari_terpakai
from skp.selectors.jendela import jalan_keluar, jendela_susun, perpanjangan_berlaku

SUDAH_ADA = "SKP untuk setiap jabatan Anda sudah ada."


def penilai_calon(calon: CalonSkp, pada: date) -> Pihak | None:
    """Who will rate an SKP that is about to be begun."""
    p = calon.penempatan
    hari = rules.hari_penilai(mulai=calon.mulai, selesai=calon.selesai, akhir_penempatan=p.selesai, pada=pada)
    return pihak_penilai(p.pk, hari)


@dataclass(frozen=True)
class CalonSkp:
    """A placement and a year for which an SKP can be begun, and the days that are free for it."""

    penempatan: Penempatan
    periode: Periode
    mulai: date
    selesai: date
    jendela: KeadaanJendela

    @property
    def nilai(self) -> str:
        return f"{self.penempatan.uuid}.{self.periode.uuid}"

    @property
    def label(self) -> str:
        teks = f"{self.periode.tahun} · {self.penempatan.jabatan_tampil}, {self.penempatan.unit.nama}"
        if (self.mulai, self.selesai) == (self.periode.mulai, self.periode.selesai):
            return teks
        return f"{teks}, {rules.tanggal_panjang(self.mulai)} sampai {rules.tanggal_panjang(self.selesai)}"


def calon_skp(pelaku: Pegawai, pada: date) -> tuple[list[CalonSkp], Verdict]:
    """What `pelaku` can begin now; when nothing, the reason in words and who can mend it."""
    wajib = permissions.wajib_skp(pelaku)
    if not wajib:
        return [], wajib
    tahun = list(
        Periode.objects.tahunan().filter(instansi=pelaku.instansi_id, selesai__gte=pada).order_by("tahun")
    )
    if not tahun:
        return [], tidak(f"Tahun {pada.year} belum dibuka. Admin kepegawaian instansi Anda yang membukanya.")
    tempat = list(
        Penempatan.objects.select_related("jabatan", "unit")
        .filter(pegawai=pelaku, mulai__lte=pada)
        .bertemu(tahun[0].mulai, tahun[-1].selesai)
        .order_by("jenis", "-mulai")
    )
    if not any(p.selesai is None or p.selesai >= pada for p in tempat):
        return [], tidak("Penempatan Anda belum tercatat. Laporkan lewat halaman Penempatan saya.")
    terpakai = hari_terpakai(pelaku, tahun)
    perpanjangan = perpanjangan_berlaku(tahun)
    calon, tertutup = [], None
    for periode in tahun:
        for p in tempat:
            rentang = _rentang_calon(p, periode, terpakai, pada)
            if rentang is None:
                continue
            jendela = jendela_susun(
                p,
                periode,
                instansi=pelaku.instansi,
                mulai=rentang[0],
                pada=pada,
                perpanjangan=perpanjangan,
            )
            if jendela.terbuka:
                calon.append(CalonSkp(p, periode, *rentang, jendela))
            else:
                tertutup = tertutup or (p, jendela)
    if calon:
        return calon, YA
    if tertutup:
        keluar = jalan_keluar(pelaku.instansi_id, tertutup[0].unit)
        return [], tidak(f"{rules.kalimat_jendela(tertutup[1], pada)} {keluar}")
    return [], tidak(SUDAH_ADA)


def _rentang_calon(
    p: Penempatan, periode: Periode, terpakai: Sequence[HariTerpakai], pada: date
) -> tuple[date, date] | None:
    """The free days of this placement in this year for one SKP, those of today before others."""
    awal, akhir = max(periode.mulai, p.mulai), min(periode.selesai, p.selesai or periode.selesai)
    definitif = p.jenis == JenisPenugasan.DEFINITIF
    milik = [(t.mulai, t.selesai) for t in terpakai if t.menghalangi(p.pk, definitif=definitif)]
    return rules.rentang_terdekat(rules.rentang_bebas(awal, akhir, milik), pada) if awal <= akhir else None


def antrean_skp(penilai: Pegawai) -> QuerySet[Skp]:
    """What waits for this penilai, the oldest first."""
    return (
        Skp.objects.dinilai_oleh(penilai)
        .filter(status=rules.StatusSkp.DIAJUKAN)
        .order_by("diajukan_pada", "id")
    )


@prepared
def _pertama_menunggu(penilai: Pegawai) -> QuerySet[Skp, UUID]:
    return antrean_skp(penilai).values_list("uuid", flat=True)[:1]


def pertama_menunggu(penilai: Pegawai) -> UUID | None:
    """The SKP that has waited longest for this penilai."""
    return next(iter(_pertama_menunggu(penilai)), None)


def tim_skp(penilai: Pegawai, *, status: str = "", cari: str = "") -> QuerySet[Skp]:
    """The SKP of everyone whom this person rates: what waits first, then by name."""
    hasil = (
        Skp.objects.dinilai_oleh(penilai)
        .filter(Q(revisi_dari__isnull=True) | Q(status=rules.StatusSkp.DIAJUKAN))
        .exclude(status__in=rules.STATUS_MATI)
        .select_related("pegawai", "periode", "penempatan__jabatan", "penempatan__unit")
        .annotate(menunggu=Case(When(status=rules.StatusSkp.DIAJUKAN, then=0), default=1))
        .order_by("menunggu", "-periode__tahun", "pegawai__nama", "id")
    )
    if status:
        hasil = hasil.filter(status=status)
    if cari.strip():
        hasil = hasil.filter(
            Q(pegawai__nama__icontains=cari.strip()) | Q(pegawai__nip__startswith=cari.strip())
        )
    return hasil


def belum_menyusun(penilai: Pegawai, pada: date) -> list[HubunganPenilai]:
    """Members who owe an SKP on that day and have not begun one."""
    return [h for h in _tanpa_skp(penilai, pada) if permissions.wajib_skp(h.pegawai)]


@prepared
def _tanpa_skp(penilai: Pegawai, pada: date) -> QuerySet[HubunganPenilai]:
    ada = (
        Skp.objects.berlaku()
        .filter(penempatan=OuterRef("penempatan"), mulai__lte=pada, selesai__gte=pada)
        .values("pk")
    )
    tahun = Periode.objects.tahunan().pada(pada).filter(instansi=OuterRef("instansi"))
    return (
        bawahan_of(penilai, pada)
        .filter(~Exists(ada), Exists(tahun))
        .select_related("pegawai__instansi", "penempatan__jabatan", "penempatan__unit")
    )


def hitung_tim(penilai: Pegawai) -> Mapping[str, int]:
    """How many SKP of this penilai's people are in each state."""
    return dict(_banyak_per_status(penilai))


@prepared
def _banyak_per_status(penilai: Pegawai) -> QuerySet[Any, Any]:
    return (
        Skp.objects.dinilai_oleh(penilai)
        .filter(Q(revisi_dari__isnull=True) | Q(status=rules.StatusSkp.DIAJUKAN))
        .exclude(status__in=rules.STATUS_MATI)
        .order_by()
        .values_list("status")
        .annotate(n=Count("pk"))
    )


@dataclass(frozen=True)
class Antrean:
    """Where one SKP stands in the queue of its penilai."""

    nomor: int
    jumlah: int
    sebelum: UUID | None
    sesudah: UUID | None


def letak_antrean(penilai: Pegawai, skp: Skp) -> Antrean:
    """The neighbours of an SKP in the queue; one that waits no longer stands before the first."""
    urutan = list(antrean_skp(penilai).values_list("uuid", flat=True))
    if skp.uuid not in urutan:
        return Antrean(0, len(urutan), None, urutan[0] if urutan else None)
    i = urutan.index(skp.uuid)
    sesudah = urutan[i + 1] if i + 1 < len(urutan) else urutan[0] if i else None
    return Antrean(i + 1, len(urutan), urutan[i - 1] if i else None, sesudah)
