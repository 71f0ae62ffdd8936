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
from skp.rules import (
    CaraGabung,
    JenisTarget,
    Polaritas,
    Target,
    angka_id,
    gabung_angka,
    gabung_bawaan,
    tanggal_panjang,
)
from skp.rules.gabung import SATUAN_KEADAAN


def check_realisasi(
    *, target: Target, angka: Decimal | None, tanggal: date | None, teks: str, hari_ini: date | None = None
) -> None:
    """Refuse a realisasi that lacks what its target is measured in, or is of a day that has not come."""
    jenis = JenisTarget(target.jenis)
    if tanggal and hari_ini and tanggal > hari_ini:
        raise RealisasiTidakSah(
            f"Tanggal {tanggal_panjang(tanggal)} belum tiba. Kosongkan tanggalnya, lalu uraikan kemajuannya.",
            bidang="tanggal",
        )
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


def kalimat_terkunci(periode: str) -> str:
    """Why the realisasi of a judged period stands, and the way to a correction."""
    return (
        f"Evaluasi {periode} sudah final, jadi realisasinya tidak dapat diubah. "
        "Bila keliru, minta koreksi di halaman evaluasi itu, bagian Versi dan koreksi."
    )


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


def letak_capaian(target: Target, polaritas: str, angka: Decimal | None) -> str:
    """Where a figure lies that is not simply to be reached: inside or beyond its bound, in its range, off its mark."""
    if angka is None or target.angka is None:
        return ""
    ukuran = angka_id(angka)
    if target.jenis == JenisTarget.RENTANG:
        return f"{ukuran}: {_letak(angka, target).lower()}"
    if target.jenis == JenisTarget.PALING_BANYAK or polaritas == Polaritas.MINIMAL:
        return f"{ukuran}: {'melewati batas' if angka > target.angka else 'dalam batas'}"
    beda = abs(angka - target.angka)
    return f"{ukuran}: berbeda {angka_id(beda)} dari target" if beda else f"{ukuran}: tepat pada target"


def angka_kumulatif(*, cara: CaraGabung | str, angka: Sequence[tuple[bool, Decimal]]) -> Decimal | None:
    """Put the figures of several periods together in the way of the indicator.

    Each figure comes with whether it is of the year itself; the year's own figure speaks for the year.
    """
    setahun = [a for tahunan, a in angka if tahunan]
    if setahun:
        return setahun[-1]
    return gabung_angka(cara, [a for _, a in angka])


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
    terkecil: Decimal = Decimal(0)
    banyak_angka: int = 1
    """Entries with a figure; those without one only tell that there was work."""
    banyak: int = 1


@dataclass(frozen=True)
class Usul:
    """A realisasi proposed from the log; the person decides."""

    angka: Decimal | None = None
    tanggal: date | None = None
    teks: str = ""
    """For a target in words: what the entries say was done."""
    asal: str = ""
    jumlah_catatan: int = 0
    """How many entries it is made of."""


@dataclass(frozen=True)
class Pekerjaan:
    """One kind of work as the entries name it: how often, and how much of what where they say so."""

    uraian: str
    satuan: str
    kali: int
    jumlah: Decimal | None = None


_PERSEN = frozenset({"%", "persen", "persentase"})

ASAL_USUL = {
    CaraGabung.JUMLAH: "jumlah dari catatan",
    CaraGabung.RATA_RATA: "rata-rata di catatan",
    CaraGabung.TERAKHIR: "angka terakhir di catatan",
    CaraGabung.TERTINGGI: "angka terbesar di catatan",
    CaraGabung.TERENDAH: "angka terkecil di catatan",
}


def satuan_usul(target: Target) -> frozenset[str] | None:
    """In which units an entry counts for this target; None: every entry counts, by its day."""
    jenis = JenisTarget(target.jenis)
    if jenis in (JenisTarget.TANGGAL, JenisTarget.TEKS):
        return None
    return _PERSEN if jenis == JenisTarget.PERSEN else frozenset({target.satuan.strip().casefold()})


def usul_realisasi(
    *, target: Target, jejak: Iterable[JejakCatatan], cara: CaraGabung | str | None = None
) -> Usul | None:
    """Propose a realisasi from the entries, in the way in which the indicator's periods are put together too.

    Only entries in the target's own satuan count; a date is that of the last entry; None where the log says
    nothing about it. A target in words gets words: `usul_narasi`.
    """
    if target.jenis == JenisTarget.TEKS:
        return None
    semua = list(jejak)
    satuan = satuan_usul(target)
    if satuan is None:
        hari = max((j.tanggal_terakhir for j in semua), default=None)
        banyak = sum(j.banyak for j in semua)
        return Usul(tanggal=hari, asal="tanggal catatan terakhir", jumlah_catatan=banyak) if hari else None
    cocok = [j for j in semua if j.banyak_angka and j.satuan.strip().casefold() in satuan]
    if not cocok:
        return None
    pilihan = CaraGabung(cara) if cara else gabung_bawaan(target)
    asal = ASAL_USUL[pilihan]
    if pilihan == CaraGabung.TERAKHIR and target.jenis == JenisTarget.PERSEN:
        asal = "persentase terakhir di catatan"
    banyak = sum(j.banyak_angka for j in cocok)
    return Usul(angka=_angka_usul(cocok, pilihan, banyak), asal=asal, jumlah_catatan=banyak)


