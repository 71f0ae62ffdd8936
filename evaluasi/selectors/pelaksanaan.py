"""How far the evaluation of a period has come: its stage, who cannot be judged and why, what stays open at the end.

One base for figures and lists, so that a figure and the list it leads to cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Greatest, Least

from evaluasi import rules
from evaluasi.errors import PeriodeDitutup
from evaluasi.models import (
    CapaianOrganisasi,
    Evaluasi,
    GagalPekerjaan,
    PekerjaanPeriode,
    PelaksanaanEvaluasi,
)
from evaluasi.models.evaluasi import milik_skp
from evaluasi.rules import KendalaFinal, KendalaPembukaan, StatusEvaluasi, StatusPelaksanaan, TahapEvaluasi
from evaluasi.selectors.sebab import tanpa_sebab
from pegawai.models import HubunganPenilai, Instansi, UnitKerja
from skp.models import Periode, Skp
from skp.models.skp import hari_penilai_sql
from skp.rules import STATUS_TETAP, JenisJendela, KeadaanJendela, SebabJendela, StatusSkp
from skp.selectors import jalan_keluar, orang_wajib_skp
from skp.selectors.jendela import hari_instansi, keadaan_jendela

STATUS_DINILAI = [s.value for s in (*STATUS_TETAP, StatusSkp.SELESAI)]
"""SKP that can be judged."""
JAWABAN = [s.value for s in (StatusEvaluasi.DISAMPAIKAN, StatusEvaluasi.DITERIMA, StatusEvaluasi.KEBERATAN)]


# --- the period itself -----------------------------------------------------------------------------
def status_pelaksanaan(periode: Periode) -> StatusPelaksanaan:
    """Whether the evaluation of a period was opened or closed. One query."""
    status = PelaksanaanEvaluasi.objects.filter(periode=periode).values_list("status", flat=True).first()
    return StatusPelaksanaan(status) if status else StatusPelaksanaan.BELUM


def jendela_penilaian(skp: Skp, periode: Periode, pada: date) -> KeadaanJendela:
    """The window in which this SKP is judged. Extensions are asked for only where they could matter."""
    tepat = (
        not periode.penilaian_mengikat or periode.penilaian_sampai is None or pada <= periode.penilaian_sampai
    )
    jalur = skp.penempatan.unit.jalur
    return keadaan_jendela(periode, JenisJendela.PENILAIAN, jalur, pada, perpanjangan=() if tepat else None)


def check_belum_ditutup(periode: Periode) -> None:
    """Refuse to go on with an evaluation whose period is closed. One query."""
    rules.check_belum_ditutup(str(periode), status_pelaksanaan(periode))


def kalimat_ditutup(periode: Periode) -> str:
    """Why nothing goes on in a period that is closed; empty while it is not. One query."""
    try:
        check_belum_ditutup(periode)
    except PeriodeDitutup as galat:
        return galat.pesan
    return ""


def check_jalan(evaluasi: Evaluasi) -> None:
    """The same for one evaluation; a correction goes on although its period is closed."""
    if not evaluasi.is_koreksi:
        check_belum_ditutup(evaluasi.periode)


def check_boleh_dinilai(skp: Skp, periode: Periode) -> None:
    """Refuse to judge outside the period's windows, in the sentence of the rule. One query; more when it is late."""
    check_belum_ditutup(periode)
    hari = hari_instansi(skp.instansi)
    jendela = jendela_penilaian(skp, periode, hari)
    tutup = jendela.sebab == SebabJendela.DITUTUP
    rules.check_boleh_dinilai(
        jendela=jendela,
        mengikat=periode.penilaian_mengikat,
        pada=hari,
        jalan_keluar=jalan_keluar(skp.instansi_id, skp.penempatan.unit) if tutup else "",
    )


def batas_tahap(periode: Periode) -> dict[TahapEvaluasi, date | None]:
    """The last day of each stage; delivery and objection only where the period has them."""
    batas = {
        TahapEvaluasi.PENGISIAN: periode.pengisian_sampai,
        TahapEvaluasi.PENILAIAN: periode.penilaian_sampai,
        TahapEvaluasi.FINAL: periode.final_sampai,
    }
    if periode.penyampaian_wajib:
        batas |= {
            TahapEvaluasi.PENYAMPAIAN: periode.penyampaian_sampai,
            TahapEvaluasi.KEBERATAN: periode.keberatan_sampai,
        }
    return batas


