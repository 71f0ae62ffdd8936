"""Evidence as pages show it: beside its entries, as a list of one's own, with where it is used."""

from __future__ import annotations

import uuid as uuid_lib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi
from kinerja.rules import JenisBukti, StatusBukti
from pegawai.models import Pegawai
from pegawai.prepared import prepared
from skp.models import Periode, Skp

MASA_BATAL = timedelta(hours=24)
"""How long what was withdrawn stays in sight, with the button that brings it back."""
MAKS_PILIH = 8
MAKS_SASARAN = 30
KELAS: dict[str, Any] = {"catatan": CatatanHarian, "realisasi": Realisasi, "perilaku": CatatanPerilaku}
"""The kinds of entry that evidence can hang on, by the name of their relation."""
PILIHAN_KELAS = [("catatan", "Catatan kerja"), ("perilaku", "Perilaku"), ("realisasi", "Realisasi")]
LABEL = dict(PILIHAN_KELAS)


def daftar_bukti(milik: str) -> ArraySubquery:
    """The evidence of each row of a list, read with the row itself.

    `milik`: catatan, realisasi or perilaku. Each piece is a mapping as `ringkas_bukti` makes one.
    """
    return ArraySubquery(
        BuktiDukung.objects.filter(**{milik: OuterRef("pk")})
        .order_by("id")
        .values(
            json=JSONObject(
                uuid="uuid",
                nama="nama",
                jenis="jenis",
                tautan="tautan",
                status="status",
                keadaan="keadaan_tautan",
                alasan="alasan_ditolak",
            )
        )
    )


def ringkas_bukti(bukti: BuktiDukung) -> dict[str, str]:
    """One piece of evidence as lists show it."""
    return {
        "uuid": str(bukti.uuid),
        "nama": bukti.nama,
        "jenis": bukti.jenis,
        "tautan": bukti.tautan,
        "status": bukti.status,
        "keadaan": bukti.keadaan_tautan,
        "alasan": bukti.alasan_ditolak,
    }


def bukti_catatan_per_rhk(skp: Skp, periode: Periode) -> dict[int, list[BuktiDukung]]:
    """The evidence behind the entries of a period, by RHK, the latest first: what a realisasi can lean on."""
    hasil: dict[int, dict[int, BuktiDukung]] = defaultdict(dict)
    for b in _bukti_catatan(skp.pk, periode.mulai, periode.selesai):
        hasil[b.untuk_rhk].setdefault(b.pk, b)
    return {rhk: list(bukti.values()) for rhk, bukti in hasil.items()}


@prepared
def _bukti_catatan(skp: int, mulai: date, selesai: date) -> QuerySet[Any]:
    return (
        BuktiDukung.objects.filter(
            catatan__skp=skp,
            catatan__ditarik_pada__isnull=True,
            catatan__tanggal__gte=mulai,
            catatan__tanggal__lte=selesai,
        )
        .exclude(status=StatusBukti.DITOLAK)
        .annotate(untuk_rhk=F("catatan__rhk_id"))
        .order_by("-catatan__tanggal", "-id")
    )


def bukti_saya(pelaku: Pegawai, kata: str = "", jenis: str = "") -> QuerySet[BuktiDukung]:
    """One's own evidence, the latest first, with the number of entries that lean on it."""
    semua = BuktiDukung.objects.filter(pemilik=pelaku)
    if kata:
        semua = semua.filter(Q(nama__icontains=kata) | Q(tautan__icontains=kata))
    if jenis in set(JenisBukti):
        semua = semua.filter(jenis=jenis)
    return semua.annotate(jumlah_pakai=sum((_jumlah(n) for n in KELAS), start=Value(0))).order_by(
        "-dibuat_pada", "-id"
    )


def _jumlah(milik: str) -> Coalesce:
    aktif = Q() if milik == "realisasi" else Q(**{f"{milik}__ditarik_pada__isnull": True})
    hitung = (
        BuktiDukung.objects.filter(aktif, pk=OuterRef("pk"))
        .order_by()
        .values("pk")
        .annotate(n=Count(milik))
        .values("n")
    )
    return Coalesce(Subquery(hitung, output_field=IntegerField()), 0)


def bukti_dapat_dipilih(pelaku: Pegawai, kata: str = "") -> list[BuktiDukung]:
    """One's own examined evidence for the picker of a form, the latest first; the same bytes once."""
    semua = BuktiDukung.objects.filter(pemilik=pelaku).exclude(status=StatusBukti.DITOLAK)
    if kata:
        semua = semua.filter(Q(nama__icontains=kata) | Q(tautan__icontains=kata))
    beda: dict[tuple[str, str], BuktiDukung] = {}
    for b in semua.order_by("-dibuat_pada", "-id")[: MAKS_PILIH * 3]:
        beda.setdefault((b.sha256_asal or str(b.uuid), b.tautan), b)
    return list(beda.values())[:MAKS_PILIH]


def bukti_milik(pelaku: Pegawai, kunci: Iterable[uuid_lib.UUID]) -> list[BuktiDukung]:
    """One's own evidence by its keys, in the order in which it came."""
    return list(BuktiDukung.objects.filter(uuid__in=list(kunci), pemilik=pelaku).order_by("id"))


@dataclass(frozen=True)
class Pemakaian:
    """One entry that leans on a piece of evidence."""

    jenis: str
    label: str
    teks: str
    tanggal: date
    objek: Any

    @property
    def kunci(self) -> str:
        return f"{self.jenis}:{self.objek.uuid}"


def pemakaian_bukti(bukti: BuktiDukung) -> list[Pemakaian]:
    """Where a piece of evidence is used, the latest entry first; withdrawn entries no longer count."""
    hasil = []
    for jenis, kelas in KELAS.items():
        baris = kelas.objects.filter(bukti=bukti).select_related("skp")
        if jenis == "realisasi":
            baris = baris.select_related("periode", "indikator")
        else:
            baris = baris.aktif()
        hasil += [_pemakaian(jenis, o) for o in baris[:100]]
    return sorted(hasil, key=lambda p: p.tanggal, reverse=True)


def _pemakaian(jenis: str, objek: Any) -> Pemakaian:
    tanggal = objek.periode.selesai if jenis == "realisasi" else objek.tanggal
    teks = f"{objek.periode}: {objek.tampil}" if jenis == "realisasi" else str(objek)
    return Pemakaian(jenis, LABEL[jenis], teks, tanggal, objek)


def sasaran_bukti(pelaku: Pegawai, bukti: BuktiDukung) -> list[Pemakaian]:
    """One's own recent entries that this evidence is not yet under."""
    sejak = timezone.localdate() - timedelta(days=45)
    catatan = (
        CatatanHarian.objects.aktif()
        .filter(pegawai=pelaku, tanggal__gte=sejak)
        .exclude(bukti=bukti)
        .order_by("-tanggal", "-id")[:MAKS_SASARAN]
    )
    realisasi = (
        Realisasi.objects.filter(skp__pegawai=pelaku, diubah_pada__date__gte=sejak)
        .exclude(bukti=bukti)
        .select_related("periode", "indikator")
        .order_by("-diubah_pada")[:MAKS_SASARAN]
    )
    return [_pemakaian("catatan", c) for c in catatan] + [_pemakaian("realisasi", r) for r in realisasi]
