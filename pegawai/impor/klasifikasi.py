"""The words in which the import speaks of rows: what is known already, what a row becomes, what changes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from pegawai.impor.catatan import Catatan, JenisCatatan
from pegawai.impor.kursi import Kursi
from pegawai.rules import HasilBaris


@dataclass(frozen=True, slots=True)
class JabatanBersih:
    nama: str
    jenis: str
    jenjang: str = ""
    eselon: str = ""


@dataclass(frozen=True, slots=True)
class UnitDikenal:
    """A unit in the database. `kunci` is its SIASN id, or "#" and its number where it has none."""

    kunci: str
    nama: str
    induk: str
    is_aktif: bool
    nip_kepala: frozenset[str] = frozenset()
    """Whoever heads it now or is to head it."""
    nama_kepala: str = ""
    """Filled for a pejabat negara too, who has no NIP."""
    jabatan_kepala: JabatanBersih | None = None


@dataclass(frozen=True, slots=True)
class PegawaiDikenal:
    """A person in the database with his definitif placements."""

    nip: str
    siasn_id: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis: str
    golongan: str
    kedudukan: str
    kursi: tuple[Kursi, ...] = ()


class Perubahan(NamedTuple):
    bidang: str
    lama: str
    baru: str


@dataclass(slots=True)
class HasilPeriksa:
    """What becomes of one row."""

    lembar: str
    nomor: int
    hasil: HasilBaris
    kunci: str = ""
    nama: str = ""
    catatan: list[Catatan] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    perubahan: list[Perubahan] = field(default_factory=list)

    @property
    def is_ditolak(self) -> bool:
        return self.hasil == HasilBaris.DITOLAK


def is_ada_penolakan(catatan: list[Catatan]) -> bool:
    return any(c.jenis == JenisCatatan.DITOLAK for c in catatan)


def tampil_tanggal(hari: date | None) -> str:
    return f"{hari:%d-%m-%Y}" if hari else ""
