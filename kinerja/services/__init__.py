"""Writes about work: one act, one transaction each."""

from kinerja.services.bukti import add_tautan, examine_bukti, terlalu_besar, upload_bukti
from kinerja.services.buku import (
    cancel_impor_catatan,
    hitung_impor,
    mend_impor_catatan,
    pilihan_tujuan,
    preview_impor_catatan,
    save_impor_catatan,
)
from kinerja.services.catatan import (
    edit_catatan,
    log_catatan,
    repeat_catatan,
    repeat_hari,
    restore_catatan,
    withdraw_catatan,
)
from kinerja.services.dasar import jendela_of
from kinerja.services.kalender import (
    add_banyak_libur,
    add_libur,
    delete_cuti,
    delete_libur,
    record_cuti,
    set_hari_kerja,
)
from kinerja.services.luring import (
    answer_of,
    cancel_catatan,
    forget_answers,
    remember_answer,
    send_catatan,
    set_setelan_luring,
)
from kinerja.services.perilaku import log_perilaku, restore_perilaku, withdraw_perilaku
from kinerja.services.realisasi import record_realisasi
from kinerja.services.tanggapan import (
    acknowledge_banyak,
    acknowledge_catatan,
    acknowledge_pekan,
    answer_catatan,
    question_catatan,
    undo_kiriman,
    undo_tanggapan,
)
from kinerja.services.umpan_balik import give_umpan_balik, mark_read, reply_umpan_balik

__all__ = [
    "acknowledge_banyak",
    "acknowledge_catatan",
    "acknowledge_pekan",
    "add_banyak_libur",
    "add_libur",
    "add_tautan",
    "answer_catatan",
    "answer_of",
    "cancel_catatan",
    "cancel_impor_catatan",
    "delete_cuti",
    "delete_libur",
    "edit_catatan",
    "examine_bukti",
    "forget_answers",
    "give_umpan_balik",
    "hitung_impor",
    "jendela_of",
    "log_catatan",
    "log_perilaku",
    "mark_read",
    "mend_impor_catatan",
    "pilihan_tujuan",
    "preview_impor_catatan",
    "question_catatan",
    "record_cuti",
    "record_realisasi",
    "remember_answer",
    "repeat_catatan",
    "repeat_hari",
    "reply_umpan_balik",
    "restore_catatan",
    "restore_perilaku",
    "save_impor_catatan",
    "send_catatan",
    "set_hari_kerja",
    "set_setelan_luring",
    "terlalu_besar",
    "undo_kiriman",
    "undo_tanggapan",
    "upload_bukti",
    "withdraw_catatan",
    "withdraw_perilaku",
]
