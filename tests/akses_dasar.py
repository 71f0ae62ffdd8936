"""What a row of the access table is (see `akses.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PERAN = ("anonim", "sari", "budi", "karta", "tono", "citra", "dewi", "eka", "asing")
JUDUL = {
    "anonim": "Tanpa masuk",
    "sari": "Pemilik",
    "budi": "Penilai",
    "karta": "Atasan penilai",
    "tono": "Ketua tim",
    "citra": "Rekan seunit",
    "dewi": "Unit lain",
    "eka": "Admin",
    "asing": "Admin instansi lain",
}


@dataclass(frozen=True)
class Baris:
    rute: str
    metode: str
    objek: str
    harap: dict[str, str]
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def kunci(self) -> str:
        return f"{self.metode} {self.rute}"


def baris(rute: str, harap: str, *, metode: str = "GET", objek: str = "", **data: Any) -> Baris:
    """Read "semua=200 citra=404": `semua` first, then the exceptions. Anonymous is "masuk" unless said."""
    nilai = dict.fromkeys(PERAN, "")
    nilai["anonim"] = "masuk"
    for potong in harap.split():
        siapa, _, jawab = potong.partition("=")
        if siapa == "semua":
            nilai.update({p: jawab for p in PERAN if p != "anonim"})
        else:
            for p in siapa.split(","):
                if p not in nilai:
                    raise ValueError(f"unknown role {p} in {rute}")
                nilai[p] = jawab
    kosong = [p for p, j in nilai.items() if not j]
    if kosong:
        raise ValueError(f"{rute}: no answer for {', '.join(kosong)}")
    return Baris(rute, metode, objek, nilai, data)