def tahap_of(periode: Periode, pada: date) -> TahapEvaluasi:
    """Where a period stands on a day."""
    return rules.tahap_kini(
        mulai=periode.mulai, selesai=periode.selesai, batas=batas_tahap(periode), pada=pada
    )


def jendela_final(periode: Periode, pada: date) -> KeadaanJendela:
    """Until when the whole period stays open, every extension counted: one unit with more time keeps it open."""
    return keadaan_jendela(periode, JenisJendela.FINAL, "/", pada, perpanjangan=_untuk_semua(periode))


def _untuk_semua(periode: Periode) -> list[Any]:
    """Extensions of the last stage, each read as if given to the whole agency."""
    semua = list(
        periode.perpanjangan.filter(dicabut_pada__isnull=True, jendela=JenisJendela.FINAL).order_by("sampai")
    )
    for p in semua:
        p.unit = None
    return semua


@dataclass(frozen=True)
class BarisPeriode:
    """One period on the list."""

    periode: Periode
    pelaksanaan: PelaksanaanEvaluasi | None
    tahap: TahapEvaluasi
    jumlah: int
    final: int

    @property
    def status(self) -> StatusPelaksanaan:
        return StatusPelaksanaan(self.pelaksanaan.status) if self.pelaksanaan else StatusPelaksanaan.BELUM

    @property
    def keadaan(self) -> rules.KeadaanPelaksanaan:
        return rules.keadaan_pelaksanaan(self.status, jumlah=self.jumlah, final=self.final)


def daftar_pelaksanaan(instansi: Instansi, pada: date) -> list[BarisPeriode]:
    """The periods that have begun, the newest first, with how many evaluations are final. Three queries."""
    daftar = list(
        Periode.objects.filter(instansi=instansi, mulai__lte=pada).order_by("-tahun", "-selesai", "-mulai")[
            :40
        ]
    )
    ada = {p.periode_id: p for p in PelaksanaanEvaluasi.objects.filter(periode__in=daftar)}
    hitung: dict[int, tuple[int, int]] = {
        b[0]: (b[1], b[2])
        for b in Evaluasi.objects.berlaku()
        .filter(periode__in=daftar)
        .order_by()
        .values_list("periode")
        .annotate(n=Count("pk"), f=Count("pk", filter=Q(status=StatusEvaluasi.FINAL)))
    }
    return [BarisPeriode(p, ada.get(p.pk), tahap_of(p, pada), *hitung.get(p.pk, (0, 0))) for p in daftar]


def pekerjaan_of(periode: Periode, batas: int = 10) -> list[PekerjaanPeriode]:
    """What was done for everybody of a period, the newest first."""
    return list(
        PekerjaanPeriode.objects.filter(periode=periode)
        .select_related("diminta_oleh", "laporan", "periode")
        .prefetch_related(
            Prefetch(
                "gagal",
                GagalPekerjaan.objects.select_related("evaluasi__pegawai").order_by("pk"),
                to_attr="gagal_tampil",
            )
        )
        .order_by("-dibuat_pada", "-pk")[:batas]
    )


# --- who cannot be judged yet ---------------------------------------------------------------------
def capaian_berlaku_sql(periode: Periode, jalur: str) -> Exists:
    """Whether a fixed capaian counts for the unit with this path: its own or one above."""
    jalur_luar = ExpressionWrapper(OuterRef(jalur), output_field=TextField())
    return Exists(
        CapaianOrganisasi.objects.ditetapkan()
        .filter(periode=periode)
        .annotate(jalur_luar=jalur_luar)
        .filter(jalur_luar__startswith=F("unit__jalur"))
    )


def dalam_unit(puncak: Sequence[UnitKerja], jalur: str = "unit__jalur") -> Q:
    """Whoever sits in one of these units or below."""
    syarat = Q(pk__in=())
    for u in puncak:
        syarat |= Q(**{f"{jalur}__startswith": u.jalur})
    return syarat


def orang_periode(periode: Periode, puncak: Sequence[UnitKerja], hari: date) -> QuerySet[Any]:
    """Everyone from whom an SKP is due in the period, with that SKP as `s`, and whether penilai and capaian are there."""
    pada = max(min(hari, periode.selesai), periode.mulai)
    saat = Least(
        Greatest(Value(hari, DateField()), OuterRef("s__mulai")), OuterRef("s__selesai"), OuterRef("selesai")
    )
    penilai = HubunganPenilai.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gte=saat), penempatan=OuterRef("pk"), mulai__lte=saat
    )
    return (
        orang_wajib_skp(periode.instansi, pada)
        .filter(dalam_unit(puncak))
        .annotate(ada_penilai=Exists(penilai), ada_capaian=capaian_berlaku_sql(periode, "unit__jalur"))
    )


