"""Bimbingan and konseling: states, what a plan and a record must hold, which counts are shown. Imports no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kinerja.errors import PembinaanTidakSah
from kinerja.rules.teks import check_teks
from pegawai.rules import Pilihan
from skp.rules import tanggal_panjang

MAKS_LANGKAH = 12
MAKS_TEMPAT = 120
MAKS_MAJU = timedelta(days=366)
"""How far ahead a talk or a step is planned: what lies further belongs into the next year's SKP."""


class JenisPembinaan(Pilihan):
    """PermenPANRB 8/2021: bimbingan kinerja and konseling kinerja (domain reference 2.3)."""

    BIMBINGAN = "bimbingan", "Bimbingan kinerja"
    KONSELING = "konseling", "Konseling kinerja"


class TopikPembinaan(Pilihan):
    """The parts of a dialog kinerja (domain reference 2.3)."""

    HASIL_KERJA = "hasil_kerja", "Hasil kerja (SKP)"
    KOMPETENSI = "kompetensi", "Kesenjangan kompetensi"
    PERILAKU = "perilaku", "Perilaku kerja"
    KARIER = "karier", "Aspirasi karier"


class StatusPembinaan(Pilihan):
    DIMINTA = "diminta", "Diminta"
    DIRENCANAKAN = "direncanakan", "Direncanakan"
    DILAKSANAKAN = "dilaksanakan", "Menunggu konfirmasi"
    DISEPAKATI = "disepakati", "Langkah berjalan"
    SELESAI = "selesai", "Selesai"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


_S = StatusPembinaan

TRANSISI_PEMBINAAN: Mapping[StatusPembinaan, frozenset[StatusPembinaan]] = {
    _S.DIMINTA: frozenset({_S.DIRENCANAKAN, _S.DIBATALKAN}),
    _S.DIRENCANAKAN: frozenset({_S.DILAKSANAKAN, _S.DIBATALKAN}),
    # Called off there only when the pembina is gone: nobody is left to confirm.
    _S.DILAKSANAKAN: frozenset({_S.DISEPAKATI, _S.DIBATALKAN}),
    # Back when what was agreed is written anew: both are asked once more.
    _S.DISEPAKATI: frozenset({_S.DILAKSANAKAN, _S.SELESAI}),
    _S.SELESAI: frozenset(),
    _S.DIBATALKAN: frozenset(),
}


class PihakPembinaan(Pilihan):
    """The two of a session; also who does a step."""

    PEGAWAI = "pegawai", "Pegawai"
    PEMBINA = "pembina", "Pembina"
    BERDUA = "berdua", "Keduanya"


PEMILIK_STATUS_PEMBINAAN: Mapping[StatusPembinaan, PihakPembinaan | None] = {
    _S.DIMINTA: PihakPembinaan.PEMBINA,
    _S.DIRENCANAKAN: PihakPembinaan.BERDUA,
    _S.DILAKSANAKAN: PihakPembinaan.BERDUA,
    _S.DISEPAKATI: PihakPembinaan.BERDUA,
    _S.SELESAI: None,
    _S.DIBATALKAN: None,
}

STATUS_PEMBINAAN_TERBUKA = frozenset({_S.DIMINTA, _S.DIRENCANAKAN, _S.DILAKSANAKAN, _S.DISEPAKATI})
STATUS_PEMBINAAN_SEPAKAT = frozenset({_S.DISEPAKATI, _S.SELESAI})
"""Both confirmed the record: there is something to print."""


class JawabanPembinaan(Pilihan):
    """What one of the two says to the record."""

    SETUJU = "setuju", "Sesuai"
    KEBERATAN = "keberatan", "Tidak sesuai"


class StatusLangkah(Pilihan):
    BELUM = "belum", "Belum dimulai"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    BATAL = "batal", "Tidak dilakukan"


LANGKAH_TERBUKA = frozenset({StatusLangkah.BELUM, StatusLangkah.BERJALAN})


class HasilPembinaan(Pilihan):
    BERHASIL = "berhasil", "Berhasil"
    LANJUT = "lanjut", "Perlu dilanjutkan"
    TIDAK_BERHASIL = "tidak_berhasil", "Tidak berhasil"
    BERGANTI = "berganti", "Pembina berganti"


HASIL_PILIHAN = tuple(h for h in HasilPembinaan if h != HasilPembinaan.BERGANTI)
"""What a pembina chooses from. The last one is no judgement: it stands where somebody else ended the session."""


@dataclass(frozen=True)
class IsiLangkah:
    """One agreed step. `uuid` names the step it continues, when the record is written anew."""

    teks: str
    pelaksana: PihakPembinaan
    tenggat: date
    metode: str = ""
    uuid: str = ""


@dataclass(frozen=True)
class MasaPembinaan:
    """When a talk took place, as its paper is numbered and named."""

    tanggal: date

    @property
    def tahun(self) -> int:
        return self.tanggal.year

    def __str__(self) -> str:
        return f"pertemuan {tanggal_panjang(self.tanggal)}"


