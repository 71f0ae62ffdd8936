"""How the figures of several periods are put together: the default, the choice, and where it is kept."""

from decimal import Decimal

import pytest

from pegawai.errors import Dilarang
from skp.errors import IsianTidakSah
from skp.models import IndikatorKinerja
from skp.rules import CaraGabung, JenisTarget, StatusSkp, Target, gabung_angka, gabung_bawaan
from skp.services import approve_skp, save_indikator, set_gabung, start_revisi, submit_skp
from tests.factories.skp import skp_at

ANGKA = [Decimal("3.2"), Decimal("3.5"), Decimal("3.4")]


@pytest.mark.parametrize(
    ("jenis", "satuan", "teks", "aspek", "polaritas", "cara"),
    [
        ("angka", "laporan", "Jumlah laporan", "kuantitas", "maksimal", "jumlah"),
        ("angka", "", "Jumlah modul", "", "maksimal", "jumlah"),
        ("angka", "indeks", "Indeks SPBE", "", "maksimal", "terakhir"),
        ("angka", "", "Indeks SPBE", "", "maksimal", "terakhir"),
        ("angka", "skor", "Kepuasan pengguna", "kualitas", "maksimal", "terakhir"),
        ("angka", "hari", "Rata-rata waktu layanan", "waktu", "minimal", "rata_rata"),
        ("angka", "aduan", "Aduan yang masuk", "kuantitas", "minimal", "terakhir"),
        ("persen", "", "Persentase data valid", "kualitas", "maksimal", "terakhir"),
        ("persen", "", "Rata-rata kehadiran", "", "maksimal", "rata_rata"),
        ("paling_banyak", "hari", "Keterlambatan", "waktu", "minimal", "tertinggi"),
        ("paling_banyak", "aduan", "Jumlah aduan", "", "minimal", "jumlah"),
        ("rentang", "layanan", "Layanan baru", "kuantitas", "stabil", "jumlah"),
        ("rentang", "derajat", "Suhu ruang server", "", "stabil", "terakhir"),
    ],
)
def test_default_follows_words_unit_and_kind(jenis, satuan, teks, aspek, polaritas, cara):
    target = Target(jenis, Decimal(3), Decimal(4) if jenis == "rentang" else None, satuan)

    assert gabung_bawaan(target, aspek=aspek, polaritas=polaritas, teks=teks) == cara


@pytest.mark.parametrize(
    ("cara", "hasil"),
    [
        ("jumlah", "10.1"),
        ("rata_rata", "3.3667"),
        ("terakhir", "3.4"),
        ("tertinggi", "3.5"),
        ("terendah", "3.2"),
    ],
)
def test_figures_are_put_together(cara, hasil):
    assert gabung_angka(cara, ANGKA) == Decimal(hasil)
    assert gabung_angka(cara, []) is None


@pytest.mark.django_db
class TestPilihan:
    def test_owner_and_penilai_choose_under_an_skp_in_force_and_others_do_not(self, dunia):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        i = IndikatorKinerja.objects.filter(rhk__skp=skp).first()
        assert i.cara_gabung == CaraGabung.JUMLAH

        set_gabung(pelaku=dunia.sari, indikator=i, gabung="terakhir")
        assert IndikatorKinerja.objects.get(pk=i.pk).cara_gabung == CaraGabung.TERAKHIR
        set_gabung(pelaku=dunia.budi, indikator=i, gabung="")
        assert IndikatorKinerja.objects.get(pk=i.pk).gabung == ""
        with pytest.raises(Dilarang):
            set_gabung(pelaku=dunia.tono, indikator=i, gabung="terakhir")

    def test_a_date_has_nothing_to_put_together(self, dunia):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        i = IndikatorKinerja.objects.filter(rhk__skp=skp).first()
        IndikatorKinerja.objects.filter(pk=i.pk).update(jenis_target=JenisTarget.TEKS.value)

        with pytest.raises(IsianTidakSah):
            set_gabung(pelaku=dunia.sari, indikator=i, gabung="terakhir")

    def test_it_travels_through_a_revision(self, dunia):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        i = IndikatorKinerja.objects.filter(rhk__skp=skp).first()
        set_gabung(pelaku=dunia.sari, indikator=i, gabung="rata_rata")

        usulan = start_revisi(pelaku=dunia.sari, skp=skp, alasan="Target berubah")
        salinan = IndikatorKinerja.objects.get(rhk__skp=usulan, revisi_dari=i)
        assert salinan.gabung == "rata_rata"
        submit_skp(pelaku=dunia.sari, skp=usulan)
        approve_skp(pelaku=dunia.budi, skp=usulan)
        assert IndikatorKinerja.objects.get(pk=i.pk).gabung == "rata_rata"

    def test_a_form_that_does_not_ask_leaves_it(self, dunia):
        skp = skp_at(StatusSkp.DRAF, pegawai=dunia.sari)
        i = IndikatorKinerja.objects.filter(rhk__skp=skp).first()
        isi = {"teks": i.teks, "target_angka": Decimal(4), "satuan": "laporan", "aspek": "kuantitas"}
        save_indikator(pelaku=dunia.sari, rhk=i.rhk, indikator=i, gabung="tertinggi", versi=i.versi, **isi)
        i.refresh_from_db()
        save_indikator(pelaku=dunia.sari, rhk=i.rhk, indikator=i, versi=i.versi, **isi)

        assert IndikatorKinerja.objects.get(pk=i.pk).gabung == "tertinggi"
