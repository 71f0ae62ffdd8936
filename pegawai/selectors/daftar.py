"""Lists and searches of people, units and teams: a page at a time, with what each line shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from pegawai.models import AnggotaTim, HubunganPenilai, Jabatan, Pegawai, Penempatan, TimKerja, UnitKerja
from pegawai.models.lingkup import cakupan_of
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import (
    KEDUDUKAN_BERHENTI,
    PERAN_DIBERIKAN,
    URUTAN_KEPALA,
    JenisPegawai,
    JenisPenugasan,
    PeranTim,
    Pilihan,
)
from pegawai.selectors.rantai import unit_terkelola

M = TypeVar("M", bound=Model)
UKURAN_HALAMAN = 50


def baca_uuid(teks: str) -> UUID | None:
    """Read a uuid out of an address or a form; None for anything else."""
    try:
        return UUID(teks)
    except ValueError:
        return None


# --- paging by key ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Halaman(Generic[M]):
    """One page of a list and the keys of its neighbours (empty at the ends)."""

    baris: list[M]
    sebelum: str
    sesudah: str


def halaman_kunci(
    semua: QuerySet[M],
    urut: Sequence[str],
    *,
    sesudah: str = "",
    sebelum: str = "",
    ukuran: int = UKURAN_HALAMAN,
) -> Halaman[M]:
    """Cut one page out of a list, after or before the row with that uuid.

    The key in the address is a row's uuid and tells nothing about the person; its place in the order is
    looked up. `urut` names columns or annotations, "-" for falling; the last must be unique.
    Constant cost at any depth, no row twice when rows come and go.
    """
    mundur = bool(sebelum)
    arah = [_balik(kolom) for kolom in urut] if mundur else list(urut)
    acuan = _baris_acuan(semua, urut, sebelum or sesudah)
    potongan = semua.order_by(*arah)
    if acuan is not None:
        potongan = potongan.filter(_setelah(arah, acuan))
    baris = list(potongan[: ukuran + 1])
    masih_ada = len(baris) > ukuran
    baris = baris[:ukuran]
    if mundur:
        baris.reverse()
    punya_sebelum = masih_ada if mundur else acuan is not None
    punya_sesudah = acuan is not None if mundur else masih_ada
    return Halaman(
        baris,
        sebelum=str(baris[0].uuid) if baris and punya_sebelum else "",  # type: ignore[attr-defined]
        sesudah=str(baris[-1].uuid) if baris and punya_sesudah else "",  # type: ignore[attr-defined]
    )


def _balik(kolom: str) -> str:
    return kolom[1:] if kolom.startswith("-") else f"-{kolom}"


def _baris_acuan(semua: QuerySet[M], urut: Sequence[str], kunci: str) -> tuple[object, ...] | None:
    uuid = baca_uuid(kunci)
    if uuid is None:
        return None
    return semua.filter(uuid=uuid).values_list(*(k.removeprefix("-") for k in urut)).first()


def _setelah(arah: Sequence[str], acuan: Sequence[object]) -> Q:
    """Everything that comes after the reference row: a > x, or a = x and b > y, and so on."""
    syarat, sama = Q(), Q()
    for kolom, nilai in zip(arah, acuan, strict=True):
        nama = kolom.removeprefix("-")
        syarat |= sama & Q(**{f"{nama}__{'lt' if kolom.startswith('-') else 'gt'}": nilai})
        sama &= Q(**{nama: nilai})
    return syarat


# --- people ----------------------------------------------------------------------------------
# QuerySet[Any]: the type checker does not know the joined relation `kini` of these querysets of Pegawai.
class Saringan(Pilihan):
    """What the list of people can be narrowed to."""

    AKTIF = "", "Semua yang bertugas"
    TANPA_PENILAI = "tanpa_penilai", "Tanpa pejabat penilai"
    TANPA_PENEMPATAN = "tanpa_penempatan", "Tanpa penempatan"
    BELUM_BISA_MASUK = "belum_bisa_masuk", "Belum bisa masuk"
    TIDAK_AKTIF = "tidak_aktif", "Tidak bertugas lagi"


URUTAN_PEGAWAI = {
    "nama": ("nama", "id"),
    "-nama": ("-nama", "-id"),
    "unit": ("nama_unit", "nama", "id"),
    "-unit": ("-nama_unit", "-nama", "-id"),
}


def _dengan_tempat(semua: QuerySet[Pegawai]) -> QuerySet[Any]:
    """Join today's definitif placement as `kini`; at most one by constraint, so no row doubles."""
    return semua.annotate(
        kini=FilteredRelation(
            "penempatan",
            condition=Q(penempatan__jenis=JenisPenugasan.DEFINITIF)
            & berlaku_pada(timezone.localdate(), "penempatan__"),
        ),
        nama_unit=Coalesce(F("kini__unit__nama"), Value("")),
    )


