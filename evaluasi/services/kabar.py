"""Who is told when an evaluation moves, and when a job that somebody ordered has ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from evaluasi import rules, selectors
from evaluasi.models import Evaluasi, Keberatan, Laporan, Penyampaian, TandaTangan
from evaluasi.rules import StatusEvaluasi, StatusKeberatan, StatusLaporan
from pegawai.models import Pegawai, PeranDiberikan
from pegawai.rules import JenisKabar, Peran
from pegawai.services import tell, tell_many
from skp.rules import tanggal_panjang
from skp.selectors import penilai_skp

GERAK = {
    StatusEvaluasi.DIAJUKAN: "mengajukan bahan evaluasi",
    StatusEvaluasi.PENGISIAN: "meminta bahan evaluasi dilengkapi:",
    StatusEvaluasi.FINAL: "menetapkan hasil evaluasi",
}


def tell_evaluasi(evaluasi: Evaluasi, ke: StatusEvaluasi, oleh: Pegawai | None) -> None:
    """Tell the other of the two; the result itself stands on the page, never in the line.

    `oleh` None: it became final because the days were over.
    """
    penerima = evaluasi.skp.penilai_id if ke == StatusEvaluasi.DIAJUKAN else evaluasi.pegawai_id
    halaman = "nilai/" if ke == StatusEvaluasi.DIAJUKAN else ""
    tell_many(
        [penerima] if penerima else [],
        instansi_id=evaluasi.instansi_id,
        jenis=JenisKabar.EVALUASI,
        teks=f"{oleh.nama_lengkap} {GERAK[ke]} {evaluasi.periode}."
        if oleh
        else f"Masa keberatan berakhir. Hasil evaluasi {evaluasi.periode} final.",
        tautan=f"/evaluasi/{evaluasi.uuid}/{halaman}",
        oleh=oleh,
    )


def tell_koreksi(evaluasi: Evaluasi, oleh: Pegawai, *, sampai: date | None = None) -> None:
    """Tell the person, whoever rated and whoever rates him now that a final result is being corrected, or not."""
    if evaluasi.status == StatusEvaluasi.DIBATALKAN:
        teks = f"Koreksi evaluasi {evaluasi.periode} dibatalkan. Hasil semula tetap berlaku."
    else:
        teks = f"Hasil evaluasi {evaluasi.periode} dikoreksi {oleh.nama_lengkap}. Baca alasannya."
        teks += f" Realisasi boleh diperbaiki sampai {tanggal_panjang(sampai)}." if sampai else ""
    siapa = {evaluasi.pegawai_id, evaluasi.penilai_id, evaluasi.skp.penilai_id}
    tell_many(
        [s for s in siapa if s],
        instansi_id=evaluasi.instansi_id,
        jenis=JenisKabar.EVALUASI,
        teks=teks,
        tautan=f"/evaluasi/{evaluasi.uuid}/versi/",
        oleh=oleh,
    )


def tell_laporan(laporan: Laporan) -> None:
    """Tell whoever ordered a job that it has ended, and how; or that it stands still."""
    akhir = {
        StatusLaporan.SELESAI: "selesai dibuat",
        StatusLaporan.SEBAGIAN: "selesai, sebagian gagal",
        StatusLaporan.GAGAL: "gagal dibuat",
        StatusLaporan.DIJEDA: "ditahan, ruang penyimpanan penuh",
    }[StatusLaporan(laporan.status)]
    tell(
        laporan.diminta_oleh,
        jenis=JenisKabar.DOKUMEN,
        teks=f"{laporan.judul}: {akhir}.",
        tautan=f"/laporan/{laporan.uuid}/",
        kunci=f"laporan-{laporan.uuid}-{laporan.status}",
    )


def tell_penyampaian(evaluasi: Evaluasi, sampai: Penyampaian) -> None:
    """Tell the person that his result is there, and until when he answers."""
    batas = rules.batas_tampil(sampai.batas_tanggapan, evaluasi.instansi.zona_waktu)
    tell(
        evaluasi.pegawai,
        jenis=JenisKabar.EVALUASI,
        teks=f"Hasil evaluasi {evaluasi.periode} disampaikan. Tanggapi paling lambat {batas}.",
        tautan=f"/evaluasi/{evaluasi.uuid}/",
        oleh=sampai.disampaikan_oleh,
    )


def tell_penerimaan(evaluasi: Evaluasi, oleh: Pegawai, *, ada_tanggapan: bool) -> None:
    """Tell the penilai that the result was received, and whether there is something to read."""
    kata = "menanggapi" if ada_tanggapan else "menerima"
    tell(
        evaluasi.penilai,
        jenis=JenisKabar.EVALUASI,
        teks=f"{oleh.nama_lengkap} {kata} hasil evaluasi {evaluasi.periode}.",
        tautan=f"/evaluasi/{evaluasi.uuid}/",
        oleh=oleh,
    )


GERAK_KEBERATAN = {
    StatusKeberatan.DIAJUKAN: "mengajukan keberatan atas hasil evaluasi",
    StatusKeberatan.DIJELASKAN: "menjelaskan hasil evaluasi yang dikeberati:",
    StatusKeberatan.DICABUT: "mencabut keberatan atas hasil evaluasi",
    StatusKeberatan.DIPUTUS: "memutus keberatan atas hasil evaluasi",
}


def tell_keberatan(keberatan: Keberatan, ke: StatusKeberatan, oleh: Pegawai) -> None:
    """Tell all three, and the admins where nobody is there to decide."""
    evaluasi = keberatan.evaluasi
    pemutus = [keberatan.pemutus] if keberatan.pemutus else selectors.atasan_pemutus(evaluasi)
    kini = penilai_skp(evaluasi.skp)
    siapa = {evaluasi.pegawai_id, evaluasi.penilai_id, *(p.pk for p in pemutus), *([kini.pk] if kini else [])}
    _ke_keberatan(evaluasi, siapa, f"{oleh.nama_lengkap} {GERAK_KEBERATAN[ke]} {evaluasi.periode}.", oleh)
    if ke == StatusKeberatan.DIAJUKAN and not pemutus:
        admin = PeranDiberikan.objects.filter(
            instansi=evaluasi.instansi_id, peran=Peran.ADMIN_KEPEGAWAIAN
        ).values_list("pegawai", flat=True)
        _ke_keberatan(evaluasi, set(admin), "Keberatan belum memiliki pemutus. Tunjuk pejabatnya.", oleh)


def tell_penunjukan(keberatan: Keberatan, oleh: Pegawai) -> None:
    """Tell whoever was appointed that an objection waits for his decision."""
    if keberatan.pemutus_id:
        teks = f"Anda ditunjuk memutus keberatan atas evaluasi {keberatan.evaluasi.periode}."
        _ke_keberatan(keberatan.evaluasi, {keberatan.pemutus_id}, teks, oleh)


def _ke_keberatan(evaluasi: Evaluasi, siapa: set[int], teks: str, oleh: Pegawai) -> None:
    tell_many(
        siapa,
        instansi_id=evaluasi.instansi_id,
        jenis=JenisKabar.EVALUASI,
        teks=teks,
        tautan=f"/evaluasi/{evaluasi.uuid}/keberatan/",
        oleh=oleh,
    )


def tell_tanda_tangan(tanda: TandaTangan, oleh: Pegawai, menunggu: Iterable[Pegawai]) -> None:
    """Tell those whose signature is still missing that it is their turn."""
    dokumen = tanda.dokumen
    tell_many(
        [p.pk for p in menunggu],
        instansi_id=tanda.instansi_id,
        jenis=JenisKabar.DOKUMEN,
        teks=f"{dokumen.get_jenis_display()} {dokumen.nomor} sudah ditandatangani {tanda.nama}. Giliran Anda.",
        tautan=f"/dokumen/{dokumen.uuid}/",
        oleh=oleh,
        kunci=f"tanda-{tanda.uuid}",
    )
