"""Lists of feedback with their filters, requests, the people one may speak to, and the agency's rules for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Length
from django.utils import timezone

from kinerja.models import (
    FrasaUmpanBalik,
    IramaUnit,
    PengaturanUmpanBalik,
    PermintaanUmpanBalik,
    UmpanBalik,
)
from kinerja.rules import (
    HARI_IRAMA_BAWAAN,
    MENIT_UBAH,
    PeranPemberi,
    pembuka_bawaan,
)
from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, Penempatan
from pegawai.models.lingkup import rekan_of
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import PeranTim
from skp.models import Skp
from skp.rules import NilaiPerilaku

# --- the agency's rules --------------------------------------------------------------------------


def pengaturan_of(instansi_id: int) -> PengaturanUmpanBalik:
    """The rules of an agency; unsaved defaults where it has set none."""
    return PengaturanUmpanBalik.objects.filter(instansi=instansi_id).first() or PengaturanUmpanBalik(
        instansi_id=instansi_id, menit_ubah=MENIT_UBAH
    )


def kolom_irama(jalur: str = "penempatan__unit__jalur") -> Coalesce:
    """The rhythm in days that holds where a row stands: the nearest unit's, the agency's, the default; 0 for none."""
    aturan = (
        IramaUnit.objects.filter(instansi=OuterRef("instansi"))
        .annotate(tempat=Cast(OuterRef(jalur), TextField()))
        .filter(Q(unit__isnull=True) | Q(tempat__startswith=F("unit__jalur")))
        .order_by(Length("unit__jalur").desc(nulls_last=True))
        .values(h=Coalesce("hari", 0))
    )
    return Coalesce(Subquery(aturan[:1]), Value(HARI_IRAMA_BAWAAN), output_field=IntegerField())


def irama_instansi(instansi_id: int) -> list[IramaUnit]:
    """The rhythms an agency has set, its own first."""
    return list(
        IramaUnit.objects.filter(instansi=instansi_id)
        .select_related("unit")
        .order_by(F("unit__jalur").asc(nulls_first=True))
    )


# --- openers -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pembuka:
    sifat: str
    teks: str


def pembuka_of(pelaku: Pegawai) -> list[Pembuka]:
    """What one may begin with: one's own openers, then the agency's, or the built-in ones where it has none."""
    baris = frasa_of(pelaku)
    sendiri = [Pembuka(f.sifat, f.teks) for f in baris if f.pemilik_id]
    bersama = [Pembuka(f.sifat, f.teks) for f in baris if not f.pemilik_id]
    return sendiri + (bersama or [Pembuka(sifat, teks) for sifat, teks in pembuka_bawaan()])


def frasa_of(pelaku: Pegawai) -> list[FrasaUmpanBalik]:
    return list(
        FrasaUmpanBalik.objects.filter(
            Q(pemilik=pelaku) | Q(pemilik__isnull=True), instansi=pelaku.instansi_id
        ).order_by("sifat", "id")
    )


# --- lists ---------------------------------------------------------------------------------------


def umpan_balik_diterima(pegawai: Pegawai) -> QuerySet[UmpanBalik]:
    """What a person was told: unread first, then the latest; taken back only if he had read it."""
    return (
        _tampil()
        .filter(Q(ditarik_pada__isnull=True) | Q(dibaca_pada__isnull=False), pegawai=pegawai)
        .order_by(F("dibaca_pada").desc(nulls_first=True), "-tanggal", "-id")
    )


def umpan_balik_diberikan(pemberi: Pegawai) -> QuerySet[UmpanBalik]:
    """What a person told others, the latest first; also what he took back."""
    return _tampil().filter(pemberi=pemberi).order_by("-tanggal", "-id")


def _tampil() -> QuerySet[UmpanBalik]:
    return UmpanBalik.objects.select_related("pemberi", "pegawai", "rhk", "catatan", "skp", "permintaan")


def saring_umpan_balik(
    baris: QuerySet[UmpanBalik],
    *,
    q: str = "",
    sifat: str = "",
    peran: str = "",
    penilaian: str = "",
    tentang: str = "",
    mulai: date | None = None,
    selesai: date | None = None,
    belum_dibaca: bool = False,
) -> QuerySet[UmpanBalik]:
    """Narrow a list: words, kind, the giver's role, ready answer, about what (`nilai:…`, `rhk`, `rhk:<uuid>`, `umum`), days."""
    syarat = Q()
    if q:
        syarat &= (
            Q(isi__icontains=q)
            | Q(balasan__icontains=q)
            | Q(pemberi__nama__icontains=q)
            | Q(pegawai__nama__icontains=q)
        )
    if sifat:
        syarat &= Q(sifat=sifat)
    if peran:
        syarat &= Q(peran_pemberi=peran)
    if penilaian:  # as it is counted: without what was taken back
        syarat &= Q(penilaian=penilaian, ditarik_pada__isnull=True)
    jenis, _, kunci = tentang.partition(":")
    match jenis:
        case "nilai":
            syarat &= Q(nilai=kunci) if kunci in set(NilaiPerilaku) else ~Q(nilai="")
        case "rhk":
            syarat &= Q(rhk__isnull=False)
        case "umum":
            syarat &= Q(nilai="", rhk__isnull=True)
    if mulai:
        syarat &= Q(tanggal__gte=mulai)
    if selesai:
        syarat &= Q(tanggal__lte=selesai)
    if belum_dibaca:
        syarat &= Q(dibaca_pada__isnull=True)
    return baris.filter(syarat)


