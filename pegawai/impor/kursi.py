"""How a placement read from a file meets the placements a person already has: never two at once, never twice."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pegawai.errors import PenempatanBertabrakan
from pegawai.impor.catatan import Sebab

SEHARI = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kursi:
    """One definitif placement. `unit` and `jabatan` are whatever identifies them for the caller."""

    id: int
    unit: Hashable
    jabatan: Hashable
    mulai: date
    selesai: date | None


@dataclass(frozen=True, slots=True)
class Rencana:
    """What has to be written; empty when the placements already say what the file says."""

    lama: Kursi | None = None
    tutup: tuple[tuple[int, date], ...] = ()
    ganti: int | None = None
    """This placement gets the unit and post of the file, and begins on `mulai`."""
    mulai: date | None = None
    buka: date | None = None
    sebab: Sebab | None = None
    """Why it does not begin on TMT JABATAN."""

    @property
    def is_kosong(self) -> bool:
        return not self.tutup and self.ganti is None and self.buka is None


def rencanakan(
    kursi: Sequence[Kursi], *, unit: Hashable, jabatan: Hashable, tmt: date, hari_ini: date
) -> Rencana:
    """Bring a person to the unit and post of the file.

    Another unit or post closes the present placement and opens one on TMT JABATAN. Where the TMT lies before
    the present placement began (a move without a new TMT), it opens today, the day on which we learn of it.
    """
    urut = sorted(kursi, key=lambda k: k.mulai)
    if not urut:
        return Rencana(buka=tmt)

    def is_sama(k: Kursi) -> bool:
        return (k.unit, k.jabatan) == (unit, jabatan)

    akhir = urut[-1]
    if akhir.mulai > hari_ini and not is_sama(akhir):
        kini = next((k for k in reversed(urut) if k.mulai <= hari_ini <= (k.selesai or hari_ini)), None)
        if kini and is_sama(kini):
            return Rencana(lama=kini)  # the file does not know yet of the move planned here
        raise PenempatanBertabrakan(
            f"Sudah ada penempatan mulai {akhir.mulai:%d-%m-%Y}. Ubah di halaman pegawai, lalu impor ulang."
        )
    batas = urut[-2].selesai if len(urut) > 1 else None
    if akhir.selesai is not None and akhir.selesai < hari_ini:
        return _kembali(akhir, tmt, hari_ini)
    if is_sama(akhir):
        return _tanggal_saja(akhir, batas, tmt)
    return _pindah(akhir, batas, tmt, hari_ini)


def rencanakan_berhenti(kursi: Sequence[Kursi], *, hari_ini: date) -> Rencana:
    """Close what is open: the person has left, and the file does not say on which day."""
    berjalan = [k for k in kursi if k.selesai is None or k.selesai >= hari_ini]
    tutup = [(k.id, max(k.mulai, hari_ini - SEHARI)) for k in berjalan]
    lama = max(berjalan, key=lambda k: k.mulai, default=None)
    sudah = {(k.id, k.selesai) for k in berjalan}
    return Rencana(lama=lama, tutup=tuple(t for t in tutup if t not in sudah))


def _kembali(akhir: Kursi, tmt: date, hari_ini: date) -> Rencana:
    if akhir.selesai is not None and tmt > akhir.selesai:
        return Rencana(lama=akhir, buka=tmt)
    return Rencana(lama=akhir, buka=hari_ini, sebab=Sebab.TMT_MUNDUR)


def _tanggal_saja(akhir: Kursi, batas: date | None, tmt: date) -> Rencana:
    if tmt > akhir.mulai and akhir.selesai is None:
        return Rencana(lama=akhir, tutup=((akhir.id, tmt - SEHARI),), buka=tmt)
    if tmt < akhir.mulai and (batas is None or tmt > batas):
        return Rencana(lama=akhir, ganti=akhir.id, mulai=tmt)
    return Rencana(lama=akhir)


def _pindah(akhir: Kursi, batas: date | None, tmt: date, hari_ini: date) -> Rencana:
    mulai = tmt if tmt > akhir.mulai else hari_ini
    if mulai > akhir.mulai:
        sebab = None if mulai == tmt else Sebab.TMT_MUNDUR
        return Rencana(lama=akhir, tutup=((akhir.id, mulai - SEHARI),), buka=mulai, sebab=sebab)
    # The present placement was entered today: it is set right, not closed after no day at all.
    bebas = batas is None or tmt > batas
    return Rencana(lama=akhir, ganti=akhir.id, mulai=tmt if bebas else akhir.mulai)
