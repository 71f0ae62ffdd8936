"""Writes of this app: one act, one transaction each."""

from evaluasi.services.berkas import (
    baca_isi,
    buang_sementara,
    buka_bundel,
    purge_laporan,
)
from evaluasi.services.capaian import (
    fix_capaian,
    reopen_capaian,
    save_capaian,
)
from evaluasi.services.dasbor import (
    count_ringkas,
    instansi_besar,
    periode_bergerak,
)
from evaluasi.services.evaluasi import (
    finalise_evaluasi,
    open_evaluasi,
    return_evaluasi,
    set_rating,
    submit_evaluasi,
)
from evaluasi.services.giliran import (
    next_laporan,
    pause_laporan,
    release_laporan,
    resume_laporan,
    start_laporan,
)
from evaluasi.services.jadwal import (
    run_jadwal,
    save_jadwal,
    set_jadwal_aktif,
)
from evaluasi.services.keberatan import (
    appoint_pemutus,
    decide_keberatan,
    explain_keberatan,
    file_keberatan,
    withdraw_keberatan,
)
from evaluasi.services.kerja import (
    claim_silent_laporan,
    close_laporan,
    retry_laporan,
    work_butir,
)
from evaluasi.services.koreksi import (
    cancel_koreksi,
    correct_evaluasi,
)
from evaluasi.services.lambang import (
    remove_lambang,
    set_lambang,
)
from evaluasi.services.laporan import (
    JENIS_EVALUASI,
    request_dokumen,
    request_isi,
    request_laporan,
    request_massal,
)
from evaluasi.services.nilai import (
    save_rekomendasi,
    set_pengaturan_nilai,
    take_over_rating,
)
from evaluasi.services.nomor import (
    set_pengaturan_dokumen,
)
from evaluasi.services.pekerjaan import (
    fail_pekerjaan,
    repeat_satu,
    step_pekerjaan,
)
from evaluasi.services.pelaksanaan import (
    claim_silent_pekerjaan,
    close_periode,
    open_periode,
    repeat_pekerjaan,
    run_due,
)
from evaluasi.services.pengaturan import (
    set_pengaturan_laporan,
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
from evaluasi.services.rekap import (
    request_rekap,
)
from evaluasi.services.saran_capaian import (
    add_perekomendasi,
    recommend_capaian,
    remove_perekomendasi,
)
from evaluasi.services.talenta import (
    apply_potensial,
    cancel_potensial,
    preview_potensial,
)
from evaluasi.services.tanda_tangan import (
    file_pindaian,
    sign_dokumen,
    withdraw_pindaian,
)
from evaluasi.services.terbit import (
    issue_dokumen,
    susun_terbitan,
)
from evaluasi.services.tindak_lanjut import (
    add_tindak_lanjut,
    close_tindak_lanjut,
    propose_tindak_lanjut,
    save_aturan_usulan,
    toggle_aturan_usulan,
)

__all__ = [
    "JENIS_EVALUASI",
    "add_perekomendasi",
    "add_tindak_lanjut",
    "apply_potensial",
    "appoint_pemutus",
    "baca_isi",
    "buang_sementara",
    "buka_bundel",
    "cancel_koreksi",
    "cancel_potensial",
    "claim_silent_laporan",
    "claim_silent_pekerjaan",
    "close_laporan",
    "close_periode",
    "close_tindak_lanjut",
    "correct_evaluasi",
    "count_ringkas",
    "decide_keberatan",
    "deliver_evaluasi",
    "explain_keberatan",
    "explain_pola",
    "fail_pekerjaan",
    "file_keberatan",
    "file_pindaian",
    "finalise_evaluasi",
    "finalise_expired",
    "fix_capaian",
    "instansi_besar",
    "issue_dokumen",
    "next_laporan",
    "open_evaluasi",
    "open_periode",
    "pause_laporan",
    "periode_bergerak",
    "preview_potensial",
    "propose_tindak_lanjut",
    "purge_laporan",
    "receive_evaluasi",
    "recommend_capaian",
    "release_laporan",
    "remove_lambang",
    "remove_perekomendasi",
    "reopen_capaian",
    "repeat_pekerjaan",
    "repeat_satu",
    "request_dokumen",
    "request_isi",
    "request_laporan",
    "request_massal",
    "request_rekap",
    "resume_laporan",
    "retry_laporan",
    "return_evaluasi",
    "run_due",
    "run_jadwal",
    "save_aturan_usulan",
    "save_capaian",
    "save_jadwal",
    "save_rekomendasi",
    "set_aturan_keberatan",
    "set_jadwal_aktif",
    "set_lambang",
    "set_pengaturan_dokumen",
    "set_pengaturan_laporan",
    "set_pengaturan_nilai",
    "set_pengaturan_pola",
    "set_rating",
    "sign_dokumen",
    "start_laporan",
    "step_pekerjaan",
    "submit_evaluasi",
    "susun_terbitan",
    "take_over_rating",
    "toggle_aturan_usulan",
    "withdraw_keberatan",
    "withdraw_pindaian",
    "work_butir",
]
