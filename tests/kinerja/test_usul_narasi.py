"""A target in words gets its proposal in words: what the entries say was done, each once."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from kinerja import rules, selectors, services
from kinerja.models import Realisasi
from kinerja.rules import MAKS_URAIAN
from kinerja.rules.realisasi import Pekerjaan
from skp.models import IndikatorKinerja
from tests.factories.kinerja import bukti_baru, catatan_baru


class TestNarasi:
    def test_each_work_once_with_its_sum_or_how_often(self):
        usul = rules.usul_narasi(
            [
                Pekerjaan("Menyusun modul.", "dokumen", 2, Decimal(3)),
                Pekerjaan("Rapat koordinasi", "", 2),
                Pekerjaan("rapat  KOORDINASI", "", 1),
                Pekerjaan("menyusun modul", "Dokumen", 1, Decimal("0.5")),
                Pekerjaan("Menguji layanan", "", 1),
            ]
        )

        assert usul is not None
        assert usul.teks == "Menyusun modul (3,5 dokumen); Rapat koordinasi (3 kali); Menguji layanan."
        assert usul.jumlah_catatan == 7

    def test_units_are_not_added_to_one_another(self):
        usul = rules.usul_narasi(
            [
                Pekerjaan("Melayani warga", "orang", 1, Decimal(4)),
                Pekerjaan("Melayani warga", "surat", 1, Decimal(2)),
            ]
        )

        assert usul is not None
        assert usul.teks == "Melayani warga (4 orang); Melayani warga (2 surat)."

    def test_a_share_or_a_duration_is_not_summed(self):
        usul = rules.usul_narasi(
            [
                Pekerjaan("Merekap data valid", "%", 3, Decimal("295.2")),
                Pekerjaan("Mengukur tanggapan", "hari", 1, Decimal(3)),
            ]
        )

        assert usul is not None
        assert usul.teks == "Merekap data valid (3 kali); Mengukur tanggapan (3 hari)."

    def test_nothing_done_proposes_nothing(self):
        assert rules.usul_narasi([]) is None

    def test_what_does_not_fit_is_counted(self):
        usul = rules.usul_narasi([Pekerjaan(f"{n} {'kata ' * 400}", "", 1) for n in range(40)])

        assert usul is not None
        assert len(usul.teks) <= MAKS_URAIAN
        assert usul.teks.endswith("pekerjaan lain.")
        banyak = usul.teks.count("…")
        assert usul.teks.endswith(f"; dan {40 - banyak} pekerjaan lain.")


@pytest.fixture
def indikator(rhk) -> IndikatorKinerja:
    IndikatorKinerja.objects.filter(rhk=rhk).update(
        jenis_target="teks", target_teks="Layanan terbangun", target_angka=None, satuan=""
    )
    return IndikatorKinerja.objects.get(rhk=rhk)


@pytest.fixture
def catatan(rhk, indikator):
    catatan_baru(rhk, date(2026, 5, 11), "Menyusun modul", jumlah=Decimal(2), satuan="dokumen")
    catatan_baru(rhk, date(2026, 5, 12), "Menguji modul", bukti=[bukti_baru(rhk.skp)])


NARASI = "Menyusun modul (2 dokumen); Menguji modul."


@pytest.mark.django_db
class TestHalaman:
    def test_form_is_filled_and_one_press_records_it_with_its_evidence(
        self, sari, skp, rhk, indikator, triwulan, catatan, django_assert_max_num_queries
    ):
        tanya = f"?skp={skp.uuid}&periode={triwulan.uuid}"
        with django_assert_max_num_queries(12):
            isian = sari.get(f"{reverse('kinerja:realisasi')}{tanya}").text
        with django_assert_max_num_queries(12):
            tutup = sari.get(f"{reverse('kinerja:tutup')}{tanya}").text
        assert f">\n{NARASI}</textarea>" in isian
        assert "Terisi uraian sebagai usul: uraian catatan" in isian
        assert NARASI in tutup

        sari.post(
            reverse("kinerja:usul_pakai", args=[skp.uuid, triwulan.uuid]), {"indikator": str(indikator.uuid)}
        )

        r = Realisasi.objects.get(indikator=indikator)
        assert (r.teks, r.sumber_data, r.bukti.count()) == (NARASI, "Catatan kerja", 1)

    def test_words_are_asked_for_where_the_target_is_in_words(self, sari, indikator, triwulan):
        alamat = reverse("kinerja:realisasi_simpan", args=[indikator.uuid, triwulan.uuid])
        jawab = sari.post(alamat, {f"i{indikator.uuid.hex[:8]}-nomor_sunting": "0"})

        assert jawab.status_code == 422
        assert "Uraian belum ditulis." in jawab.text
        assert not Realisasi.objects.exists()

    def test_grounds_show_the_entries_it_is_made_of(self, sari, indikator, triwulan, catatan):
        isi = sari.get(reverse("kinerja:realisasi_dasar", args=[indikator.uuid, triwulan.uuid])).text

        assert NARASI in isi
        assert "Catatan yang terhitung (2)" in isi

    def test_words_of_ones_own_are_kept(self, dunia, skp, indikator, triwulan, catatan):
        services.record_realisasi(pelaku=dunia.sari, indikator=indikator, periode=triwulan, teks="Selesai.")
        (c, *_) = selectors.dengan_narasi(skp, triwulan, selectors.capaian_per_indikator(skp, triwulan))

        assert c.usul is None

    def test_entries_of_other_periods_and_withdrawn_ones_stay_out(self, dunia, skp, rhk, indikator, triwulan):
        services.withdraw_catatan(
            pelaku=dunia.sari, catatan=catatan_baru(rhk, date(2026, 5, 11), "Salah tulis")
        )
        catatan_baru(rhk, date(2026, 5, 12), "Menguji modul")
        (c, *_) = selectors.dengan_narasi(skp, triwulan, selectors.capaian_per_indikator(skp, triwulan))

        assert c.usul is not None
        assert c.usul.teks == "Menguji modul."
