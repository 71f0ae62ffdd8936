"""The moves of a Perjanjian Kinerja: begun, handed in, taken back, returned, agreed, revised, called off."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import Instansi, Pegawai, Penempatan
from pegawai.permissions import require
from skp import rules, selectors
from skp.errors import PerjanjianTidakSah
from skp.models import (
    DokumenAnggaran,
    IndikatorPk,
    Periode,
    PerjanjianKinerja,
    ProgramPk,
    RiwayatPk,
    SasaranPk,
)
from skp.permissions import perjanjian as izin
from skp.rules import AlasanRevisiPk, StatusPk
from skp.services.kabar import tell_pk


def lock_pk(pk: PerjanjianKinerja) -> PerjanjianKinerja:
    """Lock the PK before anything under it is read: two tabs, or both parties, can act at once."""
    return (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("pegawai", "penempatan__jabatan", "penempatan__unit", "unit", "instansi")
        .get(pk=pk.pk)
    )


def bump_pk(pk: PerjanjianKinerja, *bidang: str) -> None:
    """Count one more change: the second party decides on the count he has read."""
    pk.nomor_sunting += 1
    pk.save(update_fields=["nomor_sunting", *bidang])


def _check_gerak(pk: PerjanjianKinerja, ke: StatusPk) -> None:
    """Refuse a move that the state does not allow; say who moved it meanwhile, and when."""
    if ke in rules.TRANSISI_PK[StatusPk(pk.status)]:
        return
    gerak = pk.riwayat.select_related("oleh").order_by("-pada", "-id").first()
    if gerak is not None and gerak.dari:
        raise SudahBerubah(
            f"{selectors.kalimat_gerak_pk(gerak)} ini pada {selectors.kapan(gerak.pada)}. Muat ulang halaman ini."
        )
    rules.check_transisi_pk(pk.status, ke)


def _move(
    pk: PerjanjianKinerja, ke: StatusPk, *, oleh: Pegawai, catatan: str = "", bidang: tuple[str, ...] = ()
) -> None:
    """Take one step of the table and keep it in the trail."""
    dari = pk.status
    rules.check_transisi_pk(dari, ke)
    pk.status = ke.value
    pk.save(update_fields=["status", *bidang])
    RiwayatPk.objects.create(
        perjanjian=pk, dari=dari, ke=ke.value, oleh=oleh, pada=timezone.now(), catatan=catatan
    )
    tell_pk(pk, ke, oleh)


@transaction.atomic
def draft_pk(*, pelaku: Pegawai, penempatan: Penempatan, tahun: int) -> PerjanjianKinerja:
    """Begin the PK of one post for one year; the level of its objectives follows the kind of post."""
    # The person is locked, not a PK: there is none yet, and two tabs can begin one at once.
    Pegawai.objects.select_for_update(of=("self",)).get(pk=penempatan.pegawai_id)
    require(izin.may_draft_pk(pelaku, penempatan))
    if not Periode.objects.tahunan().filter(instansi=penempatan.instansi_id, tahun=tahun).exists():
        raise PerjanjianTidakSah("Tahun itu belum dibuka. Pilih tahun dari daftar.", bidang="calon")
    calon, _ = selectors.calon_pk(pelaku)
    if not any(c.penempatan.pk == penempatan.pk and c.tahun == tahun for c in calon):
        raise PerjanjianTidakSah(
            "Perjanjian kinerja jabatan ini untuk tahun itu sudah ada. Lanjutkan atau revisi yang ada.",
            bidang="calon",
        )
    pk = PerjanjianKinerja(
        instansi_id=penempatan.instansi_id,
        tahun=tahun,
        pegawai=penempatan.pegawai,
        penempatan=penempatan,
        unit=penempatan.unit,
        tingkat=rules.tingkat_bawaan(penempatan.jabatan.jenis).value,
    )
    with audit.act(pelaku, "pk.disusun"):
        pk.save()
        pk.riwayat.create(dari="", ke=StatusPk.DRAF.value, oleh=pelaku, pada=pk.dibuat_pada)
    return pk


@transaction.atomic
def submit_pk(*, pelaku: Pegawai, pk: PerjanjianKinerja) -> PerjanjianKinerja:
    """Hand the PK to the second party; a head of region, who promises alone, agrees it with the same act."""
    pk = lock_pk(pk)
    require(izin.may_submit_pk(pelaku, pk))
    _check_gerak(pk, StatusPk.DIAJUKAN)
    kedua = selectors.pihak_kedua_of(pk)
    rules.check_pk_lengkap(selectors.kekurangan_pk_of(pk, pihak_kedua=kedua))
    with audit.act(pelaku, "pk.diajukan"):
        pk.pihak_kedua, pk.diajukan_pada = kedua.pegawai if kedua else None, timezone.now()
        _move(pk, StatusPk.DIAJUKAN, oleh=pelaku, bidang=("pihak_kedua", "diajukan_pada"))
        if pk.is_sepihak:
            _agree(pk, pelaku)
    return pk


def _agree(pk: PerjanjianKinerja, oleh: Pegawai, catatan: str = "") -> None:
    """Put this version in force and the one before it out of force."""
    if pk.menggantikan_id:
        lama = PerjanjianKinerja.objects.select_for_update(of=("self",)).get(pk=pk.menggantikan_id)
        if lama.status == StatusPk.DISEPAKATI:
            _move(lama, StatusPk.DIREVISI, oleh=oleh, catatan=pk.alasan_revisi)
    pk.disepakati_oleh, pk.disepakati_pada = oleh, timezone.now()
    _move(
        pk,
        StatusPk.DISEPAKATI,
        oleh=oleh,
        catatan=catatan,
        bidang=("pihak_kedua", "disepakati_oleh", "disepakati_pada"),
    )


@transaction.atomic
def withdraw_pk(*, pelaku: Pegawai, pk: PerjanjianKinerja) -> PerjanjianKinerja:
    """Take the PK back while nobody has decided on it."""
    pk = lock_pk(pk)
    require(izin.may_submit_pk(pelaku, pk))
    _check_gerak(pk, StatusPk.DRAF)
    with audit.act(pelaku, "pk.ditarik"):
        pk.diajukan_pada = None
        _move(pk, StatusPk.DRAF, oleh=pelaku, bidang=("diajukan_pada",))
    return pk


def _check_yang_dibaca(pk: PerjanjianKinerja, nomor_sunting: int | None) -> None:
    if nomor_sunting is not None and nomor_sunting != pk.nomor_sunting:
        raise SudahBerubah(
            "Perjanjian kinerja ini berubah setelah Anda membukanya. Muat ulang, lalu baca sekali lagi."
        )


@transaction.atomic
def agree_pk(
    *, pelaku: Pegawai, pk: PerjanjianKinerja, catatan: str = "", nomor_sunting: int | None = None
) -> PerjanjianKinerja:
    """The second party agrees: this version is in force, the one it replaces no longer is."""
    pk = lock_pk(pk)
    require(izin.may_agree_pk(pelaku, pk))
    _check_gerak(pk, StatusPk.DISEPAKATI)
    _check_yang_dibaca(pk, nomor_sunting)
    rules.check_pk_lengkap(selectors.kekurangan_pk_of(pk))
    with audit.act(pelaku, "pk.disepakati", catatan):
        pk.pihak_kedua = pelaku
        _agree(pk, pelaku, catatan.strip())
    return pk


@transaction.atomic
def return_pk(
    *, pelaku: Pegawai, pk: PerjanjianKinerja, catatan: str, nomor_sunting: int | None = None
) -> PerjanjianKinerja:
    """Send the PK back to the first party with a note that says what to mend."""
    pk = lock_pk(pk)
    require(izin.may_agree_pk(pelaku, pk))
    _check_gerak(pk, StatusPk.DIKEMBALIKAN)
    _check_yang_dibaca(pk, nomor_sunting)
    catatan = rules.check_teks(catatan, sebutan="Catatan", bidang="catatan")
    with audit.act(pelaku, "pk.dikembalikan", catatan):
        pk.pihak_kedua = pelaku
        _move(pk, StatusPk.DIKEMBALIKAN, oleh=pelaku, catatan=catatan, bidang=("pihak_kedua",))
    return pk


@transaction.atomic
def cancel_pk(*, pelaku: Pegawai, pk: PerjanjianKinerja, alasan: str) -> PerjanjianKinerja:
    """Call the PK off, with the reason; it stays readable, and the SKP that took from it stays whole."""
    pk = lock_pk(pk)
    require(izin.may_cancel_pk(pelaku, pk))
    _check_gerak(pk, StatusPk.DIBATALKAN)
    alasan = rules.check_teks(alasan, sebutan="Alasan pembatalan", bidang="alasan")
    with audit.act(pelaku, "pk.dibatalkan", alasan):
        _move(pk, StatusPk.DIBATALKAN, oleh=pelaku, catatan=alasan)
    return pk


@transaction.atomic
def revise_pk(
    *, pelaku: Pegawai, pk: PerjanjianKinerja, jenis_revisi: AlasanRevisiPk, alasan_revisi: str
) -> PerjanjianKinerja:
    """Begin the next version with everything of this one; the old one stays in force until the new is agreed.

    Allowed for a change of officer, of strategy or of budget (domain reference 8, [R]). The officer who follows
    carries the unit's PK on in his own name; every item keeps its key, so the versions can be compared.
    """
    pk = lock_pk(pk)
    tempat = izin.penempatan_penerus(pelaku, pk)
    if tempat is None:
        raise Dilarang(izin.may_revise_pk(pelaku, pk).alasan)
    if pk.status != StatusPk.DISEPAKATI:
        rules.check_transisi_pk(pk.status, StatusPk.DIREVISI)
    if not izin.is_pk_dapat_direvisi(pk):
        raise SudahBerubah("Versi penggantinya sudah disusun. Buka versi itu dari daftar versi.")
    alasan = rules.check_teks(alasan_revisi, sebutan="Alasan revisi", bidang="alasan_revisi")
    baru = PerjanjianKinerja(
        instansi_id=pk.instansi_id,
        tahun=pk.tahun,
        pegawai=pelaku,
        penempatan=tempat,
        unit_id=pk.unit_id,
        tingkat=pk.tingkat,
        anggaran_pada=pk.anggaran_pada,
        versi=pk.versi + 1,
        menggantikan=pk,
        jenis_revisi=AlasanRevisiPk(jenis_revisi).value,
        alasan_revisi=alasan,
    )
    with audit.act(pelaku, "pk.direvisi", alasan):
        baru.save()
        baru.riwayat.create(
            dari="", ke=StatusPk.DRAF.value, oleh=pelaku, pada=baru.dibuat_pada, catatan=alasan
        )
        _copy_isi(pk, baru)
    return baru


def _copy_isi(lama: PerjanjianKinerja, baru: PerjanjianKinerja) -> None:
    for s in selectors.sasaran_pk_of(lama):
        salinan = SasaranPk.objects.create(perjanjian=baru, kunci=s.kunci, urutan=s.urutan, teks=s.teks)
        for i in s.indikator.all():
            indikator = IndikatorPk(
                sasaran=salinan, kunci=i.kunci, urutan=i.urutan, teks=i.teks, is_iku=i.is_iku
            )
            indikator.target, indikator.polaritas = i.target, i.polaritas
            indikator.save()
    for p in lama.program.order_by("urutan", "id"):
        ProgramPk.objects.create(
            perjanjian=baru,
            kunci=p.kunci,
            urutan=p.urutan,
            nama=p.nama,
            anggaran=p.anggaran,
            keterangan=p.keterangan,
        )


@transaction.atomic
def set_anggaran(
    *,
    pelaku: Pegawai,
    instansi: Instansi,
    tahun: int,
    ditetapkan_pada: date,
    tenggang_bulan: int = rules.TENGGANG_PK,
) -> DokumenAnggaran:
    """Enter when the agency's budget document was fixed; the deadline of its PK follows from it."""
    require(izin.may_set_anggaran(pelaku, instansi))
    with audit.act(pelaku, "anggaran.ditetapkan"):
        hasil, _ = DokumenAnggaran.objects.update_or_create(
            instansi=instansi,
            tahun=tahun,
            defaults={"ditetapkan_pada": ditetapkan_pada, "tenggang_bulan": tenggang_bulan},
        )
    return hasil
