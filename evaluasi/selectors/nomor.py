"""The agency's settings of its documents, and the emblem on them."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache

from django.db.models import QuerySet

from evaluasi.models import Lambang, PengaturanDokumen
from pegawai.prepared import prepared


def pengaturan_dokumen(instansi_id: int) -> PengaturanDokumen:
    """What the agency set, with its emblem; the defaults where it set nothing (not stored)."""
    ada = _pengaturan(instansi_id)
    return ada[0] if ada else PengaturanDokumen(instansi_id=instansi_id)


@prepared
def _pengaturan(instansi_id: int) -> QuerySet[PengaturanDokumen]:
    return (
        PengaturanDokumen.objects.filter(instansi=instansi_id).select_related("lambang").defer("lambang__isi")
    )


def isi_lambang(lambang: Lambang | None) -> bytes | None:
    """The picture itself. It never changes, so a worker reads it once and not with every document."""
    return _isi(lambang.sha256, lambang.pk) if lambang else None


def lambang_tampil(lambang: Lambang | None) -> str:
    """The picture as a page carries it."""
    isi = isi_lambang(lambang)
    return f"data:{lambang.tipe};base64,{b64encode(isi).decode()}" if lambang and isi else ""


@lru_cache(maxsize=16)
def _isi(_sha256: str, pk: int) -> bytes:
    return bytes(Lambang.objects.values_list("isi", flat=True).get(pk=pk))
