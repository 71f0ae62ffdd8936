"""Penilai, units, teams, roles and accounts: what the acts leave behind, and each refusal."""

from __future__ import annotations

from datetime import date

import pytest

from pegawai.errors import (
    DataBelumLengkap,
    Dilarang,
    PenempatanBertabrakan,
    SudahBerubah,
    UnitMelingkar,
)
from pegawai.models import (
    AnggotaTim,
    HubunganPenilai,
    Pegawai,
    TimKerja,
    UnitKerja,
)
from pegawai.rules import (
    JenisJabatan,
    KedudukanHukum,
    Peran,
    PeranTim,
)
from pegawai.selectors import penilai_of, riwayat_pegawai, riwayat_unit
from pegawai.services import (
    assign_tim,
    change_tim,
    close_penempatan,
    correct_identitas,
    create_akun,
    create_tim,
    derive_penilai,
    end_keanggotaan,
    ensure_jabatan,
    grant_peran,
    revoke_peran,
    save_unit,
    set_penilai,
)
from tests.factories.pegawai import (
    MULAI,
    instansi_baru,
    pegawai_baru,
    unit_baru,
)

HARI = date(2026, 3, 2)


@pytest.mark.django_db
class TestPenilai:
    def isi(self, dunia, **lain):
        return {
            "pelaku": dunia.eka,
            "penempatan": dunia.penempatan(dunia.sari),
            "penilai": dunia.tono,
            "mulai": HARI,
            "alasan": "Nota",
            **lain,
        }

    @pytest.mark.parametrize(
        ("ubah", "galat", "kalimat"),
        [
            (lambda d: {"alasan": ""}, DataBelumLengkap, "Tulis alasan perubahan pejabat penilai"),
            (lambda d: {"penilai": d.sari}, DataBelumLengkap, "menilai dirinya sendiri"),
            (
                lambda d: {"penilai": pegawai_baru(instansi_baru("Lain"), "Asing")},
                DataBelumLengkap,
                "dari instansi yang sama",
            ),
            (
                lambda d: {"penempatan": d.penempatan(d.budi), "penilai": d.sari},
                DataBelumLengkap,
                "Pada 2 Maret 2026, Sari Puspita dinilai oleh Budi Santoso",
            ),
            (lambda d: {"pelaku": d.budi}, Dilarang, "membawahi unitnya"),
        ],
    )
    def test_refused(self, dunia, ubah, galat, kalimat):
        with pytest.raises(galat, match=kalimat):
            set_penilai(**self.isi(dunia, **ubah(dunia)))

        assert penilai_of(dunia.penempatan(dunia.sari), HARI) == dunia.budi

    def test_who_left_rates_nobody(self, dunia):
        dunia.tono.kedudukan = KedudukanHukum.PENSIUN

        with pytest.raises(DataBelumLengkap, match="Tono Prasetya berstatus pensiun"):
            set_penilai(**self.isi(dunia))

    def test_after_the_end_of_the_placement_it_is_refused(self, dunia):
        isi = self.isi(dunia)
        close_penempatan(
            pelaku=dunia.eka, penempatan=isi["penempatan"], selesai=date(2026, 2, 1), alasan="SK"
        )

        with pytest.raises(PenempatanBertabrakan, match="sudah berakhir pada tanggal itu"):
            set_penilai(**isi)

    def test_from_before_the_placement_it_starts_with_it(self, dunia):
        hubungan = set_penilai(**self.isi(dunia, mulai=date(2000, 1, 1)))

        assert hubungan.mulai == MULAI
        assert HubunganPenilai.objects.filter(penempatan=hubungan.penempatan).count() == 1


