"""A worker that dies at one step of a job, again and again; started by `test_pekerja_mati`.

Each life is a fork of this process: it serves the job with the real services and a cheap printer, until it comes for
the given time to the given step, and is killed there with -9 by its own hand. The last life is left alone.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import django

django.setup()

from evaluasi.rules import lajur  # noqa: E402
from evaluasi.services import berkas, bundel, close_laporan, giliran, kerja, next_laporan, work_butir  # noqa: E402
from evaluasi.services.terbit import Terbitan  # noqa: E402

KE = 15
"""At which arrival the life ends."""


def mati() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def cetak(t: Terbitan) -> bytes:
    return f"%PDF-1.7 {t.jenis} {t.data['dokumen']['nomor']}\n%%EOF\n".encode() * 20


def sebelum(modul: Any, nama: str, ke: int = KE) -> None:
    """Die on arriving there."""
    asli, hitung = getattr(modul, nama), iter(range(1, 1 << 30))

    def ganti(*args: Any, **kwargs: Any) -> Any:
        if next(hitung) == ke:
            mati()
        return asli(*args, **kwargs)

    setattr(modul, nama, ganti)


def sesudah(modul: Any, nama: str, ke: int = KE) -> None:
    """Die when it is done and nothing after it."""
    asli, hitung = getattr(modul, nama), iter(range(1, 1 << 30))

    def ganti(*args: Any, **kwargs: Any) -> Any:
        hasil = asli(*args, **kwargs)
        if next(hitung) == ke:
            mati()
        return hasil

    setattr(modul, nama, ganti)


def di_tengah_zip() -> None:
    asli = bundel.lembar_of

    def ganti(laporan: Any) -> Iterator[Any]:
        for n, lembar in enumerate(asli(laporan)):
            if n == 200:
                mati()
            yield lembar

    bundel.lembar_of = ganti


LANGKAH: dict[str, Callable[[], None]] = {
    "job taken, nothing claimed": lambda: sesudah(giliran, "start_laporan"),
    "attempt counted": lambda: sesudah(kerja, "_claim_butir"),
    "document begun": lambda: sebelum(kerja, "_make_butir"),
    "printing": lambda: sebelum(sys.modules[__name__], "cetak"),
    "file written aside": lambda: sebelum(berkas.os, "fsync", ke=2 * KE + 1),
    "file in its place, no row": lambda: sebelum(berkas, "_sync_folder"),
    "row written, not committed": lambda: sesudah(kerja, "_make_butir"),
    "committed, claim still held": lambda: sebelum(kerja, "_lepas"),
    "half of the zip": di_tengah_zip,
    "zip in its place, job open": lambda: sebelum(kerja, "tell_laporan", ke=1),
}


def kerjakan(laporan_pk: int, jumlah: int) -> None:
    while (pk := next_laporan(lajur(jumlah))) == laporan_pk:
        if not work_butir(laporan_pk=pk, cetak=lambda t: cetak(t), versi_templat="uji"):
            close_laporan(pk)


def main(laporan_pk: int, jumlah: int) -> None:
    for nama, pasang in [*LANGKAH.items(), ("", lambda: None)]:
        anak = os.fork()
        if not anak:
            pasang()
            kerjakan(laporan_pk, jumlah)
            os._exit(0)
        _, akhir = os.waitpid(anak, 0)
        harap = signal.SIGKILL if nama else 0
        if akhir != harap:
            sys.exit(f"{nama or 'the last life'}: ended with {akhir}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
