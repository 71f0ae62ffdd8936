"""Realisasi: what is needed, how it stands beside the target, what the log proposes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.errors import (
    RealisasiTidakSah,
)
from kinerja.rules.catatan import Jendela, check_jendela
from kinerja.rules.teks import MAKS_ANGKA, MAKS_URAIAN
from skp.rules import JenisTarget, Polaritas, Target, angka_id, tanggal_panjang


def check_realisasi(*, target: Target, angka: Decimal | None, tanggal: date | None, teks: str) -> None:
    """Refuse a realisasi that lacks what its target is measured in."""
    jenis = JenisTarget(target.jenis)
    if angka is not None and (angka < 0 or angka > MAKS_ANGKA):
        raise RealisasiTidakSah("Angka realisasi tidak boleh negatif atau melebihi 16 angka.", bidang="angka")
    if len(teks) > MAKS_URAIAN:
        raise RealisasiTidakSah(f"Uraian paling panjang {MAKS_URAIAN} huruf.", bidang="teks")
    if jenis == JenisTarget.TEKS:
        if not teks:
            raise RealisasiTidakSah("Uraian realisasi belum ditulis.", bidang="teks")
    elif jenis == JenisTarget.TANGGAL:
        if tanggal is None and not teks:
            raise RealisasiTidakSah(
                "Isi tanggal selesai, atau uraikan sejauh mana kemajuannya.", bidang="tanggal"
            )
    elif angka is None:
        raise RealisasiTidakSah("Angka realisasi belum diisi.", bidang="angka")


def check_periode_realisasi(
    *,
    nama: str,
    mulai: date,
    sampai: date | None,
    hari_ini: date,
    jalan_keluar: str = Jendela.jalan_keluar,
) -> None:
    """Refuse a period whose filling has not begun or has closed."""
    if hari_ini < mulai:
        raise RealisasiTidakSah(f"{nama} baru dimulai {tanggal_panjang(mulai)}.")
    check_jendela([Jendela(nama, sampai, jalan_keluar)], hari_ini)


@dataclass(frozen=True)
class Capaian:
    """Realisasi beside target: a percentage where one makes sense, and a sentence."""

    persen: Decimal | None
    keterangan: str


def capaian(
    *, target: Target, polaritas: str, angka: Decimal | None = None, tanggal: date | None = None
) -> Capaian:
    """Compare a realisasi with its target, as information only: it rates nobody (domain reference 5.5).

    realisasi/target×100, or (2×target−realisasi)/target×100 where lower is better.
    """
    jenis = JenisTarget(target.jenis)
    if jenis == JenisTarget.TANGGAL and tanggal and target.tanggal:
        return Capaian(None, _beda_hari((tanggal - target.tanggal).days))
    if angka is None or target.angka is None or jenis in (JenisTarget.TANGGAL, JenisTarget.TEKS):
        return Capaian(None, "")
    if jenis == JenisTarget.RENTANG:
        return Capaian(None, _letak(angka, target))
    if polaritas == Polaritas.STABIL and jenis != JenisTarget.PALING_BANYAK:
        beda = abs(angka - target.angka)
        return Capaian(None, "Tepat pada target" if not beda else f"Berbeda {angka_id(beda)} dari target")
    if target.angka == 0:
        return Capaian(None, "Sesuai target" if angka == 0 else "Melebihi target")
    if jenis == JenisTarget.PALING_BANYAK or polaritas == Polaritas.MINIMAL:
        persen = (2 * target.angka - angka) / target.angka * 100
    else:
        persen = angka / target.angka * 100
    persen = round(max(persen, Decimal(0)), 1)
    return Capaian(persen, f"{angka_id(persen)}% dari target")


def angka_kumulatif(
    *, jenis_target: str, polaritas: str, angka: Sequence[tuple[bool, Decimal]]
) -> Decimal | None:
    """Put the figures of several periods together: counts add up, everything else stands as last reported.

    Each figure comes with whether it is of the year itself; the year's own figure speaks for the year.
    """
    if not angka:
        return None
    setahun = [a for tahunan, a in angka if tahunan]
    if setahun:
        return setahun[-1]
    if jenis_target == JenisTarget.ANGKA and polaritas == Polaritas.MAKSIMAL:
        return sum((a for _, a in angka), Decimal(0))
    return angka[-1][1]


def _beda_hari(hari: int) -> str:
    if hari == 0:
        return "Tepat pada tanggal target"
    return f"Terlambat {hari} hari" if hari > 0 else f"{-hari} hari sebelum target"


def _letak(angka: Decimal, target: Target) -> str:
    if target.angka is not None and angka < target.angka:
        return "Di bawah rentang"
    if target.angka_maks is not None and angka > target.angka_maks:
        return "Di atas rentang"
    return "Di dalam rentang"


@dataclass(frozen=True)
class JejakCatatan:
    """What the log holds for one RHK in a span, per satuan: the stuff a proposal is made of."""

    satuan: str
    jumlah: Decimal
    terbesar: Decimal
    terakhir: Decimal
    tanggal_terakhir: date


@dataclass(frozen=True)
class Usul:
    """A realisasi proposed from the log; the person decides."""

    angka: Decimal | None = None
    tanggal: date | None = None
    asal: str = ""


_PERSEN = frozenset({"%", "persen", "persentase"})


def usul_realisasi(*, target: Target, jejak: Iterable[JejakCatatan]) -> Usul | None:
    """Propose a realisasi from the entries: sum, largest, last share or last day, by kind of target.

    Only entries in the target's own satuan count; None where the log says nothing about it.
    """
    jenis = JenisTarget(target.jenis)
    semua = list(jejak)
    if jenis == JenisTarget.TANGGAL:
        hari = max((j.tanggal_terakhir for j in semua), default=None)
        return Usul(tanggal=hari, asal="tanggal catatan terakhir") if hari else None
    if jenis == JenisTarget.TEKS:
        return None
    satuan = _PERSEN if jenis == JenisTarget.PERSEN else frozenset({target.satuan.strip().casefold()})
    cocok = [j for j in semua if j.satuan.strip().casefold() in satuan]
    if not cocok:
        return None
    if jenis == JenisTarget.PERSEN:
        return Usul(
            angka=max(cocok, key=lambda j: j.tanggal_terakhir).terakhir, asal="persentase terakhir di catatan"
        )
    if jenis == JenisTarget.PALING_BANYAK:
        return Usul(angka=max(j.terbesar for j in cocok), asal="angka terbesar di catatan")
    return Usul(angka=sum((j.jumlah for j in cocok), Decimal(0)), asal="jumlah dari catatan")


def bagian_waktu(mulai: date, selesai: date, hari_ini: date) -> Decimal:
    """How much of a span has passed, in percent: what progress is compared with."""
    seluruh = (selesai - mulai).days + 1
    lewat = min(max((hari_ini - mulai).days + 1, 0), seluruh)
    return round(Decimal(lewat) / Decimal(seluruh) * 100, 1)
