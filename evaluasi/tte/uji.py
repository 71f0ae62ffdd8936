"""A signer for tests and demonstrations: real PAdES signatures by a certificate authority of our own making.

Nobody outside trusts it, and every page that shows such a signature says so.
"""

from __future__ import annotations

import datetime as dt
import hmac
import io
import threading
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as kunci_asn1
from asn1crypto import x509 as x509_asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, SimpleBoxLayoutRule
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from evaluasi.errors import TandaTanganGagal
from evaluasi.rules import CaraTandaTangan
from evaluasi.tte.dasar import PermintaanTte

NAMA_OTORITAS = "Otoritas Uji Kinerja ASN (tidak tersertifikasi)"
_SATU_PER_SATU = threading.Lock()


class MesinUji:
    """Signs with a key made for the occasion; the passphrase is the one of the settings."""

    cara = CaraTandaTangan.UJI
    perlu_nik = False

    def __init__(self, folder: Path, passphrase: str) -> None:
        self.folder, self._passphrase = folder, passphrase

    def tanda_tangani(self, minta: PermintaanTte) -> bytes:
        """Put one signature on top of the document; what was there stays byte by byte."""
        if not hmac.compare_digest(minta.passphrase.encode(), self._passphrase.encode()):
            raise TandaTanganGagal("Passphrase salah. Tulis sekali lagi.", bidang="passphrase")
        tulis = IncrementalPdfFileWriter(io.BytesIO(minta.isi))
        nama = f"TandaTangan{_jumlah_bidang(tulis) + 1}"
        k = minta.kotak
        letak = (
            SigFieldSpec(
                nama,
                on_page=k.halaman - 1,
                box=(round(k.x), round(k.y), round(k.x + k.lebar), round(k.y + k.tinggi)),
                readable_field_name=f"Tanda tangan elektronik {minta.nama}",
            )
            if k and minta.cap
            else SigFieldSpec(nama)
        )
        penanda = PdfSigner(
            PdfSignatureMetadata(
                field_name=nama,
                reason=minta.alasan,
                location=minta.lokasi,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
            ),
            signer=self._penanda(minta.nama),
            stamp_style=_gaya(minta.cap) if k and minta.cap else None,
            new_field_spec=letak,
        )
        hasil: bytes = penanda.sign_pdf(tulis).getvalue()
        return hasil

    def _penanda(self, nama: str) -> SimpleSigner:
        """A certificate in this person's name, valid for a day."""
        kunci = ec.generate_private_key(ec.SECP256R1())
        sertifikat_ca, kunci_ca = _otoritas(self.folder)
        sertifikat = _sertifikat(nama, kunci, terbit=sertifikat_ca.subject, kunci_terbit=kunci_ca, hari=1)
        rak = SimpleCertificateStore()
        rak.register(_ke_asn1(sertifikat_ca))
        return SimpleSigner(
            signing_cert=_ke_asn1(sertifikat),
            signing_key=kunci_asn1.PrivateKeyInfo.load(
                kunci.private_bytes(
                    serialization.Encoding.DER,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            ),
            cert_registry=rak,
        )


def _jumlah_bidang(tulis: IncrementalPdfFileWriter) -> int:
    return len(list(tulis.prev.embedded_signatures))


def _gaya(cap: bytes) -> StaticStampStyle:
    gambar = PdfImage(Image.open(io.BytesIO(cap)).convert("RGB"))
    return StaticStampStyle(
        border_width=0,
        background=gambar,
        background_opacity=1,
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MID,
            y_align=AxisAlignment.ALIGN_MID,
            inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
        ),
    )


def _ke_asn1(sertifikat: x509.Certificate) -> Any:
    return x509_asn1.Certificate.load(sertifikat.public_bytes(serialization.Encoding.DER))


@cache
def _otoritas(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """The authority of this installation, made once and kept where only we read."""
    berkas = folder / "otoritas.pem"
    with _SATU_PER_SATU:
        if not berkas.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _buat_otoritas(berkas)
        isi = berkas.read_bytes()
    kunci = serialization.load_pem_private_key(isi, None)
    if not isinstance(kunci, ec.EllipticCurvePrivateKey):
        raise TandaTanganGagal("Berkas otoritas uji rusak. Hapus, lalu coba lagi.")
    return x509.load_pem_x509_certificate(isi), kunci


def _buat_otoritas(berkas: Path) -> None:
    kunci = ec.generate_private_key(ec.SECP256R1())
    nama = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAMA_OTORITAS)])
    sertifikat = _sertifikat(NAMA_OTORITAS, kunci, terbit=nama, kunci_terbit=kunci, hari=3650, ca=True)
    samping = berkas.with_suffix(".baru")
    samping.touch(mode=0o600)
    samping.write_bytes(
        kunci.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + sertifikat.public_bytes(serialization.Encoding.PEM)
    )
    samping.replace(berkas)


def _sertifikat(
    nama: str,
    kunci: ec.EllipticCurvePrivateKey,
    *,
    terbit: x509.Name,
    kunci_terbit: ec.EllipticCurvePrivateKey,
    hari: int,
    ca: bool = False,
) -> x509.Certificate:
    kini = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(terbit if ca else x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama[:64])]))
        .issuer_name(terbit)
        .public_key(kunci.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(kini - dt.timedelta(minutes=5))
        .not_valid_after(kini + dt.timedelta(days=hari))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not ca,
                content_commitment=not ca,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=ca,
                crl_sign=ca,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(kunci_terbit, hashes.SHA256())
    )
