"""Cases at the edge of the worked example, and the work that waits for whoever tries the demo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evaluasi.demo.jam import pada
from pegawai.rules import JenisJabatan, JenisPenugasan
from pegawai.services import move_pegawai, place_pegawai
from skp.rules import AlasanJeda, Pendekatan
from skp.services import approve_skp, draft_skp, pin_catatan, record_jeda, return_skp, submit_skp

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita


def skp_tepi(c: Cerita) -> None:
    tepi = {
        "BKPSDM": ("Terwujudnya manajemen ASN yang profesional", "Indeks sistem merit", "", "0.82", "indeks"),
        "STATISTIK": ("Tersedianya data sektoral yang mutakhir", "Jumlah data sektoral", "Kualitas layanan SPBE", "40", "data"),
        "MISKONDUK": ("Terlindunginya informasi perangkat daerah", "Jumlah sistem yang diamankan", "Tersedianya data sektoral", "10", "sistem"),
        "ARSIP": ("Tertatanya arsip elektronik", "Jumlah arsip tertata", "Tersedianya data sektoral", "5000", "arsip"),
        "ARSIP1": ("Terdigitalkannya arsip statis", "Jumlah arsip terdigital", "Tertatanya arsip elektronik", "2000", "arsip"),
        "ARSIP2": ("Terkelolanya surat masuk", "Jumlah surat terkelola", "Tertatanya arsip elektronik", "1200", "surat"),
        "ADMIN": ("Tersusunnya data kinerja pegawai", "Jumlah laporan kinerja", "Terwujudnya manajemen ASN", "4", "laporan"),
        "CUTI": ("Tersebarnya informasi layanan digital", "Jumlah siaran pers (target disesuaikan: cuti melahirkan 3 bulan)", "Tersedianya layanan publik digital", "9", "siaran"),
        "TUBEL": ("Terselesaikannya studi lanjut sesuai kurikulum", "Jumlah SKS yang ditempuh", "Tersedianya layanan publik digital", "36", "SKS"),
    }  # fmt: skip
    for kunci, (rhk, indikator, dari, angka, satuan) in tepi.items():
        with pada(c.hari(1, 9)):
            c.draf(kunci)
            c.isi_sederhana(kunci, rhk, indikator, dari, angka, satuan)
        c.tetapkan(kunci)
    with pada(c.hari(1, 9)):
        c.draf("DINKES", pendekatan=Pendekatan.KUALITATIF)
        c.isi_sederhana(
            "DINKES",
            "Meningkatnya derajat kesehatan masyarakat",
            "Angka harapan hidup",
            "",
            "72",
            "tahun",
        )
    c.tetapkan("DINKES")
    for n in range(1, 11):
        with pada(c.hari(1, 9)):
            c.draf(f"DINKES{n}")
            c.isi_sederhana(
                f"DINKES{n}", "Terlayaninya warga di puskesmas", "Jumlah kunjungan terlayani",
                "Meningkatnya derajat kesehatan masyarakat", "1200", "kunjungan",
            )  # fmt: skip
        c.tetapkan(f"DINKES{n}")


def mutasi_juni(c: Cerita) -> None:
    """Two spans and two penilai in one year."""
    pegawai = c.orang["MUTASI"]
    pindah = date(c.tahun, 6, 1)
    with pada(c.hari(1, 9)):
        c.draf("MUTASI", selesai=date(c.tahun, 5, 31))
        c.isi_sederhana(
            "MUTASI",
            "Tersusunnya statistik sektoral",
            "Jumlah publikasi",
            "Tersedianya data sektoral",
            "5",
            "publikasi",
        )
    c.tetapkan("MUTASI")
    with pada(c.hari(5, 25)):
        baru = move_pegawai(
            pelaku=c.orang["ADMIN"],
            pegawai=pegawai,
            jabatan=c.jabatan("Statistisi Ahli Pertama", JenisJabatan.FUNGSIONAL, "PT"),
            unit=c.unit["aptika"],
            mulai=pindah,
            alasan=f"Keputusan Bupati Nomor 800/114/{c.tahun}",
        )
    with pada(c.hari(6, 3)):
        c.skp["MUTASI2"] = draft_skp(
            pelaku=pegawai,
            penempatan=baru,
            periode=c.tahunan,
            mulai=pindah,
            selesai=date(c.tahun, 12, 31),
        )
        c.orang["MUTASI2"] = pegawai
        c.isi_sederhana(
            "MUTASI2",
            "Tersedianya analisis data layanan digital",
            "Jumlah analisis",
            "Tersedianya layanan publik digital",
            "7",
            "analisis",
        )
        submit_skp(pelaku=pegawai, skp=c.skp["MUTASI2"])
        approve_skp(pelaku=c.penilai(c.skp["MUTASI2"]), skp=c.skp["MUTASI2"])


def cuti_di_luar_tanggungan(c: Cerita) -> None:
    """No SKP, and the reason why stands on the person's year."""
    record_jeda(
        pelaku=c.orang["ADMIN"],
        pegawai=c.orang["CLTN"],
        mulai=date(c.tahun, 1, 1),
        alasan=AlasanJeda.CLTN,
        catatan=f"Keputusan Bupati Nomor 850/21/{c.tahun}",
    )


