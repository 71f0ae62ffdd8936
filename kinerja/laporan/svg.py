"""Progress as a picture: one indicator over the periods of its year, and all indicators of an SKP at a glance.

What is better is drawn as it is agreed: a line to reach, a bound not to cross, a band to stay in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kinerja.laporan.lukis import BIRU, TEBAL, bungkus, garis, medan, tulis
from skp.rules import CaraGabung, JenisTarget, Polaritas, Target, angka_id, tampil_target

HIJAU, MERAH = "#2e7d4f", "#b3261e"
PUTUS = ' stroke-dasharray="4 3"'
LEBAR, KIRI, KANAN, ATAS, ALAS = 340, 40, 330, 12, 112
MAKS_PERSEN = Decimal(120)
"""A bar ends here; beyond it the figure beside it tells the rest."""


@dataclass(frozen=True)
class Titik:
    """One period on the way: its own figure and what all up to it come to; None where nothing was recorded."""

    nama: str
    sendiri: Decimal | None = None
    kumulatif: Decimal | None = None


@dataclass(frozen=True)
class Ukuran:
    """What an indicator is measured by, and how its periods are put together."""

    teks: str
    target: Target
    polaritas: str
    cara: CaraGabung

    @property
    def is_batas(self) -> bool:
        """Not to be exceeded, rather than to be reached."""
        return self.target.jenis == JenisTarget.PALING_BANYAK or self.polaritas == Polaritas.MINIMAL

    @property
    def is_bertahap(self) -> bool:
        """Grows with the year: only then does the time that has passed say how much should be there."""
        return self.cara == CaraGabung.JUMLAH and self.polaritas == Polaritas.MAKSIMAL and not self.is_batas


def lintasan(u: Ukuran, titik: Sequence[Titik], *, waktu: Decimal, kunci: str) -> str:
    """Draw one indicator: bars of each period, a line of what they come to, the target, and today.

    Empty where a number says nothing: a date, or words.
    """
    if u.target.angka is None or not titik:
        return ""
    puncak = _puncak(u, titik)
    kolom = (KANAN - KIRI) / len(titik)

    def y(nilai: Decimal) -> float:
        return float(ALAS - (ALAS - ATAS) * float(nilai / puncak))

    isi = [*_target(u, y), garis(KIRI, ATAS, KIRI, ALAS), garis(KIRI, ALAS, KANAN, ALAS)]
    isi += [
        tulis(KIRI - 5, ALAS + 3, "0", posisi="end"),
        tulis(KIRI - 5, ATAS + 3, angka_id(puncak), posisi="end"),
    ]
    jalan: list[tuple[float, float]] = []
    for n, t in enumerate(titik):
        x = KIRI + kolom * (n + 0.5)
        isi.append(tulis(x, ALAS + 13, t.nama))
        if t.sendiri is not None:
            isi.append(medan(x - kolom * 0.3, y(t.sendiri), kolom * 0.6, ALAS - y(t.sendiri), BIRU, ".3"))
        if t.kumulatif is not None:
            jalan.append((x, y(t.kumulatif)))
    isi += [
        f'<path class="grafik-kurva" d="M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" fill="none" stroke="{BIRU}" '
        'stroke-width="2"/>'
        for a, b in pairwise(jalan)
    ]
    isi += [
        f'<circle class="grafik-titik" cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{BIRU}"/>' for a, b in jalan
    ]
    isi += _kini(waktu)
    uraian = uraian_lintasan(u, titik, waktu=waktu)
    return bungkus(LEBAR, ALAS + 34, f"Kemajuan: {u.teks}", uraian, "".join(isi), kunci=kunci)


def _puncak(u: Ukuran, titik: Sequence[Titik]) -> Decimal:
    angka = [n for t in titik for n in (t.sendiri, t.kumulatif) if n is not None]
    target = [n for n in (u.target.angka, u.target.angka_maks) if n is not None]
    tinggi = max([*angka, *target])
    return (tinggi * Decimal("1.2")).quantize(Decimal("0.01") if tinggi < 10 else Decimal(1)) or Decimal(1)


def _target(u: Ukuran, y: object) -> list[str]:
    tinggi: float = y(u.target.angka)  # type: ignore[operator]
    lebar = KANAN - KIRI
    if u.target.jenis == JenisTarget.RENTANG and u.target.angka_maks is not None:
        atas: float = y(u.target.angka_maks)  # type: ignore[operator]
        return [
            medan(KIRI, atas, lebar, tinggi - atas, HIJAU, ".2"),
            garis(KIRI, atas, KANAN, atas),
            garis(KIRI, tinggi, KANAN, tinggi),
        ]
    isi = [garis(KIRI, tinggi, KANAN, tinggi, gaya=' stroke-width="1.5"')]
    if u.is_batas:
        isi.append(medan(KIRI, ATAS, lebar, tinggi - ATAS, MERAH, ".14"))
    elif u.is_bertahap:
        isi.append(garis(KIRI, ALAS, KANAN, tinggi, gaya=PUTUS))
    return isi


def _kini(waktu: Decimal) -> list[str]:
    if not 0 < waktu < 100:
        return []
    x = KIRI + (KANAN - KIRI) * float(waktu) / 100
    posisi = "end" if waktu > 80 else "start" if waktu < 20 else "middle"
    return [
        garis(x, ATAS, x, ALAS + 18, gaya=' stroke-dasharray="1 2"'),
        tulis(x, ALAS + 28, "hari ini", posisi=posisi),
    ]


def uraian_lintasan(u: Ukuran, titik: Sequence[Titik], *, waktu: Decimal) -> str:
    """The picture in words: what is aimed at, each period, what they come to, how much time has passed."""
    arti = (
        "tidak boleh dilampaui"
        if u.is_batas
        else "dijaga di antaranya"
        if u.target.jenis == JenisTarget.RENTANG
        else "dijaga tepat"
        if u.polaritas == Polaritas.STABIL
        else "dicapai atau dilampaui"
    )
    kalimat = [f"Target {tampil_target(u.target)}, {arti}."]
    terisi = [t for t in titik if t.sendiri is not None]
    if terisi:
        kalimat.append(
            "; ".join(f"{t.nama}: {angka_id(t.sendiri)}" for t in terisi if t.sendiri is not None) + "."
        )
    akhir = next((t for t in reversed(titik) if t.kumulatif is not None), None)
    if akhir is not None and akhir.kumulatif is not None:
        kalimat.append(f"{u.cara.label} sampai {akhir.nama}: {angka_id(akhir.kumulatif)}.")
    else:
        kalimat.append("Belum ada angka.")
    kalimat.append(f"Waktu berjalan {angka_id(waktu)}%.")
    return " ".join(kalimat)


@dataclass(frozen=True)
class Batang:
    """One indicator in the picture of the whole SKP: a bar where a share makes sense, else a sentence."""

    teks: str
    persen: Decimal | None
    keterangan: str
    is_bertahap: bool = False


def ringkas_skp(batang: Sequence[Batang], *, waktu: Decimal, kunci: str = "skp") -> str:
    """Draw every indicator of an SKP on one line, the time that has passed on those that grow with the year."""
    if not batang:
        return ""
    baris, lebar_batang = 32, 210
    isi = []
    for n, b in enumerate(batang):
        y = 8 + n * baris
        isi.append(tulis(4, y + 6, _pendek(b.teks), posisi="start"))
        if b.persen is None:
            isi.append(tulis(4, y + 19, b.keterangan or "Belum ada realisasi", posisi="start", gaya=TEBAL))
            continue
        isi.append(medan(4, y + 11, lebar_batang, 9, BIRU, ".14"))
        panjang = lebar_batang * float(min(b.persen, MAKS_PERSEN) / MAKS_PERSEN)
        isi.append(medan(4, y + 11, panjang, 9, BIRU, ".85"))
        penuh = 4 + lebar_batang / float(MAKS_PERSEN) * 100
        isi.append(garis(penuh, y + 9, penuh, y + 22))
        if b.is_bertahap:
            x = 4 + lebar_batang / float(MAKS_PERSEN) * float(waktu)
            isi.append(f'<path class="grafik-titik" d="M{x:.1f} {y + 20:g}l-4 6h8z" fill="{BIRU}"/>')
        isi.append(tulis(lebar_batang + 10, y + 19, b.keterangan, posisi="start", gaya=TEBAL))
    uraian = "; ".join(f"{b.teks}: {b.keterangan or 'belum ada realisasi'}" for b in batang)
    uraian += f". Waktu berjalan {angka_id(waktu)}%, ditandai segitiga pada ukuran yang dijumlahkan."
    return bungkus(
        LEBAR, 14 + len(batang) * baris, "Kemajuan seluruh indikator", uraian, "".join(isi), kunci=kunci
    )


def _pendek(teks: str, panjang: int = 62) -> str:
    return teks if len(teks) <= panjang else f"{teks[: panjang - 1].rstrip()}…"
