"""The Perjanjian Kinerja: its states, what it needs, its deadline. Imports no Django."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pegawai.rules import JenisJabatan, Pilihan
from skp.errors import PerjanjianBelumLengkap, PerjanjianTerkunci, TargetTidakSah, TransisiTidakSah
from skp.rules.status import Giliran
from skp.rules.target import Target, angka_id, check_target


class StatusPk(Pilihan):
    """States of a Perjanjian Kinerja (domain reference 8)."""

    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DISEPAKATI = "disepakati", "Disepakati"
    DIREVISI = "direvisi", "Direvisi"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


TRANSISI_PK: Mapping[StatusPk, frozenset[StatusPk]] = {
    StatusPk.DRAF: frozenset({StatusPk.DIAJUKAN, StatusPk.DIBATALKAN}),
    StatusPk.DIAJUKAN: frozenset({StatusPk.DISEPAKATI, StatusPk.DIKEMBALIKAN, StatusPk.DRAF}),
    StatusPk.DIKEMBALIKAN: frozenset({StatusPk.DIAJUKAN, StatusPk.DIBATALKAN}),
    StatusPk.DISEPAKATI: frozenset({StatusPk.DIREVISI, StatusPk.DIBATALKAN}),
    StatusPk.DIREVISI: frozenset(),
    StatusPk.DIBATALKAN: frozenset(),
}
"""The only list of moves. An agreed version stays in force until the next one is agreed."""


PEMILIK_STATUS_PK: Mapping[StatusPk, Giliran] = {
    StatusPk.DRAF: Giliran.PEGAWAI,
    StatusPk.DIAJUKAN: Giliran.PENILAI,
    StatusPk.DIKEMBALIKAN: Giliran.PEGAWAI,
    StatusPk.DISEPAKATI: Giliran.SISTEM,
    StatusPk.DIREVISI: Giliran.SELESAI,
    StatusPk.DIBATALKAN: Giliran.SELESAI,
}


PK_BISA_DISUNTING = frozenset({StatusPk.DRAF, StatusPk.DIKEMBALIKAN})
PK_DISUSUN = PK_BISA_DISUNTING | {StatusPk.DIAJUKAN}
"""Not agreed yet: of these a post has one at most in a year."""


KATA_GERAK_PK: Mapping[tuple[str, StatusPk], str] = {
    ("", StatusPk.DRAF): "mulai menyusun perjanjian kinerja",
    (StatusPk.DIAJUKAN, StatusPk.DRAF): "menarik kembali perjanjian kinerja",
    (StatusPk.DRAF, StatusPk.DIAJUKAN): "mengajukan perjanjian kinerja",
    (StatusPk.DIKEMBALIKAN, StatusPk.DIAJUKAN): "mengajukan lagi perjanjian kinerja",
    (StatusPk.DIAJUKAN, StatusPk.DIKEMBALIKAN): "mengembalikan perjanjian kinerja",
    (StatusPk.DIAJUKAN, StatusPk.DISEPAKATI): "menyepakati perjanjian kinerja",
    (StatusPk.DISEPAKATI, StatusPk.DIREVISI): "memberlakukan versi pengganti perjanjian kinerja",
    (StatusPk.DRAF, StatusPk.DIBATALKAN): "membatalkan perjanjian kinerja",
    (StatusPk.DIKEMBALIKAN, StatusPk.DIBATALKAN): "membatalkan perjanjian kinerja",
    (StatusPk.DISEPAKATI, StatusPk.DIBATALKAN): "membatalkan perjanjian kinerja",
}
"""What somebody did, for the history: one phrase per move of the table."""


class AlasanRevisiPk(Pilihan):
    """Why a Perjanjian Kinerja is made anew during the year (domain reference 8, [R])."""

    PEJABAT = "pejabat", "Pergantian pejabat"
    STRATEGI = "strategi", "Perubahan strategi atau sasaran"
    ANGGARAN = "anggaran", "Perubahan anggaran"


class TingkatSasaran(Pilihan):
    """Which level of objective the first table of the annex holds."""

    STRATEGIS = "strategis", "Sasaran strategis"
    PROGRAM = "program", "Sasaran program"
    KEGIATAN = "kegiatan", "Sasaran kegiatan"

    @property
    def judul_program(self) -> str:
        """The heading of the second table, one level below."""
        return {"strategis": "PROGRAM", "program": "KEGIATAN", "kegiatan": "SUB KEGIATAN"}[self.value]


def tingkat_bawaan(jenis_jabatan: str) -> TingkatSasaran:
    """Propose the level by the kind of post: eselon I/II strategis, III program, IV kegiatan ([R])."""
    return {
        JenisJabatan.ADMINISTRATOR.value: TingkatSasaran.PROGRAM,
        JenisJabatan.PENGAWAS.value: TingkatSasaran.KEGIATAN,
    }.get(jenis_jabatan, TingkatSasaran.STRATEGIS)


TENGGANG_PK = 1
"""Default months after the budget document (DPA/DIPA) within which a PK is agreed ([R]: a setting)."""


def batas_pk(anggaran_pada: date, bulan: int = TENGGANG_PK) -> date:
    """The last day to agree a PK: so many months after the budget document, month ends clamped."""
    urut = anggaran_pada.month - 1 + bulan
    tahun, ke = anggaran_pada.year + urut // 12, urut % 12 + 1
    return date(tahun, ke, min(anggaran_pada.day, calendar.monthrange(tahun, ke)[1]))


def rupiah(nilai: Decimal) -> str:
    """Write a budget as it is printed: 4.250.000.000 or 1.250.000,50."""
    bulat = nilai.quantize(Decimal("0.01"))
    return angka_id(bulat) if bulat == bulat.to_integral_value() else f"{bulat:,.2f}".translate(_TUKAR)


_TUKAR = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class RingkasIndikatorPk:
    teks: str
    target: Target
    kunci: str = ""


@dataclass(frozen=True)
class RingkasSasaranPk:
    """What completeness needs to know of one sasaran."""

    teks: str
    indikator: Sequence[RingkasIndikatorPk]
    kunci: str = ""


@dataclass(frozen=True)
class KekuranganPk:
    """One thing still missing: the sentence, the part, and the sasaran and indikator it concerns."""

    pesan: str
    bagian: str
    sasaran: str = ""
    indikator: str = ""


def kekurangan_pk(
    *, sasaran: Sequence[RingkasSasaranPk], punya_pihak_kedua: bool, is_sepihak: bool
) -> list[KekuranganPk]:
    """List what a PK lacks before it can be handed in: both parties, a sasaran, indicators, targets.

    A head of region signs alone and needs no second party. A unit without a budget of its own has no programme.
    """
    hasil = []
    if not is_sepihak and not punya_pihak_kedua:
        hasil.append(
            KekuranganPk(
                "Pihak kedua belum ada. Laporkan pejabat penilai Anda lewat Penempatan saya.", "pihak"
            )
        )
    if not sasaran:
        hasil.append(KekuranganPk("Belum ada sasaran. Tambahkan paling sedikit satu.", "sasaran"))
    for nomor, s in enumerate(sasaran, start=1):
        hasil.extend(
            KekuranganPk(pesan, "sasaran", s.kunci, indikator)
            for pesan, indikator in _kekurangan_sasaran(f"Sasaran {nomor}", s)
        )
    return hasil


def _kekurangan_sasaran(sebutan: str, s: RingkasSasaranPk) -> Iterable[tuple[str, str]]:
    if not s.indikator:
        yield f"{sebutan} belum memiliki indikator kinerja.", ""
    for ke, i in enumerate(s.indikator, start=1):
        try:
            check_target(i.target)
        except TargetTidakSah as galat:
            yield f"Indikator {ke} pada {sebutan.lower()}: {galat.pesan}", i.kunci


def check_pk_lengkap(kekurangan: Sequence[KekuranganPk]) -> None:
    """Refuse to hand in a PK that still lacks something; the sentence names the first lack."""
    if kekurangan:
        sisa = len(kekurangan) - 1
        tambahan = f" Masih ada {sisa} hal lain." if sisa else ""
        raise PerjanjianBelumLengkap(
            f"Perjanjian kinerja belum dapat diajukan. {kekurangan[0].pesan}{tambahan}"
        )


def check_transisi_pk(dari: str, ke: StatusPk) -> None:
    """Refuse a move that the table does not list."""
    asal = StatusPk(dari)
    if ke not in TRANSISI_PK[asal]:
        raise TransisiTidakSah(
            f"Perjanjian kinerja berstatus {asal.label} tidak dapat menjadi {ke.label}. Muat ulang halaman ini."
        )


def check_pk_disunting(status: str) -> None:
    """Refuse to change a PK that was handed in or agreed."""
    if status in PK_BISA_DISUNTING:
        return
    if status == StatusPk.DISEPAKATI:
        raise PerjanjianTerkunci("Perjanjian kinerja ini sudah disepakati. Ubah lewat revisi.")
    raise PerjanjianTerkunci(
        f"Perjanjian kinerja berstatus {StatusPk(status).label} tidak dapat disunting. Muat ulang halaman ini."
    )
