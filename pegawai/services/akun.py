"""Accounts: who can sign in, and how a first password comes about."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from pegawai import audit, permissions
from pegawai.errors import AturanDilanggar, DataBelumLengkap
from pegawai.models import Pegawai, Pengguna, PeranDiberikan
from pegawai.rules import KEDUDUKAN_BERHENTI, Peran, is_aktif
from pegawai.selectors import penempatan_of

MASA_SANDI_AWAL = timedelta(days=7)
_HURUF = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that cannot be taken for one another when read aloud."""


def create_akun(pegawai: Pegawai, *, nama_masuk: str | None = None, sandi: str | None = None) -> Pengguna:
    """Give a person an account. Without `sandi` nobody can sign in until the admin hands out a first one."""
    nama = nama_masuk or pegawai.nip
    if not nama:
        raise DataBelumLengkap(
            "Pejabat negara memerlukan nama masuk karena tidak memiliki NIP.", bidang="nama_masuk"
        )
    if Pengguna.objects.filter(nama_masuk__iexact=nama).exists():
        raise DataBelumLengkap("Nama masuk ini sudah dipakai. Pilih nama lain.", bidang="nama_masuk")
    pengguna = Pengguna.objects.create_user(
        nama, sandi, is_active=is_aktif(pegawai.kedudukan), wajib_ganti_sandi=sandi is None
    )
    pegawai.pengguna = pengguna
    pegawai.save(update_fields=["pengguna"])
    return pengguna


@transaction.atomic
def reset_akses(*, pelaku: Pegawai | None, pegawai: Pegawai) -> str:
    """Hand out a first password for seven days; the person must set his own at the next sign-in.

    Second factors are removed too: a lost phone is the usual reason. The password is returned once
    and stored only as a hash. `pelaku` None is the operator at the shell.
    """
    pegawai = Pegawai.objects.select_for_update().get(pk=pegawai.pk)
    penempatan = penempatan_of(pegawai, timezone.localdate())
    if pelaku is not None:
        unit = penempatan.unit if penempatan else None
        permissions.require(permissions.may_reset_akses(pelaku, pegawai, unit))
    if not is_aktif(pegawai.kedudukan):
        raise DataBelumLengkap(
            f"{pegawai.nama_lengkap} berstatus {pegawai.get_kedudukan_display().lower()}, "
            "sehingga tidak dapat masuk."
        )
    sandi = "-".join("".join(secrets.choice(_HURUF) for _ in range(4)) for _ in range(4))
    with audit.act(pelaku, "akses.direset"):
        pengguna = pegawai.pengguna or create_akun(pegawai)
        pengguna.set_password(sandi)
        pengguna.is_active = True
        pengguna.wajib_ganti_sandi = True
        pengguna.sandi_awal_sampai = timezone.now() + MASA_SANDI_AWAL
        pengguna.save()
        Authenticator.objects.filter(user=pengguna).delete()
    return sandi


@dataclass(frozen=True)
class SandiAwal:
    """One person's first password, or the sentence why there is none."""

    pegawai: Pegawai
    sandi: str = ""
    alasan: str = ""


def hand_out_sandi(*, pelaku: Pegawai, pegawai: Iterable[Pegawai]) -> list[SandiAwal]:
    """First passwords for people who cannot sign in yet, each for himself: one refusal stops nobody.

    Who already has a password that works keeps it: with many at once nobody is signed out by mistake.
    """
    hasil = []
    for orang in pegawai:
        if orang.pengguna and orang.pengguna.punya_sandi_berlaku:
            hasil.append(SandiAwal(orang, alasan="Sudah dapat masuk, jadi sandinya tidak diubah."))
            continue
        try:
            sandi = reset_akses(pelaku=pelaku, pegawai=orang)
        except AturanDilanggar as galat:
            hasil.append(SandiAwal(orang, alasan=galat.pesan))
        else:
            orang.refresh_from_db(fields=["pengguna"])
            hasil.append(SandiAwal(orang, sandi))
    return hasil


@transaction.atomic
def activate_akun(*, pengguna: Pengguna) -> None:
    """Note that the person has set a password of his own."""
    with audit.act(getattr(pengguna, "pegawai", None), "sandi.dibuat"):
        Pengguna.objects.filter(pk=pengguna.pk).update(wajib_ganti_sandi=False, sandi_awal_sampai=None)
    pengguna.wajib_ganti_sandi, pengguna.sandi_awal_sampai = False, None


def set_akun_aktif(pegawai: Pegawai, *, aktif: bool) -> None:
    """Open or close the account with the legal standing; a closed one ends its sessions at the next request."""
    if pegawai.pengguna_id:
        Pengguna.objects.filter(pk=pegawai.pengguna_id).update(is_active=aktif)


def check_admin_tersisa(diberikan: PeranDiberikan) -> None:
    """Refuse to take the last admin of the whole agency away."""
    if diberikan.peran != Peran.ADMIN_KEPEGAWAIAN or diberikan.unit_id is not None:
        return
    lain = PeranDiberikan.objects.filter(
        instansi_id=diberikan.instansi_id, peran=Peran.ADMIN_KEPEGAWAIAN, unit__isnull=True
    ).exclude(pegawai__kedudukan__in=KEDUDUKAN_BERHENTI)
    if not lain.exclude(pk=diberikan.pk).exists():
        raise DataBelumLengkap("Instansi memerlukan paling sedikit satu admin. Tunjuk admin lain dahulu.")
