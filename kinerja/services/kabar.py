"""Who is told what happens in the execution stage. The lines say who did what; the words stand on the page."""

from __future__ import annotations

from collections.abc import Iterable

from kinerja.models import (
    Apresiasi,
    BuktiDukung,
    CatatanHarian,
    CatatanPerilaku,
    PermintaanUmpanBalik,
    PesanCatatan,
    SesiPembinaan,
    TautanUlasan,
    UmpanBalik,
)
from pegawai.models import Pegawai
from pegawai.rules import JenisKabar
from pegawai.services import tell, tell_many


def tell_umpan_balik(u: UmpanBalik) -> None:
    tell(
        u.pegawai,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{u.pemberi.nama_lengkap} memberi Anda umpan balik.",
        tautan="/kinerja/umpan-balik/",
        oleh=u.pemberi,
        kunci=f"umpan-balik-{u.uuid}",
    )


def tell_balasan(u: UmpanBalik) -> None:
    tell(
        u.pemberi,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{u.pegawai.nama_lengkap} membalas umpan balik Anda.",
        tautan="/kinerja/umpan-balik/diberikan/",
        oleh=u.pegawai,
    )


def tell_permintaan(p: PermintaanUmpanBalik) -> None:
    tell(
        p.kepada,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{p.pegawai.nama_lengkap} meminta umpan balik Anda.",
        tautan="/kinerja/umpan-balik/permintaan/",
        oleh=p.pegawai,
        kunci=f"permintaan-{p.uuid}",
    )


def tell_perilaku(p: CatatanPerilaku) -> None:
    """Only what another wrote: one's own is no news."""
    tell(
        p.pegawai,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{p.oleh.nama_lengkap} mencatat perilaku kerja Anda: {p.get_nilai_display()}.",
        tautan="/kinerja/perilaku/",
        oleh=p.oleh,
        kunci=f"perilaku-{p.uuid}",
    )


def tell_apresiasi(a: Apresiasi, penerima: Iterable[Pegawai]) -> None:
    tell_many(
        [p.pk for p in penerima],
        instansi_id=a.instansi_id,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{a.penulis.nama_lengkap} berterima kasih kepada Anda.",
        tautan="/kinerja/apresiasi/saya/",
        oleh=a.penulis,
        kunci=f"apresiasi-{a.uuid}",
    )


def tell_tautan(t: TautanUlasan) -> None:
    tell(
        t.pegawai,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{t.oleh.nama_lengkap} menautkan suara warga ke perilaku kerja Anda.",
        tautan="/kinerja/ulasan/saya/",
        oleh=t.oleh,
    )


def tell_pertanyaan(catatan: CatatanHarian, oleh: Pegawai) -> None:
    tell(
        catatan.pegawai,
        jenis=JenisKabar.CATATAN,
        teks=f"{oleh.nama_lengkap} menanyakan catatan kerja Anda.",
        tautan=f"/kinerja/catatan/{catatan.uuid}/tanggapan/",
        oleh=oleh,
    )


def tell_jawaban(catatan: CatatanHarian, oleh: Pegawai) -> None:
    """Whoever asked hears that there is an answer."""
    penanya = PesanCatatan.objects.filter(catatan=catatan).exclude(oleh=oleh)
    tell_many(
        penanya.values_list("oleh", flat=True),
        instansi_id=catatan.instansi_id,
        jenis=JenisKabar.CATATAN,
        teks=f"{oleh.nama_lengkap} menjawab pertanyaan tentang catatan kerjanya.",
        tautan=f"/kinerja/catatan/{catatan.uuid}/tanggapan/",
        oleh=oleh,
    )


def tell_bukti_ditolak(bukti: BuktiDukung) -> None:
    tell(
        bukti.pemilik,
        jenis=JenisKabar.CATATAN,
        teks=f"Bukti {bukti.nama} ditolak setelah diperiksa.",
        tautan="/kinerja/",
        kunci=f"bukti-{bukti.uuid}-ditolak",
    )


def tell_pembinaan(sesi: SesiPembinaan, oleh: Pegawai) -> None:
    """The line is the same for every step and kind: what a session is about is read by the two only."""
    tell_many(
        {sesi.pegawai_id, sesi.pembina_id},
        instansi_id=sesi.instansi_id,
        jenis=JenisKabar.PEMBINAAN,
        teks=f"{oleh.nama_lengkap} memperbarui sesi pembinaan bersama Anda.",
        tautan=f"/kinerja/pembinaan/{sesi.uuid}/",
        oleh=oleh,
    )
