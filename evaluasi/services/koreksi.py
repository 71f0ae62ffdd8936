"""The correction of a final result: a new version with a reason, beside the one that stays as it was."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from evaluasi import permissions, rules, selectors
from evaluasi.errors import TransisiTidakSah
from evaluasi.models import Evaluasi
from evaluasi.rules import StatusEvaluasi
from evaluasi.services.evaluasi import lock_bersama_skp, move_evaluasi, note_evaluasi
from evaluasi.services.kabar import tell_koreksi
from kinerja.rules import rapikan
from kinerja.services import lock_realisasi, unlock_realisasi
from pegawai import audit
from pegawai.models import Pegawai

DISALIN = (
    "instansi_id",
    "skp_id",
    "pegawai_id",
    "penempatan_id",
    "periode_id",
    "penilai_id",
    "rating_hasil",
    "rating_perilaku",
    "alasan_hasil",
    "alasan_perilaku",
    "sebab_beda_hasil",
    "sebab_beda_perilaku",
    "catatan_rekomendasi",
    "predikat",
    "dinilai_pada",
)
"""What the next version begins with: the words of the last one, for its penilai to change."""


@transaction.atomic
def correct_evaluasi(
    *, pelaku: Pegawai, evaluasi: Evaluasi, alasan: str, sampai: date | None = None
) -> Evaluasi:
    """Begin the next version of a final result, with the reason; the last one stays in force until it is final too.

    `sampai`: until when the person may mend his realisasi; empty: they stay as they are.
    """
    evaluasi = lock_bersama_skp(evaluasi)
    permissions.require(permissions.may_correct(pelaku, evaluasi, **selectors.wenang_koreksi(evaluasi)))
    if (ada := selectors.koreksi_of(evaluasi)) is not None:
        kata = "sudah digantikan" if ada.is_final else "sedang dikoreksi dengan"
        raise TransisiTidakSah(f"Evaluasi ini {kata} versi {ada.versi}. Buka versi itu dari halaman ini.")
    alasan = rapikan(alasan)
    rules.check_alasan_koreksi(alasan)
    with audit.act(pelaku, "evaluasi.koreksi_dibuka", alasan):
        baru = Evaluasi.objects.create(
            **{k: getattr(evaluasi, k) for k in DISALIN},
            versi=evaluasi.versi + 1,
            mengoreksi=evaluasi,
            alasan_koreksi=alasan,
        )
        note_evaluasi(baru, StatusEvaluasi.BELUM_DIBUKA, StatusEvaluasi.PENGISIAN, pelaku, alasan)
        if sampai is not None:
            unlock_realisasi(
                pelaku=pelaku, skp=evaluasi.skp, periode=evaluasi.periode, sampai=sampai, alasan=alasan
            )
        tell_koreksi(baru, pelaku, sampai=sampai)
    return baru


@transaction.atomic
def cancel_koreksi(*, pelaku: Pegawai, evaluasi: Evaluasi, alasan: str) -> Evaluasi:
    """Call a correction off before its result is handed over; the earlier version stays in force."""
    koreksi = lock_bersama_skp(evaluasi)
    permissions.require(permissions.may_cancel_koreksi(pelaku, koreksi, **selectors.wenang_koreksi(koreksi)))
    alasan = rapikan(alasan)
    rules.check_alasan_koreksi(alasan)
    if selectors.is_realisasi_berubah(koreksi):
        raise TransisiTidakSah(
            "Realisasi sudah diperbaiki dalam koreksi ini. Selesaikan penilaiannya agar keduanya tetap cocok."
        )
    with audit.act(pelaku, "evaluasi.koreksi_dibatalkan", alasan):
        move_evaluasi(koreksi, StatusEvaluasi.DIBATALKAN, pelaku, catatan=alasan)
        lock_realisasi(pelaku=pelaku, skp=koreksi.skp, periode=koreksi.periode)
        tell_koreksi(koreksi, pelaku)
    return koreksi
