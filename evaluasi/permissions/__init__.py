"""Who may judge, see a judgement, fix the capaian of a unit, ask for documents, and watch a unit's progress."""

from evaluasi.permissions.capaian import (
    may_set_capaian,
    penetap_capaian,
)
from evaluasi.permissions.dokumen import (
    STATUS_TERCETAK,
    may_change_jadwal,
    may_download_bundel,
    may_request_dokumen,
    may_request_isi,
    may_request_laporan,
    may_request_massal,
    may_request_rekap,
    may_set_dokumen,
    may_steer_laporan,
    sees_all,
)
from evaluasi.permissions.evaluasi import (
    STATUS_BISA_DINILAI,
    STATUS_TERBUKA_BAGI_PEGAWAI,
    may_plan_pembinaan_dari,
    may_rate,
    may_submit_evaluasi,
    may_view_rating,
    may_view_tim,
)
from evaluasi.permissions.keberatan import (
    may_appoint_pemutus,
    may_be_pemutus,
    may_decide,
    may_deliver,
    may_explain,
    may_object,
    may_receive,
    may_set_aturan_keberatan,
    may_withdraw_keberatan,
)
from evaluasi.permissions.koreksi import (
    may_cancel_koreksi,
    may_correct,
)
from evaluasi.permissions.nilai import (
    may_recommend,
    may_set_nilai,
    pengaturan_nilai,
)
from evaluasi.permissions.pelaksanaan import (
    may_run_periode,
    may_watch_periode,
)
from evaluasi.permissions.pola import (
    may_explain_pola,
    may_set_pola,
    may_view_pola,
    pengaturan_pola,
)
from evaluasi.permissions.saran_capaian import (
    bidang_saran,
    may_recommend_capaian,
    may_set_perekomendasi,
    unit_perekomendasi,
)
from evaluasi.permissions.talenta import (
    PERAN_TALENTA,
    may_import_potensial,
    may_view_talenta,
    unit_talenta,
)
from evaluasi.permissions.tanda_tangan import (
    may_file_pindaian,
    may_sign,
    may_withdraw_pindaian,
    peran_pelaku,
    wajib_tanda,
)
from evaluasi.permissions.tindak_lanjut import (
    may_add_tindak_lanjut,
    may_close_tindak_lanjut,
    may_set_aturan_usulan,
)
from pegawai.permissions import (
    may_monitor,
    unit_pantauan,
)
from pegawai.rules import (
    require,
)
from skp.permissions import (
    is_penilai_skp,
)

__all__ = [
    "PERAN_TALENTA",
    "STATUS_BISA_DINILAI",
    "STATUS_TERBUKA_BAGI_PEGAWAI",
    "STATUS_TERCETAK",
    "bidang_saran",
    "is_penilai_skp",
    "may_add_tindak_lanjut",
    "may_appoint_pemutus",
    "may_be_pemutus",
    "may_cancel_koreksi",
    "may_change_jadwal",
    "may_close_tindak_lanjut",
    "may_correct",
    "may_decide",
    "may_deliver",
    "may_download_bundel",
    "may_explain",
    "may_explain_pola",
    "may_file_pindaian",
    "may_import_potensial",
    "may_monitor",
    "may_object",
    "may_plan_pembinaan_dari",
    "may_rate",
    "may_receive",
    "may_recommend",
    "may_recommend_capaian",
    "may_request_dokumen",
    "may_request_isi",
    "may_request_laporan",
    "may_request_massal",
    "may_request_rekap",
    "may_run_periode",
    "may_set_aturan_keberatan",
    "may_set_aturan_usulan",
    "may_set_capaian",
    "may_set_dokumen",
    "may_set_nilai",
    "may_set_perekomendasi",
    "may_set_pola",
    "may_sign",
    "may_steer_laporan",
    "may_submit_evaluasi",
    "may_view_pola",
    "may_view_rating",
    "may_view_talenta",
    "may_view_tim",
    "may_watch_periode",
    "may_withdraw_keberatan",
    "may_withdraw_pindaian",
    "penetap_capaian",
    "pengaturan_nilai",
    "pengaturan_pola",
    "peran_pelaku",
    "require",
    "sees_all",
    "unit_pantauan",
    "unit_perekomendasi",
    "unit_talenta",
    "wajib_tanda",
]