def syarat_pembukaan(kendala: KendalaPembukaan) -> Q:
    """The condition behind one cause."""
    match kendala:
        case KendalaPembukaan.SKP_BELUM:
            return Q(s__isnull=True)
        case KendalaPembukaan.SKP_DRAF:
            return Q(s__isnull=False) & ~Q(s__status__in=STATUS_DINILAI)
        case KendalaPembukaan.PENILAI_BELUM:
            return Q(ada_penilai=False)
        case KendalaPembukaan.CAPAIAN_BELUM:
            return Q(ada_capaian=False)


def _ada_kendala() -> Q:
    syarat = Q()
    for k in KendalaPembukaan:
        syarat |= syarat_pembukaan(k)
    return syarat


@dataclass(frozen=True)
class Kesiapan:
    """How many are due, how many can be judged, and how many each cause holds back."""

    wajib: int
    siap: int
    kendala: dict[KendalaPembukaan, int]


def kesiapan(periode: Periode, puncak: Sequence[UnitKerja], hari: date) -> Kesiapan:
    """Count the people of a period by what they lack. One query."""
    kolom = {k.value: Count("pk", filter=syarat_pembukaan(k)) for k in KendalaPembukaan}
    hasil = (
        orang_periode(periode, puncak, hari)
        .order_by()
        .aggregate(wajib=Count("pk"), terkendala=Count("pk", filter=_ada_kendala()), **kolom)
    )
    return Kesiapan(
        hasil["wajib"],
        hasil["wajib"] - hasil["terkendala"],
        {k: hasil[k.value] for k in KendalaPembukaan},
    )


def daftar_terkendala(
    periode: Periode,
    puncak: Sequence[UnitKerja],
    hari: date,
    *,
    kendala: KendalaPembukaan | None = None,
    cari: str = "",
) -> QuerySet[Any]:
    """The people behind those figures, by name."""
    semua = orang_periode(periode, puncak, hari).filter(
        syarat_pembukaan(kendala) if kendala else _ada_kendala()
    )
    if cari := cari.strip():
        semua = semua.filter(Q(pegawai__nama__icontains=cari) | Q(pegawai__nip=cari))
    return (
        semua.select_related("pegawai", "jabatan", "unit")
        .annotate(status_skp=F("s__status"), uuid_skp=F("s__uuid"))
        .order_by("pegawai__nama", "pegawai_id")
    )


def sebab_pembukaan(baris: Any, *, capaian_penting: bool = True) -> list[tuple[KendalaPembukaan, str]]:
    """What one person lacks, each with a sentence about what to do."""
    hasil = []
    if baris.status_skp is None:
        hasil.append((KendalaPembukaan.SKP_BELUM, "Pegawai menyusun dan mengajukan SKP."))
    elif baris.status_skp not in STATUS_DINILAI:
        status = StatusSkp(baris.status_skp).label
        hasil.append((KendalaPembukaan.SKP_DRAF, f"SKP berstatus {status}. Selesaikan sampai ditetapkan."))
    if not baris.ada_penilai:
        hasil.append((KendalaPembukaan.PENILAI_BELUM, "Admin mengisi penilai pada halaman pegawai."))
    if capaian_penting and not baris.ada_capaian:
        hasil.append((KendalaPembukaan.CAPAIAN_BELUM, "Pimpinan di atas unit menetapkan capaiannya."))
    return hasil


def skp_belum_dibuka(periode: Periode, hari: date) -> QuerySet[Any]:
    """SKP that can be judged in the period and have no evaluation yet, each with the key of its penilai."""
    sudah = Evaluasi.objects.filter(milik_skp(OuterRef("pk"), OuterRef("penempatan")), periode=periode)
    penilai = HubunganPenilai.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gte=OuterRef("hari_penilai")),
        penempatan=OuterRef("penempatan"),
        mulai__lte=OuterRef("hari_penilai"),
    ).order_by("-mulai")
    return (
        Skp.objects.berlaku()
        .filter(
            instansi=periode.instansi_id,
            status__in=STATUS_DINILAI,
            mulai__lte=periode.selesai,
            selesai__gte=periode.mulai,
        )
        .filter(~Exists(sudah))
        .annotate(hari_penilai=hari_penilai_sql(hari))
        .annotate(kunci_penilai=Subquery(penilai.values("penilai")[:1]))
        .exclude(kunci_penilai__isnull=True)
        .exclude(kunci_penilai=F("pegawai"))
    )


