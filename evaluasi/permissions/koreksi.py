"""Who begins the correction of a final result, and who calls one off."""

from __future__ import annotations

from collections.abc import Collection

from evaluasi.models import Evaluasi
from evaluasi.rules import PembukaKoreksi, StatusEvaluasi
from pegawai.models import Pegawai
from pegawai.permissions import is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak


def may_correct(
    pelaku: Pegawai,
    evaluasi: Evaluasi,
    *,
    atasan: Collection[Pegawai],
    pembuka: PembukaKoreksi,
    is_diputus: bool,
) -> Verdict:
    """Begin the correction of a final result: the atasan of the penilai or the admin, as the agency settles it.

    Never the person nor whoever rated him. What was decided on an objection is final for the penilai's line
    (PP 30/2019 Pasal 59): of such a result the admin corrects what is wrong on record. He also stands in where
    nobody is above the penilai. For whoever passed `Evaluasi.visible_to`.
    """
    if evaluasi.status != StatusEvaluasi.FINAL:
        return tidak("Koreksi dibuka untuk evaluasi yang sudah final.")
    pihak = pelaku.pk in (evaluasi.pegawai_id, evaluasi.penilai_id)
    lewat_admin = pembuka != PembukaKoreksi.ATASAN or not atasan or is_diputus
    lewat_atasan = pembuka != PembukaKoreksi.ADMIN and bool(atasan) and not is_diputus
    if not pihak and (
        (lewat_admin and is_admin_kepegawaian(pelaku, evaluasi.penempatan.unit))
        or (lewat_atasan and pelaku in atasan)
    ):
        return YA
    siapa = [f"{next(iter(atasan)).nama_lengkap} sebagai atasan penilai"] if lewat_atasan else []
    siapa += ["admin kepegawaian"] if lewat_admin else []
    return tidak(f"Koreksi dibuka {' atau '.join(siapa)}. Sampaikan kepadanya apa yang keliru.")


def may_cancel_koreksi(
    pelaku: Pegawai,
    koreksi: Evaluasi,
    *,
    atasan: Collection[Pegawai],
    pembuka: PembukaKoreksi,
    is_diputus: bool,
) -> Verdict:
    """Call a correction off: whoever may begin it."""
    if koreksi.mengoreksi is None:
        return tidak("Evaluasi ini bukan koreksi.")
    return may_correct(pelaku, koreksi.mengoreksi, atasan=atasan, pembuka=pembuka, is_diputus=is_diputus)
