"""Charts as SVG text: the curve of a pola, the kuadran, a trend. Pure functions; the page and the PDF show the same.

Colours are attributes, so the PDF has them; a page may override them through the classes.
Every chart has a title and a description that say in words what is drawn.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from evaluasi.rules import (
    KUADRAN,
    KURVA_POLA,
    URUTAN_KURVA,
    Ekspektasi,
    Predikat,
    PredikatOrganisasi,
)
from kinerja.laporan.lukis import BIRU, BIRU_MUDA, GARIS, TEBAL, bungkus, garis, tulis

PUNCAK_POLA = 24
"""The drawing data of the pola are frequencies out of 24."""

NAMA_KURVA = {
    Predikat.SANGAT_KURANG: ("Sangat", "Kurang"),
    Predikat.KURANG: ("Kurang/", "Misconduct"),
    Predikat.BUTUH_PERBAIKAN: ("Butuh", "Perbaikan"),
    Predikat.BAIK: ("Baik",),
    Predikat.SANGAT_BAIK: ("Sangat", "Baik"),
}
WARNA_PREDIKAT = {
    Predikat.SANGAT_BAIK: "#cfe8d5",
    Predikat.BAIK: "#e3f1e6",
    Predikat.BUTUH_PERBAIKAN: "#fdf0d0",
    Predikat.KURANG: "#fbe0d6",
    Predikat.SANGAT_KURANG: "#f6cfcf",
}


def _lengkung(titik: Sequence[tuple[float, float]]) -> str:
    """Draw a smooth line through equally spaced points that never overshoots them (monotone cubic)."""
    jarak = titik[1][0] - titik[0][0]
    miring = [(b[1] - a[1]) / jarak for a, b in pairwise(titik)]
    singgung = [miring[0]]
    for a, b in pairwise(miring):
        singgung.append(0 if a * b <= 0 else 2 * a * b / (a + b))
    singgung.append(miring[-1])
    jalan = f"M{titik[0][0]:.1f} {titik[0][1]:.1f}"
    for i, ((x1, y1), (x2, y2)) in enumerate(pairwise(titik)):
        jalan += (
            f"C{x1 + jarak / 3:.1f} {y1 + singgung[i] * jarak / 3:.1f} "
            f"{x2 - jarak / 3:.1f} {y2 - singgung[i + 1] * jarak / 3:.1f} {x2:.1f} {y2:.1f}"
        )
    return jalan


def kurva_distribusi(
    capaian: PredikatOrganisasi, jumlah: Mapping[Predikat, int] | None = None, *, kunci: str = "kurva"
) -> str:
    """Draw the curve of the pola for this capaian; with `jumlah`, the unit's people as bars behind it.

    Curve and bars share one scale, the share of people, so that they can be compared.
    """
    lebar, kiri, atas, alas = 340, 30, 28, 106
    kanan, tengah = lebar - 10, (atas + alas) / 2
    kolom = (kanan - kiri) / len(URUTAN_KURVA)
    pusat = [kiri + kolom * (i + 0.5) for i in range(len(URUTAN_KURVA))]
    pola = [f / PUNCAK_POLA for f in KURVA_POLA[capaian]]
    total = sum(jumlah.values()) if jumlah else 0
    nyata = [jumlah.get(p, 0) / total for p in URUTAN_KURVA] if jumlah and total else []
    skala = (alas - atas - 6) / max(pola + nyata)
    judul = (
        "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI",
        f"DENGAN CAPAIAN KINERJA ORGANISASI {capaian.label.upper()}",
    )
    isi = [tulis(lebar / 2, 10 + 11 * i, j, besar=9.5, gaya=TEBAL) for i, j in enumerate(judul)]
    isi += [garis(kiri, atas, kiri, alas), garis(kiri, alas, kanan, alas)]
    isi += [_batang(x, alas, kolom * 0.56, n * skala) for x, n in zip(pusat, nyata, strict=False)]
    titik = [(x, alas - f * skala) for x, f in zip(pusat, pola, strict=True)]
    isi.append(
        f'<path class="grafik-kurva" d="{_lengkung(titik)}" fill="none" stroke="{BIRU}" stroke-width="2.2"/>'
    )
    for x, predikat in zip(pusat, URUTAN_KURVA, strict=True):
        isi += [tulis(x, alas + 11 + 9.5 * i, baris) for i, baris in enumerate(NAMA_KURVA[predikat])]
        if jumlah and nyata:
            isi.append(tulis(x, alas + 32, f"{jumlah.get(predikat, 0)} orang", gaya=TEBAL))
    dasar = alas + (51 if nyata else 39)
    isi.append(tulis((kiri + kanan) / 2, dasar, "Predikat Kinerja Pegawai", besar=9.5))
    putar = f' transform="rotate(-90 14 {tengah:g})"'
    isi.append(tulis(14, tengah, "Frekuensi Pegawai", besar=9.5, gaya=putar))
    uraian = _uraian_kurva(capaian, jumlah)
    return bungkus(lebar, dasar + 5, " ".join(judul), uraian, "".join(isi), kunci=kunci)


def _batang(x: float, alas: float, tebal: float, tinggi: float) -> str:
    return (
        f'<rect class="grafik-batang" x="{x - tebal / 2:.1f}" y="{alas - tinggi:.1f}" width="{tebal:.1f}" '
        f'height="{tinggi:.1f}" fill="{BIRU_MUDA}"/>'
    )


def _uraian_kurva(capaian: PredikatOrganisasi, jumlah: Mapping[Predikat, int] | None) -> str:
    puncak = URUTAN_KURVA[KURVA_POLA[capaian].index(max(KURVA_POLA[capaian]))]
    kalimat = f"Kurva pola distribusi, paling tinggi pada predikat {puncak.label}."
    if not jumlah or not sum(jumlah.values()):
        return kalimat
    rincian = ", ".join(f"{p.label} {jumlah.get(p, 0)} orang" for p in URUTAN_KURVA)
    return f"{kalimat} Sebaran nyata: {rincian}."


def kuadran(
    hasil_kerja: Ekspektasi | None = None, perilaku_kerja: Ekspektasi | None = None, *, kunci: str = "kuadran"
) -> str:
    """Draw the nine fields with their predikat, and the point where the two ratings meet."""
    kiri, atas, sisi_x, sisi_y = 74, 8, 92, 46
    baris, kolom = tuple(Ekspektasi), tuple(reversed(Ekspektasi))
    isi = []
    for i, hasil in enumerate(baris):
        y = atas + i * sisi_y
        isi.append(tulis(kiri - 8, y + sisi_y / 2 + 3, _pendek(hasil), posisi="end"))
        for j, perilaku in enumerate(kolom):
            isi.append(
                _medan(kiri + j * sisi_x, y, sisi_x, sisi_y, hasil, perilaku, (hasil_kerja, perilaku_kerja))
            )
    dasar = atas + 3 * sisi_y
    for j, perilaku in enumerate(kolom):
        isi.append(tulis(kiri + (j + 0.5) * sisi_x, dasar + 13, _pendek(perilaku)))
    isi.append(tulis(kiri + 1.5 * sisi_x, dasar + 28, "Perilaku kerja", besar=9.5, gaya=TEBAL))
    tengah = atas + 1.5 * sisi_y
    putar = f' font-weight="bold" transform="rotate(-90 12 {tengah:g})"'
    isi.append(tulis(12, tengah, "Hasil kerja", besar=9.5, gaya=putar))
    return bungkus(
        kiri + 3 * sisi_x + 6, dasar + 36, "Kuadran kinerja pegawai",
        _uraian_kuadran(hasil_kerja, perilaku_kerja), "".join(isi), kunci=kunci,
    )  # fmt: skip


def _medan(
    x: float, y: float, lebar: float, tinggi: float, hasil: Ekspektasi, perilaku: Ekspektasi,
    titik: tuple[Ekspektasi | None, Ekspektasi | None],
) -> str:  # fmt: skip
    predikat = KUADRAN[hasil, perilaku]
    di_sini = titik == (hasil, perilaku)
    tepi = f'stroke="{BIRU}" stroke-width="2.4"' if di_sini else f'stroke="{GARIS}"'
    kotak = (
        f'<rect class="grafik-medan medan-{predikat.value}" x="{x + 1.5:g}" y="{y + 1.5:g}" '
        f'width="{lebar - 3:g}" height="{tinggi - 3:g}" rx="3" fill="{WARNA_PREDIKAT[predikat]}" {tepi}/>'
    )
    nama = tulis(
        x + lebar / 2, y + tinggi / 2 + (-3 if di_sini else 3), predikat.label,
        gaya=TEBAL if di_sini else "",
    )  # fmt: skip
    bulat = f'<circle class="grafik-titik" cx="{x + lebar / 2:g}" cy="{y + tinggi / 2 + 10:g}" r="4.5" fill="{BIRU}"/>'
    return kotak + nama + (bulat if di_sini else "")


def _pendek(nilai: Ekspektasi) -> str:
    return nilai.label.removesuffix(" ekspektasi")


def _uraian_kuadran(hasil: Ekspektasi | None, perilaku: Ekspektasi | None) -> str:
    if hasil is None or perilaku is None:
        return "Sembilan medan: rating hasil kerja ke atas, rating perilaku kerja ke kanan."
    return (
        f"Hasil kerja {hasil.label.lower()}, perilaku kerja {perilaku.label.lower()}: "
        f"predikat {KUADRAN[hasil, perilaku].label}."
    )


def tren_predikat(riwayat: Sequence[tuple[str, Predikat]], *, kunci: str = "tren") -> str:
    """Draw the predikat of successive periods, oldest first, as steps on five levels."""
    kiri, atas, langkah, tingkat = 92, 10, 62, 19
    urutan = tuple(Predikat)
    lebar = kiri + max(len(riwayat), 2) * langkah
    dasar = atas + tingkat * (len(urutan) - 1)
    isi = []
    for i, predikat in enumerate(urutan):
        y = atas + i * tingkat
        isi += [garis(kiri, y, lebar - 10, y), tulis(kiri - 8, y + 3, predikat.label, posisi="end")]
    titik = [
        (kiri + langkah * (i + 0.4), atas + urutan.index(p) * tingkat) for i, (_, p) in enumerate(riwayat)
    ]
    if len(titik) > 1:
        jalan = "L".join(f"{x:.1f} {y:.1f}" for x, y in titik)
        isi.append(f'<path class="grafik-kurva" d="M{jalan}" fill="none" stroke="{BIRU}" stroke-width="2"/>')
    for (x, y), (nama, _) in zip(titik, riwayat, strict=True):
        isi.append(f'<circle class="grafik-titik" cx="{x:.1f}" cy="{y:g}" r="4" fill="{BIRU}"/>')
        isi.append(tulis(x, dasar + 18, nama))
    uraian = "; ".join(f"{nama}: {p.label}" for nama, p in riwayat) or "Belum ada evaluasi final."
    return bungkus(lebar, dasar + 26, "Predikat dari waktu ke waktu", uraian, "".join(isi), kunci=kunci)
