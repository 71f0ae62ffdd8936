"""The recap of a unit as frozen dataclasses.

    {"instansi", "unit", "tempat", "periode", "pegawai": ORANG (who heads the unit),
     ⟨"capaian_organisasi": "baik", "capaian_unit": "…"⟩,
     "orang": [{"nip", "nama", "jabatan", "unit", "rating_hasil", "rating_perilaku", "predikat"}]}

and "dokumen" as everywhere (told in `konteks`). Columns in the order of the national workbook.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from evaluasi.laporan.bagian import (
    KOSONG,
    Orang,
    Periode,
    ambil,
    cetak_dari,
    pilihan_dari,
    tempat_tanggal,
)
from evaluasi.laporan.konteks import IdentitasDokumen
from evaluasi.rules import UNIT_KECIL, Ekspektasi, PeriksaPola, Predikat, PredikatOrganisasi, check_pola


@dataclass(frozen=True)
class BarisRekap:
    nomor: int
    nip: str
    nama: str
    jabatan: str
    unit: str
    hasil: Ekspektasi
    perilaku: Ekspektasi
    predikat: Predikat


@dataclass(frozen=True)
class KonteksRekap:
    """For "Rekapitulasi Evaluasi Kinerja Pegawai"."""

    instansi: str
    unit: str
    tempat: str
    periode: Periode
    pegawai: Orang
    capaian: PredikatOrganisasi | None
    capaian_unit: str
    unit_kecil: int
    """Below so many people shares are not told, as the agency had settled it."""
    baris: tuple[BarisRekap, ...]
    versi_aturan: str
    dokumen: IdentitasDokumen

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        """Build the dataclass from the frozen JSON; raise `KonteksTidakSah` naming what it lacks."""
        return cls(
            instansi=str(ambil(data, "instansi")),
            unit=str(ambil(data, "unit")),
            tempat=str(ambil(data, "tempat")),
            periode=Periode.from_snapshot(ambil(data, "periode")),
            pegawai=Orang.from_snapshot(ambil(data, "pegawai")),
            capaian=pilihan_dari(data, "capaian_organisasi", PredikatOrganisasi)
            if data.get("capaian_organisasi")
            else None,
            capaian_unit=cetak_dari(data, "capaian_unit"),
            unit_kecil=int(data.get("unit_kecil", UNIT_KECIL)),
            baris=tuple(
                BarisRekap(
                    nomor=n,
                    nip=cetak_dari(b, "nip"),
                    nama=str(ambil(b, "nama")),
                    jabatan=cetak_dari(b, "jabatan"),
                    unit=cetak_dari(b, "unit"),
                    hasil=pilihan_dari(b, "rating_hasil", Ekspektasi),
                    perilaku=pilihan_dari(b, "rating_perilaku", Ekspektasi),
                    predikat=pilihan_dari(b, "predikat", Predikat),
                )
                for n, b in enumerate(data.get("orang") or (), start=1)
            ),
            versi_aturan=KOSONG,
            dokumen=IdentitasDokumen.from_snapshot(ambil(data, "dokumen")),
        )

    @cached_property
    def jumlah(self) -> dict[Predikat, int]:
        """How many people have which predikat."""
        hitung = Counter(b.predikat for b in self.baris)
        return {p: hitung[p] for p in Predikat}

    @property
    def sebaran(self) -> tuple[tuple[str, int], ...]:
        return tuple((p.label, n) for p, n in self.jumlah.items())

    @cached_property
    def pola(self) -> PeriksaPola | None:
        if self.capaian is None:
            return None
        return check_pola(self.capaian, self.jumlah, unit_kecil=self.unit_kecil)

    @property
    def kolom_predikat(self) -> str:
        """The last column as the national workbook heads it; there it is a workbook of a month or quarter."""
        tahunan = self.periode.nama == "AKHIR"
        return "PREDIKAT KINERJA" if tahunan else "PREDIKAT KINERJA PERIODIK"

    @property
    def tempat_tanggal(self) -> str:
        return tempat_tanggal(self.tempat, self.dokumen.dicetak.date())
