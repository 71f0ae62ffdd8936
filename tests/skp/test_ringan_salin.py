"""Copying an SKP: last year's with its targets, dates, periods and links; a colleague's wording without his person."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pegawai.errors import Dilarang
from skp import services
from skp.errors import IsianTidakSah, RujukanTidakSah, SkpTerkunci
from skp.models import RencanaAksi, Skp
from skp.permissions.ringan import may_copy_from
from skp.rules import Aspek, JenisTarget, NilaiPerilaku, StatusSkp
from skp.selectors import isi_salinan
from tests.factories.pegawai import jabatan_baru, pegawai_baru
from tests.factories.skp import RHK_UTAMA, bawa, periode_ke, periode_tahun, skp_at
from tests.skp.conftest import potret
from tests.skp.halaman import teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp
LALU = timezone.localdate().year - 1
KINI = LALU + 1


def lama(pegawai, **lain) -> Skp:
    """A fixed SKP of last year."""
    return skp_at(S.SELESAI, pegawai=pegawai, tahun=LALU, **lain)


@pytest.fixture
def kosong(dunia) -> Skp:
    return skp_at(S.DRAF, pegawai=dunia.sari, isi=False)


@pytest.fixture
def sumber(dunia) -> Skp:
    """Sari's SKP of last year, with a date and plans for two quarters."""
    skp = skp_at(S.DRAF, pegawai=dunia.sari, tahun=LALU)
    rhk = skp.rhk.get(jenis="utama")
    services.save_indikator(
        pelaku=dunia.sari,
        rhk=rhk,
        aspek=Aspek.WAKTU,
        teks="Penyelesaian modul",
        jenis_target=JenisTarget.TANGGAL,
        target_tanggal=date(LALU, 6, 30),
    )
    for nomor in (1, 4):
        services.save_rencana_aksi(
            pelaku=dunia.sari,
            rhk=rhk,
            periode=periode_ke(dunia.instansi, nomor, LALU),
            teks=f"Langkah {nomor}",
            target="4 modul",
        )
    Skp.objects.filter(pk=skp.pk).update(status=S.SELESAI)
    skp.refresh_from_db()
    return skp


class TestTahunLalu:
    def test_everything_comes_over_and_is_ready_to_hand_in(self, dunia, kosong, sumber):
        hasil = services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)

        assert (hasil.rhk, hasil.indikator, hasil.aksi, hasil.ekspektasi, hasil.lampiran) == (2, 3, 2, 1, 4)
        isi = potret(kosong)
        asal = potret(sumber)
        assert [r["teks"] for r in isi["rhk"]] == [r["teks"] for r in asal["rhk"]]
        assert isi["ekspektasi"] == asal["ekspektasi"]
        assert isi["lampiran"] == asal["lampiran"]
        assert services.submit_skp(pelaku=dunia.sari, skp=kosong).status == S.DIAJUKAN

    def test_dates_move_by_a_year_and_plans_to_the_same_quarter(self, dunia, kosong, sumber):
        services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)

        rhk = kosong.rhk.get(jenis="utama")
        assert rhk.indikator.get(jenis_target="tanggal").target_tanggal == date(KINI, 6, 30)
        assert rhk.indikator.get(jenis_target="angka").target_tampil == "12 laporan"
        aksi = RencanaAksi.objects.filter(rhk=rhk).order_by("periode__mulai")
        assert [(a.periode.tahun, a.periode.nomor, a.teks) for a in aksi] == [
            (KINI, 1, "Langkah 1"),
            (KINI, 4, "Langkah 4"),
        ]

    def test_plans_outside_a_shorter_span_stay_behind_and_are_counted(self, dunia, kosong, sumber):
        Skp.objects.filter(pk=kosong.pk).update(selesai=date(KINI, 6, 30))

        hasil = services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)

        assert (hasil.aksi, hasil.aksi_di_luar) == (1, 1)
        assert "1 rencana aksi di luar rentang" in hasil.kalimat

    def test_only_what_is_ticked_comes_an_indicator_brings_its_rhk(self, dunia, kosong, sumber):
        i = sumber.rhk.get(jenis="utama").indikator.get(jenis_target="angka")

        services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber, pilih=[f"iki:{i.uuid}"])

        assert [(r.teks, r.indikator.count()) for r in kosong.rhk.all()] == [(RHK_UTAMA, 1)]
        assert not kosong.lampiran.exists()

    def test_a_second_time_changes_nothing(self, dunia, kosong, sumber):
        services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)
        awal = potret(kosong)

        hasil = services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)

        assert potret(kosong) == awal
        assert hasil.jumlah == 0
        assert hasil.kalimat == "Semua yang dipilih sudah ada. Tidak ada yang berubah."

    def test_a_part_filled_draft_keeps_its_words_and_gets_the_rest(self, dunia, kosong, sumber):
        services.save_rhk(
            pelaku=dunia.sari, skp=kosong, teks=f"  {RHK_UTAMA.upper()}. ", rhk_pimpinan_teks="Kata saya"
        )
        services.set_ekspektasi(
            pelaku=dunia.sari, skp=kosong, nilai=NilaiPerilaku.KOLABORATIF, teks="Punya saya"
        )

        hasil = services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)

        assert (hasil.rhk, hasil.indikator, hasil.sudah_ada) == (1, 3, 2)
        milik = kosong.rhk.get(jenis="utama")
        assert (milik.rhk_pimpinan_teks, milik.indikator.count()) == ("Kata saya", 2)
        assert kosong.ekspektasi.get().teks == "Punya saya"

    def test_one_audit_act_names_it(self, dunia, kosong, sumber):
        from pegawai import audit

        services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)

        assert audit.riwayat(kosong.rhk.first())[0]["tindakan"] == "skp.disalin"


