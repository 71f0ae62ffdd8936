"""Reads about the log: where a person may write, what a day holds, what he usually does."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable, SearchQueryField
from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from kinerja import rules
from kinerja.models import BuktiDukung, CatatanHarian
from kinerja.models.catatan import TANDA_PEMILIK, MilikSkpQuerySet, vektor_cari
from kinerja.rules import JenisHari
from kinerja.selectors.bukti import MASA_BATAL, daftar_bukti
from kinerja.selectors.kalender import kalender_of
from pegawai.models import Pegawai
from pegawai.prepared import prepared
from pegawai.selectors import penempatan_of
from skp.models import RencanaAksi, RencanaHasilKerja, Skp
from skp.permissions import wajib_skp
from skp.rules import STATUS_MATI, STATUS_TETAP, StatusSkp


@dataclass(frozen=True)
class TempatMencatat:
    """The SKPs under which a person may log on a day; without one, the sentence that says why and who helps."""

    skp: tuple[Skp, ...]
    alasan: str = ""
    tindakan: str = ""
    """`buka_skp`, `susun_skp` or `penempatan`: where the lack is mended."""
    terkait: Skp | None = None


@prepared
def _skp_pada(pegawai: Pegawai, tanggal: date) -> QuerySet[Skp]:
    return (
        Skp.objects.filter(pegawai=pegawai)
        .pada(tanggal)
        .select_related("penempatan__jabatan", "penempatan__unit", "periode", "penilai")
        .order_by("is_plt_plh", "-versi", "-id")
    )


def tempat_mencatat(pegawai: Pegawai, tanggal: date) -> TempatMencatat:
    """Find the SKPs in force on a day, the definitif one first; or say what is missing."""
    semua = _skp_pada(pegawai, tanggal)
    tetap = tuple(s for s in semua if s.status in STATUS_TETAP)
    if tetap:
        return TempatMencatat(tetap)
    berlaku = [s for s in semua if s.status not in STATUS_MATI]
    if berlaku:
        return TempatMencatat((), rules.BELUM_TETAP[StatusSkp(berlaku[0].status)], "buka_skp", berlaku[0])
    wajib = wajib_skp(pegawai)
    if not wajib:
        return TempatMencatat((), wajib.alasan)
    if penempatan_of(pegawai, tanggal) is None:
        alasan = "Penempatan Anda pada tanggal ini belum tercatat. Laporkan kepada admin kepegawaian."
        return TempatMencatat((), alasan, "penempatan")
    return TempatMencatat(
        (), "Anda belum memiliki SKP untuk tanggal ini. Susun SKP, lalu ajukan.", "susun_skp"
    )


@dataclass(frozen=True)
class Hari:
    """A day in a strip or a calendar: how much was written, and whether something was to be expected."""

    tanggal: date
    jumlah: int
    is_kosong: bool
    """A working day that has passed without an entry."""
    is_hari_ini: bool
    jenis: JenisHari = JenisHari.KERJA
    keterangan: str = ""
    """The name of the holiday or the kind of leave."""
    is_nanti: bool = False

    @property
    def sebutan(self) -> str:
        """The day in words, for who cannot see its colour."""
        if self.jumlah:
            isi = f"{self.jumlah} catatan"
        elif self.is_kosong:
            isi = "belum diisi"
        elif self.is_nanti:
            isi = "belum tiba"
        else:
            isi = "tidak ada catatan"
        return f"{isi}, {self.keterangan}" if self.keterangan else isi


def hari_hari(pegawai: Pegawai, mulai: date, selesai: date, skp: Sequence[Skp]) -> list[Hari]:
    """The days of a span with their entries; gaps only on working days under an SKP in force (two queries)."""
    jumlah = jumlah_per_hari(pegawai, mulai, selesai)
    kalender = kalender_of(pegawai, mulai, selesai)
    kini = timezone.localdate()
    hasil = []
    for n in range((selesai - mulai).days + 1):
        hari = mulai + timedelta(days=n)
        jenis, keterangan = kalender.jenis(hari)
        if jenis == JenisHari.KERJA and not any(s.mulai <= hari <= s.selesai for s in skp):
            jenis = JenisHari.TANPA_SKP
        hasil.append(
            Hari(
                hari,
                jumlah.get(hari, 0),
                is_kosong=jenis == JenisHari.KERJA and hari < kini and hari not in jumlah,
                is_hari_ini=hari == kini,
                jenis=jenis,
                keterangan=keterangan,
                is_nanti=hari > kini,
            )
        )
    return hasil


def skp_rentang(pegawai: Pegawai, mulai: date, selesai: date) -> list[Skp]:
    """The SKP in force that share a day with a span: a month may hold two of them."""
    return list(
        Skp.objects.filter(pegawai=pegawai, mulai__lte=selesai, selesai__gte=mulai).tetap().order_by("mulai")
    )


def rhk_terbuka(skp: Iterable[Skp]) -> QuerySet[RencanaHasilKerja]:
    """The RHK that an entry may hang on, in the order of the form."""
    return _rhk_terbuka(skp if isinstance(skp, QuerySet) else list(skp))


def _rhk_terbuka(skp: Iterable[Skp] | Iterable[int]) -> QuerySet[RencanaHasilKerja]:
    return (
        RencanaHasilKerja.objects.filter(skp__in=skp)
        .select_related("skp__penempatan__jabatan")
        .order_by("skp__is_plt_plh", "skp_id", "-jenis", "urutan", "id")
    )


def skp_tetap(pegawai: Pegawai) -> list[Skp]:
    """Every SKP of a person that is in force, whatever its span: a posted day is judged by the rules."""
    return list(Skp.objects.filter(pegawai=pegawai).tetap().order_by("is_plt_plh", "-mulai", "-id"))


@prepared
def pilihan_rhk(*skp: int) -> QuerySet[RencanaHasilKerja]:
    """The same, read as the choices of a form."""
    return _rhk_terbuka(skp)


@prepared
def pilihan_aksi(tanggal: date, *skp: int) -> QuerySet[RencanaAksi]:
    return _aksi_hari(skp, tanggal)


def rencana_aksi_hari(skp: Iterable[Skp], tanggal: date) -> QuerySet[RencanaAksi]:
    """The planned steps whose period covers the day."""
    return _aksi_hari([s.pk for s in skp], tanggal)


def _aksi_hari(skp: Iterable[int], tanggal: date) -> QuerySet[RencanaAksi]:
    return (
        RencanaAksi.objects.filter(
            rhk__skp__in=skp, periode__mulai__lte=tanggal, periode__selesai__gte=tanggal
        )
        .select_related("rhk")
        .order_by("rhk__urutan", "urutan", "id")
    )


def _catatan() -> MilikSkpQuerySet[Any]:
    """Entries with what a line shows of them."""
    return CatatanHarian.objects.select_related("rhk", "rencana_aksi").annotate(
        daftar_bukti=daftar_bukti("catatan")
    )


def catatan_hari(pegawai: Pegawai, tanggal: date) -> list[CatatanHarian]:
    """The entries of one day in the order they were written, then what was withdrawn a short while ago."""
    return _catatan_hari(pegawai, tanggal, timezone.now() - MASA_BATAL)


@prepared
def _catatan_hari(pegawai: Pegawai, tanggal: date, sejak: datetime) -> QuerySet[Any]:
    semua = _catatan().filter(
        Q(ditarik_pada__isnull=True) | Q(ditarik_pada__gte=sejak), pegawai=pegawai, tanggal=tanggal
    )
    return semua.order_by(F("ditarik_pada").asc(nulls_first=True), "id")


def catatan_rentang(pegawai: Pegawai, mulai: date, selesai: date) -> list[CatatanHarian]:
    """The entries of a span, day by day."""
    return _catatan_rentang(pegawai, mulai, selesai)


@prepared
def _catatan_rentang(pegawai: Pegawai, mulai: date, selesai: date) -> QuerySet[Any]:
    rentang = _catatan().aktif().filter(pegawai=pegawai, tanggal__gte=mulai, tanggal__lte=selesai)
    return rentang.order_by("tanggal", "id")


def jumlah_per_hari(pegawai: Pegawai, mulai: date, selesai: date) -> dict[date, int]:
    """How many entries each day of a span has; days without one are absent."""
    return dict(_jumlah_per_hari(pegawai, mulai, selesai))


@prepared
def _jumlah_per_hari(pegawai: Pegawai, mulai: date, selesai: date) -> QuerySet[Any, Any]:
    return (
        CatatanHarian.objects.aktif()
        .filter(pegawai=pegawai, tanggal__gte=mulai, tanggal__lte=selesai)
        .values_list("tanggal")
        .annotate(n=Count("id"))
        .order_by("tanggal")
    )


class _Milik(SearchQueryCombinable, Func):  # type: ignore[misc]
    """One lexeme as it stands in the index, untouched by any dictionary."""

    template = "(%(expressions)s)::tsquery"
    output_field = SearchQueryField()
    config = None


def cari_catatan(
    pegawai: Pegawai,
    kata: str = "",
    *,
    rhk: RencanaHasilKerja | None = None,
    dari: date | None = None,
    sampai: date | None = None,
    ada_bukti: bool | None = None,
) -> QuerySet[Any]:
    """Own entries that hold all the words, whatever their affixes, and fit the filters; the latest first.

    "menguji" finds "pengujian". Whole words only: beginnings would read everybody's entries in the index.
    """
    hasil = _catatan().aktif().filter(pegawai=pegawai)
    if potongan := rules.kata_cari(kata):
        cocok = " & ".join(f"'{k}'" for k in potongan)
        milik = _Milik(Value(f"'{TANDA_PEMILIK}{pegawai.pk}'"))
        hasil = hasil.annotate(kata=vektor_cari()).filter(
            kata=milik & SearchQuery(cocok, search_type="raw", config="indonesian")
        )
    elif kata.strip():
        return hasil.none()
    if rhk is not None:
        hasil = hasil.filter(rhk=rhk)
    if dari is not None:
        hasil = hasil.filter(tanggal__gte=dari)
    if sampai is not None:
        hasil = hasil.filter(tanggal__lte=sampai)
    if ada_bukti is not None:
        bukti = BuktiDukung.objects.filter(catatan=OuterRef("pk"))
        hasil = hasil.filter(Exists(bukti) if ada_bukti else ~Exists(bukti))
    return hasil.order_by("-tanggal", "-id")


def tumpang_tindih(catatan: CatatanHarian) -> list[CatatanHarian]:
    """Other entries of the same day whose times share a minute with this one; none where times are not given."""
    if catatan.jam_mulai is None or catatan.jam_selesai is None:
        return []
    return list(
        CatatanHarian.objects.aktif()
        .filter(
            pegawai=catatan.pegawai_id,
            tanggal=catatan.tanggal,
            jam_mulai__lt=catatan.jam_selesai,
            jam_selesai__gt=catatan.jam_mulai,
        )
        .exclude(pk=catatan.pk)
        .order_by("jam_mulai", "id")
    )


def tandai_tumpang_tindih(catatan: Sequence[CatatanHarian]) -> None:
    """Note on each entry of one day with which others its times overlap (no query)."""
    menurut_kunci = {c.pk: c for c in catatan}
    pasangan = rules.jam_bertumpuk([(c.pk, c.jam_mulai, c.jam_selesai) for c in catatan])
    for c in catatan:
        c.bertumpuk = [menurut_kunci[k] for k in pasangan.get(c.pk, ())]  # type: ignore[attr-defined]


def aksi_lazim(rhk: RencanaHasilKerja, tanggal: date) -> RencanaAksi | None:
    """The planned step of a result on a day, where there is exactly one."""
    dua = list(
        RencanaAksi.objects.filter(
            rhk=rhk, periode__mulai__lte=tanggal, periode__selesai__gte=tanggal
        ).order_by("id")[:2]
    )
    return dua[0] if len(dua) == 1 else None


@dataclass(frozen=True)
class Kebiasaan:
    """What a person usually does: his last different pieces of work, and the last day on which he worked."""

    kegiatan: tuple[CatatanHarian, ...] = ()
    hari_terakhir: date | None = None
    """"Kemarin" in the language of work: the last earlier day with entries, at most two weeks back."""

    @property
    def rhk_terakhir(self) -> RencanaHasilKerja | None:
        return self.kegiatan[0].rhk if self.kegiatan else None

    def aksi_pada(self, tanggal: date) -> RencanaAksi | None:
        """The planned step used last, while its period covers the day."""
        aksi = self.kegiatan[0].rencana_aksi if self.kegiatan else None
        return aksi if aksi and aksi.periode.mulai <= tanggal <= aksi.periode.selesai else None

    @property
    def satuan(self) -> list[str]:
        return list(dict.fromkeys(c.satuan for c in self.kegiatan if c.satuan))


def saran_kegiatan(pegawai: Pegawai, tanggal: date, batas: int = 6) -> Kebiasaan:
    """What can be logged again on a day, from the last entries; the most recent first (one query)."""
    terakhir = _terakhir(pegawai, tanggal)
    beda: dict[tuple[int, str], CatatanHarian] = {}
    for c in terakhir:
        beda.setdefault((c.rhk_id, c.uraian.casefold()), c)
    sebelum = [c.tanggal for c in terakhir if tanggal - timedelta(days=14) <= c.tanggal < tanggal]
    return Kebiasaan(tuple(beda.values())[:batas], max(sebelum, default=None))


@prepared
def _terakhir(pegawai: Pegawai, tanggal: date) -> QuerySet[CatatanHarian]:
    """The last entries whose SKP is in force on the day."""
    # first the last ones by the index, then what they hang on: a plan that joins first reads everybody's
    akhir = CatatanHarian.objects.aktif().filter(pegawai=pegawai).order_by("-tanggal", "-id")
    return (
        CatatanHarian.objects.filter(
            pk__in=akhir.values("pk")[:60],
            skp__status__in=STATUS_TETAP,
            skp__mulai__lte=tanggal,
            skp__selesai__gte=tanggal,
            rhk__skp=F("skp"),
        )
        .select_related("rhk", "rencana_aksi__periode")
        .only(
            "uuid",
            "tanggal",
            "uraian",
            "jumlah",
            "satuan",
            "rhk__uuid",
            "rhk__teks",
            "rencana_aksi__uuid",
            "rencana_aksi__teks",
            "rencana_aksi__periode__mulai",
            "rencana_aksi__periode__selesai",
        )
        .order_by("-tanggal", "-id")
    )


@dataclass(frozen=True)
class CatatCepat:
    """What the home page needs to log work without leaving it."""

    kebiasaan: Kebiasaan
    rhk: RencanaHasilKerja
    aksi: RencanaAksi | None


def catat_cepat(pegawai: Pegawai, hari: date) -> CatatCepat | None:
    """Habits, and the result and step that an entry of this day belongs to; None where nothing can be logged.

    One query for who has logged before, one more for who has not.
    """
    kebiasaan = saran_kegiatan(pegawai, hari)
    rhk = kebiasaan.rhk_terakhir
    if rhk is None:
        tetap = Skp.objects.filter(pegawai=pegawai, mulai__lte=hari, selesai__gte=hari).tetap()
        rhk = rhk_terbuka(tetap).first()
    return CatatCepat(kebiasaan, rhk, kebiasaan.aksi_pada(hari)) if rhk else None


def catatan_terkirim(pegawai: Pegawai, klien_id: uuid.UUID) -> CatatanHarian | None:
    """The entry that came with this key before; None when it is new."""
    return CatatanHarian.objects.filter(pegawai=pegawai, klien_id=klien_id).first()
