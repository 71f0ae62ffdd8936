"""Behaviours: who writes them, which guidance they show, how many a day."""

from kinerja.errors import CatatanTidakSah
from pegawai.rules import Pilihan
from skp.rules import PANDUAN_PERILAKU, NilaiPerilaku

MAKS_PER_HARI = 5
"""How many entries one person writes about another in a day, until the agency says otherwise (advice)."""
BATAS_MAKS_PER_HARI = 50


class PenulisPerilaku(Pilihan):
    """In which relation the writer stood to the person when he wrote."""

    SENDIRI = "sendiri", "Pegawai sendiri"
    PIMPINAN = "pimpinan", "Pimpinan"
    REKAN = "rekan", "Rekan kerja"


def check_panduan(nilai: NilaiPerilaku, panduan: int | None) -> None:
    """Refuse a number that names none of the guidance sentences of the value."""
    if panduan is not None and not 1 <= panduan <= len(PANDUAN_PERILAKU[nilai]):
        raise CatatanTidakSah("Pilih salah satu panduan perilaku nilai ini.", bidang="panduan")


def check_ekspektasi(nilai: NilaiPerilaku, *, ditunjukkan: bool, ekspektasi: str) -> str:
    """The words of the expectation that an entry shows; refuse where the SKP holds none."""
    if not ditunjukkan:
        return ""
    if not ekspektasi:
        raise CatatanTidakSah(
            f"SKP ini tidak memuat ekspektasi khusus {nilai.label}. Hapus centangnya.", bidang="ekspektasi"
        )
    return ekspektasi


def check_banyak_perilaku(sudah: int, *, maks: int, nama: str) -> None:
    """Refuse one entry too many about the same person on one day."""
    if sudah >= maks:
        raise CatatanTidakSah(
            f"Hari ini Anda sudah menulis {sudah} catatan perilaku untuk {nama}. Lanjutkan besok."
        )


def check_pengaturan(*, maks_per_hari: int) -> None:
    """Refuse a limit that would close behaviour entries, or open them to a flood."""
    if not 1 <= maks_per_hari <= BATAS_MAKS_PER_HARI:
        raise CatatanTidakSah(
            f"Batas sehari harus antara 1 dan {BATAS_MAKS_PER_HARI}.", bidang="maks_per_hari"
        )
