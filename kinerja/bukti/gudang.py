"""Where evidence lies: the ordinary store, or a bucket of its own when the installation names one."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone


def gudang() -> Storage:
    """The store of evidence. Documents stay on disk: they are written by renaming, which a bucket cannot."""
    return storages["bukti"] if "bukti" in settings.STORAGES else default_storage


def tempat_baru(folder: str) -> str:
    """A place that says nothing about the file, in a folder per day."""
    return f"{folder}/{timezone.now():%Y/%m/%d}/{secrets.token_hex(16)}"


def tautan_singkat(nama: str, *, sebagai: str, tipe: str) -> str:
    """A signed address that ends after a minute; empty where files pass through the application."""
    if not (settings.BUKTI_UNDUH_LANGSUNG and "bukti" in settings.STORAGES):
        return ""
    berkas: Any = gudang()
    judul = sebagai.encode("ascii", "replace").decode().replace("?", "_").replace('"', "")
    alamat: str = berkas.url(
        nama,
        parameters={
            "ResponseContentDisposition": f'attachment; filename="{judul}"',
            "ResponseContentType": tipe,
            "ResponseCacheControl": "private, no-store",
        },
    )
    return alamat
