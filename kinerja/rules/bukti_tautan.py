"""Links: what an answer from outside says about whether a reader can open them."""

import re
from urllib.parse import urlsplit

from kinerja.rules.jenis import KeadaanTautan

_MASUK_HOST = frozenset(
    {
        "accounts.google.com",
        "login.microsoftonline.com",
        "login.live.com",
        "login.microsoft.com",
        "account.box.com",
        "appleid.apple.com",
        "sso.go.id",
        "accounts.zoho.com",
    }
)
_MASUK_JALUR = re.compile(
    r"/(?:service)?login\b|/sign[-_]?in\b|/masuk\b|/auth(?:orize|enticate)?\b|/sso\b|/saml2?\b|/cas/login",
    re.IGNORECASE,
)
_MASUK_ISI = re.compile(
    rb"You need access|Anda memerlukan akses|Request access|Minta akses|Access Denied|Akses Ditolak"
    rb"|<input[^>]+type=[\"']?password",
    re.IGNORECASE,
)
_TIDAK_ADA = frozenset({404, 410})
_TERKUNCI = frozenset({401, 403, 407})


def is_halaman_masuk(alamat: str) -> bool:
    """Tell whether an address asks for a sign-in: the known doors, and paths that are named so."""
    bagian = urlsplit(alamat)
    host = (bagian.hostname or "").lower()
    return host in _MASUK_HOST or host.endswith(".okta.com") or bool(_MASUK_JALUR.search(bagian.path))


def nilai_tautan(*, status: int, alamat_akhir: str, alamat_awal: str, isi: bytes) -> KeadaanTautan:
    """Judge the last answer to a stranger's request. What nobody can tell stays undecided."""
    if status in _TERKUNCI:
        return KeadaanTautan.TERKUNCI
    if status in _TIDAK_ADA:
        return KeadaanTautan.TIDAK_ADA
    if is_halaman_masuk(alamat_akhir) and not is_halaman_masuk(alamat_awal):
        return KeadaanTautan.TERKUNCI
    if 200 <= status < 300:
        return KeadaanTautan.TERKUNCI if _MASUK_ISI.search(isi) else KeadaanTautan.TERBUKA
    return KeadaanTautan.BELUM_DIPASTIKAN
