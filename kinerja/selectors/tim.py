"""Reads for leaders: each member's week on one line, and one person's work from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Count, Max, Q, QuerySet, Value
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kinerja.models import CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from kinerja.rules import PeranPemberi, jatuh_tempo
from kinerja.selectors.bukti import daftar_bukti
from kinerja.selectors.umpan_balik import umpan_balik_tampil
from kinerja.selectors.umpan_balik_daftar import kolom_irama
from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, Penempatan
from pegawai.models.penempatan import berlaku_pada
from pegawai.prepared import prepared
from pegawai.rules import PeranTim
from skp.models import RencanaHasilKerja, Skp
from skp.rules import STATUS_TETAP


def minggu_dari(hari: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    senin = hari - timedelta(days=hari.weekday())
    return senin, senin + timedelta(days=6)


@dataclass(frozen=True)
class Anggota:
    """One member: who, in which relation to the leader, how the week went, when somebody last spoke to him."""

    kunci: str
    pegawai: Pegawai
    jabatan: str
    peran: PeranPemberi
    tim: str
    skp: Skp | None
    """The SKP of today; None where there is none yet."""
    per_hari: dict[date, int] = field(default_factory=dict)
    bukti: int = 0
    realisasi: int = 0
    perilaku: int = 0
    umpan_balik_terakhir: date | None = None
    jatuh_tempo: date | None = None
    """When the agency's rhythm asks this leader for the next word; None where it asks for none."""
    is_penilai: bool = False
    """Leads people himself: his team is one click further."""

    @property
    def jumlah(self) -> int:
        return sum(self.per_hari.values())

    @property
    def jumlah_hari(self) -> int:
        return len(self.per_hari)

    @property
    def boleh(self) -> bool:
        """Whether feedback can be given: there is an SKP in force."""
        return self.skp is not None and self.skp.status in STATUS_TETAP

    @property
    def hari_tanpa_umpan_balik(self) -> int | None:
        """Days since anybody gave feedback; None: never under this SKP."""
        if self.umpan_balik_terakhir is None:
            return None
        return (timezone.localdate() - self.umpan_balik_terakhir).days

    @property
    def is_jatuh_tempo(self) -> bool:
        return self.boleh and self.jatuh_tempo is not None and self.jatuh_tempo <= timezone.localdate()

    def minggu(self, senin: date) -> list[tuple[date, int]]:
        """Monday to Friday with their entries, and a day of the weekend where there are any."""
        hari = [senin + timedelta(days=n) for n in range(7)]
        return [(h, self.per_hari.get(h, 0)) for h in hari if h.weekday() < 5 or h in self.per_hari]


@dataclass(frozen=True)
class Calon:
    """Who belongs on the page: by the placement that is rated, or as a member of a team."""

    pegawai: Pegawai
    penempatan: Penempatan | None
    peran: PeranPemberi
    tim: str = ""

    @property
    def kunci(self) -> str:
        """What tells two lines apart: one person may serve in two posts."""
        return str(self.penempatan.uuid if self.penempatan else self.pegawai.uuid)


def anggota_of(pelaku: Pegawai) -> list[Calon]:
    """Whom a person leads today: those he rates by placement, then the members of his teams (two queries)."""
    hari = timezone.localdate()
    hasil = [Calon(h.pegawai, h.penempatan, PeranPemberi.PENILAI) for h in _dinilai(pelaku, hari)]
    sudah = {c.pegawai.pk for c in hasil}
    for a in _setim(pelaku, hari):
        if a.pegawai_id not in sudah:
            sudah.add(a.pegawai_id)
            hasil.append(Calon(a.pegawai, None, PeranPemberi.KETUA_TIM, a.tim.nama))
    return hasil


@prepared
def _dinilai(pelaku: Pegawai, hari: date) -> QuerySet[HubunganPenilai]:
    return (
        HubunganPenilai.objects.filter(penilai=pelaku)
        .pada(hari)
        .filter(berlaku_pada(hari, "penempatan__"))
        .select_related("pegawai", "penempatan__jabatan")
        .order_by("pegawai__nama", "pegawai_id", "penempatan__jenis")
    )


