"""Writing an SKP: the draft, its RHK, their indicators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, ProtectedError, Q

from pegawai import audit
from pegawai.models import Pegawai, Penempatan
from pegawai.rules import JenisPenugasan
from skp import permissions, rules, selectors
from skp.errors import PeriodeTidakSah, RencanaDipakai, RentangBertabrakan, RujukanTidakSah
from skp.models import IndikatorKinerja, JedaSkp, Periode, RencanaHasilKerja, Skp
from skp.rules import (
    JenisPeriode,
    JenisRhk,
    JenisTarget,
    KeluargaFormulir,
    KlasifikasiRhk,
    Pendekatan,
    Perspektif,
    Polaritas,
    StatusSkp,
    Target,
)
from skp.services.bersama import bump, check_versi, lock_skp
from skp.services.matriks_kirim import receive_matriks
from skp.services.rentang import close_rentang, drop_skp_urung
from skp.services.rujukan import loosen_rujukan, refresh_rujukan_from


@transaction.atomic
def draft_skp(
    *,
    pelaku: Pegawai,
    penempatan: Penempatan,
    periode: Periode,
    mulai: date | None = None,
    selesai: date | None = None,
    pendekatan: Pendekatan = Pendekatan.KUANTITATIF,
) -> Skp:
    """Begin an SKP for one placement in one year; by default for all days that both share."""
    lock_pegawai(penempatan.pegawai_id)
    permissions.require(permissions.may_draft_skp(pelaku, penempatan))
    return create_draf(
        pelaku, penempatan, periode, mulai=mulai, selesai=selesai, pendekatan=pendekatan, pengelola=None
    )


def lock_pegawai(pegawai_id: int) -> None:
    """Lock the person, not an SKP: there is none yet, and two tabs can begin one at once."""
    Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai_id)


def create_draf(
    pelaku: Pegawai,
    penempatan: Penempatan,
    periode: Periode,
    *,
    mulai: date | None,
    selesai: date | None,
    pendekatan: Pendekatan,
    pengelola: Pegawai | None,
) -> Skp:
    """What every beginning of an SKP has in common, once it is allowed."""
    close_rentang(pegawai=penempatan.pegawai)
    drop_skp_urung(pelaku=pelaku, pegawai=penempatan.pegawai)
    if periode.instansi_id != penempatan.instansi_id or periode.jenis != JenisPeriode.TAHUNAN:
        raise PeriodeTidakSah("Periode itu tidak ditemukan. Pilih tahun dari daftar.", bidang="periode")
    awal, akhir = rules.rentang_skp(
        periode=(periode.mulai, periode.selesai),
        penempatan=(penempatan.mulai, penempatan.selesai),
        diminta=(mulai, selesai),
    )
    if pengelola is None:
        _check_jendela(penempatan, periode, awal)
    is_definitif = penempatan.jenis == JenisPenugasan.DEFINITIF
    _check_rentang_bebas(penempatan, awal, akhir, is_definitif=is_definitif)
    skp = Skp(
        instansi_id=penempatan.instansi_id,
        pegawai_id=penempatan.pegawai_id,
        penempatan=penempatan,
        periode=periode,
        mulai=awal,
        selesai=akhir,
        keluarga=(
            KeluargaFormulir.JPT if penempatan.jabatan.is_formulir_jpt else KeluargaFormulir.JA_JF
        ).value,
        pendekatan=Pendekatan(pendekatan).value,
        is_plt_plh=not is_definitif,
        pengelola=pengelola,
    )
    skp.penilai = selectors.penilai_skp(skp)
    with audit.act(pelaku, "skp.disusun"):
        skp.save()
        skp.riwayat.create(dari="", ke=StatusSkp.DRAF.value, oleh=pelaku, pada=skp.dibuat_pada)
        receive_matriks(skp, pelaku)
    return skp


def _check_jendela(penempatan: Penempatan, periode: Periode, awal: date) -> None:
    """Refuse to begin outside the window of the year, with the day and who can extend it."""
    instansi = penempatan.pegawai.instansi
    keadaan = selectors.jendela_susun(penempatan, periode, instansi=instansi, mulai=awal)
    if not keadaan.terbuka:
        keluar = selectors.jalan_keluar(penempatan.instansi_id, penempatan.unit)
        rules.check_terbuka(keadaan, selectors.hari_instansi(instansi), keluar)


def _check_rentang_bebas(penempatan: Penempatan, awal: date, akhir: date, *, is_definitif: bool) -> None:
    """One definitif SKP per day and person; one per day and acting post."""
    lain = Skp.objects.berlaku().filter(mulai__lte=akhir, selesai__gte=awal)
    if is_definitif:
        lain = lain.filter(pegawai=penempatan.pegawai_id, is_plt_plh=False)
    else:
        lain = lain.filter(penempatan=penempatan)
    bentrok = lain.first()
    if bentrok:
        raise RentangBertabrakan(
            f"Anda sudah memiliki SKP untuk {rules.tanggal_panjang(bentrok.mulai)} "
            f"sampai {rules.tanggal_panjang(bentrok.selesai)}. Lanjutkan SKP itu.",
            bidang="mulai",
        )
    jeda = JedaSkp.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gte=awal), pegawai=penempatan.pegawai_id, mulai__lte=akhir
    ).first()
    if jeda and is_definitif:
        raise RentangBertabrakan(
            f"Sejak {rules.tanggal_panjang(jeda.mulai)} tercatat {jeda.get_alasan_display().lower()}. "
            "Akhiri dahulu masa tanpa SKP itu.",
            bidang="mulai",
        )


@transaction.atomic
def save_rhk(
    *,
    pelaku: Pegawai,
    skp: Skp,
    teks: str,
    rhk: RencanaHasilKerja | None = None,
    jenis: JenisRhk = JenisRhk.UTAMA,
    klasifikasi: KlasifikasiRhk = KlasifikasiRhk.ORGANISASI,
    rhk_pimpinan: RencanaHasilKerja | None = None,
    indikator_pimpinan: IndikatorKinerja | None = None,
    rhk_pimpinan_teks: str = "",
    penugasan_dari: str = "",
    perspektif: Iterable[Perspektif] = (),
    versi: str | None = None,
) -> RencanaHasilKerja:
    """Add an RHK or change one. JA/JF name the leader's RHK that it serves, JPT its perspektif."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    if rhk is None:
        terakhir = skp.rhk.aggregate(n=Max("urutan"))["n"] or 0
        rhk = RencanaHasilKerja(skp=skp, urutan=terakhir + 1)
    else:
        rhk = skp.rhk.get(pk=rhk.pk)
        check_versi(versi, rhk.versi)
    rhk.teks = rules.check_teks(teks, sebutan="Rencana hasil kerja")
    rhk.jenis, rhk.klasifikasi = JenisRhk(jenis).value, KlasifikasiRhk(klasifikasi).value
    rhk.penugasan_dari = penugasan_dari.strip()
    rhk.rujukan_lepas_pada = None
    if skp.is_jpt:
        rhk.perspektif = [p.value for p in Perspektif if p.value in set(perspektif)]
        rhk.rhk_pimpinan = rhk.indikator_pimpinan = None
        rhk.rhk_pimpinan_teks = rhk.indikator_pimpinan_teks = ""
    else:
        rhk.perspektif = []
        _set_rujukan(pelaku, skp, rhk, rhk_pimpinan, indikator_pimpinan, rhk_pimpinan_teks)
    with audit.act(pelaku, "rhk.disimpan"):
        rhk.save()
        refresh_rujukan_from(rhk)
        bump(skp)
    return rhk


