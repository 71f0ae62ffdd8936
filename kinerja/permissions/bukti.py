"""Who may do what with evidence, beyond seeing it (`BuktiDukung.objects.visible_to`)."""

from __future__ import annotations

from kinerja.models import BuktiDukung, Unggahan
from pegawai.models import Pegawai
from pegawai.permissions import is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak


def may_copy_bukti(pelaku: Pegawai, bukti: BuktiDukung) -> Verdict:
    """Use a piece of evidence again: whoever brought it."""
    if bukti.pemilik_id == pelaku.pk:
        return YA
    return tidak("Bukti itu milik orang lain. Unggah bukti Anda sendiri.")


def may_continue_unggahan(pelaku: Pegawai, unggahan: Unggahan) -> Verdict:
    """Go on with an upload, or give it up: whoever began it."""
    if unggahan.pemilik_id == pelaku.pk:
        return YA
    return tidak("Unggahan itu dimulai orang lain. Mulai unggahan Anda sendiri.")


def may_delete_bukti(pelaku: Pegawai, bukti: BuktiDukung) -> Verdict:
    """Delete a piece of evidence for good: whoever brought it."""
    if bukti.pemilik_id == pelaku.pk:
        return YA
    return tidak("Hanya pemilik bukti yang dapat menghapusnya. Beri tahu pemiliknya lewat umpan balik.")


def may_answer_tautan(pelaku: Pegawai, bukti: BuktiDukung) -> Verdict:
    """Say whether the penilai can open a link, or have it tried again: whoever brought it."""
    if bukti.pemilik_id == pelaku.pk:
        return YA
    return tidak("Hanya pemilik tautan yang dapat menjawabnya. Beri tahu pemiliknya lewat umpan balik.")


def may_report_tautan(pelaku: Pegawai, bukti: BuktiDukung) -> Verdict:
    """Say that a link does not open: everyone who may see it, except its owner."""
    if bukti.pemilik_id != pelaku.pk and BuktiDukung.objects.visible_to(pelaku).filter(pk=bukti.pk).exists():
        return YA
    return tidak("Laporan ini untuk pembaca tautan. Pemilik menjawab pertanyaan di halaman bukti.")


def may_set_aturan_bukti(pelaku: Pegawai) -> Verdict:
    """Set the limits of an agency: its admin."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Aturan bukti diatur admin kepegawaian.")
