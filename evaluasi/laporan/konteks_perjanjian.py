"""What a Perjanjian Kinerja prints, from the words that were frozen when both parties had agreed.

{"instansi": "Kabupaten …", "unit": "Dinas …", "tempat": "Tirta Jaya", "tingkat": "strategis",
 "periode": {"jenis": "tahunan", "nomor": 1, "tahun": 2026, "mulai": "2026-01-01", "selesai": "2026-12-31"},
 "pegawai": ORANG (PIHAK PERTAMA), "penilai": ORANG (PIHAK KEDUA) | null, "is_sepihak": false,
 "versi_skp": {"nomor": 2, "tanggal": "2026-07-01", "alasan": "…"}, ⟨"tanggal": "2026-01-06"⟩,
 "sasaran": [{"teks": "…", "indikator": [{"teks": "…", "target": "3,60 indeks", "iku": true}]}],
 "program": [{"nama": "…", "anggaran": "4.250.000.000", ⟨"keterangan": "APBD"⟩}], "total": "4.250.000.000"}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from evaluasi.laporan.bagian import (
    KOSONG,
    Orang,
    Periode,
    ambil,
    cetak_dari,
    pilihan_dari,
    tanggal_dari,
    tempat_tanggal,
)
from evaluasi.laporan.konteks import IdentitasDokumen, VersiSkp
from skp.rules import TingkatSasaran


@dataclass(frozen=True)
class IndikatorCetak:
    teks: str
    target: str


@dataclass(frozen=True)
class SasaranCetak:
    teks: str
    indikator: tuple[IndikatorCetak, ...]


@dataclass(frozen=True)
class ProgramCetak:
    nama: str
    anggaran: str
    keterangan: str


@dataclass(frozen=True)
class KonteksPerjanjian:
    """The agreement on its first page, the annex with both tables behind it."""

    instansi: str
    unit: str
    tempat: str
    tingkat: TingkatSasaran
    periode: Periode
    pegawai: Orang
    penilai: Orang
    is_sepihak: bool
    tanggal: date | None
    versi_aturan: str
    versi_skp: VersiSkp
    dokumen: IdentitasDokumen
    sasaran: tuple[SasaranCetak, ...]
    program: tuple[ProgramCetak, ...]
    total: str

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        """Build the dataclass from the frozen JSON; raise `KonteksTidakSah` naming what it lacks."""
        return cls(
            instansi=str(ambil(data, "instansi")),
            unit=cetak_dari(data, "unit"),
            tempat=str(ambil(data, "tempat")),
            tingkat=pilihan_dari(data, "tingkat", TingkatSasaran),
            periode=Periode.from_snapshot(ambil(data, "periode")),
            pegawai=Orang.from_snapshot(ambil(data, "pegawai")),
            penilai=Orang.from_snapshot(data.get("penilai") or {"nama": "(belum ada)"}),
            is_sepihak=bool(data.get("is_sepihak")),
            tanggal=tanggal_dari(data, "tanggal"),
            versi_aturan=KOSONG,
            versi_skp=VersiSkp.from_snapshot(data.get("versi_skp") or {}),
            dokumen=IdentitasDokumen.from_snapshot(ambil(data, "dokumen")),
            sasaran=tuple(_sasaran(s) for s in data.get("sasaran") or ()),
            program=tuple(
                ProgramCetak(str(ambil(p, "nama")), cetak_dari(p, "anggaran"), cetak_dari(p, "keterangan"))
                for p in data.get("program") or ()
            ),
            total=cetak_dari(data, "total"),
        )

    @property
    def judul_sasaran(self) -> str:
        return self.tingkat.label.upper()

    @property
    def judul_program(self) -> str:
        return self.tingkat.judul_program

    @property
    def tempat_tanggal(self) -> str:
        return tempat_tanggal(self.tempat, self.tanggal)


def _sasaran(data: Mapping[str, Any]) -> SasaranCetak:
    return SasaranCetak(
        str(ambil(data, "teks")),
        tuple(
            IndikatorCetak(f"{ambil(i, 'teks')}{' (IKU)' if i.get('iku') else ''}", cetak_dari(i, "target"))
            for i in data.get("indikator") or ()
        ),
    )
