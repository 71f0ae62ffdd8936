"""The three roles that are granted; all others follow from relations."""

from __future__ import annotations

from django.db import transaction

from pegawai import audit, permissions
from pegawai.errors import DataBelumLengkap
from pegawai.models import Pegawai, PeranDiberikan, UnitKerja
from pegawai.rules import Peran, is_aktif
from pegawai.services.akun import check_admin_tersisa
from pegawai.services.kunci import lock_organisasi


@transaction.atomic
def grant_peran(
    *, pelaku: Pegawai | None, pegawai: Pegawai, peran: Peran, unit: UnitKerja | None = None, alasan: str = ""
) -> PeranDiberikan:
    """Grant admin kepegawaian, pimpinan or auditor, for the agency or one unit and below."""
    if pelaku is not None:
        permissions.require(permissions.may_grant_peran(pelaku))
        if pegawai.instansi_id != pelaku.instansi_id:
            raise DataBelumLengkap("Peran hanya diberikan kepada pegawai instansi ini.", bidang="peran")
    if unit is not None and unit.instansi_id != pegawai.instansi_id:
        raise DataBelumLengkap("Unit harus dari instansi pegawai ini.", bidang="unit")
    if not is_aktif(pegawai.kedudukan):
        raise DataBelumLengkap(
            f"{pegawai.nama_lengkap} tidak lagi bertugas, sehingga tidak dapat diberi peran."
        )
    with audit.act(pelaku, "peran.diberikan", alasan):
        hasil, _ = PeranDiberikan.objects.get_or_create(
            instansi_id=pegawai.instansi_id, pegawai=pegawai, peran=peran, unit=unit
        )
    return hasil


@transaction.atomic
def revoke_peran(*, pelaku: Pegawai, diberikan: PeranDiberikan, alasan: str = "") -> None:
    """Take a granted role back; the agency keeps at least one admin."""
    permissions.require(permissions.may_grant_peran(pelaku))
    # two admins revoking each other at once would leave none
    lock_organisasi(diberikan.instansi)
    check_admin_tersisa(diberikan)
    with audit.act(pelaku, "peran.dicabut", alasan):
        diberikan.delete()
