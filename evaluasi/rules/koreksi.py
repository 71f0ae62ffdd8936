"""The correction of a final evaluation: who may begin it, and what its reason must be. Imports no Django."""

from evaluasi.errors import BahanBelumLengkap
from pegawai.rules import Pilihan

JALAN_KOREKSI = "Evaluasi final tidak berubah; bila keliru, koreksi dibuka dari halaman Versi dan koreksi."
"""What every refusal of a change to a final evaluation ends with."""
MAKS_ALASAN_KOREKSI = 2000


class PembukaKoreksi(Pilihan):
    """Who begins the correction of a final result. No rule names him: each agency settles it."""

    KEDUANYA = "keduanya", "Atasan pejabat penilai atau admin kepegawaian"
    ATASAN = "atasan", "Atasan pejabat penilai"
    ADMIN = "admin", "Admin kepegawaian"


def check_alasan_koreksi(alasan: str) -> None:
    """Refuse a correction without a reason that whoever reads it later can follow."""
    if not alasan.strip():
        raise BahanBelumLengkap("Tulis apa yang keliru dan atas permintaan siapa.", bidang="alasan")
    if len(alasan) > MAKS_ALASAN_KOREKSI:
        raise BahanBelumLengkap(
            f"Alasan koreksi paling panjang 2.000 huruf. Sekarang {len(alasan)} huruf.", bidang="alasan"
        )
