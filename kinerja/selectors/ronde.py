"""Reads about 360 rounds: whom one may answer about, what is left of it. Never who answered what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from kinerja.models import HasilRonde, PertanyaanRonde, Ronde360, TandaIkutRonde
from kinerja.rules import RelasiRonde, StatusRonde
from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, Penempatan
from pegawai.models.lingkup import rekan_of
from pegawai.models.penempatan import berlaku_pada

Kelompok = Mapping[tuple[int, str], frozenset[int]]


def tanda_ikut(ronde: Ronde360, pemberi: int, pegawai: int) -> list[str]:
    """The mark that somebody has answered about somebody: the present key first, then former ones.

    Made with the secret of the application, which is not in the database: its rows alone name nobody.
    """
    isi = f"{ronde.uuid}:{pemberi}:{pegawai}"
    kunci = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac("kinerja.ronde", isi, secret=k, algorithm="sha256").hexdigest() for k in kunci]


def tercakup(ronde: Ronde360) -> QuerySet[Penempatan]:
    """The definitif placements on its first day in the units it covers; no unit means the whole agency."""
    semua = Penempatan.objects.filter(instansi=ronde.instansi_id).definitif().pada(ronde.mulai)
    jalur = list(ronde.unit.values_list("jalur", flat=True))
    if not jalur:
        return semua
    syarat = Q()
    for j in jalur:
        syarat |= Q(unit__jalur__startswith=j)
    return semua.filter(syarat)


def kelompok_of(ronde: Ronde360, pegawai: Iterable[int]) -> Kelompok:
    """Who may answer about each of these people, by group, on the round's first day: three queries for any number.

    The rule of `rekan_of` for many at once. A group smaller than the minimum is not asked at all: its answers could
    never be shown, and it would only be laid bare.
    """
    hari, dicari = ronde.mulai, set(pegawai)
    hubungan = list(
        HubunganPenilai.objects.filter(Q(pegawai__in=dicari) | Q(penilai__in=dicari))
        .pada(hari)
        .values_list("pegawai_id", "penilai_id")
    )
    terkait: dict[int, set[int]] = defaultdict(set)
    bawahan: dict[int, set[int]] = defaultdict(set)
    for orang, penilai in hubungan:
        bawahan[penilai].add(orang)
        terkait[orang].add(penilai)
        terkait[penilai].add(orang)
    bersama: dict[int, set[int]] = defaultdict(set)
    tempat = Penempatan.objects.filter(instansi=ronde.instansi_id).pada(hari)
    _gabung(bersama, dicari, tempat.values_list("unit_id", "pegawai_id"), "unit")
    tim = AnggotaTim.objects.filter(
        berlaku_pada(hari), berlaku_pada(hari, "tim__"), tim__instansi=ronde.instansi_id
    )
    _gabung(bersama, dicari, tim.values_list("tim_id", "pegawai_id"), "tim")
    hasil: dict[tuple[int, str], frozenset[int]] = {}
    for pk in dicari:
        isi = {
            RelasiRonde.BAWAHAN: bawahan[pk] - {pk},
            RelasiRonde.REKAN: bersama[pk] - terkait[pk] - {pk},
        }
        for relasi, orang_orang in isi.items():
            if relasi in ronde.relasi and len(orang_orang) >= ronde.minimum:
                hasil[pk, relasi] = frozenset(orang_orang)
    return hasil


def _gabung(
    bersama: dict[int, set[int]],
    dicari: set[int],
    baris: QuerySet[Any, tuple[int, int]],
    kolom: str,
) -> None:
    """Add everybody who shares a unit or a team with one of those that are looked for (one query)."""
    tempat = baris.filter(pegawai__in=dicari).values(f"{kolom}_id")
    isi: dict[int, set[int]] = defaultdict(set)
    for di, orang in baris.filter(**{f"{kolom}__in": tempat}):
        isi[di].add(orang)
    for orang_orang in isi.values():
        for milik in orang_orang & dicari:
            bersama[milik] |= orang_orang


@dataclass(frozen=True)
class TugasRonde:
    """One person about whom one is asked, and whether one has answered."""

    pegawai: Pegawai
    jabatan: str
    relasi: RelasiRonde
    sudah: bool


def tugas_ronde(pelaku: Pegawai, ronde: Ronde360) -> list[TugasRonde]:
    """About whom a person is asked in an open round, those not answered yet first."""
    dekat = HubunganPenilai.objects.filter(pegawai=pelaku).pada(ronde.mulai).values("penilai")
    orang = {
        p.pegawai_id: p
        for p in tercakup(ronde)
        .filter(Q(pegawai__in=dekat) | Q(pegawai__in=rekan_of(pelaku, ronde.mulai)))
        .select_related("pegawai", "jabatan")
    }
    kelompok = kelompok_of(ronde, orang)
    tanda = {t: pk for pk in orang for t in tanda_ikut(ronde, pelaku.pk, pk)}
    sudah = {tanda[t] for t in TandaIkutRonde.objects.filter(tanda__in=tanda).values_list("tanda", flat=True)}
    hasil = [
        TugasRonde(orang[pk].pegawai, orang[pk].jabatan_tampil, RelasiRonde(relasi), pk in sudah)
        for (pk, relasi), pemberi in kelompok.items()
        if pelaku.pk in pemberi
    ]
    return sorted(hasil, key=lambda t: (t.sudah, t.pegawai.nama, t.pegawai.pk))


def relasi_ronde(pelaku: Pegawai, ronde: Ronde360, pegawai: Pegawai) -> RelasiRonde | None:
    """In which group one answers about a person; None where one is not asked about him."""
    if not tercakup(ronde).filter(pegawai=pegawai).exists():
        return None
    kelompok = kelompok_of(ronde, [pegawai.pk])
    return next((RelasiRonde(r) for (_, r), pemberi in kelompok.items() if pelaku.pk in pemberi), None)


def kelompok_ronde(ronde: Ronde360) -> Kelompok:
    """Everybody who is asked in a round, by whom it is about and by group."""
    return kelompok_of(ronde, tercakup(ronde).values_list("pegawai_id", flat=True))


def ronde_dibuka(pelaku: Pegawai, hari: date) -> list[Ronde360]:
    """The rounds of one's agency that take answers today."""
    return list(
        Ronde360.objects.visible_to(pelaku)
        .filter(status=StatusRonde.DIBUKA, mulai__lte=hari, selesai__gte=hari)
        .order_by("selesai", "id")
    )


