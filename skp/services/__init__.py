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
from skp.services.bank import (
    IsiIki,
    accept_calon,
    iki_dari,
    merge_bank,
    reject_calon,
    save_bank_rhk,
    set_bank_aktif,
)
from skp.services.gabung import set_gabung
from skp.services.impor import (
    apply_impor_rencana,
    cancel_impor_rencana,
    preview_impor_bank,
    preview_impor_skp,
)
from skp.services.jendela import (
    check_jendela_skp,
    extend_jendela,
    set_jendela,
    withdraw_perpanjangan,
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
from skp.services.matriks_kirim import (
    receive_matriks,
)
from skp.services.nasihat import (
    dismiss_nasihat,
)
from skp.services.pengelola import (
    draft_for,
)
from skp.services.pengingat import (
    HasilPengingat,
    cancel_pengingat,
    email_aktif,
    send_pengingat,
)
from skp.services.periode import (
    open_tahun,
)
from skp.services.perjanjian import (
    agree_pk,
    cancel_pk,
    draft_pk,
    return_pk,
    revise_pk,
    set_anggaran,
    submit_pk,
    withdraw_pk,
)
from skp.services.perjanjian_isi import (
    HasilTempel,
    delete_indikator_pk,
    delete_program,
    delete_sasaran,
    paste_pk,
    save_indikator_pk,
    save_kepala_pk,
    save_program,
    save_sasaran,
)
from skp.services.perjanjian_skp import (
    HasilAmbil,
    take_pk,
)
from skp.services.rentang import (
    close_rentang,
    delete_jeda,
    end_jeda,
    record_jeda,
)
from skp.services.revisi import (
    start_revisi,
)
from skp.services.ringkasan import prepare_ringkasan, send_ringkasan, surat_ringkasan
from skp.services.salin import (
    HasilSalin,
    copy_skp,
    set_salin_rekan,
)
from skp.services.susun import (
    delete_indikator,
    delete_rhk,
    draft_skp,
    save_indikator,
    save_rhk,
)
from skp.services.susunan import (
    change_pendekatan,
    copy_indikator,
    copy_rhk,
    move_indikator,
    move_rhk,
    restore_terhapus,
    switch_jenis,
)
from skp.services.tinjauan import (
    pin_catatan,
    reopen_catatan,
    settle_catatan,
    unpin_catatan,
)
from skp.services.warisan import (
    inherit_rhk,
)

__all__ = [
    "KOLOM_TIDAK_ADA",
    "HasilAmbil",
    "HasilPengingat",
    "HasilPersetujuan",
    "HasilSalin",
    "HasilSimpan",
    "HasilTempel",
    "IsiIki",
    "IsianSel",
    "SelDitolak",
    "accept_calon",
    "add_peserta",
    "agree_pk",
    "apply_impor_rencana",
    "approve_many",
    "approve_skp",
    "cancel_impor_rencana",
    "cancel_pengingat",
    "cancel_pk",
    "cancel_skp",
    "change_pendekatan",
    "check_jendela_skp",
    "close_rentang",
    "copy_indikator",
    "copy_rhk",
    "copy_skp",
    "delete_indikator",
    "delete_indikator_pk",
    "delete_jeda",
    "delete_program",
    "delete_rencana_aksi",
    "delete_rhk",
    "delete_sasaran",
    "dismiss_nasihat",
    "draft_for",
    "draft_pk",
    "draft_skp",
    "email_aktif",
    "end_jeda",
    "extend_jendela",
    "iki_dari",
    "inherit_rhk",
    "merge_bank",
    "move_indikator",
    "move_rhk",
    "open_tahun",
    "paste_pk",
    "pin_catatan",
    "prepare_ringkasan",
    "preview_impor_bank",
    "preview_impor_skp",
    "receive_matriks",
    "record_jeda",
    "reject_calon",
    "remove_peserta",
    "reopen_catatan",
    "restore_terhapus",
    "return_pk",
    "return_skp",
    "revise_pk",
    "save_bank_rhk",
    "save_banyak_sel",
    "save_indikator",
    "save_indikator_pk",
    "save_kepala_pk",
    "save_perilaku",
    "save_program",
    "save_rencana_aksi",
    "save_rhk",
    "save_sasaran",
    "save_sel",
    "send_matriks",
    "send_pengingat",
    "send_ringkasan",
    "set_anggaran",
    "set_bank_aktif",
    "set_ekspektasi",
    "set_gabung",
    "set_jendela",
    "set_lampiran",
    "set_salin_rekan",
    "settle_catatan",
    "spread_rencana_aksi",
    "start_revisi",
    "submit_pk",
    "submit_skp",
    "surat_ringkasan",
    "switch_jenis",
    "sync_penilai_skp",
    "take_pk",
    "unpin_catatan",
    "withdraw_perpanjangan",
    "withdraw_pk",
    "withdraw_skp",
]
