"""The agency's rules for jobs: how long their files are kept, its ids in SIASN."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from evaluasi.models import Laporan, PengaturanLaporan
from evaluasi.selectors import pengaturan_laporan
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.permissions import may_open_pengaturan
from pegawai.rules import require


def simpan_sampai(laporan: Laporan, sejak: datetime) -> datetime:
    """Until when the file of a job is kept; the promise stands, also when the setting changes later."""
    return sejak + timedelta(days=pengaturan_laporan(laporan.instansi_id).hari_simpan)


@transaction.atomic
def set_pengaturan_laporan(
    *, pelaku: Pegawai, hari_simpan: int, koefisien_siasn: Mapping[str, str]
) -> PengaturanLaporan:
    """Set them for the whole agency."""
    require(may_open_pengaturan(pelaku))
    with audit.act(pelaku, "pengaturan_laporan.diubah"):
        pengaturan, _ = PengaturanLaporan.objects.update_or_create(
            instansi=pelaku.instansi,
            defaults={
                "hari_simpan": hari_simpan,
                "koefisien_siasn": {k: v for k, v in koefisien_siasn.items() if v},
            },
        )
    return pengaturan
