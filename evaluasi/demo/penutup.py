"""What stands beside the results: the word of a ketua tim, potential for the nine-box, quarters closed, a signed paper."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings

from evaluasi import tasks
from evaluasi.demo.jam import pada
from evaluasi.laporan import pdf
from evaluasi.laporan.cap import HIAS
from evaluasi.models import Dokumen, Evaluasi, Laporan
from evaluasi.rules import CaraTandaTangan, JenisDokumen, PeranPenanda, TingkatPotensial, lajur
from evaluasi.selectors import laporan_of
from evaluasi.services import (
    apply_potensial,
    close_laporan,
    close_periode,
    next_laporan,
    open_periode,
    preview_potensial,
    save_rekomendasi,
    sign_dokumen,
    step_pekerjaan,
    work_butir,
)
from evaluasi.tte import mesin_tte
from pegawai.models import TimKerja

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

REKOMENDASI = {
    "P": "Modul antarmuka selesai sesuai sprint, dan ia membantu penguji tanpa diminta.",
    "C": "Penanganan gangguan cepat. Rencana pemulihannya belum lengkap.",
}
POTENSIAL = {
    TingkatPotensial.TINGGI: ("M", "P", "DINKES1", "DINKES2"),
    TingkatPotensial.MENENGAH: ("B", "L", "ARSIP", "DINKES3", "DINKES4", "DINKES9"),
    TingkatPotensial.RENDAH: ("C", "ARSIP2", "DINKES10"),
}


def rekomendasi_ketua_tim(c: Cerita) -> None:
    """M leads the team of P and C, whom B rates."""
    tim = TimKerja.objects.get(instansi=c.instansi, nama="Tim Layanan Digital")
    with pada(min(c.tahunan.selesai, c.hari_ini)):
        for kunci, isi in REKOMENDASI.items():
            save_rekomendasi(pelaku=c.orang["M"], skp=c.skp[kunci], periode=c.tahunan, tim=tim, isi=isi)


def potensial(c: Cerita) -> None:
    """The outcome of an assessment, imported as a workbook would be."""
    baris = [f"{c.orang[k].nip};{t.value}" for t, daftar in POTENSIAL.items() for k in daftar]
    impor = preview_potensial(
        pelaku=c.orang["ADMIN"],
        berkas=BytesIO("\n".join(["NIP;POTENSIAL", *baris, ""]).encode()),
        nama="potensial.csv",
        tahun=c.tahun,
        sumber="Penilaian kompetensi BKPSDM",
    )
    apply_potensial(pelaku=c.orang["ADMIN"], impor=impor)


def periode(c: Cerita) -> None:
    """Of the quarters that have ended the last one stays open, the others are closed."""
    berakhir = [p for p in c.triwulan if p.selesai < c.hari_ini]
    for p in berakhir:
        if p == berakhir[-1]:
            pekerjaan = open_periode(pelaku=c.orang["ADMIN"], periode=p, alasan="Sesuai jadwal penilaian")
        else:
            pekerjaan = close_periode(pelaku=c.orang["ADMIN"], periode=p, alasan="Semua penilaian selesai")
        while step_pekerjaan(pekerjaan.pk):
            pass


def tanda_tangan(c: Cerita) -> None:
    """Dewi's Dokumen Evaluasi, signed by Agus with the local test signer; nothing where another one is set."""
    mesin = mesin_tte()
    if mesin is None or mesin.cara != CaraTandaTangan.UJI:
        return
    evaluasi = Evaluasi.objects.final().get(skp=c.skp["M"], periode=c.tahunan)
    laporan = laporan_of(evaluasi)
    if laporan is None:
        return
    lain = set(Laporan.objects.exclude(pk=laporan.pk).values_list("pk", flat=True))
    antrean = lajur(laporan.jumlah, is_dokumen=True)
    while next_laporan(antrean, kecuali=lain) == laporan.pk and work_butir(
        laporan_pk=laporan.pk, cetak=tasks.cetak, versi_templat=str(pdf.VERSI_TEMPLATE)
    ):
        pass
    close_laporan(laporan.pk, tulis=tasks.TULIS)
    sign_dokumen(
        pelaku=c.orang["B"],
        dokumen=Dokumen.objects.get(evaluasi=evaluasi, jenis=JenisDokumen.DOKUMEN_EVALUASI),
        peran=PeranPenanda.PENILAI,
        passphrase=settings.TTE_UJI_PASSPHRASE,
        hias=HIAS,
    )
