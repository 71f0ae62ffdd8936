"""The state of a penilai's team in one period, and a person's own evaluations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, Length

from evaluasi.models import (
    CapaianOrganisasi,
    Evaluasi,
    Keberatan,
    Laporan,
    RekomendasiTim,
)
from evaluasi.models.evaluasi import milik_skp
from evaluasi.permissions import STATUS_BISA_DINILAI, STATUS_TERBUKA_BAGI_PEGAWAI, pengaturan_pola
from evaluasi.rules import (
    TEKS_POLA,
    PeriksaPola,
    Predikat,
    PredikatOrganisasi,
    StatusEvaluasi,
    check_pola,
)
from evaluasi.selectors.capaian import capaian_untuk_banyak
from evaluasi.selectors.pelaksanaan import kalimat_ditutup
from evaluasi.selectors.sebab import tanpa_sebab
from kinerja.models import Realisasi
from pegawai.models import HubunganPenilai, Pegawai
from pegawai.models.penempatan import berlaku_pada
from pegawai.prepared import prepared
from pegawai.rules import is_wajib_skp
from skp.models import IndikatorKinerja, Periode, Skp
from skp.rules import StatusSkp


@dataclass(frozen=True)
class BarisTim:
    """One member in one period: where his evaluation stands and what it still lacks."""

    pegawai: Pegawai
    jabatan: str
    skp: Skp | None
    evaluasi: Evaluasi | None
    capaian: CapaianOrganisasi | None
    kurang: Sequence[str] = ()
    rekomendasi: int = 0
    """How many ketua tim have recommended."""
    is_ditutup: bool = False
    """Its period is closed; a correction goes on all the same."""

    @property
    def is_final(self) -> bool:
        return self.evaluasi is not None and self.evaluasi.is_final

    @property
    def is_terbuka(self) -> bool:
        """The result is in the person's hands, or final: nothing is rated any more."""
        return self.evaluasi is not None and self.evaluasi.status in STATUS_TERBUKA_BAGI_PEGAWAI

    @property
    def bisa_dinilai(self) -> bool:
        return self.skp is not None and self.skp.status in STATUS_BISA_DINILAI

    @property
    def siap_final(self) -> bool:
        return self.bisa_dinilai and not self.is_terbuka and not self.is_ditutup and not self.kurang


@dataclass(frozen=True)
class KelompokPola:
    """The members for whom one capaian counts, held against its pola."""

    capaian: CapaianOrganisasi
    jumlah: dict[Predikat, int]
    periksa: PeriksaPola
    unit_kecil: int
    """Below so many people the agency counts people, not shares."""

    @property
    def teks(self) -> str:
        """The pola in the circular's words."""
        return TEKS_POLA[self.periksa.capaian]

    @property
    def jumlah_tampil(self) -> list[tuple[Predikat, int]]:
        return list(self.jumlah.items())


@dataclass(frozen=True)
class Tim:
    baris: Sequence[BarisTim]
    pola: Sequence[KelompokPola] = field(default_factory=list)
    ditutup: str = ""
    """Why nobody of the period can be rated any more, in the sentence of the rule."""

    @property
    def selesai(self) -> int:
        return sum(b.is_final for b in self.baris)

    @property
    def siap(self) -> int:
        return sum(b.siap_final for b in self.baris)

    @property
    def tanpa_capaian(self) -> bool:
        return any(b.skp is not None and b.capaian is None for b in self.baris)


def skp_dinilai(pelaku: Pegawai, periode: Periode, pada: date) -> QuerySet[Skp]:
    """The SKP that `pelaku` rates for this period now, in the order of names."""
    return _skp_dinilai(pelaku, periode.instansi_id, periode.mulai, periode.selesai, pada)


def _skp_dinilai(pelaku: Pegawai, instansi: int, mulai: date, selesai: date, pada: date) -> QuerySet[Skp]:
    return (
        Skp.objects.berlaku()
        .dinilai_oleh(pelaku, pada)
        .filter(instansi_id=instansi, mulai__lte=selesai, selesai__gte=mulai)
        .order_by("pegawai__nama", "pegawai_id", "mulai", "pk")
    )


