"""Who says how the figures of several periods are put together."""

from __future__ import annotations

from pegawai.models import Pegawai
from pegawai.rules import YA, Verdict, tidak
from skp.models import Skp
from skp.permissions import is_penilai_skp
from skp.rules import STATUS_TETAP


def may_set_gabung(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Choose it under an SKP in force: its owner, or his penilai. In a draft the indicator's own form asks."""
    if pelaku.pk != skp.pegawai_id and not is_penilai_skp(pelaku, skp):
        return tidak("Cara menggabung angka dipilih pemilik SKP atau pejabat penilainya.")
    if skp.status not in STATUS_TETAP:
        return tidak("SKP ini belum atau tidak lagi berlaku. Pilih caranya pada formulir indikator.")
    return YA
