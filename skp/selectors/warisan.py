"""What a draft of somebody who has moved can take over: the organisation's RHK of who left, the person's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Least

from pegawai.models import Pegawai, Penempatan
from pegawai.rules import JenisPenugasan
from skp.models import RencanaHasilKerja, Skp
from skp.models.skp import SkpQuerySet
from skp.rules import STATUS_TETAP, KlasifikasiRhk, StatusSkp
from skp.selectors.dasar import rhk_lengkap


@dataclass(frozen=True)
class Warisan:
    """RHK that wait to be taken over, and whose they were."""

    dari: Pegawai
    is_sendiri: bool
    rhk: list[RencanaHasilKerja]


def warisan_of(skp: Skp) -> list[Warisan]:
    """The RHK ORGANISASI of the predecessor in this post, the RHK INDIVIDU of one's own earlier span this year.

    Only for who came into the post during the year; what was taken already is left out. At most four queries.
    """
    if skp.is_plt_plh or skp.penempatan.mulai <= skp.periode.mulai:
        return []
    sumber = [s for s in (_pendahulu(skp), _rentang_sendiri(skp)) if s is not None]
    if not sumber:
        return []
    sudah = set(skp.rhk.exclude(asal=None).values_list("asal", flat=True))
    rhk = list(rhk_lengkap().filter(skp__in=sumber).order_by("-jenis", "urutan", "id"))
    hasil = []
    for s in sumber:
        sendiri = s.pegawai_id == skp.pegawai_id
        milik = KlasifikasiRhk.INDIVIDU if sendiri else KlasifikasiRhk.ORGANISASI
        daftar = [r for r in rhk if r.skp_id == s.pk and r.klasifikasi == milik and r.pk not in sudah]
        if daftar:
            hasil.append(Warisan(s.pegawai, sendiri, daftar))
    return hasil


def _berakhir_sebelum(skp: Skp) -> SkpQuerySet:
    """Fixed SKP of the same year whose span, or whose placement, ended before this one begins; the latest first."""
    return (
        Skp.objects.berlaku()
        .filter(
            periode=skp.periode_id,
            is_plt_plh=False,
            status__in=[*STATUS_TETAP, StatusSkp.SELESAI],
        )
        .annotate(ujung=Least("selesai", "penempatan__selesai"))
        .filter(ujung__lt=skp.mulai, ujung__gte=F("mulai"))
        .select_related("pegawai")
        .order_by("-ujung", "-pk")
    )


def _pendahulu(skp: Skp) -> Skp | None:
    """Who held this post in this unit before: the same jabatan, or heading the unit."""
    tempat = Q(penempatan__jabatan=skp.penempatan.jabatan_id)
    if skp.penempatan.is_kepala:
        tempat |= Q(penempatan__is_kepala=True)
    # Who still holds such a post beside the newcomer has left nothing behind.
    pergi = Penempatan.objects.filter(jenis=JenisPenugasan.DEFINITIF, selesai__lt=skp.mulai)
    return (
        _berakhir_sebelum(skp)
        .filter(tempat, penempatan__unit=skp.penempatan.unit_id, penempatan__in=pergi)
        .exclude(pegawai=skp.pegawai_id)
        .first()
    )


def _rentang_sendiri(skp: Skp) -> Skp | None:
    return _berakhir_sebelum(skp).filter(pegawai=skp.pegawai_id).first()
