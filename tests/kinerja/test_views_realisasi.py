"""Realisasi as people meet it."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja.models import Realisasi
from skp.models import IndikatorKinerja, Skp
from skp.rules import StatusSkp
from tests.factories.kinerja import (
    bukti_baru,
    catatan_baru,
    pdf,
    realisasi_baru,
)
from tests.factories.skp import periode_ke, skp_at
from tests.kinerja import berkas
from tests.kinerja.test_selectors import isi_banyak
from tests.kinerja.test_views_catatan import BENTENG, HARI, SENIN, alamat

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def indikator(rhk):
    return rhk.indikator.first()


class TestRealisasi:
    def simpan(self, klien, indikator, periode, *, headers=None, **isi):
        awalan = f"i{indikator.uuid.hex[:8]}"
        data = {f"{awalan}-{k}": v for k, v in {"nomor_sunting": 0, **isi}.items()}
        return klien.post(
            alamat("realisasi_simpan", indikator.uuid, periode.uuid), data, headers=headers or {}
        )

    def test_page_holds_target_proposal_entries_and_time(self, sari, skp, rhk, indikator, triwulan, hari_ini):
        b = bukti_baru(skp, "bukti-catatan.pdf")
        catatan_baru(rhk, hari_ini, jumlah=2, satuan="laporan", bukti=[b])
        catatan_baru(rhk, SENIN, jumlah=3, satuan="laporan")

        isi = sari.get(alamat("realisasi")).content.decode()

        assert "Realisasi Triwulan II 2026" in isi
        assert "Target <strong>12 laporan</strong>" in isi
        assert "Terisi 5 sebagai usul: jumlah dari catatan." in isi
        assert re.search(rf'name="i{indikator.uuid.hex[:8]}-angka" value="5"', isi)
        assert "Lihat 2 catatan dan bukti di baliknya" in isi
        assert "bukti-catatan.pdf" in isi
        assert "46,2%" in isi
        assert "Pengisian Triwulan II 2026 dibuka sampai" in isi
        tautan = re.search(r'href="([^"]+)">Lihat 2 catatan', isi)
        assert tautan
        baliknya = sari.get(tautan[1].replace("&amp;", "&")).content.decode()
        assert baliknya.count('<p class="kecil"><strong>') == 2

    def test_save_and_come_back_to_the_line(self, sari, skp, rhk, indikator, triwulan, hari_ini):
        b = bukti_baru(skp)
        catatan_baru(rhk, hari_ini, bukti=[b])

        jawab = self.simpan(
            sari,
            indikator,
            triwulan,
            angka="4,5",
            teks="Tepat waktu",
            sumber_data="Laporan",
            bukti=[str(b.uuid)],
            berkas=SimpleUploadedFile("baru.pdf", pdf()),
        )

        assert jawab.status_code == 302
        assert jawab["Location"].endswith(f"#indikator-{indikator.uuid}")
        r = Realisasi.objects.get()
        assert (r.angka, r.teks, r.nomor_sunting) == (Decimal("4.5"), "Tepat waktu", 1)
        assert {x.nama for x in r.bukti.all()} == {"laporan.pdf", "baru.pdf"}

    def test_fragment_equals_the_fresh_page(self, sari, skp, indikator, triwulan):
        potongan = self.simpan(sari, indikator, triwulan, headers=HTMX, angka="4")

        halaman = sari.get(alamat("realisasi")).content.decode()
        assert potongan.status_code == 200
        kabar = '<p class="sr" role="status">Realisasi tersimpan.</p>'
        isi = potongan.content.decode()
        assert kabar in isi
        isi = _rapat(isi.replace(kabar, ""))
        assert isi.replace("> <", "><") in _rapat(halaman).replace("> <", "><")

    def test_refusals_answer_with_the_fragment_or_a_page(self, sari, indikator, triwulan):
        biasa = self.simpan(sari, indikator, triwulan, angka="", teks="lancar")
        potongan = self.simpan(sari, indikator, triwulan, headers=HTMX, angka="", teks="lancar")

        for jawab in (biasa, potongan):
            isi = jawab.content.decode()
            assert jawab.status_code == 422
            assert "Angka realisasi belum diisi." in isi
            assert "lancar</textarea>" in isi
        assert "<html" in biasa.content.decode()
        assert "<html" not in potongan.content.decode()
        assert not Realisasi.objects.exists()

    def test_bad_number_and_bad_file(self, sari, indikator, triwulan):
        assert "Tulis angka saja" in self.simpan(sari, indikator, triwulan, angka="banyak").content.decode()
        isi, kata = berkas.DITOLAK["gif"]
        jawab = self.simpan(sari, indikator, triwulan, angka="3", berkas=SimpleUploadedFile("a.pdf", isi))
        assert kata in jawab.content.decode()
        besar = SimpleUploadedFile("a.pdf", b"%PDF" + b"\0" * (11 * 1024 * 1024))
        assert self.simpan(sari, indikator, triwulan, angka="3", berkas=besar).status_code == 413
        assert not Realisasi.objects.exists()

    @pytest.mark.parametrize("headers", [None, HTMX])
    def test_two_tabs_see_both_contents(self, sari, indikator, triwulan, headers):
        self.simpan(sari, indikator, triwulan, angka="4", teks="Tab pertama")

        jawab = self.simpan(sari, indikator, triwulan, headers=headers, angka="9", teks="Tab kedua")

        isi = jawab.content.decode()
        assert jawab.status_code == 409
        assert "4 laporan; Tab pertama" in isi
        assert "Tab kedua</textarea>" in isi
        assert re.search(r'nomor_sunting" value="1"', isi)
        self.simpan(sari, indikator, triwulan, angka="9", teks="Tab kedua", nomor_sunting=1)
        assert Realisasi.objects.get().angka == 9

    def test_closed_period_is_shown_but_not_open(self, sari, skp, indikator):
        tutup = periode_ke(skp.instansi, 1)

        isi = sari.get(alamat("realisasi"), {"periode": str(tutup.uuid)}).content.decode()

        assert "Pengisian Triwulan I 2026 ditutup" in isi
        assert "Simpan realisasi" not in isi
        jawab = self.simpan(sari, indikator, tutup, angka="3")
        assert jawab.status_code == 422
        assert "ditutup" in jawab.content.decode()

    def test_period_without_an_end_says_nothing_of_it(self, sari, skp, triwulan):
        type(triwulan).objects.filter(pk=triwulan.pk).update(pengisian_sampai=None)

        assert "dibuka sampai" not in sari.get(alamat("realisasi")).content.decode()

    def test_unknown_parameters_fall_back(self, sari, skp):
        for q in ({"periode": "x"}, {"skp": "x"}, {"periode": str(uuid.uuid4()), "skp": str(uuid.uuid4())}):
            assert "Realisasi Triwulan II 2026" in sari.get(alamat("realisasi"), q).content.decode()

    def test_without_skp_it_says_so(self, sari, dunia):
        assert "belum memiliki SKP" in sari.get(alamat("realisasi")).content.decode()

    def test_draft_skp_shows_why_it_is_closed(self, sari, dunia):
        skp_at(StatusSkp.DRAF, pegawai=dunia.sari)

        assert "SKP masih draf" in sari.get(alamat("realisasi")).content.decode()

    def test_two_skp_are_two_tabs(self, sari, dunia, skp):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        Skp.objects.filter(pk=lain.pk).update(pegawai=dunia.sari, is_plt_plh=True)

        isi = sari.get(alamat("realisasi"), {"skp": str(lain.uuid)}).content.decode()

        assert "Pengolah Data dan Informasi" in isi
        assert "Pranata Komputer Ahli Pertama" in isi

    def test_targets_of_every_kind_have_their_field(self, sari, rhk):
        for jenis, lain in (
            ("tanggal", {"target_tanggal": HARI}),
            ("teks", {"target_teks": "Tertib"}),
            ("persen", {"target_angka": 80}),
            ("paling_banyak", {"target_angka": 5, "satuan": "hari"}),
        ):
            IndikatorKinerja.objects.create(rhk=rhk, teks=f"IKI {jenis}", jenis_target=jenis, **lain)

        isi = sari.get(alamat("realisasi")).content.decode()

        assert "Realisasi (%)" in isi
        assert "Realisasi (hari)" in isi
        assert "Tanggal selesai" in isi

    def test_queries_do_not_grow(self, sari, skp, rhk, indikator, triwulan, django_assert_max_num_queries):
        realisasi_baru(indikator, triwulan, 1, bukti=[bukti_baru(skp)])
        with django_assert_max_num_queries(12) as sedikit:
            sari.get(alamat("realisasi"))
        for n in range(15):
            i = IndikatorKinerja.objects.create(
                rhk=rhk, teks=f"IKI {n}", target_angka=Decimal(3), satuan="laporan"
            )
            realisasi_baru(i, triwulan, 1)
        isi_banyak(rhk, HARI, 300)
        with django_assert_max_num_queries(12) as banyak:
            sari.get(alamat("realisasi"))

        assert len(sedikit) == len(banyak)

    @pytest.mark.parametrize(
        ("siapa", "status"), [("budi", 403), ("tono", 403), ("eka", 403), ("citra", 404), ("dewi", 404)]
    )
    def test_others_are_kept_out(self, dunia, masuk, indikator, triwulan, siapa, status):
        klien = masuk(getattr(dunia, siapa))

        assert self.simpan(klien, indikator, triwulan, angka="1").status_code == status
        assert not Realisasi.objects.exists()

    def test_get_is_refused(self, sari, indikator, triwulan):
        assert sari.get(alamat("realisasi_simpan", indikator.uuid, triwulan.uuid)).status_code == 405

    def test_html_is_shown_as_text(self, sari, indikator, triwulan):
        realisasi_baru(indikator, triwulan, 1, teks=BENTENG, sumber_data=BENTENG)

        assert BENTENG not in sari.get(alamat("realisasi")).content.decode()


def _rapat(teks: str) -> str:
    """Without tokens and repeated blanks, which differ between two answers."""
    teks = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", teks)
    return re.sub(r"\s+", " ", teks).strip()
