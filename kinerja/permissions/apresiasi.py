"""Who may thank, withdraw, hide. The SQL twin of the view question is `visible_to`."""

from __future__ import annotations

from kinerja.models import Apresiasi, PenerimaApresiasi
from pegawai.models import Pegawai
from pegawai.models.lingkup import cakupan_of
from pegawai.rules import YA, JenisPegawai, Peran, Verdict, is_aktif, require, tidak

__all__ = [
    "may_hide_nama",
    "may_moderate_apresiasi",
    "may_thank",
    "may_view_apresiasi",
    "may_withdraw_apresiasi",
    "require",
]


def may_view_apresiasi(pelaku: Pegawai, apresiasi: Apresiasi) -> Verdict:
    """Read it: the agency's own people while it stands; its writer and its moderator also afterwards."""
    if Apresiasi.objects.visible_to(pelaku).filter(pk=apresiasi.pk).exists():
        return YA
    return tidak("Apresiasi ini tidak ditampilkan.")


def may_thank(pelaku: Pegawai, penerima: Pegawai) -> Verdict:
    """Thank somebody: another one who serves in the same agency and is rated here."""
    if pelaku.pk == penerima.pk:
        return tidak("Apresiasi diberikan kepada orang lain. Hapus nama Anda.")
    if penerima.instansi_id != pelaku.instansi_id or not is_aktif(penerima.kedudukan):
        return tidak("Apresiasi diberikan kepada pegawai yang bertugas di instansi Anda.")
    if penerima.jenis == JenisPegawai.PEJABAT_NEGARA:
        return tidak("Apresiasi diberikan kepada pegawai ASN. Hapus pejabat negara dari daftar.")
    return YA


def may_withdraw_apresiasi(pelaku: Pegawai, apresiasi: Apresiasi) -> Verdict:
    """Withdraw or bring back: only whoever wrote it."""
    if pelaku.pk == apresiasi.penulis_id:
        return YA
    return tidak("Apresiasi hanya ditarik oleh penulisnya.")


def may_hide_nama(pelaku: Pegawai, penerima: PenerimaApresiasi) -> Verdict:
    """Take one's own name out of the public page, or put it back."""
    if pelaku.pk == penerima.penerima_id:
        return YA
    return tidak("Hanya penerima yang menyembunyikan namanya.")


def may_moderate_apresiasi(pelaku: Pegawai, apresiasi: Apresiasi) -> Verdict:
    """Hide with a reason, or show again: the admin of the agency, or of a unit in which somebody is thanked."""
    admin = [c for c in cakupan_of(pelaku) if c.peran == Peran.ADMIN_KEPEGAWAIAN]
    if admin and apresiasi.instansi_id == pelaku.instansi_id:
        jalur = [p.unit.jalur if p.unit else "" for p in apresiasi.daftar_penerima.select_related("unit")]
        if any(c.jalur is None or (j and c.mencakup(j)) for c in admin for j in jalur):
            return YA
    return tidak("Apresiasi disembunyikan admin kepegawaian yang membawahi unitnya.")
