"""Writes about people and organisation: one act, one transaction each."""

from pegawai.services.akun import SandiAwal, activate_akun, create_akun, hand_out_sandi, reset_akses
from pegawai.services.impor import (
    apply_impor,
    cancel_impor,
    claim_silent_impor,
    fail_impor,
    preview_impor,
    step_impor,
)
from pegawai.services.kabar import (
    alamat_kalender,
    forget_kabar,
    forget_kabar_bersama,
    forget_kabar_dari,
    make_kunci_kalender,
    mark_kabar_read,
    revoke_kunci_kalender,
    set_kabar,
    tell,
    tell_many,
)
from pegawai.services.kunci import lock_organisasi
from pegawai.services.organisasi import add_pejabat_negara, save_unit, set_kepala
from pegawai.services.penempatan import (
    change_kedudukan,
    close_penempatan,
    ensure_jabatan,
    move_pegawai,
    place_pegawai,
    set_is_kepala,
)
from pegawai.services.penilai import derive_penilai, set_penilai
from pegawai.services.peran import grant_peran, revoke_peran
from pegawai.services.perbaikan import (
    correct_identitas,
    reject_perbaikan,
    report_salah,
    settle_perbaikan,
    settle_with_identitas,
    settle_with_penempatan,
    settle_with_penilai,
    withdraw_perbaikan,
)
from pegawai.services.tim import assign_tim, change_tim, create_tim, end_keanggotaan

__all__ = [
    "SandiAwal",
    "activate_akun",
    "add_pejabat_negara",
    "alamat_kalender",
    "apply_impor",
    "assign_tim",
    "cancel_impor",
    "change_kedudukan",
    "change_tim",
    "claim_silent_impor",
    "close_penempatan",
    "correct_identitas",
    "create_akun",
    "create_tim",
    "derive_penilai",
    "end_keanggotaan",
    "ensure_jabatan",
    "fail_impor",
    "forget_kabar",
    "forget_kabar_bersama",
    "forget_kabar_dari",
    "grant_peran",
    "hand_out_sandi",
    "lock_organisasi",
    "make_kunci_kalender",
    "mark_kabar_read",
    "move_pegawai",
    "place_pegawai",
    "preview_impor",
    "reject_perbaikan",
    "report_salah",
    "reset_akses",
    "revoke_kunci_kalender",
    "revoke_peran",
    "save_unit",
    "set_is_kepala",
    "set_kabar",
    "set_kepala",
    "set_penilai",
    "settle_perbaikan",
    "settle_with_identitas",
    "settle_with_penempatan",
    "settle_with_penilai",
    "step_impor",
    "tell",
    "tell_many",
    "withdraw_perbaikan",
]
