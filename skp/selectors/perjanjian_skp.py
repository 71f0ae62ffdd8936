"""What a PK and the SKP of the same post say of the same things: taken over, new, different, gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Value, When

from pegawai.rules import Pilihan
from skp.models import IndikatorKinerja, IndikatorPk, PerjanjianKinerja, RencanaHasilKerja, SasaranPk, Skp
from skp.rules import StatusPk
from skp.selectors.dasar import rhk_of
from skp.selectors.perjanjian import sasaran_pk_of


class BandingSkp(Pilihan):
    """How an item of a PK stands in the SKP."""

    BARU = "baru", "Belum ada di SKP"
    BEDA = "beda", "Berbeda dari SKP"
    TAUT = "taut", "Sama, belum tertaut"
    SAMA = "sama", "Sudah sesuai"
    HILANG = "hilang", "Tidak ada lagi di perjanjian kinerja"


DAPAT_DIAMBIL = frozenset({BandingSkp.BARU, BandingSkp.BEDA, BandingSkp.TAUT})


def _banding(*, ada: bool, tertaut: bool, sama: bool) -> BandingSkp:
    if not ada:
        return BandingSkp.BARU
    if not sama:
        return BandingSkp.BEDA
    return BandingSkp.SAMA if tertaut else BandingSkp.TAUT


def pk_untuk_skp(skp: Skp) -> PerjanjianKinerja | None:
    """The PK of the same post and year: the agreed one, else the one in the making, else the one replaced."""
    urut = Case(
        When(status=StatusPk.DISEPAKATI, then=Value(0)),
        When(status=StatusPk.DIREVISI, then=Value(2)),
        default=Value(1),
    )
    return (
        PerjanjianKinerja.objects.filter(penempatan=skp.penempatan_id, tahun=skp.periode.tahun)
        .exclude(status=StatusPk.DIBATALKAN)
        .select_related("unit")
        .order_by(urut, "-versi", "-id")
        .first()
    )


@dataclass(frozen=True)
class BarisIndikator:
    banding: BandingSkp
    pk: IndikatorPk | None
    iki: IndikatorKinerja | None

    @property
    def nilai(self) -> str:
        """What the form sends for it."""
        return str(self.pk.uuid) if self.pk else ""

    @property
    def dapat_diambil(self) -> bool:
        return self.banding in DAPAT_DIAMBIL


@dataclass(frozen=True)
class BarisSasaran:
    banding: BandingSkp
    pk: SasaranPk | None
    rhk: RencanaHasilKerja | None
    indikator: Sequence[BarisIndikator]

    @property
    def nilai(self) -> str:
        return str(self.pk.uuid) if self.pk else ""

    @property
    def dapat_diambil(self) -> bool:
        return self.banding in DAPAT_DIAMBIL


@dataclass(frozen=True)
class BandingPkSkp:
    """A PK laid beside an SKP."""

    pk: PerjanjianKinerja
    sasaran: Sequence[BarisSasaran]

    def _semua(self) -> list[BandingSkp]:
        return [b for s in self.sasaran for b in (s.banding, *(i.banding for i in s.indikator))]

    @property
    def jumlah_baru(self) -> int:
        return self._semua().count(BandingSkp.BARU)

    @property
    def jumlah_beda(self) -> int:
        return sum(1 for b in self._semua() if b in (BandingSkp.BEDA, BandingSkp.HILANG))

    @property
    def ada_pilihan(self) -> bool:
        return any(b in DAPAT_DIAMBIL for b in self._semua())

    @property
    def kalimat(self) -> str:
        """What there is to take over, in one sentence; empty when both agree."""
        bagian = []
        if self.jumlah_baru:
            bagian.append(f"{self.jumlah_baru} butir belum ada di SKP")
        if self.jumlah_beda:
            bagian.append(f"{self.jumlah_beda} butir berbeda")
        return f"Perjanjian kinerja versi {self.pk.versi}: {' dan '.join(bagian)}." if bagian else ""


def _kata(teks: str) -> str:
    return " ".join(teks.split()).casefold()


def banding_skp(skp: Skp, pk: PerjanjianKinerja) -> BandingPkSkp:
    """Lay the PK beside the SKP, by the keys that its items keep through all versions (five queries).

    An RHK that was typed by hand in the same words counts as the same: taking over links it instead of doubling it.
    """
    rhk = rhk_of(skp)
    kunci_rhk = _kunci_asal(rhk)
    kunci_iki = dict(
        IndikatorKinerja.objects.filter(rhk__skp=skp, indikator_pk__isnull=False).values_list(
            "pk", F("indikator_pk__kunci")
        )
    )
    bebas = {_kata(r.teks): r for r in rhk if r.pk not in kunci_rhk and r.jenis == "utama"}
    tertaut = {kunci: r for r in rhk if (kunci := kunci_rhk.get(r.pk))}
    baris = []
    terpakai = set()
    for s in sasaran_pk_of(pk):
        r = tertaut.get(s.kunci) or bebas.get(_kata(s.teks))
        if r is not None:
            terpakai.add(r.pk)
        banding = _banding(
            ada=r is not None, tertaut=s.kunci in tertaut, sama=r is not None and r.teks == s.teks
        )
        baris.append(BarisSasaran(banding, s, r, _indikator(s, r, kunci_iki)))
    hilang = [
        BarisSasaran(BandingSkp.HILANG, None, r, [])
        for r in rhk
        if r.pk in kunci_rhk and r.pk not in terpakai
    ]
    return BandingPkSkp(pk, [*baris, *hilang])


def _kunci_asal(rhk: Sequence[RencanaHasilKerja]) -> dict[int, object]:
    """The lasting key of the sasaran that each linked RHK was made from."""
    return dict(
        RencanaHasilKerja.objects.filter(pk__in=[r.pk for r in rhk], sasaran_pk__isnull=False).values_list(
            "pk", F("sasaran_pk__kunci")
        )
    )


def _indikator(
    s: SasaranPk, r: RencanaHasilKerja | None, kunci_iki: dict[int, object]
) -> list[BarisIndikator]:
    iki = list(r.indikator.all()) if r is not None else []
    tertaut = {kunci_iki[i.pk]: i for i in iki if i.pk in kunci_iki}
    bebas = {_kata(i.teks): i for i in iki if i.pk not in kunci_iki}
    baris, terpakai = [], set()
    for i in s.indikator.all():
        milik = tertaut.get(i.kunci) or bebas.get(_kata(i.teks))
        if milik is not None:
            terpakai.add(milik.pk)
        sama = milik is not None and (milik.teks, milik.target, milik.polaritas) == (
            i.teks,
            i.target,
            i.polaritas,
        )
        banding = _banding(ada=milik is not None, tertaut=i.kunci in tertaut, sama=sama)
        baris.append(BarisIndikator(banding, i, milik))
    hilang = [
        BarisIndikator(BandingSkp.HILANG, None, i) for i in iki if i.pk in kunci_iki and i.pk not in terpakai
    ]
    return [*baris, *hilang]


def banding_pk_skp_of(skp: Skp) -> BandingPkSkp | None:
    """The PK beside this SKP; None for an SKP that takes nothing from a PK, or while there is no PK."""
    if not skp.is_jpt:
        return None
    pk = pk_untuk_skp(skp)
    return banding_skp(skp, pk) if pk else None
