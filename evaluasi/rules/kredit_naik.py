"""What a JF still needs for the next pangkat and jenjang (PermenPANRB 1/2023). Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from evaluasi.rules.kredit import (
    BULAN_SETAHUN,
    GOLONGAN,
    JENJANG_BERIKUT,
    HitungPangkat,
    Koefisien,
    tampil_kredit,
)
from pegawai.rules import PANGKAT, JenisPegawai


def is_berhak(jenis: str, *, pppk: bool) -> bool:
    """Angka kredit is for PNS; an agency may count it for PPPK too."""
    return jenis == JenisPegawai.PNS or (pppk and jenis == JenisPegawai.PPPK)


def golongan_berikut(golongan: str) -> str | None:
    """The next golongan of a PNS; None at the top or where the golongan is not one of a PNS."""
    if golongan not in GOLONGAN:
        return None
    ke = GOLONGAN.index(golongan) + 1
    return GOLONGAN[ke] if ke < len(GOLONGAN) else None


@dataclass(frozen=True)
class Kebutuhan:
    """How much one step needs, what is missing or left over; without a need the sentence says why."""

    minimal: Fraction | None
    selisih: Fraction | None
    tujuan: str
    kalimat: str

    @property
    def is_cukup(self) -> bool:
        return self.selisih is not None and self.selisih >= 0

    @property
    def minimal_tampil(self) -> str:
        return "–" if self.minimal is None else tampil_kredit(self.minimal)

    @property
    def selisih_tampil(self) -> str:
        """ "kurang 62,50" or "lebih 2,00"."""
        if self.selisih is None:
            return "–"
        return f"{'lebih' if self.is_cukup else 'kurang'} {tampil_kredit(abs(self.selisih))}"

    @property
    def kurang(self) -> Fraction:
        return max(-self.selisih, Fraction(0)) if self.selisih is not None else Fraction(0)


def kebutuhan_pangkat(
    k: Koefisien, golongan: str, total: Fraction, cara: HitungPangkat = HitungPangkat.KUMULATIF
) -> Kebutuhan:
    """What the next pangkat needs.

    The golongan is the n-th of its jenjang: whoever begins there brings the AK dasar of those before it (Peraturan BKN
    3/2023, annex II: III/d as Ahli Muda brings 100), so the need is n times the figure of the table. On the last
    golongan of a jenjang the next pangkat comes with the next jenjang.
    """
    tujuan = golongan_berikut(golongan)
    if tujuan is None:
        return Kebutuhan(None, None, "", "Golongan pegawai belum diisi atau sudah yang tertinggi.")
    if golongan not in k.golongan or k.akk_pangkat is None:
        return Kebutuhan(
            None,
            None,
            tujuan,
            f"Golongan {golongan} di luar rentang {k.jenjang.label}. Kenaikan pangkat diperiksa tersendiri.",
        )
    if golongan == k.golongan[-1] and k.akk_jenjang is None:
        return Kebutuhan(None, None, tujuan, f"{golongan} adalah pangkat puncak {k.jenjang.label}.")
    ke = k.golongan.index(golongan) + 1 if cara == HitungPangkat.KUMULATIF else 1
    minimal = Fraction(k.akk_pangkat) * ke
    return Kebutuhan(
        minimal, total - minimal, tujuan, _kalimat(total >= minimal, "pangkat", nama_golongan(tujuan))
    )


def kebutuhan_jenjang(k: Koefisien, total: Fraction) -> Kebutuhan:
    """What the next jenjang needs."""
    tujuan = JENJANG_BERIKUT.get(k.jenjang)
    if tujuan is None or k.akk_jenjang is None:
        return Kebutuhan(None, None, "", f"{k.jenjang.label} adalah jenjang tertinggi.")
    minimal = Fraction(k.akk_jenjang)
    return Kebutuhan(
        minimal, total - minimal, tujuan.label, _kalimat(total >= minimal, "jenjang", tujuan.label)
    )


def nama_golongan(golongan: str) -> str:
    """Pangkat and golongan: "Penata, III/c"."""
    return next((f"{nama}, {g}" for g, nama in PANGKAT.values() if g == golongan), golongan)


def _kalimat(cukup: bool, apa: str, tujuan: str) -> str:
    dapat = "Dapat" if cukup else "Belum dapat"
    jabatan = "jenjang jabatan" if apa == "jenjang" else "pangkat"
    menjadi = f" menjadi {tujuan}" if cukup else ""
    return f"{dapat} dipertimbangkan untuk kenaikan {jabatan} setingkat lebih tinggi{menjadi}."


def perkiraan_bulan(kurang: Fraction, koefisien: Decimal) -> int:
    """Months until the missing credit is earned with predikat Baik."""
    return ceil(kurang * BULAN_SETAHUN / Fraction(koefisien)) if kurang > 0 else 0


def tampil_lama(bulan: int) -> str:
    """ "2 tahun 3 bulan" """
    tahun, sisa = divmod(bulan, BULAN_SETAHUN)
    bagian = [f"{tahun} tahun"] if tahun else []
    if sisa or not tahun:
        bagian.append(f"{sisa} bulan")
    return " ".join(bagian)
