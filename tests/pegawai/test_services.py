"""Placements: placing, moving, ending, heads of units, legal standing; and what each refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pegawai.errors import (
    DataBelumLengkap,
    Dilarang,
    PenempatanBertabrakan,
)
from pegawai.models import (
    AnggotaTim,
    HubunganPenilai,
    Pegawai,
    Penempatan,
    PeranDiberikan,
)
from pegawai.rules import (
    JenisPenugasan,
    KedudukanHukum,
    Peran,
)
from pegawai.selectors import kepala_of, penempatan_of, penilai_of, riwayat_pegawai
from pegawai.services import (
    add_pejabat_negara,
    change_kedudukan,
    close_penempatan,
    derive_penilai,
    grant_peran,
    move_pegawai,
    place_pegawai,
    set_is_kepala,
    set_kepala,
    set_penilai,
)
from skp.rules import StatusSkp
from tests.factories.pegawai import (
    MULAI,
    Dunia,
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

    @pytest.mark.parametrize("jenis", [JenisPenugasan.PLT, JenisPenugasan.PLH])
    def test_a_delegate_rates_on_his_days_although_the_head_is_in_place(self, dunia, jenis):
        akhir = date(2026, 6, 30)
        place_pegawai(
            **self.isi(
                dunia, pegawai=dunia.citra, unit=dunia.bidang, is_kepala=True, jenis=jenis, selesai=akhir
            )
        )

        assert kepala_of(dunia.bidang, HARI) == dunia.budi
        sari, citra = dunia.penempatan(dunia.sari), dunia.penempatan(dunia.citra)
        assert [penilai_of(sari, h) for h in (kemarin(HARI), HARI, akhir, date(2026, 7, 1))] == [
            dunia.budi,
            dunia.citra,
            dunia.citra,
            dunia.budi,
        ]
        # nobody rates himself: the delegate is still rated by the head
        assert penilai_of(citra, HARI) == dunia.budi

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