@dataclass(frozen=True)
class HasilKelompok:
    """What one group said about a person in a round."""

    ronde: Ronde360
    relasi: RelasiRonde
    jumlah: int
    angka: tuple[HasilRonde, ...]
    kata: tuple[HasilRonde, ...]


def hasil_ronde(pegawai: Pegawai, ronde: Ronde360 | None = None) -> list[HasilKelompok]:
    """All that is left of the rounds about a person, the latest first. One query."""
    baris = HasilRonde.objects.filter(pegawai=pegawai).select_related("ronde", "pertanyaan")
    if ronde is not None:
        baris = baris.filter(ronde=ronde)
    menurut: dict[tuple[int, str], list[HasilRonde]] = defaultdict(list)
    for h in baris.order_by("-ronde__selesai", "-ronde", "relasi", "pertanyaan__urutan", "id"):
        menurut[h.ronde_id, h.relasi].append(h)
    return [
        HasilKelompok(
            ronde=semua[0].ronde,
            relasi=RelasiRonde(relasi),
            jumlah=max(h.jumlah for h in semua),
            angka=tuple(h for h in semua if h.rata is not None),
            kata=tuple(h for h in semua if h.rata is None),
        )
        for (_, relasi), semua in menurut.items()
    ]


@dataclass(frozen=True)
class RataNilai:
    """One mean of a closed round about one of the seven values, as an evaluation reads it."""

    nilai: str
    peran: str
    teks: str


def teks_rata(ronde: str, rata: object, jumlah: int) -> str:
    """One mean as a sentence."""
    return f"{ronde}: rata-rata {str(rata).replace('.', ',')} dari 4, {jumlah} jawaban."


def pertanyaan_of(ronde: Ronde360) -> list[PertanyaanRonde]:
    return list(ronde.pertanyaan.order_by("urutan", "id"))
