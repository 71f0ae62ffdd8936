"""Who stands in a matrix: those the leader rates, his teams, those he added; and the SKP of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Q, QuerySet, Value
from django.utils import timezone

from pegawai.models import AnggotaTim, HubunganPenilai, Penempatan
from pegawai.models.penempatan import berlaku_pada
from pegawai.prepared import prepared
from pegawai.rules import JenisPenugasan, PeranTim
from skp.models import PesertaMatriks, Skp
from skp.rules import PeranMatriks
from skp.selectors.dasar import hari_penilai


@dataclass
class Anggota:
    """What is known of a person of the team before his cells are read."""

    pegawai_id: int
    penempatan: Penempatan | None = None
    peran: PeranMatriks = PeranMatriks.ANGGOTA
    dinilai: bool = False
    setim: bool = False
    ditambahkan: bool = False

    @property
    def is_anggota(self) -> bool:
        return self.dinilai or self.setim or self.ditambahkan


TAMPIL = ("penempatan__jabatan", "penempatan__unit", "penempatan__pegawai")
_PERAN = {PeranTim.KETUA: PeranMatriks.KETUA, PeranTim.KOORDINATOR: PeranMatriks.KOORDINATOR}


def anggota_of(skp: Skp, hanya: Collection[int] | None = None, *, peran: bool = True) -> dict[int, Anggota]:
    """Everyone among whom the leader divides his results: those he rates, his teams, those he added.

    Two queries; `hanya` narrows them to these keys. A person in several ways stands once. Without `peran` nobody
    asks for their part and post, and the second query only for those whom the leader does not rate.
    """
    hari = hari_penilai(skp)
    saring = Q() if hanya is None else Q(pegawai__in=hanya)
    hasil: dict[int, Anggota] = {}
    unit = skp.penempatan.unit_id if skp.penempatan.is_kepala else 0
    for h in _dinilai(skp.pegawai_id, unit, skp.instansi_id, hari, peran, hanya is None, *(hanya or ())):
        satu = hasil.setdefault(h.pegawai_id, Anggota(h.pegawai_id, dinilai=True))
        # the definitif post stands for a person who is also acting somewhere under the same leader
        if satu.penempatan is None or h.penempatan.jenis == "D":
            satu.penempatan = h.penempatan
        if h.penempatan.is_kepala:
            satu.peran = PeranMatriks.KOORDINATOR
    if not peran and hanya is not None and len(hasil) == len(set(hanya)):
        return hasil
    for pegawai_id, bagian, milik in _keanggotaan(skp, hari, saring, hasil):
        if pegawai_id == skp.pegawai_id:
            continue
        satu = hasil.setdefault(pegawai_id, Anggota(pegawai_id))
        if milik == "peserta":
            satu.ditambahkan = True
            continue
        satu.setim = satu.setim or milik == "tim"
        satu.peran = min(satu.peran, _PERAN.get(PeranTim(bagian), satu.peran), key=list(PeranMatriks).index)
    return hasil


@prepared
def _dinilai(
    penilai: int, unit: int, instansi: int, hari: date, peran: bool, semua: bool, *hanya: int
) -> QuerySet[HubunganPenilai]:
    """Those whom the leader rates; those of his unit stay in his matrix on days on which a PLT or PLH rates them."""
    saring = Q() if semua else Q(pegawai__in=hanya)
    pelaksana = (
        Penempatan.objects.filter(berlaku_pada(hari), unit=unit, is_kepala=True)
        .exclude(jenis=JenisPenugasan.DEFINITIF)
        .values("pegawai")
    )
    di_unit = Q(penempatan__unit=unit) | Q(penempatan__unit__induk=unit, penempatan__is_kepala=True)
    return (
        HubunganPenilai.objects.filter(
            saring, Q(penilai=penilai) | (Q(penilai__in=pelaksana) & di_unit), instansi=instansi
        )
        .pada(hari)
        .select_related(*(TAMPIL if peran else ("penempatan",)))
    )


def _keanggotaan(
    skp: Skp, hari: date, saring: Q, dinilai: Mapping[int, Anggota]
) -> Iterable[tuple[int, str, str]]:
    """The members of his teams, the parts that his other people have in teams, and those he added: one query."""
    dipimpin = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=skp.pegawai_id, peran=PeranTim.KETUA)
    aktif = AnggotaTim.objects.filter(berlaku_pada(hari), saring)
    kolom = ("pegawai_id", "peran", "milik")
    setim = aktif.filter(tim__in=dipimpin.values("tim")).annotate(milik=Value("tim", CharField()))
    pemuka = aktif.filter(pegawai__in=list(dinilai), peran__in=list(_PERAN)).annotate(
        milik=Value("peran", CharField())
    )
    peserta = PesertaMatriks.objects.filter(saring, skp=skp).annotate(
        peran=Value("", CharField()), milik=Value("peserta", CharField())
    )
    return setim.values_list(*kolom).union(pemuka.values_list(*kolom), peserta.values_list(*kolom))


def tempat_of(skp: Skp, pegawai: Collection[int]) -> dict[int, Penempatan]:
    """Where these people serve: their definitif post on the day that counts (one query, none for nobody)."""
    if not pegawai:
        return {}
    semua = (
        Penempatan.objects.definitif()
        .pada(hari_penilai(skp))
        .filter(pegawai__in=pegawai)
        .select_related("pegawai", "jabatan", "unit")
    )
    return {p.pegawai_id: p for p in semua}


def skp_anggota_of(skp: Skp, anggota: Iterable[Anggota], *, kunci: bool = False) -> dict[int, Skp]:
    """The SKP of each person into which this leader's results go (one query).

    Of that year, sharing a day with the leader's; for the post he rates, for others the definitif one. Of two
    spans the later: the earlier one is history. `kunci`: locked, for who is about to write into them.
    """
    tempat = {a.pegawai_id: a.penempatan.pk if a.penempatan and a.dinilai else None for a in anggota}
    hasil: dict[int, Skp] = {}
    for s in _skp_anggota(skp.instansi_id, skp.periode.tahun, skp.mulai, skp.selesai, kunci, *tempat):
        penempatan = tempat[s.pegawai_id]
        if s.penempatan_id == penempatan if penempatan else not s.is_plt_plh:
            hasil[s.pegawai_id] = s
    return hasil


@prepared
def _skp_anggota(
    instansi: int, tahun: int, mulai: date, selesai: date, kunci: bool, *pegawai: int
) -> QuerySet[Skp]:
    semua = (
        Skp.objects.berlaku()
        .filter(
            instansi=instansi,
            pegawai__in=pegawai,
            periode__tahun=tahun,
            mulai__lte=selesai,
            selesai__gte=mulai,
        )
        .order_by("mulai", "id")
    )
    if kunci:
        return semua.select_for_update(of=("self",))
    # who only reads asks no more than which SKP it is and how it stands
    return semua.only("uuid", "pegawai", "penempatan", "status", "is_plt_plh", "mulai", "selesai")


def calon_peserta(skp: Skp, cari: str, batas: int = 20) -> list[Penempatan]:
    """People in the leader's unit or below it who are not in his matrix yet, by name, post or unit."""
    semua = (
        Penempatan.objects.definitif()
        .pada(timezone.localdate())
        .filter(instansi=skp.instansi_id, unit__jalur__startswith=skp.penempatan.unit.jalur)
        .exclude(pegawai__in=[skp.pegawai_id, *anggota_of(skp)])
        .select_related("pegawai", "jabatan", "unit")
    )
    for kata in cari.split():
        semua = semua.filter(
            Q(pegawai__nama__icontains=kata)
            | Q(jabatan__nama__icontains=kata)
            | Q(unit__nama__icontains=kata)
        )
    return list(semua.order_by("pegawai__nama", "id")[:batas])
