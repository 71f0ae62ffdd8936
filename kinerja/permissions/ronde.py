"""Who runs a 360 round and who answers in it."""

from __future__ import annotations

from datetime import date

from kinerja.models import Ronde360
from kinerja.rules import StatusRonde
from pegawai.models import Pegawai
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, Verdict, tidak


def may_manage_ronde(pelaku: Pegawai, ronde: Ronde360 | None = None) -> Verdict:
    """Plan, open and call off a round: the agency's admin. Nobody sees an answer by it."""
    if is_admin_instansi(pelaku) and (ronde is None or ronde.instansi_id == pelaku.instansi_id):
        return YA
    return tidak("Ronde 360 diatur admin kepegawaian seluruh instansi.")


def may_answer_ronde(pelaku: Pegawai, ronde: Ronde360, pada: date) -> Verdict:
    """Answer while it is open; about whom is a matter of `selectors.tugas_ronde`."""
    if ronde.instansi_id != pelaku.instansi_id:
        return tidak("Ronde ini milik instansi lain.")
    if ronde.status != StatusRonde.DIBUKA or not ronde.mulai <= pada <= ronde.selesai:
        return tidak("Ronde ini tidak sedang dibuka.")
    return YA
