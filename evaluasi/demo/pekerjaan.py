"""The work behind the demo's realisasi: each figure has its entries in the log, and each entry its evidence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from evaluasi.demo import data
from evaluasi.demo.berkas import pdf_contoh
from evaluasi.demo.jam import pada
from kinerja.models import BuktiDukung
from kinerja.services import (
    close_due,
    examine_bukti,
    log_catatan,
    log_perilaku,
    record_realisasi,
    reply_perilaku,
    upload_bukti,
)
from skp.models import IndikatorKinerja, Periode
from skp.rules import JenisTarget, NilaiPerilaku, angka_id

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

SUMBER = "Laporan kegiatan bidang"


def catat_realisasi(c: Cerita, kunci: str, ke: int, periode: Periode) -> None:
    """What one person reached in a quarter: first the work with its evidence, then the figure that it comes to."""
    for nomor, r in enumerate(data.RHK[kunci]):
        nilai = [i.realisasi[ke - 1] if i.realisasi else "" for i in r.iki]
        if not any(nilai):
            continue
        bukti = unggah_bukti(c, kunci, nomor, ke)
        indikator = list(c.rhk[kunci, nomor].indikator.order_by("urutan", "id"))
        for i, isi in zip(indikator, nilai, strict=True):
            if not isi:
                continue
            angka, _, teks = isi.partition("|")
            _catat(c, kunci, i, periode, angka, teks, bukti)
            record_realisasi(
                pelaku=c.orang[kunci],
                indikator=i,
                periode=periode,
                angka=Decimal(angka) if angka else None,
                teks=teks,
                sumber_data=SUMBER,
                bukti=bukti,
            )


def _catat(
    c: Cerita,
    kunci: str,
    i: IndikatorKinerja,
    periode: Periode,
    angka: str,
    teks: str,
    bukti: list[BuktiDukung],
) -> None:
    """One entry of the log, some days before the quarter ends (today at the latest)."""
    jumlah = Decimal(angka) if angka else None
    satuan = "%" if i.jenis_target == JenisTarget.PERSEN else i.satuan
    ukuran = f": {angka_id(jumlah)} {satuan}".rstrip() if jumlah else ""
    tambahan = f" ({teks})" if teks else ""
    log_catatan(
        pelaku=c.orang[kunci],
        rhk=i.rhk,
        tanggal=_hari_kerja(min(periode.selesai, c.hari_ini) - timedelta(days=4), periode.mulai),
        uraian=f"Merekap {i.teks[0].lower()}{i.teks[1:]}{ukuran}{tambahan}",
        jumlah=jumlah,
        satuan=satuan if jumlah is not None else "",
        bukti=bukti,
    )


def _hari_kerja(hari: date, paling_awal: date) -> date:
    while hari.weekday() > 4 and hari > paling_awal:
        hari -= timedelta(days=1)
    return max(hari, paling_awal)


def unggah_bukti(c: Cerita, kunci: str, nomor: int, ke: int) -> list[BuktiDukung]:
    """The evidence of one result in a quarter: the files of the worked example, else a report."""
    milik_m = kunci == "M" and nomor == 0
    daftar = data.BUKTI_M[ke - 1] if milik_m else (f"Laporan-TW{ke}-RHK{nomor + 1}.pdf",)
    periode = c.triwulan[ke - 1]
    return [
        examine_bukti(
            bukti=upload_bukti(
                pelaku=c.orang[kunci],
                skp=c.skp[kunci],
                berkas=pdf_contoh(nama, [nama, str(periode), "Dokumen contoh untuk peragaan."]),
                nama=nama,
            )
        )
        for nama in daftar
    ]


def tutup(c: Cerita, periode: Periode) -> None:
    """The quarter closes on the day after its window, as it does for everybody."""
    if periode.pengisian_sampai and periode.pengisian_sampai < c.hari_ini:
        with pada(periode.pengisian_sampai + timedelta(days=1)):
            close_due(instansi=c.instansi)


def catat_perilaku(c: Cerita) -> None:
    """What was seen under the seven values: by oneself, by the leader, by colleagues."""
    for untuk, oleh, nilai, uraian, panduan, ekspektasi in data.PERILAKU:
        catatan = log_perilaku(
            pelaku=c.orang[oleh],
            skp=c.skp[untuk],
            nilai=NilaiPerilaku(nilai),
            tanggal=c.hari_ini,
            uraian=uraian,
            panduan=panduan,
            ekspektasi=ekspektasi,
        )
        if (untuk, oleh) == ("P", "C"):
            reply_perilaku(
                pelaku=c.orang["P"], perilaku=catatan, balasan="Terima kasih, senang bisa membantu."
            )
