"""Writes about plans: one act, one transaction each."""

from skp.services.alur import (
    HasilPersetujuan,
    approve_many,
    approve_skp,
    cancel_skp,
    return_skp,
    submit_skp,
    sync_penilai_skp,
    withdraw_skp,
)
from skp.services.lengkap import (
    delete_rencana_aksi,
    save_perilaku,
    save_rencana_aksi,
    set_ekspektasi,
    set_lampiran,
    spread_rencana_aksi,
)
from skp.services.matriks import (
    KOLOM_TIDAK_ADA,
    HasilSimpan,
    IsianSel,
    SelDitolak,
    add_peserta,
    remove_peserta,
    save_banyak_sel,
    save_sel,
    send_matriks,
)
from skp.services.matriks_kirim import receive_matriks
from skp.services.pengelola import draft_for
from skp.services.periode import open_tahun
from skp.services.revisi import start_revisi
from skp.services.salin import HasilSalin, copy_skp, set_salin_rekan
from skp.services.susun import delete_indikator, delete_rhk, draft_skp, save_indikator, save_rhk
from skp.services.susunan import (
    change_pendekatan,
    copy_indikator,
    copy_rhk,
    move_indikator,
    move_rhk,
    restore_terhapus,
    switch_jenis,
)
from skp.services.tinjauan import pin_catatan, reopen_catatan, settle_catatan, unpin_catatan

__all__ = [
    "KOLOM_TIDAK_ADA",
    "HasilPersetujuan",
    "HasilSalin",
    "HasilSimpan",
    "IsianSel",
    "SelDitolak",
    "add_peserta",
    "approve_many",
    "approve_skp",
    "cancel_skp",
    "change_pendekatan",
    "copy_indikator",
    "copy_rhk",
    "copy_skp",
    "delete_indikator",
    "delete_rencana_aksi",
    "delete_rhk",
    "draft_for",
    "draft_skp",
    "move_indikator",
    "move_rhk",
    "open_tahun",
    "pin_catatan",
    "receive_matriks",
    "remove_peserta",
    "reopen_catatan",
    "restore_terhapus",
    "return_skp",
    "save_banyak_sel",
    "save_indikator",
    "save_perilaku",
    "save_rencana_aksi",
    "save_rhk",
    "save_sel",
    "send_matriks",
    "set_ekspektasi",
    "set_lampiran",
    "set_salin_rekan",
    "settle_catatan",
    "spread_rencana_aksi",
    "start_revisi",
    "submit_skp",
    "switch_jenis",
    "sync_penilai_skp",
    "unpin_catatan",
    "withdraw_skp",
]
