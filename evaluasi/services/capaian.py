"""Capaian of a unit: drafted, fixed by the leader above, reopened while nothing final rests on it."""

from __future__ import annotations

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap, CapaianTerkunci
from evaluasi.models import CapaianOrganisasi, Evaluasi
from evaluasi.rules import PredikatOrganisasi, StatusCapaian, StatusEvaluasi
from evaluasi.services.unggahan import baca_unggahan
from kinerja.rules import nama_aman, rapikan
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai, UnitKerja
from skp.models import Periode
from skp.selectors import kapan


@transaction.atomic
def save_capaian(
    *,
    pelaku: Pegawai,
    unit: UnitKerja,
    periode: Periode,
    predikat: PredikatOrganisasi,
    dasar: str,
    lampiran: UploadedFile | None = None,
    versi: str | None = None,
) -> CapaianOrganisasi:
    """Draft what a unit achieved in a period and on which basis; the attachment stays unless a new one comes."""
    # The unit is locked, not the row: there may be none yet, and two leaders' tabs can begin one at once.
    unit = UnitKerja.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    permissions.require(permissions.may_set_capaian(pelaku, unit))
    capaian = CapaianOrganisasi.objects.filter(unit=unit, periode=periode).first()
    if capaian is None:
        capaian = CapaianOrganisasi(instansi_id=unit.instansi_id, unit=unit, periode=periode)
    _check_draf(capaian)
    if versi and versi != selectors.versi_capaian(capaian if capaian.pk else None):
        raise SudahBerubah("Capaian ini juga diubah di tempat lain. Tulisan Anda belum disimpan.")
    dasar = rapikan(dasar)
    if not dasar:
        raise BahanBelumLengkap("Tulis dasar penetapan capaian.", bidang="dasar")
    rules.check_panjang(dasar, sebutan="Dasar penetapan", bidang="dasar")
    capaian.predikat, capaian.dasar = PredikatOrganisasi(predikat).value, dasar
    if lampiran is not None:
        _pasang_lampiran(capaian, lampiran)
    with audit.act(pelaku, "capaian.disimpan"):
        capaian.save()
    return capaian


def _pasang_lampiran(capaian: CapaianOrganisasi, lampiran: UploadedFile) -> None:
    """Keep a PDF or picture under a name that says nothing, after the same examination as evidence."""
    isi, hasil = baca_unggahan(
        lampiran, sebutan="Lampiran", bidang="lampiran", gambar=True, jalan="Cetak dokumen ke PDF."
    )
    tempat = f"capaian/{timezone.now():%Y/%m}/{secrets.token_hex(16)}"
    capaian.lampiran.name = default_storage.save(tempat, ContentFile(isi if hasil.isi is None else hasil.isi))
    capaian.lampiran_nama = nama_aman(lampiran.name or "lampiran", hasil.akhiran)


def _check_draf(capaian: CapaianOrganisasi) -> None:
    if capaian.ditetapkan_oleh is None or capaian.ditetapkan_pada is None:
        return
    raise CapaianTerkunci(
        f"{capaian.ditetapkan_oleh.nama_lengkap} sudah menetapkan capaian ini pada "
        f"{kapan(capaian.ditetapkan_pada)}. Buka kembali dahulu bila perlu diperbaiki."
    )


@transaction.atomic
def fix_capaian(*, pelaku: Pegawai, capaian: CapaianOrganisasi) -> CapaianOrganisasi:
    """Fix the capaian: from now on it counts for the unit and for all below that have none (SE 3/2023)."""
    capaian = _lock(capaian)
    permissions.require(permissions.may_set_capaian(pelaku, capaian.unit))
    _check_draf(capaian)
    capaian.status = StatusCapaian.DITETAPKAN.value
    capaian.ditetapkan_oleh, capaian.ditetapkan_pada = pelaku, timezone.now()
    with audit.act(pelaku, "capaian.ditetapkan"):
        capaian.save(update_fields=["status", "ditetapkan_oleh", "ditetapkan_pada"])
    return capaian


@transaction.atomic
def reopen_capaian(*, pelaku: Pegawai, capaian: CapaianOrganisasi, alasan: str) -> CapaianOrganisasi:
    """Take a fixed capaian back to draft, with the reason, while no final evaluation rests on it."""
    capaian = _lock(capaian)
    permissions.require(permissions.may_set_capaian(pelaku, capaian.unit))
    if capaian.status != StatusCapaian.DITETAPKAN:
        raise CapaianTerkunci("Capaian ini masih draf. Muat ulang halaman ini.")
    alasan = rapikan(alasan)
    if not alasan:
        raise BahanBelumLengkap("Tulis alasan membuka kembali capaian ini.", bidang="alasan")
    dipakai = Evaluasi.objects.filter(
        status=StatusEvaluasi.FINAL, periode=capaian.periode, snapshot__capaian_uuid=str(capaian.uuid)
    )
    if n := dipakai.count():
        raise CapaianTerkunci(
            f"Capaian ini sudah menjadi dasar {n} evaluasi final, sehingga tidak dapat dibuka kembali."
        )
    if n := capaian.penyampaian.exclude(evaluasi__status=StatusEvaluasi.FINAL).count():
        raise CapaianTerkunci(
            f"Capaian ini menjadi dasar {n} hasil yang sudah disampaikan, sehingga tidak dapat dibuka kembali."
        )
    capaian.status, capaian.ditetapkan_oleh, capaian.ditetapkan_pada = StatusCapaian.DRAF.value, None, None
    with audit.act(pelaku, "capaian.dibuka_kembali", alasan):
        capaian.save(update_fields=["status", "ditetapkan_oleh", "ditetapkan_pada"])
    return capaian


def _lock(capaian: CapaianOrganisasi) -> CapaianOrganisasi:
    """Lock the capaian, then read it: a join beside the lock would show who had fixed it before the wait."""
    CapaianOrganisasi.objects.select_for_update().values_list("pk").get(pk=capaian.pk)
    return CapaianOrganisasi.objects.select_related("unit", "periode", "ditetapkan_oleh").get(pk=capaian.pk)