def pegawai_terkelola(pelaku: Pegawai) -> QuerySet[Any]:
    """Everyone within the granted roles of `pelaku`, with today's placement as `kini`."""
    semua = _dengan_tempat(Pegawai.objects.filter(instansi_id=pelaku.instansi_id))
    jalur = [c.jalur for c in cakupan_of(pelaku)]
    if None in jalur:
        return semua
    syarat = Q(pk__in=())
    for satu in jalur:
        syarat |= Q(kini__unit__jalur__startswith=satu)
    return semua.filter(syarat)


def daftar_pegawai(
    pelaku: Pegawai,
    *,
    cari: str = "",
    unit: UnitKerja | None = None,
    jenis: str = "",
    keadaan: str = Saringan.AKTIF,
) -> QuerySet[Any]:
    """The people list, narrowed. Add `lengkapi_baris` for what a line shows, `halaman_kunci` for a page."""
    semua = pegawai_terkelola(pelaku)
    if keadaan == Saringan.TIDAK_AKTIF:
        semua = semua.filter(kedudukan__in=KEDUDUKAN_BERHENTI)
    else:
        semua = semua.exclude(kedudukan__in=KEDUDUKAN_BERHENTI)
    if keadaan == Saringan.TANPA_PENILAI:
        semua = semua.filter(~Exists(_hubungan_kini()), kini__isnull=False)
        semua = semua.exclude(jenis=JenisPegawai.PEJABAT_NEGARA)
    elif keadaan == Saringan.TANPA_PENEMPATAN:
        semua = semua.filter(kini__isnull=True)
    elif keadaan == Saringan.BELUM_BISA_MASUK:
        semua = semua.filter(
            Q(pengguna__isnull=True)
            | Q(pengguna__password__startswith=UNUSABLE_PASSWORD_PREFIX)
            | Q(pengguna__wajib_ganti_sandi=True, pengguna__sandi_awal_sampai__lt=timezone.now())
        )
    if unit is not None:
        semua = semua.filter(kini__unit__jalur__startswith=unit.jalur)
    if jenis:
        semua = semua.filter(jenis=jenis)
    for kata in cari.split():
        semua = semua.filter(
            Q(nama__icontains=kata)
            | Q(kini__unit__nama__icontains=kata)
            | Q(kini__jabatan__nama__icontains=kata)
        )
    return semua


def _hubungan_kini() -> QuerySet[HubunganPenilai]:
    return HubunganPenilai.objects.filter(
        pegawai=OuterRef("pk"), penempatan__jenis=JenisPenugasan.DEFINITIF
    ).pada(timezone.localdate())


def lengkapi_baris(semua: QuerySet[Any]) -> QuerySet[Any]:
    """Fetch with each person what a line shows: placement, penilai today (`penilai_kini`), account."""
    penilai = (
        HubunganPenilai.objects.filter(penempatan__jenis=JenisPenugasan.DEFINITIF)
        .pada(timezone.localdate())
        .select_related("penilai")
    )
    return semua.select_related("kini__unit__induk", "kini__jabatan", "pengguna").prefetch_related(
        Prefetch("hubungan_penilai", queryset=penilai, to_attr="penilai_kini")
    )


def pegawai_dari_nip(pelaku: Pegawai, angka: str, batas: int = UKURAN_HALAMAN) -> list[Pegawai]:
    """People whose NIP begins with these digits, within the granted roles of `pelaku`; left the service or not."""
    cocok = pegawai_terkelola(pelaku).filter(nip__startswith=angka).order_by("nip")
    return list(lengkapi_baris(cocok)[:batas])


def orang_di_unit(unit: UnitKerja) -> QuerySet[Penempatan]:
    """Placements in the unit itself today, heads first."""
    return (
        Penempatan.objects.filter(unit=unit)
        .pada(timezone.localdate())
        .select_related("pegawai", "jabatan")
        .order_by("-is_kepala", "pegawai__nama", "id")
    )


