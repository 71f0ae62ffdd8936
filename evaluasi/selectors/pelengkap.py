"""What stands around the results and behaviours of one person in one period: read in one query (`Sekali`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, TextField, Value
from django.db.models.functions import Length

from evaluasi.models import CapaianOrganisasi, Evaluasi, RekomendasiTim
from evaluasi.rules import Ekspektasi, Predikat, PredikatOrganisasi
from evaluasi.selectors.sekali import Sekali
from kinerja.models import Apresiasi, HasilRonde, PenerimaApresiasi
from kinerja.selectors import RataNilai
from kinerja.selectors.apresiasi import RingkasApresiasi
from kinerja.selectors.ronde import teks_rata
from pegawai.models import Pegawai, Penempatan
from pegawai.rules import AWALAN_JABATAN, JenisPenugasan
from skp.models import EkspektasiPerilaku, Periode, Skp
from skp.rules import NilaiPerilaku, nama_periode

P = Mapping[str, Any]
Baris = Sequence[Mapping[str, Any]]
MAKS_APRESIASI, MAKS_LALU = 3, 24
TANPA_APRESIASI = RingkasApresiasi(0, [], [])


def _ekspektasi(p: P, **milik: Any) -> Any:
    milik = milik or {"skp": p["skp"]}
    return EkspektasiPerilaku.objects.filter(**milik).order_by("id").values("skp_id", "nilai", "teks")


def _ronde(p: P, **milik: Any) -> Any:
    milik = milik or {"pegawai": p["pegawai"]}
    return (
        HasilRonde.objects.filter(
            rata__isnull=False, ronde__selesai__gte=p["mulai"], ronde__selesai__lte=p["selesai"], **milik
        )
        .exclude(pertanyaan__nilai="")
        .order_by("ronde__selesai", "relasi", "pertanyaan__urutan")
        .values(
            "pegawai_id",
            "ronde__selesai",
            "pertanyaan__nilai",
            "relasi",
            "ronde__nama",
            "rata",
            "jumlah",
        )
    )


def _rekomendasi(p: P, **milik: Any) -> Any:
    milik = milik or {"penempatan": p["penempatan"]}
    return (
        RekomendasiTim.objects.filter(periode=p["periode"], **milik)
        .order_by("tim__nama", "id")
        .values(
            "penempatan_id",
            "tim__nama",
            "rating_hasil",
            "rating_perilaku",
            "isi",
            "oleh__gelar_depan",
            "oleh__nama",
            "oleh__gelar_belakang",
        )
    )


def _apresiasi(p: P) -> Any:
    return (
        PenerimaApresiasi.objects.terbit()
        .filter(penerima=p["pegawai"], tanggal__gte=p["mulai"], tanggal__lte=p["selesai"])
        .order_by("-tanggal", "-id")
        .values(
            "tanggal",
            "apresiasi__nilai",
            "apresiasi__isi",
            "apresiasi__penulis__gelar_depan",
            "apresiasi__penulis__nama",
            "apresiasi__penulis__gelar_belakang",
        )
    )


def _capaian(p: P) -> Any:
    return (
        CapaianOrganisasi.objects.ditetapkan()
        .annotate(jalur_orang=Value(p["jalur"], TextField()))
        .filter(periode=p["periode"], jalur_orang__startswith=F("unit__jalur"))
        .order_by(Length("unit__jalur").desc())
        .values("predikat", "unit__nama")[:1]
    )


def _rentang(p: P) -> Any:
    """Every span of the year, whoever rated it."""
    return (
        Skp.objects.berlaku()
        .filter(pegawai=p["pegawai"], periode__tahun=p["tahun"])
        .order_by("mulai", "id")
        .values(
            "id",
            "penempatan_id",
            "mulai",
            "selesai",
            "penempatan__jenis",
            "penempatan__jabatan__nama",
            "penempatan__unit__nama",
        )
    )


def _lalu(p: P) -> Any:
    """Final evaluations of the year and of the years before, the latest first."""
    return (
        Evaluasi.objects.final()
        .filter(pegawai=p["pegawai"], periode__tahun__lte=p["tahun"])
        .exclude(periode=p["periode"], skp=p["skp"])
        .order_by("-periode__selesai", "-periode__mulai", "-id")
        .values(
            "uuid",
            "skp_id",
            "penempatan_id",
            "periode__jenis",
            "periode__nomor",
            "periode__tahun",
            "periode__mulai",
            "rating_hasil",
            "rating_perilaku",
            "alasan_hasil",
            "alasan_perilaku",
            "predikat",
            "penilai__gelar_depan",
            "penilai__nama",
            "penilai__gelar_belakang",
        )[:MAKS_LALU]
    )


def _sebagai(p: P) -> Any:
    """The unit above the person that whoever opens the page heads today without being its definitif head."""
    return (
        Penempatan.objects.filter(pegawai=p["penilai"], is_kepala=True, mulai__lte=p["hari"])
        .exclude(selesai__lt=p["hari"])
        .annotate(jalur_orang=Value(p["jalur"], TextField()))
        .filter(jalur_orang__startswith=F("unit__jalur"))
        .order_by(Length("unit__jalur").desc())
        .values("jenis", "jabatan__nama")[:1]
    )


_BACA = Sekali(
    {
        "skp": "angka",
        "pegawai": "angka",
        "penempatan": "angka",
        "periode": "angka",
        "tahun": "angka",
        "penilai": "angka",
        "mulai": "hari",
        "selesai": "hari",
        "hari": "hari",
        "jalur": "teks",
    },
    {
        "ekspektasi": _ekspektasi,
        "ronde": _ronde,
        "rekomendasi": _rekomendasi,
        "apresiasi": _apresiasi,
        "capaian": _capaian,
        "rentang": _rentang,
        "lalu": _lalu,
        "sebagai": _sebagai,
    },
)


@dataclass(frozen=True)
class Rekomendasi:
    """The word of a ketua tim, as the page and the snapshot need it."""

    tim: str
    oleh: str
    rating_hasil: str
    rating_perilaku: str
    isi: str

    @property
    def ringkas(self) -> str:
        """ "hasil kerja di atas ekspektasi, perilaku kerja sesuai ekspektasi"; empty where only words were given."""
        pilihan = (("hasil kerja", self.rating_hasil), ("perilaku kerja", self.rating_perilaku))
        return ", ".join(f"{apa} {Ekspektasi(r).label.lower()}" for apa, r in pilihan if r)


@dataclass(frozen=True)
class NilaiLalu:
    """One earlier judgement: of this span or of another one, never averaged with anything."""

    uuid: str
    periode: str
    rating_hasil: str
    rating_perilaku: str
    alasan_hasil: str
    alasan_perilaku: str
    predikat: Predikat
    penilai: str


@dataclass(frozen=True)
class Rentang:
    """One span of the year with the judgements it has."""

    jabatan: str
    unit: str
    mulai: date
    selesai: date
    is_ini: bool
    nilai: Sequence[NilaiLalu]


@dataclass(frozen=True)
class Pelengkap:
    ekspektasi: Mapping[str, str]
    ronde: Sequence[RataNilai]
    rekomendasi: Sequence[Rekomendasi]
    # What stands only on the page:
    apresiasi: RingkasApresiasi = TANPA_APRESIASI
    capaian: PredikatOrganisasi | None = None
    capaian_unit: str = ""
    rentang: Sequence[Rentang] = ()
    tahun_lalu: Sequence[NilaiLalu] = ()
    sebagai: str = ""
    """The acting post in which the reader rates this person ("Plt. Kepala Bidang …"), else empty."""


def pelengkap_of(skp: Skp, periode: Periode, *, penilai: int, hari: date, jalur: str = "") -> Pelengkap:
    """Read all of it for one SKP in one period. One query."""
    mulai, selesai = max(skp.mulai, periode.mulai), min(skp.selesai, periode.selesai)
    b = _BACA(
        skp=skp.pk,
        pegawai=skp.pegawai_id,
        penempatan=skp.penempatan_id,
        periode=periode.pk,
        tahun=periode.tahun,
        penilai=penilai,
        mulai=mulai,
        selesai=selesai,
        hari=hari,
        jalur=jalur,
    )
    return Pelengkap(
        **_dibekukan(b["ekspektasi"], b["ronde"], b["rekomendasi"]),
        apresiasi=_ringkas_apresiasi(b["apresiasi"]),
        capaian=PredikatOrganisasi(b["capaian"][0]["predikat"]) if b["capaian"] else None,
        capaian_unit=b["capaian"][0]["unit__nama"] if b["capaian"] else "",
        rentang=_rentang_tahun(b, skp, periode),
        tahun_lalu=[_nilai_lalu(r) for r in b["lalu"] if r["periode__tahun"] < periode.tahun],
        sebagai=_jabatan_pelaksana(b["sebagai"]),
    )


def pelengkap_beku(skp: Sequence[Skp], periode: Periode) -> dict[int, Pelengkap]:
    """Read for many SKP what a snapshot freezes of it. Three queries."""
    p = {"periode": periode.pk, "mulai": periode.mulai, "selesai": periode.selesai}
    ekspektasi = list(_ekspektasi(p, skp__in=[s.pk for s in skp]))
    ronde = list(_ronde(p, pegawai__in=[s.pegawai_id for s in skp]))
    rekomendasi = list(_rekomendasi(p, penempatan__in=[s.penempatan_id for s in skp]))
    return {
        s.pk: Pelengkap(
            **_dibekukan(
                [r for r in ekspektasi if r["skp_id"] == s.pk],
                [
                    r
                    for r in ronde
                    if r["pegawai_id"] == s.pegawai_id and s.mulai <= r["ronde__selesai"] <= s.selesai
                ],
                [r for r in rekomendasi if r["penempatan_id"] == s.penempatan_id],
            )
        )
        for s in skp
    }


def _dibekukan(ekspektasi: Baris, ronde: Baris, rekomendasi: Baris) -> dict[str, Any]:
    return {
        "ekspektasi": {r["nilai"]: r["teks"] for r in ekspektasi},
        "ronde": [
            RataNilai(
                r["pertanyaan__nilai"], r["relasi"], teks_rata(r["ronde__nama"], r["rata"], r["jumlah"])
            )
            for r in ronde
        ],
        "rekomendasi": [
            Rekomendasi(r["tim__nama"], _nama(r, "oleh"), r["rating_hasil"], r["rating_perilaku"], r["isi"])
            for r in rekomendasi
        ],
    }


def _nama(baris: Mapping[str, Any], awalan: str) -> str:
    """As `Pegawai.nama_lengkap` has it."""
    return Pegawai(
        gelar_depan=baris[f"{awalan}__gelar_depan"],
        nama=baris[f"{awalan}__nama"],
        gelar_belakang=baris[f"{awalan}__gelar_belakang"],
    ).nama_lengkap


def _ringkas_apresiasi(baris: Sequence[Mapping[str, Any]]) -> RingkasApresiasi:
    hitung = Counter(r["apresiasi__nilai"] for r in baris)
    awalan = "apresiasi__penulis__"
    terbaru = [
        PenerimaApresiasi(
            tanggal=date.fromisoformat(r["tanggal"]),
            apresiasi=Apresiasi(
                nilai=r["apresiasi__nilai"],
                isi=r["apresiasi__isi"],
                penulis=Pegawai(**{k.removeprefix(awalan): v for k, v in r.items() if k.startswith(awalan)}),
            ),
        )
        for r in baris[:MAKS_APRESIASI]
    ]
    return RingkasApresiasi(
        len(baris), [(n, hitung[n.value]) for n in NilaiPerilaku if hitung[n.value]], terbaru
    )


def _nilai_lalu(r: Mapping[str, Any]) -> NilaiLalu:
    return NilaiLalu(
        uuid=r["uuid"],
        periode=nama_periode(r["periode__jenis"], r["periode__nomor"], r["periode__tahun"]),
        rating_hasil=Ekspektasi(r["rating_hasil"]).label,
        rating_perilaku=Ekspektasi(r["rating_perilaku"]).label,
        alasan_hasil=r["alasan_hasil"],
        alasan_perilaku=r["alasan_perilaku"],
        predikat=Predikat(r["predikat"]),
        penilai=_nama(r, "penilai"),
    )


def _rentang_tahun(b: Mapping[str, list[dict[str, Any]]], skp: Skp, periode: Periode) -> list[Rentang]:
    """The spans of the year side by side; without any judgement only where there is more than one span."""
    tahun_ini = [r for r in reversed(b["lalu"]) if r["periode__tahun"] == periode.tahun]
    hidup = {s["id"] for s in b["rentang"]}
    hasil = [
        Rentang(
            jabatan=f"{AWALAN_JABATAN.get(s['penempatan__jenis'], '')}{s['penempatan__jabatan__nama']}",
            unit=s["penempatan__unit__nama"],
            mulai=date.fromisoformat(s["mulai"]),
            selesai=date.fromisoformat(s["selesai"]),
            is_ini=s["id"] == skp.pk,
            nilai=[
                _nilai_lalu(r)
                for r in tahun_ini
                if r["skp_id"] == s["id"]
                or (r["skp_id"] not in hidup and r["penempatan_id"] == s["penempatan_id"])
            ],
        )
        for s in b["rentang"]
    ]
    return hasil if len(hasil) > 1 or any(r.nilai for r in hasil) else []


def _jabatan_pelaksana(baris: Sequence[Mapping[str, Any]]) -> str:
    if not baris or baris[0]["jenis"] == JenisPenugasan.DEFINITIF:
        return ""
    return f"{AWALAN_JABATAN.get(baris[0]['jenis'], '')}{baris[0]['jabatan__nama']}"


@dataclass(frozen=True)
class TabelRentang:
    """The spans of a year side by side, a row per period: a year of months is long, never wide."""

    kolom: Sequence[Rentang]
    baris: Sequence[tuple[str, Sequence[tuple[Rentang, NilaiLalu | None]]]]


def tabel_rentang(rentang: Sequence[Rentang]) -> TabelRentang:
    periode = dict.fromkeys(n.periode for r in rentang for n in r.nilai)
    baris = [(p, [(r, next((n for n in r.nilai if n.periode == p), None)) for r in rentang]) for p in periode]
    return TabelRentang(rentang, baris)
