"""Who has which open follow-up."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from evaluasi.models import TindakLanjut
from evaluasi.rules import JenisTindakLanjut, StatusTindakLanjut
from kinerja.models import SesiPembinaan
from pegawai.models import Pegawai

KEADAAN_TINDAK = {"": "Belum selesai", "selesai": "Sudah ditutup", "semua": "Semua"}


def daftar_tindak_lanjut(
    pelaku: Pegawai, *, keadaan: str = "", jenis: str = "", cari: str = ""
) -> QuerySet[TindakLanjut]:
    """Follow-ups this person may see, the nearest day first; `jumlah_sesi`: sessions that came of the evaluation.

    `cari`: name or NIP of the person, or name of whoever is charged with it.
    """
    sesi = (
        SesiPembinaan.objects.filter(asal_evaluasi=OuterRef("evaluasi__uuid"))
        .order_by()
        .values("asal_evaluasi")
        .annotate(n=Count("pk"))
        .values("n")
    )
    semua = (
        TindakLanjut.objects.visible_to(pelaku)
        .select_related(
            "evaluasi__pegawai",
            "evaluasi__periode",
            "evaluasi__skp",
            "evaluasi__penempatan__unit",
            "penanggung_jawab",
            "ditutup_oleh",
        )
        .defer("evaluasi__snapshot")
        .annotate(jumlah_sesi=Coalesce(Subquery(sesi, output_field=IntegerField()), 0))
        .order_by("tenggat", "-pk")
    )
    if cari := cari.strip():
        semua = semua.filter(
            Q(evaluasi__pegawai__nama__icontains=cari)
            | Q(evaluasi__pegawai__nip=cari)
            | Q(penanggung_jawab__nama__icontains=cari)
        )
    if jenis in set(JenisTindakLanjut):
        semua = semua.filter(jenis=jenis)
    if keadaan == "semua":
        return semua
    if keadaan == "selesai":
        return semua.exclude(status=StatusTindakLanjut.TERBUKA)
    return semua.filter(status=StatusTindakLanjut.TERBUKA)
