"""Acts on people and units: what they leave behind, the history they write, and each refusal."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from pegawai import audit
from pegawai.errors import (
    AturanDilanggar,
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
    Penempatan,
    PeranDiberikan,
    PermintaanPerbaikan,
    TimKerja,
    UnitKerja,
)
from pegawai.rules import (
    BidangPerbaikan,
    JenisJabatan,
    JenisPenugasan,
    KedudukanHukum,
    Peran,
    PeranTim,
    StatusPerbaikan,
)
from pegawai.selectors import kepala_of, penempatan_of, penilai_of, riwayat_pegawai, riwayat_unit
from pegawai.services import (
    add_pejabat_negara,
    assign_tim,
    change_kedudukan,
    change_tim,
    close_penempatan,
    correct_identitas,
    create_akun,
    create_tim,
    derive_penilai,
    end_keanggotaan,
    ensure_jabatan,
    grant_peran,
    move_pegawai,
    place_pegawai,
    reject_perbaikan,
    report_salah,
    revoke_peran,
    save_unit,
    set_is_kepala,
    set_kepala,
    set_penilai,
    settle_perbaikan,
    settle_with_penilai,
)
from pegawai.services.kunci import siapa_mengubah
from skp.rules import StatusSkp
from tests.factories.pegawai import (
    MULAI,
    Dunia,
    dunia_baru,
    instansi_baru,
    jabatan_baru,
    pegawai_baru,
    unit_baru,
)
from tests.factories.skp import skp_at

HARI = date(2026, 3, 2)


def kemarin(hari: date) -> date:
    return hari - timedelta(days=1)


@pytest.mark.django_db
class TestTempatkan:
    def isi(self, dunia: Dunia, **lain):
        return {
            "pelaku": dunia.eka,
            "pegawai": dunia.sari,
            "jabatan": jabatan_baru(dunia.instansi, "Kepala Bidang Statistik"),
            "unit": dunia.bidang_lain,
            "mulai": HARI,
            "jenis": JenisPenugasan.PLT,
            "alasan": "Sprin",
            **lain,
        }

    def test_an_acting_head_rates_until_the_span_ends(self, dunia):
        place_pegawai(**self.isi(dunia, is_kepala=True, selesai=date(2026, 6, 30)))

        p = dunia.penempatan(dunia.dewi)
        assert penilai_of(p, kemarin(HARI)) == dunia.karta
        assert penilai_of(p, HARI) == dunia.sari
        assert penilai_of(p, date(2026, 7, 1)) == dunia.karta

    def test_a_definitif_head_comes_before_an_acting_one(self, dunia):
        place_pegawai(**self.isi(dunia, pegawai=dunia.citra, unit=dunia.bidang, is_kepala=True))

        assert kepala_of(dunia.bidang, HARI) == dunia.budi
        assert penilai_of(dunia.penempatan(dunia.sari), HARI) == dunia.budi

    def test_two_acting_heads_at_once_are_refused(self, dunia):
        place_pegawai(**self.isi(dunia, is_kepala=True))

        with pytest.raises(PenempatanBertabrakan, match="sudah dipimpin Sari Puspita"):
            place_pegawai(**self.isi(dunia, pegawai=dunia.tono, is_kepala=True))

    @pytest.mark.parametrize(
        ("ubah", "galat", "kalimat"),
        [
            (lambda d: {"selesai": date(2026, 1, 1)}, PenempatanBertabrakan, "sama dengan atau setelah"),
            (
                lambda d: {"jenis": JenisPenugasan.DEFINITIF},
                PenempatanBertabrakan,
                "sudah ditempatkan sebagai",
            ),
            (lambda d: {"unit": unit_baru(instansi_baru("Lain"), "Asing")}, Dilarang, "membawahinya"),
            (
                lambda d: {"jabatan": jabatan_baru(instansi_baru("Lain"), "Asing")},
                DataBelumLengkap,
                "dari instansi pegawai ini",
            ),
            (lambda d: {"pelaku": d.budi}, Dilarang, "admin kepegawaian"),
        ],
    )
    def test_refused(self, dunia, ubah, galat, kalimat):
        sebelum = Penempatan.objects.count()

        with pytest.raises(galat, match=kalimat):
            place_pegawai(**self.isi(dunia, **ubah(dunia)))

        assert Penempatan.objects.count() == sebelum

    def test_a_closed_unit_is_refused(self, dunia):
        dunia.bidang_lain.is_aktif = False

        with pytest.raises(DataBelumLengkap, match="sudah ditutup"):
            place_pegawai(**self.isi(dunia))

    def test_who_left_is_refused(self, dunia):
        Pegawai.objects.filter(pk=dunia.sari.pk).update(kedudukan=KedudukanHukum.PENSIUN)

        with pytest.raises(DataBelumLengkap, match="berstatus pensiun"):
            place_pegawai(**self.isi(dunia))


@pytest.mark.django_db
class TestPindah:
    def isi(self, dunia, **lain):
        return {
            "pelaku": dunia.eka,
            "pegawai": dunia.sari,
            "jabatan": jabatan_baru(dunia.instansi, "Statistisi"),
            "unit": dunia.bidang_lain,
            "mulai": HARI,
            "alasan": "SK 1",
            **lain,
        }

    def test_a_settled_penilai_ends_with_the_placement(self, dunia):
        lama = dunia.penempatan(dunia.sari)
        set_penilai(pelaku=dunia.eka, penempatan=lama, penilai=dunia.tono, mulai=MULAI, alasan="Nota")

        baru = move_pegawai(**self.isi(dunia))

        assert penilai_of(lama, kemarin(HARI)) == dunia.tono
        assert penilai_of(lama, HARI) is None
        assert penilai_of(baru, HARI) == dunia.karta
        assert not HubunganPenilai.objects.filter(penempatan=lama).exclude(selesai__lt=HARI).exists()

    def test_a_head_who_moves_leaves_his_people_to_the_next_head(self, dunia):
        move_pegawai(**self.isi(dunia, pegawai=dunia.budi, is_kepala=True))

        assert penilai_of(dunia.penempatan(dunia.sari), HARI) == dunia.karta
        assert penilai_of(dunia.penempatan(dunia.dewi), HARI) == dunia.budi
        assert penilai_of(dunia.penempatan(dunia.sari), kemarin(HARI)) == dunia.budi

    def test_deriving_around_the_act_equals_deriving_everything(self, dunia):
        move_pegawai(**self.isi(dunia, pegawai=dunia.budi, is_kepala=True))
        move_pegawai(**self.isi(dunia, pegawai=dunia.citra, unit=dunia.dinas))

        assert derive_penilai(dunia.instansi) == 0

    def test_somebody_who_sits_nowhere_is_placed(self, dunia):
        lepas = pegawai_baru(dunia.instansi, "Lepas")

        move_pegawai(**self.isi(dunia, pegawai=lepas))

        assert penilai_of(penempatan_of(lepas, HARI), HARI) == dunia.karta

    def test_a_placement_that_has_ended_is_left_as_it_is(self, dunia):
        close_penempatan(
            pelaku=dunia.eka, penempatan=dunia.penempatan(dunia.sari), selesai=kemarin(HARI), alasan="SK"
        )

        move_pegawai(**self.isi(dunia))

        assert dunia.sari.penempatan.count() == 2

    @pytest.mark.parametrize(
        ("ubah", "galat", "kalimat"),
        [
            (lambda d: {"alasan": " "}, DataBelumLengkap, "Tulis alasan"),
            (lambda d: {"mulai": MULAI}, PenempatanBertabrakan, "baru mulai 1 Januari 2024"),
            (lambda d: {"pelaku": d.karta}, Dilarang, "membawahi unitnya"),
        ],
    )
    def test_refused(self, dunia, ubah, galat, kalimat):
        with pytest.raises(galat, match=kalimat):
            move_pegawai(**self.isi(dunia, **ubah(dunia)))

        assert dunia.sari.penempatan.count() == 1

    def test_one_act_in_the_history_with_its_reason(self, dunia):
        move_pegawai(**self.isi(dunia))

        tindakan = [(r["kalimat"], r["catatan"]) for r in riwayat_pegawai(dunia.sari)]
        assert tindakan.count(("Eka Rahmawati memindahkan pegawai", "SK 1")) == 1


@pytest.mark.django_db
class TestTutup:
    def test_a_closed_placement_can_only_end_earlier(self, dunia):
        p = dunia.penempatan(dunia.sari)
        close_penempatan(pelaku=dunia.eka, penempatan=p, selesai=HARI, alasan="SK")

        with pytest.raises(PenempatanBertabrakan, match="sudah berakhir 2 Maret 2026"):
            close_penempatan(pelaku=dunia.eka, penempatan=p, selesai=date(2026, 9, 1), alasan="SK")
        close_penempatan(pelaku=dunia.eka, penempatan=p, selesai=date(2026, 2, 1), alasan="Ralat")

        p.refresh_from_db()
        assert p.selesai == date(2026, 2, 1)


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
class TestKepala:
    def test_the_person_in_the_unit_becomes_its_head(self, dunia):
        p = dunia.penempatan(dunia.tono)

        set_kepala(
            pelaku=dunia.eka,
            unit=dunia.bidang_lain,
            pegawai=dunia.tono,
            jabatan=p.jabatan,
            jenis=JenisPenugasan.DEFINITIF,
            mulai=MULAI,
            alasan="SK",
        )

        assert Penempatan.objects.get(pk=p.pk).is_kepala
        assert penilai_of(dunia.penempatan(dunia.dewi), MULAI) == dunia.tono
        assert penilai_of(p, MULAI) == dunia.karta
        assert derive_penilai(dunia.instansi) == 0

    def test_from_a_later_day_on_the_placement_is_divided(self, dunia):
        p = dunia.penempatan(dunia.tono)

        baru = set_is_kepala(pelaku=dunia.eka, penempatan=p, is_kepala=True, mulai=HARI, alasan="SK")

        p.refresh_from_db()
        assert (p.selesai, p.is_kepala, baru.mulai, baru.is_kepala) == (kemarin(HARI), False, HARI, True)
        assert penilai_of(dunia.penempatan(dunia.dewi), kemarin(HARI)) == dunia.karta
        assert penilai_of(dunia.penempatan(dunia.dewi), HARI) == dunia.tono

    def test_somebody_from_elsewhere_is_moved_there(self, dunia):
        set_kepala(
            pelaku=dunia.eka,
            unit=dunia.bidang_lain,
            pegawai=dunia.citra,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Statistik"),
            jenis=JenisPenugasan.DEFINITIF,
            mulai=HARI,
            alasan="SK",
        )

        assert penempatan_of(dunia.citra, HARI).unit == dunia.bidang_lain
        assert kepala_of(dunia.bidang_lain, HARI) == dunia.citra

    def test_acting_beside_ones_own_post(self, dunia):
        set_kepala(
            pelaku=dunia.eka,
            unit=dunia.bidang_lain,
            pegawai=dunia.budi,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Statistik"),
            jenis=JenisPenugasan.PLT,
            mulai=HARI,
            selesai=date(2026, 6, 1),
            alasan="Sprin",
        )

        assert penempatan_of(dunia.budi, HARI).unit == dunia.bidang
        assert kepala_of(dunia.bidang_lain, HARI) == dunia.budi
        assert kepala_of(dunia.bidang_lain, date(2026, 6, 2)) is None

    def test_no_longer_head(self, dunia):
        set_is_kepala(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            is_kepala=False,
            mulai=MULAI,
            alasan="Salah",
        )

        assert penilai_of(dunia.penempatan(dunia.sari), HARI) == dunia.karta
        assert penilai_of(dunia.penempatan(dunia.budi), HARI) == dunia.karta

    @pytest.mark.parametrize(
        ("siapa", "is_kepala", "kalimat"),
        [("sari", True, "sudah dipimpin Budi Santoso"), ("budi", True, "sudah seperti yang Anda minta")],
    )
    def test_refused(self, dunia, siapa, is_kepala, kalimat):
        with pytest.raises(PenempatanBertabrakan, match=kalimat):
            set_is_kepala(
                pelaku=dunia.eka,
                penempatan=dunia.penempatan(getattr(dunia, siapa)),
                is_kepala=is_kepala,
                mulai=HARI,
                alasan="SK",
            )

    def test_after_the_end_it_is_refused(self, dunia):
        p = dunia.penempatan(dunia.sari)
        close_penempatan(pelaku=dunia.eka, penempatan=p, selesai=date(2026, 2, 1), alasan="SK")

        with pytest.raises(PenempatanBertabrakan, match="sudah berakhir pada tanggal itu"):
            set_is_kepala(pelaku=dunia.eka, penempatan=p, is_kepala=True, mulai=HARI, alasan="SK")

    def test_a_pejabat_negara_heads_the_root(self, dunia):
        lain = instansi_baru("Kabupaten Baru")
        akar = unit_baru(lain, "Kabupaten Baru")

        bupati = add_pejabat_negara(
            pelaku=None,
            instansi=lain,
            nama="Ratna",
            jabatan="Bupati",
            unit=akar,
            mulai=MULAI,
            nama_masuk="bupati.baru",
        )

        assert kepala_of(akar, HARI) == bupati
        assert bupati.nip is None
        assert not bupati.pengguna.has_usable_password()

    def test_a_taken_sign_in_name_is_refused(self, dunia):
        with pytest.raises(DataBelumLengkap, match="Nama masuk ini sudah dipakai") as galat:
            add_pejabat_negara(
                pelaku=dunia.eka,
                instansi=dunia.instansi,
                nama="Ratna",
                jabatan="Wakil Bupati",
                unit=dunia.bidang_lain,
                mulai=HARI,
                nama_masuk=dunia.bupati.pengguna.nama_masuk.upper(),
            )
        assert galat.value.bidang == "nama_masuk"
        assert not Pegawai.objects.filter(nama="Ratna").exists()


@pytest.mark.django_db
class TestKedudukan:
    def berhenti(self, dunia, siapa, hari=None):
        return change_kedudukan(
            pelaku=dunia.eka,
            pegawai=siapa,
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=hari or timezone.localdate(),
            alasan="SK pensiun",
        )

    def test_who_leaves_loses_everything_he_held(self, dunia):
        kini = timezone.localdate()
        grant_peran(pelaku=None, pegawai=dunia.sari, peran=Peran.AUDITOR)
        place_pegawai(
            pelaku=None,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "X"),
            unit=dunia.dinas,
            mulai=MULAI,
            jenis=JenisPenugasan.TUGAS_TAMBAHAN,
        )

        self.berhenti(dunia, dunia.sari)

        assert not Penempatan.objects.filter(pegawai=dunia.sari).exclude(selesai=kemarin(kini)).exists()
        assert not HubunganPenilai.objects.filter(pegawai=dunia.sari).pada(kini).exists()
        assert AnggotaTim.objects.get(pegawai=dunia.sari).selesai == kemarin(kini)
        assert not PeranDiberikan.objects.filter(pegawai=dunia.sari).exists()
        dunia.sari.pengguna.refresh_from_db()
        assert not dunia.sari.pengguna.is_active

    def test_a_head_who_leaves_hands_his_people_up(self, dunia):
        self.berhenti(dunia, dunia.budi)

        assert penilai_of(dunia.penempatan(dunia.sari), timezone.localdate()) == dunia.karta
        assert derive_penilai(dunia.instansi) == 0

    def test_what_was_to_start_later_does_not_come_about(self, dunia):
        kini = timezone.localdate()
        move_pegawai(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "X"),
            unit=dunia.bidang_lain,
            mulai=kini + timedelta(days=30),
            alasan="SK",
        )
        AnggotaTim.objects.filter(pegawai=dunia.sari).update(mulai=kini + timedelta(days=30))

        self.berhenti(dunia, dunia.sari)

        assert Penempatan.objects.filter(pegawai=dunia.sari).count() == 1
        assert not AnggotaTim.objects.filter(pegawai=dunia.sari).exists()

    def test_back_in_service_the_account_opens(self, dunia):
        self.berhenti(dunia, dunia.sari)

        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            kedudukan=KedudukanHukum.AKTIF,
            berlaku=timezone.localdate(),
            alasan="Ralat",
        )

        dunia.sari.pengguna.refresh_from_db()
        assert dunia.sari.pengguna.is_active

    def test_cltn_keeps_the_placement(self, dunia):
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            kedudukan=KedudukanHukum.CLTN,
            berlaku=timezone.localdate(),
            alasan="SK CLTN",
        )

        assert penempatan_of(dunia.sari, timezone.localdate())

    def test_a_placement_with_an_skp_is_not_undone(self, dunia):
        skp_at(StatusSkp.DRAF, pegawai=dunia.sari)

        with pytest.raises(PenempatanBertabrakan, match="sudah memiliki SKP"):
            self.berhenti(dunia, dunia.sari, MULAI)

        assert penempatan_of(dunia.sari, MULAI)

    def test_somebody_without_an_account(self, dunia):
        lepas = pegawai_baru(dunia.instansi, "Lepas", akun=False)

        assert self.berhenti(dunia, lepas).kedudukan == KedudukanHukum.PENSIUN

    def test_the_last_admin_stays(self, dunia):
        with pytest.raises(DataBelumLengkap, match="paling sedikit satu admin"):
            self.berhenti(dunia, dunia.eka)

        dunia.eka.refresh_from_db()
        assert dunia.eka.kedudukan == KedudukanHukum.AKTIF

    def test_the_same_again_and_a_later_day_are_refused(self, dunia):
        with pytest.raises(DataBelumLengkap, match="sudah aktif"):
            change_kedudukan(
                pelaku=dunia.eka, pegawai=dunia.sari, kedudukan=KedudukanHukum.AKTIF, berlaku=HARI, alasan="x"
            )
        with pytest.raises(DataBelumLengkap, match="paling lambat hari ini"):
            self.berhenti(dunia, dunia.sari, timezone.localdate() + timedelta(days=1))


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


@pytest.mark.django_db
class TestLaporan:
    def test_proposals_from_elsewhere_and_oneself_are_refused(self, dunia):
        isi = {
            "pelaku": dunia.sari,
            "pegawai": dunia.sari,
            "bidang": BidangPerbaikan.PENILAI,
            "data_benar": "x",
        }
        with pytest.raises(DataBelumLengkap, match="menilai diri sendiri"):
            report_salah(**isi, usul_penilai=dunia.sari)
        with pytest.raises(DataBelumLengkap, match="instansi Anda sendiri"):
            report_salah(**isi, usul_unit=unit_baru(instansi_baru("Lain"), "Asing"))
        with pytest.raises(Dilarang):
            report_salah(**{**isi, "pelaku": dunia.eka})
        with pytest.raises(DataBelumLengkap, match="Tulis data yang benar"):
            report_salah(**{**isi, "data_benar": " "})

    def test_a_proposal_that_does_not_belong_to_the_matter_is_dropped(self, dunia):
        laporan = report_salah(
            pelaku=dunia.sari,
            pegawai=dunia.sari,
            bidang=BidangPerbaikan.NAMA,
            data_benar="x",
            usul_penilai=dunia.karta,
        )

        assert laporan.usul_penilai is None

    @pytest.mark.parametrize("jawab", [settle_perbaikan, reject_perbaikan])
    def test_an_answer_has_words(self, dunia, jawab):
        laporan = report_salah(
            pelaku=dunia.sari, pegawai=dunia.sari, bidang=BidangPerbaikan.NAMA, data_benar="x"
        )

        with pytest.raises(DataBelumLengkap, match="Pegawai membaca jawaban ini"):
            jawab(pelaku=dunia.eka, permintaan=laporan, jawaban=" ")

    def test_after_an_answer_one_may_report_again(self, dunia):
        isi = {"pelaku": dunia.sari, "pegawai": dunia.sari, "bidang": BidangPerbaikan.NAMA, "data_benar": "x"}
        reject_perbaikan(pelaku=dunia.eka, permintaan=report_salah(**isi), jawaban="Benar")

        assert report_salah(**isi).status == StatusPerbaikan.BARU


@pytest.mark.django_db
class TestRiwayat:
    def test_an_act_inside_an_act_keeps_the_outer_name(self, dunia):
        with audit.act(dunia.eka, "luar", "Alasan"), audit.act(dunia.budi, "dalam"):
            Pegawai.objects.filter(pk=dunia.sari.pk).update(gelar_depan="Dr.")

        assert (audit.riwayat(dunia.sari, 1)[0]["tindakan"], audit.riwayat(dunia.sari, 1)[0]["pelaku"]) == (
            "luar",
            dunia.eka.pk,
        )

    def test_after_an_act_the_next_has_its_own_name(self, dunia):
        with pytest.raises(ZeroDivisionError), audit.act(dunia.eka, "gagal"):
            raise ZeroDivisionError
        with audit.act(dunia.eka, "kemudian"):
            Pegawai.objects.filter(pk=dunia.sari.pk).update(gelar_depan="Dr.")

        assert audit.riwayat(dunia.sari, 1)[0]["tindakan"] == "kemudian"

    def test_what_has_no_act_is_told_generally(self, dunia):
        """Raw changes are in the history too: nothing goes around it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', NULL, true)")
            cursor.execute("UPDATE pegawai_pegawai SET gelar_depan = 'Ir.' WHERE id = %s", [dunia.sari.pk])

        assert "Sistem mengubah data" in [r["kalimat"] for r in riwayat_pegawai(dunia.sari)]

    def test_who_changed_it_is_unknown_for_the_system(self, dunia):
        assert siapa_mengubah(None) == "Data ini sudah diubah sejak halaman Anda dibuka."
        assert siapa_mengubah(dunia.bidang) == "Data ini sudah diubah sejak halaman Anda dibuka."