@prepared
def _setim(pelaku: Pegawai, hari: date) -> QuerySet[AnggotaTim]:
    dipimpin = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=pelaku, peran=PeranTim.KETUA)
    return (
        AnggotaTim.objects.filter(berlaku_pada(hari), tim__in=dipimpin.values("tim"))
        .exclude(pegawai=pelaku)
        .select_related("pegawai", "tim")
        .order_by("pegawai__nama", "pegawai_id", "tim__nama")
    )


def calon_of(pelaku: Pegawai, skp: Skp) -> Calon:
    """The line on which an SKP stands for this leader; for the penilai's superior it stands by its placement."""
    langsung = (c for c in anggota_of(pelaku) if c.pegawai.pk == skp.pegawai_id)
    cocok = (c for c in langsung if c.penempatan is None or c.penempatan.pk == skp.penempatan_id)
    return next(cocok, Calon(skp.pegawai, skp.penempatan, PeranPemberi.ATASAN_PENILAI))


def tim_minggu(calon: Sequence[Calon], hari: date, pemimpin: Pegawai | None = None) -> list[Anggota]:
    """The week of each member on one line: seven queries for 3 members and for 300."""
    return isi_minggu(ringkas_tim(calon, hari, pemimpin), hari)


def ringkas_tim(calon: Sequence[Calon], hari: date, pemimpin: Pegawai | None = None) -> list[Anggota]:
    """Each member with his SKP and the last word to him: what a list is sorted and narrowed by. Three queries.

    The rhythm binds the penilai; what others say to his member is no word of his.
    """
    skp = skp_anggota(calon, hari)
    terakhir = {
        pk: (semua, dari) for pk, semua, dari in _kata_terakhir(pemimpin, *(s.pk for s in skp.values()))
    }
    jabatan = jabatan_anggota([c.pegawai.pk for c in calon if c.penempatan is None])
    hasil = []
    for c in calon:
        s = skp.get((c.pegawai.pk, c.penempatan.pk if c.penempatan else 0))
        semua, dari = terakhir.get(s.pk, (None, None)) if s else (None, None)
        tempo = None
        if s is not None and pemimpin is not None and c.peran == PeranPemberi.PENILAI:
            tempo = jatuh_tempo(terakhir=dari, mulai=s.mulai, hari=s.irama or None)  # type: ignore[attr-defined]
        hasil.append(
            Anggota(
                kunci=c.kunci,
                pegawai=c.pegawai,
                jabatan=c.penempatan.jabatan_tampil if c.penempatan else jabatan.get(c.pegawai.pk, "-"),
                peran=c.peran,
                tim=c.tim,
                skp=s,
                umpan_balik_terakhir=semua,
                jatuh_tempo=tempo,
            )
        )
    return hasil


@prepared
def _kata_terakhir(pemimpin: Pegawai | None, *skp: int) -> QuerySet[Any, Any]:
    """Under each SKP the day of the last feedback, and of this leader's last."""
    return (
        UmpanBalik.objects.aktif()
        .filter(skp__in=skp)
        .values_list("skp")
        .annotate(Max("tanggal"), dari=Max("tanggal", filter=Q(pemberi=pemimpin)))
        .order_by("skp")
    )


def isi_minggu(anggota: Sequence[Anggota], hari: date) -> list[Anggota]:
    """Add to each member what his week holds: entries by day, evidence, realisasi, behaviours. Four queries."""
    kunci = [a.skp.pk for a in anggota if a.skp]
    mulai, selesai = minggu_dari(hari)
    per_hari = _per_hari(kunci, mulai, selesai)
    bukti = dict(_bukti_minggu(mulai, selesai, *kunci))
    lain = _realisasi_perilaku(kunci, mulai, selesai)
    memimpin = set(_memimpin(timezone.localdate(), *(a.pegawai.pk for a in anggota)))
    return [
        replace(
            a,
            per_hari=per_hari.get(a.skp.pk, {}) if a.skp else {},
            bukti=bukti.get(a.skp.pk, 0) if a.skp else 0,
            realisasi=lain.get((a.skp.pk, "realisasi"), 0) if a.skp else 0,
            perilaku=lain.get((a.skp.pk, "perilaku"), 0) if a.skp else 0,
            is_penilai=a.pegawai.pk in memimpin,
        )
        for a in anggota
    ]


