"""Floods of public reviews: counted in Redis alone, so that a refusal costs no query and leaves no row.

An address is never kept: only a short hash under a salt that is drawn anew every day and forgotten with it.
"""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest

from kinerja.models import Layanan
from kinerja.selectors.layanan import kunci_layanan, setelan_of
from pegawai.banjir import alamat_of, hitung, jaringan

JENDELA = 600
"""Seconds in which reviews are counted."""
KALI_PERCOBAAN = 6
"""Sendings of any kind, also refused ones, that an address may make for each accepted one."""
MAKS_COBA = 600
"""Sendings of one address in the window, to whatever service, after which nothing more is looked up."""
SEHARI = 86_400
INGAT_LAYANAN = 60


def jejak(alamat: str) -> str:
    """The hash of a network under the salt of the day; the salt lives a day at most, in Redis alone."""
    kunci = f"suara:garam:{int(time.time() // SEHARI)}"
    garam = cache.get(kunci)
    if garam is None:
        cache.add(kunci, secrets.token_hex(16), timeout=SEHARI - int(time.time() % SEHARI) + 1)
        garam = cache.get(kunci)
    return hmac.new(str(garam).encode(), jaringan(alamat).encode(), "sha256").hexdigest()[:16]


@dataclass(frozen=True)
class Batas:
    """What is known of a service before anything is read from the database."""

    layanan_id: int
    alamat: int
    layanan: int


@dataclass(frozen=True)
class Pintu:
    """The counters of one sending."""

    jejak: str
    kode: str
    batas: Batas | None
    """None: no such service."""
    percobaan: int
    diterima: int
    layanan: int
    resi: str
    """The receipt, where this very form was accepted before."""

    @property
    def is_penuh(self) -> bool:
        b = self.batas
        if self.percobaan >= MAKS_COBA:
            return True
        return b is not None and (
            self.diterima >= b.alamat
            or self.percobaan >= b.alamat * KALI_PERCOBAAN
            or self.layanan >= b.layanan
        )

    @property
    def detik_tunggu(self) -> int:
        return JENDELA - int(time.time() % JENDELA)


def _kunci(apa: str, siapa: str) -> str:
    return f"suara:{apa}:{siapa}:{int(time.time() // JENDELA)}"


def buka_pintu(request: HttpRequest, kode: str, kunci: UUID | None) -> Pintu:
    """Read every counter of a sending in one step; count it as tried unless the door is shut."""
    siapa = jejak(alamat_of(request))
    nama = {
        "percobaan": _kunci("coba", siapa),
        "diterima": _kunci("terima", siapa),
        "layanan": _kunci("layanan", kode),
        "resi": _kunci_resi(kunci) if kunci else "",
        "batas": kunci_layanan(kode),
    }
    ada: dict[str, Any] = cache.get_many([n for n in nama.values() if n])
    percobaan = int(ada.get(nama["percobaan"], 0))
    batas = ada.get(nama["batas"]) or (_batas(kode) if percobaan < MAKS_COBA else (0, 0, 0))
    pintu = Pintu(
        siapa,
        kode,
        Batas(*batas) if batas[0] else None,
        percobaan,
        int(ada.get(nama["diterima"], 0)),
        int(ada.get(nama["layanan"], 0)),
        str(ada.get(nama["resi"], "")),
    )
    if not pintu.resi and not pintu.is_penuh:
        hitung(nama["percobaan"], JENDELA + 5)
    return pintu


def _batas(kode: str) -> tuple[int, int, int]:
    """The limits of a service, remembered for a minute, also that there is none."""
    layanan = Layanan.objects.select_related("instansi").filter(kode=kode).first()
    hasil = (0, 0, 0)
    if layanan is not None:
        setelan = setelan_of(layanan.instansi)
        hasil = (layanan.pk, setelan.batas_alamat, setelan.batas_layanan)
    cache.set(kunci_layanan(kode), hasil, timeout=INGAT_LAYANAN)
    return hasil


def ambil_tempat(pintu: Pintu) -> bool:
    """Take one of the places of this address and of this service; False when there is none left.

    Asked right before the row is written: of a hundred at once only as many pass as there are places.
    """
    if pintu.batas is None:
        return False
    if hitung(_kunci("terima", pintu.jejak), JENDELA + 5) > pintu.batas.alamat:
        return False
    return hitung(_kunci("layanan", pintu.kode), JENDELA + 5) <= pintu.batas.layanan


def _kunci_resi(kunci: UUID) -> str:
    return f"suara:resi:{kunci}"


def ingat_resi(kunci: UUID, resi: str) -> None:
    """Remember the receipt of a form for a day, so that its second sending costs nothing."""
    cache.set(_kunci_resi(kunci), resi, timeout=SEHARI)
