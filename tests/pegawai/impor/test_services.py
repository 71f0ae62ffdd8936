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
    AnggotaTim,
    BarisImpor,
    HubunganPenilai,
    Impor,
    Jabatan,
    Pegawai,
    Penempatan,
    Pengguna,
    PeranDiberikan,
    UnitKerja,
)
from pegawai.rules import HasilBaris, JenisPegawai, KedudukanHukum, Peran, StatusImpor, SumberHubungan
from pegawai.selectors import penempatan_of, penilai_of
from pegawai.selectors.impor import penempatan_tanpa_penilai
from pegawai.services.impor.kepala import make_kepala
from tests.factories import impor_contoh as contoh
from tests.factories.impor import AGAMA, KOLOM_PEGAWAI, NIK, NPWP, csv_teks, nip, orang, unit
from tests.factories.impor_contoh import berkas_pegawai, berkas_unor, kepala, ubah
from tests.factories.pegawai import instansi_baru, jabatan_baru, pegawai_baru, unit_baru

pytestmark = pytest.mark.django_db
JEJAK = (UnitKerja, Jabatan, Pegawai, Pengguna, Penempatan, HubunganPenilai)


def periksa(dunia, unor=None, pegawai=None) -> Impor:
    return services.preview_impor(pelaku=dunia.eka, berkas_unor=unor, berkas_pegawai=pegawai)


def jalankan(impor: Impor) -> Impor:
    while services.step_impor(impor.pk):
        pass
    impor.refresh_from_db()
    return impor


def terapkan(dunia, unor=None, pegawai=None) -> Impor:
    return jalankan(services.apply_impor(pelaku=dunia.eka, impor=periksa(dunia, unor, pegawai)))


def impor_contoh(dunia) -> Impor:
    return terapkan(dunia, berkas_unor(), berkas_pegawai())


def cari(nip_: str) -> Pegawai:
    return Pegawai.objects.get(nip=nip_)


def duduk(nip_: str, pada: date | None = None) -> Penempatan:
    penempatan = penempatan_of(cari(nip_), pada or timezone.localdate())
    assert penempatan is not None
    return penempatan


def keadaan() -> dict[str, int]:
    """How many rows, and how many lines of history, each table has."""
    hasil = {m.__name__: m.objects.count() for m in JEJAK}
    with connection.cursor() as kursor:
        for m in (UnitKerja, Pegawai, Penempatan, HubunganPenilai):
            kursor.execute(f"SELECT count(*) FROM {m._meta.db_table}event")
            hasil[f"riwayat {m.__name__}"] = kursor.fetchone()[0]
    return hasil


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


def terapkan_ulang_tanpa_perubahan(dunia) -> bool:
    """Import the same files again: nothing is new, and forcing every row through writes nothing either."""
    sebelum = keadaan()
    impor = periksa(dunia, berkas_unor(), berkas_pegawai())
    assert impor.jumlah == 0
    assert impor.ringkasan["hasil"]["pegawai"]["sama"] == contoh.BARU
    with pytest.raises(SudahBerubah, match="Tidak ada baris baru atau berubah"):
        services.apply_impor(pelaku=dunia.eka, impor=impor)
    impor.baris.filter(hasil=HasilBaris.SAMA).update(hasil=HasilBaris.BERUBAH)
    Impor.objects.filter(pk=impor.pk).update(jumlah=1)
    jalankan(services.apply_impor(pelaku=dunia.eka, impor=impor))
    return keadaan() == sebelum


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
