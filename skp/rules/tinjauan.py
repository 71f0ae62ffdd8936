"""Reading an SKP: notes on its items, when it may be revised, when the pengelola steps in. Imports no Django."""

from collections.abc import Iterable
from datetime import date

from pegawai.rules import Pilihan
from skp.errors import SkpTerkunci
from skp.rules.isi import check_teks
from skp.rules.periode import tanggal_panjang
from skp.rules.status import STATUS_BISA_DISUNTING, StatusSkp


class BagianTinjauan(Pilihan):
    """What a note is pinned to."""

    UMUM = "umum", "SKP secara umum"
    RHK = "rhk", "Rencana hasil kerja"
    INDIKATOR = "iki", "Indikator kinerja individu"
    PERILAKU = "perilaku", "Perilaku kerja"
    LAMPIRAN = "lampiran", "Lampiran"


def check_semat(status: str, *, oleh_penilai: bool) -> None:
    """The penilai pins notes while he reviews; the owner of a drafted-for SKP comments until it is fixed."""
    boleh = {StatusSkp.DIAJUKAN} if oleh_penilai else STATUS_BISA_DISUNTING | {StatusSkp.DIAJUKAN}
    if status not in boleh:
        raise SkpTerkunci(
            f"SKP berstatus {StatusSkp(status).label} tidak menerima catatan. Muat ulang halaman ini."
        )


def check_pengembalian(catatan: str, tersemat: int) -> str:
    """A return says what to mend: notes pinned to items, or a general note."""
    catatan = catatan.strip()
    if tersemat and not catatan:
        return ""
    return check_teks(catatan, sebutan="Catatan untuk pegawai", bidang="catatan")


def check_bisa_direvisi(*, selesai: date, pada: date) -> None:
    """A plan is revised while its span runs (domain reference 2.2): afterwards nothing is left to plan."""
    if pada > selesai:
        raise SkpTerkunci(
            f"Rentang SKP ini berakhir {tanggal_panjang(selesai)}. SKP yang sudah berakhir tidak direvisi."
        )


def pengelola_mulai(tahun: int) -> date:
    """From this day the pengelola kinerja may draft for who has no SKP: after week 2 of January (PermenPANRB 8/2021)."""
    return date(tahun, 1, 15)


def bagian_perlu_perbaikan(sasaran: Iterable[str]) -> set[str]:
    """The parts of the task list on which open notes stand, from the keys of their items."""
    letak = {"rhk": "hasil_kerja", "iki": "hasil_kerja", "perilaku": "perilaku", "lampiran": "lampiran"}
    return {letak[awal] for s in sasaran if (awal := s.partition("-")[0]) in letak}
