"""Closing a period: frozen copies of what was reached; opening one person's period again; settling it for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import RealisasiTerkunci, RealisasiTidakSah
from kinerja.models import BekuRealisasi, KunciRealisasi, PembukaanPeriode, PenutupanPeriode, Realisasi
from kinerja.permissions.penutupan import may_reopen_periode
from kinerja.selectors import penutupan as baca
from kinerja.services.dasar import jendela_of, lock_skp
from pegawai import audit
from pegawai.models import Instansi, Pegawai
from skp.models import Periode, Skp
from skp.rules import tanggal_panjang
from skp.selectors import hari_instansi

SEKALI = 500
"""Copies per transaction: short enough that nobody waits, long enough that 100,000 people take minutes."""
MAKS_ALASAN = 500


def close_due(*, instansi: Instansi) -> int:
    """Freeze every period of an agency whose window is over; how many copies were made.

    Killed at any moment it goes on where it stopped: a realisasi without a copy is the only thing it looks for.
    """
    hari_ini = hari_instansi(instansi)
    return sum(close_periode(tertunda=t) for t in baca.periode_jatuh_tempo(instansi, hari_ini))


def close_periode(*, tertunda: baca.Tertunda) -> int:
    """Freeze what one period holds, in short transactions; units with more time are left for a later run."""
    if tertunda.is_terbuka_semua:
        return 0
    periode = tertunda.periode
    PenutupanPeriode.objects.get_or_create(periode=periode, defaults={"instansi_id": periode.instansi_id})
    banyak, terakhir = 0, 0
    while True:
        with transaction.atomic(), audit.act(None, "periode.ditutup"):
            penutupan = (
                PenutupanPeriode.objects.select_for_update(skip_locked=True).filter(periode=periode).first()
            )
            if penutupan is None:
                return banyak  # another worker is on it
            kunci = list(
                baca.belum_beku(periode, tertunda.jalur_terbuka)
                .filter(pk__gt=terakhir)
                .order_by("pk")
                .values_list("pk", flat=True)[:SEKALI]
            )
            if not kunci:
                return _finish(penutupan, tertunda, banyak)
            terakhir = kunci[-1]
            banyak += len(_freeze(Realisasi.objects.filter(pk__in=kunci)))


def _finish(penutupan: PenutupanPeriode, tertunda: baca.Tertunda, banyak: int) -> int:
    if banyak or not tertunda.jalur_terbuka:
        penutupan.jumlah += banyak
        penutupan.ditutup_pada = None if tertunda.jalur_terbuka else timezone.now()
        penutupan.save(update_fields=["jumlah", "ditutup_pada"])
    return banyak


def _freeze(realisasi: Any, *, oleh: Pegawai | None = None, alasan: str = "") -> list[BekuRealisasi]:
    """Copy these realisasi as they are, with what stands behind them. Two statements, however many."""
    baru = [
        BekuRealisasi(
            instansi_id=r.instansi_id,
            skp_id=r.skp_id,
            indikator_id=r.indikator_id,
            periode_id=r.periode_id,
            realisasi=r,
            ke=r.beku_ke + 1,
            angka=r.angka,
            tanggal=r.tanggal,
            teks=r.teks,
            sumber_data=r.sumber_data,
            nomor_sunting=r.nomor_sunting,
            jumlah_catatan=r.banyak_catatan,
            jumlah_bukti=baca.jumlah_bukti_of(r),
            sidik=baca.sidik_of(r),
            alasan=alasan,
            oleh=oleh,
        )
        for r in baca.dengan_jejak(realisasi)
    ]
    return BekuRealisasi.objects.bulk_create(baru)


# --- corrections, reopening, settling -------------------------------------------------------------
def check_terbuka(skp: Skp, periode: Periode) -> baca.KeadaanPeriode:
    """Refuse a realisasi whose evaluation is final; hand back how far its period is closed."""
    keadaan = baca.keadaan_periode(skp, periode, timezone.localdate())
    if keadaan.is_terkunci:
        raise RealisasiTerkunci(rules.kalimat_terkunci(str(periode)))
    return keadaan


def check_alasan(alasan: str) -> str:
    """The reason of a correction; refuse one without."""
    alasan = rules.rapikan(alasan)
    if not alasan:
        raise RealisasiTidakSah(
            "Periode ini sudah ditutup. Tulis alasan perubahannya; isian lama tetap tersimpan.",
            bidang="alasan",
        )
    if len(alasan) > MAKS_ALASAN:
        raise RealisasiTidakSah(f"Alasan paling panjang {MAKS_ALASAN} huruf.", bidang="alasan")
    return alasan


def freeze_koreksi(realisasi: Realisasi, *, oleh: Pegawai, alasan: str) -> None:
    """Keep what a correction made of a frozen realisasi as its next version."""
    _freeze(Realisasi.objects.filter(pk=realisasi.pk), oleh=oleh, alasan=alasan)


@transaction.atomic
def reopen_periode(
    *, pelaku: Pegawai, skp: Skp, periode: Periode, sampai: date, alasan: str
) -> PembukaanPeriode:
    """Open one person's closed period again until a day, with the reason; many people: extend the window."""
    skp = lock_skp(skp.pk)
    permissions.require(may_reopen_periode(pelaku, skp))
    check_terbuka(skp, periode)
    hari_ini = timezone.localdate()
    jendela = jendela_of(skp, periode, hari_ini)
    if jendela.sampai is None or hari_ini <= jendela.sampai:
        kapan = f" sampai {tanggal_panjang(jendela.sampai)}" if jendela.sampai else ""
        raise RealisasiTidakSah(f"Pengisian {periode} masih dibuka{kapan}. Tidak perlu dibuka kembali.")
    if sampai < hari_ini:
        raise RealisasiTidakSah("Batas baru sudah lewat. Pilih hari ini atau sesudahnya.", bidang="sampai")
    alasan = check_alasan(alasan)
    with audit.act(pelaku, "periode.dibuka_kembali", alasan):
        return PembukaanPeriode.objects.create(
            instansi_id=skp.instansi_id, skp=skp, periode=periode, sampai=sampai, alasan=alasan, oleh=pelaku
        )


