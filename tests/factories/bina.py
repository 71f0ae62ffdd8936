"""Sessions of pembinaan at a state, and thanks; all through the services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kinerja.models import Apresiasi, SesiPembinaan
from kinerja.rules import HasilPembinaan, JawabanPembinaan, JenisPembinaan, PihakPembinaan, StatusPembinaan
from kinerja.rules.pembinaan import IsiLangkah
from kinerja.services import apresiasi as terima_kasih
from kinerja.services import pembinaan as layanan
from pegawai.models import Pegawai
from skp.rules import NilaiPerilaku
from tests.factories.pegawai import Dunia

ISI = {
    "tujuan": "Laporan selesai sebelum tenggat",
    "situasi": "Tiga laporan triwulan ini lewat tenggat.",
    "topik": ["hasil_kerja"],
}
JALAN = [
    StatusPembinaan.DIRENCANAKAN,
    StatusPembinaan.DILAKSANAKAN,
    StatusPembinaan.DISEPAKATI,
    StatusPembinaan.SELESAI,
]


def langkah_baru(teks: str = "Menyusun jadwal mingguan", *, hari: int = 14, **lain: Any) -> IsiLangkah:
    isi = {
        "pelaksana": PihakPembinaan.PEGAWAI,
        "tenggat": timezone.localdate() + timedelta(days=hari),
        **lain,
    }
    return IsiLangkah(teks, **isi)


def sesi_at(
    status: StatusPembinaan,
    *,
    pegawai: Pegawai,
    pembina: Pegawai,
    jenis: JenisPembinaan = JenisPembinaan.BIMBINGAN,
    langkah: list[IsiLangkah] | None = None,
    **lain: Any,
) -> SesiPembinaan:
    """A session of two that has come as far as `status`."""
    hari = timezone.localdate()
    if status == StatusPembinaan.DIMINTA:
        return layanan.request_pembinaan(pelaku=pegawai, pembina=pembina, jenis=jenis, **{**ISI, **lain})
    sesi = layanan.plan_pembinaan(
        pelaku=pembina, pegawai=pegawai, jenis=jenis, **{**ISI, "tanggal": hari, **lain}
    )
    if status == StatusPembinaan.DIBATALKAN:
        return layanan.cancel_pembinaan(pelaku=pembina, sesi=sesi, alasan="Rapat mendadak.")
    if JALAN.index(status) >= 1:
        sesi = layanan.record_pembinaan(
            pelaku=pembina,
            sesi=sesi,
            tanggal=hari,
            pembahasan="Beban kerja dibagi ulang, tenggat ditata.",
            langkah=[langkah_baru()] if langkah is None else langkah,
        )
    if JALAN.index(status) >= 2:
        sesi = setujui(sesi)
    if status == StatusPembinaan.SELESAI:
        sesi = layanan.close_pembinaan(
            pelaku=pembina, sesi=sesi, hasil=HasilPembinaan.TIDAK_BERHASIL, catatan="Belum ada perubahan."
        )
    return sesi


def setujui(sesi: SesiPembinaan) -> SesiPembinaan:
    """Both confirm."""
    for orang in (sesi.pegawai, sesi.pembina):
        sesi = layanan.answer_pembinaan(
            pelaku=orang, sesi=sesi, jawaban=JawabanPembinaan.SETUJU, versi=sesi.versi
        )
    return sesi


def apresiasi_baru(
    penulis: Pegawai,
    *penerima: Pegawai,
    isi: str = "Membantu menata data sampai larut malam.",
    nilai: NilaiPerilaku = NilaiPerilaku.HARMONIS,
    **lain: Any,
) -> Apresiasi:
    return terima_kasih.give_apresiasi(pelaku=penulis, penerima=penerima, nilai=nilai, isi=isi, **lain)


def objek_bina(d: Dunia) -> dict[str, Any]:
    """The objects of the access table."""
    bimbingan = sesi_at(StatusPembinaan.DISEPAKATI, pegawai=d.sari, pembina=d.budi)
    apresiasi = apresiasi_baru(d.citra, d.sari)
    tertinggal = sesi_at(
        StatusPembinaan.DISEPAKATI, pegawai=d.sari, pembina=d.budi, jenis=JenisPembinaan.KONSELING
    )
    SesiPembinaan.objects.filter(pk=tertinggal.pk).update(pembina=d.citra)  # who leads nobody
    return {
        "tertinggal": tertinggal,
        "bimbingan": bimbingan,
        "langkah": bimbingan.langkah.get(),
        "konseling": sesi_at(
            StatusPembinaan.DIRENCANAKAN, pegawai=d.sari, pembina=d.budi, jenis=JenisPembinaan.KONSELING
        ),
        "permintaan": sesi_at(StatusPembinaan.DIMINTA, pegawai=d.sari, pembina=d.budi),
        "apresiasi": apresiasi,
        "nama_apresiasi": apresiasi.daftar_penerima.get(),
    }
