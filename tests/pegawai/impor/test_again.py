"""The second import: nothing for what is the same, and a past that stays for what has changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pegawai import services
from pegawai.models import (
    AnggotaTim,
    HubunganPenilai,
    Penempatan,
    PeranDiberikan,
    UnitKerja,
)
from pegawai.rules import HasilBaris, KedudukanHukum, Peran, SumberHubungan
from pegawai.selectors import penilai_of
from pegawai.services.impor.kepala import make_kepala
from tests.factories import impor_contoh as contoh
from tests.factories.impor import nip, orang
from tests.factories.impor_contoh import berkas_pegawai, berkas_unor, kepala, ubah
from tests.factories.pegawai import jabatan_baru, pegawai_baru, unit_baru
from tests.pegawai.impor.bantuan_layanan import (
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


class TestAgain:
    def test_twice_changes_nothing(self, dunia):
        impor_contoh(dunia)

        assert terapkan_ulang_tanpa_perubahan(dunia)

    def test_changed_cells_change_only_their_person(self, dunia):
        impor_contoh(dunia)
        sebelum = keadaan()

        impor = terapkan(
            dunia,
            berkas_unor(),
            berkas_pegawai(ubah(contoh.baris_pegawai(), contoh.BERSIH, NAMA="SARI DEWI", GOL_AKHIR_ID="32")),
        )

        assert (impor.jumlah, impor.ringkasan["hitung"]) == (
            1,
            {"pegawai_berubah": 1, "hubungan": 0, "kepala": 0},
        )
        sari = cari(contoh.BERSIH)
        assert (sari.nama, sari.golongan) == ("SARI DEWI", "III/b")
        assert keadaan() == {**sebelum, "riwayat Pegawai": sebelum["riwayat Pegawai"] + 1}

    def test_move_closes_the_day_before_and_opens_on_tmt(self, dunia):
        impor_contoh(dunia)
        lama = duduk(contoh.BERSIH)
        services.set_penilai(
            pelaku=dunia.eka,
            penempatan=lama,
            penilai=cari(contoh.KADIS),
            mulai=date(2025, 1, 1),
            alasan="Nota",
        )

        terapkan(
            dunia,
            pegawai=berkas_pegawai([orang(contoh.BERSIH, "SARI", "S2", TMT_JABATAN="01-06-2025")]),
        )

        lama.refresh_from_db()
        assert lama.selesai == date(2025, 5, 31)
        assert (duduk(contoh.BERSIH).unit.siasn_id, duduk(contoh.BERSIH).mulai) == ("S2", date(2025, 6, 1))
        assert penilai_of(duduk(contoh.BERSIH), date(2025, 6, 1)) == cari(contoh.KABID)
        assert HubunganPenilai.objects.get(sumber=SumberHubungan.DITETAPKAN).selesai == date(2025, 5, 31)

    def test_move_without_new_tmt_begins_today(self, dunia):
        impor_contoh(dunia)

        pindah = [orang(contoh.BERSIH, "SARI", "S2")]
        terapkan(dunia, pegawai=berkas_pegawai(pindah))

        hari_ini = timezone.localdate()
        assert duduk(contoh.BERSIH).mulai == hari_ini
        assert duduk(contoh.BERSIH, hari_ini - timedelta(days=1)).unit.siasn_id == "S1"
        assert periksa(dunia, pegawai=berkas_pegawai(pindah)).jumlah == 0

    def test_new_term_of_a_head_keeps_him_head_without_the_unit_file(self, dunia):
        impor_contoh(dunia)

        baris = ubah(contoh.baris_pegawai(), contoh.KASI, TMT_JABATAN="01-06-2025")
        terapkan(dunia, pegawai=berkas_pegawai(baris))

        assert duduk(contoh.KASI).mulai == date(2025, 6, 1)
        assert duduk(contoh.KASI).is_kepala
        assert duduk(contoh.KASI, date(2025, 5, 31)).is_kepala

    def test_earlier_beginning_of_a_head_does_not_collide_with_his_predecessor(self, dunia):
        """The predecessor's headship ends on the day before; his seat stays."""
        impor_contoh(dunia)
        seksi = UnitKerja.objects.get(siasn_id="S1")
        lama = pegawai_baru(dunia.instansi, "Kasi Lama", akun=False)
        Penempatan.objects.create(
            instansi=dunia.instansi,
            pegawai=lama,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Seksi Satu"),
            unit=seksi,
            mulai=date(2020, 1, 1),
            selesai=date(2022, 12, 31),
            is_kepala=True,
        )

        baris = ubah(contoh.baris_pegawai(), contoh.KASI, TMT_JABATAN="01-06-2022")
        terapkan(dunia, pegawai=berkas_pegawai(baris))

        assert duduk(contoh.KASI).mulai == date(2022, 6, 1)
        assert [(p.mulai, p.selesai, p.is_kepala) for p in lama.penempatan.order_by("mulai")] == [
            (date(2020, 1, 1), date(2022, 5, 31), True),
            (date(2022, 6, 1), date(2022, 12, 31), False),
        ]

    def test_another_head_follows_and_the_past_stays(self, dunia):
        impor_contoh(dunia)
        baru = nip(40)

        unor = ubah(contoh.baris_unit(), "S1", NIP_PEJABAT=baru)
        pegawai = [
            *contoh.baris_pegawai(),
            {**kepala(baru, "LUKMAN", "S1", "Kepala Seksi Satu"), "TMT JABATAN": "01-03-2025"},
        ]
        terapkan(dunia, berkas_unor(unor), berkas_pegawai(pegawai))

        sari, agus, lukman = duduk(contoh.BERSIH), cari(contoh.KASI), cari(baru)
        assert penilai_of(sari, date(2025, 2, 28)) == agus
        assert penilai_of(sari, date(2025, 3, 1)) == lukman
        assert not duduk(contoh.KASI).is_kepala
        assert duduk(contoh.KASI).unit == sari.unit
        assert penilai_of(duduk(contoh.KASI), timezone.localdate()) == lukman
        assert periksa(dunia, berkas_unor(unor), berkas_pegawai(pegawai)).jumlah == 0

    def test_interim_head_of_the_past_gives_way(self, dunia):
        """He headed the unit wholly within the new head's term."""
        impor_contoh(dunia)
        sementara = pegawai_baru(dunia.instansi, "Kasi Sementara", akun=False)
        Penempatan.objects.create(
            instansi=dunia.instansi,
            pegawai=sementara,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Seksi"),
            unit=UnitKerja.objects.get(siasn_id="S2"),
            mulai=date(2024, 5, 1),
            selesai=date(2024, 6, 30),
            is_kepala=True,
        )

        terapkan(dunia, unor=berkas_unor(ubah(contoh.baris_unit(), "S2", NIP_PEJABAT=contoh.PPPK)))

        assert duduk(contoh.PPPK).is_kepala
        assert [(p.is_kepala, p.selesai) for p in sementara.penempatan.all()] == [(False, date(2024, 6, 30))]

    def test_heads_are_written_once(self, dunia):
        """A head of a new unit is head in the first line of his history."""
        impor_contoh(dunia)

        assert [e.is_kepala for e in duduk(contoh.KASI).events.all()] == [True]

    def test_planned_successor_keeps_his_term(self, dunia):
        impor_contoh(dunia)
        nanti = timezone.localdate() + timedelta(days=30)
        calon = pegawai_baru(dunia.instansi, "Calon Kasi", akun=False)
        seksi = UnitKerja.objects.get(siasn_id="S2")
        jabatan = jabatan_baru(dunia.instansi, "Kepala Seksi")
        Penempatan.objects.create(
            instansi=dunia.instansi, pegawai=calon, jabatan=jabatan, unit=seksi, mulai=nanti, is_kepala=True
        )

        assert make_kepala([duduk(contoh.PPPK)], timezone.localdate()) == 0
        assert calon.penempatan.get().is_kepala

    def test_who_leaves_loses_seat_team_role_and_access(self, dunia):
        impor_contoh(dunia)
        sari, seksi = cari(contoh.BERSIH), UnitKerja.objects.get(siasn_id="S1")
        services.grant_peran(pelaku=dunia.eka, pegawai=sari, peran=Peran.AUDITOR)
        tim = services.create_tim(pelaku=dunia.eka, unit=seksi, nama="Tim Data", mulai=date(2025, 1, 1))
        AnggotaTim.objects.create(tim=tim, pegawai=sari, mulai=date(2025, 1, 1))
        AnggotaTim.objects.create(tim=tim, pegawai=cari(contoh.DIPERBAIKI), mulai=date(2025, 1, 1))

        berhenti = ubah(contoh.baris_pegawai(), contoh.BERSIH, KEDUDUKAN_HUKUM_ID="99")
        terapkan(dunia, berkas_unor(), berkas_pegawai(berhenti))

        kemarin = timezone.localdate() - timedelta(days=1)
        sari.refresh_from_db()
        assert sari.kedudukan == KedudukanHukum.PENSIUN
        assert sari.penempatan.get().selesai == kemarin
        assert not HubunganPenilai.objects.filter(pegawai=sari, selesai__isnull=True).exists()
        assert sari.pengguna is not None
        assert not sari.pengguna.is_active
        assert not PeranDiberikan.objects.filter(pegawai=sari).exists()
        assert [a.selesai for a in tim.anggota.order_by("pegawai__nip")] == [kemarin, None]
        assert periksa(dunia, berkas_unor(), berkas_pegawai(berhenti)).jumlah == 0

    def test_who_returns_may_sign_in_again_and_sits_from_today(self, dunia):
        impor_contoh(dunia)
        terapkan(dunia, pegawai=berkas_pegawai([orang(contoh.BERSIH, "SARI", "S1", KEDUDUKAN_HUKUM_ID="66")]))

        terapkan(dunia, pegawai=berkas_pegawai([orang(contoh.BERSIH, "SARI", "S1")]))

        akun = cari(contoh.BERSIH).pengguna
        assert akun is not None
        assert akun.is_active
        assert duduk(contoh.BERSIH).mulai == timezone.localdate()
        assert periksa(dunia, pegawai=berkas_pegawai([orang(contoh.BERSIH, "SARI", "S1")])).jumlah == 0

    def test_who_was_retired_when_he_came_gets_an_account_on_return(self, dunia):
        impor_contoh(dunia)

        terapkan(dunia, pegawai=berkas_pegawai([orang(contoh.PENSIUN, "MAYA", "S1")]))

        assert cari(contoh.PENSIUN).pengguna is not None
        assert duduk(contoh.PENSIUN).mulai == date(2024, 2, 1)

    def test_the_last_admin_does_not_leave(self, dunia):
        impor_contoh(dunia)
        services.grant_peran(pelaku=dunia.eka, pegawai=cari(contoh.BERSIH), peran=Peran.ADMIN_KEPEGAWAIAN)
        PeranDiberikan.objects.filter(pegawai=dunia.eka).delete()
        admin = cari(contoh.BERSIH)
        impor = services.preview_impor(
            pelaku=admin,
            berkas_pegawai=berkas_pegawai([orang(contoh.BERSIH, "SARI", "S1", KEDUDUKAN_HUKUM_ID="99")]),
        )

        impor = jalankan(services.apply_impor(pelaku=admin, impor=impor))

        [baris] = impor.baris.all()
        assert baris.hasil == HasilBaris.DITOLAK
        assert "satu-satunya admin" in baris.pesan[-1]["kalimat"]
        assert impor.ringkasan["hasil"]["pegawai"] == {"ditolak": 1}
        admin.refresh_from_db()
        assert admin.kedudukan == KedudukanHukum.AKTIF

    def test_units_move_with_everything_below(self, dunia):
        impor_contoh(dunia)

        terapkan(
            dunia, unor=berkas_unor(ubah(contoh.baris_unit(), "B", ID_ATASAN="K", NAMA_UNOR="Bagian Contoh"))
        )

        seksi = UnitKerja.objects.get(siasn_id="S1")
        assert [UnitKerja.objects.get(pk=k).nama for k in seksi.leluhur_id] == [
            "Seksi Satu",
            "Bagian Contoh",
            "Kabupaten Contoh",
        ]
        assert penilai_of(duduk(contoh.KABID), timezone.localdate()) is None

    def test_unit_entered_by_hand_below_an_imported_one_moves_along(self, dunia):
        impor_contoh(dunia)
        bidang = UnitKerja.objects.get(siasn_id="B")
        tangan = unit_baru(dunia.instansi, "Kelompok Kerja", bidang)

        terapkan(dunia, unor=berkas_unor(ubah(contoh.baris_unit(), "B", ID_ATASAN="K")))

        tangan.refresh_from_db()
        bidang.refresh_from_db()
        assert tangan.jalur == f"{bidang.jalur}{tangan.pk}/"
