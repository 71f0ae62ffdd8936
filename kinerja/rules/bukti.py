"""Evidence: how many, names that are safe to show, links that any reader can reach."""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from kinerja.errors import (
    BuktiDukungDitolak,
)

MAKS_BUKTI = 10
"""Pieces of evidence under one entry."""


def check_jumlah_bukti(jumlah: int) -> None:
    """Refuse more evidence than one reader can open."""
    if jumlah > MAKS_BUKTI:
        raise BuktiDukungDitolak(
            f"Satu catatan memuat paling banyak {MAKS_BUKTI} bukti. Gabungkan sebagian berkas.",
            bidang="berkas",
        )


_TAK_TAMPAK = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories that hide or turn text: control, bidi overrides, zero width, line separators."""
MAKS_NAMA = 120
_BENTUK_ANGKA = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+))*\.?", re.IGNORECASE)
_AKHIRAN_DALAM = (
    ".local",
    ".localhost",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".private",
    ".home.arpa",
    ".localdomain",
)


def nama_aman(nama: str, akhiran: str = "") -> str:
    """Make a file's name fit to be shown: last part of a path, no hidden characters, right ending.

    The name never reaches the storage, so this protects readers, not disks. A NIP in it is covered.
    """
    bersih = "".join(
        h for h in unicodedata.normalize("NFC", nama) if unicodedata.category(h) not in _TAK_TAMPAK
    )
    dasar = re.sub(r"\d{18}", "NIP", re.split(r"[/\\]", bersih)[-1])
    dasar = re.sub(r'[<>:"|?*\s]+', " ", dasar).strip(" .")
    batang, titik, lama = dasar.rpartition(".")
    if not titik or not re.fullmatch(r"[A-Za-z0-9]{1,5}", lama):
        batang, lama = dasar, ""
    ekor = f".{akhiran}" if akhiran else (f".{lama}" if lama else "")
    return f"{batang[: MAKS_NAMA - len(ekor)].strip(' .') or 'bukti'}{ekor}"


def check_tautan(tautan: str) -> str:
    """Return the link, or refuse: web addresses that any reader in the chain can reach.

    No sign-in names inside, no addresses within an office network.
    """
    rapi = tautan.strip()
    if len(rapi) > 1000:
        raise BuktiDukungDitolak(
            "Tautan paling panjang 1.000 huruf. Pakai tautan berbagi yang pendek.", bidang="tautan"
        )
    if any(unicodedata.category(h) in _TAK_TAMPAK or h.isspace() for h in rapi) or "\\" in rapi:
        raise BuktiDukungDitolak(
            "Tautan memuat spasi atau tanda tersembunyi. Salin ulang tautannya.", bidang="tautan"
        )
    try:
        bagian = urlsplit(rapi)
        host, port = (bagian.hostname or "").rstrip("."), bagian.port
    except ValueError:
        raise BuktiDukungDitolak(
            "Tautan tidak dapat dibaca. Salin ulang dari bilah alamat.", bidang="tautan"
        ) from None
    if bagian.scheme.lower() not in ("http", "https") or not host:
        raise BuktiDukungDitolak("Tautan harus diawali https:// atau http://.", bidang="tautan")
    if bagian.username is not None or bagian.password is not None:
        raise BuktiDukungDitolak(
            "Tautan tidak boleh memuat nama pengguna atau kata sandi. Hapus bagian sebelum tanda @.",
            bidang="tautan",
        )
    if _is_dalam(host) or port == 0:
        raise BuktiDukungDitolak(
            "Alamat itu hanya ada di jaringan kantor. Unggah berkasnya sebagai bukti.", bidang="tautan"
        )
    return rapi


def _is_dalam(host: str) -> bool:
    """Tell whether a host stays inside a network: no dot, a private ending, a private or disguised IP number."""
    kecil = host.lower()
    try:
        return not ipaddress.ip_address(kecil).is_global
    except ValueError:
        pass
    if _BENTUK_ANGKA.fullmatch(kecil):
        return True
    return "." not in kecil or kecil.endswith(_AKHIRAN_DALAM)
