"""Delivery of a result, the objection against it, and how their days are counted. Imports no Django.

Sources: PP 30/2019 Pasal 59 (objection to the atasan of the pejabat penilai, his decision is final), domain
reference 2.5 and 2.6. The numbers of days are settings of an agency; here are only what they are before it changes
them. A deadline is kept as the first moment at which it is too late: midnight in the agency's own zone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from evaluasi.errors import BahanBelumLengkap, KeberatanTerlambat, TransisiTidakSah
from evaluasi.rules.penilaian import Ekspektasi, check_panjang
from kinerja.rules import Kalender
from kinerja.rules.gangguan import tambah_hari_kerja
from pegawai.rules import Peran, Pilihan
from skp.rules import hari_di_zona, tanggal_panjang

MAKS_HARI_TENGGAT = 90


class SatuanHari(Pilihan):
    """How the days of a deadline are counted."""

    KERJA = "kerja", "hari kerja"
    KALENDER = "kalender", "hari kalender"


class AwalKeberatan(Pilihan):
    """From when the days of an objection run."""

    PENERIMAAN = "penerimaan", "Sejak pegawai menerima, paling lambat saat masa tanggapan berakhir"
    PENYAMPAIAN = "penyampaian", "Sejak hasil disampaikan"


class StatusKeberatan(Pilihan):
    DIAJUKAN = "diajukan", "Menunggu penjelasan"
    DIJELASKAN = "dijelaskan", "Menunggu putusan"
    DIPUTUS = "diputus", "Diputus"
    DICABUT = "dicabut", "Dicabut"


class KeputusanKeberatan(Pilihan):
    """What the atasan of the penilai decides."""

    DITOLAK = "ditolak", "Hasil penilaian tetap"
    DIKABULKAN = "dikabulkan", "Rating diganti"


_K = StatusKeberatan

TRANSISI_KEBERATAN: Mapping[StatusKeberatan, frozenset[StatusKeberatan]] = {
    # Without an explanation in time the atasan decides all the same.
    _K.DIAJUKAN: frozenset({_K.DIJELASKAN, _K.DIPUTUS, _K.DICABUT}),
    _K.DIJELASKAN: frozenset({_K.DIPUTUS, _K.DICABUT}),
    _K.DIPUTUS: frozenset(),
    _K.DICABUT: frozenset(),
}

PEMILIK_STATUS_KEBERATAN: Mapping[StatusKeberatan, Peran | None] = {
    _K.DIAJUKAN: Peran.PENILAI,
    _K.DIJELASKAN: Peran.ATASAN_PENILAI,
    _K.DIPUTUS: None,
    _K.DICABUT: None,
}


def check_transition_keberatan(dari: StatusKeberatan, ke: StatusKeberatan) -> None:
    """Raise unless the objection may go from `dari` to `ke`."""
    if ke not in TRANSISI_KEBERATAN[dari]:
        raise TransisiTidakSah(
            f"Keberatan berstatus “{dari.label}” tidak dapat menjadi “{ke.label}”. Muat ulang halaman ini."
        )


# Days


@dataclass(frozen=True)
class Lama:
    """So many days, counted in that way."""

    hari: int
    satuan: SatuanHari

    def __str__(self) -> str:
        return f"{self.hari} {self.satuan.label}"


LAMA_TANGGAPAN = Lama(14, SatuanHari.KERJA)
LAMA_KEBERATAN = Lama(14, SatuanHari.KALENDER)
LAMA_PENJELASAN = Lama(7, SatuanHari.KERJA)
LAMA_PUTUSAN = Lama(14, SatuanHari.KERJA)
"""Before an agency changes them: 14 working days to return the document, 14 days to object (PP 30/2019 Pasal 59),
14 working days to decide. For the explanation no rule gives a number: advice of this application."""


def batas_setelah(
    dari: datetime, lama: Lama, *, zona: str, kalender: Kalender, geser_libur: bool = False
) -> datetime:
    """The first moment after the last day: that many days after the day of `dari` where the agency is.

    The day itself does not count. `geser_libur`: a last day that is no working day moves to the next one.
    """
    hari = hari_di_zona(dari, zona)
    if lama.satuan == SatuanHari.KERJA:
        terakhir = tambah_hari_kerja(hari, lama.hari, kalender)
    else:
        terakhir = hari + timedelta(days=lama.hari)
        if geser_libur and not kalender.is_hari_kerja(terakhir):
            terakhir = tambah_hari_kerja(terakhir, 1, kalender)
    return tengah_malam(terakhir + timedelta(days=1), zona)


def tengah_malam(hari: date, zona: str) -> datetime:
    return datetime.combine(hari, time(), tzinfo=ZoneInfo(zona))


def hari_terakhir(batas: datetime, zona: str) -> date:
    """The last day on which it is still in time."""
    return hari_di_zona(batas - timedelta(microseconds=1), zona)


def is_lewat(kini: datetime, batas: datetime | None) -> bool:
    """Whether a deadline has passed; the last second of the last day is in time."""
    return batas is not None and kini >= batas


def sisa_hari(kini: datetime, batas: datetime, zona: str) -> int:
    """Days left, today not counted; negative once it is too late."""
    return (hari_terakhir(batas, zona) - hari_di_zona(kini, zona)).days


def batas_tampil(batas: datetime, zona: str) -> str:
    """A deadline in words: "14 Januari 2027 pukul 23.59 WIB"."""
    nama = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}.get(zona, zona)
    return f"{tanggal_panjang(hari_terakhir(batas, zona))} pukul 23.59 {nama}"


@dataclass(frozen=True)
class AturanTenggat:
    """The days of an agency as they stood when a result was delivered."""

    tanggapan: Lama = LAMA_TANGGAPAN
    keberatan: Lama = LAMA_KEBERATAN
    penjelasan: Lama = LAMA_PENJELASAN
    putusan: Lama = LAMA_PUTUSAN
    awal: AwalKeberatan = AwalKeberatan.PENERIMAAN
    geser_libur: bool = False

    def simpan(self) -> dict[str, Any]:
        """As plain data, to be kept with the delivery."""
        return {n: [getattr(self, n).hari, getattr(self, n).satuan.value] for n in NAMA_LAMA} | {
            "awal": self.awal.value,
            "geser_libur": self.geser_libur,
        }

    @classmethod
    def baca(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            **{n: Lama(int(data[n][0]), SatuanHari(data[n][1])) for n in NAMA_LAMA},
            awal=AwalKeberatan(data["awal"]),
            geser_libur=bool(data["geser_libur"]),
        )

    def batas_keberatan(
        self, *, disampaikan: datetime, batas_tanggapan: datetime, diterima: datetime | None, hitung: Hitung
    ) -> datetime:
        """Until when an objection is in time; who never says that he received it has, when the reply is due."""
        if self.awal == AwalKeberatan.PENYAMPAIAN:
            return hitung(disampaikan, self.keberatan)
        wajar = batas_tanggapan - timedelta(microseconds=1)
        return hitung(min(diterima or wajar, wajar), self.keberatan)

    @property
    def sejak(self) -> str:
        return "disampaikan" if self.awal == AwalKeberatan.PENYAMPAIAN else "diterima"


NAMA_LAMA = ("tanggapan", "keberatan", "penjelasan", "putusan")
Hitung = Callable[[datetime, Lama], datetime]
"""Counts the days with the agency's calendar and zone."""


