"""From the Perjanjian Kinerja to the SKP of the same post: taken over once, linked, and told apart afterwards."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from pegawai.errors import Dilarang
from skp import services
from skp.errors import PerjanjianTidakSah, SkpTerkunci
from skp.models import SasaranPk
from skp.rules import JenisTarget, Perspektif, StatusPk, StatusSkp
from skp.selectors import banding_pk_skp_of, pk_untuk_skp
from tests.factories.perjanjian import SASARAN, pk_at, sepakati_revisi
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db
P, S = StatusPk, StatusSkp
TAHUN = timezone.localdate().year


def semua(pk):
    return [u for s in pk.sasaran.all() for u in (s.uuid, *(i.uuid for i in s.indikator.all()))]


def banding(skp):
    hasil = banding_pk_skp_of(skp)
    assert hasil
    return [(s.banding.value, [i.banding.value for i in s.indikator]) for s in hasil.sasaran]


@pytest.fixture
def pk(dunia):
    return pk_at(P.DISEPAKATI, pegawai=dunia.karta)


@pytest.fixture
def skp(dunia, pk):
    return skp_at(S.DRAF, pegawai=dunia.karta, isi=False)


class TestAmbil:
    def test_everything_comes_with_its_typed_target_and_stays_linked(self, dunia, pk, skp):
        hasil = services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))

        assert (hasil.rhk_baru, hasil.iki_baru, hasil.disesuaikan) == (1, 2, 0)
        rhk = skp.rhk.get()
        assert (rhk.teks, rhk.jenis, rhk.klasifikasi) == (SASARAN, "utama", "organisasi")
        assert rhk.sasaran_pk == pk.sasaran.get()
        asal = pk.sasaran.get().indikator.order_by("urutan")
        assert [
            (i.teks, i.target, i.polaritas, i.indikator_pk) for i in rhk.indikator.order_by("urutan")
        ] == [(i.teks, i.target, i.polaritas, i) for i in asal]
        assert [i.target_tampil for i in rhk.indikator.order_by("urutan")] == ["3,60 indeks", "80%"]

    def test_again_adds_nothing(self, dunia, pk, skp):
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))
        nomor = type(skp).objects.get(pk=skp.pk).nomor_sunting
        hasil = services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))

        assert (hasil.rhk_baru, hasil.iki_baru, hasil.disesuaikan) == (0, 0, 0)
        assert type(skp).objects.get(pk=skp.pk).nomor_sunting == nomor
        assert banding(skp) == [("sama", ["sama", "sama"])]

    def test_only_what_is_chosen_an_indicator_brings_its_sasaran(self, dunia, pk, skp):
        dua = pk.sasaran.get().indikator.order_by("urutan")[1]
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=[dua.uuid])

        assert [i.teks for i in skp.rhk.get().indikator.all()] == [dua.teks]
        assert skp.rhk.get().teks == SASARAN
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))
        assert skp.rhk.get().indikator.count() == 2
        assert skp.rhk.get().sasaran_pk == pk.sasaran.get()

    def test_the_same_words_typed_by_hand_are_linked_not_doubled(self, dunia, pk, skp):
        rhk = services.save_rhk(
            pelaku=dunia.karta, skp=skp, teks=f" {SASARAN.upper()} ", perspektif=[Perspektif.ANGGARAN]
        )
        services.save_indikator(
            pelaku=dunia.karta,
            rhk=rhk,
            teks="Indeks SPBE",
            jenis_target=JenisTarget.ANGKA,
            target_angka=Decimal("3.5"),
            satuan="indeks",
        )
        assert banding(skp) == [("beda", ["beda", "baru"])]

        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))

        rhk = skp.rhk.get()
        assert (rhk.teks, rhk.perspektif, rhk.sasaran_pk) == (SASARAN, ["anggaran"], pk.sasaran.get())
        assert sorted(i.target_tampil for i in rhk.indikator.all()) == ["3,60 indeks", "80%"]

    def test_a_foreign_id_takes_nothing(self, dunia, pk, skp):
        lain = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(lain))
        assert skp.rhk.count() == 0
        with pytest.raises(PerjanjianTidakSah, match="bukan yang berlaku"):
            services.take_pk(pelaku=dunia.karta, skp=skp, pk=lain, butir=semua(lain))

    def test_not_for_the_form_of_ja_and_jf(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        skp = skp_at(S.DRAF, pegawai=dunia.budi)
        assert banding_pk_skp_of(skp) is None
        with pytest.raises(PerjanjianTidakSah, match="pimpinan tinggi"):
            services.take_pk(pelaku=dunia.budi, skp=skp, pk=pk, butir=semua(pk))

    def test_nobody_else_and_not_once_fixed(self, dunia, pk, skp):
        with pytest.raises(Dilarang):
            services.take_pk(pelaku=dunia.budi, skp=skp, pk=pk, butir=semua(pk))
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))
        services.submit_skp(pelaku=dunia.karta, skp=skp)
        with pytest.raises(SkpTerkunci):
            services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))


class TestRevisiPk:
    def test_the_skp_says_what_no_longer_agrees_and_follows_with_one_act(self, dunia, pk, skp):
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))
        baru = sepakati_revisi(pk, teks="Meningkatnya layanan digital")

        hasil = banding_pk_skp_of(skp)
        assert hasil
        assert (hasil.pk, hasil.jumlah_beda, hasil.jumlah_baru) == (baru, 1, 0)
        assert hasil.kalimat == "Perjanjian kinerja versi 2: 1 butir berbeda."

        ambil = services.take_pk(pelaku=dunia.karta, skp=skp, pk=baru, butir=semua(baru))
        assert ambil.disesuaikan == 1
        assert skp.rhk.get().teks == "Meningkatnya layanan digital"
        assert skp.rhk.get().sasaran_pk == baru.sasaran.get()
        assert banding_pk_skp_of(skp).kalimat == ""  # type: ignore[union-attr]

    def test_members_who_serve_the_rhk_read_the_new_words(self, dunia, pk, skp):
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))
        budi = skp_at(S.DRAF, pegawai=dunia.budi, rhk_pimpinan=skp.rhk.get())
        baru = sepakati_revisi(pk, teks="Kata baru")
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=baru, butir=semua(baru))
        assert budi.rhk.filter(jenis="utama").get().rhk_pimpinan_teks == "Kata baru"

    def test_what_went_out_of_the_pk_is_told_not_deleted(self, dunia, pk, skp):
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))
        baru = services.revise_pk(
            pelaku=dunia.karta, pk=pk, jenis_revisi="strategi", alasan_revisi="Sasaran diganti"
        )
        services.delete_sasaran(pelaku=dunia.karta, sasaran=baru.sasaran.get())
        services.paste_pk(pelaku=dunia.karta, pk=baru, tempel="Sasaran lain\tIndikator\tlayanan\t1")
        services.submit_pk(pelaku=dunia.karta, pk=baru)
        services.agree_pk(pelaku=dunia.bupati, pk=baru)

        assert banding(skp) == [("baru", ["baru"]), ("hilang", [])]
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=baru, butir=semua(baru))
        assert skp.rhk.count() == 2


def test_deleting_items_of_a_draft_leaves_the_skp_whole(dunia):
    pk = pk_at(P.DRAF, pegawai=dunia.karta)
    skp = skp_at(S.DRAF, pegawai=dunia.karta, isi=False)
    services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=semua(pk))

    services.delete_sasaran(pelaku=dunia.karta, sasaran=SasaranPk.objects.get(perjanjian=pk))

    rhk = skp.rhk.get()
    assert (rhk.teks, rhk.sasaran_pk, rhk.indikator.count()) == (SASARAN, None, 2)


def test_agreed_before_draft_before_replaced_never_cancelled(dunia, pk, skp):
    assert pk_untuk_skp(skp) == pk
    baru = services.revise_pk(pelaku=dunia.karta, pk=pk, jenis_revisi="anggaran", alasan_revisi="APBD-P")
    assert pk_untuk_skp(skp) == pk
    services.cancel_pk(pelaku=dunia.karta, pk=baru, alasan="Tidak jadi")
    services.cancel_pk(pelaku=dunia.eka, pk=pk, alasan="Salah")
    assert pk_untuk_skp(skp) is None
