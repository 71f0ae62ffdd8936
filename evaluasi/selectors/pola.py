"""The people for whom one capaian counts, held against its pola, as far as the asking penilai may know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When

from evaluasi.models import AlasanPola, CapaianOrganisasi, Evaluasi, PengaturanPola
from evaluasi.permissions import STATUS_BISA_DINILAI, STATUS_TERBUKA_BAGI_PEGAWAI, pengaturan_pola
from evaluasi.rules import (
    TEKS_POLA,
    URUTAN_KURVA,
    PeriksaPola,
    Predikat,
    PredikatOrganisasi,
    boleh_tampak,
    check_pola,
    is_beralasan,
    tulis_persen,
)
from evaluasi.selectors.capaian import capaian_untuk_banyak
from evaluasi.selectors.tim import per_skp, skp_dinilai
from pegawai.models import Pegawai
from skp.models import Periode


@dataclass(frozen=True)
class AnggotaPola:
    """One person whom the asking penilai rates, and the predikat he has noted so far."""

    nama: str
    jabatan: str
    skp_uuid: str
    penempatan_id: int
    predikat: Predikat | None
    is_terbuka: bool
    """Whether the predikat is more than a draft."""


@dataclass(frozen=True)
class SebaranCapaian:
    """Everybody for whom one capaian counts in a period."""

    capaian: CapaianOrganisasi
    atur: PengaturanPola
    anggota: Sequence[AnggotaPola]
    lain: Mapping[Predikat, int]
    """Results of people whom others rate."""
    tersembunyi: int
    """How many of those the asking penilai may not see one by one."""
    tersembunyi_bawah: int
    """How many strangers are in the parts below that have a capaian of their own."""
    alasan: AlasanPola | None = None

    @property
    def pola(self) -> PredikatOrganisasi:
        return PredikatOrganisasi(self.capaian.predikat)

    @property
    def teks(self) -> str:
        """The pola in the circular's words."""
        return TEKS_POLA[self.pola]

    @property
    def tim(self) -> dict[Predikat, int]:
        hasil = dict.fromkeys(Predikat, 0)
        for a in self.anggota:
            if a.predikat is not None:
                hasil[a.predikat] += 1
        return hasil

    @property
    def seunit(self) -> bool:
        """Whether the figures hold the whole unit; else it would tell what others have rated.

        Whoever also knows the sum of the unit with its parts would find the results of few people by subtracting.
        """
        asing = (self.tersembunyi, self.tersembunyi_bawah)
        return sum(self.lain.values()) > 0 and all(boleh_tampak(n, self.atur.kelompok_min) for n in asing)

    @property
    def disembunyikan(self) -> bool:
        return sum(self.lain.values()) > 0 and not self.seunit

    @cached_property
    def jumlah(self) -> dict[Predikat, int]:
        return {p: n + (self.lain.get(p, 0) if self.seunit else 0) for p, n in self.tim.items()}

    @property
    def belum(self) -> int:
        """Members of one's own without a predikat: until then the figures are provisional."""
        return sum(a.predikat is None for a in self.anggota)

    @cached_property
    def periksa(self) -> PeriksaPola:
        return self.periksa_jumlah(self.jumlah)

    def periksa_jumlah(self, jumlah: Mapping[Predikat, int]) -> PeriksaPola:
        return check_pola(self.pola, jumlah, unit_kecil=self.atur.unit_kecil)

    @property
    def perlu_alasan(self) -> bool:
        """Whether something lies outside the pola that no reason of this penilai covers yet."""
        if not self.atur.minta_alasan or self.periksa.sesuai:
            return False
        return self.alasan is None or not is_beralasan(self.periksa, self.alasan.aturan)

    def dengan(self, coba: Mapping[str, Predikat | None]) -> dict[Predikat, int]:
        """The counts if these members (by the key of their SKP) had these predikat."""
        hasil = dict(self.jumlah)
        for a in self.anggota:
            if a.skp_uuid in coba:
                if a.predikat is not None:
                    hasil[a.predikat] -= 1
                if (baru := coba[a.skp_uuid]) is not None:
                    hasil[baru] += 1
        return hasil


@dataclass(frozen=True)
class BarisSebaran:
    """One predikat: how many people, and the share where a share says something."""

    predikat: Predikat
    n: int
    persen: str


def baris_sebaran(jumlah: Mapping[Predikat, int], unit_kecil: int) -> list[BarisSebaran]:
    """The counts in the order of the curve, with shares only in a unit large enough."""
    total = sum(jumlah.values())
    besar = total >= unit_kecil
    return [
        BarisSebaran(p, jumlah.get(p, 0), tulis_persen(jumlah.get(p, 0), total) if besar else "")
        for p in URUTAN_KURVA
    ]


@dataclass
class _Kelompok:
    capaian: CapaianOrganisasi
    anggota: list[AnggotaPola] = field(default_factory=list)


