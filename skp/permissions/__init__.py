"""Who may do what with an SKP. What its state allows is asked in rules; both together shape the buttons."""

from __future__ import annotations

from datetime import date

from pegawai.models import Instansi, Pegawai, Penempatan
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian, may_monitor, unit_pantauan
from pegawai.rules import YA, JenisPegawai, KedudukanHukum, Verdict, is_wajib_skp, require, tidak
from skp.models import CatatanTinjauan, Periode, RencanaHasilKerja, Skp
from skp.permissions.matriks import (
    BUKAN_ANGGOTA,
    matriks_terlihat,
    may_add_peserta,
    may_be_peserta,
    may_edit_matriks,
    may_view_matriks,
    memimpin_unit_skp,
)
from skp.permissions.siklus import (
    may_cancel_pengingat,
    may_extend_jendela,
    may_extend_somewhere,
    may_record_jeda,
    may_remind,
)
from skp.rules import STATUS_BISA_DISUNTING, pengelola_boleh, tanggal_panjang

__all__ = [
    "BUKAN_ANGGOTA",
    "is_penilai_skp",
    "is_penyusun",
    "matriks_terlihat",
    "may_add_peserta",
    "may_approve_skp",
    "may_be_peserta",
    "may_cancel_pengingat",
    "may_cancel_skp",
    "may_draft_for",
    "may_draft_skp",
    "may_edit_ekspektasi",
    "may_edit_matriks",
    "may_edit_skp",
    "may_extend_jendela",
    "may_extend_somewhere",
    "may_link_rhk",
    "may_monitor",
    "may_open_tahun",
    "may_pin_catatan",
    "may_plan_aksi",
    "may_record_jeda",
    "may_remind",
    "may_return_skp",
    "may_review_skp",
    "may_revise_skp",
    "may_see_pengelola",
    "may_settle_catatan",
    "may_submit_skp",
    "may_unpin_catatan",
    "may_view_matriks",
    "may_view_skp",
    "may_withdraw_skp",
    "memimpin_unit_skp",
    "require",
    "unit_pantauan",
]

BUKAN_PENILAI = "Keputusan atas SKP ini ada pada pejabat penilainya."
RUJUKAN_TIDAK_ADA = "RHK pimpinan itu tidak ditemukan. Pilih dari daftar."


def is_penilai_skp(pelaku: Pegawai, skp: Skp) -> bool:
    """Tell whether `pelaku` answers for this SKP as pejabat penilai on the day that counts for it."""
    return Skp.objects.filter(pk=skp.pk).dinilai_oleh(pelaku).exists()


def may_view_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The owner, whoever rates or rated him, the rung above, the leader of his team, the granted roles."""
    if Skp.objects.visible_to(pelaku).filter(pk=skp.pk).exists():
        return YA
    return tidak("SKP ini tidak dibuka untuk Anda.")


def may_open_tahun(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """A year with its windows concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Tahun kinerja dibuka admin kepegawaian seluruh instansi.")


def may_draft_skp(pelaku: Pegawai, penempatan: Penempatan) -> Verdict:
    """Everyone who must have an SKP drafts his own, for a placement of his own."""
    if penempatan.pegawai_id != pelaku.pk:
        return tidak("SKP disusun oleh pemiliknya.")
    return wajib_skp(pelaku)


def wajib_skp(pegawai: Pegawai) -> Verdict:
    """Whether an SKP is due from this person at all (PermenPANRB 8/2021 annex; BKN's FAQ on 6/2022)."""
    if pegawai.jenis == JenisPegawai.PEJABAT_NEGARA:
        return tidak("Pejabat negara tidak menyusun SKP.")
    if not is_wajib_skp(pegawai.kedudukan, tugas_belajar_wajib=pegawai.instansi.tugas_belajar_wajib_skp):
        return tidak(f"Dengan kedudukan {KedudukanHukum(pegawai.kedudukan).label}, Anda tidak menyusun SKP.")
    return YA


def is_penyusun(pelaku: Pegawai, skp: Skp) -> bool:
    """Tell whether `pelaku` writes this SKP: its owner, or the unit's pengelola once they draft it for him."""
    if skp.pengelola_id is None:
        return skp.pegawai_id == pelaku.pk
    return skp.pegawai_id != pelaku.pk and is_admin_kepegawaian(pelaku, skp.penempatan.unit)


def _penyusun_saja(pelaku: Pegawai, skp: Skp, apa: str) -> Verdict:
    if is_penyusun(pelaku, skp):
        return YA
    if skp.pengelola_id is not None:
        return tidak(f"{apa} pengelola kinerja yang menyusunkannya.")
    return tidak(f"{apa} pemiliknya.")


def may_edit_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Only who drafts it writes the plan."""
    return _penyusun_saja(pelaku, skp, "Isi SKP hanya dapat diubah")


def may_submit_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Only who drafts it hands the SKP to the penilai."""
    return _penyusun_saja(pelaku, skp, "SKP hanya dapat diajukan")


