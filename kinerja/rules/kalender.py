"""Which days are working days, and what a pasted list of holidays says. Imports no Django."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kinerja.errors import KalenderTidakSah
from pegawai.errors import AturanDilanggar
from pegawai.rules import Pilihan
from skp.rules import tanggal_panjang
from skp.rules.bacaan import baca_tanggal_target

MAKS_NAMA_LIBUR = 150
MAKS_HARI_CUTI = 366
MAKS_BARIS_LIBUR = 200
MAKS_TEMPEL_LIBUR = 20_000


class JenisLibur(Pilihan):
    """Why nobody of the agency is expected at work (SKB tiga menteri; the agency's own)."""

    NASIONAL = "nasional", "Libur nasional"
    CUTI_BERSAMA = "cuti_bersama", "Cuti bersama"
    INSTANSI = "instansi", "Libur instansi"


class JenisCuti(Pilihan):
    """Why one person is not expected to log: a category and never a reason in words (UU 27/2022; PP 11/2017 Ps 310)."""

    TAHUNAN = "tahunan", "Cuti tahunan"
    BESAR = "besar", "Cuti besar"
    SAKIT = "sakit", "Cuti sakit"
    MELAHIRKAN = "melahirkan", "Cuti melahirkan"
    ALASAN_PENTING = "alasan_penting", "Cuti karena alasan penting"
    DINAS_LUAR = "dinas_luar", "Dinas luar"
    DIKLAT = "diklat", "Pendidikan dan pelatihan"
    LIBUR_BERGILIR = "libur_bergilir", "Libur bergilir (kerja sif)"


class JenisHari(Pilihan):
    """What a day is for one person."""

    KERJA = "kerja", "Hari kerja"
    AKHIR_PEKAN = "akhir_pekan", "Akhir pekan"
    LIBUR = "libur", "Hari libur"
    CUTI = "cuti", "Tidak masuk"
    TANPA_SKP = "tanpa_skp", "Tanpa SKP"


@dataclass(frozen=True)
class Kalender:
    """What makes a day no working day: the week of the agency, its holidays, the leave of one person."""

    hari_kerja: int = 5
    libur: Mapping[date, str] | None = None
    cuti: Sequence[tuple[date, date, str]] = ()

    def jenis(self, hari: date) -> tuple[JenisHari, str]:
        """The kind of a day and the word for it; leave of a person covers weekends and holidays too."""
        for mulai, selesai, nama in self.cuti:
            if mulai <= hari <= selesai:
                return JenisHari.CUTI, nama
        if nama_libur := (self.libur or {}).get(hari):
            return JenisHari.LIBUR, nama_libur
        if hari.weekday() >= self.hari_kerja:
            return JenisHari.AKHIR_PEKAN, ""
        return JenisHari.KERJA, ""

    def is_hari_kerja(self, hari: date) -> bool:
        return self.jenis(hari)[0] == JenisHari.KERJA


def check_hari_kerja(jumlah: int) -> None:
    """A week has five or six working days (Perpres 21/2023 Ps 3)."""
    if jumlah not in (5, 6):
        raise KalenderTidakSah("Pilih lima atau enam hari kerja.", bidang="hari_kerja")


def check_libur(tanggal: date, nama: str) -> None:
    """Refuse a holiday without a name, or in a year that nobody means."""
    if not nama:
        raise KalenderTidakSah("Tulis nama hari liburnya.", bidang="nama")
    if len(nama) > MAKS_NAMA_LIBUR:
        raise KalenderTidakSah(f"Nama hari libur paling panjang {MAKS_NAMA_LIBUR} huruf.", bidang="nama")
    if not 2020 <= tanggal.year <= 2100:
        raise KalenderTidakSah("Tulis tahun antara 2020 dan 2100.", bidang="tanggal")


def check_cuti(mulai: date, selesai: date, hari_ini: date) -> None:
    """Refuse a span that ends before it begins, is longer than a year, or lies more than a year away."""
    if selesai < mulai:
        raise KalenderTidakSah(
            "Tanggal selesai harus sama dengan atau setelah tanggal mulai.", bidang="selesai"
        )
    if (selesai - mulai).days >= MAKS_HARI_CUTI:
        raise KalenderTidakSah("Catat paling lama satu tahun sekali isi.", bidang="selesai")
    jauh = timedelta(days=MAKS_HARI_CUTI)
    if mulai > hari_ini + jauh or selesai < hari_ini - 2 * jauh:
        raise KalenderTidakSah(
            f"Tanggal {tanggal_panjang(mulai)} terlalu jauh. Periksa tahunnya.", bidang="mulai"
        )


# --- a list of holidays pasted from the joint decree or a spreadsheet ----------------------------
@dataclass(frozen=True)
class BarisLibur:
    nomor: int
    tanggal: date
    nama: str
    jenis: JenisLibur


@dataclass(frozen=True)
class BarisLiburDitolak:
    """A row that names no day; `asli` is what was pasted, so that it can be mended and sent again."""

    nomor: int
    asli: str
    alasan: str


@dataclass(frozen=True)
class TempelanLibur:
    baris: Sequence[BarisLibur]
    ditolak: Sequence[BarisLiburDitolak]

    @property
    def sisa(self) -> str:
        return "\n".join(b.asli for b in self.ditolak)


_NOMOR = re.compile(r"\(?\d{1,3}[.)]?")
_NAMA_HARI = re.compile(r"(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)", re.IGNORECASE)
_AWAL_TANGGAL = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad),?\s+)?"
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}\s+[a-z]{3,9}\.?(?:\s+\d{4})?)\b[\s,:–-]*",
    re.IGNORECASE,
)


