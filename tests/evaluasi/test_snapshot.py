"""What is frozen is what was entered, as it stood at the period's end; what is printed is what was frozen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from freezegun import freeze_time
from pypdf import PdfReader

from evaluasi.laporan import pdf
from evaluasi.laporan.konteks import KonteksEvaluasi
from evaluasi.models import Laporan
from evaluasi.rules import Ekspektasi, JenisDokumen, Predikat, PredikatOrganisasi, StatusEvaluasi
from evaluasi.selectors import bahan_beku, bahan_evaluasi, susun_snapshot
from evaluasi.selectors.snapshot import PenilaiSekali
from evaluasi.services import open_evaluasi
from evaluasi.services.terbit import Terbitan
from evaluasi.tasks import cetak
from kinerja.errors import RealisasiTerkunci
from kinerja.services import give_umpan_balik, record_realisasi
from pegawai.errors import Dilarang
from pegawai.rules import JenisPenugasan
from pegawai.services import close_penempatan, place_pegawai, set_penilai
from skp.models import Periode
from skp.selectors import rhk_of
from tests.evaluasi.test_services_laporan import kerjakan
from tests.factories.evaluasi import (
    HARI,
    capaian_tetap,
    evaluasi_at,
    evaluasi_final,
    isi_bahan,
    skp_berjalan,
    triwulan,
)
from tests.factories.pegawai import jabatan_baru

pytestmark = pytest.mark.django_db

DOKUMEN = {
    "nomor": "EVK/2026/000001",
    "kode_verifikasi": "ABCD-EFGH",
    "url_verifikasi": "http://localhost/v/ABCDEFGH/",
    "dicetak": "2026-10-05T09:00:00+07:00",
}


def konteks(evaluasi) -> KonteksEvaluasi:
    return KonteksEvaluasi.from_snapshot({**evaluasi.snapshot, "dokumen": DOKUMEN})


class TestFrozen:
    def test_the_document_says_what_was_entered(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)

        k = konteks(evaluasi_final(skp, dunia.bupati, dunia.dinas))

        assert (k.pegawai.nama, k.pegawai.nip) == ("Sari Puspita", dunia.sari.nip)
        assert (k.pegawai.jabatan, k.pegawai.unit) == ("Pranata Komputer Ahli Pertama", dunia.bidang.nama)
        assert (k.penilai.nama, k.penilai.jabatan) == ("Budi Santoso", "Kepala Bidang Aplikasi Informatika")
        assert k.atasan_penilai is not None
        assert (k.atasan_penilai.nama, k.atasan_penilai.unit) == ("Karta Wijaya", dunia.dinas.nama)
        assert (k.periode.mulai, k.periode.selesai) == (date(2026, 7, 1), date(2026, 9, 30))
        assert k.capaian_organisasi == PredikatOrganisasi.BAIK
        assert (k.rating_hasil, k.rating_perilaku, k.predikat) == (
            Ekspektasi.SESUAI,
            Ekspektasi.DIATAS,
            Predikat.BAIK,
        )
        assert k.catatan == "Ikut pelatihan lanjutan."
        assert k.tanggal == HARI
        utama = k.hasil_kerja[0]
        assert utama.teks == "Tersusunnya modul antarmuka dan API layanan"
        assert utama.diintervensi is not None
        assert (utama.indikator[0].target, utama.indikator[0].realisasi) == (
            "12 laporan",
            "1 laporan; Laporan 1 selesai",
        )
        assert [(u.peran, u.teks) for u in utama.umpan_balik] == [
            ("Pejabat Penilai Kinerja", "Sesuai ekspektasi. Laporan 1 rapi")
        ]
        kolaboratif = k.perilaku[-1]
        assert kolaboratif.ekspektasi_khusus == "Melibatkan pengguna sejak awal"
        assert kolaboratif.umpan_balik[0].teks == "Sesuai ekspektasi. Pengguna merasa didengar"

    def test_later_changes_do_not_reach_it(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        sebelum = evaluasi.snapshot

        indikator = rhk_of(skp)[0].indikator.first()
        with pytest.raises(RealisasiTerkunci, match="Versi dan koreksi"):
            record_realisasi(
                pelaku=dunia.sari, indikator=indikator, periode=tw3, angka=Decimal(99), nomor_sunting=1
            )
        dunia.sari.nama = "Nama Lain"
        dunia.sari.save()

        evaluasi.refresh_from_db()
        assert evaluasi.snapshot == sebelum

    def test_a_quarter_without_realisasi_prints_none_of_the_quarter_before(self, dunia, skp, tw3):
        with freeze_time("2026-07-05 02:00:00"):
            isi_bahan(skp, triwulan(skp, 2))

        k = konteks(evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=tw3))

        assert k.hasil_kerja[0].indikator[0].realisasi in ("", "-")

    def test_the_year_prints_a_line_per_quarter(self, dunia, skp):
        for nomor, hari in ((1, "2026-04-05"), (2, "2026-07-05"), (3, "2026-10-05")):
            with freeze_time(f"{hari} 02:00:00"):
                indikator = rhk_of(skp)[0].indikator.first()
                record_realisasi(
                    pelaku=dunia.sari,
                    indikator=indikator,
                    periode=triwulan(skp, nomor),
                    angka=Decimal(nomor),
                    sumber_data="Arsip",
                )
        tahunan = Periode.objects.get(instansi=dunia.instansi, jenis="tahunan")

        k = konteks(evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=tahunan))

        assert k.hasil_kerja[0].indikator[0].realisasi.splitlines() == [
            "Triwulan I: 1 laporan",
            "Triwulan II: 2 laporan",
            "Triwulan III: 3 laporan",
        ]
        assert k.hasil_kerja[0].indikator[0].sumber_data == "Arsip"

    def test_what_the_year_itself_records_comes_before_its_quarters(self, dunia, skp):
        tahunan = Periode.objects.get(instansi=dunia.instansi, jenis="tahunan")
        indikator = rhk_of(skp)[0].indikator.first()
        record_realisasi(pelaku=dunia.sari, indikator=indikator, periode=triwulan(skp, 3), angka=Decimal(3))
        record_realisasi(pelaku=dunia.sari, indikator=indikator, periode=tahunan, angka=Decimal(11))

        b = bahan_evaluasi(skp, tahunan)

        assert b.rhk[0].indikator[0].teks == "11 laporan"

    def test_read_together_with_others_it_is_the_same(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)
        lain = skp_berjalan(dunia.citra)
        capaian = capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = [evaluasi_at(StatusEvaluasi.DINILAI, skp=s, periode=tw3) for s in (skp, lain)]
        pada, penilai = timezone.now(), PenilaiSekali()

        bersama = bahan_beku([e.skp for e in evaluasi], tw3)

        for e in evaluasi:
            satu = susun_snapshot(e, capaian=capaian, pada=pada)
            assert satu == susun_snapshot(
                e, capaian=capaian, pada=pada, bahan=bersama[e.skp_id], penilai=penilai
            )

    def test_a_plt_head_signs_as_such(self, dunia, skp, tw3):
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=date(2026, 8, 31),
            alasan="Pensiun",
        )
        place_pegawai(
            pelaku=None,
            pegawai=dunia.tono,
            jabatan=jabatan_baru(
                dunia.instansi, "Kepala Bidang Aplikasi Informatika", "administrator", eselon="III.b"
            ),
            unit=dunia.bidang,
            mulai=date(2026, 9, 1),
            jenis=JenisPenugasan.PLT,
            is_kepala=True,
        )

        k = konteks(evaluasi_final(skp, dunia.bupati, dunia.dinas))

        assert (k.penilai.nama, k.penilai.jabatan) == (
            "Tono Prasetya",
            "Plt. Kepala Bidang Aplikasi Informatika",
        )

    def test_a_plh_named_after_the_period_rates_and_signs_as_such_beside_the_head(self, dunia, skp, tw3):
        place_pegawai(
            pelaku=None,
            pegawai=dunia.tono,
            jabatan=jabatan_baru(
                dunia.instansi, "Kepala Bidang Aplikasi Informatika", "administrator", eselon="III.b"
            ),
            unit=dunia.bidang,
            mulai=date(2026, 10, 1),
            selesai=date(2026, 10, 20),
            jenis=JenisPenugasan.PLH,
            is_kepala=True,
        )
        with pytest.raises(Dilarang):
            open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

        k = konteks(evaluasi_final(skp, dunia.bupati, dunia.dinas))

        assert (k.penilai.nama, k.penilai.jabatan) == (
            "Tono Prasetya",
            "Plh. Kepala Bidang Aplikasi Informatika",
        )

    def test_a_penilai_settled_from_elsewhere_signs_in_his_own_post(self, dunia, skp, tw3):
        set_penilai(
            pelaku=dunia.eka,
            penempatan=skp.penempatan,
            penilai=dunia.tono,
            mulai=date(2026, 10, 1),
            alasan="Nota dinas",
        )

        k = konteks(evaluasi_final(skp, dunia.bupati, dunia.dinas))

        assert (k.penilai.nama, k.penilai.unit) == ("Tono Prasetya", dunia.bidang_lain.nama)

    def test_a_pejabat_negara_has_neither_nip_nor_superior(self, dunia, hari):
        skp = skp_berjalan(dunia.karta)

        k = konteks(evaluasi_final(skp, dunia.eka, dunia.kabupaten))

        assert (k.penilai.nama, k.penilai.nip, k.penilai.pangkat_gol) == (
            "H. Surya Darmawan",
            "-",
            "Pejabat Negara",
        )
        assert k.atasan_penilai is None
        assert k.is_jpt
        assert k.hasil_kerja[0].diintervensi is None
        assert k.hasil_kerja[0].perspektif == ("Penerima Layanan",)

    def test_general_feedback_is_kept_beside_the_form(self, dunia, skp, tw3):
        give_umpan_balik(
            pelaku=dunia.budi,
            skp=skp,
            isi="Sehat selalu",
            sifat="pujian",
            tanggal=date(2026, 9, 20),
        )

        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        assert evaluasi.snapshot["umpan_balik_umum"] == [{"peran": "penilai", "teks": "Sehat selalu"}]


class TestPrinted:
    JAHAT = "<script>alert(1)</script> <img src=http://jahat.example/x> & 'kutip' 👍 مرحبا"

    def test_html_in_every_field_is_text_on_paper(self, dunia, hari):
        dunia.sari.nama = "Sari <b>Tebal</b>"
        dunia.sari.save()
        skp = skp_berjalan(dunia.sari, rhk=[f"Hasil {self.JAHAT}"])
        capaian_tetap(dunia.dinas, triwulan(skp, 3), dunia.bupati)
        give_umpan_balik(
            pelaku=dunia.budi,
            skp=skp,
            rhk=rhk_of(skp)[0],
            isi=self.JAHAT,
            sifat="saran",
            tanggal=date(2026, 9, 20),
        )
        evaluasi = evaluasi_at(StatusEvaluasi.FINAL, skp=skp)

        html = pdf.to_html(JenisDokumen.EVALUASI, konteks(evaluasi))

        assert "<script>" not in html
        assert "<img src=http" not in html
        assert "Sari &lt;b&gt;Tebal" in html
        assert "&lt;script&gt;alert(1)" in html

    @pytest.mark.slow
    def test_both_papers_of_a_final_evaluation(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        kerjakan(Laporan.objects.get(), cetak)

        def teks(jenis: JenisDokumen) -> str:
            dokumen = evaluasi.dokumen.get(jenis=jenis)
            with dokumen.berkas.open("rb") as berkas:
                halaman = PdfReader(berkas).pages
                return " ".join(" ".join(h.extract_text() for h in halaman).split())

        evaluasi_teks, dokumen_teks = teks(JenisDokumen.EVALUASI), teks(JenisDokumen.DOKUMEN_EVALUASI)
        for kata in ("EVALUASI KINERJA PEGAWAI", "Sari Puspita", "1 laporan; Laporan 1 selesai", "rapi"):
            assert kata in evaluasi_teks, kata
        for kata in ("DOKUMEN EVALUASI KINERJA PEGAWAI", "Karta Wijaya", "Ikut pelatihan lanjutan."):
            assert kata in dokumen_teks, kata
        nomor = evaluasi.dokumen.get(jenis=JenisDokumen.EVALUASI).nomor
        assert nomor in evaluasi_teks

    @pytest.mark.slow
    def test_the_same_snapshot_gives_the_same_bytes(self, dunia, skp):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        terbitan = Terbitan(JenisDokumen.DOKUMEN_EVALUASI, {**evaluasi.snapshot, "dokumen": DOKUMEN})

        assert cetak(terbitan) == cetak(terbitan)
