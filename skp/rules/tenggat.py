"""Which deadlines are worth a line today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from skp.rules.siklus import JenisJendela

HARI_DIINGATKAN = frozenset({7, 3, 1, 0})
"""Days before a deadline on which the digest names it."""


@dataclass(frozen=True)
class Tenggat:
    """The last day in time for one thing a person still has to do."""

    jenis: JenisJendela
    periode: str
    tanggal: date
    kunci: str
    """Stays the same when the day moves, so that a calendar moves its entry instead of adding one."""

    @property
    def judul(self) -> str:
        apa = {
            JenisJendela.SKP: "Batas pengajuan SKP",
            JenisJendela.PENGISIAN: "Batas pengisian catatan dan realisasi",
            JenisJendela.PENILAIAN: "Batas penilaian",
            JenisJendela.PENYAMPAIAN: "Batas penyampaian hasil evaluasi",
            JenisJendela.KEBERATAN: "Batas tanggapan dan keberatan",
            JenisJendela.FINAL: "Batas penetapan hasil",
        }
        return f"{apa[self.jenis]} {self.periode}"


def tenggat_diingatkan(semua: Iterable[Tenggat], hari: date) -> list[Tenggat]:
    """Those that are seven, three or one day away, or today."""
    return [t for t in semua if (t.tanggal - hari).days in HARI_DIINGATKAN]
