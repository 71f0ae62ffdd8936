"""Who is told what happens in the execution stage. The lines say who did what; the words stand on the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kinerja.models import (
    Apresiasi,
    BuktiDukung,
    CatatanHarian,
    CatatanPerilaku,
    PermintaanUmpanBalik,
    PesanCatatan,
    Ronde360,
    SesiPembinaan,
    TautanUlasan,
    UlasanLayanan,
    UmpanBalik,
)
from kinerja.rules import PenulisPerilaku
from pegawai.models import Pegawai, Penempatan
from pegawai.models.lingkup import admin_atas
from pegawai.rules import JenisKabar
from pegawai.services import forget_kabar_dari, tell, tell_many
from skp.rules import tanggal_panjang


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


def untell_umpan_balik(u: UmpanBalik) -> None:
    """What was taken back is no news any more."""
    forget_kabar_dari(instansi_id=u.instansi_id, kunci=f"umpan-balik-{u.uuid}")


def untell_permintaan(p: PermintaanUmpanBalik) -> None:
    forget_kabar_dari(instansi_id=p.instansi_id, kunci=f"permintaan-{p.uuid}")


def tell_penolakan(p: PermintaanUmpanBalik) -> None:
    """Whoever asked hears that there will be no answer."""
    tell(
        p.pegawai,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{p.kepada.nama_lengkap} belum dapat menjawab permintaan umpan balik Anda.",
        tautan="/kinerja/umpan-balik/permintaan/",
        oleh=p.kepada,
        kunci=f"permintaan-ditolak-{p.uuid}",
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


def tell_balasan_perilaku(p: CatatanPerilaku) -> None:
    """Whoever noted it reads the answer: a colleague on the page of the person, a leader on the SKP's."""
    rekan = p.penulis == PenulisPerilaku.REKAN
    tell(
        p.oleh,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{p.pegawai.nama_lengkap} menanggapi catatan perilaku yang Anda tulis.",
        tautan=f"/kinerja/perilaku/rekan/{p.pegawai.uuid}/"
        if rekan
        else f"/kinerja/pegawai/{p.skp.uuid}/perilaku/",
        oleh=p.pegawai,
    )


def untell_apresiasi(a: Apresiasi) -> None:
    forget_kabar_dari(instansi_id=a.instansi_id, kunci=f"apresiasi-{a.uuid}")


def tell_apresiasi_disembunyikan(a: Apresiasi, oleh: Pegawai) -> None:
    """The writer reads why his words were taken down."""
    tell(
        a.penulis,
        jenis=JenisKabar.UMPAN_BALIK,
        teks="Apresiasi yang Anda tulis disembunyikan admin. Baca alasannya.",
        tautan="/kinerja/apresiasi/saya/?tab=ditulis",
        oleh=oleh,
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


def tell_tautan_dilepas(t: TautanUlasan, oleh: Pegawai) -> None:
    tell(
        t.pegawai,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{oleh.nama_lengkap} melepas suara warga dari perilaku kerja Anda.",
        tautan="/kinerja/ulasan/saya/",
        oleh=oleh,
    )


def tell_tanggapan_tautan(t: TautanUlasan) -> None:
    tell(
        t.oleh,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{t.pegawai.nama_lengkap} menanggapi suara warga yang Anda tautkan.",
        tautan=f"/kinerja/ulasan/{t.ulasan.uuid}/",
        oleh=t.pegawai,
    )


def tell_ulasan(u: UlasanLayanan, hari: date) -> None:
    """Words of a citizen: whoever moderates, or whoever heads the unit, hears of the first of a day."""
    if u.is_terbuka:
        unit = u.layanan.unit
        tell_many(
            Penempatan.objects.filter(unit=unit, is_kepala=True).pada(hari).values_list("pegawai", flat=True),
            instansi_id=u.instansi_id,
            jenis=JenisKabar.WARGA,
            teks=f"Warga menulis tentang layanan {unit.nama}.",
            tautan="/kinerja/ulasan/?balasan=belum",
            kunci=f"ulasan-{unit.pk}-{hari}",
        )
        return
    tell_many(
        admin_atas(u.layanan.unit).values_list("pegawai", flat=True),
        instansi_id=u.instansi_id,
        jenis=JenisKabar.WARGA,
        teks="Tulisan warga menunggu moderasi.",
        tautan="/kinerja/ulasan/moderasi/",
        kunci=f"moderasi-{hari}",
    )


def tell_ronde_dibuka(ronde: Ronde360, siapa: Iterable[int]) -> None:
    """Everybody who is asked hears of it in the same words; who has answered is told to nobody."""
    tell_many(
        siapa,
        instansi_id=ronde.instansi_id,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"{ronde.nama} meminta jawaban Anda tanpa nama, {tanggal_panjang(ronde.mulai)} sampai "
        f"{tanggal_panjang(ronde.selesai)}.",
        tautan="/kinerja/ronde/",
        kunci=f"ronde-dibuka-{ronde.uuid}",
    )


def tell_ronde_ditutup(ronde: Ronde360, siapa: Iterable[int]) -> None:
    tell_many(
        siapa,
        instansi_id=ronde.instansi_id,
        jenis=JenisKabar.UMPAN_BALIK,
        teks=f"Hasil {ronde.nama} tentang Anda dapat dibaca.",
        tautan="/kinerja/ronde/",
        kunci=f"ronde-ditutup-{ronde.uuid}",
    )


def untell_ronde(ronde: Ronde360) -> None:
    forget_kabar_dari(instansi_id=ronde.instansi_id, kunci=f"ronde-dibuka-{ronde.uuid}")


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
