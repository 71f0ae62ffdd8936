"""Reads about bimbingan and konseling: one's own, those one leads, what waits, counts per unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from kinerja.models import LangkahPembinaan, SesiPembinaan
from kinerja.permissions.pembinaan import pengaturan_bina
from kinerja.rules import (
    STATUS_PEMBINAAN_TERBUKA,
    JenisPembinaan,
    PeranPemberi,
    PihakPembinaan,
    StatusPembinaan,
)
from kinerja.rules.pembinaan import sembunyikan
from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import KEDUDUKAN_BERHENTI, PERAN_DIBERIKAN, PeranTim
from pegawai.selectors import unit_terkelola

KEADAAN_PEMBINAAN = {
    "": "Yang masih terbuka",
    "menunggu": "Menunggu saya",
    "langkah": "Dengan langkah terbuka",
    "terlambat": "Dengan langkah terlambat",
    "selesai": "Yang sudah ditutup",
    "semua": "Semua",
}
"""What a list can be narrowed to; the first one is what it shows by itself."""


def pembinaan_tampil() -> QuerySet[Any]:
    """Sessions with what a line or a page shows of them."""
    terbuka = LangkahPembinaan.objects.terbuka().filter(sesi=OuterRef("pk"))
    return (
        SesiPembinaan.objects.select_related("pegawai", "pembina", "unit", "instansi")
        .prefetch_related(Prefetch("langkah", queryset=LangkahPembinaan.objects.order_by("urutan", "id")))
        .annotate(
            ada_langkah_terbuka=Exists(terbuka),
            ada_langkah_terlambat=Exists(terbuka.filter(tenggat__lt=timezone.localdate())),
        )
    )


def menunggu(pelaku: Pegawai) -> Q:
    """What waits for this person: a request to be answered, a talk to be written down, a record to be confirmed."""
    pihak = Q(pegawai=pelaku) | Q(pembina=pelaku)
    return (
        Q(status=StatusPembinaan.DIMINTA, pembina=pelaku)
        | (Q(status=StatusPembinaan.DIRENCANAKAN, tanggal_rencana__lte=timezone.localdate()) & pihak)
        | (
            Q(status=StatusPembinaan.DILAKSANAKAN)
            & (Q(pegawai=pelaku, jawaban_pegawai="") | Q(pembina=pelaku, jawaban_pembina=""))
        )
    )


def pembinaan_menunggu(pelaku: Pegawai) -> QuerySet[Any]:
    return SesiPembinaan.objects.filter(menunggu(pelaku))


def langkah_terlambat(pelaku: Pegawai) -> QuerySet[LangkahPembinaan]:
    """Steps past their day that this person is to do."""
    pegawai, pembina = PihakPembinaan.PEGAWAI, PihakPembinaan.PEMBINA
    return LangkahPembinaan.objects.terlambat().filter(
        Q(sesi__pegawai=pelaku, pelaksana__in=[pegawai, PihakPembinaan.BERDUA])
        | Q(sesi__pembina=pelaku, pelaksana__in=[pembina, PihakPembinaan.BERDUA])
    )


def _saring(pelaku: Pegawai, semua: QuerySet[Any], keadaan: str, jenis: str) -> QuerySet[Any]:
    if jenis in {j.value for j in JenisPembinaan}:
        semua = semua.filter(jenis=jenis)
    match keadaan:
        case "menunggu":
            semua = semua.filter(menunggu(pelaku))
        case "langkah":
            semua = semua.filter(ada_langkah_terbuka=True)
        case "terlambat":
            semua = semua.filter(ada_langkah_terlambat=True)
        case "selesai":
            semua = semua.exclude(status__in=STATUS_PEMBINAAN_TERBUKA)
        case "semua":
            pass
        case _:
            semua = semua.filter(status__in=STATUS_PEMBINAAN_TERBUKA)
    return semua.order_by("-dibuat_pada", "-id")


def pembinaan_saya(pelaku: Pegawai, *, keadaan: str = "", jenis: str = "") -> QuerySet[Any]:
    """The sessions about oneself."""
    return _saring(pelaku, pembinaan_tampil().filter(pegawai=pelaku), keadaan, jenis)


def pembinaan_tim(pelaku: Pegawai, *, keadaan: str = "", jenis: str = "", cari: str = "") -> QuerySet[Any]:
    """The sessions one leads, and the bimbingan of one's line."""
    terlihat = SesiPembinaan.objects.visible_to(pelaku)
    semua = pembinaan_tampil().filter(pk__in=terlihat.values("pk")).exclude(pegawai=pelaku)
    for kata in cari.split():
        semua = semua.filter(pegawai__nama__icontains=kata)
    return _saring(pelaku, semua, keadaan, jenis)


