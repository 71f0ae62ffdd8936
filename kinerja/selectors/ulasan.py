"""Lists of what citizens wrote, the queue of the moderator, and what is tied to people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from kinerja.models import Layanan, TautanUlasan, UlasanLayanan
from kinerja.rules.ulasan import StatusModerasi
from pegawai.models import Pegawai
from pegawai.rules import Pilihan
from skp.models import Skp


class SaringBalasan(Pilihan):
    """What the list of comments can be narrowed to."""

    SEMUA = "", "Semua"
    BELUM = "belum", "Belum dibalas"
    SUDAH = "sudah", "Sudah dibalas"
    BATAL = "batal", "Dibatalkan"


def ulasan_tampil() -> QuerySet[UlasanLayanan]:
    """Reviews with what a line shows of them."""
    return UlasanLayanan.objects.select_related("layanan__unit")


def layanan_terbaca(pelaku: Pegawai) -> list[Layanan]:
    """The services whose reviews a person may read, by name (one query)."""
    return list(Layanan.objects.terbaca(pelaku).select_related("unit").order_by("nama", "id"))


def cari_ulasan(
    layanan: Sequence[int],
    *,
    jenis: str = "",
    nilai: int | None = None,
    balasan: str = "",
    kata: str = "",
    mulai: date | None = None,
    selesai: date | None = None,
    berkata: bool = False,
) -> QuerySet[UlasanLayanan]:
    """Reviews of these services, the latest first. What waits or was closed shows its marks but not its words."""
    semua = ulasan_tampil().filter(layanan__in=list(layanan)).order_by("-id")
    if balasan == SaringBalasan.BATAL:
        semua = semua.filter(dibatalkan_pada__isnull=False)
    else:
        semua = semua.sah()  # type: ignore[attr-defined]
    if balasan == SaringBalasan.BELUM:
        semua = semua.filter(balasan="", moderasi=StatusModerasi.TERBUKA).exclude(kata="")
    elif balasan == SaringBalasan.SUDAH:
        semua = semua.exclude(balasan="")
    if jenis:
        semua = semua.filter(jenis=jenis)
    if nilai:
        semua = semua.filter(nilai=nilai)
    if berkata:
        semua = semua.exclude(kata="")
    if mulai:  # the month is in an index, the moment is exact
        semua = semua.filter(bulan__gte=mulai.replace(day=1), dibuat_pada__gte=awal_hari(mulai))
    if selesai:
        batas = awal_hari(selesai + timedelta(days=1))
        semua = semua.filter(bulan__lte=selesai.replace(day=1), dibuat_pada__lt=batas)
    if kata:
        vektor = SearchVector("kata", "petugas", config="indonesian")
        tanya = SearchQuery(kata, config="indonesian", search_type="websearch")
        semua = semua.annotate(vektor=vektor).filter(vektor=tanya, moderasi=StatusModerasi.TERBUKA)
    return semua


def awal_hari(hari: date) -> datetime:
    """Midnight of a day in the zone of whoever asks."""
    return timezone.make_aware(datetime.combine(hari, time.min))


def antrean_moderasi(layanan: Sequence[int]) -> QuerySet[UlasanLayanan]:
    """Words that wait for a moderator, the longest waiting first."""
    return (
        ulasan_tampil()
        .sah()  # type: ignore[attr-defined]
        .filter(layanan__in=list(layanan), moderasi=StatusModerasi.MENUNGGU)
        .order_by("id")
    )


def ulasan_lengkap(pelaku: Pegawai | None = None) -> QuerySet[Any]:
    """A review with everything its page shows; of the services a person may see, where one is given."""
    tautan = TautanUlasan.objects.select_related("pegawai", "oleh").order_by("-id")
    semua = UlasanLayanan.objects.visible_to(pelaku) if pelaku else UlasanLayanan.objects.all()
    return semua.select_related(
        "layanan__unit", "layanan__set_pertanyaan", "dibalas_oleh", "dimoderasi_oleh", "dibatalkan_oleh"
    ).prefetch_related(Prefetch("tautan", queryset=tautan, to_attr="daftar_tautan"))


def skp_dinilai(pelaku: Pegawai) -> QuerySet[Skp]:
    """The SKP in force of the people whom a person rates today: to whom he may tie a review."""
    return (
        Skp.objects.dinilai_oleh(pelaku)
        .berlaku()
        .tetap()
        .pada(timezone.localdate())
        .select_related("pegawai", "penempatan__jabatan")
        .order_by("pegawai__nama", "pegawai_id")
    )


def tautan_of(pegawai: Pegawai) -> QuerySet[TautanUlasan]:
    """What is tied to a person, the latest first."""
    return (
        TautanUlasan.objects.filter(pegawai=pegawai)
        .select_related("ulasan__layanan", "oleh", "skp")
        .order_by("-id")
    )


def jumlah_menunggu(layanan: Sequence[int]) -> int:
    """How many words wait for a moderator."""
    return antrean_moderasi(layanan).count()


def ulasan_resi(resi: str) -> UlasanLayanan | None:
    """The review behind a receipt; no review, no difference told."""
    if not resi:
        return None
    return (
        UlasanLayanan.objects.select_related("layanan__unit", "layanan__instansi").filter(resi=resi).first()
    )
