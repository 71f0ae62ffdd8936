"""A penilai says why his people lie outside the pola; an agency settles how distributions are shown."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import PolaTidakSah
from evaluasi.models import AlasanPola, CapaianOrganisasi, PengaturanPola
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.models import Instansi, Pegawai


@transaction.atomic
def explain_pola(*, pelaku: Pegawai, capaian: CapaianOrganisasi, alasan: str) -> AlasanPola:
    """Keep the reason with the figures and the sentences it speaks of. Nothing is blocked by it or for want of it."""
    permissions.require(permissions.may_explain_pola(pelaku, capaian))
    kelompok = selectors.sebaran_penilai(pelaku, capaian.periode, timezone.localdate(), capaian=capaian)
    if not kelompok:
        raise PolaTidakSah("Capaian ini tidak berlaku bagi pegawai yang Anda nilai. Muat ulang halaman.")
    sebaran, alasan = kelompok[0], rapikan(alasan)
    rules.check_alasan_pola(alasan, sebaran.periksa)
    with audit.act(pelaku, "pola.dijelaskan", alasan):
        return AlasanPola.objects.create(
            instansi_id=capaian.instansi_id,
            capaian=capaian,
            periode=capaian.periode,
            oleh=pelaku,
            predikat=capaian.predikat,
            jumlah={p.value: n for p, n in sebaran.jumlah.items()},
            aturan=[b.aturan.kunci for b in sebaran.periksa.dilanggar],
            alasan=alasan,
        )


@transaction.atomic
def set_pengaturan_pola(
    *,
    pelaku: Pegawai,
    instansi: Instansi,
    unit_kecil: int,
    kelompok_min: int,
    minta_alasan: bool,
    selisih_pencilan: int,
    kepala_lihat_talenta: bool,
) -> PengaturanPola:
    """Settle for the agency how small is small, what stands out, and who sees the map of talents."""
    permissions.require(permissions.may_set_pola(pelaku, instansi))
    rules.check_pengaturan_pola(
        unit_kecil=unit_kecil, kelompok_min=kelompok_min, selisih_pencilan=selisih_pencilan
    )
    Instansi.objects.select_for_update().get(pk=instansi.pk)
    atur = permissions.pengaturan_pola(instansi.pk)
    atur.unit_kecil, atur.kelompok_min, atur.minta_alasan = unit_kecil, kelompok_min, minta_alasan
    atur.selisih_pencilan, atur.kepala_lihat_talenta = selisih_pencilan, kepala_lihat_talenta
    with audit.act(pelaku, "instansi.pola_diatur"):
        atur.save()
    return atur