def plt_ketua_tim(c: Cerita) -> None:
    """P acts as head of the team for a quarter: a further SKP that the recap leaves out."""
    pegawai = c.orang["P"]
    mulai, selesai = date(c.tahun, 7, 1), date(c.tahun, 9, 30)
    with pada(c.hari(6, 25)):
        penempatan = place_pegawai(
            pelaku=c.orang["ADMIN"],
            pegawai=pegawai,
            jabatan=c.jabatan("Ketua Tim Layanan Digital", JenisJabatan.FUNGSIONAL, "MU"),
            unit=c.unit["aptika"],
            mulai=mulai,
            selesai=selesai,
            jenis=JenisPenugasan.PLT,
            alasan="Surat perintah pelaksana tugas",
        )
        skp = draft_skp(
            pelaku=pegawai, penempatan=penempatan, periode=c.tahunan, mulai=mulai, selesai=selesai
        )
        c.skp["PLT"], c.orang["PLT"] = skp, pegawai
        c.isi_sederhana(
            "PLT",
            "Terjaganya jadwal Tim Layanan Digital",
            "Jumlah sprint selesai",
            "Terbangunnya aplikasi layanan publik",
            "6",
            "sprint",
        )
        submit_skp(pelaku=pegawai, skp=skp)
        approve_skp(pelaku=c.penilai(skp), skp=skp)


def pekerjaan_tersisa(c: Cerita) -> None:
    """What waits for the people who try the demo: a draft, one to review, one that was returned."""
    isi = (
        (
            "AUDITOR",
            "Tersusunnya hasil pengawasan kinerja",
            "Jumlah laporan hasil pengawasan",
            "8",
            "laporan",
        ),
        (
            "BARU1",
            "Tersedianya pengujian aplikasi yang menyeluruh",
            "Jumlah skenario uji",
            "120",
            "skenario",
        ),
        ("BARU2", "Tersedianya panduan pengguna layanan digital", "Jumlah panduan", "6", "panduan"),
    )
    for kunci, rhk, indikator, angka, satuan in isi:
        with pada(c.hari(1, 12)):
            c.draf(kunci)
        dari = "Tersedianya layanan publik digital yang siap pakai bagi perangkat daerah"
        c.isi_sederhana(kunci, rhk, indikator, dari, angka, satuan)
    for kunci in ("BARU1", "BARU2"):
        submit_skp(pelaku=c.orang[kunci], skp=c.skp[kunci])
    pin_catatan(
        pelaku=c.orang["B"],
        skp=c.skp["BARU2"],
        sasaran=f"rhk-{c.skp['BARU2'].rhk.get().uuid}",
        teks="Sebut layanan mana saja yang dibuatkan panduan.",
    )
    return_skp(
        pelaku=c.orang["B"],
        skp=c.skp["BARU2"],
        catatan="Tambahkan indikator kualitas, misalnya kepuasan pengguna panduan.",
    )
