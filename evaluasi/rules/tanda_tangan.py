"""Who signs which document, and in which ways. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from evaluasi.errors import BahanBelumLengkap
from evaluasi.rules.dokumen import JenisDokumen
from pegawai.rules import Pilihan


class CaraTandaTangan(Pilihan):
    """How a document was signed. Only the first is a certified signature (UU ITE Pasal 11, PP 71/2019)."""

    BSRE = "bsre", "Tanda tangan elektronik tersertifikasi (BSrE)"
    UJI = "uji", "Tanda tangan elektronik uji, tidak tersertifikasi"
    BASAH = "basah", "Tanda tangan basah, pindaian diunggah"


class PeranPenanda(Pilihan):
    """Whose name stands under a signature: the key of that person in the frozen words."""

    PENILAI = "penilai", "Pejabat Penilai Kinerja"
    PEGAWAI = "pegawai", "Pegawai yang Dinilai"
    ATASAN = "atasan_penilai", "Atasan Pejabat Penilai Kinerja"


_P = PeranPenanda
BERDUA = (_P.PENILAI, _P.PEGAWAI)
PENANDA: Mapping[JenisDokumen, tuple[PeranPenanda, ...]] = {
    JenisDokumen.EVALUASI: (_P.PENILAI,),
    JenisDokumen.MATRIKS: (_P.PEGAWAI,),
    JenisDokumen.BERITA_ACARA: (),  # that two people talked is known to them and to whoever holds the paper
    JenisDokumen.KONVERSI: (_P.PENILAI,),
    JenisDokumen.AKUMULASI: (_P.PENILAI,),
    JenisDokumen.PENETAPAN: (_P.PENILAI,),
    JenisDokumen.REKAP: (_P.PEGAWAI,),
}
SEBUTAN: Mapping[tuple[JenisDokumen, PeranPenanda], str] = {
    (JenisDokumen.MATRIKS, _P.PEGAWAI): "Pimpinan",
    (JenisDokumen.REKAP, _P.PEGAWAI): "Pimpinan Unit Kerja",
    (JenisDokumen.PERJANJIAN, _P.PENILAI): "Pihak Kedua",
    (JenisDokumen.PERJANJIAN, _P.PEGAWAI): "Pihak Pertama",
}
"""Where the form calls a signer otherwise."""


def penanda_dokumen(jenis: JenisDokumen, naskah: Mapping[str, Any]) -> tuple[PeranPenanda, ...]:
    """Who signs: as the form says, the atasan too where he decided an objection."""
    peran = PENANDA.get(jenis, BERDUA)
    if jenis == JenisDokumen.EVALUASI and naskah.get("paraf_berdua"):
        peran = BERDUA
    if jenis == JenisDokumen.DOKUMEN_EVALUASI and naskah.get("keberatan"):
        peran = (*BERDUA, _P.ATASAN)
    if jenis == JenisDokumen.PERJANJIAN and naskah.get("is_sepihak"):
        peran = (_P.PEGAWAI,)
    return tuple(p for p in peran if (naskah.get(p.value) or {}).get("nama"))


def sebutan_penanda(jenis: JenisDokumen, peran: PeranPenanda) -> str:
    """What the form calls this signer."""
    return SEBUTAN.get((jenis, peran), peran.label)


def baris_penanda(jenis: JenisDokumen, peran: PeranPenanda, naskah: Mapping[str, Any]) -> str:
    """The line above the space for this signature, as it is printed (without its comma)."""
    sepihak = jenis == JenisDokumen.PERJANJIAN and naskah.get("is_sepihak")
    if jenis == JenisDokumen.MATRIKS or sepihak:
        jabatan = str(naskah[peran.value].get("jabatan") or "")
        return jabatan.upper() if sepihak else jabatan
    if jenis == JenisDokumen.PERJANJIAN:
        return sebutan_penanda(jenis, peran).upper()
    return sebutan_penanda(jenis, peran)


def peran_orang(
    jenis: JenisDokumen, naskah: Mapping[str, Any], *, nip: str | None, nama: str
) -> tuple[PeranPenanda, ...]:
    """As what a person signs: he is on the paper by his NIP, a pejabat negara, who has none, by his name."""

    def cocok(peran: PeranPenanda) -> bool:
        orang = naskah[peran.value]
        return bool(orang.get("nip") == nip if orang.get("nip") else not nip and orang["nama"] == nama)

    return tuple(p for p in penanda_dokumen(jenis, naskah) if cocok(p))


_NIK = re.compile(r"\d{16}")


def check_nik(nik: str) -> str:
    """The number under which the signing service knows a person; used for one signature and never kept."""
    nik = re.sub(r"[\s.-]", "", nik)
    if not _NIK.fullmatch(nik):
        raise BahanBelumLengkap("NIK terdiri dari 16 angka. Tulis seperti pada KTP.", bidang="nik")
    return nik
