"""What was said and seen about one person, read lean: a full year of it stands on the page that judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from evaluasi.rules import Ekspektasi
from kinerja.models import CatatanPerilaku, UmpanBalik
from kinerja.rules import PEMIMPIN, PenilaianUmpanBalik, PeranPemberi
from kinerja.selectors import daftar_bukti
from pegawai.prepared import prepared
from skp.models import Skp

TERBARU = 3
"""So many of each kind stand in full under one result or behaviour; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Ucapan:
    """One piece of feedback as the page and the snapshot need it."""

    rhk_id: int | None
    nilai: str
    tanggal: date
    peran_pemberi: str
    penilaian: str
    isi: str
    balasan: str
    gelar_depan: str
    nama: str
    gelar_belakang: str

    @property
    def pemberi(self) -> str:
        """The giver with titles, as `Pegawai.nama_lengkap` has it."""
        depan = f"{self.gelar_depan} {self.nama}".strip()
        return f"{depan}, {self.gelar_belakang}" if self.gelar_belakang else depan

    @property
    def peran(self) -> str:
        return PeranPemberi(self.peran_pemberi).label

    @property
    def label(self) -> str:
        """The ready answer; empty where only words were given."""
        return PenilaianUmpanBalik(self.penilaian).label if self.penilaian else ""

    @property
    def dihitung(self) -> bool:
        """Only leaders speak of what was expected; what colleagues say is read, not counted."""
        return bool(self.penilaian) and self.peran_pemberi in PEMIMPIN


def ucapan_of(skp: Skp, sampai: date) -> list[Ucapan]:
    """All feedback under an SKP up to a day that stands, the oldest first (one query)."""
    return ucapan_of_banyak([skp.pk], sampai)[skp.pk]


def ucapan_of_banyak(skp: Sequence[int], sampai: date) -> dict[int, list[Ucapan]]:
    """The same of many SKP, still in one query."""
    hasil: dict[int, list[Ucapan]] = {pk: [] for pk in skp}
    baris: list[Any]
    for pk, *baris in _ucapan(sampai, *skp):
        hasil[pk].append(Ucapan(*baris))
    return hasil


@prepared
def _ucapan(sampai: date, *skp: int) -> QuerySet[Any, Any]:
    return (
        UmpanBalik.objects.aktif()
        .filter(skp__in=skp, tanggal__lte=sampai)
        .order_by("tanggal", "id")
        .values_list(
            "skp_id",
            "rhk_id",
            "nilai",
            "tanggal",
            "peran_pemberi",
            "penilaian",
            "isi",
            "balasan",
            "pemberi__gelar_depan",
            "pemberi__nama",
            "pemberi__gelar_belakang",
        )
    )


def hitung_label(ucapan: Iterable[Ucapan]) -> Counter[Ekspektasi]:
    """How often leaders gave each ready answer."""
    return Counter(Ekspektasi(u.penilaian) for u in ucapan if u.dihitung)


def ringkas_label(ucapan: Sequence[Ucapan]) -> str:
    """ "12 umpan balik: 8 sesuai ekspektasi, 3 di atas ekspektasi" ; empty for nothing."""
    if not ucapan:
        return ""
    hitung = Counter(u.label for u in ucapan if u.label)
    rincian = ", ".join(f"{n} {label.lower()}" for label, n in hitung.most_common())
    return f"{len(ucapan)} umpan balik" + (f": {rincian}" if rincian else "")


@dataclass(frozen=True)
class Terlihat:
    """Behaviours that were noted under one value: the latest in full, how many there are, how many before."""

    terbaru: Sequence[Any] = ()
    jumlah: int = 0
    sebelumnya: int = 0


TANPA_CATATAN = Terlihat()


def perilaku_terlihat(skp: Skp, mulai: date, selesai: date, batas: int = TERBARU) -> dict[str, Terlihat]:
    """Per value the latest entries of a span, the count of all, and of those before it (one query)."""
    hasil: dict[str, list[Any]] = {}
    for c in _terlihat(skp.pk, mulai, selesai, (batas,)):
        hasil.setdefault(c.nilai, []).append(c)
    return {
        nilai: Terlihat(
            [c for c in daftar if c.tanggal >= mulai], daftar[0].dalam, daftar[0].banyak - daftar[0].dalam
        )
        for nilai, daftar in hasil.items()
    }


@prepared
def _terlihat(skp: int, mulai: date, selesai: date, batas: tuple[int]) -> QuerySet[Any]:
    per_nilai: dict[str, Any] = {"partition_by": F("nilai")}
    return (
        CatatanPerilaku.objects.aktif()
        .filter(skp=skp, tanggal__lte=selesai)
        .select_related("oleh", "tautan_ulasan")
        .annotate(
            daftar_bukti=daftar_bukti("perilaku"),
            ke=Window(RowNumber(), order_by=(F("tanggal").desc(), F("id").desc()), **per_nilai),
            dalam=Window(Count("pk", filter=Q(tanggal__gte=mulai)), **per_nilai),
            banyak=Window(Count("pk"), **per_nilai),
        )
        .filter(ke__lte=batas[0])
        .order_by("-tanggal", "-id")
    )
