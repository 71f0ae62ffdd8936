"""What waits for a penilai: SKP, evaluations, capaian, feedback and agreements in one queue, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast

from evaluasi.models import CapaianOrganisasi, Evaluasi, PelaksanaanEvaluasi
from evaluasi.models.evaluasi import milik_skp
from evaluasi.permissions import STATUS_BISA_DINILAI, STATUS_TERBUKA_BAGI_PEGAWAI
from evaluasi.rules import StatusEvaluasi, StatusPelaksanaan
from evaluasi.selectors.capaian import unit_berkewajiban, unit_ditetapkan_oleh
from kinerja.models import UmpanBalik
from kinerja.selectors import kolom_irama
from pegawai.models import Pegawai, UnitKerja
from pegawai.prepared import prepared
from skp.models import Periode, Skp
from skp.rules import STATUS_TETAP, StatusSkp
from skp.selectors import antrean_pk

PER_ANTREAN = 20
BELUM_TERBUKA = frozenset({StatusEvaluasi.PENGISIAN, StatusEvaluasi.DIAJUKAN, StatusEvaluasi.DINILAI})
"""A correction that waits for its penilai."""
URUTAN_ANTREAN = ("perjanjian", "skp", "evaluasi", "capaian", "umpan_balik")


@dataclass(frozen=True)
class ButirAntrean:
    """One thing that waits for a penilai."""

    jenis: str
    uuid: str
    periode_uuid: str
    periode: str
    nama: str
    jabatan: str
    """Named for an acting post, which is a second SKP of the same person."""
    pada: date | None


@dataclass(frozen=True)
class KelompokAntrean:
    jenis: str
    jumlah: int
    butir: Sequence[ButirAntrean]


def antrean_penilai(pelaku: Pegawai, periode: Sequence[Periode], pada: date) -> list[KelompokAntrean]:
    """Everything that waits for a penilai, in one query: each kind with its count and its first twenty."""
    nama_periode = {p.uuid: str(p) for p in periode}
    butir: dict[str, list[ButirAntrean]] = {}
    jumlah: dict[str, int] = {}
    for jenis, uuid, p_uuid, nama, jabatan, hari, n in _baris_antrean(pelaku, pada, *_tempo(periode, pada)):
        jumlah[jenis] = n
        butir.setdefault(jenis, []).append(
            ButirAntrean(
                jenis, str(uuid), str(p_uuid or ""), nama_periode.get(p_uuid, ""), nama, jabatan, hari
            )
        )
    return [
        KelompokAntrean(j, jumlah[j], sorted(butir[j], key=lambda b: (b.pada or date.min, b.nama)))
        for j in URUTAN_ANTREAN
        if j in butir
    ]


@prepared
def _baris_antrean(pelaku: Pegawai, pada: date, *tempo: int) -> QuerySet[Any, Any]:
    bagian = [
        _butir(_skp_menunggu(pelaku), "skp", pada="diajukan_pada__date"),
        _butir(_menunggu_nilai(pelaku, tempo), "evaluasi"),
        _butir(_capaian_kurang(pelaku, tempo, pada), "capaian"),
        _butir(_tanpa_umpan_balik(pelaku, pada), "umpan_balik", pada="terakhir"),
        # after the evaluations: a column that is empty in the first two parts would have no type of its own
        _butir(antrean_pk(pelaku), "perjanjian", pada="diajukan_pada__date"),
    ]
    return bagian[0].union(*bagian[1:], all=True)


def _tempo(periode: Sequence[Periode], pada: date) -> list[int]:
    """The periods that are to be rated now, and the latest one whose time has passed."""
    lewat = [p.pk for p in periode if (p.penilaian_sampai or p.selesai) < pada]
    return [p.pk for p in periode if p.selesai < pada <= (p.penilaian_sampai or p.selesai)] + lewat[-1:]


def _butir(baris: QuerySet[Any], jenis: str, *, pada: str = "") -> QuerySet[Any, Any]:
    """Bring a kind of thing into the common shape, with the count of all of them beside each.

    Without `pada` the rows are things × periods (see `_kali_periode`), and the day is the period's deadline.
    """
    is_unit = baris.model is UnitKerja
    jabatan: Case | Cast = Cast(F("penempatan__jabatan__nama"), TextField())
    if baris.model is Skp:
        jabatan = Case(When(is_plt_plh=True, then=jabatan), default=Value("", TextField()))
    return (
        baris.annotate(
            b_jenis=Value(jenis, CharField()),
            b_uuid=F("uuid"),
            b_periode=Value(None, UUIDField()) if pada else F("instansi__periode__uuid"),
            b_nama=Cast(F("nama" if is_unit else "pegawai__nama"), TextField()),
            b_jabatan=Value("", TextField()) if is_unit else jabatan,
            b_pada=Cast(F(pada or "instansi__periode__penilaian_sampai"), DateField()),
            b_jumlah=Window(Count("*")),
        )
        .order_by(F("b_pada").asc(nulls_first=True), "b_nama")
        .values_list("b_jenis", "b_uuid", "b_periode", "b_nama", "b_jabatan", "b_pada", "b_jumlah")[
            :PER_ANTREAN
        ]
    )


def _skp_menunggu(pelaku: Pegawai) -> QuerySet[Any]:
    return Skp.objects.dinilai_oleh(pelaku).filter(status=StatusSkp.DIAJUKAN)


def _kali_periode(baris: QuerySet[Any]) -> QuerySet[Any]:
    """Pair each row with every period of its agency; as annotations, so that all filters mean the same pair."""
    return baris.annotate(
        p=F("instansi__periode"),
        p_mulai=F("instansi__periode__mulai"),
        p_selesai=F("instansi__periode__selesai"),
    )


def _menunggu_nilai(pelaku: Pegawai, tempo: Sequence[int]) -> QuerySet[Any]:
    """SKP × period: the periods that are to be rated now, and what a pegawai has handed in; in a closed one
    only corrections.
    """
    ada = Evaluasi.objects.filter(milik_skp(OuterRef("pk"), OuterRef("penempatan")), periode=OuterRef("p"))
    tutup = PelaksanaanEvaluasi.objects.filter(periode=OuterRef("p"), status=StatusPelaksanaan.DITUTUP)
    menunggu = Q(p__in=list(tempo)) & ~Exists(ada.filter(status__in=STATUS_TERBUKA_BAGI_PEGAWAI))
    return _kali_periode(Skp.objects.berlaku().dinilai_oleh(pelaku)).filter(
        (menunggu | Exists(ada.filter(status=StatusEvaluasi.DIAJUKAN))) & ~Exists(tutup)
        | Exists(ada.filter(mengoreksi__isnull=False, status__in=BELUM_TERBUKA)),
        status__in=STATUS_BISA_DINILAI,
        p_mulai__lte=F("selesai"),
        p_selesai__gte=F("mulai"),
    )


def _capaian_kurang(pelaku: Pegawai, tempo: Sequence[int], pada: date) -> QuerySet[Any]:
    """Units with a Perjanjian Kinerja whose capaian is due, own and inherited, and which `pelaku` fixes."""
    ada = (
        CapaianOrganisasi.objects.ditetapkan()
        .annotate(jalur_unit=Cast(OuterRef("jalur"), TextField()))
        .filter(periode=OuterRef("p"), jalur_unit__startswith=F("unit__jalur"))
    )
    return _kali_periode(unit_berkewajiban(unit_ditetapkan_oleh(pelaku, pada), pada)).filter(
        ~Exists(ada), p__in=list(tempo)
    )


def _tanpa_umpan_balik(pelaku: Pegawai, pada: date) -> QuerySet[Any]:
    """Members under an SKP in force to whom the penilai owes a word by the agency's rhythm."""
    terakhir = UmpanBalik.objects.aktif().filter(skp=OuterRef("pk"), pemberi=pelaku).order_by("-tanggal")
    return (
        Skp.objects.dinilai_oleh(pelaku)
        .filter(status__in=STATUS_TETAP, selesai__gte=pada)
        .annotate(terakhir=Subquery(terakhir.values("tanggal")[:1]), irama=kolom_irama())
        .annotate(batas=ExpressionWrapper(Value(pada, DateField()) - F("irama"), DateField()))
        .filter(Q(terakhir__isnull=True) | Q(terakhir__lte=F("batas")), irama__gt=0, mulai__lte=F("batas"))
    )