def dapat_diakhiri(pelaku: Pegawai) -> QuerySet[Any]:
    """Sessions without their pembina that this person may end: who and what kind, none of the words."""
    return (
        SesiPembinaan.objects.dapat_diakhiri(pelaku)
        .select_related("pegawai", "pembina", "instansi")
        .defer("tujuan", "situasi", "pembahasan", "topik", "alasan_pegawai", "alasan_pembina")
        .order_by("dibuat_pada", "id")
    )


def pembinaan_evaluasi(pelaku: Pegawai, evaluasi: UUID) -> list[SesiPembinaan]:
    """The sessions that follow from one evaluation, as far as this person may read them."""
    return list(
        SesiPembinaan.objects.visible_to(pelaku)
        .filter(asal_evaluasi=evaluasi)
        .select_related("pegawai", "pembina")
        .order_by("-dibuat_pada", "-id")
    )


@dataclass(frozen=True)
class CalonPembina:
    """One of the leaders a person can ask."""

    pegawai: Pegawai
    peran: PeranPemberi


def calon_pembina(pelaku: Pegawai) -> list[CalonPembina]:
    """Whom a person can ask today: penilai, atasan penilai, and the ketua of his teams (at most four queries)."""
    hari = timezone.localdate()
    pada = HubunganPenilai.objects.pada(hari).exclude(penilai__kedudukan__in=KEDUDUKAN_BERHENTI)
    penilai = [h.penilai for h in pada.filter(pegawai=pelaku).select_related("penilai")]
    atasan = [h.penilai for h in pada.filter(pegawai__in=penilai).select_related("penilai")]
    ketua = []
    if pengaturan_bina(pelaku.instansi_id).ketua_tim_membina:
        tim = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=pelaku).values("tim")
        ketua = [
            a.pegawai
            for a in AnggotaTim.objects.filter(berlaku_pada(hari), tim__in=tim, peran=PeranTim.KETUA)
            .exclude(pegawai__kedudukan__in=KEDUDUKAN_BERHENTI)
            .select_related("pegawai")
        ]
    hasil: dict[int, CalonPembina] = {}
    for peran, orang in (
        (PeranPemberi.PENILAI, penilai),
        (PeranPemberi.ATASAN_PENILAI, atasan),
        (PeranPemberi.KETUA_TIM, ketua),
    ):
        for p in orang:
            if p.pk != pelaku.pk:
                hasil.setdefault(p.pk, CalonPembina(p, peran))
    return list(hasil.values())


def yang_dibina(pelaku: Pegawai) -> list[Pegawai]:
    """Whom a leader can plan a session with from his list: those he rates, then his teams' members (three queries)."""
    hari = timezone.localdate()
    dinilai = HubunganPenilai.objects.filter(penilai=pelaku).pada(hari).values("pegawai")
    syarat = Q(pk__in=dinilai)
    if pengaturan_bina(pelaku.instansi_id).ketua_tim_membina:
        tim = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=pelaku, peran=PeranTim.KETUA).values(
            "tim"
        )
        syarat |= Q(pk__in=AnggotaTim.objects.filter(berlaku_pada(hari), tim__in=tim).values("pegawai"))
    return list(Pegawai.objects.aktif().filter(syarat).exclude(pk=pelaku.pk).order_by("nama", "id"))


# Counts per unit


@dataclass(frozen=True)
class SelRekap:
    """One figure; None stands for a small count that is not shown."""

    sesi: int | None


@dataclass(frozen=True)
class BarisRekap:
    unit: UnitKerja
    is_langsung: bool
    """The people of the unit itself, without the units below."""
    bimbingan: SelRekap
    konseling: SelRekap
    terbuka: SelRekap


@dataclass(frozen=True)
class Rekap:
    baris: Sequence[BarisRekap]
    jumlah: BarisRekap | None
    minimum: int
    ada_tersembunyi: bool


@dataclass
class _Hitung:
    sesi: int
    orang: set[int]


KOLOM_REKAP = ("bimbingan", "konseling", "terbuka")


def tahun_rekap(pelaku: Pegawai) -> list[int]:
    """The years in which the agency had sessions, and this one."""
    tahun = SesiPembinaan.objects.filter(instansi=pelaku.instansi_id).dates("dibuat_pada", "year")
    return sorted({timezone.localdate().year, *(t.year for t in tahun)}, reverse=True)


def unit_rekap(pelaku: Pegawai) -> QuerySet[UnitKerja]:
    """The units whose counts this person may read."""
    return unit_terkelola(pelaku, PERAN_DIBERIKAN)


