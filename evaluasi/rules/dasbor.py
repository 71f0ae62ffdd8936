"""What a dashboard may tell of a group, and which units stand out. Imports no Django."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evaluasi.rules.penilaian import Predikat
from evaluasi.rules.pola import boleh_tampak, tulis_persen
from pegawai.rules import Pilihan

K = TypeVar("K", bound=Hashable)

DIHITUNG_BERKALA = 3_000
"""From this many people on the figures come from what is counted every few minutes; below they are counted at once."""


class UkuranDasbor(Pilihan):
    """How far the people of a unit have come, each step within the one before; each is a figure with its list."""

    WAJIB = "wajib", "Wajib SKP"
    TETAP = "tetap", "SKP ditetapkan"
    DINILAI = "dinilai", "Sudah dinilai"
    TERBUKA = "terbuka", "Hasil disampaikan"
    FINAL = "final", "Final"


@dataclass(frozen=True)
class SebaranUnit:
    """One unit's results, as somebody who may see them compares them."""

    nama: str
    kunci: str
    jumlah: Mapping[Predikat, int]

    @property
    def n(self) -> int:
        return sum(self.jumlah.values())


@dataclass(frozen=True)
class Pencilan:
    """A unit whose share of a group of predikat lies far from that of the whole; `kalimat` says it with n."""

    kunci: str
    nama: str
    n: int
    kalimat: str


_SB, _B, _BP, _KR, _SK = Predikat
KELOMPOK_PENCILAN: tuple[tuple[str, tuple[Predikat, ...]], ...] = (
    ("Sangat Baik", (_SB,)),
    ("Butuh Perbaikan ke bawah", (_BP, _KR, _SK)),
)


def pencilan(
    unit: Sequence[SebaranUnit], semua: Mapping[Predikat, int], *, selisih: int, unit_kecil: int
) -> list[Pencilan]:
    """Name the units that differ from the whole by at least `selisih` percentage points, the largest gap first.

    A unit below `unit_kecil` people is left out: there one person is already a large share.
    """
    total = sum(semua.values())
    temuan: list[tuple[float, Pencilan]] = []
    for u in unit:
        if u.n < unit_kecil or u.n == total:
            continue
        for nama, kelompok in KELOMPOK_PENCILAN:
            di_unit, di_semua = (sum(j.get(p, 0) for p in kelompok) for j in (u.jumlah, semua))
            # whole numbers: 20 points are 20 points, also where a float would be a hair below
            jarak = abs(di_unit * total - di_semua * u.n) * 100
            if jarak >= selisih * u.n * total:
                kalimat = (
                    f"{nama} {tulis_persen(di_unit, u.n)} dari {u.n} orang; "
                    f"seluruhnya {tulis_persen(di_semua, total)} dari {total} orang."
                )
                temuan.append((jarak / (u.n * total), Pencilan(u.kunci, u.nama, u.n, kalimat)))
    return [p for _, p in sorted(temuan, key=lambda t: -t[0])]


def lindungi(tersembunyi: Mapping[K, int], minimum: int) -> frozenset[K]:
    """Choose the rows whose results stay hidden, so that no subtraction gives a small group away.

    `tersembunyi` is, per row, how many people the reader may not open one by one. A row with few of them is hidden;
    and because the total is shown, further rows with it until those that are hidden are a large enough group.
    """
    tutup = {k for k, n in tersembunyi.items() if 0 < n < minimum}
    sisa = sorted((n, str(k), k) for k, n in tersembunyi.items() if n >= minimum)
    while tutup and sisa and sum(tersembunyi[k] for k in tutup) < minimum:
        tutup.add(sisa.pop(0)[2])
    return frozenset(tutup)


def lindungi_pohon(
    sendiri: Mapping[int, int], anak: Mapping[int, Sequence[int]], akar: int, minimum: int
) -> frozenset[int]:
    """Choose the units of a tree whose results stay hidden: `lindungi` ring by ring, from the top down.

    `sendiri` is, per unit, how many people in the unit itself the reader may not open one by one. Below a hidden unit
    everything is hidden.
    """
    jumlah: dict[int, int] = {}

    def hitung(pk: int) -> int:
        jumlah[pk] = sendiri.get(pk, 0) + sum(hitung(a) for a in anak.get(pk, ()))
        return jumlah[pk]

    tutup: set[int] = set()

    def turun(pk: int, *, tertutup: bool) -> None:
        if tertutup:
            tutup.add(pk)
        cincin = {str(pk): sendiri.get(pk, 0), **{str(a): jumlah[a] for a in anak.get(pk, ())}}
        sembunyi = lindungi(cincin, minimum)
        for a in anak.get(pk, ()):
            turun(a, tertutup=tertutup or str(a) in sembunyi)

    turun(akar, tertutup=not boleh_tampak(hitung(akar), minimum))
    return frozenset(tutup)
