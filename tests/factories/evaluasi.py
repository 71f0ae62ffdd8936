"""Speaks the domain of judgement: material, capaian, an evaluation in any state, its documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from evaluasi.models import CapaianOrganisasi, Evaluasi
from evaluasi.rules import Ekspektasi, PredikatOrganisasi, StatusEvaluasi
from evaluasi.services import (
    finalise_evaluasi,
    fix_capaian,
    open_evaluasi,
    save_capaian,
    set_rating,
    submit_evaluasi,
)
from kinerja.rules import PenilaianUmpanBalik, SifatUmpanBalik
from kinerja.services import give_umpan_balik, log_catatan, log_perilaku, record_realisasi
from pegawai.models import Pegawai, UnitKerja
from skp.models import Periode, Skp
from skp.rules import NilaiPerilaku, StatusSkp
from skp.selectors import penilai_skp, rhk_of
from tests.factories.skp import periode_ke, skp_at

HARI = date(2026, 10, 5)
"""The day on which these stories happen: quarter III has just ended, its filling is still open."""


def skp_berjalan(
    pegawai: Pegawai, *, rhk: Sequence[str] = ("Tersusunnya modul antarmuka dan API layanan",)
) -> Skp:
    """An SKP in force, with that many RHK utama and one tambahan."""
    return skp_at(StatusSkp.BERJALAN, pegawai=pegawai, rhk=rhk)


def triwulan(skp: Skp, nomor: int = 3) -> Periode:
    return periode_ke(skp.instansi, nomor, skp.periode.tahun)


def isi_bahan(
    skp: Skp, periode: Periode, *, penilaian: PenilaianUmpanBalik = PenilaianUmpanBalik.SESUAI
) -> None:
    """Realisasi of every indicator, a log entry, a behaviour, feedback on both, as people would enter them."""
    penilai = penilai_skp(skp)
    assert penilai
    hari = min(periode.selesai, HARI)
    for nomor, r in enumerate(rhk_of(skp), start=1):
        for i in r.indikator.all():
            record_realisasi(
                pelaku=skp.pegawai,
                indikator=i,
                periode=periode,
                angka=Decimal(nomor),
                teks=f"Laporan {nomor} selesai",
                sumber_data="Arsip bidang",
            )
        log_catatan(pelaku=skp.pegawai, rhk=r, tanggal=hari, uraian=f"Menyusun laporan {nomor}")
        give_umpan_balik(
            pelaku=penilai,
            skp=skp,
            rhk=r,
            isi=f"Laporan {nomor} rapi",
            sifat=SifatUmpanBalik.PUJIAN,
            penilaian=penilaian,
            tanggal=hari,
        )
    log_perilaku(
        pelaku=skp.pegawai,
        skp=skp,
        nilai=NilaiPerilaku.KOLABORATIF,
        tanggal=hari,
        uraian="Mengundang pengguna menguji rancangan",
    )
    give_umpan_balik(
        pelaku=penilai,
        skp=skp,
        nilai=NilaiPerilaku.KOLABORATIF,
        isi="Pengguna merasa didengar",
        sifat=SifatUmpanBalik.PUJIAN,
        penilaian=penilaian,
        tanggal=hari,
    )


def capaian_tetap(
    unit: UnitKerja,
    periode: Periode,
    oleh: Pegawai,
    predikat: PredikatOrganisasi = PredikatOrganisasi.BAIK,
    dasar: str = "Indeks SPBE 3,58 dari 3,60",
) -> CapaianOrganisasi:
    """A capaian that is fixed."""
    capaian = save_capaian(pelaku=oleh, unit=unit, periode=periode, predikat=predikat, dasar=dasar)
    return fix_capaian(pelaku=oleh, capaian=capaian)


def evaluasi_at(
    status: StatusEvaluasi,
    *,
    skp: Skp,
    periode: Periode | None = None,
    hasil: Ekspektasi = Ekspektasi.SESUAI,
    perilaku: Ekspektasi = Ekspektasi.DIATAS,
) -> Evaluasi:
    """An evaluation in that state; FINAL needs a fixed capaian."""
    periode = periode or triwulan(skp)
    penilai = penilai_skp(skp)
    assert penilai
    if status == StatusEvaluasi.DIAJUKAN:
        return submit_evaluasi(pelaku=skp.pegawai, skp=skp, periode=periode)
    evaluasi = open_evaluasi(pelaku=penilai, skp=skp, periode=periode)
    if status == StatusEvaluasi.PENGISIAN:
        return evaluasi
    evaluasi = set_rating(
        pelaku=penilai,
        evaluasi=evaluasi,
        rating_hasil=hasil,
        rating_perilaku=perilaku,
        alasan_hasil="Target tercapai menurut arsip bidang.",
        alasan_perilaku="Terbuka kepada pengguna.",
        sebab_beda_hasil="Dibaca dari seluruh bukti.",
        sebab_beda_perilaku="Dibaca dari seluruh bukti.",
        catatan_rekomendasi="Ikut pelatihan lanjutan.",
    )
    if status == StatusEvaluasi.FINAL:
        evaluasi = finalise_evaluasi(pelaku=penilai, evaluasi=evaluasi)
    return evaluasi


def evaluasi_final(skp: Skp, oleh: Pegawai, unit: UnitKerja, periode: Periode | None = None) -> Evaluasi:
    """A final evaluation with its capaian fixed by `oleh` for `unit`."""
    periode = periode or triwulan(skp)
    if not CapaianOrganisasi.objects.ditetapkan().filter(unit=unit, periode=periode).exists():
        capaian_tetap(unit, periode, oleh)
    return evaluasi_at(StatusEvaluasi.FINAL, skp=skp, periode=periode)
