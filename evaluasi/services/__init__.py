"""Writes of this app: one act, one transaction each."""

from evaluasi.services.berkas import baca_isi, buang_sementara
from evaluasi.services.capaian import fix_capaian, reopen_capaian, save_capaian
from evaluasi.services.evaluasi import (
    finalise_evaluasi,
    open_evaluasi,
    return_evaluasi,
    set_rating,
    submit_evaluasi,
)
from evaluasi.services.laporan import (
    JENIS_EVALUASI,
    claim_silent_laporan,
    close_laporan,
    issue_dokumen,
    request_laporan,
    retry_laporan,
    start_laporan,
    touch_laporan,
    work_butir,
)

__all__ = [
    "JENIS_EVALUASI",
    "baca_isi",
    "buang_sementara",
    "claim_silent_laporan",
    "close_laporan",
    "finalise_evaluasi",
    "fix_capaian",
    "issue_dokumen",
    "open_evaluasi",
    "reopen_capaian",
    "request_laporan",
    "retry_laporan",
    "return_evaluasi",
    "save_capaian",
    "set_rating",
    "start_laporan",
    "submit_evaluasi",
    "touch_laporan",
    "work_butir",
]
