"""The emblem at the head of what the agency prints from now on."""

from __future__ import annotations

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from evaluasi import permissions
from evaluasi.models import Lambang, PengaturanDokumen
from evaluasi.rules import KOTAK_LAMBANG, check_tinggi_lambang
from evaluasi.services.unggahan import baca_unggahan
from kinerja.bukti.kenal import KEPALA, kenali
from kinerja.errors import BuktiDukungDitolak
from pegawai import audit
from pegawai.models import Pegawai

BUKAN = "Lambang harus berupa gambar PNG atau JPG. Simpan gambarnya sebagai PNG, lalu unggah lagi."


def set_lambang(*, pelaku: Pegawai, berkas: UploadedFile) -> Lambang:
    """Print this emblem from now on; what was issued keeps the one it has."""
    permissions.require(permissions.may_set_dokumen(pelaku))
    isi, tipe, ukuran = _periksa(berkas)  # takes its time, so before the transaction
    with transaction.atomic(), audit.act(pelaku, "dokumen.lambang_dipasang"):
        lambang, _ = Lambang.objects.get_or_create(
            instansi_id=pelaku.instansi_id,
            sha256=hashlib.sha256(isi).hexdigest(),
            defaults={"isi": isi, "tipe": tipe, "lebar": ukuran[0], "tinggi": ukuran[1]},
        )
        PengaturanDokumen.objects.update_or_create(
            instansi_id=pelaku.instansi_id, defaults={"lambang": lambang}
        )
    return lambang


@transaction.atomic
def remove_lambang(*, pelaku: Pegawai) -> None:
    """Print without an emblem from now on."""
    permissions.require(permissions.may_set_dokumen(pelaku))
    terpasang = PengaturanDokumen.objects.filter(instansi=pelaku.instansi_id, lambang__isnull=False)
    with audit.act(pelaku, "dokumen.lambang_dilepas"):
        terpasang.update(lambang=None)


def _periksa(berkas: UploadedFile) -> tuple[bytes, str, tuple[int, int]]:
    """Examine like evidence and draw anew, as small as paper needs it."""
    from kinerja.bukti.gambar import muatkan  # decoders: only who uploads an emblem loads them

    kepala = berkas.read(KEPALA)
    berkas.seek(0)
    try:
        jenis = kenali(kepala)
    except BuktiDukungDitolak:
        jenis = ""
    if jenis not in {"png", "jpeg"}:
        raise BuktiDukungDitolak(BUKAN, bidang="berkas")
    _, hasil = baca_unggahan(berkas, sebutan="Lambang", bidang="berkas", gambar=True, jalan="")
    isi, ukuran = muatkan(hasil.isi or b"", hasil.tipe, KOTAK_LAMBANG)
    check_tinggi_lambang(ukuran[1])
    return isi, hasil.tipe, ukuran
