"""The work of opening and closing a period for everybody, a piece per transaction.

A killed worker loses one piece: its transaction goes back, and whoever is rung next goes on after `terakhir`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from evaluasi import permissions, selectors
from evaluasi.errors import TransisiTidakSah
from evaluasi.models import (
    ButirLaporan,
    CapaianOrganisasi,
    Evaluasi,
    GagalPekerjaan,
    Laporan,
    PekerjaanPeriode,
    RiwayatEvaluasi,
)
from evaluasi.rules import JALAN_FINAL, JenisPekerjaan, KendalaFinal, StatusEvaluasi, StatusPekerjaan
from evaluasi.selectors import Bahan
from evaluasi.selectors.snapshot import PenilaiSekali
from evaluasi.services.final import BIDANG_FINAL, check_final, isi_final
from evaluasi.services.laporan import JENIS_EVALUASI, request_laporan
from evaluasi.services.pelaksanaan import STATUS_BERJALAN
from evaluasi.services.tindak_lanjut import propose_tindak_lanjut
from kinerja.services import lock_realisasi_massal
from pegawai import audit
from pegawai.errors import AturanDilanggar
from pegawai.models import Pegawai
from pegawai.rules import JenisKabar
from pegawai.selectors import admin_untuk
from pegawai.services import tell, tell_many
from skp.models import Periode, Skp
from skp.rules import tanggal_panjang
from skp.selectors import hari_instansi

log = logging.getLogger(__name__)

SEKALI_BUKA = 500
SEKALI_TUTUP = 25
"""People per transaction: nobody who rates or logs waits long for the locks of a piece."""
CATATAN_TUTUP = "Menjadi final saat periode ditutup."
CATATAN_BUKA = "Dibuka bersama periode."


def step_pekerjaan(pekerjaan_pk: int) -> bool:
    """Do the next piece. False: nothing is left to do, or another worker is at it."""
    with transaction.atomic():
        pekerjaan = (
            PekerjaanPeriode.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("periode__instansi", "diminta_oleh", "laporan")
            .filter(pk=pekerjaan_pk, status__in=STATUS_BERJALAN)
            .first()
        )
        if pekerjaan is None:
            return False
        if pekerjaan.status == StatusPekerjaan.ANTRE:
            _begin(pekerjaan)
        potong = _open_piece if pekerjaan.jenis == JenisPekerjaan.BUKA else _close_piece
        lanjut = potong(pekerjaan)
        if not lanjut:
            _end(pekerjaan)
        pekerjaan.dering_pada = timezone.now()
        pekerjaan.save()
    return lanjut


def fail_pekerjaan(pekerjaan_pk: int, galat: Exception) -> None:
    """Give work up that cannot go on, in a sentence; operators find the rest in the log."""
    log.error("pekerjaan periode %s gagal: %s", pekerjaan_pk, type(galat).__name__)
    PekerjaanPeriode.objects.filter(pk=pekerjaan_pk, status__in=STATUS_BERJALAN).update(
        status=StatusPekerjaan.GAGAL, galat=_kalimat(galat), selesai_pada=timezone.now()
    )


def _kalimat(galat: Exception) -> str:
    if isinstance(galat, AturanDilanggar):
        return str(galat)[:500]
    return "Pekerjaan ini terhenti. Ulangi; bila tetap gagal, hubungi admin sistem."


def _begin(pekerjaan: PekerjaanPeriode) -> None:
    periode = pekerjaan.periode
    if pekerjaan.jenis == JenisPekerjaan.BUKA:
        jumlah = selectors.skp_belum_dibuka(periode, hari_instansi(periode.instansi)).count()
    else:
        jumlah = selectors.evaluasi_terbuka(periode).filter(kendala=KendalaFinal.TERTUNDA).count()
    pekerjaan.jumlah = jumlah if pekerjaan.jenis == JenisPekerjaan.BUKA or periode.final_saat_tutup else 0
    pekerjaan.status, pekerjaan.mulai_pada = StatusPekerjaan.BERJALAN.value, timezone.now()


def _end(pekerjaan: PekerjaanPeriode) -> None:
    """Write the end down, have the documents made, and tell who asked."""
    gagal = pekerjaan.gagal.count()
    pekerjaan.status = (StatusPekerjaan.SEBAGIAN if gagal else StatusPekerjaan.SELESAI).value
    pekerjaan.selesai_pada = timezone.now()
    if pekerjaan.laporan_id:
        Laporan.objects.filter(pk=pekerjaan.laporan_id).update(dering_pada=timezone.now())
    hasil = f"{pekerjaan.berhasil} orang" + (f", {gagal} gagal" if gagal else "")
    tell(
        pekerjaan.diminta_oleh,
        jenis=JenisKabar.EVALUASI,
        teks=f"{pekerjaan.get_jenis_display()} {pekerjaan.periode} selesai: {hasil}.",
        tautan=f"/evaluasi/periode/{pekerjaan.periode.uuid}/",
        kunci=f"pekerjaan-{pekerjaan.uuid}",
    )


# --- opening --------------------------------------------------------------------------------------
def _open_piece(pekerjaan: PekerjaanPeriode) -> bool:
    periode = pekerjaan.periode
    hari = hari_instansi(periode.instansi)
    calon = selectors.skp_belum_dibuka(periode, hari).filter(pk__gt=pekerjaan.terakhir).order_by("pk")
    kunci = list(calon.values_list("pk", flat=True)[:SEKALI_BUKA])
    if not kunci:
        return False
    # Locked, then asked again: penilai and pegawai can begin the same evaluation at once.
    list(
        Skp.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=kunci)
        .order_by("pk")
        .values("pk")
    )
    baru = [
        Evaluasi(
            instansi_id=s.instansi_id,
            skp_id=s.pk,
            pegawai_id=s.pegawai_id,
            penempatan_id=s.penempatan_id,
            periode=periode,
            penilai_id=s.kunci_penilai,
        )
        for s in selectors.skp_belum_dibuka(periode, hari).filter(pk__in=kunci).order_by("pk")
    ]
    with audit.act(pekerjaan.diminta_oleh, "evaluasi.dibuka", pekerjaan.alasan):
        Evaluasi.objects.bulk_create(baru)
    RiwayatEvaluasi.objects.bulk_create(
        _gerak(e, StatusEvaluasi.BELUM_DIBUKA, StatusEvaluasi.PENGISIAN, pekerjaan, CATATAN_BUKA)
        for e in baru
    )
    tell_many(
        [e.pegawai_id for e in baru],
        instansi_id=periode.instansi_id,
        jenis=JenisKabar.EVALUASI,
        teks=_kabar_buka(periode),
        tautan="/evaluasi/",
        oleh=pekerjaan.diminta_oleh,
        kunci=f"evaluasi-dibuka-{periode.uuid}",
    )
    pekerjaan.terakhir = kunci[-1]
    pekerjaan.dikerjakan += len(kunci)
    pekerjaan.berhasil += len(baru)
    return True


def _kabar_buka(periode: Periode) -> str:
    sampai = (
        f" Lengkapi sampai {tanggal_panjang(periode.pengisian_sampai)}." if periode.pengisian_sampai else ""
    )
    return f"Evaluasi {periode} dibuka. Periksa realisasi Anda, lalu ajukan.{sampai}"


def _gerak(
    evaluasi: Evaluasi, dari: StatusEvaluasi, ke: StatusEvaluasi, pekerjaan: PekerjaanPeriode, catatan: str
) -> RiwayatEvaluasi:
    """A row of the trail; nobody is named where the period's own day did it."""
    return RiwayatEvaluasi(
        evaluasi=evaluasi,
        dari=dari.value,
        ke=ke.value,
        oleh_id=pekerjaan.diminta_oleh_id,
        pada=timezone.now(),
        catatan=catatan,
    )