def _set_rujukan(
    pelaku: Pegawai,
    skp: Skp,
    rhk: RencanaHasilKerja,
    pimpinan: RencanaHasilKerja | None,
    indikator: IndikatorKinerja | None,
    teks: str,
) -> None:
    """Link the leader's RHK and keep its words, or keep the words alone."""
    if pimpinan is None:
        rhk.rhk_pimpinan = rhk.indikator_pimpinan = None
        rhk.rhk_pimpinan_teks, rhk.indikator_pimpinan_teks = teks.strip(), ""
        return
    # A link that stands already is not asked again: the leader may have moved on meanwhile.
    if rhk.rhk_pimpinan_id != pimpinan.pk:
        verdict = permissions.may_link_rhk(pelaku, skp, pimpinan)
        if not verdict:
            raise RujukanTidakSah(verdict.alasan, bidang="rujukan")
    if indikator is not None and indikator.rhk_id != pimpinan.pk:
        raise RujukanTidakSah(permissions.RUJUKAN_TIDAK_ADA, bidang="rujukan")
    rhk.rhk_pimpinan, rhk.indikator_pimpinan = pimpinan, indikator
    rhk.rhk_pimpinan_teks = pimpinan.teks
    rhk.indikator_pimpinan_teks = indikator.teks if indikator else ""