@prepared
def _bukti_minggu(mulai: date, selesai: date, *skp: int) -> QuerySet[Any, Any]:
    return (
        CatatanHarian.objects.aktif()
        .filter(skp__in=skp, tanggal__gte=mulai, tanggal__lte=selesai)
        .values_list("skp")
        .annotate(n=Count("bukti", distinct=True))
        .order_by("skp")
    )


@prepared
def _memimpin(hari: date, *pegawai: int) -> QuerySet[HubunganPenilai, int]:
    """Who of these leads people himself."""
    pada = HubunganPenilai.objects.filter(penilai__in=pegawai).pada(hari)
    return pada.values_list("penilai_id", flat=True)


def _realisasi_perilaku(skp: Sequence[int], mulai: date, selesai: date) -> dict[tuple[int, str], int]:
    """How many realisasi and behaviours were recorded in a span, by SKP and kind. One query."""
    awal = timezone.make_aware(datetime.combine(mulai, time.min))
    akhir = timezone.make_aware(datetime.combine(selesai + timedelta(days=1), time.min))
    return {(pk, apa): n for pk, apa, n in _banyak_minggu(mulai, selesai, awal, akhir, *skp)}


@prepared
def _banyak_minggu(
    mulai: date, selesai: date, awal: datetime, akhir: datetime, *skp: int
) -> QuerySet[Any, Any]:
    realisasi = Realisasi.objects.filter(skp__in=skp, diubah_pada__gte=awal, diubah_pada__lt=akhir)
    perilaku = CatatanPerilaku.objects.aktif().filter(skp__in=skp, tanggal__gte=mulai, tanggal__lte=selesai)
    bagian = [
        q.order_by().annotate(apa=Value(apa, CharField())).values_list("skp", "apa").annotate(n=Count("id"))
        for q, apa in ((realisasi, "realisasi"), (perilaku, "perilaku"))
    ]
    return bagian[0].union(bagian[1], all=True)


SARINGAN_TIM = {
    "jatuh_tempo": "Waktunya umpan balik",
    "belum_pernah": "Belum pernah diberi umpan balik",
    "belum_ber_skp": "Belum dapat diberi umpan balik",
}


def saring_tim(anggota: Sequence[Anggota], *, q: str = "", saring: str = "", urut: str = "") -> list[Anggota]:
    """Narrow and sort the members; `tanpa`: by the last word, so who has waited longest comes first."""
    cocok = {
        "jatuh_tempo": lambda a: a.is_jatuh_tempo,
        "belum_pernah": lambda a: a.boleh and a.umpan_balik_terakhir is None,
        "belum_ber_skp": lambda a: not a.boleh,
    }.get(saring, lambda a: True)
    cari = q.casefold().strip()
    hasil = [
        a
        for a in anggota
        if cocok(a) and (cari in f"{a.pegawai.nama_lengkap} {a.jabatan} {a.tim}".casefold())
    ]
    if urut.lstrip("-") == "tanpa":
        # who cannot be told anything waits for nothing: always last
        return sorted(
            hasil,
            key=lambda a: (
                not a.boleh,
                (1 if urut == "tanpa" else -1) * (a.umpan_balik_terakhir or date.min).toordinal(),
                a.pegawai.nama,
            ),
        )
    return sorted(hasil, key=lambda a: a.pegawai.nama, reverse=True) if urut == "-nama" else hasil


def skp_anggota(calon: Iterable[Calon], hari: date) -> dict[tuple[int, int], Skp]:
    """The SKP of the day: of the very placement that one rates, or the definitif one of a team's member."""
    penempatan = {c.penempatan.pk for c in calon if c.penempatan}
    lepas = {c.pegawai.pk for c in calon if not c.penempatan}
    hasil: dict[tuple[int, int], Skp] = {}
    for s in _skp_anggota(hari, (len(penempatan),), *penempatan, *lepas):
        if s.penempatan_id in penempatan:
            hasil[s.pegawai_id, s.penempatan_id] = s
        if s.pegawai_id in lepas:
            hasil[s.pegawai_id, 0] = s
    return hasil


