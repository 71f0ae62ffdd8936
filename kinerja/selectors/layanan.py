"""Services and their index: from the monthly sums, so that a million reviews cost what a thousand do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    Count,
    DecimalField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncQuarter
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
    def unsur_dijawab(self) -> int:
        """From how many elements the index comes: weights count among those only."""
        return sum(u.n > 0 for u in self.unsur)

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
                "sebaran": u.jumlah if u.n >= self.n_minimum else (),
                "rata": u.rata.quantize(Decimal("0.01")) if u.rata and u.n >= self.n_minimum else None,
                "nilai": (u.rata * self.pengali).quantize(Decimal("0.01"))
                if u.rata and u.n >= self.n_minimum
                else None,
            }
            for u in self.unsur
        ]


_KOLOM = ("jumlah", "responden", *_JENIS, *_UMUM)


def _indeks(
    rekap: QuerySet[Any], unsur: QuerySet[Any], kunci: Any, setelan: SetelanUlasan
) -> dict[Any, Indeks]:
    """Add both sums up by one key: one query, whatever the number of reviews."""
    umum = rekap.annotate(
        kunci=kunci,
        satu=Value(0, BigIntegerField()),
        kode=Value("", TextField()),
        nama=Value("", TextField()),
        bobot=Value(None, DecimalField(max_digits=6, decimal_places=3)),
        urut=Value(0, BigIntegerField()),
    )
    rinci = unsur.annotate(
        kunci=kunci,
        satu=Cast("unsur__set_pertanyaan_id", BigIntegerField()),
        kode=Cast("unsur__kode", TextField()),
        nama=Cast("unsur__nama", TextField()),
        bobot=F("unsur__bobot"),
        urut=Cast("unsur__urutan", BigIntegerField()),
    )
    dasar = ("kunci", "satu", "kode", "nama", "bobot", "urut")
    jumlah = {f"s_{k}": Sum(k) for k in _KOLOM}
    tanpa = {f"s_{k}": Value(0, BigIntegerField()) for k in _KOLOM if k not in _UMUM}
    kolom = (*dasar, *jumlah)
    baris: Any = (
        umum.order_by()
        .values(*dasar)
        .annotate(**jumlah)
        .values_list(*kolom)
        .union(
            rinci.order_by()
            .values(*dasar)
            .annotate(**tanpa, **{f"s_{k}": Sum(k) for k in _UMUM})
            .values_list(*kolom),
            all=True,
        )
    )
    return _susun([dict(zip(kolom, b, strict=True)) for b in baris], setelan)


def _susun(baris: Iterable[dict[str, Any]], setelan: SetelanUlasan) -> dict[Any, Indeks]:
    """Put the rows of the query together, one index per key."""
    tabel = tuple(setelan.tabel_kategori)
    kepala: dict[Any, dict[str, Any]] = {}
    per_unsur: dict[Any, list[HitungUnsur]] = defaultdict(list)
    for b in sorted(baris, key=lambda b: (b["satu"], b["urut"], b["kode"])):
        if b["s_n1"] is None:  # one key for everything, and nothing was said yet
            continue
        n = tuple(b[f"s_{k}"] for k in _UMUM)
        if not b["kode"]:
            kepala[b["kunci"]] = b
        elif sum(n):
            per_unsur[b["kunci"]].append(HitungUnsur(b["satu"], b["kode"], b["nama"], b["bobot"], n))
    return {
        k: Indeks(
            jumlah=b["s_jumlah"],
            responden=b["s_responden"],
            umum=tuple(b[f"s_{n}"] for n in _UMUM),
            pujian=b["s_pujian"],
            keluhan=b["s_keluhan"],
            saran=b["s_saran"],
            unsur=tuple(per_unsur.get(k, ())),
            n_minimum=setelan.n_minimum,
            pengali=setelan.pengali,
            tabel=tabel,
        )
        for k, b in kepala.items()
    }


def gabung(semua: Iterable[Indeks], setelan: SetelanUlasan) -> Indeks:
    """Several groups that share no review, as one: the months of a trend as their whole."""
    daftar = list(semua)
    unsur: dict[tuple[int, str], HitungUnsur] = {}
    for u in (u for i in daftar for u in i.unsur):
        lama = unsur.get((u.set_id, u.kode))
        unsur[u.set_id, u.kode] = replace(u, jumlah=_tambah(u.jumlah, lama.jumlah)) if lama else u
    angka = {k: sum(getattr(i, k) for i in daftar) for k in ("jumlah", "responden", *_JENIS)}
    umum = (0, 0, 0, 0)
    for i in daftar:
        umum = _tambah(umum, i.umum)
    urut = sorted(unsur.values(), key=lambda u: (u.set_id, u.kode))
    tabel = tuple(setelan.tabel_kategori)
    return Indeks(
        **angka,
        umum=umum,
        unsur=tuple(urut),
        n_minimum=setelan.n_minimum,
        pengali=setelan.pengali,
        tabel=tabel,
    )


def _tambah(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])


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
    """One index of all these services together (one query)."""
    semua = _indeks(*_dua(layanan, rentang), Value(0), setelan)
    return semua.get(0, kosong(setelan))


def indeks_per_layanan(layanan: Any, rentang: Rentang, setelan: SetelanUlasan) -> dict[int, Indeks]:
    """One index per service (one query)."""
    return _indeks(*_dua(layanan, rentang), F("layanan_id"), setelan)


def indeks_per_anak(
    layanan: Any, induk: UnitKerja, rentang: Rentang, setelan: SetelanUlasan
) -> dict[str, Indeks]:
    """One index per child of a unit with everything below it; the unit's own services under "" (one query)."""
    anak = Func(
        F("layanan__unit__jalur"),
        Value("/"),
        Value(induk.kedalaman + 3),
        function="split_part",
        output_field=TextField(),
    )
    return _indeks(*_dua(layanan, rentang), anak, setelan)


@dataclass(frozen=True)
class TitikTren:
    """One month or quarter of the trend."""

    nama: str
    pendek: str
    indeks: Indeks


def tren(layanan: Any, rentang: Rentang, setelan: SetelanUlasan, *, per_triwulan: bool) -> list[TitikTren]:
    """The index month by month or quarter by quarter, the oldest first (one query)."""
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
    """The services a person may see, in a subtree, by name."""
    semua = Layanan.objects.visible_to(pelaku).select_related("unit")
    if unit is not None:
        semua = semua.filter(unit__jalur__startswith=unit.jalur)
    if kata:
        semua = semua.filter(Q(nama__icontains=kata) | Q(unit__nama__icontains=kata))
    return semua.order_by("-is_aktif", "nama", "id")


def dengan_menunggu(semua: QuerySet[Layanan]) -> QuerySet[Any]:
    """Add how many open words of a kind that asks for an answer have none yet."""
    menunggu = (
        UlasanLayanan.objects.sah()
        .filter(layanan=OuterRef("pk"), balasan="", moderasi="terbuka", jenis__in=["keluhan", "saran"])
        .exclude(kata="")
        .order_by()
        .values("layanan")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return semua.annotate(menunggu=Coalesce(Subquery(menunggu), 0))


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


def sekitar(unit: UnitKerja) -> tuple[list[UnitKerja], list[UnitKerja]]:
    """The way from the top down to a unit, and its children by name (one query)."""
    semua = UnitKerja.objects.filter(Q(pk__in=unit.leluhur_id) | Q(induk=unit)).order_by("jalur")
    jejak = [u for u in semua if u.pk in unit.leluhur_id]
    return jejak, sorted((u for u in semua if u.induk_id == unit.pk), key=lambda u: u.nama.casefold())


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
