"""The talent nine-box: people with a potential of a year beside their predikat of that year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from evaluasi.models import Evaluasi, Potensial
from evaluasi.rules import KOTAK_TALENTA, SUMBU_KINERJA, TingkatPotensial
from pegawai.models import Pegawai, Penempatan, UnitKerja
from pegawai.models.lingkup import cakupan_of
from skp.models import Periode
from skp.rules import JenisPeriode
from skp.selectors import orang_wajib_skp


@dataclass(frozen=True)
class PetaTalenta:
    """How many people stand in each of the nine boxes, and who cannot be placed."""

    kotak: Mapping[int, int]
    tanpa_predikat: int
    tanpa_potensial: int

    @property
    def jumlah(self) -> int:
        return sum(self.kotak.values())


def tahun_talenta(pelaku: Pegawai) -> list[int]:
    """The years one may choose: those that were opened, the newest first."""
    return list(
        Periode.objects.filter(instansi=pelaku.instansi_id, jenis=JenisPeriode.TAHUNAN)
        .order_by("-tahun")
        .values_list("tahun", flat=True)
    )


def _tempat(puncak: Sequence[UnitKerja], pada: date) -> QuerySet[Penempatan]:
    q = Q(pk__in=())
    for u in puncak:
        q |= Q(unit__jalur__startswith=u.jalur)
    return Penempatan.objects.definitif().pada(pada).filter(q)


def orang_talenta(pelaku: Pegawai, puncak: Sequence[UnitKerja], tahun: int, hari_ini: date) -> QuerySet[Any]:
    """Everybody with a potential of the year below `puncak`, with the final predikat that counts and the box.

    That of the year; before it is final, that of the last period. A head sees only what he may open anyway.
    """
    final = Evaluasi.objects.final().filter(
        pegawai=OuterRef("pegawai"), periode__tahun=tahun, skp__is_plt_plh=False
    )
    if not all(any(c.mencakup(u.jalur) for c in cakupan_of(pelaku)) for u in puncak):
        final = final.filter(pk__in=Evaluasi.objects.visible_to(pelaku).values("pk"))
    dipakai = final.annotate(
        urut=Case(When(periode__jenis=JenisPeriode.TAHUNAN, then=Value(0)), default=Value(1))
    ).order_by("urut", "-periode__selesai", "-pk")
    syarat = [
        When(
            tingkat=tingkat.value,
            predikat__in=[p.value for p, s in SUMBU_KINERJA.items() if s == sumbu],
            then=Value(nomor),
        )
        for (sumbu, tingkat), nomor in KOTAK_TALENTA.items()
    ]
    return (
        Potensial.objects.filter(
            instansi=pelaku.instansi_id,
            tahun=tahun,
            pegawai__in=_tempat(puncak, hari_ini).values("pegawai"),
        )
        .annotate(
            predikat=Subquery(dipakai.values("predikat")[:1], output_field=CharField()),
            evaluasi=Subquery(dipakai.values("uuid")[:1]),
        )
        .annotate(kotak=Case(*syarat, output_field=IntegerField()))
    )


def peta_talenta(pelaku: Pegawai, puncak: Sequence[UnitKerja], tahun: int, hari_ini: date) -> PetaTalenta:
    """Count the nine boxes. Two queries."""
    hitung = {
        b["kotak"]: b["n"]
        for b in orang_talenta(pelaku, puncak, tahun, hari_ini)
        .order_by()
        .values("kotak")
        .annotate(n=Count("pk"))
    }
    return PetaTalenta(
        kotak={n: hitung.get(n, 0) for n in sorted(KOTAK_TALENTA.values())},
        tanpa_predikat=hitung.get(None, 0),
        tanpa_potensial=tanpa_potensial(pelaku, puncak, tahun, hari_ini).count(),
    )


def daftar_talenta(
    pelaku: Pegawai, puncak: Sequence[UnitKerja], tahun: int, hari_ini: date, kotak: int | None
) -> QuerySet[Any]:
    """The people of one box, or those without a predikat, by name."""
    tempat = _tempat(puncak, hari_ini).filter(pegawai=OuterRef("pegawai"))
    orang = orang_talenta(pelaku, puncak, tahun, hari_ini)
    orang = orang.filter(kotak=kotak) if kotak else orang.filter(kotak__isnull=True)
    return (
        orang.select_related("pegawai")
        .annotate(
            nama_unit=Subquery(tempat.values("unit__nama")[:1]),
            nama_jabatan=Subquery(tempat.values("jabatan__nama")[:1]),
        )
        .order_by("pegawai__nama", "pk")
    )


def tanpa_potensial(
    pelaku: Pegawai, puncak: Sequence[UnitKerja], tahun: int, hari_ini: date
) -> QuerySet[Any]:
    """Those from whom an SKP is due and whose potential is not known for the year."""
    q = Q(pk__in=())
    for u in puncak:
        q |= Q(unit__jalur__startswith=u.jalur)
    return (
        orang_wajib_skp(pelaku.instansi, hari_ini)
        .filter(q)
        .exclude(pegawai__in=Potensial.objects.filter(tahun=tahun).values("pegawai"))
        .select_related("pegawai", "jabatan", "unit")
        .annotate(nama_unit=F("unit__nama"), nama_jabatan=F("jabatan__nama"))
        .order_by("pegawai__nama", "pk")
    )


def tingkat_kini(instansi_id: int, tahun: int) -> dict[int, TingkatPotensial]:
    """What is known of a year, by person."""
    return {
        p: TingkatPotensial(t)
        for p, t in Potensial.objects.filter(instansi=instansi_id, tahun=tahun).values_list(
            "pegawai", "tingkat"
        )
    }
