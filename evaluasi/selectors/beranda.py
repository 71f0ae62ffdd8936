"""What the home page says to each: one read per kind of question, whatever roles meet in a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Least
from django.utils import timezone

from evaluasi.models import Evaluasi, Laporan, RiwayatEvaluasi, TindakLanjut
from evaluasi.permissions import unit_pantauan
from evaluasi.rules import StatusLaporan
from evaluasi.selectors.antrean import KelompokAntrean, antrean_penilai
from evaluasi.selectors.keberatan import keberatan_menunggu
from evaluasi.selectors.pemantauan import BarisUnit, acuan_pantau, periode_kini, rekap_anak, rekap_puncak
from kinerja.models import CatatanHarian, Cuti, HariLibur, PermintaanUmpanBalik, Realisasi, UmpanBalik
from kinerja.selectors import pertanyaan_untuk
from kinerja.selectors.apresiasi import apresiasi_baru
from kinerja.selectors.pembinaan import langkah_terlambat, pembinaan_menunggu
from pegawai.models import HubunganPenilai, Impor, Pegawai, Penempatan, PermintaanPerbaikan, UnitKerja
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.prepared import prepared
from pegawai.rules import JenisPenugasan, Peran, StatusImpor, StatusPerbaikan
from pegawai.selectors import daftar_pegawai, unit_tanpa_pejabat
from skp.models import IndikatorKinerja, Periode, RencanaHasilKerja, RiwayatSkp, Skp
from skp.rules import (
    STATUS_BISA_DISUNTING,
    STATUS_MATI,
    JenisPeriode,
    KeadaanJendela,
    StatusSkp,
)
from skp.selectors import Ingatan, ingatan_dari, jendela_dari, kolom_jendela, kolom_pengingat

PENGAWAS = frozenset({Peran.ADMIN_KEPEGAWAIAN, Peran.PIMPINAN, Peran.AUDITOR})
STATUS_GAGAL = (StatusLaporan.GAGAL, StatusLaporan.SEBAGIAN)
HARI_MENDEKAT = 7
"""From so many days before a period's end its realisasi is asked for."""


class Hitung(Subquery):
    """How many rows a query has, as one figure among others in a single read."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS hitung)"

    def __init__(self, baris: QuerySet[Any]) -> None:
        super().__init__(baris.order_by().values("pk"), output_field=IntegerField())


@dataclass(frozen=True)
class RingkasAdmin:
    """What is late and where, within the reach of a granted role or of a headed unit."""

    puncak: Sequence[UnitKerja]
    unit: Sequence[BarisUnit]
    angka: dict[str, int]
    """Counts by kind: tanpa_penilai, unit_tanpa_pimpinan; for an admin perbaikan, laporan_gagal, impor_gagal too."""


@dataclass(frozen=True)
class Beranda:
    """Everything the home page is made of; the page puts it into words."""

    hari: date
    tahunan: Periode | None
    berjalan: Periode | None
    """The quarter or month of today."""
    berikut: Periode | None
    realisasi: Sequence[Periode]
    """Periods whose realisasi is asked for now."""
    skp: Sequence[Any]
    jendela_skp: KeadaanJendela | None
    """The window of the SKP that is still to be handed in."""
    pengingat: Ingatan | None
    punya_penempatan: bool
    punya_penilai: bool
    catatan_hari_ini: int
    is_hari_kerja: bool
    """Neither weekend nor holiday nor leave: an entry is asked for today."""
    belum_dibaca: int
    diminta: int
    """Requests for feedback that wait for an answer."""
    ditanya: int
    """One's own entries with a question that waits for one's answer."""
    bina: dict[str, int]
    """Sessions that wait and steps past their day: as the one guided ("saya"), as the one who guides ("tim")."""
    apresiasi_baru: int
    tindak: int
    """Open follow-ups that one is charged with."""
    keberatan: dict[str, int]
    """Objections that wait for this person's explanation ("jelaskan") or decision ("putus")."""
    realisasi_kurang: dict[int, int]
    umpan_balik: UmpanBalik | None
    evaluasi: Sequence[Any]
    antrean: Sequence[KelompokAntrean] = field(default_factory=list)
    admin: RingkasAdmin | None = None
    memimpin: bool = False

    @property
    def jumlah_antrean(self) -> int:
        return sum(k.jumlah for k in self.antrean)

    @property
    def punya_skp_kini(self) -> bool:
        """Whether a definitif SKP covers today."""
        return any(not s.is_plt_plh and s.mulai <= self.hari <= s.ujung for s in self.skp)

    @property
    def skp_kini(self) -> Any:
        """The definitif SKP of today, else any of today, else the newest."""
        berlaku = [s for s in self.skp if s.revisi_dari_id is None]
        hari_ini = [s for s in berlaku if s.mulai <= self.hari <= s.ujung]
        return next((s for s in hari_ini if not s.is_plt_plh), next(iter([*hari_ini, *berlaku]), None))


