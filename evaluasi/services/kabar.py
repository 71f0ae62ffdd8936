"""Who is told when an evaluation moves, and when a job that somebody ordered has ended."""

from __future__ import annotations

from evaluasi.models import Evaluasi, Laporan
from evaluasi.rules import StatusEvaluasi, StatusLaporan
from pegawai.models import Pegawai
from pegawai.rules import JenisKabar
from pegawai.services import tell, tell_many

GERAK = {
    StatusEvaluasi.DIAJUKAN: "mengajukan bahan evaluasi",
    StatusEvaluasi.PENGISIAN: "meminta bahan evaluasi dilengkapi:",
    StatusEvaluasi.FINAL: "menetapkan hasil evaluasi",
}


def tell_evaluasi(evaluasi: Evaluasi, ke: StatusEvaluasi, oleh: Pegawai) -> None:
    """Tell the other of the two; the result itself stands on the page, never in the line."""
    penerima = evaluasi.skp.penilai_id if ke == StatusEvaluasi.DIAJUKAN else evaluasi.pegawai_id
    halaman = "nilai/" if ke == StatusEvaluasi.DIAJUKAN else ""
    tell_many(
        [penerima] if penerima else [],
        instansi_id=evaluasi.instansi_id,
        jenis=JenisKabar.EVALUASI,
        teks=f"{oleh.nama_lengkap} {GERAK[ke]} {evaluasi.periode}.",
        tautan=f"/evaluasi/{evaluasi.uuid}/{halaman}",
        oleh=oleh,
    )


def tell_laporan(laporan: Laporan) -> None:
    """Tell whoever ordered a job that it has ended, and how."""
    akhir = {
        StatusLaporan.SELESAI: "selesai dibuat",
        StatusLaporan.SEBAGIAN: "selesai, sebagian gagal",
        StatusLaporan.GAGAL: "gagal dibuat",
    }[StatusLaporan(laporan.status)]
    tell(
        laporan.diminta_oleh,
        jenis=JenisKabar.DOKUMEN,
        teks=f"{laporan.judul}: {akhir}.",
        tautan=f"/laporan/{laporan.uuid}/",
        kunci=f"laporan-{laporan.uuid}-{laporan.status}",
    )
