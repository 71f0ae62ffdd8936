"""The examining process: one file, little memory, little time, no network, no secrets.

Started by `kinerja.bukti.pagar`. Each folder named on the command line holds `masuk`, the file as it came. What was
found is written beside it: `hasil.json` and, for what was drawn anew, `isi`; then the preview. The verdict is on
disk before the preview begins, so a picture that cannot be drawn costs the picture and not the file.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

MEMORI = 256 * 1024 * 1024
"""Anonymous memory; with the libraries' own code a process stays below 300 MB."""
DETIK_CPU = 30
BERKAS_MAKS = 128 * 1024 * 1024
KEHABISAN_MEMORI = 3
"""Exit code."""

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def batasi(detik: int = DETIK_CPU) -> None:
    """Give up what an examination never needs. The network goes where the kernel lets us; the limits always hold."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (detik, detik + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BERKAS_MAKS, BERKAS_MAKS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    os.nice(5)


def kerjakan(folder: Path) -> None:
    """Examine the file of one folder, write the verdict, then the preview."""
    from kinerja.bukti import pratinjau
    from kinerja.bukti.kenal import kenali_berkas
    from kinerja.bukti.pemeriksa import periksa
    from kinerja.errors import BuktiDukungDitolak

    with (folder / "masuk").open("rb") as berkas:
        try:
            jenis = kenali_berkas(berkas)
            hasil = periksa(berkas)
        except BuktiDukungDitolak as galat:
            _tulis(folder, "hasil.json", {"ditolak": galat.pesan})
            return
        if hasil.isi is not None:
            (folder / "isi").write_bytes(hasil.isi)
        ringkas = {"tipe": hasil.tipe, "akhiran": hasil.akhiran, "baru": hasil.isi is not None}
        _tulis(folder, "hasil.json", ringkas)
        gambar = pratinjau.buat(jenis, berkas, hasil)
        for nomor, isi in enumerate(gambar.gambar):
            (folder / f"gambar{nomor}").write_bytes(isi)
        _tulis(
            folder,
            "pratinjau.json",
            {
                "jumlah": len(gambar.gambar),
                "ukuran": gambar.ukuran,
                "halaman": gambar.halaman,
                "teks": gambar.teks,
            },
        )


def _tulis(folder: Path, nama: str, isi: dict[str, Any]) -> None:
    """Whole or not at all."""
    samping = folder / f".{nama}"
    samping.write_text(json.dumps(isi), encoding="utf-8")
    samping.rename(folder / nama)


def main(folder: list[str]) -> None:
    batasi(DETIK_CPU * len(folder))
    for nama in folder:
        try:
            kerjakan(Path(nama))
        except MemoryError:
            if len(folder) == 1:
                sys.exit(KEHABISAN_MEMORI)
            _tulis(Path(nama), "memori.json", {})


if __name__ == "__main__":
    main(sys.argv[1:])