def rekap_pembinaan(pelaku: Pegawai, unit: UnitKerja, tahun: int) -> Rekap:
    """Counts of a unit: of its own people and of each unit right below with all that hangs on it (three queries)."""
    minimum = pengaturan_bina(unit.instansi_id).minimum_rekap
    anak = list(UnitKerja.objects.filter(induk=unit).order_by("nama", "id"))
    kelompok = [unit, *anak]
    isi = _hitung(unit, anak, tahun)
    sel: dict[int, dict[str, SelRekap]] = {u.pk: {} for u in kelompok}
    jumlah: dict[str, SelRekap] = {}
    tersembunyi = False
    for kolom in KOLOM_REKAP:
        angka = [isi[u.pk][kolom] for u in kelompok]
        tutup = sembunyikan([len(a.orang) for a in angka], minimum)
        tersembunyi |= any(tutup)
        for u, a, t in zip(kelompok, angka, tutup, strict=True):
            sel[u.pk][kolom] = SelRekap(None if t else a.sesi)
        semua = set().union(*(a.orang for a in angka))
        total = sum(a.sesi for a in angka)
        jumlah[kolom] = SelRekap(None if 0 < len(semua) < minimum else total)
    baris = [BarisRekap(u, u.pk == unit.pk, **sel[u.pk]) for u in kelompok]
    return Rekap(baris, BarisRekap(unit, False, **jumlah) if anak else None, minimum, tersembunyi)


def _hitung(unit: UnitKerja, anak: Iterable[UnitKerja], tahun: int) -> dict[int, dict[str, _Hitung]]:
    """Sessions and people by group; a session that was called off is none."""
    hasil: dict[int, dict[str, _Hitung]] = defaultdict(lambda: {k: _Hitung(0, set()) for k in KOLOM_REKAP})
    jalur = {u.jalur: u.pk for u in anak}
    sesi = (
        SesiPembinaan.objects.filter(
            instansi=unit.instansi_id,
            unit__jalur__startswith=unit.jalur,
            dibuat_pada__date__range=(date(tahun, 1, 1), date(tahun, 12, 31)),
        )
        .exclude(status=StatusPembinaan.DIBATALKAN)
        .values_list("unit__jalur", "jenis", "pegawai")
        .annotate(n=Count("pk"), buka=Count("pk", filter=Q(status__in=STATUS_PEMBINAAN_TERBUKA)))
        .order_by()
    )
    for letak, jenis, pegawai, n, buka in sesi:
        kelompok = next((pk for j, pk in jalur.items() if letak.startswith(j)), unit.pk)
        for kolom, banyak in ((jenis, n), ("terbuka", buka)):
            if banyak:
                hasil[kelompok][kolom].sesi += banyak
                hasil[kelompok][kolom].orang.add(pegawai)
    return hasil


# What one session's page says


def kalimat_pembinaan(sesi: Any, pelaku: Pegawai) -> str:
    """One sentence: whose turn it is."""
    pegawai, pembina = sesi.pegawai.nama_lengkap, sesi.pembina.nama_lengkap
    match StatusPembinaan(sesi.status):
        case StatusPembinaan.DIMINTA:
            return f"{pegawai} meminta sesi ini. Giliran {pembina} menetapkan tanggalnya."
        case StatusPembinaan.DIRENCANAKAN:
            return "Setelah bertemu, salah satu mencatat pembahasan dan langkahnya."
        case StatusPembinaan.DILAKSANAKAN:
            return _menunggu_siapa(sesi, pelaku)
        case StatusPembinaan.DISEPAKATI:
            return f"Keduanya mengonfirmasi. Tandai langkah; {pembina} menutup sesi dengan hasilnya."
        case StatusPembinaan.SELESAI:
            return f"{sesi.ditutup_oleh.nama_lengkap} menutup sesi: {sesi.get_hasil_display().lower()}."
        case _:
            return f"{sesi.ditutup_oleh.nama_lengkap} membatalkan sesi ini."


def _menunggu_siapa(sesi: Any, pelaku: Pegawai) -> str:
    menyanggah = [
        orang.nama_lengkap
        for orang, jawaban in ((sesi.pegawai, sesi.jawaban_pegawai), (sesi.pembina, sesi.jawaban_pembina))
        if jawaban == "keberatan"
    ]
    if menyanggah:
        return f"{' dan '.join(menyanggah)} menyatakan ada yang tidak sesuai. Perbaiki catatannya bersama."
    belum = [
        "Anda" if orang.pk == pelaku.pk else orang.nama_lengkap
        for orang, jawaban in ((sesi.pegawai, sesi.jawaban_pegawai), (sesi.pembina, sesi.jawaban_pembina))
        if not jawaban
    ]
    return f"Menunggu konfirmasi {' dan '.join(belum)}."
