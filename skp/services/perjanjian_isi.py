"""Writing a Perjanjian Kinerja: its head, objectives, indicators, programmes, and rows from a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from pegawai import audit
from pegawai.models import Pegawai
from pegawai.permissions import require
from skp import rules
from skp.errors import IsianTidakSah
from skp.models import IndikatorPk, PerjanjianKinerja, ProgramPk, SasaranPk
from skp.permissions import perjanjian as izin
from skp.rules import JenisTarget, Polaritas, Target, Tempelan, TingkatSasaran
from skp.services.bersama import check_versi
from skp.services.perjanjian import bump_pk, lock_pk


def _open(pelaku: Pegawai, pk: PerjanjianKinerja) -> PerjanjianKinerja:
    """Lock the PK for writing: its first party's, and not handed in."""
    pk = lock_pk(pk)
    require(izin.may_edit_pk(pelaku, pk))
    rules.check_pk_disunting(pk.status)
    return pk


@transaction.atomic
def save_kepala_pk(
    *,
    pelaku: Pegawai,
    pk: PerjanjianKinerja,
    tingkat: TingkatSasaran,
    anggaran_pada: date | None = None,
    versi: str | None = None,
) -> PerjanjianKinerja:
    """Say which level the objectives are of, and when the unit's own budget document was fixed."""
    pk = _open(pelaku, pk)
    check_versi(versi, pk.isian_versi)
    pk.tingkat, pk.anggaran_pada = TingkatSasaran(tingkat).value, anggaran_pada
    with audit.act(pelaku, "pk.disimpan"):
        bump_pk(pk, "tingkat", "anggaran_pada")
    return pk


@transaction.atomic
def save_sasaran(
    *,
    pelaku: Pegawai,
    pk: PerjanjianKinerja,
    teks: str,
    sasaran: SasaranPk | None = None,
    versi: str | None = None,
) -> SasaranPk:
    """Add an objective or change one."""
    pk = _open(pelaku, pk)
    if sasaran is None:
        sasaran = SasaranPk(perjanjian=pk, urutan=_sesudah(pk.sasaran.aggregate(n=Max("urutan"))["n"]))
    else:
        sasaran = pk.sasaran.get(pk=sasaran.pk)
        check_versi(versi, sasaran.isian_versi)
    sasaran.teks = rules.check_teks(teks, sebutan="Sasaran")
    with audit.act(pelaku, "pk_sasaran.disimpan"):
        sasaran.save()
        bump_pk(pk)
    return sasaran


def _sesudah(terakhir: int | None) -> int:
    return (terakhir or 0) + 1


@transaction.atomic
def delete_sasaran(*, pelaku: Pegawai, sasaran: SasaranPk) -> PerjanjianKinerja:
    """Take an objective and its indicators out of a draft; an RHK made from it keeps its words."""
    pk = _open(pelaku, sasaran.perjanjian)
    with audit.act(pelaku, "pk_sasaran.dihapus"):
        pk.sasaran.get(pk=sasaran.pk).delete()
        bump_pk(pk)
    return pk


@transaction.atomic
def save_indikator_pk(
    *,
    pelaku: Pegawai,
    sasaran: SasaranPk,
    teks: str,
    indikator: IndikatorPk | None = None,
    is_iku: bool = False,
    jenis_target: JenisTarget = JenisTarget.ANGKA,
    target_angka: Decimal | None = None,
    target_angka_maks: Decimal | None = None,
    satuan: str = "",
    target_tanggal: date | None = None,
    target_teks: str = "",
    polaritas: Polaritas | None = None,
    versi: str | None = None,
) -> IndikatorPk:
    """Add an indicator to an objective or change one; the target must fit its kind."""
    pk = _open(pelaku, sasaran.perjanjian)
    sasaran = pk.sasaran.get(pk=sasaran.pk)
    if indikator is None:
        indikator = IndikatorPk(
            sasaran=sasaran, urutan=_sesudah(sasaran.indikator.aggregate(n=Max("urutan"))["n"])
        )
    else:
        indikator = sasaran.indikator.get(pk=indikator.pk)
        check_versi(versi, indikator.isian_versi)
    target = rules.target_bersih(
        Target(
            JenisTarget(jenis_target),
            target_angka,
            target_angka_maks,
            satuan,
            target_tanggal,
            target_teks,
            rules.hitung_desimal(target_angka, target_angka_maks),
        )
    )
    indikator.teks, indikator.is_iku = rules.check_teks(teks, sebutan="Indikator kinerja"), is_iku
    rules.check_target(target)
    indikator.target = target
    indikator.polaritas = (polaritas or rules.POLARITAS_BAWAAN[JenisTarget(jenis_target)]).value
    with audit.act(pelaku, "pk_indikator.disimpan"):
        indikator.save()
        bump_pk(pk)
    return indikator