@prepared
def _skp_anggota(hari: date, banyak: tuple[int], *kunci: int) -> QuerySet[Any]:
    """Under the placements that are named first, and the definitif ones of the people that follow."""
    penempatan, lepas = kunci[: banyak[0]], kunci[banyak[0] :]
    return (
        Skp.objects.berlaku()
        .pada(hari)
        .filter(Q(penempatan__in=penempatan) | Q(pegawai__in=lepas, is_plt_plh=False))
        .annotate(irama=kolom_irama())
        .order_by("versi", "id")
    )


@prepared
def _baris_per_hari(mulai: date, selesai: date, *skp: int) -> QuerySet[Any, Any]:
    return (
        CatatanHarian.objects.aktif()
        .filter(skp__in=skp, tanggal__gte=mulai, tanggal__lte=selesai)
        .values_list("skp", "tanggal")
        .annotate(n=Count("id"))
        .order_by("skp", "tanggal")
    )


def _per_hari(skp: Sequence[int], mulai: date, selesai: date) -> dict[int, dict[date, int]]:
    hasil: dict[int, dict[date, int]] = defaultdict(dict)
    for kunci, hari, n in _baris_per_hari(mulai, selesai, *skp):
        hasil[kunci][hari] = n
    return hasil


def jabatan_anggota(pegawai: Sequence[int]) -> dict[int, str]:
    if not pegawai:
        return {}
    return {
        p.pegawai_id: p.jabatan_tampil
        for p in Penempatan.objects.filter(pegawai__in=pegawai)
        .definitif()
        .pada(timezone.localdate())
        .select_related("jabatan")
    }


# --- one person from day to day ------------------------------------------------------------------
JENIS_BUTIR = {
    "catatan": "Catatan kerja",
    "realisasi": "Realisasi",
    "perilaku": "Perilaku",
    "umpan_balik": "Umpan balik",
}


@dataclass(frozen=True)
class Butir:
    """One thing on the time line."""

    jenis: str
    tanggal: date
    objek: Any
    bukti: tuple[Mapping[str, str], ...] = ()

    @property
    def label(self) -> str:
        return JENIS_BUTIR[self.jenis]


def linimasa(
    skp: Skp, mulai: date, selesai: date, *, jenis: str = "", rhk: RencanaHasilKerja | None = None
) -> list[Butir]:
    """Entries, realisasi, behaviours and feedback of a span, the latest first (four queries)."""
    dalam = Q(tanggal__gte=mulai, tanggal__lte=selesai)
    butir: list[Butir] = []
    if jenis in ("", "catatan"):
        catatan = CatatanHarian.objects.aktif().filter(dalam, skp=skp).select_related("rhk", "rencana_aksi")
        butir += _butir("catatan", catatan.filter(rhk=rhk) if rhk else catatan)
    if jenis in ("", "realisasi"):
        realisasi = Realisasi.objects.filter(
            skp=skp, diubah_pada__date__gte=mulai, diubah_pada__date__lte=selesai
        ).select_related("indikator", "periode")
        butir += _butir("realisasi", realisasi.filter(indikator__rhk=rhk) if rhk else realisasi)
    if jenis in ("", "perilaku") and rhk is None:
        butir += _butir(
            "perilaku", CatatanPerilaku.objects.aktif().filter(dalam, skp=skp).select_related("oleh")
        )
    if jenis in ("", "umpan_balik"):
        kata = umpan_balik_tampil().filter(dalam, skp=skp)
        butir += [Butir("umpan_balik", u.tanggal, u) for u in (kata.filter(rhk=rhk) if rhk else kata)]
    return sorted(butir, key=lambda b: (b.tanggal, b.objek.dibuat_pada), reverse=True)


def _butir(jenis: str, baris: Any) -> list[Butir]:
    return [
        Butir(
            jenis,
            timezone.localdate(o.diubah_pada) if jenis == "realisasi" else o.tanggal,
            o,
            tuple(o.daftar_bukti),
        )
        for o in baris.annotate(daftar_bukti=daftar_bukti(jenis))
    ]


def jumlah_per_bulan(skp: Skp) -> dict[date, int]:
    """How many entries each month of an SKP has: the way into the time line."""
    return dict(
        CatatanHarian.objects.aktif()
        .filter(skp=skp)
        .annotate(bulan=TruncMonth("tanggal"))
        .values_list("bulan")
        .annotate(n=Count("id"))
        .order_by("bulan")
    )
