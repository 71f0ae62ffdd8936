"""All the material of one evaluation, read once: for the page that judges, and for the snapshot that freezes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evaluasi.models import Evaluasi
from evaluasi.rules import Ekspektasi, Saran, saran_rating
from kinerja.models import UmpanBalik
from kinerja.rules import PEMIMPIN
from kinerja.selectors import (
    CapaianIndikator,
    PerilakuNilai,
    RataNilai,
    capaian_per_indikator,
    perilaku_per_nilai,
    rata_ronde,
    umpan_balik_per_rhk,
)
from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import JenisPeriode


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
class BahanRhk:
    rhk: RencanaHasilKerja
    jumlah_catatan: int
    indikator: Sequence[BahanIndikator]
    umpan_balik: Sequence[UmpanBalik]
    is_lama: bool = False
    """A revision dropped it; what was done on it until then counts."""


@dataclass(frozen=True)
class Bahan:
    mulai: date
    selesai: date
    rhk: Sequence[BahanRhk]
    perilaku: Sequence[PerilakuNilai]
    umpan_balik: Sequence[UmpanBalik]
    """About the person, neither a result nor a behaviour."""
    ronde: Sequence[RataNilai] = ()
    """Means of closed 360 rounds under the seven values; never an answer, never words."""

    @property
    def tanpa_realisasi(self) -> int:
        """Indicators for which nothing was recorded."""
        return sum(not i.teks for r in self.rhk for i in r.indikator)

    @cached_property
    def saran_hasil(self) -> Saran | None:
        return _saran(u for r in self.rhk for u in r.umpan_balik)

    @cached_property
    def saran_perilaku(self) -> Saran | None:
        return _saran(u for p in self.perilaku for u in p.umpan_balik)


def _saran(umpan_balik: Iterable[UmpanBalik]) -> Saran | None:
    """Only leaders speak of what was expected; what colleagues say is read, not counted."""
    return saran_rating(
        Counter(Ekspektasi(u.penilaian) for u in umpan_balik if u.penilaian and u.peran_pemberi in PEMIMPIN)
    )


def nama_pendek(periode: Periode) -> str:
    """ "Triwulan II" instead of "Triwulan II 2026", where the year is clear."""
    return str(periode).removesuffix(f" {periode.tahun}")


def bahan_evaluasi(skp: Skp, periode: Periode) -> Bahan:
    """Gather RHK, indicators, realisasi with evidence, log counts, behaviours and feedback.

    Nine queries, the same for 3 and 30 RHK.
    """
    umpan = umpan_balik_per_rhk(skp, periode)
    per_rhk: dict[int, list[CapaianIndikator]] = {}
    for c in capaian_per_indikator(skp, periode, rhk_lain=[pk for pk in umpan if pk is not None]):
        per_rhk.setdefault(c.rhk.pk, []).append(c)
    return Bahan(
        mulai=max(skp.mulai, periode.mulai),
        selesai=min(skp.selesai, periode.selesai),
        rhk=[
            BahanRhk(
                rhk=daftar[0].rhk,
                jumlah_catatan=daftar[0].jumlah_catatan,
                indikator=[BahanIndikator(c, periode) for c in daftar],
                umpan_balik=umpan.get(pk, [])[::-1],
                is_lama=daftar[0].rhk.skp_id != skp.pk,
            )
            for pk, daftar in per_rhk.items()
        ],
        perilaku=perilaku_per_nilai(skp, periode),
        umpan_balik=umpan.get(None, [])[::-1],
        ronde=rata_ronde(skp.pegawai, max(skp.mulai, periode.mulai), min(skp.selesai, periode.selesai)),
    )


# The evaluation itself


def evaluasi_of(skp: Skp, periode: Periode) -> Evaluasi | None:
    """The evaluation of a person's placement for a period, whichever version of the SKP it was begun under."""
    return (
        Evaluasi.objects.select_related("skp", "periode")
        .filter(penempatan=skp.penempatan_id, periode=periode)
        .first()
    )