def check_masa_keberatan(*, kini: datetime, batas: datetime, zona: str, aturan: AturanTenggat) -> None:
    """Refuse an objection after the last day (PP 30/2019 Pasal 59: in time, else the result stands)."""
    if is_lewat(kini, batas):
        raise KeberatanTerlambat(
            f"Masa keberatan berakhir {batas_tampil(batas, zona)}, yaitu {aturan.keberatan} sejak hasil {aturan.sejak}. "
            "Hasil penilaian tetap berlaku (PP 30/2019 Pasal 59)."
        )


def check_lama(*, bidang: str, hari: int, terkecil: int = 1) -> None:
    """Refuse a number of days that nobody can mean."""
    if not terkecil <= hari <= MAKS_HARI_TENGGAT:
        raise BahanBelumLengkap(f"Tulis angka antara {terkecil} dan {MAKS_HARI_TENGGAT}.", bidang=bidang)


# Words


def check_tulisan(teks: str, *, sebutan: str, bidang: str, wajib: bool = True) -> None:
    """Refuse what is empty where words are asked for, and what is longer than the form."""
    if wajib and not teks:
        raise BahanBelumLengkap(f"{sebutan} belum ditulis.", bidang=bidang)
    check_panjang(teks, sebutan=sebutan, bidang=bidang)


@dataclass(frozen=True)
class Rating:
    """The two ratings of a result."""

    hasil: Ekspektasi
    perilaku: Ekspektasi


def check_putusan(keputusan: KeputusanKeberatan, semula: Rating, baru: Rating | None) -> Rating:
    """The ratings that hold after the decision; a granted objection changes at least one of them."""
    if keputusan == KeputusanKeberatan.DITOLAK:
        return semula
    if baru is None:
        raise BahanBelumLengkap("Pilih kedua rating yang baru.", bidang="rating_hasil")
    if baru == semula:
        raise BahanBelumLengkap(
            "Kedua rating sama dengan semula. Ganti salah satunya, atau pilih “Hasil penilaian tetap”.",
            bidang="rating_hasil",
        )
    return baru


def check_boleh_diputus(
    *, kini: datetime, dijelaskan: bool, batas_penjelasan: datetime, penilai: str, zona: str
) -> None:
    """The atasan asks the penilai first (PP 30/2019 Pasal 59); past the deadline he decides without him."""
    if not dijelaskan and not is_lewat(kini, batas_penjelasan):
        raise TransisiTidakSah(
            f"Tunggu penjelasan {penilai}. "
            f"Tanpa penjelasan, putusan dibuka setelah {batas_tampil(batas_penjelasan, zona)}."
        )


def uraian_keputusan(
    keputusan: KeputusanKeberatan, *, predikat: str, alasan: str, rekomendasi: str, semula: str
) -> str:
    """The decision as it stands in part 8 of the Dokumen Evaluasi."""
    inti = (
        f"Hasil penilaian tetap: {predikat}."
        if keputusan == KeputusanKeberatan.DITOLAK
        else f"Rating diganti. Predikat semula {semula}, menjadi {predikat}."
    )
    bagian = [inti, alasan] + ([f"Rekomendasi: {rekomendasi}"] if rekomendasi else [])
    return "\n".join(bagian)