def beranda(pelaku: Pegawai, peran: Iterable[Peran], pada: date) -> Beranda:
    """Gather the home page of a person. At most ten queries, the same for 3 and 300 subordinates."""
    roles = set(peran)
    periode = _periode(pelaku.instansi_id, pada.year - 1, pada.year)
    bagian = [p for p in periode if p.jenis != JenisPeriode.TAHUNAN]
    berjalan = next((p for p in bagian if p.mulai <= pada <= p.selesai), None)
    diisi = [p for p in bagian if _diisi_kini(p, pada)] if Peran.PEGAWAI in roles else []
    admin = _dasar_admin(pelaku, roles)
    tahunan = next((p for p in periode if p.jenis == JenisPeriode.TAHUNAN and p.tahun == pada.year), None)
    angka = _angka(pelaku, roles, diisi, pada, admin, tahunan)
    skp = _skp(pelaku, pada.year) if Peran.PEGAWAI in roles else []
    return Beranda(
        hari=pada,
        tahunan=tahunan,
        berjalan=berjalan,
        berikut=next((p for p in bagian if p.mulai > pada), None),
        realisasi=[p for p in diisi if angka[f"kurang_{p.pk}"]],
        skp=skp,
        jendela_skp=_jendela_skp(pelaku, tahunan, skp, angka, pada),
        pengingat=ingatan_dari(angka.get("pengingat")),
        punya_penempatan=bool(angka.get("penempatan", 1)),
        punya_penilai=bool(angka.get("penilai", 1)),
        catatan_hari_ini=angka.get("catatan", 0),
        is_hari_kerja=pada.weekday() < pelaku.instansi.hari_kerja and not angka.get("hari_bebas", 0),
        belum_dibaca=angka.get("belum_dibaca", 0),
        diminta=angka.get("diminta", 0),
        ditanya=angka.get("ditanya", 0),
        bina={k.removeprefix("bina_"): n for k, n in angka.items() if k.startswith("bina_")},
        apresiasi_baru=angka.get("apresiasi_baru", 0),
        tindak=angka.get("tindak", 0),
        keberatan={k.removeprefix("keberatan_"): n for k, n in angka.items() if k.startswith("keberatan_")},
        realisasi_kurang={p.pk: angka[f"kurang_{p.pk}"] for p in diisi},
        umpan_balik=next(iter(_umpan_balik(pelaku)), None) if Peran.PEGAWAI in roles else None,
        evaluasi=_evaluasi(pelaku) if Peran.PEGAWAI in roles else [],
        antrean=antrean_penilai(pelaku, periode, pada) if Peran.PENILAI in roles else [],
        admin=_admin(pelaku, periode, pada, admin, angka),
        memimpin=Peran.PENILAI in roles,
    )


@prepared
def _periode(instansi: int, dari: int, sampai: int) -> QuerySet[Periode]:
    return Periode.objects.filter(instansi=instansi, tahun__range=(dari, sampai)).order_by(
        "mulai", "-selesai"
    )


def _diisi_kini(p: Periode, pada: date) -> bool:
    """Asked for from a week before the end until the filling closes."""
    return p.selesai - timedelta(days=HARI_MENDEKAT) <= pada <= (p.pengisian_sampai or p.selesai)


# The person


@prepared
def _skp(pelaku: Pegawai, tahun: int) -> QuerySet[Any]:
    """One's SKP of this year and open revisions, with the note of the last return. One query."""
    catatan = RiwayatSkp.objects.filter(skp=OuterRef("pk"), ke=StatusSkp.DIKEMBALIKAN).order_by("-pk")
    return (
        Skp.objects.exclude(status__in=STATUS_MATI)
        .filter(pegawai=pelaku, periode__tahun=tahun)
        .select_related("periode", "penilai", "penempatan__jabatan")
        # a span ends with its placement, whether or not it was closed yet
        .annotate(
            catatan_kembali=Subquery(catatan.values("catatan")[:1]),
            ujung=Least("selesai", "penempatan__selesai"),
            rujukan_lepas=Hitung(
                RencanaHasilKerja.objects.filter(
                    skp=OuterRef("pk"), rhk_pimpinan__isnull=True, rujukan_lepas_pada__isnull=False
                )
            ),
        )
    )


