"""All the material of one evaluation, read once: for the page that judges, and for the snapshot that freezes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from evaluasi.models import Evaluasi
from evaluasi.models.evaluasi import milik_skp
from evaluasi.rules import Saran, UkuranUtama, saran_hasil, saran_rating
from evaluasi.selectors.pelengkap import Pelengkap, pelengkap_beku, pelengkap_of
from evaluasi.selectors.ucapan import (
    TANPA_CATATAN,
    TERBARU,
    Terlihat,
    Ucapan,
    hitung_label,
    perilaku_terlihat,
    ringkas_label,
    ucapan_of,
    ucapan_of_banyak,
)
from kinerja.selectors import (
    Bacaan,
    CapaianIndikator,
    RataNilai,
    baca_capaian,
    capaian_per_indikator,
)
from pegawai.models import Pegawai
from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import JenisPeriode, JenisRhk, NilaiPerilaku


@dataclass(frozen=True)
class BahanIndikator:
    """One indicator with what counts of its realisasi in the period that is judged."""

    capaian: CapaianIndikator
    periode: Periode

    @property
    def teks(self) -> str:
        """The realisasi as it is judged and printed: the period's own; for the year a line per period."""
        c = self.capaian
        if c.realisasi is not None:
            return c.realisasi.tampil
        if self.periode.jenis != JenisPeriode.TAHUNAN:
            return ""
        return "\n".join(f"{nama_pendek(r.periode)}: {r.tampil}" for r in c.riwayat)

    @property
    def sumber_data(self) -> str:
        c = self.capaian
        if c.realisasi is not None:
            return c.realisasi.sumber_data
        if self.periode.jenis != JenisPeriode.TAHUNAN:
            return ""
        return "; ".join(dict.fromkeys(r.sumber_data for r in c.riwayat if r.sumber_data))

    @property
    def sebelumnya(self) -> str:
        """What earlier periods of the year reached, for whoever judges a quarter or month."""
        if self.periode.jenis == JenisPeriode.TAHUNAN:
            return ""
        lalu = [r for r in self.capaian.riwayat if r.periode_id != self.periode.pk]
        return "; ".join(f"{nama_pendek(r.periode)}: {r.tampil}" for r in lalu)


@dataclass(frozen=True)
class Suara:
    """What was said about one result or behaviour: in the span, and before it as counts."""

    ucapan: Sequence[Ucapan] = ()
    """In the span, the oldest first."""
    sebelum: Sequence[Ucapan] = ()

    @property
    def terbaru(self) -> Sequence[Ucapan]:
        return self.ucapan[-TERBARU:][::-1]

    @property
    def lebih(self) -> int:
        return max(len(self.ucapan) - TERBARU, 0)

    @property
    def ringkas(self) -> str:
        """The counts, where not everything stands in full."""
        return ringkas_label(self.ucapan) if self.lebih else ""

    @property
    def sebelumnya(self) -> str:
        return ringkas_label(self.sebelum)


@dataclass(frozen=True)
class BahanRhk:
    rhk: RencanaHasilKerja
    jumlah_catatan: int
    indikator: Sequence[BahanIndikator]
    suara: Suara
    is_lama: bool = False
    """A revision dropped it; what was done on it until then counts."""


@dataclass(frozen=True)
class BahanPerilaku:
    """One of the seven values: what was expected, seen, said, and what colleagues answered in closed rounds."""

    nilai: NilaiPerilaku
    ekspektasi: str
    suara: Suara
    terlihat: Terlihat = TANPA_CATATAN
    ronde: Sequence[RataNilai] = ()

    def __bool__(self) -> bool:
        return bool(
            self.ekspektasi
            or self.suara.ucapan
            or self.suara.sebelum
            or self.ronde
            or self.terlihat.jumlah
            or self.terlihat.sebelumnya
        )

    @property
    def lebih(self) -> int:
        """How much is not on the page itself."""
        return self.suara.lebih + max(self.terlihat.jumlah - len(self.terlihat.terbaru), 0)


@dataclass(frozen=True)
class Bahan:
    mulai: date
    selesai: date
    is_setahun: bool
    rhk: Sequence[BahanRhk]
    perilaku: Sequence[BahanPerilaku]
    umum: Suara
    """About the person, neither a result nor a behaviour."""
    pelengkap: Pelengkap

    @property
    def perilaku_kosong(self) -> list[str]:
        """Values about which nothing was written at all."""
        return [p.nilai.label for p in self.perilaku if not p]

    @property
    def tanpa_realisasi(self) -> int:
        """Indicators for which nothing was recorded."""
        return sum(not i.teks for r in self.rhk for i in r.indikator)

    @cached_property
    def utama(self) -> UkuranUtama:
        """Indicators of hasil kerja utama against their target; the target is the year's, so only for the year."""
        persen = [
            i.capaian.capaian.persen
            for r in self.rhk
            for i in r.indikator
            if r.rhk.jenis == JenisRhk.UTAMA and i.capaian.capaian.persen is not None
        ]
        if not self.is_setahun:
            return UkuranUtama()
        return UkuranUtama(len(persen), sum(p >= 100 for p in persen))

    @cached_property
    def saran_hasil(self) -> Saran | None:
        return saran_hasil(hitung_label(u for r in self.rhk for u in r.suara.ucapan), self.utama)

    @cached_property
    def saran_perilaku(self) -> Saran | None:
        return saran_rating(hitung_label(u for p in self.perilaku for u in p.suara.ucapan))


