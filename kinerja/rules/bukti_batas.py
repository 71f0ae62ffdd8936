"""Uploads: how much, how often, in which pieces, how long an unfinished one waits."""

import re
from dataclasses import dataclass
from datetime import timedelta

from kinerja.errors import BuktiDukungDitolak, PotonganTidakCocok

POTONGAN = 256 * 1024
"""What a sender is advised to send at once: a few seconds on a slow line."""
POTONGAN_MAKS = 1024 * 1024
MASA_UNGGAHAN = timedelta(hours=24)
"""How long the pieces of an unfinished upload are kept."""
MASA_SEWA = timedelta(minutes=2)
"""An examination that has said nothing for so long has died with its worker; it never takes so long itself."""
MAKS_PERCOBAAN = 3


@dataclass(frozen=True)
class BatasHarian:
    """How many files, and how many MB of them, one person sends in a day."""

    berkas: int
    mb: int


BATAS_BAWAAN = BatasHarian(berkas=100, mb=300)


def check_batas_harian(*, jumlah: int, byte: int, tambah: int, batas: BatasHarian) -> None:
    """Refuse one file too many, or one MB too many, for this day."""
    if jumlah + 1 > batas.berkas:
        raise BuktiDukungDitolak(
            f"Anda sudah mengirim {jumlah} berkas hari ini. Lanjutkan besok, atau pakai bukti yang sudah ada.",
            bidang="berkas",
        )
    if byte + tambah > batas.mb * 1024 * 1024:
        raise BuktiDukungDitolak(
            f"Batas kiriman {batas.mb} MB per hari sudah tercapai. Lanjutkan besok, atau perkecil berkasnya.",
            bidang="berkas",
        )


def check_mulai_unggah(*, ukuran: int, sha256: str, maks_mb: int) -> None:
    """Refuse an upload that cannot end well, before its first piece."""
    if ukuran < 1:
        raise BuktiDukungDitolak("Berkas ini kosong. Pilih berkas lain.", bidang="berkas")
    if ukuran > maks_mb * 1024 * 1024:
        raise BuktiDukungDitolak(
            f"Berkas lebih besar dari {maks_mb} MB. Perkecil atau pecah berkasnya.", bidang="berkas"
        )
    if sha256 and not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise BuktiDukungDitolak(
            "Sidik berkas tidak dapat dibaca. Pilih berkasnya sekali lagi.", bidang="berkas"
        )


def check_potongan(*, letak: int, panjang: int, diterima: int, ukuran: int) -> None:
    """Refuse a piece that does not continue where the upload stands."""
    if letak != diterima:
        raise PotonganTidakCocok(f"Unggahan ini sudah sampai byte {diterima}. Lanjutkan dari sana.")
    if panjang < 1 or panjang > POTONGAN_MAKS:
        raise PotonganTidakCocok(f"Satu potongan berisi 1 sampai {POTONGAN_MAKS} byte. Kirim potongan lain.")
    if letak + panjang > ukuran:
        raise PotonganTidakCocok("Potongan ini melewati ukuran berkas. Mulai unggahan baru.")
