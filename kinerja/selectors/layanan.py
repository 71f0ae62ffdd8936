"""Services and their index: from the monthly sums, so that a million reviews cost what a thousand do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import TruncQuarter
from django.urls import reverse

from kinerja.models import (
    Layanan,
    RekapUlasan,
    RekapUnsur,
    SetelanUlasan,
    SetPertanyaan,
    UlasanLayanan,
    UnsurPertanyaan,
)
from kinerja.rules import ulasan as rules
from kinerja.rules.ulasan import HitungUnsur, Kategori
from pegawai.models import Instansi, Pegawai, UnitKerja
from skp.rules import BULAN

NAMA_SET_BAKU = "Sembilan unsur SKM"
_UMUM = ("n1", "n2", "n3", "n4")
_JENIS = ("pujian", "keluhan", "saran")


def kunci_layanan(kode: str) -> str:
    """Where the limits of a service are remembered for a minute."""
    return f"suara:layanan:{kode}"


def setelan_of(instansi: Instansi) -> SetelanUlasan:
    """The settings of an agency; before anybody changed them, those that the application comes with."""
    ada = SetelanUlasan.objects.filter(instansi=instansi).first()
    if ada is not None:
        return ada
    kategori = "\n".join(
        f"{str(k.mulai).replace('.', ',')} | {k.mutu} | {k.kinerja}" for k in rules.KATEGORI_SKM
    )
    return SetelanUlasan(instansi=instansi, kata="\n".join(rules.KATA_BAWAAN), kategori=kategori)


def set_of(instansi: Instansi) -> QuerySet[SetPertanyaan]:
    """The sets of questions of an agency, with how many services use each."""
    return SetPertanyaan.objects.filter(instansi=instansi).annotate(
        dipakai=Count("layanan", distinct=True),
        banyak_unsur=Count("unsur", filter=Q(unsur__is_aktif=True), distinct=True),
    )


def unsur_aktif(set_pertanyaan_id: int) -> list[UnsurPertanyaan]:
    return list(UnsurPertanyaan.objects.filter(set_pertanyaan=set_pertanyaan_id, is_aktif=True))


# --- the figures -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Indeks:
    """What the reviews of a group say together. Below the smallest number only the counts are shown."""

    jumlah: int = 0
    responden: int = 0
    umum: tuple[int, int, int, int] = (0, 0, 0, 0)
    pujian: int = 0
    keluhan: int = 0
    saran: int = 0
    unsur: tuple[HitungUnsur, ...] = ()
    n_minimum: int = 10
    pengali: int = 25
    tabel: tuple[Kategori, ...] = field(default=(), repr=False)

    @property
    def is_cukup(self) -> bool:
        return self.responden >= self.n_minimum

    @property
    def nilai(self) -> Decimal | None:
        """The index; None below the smallest number of respondents."""
        return rules.indeks_skm(self.unsur, self.pengali) if self.is_cukup else None

    @property
    def kategori(self) -> Kategori | None:
        nilai = self.nilai
        return rules.kategori_of(nilai, self.tabel) if nilai is not None else None

    @property
    def n_umum(self) -> int:
        return sum(self.umum)

    @property
    def kesan(self) -> Decimal | None:
        """The short form's one mark, on the same hundred."""
        rata = rules.rata_skala(self.umum)
        if rata is None or self.n_umum < self.n_minimum:
            return None
        return (rata * self.pengali).quantize(Decimal("0.01"))

    def unsur_tampil(self) -> list[dict[str, Any]]:
        """Each element with its mean and share of the scale; small numbers stay counts."""
        return [
            {
                "u": u,
                "cukup": u.n >= self.n_minimum,
                "rata": u.rata.quantize(Decimal("0.01")) if u.rata and u.n >= self.n_minimum else None,
                "nilai": (u.rata * self.pengali).quantize(Decimal("0.01"))
                if u.rata and u.n >= self.n_minimum
                else None,
            }
            for u in self.unsur
        ]


