"""What a citizen says about a service: what counts as a review, what waits for a moderator, what the index is.

The nine elements, the scale of four and the table of categories are those of PermenPANRB 14/2017 (guideline on
the survey of public satisfaction), written from memory: an agency may change each of them on its own page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kinerja.errors import UlasanTidakSah
from kinerja.rules.teks import rapikan
from pegawai.rules import Pilihan

SKALA = (1, 2, 3, 4)
MAKS_KATA = 1000
MAKS_PETUGAS = 120
MAKS_ALASAN = 500
PANJANG_KODE, PANJANG_RESI = 8, 12
HURUF_KODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs that nobody mistakes for another one on paper or by voice."""


class JenisUlasan(Pilihan):
    PUJIAN = "pujian", "Pujian"
    KELUHAN = "keluhan", "Keluhan"
    SARAN = "saran", "Saran"


class StatusModerasi(Pilihan):
    """Whether the words of a review are open to the unit."""

    TERBUKA = "terbuka", "Terbuka"
    MENUNGGU = "menunggu", "Menunggu moderasi"
    DITUTUP = "ditutup", "Ditutup"


class AlasanModerasi(Pilihan):
    """Why the words of a review wait for a moderator."""

    KATA = "kata", "Kata yang tidak pantas"
    TAUTAN = "tautan", "Alamat web"
    DATA_PRIBADI = "data_pribadi", "Nomor pribadi"


UNSUR_SKM: tuple[tuple[str, str, str], ...] = (
    ("U1", "Persyaratan", "Apakah persyaratannya mudah dipenuhi?"),
    ("U2", "Sistem, mekanisme, dan prosedur", "Apakah alurnya mudah diikuti?"),
    ("U3", "Waktu penyelesaian", "Apakah selesainya cepat?"),
    ("U4", "Biaya/tarif", "Apakah biayanya wajar dan sesuai ketentuan?"),
    ("U5", "Produk spesifikasi jenis pelayanan", "Apakah hasilnya sesuai dengan yang dijanjikan?"),
    ("U6", "Kompetensi pelaksana", "Apakah petugas menguasai pekerjaannya?"),
    ("U7", "Perilaku pelaksana", "Apakah petugas sopan dan ramah?"),
    (
        "U8",
        "Penanganan pengaduan, saran, dan masukan",
        "Apakah pengaduan dan saran ditangani dengan baik?",
    ),
    ("U9", "Sarana dan prasarana", "Apakah tempat dan peralatannya memadai?"),
)
"""Code, element, and the question as a citizen reads it."""

LABEL_SKALA = ("Tidak baik", "Kurang baik", "Baik", "Sangat baik")


@dataclass(frozen=True)
class Kategori:
    """One row of the table: from which index on, which mark, which words."""

    mulai: Decimal
    mutu: str
    kinerja: str


KATEGORI_SKM = (
    Kategori(Decimal("88.31"), "A", "Sangat baik"),
    Kategori(Decimal("76.61"), "B", "Baik"),
    Kategori(Decimal("65.00"), "C", "Kurang baik"),
    Kategori(Decimal("25.00"), "D", "Tidak baik"),
)
SUMBER_KATEGORI = "PermenPANRB 14/2017; cocokkan dengan naskahnya."
PENGALI_SKM = 25
"""Turns the mean on the scale of four into the index of a hundred."""

KATA_BAWAAN = (
    "anjing", "asu", "babi", "bajingan", "banci", "bangsat", "bego", "biadab", "bodoh", "brengsek", "dungu",
    "goblok", "idiot", "jancok", "kampret", "keparat", "kontol", "lonte", "memek", "monyet", "ngentot",
    "pelacur", "perek", "sialan", "tai", "tolol", "kurang ajar",
)  # fmt: skip
"""Words with which a list begins; the agency keeps it."""


# --- what may be sent ----------------------------------------------------------------------------
def check_ulasan(
    *,
    nilai: int | None,
    jawaban: Mapping[int, int],
    unsur: Collection[int],
    kata: str,
    petugas: str,
) -> None:
    """Refuse a review without a single answer, with a foreign mark, or with too many words."""
    if nilai is None and not jawaban and not kata:
        raise UlasanTidakSah("Pilih satu nilai atau tulis satu kalimat, lalu kirim lagi.", bidang="nilai")
    if nilai is not None and nilai not in SKALA:
        raise UlasanTidakSah("Pilih satu dari empat nilai.", bidang="nilai")
    for kunci, angka in jawaban.items():
        if kunci not in unsur or angka not in SKALA:
            raise UlasanTidakSah("Ada jawaban yang tidak dikenal. Pilih dari daftar.", bidang="jawaban")
    if len(kata) > MAKS_KATA:
        raise UlasanTidakSah(
            f"Tulisan paling panjang {MAKS_KATA} huruf. Sekarang {len(kata)} huruf.", bidang="kata"
        )
    if len(petugas) > MAKS_PETUGAS:
        raise UlasanTidakSah(f"Nama petugas paling panjang {MAKS_PETUGAS} huruf.", bidang="petugas")