class TestRujukan:
    @pytest.fixture
    def pimpinan_lama(self, dunia):
        return lama(dunia.budi, rhk=["Layanan siap pakai"]).rhk.get(jenis="utama")

    @pytest.fixture
    def tertaut(self, dunia, pimpinan_lama):
        return lama(dunia.sari, rhk_pimpinan=pimpinan_lama)

    def test_is_linked_to_the_same_words_in_the_leaders_new_skp(self, dunia, kosong, tertaut):
        baru = skp_at(S.DRAF, pegawai=dunia.budi, rhk=["Layanan siap pakai"]).rhk.get(jenis="utama")

        hasil = services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=tertaut)

        assert kosong.rhk.get(jenis="utama").rhk_pimpinan == baru
        assert (hasil.tertaut, hasil.dengan_kata) == (1, 0)

    def test_follows_the_leaders_own_copy_even_when_he_reworded_it(
        self, dunia, kosong, tertaut, pimpinan_lama
    ):
        pimpinan = skp_at(S.DRAF, pegawai=dunia.budi, isi=False)
        services.copy_skp(pelaku=dunia.budi, skp=pimpinan, sumber=pimpinan_lama.skp)
        turunan = pimpinan.rhk.get(asal=pimpinan_lama)
        services.save_rhk(pelaku=dunia.budi, skp=pimpinan, rhk=turunan, teks="Layanan digital andal")

        services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=tertaut)

        rhk = kosong.rhk.get(jenis="utama")
        assert (rhk.rhk_pimpinan, rhk.rhk_pimpinan_teks) == (turunan, "Layanan digital andal")

    def test_without_a_new_skp_of_the_leader_the_words_stay(self, dunia, kosong, tertaut):
        hasil = services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=tertaut)

        rhk = kosong.rhk.get(jenis="utama")
        assert (rhk.rhk_pimpinan, rhk.rhk_pimpinan_teks) == (None, "Layanan siap pakai")
        assert hasil.dengan_kata == 1

    def test_a_jpts_line_comes_with_the_same_indicator(self, dunia):
        asal = lama(dunia.karta, rhk=["Meningkatnya SPBE"]).rhk.get(jenis="utama")
        budi_lama = skp_at(S.DRAF, pegawai=dunia.budi, tahun=LALU, isi=False)
        services.save_rhk(
            pelaku=dunia.budi,
            skp=budi_lama,
            teks="Tersedianya layanan",
            rhk_pimpinan=asal,
            indikator_pimpinan=asal.indikator.get(),
        )
        Skp.objects.filter(pk=budi_lama.pk).update(status=S.SELESAI)
        baru = skp_at(S.BERJALAN, pegawai=dunia.karta, rhk=["Meningkatnya SPBE"]).rhk.get(jenis="utama")
        draf = skp_at(S.DRAF, pegawai=dunia.budi, isi=False)

        services.copy_skp(pelaku=dunia.budi, skp=draf, sumber=budi_lama)

        rhk = draf.rhk.get()
        assert (rhk.rhk_pimpinan, rhk.indikator_pimpinan) == (baru, baru.indikator.get())


