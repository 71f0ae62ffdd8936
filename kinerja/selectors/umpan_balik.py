"""Reads about behaviour and feedback: what was seen, what was said, what waits to be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from kinerja.models import CatatanPerilaku, UmpanBalik
from kinerja.selectors.bukti import MASA_BATAL, daftar_bukti
from pegawai.models import Pegawai
from skp.models import Periode, Skp
from skp.rules import PANDUAN_PERILAKU, NilaiPerilaku
from skp.selectors import isi_perilaku


def _dalam(periode: Periode | None) -> Q:
    if periode is None:
        return Q()
    return Q(tanggal__gte=periode.mulai, tanggal__lte=periode.selesai)


def umpan_balik_tampil() -> QuerySet[UmpanBalik]:
    """Feedback that stands, with what a line shows of it."""
    return UmpanBalik.objects.aktif().select_related("pemberi", "pegawai", "rhk", "catatan", "skp")


@dataclass(frozen=True)
class PerilakuNilai:
    """One of the seven values with its official guidance, the leader's expectation, what was seen and said."""

    nilai: NilaiPerilaku
    panduan: tuple[str, str, str]
    ekspektasi: str
    catatan: tuple[CatatanPerilaku, ...]
    umpan_balik: tuple[UmpanBalik, ...]


def perilaku_per_nilai(
    skp: Skp, periode: Periode | None = None, *, ditulis: Pegawai | None = None
) -> list[PerilakuNilai]:
    """All seven values in their fixed order (three queries), in a period or so far.

    With `ditulis` only what this person wrote: a colleague sees neither the SKP nor what others said.
    """
    ekspektasi = {} if ditulis else isi_perilaku(skp)
    milik = Q(oleh=ditulis) if ditulis else Q()
    catatan: dict[str, list[CatatanPerilaku]] = defaultdict(list)
    for c in (
        CatatanPerilaku.objects.aktif()
        .filter(_dalam(periode), milik, skp=skp)
        .select_related("oleh", "tautan_ulasan")
        .annotate(daftar_bukti=daftar_bukti("perilaku"))
        .order_by("-tanggal", "-id")
    ):
        catatan[c.nilai].append(c)
    kata: dict[str, list[UmpanBalik]] = defaultdict(list)
    for u in (
        ()
        if ditulis
        else umpan_balik_tampil()
        .filter(_dalam(periode), skp=skp)
        .exclude(nilai="")
        .order_by("-tanggal", "-id")
    ):
        kata[u.nilai].append(u)
    return [
        PerilakuNilai(n, PANDUAN_PERILAKU[n], ekspektasi.get(n, ""), tuple(catatan[n]), tuple(kata[n]))
        for n in NilaiPerilaku
    ]


def perilaku_ditarik(oleh: Pegawai, skp: Skp) -> list[CatatanPerilaku]:
    """What a person withdrew a short while ago and can bring back."""
    sejak = timezone.now() - MASA_BATAL
    return list(
        CatatanPerilaku.objects.filter(skp=skp, oleh=oleh, ditarik_pada__gte=sejak).order_by("-ditarik_pada")
    )


def umpan_balik_per_rhk(skp: Skp, periode: Periode | None = None) -> dict[int | None, list[UmpanBalik]]:
    """Feedback on results by key of the RHK; under None what is about the person. One query.

    What is about a behaviour is in `perilaku_per_nilai`.
    """
    hasil: dict[int | None, list[UmpanBalik]] = defaultdict(list)
    for u in umpan_balik_tampil().filter(_dalam(periode), skp=skp, nilai="").order_by("-tanggal", "-id"):
        hasil[u.rhk_id].append(u)
    return dict(hasil)


def jumlah_belum_dibaca(pegawai: Pegawai) -> int:
    """How much feedback waits to be read."""
    return UmpanBalik.objects.aktif().filter(pegawai=pegawai, dibaca_pada__isnull=True).count()
