"""What may be logged, and until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from kinerja.errors import (
    CatatanTidakSah,
    PeriodeDitutup,
)
from kinerja.rules.teks import MAKS_JUMLAH, MAKS_SATUAN, check_teks
from skp.rules import StatusSkp, tanggal_panjang

JAM_TERBALIK = (
    "Jam selesai harus setelah jam mulai. Bila melewati tengah malam, tulis sampai 23.59. "
    "Catat sisanya pada tanggal berikutnya."
)


def check_catatan(
    *,
    uraian: str,
    jumlah: Decimal | None = None,
    satuan: str = "",
    jam_mulai: time | None = None,
    jam_selesai: time | None = None,
) -> None:
    """Refuse an entry of the log whose words or figures cannot stand."""
    check_teks(uraian, "Uraian pekerjaan", CatatanTidakSah, "uraian")
    if jumlah is not None:
        if jumlah < 0 or jumlah > MAKS_JUMLAH:
            raise CatatanTidakSah("Jumlah harus antara 0 dan 9.999.999.999.", bidang="jumlah")
        if not satuan:
            raise CatatanTidakSah("Tulis satuan untuk jumlah itu, misalnya laporan.", bidang="satuan")
    if len(satuan) > MAKS_SATUAN:
        raise CatatanTidakSah(f"Satuan paling panjang {MAKS_SATUAN} huruf.", bidang="satuan")
    if jam_mulai and jam_selesai and jam_selesai < jam_mulai:
        raise CatatanTidakSah(JAM_TERBALIK, bidang="jam_selesai")


def check_perilaku(*, uraian: str) -> None:
    """Refuse a behaviour without words: what was done is what counts."""
    check_teks(uraian, "Uraian perilaku", CatatanTidakSah, "uraian")


@dataclass(frozen=True)
class Jendela:
    """A period that covers the day, the last day on which it may be filled (None: no end), and the way out."""

    nama: str
    sampai: date | None
    jalan_keluar: str = "Sampaikan yang terlewat kepada pejabat penilai Anda."


def check_hari(*, tanggal: date, mulai: date, selesai: date, hari_ini: date) -> None:
    """Refuse a day outside the SKP's span, or one that has not come yet."""
    if tanggal > hari_ini:
        raise CatatanTidakSah(
            f"Tanggal {tanggal_panjang(tanggal)} belum tiba. Menurut waktu instansi hari ini "
            f"{tanggal_panjang(hari_ini)}. Pilih hari ini atau sebelumnya.",
            bidang="tanggal",
        )
    if not mulai <= tanggal <= selesai:
        raise CatatanTidakSah(
            f"SKP ini berlaku {tanggal_panjang(mulai)} sampai {tanggal_panjang(selesai)}. Pilih tanggal di antaranya.",
            bidang="tanggal",
        )


def check_jendela(jendela: Iterable[Jendela], hari_ini: date) -> None:
    """Refuse once any period that covers the day has closed: its figures are being judged."""
    for j in jendela:
        if j.sampai is not None and hari_ini > j.sampai:
            raise PeriodeDitutup(
                f"Pengisian {j.nama} ditutup {tanggal_panjang(j.sampai)}. {j.jalan_keluar}",
                bidang="tanggal",
            )


BELUM_TETAP: Mapping[StatusSkp, str] = {
    StatusSkp.DRAF: "SKP masih draf. Lengkapi lalu ajukan kepada pejabat penilai.",
    StatusSkp.DIAJUKAN: "SKP menunggu persetujuan pejabat penilai. Ingatkan bila sudah lama.",
    StatusSkp.DIKEMBALIKAN: "SKP dikembalikan dengan catatan. Perbaiki lalu ajukan lagi.",
    StatusSkp.DISETUJUI: "SKP sudah disetujui dan menunggu penetapan pejabat penilai.",
    StatusSkp.DIREVISI: "SKP ini sudah diganti versi baru. Catat pada SKP yang berlaku.",
    StatusSkp.SELESAI: "SKP ini sudah selesai. Catatan kerjanya tidak dapat ditambah atau diubah.",
    StatusSkp.DIBATALKAN: "SKP ini dibatalkan. Catat pada SKP yang berlaku.",
}
"""Why nothing can be logged under an SKP in this state, and who can mend it."""