class TestRekan:
    @pytest.fixture
    def rekan(self, dunia):
        """Tono: the same jabatan as Sari, in another unit."""
        skp = skp_at(S.DRAF, pegawai=dunia.tono, tahun=LALU, rhk=["Terjaganya jaringan kantor"])
        services.save_rencana_aksi(
            pelaku=dunia.tono,
            rhk=skp.rhk.get(jenis="utama"),
            periode=periode_ke(dunia.instansi, 1, LALU),
            teks="Langkah pribadi",
            target="1",
        )
        bawa(skp, S.SELESAI)
        skp.refresh_from_db()
        return skp

    def test_only_wording_and_targets_come_nothing_of_the_person(self, dunia, kosong, rekan):
        isi = isi_salinan(kosong, rekan)
        assert not isi.ekspektasi
        assert not isi.lampiran
        assert {k.split(":")[0] for k in isi.kunci} == {"rhk", "iki"}

        hasil = services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=rekan)

        assert (hasil.rhk, hasil.aksi, hasil.ekspektasi, hasil.lampiran) == (2, 0, 0, 0)
        assert kosong.rhk.get(jenis="utama").asal is None

    def test_a_closed_agency_a_draft_another_jabatan_and_another_agency_are_refused(
        self, dunia, asing, kosong, rekan
    ):
        assert may_copy_from(dunia.sari, kosong, rekan)
        lain = [
            lama(dunia.citra),  # another jabatan
            skp_at(S.DIAJUKAN, pegawai=dunia.tono),  # not fixed
            lama(asing.tono),  # another agency
        ]
        for s in lain:
            assert not may_copy_from(dunia.sari, kosong, s)
            with pytest.raises(RujukanTidakSah, match="tidak ditemukan"):
                services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=s)
        services.set_salin_rekan(pelaku=dunia.eka, instansi=dunia.instansi, dibuka=False)
        kosong = Skp.objects.get(pk=kosong.pk)
        assert not may_copy_from(dunia.sari, kosong, rekan)

    def test_the_same_jenjang_counts_as_the_same_jabatan(self, dunia, kosong):
        statistisi = jabatan_baru(dunia.instansi, "Statistisi Ahli Pertama", "fungsional", jenjang="PT")
        lain = pegawai_baru(dunia.instansi, "Rara", unit=dunia.bidang, jabatan=statistisi)
        from pegawai.services import derive_penilai

        derive_penilai(dunia.instansi)
        assert may_copy_from(dunia.sari, kosong, lama(lain))

    def test_only_the_admin_of_the_agency_sets_the_switch(self, dunia):
        with pytest.raises(Dilarang, match="admin kepegawaian"):
            services.set_salin_rekan(pelaku=dunia.budi, instansi=dunia.instansi, dibuka=False)


class TestTolak:
    def test_only_the_owner_and_only_a_draft(self, dunia, kosong, sumber, tetap):
        with tetap(kosong), pytest.raises(Dilarang):
            services.copy_skp(pelaku=dunia.budi, skp=kosong, sumber=sumber)
        services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)
        services.submit_skp(pelaku=dunia.sari, skp=kosong)
        with tetap(kosong), pytest.raises(SkpTerkunci):
            services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber)

    @pytest.mark.parametrize("pilih", [[], ["rhk:bukan-uuid"], ["lain"]])
    def test_nothing_ticked_or_a_made_up_key_is_refused(self, dunia, kosong, sumber, tetap, pilih):
        with tetap(kosong), pytest.raises(IsianTidakSah, match="Belum ada yang dipilih"):
            services.copy_skp(pelaku=dunia.sari, skp=kosong, sumber=sumber, pilih=pilih)