# --- searches for pickers --------------------------------------------------------------------
def orang_bertugas(instansi_id: int) -> QuerySet[Any]:
    """Everyone in service, with today's placement as `kini`."""
    semua = _dengan_tempat(Pegawai.objects.filter(instansi_id=instansi_id).aktif())
    return semua.select_related("kini__unit", "kini__jabatan")


def cari_orang(instansi_id: int, teks: str, batas: int = 8) -> list[Pegawai]:
    """People in service whose name, post or unit has every word; a whole NIP finds exactly one."""
    semua = orang_bertugas(instansi_id)
    angka = "".join(teks.split())
    if len(angka) == 18 and angka.isdigit():
        semua = semua.filter(nip=angka)
    else:
        for kata in teks.split():
            semua = semua.filter(
                Q(nama__icontains=kata)
                | Q(kini__unit__nama__icontains=kata)
                | Q(kini__jabatan__nama__icontains=kata)
            )
    return list(semua.order_by("nama", "id")[:batas])


def cari_unit(semua: QuerySet[UnitKerja], teks: str, batas: int = 8) -> list[UnitKerja]:
    """Active units whose name has every word, with the unit above."""
    semua = semua.aktif()  # type: ignore[attr-defined]
    for kata in teks.split():
        semua = semua.filter(nama__icontains=kata)
    return list(semua.select_related("induk").order_by("nama", "id")[:batas])


def cari_jabatan(instansi_id: int, teks: str, batas: int = 8) -> list[Jabatan]:
    """Posts whose name has every word."""
    semua = Jabatan.objects.filter(instansi_id=instansi_id).exclude(jenis=JenisPegawai.PEJABAT_NEGARA)
    for kata in teks.split():
        semua = semua.filter(nama__icontains=kata)
    return list(semua.order_by("nama", "id")[:batas])


# --- units -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class SimpulUnit:
    """A line of the tree: the unit, how deep, who heads it, how many people and units below."""

    unit: UnitKerja
    tingkat: int
    kepala: Penempatan | None
    orang: int
    anak: int
    terbuka: bool


def _hitung_unit(semua: QuerySet[UnitKerja]) -> QuerySet[UnitKerja]:
    """Count the people in the whole subtree and the active units right below."""
    orang = (
        Penempatan.objects.definitif()
        .pada(timezone.localdate())
        .filter(unit__jalur__startswith=OuterRef("jalur"), instansi=OuterRef("instansi"))
        .order_by()
        .values("instansi")
        .annotate(n=Count("pk"))
        .values("n")
    )
    anak = UnitKerja.objects.filter(induk=OuterRef("pk"), is_aktif=True).order_by().values("induk")
    return semua.annotate(
        banyak_orang=Coalesce(Subquery(orang), 0),
        banyak_anak=Coalesce(Subquery(anak.annotate(n=Count("pk")).values("n")), 0),
    )


def simpulkan(units: Sequence[UnitKerja], terbuka: Sequence[int] = (), dasar: int = 0) -> list[SimpulUnit]:
    """Add to counted units who heads each today."""
    kepala: dict[int, list[Penempatan]] = defaultdict(list)
    for p in (
        Penempatan.objects.filter(unit__in=[u.pk for u in units], is_kepala=True)
        .pada(timezone.localdate())
        .select_related("pegawai", "jabatan")
    ):
        kepala[p.unit_id].append(p)
    return [
        SimpulUnit(
            unit=u,
            tingkat=max(u.kedalaman - dasar, 0),
            kepala=min(kepala[u.pk], key=lambda p: URUTAN_KEPALA.get(JenisPenugasan(p.jenis), 9))
            if kepala[u.pk]
            else None,
            orang=u.banyak_orang,  # type: ignore[attr-defined]
            anak=u.banyak_anak,  # type: ignore[attr-defined]
            terbuka=u.pk in terbuka,
        )
        for u in units
    ]