def tim_penilai(pelaku: Pegawai, periode: Periode, pada: date) -> Tim:
    """Everything the page of a team shows. At most nine queries for any number of members."""
    p = periode
    daftar: list[Any] = _anggota_tim(pelaku, p.instansi_id, p.mulai, p.selesai, pada, p.pk)
    evaluasi = per_skp(daftar, reversed(_evaluasi_tim(periode.pk, *(s.penempatan_id for s in daftar))))
    capaian = capaian_untuk_banyak({s.penempatan.unit for s in daftar}, periode)
    ditutup = kalimat_ditutup(periode)
    sebab = _tanpa_sebab(evaluasi.values(), periode)
    baris = [
        BarisTim(
            pegawai=s.pegawai,
            jabatan=s.penempatan.jabatan_tampil,
            skp=s,
            evaluasi=(e := evaluasi.get(s.pk)),
            capaian=(c := capaian.get(s.penempatan.unit_id)),
            kurang=_kurang(s, e, c, pelaku, tanpa_sebab=e is not None and e.pk in sebab),
            rekomendasi=s.jumlah_rekomendasi,
            is_ditutup=bool(ditutup) and not (e and e.is_koreksi),
        )
        for s in daftar
    ]
    baris += _tanpa_skp(pelaku, periode, pada)
    return Tim(
        sorted(baris, key=lambda b: (b.pegawai.nama.casefold(), b.pegawai.pk)),
        _pola(baris, pelaku.instansi_id),
        ditutup,
    )


def _tanpa_sebab(evaluasi: Iterable[Evaluasi], periode: Periode) -> set[int]:
    """Who still owes a sentence; asked only about those whose ratings differ from nothing yet in words."""
    calon = [
        e.pk
        for e in evaluasi
        if e.status == StatusEvaluasi.DINILAI and not (e.sebab_beda_hasil and e.sebab_beda_perilaku)
    ]
    return tanpa_sebab(Evaluasi.objects.filter(pk__in=calon), periode) if calon else set()


def per_skp(daftar: Iterable[Skp], evaluasi: Iterable[Evaluasi]) -> dict[int, Evaluasi]:
    """To each of these SKP its evaluation (of several the last one), as `milik_skp` has it."""
    semua = list(daftar)
    hidup = {s.pk for s in semua}
    milik: dict[int, Evaluasi] = {}
    warisan: dict[int, Evaluasi] = {}
    for e in evaluasi:
        if e.skp_id in hidup:
            milik[e.skp_id] = e
        else:
            warisan[e.penempatan_id] = e
    return {s.pk: ada for s in semua if (ada := milik.get(s.pk) or warisan.get(s.penempatan_id))}


@prepared
def _anggota_tim(
    pelaku: Pegawai, instansi: int, mulai: date, selesai: date, pada: date, periode: int
) -> QuerySet[Any]:
    rekomendasi = RekomendasiTim.objects.filter(penempatan=OuterRef("penempatan"), periode=periode)
    return (
        _skp_dinilai(pelaku, instansi, mulai, selesai, pada)
        .select_related("pegawai", "penempatan__jabatan", "penempatan__unit")
        .annotate(
            jumlah_indikator=_hitung(IndikatorKinerja.objects.filter(rhk__skp=OuterRef("pk")), "rhk__skp"),
            jumlah_realisasi=_hitung(Realisasi.objects.filter(skp=OuterRef("pk"), periode=periode), "skp"),
            jumlah_rekomendasi=_hitung(rekomendasi, "penempatan"),
        )
    )


@prepared
def _evaluasi_tim(periode: int, *penempatan: int) -> QuerySet[Evaluasi]:
    return Evaluasi.objects.terakhir().filter(periode=periode, penempatan__in=penempatan).defer("snapshot")


def _hitung(baris: QuerySet[Any], kolom: str) -> Coalesce:
    n = baris.order_by().values(kolom).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(n, output_field=IntegerField()), 0)


def _kurang(
    skp: Any,
    evaluasi: Evaluasi | None,
    capaian: CapaianOrganisasi | None,
    pelaku: Pegawai,
    *,
    tanpa_sebab: bool,
) -> list[str]:
    """Say in words what stands between this person and a final evaluation; realisasi is a hint only."""
    if evaluasi is not None and evaluasi.status in STATUS_TERBUKA_BAGI_PEGAWAI:
        return []
    if skp.status not in STATUS_BISA_DINILAI:
        return [f"SKP {StatusSkp(skp.status).label.lower()}"]
    hasil = []
    if evaluasi is None or not evaluasi.rating_hasil:
        hasil.append("Rating hasil kerja")
    elif not evaluasi.alasan_hasil:
        hasil.append("Dasar rating hasil kerja")
    if evaluasi is None or not evaluasi.rating_perilaku:
        hasil.append("Rating perilaku kerja")
    elif not evaluasi.alasan_perilaku:
        hasil.append("Dasar rating perilaku kerja")
    if tanpa_sebab:
        hasil.append("Sebab berbeda dari saran")
    if evaluasi is not None and evaluasi.dinilai_pada and evaluasi.penilai_id != pelaku.pk:
        hasil.append("Persetujuan Anda atas rating penilai sebelumnya")
    if capaian is None:
        hasil.append("Capaian organisasi")
    return hasil


