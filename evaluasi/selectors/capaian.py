"""Which capaian counts for a unit, and which ones a person has to fix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Length

from evaluasi.models import CapaianOrganisasi
from evaluasi.rules import StatusCapaian
from pegawai.models import HubunganPenilai, Pegawai, Penempatan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import JenisJabatan, Peran
from pegawai.selectors import unit_terkelola
from skp.models import Periode
from skp.rules import sidik


def capaian_untuk(unit: UnitKerja, periode: Periode) -> CapaianOrganisasi | None:
    """The capaian that counts for a unit: its own, or that of the nearest unit above that has one. One query."""
    return (
        CapaianOrganisasi.objects.ditetapkan()
        .select_related("unit", "ditetapkan_oleh")
        .filter(periode=periode, unit__in=unit.leluhur_id)
        .order_by(Length("unit__jalur").desc())
        .first()
    )


def capaian_untuk_banyak(units: Iterable[UnitKerja], periode: Periode) -> dict[int, CapaianOrganisasi]:
    """The same for many units at once, by the unit's key; units without any are missing. One query."""
    daftar = list(units)
    kunci = {k for u in daftar for k in u.leluhur_id}
    ada = {
        c.unit_id: c
        for c in CapaianOrganisasi.objects.ditetapkan()
        .select_related("unit")
        .filter(periode=periode, unit__in=kunci)
    }
    return {
        u.pk: ada[k] for u in daftar if (k := next((k for k in u.leluhur_id if k in ada), None)) is not None
    }


def versi_capaian(capaian: CapaianOrganisasi | None) -> str:
    """Fingerprint of what the form of a capaian shows; another one at saving means another tab was faster."""
    if capaian is None:
        return sidik("")
    return sidik(capaian.predikat, capaian.dasar, capaian.lampiran.name, capaian.status)


def _teks(kolom: OuterRef) -> Cast:
    """A column of an outer query, as something that can be compared."""
    return Cast(kolom, TextField())


def unit_ditetapkan_oleh(pelaku: Pegawai, pada: date) -> QuerySet[UnitKerja]:
    """The units whose capaian `pelaku` fixes (`penetap_capaian`): he rates their head, or they have none and he is the
    nearest head above."""
    kepala = Penempatan.objects.filter(berlaku_pada(pada), is_kepala=True)
    milik = kepala.filter(unit=OuterRef("pk"))
    dinilai = HubunganPenilai.objects.filter(berlaku_pada(pada), penempatan=OuterRef("pk"), penilai=pelaku)
    lebih_dekat = kepala.alias(
        bawah=_teks(OuterRef(OuterRef("jalur"))), atas=_teks(OuterRef("unit__jalur"))
    ).filter(~Q(unit__jalur=F("atas")), bawah__startswith=F("unit__jalur"), unit__jalur__startswith=F("atas"))
    di_atas = (
        kepala.filter(pegawai=pelaku)
        .alias(bawah=_teks(OuterRef("jalur")))
        .filter(~Exists(lebih_dekat), bawah__startswith=F("unit__jalur"))
    )
    return UnitKerja.objects.aktif().filter(
        Q(Exists(milik.filter(Exists(dinilai)))) | Q(~Exists(milik), Exists(di_atas)),
        instansi_id=pelaku.instansi_id,
    )


def unit_berkewajiban(units: QuerySet[UnitKerja], pada: date) -> QuerySet[UnitKerja]:
    """Narrow to units whose head signs a Perjanjian Kinerja (JPT, unit mandiri): there capaian is due by itself."""
    kepala = Penempatan.objects.filter(berlaku_pada(pada), unit=OuterRef("pk"), is_kepala=True)
    jpt = kepala.filter(jabatan__jenis=JenisJabatan.JPT) | kepala.filter(jabatan__is_unit_mandiri=True)
    return units.filter(Exists(jpt))


@dataclass(frozen=True)
class BarisCapaian:
    """One unit on the page of capaian."""

    unit: UnitKerja
    kepala: str
    milik: CapaianOrganisasi | None
    """The unit's own row, draft or fixed."""
    berlaku: CapaianOrganisasi | None
    """The fixed one that counts, own or inherited."""
    jumlah_anak: int

    @property
    def is_warisan(self) -> bool:
        return self.berlaku is not None and self.berlaku.unit_id != self.unit.pk

    @property
    def is_draf(self) -> bool:
        return self.milik is not None and self.milik.status == StatusCapaian.DRAF


def baris_capaian(units: Sequence[UnitKerja], periode: Periode, pada: date) -> list[BarisCapaian]:
    """Shape units for the page: head, own and effective capaian, number of units below. Three queries."""
    kunci = [u.pk for u in units]
    leluhur = {k for u in units for k in u.leluhur_id}
    semua = list(
        CapaianOrganisasi.objects.select_related("unit").filter(
            periode=periode, unit__in=leluhur | set(kunci)
        )
    )
    milik = {c.unit_id: c for c in semua}
    tetap = {c.unit_id: c for c in semua if c.status == StatusCapaian.DITETAPKAN}
    kepala = {
        p.unit_id: p.pegawai.nama_lengkap
        for p in Penempatan.objects.filter(unit__in=kunci, is_kepala=True)
        .pada(pada)
        .select_related("pegawai")
        .order_by("-jenis")
    }
    anak: dict[int, int] = {}
    for induk in UnitKerja.objects.aktif().filter(induk__in=kunci).values_list("induk_id", flat=True):
        anak[induk] = anak.get(induk, 0) + 1
    return [
        BarisCapaian(
            unit=u,
            kepala=kepala.get(u.pk, ""),
            milik=milik.get(u.pk),
            berlaku=next((tetap[k] for k in u.leluhur_id if k in tetap), None),
            jumlah_anak=anak.get(u.pk, 0),
        )
        for u in units
    ]


def unit_capaian(pelaku: Pegawai, pada: date, *, induk: UnitKerja | None = None) -> list[UnitKerja]:
    """Units whose capaian `pelaku` may fix: for a leader those whose head he rates, for an admin one level of the tree."""
    if induk is not None:
        return list(unit_terkelola(pelaku).filter(is_aktif=True).filter(induk=induk).order_by("nama", "id"))
    kelola = unit_terkelola(pelaku, [Peran.ADMIN_KEPEGAWAIAN]).filter(is_aktif=True)
    puncak = kelola.exclude(induk__in=kelola.values("pk")).values("pk")
    dari_akar = kelola.filter(induk__in=kelola.filter(induk__isnull=True).values("pk")).values("pk")
    return list(
        UnitKerja.objects.filter(
            Q(pk__in=unit_ditetapkan_oleh(pelaku, pada).values("pk")) | Q(pk__in=puncak) | Q(pk__in=dari_akar)
        ).order_by("jalur")
    )
