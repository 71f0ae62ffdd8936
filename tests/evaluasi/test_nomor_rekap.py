"""Numbers by the agency's rule, and the recap of a unit."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import Dokumen, NomorDokumen, PengaturanDokumen
from evaluasi.rules import (
    JenisDokumen,
    Penomoran,
    check_jumlah_rekap,
    check_kode_jenis,
    check_pola_nomor,
    susun_nomor,
    tahun_buku,
)
from evaluasi.services import baca_isi, issue_dokumen, request_rekap, set_pengaturan_dokumen
from evaluasi.services.nomor import reserve_nomor
from evaluasi.tasks import cetak, kerjakan_laporan
from pegawai.errors import Dilarang
from tests.factories.evaluasi import evaluasi_final, skp_berjalan, triwulan

BAWAAN = {"kode": "EVK", "nomor": 127, "lebar": 6, "tahun": 2026, "terbit": date(2027, 1, 9)}


class TestPola:
    @pytest.mark.parametrize(
        ("pola", "hasil"),
        [
            ("{kode}/{tahun}/{nomor}", "EVK/2026/000127"),
            ("800.1/{nomor}/{kode}-BKPSDM/{romawi}/{tahun_terbit}", "800.1/000127/EVK-BKPSDM/I/2027"),
            ("{kode} {nomor}.{bulan}.{tahun}", "EVK 000127.01.2026"),
        ],
    )
    def test_is_filled(self, pola, hasil):
        check_pola_nomor(pola)

        assert susun_nomor(pola, **BAWAAN) == hasil
        assert susun_nomor(pola, **BAWAAN, versi=3) == f"{hasil}-3"

    @pytest.mark.parametrize(
        ("pola", "kalimat"),
        [
            ("{kode}/{nomor}", "bisa kembar"),
            ("{nomor}/{tahun}", "bisa kembar"),
            ("{kode}/{tahun}", "bisa kembar"),
            ("{kode}/{tahun}/{nomor}/{unit}", "tidak dikenal"),
            ("{kode}/{tahun}/{nomor}<b>", "hanya memuat"),
            ("{kode}/{tahun}/{nomor}{", "hanya memuat"),
            ("{kode}/{tahun}/{nomor}" + "/BIDANG" * 6, "Pendekkan"),
        ],
    )
    def test_that_could_not_be_told_apart_is_refused(self, pola, kalimat):
        with pytest.raises(BahanBelumLengkap, match=kalimat) as galat:
            check_pola_nomor(pola)
        assert galat.value.bidang == "pola"

    def test_two_kinds_never_share_a_code(self):
        check_kode_jenis({"evaluasi": "800.1.2"})

        with pytest.raises(BahanBelumLengkap, match="sama dengan"):
            check_kode_jenis({"evaluasi": "DEK"})
        with pytest.raises(BahanBelumLengkap, match="huruf, angka, dan titik"):
            check_kode_jenis({"evaluasi": "A/B"})

    def test_running_numbers_count_in_the_year_they_show(self):
        assert tahun_buku("{tahun}", tahun=2026, terbit=date(2027, 1, 9)) == 2026
        assert tahun_buku("{tahun_terbit}", tahun=2026, terbit=date(2027, 1, 9)) == 2027


def atur(dunia, **ganti):
    isi = {"pola": "{kode}/{tahun}/{nomor}", "penomoran": Penomoran.URUT, "lebar": 3, "kode": {}}
    return set_pengaturan_dokumen(pelaku=dunia.eka, **(isi | {"is_paraf_berdua": False} | ganti))


def terbitkan(evaluasi, jenis=JenisDokumen.DOKUMEN_EVALUASI):
    return issue_dokumen(
        sumber=evaluasi,
        jenis=jenis,
        cetak=lambda t: b"%PDF" + t.data["dokumen"]["nomor"].encode(),
        versi_templat="uji",
    )


@pytest.mark.django_db
class TestNomorUrut:
    def test_each_paper_has_the_next_one_also_when_it_was_reserved_before(self, dunia, skp):
        atur(dunia, kode={"dokumen_evaluasi": "800.1"})
        satu = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        dua = evaluasi_final(skp_berjalan(dunia.citra), dunia.bupati, dunia.dinas)
        butir = dua.butirlaporan.get(jenis=JenisDokumen.DOKUMEN_EVALUASI)

        reserve_nomor(butir_pk=butir.pk)
        reserve_nomor(butir_pk=butir.pk)

        assert [terbitkan(e).nomor for e in (satu, dua, satu)] == [
            "800.1/2026/002",
            "800.1/2026/001",
            "800.1/2026/002",
        ]
        assert terbitkan(satu, JenisDokumen.EVALUASI).nomor == "EVK/2026/001"
        assert NomorDokumen.objects.count() == 3
        assert b"800.1/2026/002" in baca_isi(Dokumen.objects.get(nomor="800.1/2026/002"))

    def test_without_running_numbers_nothing_is_reserved(self, dunia, skp):
        satu = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        reserve_nomor(butir_pk=satu.butirlaporan.first().pk)

        assert not NomorDokumen.objects.exists()
        assert terbitkan(satu).nomor == f"DEK/2026/{satu.pk:06d}"

    def test_a_number_that_is_taken_stops_the_paper_with_a_sentence(self, dunia, skp):
        atur(dunia)
        satu = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        terbitkan(satu)
        atur(dunia, kode={"evaluasi": "DEK", "dokumen_evaluasi": "X"})

        with pytest.raises(BahanBelumLengkap, match="DEK/2026/001 sudah dipakai"):
            terbitkan(satu, JenisDokumen.EVALUASI)


@pytest.mark.django_db
class TestHalamanAturan:
    def test_wrong_input_is_named_and_kept(self, dunia, masuk):
        client, alamat = masuk(dunia.eka), reverse("evaluasi:dokumen_aturan")
        isi = {"pola": "{kode}/{nomor}", "penomoran": "urut", "lebar": "3"}

        jawab = client.post(alamat, isi)

        assert jawab.status_code == 422
        assert "Pola harus memuat" in jawab.content.decode()
        assert 'value="{kode}/{nomor}"' in jawab.content.decode()
        assert not PengaturanDokumen.objects.exists()
        assert client.post(alamat, isi | {"pola": "{nomor}/{kode}/{romawi}/{tahun}"}).status_code == 302
        assert re.search(r"127/EVK/[IVX]+/\d{4}", client.get(alamat).content.decode())

    def test_only_the_admin_of_the_agency(self, dunia):
        with pytest.raises(Dilarang):
            set_pengaturan_dokumen(
                pelaku=dunia.budi,
                pola="{kode}/{tahun}/{nomor}",
                penomoran="sumber",
                lebar=6,
                kode={},
                is_paraf_berdua=True,
            )

    def test_an_agency_may_have_both_sign_the_evaluation(self, dunia, skp):
        atur(dunia, is_paraf_berdua=True)

        assert evaluasi_final(skp, dunia.bupati, dunia.dinas).snapshot["paraf_berdua"] is True


@pytest.mark.django_db
class TestRekap:
    def test_recap_is_printed_from_what_is_final_and_again_when_more_is(self, dunia, skp):
        satu = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        periode = triwulan(skp)

        for _ in range(2):
            laporan = request_rekap(pelaku=dunia.karta, unit=dunia.dinas, periode=periode)
            kerjakan_laporan(laporan.pk)
        pertama = Dokumen.objects.get(jenis=JenisDokumen.REKAP)
        evaluasi_final(skp_berjalan(dunia.citra), dunia.bupati, dunia.dinas)
        kerjakan_laporan(request_rekap(pelaku=dunia.karta, unit=dunia.dinas, periode=periode).pk)

        teks = dibaca(pertama)
        letak = 0
        for judul in (
            "REKAPITULASI EVALUASI KINERJA PEGAWAI",
            f"TRIWULAN III TAHUN {periode.tahun}",
            "CAPAIAN KINERJA ORGANISASI",
            "SEBARAN PREDIKAT",
            "POLA DISTRIBUSI",
            *("NO", "NIP", "NAMA", "JABATAN", "RATING HASIL KINERJA", "RATING PERILAKU KERJA"),
            "PREDIKAT KINERJA PERIODIK",
            "Pimpinan Unit Kerja,",
        ):
            letak = teks.index(judul, letak) + len(judul)
        for isi in (dunia.sari.nip, dunia.sari.nama_lengkap, satu.get_predikat_display()):
            assert isi in teks
        kedua = Dokumen.objects.get(jenis=JenisDokumen.REKAP, versi=2)
        assert dunia.citra.nama_lengkap not in teks
        assert dunia.citra.nama_lengkap in dibaca(kedua)
        assert kedua.nomor == f"{pertama.nomor}-2"
        assert baca_isi(kedua) == cetak_lagi(kedua)
        terlihat = {
            p: Dokumen.objects.visible_to(p).filter(rekap__isnull=False).count()
            for p in (dunia.eka, dunia.karta, dunia.sari, dunia.citra)
        }
        assert list(terlihat.values()) == [2, 2, 0, 0]

    def test_nothing_final_is_said_at_the_field(self, dunia, skp, masuk):
        periode = triwulan(skp)
        jawab = masuk(dunia.eka).post(
            reverse("evaluasi:rekap"), {"unit": str(dunia.dinas.uuid), "periode": str(periode.uuid)}
        )

        assert jawab.status_code == 422
        assert "Belum ada evaluasi final" in jawab.content.decode()

    def test_more_people_than_anybody_reads_are_refused(self):
        check_jumlah_rekap(1000)

        with pytest.raises(BahanBelumLengkap, match="paling banyak 1000"):
            check_jumlah_rekap(1001)


def dibaca(dokumen) -> str:
    hasil = subprocess.run(["pdftotext", "-", "-"], input=baca_isi(dokumen), capture_output=True, check=True)
    return re.sub(r"\s+", " ", hasil.stdout.decode())


def cetak_lagi(dokumen) -> bytes:
    from evaluasi.services import susun_terbitan

    assert PdfReader(io.BytesIO(baca_isi(dokumen))).pages
    return cetak(susun_terbitan(dokumen))
