"""Writes of this app: one act, one transaction each."""

from evaluasi.services.berkas import (
    baca_isi,
    buang_sementara,
    buka_bundel,
)
from evaluasi.services.capaian import (
    fix_capaian,
    reopen_capaian,
    save_capaian,
)
from evaluasi.services.evaluasi import (
    finalise_evaluasi,
    open_evaluasi,
    return_evaluasi,
    set_rating,
    submit_evaluasi,
)
from evaluasi.services.keberatan import (
    appoint_pemutus,
    decide_keberatan,
    explain_keberatan,
    file_keberatan,
    withdraw_keberatan,
)
from evaluasi.services.laporan import (
    JENIS_EVALUASI,
    claim_silent_laporan,
    close_laporan,
    request_dokumen,
    request_laporan,
    request_massal,
    retry_laporan,
    start_laporan,
    touch_laporan,
    work_butir,
)
from evaluasi.services.pekerjaan import (
    fail_pekerjaan,
    step_pekerjaan,
)
from evaluasi.services.pelaksanaan import (
    claim_silent_pekerjaan,
    close_periode,
    open_periode,
    repeat_pekerjaan,
    run_due,
)
from evaluasi.services.penyampaian import (
    deliver_evaluasi,
    finalise_expired,
    receive_evaluasi,
    set_aturan_keberatan,
)
from evaluasi.services.pola import (
    explain_pola,
    set_pengaturan_pola,
)
from evaluasi.services.terbit import (
    issue_dokumen,
    susun_terbitan,
)

__all__ = [
    "JENIS_EVALUASI",
    "appoint_pemutus",
    "baca_isi",
    "buang_sementara",
    "buka_bundel",
    "claim_silent_laporan",
    "claim_silent_pekerjaan",
    "close_laporan",
    "close_periode",
    "decide_keberatan",
    "deliver_evaluasi",
    "explain_keberatan",
    "explain_pola",
    "fail_pekerjaan",
    "file_keberatan",
    "finalise_evaluasi",
    "finalise_expired",
    "fix_capaian",
    "issue_dokumen",
    "open_evaluasi",
    "open_periode",
    "receive_evaluasi",
    "reopen_capaian",
    "repeat_pekerjaan",
    "request_dokumen",
    "request_laporan",
    "request_massal",
    "retry_laporan",
    "return_evaluasi",
    "run_due",
    "save_capaian",
    "set_aturan_keberatan",
    "set_pengaturan_pola",
    "set_rating",
    "start_laporan",
    "step_pekerjaan",
    "submit_evaluasi",
    "susun_terbitan",
    "touch_laporan",
    "withdraw_keberatan",
    "work_butir",
]
