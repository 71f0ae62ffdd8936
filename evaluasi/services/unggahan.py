"""A paper that somebody uploads beside an act: examined like evidence, of the kinds that the act takes."""

from __future__ import annotations

import io

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kinerja.bukti import Hasil, PemeriksaanGagal, periksa
from kinerja.errors import BuktiDukungDitolak


def baca_unggahan(
    berkas: UploadedFile, *, sebutan: str, bidang: str, gambar: bool, jalan: str
) -> tuple[bytes, Hasil]:
    """Give its bytes as they came and what the examination found; raise with the field and the way out.

    A PDF, with `gambar` also a picture. `jalan`: how to make the right kind of it.
    """
    maks = settings.UKURAN_BUKTI_MAKS_MB
    if (berkas.size or 0) > maks * 1024 * 1024:
        raise BuktiDukungDitolak(f"{sebutan} lebih besar dari {maks} MB. Perkecil berkasnya.", bidang=bidang)
    isi: bytes = berkas.read()
    try:
        hasil = periksa(io.BytesIO(isi))
    except BuktiDukungDitolak as galat:
        raise BuktiDukungDitolak(galat.pesan, bidang=bidang) from galat
    except PemeriksaanGagal:
        pesan = f"{sebutan} belum dapat diperiksa. Unggah sekali lagi."
        raise BuktiDukungDitolak(pesan, bidang=bidang) from None
    if hasil.tipe != "application/pdf" and not (gambar and hasil.tipe.startswith("image/")):
        jenis = "PDF atau gambar" if gambar else "PDF"
        raise BuktiDukungDitolak(f"{sebutan} harus {jenis}. {jalan}", bidang=bidang)
    return isi, hasil
