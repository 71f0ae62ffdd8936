"""The talk between leader and pegawai about expectations. Imports no Django."""

from collections.abc import Sequence

from pegawai.rules import Pilihan
from skp.errors import DialogTidakSah
from skp.rules.status import STATUS_MATI, StatusSkp


class JenisDialog(Pilihan):
    """What the talk was for (PermenPANRB 6/2022: penetapan dan klarifikasi Ekspektasi; domain reference 2.1, 2.2)."""

    PENETAPAN = "penetapan", "Penetapan ekspektasi"
    KLARIFIKASI = "klarifikasi", "Klarifikasi ekspektasi"
    PERUBAHAN = "perubahan", "Perubahan ekspektasi"


def check_dialog_terbuka(status: str) -> None:
    """A note belongs to an SKP that lives."""
    if status in STATUS_MATI or status == StatusSkp.SELESAI:
        raise DialogTidakSah(
            f"SKP ini berstatus {StatusSkp(status).label}. Catatan dialog baru tidak ditambahkan."
        )


def check_belum_beku(*, beku: bool) -> None:
    """What both confirmed does not change any more; a new talk gets a note of its own."""
    if beku:
        raise DialogTidakSah(
            "Catatan ini sudah dikonfirmasi keduanya dan tidak berubah lagi. Buat catatan dialog baru."
        )


def gabung_butir(ada: Sequence[str], baru: Sequence[str]) -> list[str]:
    """The lines that stand already, then those that are not among them yet."""
    kenal = {b.casefold().strip() for b in ada}
    return [*ada, *dict.fromkeys(b for b in baru if b.casefold().strip() not in kenal)]


def gabung_ekspektasi(ada: str, baru: str) -> str:
    """An expectation joined to the one that stands already, unless it says the same."""
    if not ada or baru.strip().casefold() in ada.casefold():
        return ada or baru
    return f"{ada}\n{baru}"
