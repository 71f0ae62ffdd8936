"""Has a file examined in a process of its own: what goes wrong in there stays in there."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from kinerja.bukti.hasil import Hasil, PemeriksaanGagal, Pratinjau, tolak
from kinerja.bukti.proses import KEHABISAN_MEMORI

DETIK = 60
"""Wall clock for one file, its preview included."""
CETAK = "Cetak ulang ke PDF, lalu unggah hasilnya."
_AKAR = Path(__file__).resolve().parents[2]
_JATUH = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP, signal.SIGFPE}


def periksa(berkas: BinaryIO, *, detik: float = DETIK) -> Hasil:
    """Examine a file behind the fence. Refuses with a sentence; PemeriksaanGagal: nobody can tell yet."""
    with tempfile.TemporaryDirectory(prefix="bukti-") as nama:
        folder = Path(nama)
        berkas.seek(0)
        with (folder / "masuk").open("wb") as salinan:
            shutil.copyfileobj(berkas, salinan)
        return baca(folder, jalankan([folder], detik=detik))


def jalankan(folder: list[Path], *, detik: float = DETIK) -> int | None:
    """Start the examining process; its exit code, or None when its time ran out."""
    perintah = [sys.executable, "-m", "kinerja.bukti.proses", *map(str, folder)]
    lingkungan = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder[0])}
    try:
        selesai = subprocess.run(  # noqa: S603 - our own module, names of our own making
            perintah,
            cwd=_AKAR,
            env=lingkungan,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=detik,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError as galat:
        raise PemeriksaanGagal(str(galat)) from galat
    return selesai.returncode


def baca(folder: Path, kode: int | None) -> Hasil:
    """Read what the process left behind; the verdict counts, whatever happened to the preview after it."""
    catatan = _json(folder / "hasil.json")
    if catatan is None:
        _terhenti(kode)
        raise PemeriksaanGagal(f"exit code {kode}")
    if "ditolak" in catatan:
        temuan, _, cara = catatan["ditolak"].partition(". ")
        raise tolak(f"{temuan}.", cara)
    return Hasil(
        catatan["tipe"],
        catatan["akhiran"],
        (folder / "isi").read_bytes() if catatan["baru"] else None,
        _pratinjau(folder),
    )


def _terhenti(kode: int | None) -> None:
    """What an end without a verdict says about the file; silence where it says nothing about it."""
    if kode is None or kode == -signal.SIGXCPU:
        raise tolak("Pemeriksaan berkas ini melampaui batas waktu.", CETAK)
    if kode == KEHABISAN_MEMORI:
        raise tolak(
            "Berkas ini memerlukan terlalu banyak memori saat dibuka.", "Perkecil atau pecah berkasnya."
        )
    if -kode in _JATUH:
        raise tolak("Berkas ini tidak dapat dibuka dengan aman.", CETAK)


def _pratinjau(folder: Path) -> Pratinjau:
    catatan = _json(folder / "pratinjau.json")
    if catatan is None:
        return Pratinjau()
    gambar = tuple((folder / f"gambar{n}").read_bytes() for n in range(catatan["jumlah"]))
    ukuran = tuple((int(lebar), int(tinggi)) for lebar, tinggi in catatan["ukuran"])
    return Pratinjau(gambar, ukuran, int(catatan["halaman"]), tuple(catatan["teks"]))


def _json(letak: Path) -> dict[str, Any] | None:
    try:
        isi: dict[str, Any] = json.loads(letak.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return isi
