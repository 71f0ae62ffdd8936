"""The list of a unit or of those one rates: who has how much, and how far the conversion of a year has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.utils import timezone

from evaluasi.models import Evaluasi, KonversiAngkaKredit, PengaturanKredit, SaldoKredit
from evaluasi.models.kredit import kredit_terlihat
from evaluasi.rules import HitungPangkat, JenisKonversi, KeadaanKredit
from evaluasi.rules import kredit as aturan
from evaluasi.rules.kredit_naik import Kebutuhan, kebutuhan_jenjang, kebutuhan_pangkat
from evaluasi.selectors.kredit import TabelKoefisien, jumlah_kredit, tabel_koefisien
from pegawai.models import HubunganPenilai, Pegawai, Penempatan, UnitKerja
from pegawai.rules import JenisJabatan, JenisPegawai, JenisPenugasan, JenjangFungsional
from skp.rules import JenisPeriode
from skp.selectors import hari_instansi


def daftar_kredit(
    pelaku: Pegawai, *, unit: UnitKerja | None, tahun: int, atur: PengaturanKredit
) -> QuerySet[Any]:
    """Posts of today that earn angka kredit, of people one may see: a unit with all below it, or those one rates."""
    hari = hari_instansi(pelaku.instansi)
    jenis = [JenisPegawai.PNS, JenisPegawai.PPPK] if atur.is_pppk else [JenisPegawai.PNS]
    konversi = KonversiAngkaKredit.objects.berlaku().filter(tahun=tahun)
    milik = konversi.filter(pegawai=OuterRef("pegawai"))
    bulan = milik.order_by().values("pegawai").annotate(n=Sum(F("bulan_selesai") - F("bulan_mulai") + 1))
    final = Evaluasi.objects.final().filter(
        pegawai=OuterRef("pegawai"),
        periode__tahun=tahun,
        periode__jenis=JenisPeriode.TAHUNAN,
        penempatan__jenis=JenisPenugasan.DEFINITIF,
    )
    jenjang = [j.value for j in JenjangFungsional]
    # a span of the year as JF whose result came after the conversion of another
    susulan = final.filter(
        ~Exists(konversi.filter(evaluasi=OuterRef("pk"))),
        mengoreksi__isnull=True,
        penempatan__jabatan__jenis=JenisJabatan.FUNGSIONAL,
        penempatan__jabatan__jenjang__in=jenjang,
    )
    selesai = Q(n_bulan__gte=aturan.BULAN_SETAHUN) | (
        Q(Exists(milik.filter(jenis=JenisKonversi.TAHUNAN))) & ~Q(Exists(susulan))
    )
    semua = (
        Penempatan.objects.definitif()
        .pada(hari)
        .filter(kredit_terlihat(pelaku), pegawai__jenis__in=jenis, instansi=pelaku.instansi_id)
        .filter(jabatan__jenis=JenisJabatan.FUNGSIONAL, jabatan__jenjang__in=jenjang)
        .annotate(n_bulan=Subquery(bulan.values("n")), is_final=Exists(final))
        .annotate(is_sudah=Case(When(selesai, then=Value(True)), default=Value(False)))
    )
    if unit is not None:
        return semua.filter(unit__jalur__startswith=unit.jalur)
    dinilai = HubunganPenilai.objects.filter(penempatan=OuterRef("pk"), penilai=pelaku)
    return semua.filter(Exists(dinilai.pada(hari)))


SYARAT_KEADAAN = {
    KeadaanKredit.SIAP: Q(is_sudah=False, is_final=True),
    KeadaanKredit.DITETAPKAN: Q(is_sudah=True),
    KeadaanKredit.MENUNGGU: Q(is_sudah=False, is_final=False),
}


def hitung_keadaan(semua: QuerySet[Any]) -> dict[KeadaanKredit, int]:
    """How many are in each state. One query."""
    hitung = semua.order_by().aggregate(
        **{k.value: Count("pk", filter=syarat) for k, syarat in SYARAT_KEADAAN.items()}
    )
    return {k: hitung[k.value] for k in KeadaanKredit}


@dataclass(frozen=True)
class BarisDaftar:
    """One person of the list."""

    penempatan: Any
    total: Fraction
    pangkat: Kebutuhan
    naik: Kebutuhan
    keadaan: KeadaanKredit

    @property
    def pegawai(self) -> Pegawai:
        hasil: Pegawai = self.penempatan.pegawai
        return hasil

    @property
    def total_tampil(self) -> str:
        return aturan.tampil_kredit(self.total)


def baris_daftar(halaman: Sequence[Any], atur: PengaturanKredit, instansi_id: int) -> list[BarisDaftar]:
    """The people of one page with what they have and need. Three queries for any number."""
    siapa = [p.pegawai_id for p in halaman]
    tabel, hari = tabel_koefisien(instansi_id), timezone.localdate()
    konversi: dict[int, list[KonversiAngkaKredit]] = defaultdict(list)
    for k in KonversiAngkaKredit.objects.berlaku().filter(pegawai__in=siapa).defer("isi"):
        konversi[k.pegawai_id].append(k)
    saldo: dict[int, list[SaldoKredit]] = defaultdict(list)
    for s in SaldoKredit.objects.berlaku().filter(pegawai__in=siapa):
        saldo[s.pegawai_id].append(s)
    return [_baris_daftar(p, konversi[p.pegawai_id], saldo[p.pegawai_id], tabel, atur, hari) for p in halaman]


def _baris_daftar(
    p: Any,
    konversi: Sequence[KonversiAngkaKredit],
    saldo: Sequence[SaldoKredit],
    tabel: TabelKoefisien,
    atur: PengaturanKredit,
    hari: date,
) -> BarisDaftar:
    jenjang = JenjangFungsional(p.jabatan.jenjang)
    k = tabel.pada(jenjang, p.jabatan_id, hari)
    total = jumlah_kredit(
        (s for s in saldo if s.jenjang == jenjang or not atur.is_per_jenjang),
        (c for c in konversi if c.jenjang == jenjang or not atur.is_per_jenjang),
    )
    keadaan = (
        KeadaanKredit.DITETAPKAN
        if p.is_sudah
        else KeadaanKredit.SIAP
        if p.is_final
        else KeadaanKredit.MENUNGGU
    )
    return BarisDaftar(
        p,
        total,
        kebutuhan_pangkat(k, p.pegawai.golongan, total, HitungPangkat(atur.hitung_pangkat)),
        kebutuhan_jenjang(k, total),
        keadaan,
    )
