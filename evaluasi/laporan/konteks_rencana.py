"""What the Rencana Aksi and the Matriks Peran Hasil print. Both carry the head of the SKP they belong to (`konteks`).

A Rencana Aksi adds
    {"kolom_periode": [{"jenis": "triwulan", "nomor": 1}],
     "rencana": [{"jenis": "utama", "teks": "…", "aksi": [{"teks": "…", "target": "4 dokumen", "pada": [true, false]}]}]}
a matrix adds
    {"kolom": [{"nomor": "1a", "teks": "…", ⟨"indikator": "…"⟩}],
     "anggota": [{"nama": "…", ⟨"jabatan": "…"⟩, ⟨"unit": "…"⟩, ⟨"peran": "Ketua"⟩, "sel": [["…"], []]}]}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from evaluasi.laporan.bagian import KOSONG, ambil, cetak_dari, pilihan_dari, teks_dari
from evaluasi.laporan.konteks import Kepala
from skp.rules import ROMAWI, JenisPeriode, JenisRhk

BERSATUAN = re.compile(r"(≤ ?|≥ ?)?([0-9]+(?:[.,][0-9]+)*)\s*(%|[^\W\d][^\d,;%]*)")
"""A target that is one amount and its unit, and nothing else."""
KOLOM_SEHALAMAN = 4
"""RHK that fit side by side on a page; a leader with more gets further tables below."""


@dataclass(frozen=True)
class Aksi:
    teks: str
    target: str
    satuan: str
    pada: tuple[bool, ...]

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        target, satuan = cetak_dari(data, "target"), KOSONG
        if cocok := BERSATUAN.fullmatch(target):
            target, satuan = f"{cocok[1] or ''}{cocok[2]}", cocok[3].strip()
        return cls(str(ambil(data, "teks")).strip(), target, satuan, tuple(data.get("pada") or ()))


@dataclass(frozen=True)
class RencanaRhk:
    teks: str
    aksi: tuple[Aksi, ...]


@dataclass(frozen=True)
class KonteksRencanaAksi(Kepala):
    kolom_periode: tuple[str, ...]
    judul_periode: str
    kelompok: tuple[tuple[str, tuple[RencanaRhk, ...]], ...]

    @classmethod
    def _isi(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        periode = list(data.get("kolom_periode") or ())
        bulanan = any(p["jenis"] == JenisPeriode.BULANAN for p in periode)
        rencana = list(data.get("rencana") or ())
        return super()._isi(data) | {
            "kolom_periode": tuple(str(p["nomor"]) if bulanan else ROMAWI[p["nomor"] - 1] for p in periode),
            "judul_periode": "BULAN" if bulanan else "TRIWULAN",
            "kelompok": tuple(
                (
                    f"{huruf}. {jenis.label.upper()}",
                    tuple(
                        RencanaRhk(str(ambil(r, "teks")), tuple(Aksi.from_snapshot(a) for a in r["aksi"]))
                        for r in rencana
                        if pilihan_dari(r, "jenis", JenisRhk) == jenis
                    ),
                )
                for huruf, jenis in (("A", JenisRhk.UTAMA), ("B", JenisRhk.TAMBAHAN))
            ),
        }

    @property
    def jumlah_kolom(self) -> int:
        return 6 + len(self.kolom_periode)


@dataclass(frozen=True)
class KolomMatriks:
    nomor: str
    teks: str
    indikator: str


@dataclass(frozen=True)
class Anggota:
    nomor: int
    nama: str
    jabatan: str
    unit: str
    peran: str
    sel: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TabelMatriks:
    """Some of the RHK side by side, with everybody's part in them."""

    kolom: tuple[KolomMatriks, ...]
    baris: tuple[tuple[Anggota, tuple[tuple[str, ...], ...]], ...]


@dataclass(frozen=True)
class KonteksMatriks(Kepala):
    kolom: tuple[KolomMatriks, ...]
    anggota: tuple[Anggota, ...]

    @classmethod
    def _isi(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        return super()._isi(data) | {
            "kolom": tuple(
                KolomMatriks(str(ambil(k, "nomor")), str(ambil(k, "teks")), teks_dari(k, "indikator"))
                for k in data.get("kolom") or ()
            ),
            "anggota": tuple(
                Anggota(
                    n,
                    str(ambil(a, "nama")),
                    cetak_dari(a, "jabatan"),
                    cetak_dari(a, "unit"),
                    cetak_dari(a, "peran"),
                    tuple(tuple(s) for s in a.get("sel") or ()),
                )
                for n, a in enumerate(data.get("anggota") or (), start=1)
            ),
        }

    @property
    def tabel(self) -> tuple[TabelMatriks, ...]:
        """The matrix, cut into tables that fit the width of the paper."""
        potong = range(0, max(len(self.kolom), 1), KOLOM_SEHALAMAN)
        return tuple(
            TabelMatriks(
                self.kolom[i : i + KOLOM_SEHALAMAN],
                tuple((a, a.sel[i : i + KOLOM_SEHALAMAN]) for a in self.anggota),
            )
            for i in potong
        )