def nama_pendek(periode: Periode) -> str:
    """ "Triwulan II" instead of "Triwulan II 2026", where the year is clear."""
    return str(periode).removesuffix(f" {periode.tahun}")


def bahan_evaluasi(
    skp: Skp, periode: Periode, *, lengkap: bool = True, penilai: Pegawai | None = None, jalur: str = ""
) -> Bahan:
    """Gather RHK, indicators, realisasi with evidence, log counts, behaviours, feedback, and what stands around them.

    Seven queries, the same for 3 and 30 RHK. Without `lengkap` six: behaviours that were noted are read on the page,
    and neither counted nor frozen. `penilai` is who reads, for the post in which he rates.
    """
    mulai, selesai = max(skp.mulai, periode.mulai), min(skp.selesai, periode.selesai)
    ucapan = ucapan_of(skp, selesai)
    pelengkap = pelengkap_of(
        skp, periode, penilai=penilai.pk if penilai else 0, hari=timezone.localdate(), jalur=jalur
    )
    return _susun(
        skp,
        periode,
        ucapan,
        pelengkap,
        terlihat=perilaku_terlihat(skp, mulai, selesai) if lengkap else {},
    )


def bahan_beku(skp: Sequence[Skp], periode: Periode) -> dict[int, Bahan]:
    """The material of many SKP as a snapshot freezes it: eight queries, however many they are."""
    kunci = [s.pk for s in skp]
    ucapan, bacaan = ucapan_of_banyak(kunci, periode.selesai), baca_capaian(kunci, periode)
    pelengkap = pelengkap_beku(skp, periode)
    return {
        s.pk: _susun(
            s,
            periode,
            [u for u in ucapan[s.pk] if u.tanggal <= s.selesai],
            pelengkap[s.pk],
            bacaan=bacaan[s.pk],
        )
        for s in skp
    }


def _susun(
    skp: Skp,
    periode: Periode,
    ucapan: Sequence[Ucapan],
    pelengkap: Pelengkap,
    *,
    terlihat: Mapping[str, Terlihat] | None = None,
    bacaan: Bacaan | None = None,
) -> Bahan:
    mulai, selesai = max(skp.mulai, periode.mulai), min(skp.selesai, periode.selesai)
    return Bahan(
        mulai=mulai,
        selesai=selesai,
        is_setahun=periode.jenis == JenisPeriode.TAHUNAN,
        rhk=_rhk(skp, periode, ucapan, mulai, bacaan),
        perilaku=_perilaku(pelengkap, ucapan, mulai, terlihat or {}),
        umum=_suara((u for u in ucapan if not u.nilai and u.rhk_id is None), mulai),
        pelengkap=pelengkap,
    )


def _suara(ucapan: Iterable[Ucapan], mulai: date) -> Suara:
    semua = list(ucapan)
    batas = next((n for n, u in enumerate(semua) if u.tanggal >= mulai), len(semua))
    return Suara(semua[batas:], semua[:batas])


def _rhk(
    skp: Skp, periode: Periode, ucapan: Sequence[Ucapan], mulai: date, bacaan: Bacaan | None
) -> list[BahanRhk]:
    dibahas = [u for u in ucapan if not u.nilai and u.rhk_id is not None]
    kini = [u.rhk_id for u in dibahas if u.rhk_id is not None and u.tanggal >= mulai]
    per_rhk: dict[int, list[CapaianIndikator]] = {}
    for c in capaian_per_indikator(skp, periode, rhk_lain=kini, bacaan=bacaan):
        per_rhk.setdefault(c.rhk.pk, []).append(c)
    return [
        BahanRhk(
            rhk=daftar[0].rhk,
            jumlah_catatan=daftar[0].jumlah_catatan,
            indikator=[BahanIndikator(c, periode) for c in daftar],
            suara=_suara((u for u in dibahas if u.rhk_id == pk), mulai),
            is_lama=daftar[0].rhk.skp_id != skp.pk,
        )
        for pk, daftar in per_rhk.items()
    ]


def _perilaku(
    pelengkap: Pelengkap, ucapan: Sequence[Ucapan], mulai: date, terlihat: Mapping[str, Terlihat]
) -> list[BahanPerilaku]:
    return [
        BahanPerilaku(
            nilai=n,
            ekspektasi=pelengkap.ekspektasi.get(n, ""),
            suara=_suara((u for u in ucapan if u.nilai == n), mulai),
            terlihat=terlihat.get(n.value, TANPA_CATATAN),
            ronde=[r for r in pelengkap.ronde if r.nilai == n],
        )
        for n in NilaiPerilaku
    ]


# The evaluation itself


def evaluasi_of(skp: Skp, periode: Periode) -> Evaluasi | None:
    """The evaluation of an SKP for a period; of one that was called off, if it was begun under that."""
    return (
        Evaluasi.objects.terakhir()
        .select_related("skp", "periode")
        .filter(milik_skp(skp.pk, skp.penempatan_id), periode=periode)
        .first()
    )
