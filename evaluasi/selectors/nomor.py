"""The agency's settings of its documents."""

from __future__ import annotations

from evaluasi.models import PengaturanDokumen


def pengaturan_dokumen(instansi_id: int) -> PengaturanDokumen:
    """What the agency set; the defaults where it set nothing (not stored)."""
    return PengaturanDokumen.objects.filter(instansi=instansi_id).first() or PengaturanDokumen(
        instansi_id=instansi_id
    )
