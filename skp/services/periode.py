"""The performance year of an agency."""

from __future__ import annotations

from django.db import transaction

from pegawai import audit
from pegawai.models import Instansi, Pegawai
from skp import permissions, rules
from skp.errors import PeriodeTidakSah
from skp.models import Periode


@transaction.atomic
def open_tahun(
    *, pelaku: Pegawai | None, instansi: Instansi, tahun: int, periodik: str = "triwulan"
) -> list[Periode]:
    """Open a year with its quarters or months and their default windows; the year comes first.

    `pelaku` None is the system. Opening it again changes nothing.
    """
    instansi = Instansi.objects.select_for_update().get(pk=instansi.pk)
    if pelaku is not None:
        permissions.require(permissions.may_open_tahun(pelaku, instansi))
    rancangan = rules.rancangan_tahun(tahun, periodik)
    lain = Periode.objects.periodik().filter(instansi=instansi, tahun=tahun).exclude(jenis=periodik).first()
    if lain:
        raise PeriodeTidakSah(
            f"Tahun {tahun} sudah dibuka dengan periode {lain.get_jenis_display().lower()}.",
            bidang="periodik",
        )
    hasil = []
    with audit.act(pelaku, "periode.dibuka"):
        for r in rancangan:
            periode, _ = Periode.objects.get_or_create(
                instansi=instansi,
                tahun=tahun,
                jenis=r.jenis.value,
                nomor=r.nomor,
                defaults={
                    "mulai": r.mulai,
                    "selesai": r.selesai,
                    "skp_sampai": r.skp_sampai,
                    "pengelola_mulai": rules.pengelola_mulai(tahun) if r.skp_sampai else None,
                    "pengisian_sampai": r.pengisian_sampai,
                    "penilaian_sampai": r.penilaian_sampai,
                    "evaluasi_mulai": r.evaluasi_mulai,
                    "penyampaian_wajib": r.jenis == rules.JenisPeriode.TAHUNAN,
                    "penyampaian_sampai": r.penyampaian_sampai,
                    "keberatan_sampai": r.keberatan_sampai,
                    "final_sampai": r.final_sampai,
                },
            )
            hasil.append(periode)
    return hasil
