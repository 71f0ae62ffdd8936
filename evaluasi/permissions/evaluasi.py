"""Who may judge, and who may see a judgement."""

from __future__ import annotations

from collections.abc import Iterable

from evaluasi.models import Evaluasi
from evaluasi.rules import PREDIKAT_DIBINA, StatusEvaluasi
from kinerja.permissions.pembinaan import may_plan_pembinaan
from pegawai.models import Pegawai
from pegawai.rules import YA, Peran, Verdict, tidak
from skp.models import Skp
from skp.permissions import is_penilai_skp
from skp.rules import STATUS_TETAP, StatusSkp

STATUS_BISA_DINILAI = STATUS_TETAP | {StatusSkp.SELESAI}
"""An evaluation judges an SKP that was fixed; also one whose span is over."""
STATUS_TERBUKA_BAGI_PEGAWAI = frozenset(
    {StatusEvaluasi.DISAMPAIKAN, StatusEvaluasi.DITERIMA, StatusEvaluasi.KEBERATAN, StatusEvaluasi.FINAL}
)
"""From here on the ratings are no longer the penilai's draft."""


def may_rate(pelaku: Pegawai, skp: Skp, *, berwenang: bool | None = None) -> Verdict:
    """Open, rate and finish an evaluation: the penilai of today, or of the span's last day.

    A former or future penilai may not; nobody rates himself. `berwenang` saves the query where a page knows.
    """
    if pelaku.pk == skp.pegawai_id:
        return tidak("Tidak ada yang menilai dirinya sendiri.")
    if not (is_penilai_skp(pelaku, skp) if berwenang is None else berwenang):
        return tidak("Evaluasi ini hanya dinilai pejabat penilai yang sedang berwenang.")
    if skp.status not in STATUS_BISA_DINILAI:
        return tidak(
            f"SKP ini berstatus {StatusSkp(skp.status).label}. Evaluasi dibuka setelah SKP ditetapkan."
        )
    return YA


def may_submit_evaluasi(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Hand the material of a period in: the owner of the SKP, once it is fixed."""
    if pelaku.pk != skp.pegawai_id:
        return tidak("Bahan evaluasi diajukan oleh pemilik SKP.")
    if skp.status not in STATUS_BISA_DINILAI:
        return tidak(f"SKP Anda berstatus {StatusSkp(skp.status).label}. Evaluasi menunggu SKP ditetapkan.")
    return YA


def may_view_rating(pelaku: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """See ratings and predikat: everyone who may see a final evaluation; before that only who rates.

    For whoever passed `Evaluasi.visible_to`.
    """
    if evaluasi.status in STATUS_TERBUKA_BAGI_PEGAWAI:
        return YA
    if pelaku.pk != evaluasi.pegawai_id and (
        pelaku.pk == evaluasi.penilai_id or is_penilai_skp(pelaku, evaluasi.skp)
    ):
        return YA
    return tidak("Rating dan predikat terlihat setelah evaluasi final.")


def may_plan_pembinaan_dari(pelaku: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """Plan pembinaan that follows from an evaluation: a leader, once a weak predikat is open to the pegawai.

    Before that it would tell him a rating that is still a draft. For whoever passed `Evaluasi.visible_to`.
    """
    if evaluasi.status not in STATUS_TERBUKA_BAGI_PEGAWAI:
        return tidak("Pembinaan direncanakan setelah hasil evaluasi terbuka bagi pegawai.")
    if evaluasi.predikat not in PREDIKAT_DIBINA:
        return tidak("Predikat ini tidak meminta pembinaan. Rencanakan sesi dari halaman Pembinaan tim.")
    return may_plan_pembinaan(pelaku, evaluasi.pegawai)


def may_view_tim(pelaku: Pegawai, peran: Iterable[Peran]) -> Verdict:
    """Open the team's page: those who rate; a ketua tim sees his members there, without any rating."""
    if {Peran.PENILAI, Peran.ATASAN_PENILAI, Peran.KETUA_TIM} & set(peran):
        return YA
    return tidak("Halaman tim dibuka untuk pejabat penilai dan ketua tim.")