def _jendela_skp(
    pelaku: Pegawai,
    tahunan: Periode | None,
    skp: Sequence[Any],
    baris: Mapping[str, Any],
    pada: date,
) -> KeadaanJendela | None:
    """The window of the SKP that is still to be handed in, or to be begun."""
    if tahunan is None or "tempat" not in baris:
        return None
    draf = next((s for s in skp if s.status in STATUS_BISA_DISUNTING), None)
    mulai = draf.mulai if draf else None
    return jendela_dari(baris, tahunan, pelaku.instansi.zona_waktu, pada, mulai=mulai)


@prepared
def _umpan_balik(pelaku: Pegawai) -> QuerySet[UmpanBalik]:
    """The latest word."""
    return (
        UmpanBalik.objects.aktif()
        .filter(pegawai=pelaku)
        .select_related("pemberi")
        .order_by("-tanggal", "-id")[:1]
    )


@prepared
def _evaluasi(pelaku: Pegawai) -> QuerySet[Any]:
    """The latest evaluations, open ones with the note of their last return, newest first."""
    catatan = RiwayatEvaluasi.objects.filter(evaluasi=OuterRef("pk")).order_by("-pk")
    return (
        Evaluasi.objects.tampil()
        .filter(pegawai=pelaku)
        .select_related("periode", "final_oleh", "penyampaian", "instansi")
        .defer("snapshot")
        .annotate(catatan_kembali=Subquery(catatan.values("catatan")[:1]))
        .order_by("-periode__selesai", "-pk")[:6]
    )


def _angka(
    pelaku: Pegawai,
    roles: set[Peran],
    diisi: Sequence[Periode],
    pada: date,
    admin: dict[str, QuerySet[Any]],
    tahunan: Periode | None,
) -> dict[str, Any]:
    """All figures of the page in one read, with the latest reminder and what the window depends on."""
    peran = frozenset(roles & {Peran.PEGAWAI, Peran.PENILAI, Peran.ADMIN_KEPEGAWAIAN})
    rentang = (isi for p in diisi for isi in (p.pk, p.mulai, p.selesai))
    bahan: tuple[Any, ...] = (pelaku, pada, timezone.now(), peran, tahunan, *rentang)
    if admin:  # counted within the reach of each: no query that could be prepared
        kolom = _kolom_angka(*bahan) | {f"n_{k}": Hitung(q) for k, q in admin.items()}
        baris: Any = Pegawai.objects.filter(pk=pelaku.pk).values(**kolom).get()
    else:
        baris = _baris_angka(*bahan)[0] if peran else {}
    hasil = {k.removeprefix("n_"): n for k, n in baris.items()}
    return hasil | {f"kurang_{p.pk}": hasil[f"kurang_ke_{n}"] for n, p in enumerate(diisi)}


@prepared
def _baris_angka(pelaku: Pegawai, *bahan: Any) -> QuerySet[Any, Any]:
    return Pegawai.objects.filter(pk=pelaku.pk).values(**_kolom_angka(pelaku, *bahan))


def _kolom_angka(
    pelaku: Pegawai,
    pada: date,
    kini: datetime,
    peran: frozenset[Peran],
    tahunan: Periode | None,
    *diisi: Any,
) -> dict[str, Subquery]:
    """The figures as columns of one row; `diisi` is key, first and last day of each period that is filled now."""
    semua: dict[str, Subquery] = {}
    if peran & {Peran.PEGAWAI, Peran.PENILAI}:
        semua["pengingat"] = kolom_pengingat(pelaku, pada)
        semua["tindak"] = Hitung(TindakLanjut.objects.terbuka().filter(penanggung_jawab=pelaku))
        semua["diminta"] = Hitung(PermintaanUmpanBalik.objects.menunggu().filter(kepada=pelaku))
    if Peran.PEGAWAI in peran:
        semua |= _angka_pegawai(pelaku, pada)
        if tahunan is not None:
            semua |= kolom_jendela(pelaku, tahunan, pada)
        tetap = Skp.objects.tetap().filter(pegawai=pelaku)
        for n, (kunci, mulai, selesai) in enumerate(zip(*[iter(diisi)] * 3, strict=True)):
            terisi = Realisasi.objects.filter(indikator=OuterRef("pk"), periode=kunci)
            semua[f"kurang_ke_{n}"] = Hitung(
                IndikatorKinerja.objects.filter(
                    ~Exists(terisi), rhk__skp__in=tetap.filter(mulai__lte=selesai, selesai__gte=mulai)
                )
            )
    if peran & {Peran.PENILAI, Peran.ADMIN_KEPEGAWAIAN}:
        semua |= {f"keberatan_{k}": Hitung(q) for k, q in keberatan_menunggu(pelaku, kini).items()}
    return {f"n_{k}": h for k, h in semua.items()}


