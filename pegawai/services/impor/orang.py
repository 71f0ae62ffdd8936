"""Writes a batch of rows of the people file: first read, then plan, then write, in a fixed number of statements."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone

from pegawai.errors import AturanDilanggar, DataBelumLengkap
from pegawai.impor.catatan import Sebab, peringatkan, tolak
from pegawai.impor.klasifikasi import JabatanBersih
from pegawai.impor.kursi import Kursi, Rencana, rencanakan
from pegawai.impor.orang import PegawaiBersih
from pegawai.models import (
    BarisImpor,
    Impor,
    Instansi,
    Jabatan,
    Pegawai,
    Penempatan,
    Pengguna,
    PeranDiberikan,
    UnitKerja,
)
from pegawai.rules import KEDUDUKAN_BERHENTI, HasilBaris, Peran, is_aktif
from pegawai.services.impor.dikenal import jabatan_bersih, kunci_unit
from pegawai.services.impor.kepala import make_kepala
from pegawai.services.impor.pergi import cut_hubungan_many, leave_many

ALASAN = "Impor data kepegawaian"
_IDENTITAS = ("nama", "gelar_depan", "gelar_belakang", "jenis", "golongan", "kedudukan", "siasn_id")


@dataclass(frozen=True, slots=True)
class _Keadaan:
    """What the database says before the batch."""

    hari_ini: date
    orang: Mapping[str, Pegawai]
    penempatan: Mapping[int, Penempatan]
    kursi: Mapping[int, Sequence[Kursi]]
    unit: Mapping[str, UnitKerja]
    jabatan: Mapping[JabatanBersih, int]
    admin: set[int]
    """Who is admin of the whole agency and serves; shrinks as people leave, and never to nothing."""
    pimpinan: frozenset[tuple[str, int]]


@dataclass(slots=True)
class _Kursi:
    pegawai: Pegawai
    rencana: Rencana
    unit_id: int
    jabatan_id: int


@dataclass(slots=True)
class _Tugas:
    """What is to be written."""

    baru: list[Pegawai] = field(default_factory=list)
    berubah: list[Pegawai] = field(default_factory=list)
    kembali: list[Pegawai] = field(default_factory=list)
    pergi: list[Pegawai] = field(default_factory=list)
    kursi: list[_Kursi] = field(default_factory=list)
    butuh_akun: dict[str, tuple[Pegawai, BarisImpor]] = field(default_factory=dict)
    baris: list[BarisImpor] = field(default_factory=list)


def apply_pegawai(impor: Impor, baris: Sequence[BarisImpor]) -> Counter[str]:
    """Bring people, accounts and placements to what the rows say. What is so already is not written."""
    instansi = impor.instansi
    pasangan = [(b, PegawaiBersih.dari_json(b.data)) for b in baris]
    keadaan = _read(impor, [isi for _, isi in pasangan])
    tugas = _Tugas()
    for b, isi in pasangan:
        try:
            _plan(instansi, b, isi, keadaan, tugas)
        except AturanDilanggar as galat:
            b.hasil = HasilBaris.DITOLAK.value
            b.pesan.append(tolak(Sebab.SAAT_DITERAPKAN, galat.bidang or "TMT JABATAN", galat.pesan).ringkas())
            tugas.baris.append(b)
    return _write(instansi, keadaan, tugas)


# --- read ------------------------------------------------------------------------------------


def _read(impor: Impor, isi: Collection[PegawaiBersih]) -> _Keadaan:
    instansi = impor.instansi
    orang = {
        p.nip: p
        for p in Pegawai.objects.select_for_update(of=("self",)).filter(
            instansi=instansi, nip__in=[i.nip for i in isi]
        )
        if p.nip
    }
    penempatan = {p.pk: p for p in Penempatan.objects.definitif().filter(pegawai__in=orang.values())}
    kursi: dict[int, list[Kursi]] = defaultdict(list)
    for p in penempatan.values():
        kursi[p.pegawai_id].append(Kursi(p.pk, p.unit_id, p.jabatan_id, p.mulai, p.selesai))
    admin = PeranDiberikan.objects.filter(
        instansi=instansi, peran=Peran.ADMIN_KEPEGAWAIAN, unit__isnull=True
    ).exclude(pegawai__kedudukan__in=KEDUDUKAN_BERHENTI)
    unit = _unit(instansi, {i.unit for i in isi if i.unit})
    return _Keadaan(
        hari_ini=timezone.localdate(),
        orang=orang,
        penempatan=penempatan,
        kursi=kursi,
        unit=unit,
        jabatan=_ensure_jabatan(instansi, {i.jabatan for i in isi if i.jabatan}),
        admin=set(admin.values_list("pegawai_id", flat=True)),
        pimpinan=_pimpinan(impor, isi, unit),
    )


def _pimpinan(
    impor: Impor, isi: Collection[PegawaiBersih], unit: Mapping[str, UnitKerja]
) -> frozenset[tuple[str, int]]:
    """Who can be head from his first day: named by the unit file, in a unit that never had a head."""
    dinamai = impor.baris.filter(lembar="unor", data__nip_kepala__in=[i.nip for i in isi])
    pernah = set(
        Penempatan.objects.definitif()
        .filter(unit__in=unit.values(), is_kepala=True)
        .values_list("unit_id", flat=True)
    )
    return frozenset(
        (nip, unit[kunci].pk)
        for kunci, nip in dinamai.values_list("kunci", "data__nip_kepala")
        if kunci in unit and unit[kunci].pk not in pernah
    )


def _unit(instansi: Instansi, kunci: Collection[str]) -> dict[str, UnitKerja]:
    tanpa_id = [int(k[1:]) for k in kunci if k.startswith("#")]
    unit = UnitKerja.objects.annotate(id_besar=Upper("siasn_id")).filter(
        Q(id_besar__in=kunci) | Q(pk__in=tanpa_id), instansi=instansi
    )
    return {kunci_unit(u.pk, u.siasn_id): u for u in unit}


def _ensure_jabatan(instansi: Instansi, jabatan: Collection[JabatanBersih]) -> dict[JabatanBersih, int]:
    """Posts by name and kind; those that are missing are created."""

    def ada() -> dict[JabatanBersih, int]:
        semua = Jabatan.objects.filter(instansi=instansi, nama__in={j.nama for j in jabatan})
        return {jabatan_bersih(j): j.pk for j in semua}

    dikenal = ada()
    baru = sorted((j for j in jabatan if j not in dikenal), key=lambda j: (j.nama, j.jenis, j.jenjang))
    if not baru:
        return dikenal
    Jabatan.objects.bulk_create(
        (
            Jabatan(instansi=instansi, nama=j.nama, jenis=j.jenis, jenjang=j.jenjang, eselon=j.eselon)
            for j in baru
        ),
        ignore_conflicts=True,  # an admin may have entered the same post just now
    )
    return ada()


# --- plan ------------------------------------------------------------------------------------


def _plan(instansi: Instansi, b: BarisImpor, isi: PegawaiBersih, keadaan: _Keadaan, tugas: _Tugas) -> None:
    """Decide what one row needs. Raises before it has noted anything, so a refused row leaves no trace."""
    lama = keadaan.orang.get(isi.nip)
    if isi.jabatan is None or isi.tmt is None:
        if lama:
            _check_admin_tersisa(lama, keadaan)
            tugas.pergi.append(lama)
        _plan_orang(instansi, b, isi, lama, tugas)
        return
    unit = keadaan.unit.get(isi.unit)
    if unit is None or not unit.is_aktif:
        raise DataBelumLengkap(
            "Unitnya ditutup sejak pratinjau. Unggah berkasnya sekali lagi.", bidang="UNOR ID"
        )
    jabatan_id = keadaan.jabatan[isi.jabatan]
    rencana = rencanakan(
        keadaan.kursi.get(lama.pk, ()) if lama else (),
        unit=unit.pk,
        jabatan=jabatan_id,
        tmt=isi.tmt,
        hari_ini=keadaan.hari_ini,
    )
    pegawai = _plan_orang(instansi, b, isi, lama, tugas)
    if not rencana.is_kosong:
        tugas.kursi.append(_Kursi(pegawai, rencana, unit.pk, jabatan_id))


def _check_admin_tersisa(pegawai: Pegawai, keadaan: _Keadaan) -> None:
    if keadaan.admin == {pegawai.pk}:
        raise DataBelumLengkap(
            "Ia satu-satunya admin instansi. Tunjuk admin lain, lalu impor ulang.",
            bidang="KEDUDUKAN HUKUM ID",
        )
    keadaan.admin.discard(pegawai.pk)


def _plan_orang(
    instansi: Instansi, b: BarisImpor, isi: PegawaiBersih, lama: Pegawai | None, tugas: _Tugas
) -> Pegawai:
    nilai = {k: v for k in _IDENTITAS if (v := getattr(isi, k)) is not None}
    if lama is None:
        pegawai = Pegawai(instansi=instansi, nip=isi.nip, **nilai)
        tugas.baru.append(pegawai)
    else:
        pegawai = lama
        if not is_aktif(pegawai.kedudukan) and is_aktif(isi.kedudukan):
            tugas.kembali.append(pegawai)
        if any(getattr(pegawai, k) != v for k, v in nilai.items()):
            tugas.berubah.append(pegawai)
        for k, v in nilai.items():
            setattr(pegawai, k, v)
    if pegawai.pengguna_id is None and is_aktif(isi.kedudukan):
        tugas.butuh_akun[isi.nip] = (pegawai, b)
    return pegawai


# --- write -----------------------------------------------------------------------------------


def _write(instansi: Instansi, keadaan: _Keadaan, tugas: _Tugas) -> Counter[str]:
    akun = _give_akun(tugas)
    Pegawai.objects.bulk_create(tugas.baru)
    Pegawai.objects.bulk_update(tugas.berubah, [*_IDENTITAS, "pengguna"], batch_size=500)
    Pengguna.objects.filter(pegawai__in=tugas.kembali).update(is_active=True)
    leave_many(tugas.pergi, keadaan.hari_ini)
    hitung = _write_kursi(instansi, keadaan, tugas.kursi)
    BarisImpor.objects.bulk_update(tugas.baris, ["hasil", "pesan"], batch_size=500)
    hitung.update(
        pegawai_baru=len(tugas.baru),
        pegawai_berubah=len(tugas.berubah),
        akun_baru=akun,
        ditolak=sum(b.hasil == HasilBaris.DITOLAK for b in tugas.baris),
    )
    return hitung


def _give_akun(tugas: _Tugas) -> int:
    """Accounts without a password: the first sign-in goes through what the admin hands out."""
    ada = {
        a.nama_masuk: a
        for a in Pengguna.objects.select_related("pegawai").filter(nama_masuk__in=tugas.butuh_akun.keys())
    }
    baru = [
        Pengguna(nama_masuk=nip, password=f"{UNUSABLE_PASSWORD_PREFIX}{secrets.token_hex(20)}")
        for nip in tugas.butuh_akun
        if nip not in ada
    ]
    milik = {a.nama_masuk: a for a in Pengguna.objects.bulk_create(baru)}
    lama = {p.pk for p in tugas.berubah}
    for nip, (pegawai, baris) in tugas.butuh_akun.items():
        if nip in ada and hasattr(ada[nip], "pegawai"):
            kalimat = "NIP ini sudah memiliki akun di instansi lain. Minta instansi itu melepaskannya."
            baris.pesan.append(peringatkan(Sebab.NIP_INSTANSI_LAIN, "NIP BARU", kalimat).ringkas())
            tugas.baris.append(baris)
            continue
        pegawai.pengguna = milik.get(nip) or ada[nip]
        if pegawai.pk and pegawai.pk not in lama:
            tugas.berubah.append(pegawai)
    return len(baru)


def _write_kursi(instansi: Instansi, keadaan: _Keadaan, kursi: Iterable[_Kursi]) -> Counter[str]:
    ubah: list[Penempatan] = []
    buka: list[Penempatan] = []
    tutup: list[int] = []
    kepala: list[Penempatan] = []
    for k in kursi:
        lama = keadaan.penempatan[k.rencana.lama.id] if k.rencana.lama else None
        tetap_memimpin = bool(lama and lama.is_kepala and lama.unit_id == k.unit_id)
        for pk, selesai in k.rencana.tutup:
            keadaan.penempatan[pk].selesai = selesai
            ubah.append(keadaan.penempatan[pk])
            tutup.append(pk)
        if k.rencana.ganti and lama and k.rencana.mulai:
            lama.unit_id, lama.jabatan_id, lama.mulai = k.unit_id, k.jabatan_id, k.rencana.mulai
            lama.is_kepala = False
            ubah.append(lama)
            kepala += [lama] if tetap_memimpin else []
        if k.rencana.buka:
            baru = Penempatan(
                instansi=instansi,
                pegawai=k.pegawai,
                unit_id=k.unit_id,
                jabatan_id=k.jabatan_id,
                mulai=k.rencana.buka,
                is_kepala=(k.pegawai.nip, k.unit_id) in keadaan.pimpinan,
                alasan=ALASAN,
            )
            buka.append(baru)
            kepala += [baru] if tetap_memimpin and k.rencana.tutup else []
    Penempatan.objects.bulk_update(ubah, ["selesai", "mulai", "unit", "jabatan", "is_kepala"], batch_size=500)
    cut_hubungan_many(tutup)
    Penempatan.objects.bulk_create(buka)
    make_kepala(kepala, keadaan.hari_ini)
    return Counter(
        penempatan_dibuka=len(buka), penempatan_ditutup=len(tutup), kepala=sum(p.is_kepala for p in buka)
    )
