"""What the demo shows of pembinaan and apresiasi: a session that runs, one that was asked for, thanks of the last days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from evaluasi.demo.jam import pada
from kinerja.models import SesiPembinaan
from kinerja.rules import JawabanPembinaan, JenisPembinaan, PihakPembinaan, TopikPembinaan
from kinerja.rules.pembinaan import IsiLangkah
from kinerja.selectors.pembinaan import calon_pembina
from kinerja.services.apresiasi import give_apresiasi
from kinerja.services.pembinaan import (
    answer_pembinaan,
    plan_pembinaan,
    record_pembinaan,
    request_pembinaan,
)
from skp.rules import NilaiPerilaku

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

APRESIASI = (
    ("P", ("M",), NilaiPerilaku.KOMPETEN, 2, "Mengajari saya menguji modul sampai saya bisa sendiri."),
    ("L", ("M", "P"), NilaiPerilaku.KOLABORATIF, None, "Data layanan selesai karena kita kerjakan bersama."),
    ("M", ("L",), NilaiPerilaku.HARMONIS, 2, "Menggantikan tugas saya saat anak saya sakit."),
    ("M", ("C",), NilaiPerilaku.AKUNTABEL, 1, "Melaporkan gangguan server sebelum ada yang mengeluh."),
)


def pembinaan_dan_apresiasi(c: Cerita) -> None:
    """The penilai guides C about the uptime, P asks for a talk, colleagues thank each other."""
    pegawai = c.orang["C"]
    penilai = calon_pembina(pegawai)[0].pegawai
    awal = min(max(c.hari_ini - timedelta(days=20), c.hari(1, 5)), c.hari_ini)
    with pada(awal) as hari:
        sesi = plan_pembinaan(
            pelaku=penilai,
            pegawai=pegawai,
            jenis=JenisPembinaan.BIMBINGAN,
            tujuan="Pusat data menyala sesuai target dan gangguan ditangani dalam satu jam",
            situasi="Tiga gangguan listrik bulan lalu. Dua di antaranya baru diketahui dari laporan pengguna.",
            topik=[TopikPembinaan.HASIL_KERJA, TopikPembinaan.KOMPETENSI],
            tanggal=hari,
            tempat="Ruang rapat bidang",
        )
        _bertemu(sesi)
    request_pembinaan(
        pelaku=c.orang["P"],
        pembina=calon_pembina(c.orang["P"])[0].pegawai,
        jenis=JenisPembinaan.BIMBINGAN,
        tujuan="Rencana pengembangan kompetensi pengujian keamanan",
        situasi="Saya diminta menguji lima aplikasi, tetapi belum pernah mengikuti pelatihannya.",
        topik=[TopikPembinaan.KOMPETENSI, TopikPembinaan.KARIER],
    )
    for penulis, penerima, nilai, panduan, isi in APRESIASI:
        give_apresiasi(
            pelaku=c.orang[penulis],
            penerima=[c.orang[k] for k in penerima],
            nilai=nilai,
            panduan=panduan,
            isi=isi,
        )


def _bertemu(sesi: SesiPembinaan) -> None:
    hari = timezone.localdate()
    sesi = record_pembinaan(
        pelaku=sesi.pembina,
        sesi=sesi,
        tanggal=hari,
        pembahasan="Pemantauan masih dibaca manual pagi hari. Disepakati peringatan otomatis dan jadwal jaga.",
        langkah=[
            IsiLangkah("Memasang peringatan otomatis", PihakPembinaan.PEGAWAI, hari + timedelta(days=14)),
            IsiLangkah(
                "Mengikuti pelatihan pemantauan pusat data",
                PihakPembinaan.PEGAWAI,
                hari + timedelta(days=60),
                "Pelatihan",
            ),
            IsiLangkah("Mengusulkan UPS cadangan", PihakPembinaan.PEMBINA, hari + timedelta(days=45)),
        ],
    )
    for orang in (sesi.pegawai, sesi.pembina):
        sesi = answer_pembinaan(pelaku=orang, sesi=sesi, jawaban=JawabanPembinaan.SETUJU, versi=sesi.versi)
