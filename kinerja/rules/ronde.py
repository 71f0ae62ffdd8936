"""The 360 round: who may be asked, what must be large enough, what is left when it is closed. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kinerja.errors import RondeTidakSah
from kinerja.rules.teks import MAKS_URAIAN
from pegawai.rules import Pilihan
from skp.rules import NilaiPerilaku

MIN_KELOMPOK = 3
"""Below this an agency cannot go: of two answers, each author knows the other's."""
HARI_JEDA_RONDE = 90
MIN_JEDA_RONDE = 30
"""Two rounds about the same people close upon each other differ by few authors: their difference would tell."""
MAKS_PERTANYAAN_RONDE = 30
MAKS_TEKS_PERTANYAAN = 300


class StatusRonde(Pilihan):
    DRAF = "draf", "Draf"
    DIBUKA = "dibuka", "Dibuka"
    DITUTUP = "ditutup", "Ditutup"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class RelasiRonde(Pilihan):
    """The groups that can be anonymous: of a penilai there is only one, so he speaks by name."""

    REKAN = "rekan", "Rekan kerja"
    BAWAHAN = "bawahan", "Bawahan"


class JenisPertanyaan(Pilihan):
    SKALA = "skala", "Skala"
    KATA = "kata", "Kata-kata"


class SkalaRonde(Pilihan):
    BELUM = "1", "Belum terlihat"
    KADANG = "2", "Kadang terlihat"
    SERING = "3", "Sering terlihat"
    SELALU = "4", "Selalu terlihat"


@dataclass(frozen=True)
class HasilPertanyaan:
    """What one question came to in one group: its number of answers, and the mean or the words."""

    pertanyaan: Any
    jumlah: int
    rata: Decimal | None
    kata: tuple[str, ...]


def pertanyaan_bawaan() -> list[tuple[JenisPertanyaan, str, str]]:
    """The set a round starts with: the seven values, then two questions in words."""
    nilai = [
        (
            JenisPertanyaan.SKALA,
            n.value,
            f"Seberapa sering Anda melihat perilaku {n.label} dalam pekerjaan sehari-hari?",
        )
        for n in NilaiPerilaku
    ]
    return [
        *nilai,
        (JenisPertanyaan.KATA, "", "Apa yang sebaiknya diteruskan?"),
        (JenisPertanyaan.KATA, "", "Apa yang sebaiknya diubah?"),
    ]


def check_ronde(*, nama: str, mulai: date, selesai: date, minimum: int, relasi: Sequence[str]) -> None:
    """Refuse a round without name, time, groups, or with groups too small to hide in."""
    if not nama:
        raise RondeTidakSah("Nama ronde belum diisi.", bidang="nama")
    if selesai < mulai:
        raise RondeTidakSah("Tanggal selesai harus sama dengan atau setelah tanggal mulai.", bidang="selesai")
    if minimum < MIN_KELOMPOK:
        raise RondeTidakSah(
            f"Kelompok paling sedikit {MIN_KELOMPOK} orang. Di bawah itu penulis mudah ditebak.",
            bidang="minimum",
        )
    if not relasi:
        raise RondeTidakSah("Pilih paling sedikit satu kelompok pemberi.", bidang="relasi")


def check_pertanyaan_ronde(teks: str, jumlah: int) -> None:
    if not teks:
        raise RondeTidakSah("Pertanyaan belum ditulis.", bidang="teks")
    if len(teks) > MAKS_TEKS_PERTANYAAN:
        raise RondeTidakSah(
            f"Pertanyaan paling panjang {MAKS_TEKS_PERTANYAAN} huruf. Sekarang {len(teks)} huruf.",
            bidang="teks",
        )
    if jumlah >= MAKS_PERTANYAAN_RONDE:
        raise RondeTidakSah(f"Satu ronde memuat paling banyak {MAKS_PERTANYAAN_RONDE} pertanyaan.")


def check_buka_ronde(
    *,
    selesai: date,
    hari_ini: date,
    jumlah_pertanyaan: int,
    lain: Iterable[tuple[str, date, date]],
    mulai: date,
    jeda: int,
) -> None:
    """Refuse to open a round without questions, that is over, or too close to another about the same people.

    `lain`: name, first and last day of the other rounds that reach any of its units.
    """
    if not jumlah_pertanyaan:
        raise RondeTidakSah("Tambahkan paling sedikit satu pertanyaan sebelum dibuka.")
    if selesai < hari_ini:
        raise RondeTidakSah("Tanggal selesai sudah lewat. Ubah tanggalnya dahulu.", bidang="selesai")
    for nama, awal, akhir in lain:
        if mulai <= akhir + timedelta(days=jeda) and awal <= selesai + timedelta(days=jeda):
            raise RondeTidakSah(
                f"Terlalu dekat dengan ronde {nama}. Beri jarak {jeda} hari agar jawaban tidak dapat dibandingkan.",
                bidang="mulai",
            )


def baca_skala(nilai: object, bidang: str) -> int:
    """One of the four steps, however it was sent."""
    if str(nilai) not in set(SkalaRonde):
        raise RondeTidakSah(
            "Pilih salah satu jawaban dari daftar, atau lewati pertanyaan ini.", bidang=bidang
        )
    return int(str(nilai))


def check_kata_ronde(teks: str, bidang: str) -> None:
    if len(teks) > MAKS_URAIAN:
        raise RondeTidakSah(
            f"Jawaban paling panjang {MAKS_URAIAN} huruf. Sekarang {len(teks)} huruf.", bidang=bidang
        )


def susun_hasil(jawaban: Iterable[tuple[Any, int | None, str]], minimum: int) -> list[HasilPertanyaan]:
    """What may be told of one group: (question, figure, words) in; nothing out below the minimum.

    A mean is told where so many answered this question. Words are told where the group is that large, for any of
    it may have written them; the caller brings them out of order.
    """
    batas = max(minimum, MIN_KELOMPOK)
    angka: dict[Any, list[int]] = {}
    kata: dict[Any, list[str]] = {}
    for pertanyaan, n, teks in jawaban:
        if n is not None:
            angka.setdefault(pertanyaan, []).append(n)
        elif teks:
            kata.setdefault(pertanyaan, []).append(teks)
    hasil = [
        HasilPertanyaan(p, len(semua), _rata(semua), ()) for p, semua in angka.items() if len(semua) >= batas
    ]
    kelompok = max([len(s) for s in angka.values()] + [len(s) for s in kata.values()], default=0)
    if kelompok >= batas:
        hasil += [HasilPertanyaan(p, kelompok, None, tuple(semua)) for p, semua in kata.items()]
    return hasil


def _rata(semua: Sequence[int]) -> Decimal:
    return (Decimal(sum(semua)) / len(semua)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def perkiraan_persen(ada: int, mungkin: int) -> int | None:
    """How much has come in, in steps of ten: a counter that moves by one would tell who has just answered.

    None where even a tenth is fewer answers than the smallest group: there it would move by one.
    """
    if mungkin < 10 * MIN_KELOMPOK:
        return None
    return min(ada * 100 // mungkin // 10 * 10, 100)