def check_alasan(alasan: str, apa: str = "Alasan") -> None:
    """Refuse an act without its reason."""
    if not alasan:
        raise UlasanTidakSah(f"{apa} belum ditulis.", bidang="alasan")
    if len(alasan) > MAKS_ALASAN:
        raise UlasanTidakSah(f"{apa} paling panjang {MAKS_ALASAN} huruf.", bidang="alasan")


def check_tulisan(teks: str, apa: str, bidang: str) -> None:
    """Refuse an empty or too long answer to a citizen, or of a person to what is tied to him."""
    if not teks:
        raise UlasanTidakSah(f"{apa} belum ditulis.", bidang=bidang)
    if len(teks) > MAKS_KATA:
        raise UlasanTidakSah(f"{apa} paling panjang {MAKS_KATA} huruf.", bidang=bidang)


def baca_kode(teks: str, panjang: int) -> str:
    """Read a code as people type it: small letters, blanks and dashes, O for 0 and the like; empty if none."""
    rata = re.sub(r"[\s.\-–]", "", teks.upper())
    return rata if len(rata) == panjang and set(rata) <= set(HURUF_KODE) else ""


def tampil_kode(kode: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(kode[i : i + 4] for i in range(0, len(kode), 4))


# --- words that wait for a moderator -----------------------------------------------------------------
_SANDI = str.maketrans("013456789@$!|+€", "oieasgtbgasiite")
_AWALAN = (
    "memper", "diper", "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen", "ber", "ter", "per",
    "me", "pe", "di", "ke", "se", "ng",
)  # fmt: skip
_AKHIRAN = ("nya", "lah", "kah", "pun", "kan", "ku", "mu", "an", "in", "i")
_LULUH = {"mem": "p", "pem": "p", "men": "t", "pen": "t", "meny": "s", "peny": "s", "meng": "k", "peng": "k"}
_ALAMAT = re.compile(
    r"https?://|www\.|\b[a-z0-9-]+\.(?:com|net|org|id|xyz|top|me|io|link|shop)\b", re.IGNORECASE
)
_NOMOR = re.compile(r"(?:\d[ .\-]?){9,}\d")


def lipat(teks: str) -> str:
    """Fold a text for comparing: no accents, no letter play, no doubled letters, words apart by one blank."""
    rata = unicodedata.normalize("NFKD", teks).casefold()
    rata = "".join(h for h in rata if not unicodedata.combining(h) and unicodedata.category(h) != "Cf")
    rata = re.sub(r"(?<=[a-z@$!|+€\d])[*_.\-·'](?=[a-z@$!|+€\d])", "", rata).translate(_SANDI)
    rata = re.sub(r"[^a-z]+", " ", rata)
    rata = re.sub(r"\b(?:[a-z] ){2,}[a-z]\b", lambda m: m[0].replace(" ", ""), rata)
    return re.sub(r"(.)\1+", r"\1", rata).strip()


def dasar_kata(kata: str) -> set[str]:
    """The word itself and what stays of it without the usual affixes of Indonesian."""
    hasil = {kata}
    for _ in range(2):
        for satu in tuple(hasil):
            for akhir in _AKHIRAN:
                if satu.endswith(akhir) and len(satu) - len(akhir) >= 3:
                    hasil.add(satu.removesuffix(akhir))
            for awal in _AWALAN:
                if satu.startswith(awal) and len(satu) - len(awal) >= 3:
                    hasil |= _tanpa_awalan(awal, satu.removeprefix(awal))
    return hasil


def _tanpa_awalan(awal: str, sisa: str) -> set[str]:
    """What may stand behind a prefix: before a vowel a nasal has swallowed the first letter of the word."""
    luluh = _LULUH.get(awal)
    if luluh is None or sisa[0] not in "aeiou":
        return {sisa}
    return {luluh + sisa, sisa} if awal.endswith("ng") else {luluh + sisa}


def kata_terlarang(teks: str, daftar: Iterable[str]) -> list[str]:
    """Which entries of the list stand in a text, under whatever spelling and affixes."""
    kata = [dasar_kata(k) for k in lipat(teks).split()]
    temuan = []
    for entri in daftar:
        urutan = lipat(entri).split()
        n = len(urutan)
        if n and any(
            all(cari in dasar for cari, dasar in zip(urutan, kata[i : i + n], strict=True))
            for i in range(len(kata) - n + 1)
        ):
            temuan.append(entri)
    return temuan


def alasan_moderasi(teks: str, daftar: Iterable[str]) -> list[AlasanModerasi]:
    """Why words wait for a moderator; empty where they may be read at once."""
    alasan = []
    if kata_terlarang(teks, daftar):
        alasan.append(AlasanModerasi.KATA)
    if _ALAMAT.search(teks):
        alasan.append(AlasanModerasi.TAUTAN)
    if _NOMOR.search(teks):
        alasan.append(AlasanModerasi.DATA_PRIBADI)
    return alasan


def baca_daftar_kata(teks: str) -> list[str]:
    """A list of words, one per line or apart by commas; each once, in the order they were written."""
    potong = (rapikan(k) for k in re.split(r"[,\n;]", teks))
    return list(dict.fromkeys(k.casefold() for k in potong if lipat(k)))


# --- the index ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class HitungUnsur:
    """How often each mark was given to one element of one set of questions."""

    set_id: int
    kode: str
    nama: str
    bobot: Decimal
    jumlah: tuple[int, int, int, int]

    @property
    def n(self) -> int:
        return sum(self.jumlah)

    @property
    def rata(self) -> Decimal | None:
        """The mean on the scale of four; None without an answer."""
        return rata_skala(self.jumlah)


def rata_skala(jumlah: Sequence[int]) -> Decimal | None:
    """The mean of marks one to four, given how often each occurs."""
    n = sum(jumlah)
    return Decimal(sum(s * j for s, j in zip(SKALA, jumlah, strict=True))) / n if n else None


def indeks_skm(unsur: Iterable[HitungUnsur], pengali: int = PENGALI_SKM) -> Decimal | None:
    """The sum of mean × weight over the elements, times 25 (PermenPANRB 14/2017).

    Weights count among the elements that were answered. Several sets of questions weigh by their answers.
    """
    per_set: dict[int, list[HitungUnsur]] = {}
    for u in unsur:
        if u.n and u.bobot > 0:
            per_set.setdefault(u.set_id, []).append(u)
    atas, bawah = Decimal(0), 0
    for daftar in per_set.values():
        bobot = sum((u.bobot for u in daftar), Decimal(0))
        n = sum(u.n for u in daftar)
        atas += n * sum(((u.rata or Decimal(0)) * u.bobot for u in daftar), Decimal(0)) / bobot
        bawah += n
    return (atas / bawah * pengali).quantize(Decimal("0.01")) if bawah else None


def kategori_of(indeks: Decimal, tabel: Iterable[Kategori]) -> Kategori | None:
    """The row of the table whose beginning the index reaches; None below the lowest."""
    cocok = [k for k in tabel if indeks >= k.mulai]
    return max(cocok, key=lambda k: k.mulai) if cocok else None


def baca_kategori(teks: str) -> list[Kategori]:
    """Read a table of categories, one row per line: "88,31 | A | Sangat baik". The highest first."""
    hasil = []
    for nomor, baris in enumerate((b for b in teks.splitlines() if b.strip()), 1):
        bagian = [b.strip() for b in baris.split("|")]
        angka = bagian[0].replace(",", ".")
        if (
            len(bagian) != 3
            or not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", angka)
            or not bagian[1]
            or not bagian[2]
        ):
            raise UlasanTidakSah(
                f"Baris {nomor} pada tabel kategori belum lengkap. Tulis seperti: 88,31 | A | Sangat baik",
                bidang="kategori",
            )
        hasil.append(Kategori(Decimal(angka), bagian[1][:10], bagian[2][:40]))
    if not hasil:
        raise UlasanTidakSah("Tulis paling sedikit satu baris kategori.", bidang="kategori")
    if len({k.mulai for k in hasil}) != len(hasil):
        raise UlasanTidakSah(
            "Ada dua kategori dengan batas yang sama. Ubah salah satunya.", bidang="kategori"
        )
    return sorted(hasil, key=lambda k: -k.mulai)