def check_transition_pembinaan(dari: StatusPembinaan, ke: StatusPembinaan) -> None:
    """Raise unless a session may go from `dari` to `ke`."""
    if ke not in TRANSISI_PEMBINAAN[dari]:
        raise PembinaanTidakSah(f"Sesi ini berstatus “{dari.label}”. Langkah itu tidak dapat dilakukan lagi.")


def check_rencana(
    *, tujuan: str, situasi: str, topik: Sequence[str], tanggal: date | None, hari_ini: date
) -> None:
    """Refuse a plan without goal, situation, subject, or with a day that has passed. A request names no day."""
    check_teks(tujuan, "Tujuan", PembinaanTidakSah, "tujuan")
    check_teks(situasi, "Situasi", PembinaanTidakSah, "situasi")
    if not topik:
        raise PembinaanTidakSah("Pilih paling sedikit satu pokok pembicaraan.", bidang="topik")
    if tanggal is None:
        return
    if tanggal < hari_ini:
        raise PembinaanTidakSah(
            "Tanggal pertemuan sudah lewat. Pilih hari ini atau sesudahnya.", bidang="tanggal"
        )
    if tanggal > hari_ini + MAKS_MAJU:
        raise PembinaanTidakSah(
            "Tanggal pertemuan lebih dari setahun lagi. Pilih yang lebih dekat.", bidang="tanggal"
        )


def check_catatan_pembinaan(
    *, tanggal: date, pembahasan: str, langkah: Sequence[IsiLangkah], hari_ini: date
) -> None:
    """Refuse a record of a talk that lies ahead, without words, or whose steps have no day."""
    if tanggal > hari_ini:
        raise PembinaanTidakSah("Pertemuan ini belum terjadi. Catat setelah pertemuan.", bidang="tanggal")
    check_teks(pembahasan, "Pembahasan", PembinaanTidakSah, "pembahasan")
    if not langkah:
        raise PembinaanTidakSah("Tulis paling sedikit satu langkah yang disepakati.", bidang="langkah")
    if len(langkah) > MAKS_LANGKAH:
        raise PembinaanTidakSah(
            f"Satu sesi memuat paling banyak {MAKS_LANGKAH} langkah. Gabungkan sebagian.", bidang="langkah"
        )
    for nomor, satu in enumerate(langkah, 1):
        check_teks(satu.teks, f"Langkah {nomor}", PembinaanTidakSah, "langkah")
        if satu.tenggat < tanggal:
            raise PembinaanTidakSah(
                f"Tenggat langkah {nomor} lebih awal daripada pertemuan. Pilih tanggal sesudahnya.",
                bidang="langkah",
            )
        if satu.tenggat > tanggal + MAKS_MAJU:
            raise PembinaanTidakSah(
                f"Tenggat langkah {nomor} lebih dari setahun. Bagi menjadi langkah yang lebih dekat.",
                bidang="langkah",
            )


def check_jawaban_pembinaan(jawaban: JawabanPembinaan, alasan: str) -> None:
    """An objection says what is wrong."""
    if jawaban == JawabanPembinaan.KEBERATAN:
        check_teks(alasan, "Keterangan apa yang tidak sesuai", PembinaanTidakSah, "alasan")


def check_penutup(
    *, hasil: HasilPembinaan, catatan: str, terbuka: int, lanjut_pada: date | None, hari_ini: date
) -> None:
    """An end says what came of it; a success leaves no step open; what goes on has its next day."""
    check_teks(catatan, "Keterangan hasil", PembinaanTidakSah, "catatan")
    if hasil not in HASIL_PILIHAN:
        raise PembinaanTidakSah("Pilih hasil sesi ini dari daftar.", bidang="hasil")
    if hasil == HasilPembinaan.BERHASIL and terbuka:
        raise PembinaanTidakSah(
            f"Masih ada {terbuka} langkah terbuka. Tandai selesai atau tidak dilakukan dahulu.",
            bidang="hasil",
        )
    if hasil != HasilPembinaan.LANJUT:
        return
    if lanjut_pada is None or lanjut_pada < hari_ini:
        raise PembinaanTidakSah(
            "Isi tanggal pertemuan lanjutan, hari ini atau sesudahnya.", bidang="lanjut_pada"
        )
    if lanjut_pada > hari_ini + MAKS_MAJU:
        raise PembinaanTidakSah(
            "Tanggal lanjutan lebih dari setahun lagi. Pilih yang lebih dekat.", bidang="lanjut_pada"
        )


def sembunyikan(orang: Sequence[int], minimum: int) -> list[bool]:
    """Which counts of a column stay hidden: those of few people, and enough others that no sum gives them away.

    Nobody at all is told as it is. Below one hidden count the total alone would tell it, so the next smallest
    count is hidden with it until together they stand for at least `minimum` people.
    """
    hasil = [0 < n < minimum for n in orang]
    jumlah = sum(n for n, h in zip(orang, hasil, strict=True) if h)
    while any(hasil) and jumlah < minimum:
        calon = [(n, i) for i, n in enumerate(orang) if n and not hasil[i]]
        if not calon:
            break
        n, i = min(calon)
        hasil[i] = True
        jumlah += n
    return hasil
