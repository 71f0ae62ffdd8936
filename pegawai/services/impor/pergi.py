"""What ends when people leave the service, for many at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, Subquery

from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, Penempatan, Pengguna, PeranDiberikan
from pegawai.models.penempatan import berlaku_pada


def leave_many(pegawai: Collection[Pegawai], hari_ini: date) -> None:
    """End placements, teams, granted roles and access of people who serve no longer, as of yesterday.

    The file does not say on which day they left; yesterday is the last day of which we knew nothing else.
    """
    if not pegawai:
        return
    kemarin = hari_ini - timedelta(days=1)
    berjalan = Penempatan.objects.filter(pegawai__in=pegawai).bertemu(hari_ini, None)
    kunci = list(berjalan.values_list("pk", flat=True))
    berjalan.filter(mulai__lte=kemarin).update(selesai=kemarin)
    berjalan.filter(mulai__gt=kemarin).exclude(selesai=F("mulai")).update(selesai=F("mulai"))
    cut_hubungan_many(kunci)
    anggota = AnggotaTim.objects.filter(pegawai__in=pegawai)
    anggota.filter(berlaku_pada(hari_ini), mulai__lte=kemarin).update(selesai=kemarin)
    anggota.filter(mulai__gt=kemarin).delete()
    PeranDiberikan.objects.filter(pegawai__in=pegawai).delete()
    Pengguna.objects.filter(pegawai__in=pegawai, is_active=True).update(is_active=False)


def cut_hubungan_many(penempatan: Collection[int]) -> None:
    """End the relations of closed placements with them."""
    if not penempatan:
        return
    hubungan = HubunganPenilai.objects.filter(penempatan__in=penempatan)
    selesai = Penempatan.objects.filter(pk=OuterRef("penempatan")).values("selesai")
    hubungan.filter(mulai__gt=F("penempatan__selesai")).delete()
    hubungan.filter(
        Q(selesai__isnull=True) | Q(selesai__gt=F("penempatan__selesai")), penempatan__selesai__isnull=False
    ).update(selesai=Subquery(selesai))
