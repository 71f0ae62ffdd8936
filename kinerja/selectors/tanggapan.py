"""Reads about answers to entries: on a time line, on a week of the team, and what still waits for a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum

from kinerja.models import CatatanHarian, PesanCatatan, TanggapanCatatan
from kinerja.models.catatan import MilikSkpQuerySet
from kinerja.rules import IsiPekan, JenisTanggapan, PeranPemberi
from kinerja.rules.tanggapan import BERAT
from kinerja.selectors.bukti import daftar_bukti
from kinerja.selectors.tim import Calon, jabatan_anggota, minggu_dari, skp_anggota
from pegawai.models import Pegawai
from skp.models import Skp


@dataclass
class TanggapanTampil:
    """What an entry shows of its answers."""

    tanggapan: list[TanggapanCatatan] = field(default_factory=list)
    pesan: list[PesanCatatan] = field(default_factory=list)

    @property
    def menunggu_jawaban(self) -> bool:
        """A question stands and the last word is not the owner's."""
        ditanya = any(t.jenis == JenisTanggapan.DITANYAKAN for t in self.tanggapan)
        return ditanya and bool(self.pesan) and self.pesan[-1].oleh_id != self.pesan[-1].catatan.pegawai_id

    def milik(self, pelaku: Pegawai) -> TanggapanCatatan | None:
        return next((t for t in self.tanggapan if t.oleh_id == pelaku.pk), None)


def tanggapan_of(catatan: Iterable[CatatanHarian]) -> dict[int, TanggapanTampil]:
    """The answers and threads of these entries, by entry (two queries)."""
    semua = {c.pk: c for c in catatan}
    hasil: dict[int, TanggapanTampil] = defaultdict(TanggapanTampil)
    if not semua:
        return hasil
    for t in TanggapanCatatan.objects.filter(catatan__in=semua).select_related("oleh").order_by("id"):
        t.catatan = semua[t.catatan_id]
        hasil[t.catatan_id].tanggapan.append(t)
    for p in PesanCatatan.objects.filter(catatan__in=semua).select_related("oleh").order_by("id"):
        p.catatan = semua[p.catatan_id]
        hasil[p.catatan_id].pesan.append(p)
    return hasil


def sematkan_tanggapan(catatan: Sequence[CatatanHarian]) -> None:
    """Hang on each entry what a template shows of its answers, as `ditanggapi` (two queries)."""
    semua = tanggapan_of(catatan)
    for c in catatan:
        c.ditanggapi = semua[c.pk] if c.pk in semua else TanggapanTampil()  # type: ignore[attr-defined]


# --- questions -----------------------------------------------------------------------------------
def _dengan_giliran(catatan: MilikSkpQuerySet[Any]) -> QuerySet[Any]:
    """Entries with an open question; `penulis_terakhir` wrote the last word."""
    terakhir = PesanCatatan.objects.filter(catatan=OuterRef("pk")).order_by("-id")
    tanya = TanggapanCatatan.objects.filter(catatan=OuterRef("pk"), jenis=JenisTanggapan.DITANYAKAN)
    return (
        catatan.aktif().filter(Exists(tanya)).annotate(penulis_terakhir=Subquery(terakhir.values("oleh")[:1]))
    )


def pertanyaan_untuk(pelaku: Pegawai) -> QuerySet[Any]:
    """Own entries that somebody asked about; what waits for an answer first, then the latest."""
    milik = CatatanHarian.objects.filter(
        pk__in=TanggapanCatatan.objects.filter(
            skp__in=Skp.objects.filter(pegawai=pelaku), jenis=JenisTanggapan.DITANYAKAN
        ).values("catatan"),
        pegawai=pelaku,
    )
    return (
        _dengan_giliran(milik)
        .select_related("rhk", "rencana_aksi", "skp")
        .annotate(menunggu=Q(penulis_terakhir__isnull=False) & ~Q(penulis_terakhir=F("pegawai")))
        .order_by("-menunggu", "-tanggal", "-id")
    )


def jumlah_pertanyaan(pelaku: Pegawai) -> int:
    """How many questions wait for this person's answer."""
    return pertanyaan_untuk(pelaku).filter(menunggu=True).count()


def pertanyaan_dari(pelaku: Pegawai) -> QuerySet[Any]:
    """Entries that this leader asked about and has not acknowledged since; what was answered first."""
    diberi = TanggapanCatatan.objects.filter(oleh=pelaku, jenis=JenisTanggapan.DITANYAKAN).values("catatan")
    return (
        _dengan_giliran(CatatanHarian.objects.filter(pk__in=diberi))
        .select_related("pegawai", "rhk", "rencana_aksi", "skp")
        .annotate(menunggu=Q(penulis_terakhir=F("pegawai")))
        .order_by("-menunggu", "-tanggal", "-id")
    )


