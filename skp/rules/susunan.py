"""The order of a draft, and what a change of its approach does to each indicator. Imports no Django."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from pegawai.rules import Pilihan
from skp.rules.isi import Pendekatan
from skp.rules.target import JenisTarget, Polaritas, Target, tampil_target

T = TypeVar("T")


class Arah(Pilihan):
    """One step in the order of a form."""

    NAIK = "naik", "Naik"
    TURUN = "turun", "Turun"


class JenisTerhapus(Pilihan):
    """What can be taken back after it was deleted."""

    RHK = "rhk", "Rencana hasil kerja"
    INDIKATOR = "indikator", "Indikator"
    AKSI = "aksi", "Rencana aksi"


def geser(baris: Sequence[T], yang: T, arah: Arah) -> list[T]:
    """Move one item a step; at the end of the row it stays where it is."""
    hasil = list(baris)
    dari = hasil.index(yang)
    ke = dari + (-1 if arah == Arah.NAIK else 1)
    if 0 <= ke < len(hasil):
        hasil[dari], hasil[ke] = hasil[ke], hasil[dari]
    return hasil


def akibat_hapus_rhk(pengikut: int, sel: int) -> str:
    """What deleting an RHK means for those who hang on it, said before it is done."""
    kalimat = []
    if pengikut:
        kalimat.append(f"{pengikut} RHK pegawai lain mendukungnya. Teksnya tetap tersimpan pada SKP mereka.")
    if sel:
        kalimat.append(f"{sel} hasil di matriks ikut hilang dari kolomnya, dan kembali bila RHK dipulihkan.")
    return " ".join(kalimat) or "Yang lain tetap ada."


def uraian_indikator(teks: str, target: Target) -> str:
    """Indicator and target in one narrative, as the kualitatif forms print them."""
    tampil = tampil_target(target)
    return f"{teks.rstrip(' .:')}: {tampil}" if tampil else teks


@dataclass(frozen=True)
class IsiIndikator:
    """What an indicator holds under one approach."""

    teks: str
    aspek: str = ""
    jenis_target: str = JenisTarget.ANGKA.value
    target_angka: Decimal | None = None
    target_angka_maks: Decimal | None = None
    target_desimal: int = 0
    satuan: str = ""
    target_tanggal: date | None = None
    target_teks: str = ""
    polaritas: str = Polaritas.MAKSIMAL.value

    @property
    def target(self) -> Target:
        return Target(
            self.jenis_target,
            self.target_angka,
            self.target_angka_maks,
            self.satuan,
            self.target_tanggal,
            self.target_teks,
            self.target_desimal,
        )

    def simpan(self, pendekatan: Pendekatan) -> dict[str, Any]:
        """As plain values that a JSON column keeps, with the approach they belong to."""
        nilai = {
            k: str(v) if isinstance(v, Decimal) else v.isoformat() if isinstance(v, date) else v
            for k, v in asdict(self).items()
        }
        return nilai | {"pendekatan": pendekatan.value}

    @classmethod
    def baca(cls, simpanan: dict[str, Any]) -> "IsiIndikator":
        nilai = {k: v for k, v in simpanan.items() if k != "pendekatan"}
        for kunci in ("target_angka", "target_angka_maks"):
            nilai[kunci] = None if nilai[kunci] is None else Decimal(nilai[kunci])
        if nilai["target_tanggal"]:
            nilai["target_tanggal"] = date.fromisoformat(nilai["target_tanggal"])
        return cls(**nilai)


def ganti_pendekatan(isi: IsiIndikator, simpanan: dict[str, Any], ke: Pendekatan) -> IsiIndikator:
    """What an indicator holds after the change.

    What was written under the other approach before comes back as it was. Otherwise: to kualitatif, indicator
    and target become one narrative; to kuantitatif, the narrative is the indicator and its target is still to be
    given as a number. What is left behind is kept by the caller, so nothing is lost either way.
    """
    if simpanan.get("pendekatan") == ke:
        return IsiIndikator.baca(simpanan)
    if ke == Pendekatan.KUALITATIF:
        return IsiIndikator(
            uraian_indikator(isi.teks, isi.target),
            jenis_target=JenisTarget.TEKS.value,
            polaritas=isi.polaritas,
        )
    berisi = bool(tampil_target(isi.target))
    return isi if berisi else IsiIndikator(isi.teks, isi.aspek)
