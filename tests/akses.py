"""Every route × every role: the one table of who gets what. `docs/izin.md` is made from it.

A row names the route, how it is called, the object in its address, and the answer per role.
Roles: anonim (not signed in), sari (owner), budi (her penilai), karta (atasan penilai), tono (ketua tim across
units), citra (same unit, no authority), dewi (another unit), eka (admin kepegawaian), asing (admin of another agency).
Answers: an HTTP status; "masuk" is a redirect to the sign-in page; 200 stands for any page that opens, 302 for an
act that was carried out or a step to the next page.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.akses_dasar import JUDUL, PERAN, Baris, baris

__all__ = ["JUDUL", "PERAN", "TABEL", "Baris"]

TABEL: list[Baris] = [
    baris("beranda", "semua=200"),
    baris("sehat", "semua=200 anonim=200"),
    baris("siap", "semua=200|503 anonim=200|503"),
    baris("account_login", "semua=302 anonim=200"),
    baris("account_login", "semua=302 anonim=200", metode="POST"),
    baris("account_logout", "semua=200"),
    baris("account_logout", "semua=masuk", metode="POST"),
    baris("account_inactive", "semua=200 anonim=200"),
    baris("account_reauthenticate", "semua=200"),
    baris("account_reauthenticate", "semua=200", metode="POST"),
    baris("account_change_password", "semua=200"),
    baris("account_change_password", "semua=200", metode="POST"),
    baris("account_set_password", "semua=302"),
    baris("account_set_password", "semua=302", metode="POST"),
    baris("mfa_index", "semua=200"),
    baris("mfa_authenticate", "semua=302"),
    baris("mfa_authenticate", "semua=302", metode="POST"),
    baris("mfa_reauthenticate", "semua=302"),
    baris("mfa_reauthenticate", "semua=302", metode="POST"),
    baris("mfa_activate_totp", "semua=302"),
    baris("mfa_activate_totp", "semua=302", metode="POST"),
    baris("mfa_deactivate_totp", "semua=404"),
    baris("mfa_deactivate_totp", "semua=404", metode="POST"),
    baris("mfa_view_recovery_codes", "semua=404"),
    baris("mfa_generate_recovery_codes", "semua=302"),
    baris("mfa_generate_recovery_codes", "semua=302", metode="POST"),
    baris("mfa_download_recovery_codes", "semua=404"),
    baris("mfa_download_recovery_codes", "semua=404", metode="POST"),
    baris("mfa_list_webauthn", "semua=200"),
    baris("mfa_add_webauthn", "semua=302"),
    baris("mfa_add_webauthn", "semua=302", metode="POST"),
    baris("mfa_reauthenticate_webauthn", "semua=302"),
    baris("mfa_reauthenticate_webauthn", "semua=302", metode="POST"),
    baris("mfa_remove_webauthn", "semua=302", objek="kunci"),
    baris("mfa_remove_webauthn", "semua=302", metode="POST", objek="kunci"),
    baris("mfa_edit_webauthn", "semua=302", objek="kunci"),
    baris("mfa_edit_webauthn", "semua=302", metode="POST", objek="kunci"),
    baris("mfa_login_webauthn", "semua=302"),
    baris("mfa_login_webauthn", "semua=302", metode="POST"),
]

# The rows of each slice stand in a module of their own, `tests/akses_<slice>.py`, as its TABEL.
for berkas in sorted(Path(__file__).parent.glob("akses_*.py")):
    if berkas.stem != "akses_dasar":
        TABEL += import_module(f"tests.{berkas.stem}").TABEL
