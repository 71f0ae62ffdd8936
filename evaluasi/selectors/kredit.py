"""Angka kredit of people: what was earned, what can be fixed, what is needed; and the figures of a day.

Everything is loaded for many people in a fixed number of queries; the reckoning is that of `rules.kredit`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from evaluasi.models import (
    Dokumen,
    Evaluasi,
    KoefisienKredit,
    KonversiAngkaKredit,
    PenetapanAngkaKredit,
    PengaturanKredit,
    SaldoKredit,
)
from evaluasi.models.evaluasi import digantikan
from evaluasi.models.kredit import kredit_terlihat
from evaluasi.permissions import STATUS_TERCETAK
from evaluasi.permissions.kredit import pengaturan_kredit
from evaluasi.rules import HitungBulan, HitungPangkat, JenisKonversi, Predikat
from evaluasi.rules import kredit as aturan
from evaluasi.rules.kredit import HasilKonversi, Koefisien, Masa, NilaiFinal
from evaluasi.rules.kredit_naik import (
    Kebutuhan,
    is_berhak,
    kebutuhan_jenjang,
    kebutuhan_pangkat,
    perkiraan_bulan,
    tampil_lama,
)
from pegawai.models import HubunganPenilai, Pegawai, Penempatan
from pegawai.rules import JenisJabatan, JenisPenugasan, JenjangFungsional
from skp.models import JedaSkp, Skp
from skp.rules import JenisPeriode


def pegawai_kredit(pelaku: Pegawai) -> QuerySet[Pegawai]:
    """The people whose angka kredit one may see, with the agency's rules, and whether `pelaku` rates them today."""
    dinilai = HubunganPenilai.objects.filter(pegawai=OuterRef("pk"), penilai=pelaku)
    return (
        Pegawai.objects.filter(kredit_terlihat(pelaku, "pk"))
        .select_related("instansi__pengaturan_kredit")
        .annotate(is_dinilai=Exists(dinilai.pada(timezone.localdate())))
    )


# The figures


@dataclass(frozen=True)
class TabelKoefisien:
    """The agency's rows over the national figures; one JF's own row goes before that of its jenjang."""

    baris: Sequence[KoefisienKredit]

    def pada(self, jenjang: JenjangFungsional, jabatan: int, hari: date) -> Koefisien:
        berlaku = [b for b in self.baris if b.jenjang == jenjang and b.mulai <= hari]
        for siapa in (jabatan, None):
            milik = [b for b in berlaku if b.jabatan_id == siapa]
            if milik:
                return max(milik, key=lambda b: (b.mulai, b.pk)).nilai
        return aturan.KOEFISIEN_BAKU[jenjang]

    def koefisien(self, jenjang: JenjangFungsional, jabatan: int, hari: date) -> Any:
        return self.pada(jenjang, jabatan, hari).koefisien


def tabel_koefisien(instansi_id: int) -> TabelKoefisien:
    return TabelKoefisien(
        list(KoefisienKredit.objects.filter(instansi=instansi_id).select_related("jabatan"))
    )


@dataclass(frozen=True)
class BarisTabel:
    """One jenjang of the settings page: what holds today, and the rows that the agency wrote."""

    jenjang: JenjangFungsional
    kini: Koefisien
    is_baku: bool
    riwayat: tuple[KoefisienKredit, ...]


def tabel_tampil(tabel: TabelKoefisien, hari: date) -> list[BarisTabel]:
    return [
        BarisTabel(
            j,
            tabel.pada(j, 0, hari),
            not any(b.jenjang == j and b.jabatan_id is None and b.mulai <= hari for b in tabel.baris),
            tuple(b for b in tabel.baris if b.jenjang == j),
        )
        for j in JenjangFungsional
    ]


# One person's material