def _angka_pegawai(pelaku: Pegawai, pada: date) -> dict[str, Subquery]:
    penilai = HubunganPenilai.objects.filter(pegawai=pelaku, penempatan__jenis=JenisPenugasan.DEFINITIF)
    semua: dict[str, Subquery] = {
        "penempatan": Hitung(Penempatan.objects.filter(pegawai=pelaku).definitif().pada(pada)),
        "penilai": Hitung(penilai.pada(pada)),
        "ditanya": Hitung(pertanyaan_untuk(pelaku).filter(menunggu=True).order_by()),
        "catatan": Hitung(CatatanHarian.objects.aktif().filter(pegawai=pelaku, tanggal=pada)),
        "belum_dibaca": Hitung(UmpanBalik.objects.aktif().filter(pegawai=pelaku, dibaca_pada__isnull=True)),
        "hari_bebas": _hari_bebas(pelaku, pada),
        "apresiasi_baru": Hitung(apresiasi_baru(pelaku, pada)),
    }
    for sisi, pihak in (("saya", "pegawai"), ("tim", "pembina")):
        semua[f"bina_{sisi}"] = Hitung(pembinaan_menunggu(pelaku).filter(**{pihak: pelaku}))
        lewat = langkah_terlambat(pelaku).filter(**{f"sesi__{pihak}": pelaku})
        semua[f"bina_langkah_{sisi}"] = Hitung(lewat)
    return semua


def _hari_bebas(pelaku: Pegawai, pada: date) -> Subquery:
    """Whether today is a holiday of the agency or a day on which the person is away."""
    libur = HariLibur.objects.filter(instansi=pelaku.instansi_id, tanggal=pada)
    cuti = Cuti.objects.filter(pegawai=pelaku).dalam(pada, pada)
    return Hitung(Pegawai.objects.filter(Exists(libur) | Exists(cuti), pk=pelaku.pk))


# Whoever watches units


def _dasar_admin(pelaku: Pegawai, roles: set[Peran]) -> dict[str, QuerySet[Any]]:
    """The lists behind the admin's figures: the same that the pages they lead to show."""
    if not roles & PENGAWAS:
        return {}
    jangkauan = peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("jalur"))
    semua: dict[str, QuerySet[Any]] = {
        "tanpa_penilai": daftar_pegawai(pelaku, keadaan="tanpa_penilai"),
        "unit_tanpa_pimpinan": unit_tanpa_pejabat(UnitKerja.objects.aktif().filter(Exists(jangkauan))),
    }
    if Peran.ADMIN_KEPEGAWAIAN in roles:
        semua["perbaikan"] = PermintaanPerbaikan.objects.dikelola(pelaku).filter(status=StatusPerbaikan.BARU)
        semua["laporan_gagal"] = Laporan.objects.visible_to(pelaku).filter(status__in=STATUS_GAGAL)
        semua["impor_gagal"] = Impor.objects.filter(instansi_id=pelaku.instansi_id, status=StatusImpor.GAGAL)
    return semua


def _admin(
    pelaku: Pegawai,
    periode: Sequence[Periode],
    pada: date,
    dasar: dict[str, QuerySet[Any]],
    angka: dict[str, int],
) -> RingkasAdmin | None:
    if not dasar:
        return None
    puncak = unit_pantauan(pelaku, pada)
    terpilih = periode_kini(list(reversed([p for p in periode if p.mulai <= pada])), pada)
    unit: list[BarisUnit] = []
    if terpilih and puncak:
        acuan = acuan_pantau(pelaku.instansi, periode, terpilih, pada)
        unit = (
            rekap_anak(pelaku.instansi, puncak[0], acuan)
            if len(puncak) == 1
            else rekap_puncak(pelaku.instansi, puncak, acuan)
        )
    return RingkasAdmin(puncak=puncak, unit=unit, angka={k: angka[k] for k in dasar})
