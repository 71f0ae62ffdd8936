"""Reminders: sent to many at once, at most one a day per person, taken back, and by e-mail where the agency has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import HubunganPenilai, Pegawai, UnitKerja
from skp import permissions, selectors
from skp.errors import PengingatTidakSah
from skp.models import Pengingat
from skp.rules import PERIHAL_DARI_KEADAAN, KeadaanSkp, PerihalPengingat
from skp.selectors import AcuanSkp
from skp.selectors.pantau import KEADAAN_DARI_STATUS

TANPA_EMAIL = ("console.EmailBackend", "dummy.EmailBackend")
PER_EMAIL = 200


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
    terkirim = Pengingat.objects.filter(kiriman=kiriman).count()
    return HasilPengingat(kiriman, terkirim, len(perihal) - terkirim, tidak_perlu)


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
    """Take a sending back from the home pages; e-mails that went out stay out. Returns how many were taken back."""
    baris = Pengingat.objects.filter(kiriman=kiriman, dicabut_pada__isnull=True).select_for_update(
        of=("self",)
    )
    daftar = list(baris)
    if not daftar:
        raise SudahBerubah("Pengingat ini sudah dicabut. Muat ulang halaman ini.")
    permissions.require(permissions.may_cancel_pengingat(pelaku, daftar[0]))
    with audit.act(pelaku, "pengingat.dicabut"):
        Pengingat.objects.filter(pk__in=[b.pk for b in daftar]).update(dicabut_pada=timezone.now())
    return len(daftar)


def email_aktif() -> bool:
    """Whether the agency has set up e-mail; without it reminders stand on the home page only."""
    return not settings.EMAIL_BACKEND.endswith(TANPA_EMAIL)


def mail_pengingat(kiriman: str) -> int:
    """Send the e-mails of one sending that have not gone out, a batch at a time. Returns how many went out."""
    if not email_aktif():
        return 0
    jumlah = 0
    with get_connection() as koneksi:
        while True:
            with transaction.atomic():
                baris = list(
                    Pengingat.objects.berlaku()
                    .select_for_update(of=("self",), skip_locked=True)
                    .filter(kiriman=kiriman, email_pada__isnull=True)
                    .exclude(pegawai__pengguna__email="")
                    .exclude(pegawai__pengguna__isnull=True)
                    .select_related("pegawai__pengguna", "dikirim_oleh", "instansi")
                    .order_by("pk")[:PER_EMAIL]
                )
                for b in baris:
                    _surat(b, koneksi).send()
                Pengingat.objects.filter(pk__in=[b.pk for b in baris]).update(email_pada=timezone.now())
            jumlah += len(baris)
            if len(baris) < PER_EMAIL:
                return jumlah


def _surat(b: Pengingat, koneksi: Any) -> EmailMessage:
    hal = PerihalPengingat(b.perihal).label
    pengguna = b.pegawai.pengguna
    return EmailMessage(
        subject=f"Pengingat: {hal}",
        body=(
            f"Yth. {b.pegawai.nama_lengkap},\n\n"
            f"{b.dikirim_oleh.nama_lengkap} ({b.instansi.nama}) mengingatkan Anda: {hal.lower()}.\n"
            "Masuk ke aplikasi Kinerja ASN; tugasnya ada di Beranda.\n"
        ),
        to=[pengguna.email] if pengguna else [],
        connection=koneksi,
    )