class TestHalaman:
    def test_from_last_years_in_three_clicks(self, dunia, masuk, sumber):
        """Figure: a draft from last year's in ≤ 3 minutes. Counted: clicks on the way, fields typed (none)."""
        periode_tahun(dunia.instansi)
        client = masuk(dunia.sari)
        klik = 0

        halaman = client.get(reverse("skp:susun"))  # 1: "Susun SKP"
        klik += 1
        assert halaman.status_code == 200
        calon = re_nilai(halaman, "calon")
        jawab = client.post(reverse("skp:susun"), {"calon": calon, "pendekatan": "kuantitatif"})  # 2
        klik += 1
        draf = Skp.objects.get(pegawai=dunia.sari, periode__tahun=KINI)
        assert jawab["Location"] == reverse("skp:salin_dari", args=[draf.uuid, sumber.uuid])
        halaman = client.get(jawab["Location"])
        dicentang = re_semua(halaman)
        jawab = client.post(jawab["Location"], {"pilih": dicentang})  # 3: everything is ticked
        klik += 1
        assert jawab["Location"] == url("hasil_kerja", draf)
        assert "Disalin: 2 RHK, 3 indikator" in teks(client.get(jawab["Location"]))
        client.get(url("periksa", draf))  # 4
        klik += 1
        assert client.post(url("ajukan", draf)).status_code == 302  # 5
        klik += 1

        draf.refresh_from_db()
        assert draf.status == S.DIAJUKAN
        assert klik == 5

    def test_lists_own_first_finds_colleagues_and_stays_within_its_queries(
        self, dunia, masuk, kosong, sumber
    ):
        for n in range(3):
            rekan = pegawai_baru(
                dunia.instansi, f"Rekan {n}", unit=dunia.bidang, jabatan=dunia.penempatan(dunia.sari).jabatan
            )
            from pegawai.services import derive_penilai

            derive_penilai(dunia.instansi)
            lama(rekan)
        client = masuk(dunia.sari)

        with CaptureQueriesContext(
            connection,
        ) as kueri:
            isi = teks(client.get(url("salin", kosong)))

        assert isi.index(f"SKP {LALU}") < isi.index("Rekan 0 · SKP")
        assert len(kueri) <= 12
        assert "Rekan 1" not in teks(client.get(url("salin", kosong), {"cari": "rekan 2"}))
        with CaptureQueriesContext(connection) as kueri:
            client.get(reverse("skp:salin_dari", args=[kosong.uuid, sumber.uuid]))
        assert len(kueri) <= 12

    def test_nothing_ticked_keeps_the_page(self, dunia, masuk, kosong, sumber):
        response = masuk(dunia.sari).post(reverse("skp:salin_dari", args=[kosong.uuid, sumber.uuid]))
        assert response.status_code == 422
        assert "Belum ada yang dipilih" in teks(response)

    def test_a_source_that_is_not_offered_is_404(self, dunia, masuk, kosong):
        lain = lama(dunia.citra)
        client = masuk(dunia.sari)
        assert client.get(reverse("skp:salin_dari", args=[kosong.uuid, lain.uuid])).status_code == 404

    def test_api_offers_and_copies(self, dunia, masuk, kosong, sumber):
        client = masuk(dunia.sari)
        alamat = reverse("api_skp_salin", args=[kosong.uuid])
        assert [s["uuid"] for s in client.get(alamat).json()] == [str(sumber.uuid)]

        hasil = client.post(alamat, {"sumber": str(sumber.uuid)}, content_type="application/json").json()

        assert (hasil["rhk"], hasil["indikator"]) == (2, 3)
        assert client.post(alamat, {"sumber": "x"}, content_type="application/json").status_code == 400


def re_nilai(response, nama: str) -> str:
    import re

    return re.search(rf'name="{nama}" value="([^"]+)"', response.content.decode())[1]


def re_semua(response) -> list[str]:
    import re

    return re.findall(r'name="pilih" value="([^"]+)" id="[^"]+" checked', response.content.decode())
