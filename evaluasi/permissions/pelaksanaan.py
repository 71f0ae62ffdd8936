"""Who opens and closes the evaluation of a period, and who watches that."""

from __future__ import annotations

from pegawai.models import Instansi, Pegawai
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak


def may_run_periode(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Open, close and reopen a period by hand: the admin of the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Periode dibuka dan ditutup admin kepegawaian seluruh instansi.")


def may_watch_periode(pelaku: Pegawai) -> Verdict:
    """See who lacks what before a period opens: every admin kepegawaian, for his units."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Halaman ini dibuka untuk admin kepegawaian.")
