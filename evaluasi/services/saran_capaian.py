"""Which units advise on a capaian, and what they advise."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluasi import permissions, rules
from evaluasi.errors import BahanBelumLengkap, CapaianTerkunci
from evaluasi.models import CapaianOrganisasi, PerekomendasiCapaian, RekomendasiCapaian
from evaluasi.rules import BidangRekomendasi, PredikatOrganisasi
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.models import Instansi, Pegawai, UnitKerja
from skp.models import Periode


@transaction.atomic
def add_perekomendasi(
    *, pelaku: Pegawai, instansi: Instansi, unit: UnitKerja, bidang: BidangRekomendasi
) -> PerekomendasiCapaian:
    """Ask a unit for advice in one field (SE 3/2023)."""
    permissions.require(permissions.may_set_perekomendasi(pelaku, instansi))
    if unit.instansi_id != instansi.pk:
        raise BahanBelumLengkap("Unit itu tidak ditemukan. Pilih dari daftar.", bidang="unit")
    try:
        with transaction.atomic(), audit.act(pelaku, "capaian.perekomendasi_ditunjuk"):
            return PerekomendasiCapaian.objects.create(
                instansi=instansi, unit=unit, bidang=BidangRekomendasi(bidang).value
            )
    except IntegrityError as galat:
        raise BahanBelumLengkap("Unit ini sudah ditunjuk untuk bidang itu.", bidang="unit") from galat


@transaction.atomic
def remove_perekomendasi(*, pelaku: Pegawai, perekomendasi: PerekomendasiCapaian) -> None:
    """Ask a unit no more; what it advised stays."""
    permissions.require(permissions.may_set_perekomendasi(pelaku, perekomendasi.instansi))
    with audit.act(pelaku, "capaian.perekomendasi_dicabut"):
        perekomendasi.delete()


@transaction.atomic
def recommend_capaian(
    *,
    pelaku: Pegawai,
    unit: UnitKerja,
    periode: Periode,
    bidang: BidangRekomendasi,
    predikat: PredikatOrganisasi,
    alasan: str,
) -> RekomendasiCapaian:
    """Advise the leader above on a unit's capaian; asked again, the later word counts."""
    unit = UnitKerja.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    dari = permissions.unit_perekomendasi(pelaku, unit, BidangRekomendasi(bidang))
    if CapaianOrganisasi.objects.ditetapkan().filter(unit=unit, periode=periode).exists():
        raise CapaianTerkunci("Capaian unit ini sudah ditetapkan. Sampaikan langsung kepada pimpinannya.")
    alasan = rapikan(alasan)
    if not alasan:
        raise BahanBelumLengkap("Tulis alasan rekomendasi.", bidang="alasan")
    rules.check_panjang(alasan, sebutan="Alasan rekomendasi", bidang="alasan")
    with audit.act(pelaku, "capaian.direkomendasikan"):
        return RekomendasiCapaian.objects.update_or_create(
            unit=unit,
            periode=periode,
            bidang=BidangRekomendasi(bidang).value,
            dari_unit=dari,
            defaults={
                "instansi_id": unit.instansi_id,
                "oleh": pelaku,
                "pada": timezone.now(),
                "predikat": PredikatOrganisasi(predikat).value,
                "alasan": alasan,
            },
        )[0]