@pytest.mark.django_db(transaction=True)
class TestBersamaan:
    """Truly at the same time, each in a transaction of his own: exactly one wins."""

    def serentak(self, *kerja) -> list[Exception | None]:
        mulai = threading.Barrier(len(kerja))
        hasil: list[Exception | None] = [None] * len(kerja)

        def jalankan(n: int) -> None:
            mulai.wait()
            try:
                kerja[n]()
            except AturanDilanggar as galat:
                hasil[n] = galat
            finally:
                connections.close_all()

        utas = [threading.Thread(target=jalankan, args=(n,)) for n in range(len(kerja))]
        for u in utas:
            u.start()
        for u in utas:
            u.join()
        return hasil

    def test_two_admins_settle_the_same_report(self):
        d = dunia_baru()
        grant_peran(pelaku=None, pegawai=d.karta, peran=Peran.ADMIN_KEPEGAWAIAN)
        laporan = report_salah(
            pelaku=d.sari, pegawai=d.sari, bidang=BidangPerbaikan.PENILAI, data_benar="Salah"
        )

        hasil = self.serentak(
            lambda: settle_with_penilai(
                pelaku=d.eka, permintaan=laporan, penilai=d.tono, mulai=timezone.localdate(), alasan="A"
            ),
            lambda: reject_perbaikan(pelaku=d.karta, permintaan=laporan, jawaban="Sudah benar"),
        )

        kalah = [g for g in hasil if g]
        assert len(kalah) == 1
        assert isinstance(kalah[0], SudahBerubah)
        laporan.refresh_from_db()
        assert f"sudah dijawab {laporan.dijawab_oleh.nama_lengkap} pada" in kalah[0].pesan
        tono_menilai = penilai_of(d.penempatan(d.sari), timezone.localdate()) == d.tono
        assert tono_menilai == (laporan.status == StatusPerbaikan.DISELESAIKAN)
        assert PermintaanPerbaikan.objects.count() == 1

    def test_two_mutasi_of_heads_leave_one_chain(self):
        d = dunia_baru()
        jabatan = jabatan_baru(d.instansi, "Kepala")

        hasil = self.serentak(
            lambda: move_pegawai(
                pelaku=d.eka,
                pegawai=d.budi,
                jabatan=jabatan,
                unit=d.bidang_lain,
                mulai=HARI,
                is_kepala=True,
                alasan="A",
            ),
            lambda: set_kepala(
                pelaku=d.eka,
                unit=d.dinas,
                pegawai=d.citra,
                jabatan=jabatan,
                jenis=JenisPenugasan.PLH,
                mulai=HARI,
                alasan="B",
            ),
        )

        assert hasil == [None, None]
        assert derive_penilai(d.instansi) == 0

    def test_two_admins_revoking_each_other_leave_one(self):
        d = dunia_baru()
        peran_karta = grant_peran(pelaku=None, pegawai=d.karta, peran=Peran.ADMIN_KEPEGAWAIAN)
        peran_eka = d.eka.peran_diberikan.get()

        hasil = self.serentak(
            lambda: revoke_peran(pelaku=d.eka, diberikan=peran_karta),
            lambda: revoke_peran(pelaku=d.karta, diberikan=peran_eka),
        )

        assert len([g for g in hasil if g]) == 1
        assert PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN).count() == 1