@transaction.atomic
def delete_rhk(*, pelaku: Pegawai, rhk: RencanaHasilKerja) -> Skp:
    """Take an RHK out of a draft; members who serve it keep its words."""
    skp = lock_skp(rhk.skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    try:
        with audit.act(pelaku, "rhk.dihapus"), transaction.atomic():
            milik = skp.rhk.get(pk=rhk.pk)
            loosen_rujukan(milik)
            milik.delete()
            bump(skp)
    except ProtectedError as galat:
        raise RencanaDipakai("RHK ini sudah dipakai pada catatan kerja. Ubah teksnya saja.") from galat
    return skp


@transaction.atomic
def save_indikator(
    *,
    pelaku: Pegawai,
    rhk: RencanaHasilKerja,
    teks: str,
    indikator: IndikatorKinerja | None = None,
    aspek: str = "",
    jenis_target: JenisTarget = JenisTarget.ANGKA,
    target_angka: Decimal | None = None,
    target_angka_maks: Decimal | None = None,
    satuan: str = "",
    target_tanggal: date | None = None,
    target_teks: str = "",
    polaritas: Polaritas | None = None,
    gabung: str | None = None,
    desimal: int | None = None,
    versi: str | None = None,
) -> IndikatorKinerja:
    """Add an indicator to an RHK or change one; the target must fit its kind. `gabung` None leaves it as it is."""
    skp = lock_skp(rhk.skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    rhk = skp.rhk.get(pk=rhk.pk)
    if indikator is None:
        terakhir = rhk.indikator.aggregate(n=Max("urutan"))["n"] or 0
        indikator = IndikatorKinerja(rhk=rhk, urutan=terakhir + 1)
    else:
        indikator = rhk.indikator.get(pk=indikator.pk)
        check_versi(versi, indikator.versi)
    target = rules.target_bersih(
        Target(
            JenisTarget(jenis_target),
            target_angka,
            target_angka_maks,
            satuan,
            target_tanggal,
            target_teks,
            rules.hitung_desimal(target_angka, target_angka_maks) if desimal is None else desimal,
        )
    )
    teks = rules.check_teks(teks, sebutan="Indikator kinerja individu")
    if skp.pendekatan == Pendekatan.KUALITATIF and target.jenis == JenisTarget.TEKS:
        _keep_isi(indikator, Pendekatan.KUANTITATIF)
    else:
        rules.check_target(target)
    indikator.teks = teks
    indikator.aspek = aspek
    indikator.target = target
    indikator.polaritas = (polaritas or rules.POLARITAS_BAWAAN[JenisTarget(jenis_target)]).value
    if gabung is not None:
        indikator.gabung = gabung
    with audit.act(pelaku, "indikator.disimpan"):
        indikator.save()
        refresh_rujukan_from(rhk)
        bump(skp)
    return indikator


def _keep_isi(indikator: IndikatorKinerja, pendekatan: Pendekatan) -> None:
    """Keep a typed target that a narrative takes the place of, unless one is kept already."""
    if indikator.target_tampil and not indikator.simpanan:
        indikator.simpanan = indikator.isi.simpan(pendekatan)


@transaction.atomic
def delete_indikator(*, pelaku: Pegawai, indikator: IndikatorKinerja) -> Skp:
    """Take an indicator out of a draft; members who serve it keep its words."""
    skp = lock_skp(indikator.rhk.skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    try:
        with audit.act(pelaku, "indikator.dihapus"), transaction.atomic():
            IndikatorKinerja.objects.get(pk=indikator.pk, rhk__skp=skp).delete()
            bump(skp)
    except ProtectedError as galat:
        raise RencanaDipakai("Indikator ini sudah memiliki realisasi. Ubah teksnya saja.") from galat
    return skp
