"""Reminders: sent to many at once, at most one a day per person, taken back. By mail they come with the day's digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import HubunganPenilai, Pegawai, UnitKerja
from pegawai.rules import JenisKabar
from pegawai.services import forget_kabar_bersama, tell_many
from skp import permissions, selectors
from skp.errors import PengingatTidakSah
from skp.models import Pengingat
from skp.rules import PERIHAL_DARI_KEADAAN, KeadaanSkp, PerihalPengingat
from skp.selectors import AcuanSkp
from skp.selectors.pantau import KEADAAN_DARI_STATUS

TANPA_EMAIL = ("console.EmailBackend", "dummy.EmailBackend")


@dataclass(frozen=True)
class HasilPengingat:
    """What became of one press of the button."""

    kiriman: UUID
    terkirim: int
    sudah: int
    """Reminded today already."""
    tidak_perlu: int
    """Fixed meanwhile, or nobody is there to act."""


@transaction.atomic
def send_pengingat(
    *,
    pelaku: Pegawai,
    acuan: AcuanSkp,
    unit: Sequence[UnitKerja],
    keadaan: KeadaanSkp | None = None,
    cari: str = "",
    penempatan: Sequence[UUID] | None = None,
) -> HasilPengingat:
    """Remind everyone behind a figure, or those who were ticked; whoever must act gets it, owner or penilai."""
    permissions.require(permissions.may_remind(pelaku, unit))
    orang = selectors.orang_skp(acuan, unit, keadaan=keadaan, cari=cari)
    if penempatan is not None:
        if not penempatan:
            raise PengingatTidakSah("Belum ada yang dicentang. Centang dahulu orang yang akan diingatkan.")
        orang = orang.filter(uuid__in=penempatan)
    milik, antre, tidak_perlu = _sasaran(orang)
    penilai = set(
        HubunganPenilai.objects.filter(penempatan__in=antre)
        .pada(acuan.hari)
        .values_list("penilai", flat=True)
    )
    perihal = dict.fromkeys(penilai, PerihalPengingat.TINJAU) | dict.fromkeys(milik, PerihalPengingat.SUSUN)
    sudah = set(
        Pengingat.objects.berlaku()
        .filter(pegawai__in=list(perihal), hari=acuan.hari)
        .values_list("pegawai", flat=True)
    )
    kiriman = uuid4()
    baru = [
        Pengingat(
            instansi=acuan.instansi,
            kiriman=kiriman,
            pegawai_id=p,
            perihal=hal.value,
            hari=acuan.hari,
            dikirim_oleh=pelaku,
        )
        for p, hal in sorted(perihal.items())
        if p not in sudah
    ]
    with audit.act(pelaku, "pengingat.dikirim"):
        # Another admin may press at the same moment: the constraint keeps one a day, the second changes nothing.
        Pengingat.objects.bulk_create(baru, batch_size=1000, ignore_conflicts=True)
        terkirim = Pengingat.objects.filter(kiriman=kiriman)
        _kabarkan(pelaku, kiriman, terkirim)
    jumlah = terkirim.count()
    return HasilPengingat(kiriman, jumlah, len(perihal) - jumlah, tidak_perlu)


def _kabarkan(pelaku: Pegawai, kiriman: UUID, terkirim: QuerySet[Pengingat]) -> None:
    """A line each, which the digest of the next morning brings by mail: nobody gets two mails a day."""
    for hal in PerihalPengingat:
        tell_many(
            terkirim.filter(perihal=hal.value).values_list("pegawai", flat=True),
            instansi_id=pelaku.instansi_id,
            jenis=JenisKabar.SKP,
            teks=f"{pelaku.nama_lengkap} mengingatkan Anda: {hal.label[0].lower()}{hal.label[1:]}.",
            tautan="/",
            oleh=pelaku,
            kunci=_kunci_kabar(kiriman),
        )


def _kunci_kabar(kiriman: UUID) -> str:
    return f"pengingat-{kiriman}"


def _sasaran(orang: QuerySet[Any]) -> tuple[set[int], set[int], int]:
    """Owners who must act, placements whose penilai must act, and how many need nobody."""
    milik: set[int] = set()
    antre: set[int] = set()
    tidak_perlu = 0
    for pegawai, penempatan, status in orang.values_list("pegawai_id", "pk", "status_skp"):
        perihal = PERIHAL_DARI_KEADAAN.get(KEADAAN_DARI_STATUS[status])
        if perihal == PerihalPengingat.SUSUN:
            milik.add(pegawai)
        elif perihal == PerihalPengingat.TINJAU:
            antre.add(penempatan)
        else:
            tidak_perlu += 1
    return milik, antre, tidak_perlu


@transaction.atomic
def cancel_pengingat(*, pelaku: Pegawai, kiriman: UUID) -> int:
    """Take a sending back; what a digest has told already stays told. Returns how many were taken back."""
    baris = Pengingat.objects.filter(kiriman=kiriman, dicabut_pada__isnull=True).select_for_update(
        of=("self",)
    )
    daftar = list(baris)
    if not daftar:
        raise SudahBerubah("Pengingat ini sudah dicabut. Muat ulang halaman ini.")
    permissions.require(permissions.may_cancel_pengingat(pelaku, daftar[0]))
    with audit.act(pelaku, "pengingat.dicabut"):
        Pengingat.objects.filter(pk__in=[b.pk for b in daftar]).update(dicabut_pada=timezone.now())
        forget_kabar_bersama(instansi_id=pelaku.instansi_id, kunci=_kunci_kabar(kiriman))
    return len(daftar)


def email_aktif() -> bool:
    """Whether the agency has set up e-mail; without it news stand in the application only."""
    return not settings.EMAIL_BACKEND.endswith(TANPA_EMAIL)