# --- closing --------------------------------------------------------------------------------------
def _close_piece(pekerjaan: PekerjaanPeriode) -> bool:
    periode = pekerjaan.periode
    if not periode.final_saat_tutup:
        return False
    calon = selectors.evaluasi_terbuka(periode, sebab=()).filter(kendala=KendalaFinal.TERTUNDA)
    potong = dict(
        calon.filter(pk__gt=pekerjaan.terakhir).order_by("pk").values_list("pk", "skp_id")[:SEKALI_TUTUP]
    )
    if not potong:
        return False
    # asked for a piece at a time: whoever owes a sentence stays open, as the page said beforehand
    kurang = selectors.tanpa_sebab(Evaluasi.objects.filter(pk__in=potong), periode)
    pasangan = [(pk, skp) for pk, skp in potong.items() if pk not in kurang]
    final = _finalise(pekerjaan, [p[0] for p in pasangan], [p[1] for p in pasangan])
    if final:
        _tell_final(pekerjaan, final)
        _order_dokumen(pekerjaan, final)
    pekerjaan.terakhir = max(potong)
    pekerjaan.dikerjakan += len(pasangan)
    pekerjaan.berhasil += len(final)
    return True


def _finalise(pekerjaan: PekerjaanPeriode, kunci: list[int], skp: list[int]) -> list[Evaluasi]:
    """Freeze these evaluations. The SKP first, as whoever records a realisasi or finalises one by hand does."""
    list(
        Skp.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=skp)
        .order_by("pk")
        .values("pk")
    )
    list(Evaluasi.objects.select_for_update().filter(pk__in=kunci).order_by("pk").values("pk"))
    calon = list(
        Evaluasi.objects.select_related(
            "instansi",
            "pegawai",
            "penilai",
            "periode",
            "penempatan__unit",
            "penempatan__jabatan",
            "skp__penempatan",
            "skp__periode",
        )
        .filter(pk__in=kunci, status=StatusEvaluasi.DINILAI)
        .order_by("pk")
    )
    capaian = _hold_capaian(pekerjaan.periode, calon)
    bahan, penilai = _bahan(calon, pekerjaan.periode), PenilaiSekali()
    with audit.act(pekerjaan.diminta_oleh, "evaluasi.final", pekerjaan.alasan or CATATAN_TUTUP):
        final = [e for e in calon if _finalise_satu(pekerjaan, e, capaian, bahan.get(e.skp_id), penilai)]
        lock_realisasi_massal(
            periode=pekerjaan.periode,
            oleh={e.skp_id: e.penilai_id for e in final},
            instansi_id=pekerjaan.instansi_id,
        )
        propose_tindak_lanjut(final)
    RiwayatEvaluasi.objects.bulk_create(
        _gerak(e, StatusEvaluasi.DINILAI, StatusEvaluasi.FINAL, pekerjaan, CATATAN_TUTUP) for e in final
    )
    return final


