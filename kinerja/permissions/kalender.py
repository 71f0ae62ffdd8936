"""Who keeps the calendar: the agency's admin its holidays, each person his own leave."""

from __future__ import annotations

from pegawai.models import Instansi, Pegawai, UnitKerja
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak


def may_manage_kalender(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Holidays and working days hold for everyone: the admin of the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Hari libur diatur admin kepegawaian instansi.")


def may_record_cuti(pelaku: Pegawai, pegawai: Pegawai, unit: UnitKerja | None) -> Verdict:
    """Say that somebody is away: the person himself, or the admin of his unit (unit None: of the agency)."""
    if pelaku.pk == pegawai.pk:
        return YA
    if pelaku.instansi_id == pegawai.instansi_id and (
        is_admin_instansi(pelaku) or (unit is not None and is_admin_kepegawaian(pelaku, unit))
    ):
        return YA
    return tidak("Cuti dan dinas luar dicatat orangnya sendiri atau admin kepegawaian unitnya.")