def sebaran_penilai(
    pelaku: Pegawai, periode: Periode, pada: date, *, capaian: CapaianOrganisasi | None = None
) -> list[SebaranCapaian]:
    """The people whom `pelaku` rates, by the capaian that counts for them, with everybody beside them.

    Six queries for any number of people. `capaian` narrows the answer to one of them.
    """
    daftar = list(
        skp_dinilai(pelaku, periode, pada)
        .filter(status__in=STATUS_BISA_DINILAI, is_plt_plh=False)
        .select_related("pegawai", "penempatan__jabatan", "penempatan__unit")
    )
    berlaku = capaian_untuk_banyak({s.penempatan.unit for s in daftar}, periode)
    if capaian is not None:
        berlaku = {u: c for u, c in berlaku.items() if c.pk == capaian.pk}
    if not berlaku:
        return []
    ada = Evaluasi.objects.berlaku().filter(periode=periode, penempatan__in=[s.penempatan_id for s in daftar])
    dinilai = per_skp(daftar, ada.only("skp", "penempatan", "predikat", "status"))
    kelompok: dict[int, _Kelompok] = {}
    for s in daftar:
        if c := berlaku.get(s.penempatan.unit_id):
            e = dinilai.get(s.pk)
            kelompok.setdefault(c.pk, _Kelompok(c)).anggota.append(
                AnggotaPola(
                    nama=s.pegawai.nama_lengkap,
                    jabatan=s.penempatan.jabatan_tampil,
                    skp_uuid=str(s.uuid),
                    penempatan_id=s.penempatan_id,
                    predikat=Predikat(e.predikat) if e and e.predikat else None,
                    is_terbuka=e is not None and e.status in STATUS_TERBUKA_BAGI_PEGAWAI,
                )
            )
    lain = _lain(pelaku, periode, kelompok)
    alasan: dict[int, AlasanPola] = {}
    for a in AlasanPola.objects.filter(capaian__in=kelompok, oleh=pelaku).order_by("dibuat_pada", "pk"):
        alasan[a.capaian_id] = a
    atur = pengaturan_pola(pelaku.instansi_id)
    return [
        SebaranCapaian(k.capaian, atur, k.anggota, *lain[pk], alasan.get(pk)) for pk, k in kelompok.items()
    ]


def _lain(
    pelaku: Pegawai, periode: Periode, kelompok: Mapping[int, _Kelompok]
) -> dict[int, tuple[dict[Predikat, int], int, int]]:
    """Open results of everybody else for whom these capaian count: per predikat, and how many are strangers there and
    in the parts below with a capaian of their own."""
    sendiri = [a.penempatan_id for k in kelompok.values() for a in k.anggota]
    milik = When(Q(pk__in=()), then=Value(0))
    tetap = jalur_capaian(periode)
    jalur = {pk: k.capaian.unit.jalur for pk, k in kelompok.items()}
    lingkup = [When(lingkup_capaian(j, tetap), then=Value(pk)) for pk, j in jalur.items()]
    # of what is below, the innermost of these units; minus its key
    bawah = [
        When(penempatan__unit__jalur__startswith=j, then=Value(-pk))
        for pk, j in sorted(jalur.items(), key=lambda x: -len(x[1]))
        if any(t != j and t.startswith(j) for t in tetap)
    ]
    terlihat = Evaluasi.objects.visible_to(pelaku).filter(periode=periode).values("pk")
    baris = (
        hasil_terbuka(periode)
        .exclude(penempatan__in=sendiri)
        .annotate(kelompok=Case(milik, *lingkup, *bawah, output_field=IntegerField()))
        .filter(kelompok__isnull=False)
        .order_by()
        .values("kelompok", "predikat")
        .annotate(n=Count("pk"), asing=Count("pk", filter=~Q(pk__in=terlihat)))
    )
    jumlah: dict[int, dict[Predikat, int]] = {pk: {} for pk in kelompok}
    asing: Counter[int] = Counter()
    for b in baris:
        asing[b["kelompok"]] += b["asing"]
        if b["kelompok"] > 0:
            jumlah[b["kelompok"]][Predikat(b["predikat"])] = b["n"]
    return {
        pk: (
            jumlah[pk],
            asing[pk],
            asing[-pk] + sum(asing[d] + asing[-d] for d, jd in jalur.items() if jd != j and jd.startswith(j)),
        )
        for pk, j in jalur.items()
    }


def hasil_terbuka(periode: Periode) -> Any:
    """Evaluations of a period whose predikat is more than a draft; acting posts do not count twice."""
    return (
        Evaluasi.objects.berlaku()
        .filter(periode=periode, status__in=STATUS_TERBUKA_BAGI_PEGAWAI, skp__is_plt_plh=False)
        .exclude(predikat="")
    )


def jalur_capaian(periode: Periode) -> list[str]:
    """The paths of all units with a fixed capaian of their own in a period."""
    return list(
        CapaianOrganisasi.objects.ditetapkan().filter(periode=periode).values_list("unit__jalur", flat=True)
    )


def lingkup_capaian(jalur: str, tetap: Sequence[str]) -> Q:
    """The condition for evaluations whose nearest fixed capaian is that of the unit with this path."""
    q = Q(penempatan__unit__jalur__startswith=jalur)
    for j in puncak_saja(t for t in tetap if t != jalur and t.startswith(jalur)):
        q &= ~Q(penempatan__unit__jalur__startswith=j)
    return q


def puncak_saja(jalur: Iterable[str]) -> list[str]:
    """Of paths that lie within each other only the outermost."""
    hasil: list[str] = []
    for j in sorted(jalur):
        if not hasil or not j.startswith(hasil[-1]):
            hasil.append(j)
    return hasil
