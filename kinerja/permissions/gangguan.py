"""Who keeps the record of outages."""

from __future__ import annotations

from pegawai.models import Pegawai
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, Verdict, tidak


def may_manage_gangguan(pelaku: Pegawai) -> Verdict:
    """Add or mend an outage and set the rule: the admin of the whole agency, for it moves everyone's deadlines."""
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Riwayat gangguan diubah oleh admin kepegawaian seluruh instansi.")
