"""The acts of an import: preview, apply, again, and what happens when the world moves in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.serializers import serialize
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pegawai import services
from pegawai.errors import AturanDilanggar, BerkasImporDitolak, Dilarang, SudahBerubah
from pegawai.models import (
    BarisImpor,
    Impor,
    Pegawai,
    Penempatan,
    Pengguna,
    UnitKerja,
)
from pegawai.rules import HasilBaris, JenisPegawai, KedudukanHukum, Peran, StatusImpor
from pegawai.selectors import penilai_of
from pegawai.selectors.impor import penempatan_tanpa_penilai
from tests.factories import impor_contoh as contoh
from tests.factories.impor import AGAMA, KOLOM_PEGAWAI, NIK, NPWP, csv_teks, nip, orang, unit
from tests.factories.impor_contoh import berkas_pegawai, berkas_unor, ubah
from tests.factories.pegawai import instansi_baru, pegawai_baru
from tests.pegawai.impor.bantuan_layanan import (
    JEJAK,
    cari,
    duduk,
    impor_contoh,
    jalankan,
    keadaan,
    periksa,
    terapkan,
    terapkan_ulang_tanpa_perubahan,
)

pytestmark = pytest.mark.django_db


class TestPreview:
    def test_classifies_every_row_and_changes_nothing(self, dunia):
        sebelum = keadaan()

        impor = periksa(dunia, berkas_unor(), berkas_pegawai())

        assert (impor.status, impor.jumlah, impor.diterapkan) == (
            StatusImpor.PRATINJAU,
            contoh.BARU_UNIT + contoh.BARU,
            0,
        )
        assert impor.ringkasan["hasil"] == {
            "unor": {"baru": contoh.BARU_UNIT, "ditolak": contoh.DITOLAK_UNIT},
            "pegawai": {"baru": contoh.BARU, "perulangan": contoh.PERULANGAN, "ditolak": contoh.DITOLAK},
        }
        assert ["pegawai", "ditolak", "nip_ganda", 2] in impor.ringkasan["sebab"]
        assert (impor.nama_berkas_unor, impor.nama_berkas_pegawai) == ("unor.xlsx", "pegawai.xlsx")
        assert keadaan() == sebelum

    def test_contradicted_rows_lose_their_data(self, dunia):
        impor = periksa(dunia, berkas_unor(), berkas_pegawai())

        for b in impor.baris.filter(kunci=contoh.GANDA_BEDA):
            assert (b.hasil, b.data) == (HasilBaris.DITOLAK, {})
            assert "isi berbeda" in b.pesan[0]["kalimat"]

    def test_unneeded_columns_are_nowhere(self, dunia):
        impor_contoh(dunia)

        semua = "".join(serialize("json", m.objects.all()) for m in (*JEJAK, Impor, BarisImpor))
        assert not [rahasia for rahasia in (AGAMA, NIK, NPWP, "01-03-1980") if rahasia in semua]

    def test_a_new_preview_forgets_the_one_before(self, dunia):
        lama = periksa(dunia, berkas_unor())

        periksa(dunia, berkas_unor())

        lama.refresh_from_db()
        assert (lama.status, lama.baris.count()) == (StatusImpor.DIBATALKAN, 0)
        with pytest.raises(SudahBerubah):
            services.apply_impor(pelaku=dunia.eka, impor=lama)

    @pytest.mark.parametrize(
        ("unor", "pegawai", "bidang"),
        [
            (None, None, None),
            (berkas_unor([]), None, "berkas_unor"),
            (berkas_unor(), berkas_unor(), "berkas_pegawai"),
        ],
    )
    def test_unusable_file_leaves_nothing(self, dunia, unor, pegawai, bidang):
        with pytest.raises(BerkasImporDitolak) as galat:
            periksa(dunia, unor, pegawai)

        assert galat.value.bidang == bidang
        assert not Impor.objects.exists()

    @pytest.mark.parametrize("siapa", ["sari", "budi", "dewi"])
    def test_only_the_agencys_admin(self, dunia, siapa):
        with pytest.raises(Dilarang):
            services.preview_impor(pelaku=getattr(dunia, siapa), berkas_unor=berkas_unor())

    def test_admin_of_a_subtree_may_not(self, dunia):
        services.grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.dinas)

        with pytest.raises(Dilarang):
            services.preview_impor(pelaku=dunia.dewi, berkas_unor=berkas_unor())

    def test_queries_do_not_grow_with_the_rows(self, dunia):
        def banyak(jumlah: int) -> int:
            berkas = berkas_pegawai([orang(nip(100 + i), unor="S1") for i in range(jumlah)])
            with CaptureQueriesContext(
                connection,
            ) as kueri:
                periksa(dunia, berkas_unor(), berkas)
            return len(kueri)

        periksa(dunia, berkas_unor())  # so that each run has one preview to forget
        assert banyak(50) == banyak(400) <= 30


class TestApply:
    def test_units_people_accounts_placements_and_the_chain(self, dunia):
        impor = impor_contoh(dunia)

        assert (impor.status, impor.diterapkan) == (StatusImpor.SELESAI, impor.jumlah)
        assert UnitKerja.objects.exclude(siasn_id="").count() == contoh.BARU_UNIT
        seksi = UnitKerja.objects.get(siasn_id="S1")
        assert [UnitKerja.objects.get(pk=k).siasn_id for k in seksi.leluhur_id] == ["S1", "B", "D", "K"]
        sari = duduk(contoh.BERSIH)
        assert (sari.unit, sari.mulai, sari.selesai, sari.is_kepala) == (seksi, date(2024, 2, 1), None, False)
        assert (sari.jabatan.nama, sari.jabatan.jenis) == ("Pengolah Data dan Informasi", "pelaksana")
        assert penilai_of(sari, timezone.localdate()) == cari(contoh.KASI)
        assert duduk(contoh.KADIS).is_kepala
        assert duduk(contoh.KADIS).jabatan.eselon == "II.b"
        assert penilai_of(duduk(contoh.KASI), timezone.localdate()) == cari(contoh.KABID)

    def test_people_of_a_unit_without_head_are_rated_by_the_next_one_up(self, dunia):
        impor_contoh(dunia)

        for nip_ in (contoh.PPPK, contoh.CLTN):
            assert penilai_of(duduk(nip_), timezone.localdate()) == cari(contoh.KABID)

    def test_top_officials_are_reported_until_a_pejabat_negara_is_entered(self, dunia):
        impor = impor_contoh(dunia)
        tanpa = penempatan_tanpa_penilai(impor.instansi, timezone.localdate())
        assert [p.pegawai.nama for p in tanpa] == ["KARTA"]

        services.add_pejabat_negara(
            pelaku=dunia.eka,
            instansi=dunia.instansi,
            unit=UnitKerja.objects.get(siasn_id="K"),
            nama="H. Ahmad",
            jabatan="Bupati Contoh",
            mulai=date(2020, 1, 1),
            nama_masuk="bupati.contoh",
        )

        assert not tanpa.all().exists()
        assert terapkan_ulang_tanpa_perubahan(dunia)

    def test_accounts_only_for_who_serves_and_without_a_password(self, dunia):
        impor_contoh(dunia)

        akun = cari(contoh.BERSIH).pengguna
        assert akun is not None
        assert (akun.nama_masuk, akun.is_active, akun.wajib_ganti_sandi) == (contoh.BERSIH, True, True)
        assert not akun.has_usable_password()
        assert cari(contoh.CLTN).pengguna is not None
        assert cari(contoh.PENSIUN).pengguna is None

    def test_legal_standing(self, dunia):
        impor_contoh(dunia)

        assert cari(contoh.PENSIUN).kedudukan == KedudukanHukum.PENSIUN
        assert not Penempatan.objects.filter(pegawai__nip=contoh.PENSIUN).exists()
        assert cari(contoh.CLTN).kedudukan == KedudukanHukum.CLTN
        assert duduk(contoh.CLTN).selesai is None
        assert cari(contoh.TUGAS).kedudukan == KedudukanHukum.TUGAS_BELAJAR

    def test_person_as_written(self, dunia):
        impor_contoh(dunia)

        pppk = cari(contoh.PPPK)
        assert (pppk.jenis, pppk.golongan, pppk.pangkat) == (JenisPegawai.PPPK, "IX", "IX")
        assert cari(contoh.RUMUS).nama == contoh.NAMA_RUMUS
        assert cari(contoh.HTML).nama == contoh.NAMA_HTML
        assert cari(contoh.BERSIH).nama_lengkap == "SARI, S.E."

    def test_refused_rows_leave_nobody(self, dunia):
        impor_contoh(dunia)

        for nip_ in (
            contoh.GANDA_BEDA,
            contoh.TANPA_UNIT,
            contoh.TMT_SALAH,
            contoh.UNIT_TUTUP,
            contoh.UNIT_YATIM,
        ):
            assert not Pegawai.objects.filter(nip=nip_).exists()
        assert Pegawai.objects.filter(nip=contoh.GANDA_SAMA).count() == 1

    def test_who_was_here_before_is_untouched(self, dunia):
        impor_contoh(dunia)

        dunia.sari.refresh_from_db()
        assert dunia.penempatan(dunia.sari).unit == dunia.bidang
        assert penilai_of(dunia.penempatan(dunia.sari), timezone.localdate()) == dunia.budi

    def test_history_names_the_act_and_the_admin(self, dunia):
        impor_contoh(dunia)

        [baris] = cari(contoh.BERSIH).events.select_related("pgh_context")
        assert baris.pgh_context.metadata["tindakan"] == "impor.diterapkan"
        assert baris.pgh_context.metadata["pelaku"] == dunia.eka.pk

    def test_either_file_alone_and_csv(self, dunia):
        terapkan(dunia, unor=berkas_unor())
        terapkan(dunia, pegawai=csv_teks([orang(contoh.BERSIH, "SARI", "s1")], KOLOM_PEGAWAI))

        assert duduk(contoh.BERSIH).unit.siasn_id == "S1"

    def test_unit_file_after_the_people_names_the_heads(self, dunia):
        tanpa_kepala = [{**b, "NIP PEJABAT": ""} if b else b for b in contoh.baris_unit()]
        terapkan(dunia, berkas_unor(tanpa_kepala), berkas_pegawai())
        assert not duduk(contoh.KASI).is_kepala

        impor = terapkan(dunia, unor=berkas_unor())

        assert impor.ringkasan["hitung"]["kepala"] == 3
        assert penilai_of(duduk(contoh.BERSIH), timezone.localdate()) == cari(contoh.KASI)

    def test_queries_do_not_grow_with_the_rows(self, dunia):
        def banyak(jumlah: int, mulai: int) -> int:
            baris = [orang(nip(mulai + i), unor="S1") for i in range(jumlah)]
            impor = services.apply_impor(pelaku=dunia.eka, impor=periksa(dunia, None, berkas_pegawai(baris)))
            with CaptureQueriesContext(connection) as kueri:
                jalankan(impor)
            return len(kueri)

        terapkan(dunia, berkas_unor())
        assert banyak(50, 100) == banyak(400, 200) <= 60


class TestOtherAgency:
    def test_person_of_another_agency_comes_without_an_account(self, dunia):
        lain = pegawai_baru(instansi_baru("Kabupaten Lain"), "Orang Lain")
        Pegawai.objects.filter(pk=lain.pk).update(nip=contoh.BERSIH)
        Pengguna.objects.filter(pk=lain.pengguna_id).update(nama_masuk=contoh.BERSIH)

        impor = impor_contoh(dunia)

        pegawai = Pegawai.objects.get(nip=contoh.BERSIH, instansi=dunia.instansi)
        assert pegawai.pengguna is None
        assert ["pegawai", "peringatan", "nip_instansi_lain", 1] in impor.ringkasan["sebab"]
        assert Pegawai.objects.get(pk=lain.pk).pengguna_id == lain.pengguna_id

    def test_account_without_a_person_is_taken_over(self, dunia):
        akun = Pengguna.objects.create_user(contoh.BERSIH)

        impor_contoh(dunia)

        assert cari(contoh.BERSIH).pengguna == akun

    def test_another_agencys_admin_may_not_apply_or_cancel(self, dunia):
        lain = instansi_baru("Kabupaten Lain")
        asing = pegawai_baru(lain, "Admin Lain")
        services.grant_peran(pelaku=None, pegawai=asing, peran=Peran.ADMIN_KEPEGAWAIAN)
        impor = periksa(dunia, berkas_unor())

        for layanan in (services.apply_impor, services.cancel_impor):
            with pytest.raises(Dilarang):
                layanan(pelaku=asing, impor=impor)
        assert not Impor.objects.visible_to(asing).exists()
        assert not Impor.objects.visible_to(dunia.sari).exists()
        assert Impor.objects.visible_to(dunia.eka).get() == impor


class TestJob:
    def test_one_import_of_an_agency_at_a_time(self, dunia):
        satu = periksa(dunia, berkas_unor())
        services.apply_impor(pelaku=dunia.eka, impor=satu)

        with pytest.raises(SudahBerubah):
            services.apply_impor(pelaku=dunia.eka, impor=satu)
        with pytest.raises(AturanDilanggar, match="Impor lain sedang diterapkan"):
            periksa(dunia, berkas_unor())

    def test_cancelled_preview_forgets_its_rows(self, dunia):
        impor = periksa(dunia, berkas_unor())

        services.cancel_impor(pelaku=dunia.eka, impor=impor)

        impor.refresh_from_db()
        assert (impor.status, impor.baris.count()) == (StatusImpor.DIBATALKAN, 0)
        with pytest.raises(SudahBerubah):
            services.cancel_impor(pelaku=dunia.eka, impor=impor)

    def test_step_of_what_is_not_ordered_does_nothing(self, dunia):
        impor = periksa(dunia, berkas_unor())

        assert services.step_impor(impor.pk) is False
        assert services.step_impor(0) is False
        assert UnitKerja.objects.filter(siasn_id="S1").count() == 0

    def test_each_piece_marks_its_rows(self, dunia):
        impor = services.apply_impor(pelaku=dunia.eka, impor=periksa(dunia, berkas_unor(), berkas_pegawai()))

        assert services.step_impor(impor.pk)
        impor.refresh_from_db()
        assert (impor.status, impor.diterapkan) == (StatusImpor.BERJALAN, contoh.BARU_UNIT)
        assert services.step_impor(impor.pk)
        impor.refresh_from_db()
        assert impor.diterapkan == impor.jumlah
        assert services.step_impor(impor.pk) is False
        assert services.step_impor(impor.pk) is False

    def test_unit_closed_since_the_preview_takes_nobody(self, dunia):
        terapkan(dunia, berkas_unor())
        impor = periksa(dunia, pegawai=berkas_pegawai([orang(contoh.BERSIH, "SARI", "S1")]))
        UnitKerja.objects.filter(siasn_id="S1").update(is_aktif=False)

        impor = jalankan(services.apply_impor(pelaku=dunia.eka, impor=impor))

        assert impor.baris.get().hasil == HasilBaris.DITOLAK
        assert impor.ringkasan["hitung"]["ditolak"] == 1
        assert not Pegawai.objects.filter(nip=contoh.BERSIH).exists()

    def test_person_entered_since_the_preview_is_not_doubled(self, dunia):
        terapkan(dunia, berkas_unor())
        impor = periksa(dunia, pegawai=berkas_pegawai([orang(contoh.BERSIH, "SARI", "S1")]))
        Pegawai.objects.create(
            instansi=dunia.instansi, nip=contoh.BERSIH, nama="Sari", jenis=JenisPegawai.PNS
        )

        jalankan(services.apply_impor(pelaku=dunia.eka, impor=impor))

        assert cari(contoh.BERSIH).nama == "SARI"
        assert duduk(contoh.BERSIH).unit.siasn_id == "S1"

    def test_tree_changed_into_a_circle_since_the_preview_stops_with_a_sentence(self, dunia):
        terapkan(dunia, berkas_unor())
        impor = periksa(dunia, unor=berkas_unor(ubah(contoh.baris_unit(), "D", ID_ATASAN="")))
        services.apply_impor(pelaku=dunia.eka, impor=impor)
        seksi, kabupaten = UnitKerja.objects.get(siasn_id="S1"), UnitKerja.objects.get(siasn_id="K")
        UnitKerja.objects.filter(pk=kabupaten.pk).update(induk=seksi)
        UnitKerja.objects.filter(siasn_id="B").update(induk=kabupaten)

        with pytest.raises(AturanDilanggar, match="berubah sejak pratinjau"):
            services.step_impor(impor.pk)

    def test_parent_lost_since_the_preview_stops_with_a_sentence(self, dunia):
        terapkan(dunia, berkas_unor())
        impor = periksa(dunia, unor=berkas_unor([unit("BARU", "Seksi Baru", "B")]))
        services.apply_impor(pelaku=dunia.eka, impor=impor)
        UnitKerja.objects.filter(siasn_id="B").update(siasn_id="LAIN")

        with pytest.raises(AturanDilanggar, match="berubah sejak pratinjau"):
            services.step_impor(impor.pk)

    def test_failed_import_goes_on_where_it_stopped(self, dunia):
        impor = services.apply_impor(pelaku=dunia.eka, impor=periksa(dunia, berkas_unor(), berkas_pegawai()))
        services.step_impor(impor.pk)

        services.fail_impor(impor.pk, RuntimeError("Key (nip)=(198003012010011001) already exists"))

        impor.refresh_from_db()
        assert impor.status == StatusImpor.GAGAL
        assert "1980" not in impor.galat
        assert services.step_impor(impor.pk) is False
        jalankan(services.apply_impor(pelaku=dunia.eka, impor=impor))
        impor.refresh_from_db()
        assert (impor.status, impor.galat) == (StatusImpor.SELESAI, "")
        assert terapkan_ulang_tanpa_perubahan(dunia)

    def test_silent_job_is_rung_again_once_per_pause(self, dunia):
        impor = services.apply_impor(pelaku=dunia.eka, impor=periksa(dunia, berkas_unor()))
        assert services.claim_silent_impor() == []

        Impor.objects.filter(pk=impor.pk).update(denyut_pada=timezone.now() - timedelta(seconds=61))

        assert services.claim_silent_impor() == [impor.pk]
        assert services.claim_silent_impor() == []
