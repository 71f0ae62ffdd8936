"""What the three papers of angka kredit print, from the words that were frozen when it was fixed.

{"instansi": "…", "unit": "…", "tempat": "Tirta Jaya", "tanggal": "2027-01-11",
 "masa": {"tahun": 2026, "teks": "Januari-Desember 2026"}, "versi_aturan": "PermenPANRB 1/2023",
 "pegawai": ORANG, "penilai": ORANG, "lahir": "22 Maret 1985", "kelamin": "Perempuan", "tmt_jabatan": "1 Januari 2025",
 "tembusan": ["…"], "baris": [BARIS],
 ⟨only a Penetapan⟩ "saldo": [{"uuid": "…", "jenis": "dasar", "nilai": "100", "tahun": 2025, "lama": true}],
 "pangkat": BUTUH, "jenjang": BUTUH}
BARIS = {"uuid": "…", "tahun": 2026, "bulan": "Januari-Desember", "jumlah_bulan": 12, "predikat": "baik", "persen": 100,
 "koefisien": "25", "nilai": "25/1", ⟨"lama": false⟩}
BUTUH = {"minimal": "100" | null, "selisih": "-125/2" | null, "kalimat": "Belum dapat dipertimbangkan …"}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from evaluasi.laporan.bagian import KOSONG, Orang, ambil, cetak_dari, hari_dari, pilihan_dari
from evaluasi.laporan.konteks import IdentitasDokumen
from evaluasi.rules import JenisSaldo, Predikat
from evaluasi.rules.kredit import tampil_koefisien, tampil_kredit
from skp.rules import tanggal_panjang


@dataclass(frozen=True)
class MasaCetak:
    """The months as printed; `nama` and `tahun` are what the frame of every document asks for."""

    teks: str
    tahun: int

    @property
    def nama(self) -> str:
        return self.teks.removesuffix(str(self.tahun)).strip()


@dataclass(frozen=True)
class BarisCetak:
    tahun: int
    bulan: str
    jumlah_bulan: int
    predikat: Predikat
    persen: int
    koefisien: Decimal
    nilai: Fraction
    is_lama: bool

    @property
    def prosentase(self) -> str:
        """ "100%", or with the share of the year: "2/12 x 100%"."""
        return f"{self.persen}%" if self.jumlah_bulan == 12 else f"{self.jumlah_bulan}/12 x {self.persen}%"

    @property
    def koefisien_tampil(self) -> str:
        return tampil_koefisien(self.koefisien)

    @property
    def nilai_tampil(self) -> str:
        return tampil_kredit(self.nilai)


@dataclass(frozen=True)
class SaldoCetak:
    jenis: JenisSaldo
    tahun: int
    nilai: Fraction
    is_lama: bool

    @property
    def nilai_tampil(self) -> str:
        return tampil_kredit(self.nilai)


Butir = BarisCetak | SaldoCetak


@dataclass(frozen=True)
class ButuhCetak:
    minimal: Fraction | None
    selisih: Fraction | None
    kalimat: str

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        return cls(_pecahan(data.get("minimal")), _pecahan(data.get("selisih")), str(ambil(data, "kalimat")))

    @property
    def minimal_tampil(self) -> str:
        return KOSONG if self.minimal is None else tampil_kredit(self.minimal)

    @property
    def selisih_tampil(self) -> str:
        return KOSONG if self.selisih is None else tampil_kredit(abs(self.selisih))

    @property
    def is_lebih(self) -> bool:
        return self.selisih is not None and self.selisih >= 0


@dataclass(frozen=True)
class UnsurCetak:
    """One row of the Penetapan: before, now, together."""

    nomor: int
    nama: str
    lama: str
    baru: str
    jumlah: str


def _pecahan(nilai: Any) -> Fraction | None:
    return None if nilai is None else Fraction(str(nilai))


def _angka(nilai: Fraction) -> str:
    return tampil_kredit(nilai) if nilai else KOSONG


@dataclass(frozen=True)
class KonteksKredit:
    """Konversi, Akumulasi and Penetapan share their head; each prints its own table."""

    instansi: str
    unit: str
    tempat: str
    tanggal: date
    periode: MasaCetak
    versi_aturan: str
    pegawai: Orang
    penilai: Orang
    lahir: str
    kelamin: str
    tmt_jabatan: str
    tembusan: tuple[str, ...]
    dokumen: IdentitasDokumen
    baris: tuple[BarisCetak, ...]
    saldo: tuple[SaldoCetak, ...]
    pangkat: ButuhCetak | None
    jenjang: ButuhCetak | None

    @classmethod
    def from_snapshot(cls, data: Mapping[str, Any]) -> Self:
        """Build the dataclass from the frozen JSON; raise `KonteksTidakSah` naming what it lacks."""
        masa = ambil(data, "masa")
        return cls(
            instansi=str(ambil(data, "instansi")),
            unit=cetak_dari(data, "unit"),
            tempat=str(ambil(data, "tempat")),
            tanggal=hari_dari(data, "tanggal"),
            periode=MasaCetak(str(ambil(masa, "teks")), int(ambil(masa, "tahun"))),
            versi_aturan=cetak_dari(data, "versi_aturan"),
            pegawai=Orang.from_snapshot(ambil(data, "pegawai")),
            penilai=Orang.from_snapshot(ambil(data, "penilai")),
            lahir=cetak_dari(data, "lahir"),
            kelamin=cetak_dari(data, "kelamin"),
            tmt_jabatan=cetak_dari(data, "tmt_jabatan"),
            tembusan=tuple(str(t) for t in data.get("tembusan") or ()),
            dokumen=IdentitasDokumen.from_snapshot(ambil(data, "dokumen")),
            baris=tuple(_baris(b) for b in data.get("baris") or ()),
            saldo=tuple(_saldo(s) for s in data.get("saldo") or ()),
            pangkat=ButuhCetak.from_snapshot(data["pangkat"]) if data.get("pangkat") else None,
            jenjang=ButuhCetak.from_snapshot(data["jenjang"]) if data.get("jenjang") else None,
        )

    @property
    def semua(self) -> list[Butir]:
        return [*self.saldo, *self.baris]

    @property
    def tanggal_tampil(self) -> str:
        return tanggal_panjang(self.tanggal)

    @property
    def jumlah_tampil(self) -> str:
        return tampil_kredit(_jumlah(self.semua))

    @property
    def keterangan_perorangan(self) -> list[tuple[str, str]]:
        """The nine lines of part I in the order of the form."""
        return [
            ("Nama", self.pegawai.nama),
            ("NIP", self.pegawai.nip),
            ("Nomor Seri Karpeg", KOSONG),
            ("Tempat/Tanggal Lahir", self.lahir),
            ("Jenis Kelamin", self.kelamin),
            ("Pangkat/Golongan Ruang/TMT", self.pegawai.pangkat_gol),
            ("Jabatan/TMT", f"{self.pegawai.jabatan} / {self.tmt_jabatan}"),
            ("Unit Kerja", self.pegawai.unit),
            ("Instansi", self.instansi),
        ]

    @property
    def unsur(self) -> list[UnsurCetak]:
        """The rows of the Penetapan in the order of the form."""
        pisah: list[tuple[str, Sequence[Butir]]] = [
            ("AK Dasar yang diberikan", self._saldo_of(JenisSaldo.DASAR)),
            ("AK JF lama", self._saldo_of(JenisSaldo.JF_LAMA)),
            ("AK Penyesuaian/Penyetaraan", self._saldo_of(JenisSaldo.PENYESUAIAN)),
            ("AK Konversi", self.baris),
            ("AK yang diperoleh dari peningkatan pendidikan", self._saldo_of(JenisSaldo.PENDIDIKAN)),
        ]
        return [_unsur(n, nama, butir) for n, (nama, butir) in enumerate(pisah, start=1)]

    @property
    def kumulatif(self) -> UnsurCetak:
        return _unsur(0, "JUMLAH ANGKA KREDIT KUMULATIF", self.semua)

    def _saldo_of(self, jenis: JenisSaldo) -> tuple[SaldoCetak, ...]:
        return tuple(s for s in self.saldo if s.jenis == jenis)


def _jumlah(butir: Iterable[Butir]) -> Fraction:
    return sum((b.nilai for b in butir), Fraction(0))


def _unsur(nomor: int, nama: str, butir: Iterable[Butir]) -> UnsurCetak:
    semua = list(butir)
    lama = _jumlah(b for b in semua if b.is_lama)
    baru = _jumlah(b for b in semua if not b.is_lama)
    return UnsurCetak(nomor, nama, _angka(lama), _angka(baru), _angka(lama + baru))


def _baris(data: Mapping[str, Any]) -> BarisCetak:
    return BarisCetak(
        int(ambil(data, "tahun")),
        str(ambil(data, "bulan")),
        int(ambil(data, "jumlah_bulan")),
        pilihan_dari(data, "predikat", Predikat),
        int(ambil(data, "persen")),
        Decimal(str(ambil(data, "koefisien"))),
        Fraction(str(ambil(data, "nilai"))),
        bool(data.get("lama")),
    )


def _saldo(data: Mapping[str, Any]) -> SaldoCetak:
    return SaldoCetak(
        pilihan_dari(data, "jenis", JenisSaldo),
        int(ambil(data, "tahun")),
        Fraction(str(ambil(data, "nilai"))),
        bool(data.get("lama")),
    )
