"""Numbers of documents: the agency's rule, and the running numbers that no two papers share."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import ButirLaporan, Dokumen, Evaluasi, NomorDokumen, PengaturanDokumen
from evaluasi.rules import JENIS_BERKEMBANG, SUMBER, JenisDokumen, Penomoran
from evaluasi.selectors.naskah import Sumber
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.prepared import prepared


@transaction.atomic
def set_pengaturan_dokumen(
    *,
    pelaku: Pegawai,
    pola: str,
    penomoran: Penomoran | str,
    lebar: int,
    kode: dict[str, str],
    is_paraf_berdua: bool,
) -> PengaturanDokumen:
    """Set how the agency numbers and signs from now on; what was issued keeps its number."""
    permissions.require(permissions.may_set_dokumen(pelaku))
    kode = {k: v.strip() for k, v in kode.items() if v.strip()}
    pola = " ".join(pola.split())
    rules.check_pola_nomor(pola)
    rules.check_kode_jenis(kode)
    isi = {
        "pola": pola,
        "penomoran": Penomoran(penomoran).value,
        "lebar": lebar,
        "kode": kode,
        "is_paraf_berdua": is_paraf_berdua,
    }
    with audit.act(pelaku, "dokumen.aturan_diubah"):
        return PengaturanDokumen.objects.update_or_create(instansi_id=pelaku.instansi_id, defaults=isi)[0]


def terbit_pada(sumber: Sumber, jenis: JenisDokumen) -> datetime:
    """The moment on the paper: when its source was fixed; what lives on is of the moment it was printed."""
    if isinstance(sumber, Evaluasi):
        tetap = sumber.final_pada
    else:
        kapan = "disepakati_pada" if SUMBER[jenis] == "perjanjian" else "ditetapkan_pada"
        tetap = getattr(sumber, kapan, None)
    return tetap if tetap is not None and jenis not in JENIS_BERKEMBANG else timezone.now()


def _hari(sumber: Sumber, saat: datetime) -> date:
    return saat.astimezone(ZoneInfo(sumber.instansi.zona_waktu)).date()


def nomor_baru(
    atur: PengaturanDokumen, sumber: Sumber, jenis: JenisDokumen, *, versi: int, terbit: datetime
) -> str:
    """Number a paper that is about to be issued."""
    hari, pokok = _hari(sumber, terbit), selectors.pokok(sumber)
    urut = _nomor_urut(atur, sumber, jenis, hari) if atur.penomoran == Penomoran.URUT else pokok
    nomor = rules.susun_nomor(
        atur.pola,
        kode=rules.kode_jenis(atur.kode, jenis),
        nomor=urut,
        lebar=atur.lebar,
        tahun=sumber.periode.tahun,
        terbit=hari,
        versi=versi,
    )
    if Dokumen.objects.filter(instansi=sumber.instansi_id, nomor=nomor).exists():
        raise BahanBelumLengkap(f"Nomor {nomor} sudah dipakai dokumen lain. Ubah pola atau kode nomornya.")
    return nomor


@transaction.atomic
def reserve_nomor(*, butir_pk: int) -> None:
    """Give the paper of a job its running number and commit it before the printing begins.

    Whoever prints would otherwise hold the last number for as long as a page takes, and the other workers wait.
    """
    belum = _belum_bernomor(butir_pk)
    if not belum:
        return
    butir = belum[0]
    sumber, jenis = selectors.sumber_cetak(butir), JenisDokumen(butir.jenis)
    atur = selectors.pengaturan_dokumen(sumber.instansi_id)
    _nomor_urut(atur, sumber, jenis, _hari(sumber, terbit_pada(sumber, jenis)))


@prepared
def _belum_bernomor(butir_pk: int) -> QuerySet[ButirLaporan]:
    return ButirLaporan.objects.filter(
        pk=butir_pk,
        is_draf=False,
        dokumen=None,
        laporan__instansi__pengaturan_dokumen__penomoran=Penomoran.URUT,
    )


def _nomor_urut(atur: PengaturanDokumen, sumber: Sumber, jenis: JenisDokumen, hari: date) -> int:
    """The running number of this paper; all its versions share one."""
    pokok = selectors.pokok(sumber)
    punya = NomorDokumen.objects.filter(jenis=jenis.value, pokok=pokok)
    if ada := punya.first():
        return ada.urut
    tahun = rules.tahun_buku(atur.pola, tahun=sumber.periode.tahun, terbit=hari)
    buku = {"instansi_id": sumber.instansi_id, "jenis": jenis.value, "tahun": tahun}
    satu_per_satu(f"nomor:{sumber.instansi_id}:{jenis.value}:{tahun}")
    if ada := punya.first():  # somebody else gave it while we waited
        return ada.urut
    akhir = NomorDokumen.objects.filter(**buku).aggregate(n=Max("urut"))["n"] or 0
    return NomorDokumen.objects.create(**buku, pokok=pokok, urut=akhir + 1).urut


def satu_per_satu(kunci: str) -> None:
    """Wait for whoever is at the same thing; the lock goes with the transaction, also when a worker is killed."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [kunci])