def _tanpa_skp(pelaku: Pegawai, periode: Periode, pada: date) -> list[BarisTim]:
    """Members from whom an SKP is due and who have none for this period."""
    hari = min(max(pada, periode.mulai), periode.selesai)
    punya = Skp.objects.berlaku().filter(
        penempatan=OuterRef("penempatan"), mulai__lte=periode.selesai, selesai__gte=periode.mulai
    )
    return [
        BarisTim(
            pegawai=h.pegawai,
            jabatan=h.penempatan.jabatan_tampil,
            skp=None,
            evaluasi=None,
            capaian=None,
            kurang=("SKP belum ada",),
        )
        for h in HubunganPenilai.objects.filter(
            ~Exists(punya), berlaku_pada(hari), berlaku_pada(hari, "penempatan__"), penilai=pelaku
        ).select_related("pegawai__instansi", "penempatan__jabatan")
        if h.penempatan.jenis == "D"
        and is_wajib_skp(h.pegawai.kedudukan, tugas_belajar_wajib=h.pegawai.instansi.tugas_belajar_wajib_skp)
    ]


def _pola(baris: Sequence[BarisTim], instansi_id: int) -> list[KelompokPola]:
    """Count the predikat noted so far, per capaian that counts; an acting post does not count twice."""
    kelompok: dict[int, tuple[CapaianOrganisasi, dict[Predikat, int]]] = {}
    for b in baris:
        if b.capaian is None or b.evaluasi is None or not b.evaluasi.predikat or (b.skp and b.skp.is_plt_plh):
            continue
        _, jumlah = kelompok.setdefault(b.capaian.pk, (b.capaian, dict.fromkeys(Predikat, 0)))
        jumlah[Predikat(b.evaluasi.predikat)] += 1
    if not kelompok:
        return []
    unit_kecil = pengaturan_pola(instansi_id).unit_kecil
    return [
        KelompokPola(
            c, jumlah, check_pola(PredikatOrganisasi(c.predikat), jumlah, unit_kecil=unit_kecil), unit_kecil
        )
        for c, jumlah in kelompok.values()
    ]


@dataclass(frozen=True)
class Tetangga:
    """A member before or after, for j and k: his evaluation, or what is needed to open it."""

    nama: str
    skp_uuid: str
    evaluasi_uuid: str | None


@dataclass(frozen=True)
class Urutan:
    sebelum: Tetangga | None
    sesudah: Tetangga | None
    nomor: int
    jumlah: int
    is_dinilai: bool = False
    """The version of the SKP that the evaluation rests on is one that is rated now."""


def urutan_tim(pelaku: Pegawai, evaluasi: Evaluasi, pada: date) -> Urutan:
    """Where a person stands among those whom `pelaku` rates in this period. One query.

    Before and after him stand those who are still to be rated: a result that left the penilai's hands is passed over.
    """
    p = evaluasi.periode
    daftar = _urutan(pelaku, p.instansi_id, p.mulai, p.selesai, pada, p.pk)
    milik = [i for i, (_, skp, *_) in enumerate(daftar) if skp == evaluasi.skp_id]
    tempat = [i for i, (p, *_) in enumerate(daftar) if p == evaluasi.penempatan_id]
    nomor = next(iter([*milik, *tempat]), -1)
    orang = [
        Tetangga(nama, str(skp), str(e) if e else None) if status not in STATUS_TERBUKA_BAGI_PEGAWAI else None
        for _, _, nama, skp, e, status in daftar
    ]
    return Urutan(
        sebelum=next((o for o in reversed(orang[: max(nomor, 0)]) if o), None),
        sesudah=next((o for o in orang[nomor + 1 :] if o), None) if nomor >= 0 else None,
        nomor=nomor + 1,
        jumlah=len(orang),
        is_dinilai=nomor >= 0 and daftar[nomor][1] == evaluasi.skp_id,
    )


