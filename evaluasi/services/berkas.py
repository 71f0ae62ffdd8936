"""Issued files: stored once under their sha256, put in place in one step, checked on every read."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from evaluasi.errors import DokumenRusak
from evaluasi.models import Dokumen, Laporan, TandaTangan

FOLDER = "dokumen"
DRAF = "draf"
BERTANDA = "bertanda"
BUNDEL = "bundel"
SEMENTARA = f"{FOLDER}/.sementara"
UMUR_SEMENTARA = 3600
"""Seconds after which a temporary file is certain to belong to a worker that died."""
HARI = 24 * 3600
UMUR_DRAF = 7 * HARI
"""Seconds that drafts are kept: they can be made again from what stays."""
POTONG = 1 << 20


def is_penuh(galat: BaseException) -> bool:
    """Whether it says that the disk, or our share of it, is full."""
    return isinstance(galat, OSError) and galat.errno in (errno.ENOSPC, errno.EDQUOT)


def simpan_isi(isi: bytes, folder: str = FOLDER) -> tuple[str, str]:
    """Write a PDF to its place and return (name in the storage, sha256)."""
    with tulis_berkas(folder, ".pdf") as tulisan:
        tulisan.berkas.write(isi)
    return tulisan.nama, tulisan.sha256


@dataclass
class Tulisan:
    """A file being written; its name, size and sha256 are known once it is in place."""

    berkas: BinaryIO
    nama: str = ""
    sha256: str = ""
    ukuran: int = 0


@contextmanager
def tulis_berkas(folder: str, akhiran: str) -> Iterator[Tulisan]:
    """Write a file of any size; it takes its place in one step when the block ends well.

    The name is made of the content, so a second worker or a second try writes the same bytes to the same
    place. Written aside first: whoever is killed leaves a temporary file, never half a document.
    """
    samping = Path(default_storage.path(SEMENTARA))
    samping.mkdir(parents=True, exist_ok=True, mode=0o700)
    nomor, sementara = tempfile.mkstemp(dir=samping, suffix=akhiran)
    try:
        with os.fdopen(nomor, "w+b") as berkas:
            tulisan = Tulisan(berkas)
            yield tulisan
            berkas.flush()
            os.fsync(berkas.fileno())
            tulisan.sha256, tulisan.ukuran = _sidik(berkas)
        tulisan.nama = f"{folder}/{tulisan.sha256[:2]}/{tulisan.sha256}{akhiran}"
        tujuan = Path(default_storage.path(tulisan.nama))
        tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(sementara).replace(tujuan)
    except BaseException:
        Path(sementara).unlink(missing_ok=True)
        raise
    _sync_folder(tujuan.parent)


def _sidik(berkas: BinaryIO) -> tuple[str, int]:
    berkas.seek(0)
    cap, ukuran = sha256(), 0
    while potong := berkas.read(POTONG):
        cap.update(potong)
        ukuran += len(potong)
    return cap.hexdigest(), ukuran


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut."""
    nomor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(nomor)
    finally:
        os.close(nomor)


def baca_isi(dokumen: Dokumen | TandaTangan) -> bytes:
    """Read an issued or signed PDF, or refuse: a file that is gone or altered is never handed out."""
    try:
        with dokumen.berkas.open("rb") as berkas:
            isi: bytes = berkas.read()
    except OSError as galat:
        raise DokumenRusak(_RUSAK) from galat
    if sha256(isi).hexdigest() != dokumen.sha256:
        raise DokumenRusak(_RUSAK)
    return isi


_RUSAK = "Berkas dokumen ini tidak utuh di penyimpanan. Hubungi admin kepegawaian; datanya tetap aman."


def buka_bundel(laporan: Laporan) -> BinaryIO:
    """Open the file of a job for reading in pieces."""
    if not laporan.berkas:
        raise DokumenRusak("Berkas ini sudah dihapus karena masa simpannya berakhir. Minta sekali lagi.")
    try:
        return Path(default_storage.path(str(laporan.berkas.name))).open("rb")
    except OSError as galat:
        raise DokumenRusak("Berkas ini tidak ada lagi di penyimpanan. Minta sekali lagi.") from galat


def buang_sementara(*, lebih_tua: float = UMUR_SEMENTARA) -> int:
    """Remove what workers that were killed left behind, drafts past their time, files that no job names."""
    return _buang(SEMENTARA, lebih_tua) + _buang(DRAF, UMUR_DRAF) + _buang(BUNDEL, HARI, kecuali=_bernama)


def purge_laporan(*, batas: int = 500) -> int:
    """Delete the files of jobs whose time is over. The job and the issued documents stay; returns how many files."""
    sekarang, hilang = timezone.now(), 0
    with transaction.atomic():
        lewat = list(
            Laporan.objects.select_for_update(skip_locked=True)
            .exclude(berkas="")
            .filter(simpan_sampai__lt=sekarang)
            .order_by("simpan_sampai")[:batas]
        )
        berkas = {str(laporan.berkas.name) for laporan in lewat}
        for laporan in lewat:
            laporan.berkas.name, laporan.sha256, laporan.dihapus_pada = "", "", sekarang
        Laporan.objects.bulk_update(lewat, ["berkas", "sha256", "dihapus_pada"])
    for nama in berkas - _bernama(berkas):
        tempat = Path(default_storage.path(nama))
        hilang += tempat.exists()
        tempat.unlink(missing_ok=True)
    return hilang


def _bernama(nama: set[str]) -> set[str]:
    """Those that a job still names: the same content of two jobs is one file."""
    return set(Laporan.objects.filter(berkas__in=nama).values_list("berkas", flat=True))


def _buang(nama: str, lebih_tua: float, *, kecuali: Callable[[set[str]], set[str]] | None = None) -> int:
    batas, akar = time.time() - lebih_tua, Path(default_storage.path(""))
    lama = {
        str(berkas.relative_to(akar)): berkas
        for berkas in Path(default_storage.path(nama)).rglob("*")
        if berkas.is_file() and berkas.stat().st_mtime < batas
    }
    buang = set(lama) - (kecuali(set(lama)) if kecuali and lama else set())
    for satu in buang:
        lama[satu].unlink(missing_ok=True)
    return len(buang)