def baca_libur(teks: str, tahun: int, jenis: JenisLibur = JenisLibur.NASIONAL) -> TempelanLibur:
    """Read one holiday per line: day and name, in one text or in cells; a bad row is named and stops no other.

    A number, the name of the weekday and a head row are passed over; a day without a year lies in `tahun`;
    a name that begins with "cuti bersama", or a cell that says so, decides the kind.
    """
    baris, ditolak, sudah = [], [], set()
    for nomor, asli in enumerate(teks.replace("\r\n", "\n").split("\n")[: MAKS_BARIS_LIBUR + 1], start=1):
        if not asli.strip() or (nomor == 1 and not re.search(r"\d", asli)):
            continue
        try:
            if nomor > MAKS_BARIS_LIBUR:
                raise KalenderTidakSah(f"Tempel paling banyak {MAKS_BARIS_LIBUR} baris sekaligus.")
            b = _baris_libur(nomor, asli, tahun, jenis)
            if b.tanggal in sudah:
                raise KalenderTidakSah(f"{tanggal_panjang(b.tanggal)} sudah ada di baris lain.")
        except AturanDilanggar as galat:
            ditolak.append(BarisLiburDitolak(nomor, asli, galat.pesan))
        else:
            sudah.add(b.tanggal)
            baris.append(b)
    return TempelanLibur(baris, ditolak)


def _baris_libur(nomor: int, asli: str, tahun: int, jenis: JenisLibur) -> BarisLibur:
    sel = [" ".join(s.split()) for s in re.split(r"[\t;]", asli)]
    sel = [s for s in sel if s and not _NOMOR.fullmatch(s) and not _NAMA_HARI.fullmatch(s)]
    cocok = _AWAL_TANGGAL.match(sel[0]) if sel else None
    if cocok is None:
        raise KalenderTidakSah("Tanggalnya tidak terbaca. Tulis seperti 17 Agustus 2026, lalu namanya.")
    kata = cocok[1] if re.search(r"\d{4}", cocok[1]) else f"{cocok[1]} {tahun}"
    hari = baca_tanggal_target(kata)
    sisa = [sel[0][cocok.end() :], *sel[1:]]
    for s in [*sisa]:
        if tanda := next((j for j in JenisLibur if s.lower() in (j.label.lower(), j.value)), None):
            jenis, sisa = tanda, [x for x in sisa if x != s]
    nama = " ".join(s for s in sisa if s).strip(" -–:,")
    if nama.lower().startswith("cuti bersama"):
        jenis = JenisLibur.CUTI_BERSAMA
    nama = nama or jenis.label
    check_libur(hari, nama)
    return BarisLibur(nomor, hari, nama, jenis)