# --- requests ------------------------------------------------------------------------------------


def permintaan_masuk(pelaku: Pegawai) -> QuerySet[PermintaanUmpanBalik]:
    """What one was asked and has not answered, the soonest first."""
    return _permintaan().menunggu().filter(kepada=pelaku).order_by("sampai", "id")


def permintaan_saya(pelaku: Pegawai) -> QuerySet[PermintaanUmpanBalik]:
    """What one asked others, the latest first."""
    return _permintaan().filter(pegawai=pelaku).order_by("-id")


def _permintaan() -> Any:
    return PermintaanUmpanBalik.objects.select_related("pegawai", "kepada", "skp", "rhk", "catatan")


# --- people --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lawan:
    """Somebody one may speak to or ask, and in which role one speaks to him."""

    pegawai: Pegawai
    jabatan: str
    peran: PeranPemberi


def lawan_bicara(pelaku: Pegawai, *, q: str = "", peran: Iterable[PeranPemberi] = ()) -> list[Lawan]:
    """Everybody one may give feedback to today, by name; each in the nearest role. At most six queries."""
    hari = timezone.localdate()
    hubungan = HubunganPenilai.objects.pada(hari)
    dinilai = hubungan.filter(penilai=pelaku).values("pegawai")
    dipimpin = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=pelaku, peran=PeranTim.KETUA).values(
        "tim"
    )
    anggota = AnggotaTim.objects.filter(berlaku_pada(hari), tim__in=dipimpin).values("pegawai")
    kelompok = (
        (PeranPemberi.PENILAI, Q(pk__in=dinilai)),
        (PeranPemberi.ATASAN_PENILAI, Q(pk__in=hubungan.filter(penilai__in=dinilai).values("pegawai"))),
        (PeranPemberi.KETUA_TIM, Q(pk__in=anggota)),
        (PeranPemberi.BAWAHAN, Q(pk__in=hubungan.filter(pegawai=pelaku).values("penilai"))),
        (PeranPemberi.REKAN, Q(pk__in=rekan_of(pelaku, hari))),
    )
    diminta = frozenset(peran)
    orang: dict[int, tuple[Pegawai, PeranPemberi]] = {}
    for p, syarat in kelompok:
        cocok = Pegawai.objects.filter(syarat, instansi=pelaku.instansi_id).exclude(pk=pelaku.pk)
        if q:
            cocok = cocok.filter(nama__icontains=q)
        for o in cocok:
            orang.setdefault(o.pk, (o, p))
    jabatan = {
        p.pegawai_id: p.jabatan_tampil
        for p in Penempatan.objects.filter(pegawai__in=orang).definitif().pada(hari).select_related("jabatan")
    }
    hasil = [Lawan(o, jabatan.get(o.pk, "-"), p) for o, p in orang.values() if not diminta or p in diminta]
    return sorted(hasil, key=lambda x: (x.pegawai.nama, x.pegawai.pk))


BALIKAN = {
    PeranPemberi.PENILAI: "Bawahan Anda",
    PeranPemberi.ATASAN_PENILAI: "Bawahan bawahan Anda",
    PeranPemberi.KETUA_TIM: "Anggota tim Anda",
    PeranPemberi.BAWAHAN: "Pejabat penilai Anda",
    PeranPemberi.REKAN: "Rekan kerja",
}
"""What the other one is to me, while the role says what I am to him."""


def dapat_diminta(pelaku: Pegawai, *, q: str = "") -> list[Lawan]:
    """Whom one may ask: the others of every relation, in the role in which they would answer."""
    hari = timezone.localdate()
    hubungan = HubunganPenilai.objects.pada(hari)
    penilai = hubungan.filter(pegawai=pelaku).values("penilai")
    tim = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=pelaku).values("tim")
    ketua = AnggotaTim.objects.filter(berlaku_pada(hari), tim__in=tim, peran=PeranTim.KETUA).values("pegawai")
    kelompok = (
        (PeranPemberi.PENILAI, Q(pk__in=penilai)),
        (PeranPemberi.ATASAN_PENILAI, Q(pk__in=hubungan.filter(pegawai__in=penilai).values("penilai"))),
        (PeranPemberi.KETUA_TIM, Q(pk__in=ketua)),
        (PeranPemberi.BAWAHAN, Q(pk__in=hubungan.filter(penilai=pelaku).values("pegawai"))),
        (PeranPemberi.REKAN, Q(pk__in=rekan_of(pelaku, hari))),
    )
    orang: dict[int, Lawan] = {}
    for p, syarat in kelompok:
        cocok = Pegawai.objects.filter(syarat, instansi=pelaku.instansi_id).exclude(pk=pelaku.pk)
        for o in cocok.filter(nama__icontains=q) if q else cocok:
            orang.setdefault(o.pk, Lawan(o, "", p))
    return sorted(orang.values(), key=lambda x: (x.pegawai.nama, x.pegawai.pk))


def skp_kini(pegawai: Pegawai, hari: date | None = None) -> Skp | None:
    """The SKP that feedback to a person hangs on: in force that day, the definitif one before an acting one."""
    return (
        Skp.objects.berlaku()
        .pada(hari or timezone.localdate())
        .filter(pegawai=pegawai)
        .select_related("pegawai", "periode", "penempatan__jabatan", "penempatan__unit")
        .order_by("is_plt_plh", "-versi", "-id")
        .first()
    )
