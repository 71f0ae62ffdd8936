"""The members of one's teams whom somebody else rates, and what one has said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from evaluasi.models import Evaluasi, RekomendasiTim
from evaluasi.permissions import STATUS_BISA_DINILAI, STATUS_TERBUKA_BAGI_PEGAWAI
from evaluasi.selectors.pelengkap import Rekomendasi
from pegawai.models import AnggotaTim, Pegawai, TimKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import PeranTim
from skp.models import Periode, Skp


@dataclass(frozen=True)
class BarisRekomendasi:
    """One member of one team in one period."""

    tim: TimKerja
    skp: Skp
    rekomendasi: RekomendasiTim | None
    is_dikirim: bool = False
    """The result has left the penilai's hands: nothing is added underneath it."""


def rekomendasi_ketua(pelaku: Pegawai, periode: Periode, pada: date) -> list[BarisRekomendasi]:
    """Everyone about whom a ketua tim may say something in a period, by team and name. Five queries."""
    tim = list(
        TimKerja.objects.filter(
            berlaku_pada(pada, "anggota__"), anggota__pegawai=pelaku, anggota__peran=PeranTim.KETUA
        ).distinct()
    )
    hari = min(pada, periode.selesai)
    anggota = list(
        AnggotaTim.objects.filter(tim__in=tim, mulai__lte=hari)
        .filter(Q(selesai__isnull=True) | Q(selesai__gte=periode.mulai))
        .exclude(pegawai=pelaku)
        .values_list("tim_id", "pegawai_id")
    )
    skp: dict[int, list[Skp]] = {}
    for s in (
        Skp.objects.berlaku()
        .filter(
            pegawai__in={p for _, p in anggota},
            mulai__lte=periode.selesai,
            selesai__gte=periode.mulai,
            status__in=STATUS_BISA_DINILAI,
        )
        .exclude(pk__in=Skp.objects.dinilai_oleh(pelaku, pada).values("pk"))
        .select_related("pegawai", "penempatan__jabatan", "penempatan__unit")
        .order_by("pegawai__nama", "mulai", "pk")
    ):
        skp.setdefault(s.pegawai_id, []).append(s)
    sudah = {
        (r.tim_id, r.penempatan_id): r
        for r in RekomendasiTim.objects.filter(tim__in=tim, periode=periode).select_related("oleh")
    }
    dinilai = {s.pk for milik in skp.values() for s in milik}
    dikirim = set(
        Evaluasi.objects.filter(
            skp__in=dinilai, periode=periode, status__in=STATUS_TERBUKA_BAGI_PEGAWAI
        ).values_list("skp", flat=True)
    )
    hasil = [
        BarisRekomendasi(t, s, sudah.get((t.pk, s.penempatan_id)), s.pk in dikirim)
        for t in tim
        for tim_id, orang in set(anggota)
        if tim_id == t.pk
        for s in skp.get(orang, ())
    ]
    return sorted(hasil, key=lambda b: (b.tim.nama, b.skp.pegawai.nama.casefold(), b.skp.pk))


def rekomendasi_satu(skp: Skp, periode: Periode, tim: TimKerja) -> RekomendasiTim | None:
    """What a team has said about one member in a period."""
    return (
        RekomendasiTim.objects.select_related("oleh")
        .filter(penempatan=skp.penempatan_id, periode=periode, tim=tim)
        .first()
    )


def rekomendasi_of(evaluasi: Evaluasi) -> list[Rekomendasi]:
    """What ketua tim said about a person in a period, as whoever may read the ratings reads it. One query."""
    return [
        Rekomendasi(r.tim.nama, r.oleh.nama_lengkap, r.rating_hasil, r.rating_perilaku, r.isi)
        for r in RekomendasiTim.objects.filter(
            penempatan=evaluasi.penempatan_id, periode=evaluasi.periode_id
        ).select_related("tim", "oleh")
    ]
