"""Who opens a closed period again."""

from __future__ import annotations

from pegawai.models import Pegawai
from pegawai.permissions import is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak
from skp.models import Skp


def may_reopen_periode(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Open one person's closed period again: the admin kepegawaian on record for his unit."""
    if is_admin_kepegawaian(pelaku, skp.penempatan.unit):
        return YA
    return tidak("Periode yang ditutup dibuka kembali oleh admin kepegawaian.")