def _indeks(
    rekap: QuerySet[Any], unsur: QuerySet[Any], kunci: Any, setelan: SetelanUlasan
) -> dict[Any, Indeks]:
    """Add both sums up by one key: two queries, whatever the number of reviews."""
    angka: Any = rekap.annotate(kunci=kunci).order_by().values("kunci")
    jumlah = {
        b["kunci"]: b
        for b in angka.annotate(**{f"s_{k}": Sum(k) for k in ("jumlah", "responden", *_UMUM, *_JENIS)})
    }
    per_unsur: dict[Any, list[HitungUnsur]] = defaultdict(list)
    baris: Any = (
        unsur.annotate(kunci=kunci)
        .values(
            "kunci", "unsur__set_pertanyaan", "unsur__kode", "unsur__nama", "unsur__bobot", "unsur__urutan"
        )
        .annotate(**{f"s_{k}": Sum(k) for k in _UMUM})
        .order_by("unsur__set_pertanyaan", "unsur__urutan")
    )
    for b in baris:
        n = (b["s_n1"], b["s_n2"], b["s_n3"], b["s_n4"])
        if sum(n):
            per_unsur[b["kunci"]].append(
                HitungUnsur(
                    b["unsur__set_pertanyaan"], b["unsur__kode"], b["unsur__nama"], b["unsur__bobot"], n
                )
            )
    tabel = tuple(setelan.tabel_kategori)
    return {
        k: Indeks(
            b["s_jumlah"],
            b["s_responden"],
            (b["s_n1"], b["s_n2"], b["s_n3"], b["s_n4"]),
            b["s_pujian"],
            b["s_keluhan"],
            b["s_saran"],
            tuple(per_unsur.get(k, ())),
            setelan.n_minimum,
            setelan.pengali,
            tabel,
        )
        for k, b in jumlah.items()
    }


def kosong(setelan: SetelanUlasan) -> Indeks:
    return Indeks(n_minimum=setelan.n_minimum, pengali=setelan.pengali)


