"""What the database knows already, in the shape in which the import compares: a few queries per batch of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q

from pegawai.impor.klasifikasi import JabatanBersih, PegawaiDikenal, UnitDikenal
from pegawai.impor.kursi import Kursi
from pegawai.impor.unit import KursiPejabat
from pegawai.models import Instansi, Jabatan, Pegawai, Penempatan, UnitKerja
from pegawai.rules import is_aktif


def kunci_unit(pk: int, siasn_id: str) -> str:
    """The name under which the import knows a unit: its SIASN id, or its number where it has none."""
    return siasn_id.upper() or f"#{pk}"


def jabatan_bersih(jabatan: Jabatan) -> JabatanBersih:
    return JabatanBersih(jabatan.nama, jabatan.jenis, jabatan.jenjang, jabatan.eselon)


def unit_dikenal(instansi: Instansi, hari_ini: date) -> dict[str, UnitDikenal]:
    """All units of the agency with who heads them now or next."""
    baris = list(
        UnitKerja.objects.filter(instansi=instansi)
        .order_by("id")
        .values_list("id", "siasn_id", "nama", "induk_id", "is_aktif")
    )
    kunci = {pk: kunci_unit(pk, siasn_id) for pk, siasn_id, *_ in baris}
    kepala: dict[int, list[Penempatan]] = defaultdict(list)
    for p in (
        Penempatan.objects.definitif()
        .filter(instansi=instansi, is_kepala=True)
        .filter(_belum_selesai(hari_ini))
        .select_related("pegawai", "jabatan")
        .order_by("mulai")
    ):
        kepala[p.unit_id].append(p)
    return {
        kunci[pk]: UnitDikenal(
            kunci=kunci[pk],
            nama=nama,
            induk=kunci[induk] if induk else "",
            is_aktif=aktif,
            nip_kepala=frozenset(p.pegawai.nip for p in kepala[pk] if p.pegawai.nip),
            nama_kepala=kepala[pk][0].pegawai.nama if kepala[pk] else "",
            jabatan_kepala=jabatan_bersih(kepala[pk][0].jabatan) if kepala[pk] else None,
        )
        for pk, _, nama, induk, aktif in baris
    }


def pegawai_dikenal(
    instansi: Instansi, nip: Collection[str], unit: Mapping[int, str]
) -> dict[str, PegawaiDikenal]:
    """The people of these NIPs with their definitif placements; `unit` names units as the import does."""
    orang = list(Pegawai.objects.filter(instansi=instansi, nip__in=nip))
    kursi: dict[int, list[Kursi]] = defaultdict(list)
    for p in (
        Penempatan.objects.definitif().filter(pegawai__in=orang).select_related("jabatan").order_by("mulai")
    ):
        kursi[p.pegawai_id].append(
            Kursi(p.pk, unit[p.unit_id], jabatan_bersih(p.jabatan), p.mulai, p.selesai)
        )
    return {
        p.nip: PegawaiDikenal(
            nip=p.nip,
            siasn_id=p.siasn_id,
            nama=p.nama,
            gelar_depan=p.gelar_depan,
            gelar_belakang=p.gelar_belakang,
            jenis=p.jenis,
            golongan=p.golongan,
            kedudukan=p.kedudukan,
            kursi=tuple(kursi[p.pk]),
        )
        for p in orang
        if p.nip
    }


def kursi_pejabat(
    instansi: Instansi, nip: Iterable[str], unit: Mapping[int, str], hari_ini: date
) -> dict[str, KursiPejabat]:
    """Where the named heads sit whom the people file does not mention."""
    hasil: dict[str, KursiPejabat] = {}
    for p in (
        Penempatan.objects.definitif()
        .filter(_belum_selesai(hari_ini), instansi=instansi, pegawai__nip__in=list(nip))
        .select_related("pegawai")
        .order_by("-mulai")
    ):
        nama, nip_ = p.pegawai.nama, p.pegawai.nip or ""
        duduk = KursiPejabat(nama, unit[p.unit_id])
        hasil[nip_] = duduk if is_aktif(p.pegawai.kedudukan) else KursiPejabat(nama, "", "sudah tidak aktif")
    return hasil


def _belum_selesai(hari_ini: date) -> Q:
    return Q(selesai__isnull=True) | Q(selesai__gte=hari_ini)