# --- what stays open when a period closes ---------------------------------------------------------
def evaluasi_terbuka(
    periode: Periode, milik: Q | None = None, *, sebab: Collection[int] | None = None
) -> QuerySet[Any]:
    """The evaluations of a period that are not final, each with the reason as `kendala`.

    `sebab`: keys of those that owe a sentence, where the caller looked already (`tanpa_sebab`). A correction is none of them: its period may have been closed long ago, and its earlier version is in force.
    """
    dinilai = Q(status=StatusEvaluasi.DINILAI)
    tanpa_rating = Q(rating_hasil="") | Q(rating_perilaku="")
    kosong = Q(alasan_hasil="") | Q(alasan_perilaku="")
    sesudah_dinilai = KendalaFinal.BELUM_DISAMPAIKAN if periode.penyampaian_wajib else KendalaFinal.TERTUNDA
    semua = Evaluasi.objects.filter(milik or Q(), periode=periode, mengoreksi__isnull=True).exclude(
        status=StatusEvaluasi.FINAL
    )
    if sebab is None:
        sebab = tanpa_sebab(semua, periode)
    return semua.annotate(ada_capaian=capaian_berlaku_sql(periode, "penempatan__unit__jalur")).annotate(
        kendala=Case(
            When(Q(status__in=JAWABAN), then=Value(KendalaFinal.MENUNGGU_JAWABAN.value)),
            When(~dinilai | tanpa_rating, then=Value(KendalaFinal.BELUM_DINILAI.value)),
            When(kosong, then=Value(KendalaFinal.DASAR_KOSONG.value)),
            When(Q(pk__in=sebab), then=Value(KendalaFinal.SEBAB_KOSONG.value)),
            When(ada_capaian=False, then=Value(KendalaFinal.CAPAIAN_BELUM.value)),
            default=Value(sesudah_dinilai.value),
            output_field=CharField(),
        )
    )


@dataclass(frozen=True)
class Penutupan:
    """How many evaluations there are, how many are final, and why the others are not."""

    jumlah: int
    final: int
    kendala: dict[KendalaFinal, int]

    @property
    def siap(self) -> int:
        return self.kendala[KendalaFinal.TERTUNDA]


def berutang_sebab(periode: Periode, puncak: Sequence[UnitKerja]) -> set[int]:
    """Who of these units still owes a sentence; asked once for figures and list. Two queries; three for a year."""
    milik = dalam_unit(puncak, "penempatan__unit__jalur")
    return tanpa_sebab(Evaluasi.objects.filter(milik, periode=periode, mengoreksi__isnull=True), periode)


def penutupan(
    periode: Periode, puncak: Sequence[UnitKerja], *, sebab: Collection[int] | None = None
) -> Penutupan:
    """Count what closing finds. Two queries beside those of `berutang_sebab`."""
    milik = dalam_unit(puncak, "penempatan__unit__jalur")
    terbuka = evaluasi_terbuka(periode, milik, sebab=sebab)
    per_kendala = dict(terbuka.order_by().values_list("kendala").annotate(n=Count("pk")))
    final = Evaluasi.objects.final().filter(milik, periode=periode).count()
    return Penutupan(
        final + sum(per_kendala.values()), final, {k: per_kendala.get(k.value, 0) for k in KendalaFinal}
    )


def daftar_terbuka(
    periode: Periode,
    puncak: Sequence[UnitKerja],
    *,
    kendala: KendalaFinal | None = None,
    cari: str = "",
    sebab: Collection[int] | None = None,
) -> QuerySet[Any]:
    """The people behind those figures, by name."""
    semua = evaluasi_terbuka(periode, dalam_unit(puncak, "penempatan__unit__jalur"), sebab=sebab)
    if kendala:
        semua = semua.filter(kendala=kendala.value)
    if cari := cari.strip():
        semua = semua.filter(Q(pegawai__nama__icontains=cari) | Q(pegawai__nip=cari))
    return semua.select_related("pegawai", "penilai", "penempatan__unit", "penempatan__jabatan").order_by(
        "pegawai__nama", "pk"
    )
