"""The order of a draft: moved, doubled, taken back, turned to the other approach; by page and by API."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pegawai.errors import Dilarang
from pegawai.selectors import penempatan_of
from pegawai.services import create_akun, derive_penilai
from skp import selectors, services
from skp.errors import SkpTerkunci, TargetTidakSah, TidakAdaLagi
from skp.models import IndikatorKinerja, RencanaHasilKerja, SelMatriks, Skp
from skp.rules import (
    Arah,
    IsiIndikator,
    JenisRhk,
    JenisTerhapus,
    Pendekatan,
    StatusSkp,
    baca_isian_target,
    baca_tanggal_target,
    ganti_pendekatan,
    geser,
)
from skp.selectors import terhapus_of
from tests.factories.pegawai import SANDI, pegawai_baru
from tests.factories.skp import periode_ke, skp_at
from tests.skp.halaman import teks, url

S = StatusSkp


class TestRules:
    @pytest.mark.parametrize(
        ("yang", "arah", "hasil"),
        [
            ("b", Arah.NAIK, "bac"),
            ("b", Arah.TURUN, "acb"),
            ("a", Arah.NAIK, "abc"),
            ("c", Arah.TURUN, "abc"),
        ],
    )
    def test_one_step_and_no_further_than_the_end(self, yang, arah, hasil):
        assert "".join(geser("abc", yang, arah)) == hasil

    @pytest.mark.parametrize(
        ("kata", "hasil"),
        [
            ("5 Maret 2026", "2026-03-05"),
            ("05 mar 2026", "2026-03-05"),
            ("5-3-2026", "2026-03-05"),
            ("5/3/2026", "2026-03-05"),
            ("2026-03-05", "2026-03-05"),
            ("31  Agustus 2026", "2026-08-31"),
        ],
    )
    def test_dates_as_people_write_them(self, kata, hasil):
        assert baca_tanggal_target(kata).isoformat() == hasil

    @pytest.mark.parametrize(
        "kata", ["", "31 Februari 2026", "5 Marert 2026", "kemarin", "13/13/2026", "5 m 2026"]
    )
    def test_what_is_no_date_is_refused_with_an_example(self, kata):
        with pytest.raises(TargetTidakSah, match="5 Maret 2026"):
            baca_tanggal_target(kata)

    @pytest.mark.parametrize(
        ("jenis", "kata", "hasil"),
        [
            ("angka", "12", (12, None, "")),
            ("angka", "1 250 orang", (1250, None, "orang")),
            ("angka", "Maks. 5", None),
            ("angka", "12,5,1", None),
            ("persen", "80 persen", (80, None, "")),
            ("paling_banyak", "paling lama 5 hari kerja", (5, None, "hari kerja")),
            ("paling_banyak", "<= 5", (5, None, "")),
            ("rentang", "10 s.d. 12 layanan", (10, 12, "layanan")),
            ("rentang", "10 sampai 12", (10, 12, "")),
            ("rentang", "10", (10, None, "")),
        ],
    )
    def test_numbers_with_their_unit(self, jenis, kata, hasil):
        if hasil is None:
            with pytest.raises(TargetTidakSah):
                baca_isian_target(jenis, kata)
            return
        b = baca_isian_target(jenis, kata)
        assert (b.angka, b.angka_maks, b.satuan) == hasil

    def test_the_way_to_kualitatif_and_back_loses_nothing(self):
        awal = IsiIndikator("Indeks SPBE", "kualitas", "angka", Decimal("3.60"), target_desimal=2)
        uraian = ganti_pendekatan(awal, {}, Pendekatan.KUALITATIF)
        assert uraian.teks == "Indeks SPBE: 3,60"

        simpanan = awal.simpan(Pendekatan.KUANTITATIF)
        assert ganti_pendekatan(uraian, simpanan, Pendekatan.KUANTITATIF) == awal

    def test_a_narrative_becomes_an_indicator_whose_target_is_still_to_be_given(self):
        uraian = IsiIndikator("Modul lulus uji pengguna", jenis_target="teks")
        hasil = ganti_pendekatan(uraian, {}, Pendekatan.KUANTITATIF)
        assert (hasil.teks, hasil.jenis_target, hasil.target_angka) == (
            "Modul lulus uji pengguna",
            "angka",
            None,
        )


@pytest.fixture
def tiga(dunia):
    """A draft with three RHK utama and one tambahan."""
    return skp_at(S.DRAF, pegawai=dunia.sari, rhk=["Satu", "Dua", "Tiga"])


def urut(skp, jenis="utama"):
    return list(skp.rhk.filter(jenis=jenis).order_by("urutan").values_list("teks", flat=True))


@pytest.mark.django_db
class TestSusunan:
    def test_naik_turun_and_the_focus_stays_on_the_button(self, dunia, masuk, tiga):
        client, dua = masuk(dunia.sari), tiga.rhk.get(teks="Dua")
        response = client.post(url("rhk_geser", dua), {"arah": "naik"}, follow=True)
        assert urut(tiga) == ["Dua", "Satu", "Tiga"]
        tombol = re.search(rf'<button[^>]*id="naik-{dua.uuid}"[^>]*>', response.content.decode())
        assert tombol
        assert "autofocus" in tombol[0]
        client.post(url("rhk_geser", dua), {"arah": "naik"})
        assert urut(tiga) == ["Dua", "Satu", "Tiga"]
        client.post(url("rhk_geser", dua), {"arah": "turun"})
        assert urut(tiga) == ["Satu", "Dua", "Tiga"]
        assert client.post(url("rhk_geser", dua), {"arah": "ke samping"}).status_code == 409

    def test_indicators_move_and_are_doubled(self, dunia, masuk, tiga):
        client, i = masuk(dunia.sari), tiga.rhk.get(teks="Satu").indikator.get()
        client.post(url("indikator_gandakan", i))
        baru = i.rhk.indikator.exclude(pk=i.pk).get()
        assert (baru.teks, baru.target_tampil, baru.urutan) == (i.teks, i.target_tampil, 2)
        client.post(url("indikator_geser", baru), {"arah": "naik"})
        baru.refresh_from_db()
        assert baru.urutan == 1

    def test_an_rhk_is_doubled_with_its_indicators_right_below(self, dunia, masuk, tiga):
        satu = tiga.rhk.get(teks="Satu")
        masuk(dunia.sari).post(url("rhk_gandakan", satu))
        assert urut(tiga) == ["Satu", "Satu", "Dua", "Tiga"]
        assert tiga.rhk.filter(teks="Satu").last().indikator.count() == 1
        assert satu.indikator.count() == 1

    def test_utama_becomes_tambahan_and_back(self, dunia, masuk, tiga):
        client, dua = masuk(dunia.sari), tiga.rhk.get(teks="Dua")
        client.post(url("rhk_pindah", dua))
        assert (urut(tiga), urut(tiga, "tambahan")[-1]) == (["Satu", "Tiga"], "Dua")
        client.post(url("rhk_pindah", dua))
        assert urut(tiga) == ["Satu", "Tiga", "Dua"]

    def test_others_and_other_states_are_refused(self, dunia, tiga, tetap):
        satu = tiga.rhk.get(teks="Satu")
        with tetap(tiga), pytest.raises(Dilarang):
            services.move_rhk(pelaku=dunia.budi, rhk=satu, arah=Arah.TURUN)
        services.submit_skp(pelaku=dunia.sari, skp=tiga)
        for act in (services.switch_jenis, services.copy_rhk):
            with tetap(tiga), pytest.raises(SkpTerkunci):
                act(pelaku=dunia.sari, rhk=satu)
        with tetap(tiga), pytest.raises(SkpTerkunci):
            services.change_pendekatan(pelaku=dunia.sari, skp=tiga, pendekatan=Pendekatan.KUALITATIF)

    def test_the_page_of_results_costs_the_same_for_three_and_for_eleven(
        self, dunia, masuk, draf, django_assert_max_num_queries
    ):
        client = masuk(dunia.sari)
        # twice the same words: there is advice from the start, and what was dismissed is asked for
        services.copy_rhk(pelaku=dunia.sari, rhk=draf.rhk.first())
        client.get(url("hasil_kerja", draf))
        with django_assert_max_num_queries(12) as satu:
            client.get(url("hasil_kerja", draf))
        for _ in range(8):
            services.copy_rhk(pelaku=dunia.sari, rhk=draf.rhk.first())
        with django_assert_max_num_queries(12) as sepuluh:
            client.get(url("hasil_kerja", draf))
        assert len(satu) == len(sepuluh)


@pytest.mark.django_db
class TestPulihkan:
    def test_an_rhk_comes_back_with_its_indicators_plans_and_members(self, dunia, masuk, draf):
        pimpinan = skp_at(S.DRAF, pegawai=dunia.budi)
        atas = pimpinan.rhk.first()
        services.save_rencana_aksi(
            pelaku=dunia.budi, rhk=atas, periode=periode_ke(dunia.instansi, 1), teks="Langkah", target="1"
        )
        bawah = draf.rhk.first()
        services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=bawah, teks=bawah.teks, rhk_pimpinan=atas)
        client = masuk(dunia.budi)
        client.post(url("rhk_hapus", atas))
        bawah.refresh_from_db()
        assert bawah.rhk_pimpinan is None
        halaman = teks(client.get(url("hasil_kerja", pimpinan)))
        assert "Baru dihapus (1)" in halaman
        (yang,) = terhapus_of(pimpinan, JenisTerhapus.RHK, JenisTerhapus.INDIKATOR)

        client.post(url("pulihkan", pimpinan), {"jenis": yang.jenis, "kejadian": yang.kejadian})

        kini = RencanaHasilKerja.objects.get(pk=atas.pk)
        assert (kini.teks, kini.uuid, kini.indikator.count(), kini.rencana_aksi.count()) == (
            atas.teks,
            atas.uuid,
            1,
            1,
        )
        bawah.refresh_from_db()
        assert bawah.rhk_pimpinan == kini
        assert terhapus_of(pimpinan, JenisTerhapus.RHK) == []

    def test_an_indicator_comes_back_once(self, dunia, masuk, draf):
        i = draf.rhk.first().indikator.get()
        services.delete_indikator(pelaku=dunia.sari, indikator=i)
        (yang,) = terhapus_of(draf, JenisTerhapus.INDIKATOR)
        isi = {"pelaku": dunia.sari, "skp": draf, "jenis": yang.jenis, "kejadian": yang.kejadian}
        services.restore_terhapus(**isi)
        assert IndikatorKinerja.objects.get(pk=i.pk).target_tampil == "12 laporan"
        with pytest.raises(TidakAdaLagi):
            services.restore_terhapus(**isi)

    def test_what_another_person_deleted_is_not_found_through_this_skp(self, dunia, draf):
        lain = skp_at(S.DRAF, pegawai=dunia.citra)
        rhk = lain.rhk.first()
        services.delete_rhk(pelaku=dunia.citra, rhk=rhk)
        (yang,) = terhapus_of(lain, JenisTerhapus.RHK)
        with pytest.raises(TidakAdaLagi):
            services.restore_terhapus(pelaku=dunia.sari, skp=draf, jenis=yang.jenis, kejadian=yang.kejadian)


@pytest.mark.django_db
class TestPendekatan:
    def test_says_beforehand_what_becomes_of_each_target(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        halaman = teks(client.get(url("pendekatan", draf)))
        assert "Jumlah laporan yang disampaikan: 12 laporan" in halaman
        assert "Angka target tetap disimpan" in halaman
        draf.refresh_from_db()
        assert draf.pendekatan == Pendekatan.KUANTITATIF

        client.post(url("pendekatan", draf), {"pendekatan": "kualitatif"})

        i = draf.rhk.first().indikator.get()
        draf.refresh_from_db()
        assert (draf.pendekatan, i.teks, i.target_tampil) == (
            "kualitatif",
            "Jumlah laporan yang disampaikan: 12 laporan",
            "",
        )

    def test_both_texts_are_kept_both_ways(self, dunia, draf):
        i = draf.rhk.first().indikator.get()
        awal = i.isi
        ke = lambda p: services.change_pendekatan(pelaku=dunia.sari, skp=draf, pendekatan=p)  # noqa: E731
        ke(Pendekatan.KUALITATIF)
        i.refresh_from_db()
        services.save_indikator(
            pelaku=dunia.sari, rhk=i.rhk, indikator=i, teks="Laporan lengkap", jenis_target="teks"
        )
        ke(Pendekatan.KUANTITATIF)
        i.refresh_from_db()
        assert i.isi == awal
        ke(Pendekatan.KUALITATIF)
        i.refresh_from_db()
        assert i.uraian == "Laporan lengkap"

    def test_the_same_again_changes_nothing(self, dunia, draf, tetap):
        with tetap(draf):
            services.change_pendekatan(pelaku=dunia.sari, skp=draf, pendekatan=Pendekatan.KUANTITATIF)

    def test_posted_nonsense_is_a_sentence(self, dunia, masuk, draf, tetap):
        with tetap(draf):
            response = masuk(dunia.sari).post(url("pendekatan", draf), {"pendekatan": "bebas"})
        assert (response.status_code, "Pilih kuantitatif atau kualitatif." in teks(response)) == (409, True)


@pytest.mark.django_db
def test_the_api_does_the_same(dunia, masuk, tiga):
    client = masuk(dunia.sari)
    satu = tiga.rhk.get(teks="Satu")

    def kirim(nama, objek, **isi):
        jawab = client.post(reverse(nama, args=[objek.uuid]), isi, content_type="application/json")
        assert jawab.status_code == 200, jawab.content
        return jawab.json()

    kirim("api_rhk_geser", satu, arah="turun")
    assert urut(tiga) == ["Dua", "Satu", "Tiga"]
    kirim("api_rhk_gandakan", satu)
    kirim("api_rhk_pindah", satu)
    assert tiga.rhk.filter(teks="Satu", jenis=JenisRhk.TAMBAHAN).exists()
    kirim("api_indikator_gandakan", satu.indikator.first())
    kirim("api_indikator_geser", satu.indikator.first(), arah="turun")
    assert kirim("api_skp_pendekatan", tiga, pendekatan="kualitatif")["skp"]["pendekatan"] == "kualitatif"
    services.delete_rhk(pelaku=dunia.sari, rhk=satu)
    (yang,) = terhapus_of(tiga, JenisTerhapus.RHK)
    kirim("api_skp_pulihkan", tiga, jenis="rhk", kejadian=yang.kejadian)
    assert tiga.rhk.filter(pk=satu.pk).exists()


@pytest.mark.django_db
class TestDuaPuluhPengikut:
    """A leader's RHK deleted while 20 people hang on it: a sentence, nothing lost."""

    @pytest.fixture
    def pimpinan(self, dunia) -> Skp:
        """Half of the twenty have an SKP, one of it in force; the others only stand in the matrix."""
        skp = skp_at(S.DRAF, pegawai=dunia.budi, rhk=["Layanan siap pakai"])
        (kolom,) = [k.kunci for k in selectors.kolom_of(skp) if k.rhk.jenis == "utama"]
        orang = [
            pegawai_baru(dunia.instansi, f"Anggota {n:02}", unit=dunia.bidang, akun=False) for n in range(20)
        ]
        derive_penilai(dunia.instansi)
        for o in orang[:10]:
            draf = services.draft_skp(
                pelaku=o, penempatan=penempatan_of(o, timezone.localdate()), periode=skp.periode
            )
            services.save_rhk(pelaku=o, skp=draf, teks=f"Hasil {o.nama}", rhk_pimpinan=skp.rhk.first())
        services.save_banyak_sel(
            pelaku=dunia.budi,
            skp=skp,
            isian=[
                services.IsianSel(pegawai=str(o.uuid), kolom=kolom, teks=f"Hasil {o.nama}")
                for o in orang[10:]
            ],
        )
        assert SelMatriks.objects.filter(rhk__skp=skp).count() == 10
        return skp

    def test_a_sentence_before_words_after_and_all_of_it_back(self, dunia, masuk, pimpinan):
        atas = pimpinan.rhk.get(jenis="utama")
        client = masuk(dunia.budi)
        tanya = teks(client.get(url("rhk_hapus", atas)))
        assert "10 RHK pegawai lain mendukungnya. Teksnya tetap tersimpan pada SKP mereka." in tanya
        assert "10 hasil di matriks ikut hilang dari kolomnya" in tanya
        sel = set(SelMatriks.objects.values_list("uuid", "pegawai", "teks"))

        client.post(url("rhk_hapus", atas))

        bawah = RencanaHasilKerja.objects.filter(rhk_pimpinan_teks="Layanan siap pakai")
        assert bawah.filter(rhk_pimpinan=None, rujukan_lepas_pada__isnull=False).count() == 10
        satu = bawah.first()
        client = masuk(create_akun(satu.skp.pegawai, nama_masuk=satu.skp.pegawai.nip, sandi=SANDI).pegawai)
        assert "1 RHK pimpinan yang didukung sudah dihapus" in teks(client.get(url("detail", satu.skp)))

        (yang,) = terhapus_of(pimpinan, JenisTerhapus.RHK)
        services.restore_terhapus(pelaku=dunia.budi, skp=pimpinan, jenis=yang.jenis, kejadian=yang.kejadian)

        assert bawah.filter(rhk_pimpinan=atas.pk).count() == 10
        assert set(SelMatriks.objects.values_list("uuid", "pegawai", "teks")) == sel