def _angka_usul(cocok: Sequence[JejakCatatan], cara: CaraGabung, banyak: int) -> Decimal:
    jumlah = sum((j.jumlah for j in cocok), Decimal(0))
    match cara:
        case CaraGabung.JUMLAH:
            return jumlah
        case CaraGabung.RATA_RATA:
            return round(jumlah / banyak, 2)
        case CaraGabung.TERTINGGI:
            return max(j.terbesar for j in cocok)
        case CaraGabung.TERENDAH:
            return min(j.terkecil for j in cocok)
    return max(enumerate(cocok), key=lambda n: (n[1].tanggal_terakhir, n[0]))[1].terakhir


MAKS_SEBUTAN = 200
"""Letters of one piece of work in a proposed narrative: many short ones tell more than one long one."""


def usul_narasi(pekerjaan: Iterable[Pekerjaan]) -> Usul | None:
    """Propose a narrative: each piece of work once, in the order of the days, with its sum or how often it was done.

    Only what the entries say; how good it was is for people to say. None where there are none.
    """
    asal = list(pekerjaan)
    semua = _satukan(asal)
    if not semua:
        return None
    teks = ""
    for n, p in enumerate(semua):
        sisa = len(semua) - n
        ekor = f"; dan {sisa} pekerjaan lain."
        if len(teks) + len(p) + len(ekor) + 2 > MAKS_URAIAN:
            teks += ekor
            break
        teks += f"; {p}" if teks else p
    else:
        teks += "."
    return Usul(teks=teks, asal="uraian catatan", jumlah_catatan=sum(p.kali for p in asal))


def _satukan(pekerjaan: Iterable[Pekerjaan]) -> list[str]:
    """The same words with other capitals or spaces are the same work."""
    kelompok: dict[tuple[str, str], list[Pekerjaan]] = {}
    for p in pekerjaan:
        kunci = " ".join(p.uraian.split()).rstrip(" .;").casefold(), p.satuan.strip().casefold()
        kelompok.setdefault(kunci, []).append(p)
    return [_sebut(isi) for isi in kelompok.values()]


def _sebut(sama: Sequence[Pekerjaan]) -> str:
    uraian = " ".join(sama[0].uraian.split()).rstrip(" .;")
    if len(uraian) > MAKS_SEBUTAN:
        uraian = f"{uraian[: MAKS_SEBUTAN - 1].rstrip()}…"
    kali, satuan = sum(p.kali for p in sama), sama[0].satuan.strip()
    jumlah = [p.jumlah for p in sama if p.jumlah is not None]
    if jumlah and (kali == 1 or not SATUAN_KEADAAN & set(satuan.casefold().split())):
        return f"{uraian} ({angka_id(sum(jumlah, Decimal(0)))} {satuan})"
    return f"{uraian} ({kali} kali)" if kali > 1 else uraian


def beda_usul(usul: Usul | None, *, angka: Decimal | None, tanggal: date | None) -> str:
    """What a person wrote beside what the log proposes, in a sentence; empty where they agree. It refuses nothing."""
    if usul is None:
        return ""
    if usul.angka is not None and angka is not None and usul.angka != angka:
        arah = "lebih tinggi" if angka > usul.angka else "lebih rendah"
        return f"{angka_id(abs(angka - usul.angka))} {arah} dari catatan ({angka_id(usul.angka)})."
    if usul.tanggal is not None and tanggal is not None and usul.tanggal != tanggal:
        hari = abs((tanggal - usul.tanggal).days)
        arah = "sesudah" if tanggal > usul.tanggal else "sebelum"
        return f"{hari} hari {arah} catatan terakhir ({tanggal_panjang(usul.tanggal)})."
    return ""


def bagian_waktu(mulai: date, selesai: date, hari_ini: date) -> Decimal:
    """How much of a span has passed, in percent: what progress is compared with."""
    seluruh = (selesai - mulai).days + 1
    lewat = min(max((hari_ini - mulai).days + 1, 0), seluruh)
    return round(Decimal(lewat) / Decimal(seluruh) * 100, 1)
