"""Two versions of a plan side by side: what was added, taken out, and which words changed. Imports no Django."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pegawai.rules import Pilihan

MIRIP = 0.6
"""From this likeness on, two items of different plans (this year's and last year's) count as the same one."""


class TandaBeda(Pilihan):
    """What became of an item or of a run of words."""

    SAMA = "sama", "Sama"
    BARU = "baru", "Ditambahkan"
    UBAH = "ubah", "Diubah"
    HAPUS = "hapus", "Dihapus"


@dataclass(frozen=True)
class Butir:
    """One item of a plan as people read it: what it is, and its fields in words, the leading one first."""

    kunci: str
    """The same in every version of one SKP."""
    jenis: str
    judul: str
    isi: tuple[tuple[str, str], ...]
    induk: str = ""

    @property
    def teks(self) -> str:
        return self.isi[0][1] if self.isi else ""

    def jadi_json(self) -> dict[str, Any]:
        return {
            "kunci": self.kunci,
            "jenis": self.jenis,
            "judul": self.judul,
            "isi": list(self.isi),
            "induk": self.induk,
        }

    @classmethod
    def dari_json(cls, data: Mapping[str, Any]) -> "Butir":
        return cls(
            data["kunci"], data["jenis"], data["judul"], tuple((a, b) for a, b in data["isi"]), data["induk"]
        )


@dataclass(frozen=True)
class Potongan:
    """A run of words that stayed, came or went."""

    tanda: TandaBeda
    teks: str


@dataclass(frozen=True)
class BedaBidang:
    label: str
    lama: str
    baru: str

    @property
    def tanda(self) -> TandaBeda:
        if self.lama == self.baru:
            return TandaBeda.SAMA
        if not self.lama:
            return TandaBeda.BARU
        return TandaBeda.UBAH if self.baru else TandaBeda.HAPUS

    @property
    def potongan(self) -> list[Potongan]:
        return beda_kata(self.lama, self.baru)


@dataclass(frozen=True)
class BedaButir:
    """One item with what became of it."""

    tanda: TandaBeda
    butir: Butir
    """As it is in the newer plan; as it was, when it was taken out."""
    bidang: tuple[BedaBidang, ...]

    @property
    def berubah(self) -> list[BedaBidang]:
        return [b for b in self.bidang if b.tanda != TandaBeda.SAMA]


def beda_kata(lama: str, baru: str) -> list[Potongan]:
    """Mark the words that differ; blanks belong to the word before them."""
    kiri, kanan = re.findall(r"\S+\s*", lama), re.findall(r"\S+\s*", baru)
    hasil: list[Potongan] = []
    for aksi, a, b, c, d in SequenceMatcher(
        None, [k.rstrip() for k in kiri], [k.rstrip() for k in kanan], autojunk=False
    ).get_opcodes():
        if aksi == "equal":
            hasil.append(Potongan(TandaBeda.SAMA, "".join(kanan[c:d])))
            continue
        if a < b:
            hasil.append(Potongan(TandaBeda.HAPUS, "".join(kiri[a:b])))
        if c < d:
            hasil.append(Potongan(TandaBeda.BARU, "".join(kanan[c:d])))
    return hasil


def bandingkan(lama: Sequence[Butir], baru: Sequence[Butir]) -> list[BedaButir]:
    """Pair the items of two plans, by key, else by likeness, and say of each what became of it.

    In the order of the newer plan; what was taken out stands at the end of its kind.
    """
    pasangan = _pasangkan(lama, baru)
    hasil = [_beda(pasangan.get(b.kunci), b) for b in baru]
    terpasang = {p.kunci for p in pasangan.values()}
    for butir in lama:
        if butir.kunci not in terpasang:
            hasil.insert(_letak(hasil, butir), _hapus(butir))
    return hasil


def ada_beda(beda: Sequence[BedaButir]) -> list[BedaButir]:
    return [b for b in beda if b.tanda != TandaBeda.SAMA]


def _pasangkan(lama: Sequence[Butir], baru: Sequence[Butir]) -> dict[str, Butir]:
    """The older item of each newer one, by the newer one's key."""
    menurut = {b.kunci: b for b in lama}
    hasil = {b.kunci: menurut[b.kunci] for b in baru if b.kunci in menurut}
    sisa = [b for b in lama if b.kunci not in hasil]
    for butir in baru:
        if butir.kunci in hasil:
            continue
        calon = [
            (_kemiripan(s.teks, butir.teks), -n)
            for n, s in enumerate(sisa)
            if s.jenis == butir.jenis and _induk_cocok(s, butir, hasil)
        ]
        nilai, letak = max(calon, default=(0.0, 0))
        if nilai >= MIRIP:
            hasil[butir.kunci] = sisa.pop(-letak)
    return hasil


def _kemiripan(satu: str, dua: str) -> float:
    return SequenceMatcher(None, satu.casefold().split(), dua.casefold().split(), autojunk=False).ratio()


def _induk_cocok(lama: Butir, baru: Butir, pasangan: Mapping[str, Butir]) -> bool:
    """Indicators pair under RHK that pair."""
    if not baru.induk:
        return not lama.induk
    return baru.induk in pasangan and pasangan[baru.induk].kunci == lama.induk


def _beda(lama: Butir | None, baru: Butir) -> BedaButir:
    if lama is None:
        return BedaButir(TandaBeda.BARU, baru, tuple(BedaBidang(n, "", t) for n, t in baru.isi if t))
    kiri, kanan = dict(lama.isi), dict(baru.isi)
    bidang = tuple(
        BedaBidang(n, kiri.get(n, ""), kanan.get(n, ""))
        for n in dict.fromkeys([*kanan, *kiri])
        if kiri.get(n) or kanan.get(n)
    )
    sama = all(b.tanda == TandaBeda.SAMA for b in bidang)
    return BedaButir(TandaBeda.SAMA if sama else TandaBeda.UBAH, baru, bidang)


def _hapus(butir: Butir) -> BedaButir:
    return BedaButir(TandaBeda.HAPUS, butir, tuple(BedaBidang(n, t, "") for n, t in butir.isi if t))


def _letak(hasil: Sequence[BedaButir], butir: Butir) -> int:
    """After the last item of the same RHK; else of the same kind; else at the end."""
    for cocok in (
        lambda b: butir.induk and butir.induk in (b.butir.kunci, b.butir.induk),
        lambda b: b.butir.jenis == butir.jenis or (butir.jenis == "rhk" and b.butir.jenis == "iki"),
    ):
        letak = [n for n, b in enumerate(hasil) if cocok(b)]
        if letak:
            return letak[-1] + 1
    return len(hasil)