@dataclass
class BahanKredit:
    """Posts, final evaluations, SKP spans and what was fixed, of one person."""

    pegawai: Pegawai
    penempatan: list[Penempatan] = field(default_factory=list)
    evaluasi: list[Evaluasi] = field(default_factory=list)
    skp: list[tuple[date, date]] = field(default_factory=list)
    jeda: list[tuple[date, date | None]] = field(default_factory=list)
    konversi: list[KonversiAngkaKredit] = field(default_factory=list)
    saldo: list[SaldoKredit] = field(default_factory=list)
    penetapan: list[PenetapanAngkaKredit] = field(default_factory=list)

    @cached_property
    def masa(self) -> list[Masa]:
        return [
            Masa(p.pk, p.jabatan_id, jenjang_of(p), p.mulai, p.selesai)
            for p in sorted(self.penempatan, key=lambda p: p.mulai)
        ]

    def penempatan_pada(self, hari: date) -> Penempatan | None:
        return next(
            (p for p in self.penempatan if p.mulai <= hari and (p.selesai is None or p.selesai >= hari)), None
        )

    def nilai(self, tahun: int) -> list[NilaiFinal]:
        return [
            NilaiFinal(
                e.pk,
                Predikat(e.predikat),
                max(e.skp.mulai, e.periode.mulai),
                min(e.skp.selesai, e.periode.selesai),
                e.periode.jenis == JenisPeriode.TAHUNAN,
            )
            for e in self.evaluasi
            if e.periode.tahun == tahun
        ]

    def sudah(self, tahun: int) -> set[int]:
        """The months of a year that are converted."""
        return {
            b for k in self.konversi if k.tahun == tahun for b in range(k.bulan_mulai, k.bulan_selesai + 1)
        }

    @property
    def tahun_dinilai(self) -> list[int]:
        """The years with a final evaluation, since conversion began."""
        return sorted({e.periode.tahun for e in self.evaluasi if e.periode.tahun >= aturan.TAHUN_AWAL})

    def tmt_jabatan(self, penempatan: Penempatan) -> date:
        """Since when the person holds this jabatan without a break in the rows."""
        mulai = penempatan.mulai
        for p in sorted(self.penempatan, key=lambda p: p.mulai, reverse=True):
            if p.mulai < mulai and p.jabatan_id == penempatan.jabatan_id and p.selesai is not None:
                mulai = p.mulai if (mulai - p.selesai).days <= 1 else mulai
        return mulai


def jenjang_of(penempatan: Penempatan) -> JenjangFungsional | None:
    j = penempatan.jabatan
    is_jf = j.jenis == JenisJabatan.FUNGSIONAL and j.jenjang in set(JenjangFungsional)
    return JenjangFungsional(j.jenjang) if is_jf else None


def muat_kredit(pegawai: Sequence[Pegawai], tahun: int | None = None) -> dict[int, BahanKredit]:
    """Load these people in six queries; `tahun` narrows evaluations and SKP to one year."""
    bahan = {p.pk: BahanKredit(p) for p in pegawai}
    for baris in _evaluasi(bahan, tahun):
        bahan[baris.pegawai_id].evaluasi.append(baris)
    skp = Skp.objects.filter(
        pegawai__in=bahan, penempatan__jenis=JenisPenugasan.DEFINITIF, status__in=STATUS_TERCETAK
    )
    if tahun is not None:
        skp = skp.filter(periode__tahun=tahun)
    rentang = skp.order_by().values_list("pegawai", "mulai", "selesai", Value(True))
    jeda = JedaSkp.objects.filter(pegawai__in=bahan).order_by()
    for siapa, mulai, selesai, is_skp in rentang.union(
        jeda.values_list("pegawai", "mulai", "selesai", Value(False)), all=True
    ):
        (bahan[siapa].skp if is_skp else bahan[siapa].jeda).append((mulai, selesai))
    penempatan = Penempatan.objects.definitif().filter(pegawai__in=bahan)
    for p in penempatan.select_related("jabatan", "unit").order_by("mulai"):
        bahan[p.pegawai_id].penempatan.append(p)
    konversi = KonversiAngkaKredit.objects.berlaku().filter(pegawai__in=bahan).defer("isi")
    for k in konversi.annotate(is_dikoreksi=digantikan("evaluasi")):
        bahan[k.pegawai_id].konversi.append(k)
    for s in SaldoKredit.objects.berlaku().filter(pegawai__in=bahan):
        bahan[s.pegawai_id].saldo.append(s)
    for t in PenetapanAngkaKredit.objects.berlaku().filter(pegawai__in=bahan):
        bahan[t.pegawai_id].penetapan.append(t)
    return bahan


