"""The states of an SKP, the moves between them, and what each allows. Imports no Django."""

from collections.abc import Mapping

from pegawai.rules import Pilihan
from skp.errors import SkpTerkunci, TransisiTidakSah


class StatusSkp(Pilihan):
    """States of an SKP (domain reference 2.9)."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DISETUJUI = "disetujui", "Disetujui"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    BERJALAN = "berjalan", "Berjalan"
    DIREVISI = "direvisi", "Direvisi"
    SELESAI = "selesai", "Selesai"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


TRANSISI_SKP: Mapping[StatusSkp, frozenset[StatusSkp]] = {
    StatusSkp.DRAF: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DIBATALKAN}),
    StatusSkp.DIAJUKAN: frozenset({StatusSkp.DIKEMBALIKAN, StatusSkp.DISETUJUI, StatusSkp.DRAF}),
    StatusSkp.DIKEMBALIKAN: frozenset({StatusSkp.DIAJUKAN, StatusSkp.DIBATALKAN}),
    StatusSkp.DISETUJUI: frozenset({StatusSkp.DITETAPKAN, StatusSkp.DIKEMBALIKAN}),
    StatusSkp.DITETAPKAN: frozenset({StatusSkp.BERJALAN, StatusSkp.DIREVISI, StatusSkp.DIBATALKAN}),
    StatusSkp.BERJALAN: frozenset({StatusSkp.DIREVISI, StatusSkp.SELESAI, StatusSkp.DIBATALKAN}),
    StatusSkp.DIREVISI: frozenset(),
    StatusSkp.SELESAI: frozenset(),
    StatusSkp.DIBATALKAN: frozenset(),
}
"""The only list of moves."""


class Giliran(Pilihan):
    """Whose turn it is."""

    PEGAWAI = "pegawai", "Pegawai"
    PENILAI = "penilai", "Pejabat penilai"
    SISTEM = "sistem", "Berjalan sendiri"
    SELESAI = "selesai", "Tidak ada"


PEMILIK_STATUS: Mapping[StatusSkp, Giliran] = {
    StatusSkp.DRAF: Giliran.PEGAWAI,
    StatusSkp.DIAJUKAN: Giliran.PENILAI,
    StatusSkp.DIKEMBALIKAN: Giliran.PEGAWAI,
    StatusSkp.DISETUJUI: Giliran.PENILAI,
    StatusSkp.DITETAPKAN: Giliran.SISTEM,
    StatusSkp.BERJALAN: Giliran.PEGAWAI,
    StatusSkp.DIREVISI: Giliran.SELESAI,
    StatusSkp.SELESAI: Giliran.SELESAI,
    StatusSkp.DIBATALKAN: Giliran.SELESAI,
}


STATUS_BISA_DISUNTING = frozenset({StatusSkp.DRAF, StatusSkp.DIKEMBALIKAN})


STATUS_TETAP = frozenset({StatusSkp.DITETAPKAN, StatusSkp.BERJALAN})
"""Fixed and in force: work is logged against it, it can be evaluated."""


STATUS_MATI = frozenset({StatusSkp.DIREVISI, StatusSkp.DIBATALKAN})


STATUS_TERBUKA = frozenset(StatusSkp) - STATUS_MATI - {StatusSkp.SELESAI}
"""Somebody still has something to do with it; its penilai follows the chain."""


STATUS_RENCANA_AKSI = STATUS_BISA_DISUNTING | STATUS_TETAP
"""Action plans are also made and changed during the year (domain reference 2.3)."""


KATA_GERAK: Mapping[tuple[str, StatusSkp], str] = {
    ("", StatusSkp.DRAF): "mulai menyusun SKP",
    (StatusSkp.DIAJUKAN, StatusSkp.DRAF): "menarik kembali SKP",
    (StatusSkp.DRAF, StatusSkp.DIAJUKAN): "mengajukan SKP",
    (StatusSkp.DIKEMBALIKAN, StatusSkp.DIAJUKAN): "mengajukan lagi SKP",
    (StatusSkp.DIAJUKAN, StatusSkp.DIKEMBALIKAN): "mengembalikan SKP",
    (StatusSkp.DISETUJUI, StatusSkp.DIKEMBALIKAN): "mengembalikan SKP",
    (StatusSkp.DIAJUKAN, StatusSkp.DISETUJUI): "menyetujui SKP",
    (StatusSkp.DISETUJUI, StatusSkp.DITETAPKAN): "menetapkan SKP",
    (StatusSkp.DITETAPKAN, StatusSkp.BERJALAN): "memberlakukan SKP",
    (StatusSkp.DITETAPKAN, StatusSkp.DIREVISI): "merevisi SKP",
    (StatusSkp.BERJALAN, StatusSkp.DIREVISI): "merevisi SKP",
    (StatusSkp.BERJALAN, StatusSkp.SELESAI): "menyelesaikan SKP",
    (StatusSkp.DRAF, StatusSkp.DIBATALKAN): "membatalkan SKP",
    (StatusSkp.DIKEMBALIKAN, StatusSkp.DIBATALKAN): "membatalkan SKP",
    (StatusSkp.DITETAPKAN, StatusSkp.DIBATALKAN): "membatalkan SKP",
    (StatusSkp.BERJALAN, StatusSkp.DIBATALKAN): "membatalkan SKP",
}
"""What somebody did, for the history: one phrase per move of the table."""


def check_transition(dari: str, ke: StatusSkp) -> None:
    """Refuse a move that the table does not list."""
    asal = StatusSkp(dari)
    if ke not in TRANSISI_SKP[asal]:
        raise TransisiTidakSah(
            f"SKP berstatus {asal.label} tidak dapat menjadi {ke.label}. Muat ulang halaman ini."
        )


def check_bisa_disunting(status: str) -> None:
    """Refuse to change the content of an SKP that was handed in or fixed."""
    if status not in STATUS_BISA_DISUNTING:
        raise SkpTerkunci(
            f"SKP berstatus {StatusSkp(status).label} tidak dapat disunting. Muat ulang halaman ini."
        )


def check_ekspektasi(status: str, *, oleh_penilai: bool) -> None:
    """The owner drafts the expectations that were agreed; the penilai edits them while he reviews."""
    if oleh_penilai:
        if status != StatusSkp.DIAJUKAN:
            raise SkpTerkunci("Ekspektasi dapat Anda ubah selama SKP ini menunggu persetujuan Anda.")
    else:
        check_bisa_disunting(status)


def check_rencana_aksi(status: str) -> None:
    """Refuse action plans while the SKP waits for its penilai, and after its end."""
    if status not in STATUS_RENCANA_AKSI:
        raise SkpTerkunci(f"Rencana aksi tidak dapat diubah saat SKP berstatus {StatusSkp(status).label}.")
