"""Whether what came back from an engine is the document we sent, with one whole signature more.

Not whether anybody trusts the certificate: that is for the reader's own program and BSrE to say.
"""

from __future__ import annotations

import io
import logging
from datetime import datetime, timedelta
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import ValueErrorWithMessage
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from evaluasi.errors import TandaTanganGagal

log = logging.getLogger(__name__)

_GAGAL = (
    "Jawaban layanan tanda tangan bukan dokumen ini dengan tanda tangan yang utuh. "
    "Dokumen belum berubah; hubungi admin sistem."
)


BEDA_JAM = timedelta(minutes=10)
"""By so much the clock of the service may go ahead of ours."""


def periksa_hasil(sebelum: bytes, sesudah: bytes, kini: datetime) -> str:
    """Refuse anything else; hand back whom the certificate of the new signature names.

    A signature is an increment: the document that was sent must still lie in front of it byte by byte. A certificate
    that is past its time signs nothing that stands, whatever the service let through.
    """
    if not sesudah.startswith(sebelum):
        log.warning("hasil tanda tangan tidak memuat dokumen yang dikirim")
        raise TandaTanganGagal(_GAGAL)
    try:
        lama, baru = _tanda(sebelum), _tanda(sesudah)
        if len(baru) != len(lama) + 1 or not _utuh(baru[-1]):
            raise TandaTanganGagal(_GAGAL)
    except (PdfError, ValueErrorWithMessage, ValueError, KeyError, TypeError) as galat:
        log.warning("hasil tanda tangan tidak terbaca: %s", type(galat).__name__)
        raise TandaTanganGagal(_GAGAL) from None
    _check_masa(baru[-1].signer_cert, kini)
    return str(baru[-1].signer_cert.subject.human_friendly)[:300]


def _check_masa(sertifikat: Any, kini: datetime) -> None:
    if kini > sertifikat.not_valid_after:
        raise TandaTanganGagal(
            f"Sertifikat Anda berakhir {sertifikat.not_valid_after:%d-%m-%Y}. Dokumen belum berubah; "
            "perbarui sertifikat di BSrE, lalu tanda tangani lagi."
        )
    if kini + BEDA_JAM < sertifikat.not_valid_before:
        raise TandaTanganGagal(
            "Sertifikat Anda belum mulai berlaku. Dokumen belum berubah; hubungi admin sistem."
        )


def _tanda(isi: bytes) -> list[Any]:
    return list(PdfFileReader(io.BytesIO(isi)).embedded_signatures)


def _utuh(tanda: Any) -> bool:
    """The digest fits, the key fits the certificate, and nothing of the file lies outside."""
    tepat, sah = validate_sig_integrity(
        tanda.signer_info,
        tanda.signer_cert,
        expected_content_type="data",
        actual_digest=tanda.compute_digest(),
    )
    return tepat and sah and tanda.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
