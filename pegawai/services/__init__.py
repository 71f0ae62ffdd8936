"""Writes about people and organisation: one act, one transaction each."""

from pegawai.services.akun import activate_akun, create_akun, reset_akses
from pegawai.services.organisasi import (
    add_pejabat_negara,
    assign_tim,
    close_penempatan,
    derive_penilai,
    grant_peran,
    move_pegawai,
    place_pegawai,
    revoke_peran,
    save_unit,
    set_penilai,
)

__all__ = [
    "activate_akun",
    "add_pejabat_negara",
    "assign_tim",
    "close_penempatan",
    "create_akun",
    "derive_penilai",
    "grant_peran",
    "move_pegawai",
    "place_pegawai",
    "reset_akses",
    "revoke_peran",
    "save_unit",
    "set_penilai",
]
