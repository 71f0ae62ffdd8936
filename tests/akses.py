"""Every route × every role: the one table of who gets what. `docs/izin.md` is made from it.

A row names the route, how it is called, the object in its address, and the answer per role.
Roles: anonim (not signed in), sari (owner), budi (her penilai), karta (atasan penilai), tono (ketua tim across
units), citra (same unit, no authority), dewi (another unit), eka (admin kepegawaian), asing (admin of another agency).
Answers: an HTTP status; "masuk" is a redirect to the sign-in page; 200 stands for any page that opens, 302 for an
act that was carried out or a step to the next page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
    data: dict[str, str] = field(default_factory=dict)

    @property
    def kunci(self) -> str:
        return f"{self.metode} {self.rute}"


def baris(rute: str, harap: str, *, metode: str = "GET", objek: str = "", **data: str) -> Baris:
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


TABEL: list[Baris] = [
    baris("sehat", "semua=200 anonim=200"),
    baris("siap", "semua=200|503 anonim=200|503"),
    baris("beranda", "semua=200"),
]