@prepared
def _urutan(
    pelaku: Pegawai, instansi: int, mulai: date, selesai: date, pada: date, periode: int
) -> QuerySet[Any, Any]:
    milik = Evaluasi.objects.terakhir().filter(
        milik_skp(OuterRef("pk"), OuterRef("penempatan")), periode=periode
    )
    return (
        _skp_dinilai(pelaku, instansi, mulai, selesai, pada)
        .filter(status__in=STATUS_BISA_DINILAI)
        .annotate(
            evaluasi_uuid=Subquery(milik.values("uuid")[:1]),
            evaluasi_status=Subquery(milik.values("status")[:1]),
        )
        .values_list("penempatan_id", "pk", "pegawai__nama", "uuid", "evaluasi_uuid", "evaluasi_status")
    )


def yang_dinilai(pelaku: Pegawai, uuid: UUID, pada: date) -> tuple[Evaluasi, Urutan] | None:
    """An evaluation that `pelaku` rates now, with its place in his row. Two queries, and few joins.

    None where he does not: `evaluasi_halaman` and `may_rate` then say why.
    """
    evaluasi = next(iter(_evaluasi_dinilai(uuid)), None)
    urutan = urutan_tim(pelaku, evaluasi, pada) if evaluasi else None
    if evaluasi is None or urutan is None or not urutan.is_dinilai:
        return None
    evaluasi.skp.pegawai, evaluasi.skp.penempatan = evaluasi.pegawai, evaluasi.penempatan
    evaluasi.skp.instansi = pelaku.instansi
    if evaluasi.penilai_id == pelaku.pk:
        evaluasi.penilai = pelaku
    return evaluasi, urutan


@prepared
def _evaluasi_dinilai(uuid: UUID) -> QuerySet[Evaluasi]:
    terkait = ("pegawai", "periode", "penempatan__jabatan", "penempatan__unit", "skp")
    return Evaluasi.objects.select_related(*terkait).defer("snapshot").filter(uuid=uuid)


def laporan_of(evaluasi: Evaluasi) -> Laporan | None:
    """The latest job that makes the documents of an evaluation."""
    return Laporan.objects.filter(butir__evaluasi=evaluasi).order_by("-pk").first()


def evaluasi_halaman(pelaku: Pegawai) -> QuerySet[Evaluasi]:
    """Evaluations that `pelaku` may see, with everything a page about one of them needs in the same read.

    `berwenang`: he rates it now. `capaian_berlaku`: the capaian that counts. `lalu`: earlier final ones.
    `pengganti`: its correction.
    """
    capaian = (
        CapaianOrganisasi.objects.ditetapkan()
        .annotate(jalur_orang=Cast(OuterRef("penempatan__unit__jalur"), TextField()))
        .filter(periode=OuterRef("periode"), jalur_orang__startswith=F("unit__jalur"))
        .order_by(Length("unit__jalur").desc())
        .values(json=JSONObject(predikat="predikat", unit="unit__nama", dasar="dasar"))
    )
    lalu = (
        Evaluasi.objects.final()
        .filter(pegawai=OuterRef("pegawai"), periode__selesai__lte=OuterRef("periode__selesai"))
        .exclude(pk=OuterRef("pk"))
        .order_by("-periode__selesai", "-pk")
        .values(
            json=JSONObject(
                uuid="uuid",
                jenis="periode__jenis",
                nomor="periode__nomor",
                tahun="periode__tahun",
                predikat="predikat",
            )
        )
    )
    pengganti = (
        Evaluasi.objects.filter(mengoreksi=OuterRef("pk"))
        .exclude(status=StatusEvaluasi.DIBATALKAN)
        .values(json=JSONObject(uuid="uuid", versi="versi", status="status"))
    )
    return (
        Evaluasi.objects.visible_to(pelaku)
        .select_related(
            "instansi",
            "pegawai",
            "penilai",
            "final_oleh",
            "penyampaian",
            "periode",
            "penempatan__jabatan",
            "penempatan__unit",
            "skp__periode",
            "skp__penempatan",
        )
        .defer("snapshot")
        .annotate(
            berwenang=Exists(Skp.objects.filter(pk=OuterRef("skp")).dinilai_oleh(pelaku)),
            capaian_berlaku=Subquery(capaian[:1]),
            lalu=ArraySubquery(lalu[:6]),
            pengganti=Subquery(pengganti[:1]),
            ada_keberatan=Exists(Keberatan.objects.filter(evaluasi=OuterRef("pk"))),
        )
    )
