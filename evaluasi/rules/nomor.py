"""How an agency numbers what it issues: a pattern with places to fill, codes of the kinds, a running number or not.

Imports no Django.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from evaluasi.errors import BahanBelumLengkap
from evaluasi.rules.dokumen import AWALAN_NOMOR, JenisDokumen
from pegawai.rules import Pilihan


class Penomoran(Pilihan):
    """Where the figure in a number comes from."""

    SUMBER = "sumber", "Nomor data di aplikasi"
    URUT = "urut", "Nomor urut per jenis dokumen dan tahun"


POLA_BAWAAN = "{kode}/{tahun}/{nomor}"
LEBAR_BAWAAN, MAKS_LEBAR = 6, 8
KOTAK_LAMBANG = (600, 300)
"""Pixels: at its height of 16 mm more would weigh and not show."""
MIN_TINGGI_LAMBANG = 120
MAKS_NOMOR = 60
"""Signs that a number may have."""
BULAN_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ISIAN: Mapping[str, str] = {
    "kode": "kode jenis dokumen",
    "nomor": "angka nomor",
    "tahun": "tahun kinerja",
    "tahun_terbit": "tahun terbit",
    "bulan": "bulan terbit, dua angka",
    "romawi": "bulan terbit, angka Romawi",
}
"""What a pattern may have filled in, and how the page explains it."""

_TEMPAT = re.compile(r"\{([^{}]*)\}")
_TETAP = re.compile(r"[A-Za-z0-9 ./_-]*")
_KODE = re.compile(r"[A-Za-z0-9.]{1,20}")


def check_pola_nomor(pola: str) -> None:
    """Refuse a pattern that could give two documents the same number, or that cannot be filled."""
    tempat = _TEMPAT.findall(pola)
    asing = next((t for t in tempat if t not in ISIAN), None)
    if asing is not None:
        raise BahanBelumLengkap(
            f"Pola memuat “{{{asing}}}” yang tidak dikenal. Pakai isian yang tertera di bawahnya.",
            bidang="pola",
        )
    if not _TETAP.fullmatch(_TEMPAT.sub("", pola)):
        raise BahanBelumLengkap(
            "Pola hanya memuat huruf, angka, spasi, titik, garis miring, dan tanda hubung di luar isian.",
            bidang="pola",
        )
    if "nomor" not in tempat or "kode" not in tempat or not {"tahun", "tahun_terbit"} & set(tempat):
        raise BahanBelumLengkap(
            "Pola harus memuat {kode}, {nomor}, dan {tahun} atau {tahun_terbit}. Tanpa itu nomor bisa kembar.",
            bidang="pola",
        )
    contoh = susun_nomor(
        pola, kode="X" * 20, nomor=1, lebar=MAKS_LEBAR, tahun=2026, terbit=date(2026, 8, 1), versi=99
    )
    if len(contoh) > MAKS_NOMOR:
        raise BahanBelumLengkap(
            f"Nomor menjadi lebih dari {MAKS_NOMOR} huruf. Pendekkan polanya.", bidang="pola"
        )


def check_kode_jenis(kode: Mapping[str, str]) -> None:
    """Refuse codes that cannot be printed or that two kinds would share."""
    lengkap = {j: kode_jenis(kode, j) for j in JenisDokumen}
    for jenis, isi in lengkap.items():
        if not _KODE.fullmatch(isi):
            raise BahanBelumLengkap(
                f"Kode {jenis.label} hanya memuat huruf, angka, dan titik, paling panjang 20.",
                bidang=f"kode_{jenis.value}",
            )
        kembar = next((j for j, k in lengkap.items() if j != jenis and k == isi), None)
        if kembar is not None:
            raise BahanBelumLengkap(
                f"Kode {jenis.label} sama dengan kode {kembar.label}. Bedakan keduanya.",
                bidang=f"kode_{jenis.value}",
            )


def kode_jenis(kode: Mapping[str, str], jenis: JenisDokumen) -> str:
    """The agency's own code of a kind, else ours."""
    return kode.get(jenis.value) or AWALAN_NOMOR[jenis]


def tahun_buku(pola: str, *, tahun: int, terbit: date) -> int:
    """The year in which a running number counts: the one that the number shows."""
    return terbit.year if "{tahun_terbit}" in pola else tahun


def susun_nomor(
    pola: str, *, kode: str, nomor: int, lebar: int, tahun: int, terbit: date, versi: int = 1
) -> str:
    """Fill the pattern; a later version of the same document has "-2" behind it."""
    isi = {
        "kode": kode,
        "nomor": f"{nomor:0{lebar}d}",
        "tahun": str(tahun),
        "tahun_terbit": str(terbit.year),
        "bulan": f"{terbit.month:02d}",
        "romawi": BULAN_ROMAWI[terbit.month - 1],
    }
    ekor = f"-{versi}" if versi > 1 else ""
    return _TEMPAT.sub(lambda t: isi[t[1]], pola) + ekor


def check_tinggi_lambang(tinggi: int) -> None:
    """Refuse an emblem that would be printed blurred; `tinggi`: pixels once it fits its box."""
    if tinggi < MIN_TINGGI_LAMBANG:
        raise BahanBelumLengkap(
            f"Lambang ini akan tercetak buram. Unggah yang tingginya paling sedikit {MIN_TINGGI_LAMBANG} piksel "
            f"dan lebarnya paling banyak {KOTAK_LAMBANG[0] // MIN_TINGGI_LAMBANG} kali tingginya.",
            bidang="berkas",
        )