@pytest.mark.django_db
class TestUnit:
    def test_what_hangs_below_moves_along_and_the_chain_follows(self, dunia):
        seksi = unit_baru(dunia.instansi, "Seksi", dunia.bidang_lain)
        hani = pegawai_baru(dunia.instansi, "Hani", unit=seksi)
        derive_penilai(dunia.instansi)
        assert penilai_of(dunia.penempatan(hani), HARI) == dunia.karta

        save_unit(
            pelaku=dunia.eka,
            instansi=dunia.instansi,
            unit=dunia.bidang_lain,
            nama="Bidang Statistik",
            induk=dunia.bidang,
            alasan="Perbup",
        )

        seksi.refresh_from_db()
        assert seksi.jalur == f"{dunia.bidang.jalur}{dunia.bidang_lain.pk}/{seksi.pk}/"
        assert penilai_of(dunia.penempatan(hani), HARI) == dunia.budi
        assert derive_penilai(dunia.instansi) == 0

    @pytest.mark.parametrize(
        ("ubah", "galat", "kalimat"),
        [
            (lambda d: {"unit": d.dinas, "induk": d.bidang}, UnitMelingkar, "berada di bawah Dinas"),
            (lambda d: {"unit": d.dinas, "induk": d.dinas}, UnitMelingkar, "di bawah dirinya sendiri"),
            (
                lambda d: {"unit": d.bidang, "induk": unit_baru(instansi_baru("Lain"), "Asing")},
                Dilarang,
                "membawahinya",
            ),
            (lambda d: {"unit": d.bidang, "induk": d.dinas, "alasan": ""}, DataBelumLengkap, "Tulis alasan"),
            (
                lambda d: {"unit": d.dinas, "induk": d.kabupaten, "is_aktif": False},
                DataBelumLengkap,
                "Masih ada 2 unit aktif di bawah",
            ),
            (
                lambda d: {"unit": d.bidang, "induk": d.dinas, "is_aktif": False},
                DataBelumLengkap,
                "Masih ada 3 penempatan di",
            ),
            (
                lambda d: {"unit": d.bidang, "induk": d.dinas, "dilihat": "lama"},
                SudahBerubah,
                "Periksa keadaan",
            ),
        ],
    )
    def test_refused(self, dunia, ubah, galat, kalimat):
        isi = {
            "pelaku": dunia.eka,
            "instansi": dunia.instansi,
            "nama": "X",
            "alasan": "Perbup",
            **ubah(dunia),
        }

        with pytest.raises(galat, match=kalimat):
            save_unit(**isi)

        assert not UnitKerja.objects.filter(nama="X").exists()

    def test_the_system_too_keeps_agencies_apart(self, dunia):
        asing = unit_baru(instansi_baru("Lain"), "Asing")

        with pytest.raises(DataBelumLengkap, match="dari instansi yang sama"):
            save_unit(pelaku=None, instansi=dunia.instansi, nama="X", induk=asing)

    def test_nothing_is_put_under_a_closed_unit(self, dunia):
        tutup = unit_baru(dunia.instansi, "Tutup", dunia.dinas)
        UnitKerja.objects.filter(pk=tutup.pk).update(is_aktif=False)
        tutup.refresh_from_db()

        with pytest.raises(DataBelumLengkap, match="sudah ditutup"):
            save_unit(pelaku=dunia.eka, instansi=dunia.instansi, nama="X", induk=tutup)

    def test_a_subtrees_admin_makes_no_root(self, dunia):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.dinas)

        with pytest.raises(Dilarang, match="seluruh instansi"):
            save_unit(
                pelaku=dunia.citra,
                instansi=dunia.instansi,
                unit=dunia.bidang,
                nama="Bidang",
                induk=None,
                alasan="Perbup",
            )
        # his own root keeps its place while he renames it
        save_unit(
            pelaku=dunia.citra,
            instansi=dunia.instansi,
            unit=dunia.dinas,
            nama="Diskominfo",
            induk=dunia.kabupaten,
            alasan="Perbup",
        )
        assert "Citra Lestari mengubah unit kerja" in [r["kalimat"] for r in riwayat_unit(dunia.dinas)]


