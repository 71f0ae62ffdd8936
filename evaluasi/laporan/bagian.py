"""The parts that printed forms are made of, read from the frozen JSON. Its shape is told in `konteks`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil
from typing import Any, Self, TypeVar

from kinerja.rules import PeranPemberi
from pegawai.rules import JenisPegawai, Pilihan
from skp.rules import (
    BULAN,
    PANDUAN_PERILAKU,
    ROMAWI,
    Aspek,
    JenisPeriode,
    JenisRhk,
    NilaiPerilaku,
    Perspektif,
    tanggal_panjang,
)

KOSONG = "-"
"""What a form prints where there is nothing."""

P = TypeVar("P", bound=Pilihan)


class KonteksTidakSah(ValueError):
    """The snapshot lacks something that every document prints; the message names it."""


# Reading the JSON


def ambil(data: Mapping[str, Any], kunci: str) -> Any:
    nilai = data.get(kunci)
    if nilai is None or nilai == "":
        raise KonteksTidakSah(f"Data dokumen tidak memuat “{kunci}”.")
    return nilai


def teks_dari(data: Mapping[str, Any], kunci: str) -> str:
    nilai = data.get(kunci)
    return "" if nilai is None else str(nilai).strip()


def cetak_dari(data: Mapping[str, Any], kunci: str) -> str:
    return teks_dari(data, kunci) or KOSONG


def pilihan_dari(data: Mapping[str, Any], kunci: str, jenis: type[P]) -> P:
    nilai = ambil(data, kunci)
    try:
        return jenis(nilai)
    except ValueError as galat:
        raise KonteksTidakSah(f"“{nilai}” bukan nilai “{kunci}” yang dikenal.") from galat


def tanggal_dari(data: Mapping[str, Any], kunci: str) -> date | None:
    nilai = data.get(kunci)
    try:
        return date.fromisoformat(nilai) if nilai else None
    except ValueError as galat:
        raise KonteksTidakSah(f"“{nilai}” pada “{kunci}” bukan tanggal.") from galat


def hari_dari(data: Mapping[str, Any], kunci: str) -> date:
    hari = tanggal_dari(data, kunci)
    if hari is None:
        raise KonteksTidakSah(f"Data dokumen tidak memuat “{kunci}”.")
    return hari


# The parts of every form


@dataclass(frozen=True)
class Opsi:
    """One word of a row such as "BAIK/ KURANG": printed bold, or struck out."""

    teks: str
    dipilih: bool


@dataclass(frozen=True)
class Orang:
    nama: str
    nip: str = KOSONG
    jenis: str = JenisPegawai.PNS.value
    pangkat_gol: str = KOSONG
    jabatan: str = KOSONG
    unit: str = KOSONG
    instansi: str = KOSONG

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            nama=str(ambil(data, "nama")),
            nip=cetak_dari(data, "nip"),
            jenis=teks_dari(data, "jenis") or JenisPegawai.PNS.value,
            pangkat_gol=cetak_dari(data, "pangkat_gol"),
            jabatan=cetak_dari(data, "jabatan"),
            unit=cetak_dari(data, "unit"),
            instansi=cetak_dari(data, "instansi"),
        )

    @property
    def is_pejabat_negara(self) -> bool:
        return self.jenis == JenisPegawai.PEJABAT_NEGARA

    @property
    def label_nip(self) -> str:
        return "NI PPPK" if self.jenis == JenisPegawai.PPPK else "NIP"

    @property
    def baris_nip(self) -> str:
        """The line under the name in a signature; none for a pejabat negara, who has no NIP."""
        return "" if self.nip == KOSONG else f"{self.label_nip} {self.nip}"


@dataclass(frozen=True)
class Periode:
    jenis: JenisPeriode
    nomor: int
    tahun: int
    mulai: date
    selesai: date

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            jenis=pilihan_dari(data, "jenis", JenisPeriode),
            nomor=int(data.get("nomor") or 1),
            tahun=int(ambil(data, "tahun")),
            mulai=hari_dari(data, "mulai"),
            selesai=hari_dari(data, "selesai"),
        )

    @property
    def nama(self) -> str:
        """As said on the form: "TRIWULAN II", "AKHIR", "BULAN MARET"."""
        if self.jenis == JenisPeriode.TRIWULAN:
            return f"TRIWULAN {ROMAWI[self.nomor - 1]}"
        if self.jenis == JenisPeriode.BULANAN:
            return f"BULAN {BULAN[self.nomor - 1].upper()}"
        return "AKHIR"

    @property
    def is_bulanan(self) -> bool:
        return self.jenis == JenisPeriode.BULANAN

    @property
    def opsi_triwulan(self) -> tuple[Opsi, ...]:
        """The four quarters of the line PERIODE; all struck out in the evaluation of the year."""
        return tuple(
            Opsi(r, self.jenis == JenisPeriode.TRIWULAN and self.nomor == n)
            for n, r in enumerate(ROMAWI, start=1)
        )

    @property
    def opsi_akhir(self) -> Opsi:
        return Opsi("AKHIR", self.jenis == JenisPeriode.TAHUNAN)

    @property
    def rentang(self) -> str:
        """The span as the form writes it: "1 JANUARI SD 31 DESEMBER TAHUN 2026"."""
        awal, akhir = self.mulai, self.selesai
        depan = f"{awal.day} {BULAN[awal.month - 1]}" + (f" {awal.year}" if awal.year != akhir.year else "")
        return f"{depan} sd {akhir.day} {BULAN[akhir.month - 1]} tahun {akhir.year}".upper()


@dataclass(frozen=True)
class UmpanBalik:
    peran: str
    teks: str

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        return cls(pilihan_dari(data, "peran", PeranPemberi).label, str(ambil(data, "teks")).strip())


@dataclass(frozen=True)
class Suara:
    """What one kind of giver said: printed under one name."""

    peran: str
    teks: tuple[str, ...]


def _suara(umpan_balik: Sequence[UmpanBalik]) -> tuple[Suara, ...]:
    menurut: dict[str, list[str]] = {}
    for u in umpan_balik:
        menurut.setdefault(u.peran, []).append(u.teks)
    return tuple(Suara(peran, tuple(teks)) for peran, teks in menurut.items())


@dataclass(frozen=True)
class Indikator:
    aspek: str = KOSONG
    teks: str = KOSONG
    target: str = KOSONG
    realisasi: str = KOSONG
    sumber_data: str = ""

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            aspek=pilihan_dari(data, "aspek", Aspek).label if data.get("aspek") else KOSONG,
            teks=cetak_dari(data, "teks"),
            target=cetak_dari(data, "target"),
            realisasi=cetak_dari(data, "realisasi"),
            sumber_data=teks_dari(data, "sumber_data"),
        )


@dataclass(frozen=True)
class RhkPimpinan:
    """The leader's result that is served; with its indicators when it is a JPT's (footnote * of the form)."""

    teks: str
    indikator: tuple[str, ...] = ()


LEBAR_KOLOM = {"sempit": 22, "biasa": 30, "penuh": 80}
"""Characters that surely fit on a line of a narrow column, an ordinary one, and across the page."""
BARIS_SEKELOMPOK = 22
"""Lines that one RHK may take and still be kept together on a page."""


def perlu_baris(teks: str, lebar: int) -> int:
    """Estimate, rather too high, how many lines a text takes in a column."""
    return sum(max(1, ceil(len(b) / lebar)) for b in teks.splitlines() or [""])


@dataclass(frozen=True)
class HasilKerja:
    jenis: JenisRhk
    teks: str
    indikator: tuple[Indikator, ...]
    diintervensi: RhkPimpinan | None = None
    perspektif: tuple[str, ...] = ()
    umpan_balik: tuple[UmpanBalik, ...] = ()
    penugasan_dari: str = ""

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        atas = data.get("diintervensi") or {}
        return cls(
            jenis=pilihan_dari(data, "jenis", JenisRhk),
            teks=str(ambil(data, "teks")).strip(),
            indikator=tuple(Indikator.from_snapshot(i) for i in data.get("indikator") or ())
            or (Indikator(),),
            diintervensi=RhkPimpinan(teks_dari(atas, "teks"), tuple(atas.get("indikator") or ()))
            if teks_dari(atas, "teks")
            else None,
            perspektif=tuple(
                pilihan_dari({"perspektif": p}, "perspektif", Perspektif).label
                for p in data.get("perspektif") or ()
            ),
            umpan_balik=tuple(UmpanBalik.from_snapshot(u) for u in data.get("umpan_balik") or ()),
            penugasan_dari=teks_dari(data, "penugasan_dari"),
        )

    @cached_property
    def is_panjang(self) -> bool:
        """Too long to be kept on one page: its cells then flow on instead of spanning the aspek rows."""
        biasa, sempit = LEBAR_KOLOM["biasa"], LEBAR_KOLOM["sempit"]
        atas = self.diintervensi
        bentang = max(
            perlu_baris(self.teks, sempit),
            (perlu_baris(atas.teks, sempit) + sum(perlu_baris(i, sempit) for i in atas.indikator))
            if atas
            else 0,
            sum(perlu_baris(f"{u.peran}: {u.teks}", biasa) for u in self.umpan_balik),
        )
        aspek = sum(
            max(
                perlu_baris(i.teks, biasa),
                perlu_baris(i.target, 14),
                perlu_baris(i.realisasi, sempit) + perlu_baris(i.sumber_data, sempit),
            )
            for i in self.indikator
        )
        return max(bentang, aspek) > BARIS_SEKELOMPOK

    @property
    def suara(self) -> tuple[Suara, ...]:
        return _suara(self.umpan_balik)

    @property
    def jumlah_bentang(self) -> int:
        """Aspek rows over which the cells of the RHK span."""
        return 1 if self.is_panjang else len(self.indikator)


@dataclass(frozen=True)
class Kelompok:
    """The band "A. UTAMA" or "B. TAMBAHAN" and what stands under it."""

    judul: str
    butir: tuple[HasilKerja, ...]


@dataclass(frozen=True)
class Perilaku:
    nama: str
    panduan: tuple[str, ...]
    ekspektasi_khusus: str = ""
    umpan_balik: tuple[UmpanBalik, ...] = ()

    @property
    def suara(self) -> tuple[Suara, ...]:
        return _suara(self.umpan_balik)

    @property
    def is_panjang(self) -> bool:
        """Too long to be kept on one page."""
        umpan = sum(perlu_baris(f"{u.peran}: {u.teks}", LEBAR_KOLOM["biasa"]) for u in self.umpan_balik)
        return max(umpan, perlu_baris(self.ekspektasi_khusus, LEBAR_KOLOM["biasa"])) > BARIS_SEKELOMPOK


def tujuh_perilaku(data: Sequence[Mapping[str, Any]]) -> tuple[Perilaku, ...]:
    isi = {pilihan_dari(p, "nilai", NilaiPerilaku): p for p in data}
    return tuple(
        Perilaku(
            nama=nilai.label,
            panduan=PANDUAN_PERILAKU[nilai],
            ekspektasi_khusus=teks_dari(isi.get(nilai, {}), "ekspektasi_khusus"),
            umpan_balik=tuple(
                UmpanBalik.from_snapshot(u) for u in isi.get(nilai, {}).get("umpan_balik") or ()
            ),
        )
        for nilai in NilaiPerilaku
    )


def tempat_tanggal(tempat: str, hari: date | None) -> str:
    """Place and day above a signature; dots where the day is still to be written by hand."""
    return f"{tempat}, {tanggal_panjang(hari) if hari else '.' * 30}"