def pohon_unit(pelaku: Pegawai, buka: UnitKerja | None) -> list[SimpulUnit]:
    """The tree down to the children of `buka`: at each level of the path all siblings, the rest folded."""
    terkelola = unit_terkelola(pelaku, PERAN_DIBERIKAN)
    terbuka = buka.leluhur_id if buka else []
    akar = Q(induk__isnull=True) | ~Q(induk__in=terkelola)
    tampil = terkelola.filter(akar | Q(induk__in=terbuka)).filter(Q(is_aktif=True) | Q(pk__in=terbuka))
    if not terbuka:
        # the first level below the roots is open from the start
        akar_pk = list(terkelola.filter(akar).values_list("pk", flat=True))
        terbuka = akar_pk
        tampil = terkelola.filter(Q(pk__in=akar_pk) | Q(induk__in=akar_pk), is_aktif=True)
    units = list(_hitung_unit(tampil))
    return simpulkan(_telusuri(units), terbuka, min((u.kedalaman for u in units), default=0))


def _telusuri(units: Sequence[UnitKerja]) -> list[UnitKerja]:
    """Order as a tree, siblings by name."""
    ada = {u.pk for u in units}
    anak: dict[int | None, list[UnitKerja]] = defaultdict(list)
    for u in sorted(units, key=lambda u: u.nama.casefold()):
        anak[u.induk_id if u.induk_id in ada else None].append(u)
    hasil: list[UnitKerja] = []

    def turun(induk: int | None) -> None:
        for u in anak[induk]:
            hasil.append(u)
            turun(u.pk)

    turun(None)
    return hasil


def cari_unit_terkelola(
    pelaku: Pegawai, *, cari: str = "", tanpa_pejabat: bool = False, ditutup: bool = False
) -> QuerySet[UnitKerja]:
    """Units within the granted roles as a flat list: by words, without a head today, or closed."""
    semua = unit_terkelola(pelaku, PERAN_DIBERIKAN).filter(is_aktif=not ditutup).select_related("induk")
    for kata in cari.split():
        semua = semua.filter(nama__icontains=kata)
    if tanpa_pejabat:
        semua = unit_tanpa_pejabat(semua)
    return _hitung_unit(semua)


def unit_saringan(pelaku: Pegawai, terpilih: str) -> list[UnitKerja]:
    """Units offered as a filter: the top of what one manages and the level below, and the chosen one."""
    terkelola = unit_terkelola(pelaku, PERAN_DIBERIKAN).filter(is_aktif=True)
    akar = [c.unit for c in cakupan_of(pelaku)]
    if None in akar:
        syarat = Q(induk__isnull=True) | Q(induk__induk__isnull=True)
    else:
        syarat = Q(pk__in=akar) | Q(induk__in=akar)
    if uuid := baca_uuid(terpilih):
        syarat |= Q(uuid=uuid)
    return list(terkelola.filter(syarat).order_by("induk__induk_id", "induk_id", "nama"))


def unit_tanpa_pejabat(semua: QuerySet[UnitKerja]) -> QuerySet[UnitKerja]:
    """Narrow to units that nobody heads today."""
    kepala = Penempatan.objects.filter(unit=OuterRef("pk"), is_kepala=True).pada(timezone.localdate())
    return semua.filter(~Exists(kepala))


def anak_unit(unit: UnitKerja) -> list[SimpulUnit]:
    """The active units right below, with head and counts."""
    units = list(_hitung_unit(unit.anak.aktif()))
    return simpulkan(sorted(units, key=lambda u: u.nama.casefold()))


# --- teams -----------------------------------------------------------------------------------
def daftar_tim(pelaku: Pegawai, *, selesai: bool = False) -> QuerySet[TimKerja]:
    """Teams one may see, running or ended, with ketua and number of members today."""
    hari_ini = timezone.localdate()
    kini = AnggotaTim.objects.filter(berlaku_pada(hari_ini))
    banyak = kini.filter(tim=OuterRef("pk")).order_by().values("tim").annotate(n=Count("pk")).values("n")
    berakhir = Q(selesai__lt=hari_ini)
    return (
        TimKerja.objects.visible_to(pelaku)
        .filter(berakhir if selesai else ~berakhir | Q(selesai__isnull=True))
        .select_related("unit")
        .annotate(banyak_anggota=Coalesce(Subquery(banyak), 0))
        .prefetch_related(
            Prefetch(
                "anggota",
                queryset=kini.filter(peran=PeranTim.KETUA).select_related("pegawai"),
                to_attr="ketua_kini",
            )
        )
    )
