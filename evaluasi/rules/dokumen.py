"""Documents: which kinds there are, what each is printed from, its number and code; the jobs that make them.

Imports no Django.
"""

import hashlib
import hmac
from collections.abc import Mapping

from evaluasi.errors import BahanBelumLengkap, TransisiTidakSah
from pegawai.rules import Pilihan


class JenisDokumen(Pilihan):
    EVALUASI = "evaluasi", "Evaluasi Kinerja Pegawai"
    DOKUMEN_EVALUASI = "dokumen_evaluasi", "Dokumen Evaluasi Kinerja Pegawai"
    SKP = "skp", "Sasaran Kinerja Pegawai"
    LAMPIRAN_SKP = "lampiran_skp", "Lampiran Sasaran Kinerja Pegawai"
    RENCANA_AKSI = "rencana_aksi", "Rencana Aksi"
    MATRIKS = "matriks", "Matriks Peran Hasil"
    PERJANJIAN = "perjanjian", "Perjanjian Kinerja"
    KONVERSI = "konversi", "Konversi Predikat Kinerja ke Angka Kredit"
    AKUMULASI = "akumulasi", "Akumulasi Angka Kredit"
    PENETAPAN = "penetapan", "Penetapan Angka Kredit"
    BERITA_ACARA = "berita_acara", "Berita Acara Pembinaan"
    REKAP = "rekap", "Rekapitulasi Evaluasi Kinerja Pegawai"


_J = JenisDokumen

SUMBER: Mapping[JenisDokumen, str] = {
    _J.EVALUASI: "evaluasi",
    _J.DOKUMEN_EVALUASI: "evaluasi",
    _J.SKP: "skp",
    _J.LAMPIRAN_SKP: "skp",
    _J.RENCANA_AKSI: "skp",
    _J.MATRIKS: "skp",
    _J.PERJANJIAN: "perjanjian",
    _J.KONVERSI: "konversi",
    _J.AKUMULASI: "penetapan",
    _J.PENETAPAN: "penetapan",
    _J.BERITA_ACARA: "pembinaan",
    _J.REKAP: "rekap",
}
"""What each kind is printed from: the column that names its source. A document has exactly one."""
KOLOM_SUMBER = tuple(dict.fromkeys(SUMBER.values()))

JENIS_BERKEMBANG = frozenset({_J.RENCANA_AKSI, _J.MATRIKS, _J.BERITA_ACARA, _J.REKAP})
"""Kinds whose content lives on after its source is fixed: issued again as a new version once it says something else."""


def jenis_dari(kolom: str) -> tuple[JenisDokumen, ...]:
    """The kinds that are printed from one source."""
    return tuple(j for j, k in SUMBER.items() if k == kolom)


PILIHAN_JENIS_SKP = [(j.value, j.label) for j in jenis_dari("skp")]
PILIHAN_MASSAL = [*PILIHAN_JENIS_SKP, (_J.PERJANJIAN.value, _J.PERJANJIAN.label)]
"""What is printed of a whole unit in planning."""


class BentukLaporan(Pilihan):
    """What whoever asked for a job takes home."""

    SATUAN = "satuan", "Dokumen satu per satu"
    GABUNGAN = "gabungan", "Satu PDF gabungan"
    ZIP = "zip", "Satu berkas ZIP"
    PDF = "pdf", "Berkas PDF"
    XLSX = "xlsx", "Berkas XLSX"


class KeadaanCetak(Pilihan):
    """Which SKP of a unit go into a bulk job."""

    TETAP = "tetap", "Yang sudah ditetapkan"
    BELUM = "belum", "Yang belum ditetapkan, bertanda DRAF"
    SEMUA = "semua", "Semua; yang belum ditetapkan bertanda DRAF"


JUMLAH_KECIL = 10
"""A job of so few documents is what somebody waits for at his screen: it has its own lane."""
MAKS_BUTIR, MAKS_GABUNGAN = 20_000, 1_000
"""Documents in one job, and in one PDF: joining keeps their pages' tables in memory; a zip does not grow with them."""
MAKS_BUTIR_PERIODE = 120_000
"""Documents of evaluations in one job: 10,000 people, four quarters and the year, two each."""


class StatusLaporan(Pilihan):
    """A job; each of its items is ANTRE, SELESAI or GAGAL."""

    ANTRE = "antre", "Menunggu giliran"
    BERJALAN = "berjalan", "Sedang dibuat"
    DIJEDA = "dijeda", "Dijeda"
    SELESAI = "selesai", "Selesai"
    SEBAGIAN = "sebagian", "Selesai sebagian"
    GAGAL = "gagal", "Gagal"


_L = StatusLaporan

