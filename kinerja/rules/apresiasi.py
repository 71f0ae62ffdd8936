"""Apresiasi: public thanks inside the agency, tied to one of the seven values. Imports no Django."""

from collections.abc import Collection

from kinerja.errors import ApresiasiTidakSah

MAKS_APRESIASI = 400
MIN_APRESIASI = 10
MAKS_PENERIMA = 10
APRESIASI_PER_HARI = 5
"""Default of the agency's own limit."""
BATAS_APRESIASI_PER_HARI = 50
JUMLAH_PANDUAN = 3


def check_apresiasi(*, isi: str, penerima: Collection[int], penulis: int, panduan: int | None) -> None:
    """Refuse thanks without own words, to nobody, to too many, or to oneself."""
    if not penerima:
        raise ApresiasiTidakSah("Pilih paling sedikit satu orang.", bidang="orang")
    if len(penerima) > MAKS_PENERIMA:
        raise ApresiasiTidakSah(
            f"Satu apresiasi paling banyak untuk {MAKS_PENERIMA} orang. Kurangi penerimanya.", bidang="orang"
        )
    if penulis in penerima:
        raise ApresiasiTidakSah("Apresiasi diberikan kepada orang lain. Hapus nama Anda.", bidang="orang")
    if len(isi) < MIN_APRESIASI:
        raise ApresiasiTidakSah("Tulis dengan kata Anda sendiri apa yang Anda hargai.", bidang="isi")
    if len(isi) > MAKS_APRESIASI:
        raise ApresiasiTidakSah(
            f"Apresiasi paling panjang {MAKS_APRESIASI} huruf. Sekarang {len(isi)} huruf.", bidang="isi"
        )
    if panduan is not None and not 1 <= panduan <= JUMLAH_PANDUAN:
        raise ApresiasiTidakSah("Pilih panduan perilaku dari daftar.", bidang="panduan")


def check_laju_apresiasi(*, terkirim: int, batas: int) -> None:
    """Refuse more in a day than the agency allows; withdrawn ones count, else a flood would be free."""
    if terkirim >= batas:
        raise ApresiasiTidakSah(
            f"Hari ini Anda sudah memberi {terkirim} apresiasi, sebanyak batasnya. Lanjutkan besok."
        )


def check_alasan_sembunyi(alasan: str) -> None:
    """Who hides another's words says why."""
    if not alasan:
        raise ApresiasiTidakSah("Tulis alasannya; penulis akan membacanya.", bidang="alasan")
    if len(alasan) > MAKS_APRESIASI:
        raise ApresiasiTidakSah(f"Alasan paling panjang {MAKS_APRESIASI} huruf. Ringkas.", bidang="alasan")


def check_pengaturan_bina(*, apresiasi_per_hari: int, minimum_rekap: int) -> None:
    """Bounds of what an agency may set."""
    if not 1 <= apresiasi_per_hari <= BATAS_APRESIASI_PER_HARI:
        raise ApresiasiTidakSah(
            f"Batas per hari antara 1 dan {BATAS_APRESIASI_PER_HARI}.", bidang="apresiasi_per_hari"
        )
    if not 3 <= minimum_rekap <= 20:
        raise ApresiasiTidakSah("Batas angka kecil antara 3 dan 20 orang.", bidang="minimum_rekap")