@transaction.atomic
def lock_realisasi(*, pelaku: Pegawai, skp: Skp, periode: Periode) -> KunciRealisasi:
    """Settle the realisasi of a period: its evaluation is final. What has no frozen copy yet gets one."""
    skp = lock_skp(skp.pk)
    with audit.act(pelaku, "realisasi.dikunci"):
        _freeze_sisa([skp.pk], periode)
        return KunciRealisasi.objects.get_or_create(
            skp=skp, periode=periode, defaults={"instansi_id": skp.instansi_id, "oleh": pelaku}
        )[0]


@transaction.atomic
def unlock_realisasi(*, pelaku: Pegawai, skp: Skp, periode: Periode, sampai: date, alasan: str) -> None:
    """Let the realisasi of a judged period be mended until a day: its final evaluation is being corrected.

    Who may is the higher app's question. What is frozen stays; a change becomes its next version.
    """
    skp = lock_skp(skp.pk)
    if sampai < timezone.localdate():
        raise RealisasiTidakSah("Batas perbaikan realisasi sudah lewat. Pilih hari lain.", bidang="sampai")
    with audit.act(pelaku, "realisasi.dibuka_untuk_koreksi", alasan):
        KunciRealisasi.objects.filter(skp=skp, periode=periode).delete()
        PembukaanPeriode.objects.create(
            instansi_id=skp.instansi_id,
            skp=skp,
            periode=periode,
            sampai=sampai,
            alasan=alasan[:MAKS_ALASAN],
            oleh=pelaku,
        )


def lock_realisasi_massal(*, periode: Periode, oleh: Mapping[int, int], instansi_id: int) -> None:
    """The same for many SKP at once, each settled in the name of one person. The caller holds the SKP locked."""
    with audit.act(None, "realisasi.dikunci"):
        _freeze_sisa(oleh, periode)
        KunciRealisasi.objects.bulk_create(
            [
                KunciRealisasi(instansi_id=instansi_id, skp_id=skp, periode=periode, oleh_id=siapa)
                for skp, siapa in oleh.items()
            ],
            ignore_conflicts=True,
        )


def _freeze_sisa(skp: Iterable[int], periode: Periode) -> None:
    kunci = list(baca.belum_beku(periode, ()).filter(skp__in=skp).values_list("pk", flat=True))
    if kunci:
        _freeze(Realisasi.objects.filter(pk__in=kunci))