def _evaluasi(pegawai: Iterable[int], tahun: int | None) -> QuerySet[Evaluasi]:
    """Final evaluations of definitif posts, with who was rated by whom as it was frozen, without the rest of it."""
    semua = Evaluasi.objects.final().filter(
        pegawai__in=pegawai, penempatan__jenis=JenisPenugasan.DEFINITIF, periode__tahun__gte=aturan.TAHUN_AWAL
    )
    if tahun is not None:
        semua = semua.filter(periode__tahun=tahun)
    return (
        semua.select_related("skp", "periode")
        .defer("snapshot", "alasan_hasil", "alasan_perilaku", "catatan_rekomendasi")
        .annotate(
            s_pegawai=KeyTransform("pegawai", "snapshot"), s_penilai=KeyTransform("penilai", "snapshot")
        )
        .order_by("periode__mulai", "id")
    )


# What follows from it


def susun_tahun(
    bahan: BahanKredit,
    tahun: int,
    *,
    jenis: JenisKonversi,
    tabel: TabelKoefisien,
    atur: PengaturanKredit,
    mulai: int = 1,
    sampai: int = aturan.BULAN_SETAHUN,
) -> HasilKonversi:
    """The conversions of a year that can still be fixed, and why the other months cannot."""
    return aturan.susun_konversi(
        tahun,
        jenis=jenis,
        masa=bahan.masa,
        nilai=bahan.nilai(tahun),
        skp=bahan.skp,
        jeda=bahan.jeda,
        koefisien=tabel.koefisien,
        aturan=HitungBulan(atur.hitung_bulan),
        sudah=bahan.sudah(tahun),
        mulai=mulai,
        sampai=sampai,
    )


@dataclass(frozen=True)
class Usulan:
    """What can be fixed of a year."""

    tahun: int
    jenis: JenisKonversi
    hasil: HasilKonversi

    @property
    def jumlah_tampil(self) -> str:
        return aturan.tampil_kredit(sum((b.angka_kredit for b in self.hasil.baris), Fraction(0)))


@dataclass(frozen=True)
class RekapKredit:
    """One person's angka kredit as a page shows it."""

    bahan: BahanKredit
    penempatan: Penempatan | None
    jenjang: JenjangFungsional | None
    koefisien: Koefisien | None
    alasan: str
    """Why this person earns none today; empty where he does."""
    saldo: tuple[SaldoKredit, ...]
    konversi: tuple[KonversiAngkaKredit, ...]
    lampau: tuple[KonversiAngkaKredit, ...]
    """Conversions of an earlier jenjang, which no longer count."""
    usulan: tuple[Usulan, ...]
    periodik: Usulan | None
    total: Fraction
    pangkat: Kebutuhan | None
    naik: Kebutuhan | None

    @property
    def pegawai(self) -> Pegawai:
        return self.bahan.pegawai

    @property
    def total_tampil(self) -> str:
        return aturan.tampil_kredit(self.total)

    @property
    def dasar_kurang(self) -> str:
        """The AK dasar that a golongan above the first of its jenjang brings, while nothing is recorded."""
        k, golongan = self.koefisien, self.pegawai.golongan
        if k is None or self.alasan or self.saldo or k.akk_pangkat is None or golongan not in k.golongan[1:]:
            return ""
        return aturan.tampil_kredit(k.akk_pangkat * k.golongan.index(golongan))

    @property
    def perkiraan(self) -> list[tuple[str, str]]:
        """How long the missing credit still takes with predikat Baik."""
        if self.koefisien is None:
            return []
        return [
            (apa, tampil_lama(perkiraan_bulan(k.kurang, self.koefisien.koefisien)))
            for apa, k in (("kenaikan pangkat", self.pangkat), ("kenaikan jenjang", self.naik))
            if k is not None and k.kurang > 0
        ]


