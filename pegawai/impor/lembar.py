"""The two kinds of file an agency exports: which columns they must have and which ones leave the reader."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lembar:
    """One kind of file. Columns outside `dipakai` (agama, NIK, NPWP, …) are never handed on."""

    nama: str
    wajib: tuple[str, ...]
    pilihan: tuple[str, ...]

    @property
    def kolom_urut(self) -> tuple[str, ...]:
        return self.wajib + self.pilihan

    @property
    def dipakai(self) -> frozenset[str]:
        return frozenset(self.kolom_urut)


UNOR = Lembar(
    nama="unit kerja (UNOR)",
    wajib=("ID", "NAMA UNOR", "ID ATASAN"),
    pilihan=("NAMA ATASAN", "ESELON ID", "NAMA JABATAN", "NIP PEJABAT", "AKTIF"),
)
PEGAWAI = Lembar(
    nama="pegawai",
    wajib=(
        "NIP BARU",
        "NAMA",
        "KEDUDUKAN HUKUM ID",
        "JENIS JABATAN ID",
        "JABATAN NAMA",
        "TMT JABATAN",
        "UNOR ID",
    ),
    pilihan=(
        "PNS ID",
        "GELAR DEPAN",
        "GELAR BELAKANG",
        "TANGGAL LAHIR",
        "JENIS PEGAWAI NAMA",
        "GOL AKHIR ID",
        "GOL AKHIR NAMA",
        "UNOR NAMA",
    ),
)
LEMBAR = (UNOR, PEGAWAI)
