"""What SIASN wants of one person and period, and what is missing in it (domain reference 7.3).

Field names are those of the web service, its spelling included. Imports no Django.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluasi.rules.penilaian import SIASN_EKSPEKTASI, SIASN_KUADRAN, Ekspektasi, Predikat
from pegawai.rules import GOLONGAN_PPPK, PANGKAT

PERIODIK_ID: Mapping[str, int] = {"bulanan": 1, "triwulan": 2}
"""`periodikId` by the kind of period; the annual evaluation goes another way (`skp22`)."""
GOLONGAN_ID: Mapping[str, str] = {
    **{golongan: kode for kode, (golongan, _) in PANGKAT.items()},
    **{golongan: kode for kode, golongan in GOLONGAN_PPPK.items()},
}
"""Golongan as printed → its id in SIASN."""
JENIS_NON_ASN = "pejabat_negara"
ASN, NON_ASN = "ASN", "NON ASN"

KETERANGAN: Mapping[str, str] = {
    "pnsDinilaiId": "ID SIASN pegawai",
    "pnsDinilaiOrang": "ID SIASN pegawai",
    "penilaiNama": "nama penilai",
    "penilaiNipNrp": "NIP penilai",
    "penilaiGolongan": "golongan penilai",
    "penilaiJabatanNama": "jabatan penilai",
    "penilaiJabatan": "jabatan penilai",
    "penilaiUnorNama": "unit kerja penilai",
    "koefisienId": "ID koefisien jenjang fungsional",
    "hasilKinerjaNilai": "rating hasil kerja",
    "perilakuKerjaNilai": "rating perilaku kerja",
    "kuadranKinerjaNilai": "predikat",
}
"""Every field that can lack, in words for whoever mends it."""


@dataclass(frozen=True)
class DataSiasn:
    """One payload, where it is sent, and what it lacks."""

    jalur: str
    isi: Mapping[str, Any]
    kurang: tuple[str, ...]

    @property
    def lengkap(self) -> bool:
        return not self.kurang


def susun_siasn(snapshot: Mapping[str, Any], *, siasn_id: str, koefisien: str | None) -> DataSiasn:
    """Shape the frozen evaluation as SIASN takes it. `koefisien`: None for who is no jabatan fungsional."""
    periode, penilai = snapshot["periode"], snapshot["penilai"]
    non_asn = penilai.get("jenis") == JENIS_NON_ASN
    nilai = {
        "hasilKinerjaNilai": SIASN_EKSPEKTASI[Ekspektasi(snapshot["rating_hasil"])],
        "perilakuKerjaNilai": SIASN_EKSPEKTASI[Ekspektasi(snapshot["rating_perilaku"])],
        "kuadranKinerjaNilai": SIASN_KUADRAN[Predikat(snapshot["predikat"])],
        "penilaiGolongan": golongan_id(penilai.get("pangkat_gol", "")),
        "penilaiNama": penilai.get("nama", ""),
        "penilaiNipNrp": penilai.get("nip", ""),
        "penilaiUnorNama": penilai.get("unit", ""),
        "statusPenilai": NON_ASN if non_asn else ASN,
        "tahun": periode["tahun"],
    }
    if periode["jenis"] == "tahunan":
        jalur = "/skp22/save"
        isi = {**nilai, "penilaiJabatan": penilai.get("jabatan", ""), "pnsDinilaiOrang": siasn_id}
    else:
        jalur = "/kinerjaperiodik/save"
        mulai, selesai = date.fromisoformat(periode["mulai"]), date.fromisoformat(periode["selesai"])
        isi = {
            **nilai,
            "bulanMulaiPenilaian": mulai.month,
            "bulanSelesaiPenilaian": selesai.month,
            "tahunMulaiPenilaian": mulai.year,
            "tahunSelesaiPenilaian": selesai.year,
            "koefisienId": koefisien or "",
            "penilaiJabatanNama": penilai.get("jabatan", ""),
            "periodikId": PERIODIK_ID[periode["jenis"]],
            "pnsDinilaiId": siasn_id,
        }
    boleh = set()
    if non_asn:
        boleh |= {"penilaiNipNrp", "penilaiGolongan"}
    if koefisien is None:
        boleh.add("koefisienId")
    kurang = tuple(KETERANGAN[k] for k, v in sorted(isi.items()) if v == "" and k not in boleh)
    return DataSiasn(jalur, dict(sorted(isi.items())), kurang)


def golongan_id(tercetak: str) -> str:
    """The id behind "Penata Tingkat I / III/d" or "IX"; empty where there is none."""
    return GOLONGAN_ID.get(tercetak.rsplit(" / ", 1)[-1].strip(), "")