def rekap_kredit(
    bahan: BahanKredit, tabel: TabelKoefisien, atur: PengaturanKredit, hari_ini: date
) -> RekapKredit:
    """Add up what counts in today's jenjang, and hold it against what the next step needs."""
    tempat = bahan.penempatan_pada(hari_ini)
    jenjang = jenjang_of(tempat) if tempat else None
    alasan = _tanpa_kredit(bahan.pegawai, jenjang, atur)
    k = tabel.pada(jenjang, tempat.jabatan_id, hari_ini) if tempat and jenjang else None
    ikut = (lambda j: j == jenjang) if atur.is_per_jenjang else (lambda _: True)
    saldo = tuple(s for s in bahan.saldo if ikut(s.jenjang))
    konversi = tuple(c for c in bahan.konversi if ikut(c.jenjang))
    total = jumlah_kredit(saldo, konversi)
    usulan, periodik = ((), None) if alasan else _usulan(bahan, tabel, atur)
    return RekapKredit(
        bahan,
        tempat,
        None if alasan else jenjang,
        k,
        alasan,
        saldo,
        konversi,
        tuple(c for c in bahan.konversi if not ikut(c.jenjang)),
        usulan,
        periodik,
        total,
        kebutuhan_pangkat(k, bahan.pegawai.golongan, total, HitungPangkat(atur.hitung_pangkat))
        if k and not alasan
        else None,
        kebutuhan_jenjang(k, total) if k and not alasan else None,
    )


def jumlah_kredit(saldo: Iterable[SaldoKredit], konversi: Iterable[KonversiAngkaKredit]) -> Fraction:
    awal = sum((Fraction(s.nilai) for s in saldo), Fraction(0))
    return sum((c.angka_kredit for c in konversi), awal)


def _tanpa_kredit(pegawai: Pegawai, jenjang: JenjangFungsional | None, atur: PengaturanKredit) -> str:
    if not is_berhak(pegawai.jenis, pppk=atur.is_pppk):
        return "Angka kredit hanya dihitung untuk PNS dalam jabatan fungsional."
    if jenjang is None:
        return "Angka kredit dihitung untuk jabatan fungsional berjenjang. Jabatan saat ini bukan itu."
    return ""


def _usulan(
    bahan: BahanKredit, tabel: TabelKoefisien, atur: PengaturanKredit
) -> tuple[tuple[Usulan, ...], Usulan | None]:
    """By the year wherever an annual evaluation is final; by the period only for the latest year without one."""
    tahunan, periodik = [], None
    for tahun in bahan.tahun_dinilai:
        hasil = susun_tahun(bahan, tahun, jenis=JenisKonversi.TAHUNAN, tabel=tabel, atur=atur)
        if hasil.baris:
            tahunan.append(Usulan(tahun, JenisKonversi.TAHUNAN, hasil))
    akhir = max(bahan.tahun_dinilai, default=None)
    if akhir is not None and not any(n.is_tahunan for n in bahan.nilai(akhir)):
        hasil = susun_tahun(bahan, akhir, jenis=JenisKonversi.PERIODIK, tabel=tabel, atur=atur)
        if hasil.baris:
            periodik = Usulan(akhir, JenisKonversi.PERIODIK, hasil)
    return tuple(tahunan), periodik


def rekap_satu(pegawai: Pegawai, hari_ini: date) -> RekapKredit:
    """One person with the agency's figures and rules. Eight queries."""
    atur, tabel = pengaturan_kredit(pegawai.instansi), tabel_koefisien(pegawai.instansi_id)
    return rekap_kredit(muat_kredit([pegawai])[pegawai.pk], tabel, atur, hari_ini)


def dokumen_kredit(rekap: RekapKredit) -> dict[int, list[Dokumen]]:
    """The issued papers by the key of what they are printed from. One query."""
    hasil: dict[int, list[Dokumen]] = defaultdict(list)
    konversi = [k.pk for k in (*rekap.konversi, *rekap.lampau)]
    semua = Dokumen.objects.filter(
        Q(konversi__in=konversi) | Q(penetapan__in=[t.pk for t in rekap.bahan.penetapan])
    ).defer("naskah")
    for d in semua.order_by("pk"):
        hasil[d.konversi_id or -(d.penetapan_id or 0)].append(d)
    return dict(hasil)