@pytest.mark.django_db
class TestTim:
    def tim(self, dunia) -> TimKerja:
        return TimKerja.objects.get(instansi=dunia.instansi)

    def test_an_earlier_end_ends_memberships(self, dunia):
        tim = self.tim(dunia)
        assign_tim(
            pelaku=dunia.eka, tim=tim, pegawai=dunia.citra, peran=PeranTim.ANGGOTA, mulai=date(2026, 5, 1)
        )

        change_tim(
            pelaku=dunia.eka, tim=tim, nama="Tim", unit=dunia.dinas, mulai=MULAI, selesai=date(2026, 4, 1)
        )

        assert set(tim.anggota.values_list("pegawai__nama", "selesai")) == {
            ("Tono Prasetya", date(2026, 4, 1)),
            ("Sari Puspita", date(2026, 4, 1)),
        }

    def test_a_new_name_leaves_memberships_alone(self, dunia):
        tim = change_tim(
            pelaku=dunia.eka,
            tim=self.tim(dunia),
            nama="Tim Baru",
            unit=dunia.bidang,
            mulai=MULAI,
            selesai=None,
        )

        assert (tim.nama, tim.unit) == ("Tim Baru", dunia.bidang)
        assert tim.anggota.filter(selesai=None).count() == 2

    def test_a_team_of_its_own_span(self, dunia):
        tim = create_tim(pelaku=dunia.eka, unit=dunia.dinas, nama="T", mulai=HARI, selesai=date(2026, 12, 31))

        anggota = assign_tim(pelaku=dunia.eka, tim=tim, pegawai=dunia.dewi, peran=PeranTim.KETUA, mulai=HARI)

        assert anggota.selesai == date(2026, 12, 31)
        with pytest.raises(PenempatanBertabrakan, match="di dalam masa tim"):
            assign_tim(pelaku=dunia.eka, tim=tim, pegawai=dunia.sari, peran=PeranTim.ANGGOTA, mulai=MULAI)

    @pytest.mark.parametrize(
        ("ubah", "galat", "kalimat"),
        [
            (lambda d: {"pegawai": d.sari}, PenempatanBertabrakan, "sudah menjadi anggota tim ini"),
            (lambda d: {"peran": PeranTim.KETUA}, PenempatanBertabrakan, "sudah diketuai Tono Prasetya"),
            (
                lambda d: {"pegawai": pegawai_baru(instansi_baru("Lain"), "Asing")},
                DataBelumLengkap,
                "dari instansi yang sama",
            ),
            (lambda d: {"pelaku": d.tono}, Dilarang, "membawahinya"),
        ],
    )
    def test_refused(self, dunia, ubah, galat, kalimat):
        isi = {
            "pelaku": dunia.eka,
            "tim": self.tim(dunia),
            "pegawai": dunia.citra,
            "peran": PeranTim.ANGGOTA,
            "mulai": HARI,
            "selesai": date(2026, 12, 31),
            **ubah(dunia),
        }
        with pytest.raises(galat, match=kalimat):
            assign_tim(**isi)

    def test_an_ended_membership_ends_only_earlier(self, dunia):
        anggota = AnggotaTim.objects.get(pegawai=dunia.sari)
        end_keanggotaan(pelaku=dunia.eka, anggota=anggota, selesai=HARI)

        with pytest.raises(PenempatanBertabrakan, match="sudah berakhir 2 Maret 2026"):
            end_keanggotaan(pelaku=dunia.eka, anggota=anggota, selesai=date(2026, 9, 1))

    def test_a_unit_of_another_agency_is_refused(self, dunia):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.ADMIN_KEPEGAWAIAN)
        asing = unit_baru(instansi_baru("Lain"), "Asing")

        with pytest.raises(Dilarang):
            change_tim(pelaku=dunia.eka, tim=self.tim(dunia), nama="T", unit=asing, mulai=MULAI, selesai=None)


