"""Whether evidence may be deleted for good: never what is in use, never what something final was built on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

JEDA_JAM = timedelta(minutes=1)
"""A release and a closing this close together may have crossed: then the evidence counts as closed over."""


@dataclass(frozen=True)
class JejakPakai:
    """One entry that leans on a piece of evidence, or once did."""

    apa: str
    """In words, with its day: "catatan kerja 12 Mei 2026"."""
    is_terpasang: bool
    dapat_dipulihkan: bool = False
    """Withdrawn so lately that it can still come back."""
    tetap: str = ""
    """What was made final with the evidence on it; empty while nothing was."""
    jalan: str = ""
    """What its owner can still do where it hangs on something final."""


def is_dibekukan(beku: Iterable[datetime], dipasang: datetime, dilepas: datetime | None) -> bool:
    """Whether something was closed while the evidence may have been on it; `dilepas` None: it still is."""
    return any(b >= dipasang - JEDA_JAM and (dilepas is None or b <= dilepas + JEDA_JAM) for b in beku)


def halangan_hapus(jejak: Sequence[JejakPakai]) -> str:
    """Say why evidence stays, and the way out; empty when it may go. What is final speaks first."""
    for j in sorted(jejak, key=lambda j: not j.is_terpasang):  # hidden from others is only what hangs nowhere
        if j.tetap:
            akhir = j.jalan if j.is_terpasang else "Karena sudah dilepas, hanya Anda yang melihatnya."
            return f"Bukti ini bagian dari {j.tetap}, jadi tetap disimpan. {akhir}".rstrip()
    terpasang = [j for j in jejak if j.is_terpasang]
    if not terpasang:
        return ""
    satu = next((j for j in terpasang if not j.dapat_dipulihkan), None)
    if satu is None:
        return (
            f"Bukti ini ada pada {terpasang[0].apa} yang baru ditarik dan masih dapat dipulihkan. "
            "Pulihkan lalu lepas buktinya, atau hapus setelah 24 jam."
        )
    lain = len(terpasang) - 1
    tempat = f"{satu.apa} dan {lain} tempat lain" if lain else satu.apa
    return f"Bukti ini dipakai pada {tempat}. Tekan Lepas di halaman bukti, lalu hapus."