def _bahan(calon: Sequence[Evaluasi], periode: Periode) -> dict[int, Bahan]:
    """The material of a piece, read together. Where that fails each is read alone, so that the one at fault is named."""
    try:
        with transaction.atomic():
            return selectors.bahan_beku([e.skp for e in calon], periode)
    except OperationalError:
        raise
    except Exception:
        log.exception("bahan evaluasi tidak dapat dibaca bersama")
        return {}


@transaction.atomic
def repeat_satu(*, pelaku: Pegawai, pekerjaan: PekerjaanPeriode, evaluasi: UUID) -> Evaluasi | None:
    """Make one failed evaluation of a closing final by itself, at once; None when it failed again.

    Its documents are a job of their own, whose bell the caller rings (`selectors.laporan_of`).
    """
    pekerjaan = (
        PekerjaanPeriode.objects.select_for_update(of=("self",))
        .select_related("periode__instansi", "diminta_oleh")
        .get(pk=pekerjaan.pk)
    )
    periode = pekerjaan.periode
    permissions.require(permissions.may_run_periode(pelaku, periode.instansi))
    gagal = pekerjaan.gagal.filter(evaluasi__uuid=evaluasi).first()
    if gagal is None or pekerjaan.status in STATUS_BERJALAN:
        raise TransisiTidakSah("Evaluasi itu tidak gagal dalam pekerjaan ini. Muat ulang halaman ini.")
    satu = selectors.evaluasi_terbuka(periode, Q(pk=gagal.evaluasi_id)).first()
    if satu is not None and satu.kendala != KendalaFinal.TERTUNDA:
        raise TransisiTidakSah(f"Evaluasi ini belum siap. {JALAN_FINAL[KendalaFinal(satu.kendala)]}")
    gagal.delete()
    final = _finalise(pekerjaan, [satu.pk], [satu.skp_id]) if satu is not None else []
    if final:
        pekerjaan.berhasil += 1
        request_laporan(pelaku=pelaku, evaluasi=final)
        _tell_final(pekerjaan, final)
    if not pekerjaan.gagal.exists() and pekerjaan.status == StatusPekerjaan.SEBAGIAN:
        pekerjaan.status = StatusPekerjaan.SELESAI.value
    pekerjaan.save(update_fields=["berhasil", "status"])
    return final[0] if final else None