TRANSISI_LAPORAN: Mapping[StatusLaporan, frozenset[StatusLaporan]] = {
    _L.ANTRE: frozenset({_L.BERJALAN, _L.DIJEDA, _L.GAGAL}),
    # Back to ANTRE when the worker died: its heartbeat stopped and beat rings again.
    _L.BERJALAN: frozenset({_L.ANTRE, _L.DIJEDA, _L.SELESAI, _L.SEBAGIAN, _L.GAGAL}),
    # By whoever asked, or by the system where the disk is full.
    _L.DIJEDA: frozenset({_L.ANTRE}),
    _L.SELESAI: frozenset(),
    _L.SEBAGIAN: frozenset({_L.ANTRE}),
    _L.GAGAL: frozenset({_L.ANTRE}),
}


class StatusButir(Pilihan):
    """One item of a job."""

    ANTRE = "antre", "Menunggu giliran"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"


def check_transition_laporan(dari: StatusLaporan, ke: StatusLaporan) -> None:
    """Raise unless the job may go from `dari` to `ke`."""
    if ke not in TRANSISI_LAPORAN[dari]:
        raise TransisiTidakSah(f"Pekerjaan berstatus “{dari.label}” tidak dapat menjadi “{ke.label}”.")


def lajur(jumlah: int, *, is_dokumen: bool = True) -> str:
    """The queue of a job: a few documents never stand behind somebody else's bulk job or report."""
    return "pdf_kecil" if is_dokumen and jumlah <= JUMLAH_KECIL else "pdf"


def check_jumlah_butir(jumlah: int, bentuk: BentukLaporan, maks: int = MAKS_BUTIR) -> None:
    """Refuse a job that is better cut by unit, or better a zip."""
    if bentuk == BentukLaporan.GABUNGAN and jumlah > MAKS_GABUNGAN:
        raise BahanBelumLengkap(
            f"Satu PDF memuat paling banyak {MAKS_GABUNGAN} dokumen, pilihan ini {jumlah}. "
            "Pilih berkas ZIP atau unit yang lebih kecil.",
            bidang="bentuk",
        )
    if jumlah > maks:
        raise BahanBelumLengkap(
            f"Pilihan ini memuat {jumlah} dokumen, paling banyak {maks}. Pilih unit yang lebih kecil.",
            bidang="unit",
        )


MAKS_REKAP = 1_000
"""People in the recap of one unit on paper; above that it is a workbook, which no one signs by hand."""


def check_jumlah_rekap(jumlah: int) -> None:
    """Refuse a recap that nobody would read on paper."""
    if jumlah > MAKS_REKAP:
        raise BahanBelumLengkap(
            f"Rekapitulasi memuat paling banyak {MAKS_REKAP} pegawai, unit ini {jumlah}. "
            "Pilih unit di bawahnya, atau unduh rekap XLSX.",
            bidang="unit",
        )


def status_laporan_akhir(selesai: int, gagal: int) -> StatusLaporan:
    """Name the end of a job by how its items ended."""
    if not gagal:
        return StatusLaporan.SELESAI
    return StatusLaporan.SEBAGIAN if selesai else StatusLaporan.GAGAL


# The number and code of a document

AWALAN_NOMOR: Mapping[JenisDokumen, str] = {
    _J.EVALUASI: "EVK",
    _J.DOKUMEN_EVALUASI: "DEK",
    _J.SKP: "SKP",
    _J.LAMPIRAN_SKP: "LSK",
    _J.RENCANA_AKSI: "RAK",
    _J.MATRIKS: "MPH",
    _J.PERJANJIAN: "PK",
    _J.KONVERSI: "KAK",
    _J.AKUMULASI: "AAK",
    _J.PENETAPAN: "PAK",
    _J.BERITA_ACARA: "BAP",
    _J.REKAP: "UEK",
}
HURUF_KODE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No sign that can be taken for another when typed from paper."""
PANJANG_KODE = 15
"""With the letter of the document 16 signs in four groups; 74 bits cannot be guessed."""


def kode_dokumen(jenis: JenisDokumen, kode: str, versi: int = 1) -> str:
    """Derive the code on the paper from a random one: the letter tells the kind."""
    return f"{kode}{AWALAN_NOMOR[jenis][0]}{versi if versi > 1 else ''}"


def tampil_kode(kode: str) -> str:
    """Group a code as it is printed: K7QP-3MXA-92TD-ABCE."""
    return "-".join(kode[i : i + 4] for i in range(0, len(kode), 4))


def baca_kode(teks: str) -> str:
    """Read a code as people type it: small letters, blanks and dashes forgiven."""
    return "".join(h for h in teks.upper() if h.isalnum())


def kode_rahasia(kunci: str, pesan: str) -> str:
    """A code that nobody can guess without the key, the same for two workers at the same document."""
    angka = int.from_bytes(hmac.new(kunci.encode(), pesan.encode(), hashlib.sha256).digest())
    huruf = []
    for _ in range(PANJANG_KODE):
        angka, sisa = divmod(angka, len(HURUF_KODE))
        huruf.append(HURUF_KODE[sisa])
    return "".join(huruf)