@pytest.mark.django_db
class TestPeranDanAkun:
    def test_granting_twice_is_once(self, dunia):
        satu = grant_peran(pelaku=dunia.eka, pegawai=dunia.sari, peran=Peran.AUDITOR)

        assert grant_peran(pelaku=dunia.eka, pegawai=dunia.sari, peran=Peran.AUDITOR) == satu

    @pytest.mark.parametrize(
        ("ubah", "galat", "kalimat"),
        [
            (lambda d: {"pelaku": d.budi}, Dilarang, "admin kepegawaian seluruh instansi"),
            (
                lambda d: {"pegawai": pegawai_baru(instansi_baru("Lain"), "A")},
                DataBelumLengkap,
                "instansi ini",
            ),
            (
                lambda d: {"unit": unit_baru(instansi_baru("Lain"), "A")},
                DataBelumLengkap,
                "instansi pegawai ini",
            ),
            (
                lambda d: {
                    "pegawai": Pegawai.objects.create(
                        instansi=d.instansi, nama="P", jenis="pejabat_negara", kedudukan="99"
                    )
                },
                DataBelumLengkap,
                "tidak lagi bertugas",
            ),
        ],
    )
    def test_granting_refused(self, dunia, ubah, galat, kalimat):
        with pytest.raises(galat, match=kalimat):
            grant_peran(**{"pelaku": dunia.eka, "pegawai": dunia.sari, "peran": Peran.AUDITOR, **ubah(dunia)})

    def test_the_last_admin_is_not_revoked_even_if_a_pensioner_has_the_role(self, dunia):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.ADMIN_KEPEGAWAIAN)
        Pegawai.objects.filter(pk=dunia.citra.pk).update(kedudukan=KedudukanHukum.PENSIUN)

        with pytest.raises(DataBelumLengkap, match="paling sedikit satu admin"):
            revoke_peran(pelaku=dunia.eka, diberikan=dunia.eka.peran_diberikan.get())

    def test_a_subtrees_admin_can_be_revoked(self, dunia):
        diberi = grant_peran(
            pelaku=None, pegawai=dunia.citra, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang
        )

        revoke_peran(pelaku=dunia.eka, diberikan=diberi, alasan="Selesai")

        assert not dunia.citra.peran_diberikan.exists()
        assert "Eka Rahmawati mencabut peran" in [r["kalimat"] for r in riwayat_pegawai(dunia.citra)]

    def test_a_pejabat_negara_needs_a_sign_in_name(self, dunia):
        tanpa = Pegawai.objects.create(instansi=dunia.instansi, nama="P", jenis="pejabat_negara")

        with pytest.raises(DataBelumLengkap, match="memerlukan nama masuk"):
            create_akun(tanpa)

    def test_new_posts(self, dunia):
        jabatan = ensure_jabatan(pelaku=dunia.eka, nama="  Analis  Data ", jenis=JenisJabatan.PELAKSANA)

        assert jabatan.nama == "Analis Data"
        assert ensure_jabatan(pelaku=dunia.eka, nama="Analis Data", jenis=JenisJabatan.PELAKSANA) == jabatan
        with pytest.raises(DataBelumLengkap, match="Jenjang hanya dimiliki"):
            ensure_jabatan(pelaku=dunia.eka, nama="A", jenis=JenisJabatan.PELAKSANA, jenjang="MU")
        with pytest.raises(Dilarang):
            ensure_jabatan(pelaku=dunia.sari, nama="A", jenis=JenisJabatan.PELAKSANA)

    def test_a_pns_has_a_golongan_of_a_pns(self, dunia):
        with pytest.raises(DataBelumLengkap, match="Golongan PNS dari I/a sampai IV/e"):
            correct_identitas(
                pelaku=dunia.eka,
                pegawai=dunia.sari,
                nama="Sari",
                gelar_depan="",
                gelar_belakang="",
                golongan="IX",
                alasan="SK",
            )