# --- a week of the team --------------------------------------------------------------------------
@dataclass(frozen=True)
class SelPekan:
    """One person on one day."""

    tanggal: date
    jumlah: int = 0
    belum: int = 0
    """Entries that this leader has neither acknowledged in their present wording nor asked about."""


@dataclass(frozen=True)
class BarisPekan:
    """One person's week, as the leader sees it."""

    calon: Calon
    jabatan: str
    skp: Skp | None
    sel: Sequence[SelPekan]
    isi: IsiPekan
    ditanyakan: int = 0

    @property
    def jumlah(self) -> int:
        return self.isi.jumlah

    @property
    def belum(self) -> int:
        return sum(s.belum for s in self.sel)

    @property
    def pilihan(self) -> str:
        """What a tick sends: the SKP and the mark of what was on the page."""
        return f"{self.skp.uuid}:{self.isi}" if self.skp else ""


def pekan_tim(pelaku: Pegawai, calon: Sequence[Calon], hari: date) -> list[BarisPekan]:
    """The week of each member by day (three queries, for 3 members and for 300)."""
    mulai, selesai = minggu_dari(hari)
    skp = skp_anggota(calon, hari)
    isi = _isi_pekan(pelaku, list(skp.values()), mulai, selesai)
    jabatan = jabatan_anggota([c.pegawai.pk for c in calon if c.penempatan is None])
    hasil = []
    for c in calon:
        s = skp.get((c.pegawai.pk, c.penempatan.pk if c.penempatan else 0))
        per_hari = isi.get(s.pk, {}) if s else {}
        hasil.append(
            BarisPekan(
                calon=c,
                jabatan=c.penempatan.jabatan_tampil if c.penempatan else jabatan.get(c.pegawai.pk, "-"),
                skp=s,
                sel=[
                    SelPekan(h, *(per_hari[h][:2] if h in per_hari else (0, 0)))
                    for h in (mulai + timedelta(days=n) for n in range(7))
                ],
                isi=IsiPekan(sum(v[0] for v in per_hari.values()), sum(v[2] for v in per_hari.values())),
                ditanyakan=sum(v[3] for v in per_hari.values()),
            )
        )
    return hasil


def _isi_pekan(
    pelaku: Pegawai, skp: Sequence[Skp], mulai: date, selesai: date
) -> dict[int, dict[date, tuple[int, int, int, int]]]:
    """Per SKP and day: entries, those without my word, their weight, those I asked about.

    The owners are named beside the SKPs: the index is by person and day.
    """
    hasil: dict[int, dict[date, tuple[int, int, int, int]]] = defaultdict(dict)
    sudah = Q(saya__isnull=False) & (
        Q(saya__jenis=JenisTanggapan.DITANYAKAN) | Q(saya__nomor_sunting__gte=F("nomor_sunting"))
    )
    baris = (
        CatatanHarian.objects.aktif()
        .filter(
            pegawai__in=[s.pegawai_id for s in skp],
            skp__in=[s.pk for s in skp],
            tanggal__gte=mulai,
            tanggal__lte=selesai,
        )
        .annotate(saya=FilteredRelation("tanggapan", condition=Q(tanggapan__oleh=pelaku)))
        .order_by("skp", "tanggal")
        .values_list("skp", "tanggal")
        .annotate(
            n=Count("id"),
            belum=Count("id", filter=~sudah),
            berat=Sum(F("id") * BERAT + F("nomor_sunting")),
            tanya=Count("id", filter=Q(saya__jenis=JenisTanggapan.DITANYAKAN)),
        )
    )
    for kunci, hari, n, belum, berat, tanya in baris:
        hasil[kunci][hari] = (n, belum, berat, tanya)
    return hasil


def catatan_pekan(skp: Skp, mulai: date, selesai: date) -> list[CatatanHarian]:
    """The entries of one person's week with their evidence and answers (three queries)."""
    daftar: list[Any] = list(
        CatatanHarian.objects.aktif()
        .filter(skp=skp, pegawai=skp.pegawai_id, tanggal__gte=mulai, tanggal__lte=selesai)
        .select_related("rhk", "rencana_aksi")
        .annotate(daftar_bukti=daftar_bukti("catatan"))
        .order_by("tanggal", "id")
    )
    sematkan_tanggapan(daftar)
    return daftar


def peran_calon(calon: Sequence[Calon], skp: Skp) -> PeranPemberi | None:
    """In which role the leader of this page stands to the owner of an SKP on it."""
    return next((c.peran for c in calon if c.pegawai.pk == skp.pegawai_id), None)
