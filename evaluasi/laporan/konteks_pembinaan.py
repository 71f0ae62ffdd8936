"""What the paper of a talk prints, from the words that were frozen when it was issued.

{"instansi": "Kabupaten …", ⟨"unit": "Bidang …"⟩, "kota": "Tirta Jaya", "jenis": "bimbingan",
 "pegawai": ORANG, "penilai": ORANG (pembina), "peran_pembina": "Pejabat penilai", "tanggal": "2026-05-12",
 ⟨"tempat": "…"⟩, ⟨"dasar": "…"⟩, "topik": "…", "tujuan": "…", "situasi": "…", "pembahasan": "…",
 "langkah": [{"teks": "…", ⟨"metode": "…"⟩, "pelaksana": "Pegawai", "tenggat": "2026-06-01", "keadaan": "Berjalan"}],
 "dikonfirmasi": ["2026-05-12T10:00:00+07:00", "…"], ⟨"hasil": "Berhasil"⟩, ⟨"catatan_akhir": "…"⟩}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from evaluasi.laporan.bagian import (
    KOSONG,
    Orang,
    ambil,
    cetak_dari,
    hari_dari,
    pilihan_dari,
    teks_dari,
    tempat_tanggal,
)
from evaluasi.laporan.konteks import IdentitasDokumen
from kinerja.rules import JenisPembinaan
from skp.rules import tanggal_panjang

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True)
class LangkahCetak:
    teks: str
    metode: str
    pelaksana: str
    tenggat: str
    keadaan: str

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        catatan = teks_dari(data, "catatan")
        keadaan = str(ambil(data, "keadaan"))
        return cls(
            str(ambil(data, "teks")),
            cetak_dari(data, "metode"),
            str(ambil(data, "pelaksana")),
            tanggal_panjang(hari_dari(data, "tenggat")),
            f"{keadaan}: {catatan}" if catatan else keadaan,
        )


@dataclass(frozen=True)
class Pertemuan:
    """Stands where other papers name their period."""

    tanggal: date

    @property
    def nama(self) -> str:
        return tanggal_panjang(self.tanggal).rpartition(" ")[0]

    @property
    def tahun(self) -> int:
        return self.tanggal.year


@dataclass(frozen=True)
class KonteksBeritaAcara:
    """One talk: the two, the subject, the steps, the outcome."""

    instansi: str
    unit: str
    kota: str
    jenis: JenisPembinaan
    pegawai: Orang
    penilai: Orang
    peran_pembina: str
    periode: Pertemuan
    baris: tuple[tuple[str, str], ...]
    langkah: tuple[LangkahCetak, ...]
    dikonfirmasi: tuple[str, ...]
    hasil: str
    catatan_akhir: str
    versi_aturan: str
    dokumen: IdentitasDokumen

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        """Build the dataclass from the frozen JSON; raise `KonteksTidakSah` naming what it lacks."""
        return cls(
            instansi=str(ambil(data, "instansi")),
            unit=teks_dari(data, "unit"),
            kota=str(ambil(data, "kota")),
            jenis=pilihan_dari(data, "jenis", JenisPembinaan),
            pegawai=Orang.from_snapshot(ambil(data, "pegawai")),
            penilai=Orang.from_snapshot(ambil(data, "penilai")),
            peran_pembina=str(ambil(data, "peran_pembina")),
            periode=Pertemuan(hari_dari(data, "tanggal")),
            baris=_baris(data),
            langkah=tuple(LangkahCetak.from_snapshot(x) for x in data.get("langkah") or ()),
            dikonfirmasi=tuple(_waktu(x) for x in data.get("dikonfirmasi") or ()),
            hasil=teks_dari(data, "hasil"),
            catatan_akhir=teks_dari(data, "catatan_akhir"),
            versi_aturan=KOSONG,
            dokumen=IdentitasDokumen.from_snapshot(ambil(data, "dokumen")),
        )

    @property
    def tempat_tanggal(self) -> str:
        return tempat_tanggal(self.kota, self.periode.tanggal)

    @property
    def pihak(self) -> tuple[tuple[str, Orang, str], ...]:
        """Both, each with when he confirmed."""
        pegawai, pembina = (*self.dikonfirmasi, "", "")[:2]
        return (
            ("Pegawai", self.pegawai, pegawai),
            (f"Pembina ({self.peran_pembina})", self.penilai, pembina),
        )


def _baris(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the paper says row by row; what is empty has no row."""
    hari = hari_dari(data, "tanggal")
    semua = (
        ("Hari, tanggal", f"{HARI[hari.weekday()]}, {tanggal_panjang(hari)}"),
        ("Tempat", teks_dari(data, "tempat")),
        ("Dasar", teks_dari(data, "dasar")),
        ("Pokok pembicaraan", teks_dari(data, "topik")),
        ("Tujuan", teks_dari(data, "tujuan")),
        ("Situasi", teks_dari(data, "situasi")),
        ("Pembahasan", teks_dari(data, "pembahasan")),
    )
    return tuple((apa, isi) for apa, isi in semua if isi)


def _waktu(teks: str) -> str:
    if not teks:
        return ""
    pada = datetime.fromisoformat(teks)
    return f"{tanggal_panjang(pada.date())} pukul {pada:%H.%M}"
