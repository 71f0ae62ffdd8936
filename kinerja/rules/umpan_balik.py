"""Feedback: own words, one subject, a reply."""

from kinerja.errors import (
    UmpanBalikTidakSah,
)
from kinerja.rules.jenis import PenilaianUmpanBalik
from kinerja.rules.teks import check_teks


def check_umpan_balik(*, isi: str, punya_rhk: bool, nilai: str) -> None:
    """Refuse feedback without own words, or about two things at once.

    A ready answer may stand beside the words but never instead of them.
    """
    check_teks(isi, "Umpan balik", UmpanBalikTidakSah, "isi")
    siap = {p.label.casefold() for p in PenilaianUmpanBalik}
    if isi.casefold().rstrip(".!") in siap:
        raise UmpanBalikTidakSah("Tambahkan alasan dengan kata-kata Anda sendiri.", bidang="isi")
    if punya_rhk and nilai:
        raise UmpanBalikTidakSah("Pilih satu sasaran: hasil kerja atau perilaku.", bidang="sasaran")


def check_balasan(balasan: str) -> None:
    """Refuse an empty reply."""
    check_teks(balasan, "Balasan", UmpanBalikTidakSah, "balasan")
