"""The result goes to the person: handed over, received with or without words, final when the days are over."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from django.db import OperationalError, transaction
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import TransisiTidakSah
from evaluasi.models import AturanKeberatan, Evaluasi, Penyampaian
from evaluasi.rules import Lama, StatusEvaluasi
from evaluasi.services.evaluasi import (
    check_belum_disampaikan,
    check_not_final,
    check_seen,
    hold_capaian,
    lock_bersama_skp,
    make_final,
    move_evaluasi,
)
from evaluasi.services.final import check_final
from evaluasi.services.kabar import tell_penerimaan, tell_penyampaian
from evaluasi.services.siap import check_penulis, check_sebab
from kinerja.rules import rapikan
from kinerja.services import lock_realisasi
from pegawai import audit
from pegawai.models import Instansi, Pegawai

catatan = logging.getLogger(__name__)


@transaction.atomic
def deliver_evaluasi(*, pelaku: Pegawai, evaluasi: Evaluasi, nomor_sunting: int | None = None) -> Evaluasi:
    """Hand ratings, predikat and grounds to the person; from here the days of reply and objection run.

    The realisasi are settled: what was judged no longer moves. Another penilai than the one who rated makes the
    ratings his own first (`take_over_rating`).
    """
    evaluasi = lock_bersama_skp(evaluasi)
    permissions.require(permissions.may_rate(pelaku, evaluasi.skp))
    check_not_final(evaluasi)
    check_belum_disampaikan(evaluasi)
    permissions.require(permissions.may_deliver(pelaku, evaluasi))
    check_seen(evaluasi, nomor_sunting)
    selectors.check_jalan(evaluasi)
    if not evaluasi.periode.penyampaian_wajib:
        raise TransisiTidakSah(
            f"Hasil {evaluasi.periode} langsung final menurut pengaturan. Tekan “Jadikan final”."
        )
    capaian = hold_capaian(evaluasi)
    predikat = check_final(evaluasi, capaian)
    check_penulis(pelaku, evaluasi)
    check_sebab(evaluasi, selectors.bahan_evaluasi(evaluasi.skp, evaluasi.periode, lengkap=False))
    kini = timezone.now()
    tenggat = selectors.aturan_keberatan(evaluasi.instansi_id).tenggat
    hitung = selectors.penghitung(evaluasi.instansi, kini, geser_libur=tenggat.geser_libur)
    tanggapan = hitung(kini, tenggat.tanggapan)
    evaluasi.penilai, evaluasi.predikat = pelaku, predikat.value
    with audit.act(pelaku, "evaluasi.disampaikan"):
        sampai = Penyampaian.objects.create(
            instansi_id=evaluasi.instansi_id,
            evaluasi=evaluasi,
            capaian=capaian,
            disampaikan_oleh=pelaku,
            disampaikan_pada=kini,
            aturan=tenggat.simpan(),
            batas_tanggapan=tanggapan,
            batas_keberatan=tenggat.batas_keberatan(
                disampaikan=kini, batas_tanggapan=tanggapan, diterima=None, hitung=hitung
            ),
        )
        move_evaluasi(evaluasi, StatusEvaluasi.DISAMPAIKAN, pelaku, bidang=("penilai", "predikat"))
        lock_realisasi(pelaku=pelaku, skp=evaluasi.skp, periode=evaluasi.periode)
        tell_penyampaian(evaluasi, sampai)
    return evaluasi


@transaction.atomic
def receive_evaluasi(
    *, pelaku: Pegawai, evaluasi: Evaluasi, tanggapan: str = "", tanpa_keberatan: bool = False
) -> Evaluasi:
    """The person says that he received the result, with a comment where he has one.

    `tanpa_keberatan`: he accepts it and will not object; it is final at once. The caller rings the bell of its job.
    """
    evaluasi = lock_bersama_skp(evaluasi)
    permissions.require(permissions.may_receive(pelaku, evaluasi))
    sampai = Penyampaian.objects.select_related("capaian").get(evaluasi=evaluasi)
    tanggapan = rapikan(tanggapan)
    rules.check_tulisan(tanggapan, sebutan="Tanggapan", bidang="tanggapan", wajib=False)
    baru = sampai.diterima_pada is None
    mark_received(evaluasi, sampai, timezone.now())
    sampai.tanggapan = tanggapan or sampai.tanggapan
    sampai.tanpa_keberatan = tanpa_keberatan
    with audit.act(pelaku, "evaluasi.diterima"):
        sampai.save()
        if evaluasi.status == StatusEvaluasi.DISAMPAIKAN:
            move_evaluasi(evaluasi, StatusEvaluasi.DITERIMA, pelaku, catatan=tanggapan)
        if tanpa_keberatan:
            make_final(
                evaluasi,
                oleh=pelaku,
                tindakan="evaluasi.final",
                capaian=sampai.capaian,
                catatan="Diterima tanpa keberatan.",
            )
        if baru or tanggapan:
            tell_penerimaan(evaluasi, pelaku, ada_tanggapan=bool(tanggapan))
    return evaluasi


def mark_received(evaluasi: Evaluasi, sampai: Penyampaian, kini: datetime) -> None:
    """Note when the person had the result in hand; the days of the objection may run from then. Saves nothing."""
    if sampai.diterima_pada is not None:
        return
    sampai.diterima_pada = kini
    tenggat = sampai.tenggat
    hitung = selectors.penghitung(evaluasi.instansi, sampai.disampaikan_pada, geser_libur=tenggat.geser_libur)
    sampai.batas_keberatan = tenggat.batas_keberatan(
        disampaikan=sampai.disampaikan_pada,
        batas_tanggapan=sampai.batas_tanggapan,
        diterima=kini,
        hitung=hitung,
    )


def finalise_expired(*, sampai: float | None = None) -> tuple[list[Evaluasi], int]:
    """Make final what nobody objected to in time (PP 30/2019 Pasal 59); each in its own transaction.

    Returns what became final, and how many could not; those are tried again at the next run. `sampai`: monotonic
    time after which the rest is left for the next call.
    """
    jadi, gagal = [], 0
    for penyampaian in list(selectors.lewat_batas().select_related("evaluasi")[:500]):
        if sampai is not None and time.monotonic() > sampai:
            break
        try:
            if evaluasi := _finalise_one(penyampaian):
                jadi.append(evaluasi)
        except OperationalError:
            raise
        except Exception:
            gagal += 1
            catatan.exception("evaluasi %s is not final yet", penyampaian.evaluasi.uuid)
    return jadi, gagal


@transaction.atomic
def _finalise_one(penyampaian: Penyampaian) -> Evaluasi | None:
    """Look again under the lock: he may have objected in the last second, or somebody else was faster."""
    evaluasi = lock_bersama_skp(penyampaian.evaluasi)
    sampai = selectors.lewat_batas().filter(evaluasi=evaluasi).select_related("capaian").first()
    if sampai is None:
        return None
    return make_final(
        evaluasi,
        oleh=None,
        tindakan="evaluasi.final_otomatis",
        capaian=sampai.capaian,
        catatan=f"Masa keberatan berakhir {_tampil(evaluasi, sampai.batas_keberatan)}.",
    )


def _tampil(evaluasi: Evaluasi, batas: datetime) -> str:
    return rules.batas_tampil(batas, evaluasi.instansi.zona_waktu)


# The agency's rule


@transaction.atomic
def set_aturan_keberatan(
    *,
    pelaku: Pegawai | None,
    instansi: Instansi,
    awal_keberatan: str,
    geser_libur: bool = False,
    pembuka_koreksi: rules.PembukaKoreksi | str = "",
    **lama: Lama,
) -> AturanKeberatan:
    """Settle how the days are counted and who begins a correction; clocks that run keep theirs."""
    if pelaku is not None:
        permissions.require(permissions.may_set_aturan_keberatan(pelaku, instansi))
    aturan = AturanKeberatan.objects.select_for_update().filter(instansi=instansi).first()
    aturan = aturan or AturanKeberatan(instansi=instansi)
    aturan.awal_keberatan = rules.AwalKeberatan(awal_keberatan).value
    aturan.geser_libur = geser_libur
    if pembuka_koreksi:
        aturan.pembuka_koreksi = rules.PembukaKoreksi(pembuka_koreksi).value
    for nama in rules.NAMA_LAMA:
        if nama in lama:
            rules.check_lama(bidang=f"hari_{nama}", hari=lama[nama].hari)
            setattr(aturan, f"hari_{nama}", lama[nama].hari)
            setattr(aturan, f"satuan_{nama}", lama[nama].satuan.value)
    with audit.act(pelaku, "keberatan.aturan_diubah"):
        aturan.save()
    return aturan