def may_withdraw_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Only who handed it in takes it back."""
    return _penyusun_saja(pelaku, skp, "SKP hanya dapat ditarik kembali")


def may_revise_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The owner begins a revision, or his penilai asks for one; always of the SKP in force."""
    if skp.revisi_dari_id is not None:
        return tidak("Yang direvisi adalah SKP yang berlaku, bukan versi lainnya.")
    if skp.pegawai_id == pelaku.pk or is_penilai_skp(pelaku, skp):
        return YA
    return tidak("Revisi SKP dimulai pemiliknya atau diminta pejabat penilainya.")


def may_see_pengelola(pelaku: Pegawai) -> Verdict:
    """Open the list of people who may be drafted for."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Halaman ini hanya dibuka untuk pengelola kinerja, yaitu admin kepegawaian.")


def may_draft_for(pelaku: Pegawai, penempatan: Penempatan, periode: Periode, *, pada: date) -> Verdict:
    """The unit's admin kepegawaian drafts for others, once the pengelola may step in."""
    if penempatan.pegawai_id == pelaku.pk:
        return tidak("SKP Anda sendiri disusun lewat menu SKP.")
    if not is_admin_kepegawaian(pelaku, penempatan.unit):
        return tidak("SKP orang lain hanya dapat disusunkan admin kepegawaian unitnya.")
    mulai = periode.pengelola_mulai
    if mulai is None:
        return tidak(f"Pada tahun {periode.tahun} pengelola kinerja tidak menyusunkan SKP.")
    if not pengelola_boleh(mulai, pada):
        return tidak(f"Pengelola kinerja dapat menyusunkan SKP mulai {tanggal_panjang(mulai)}.")
    return YA if wajib_skp(penempatan.pegawai) else tidak("Pegawai ini tidak menyusun SKP.")


def may_pin_catatan(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The penilai notes what to mend; the owner comments on what the pengelola drafted for him."""
    if skp.pegawai_id == pelaku.pk and skp.pengelola_id is not None:
        return YA
    if skp.pegawai_id == pelaku.pk:
        return tidak("Catatan disematkan pejabat penilai. Anda dapat mengubah isinya langsung.")
    return may_review_skp(pelaku, skp)


def may_unpin_catatan(pelaku: Pegawai, catatan: CatatanTinjauan) -> Verdict:
    """Only its writer takes a note back."""
    return YA if catatan.oleh_id == pelaku.pk else tidak("Catatan hanya dapat dilepas penulisnya.")


def may_settle_catatan(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Whoever mends the SKP says what he has mended."""
    return _penyusun_saja(pelaku, skp, "Catatan hanya dapat ditandai")


def may_review_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The pejabat penilai reads the SKP with the panel for his decision."""
    return YA if is_penilai_skp(pelaku, skp) else tidak(BUKAN_PENILAI)


def may_approve_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The pejabat penilai fixes the SKP (PermenPANRB 6/2022); nobody his own."""
    return may_review_skp(pelaku, skp)


def may_return_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The pejabat penilai sends the SKP back with a note."""
    return may_review_skp(pelaku, skp)


def may_cancel_skp(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The owner calls off his draft; one that is fixed only the admin kepegawaian of the unit."""
    if skp.status in STATUS_BISA_DISUNTING and is_penyusun(pelaku, skp):
        return YA
    if is_admin_kepegawaian(pelaku, skp.penempatan.unit):
        return YA
    if skp.pegawai_id == pelaku.pk:
        return tidak("SKP yang sudah ditetapkan hanya dapat dibatalkan admin kepegawaian.")
    return tidak("SKP ini hanya dapat dibatalkan pemiliknya atau admin kepegawaian.")


def may_edit_ekspektasi(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The owner notes what was agreed; the penilai, whose expectation it is, may put it right."""
    if is_penyusun(pelaku, skp) or is_penilai_skp(pelaku, skp):
        return YA
    return tidak("Ekspektasi perilaku ditulis pemilik SKP dan pejabat penilainya.")


def may_plan_aksi(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The owner and his penilai plan the steps of each period."""
    if skp.pegawai_id == pelaku.pk or is_penyusun(pelaku, skp) or is_penilai_skp(pelaku, skp):
        return YA
    return tidak("Rencana aksi ditulis pemilik SKP dan pejabat penilainya.")


def may_link_rhk(pelaku: Pegawai, skp: Skp, rhk_pimpinan: RencanaHasilKerja) -> Verdict:
    """An RHK may serve those of one's leaders (`dapat_dirujuk`); only the owner links.

    The refusal says "not found": it tells nothing about other people's plans.
    """
    if not is_penyusun(pelaku, skp):
        return tidak(RUJUKAN_TIDAK_ADA)
    if RencanaHasilKerja.objects.dapat_dirujuk(skp).filter(pk=rhk_pimpinan.pk).exists():
        return YA
    return tidak(RUJUKAN_TIDAK_ADA)
