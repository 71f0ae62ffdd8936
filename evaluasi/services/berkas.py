"""Issued files: stored once under their sha256, put in place in one step, checked on every read."""

from __future__ import annotations

import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from django.core.files.storage import default_storage

from evaluasi.errors import DokumenRusak
from evaluasi.models import Dokumen

FOLDER = "dokumen"
SEMENTARA = f"{FOLDER}/.sementara"
UMUR_SEMENTARA = 3600
"""Seconds after which a temporary file is certain to belong to a worker that died."""


def simpan_isi(isi: bytes) -> tuple[str, str]:
    """Write a PDF to its place and return (name in the storage, sha256).

    The name is made of the content, so a second worker or a second try writes the same bytes to the same
    place. Written aside first: whoever is killed leaves a temporary file, never half a document.
    """
    cap = sha256(isi).hexdigest()
    nama = f"{FOLDER}/{cap[:2]}/{cap}.pdf"
    tujuan = Path(default_storage.path(nama))
    samping = Path(default_storage.path(SEMENTARA))
    for folder in (samping, tujuan.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    nomor, sementara = tempfile.mkstemp(dir=samping, suffix=".pdf")
    try:
        with os.fdopen(nomor, "wb") as berkas:
            berkas.write(isi)
            berkas.flush()
            os.fsync(berkas.fileno())
        Path(sementara).replace(tujuan)
    except BaseException:
        Path(sementara).unlink(missing_ok=True)
        raise
    _sync_folder(tujuan.parent)
    return nama, cap


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut."""
    nomor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(nomor)
    finally:
        os.close(nomor)


def baca_isi(dokumen: Dokumen) -> bytes:
    """Read an issued PDF, or refuse: a file that is gone or altered is never handed out."""
    try:
        with dokumen.berkas.open("rb") as berkas:
            isi: bytes = berkas.read()
    except OSError as galat:
        raise DokumenRusak(_RUSAK) from galat
    if sha256(isi).hexdigest() != dokumen.sha256:
        raise DokumenRusak(_RUSAK)
    return isi


_RUSAK = "Berkas dokumen ini tidak utuh di penyimpanan. Hubungi admin kepegawaian; datanya tetap aman."


def buang_sementara(*, lebih_tua: float = UMUR_SEMENTARA) -> int:
    """Remove what workers that were killed left behind. Returns how many files went."""
    folder = Path(default_storage.path(SEMENTARA))
    batas, hilang = time.time() - lebih_tua, 0
    for berkas in folder.glob("*.pdf"):
        if berkas.stat().st_mtime < batas:
            berkas.unlink(missing_ok=True)
            hilang += 1
    return hilang
