"""Pembinaan that follows from a weak predikat: the evaluation names itself as its origin."""

from __future__ import annotations

from typing import Any

from evaluasi import permissions
from evaluasi.models import Evaluasi
from evaluasi.rules import Ekspektasi
from kinerja.models import SesiPembinaan
from kinerja.rules import MAKS_URAIAN, TopikPembinaan
from kinerja.services.pembinaan import plan_pembinaan
from pegawai.models import Pegawai


def usul_rencana(evaluasi: Evaluasi) -> dict[str, Any]:
    """What the form is filled with: the grounds of the weak ratings as they were written, and the subjects."""
    dasar, topik = [], []
    if evaluasi.rating_hasil == Ekspektasi.DIBAWAH:
        topik.append(TopikPembinaan.HASIL_KERJA.value)
        dasar.append(f"Hasil kerja: {evaluasi.alasan_hasil}")
    if evaluasi.rating_perilaku == Ekspektasi.DIBAWAH:
        topik.append(TopikPembinaan.PERILAKU.value)
        dasar.append(f"Perilaku kerja: {evaluasi.alasan_perilaku}")
    return {
        "situasi": "\n".join(dasar)[:MAKS_URAIAN],
        "tujuan": evaluasi.catatan_rekomendasi[:MAKS_URAIAN],
        "topik": topik,
    }


def plan_pembinaan_dari(*, pelaku: Pegawai, evaluasi: Evaluasi, **rencana: Any) -> SesiPembinaan:
    """Plan a session that is listed with this evaluation."""
    permissions.require(permissions.may_plan_pembinaan_dari(pelaku, evaluasi))
    return plan_pembinaan(
        pelaku=pelaku,
        pegawai=evaluasi.pegawai,
        asal_evaluasi=evaluasi.uuid,
        asal_label=f"Evaluasi {evaluasi.periode}: {evaluasi.get_predikat_display()}",
        **rencana,
    )