@transaction.atomic
def delete_indikator_pk(*, pelaku: Pegawai, indikator: IndikatorPk) -> PerjanjianKinerja:
    """Take an indicator out of a draft; an IKI made from it stays as it is."""
    pk = _open(pelaku, indikator.sasaran.perjanjian)
    with audit.act(pelaku, "pk_indikator.dihapus"):
        IndikatorPk.objects.get(pk=indikator.pk, sasaran__perjanjian=pk).delete()
        bump_pk(pk)
    return pk


@transaction.atomic
def save_program(
    *,
    pelaku: Pegawai,
    pk: PerjanjianKinerja,
    nama: str,
    anggaran: Decimal,
    keterangan: str = "",
    program: ProgramPk | None = None,
    versi: str | None = None,
) -> ProgramPk:
    """Add a programme with its budget or change one."""
    pk = _open(pelaku, pk)
    if program is None:
        program = ProgramPk(perjanjian=pk, urutan=_sesudah(pk.program.aggregate(n=Max("urutan"))["n"]))
    else:
        program = pk.program.get(pk=program.pk)
        check_versi(versi, program.isian_versi)
    if anggaran < 0:
        raise IsianTidakSah("Anggaran tidak boleh negatif. Tulis rupiah penuh.", bidang="anggaran")
    program.nama = rules.check_teks(nama, sebutan="Nama program", bidang="nama")
    program.anggaran, program.keterangan = anggaran, keterangan.strip()
    with audit.act(pelaku, "pk_program.disimpan"):
        program.save()
        bump_pk(pk)
    return program


@transaction.atomic
def delete_program(*, pelaku: Pegawai, program: ProgramPk) -> PerjanjianKinerja:
    """Take a programme out of a draft."""
    pk = _open(pelaku, program.perjanjian)
    with audit.act(pelaku, "pk_program.dihapus"):
        pk.program.get(pk=program.pk).delete()
        bump_pk(pk)
    return pk


@dataclass(frozen=True)
class HasilTempel:
    """What became of pasted rows."""

    baru: int
    diperbarui: int
    sama: int
    tempelan: Tempelan


def _kunci(teks: str) -> str:
    return " ".join(teks.split()).casefold()


@transaction.atomic
def paste_pk(*, pelaku: Pegawai, pk: PerjanjianKinerja, tempel: str) -> HasilTempel:
    """Take rows of a spreadsheet in; what is there already gets its new target, bad rows are named and left out."""
    pk = _open(pelaku, pk)
    hasil = rules.baca_tempelan(tempel)
    if len(hasil.baris) + len(hasil.ditolak) > rules.MAKS_BARIS:
        raise IsianTidakSah(
            f"Tempelan melebihi {rules.MAKS_BARIS} baris. Tempel sebagian dahulu.", bidang="tempel"
        )
    sasaran = {_kunci(s.teks): s for s in pk.sasaran.prefetch_related("indikator").order_by("-urutan", "-id")}
    indikator = {(s.pk, _kunci(i.teks)): i for s in sasaran.values() for i in s.indikator.all()}
    urut_s = pk.sasaran.aggregate(n=Max("urutan"))["n"] or 0
    baru = diperbarui = sama = 0
    with audit.act(pelaku, "pk.ditempel"):
        for b in hasil.baris:
            s = sasaran.get(_kunci(b.sasaran))
            if s is None:
                urut_s += 1
                s = SasaranPk.objects.create(perjanjian=pk, urutan=urut_s, teks=b.sasaran)
                sasaran[_kunci(b.sasaran)] = s
            i = indikator.get((s.pk, _kunci(b.indikator)))
            if i is None:
                ke = sum(1 for (induk, _) in indikator if induk == s.pk) + 1
                i = IndikatorPk(sasaran=s, urutan=ke, teks=b.indikator)
                indikator[s.pk, _kunci(b.indikator)] = i
                baru += 1
            elif i.target == b.target:
                sama += 1
                continue
            else:
                diperbarui += 1
            i.target = b.target
            i.polaritas = rules.POLARITAS_BAWAAN[JenisTarget(b.target.jenis)].value
            i.save()
        if baru or diperbarui:
            bump_pk(pk)
    return HasilTempel(baru, diperbarui, sama, hasil)
