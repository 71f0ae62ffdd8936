"""The agency's Esign Client Service of BSrE, version 2: `POST /api/v2/sign/pdf`.

JSON with the document in base64, basic authentication of the agency. The service knows a person by NIK and
unlocks his key with the passphrase, which goes out in this one request. Answers other than a signed PDF are
told in our words: its own could repeat what was typed.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from django.views.decorators.debug import sensitive_variables

from evaluasi.errors import TandaTanganGagal
from evaluasi.rules import CaraTandaTangan
from evaluasi.tte.dasar import PermintaanTte

log = logging.getLogger(__name__)

JALUR = "/api/v2/sign/pdf"
MAKS_JAWABAN = 64 * 1024 * 1024
POTONG = 1 << 16
SALAH_PASSPHRASE = 2031
TIDAK_TERDAFTAR = 2011


class _TanpaAlihan(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the passphrase to an address that nobody set."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class MesinBsre:
    alamat: str
    pengguna: str
    sandi: str = field(repr=False)
    tunggu: int = 30

    cara = CaraTandaTangan.BSRE
    perlu_nik = True

    @sensitive_variables()
    def tanda_tangani(self, minta: PermintaanTte) -> bytes:
        """Ask the service for one signature."""
        status, jawaban = self._kirim(_badan(minta))
        berkas = jawaban.get("file")
        if status == 200 and isinstance(berkas, list) and len(berkas) == 1:
            try:
                return base64.b64decode(berkas[0], validate=True)
            except (binascii.Error, TypeError, ValueError):
                pass
        raise _galat(status, jawaban.get("status_code"))

    @sensitive_variables()
    def _kirim(self, badan: bytes) -> tuple[int, dict[str, Any]]:
        kunci = base64.b64encode(f"{self.pengguna}:{self.sandi}".encode()).decode()
        permintaan = urllib.request.Request(  # noqa: S310 — the settings let in http and https only
            f"{self.alamat.rstrip('/')}{JALUR}",
            data=badan,
            headers={
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Authorization": f"Basic {kunci}",
            },
        )
        pembuka = urllib.request.build_opener(_TanpaAlihan, urllib.request.ProxyHandler({}))
        try:
            with pembuka.open(permintaan, timeout=self.tunggu) as jawab:
                return jawab.status, _baca(self._isi(jawab))
        except urllib.error.HTTPError as galat:
            with galat:
                try:
                    return galat.code, _baca(self._isi(galat))
                except (OSError, HTTPException):
                    return galat.code, {}
        except (OSError, HTTPException) as galat:
            log.warning("layanan tanda tangan tidak menjawab: %s", type(galat).__name__)
            raise TandaTanganGagal(
                "Layanan tanda tangan elektronik tidak menjawab. Dokumen belum berubah; coba lagi nanti."
            ) from None

    def _isi(self, jawab: Any) -> bytes:
        """Read the answer within the time that is given to it as a whole: a service may also drip for ever."""
        batas, isi = time.monotonic() + self.tunggu, bytearray()
        while potong := jawab.read1(POTONG):
            isi += potong
            if len(isi) > MAKS_JAWABAN or time.monotonic() > batas:
                raise TimeoutError("the answer is too long or too slow")
        return bytes(isi)


@sensitive_variables()
def _badan(minta: PermintaanTte) -> bytes:
    tampilan: dict[str, Any] = {"tampilan": "INVISIBLE"}
    if minta.kotak and minta.cap:
        k = minta.kotak
        tampilan = {
            "tampilan": "VISIBLE",
            "imageBase64": base64.b64encode(minta.cap).decode(),
            "page": k.halaman,
            # The service counts from the upper left corner.
            "originX": round(k.x, 1),
            "originY": round(k.tinggi_halaman - k.y - k.tinggi, 1),
            "width": round(k.lebar, 1),
            "height": round(k.tinggi, 1),
        }
    return json.dumps(
        {
            "nik": minta.nik,
            "passphrase": minta.passphrase,
            "signatureProperties": [{**tampilan, "location": minta.lokasi, "reason": minta.alasan}],
            "file": [base64.b64encode(minta.isi).decode()],
        }
    ).encode()


def _baca(isi: bytes) -> dict[str, Any]:
    try:
        hasil = json.loads(isi)
    except ValueError:
        return {}
    return hasil if isinstance(hasil, dict) else {}


def _galat(status: int, kode: object) -> TandaTanganGagal:
    log.warning(
        "layanan tanda tangan menolak: HTTP %s, kode %s", status, kode if isinstance(kode, int) else "-"
    )
    if kode == SALAH_PASSPHRASE:
        return TandaTanganGagal("Passphrase salah. Tulis sekali lagi.", bidang="passphrase")
    if kode == TIDAK_TERDAFTAR:
        return TandaTanganGagal(
            "NIK ini belum terdaftar di BSrE. Periksa angkanya, atau hubungi admin sistem.", bidang="nik"
        )
    if status in (401, 403):
        return TandaTanganGagal("Layanan tanda tangan menolak aplikasi ini. Hubungi admin sistem.")
    if status >= 500:
        return TandaTanganGagal(
            "Layanan tanda tangan elektronik sedang terganggu. Dokumen belum berubah; coba lagi nanti."
        )
    return TandaTanganGagal(
        "Layanan tanda tangan menolak permintaan ini. Dokumen belum berubah; coba lagi, "
        "atau tanda tangani di kertas."
    )
