"""Asks the public web, as a stranger, whether a link opens. Never reaches into our own network.

The name is looked up once and the connection goes to the very address that was checked, so that a second look-up
cannot lead elsewhere. Every redirect is a new link with the same checks.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from kinerja.errors import BuktiDukungDitolak
from kinerja.rules import KeadaanTautan, check_tautan, is_halaman_masuk, nilai_tautan

MAKS_ALIH = 5
MAKS_ISI = 64 * 1024
DETIK_SAMBUNG = 5.0
DETIK_SEMUA = 15.0
PORT_BOLEH = frozenset({80, 443})
_PENJELAJAH = "KinerjaASN-PeriksaTautan/1"

Cari = Callable[[str, int], list[str]]
Sambung = Callable[[str, int, float], socket.socket]


def cari_alamat(host: str, port: int) -> list[str]:
    """Every address behind a name."""
    return list(dict.fromkeys(str(a[4][0]) for a in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def sambung(alamat: str, port: int, detik: float) -> socket.socket:
    return socket.create_connection((alamat, port), timeout=detik)


def is_umum(alamat: str) -> bool:
    """Tell whether an address lies in the public net, also when it wears another one inside."""
    try:
        ip = ipaddress.ip_address(alamat.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        dalam = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if dalam is None and ip in _NAT64:
            dalam = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if dalam is not None:
            return is_umum(str(dalam))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Jawaban:
    status: int
    tuju: str
    isi: bytes


def periksa(tautan: str, *, cari: Cari = cari_alamat, hubungi: Sambung = sambung) -> KeadaanTautan:
    """Follow a link as a stranger would; what cannot be reached stays undecided."""
    batas = time.monotonic() + DETIK_SEMUA
    alamat = tautan
    for _ in range(MAKS_ALIH):
        try:
            jawaban = _tanya(check_tautan(alamat), cari, hubungi, batas)
        except (OSError, http.client.HTTPException, BuktiDukungDitolak, ValueError):
            return KeadaanTautan.BELUM_DIPASTIKAN
        if not (300 <= jawaban.status < 400 and jawaban.tuju):
            return nilai_tautan(
                status=jawaban.status, alamat_akhir=alamat, alamat_awal=tautan, isi=jawaban.isi
            )
        alamat = urljoin(alamat, jawaban.tuju)
        if is_halaman_masuk(alamat) and not is_halaman_masuk(tautan):
            return KeadaanTautan.TERKUNCI  # no need to knock at the door itself
    return KeadaanTautan.BELUM_DIPASTIKAN


def _tanya(alamat: str, cari: Cari, hubungi: Sambung, batas: float) -> Jawaban:
    """One request, to an address that was checked; reads no more than the beginning of the answer."""
    bagian = urlsplit(alamat)
    aman = bagian.scheme.lower() == "https"
    host = (bagian.hostname or "").encode("idna").decode()
    port = bagian.port or (443 if aman else 80)
    if port not in PORT_BOLEH:
        raise ValueError("port")
    semua = cari(host, port)
    if not semua or not all(is_umum(a) for a in semua):
        raise ValueError("not public")
    soket = hubungi(semua[0], port, min(DETIK_SAMBUNG, max(batas - time.monotonic(), 0.1)))
    if aman:
        soket = ssl.create_default_context().wrap_socket(soket, server_hostname=host)
    sambungan = http.client.HTTPConnection(host, port, timeout=DETIK_SAMBUNG)
    sambungan.sock = soket
    try:
        jalur = bagian._replace(scheme="", netloc="", fragment="").geturl() or "/"
        tajuk = {"Host": bagian.netloc, "User-Agent": _PENJELAJAH, "Accept": "*/*", "Connection": "close"}
        sambungan.request("GET", jalur, headers=tajuk)
        jawaban = sambungan.getresponse()
        return Jawaban(jawaban.status, jawaban.getheader("Location") or "", _baca(jawaban, batas))
    finally:
        sambungan.close()


def _baca(jawaban: http.client.HTTPResponse, batas: float) -> bytes:
    """The beginning of the body; a server that drips is not waited for."""
    isi = b""
    while len(isi) < MAKS_ISI and time.monotonic() < batas:
        potong = jawaban.read1(8192)
        if not potong:
            break
        isi += potong
    return isi