def _hold_capaian(periode: Periode, evaluasi: Sequence[Evaluasi]) -> dict[int, CapaianOrganisasi]:
    """The capaian that counts for each unit, kept from being reopened until the piece is written."""
    units = {e.penempatan.unit_id: e.penempatan.unit for e in evaluasi}
    capaian = selectors.capaian_untuk_banyak(units.values(), periode)
    kunci = [c.pk for c in capaian.values()]
    with connection.cursor() as kursor:
        kursor.execute(
            f'SELECT id FROM "{CapaianOrganisasi._meta.db_table}" '  # noqa: S608 — our own table's name
            "WHERE id = ANY(%s) AND status = 'ditetapkan' FOR SHARE",
            [kunci],
        )
        tetap = {b[0] for b in kursor.fetchall()}
    return {u: c for u, c in capaian.items() if c.pk in tetap}


def _finalise_satu(
    pekerjaan: PekerjaanPeriode,
    evaluasi: Evaluasi,
    capaian: dict[int, CapaianOrganisasi],
    bahan: Bahan | None,
    penilai: PenilaiSekali,
) -> bool:
    """Make one final; what is wrong with one person is noted and stops no other."""
    berlaku = capaian.get(evaluasi.penempatan.unit_id)
    if berlaku is None:
        return False  # reopened a moment ago: it stays on the list with its cause
    try:
        with transaction.atomic():
            predikat = check_final(evaluasi, berlaku)
            isi_final(
                evaluasi,
                capaian=berlaku,
                predikat=predikat,
                oleh=pekerjaan.diminta_oleh,
                pada=timezone.now(),
                bahan=bahan,
                penilai=penilai,
            )
            evaluasi.status = StatusEvaluasi.FINAL.value
            evaluasi.save(update_fields=["status", *BIDANG_FINAL])
    except Exception as galat:
        log.exception("evaluasi %s tidak dapat menjadi final", evaluasi.pk)
        GagalPekerjaan.objects.update_or_create(
            pekerjaan=pekerjaan, evaluasi=evaluasi, defaults={"galat": _kalimat(galat)}
        )
        return False
    return True


def _tell_final(pekerjaan: PekerjaanPeriode, final: Sequence[Evaluasi]) -> None:
    """The result itself stands on the page, never in the line."""
    periode = pekerjaan.periode
    tell_many(
        [e.pegawai_id for e in final],
        instansi_id=periode.instansi_id,
        jenis=JenisKabar.EVALUASI,
        teks=f"Hasil evaluasi {periode} sudah final.",
        tautan="/evaluasi/",
        oleh=pekerjaan.diminta_oleh,
        kunci=f"evaluasi-final-{periode.uuid}",
    )


def _order_dokumen(pekerjaan: PekerjaanPeriode, final: Sequence[Evaluasi]) -> None:
    """Add their documents to the job that prints them; it is rung when the period is closed.

    Nobody rings before: a job with `dering_pada` empty is left alone.
    """
    peminta = pekerjaan.diminta_oleh or next(iter(admin_untuk(pekerjaan.instansi_id, None)), None)
    if peminta is None:
        return  # everybody orders his own from his page
    if pekerjaan.laporan is None:
        pekerjaan.laporan = Laporan.objects.create(
            instansi_id=pekerjaan.instansi_id,
            diminta_oleh=peminta,
            judul=f"Dokumen evaluasi {pekerjaan.periode}, periode ditutup",
        )
    ButirLaporan.objects.bulk_create(
        ButirLaporan(laporan=pekerjaan.laporan, evaluasi=e, jenis=j) for e in final for j in JENIS_EVALUASI
    )
    Laporan.objects.filter(pk=pekerjaan.laporan.pk).update(
        jumlah=F("jumlah") + len(final) * len(JENIS_EVALUASI)
    )
