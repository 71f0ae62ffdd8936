"""Angka kredit of a jabatan fungsional: predikat and months become credit, credit becomes what is still needed.

Sources: PermenPANRB 1/2023 (percentages, coefficients, cumulative needs), Peraturan BKN 3/2023 (conversion by year
and by month, accumulation, the three papers). Values stay exact fractions and are rounded only where they are
shown. Imports no Django.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from evaluasi.rules.penilaian import Predikat
from pegawai.rules import NAMA_BULAN, PANGKAT, JenjangFungsional, Pilihan

SUMBER_KONVERSI = "PermenPANRB 1/2023"
TAHUN_AWAL = 2023
"""The first year whose predikat is converted; what was earned before comes in as the opening balance."""
BULAN_SETAHUN = 12

PERSEN: Mapping[Predikat, int] = {
    Predikat.SANGAT_BAIK: 150,
    Predikat.BAIK: 100,
    Predikat.BUTUH_PERBAIKAN: 75,
    Predikat.KURANG: 50,
    Predikat.SANGAT_KURANG: 25,
}
"""Percent of the coefficient that each predikat earns (PermenPANRB 1/2023 Pasal 37 ayat (1))."""


@dataclass(frozen=True)
class Koefisien:
    """What a jenjang earns in a year and needs for the next step, from a day on."""

    jenjang: JenjangFungsional
    koefisien: Decimal
    golongan: tuple[str, ...]
    akk_pangkat: Decimal | None
    akk_jenjang: Decimal | None
    dasar: str = SUMBER_KONVERSI


_J = JenjangFungsional


def _baku(jenjang: _J, koefisien: str, golongan: str, pangkat: int, naik: int | None) -> Koefisien:
    return Koefisien(
        jenjang,
        Decimal(koefisien),
        tuple(golongan.split()),
        Decimal(pangkat),
        Decimal(naik) if naik is not None else None,
    )


KOEFISIEN_BAKU: Mapping[JenjangFungsional, Koefisien] = {
    k.jenjang: k
    for k in (
        _baku(_J.PEMULA, "3.75", "II/a", 15, 15),
        _baku(_J.TERAMPIL, "5", "II/b II/c II/d", 20, 60),
        _baku(_J.MAHIR, "12.5", "III/a III/b", 50, 100),
        _baku(_J.PENYELIA, "25", "III/c III/d", 100, None),
        _baku(_J.AHLI_PERTAMA, "12.5", "III/a III/b", 50, 100),
        _baku(_J.AHLI_MUDA, "25", "III/c III/d", 100, 200),
        _baku(_J.AHLI_MADYA, "37.5", "IV/a IV/b IV/c", 150, 450),
        _baku(_J.AHLI_UTAMA, "50", "IV/d IV/e", 200, None),
    )
}
"""The national figures (PermenPANRB 1/2023, annex); an agency overrides them from a day on."""

JENJANG_BERIKUT: Mapping[JenjangFungsional, JenjangFungsional] = {
    _J.PEMULA: _J.TERAMPIL,
    _J.TERAMPIL: _J.MAHIR,
    _J.MAHIR: _J.PENYELIA,
    _J.AHLI_PERTAMA: _J.AHLI_MUDA,
    _J.AHLI_MUDA: _J.AHLI_MADYA,
    _J.AHLI_MADYA: _J.AHLI_UTAMA,
}
"""Penyelia and Ahli Utama are the top of keterampilan and keahlian."""

GOLONGAN = tuple(g for g, _ in PANGKAT.values())


class HitungBulan(Pilihan):
    """To which post a month belongs in which the post changed; the regulation does not say."""

    AWAL = "awal", "Jabatan pada tanggal 1 bulan itu"
    AKHIR = "akhir", "Jabatan pada hari terakhir bulan itu"
    TERBANYAK = "terbanyak", "Jabatan yang dijalani paling lama dalam bulan itu"


class HitungPangkat(Pilihan):
    """How the need for the next pangkat is read where a jenjang has several golongan."""

    KUMULATIF = "kumulatif", "Dijumlah sejak golongan pertama jenjang, termasuk AK dasar"
    TETAP = "tetap", "Sama untuk setiap golongan, seperti tertulis pada tabel"


class JenisKonversi(Pilihan):
    TAHUNAN = "tahunan", "Tahunan"
    PERIODIK = "periodik", "Periodik"


class JenisSaldo(Pilihan):
    """What a person brings along, in the rows of the Penetapan."""

    DASAR = "dasar", "AK dasar yang diberikan"
    JF_LAMA = "jf_lama", "AK JF lama (PAK integrasi)"
    PENYESUAIAN = "penyesuaian", "AK penyesuaian/penyetaraan"
    PENDIDIKAN = "pendidikan", "AK dari peningkatan pendidikan"


class SebabTanpaKredit(Pilihan):
    """Why a month earns nothing, or not yet."""

    BUKAN_JF = "bukan_jf", "tidak menduduki jabatan fungsional berjenjang"
    TANPA_SKP = "tanpa_skp", "tidak ada SKP yang mencakup bulan itu"
    BELUM_FINAL = "belum_final", "evaluasinya belum final"
    SUDAH = "sudah", "sudah dikonversi"


class KeadaanKredit(Pilihan):
    """How far the conversion of a year has come for one person."""

    SIAP = "siap", "Siap ditetapkan"
    DITETAPKAN = "ditetapkan", "Sudah ditetapkan"
    MENUNGGU = "menunggu", "Menunggu evaluasi final"


# One conversion


def angka_kredit(persen: int, koefisien: Decimal, bulan: int = BULAN_SETAHUN) -> Fraction:
    """Convert a predikat: months/12 × percent × coefficient (Peraturan BKN 3/2023)."""
    return Fraction(bulan, BULAN_SETAHUN) * Fraction(persen, 100) * Fraction(koefisien)


def bulatkan(nilai: Fraction | Decimal) -> Decimal:
    """Round to two decimals, half away from zero, as the papers print it (5,625 is 5,63)."""
    pecahan = Fraction(nilai)
    seratus = floor(abs(pecahan) * 100 + Fraction(1, 2))
    return (Decimal(seratus) if pecahan >= 0 else -Decimal(seratus)).scaleb(-2)


def tampil_kredit(nilai: Fraction | Decimal) -> str:
    """Write a value as people read it: "18,75"."""
    bulat, _, pecahan = str(abs(bulatkan(nilai))).partition(".")
    kelompok = f"{int(bulat):,}".replace(",", ".")
    return f"{'-' if bulatkan(nilai) < 0 else ''}{kelompok},{pecahan}"


def tampil_koefisien(nilai: Decimal) -> str:
    """Write a coefficient without idle zeros: "12,5"."""
    return f"{nilai.normalize():f}".replace(".", ",")


def tampil_bulan(mulai: int, selesai: int) -> str:
    """ "Januari-Februari"; one month alone is named once."""
    if mulai == selesai:
        return NAMA_BULAN[mulai - 1]
    return f"{NAMA_BULAN[mulai - 1]}-{NAMA_BULAN[selesai - 1]}"


# From posts and evaluations of a year to its conversions


@dataclass(frozen=True)
class Masa:
    """Days in one post; without a jenjang it earns no angka kredit."""

    kunci: int
    jabatan: int
    jenjang: JenjangFungsional | None
    mulai: date
    selesai: date | None


@dataclass(frozen=True)
class NilaiFinal:
    """A final evaluation, with the days it judged."""

    kunci: int
    predikat: Predikat
    mulai: date
    selesai: date
    is_tahunan: bool


@dataclass(frozen=True)
class KonversiTampil:
    """A conversion in the words of its table."""

    bulan_mulai: int
    bulan_selesai: int
    persen: int
    nilai_koefisien: Decimal
    nilai: Fraction

    @property
    def bulan(self) -> str:
        return tampil_bulan(self.bulan_mulai, self.bulan_selesai)

    @property
    def prosentase(self) -> str:
        """ "100%", or with the share of the year: "2/12 x 100%"."""
        n = self.bulan_selesai - self.bulan_mulai + 1
        return f"{self.persen}%" if n == BULAN_SETAHUN else f"{n}/{BULAN_SETAHUN} x {self.persen}%"

    @property
    def koefisien(self) -> str:
        return tampil_koefisien(self.nilai_koefisien)

    @property
    def kredit(self) -> str:
        return tampil_kredit(self.nilai)


@dataclass(frozen=True)
class BarisKonversi:
    """Months in a row that earn at one rate."""

    jenis: JenisKonversi
    tahun: int
    bulan_mulai: int
    bulan_selesai: int
    masa: int
    jabatan: int
    jenjang: JenjangFungsional
    nilai: int
    predikat: Predikat
    koefisien: Decimal

    @property
    def bulan(self) -> int:
        return self.bulan_selesai - self.bulan_mulai + 1

    @property
    def persen(self) -> int:
        return PERSEN[self.predikat]

    @property
    def angka_kredit(self) -> Fraction:
        return angka_kredit(self.persen, self.koefisien, self.bulan)

    @property
    def tampil(self) -> KonversiTampil:
        return KonversiTampil(
            self.bulan_mulai, self.bulan_selesai, self.persen, self.koefisien, self.angka_kredit
        )


@dataclass(frozen=True)
class BulanKosong:
    """Months in a row that earn nothing, and why."""

    bulan_mulai: int
    bulan_selesai: int
    sebab: SebabTanpaKredit

    @property
    def kalimat(self) -> str:
        return f"{tampil_bulan(self.bulan_mulai, self.bulan_selesai)}: {self.sebab.label}."


@dataclass(frozen=True)
class HasilKonversi:
    baris: tuple[BarisKonversi, ...]
    kosong: tuple[BulanKosong, ...]


AmbilKoefisien = Callable[[JenjangFungsional, int, date], Decimal]


def awal_akhir(tahun: int, bulan: int) -> tuple[date, date]:
    return date(tahun, bulan, 1), date(tahun, bulan, monthrange(tahun, bulan)[1])


def masa_bulan(masa: Iterable[Masa], tahun: int, bulan: int, aturan: HitungBulan) -> Masa | None:
    """The post a month belongs to; None where nobody held one on the day that counts."""
    awal, akhir = awal_akhir(tahun, bulan)

    def hari(m: Masa) -> int:
        return (min(m.selesai or akhir, akhir) - max(m.mulai, awal)).days + 1

    if aturan == HitungBulan.TERBANYAK:
        calon = [m for m in masa if hari(m) > 0]
        return max(calon, key=lambda m: (hari(m), m.mulai), default=None)
    pada = awal if aturan == HitungBulan.AWAL else akhir
    return next((m for m in masa if m.mulai <= pada and (m.selesai is None or m.selesai >= pada)), None)


def _bertemu(mulai: date, selesai: date, awal: date, akhir: date) -> bool:
    return mulai <= akhir and selesai >= awal


def nilai_bulan(
    nilai: Sequence[NilaiFinal], tahun: int, bulan: int, jenis: JenisKonversi
) -> NilaiFinal | None:
    """The evaluation whose predikat a month takes.

    By the year: that of the span the month lies in; where that span was not evaluated by itself, the annual one of a
    later span, which considers all of the year. By the period: the one that covers the month.
    """
    awal, akhir = awal_akhir(tahun, bulan)
    calon = [n for n in nilai if n.is_tahunan == (jenis == JenisKonversi.TAHUNAN)]
    kena = [n for n in calon if _bertemu(n.mulai, n.selesai, awal, akhir)]
    if not kena and jenis == JenisKonversi.TAHUNAN:
        kena = [n for n in calon if n.mulai > akhir]
    return max(kena, key=lambda n: (n.selesai, n.mulai), default=None)


def susun_konversi(
    tahun: int,
    *,
    jenis: JenisKonversi,
    masa: Sequence[Masa],
    nilai: Sequence[NilaiFinal],
    skp: Sequence[tuple[date, date]],
    koefisien: AmbilKoefisien,
    jeda: Sequence[tuple[date, date | None]] = (),
    aturan: HitungBulan = HitungBulan.AWAL,
    sudah: Collection[int] = (),
    mulai: int = 1,
    sampai: int = BULAN_SETAHUN,
) -> HasilKonversi:
    """Convert the months of a year, each once: a change of post, jenjang, predikat or coefficient begins a new row."""
    baris: list[BarisKonversi] = []
    kosong: list[BulanKosong] = []
    for bulan in range(mulai, sampai + 1):
        awal, akhir = awal_akhir(tahun, bulan)
        bekerja = any(_bertemu(a, z, awal, akhir) for a, z in skp) and not any(
            a <= awal and (z is None or z >= akhir) for a, z in jeda
        )
        m = masa_bulan(masa, tahun, bulan, aturan)
        n = nilai_bulan(nilai, tahun, bulan, jenis)
        hasil = _satu_bulan(tahun, bulan, jenis, m, n, koefisien, bekerja=bekerja, sudah=bulan in sudah)
        if isinstance(hasil, SebabTanpaKredit):
            _sambung_kosong(kosong, bulan, hasil)
        else:
            _sambung(baris, hasil)
    return HasilKonversi(tuple(baris), tuple(kosong))


def _satu_bulan(
    tahun: int,
    bulan: int,
    jenis: JenisKonversi,
    m: Masa | None,
    n: NilaiFinal | None,
    koefisien: AmbilKoefisien,
    *,
    bekerja: bool,
    sudah: bool,
) -> BarisKonversi | SebabTanpaKredit:
    if sudah:
        return SebabTanpaKredit.SUDAH
    if m is None or m.jenjang is None:
        return SebabTanpaKredit.BUKAN_JF
    if not bekerja:
        return SebabTanpaKredit.TANPA_SKP
    if n is None:
        return SebabTanpaKredit.BELUM_FINAL
    k = koefisien(m.jenjang, m.jabatan, max(date(tahun, bulan, 1), m.mulai))
    return BarisKonversi(jenis, tahun, bulan, bulan, m.kunci, m.jabatan, m.jenjang, n.kunci, n.predikat, k)


def _sambung(baris: list[BarisKonversi], b: BarisKonversi) -> None:
    """Lengthen the last row by a month that earns at the same rate, else begin a new one."""
    lalu = baris[-1] if baris else None
    sama = lalu is not None and (
        lalu.bulan_selesai + 1 == b.bulan_mulai
        and (lalu.jabatan, lalu.jenjang, lalu.predikat, lalu.koefisien)
        == (b.jabatan, b.jenjang, b.predikat, b.koefisien)
        and (b.jenis == JenisKonversi.PERIODIK or lalu.nilai == b.nilai)
    )
    if lalu is None or not sama:
        baris.append(b)
        return
    baris[-1] = replace(b, bulan_mulai=lalu.bulan_mulai)


def _sambung_kosong(kosong: list[BulanKosong], bulan: int, sebab: SebabTanpaKredit) -> None:
    lalu = kosong[-1] if kosong else None
    if lalu and lalu.sebab == sebab and lalu.bulan_selesai + 1 == bulan:
        kosong[-1] = BulanKosong(lalu.bulan_mulai, bulan, sebab)
    else:
        kosong.append(BulanKosong(bulan, bulan, sebab))
