"""When the application itself was down, and how long that keeps a window open. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from kinerja.errors import GangguanTidakSah
from kinerja.rules.kalender import Kalender
from pegawai.rules import Pilihan

JAM = timedelta(hours=1)
MENIT_TERDETEKSI = 10
HARI_LIHAT = 3
HARI_PER_JAM = 1
MAKS_HARI = 5
"""The rule before an agency changes it (advice of this application; no regulation says more)."""
MAKS_KETERANGAN = 500
TAHUN_AWAL = 2020
"""No outage of this application is older; a mistyped year is."""


class SumberGangguan(Pilihan):
    """Who noticed an outage."""

    OTOMATIS = "otomatis", "Dicatat aplikasi"
    ADMIN = "admin", "Dicatat admin"


@dataclass(frozen=True)
class Putus:
    """One stretch of time, aware of its zone, in which people could not work."""

    mulai: datetime
    selesai: datetime

    @property
    def lama(self) -> timedelta:
        return self.selesai - self.mulai


@dataclass(frozen=True)
class AturanPerpanjangan:
    """How an outage moves a deadline: per begun hour in the last days before it, up to so many working days."""

    hari_lihat: int = HARI_LIHAT
    hari_per_jam: int = HARI_PER_JAM
    maks_hari: int = MAKS_HARI


def batas_sesudah_gangguan(
    batas: date,
    gangguan: Iterable[Putus],
    aturan: AturanPerpanjangan,
    zona: str,
    kalender: Kalender | None = None,
) -> date:
    """The last day of a window after the outages near its end; the same day where none was near.

    An outage counts once, when it touches the last days of the window, counted in the agency's zone. One that lasts
    beyond the deadline moves it from its own last day. The moved deadline is looked at again: another outage in its
    last days moves it further. The working days given in all stay within the limit.
    """
    sisa, kini, diberi = gabung(gangguan), batas, 0
    while True:
        awal = _tengah_malam(kini - timedelta(days=aturan.hari_lihat - 1), zona)
        akhir = _tengah_malam(kini + timedelta(days=1), zona)
        kena = [p for p in sisa if p.mulai < akhir and p.selesai > awal]
        jam = sum(ceil((p.selesai - max(p.mulai, awal)) / JAM) for p in kena)
        tambah = min(jam * aturan.hari_per_jam, aturan.maks_hari - diberi)
        if tambah <= 0:
            return kini
        sisa = [p for p in sisa if p not in kena]
        diberi += tambah
        ujung = max(kini, *(_hari_terakhir(p, zona) for p in kena))
        kini = tambah_hari_kerja(ujung, tambah, kalender or Kalender())


def gabung(gangguan: Iterable[Putus]) -> list[Putus]:
    """Outages that touch or overlap are one: two records of the same hour give it once."""
    hasil: list[Putus] = []
    for p in sorted(gangguan, key=lambda p: p.mulai):
        if hasil and p.mulai <= hasil[-1].selesai:
            hasil[-1] = Putus(hasil[-1].mulai, max(hasil[-1].selesai, p.selesai))
        elif p.selesai > p.mulai:
            hasil.append(p)
    return hasil


def tambah_hari_kerja(hari: date, jumlah: int, kalender: Kalender) -> date:
    """So many working days after a day, by the agency's working week and its holidays."""
    while jumlah > 0:
        hari += timedelta(days=1)
        if kalender.is_hari_kerja(hari):
            jumlah -= 1
    return hari


def _tengah_malam(hari: date, zona: str) -> datetime:
    return datetime.combine(hari, time(), tzinfo=ZoneInfo(zona))


def _hari_terakhir(p: Putus, zona: str) -> date:
    """The last day an outage touches: one that ends at midnight has not touched the new day."""
    return (p.selesai - timedelta(microseconds=1)).astimezone(ZoneInfo(zona)).date()


def is_celah(sebelum: datetime, kini: datetime, menit: int) -> bool:
    """Whether the silence between two heartbeats is long enough to be an outage."""
    return kini - sebelum > timedelta(minutes=menit)


def lama_tampil(lama: timedelta) -> str:
    """How long in words: "3 jam 20 menit"; less than a minute counts as one."""
    menit = max(1, round(lama.total_seconds() / 60))
    hari, menit = divmod(menit, 24 * 60)
    jam, menit = divmod(menit, 60)
    bagian = [f"{n} {sebutan}" for n, sebutan in ((hari, "hari"), (jam, "jam"), (menit, "menit")) if n]
    return " ".join(bagian)


def check_gangguan(mulai: datetime, selesai: datetime | None, keterangan: str, kini: datetime) -> None:
    """Refuse an outage that ends before it begins, lies in the future or before this system, or is not described."""
    if mulai.year < TAHUN_AWAL:
        raise GangguanTidakSah(f"Tulis waktu mulai sejak tahun {TAHUN_AWAL}.", bidang="mulai")
    if mulai > kini:
        raise GangguanTidakSah("Waktu mulai belum tiba. Tulis waktu yang sudah lewat.", bidang="mulai")
    if selesai is not None and selesai <= mulai:
        raise GangguanTidakSah("Waktu selesai harus setelah waktu mulai.", bidang="selesai")
    if selesai is not None and selesai > kini:
        raise GangguanTidakSah(
            "Waktu selesai belum tiba. Kosongkan bila masih berlangsung.", bidang="selesai"
        )
    if not keterangan:
        raise GangguanTidakSah("Keterangan belum ditulis.", bidang="keterangan")
    if len(keterangan) > MAKS_KETERANGAN:
        raise GangguanTidakSah(f"Keterangan paling panjang {MAKS_KETERANGAN} huruf.", bidang="keterangan")


def check_aturan(*, menit_terdeteksi: int, hari_lihat: int, hari_per_jam: int, maks_hari: int) -> None:
    """Refuse a rule outside sensible bounds; 0 working days switches the extension off."""
    for bidang, nilai, bawah, atas in (
        ("menit_terdeteksi", menit_terdeteksi, 2, 1440),
        ("hari_lihat", hari_lihat, 1, 31),
        ("hari_per_jam", hari_per_jam, 0, 10),
        ("maks_hari", maks_hari, 0, 60),
    ):
        if not bawah <= nilai <= atas:
            raise GangguanTidakSah(f"Tulis angka antara {bawah} dan {atas}.", bidang=bidang)