@dataclass(frozen=True)
class Rentang:
    """The months that are looked at; the last is the current one."""

    mulai: date
    selesai: date

    @classmethod
    def bulan_terakhir(cls, banyak: int, hari: date) -> Rentang:
        nomor = hari.year * 12 + hari.month - 1 - (banyak - 1)
        return cls(date(nomor // 12, nomor % 12 + 1, 1), hari.replace(day=1))

    def q(self) -> Q:
        return Q(bulan__gte=self.mulai, bulan__lte=self.selesai)

    @property
    def deret(self) -> list[date]:
        """The first days of its months, the oldest first."""
        awal = self.mulai.year * 12 + self.mulai.month - 1
        akhir = self.selesai.year * 12 + self.selesai.month - 1
        return [date(n // 12, n % 12 + 1, 1) for n in range(awal, akhir + 1)]


def _dua(layanan: Any, rentang: Rentang) -> tuple[QuerySet[RekapUlasan], QuerySet[RekapUnsur]]:
    q = rentang.q() & Q(layanan__in=layanan)
    return RekapUlasan.objects.filter(q), RekapUnsur.objects.filter(q)


def indeks_semua(layanan: Any, rentang: Rentang, setelan: SetelanUlasan) -> Indeks:
    """One index of all these services together (two queries)."""
    semua = _indeks(*_dua(layanan, rentang), Value(0), setelan)
    return semua.get(0, kosong(setelan))


def indeks_per_layanan(layanan: Any, rentang: Rentang, setelan: SetelanUlasan) -> dict[int, Indeks]:
    """One index per service (two queries)."""
    return _indeks(*_dua(layanan, rentang), F("layanan_id"), setelan)


def indeks_per_anak(
    layanan: Any, induk: UnitKerja, rentang: Rentang, setelan: SetelanUlasan
) -> dict[str, Indeks]:
    """One index per child of a unit with everything below it; the unit's own services under "" (two queries)."""
    anak = Func(
        F("layanan__unit__jalur"),
        Value("/"),
        Value(induk.kedalaman + 3),
        function="split_part",
        output_field=TextField(),
    )
    return _indeks(*_dua(layanan, rentang), anak, setelan)


def indeks_per_puncak(
    layanan: Any, puncak: Sequence[UnitKerja], rentang: Rentang, setelan: SetelanUlasan
) -> dict[str, Indeks]:
    """One index per subtree of several that do not overlap (two queries)."""
    milik = Case(
        *(When(layanan__unit__jalur__startswith=u.jalur, then=Value(str(u.pk))) for u in puncak),
        default=Value(""),
        output_field=TextField(),
    )
    return _indeks(*_dua(layanan, rentang), milik, setelan)


@dataclass(frozen=True)
class TitikTren:
    """One month or quarter of the trend."""

    nama: str
    pendek: str
    indeks: Indeks


def tren(layanan: Any, rentang: Rentang, setelan: SetelanUlasan, *, per_triwulan: bool) -> list[TitikTren]:
    """The index month by month or quarter by quarter, the oldest first (two queries)."""
    kunci: Any = TruncQuarter("bulan") if per_triwulan else F("bulan")
    ada = _indeks(*_dua(layanan, rentang), kunci, setelan)
    deret = rentang.deret
    if per_triwulan:
        deret = list(dict.fromkeys(date(h.year, (h.month - 1) // 3 * 3 + 1, 1) for h in deret))
    return [TitikTren(*_nama_titik(h, per_triwulan=per_triwulan), ada.get(h, kosong(setelan))) for h in deret]


def _nama_titik(awal: date, *, per_triwulan: bool) -> tuple[str, str]:
    if per_triwulan:
        ke = ("I", "II", "III", "IV")[awal.month // 3]
        return f"Triwulan {ke} {awal.year}", f"{ke} {awal:%y}"
    return f"{BULAN[awal.month - 1]} {awal.year}", f"{BULAN[awal.month - 1][:3]} {awal:%y}"


# --- lists ------------------------------------------------------------------------------------------------
def daftar_layanan(pelaku: Pegawai, unit: UnitKerja | None = None, kata: str = "") -> QuerySet[Layanan]:
    """The services a person may see, in a subtree, by name; with whether anything waits for an answer."""
    semua = Layanan.objects.visible_to(pelaku).select_related("unit")
    if unit is not None:
        semua = semua.filter(unit__jalur__startswith=unit.jalur)
    if kata:
        semua = semua.filter(Q(nama__icontains=kata) | Q(unit__nama__icontains=kata))
    return semua.order_by("-is_aktif", "nama", "id")


def layanan_lengkap() -> QuerySet[Layanan]:
    """A service with what its page shows."""
    diulas = UlasanLayanan.objects.filter(layanan=OuterRef("pk"))
    return Layanan.objects.select_related("unit", "instansi", "set_pertanyaan").annotate(
        diulas=Exists(diulas)
    )


def layanan_of(pelaku: Pegawai, uuid: UUID) -> Layanan | None:
    """One service, if this person may see it."""
    terlihat = Layanan.objects.visible_to(pelaku).values("pk")
    return layanan_lengkap().filter(pk__in=terlihat, uuid=uuid).first()


def alamat_publik(layanan: Layanan) -> str:
    """The address on the poster."""
    return settings.ALAMAT_APLIKASI.rstrip("/") + reverse("suara:ulas", args=[layanan.kode])


def menunggu_per_layanan(layanan: Iterable[int]) -> dict[int, int]:
    """How many open words of a kind that asks for an answer have none yet, by service (one query)."""
    return dict(
        UlasanLayanan.objects.sah()
        .filter(layanan__in=list(layanan), balasan="", moderasi="terbuka", jenis__in=["keluhan", "saran"])
        .exclude(kata="")
        .order_by()
        .values_list("layanan_id")
        .annotate(n=Count("pk"))
    )


def unit_anak(induk: UnitKerja) -> list[UnitKerja]:
    return list(UnitKerja.objects.filter(induk=induk).order_by("nama"))


def jejak_unit(pelaku: Pegawai, unit: UnitKerja) -> list[UnitKerja]:
    """The unit and those above it, from the top."""
    return list(
        UnitKerja.objects.filter(instansi_id=pelaku.instansi_id, pk__in=unit.leluhur_id).order_by("jalur")
    )


def unit_berlayanan(pelaku: Pegawai) -> QuerySet[UnitKerja]:
    """The units one may look down from: those that lie on the way to a service one may see."""
    terlihat = Layanan.objects.visible_to(pelaku).filter(unit__jalur__startswith=OuterRef("jalur"))
    return UnitKerja.objects.filter(Exists(terlihat), instansi_id=pelaku.instansi_id)


def unit_kelola(
    pelaku: Pegawai, jalur: Sequence[str], sebagai_admin: QuerySet[UnitKerja]
) -> QuerySet[UnitKerja]:
    """The units for which a person may open a service: those he heads with all below, and an admin's scope."""
    syarat = Q(pk__in=sebagai_admin.order_by().values("pk"))
    for j in jalur:
        syarat |= Q(jalur__startswith=j)
    return UnitKerja.objects.aktif().filter(syarat, instansi_id=pelaku.instansi_id)


def contoh_balasan(layanan: Layanan, batas: int) -> QuerySet[UlasanLayanan]:
    """Words and answers that the unit shows to everybody, the latest first."""
    return (
        UlasanLayanan.objects.sah()
        .filter(layanan=layanan, is_tampil=True, moderasi="terbuka")
        .order_by("-id")[:batas]
    )
