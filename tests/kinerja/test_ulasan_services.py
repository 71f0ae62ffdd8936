"""Services, reviews, sums and ties: the act, its trail, and each refusal leaving nothing changed."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kinerja.errors import LayananTidakSah, PeriodeDitutup, UlasanTidakSah
from kinerja.models import Layanan, RekapUlasan, RekapUnsur, TautanUlasan, UlasanLayanan
from kinerja.rules.ulasan import StatusModerasi
from kinerja.selectors import layanan as baca
from kinerja.selectors import perilaku_per_nilai
from kinerja.selectors.ulasan import cari_ulasan, skp_dinilai
from kinerja.services import layanan as kelola
from kinerja.services import ulasan as services
from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from skp.rules import NilaiPerilaku
from tests.factories.layanan import jawaban_semua, layanan_baru, tautan_baru, ulasan_baru

pytestmark = pytest.mark.django_db


@pytest.fixture
def layanan(dunia, hari_ini) -> Layanan:
    return layanan_baru(dunia.budi, dunia.bidang)


def indeks(layanan: Layanan):
    rentang = baca.Rentang.bulan_terakhir(12, timezone.localdate())
    return baca.indeks_semua([layanan.pk], rentang, baca.setelan_of(layanan.instansi))


class TestLayanan:
    def test_a_new_service_asks_the_nine_elements_and_has_a_code(self, layanan):
        assert [u.kode for u in layanan.set_pertanyaan.unsur.all()] == [f"U{i}" for i in range(1, 10)]
        assert len(layanan.kode) == 8
        assert audit.riwayat(layanan)[0]["tindakan"] == "layanan.ditambah"

    @pytest.mark.parametrize("siapa", ["sari", "citra", "dewi", "tono"])
    def test_only_heads_in_line_and_admins_manage(self, dunia, layanan, siapa):
        with pytest.raises(Dilarang):
            layanan_baru(getattr(dunia, siapa), dunia.bidang, "Lain")
        with pytest.raises(Dilarang):
            kelola.switch_layanan(pelaku=getattr(dunia, siapa), layanan=layanan, is_aktif=False)

        assert Layanan.objects.get().is_aktif

    def test_head_above_and_admin_manage_too(self, dunia, layanan):
        kelola.switch_layanan(pelaku=dunia.karta, layanan=layanan, is_aktif=False)
        kelola.edit_layanan(pelaku=dunia.eka, layanan=layanan, nama="KTP elektronik")

        layanan.refresh_from_db()
        assert (layanan.nama, layanan.is_aktif) == ("KTP elektronik", False)

    @pytest.mark.parametrize("nama", ["", "   ", "pembuatan ktp", "x" * 151])
    def test_name_is_there_and_free(self, dunia, layanan, nama):
        with pytest.raises(LayananTidakSah) as galat:
            layanan_baru(dunia.budi, dunia.bidang, nama)

        assert galat.value.bidang == "nama"

    def test_two_tabs_are_told(self, dunia, layanan):
        versi = kelola.versi_layanan(layanan)
        kelola.edit_layanan(pelaku=dunia.budi, layanan=layanan, nama="Satu", versi=versi)

        with pytest.raises(SudahBerubah):
            kelola.edit_layanan(pelaku=dunia.budi, layanan=layanan, nama="Dua", versi=versi)

    def test_reviewed_is_never_deleted(self, dunia, layanan):
        ulasan_baru(layanan)
        with pytest.raises(LayananTidakSah, match="Nonaktifkan"):
            kelola.delete_layanan(pelaku=dunia.budi, layanan=layanan)

        lain = layanan_baru(dunia.budi, dunia.bidang, "Salah ketik")
        kelola.delete_layanan(pelaku=dunia.budi, layanan=lain)

        assert Layanan.objects.get() == layanan

    def test_element_left_out_keeps_its_answers(self, dunia, layanan):
        ulasan_baru(layanan, jawaban=jawaban_semua(layanan, 4))
        isi = [kelola.IsiUnsur("U1", "Persyaratan", "Mudah?", Decimal(2))]
        kelola.save_set(
            pelaku=dunia.eka,
            nama="Ringkas",
            skala=("1", "2", "3", "4"),
            unsur=isi,
            set_pertanyaan=layanan.set_pertanyaan,
        )

        assert [u.kode for u in baca.unsur_aktif(layanan.set_pertanyaan_id)] == ["U1"]
        assert len(indeks(layanan).unsur) == 9

    def test_settings_need_the_admin_of_the_agency(self, dunia, layanan):
        isi = {"n_minimum": 3, "batas_alamat": 5, "batas_layanan": 9, "kata": "Lemot,  lemot", "pengali": 25}
        with pytest.raises(Dilarang):
            kelola.save_setelan(pelaku=dunia.budi, kategori="0 | A | Baik", **isi)

        s = kelola.save_setelan(pelaku=dunia.eka, kategori="50 | B | Cukup\n0 | C | Buruk", **isi)

        assert (s.kata, s.tabel_kategori[0].mutu, baca.setelan_of(dunia.instansi).n_minimum) == (
            "lemot",
            "B",
            3,
        )


class TestReceive:
    def test_same_key_is_one_row(self, layanan):
        kunci = uuid.uuid4()
        satu, baru = services.receive_ulasan(layanan=layanan, kunci=kunci, nilai=4, kata="Baik")
        dua, lagi = services.receive_ulasan(layanan=layanan, kunci=kunci, nilai=1)

        assert (baru, lagi, satu.resi, indeks(layanan).jumlah) == (True, False, dua.resi, 1)

    def test_insult_waits_and_its_mark_counts(self, layanan):
        u = ulasan_baru(layanan, "Petugas g0bl0k", 1)

        assert (u.moderasi, u.alasan_tahan) == (StatusModerasi.MENUNGGU, "Kata yang tidak pantas")
        assert indeks(layanan).umum == (1, 0, 0, 0)

    def test_insult_in_the_name_waits_too(self, layanan):
        assert ulasan_baru(layanan, petugas="Si Tolol").moderasi == StatusModerasi.MENUNGGU

    def test_closed_service_takes_nothing(self, dunia, layanan):
        kelola.switch_layanan(pelaku=dunia.budi, layanan=layanan, is_aktif=False)
        layanan.refresh_from_db()

        with pytest.raises(UlasanTidakSah):
            ulasan_baru(layanan)

        assert not UlasanLayanan.objects.exists()

    def test_no_trace_of_the_sender_is_a_column(self):
        nama = {f.name for f in UlasanLayanan._meta.get_fields()}

        assert not nama & {"alamat", "ip", "jejak", "peramban", "sesi"}


class TestIndeks:
    def test_below_the_smallest_number_only_counts(self, layanan):
        for _ in range(9):
            ulasan_baru(layanan, jawaban=jawaban_semua(layanan, 4))
        assert (indeks(layanan).nilai, indeks(layanan).kategori, indeks(layanan).responden) == (None, None, 9)

        ulasan_baru(layanan, jawaban=jawaban_semua(layanan, 2))

        # nine of 4 and one of 2: mean 3,8 × 25
        assert indeks(layanan).nilai == Decimal("95.00")
        assert indeks(layanan).kategori.mutu == "A"
        assert all(b["rata"] == Decimal("3.80") for b in indeks(layanan).unsur_tampil())

    def test_sums_are_those_of_the_reviews(self, dunia, layanan):
        """Whatever comes in and goes out, the stored sums are what counting again gives."""
        for i in range(12):
            jawab = dict(list(jawaban_semua(layanan, i % 4 + 1).items())[: i % 5])
            u = ulasan_baru(layanan, "Kata", (i % 4 + 1) if i % 3 else None, jawaban=jawab, jenis="saran")
            if i % 4 == 0:
                services.void_ulasan(pelaku=dunia.eka, ulasan=u, alasan="Uji")
            if i % 8 == 0:
                services.restore_ulasan(pelaku=dunia.eka, ulasan=u)
        tersimpan = list(RekapUlasan.objects.values()), list(RekapUnsur.objects.order_by("pk").values())
        services.recount(layanan.pk, timezone.localdate().replace(day=1))

        assert (
            list(RekapUlasan.objects.values()),
            list(RekapUnsur.objects.order_by("pk").values()),
        ) == tersimpan
        sah = UlasanLayanan.objects.sah()
        assert indeks(layanan).jumlah == sah.count()
        assert indeks(layanan).responden == sah.exclude(jawaban={}).count()
        assert sum(indeks(layanan).umum) == sah.filter(nilai__isnull=False).count()
        assert sum(u.n for u in indeks(layanan).unsur) == sum(len(u.jawaban) for u in sah)

    def test_trend_by_month_and_quarter(self, layanan):
        setelan = baca.setelan_of(layanan.instansi)
        rentang = baca.Rentang.bulan_terakhir(12, timezone.localdate())
        ulasan_baru(layanan)

        bulan = baca.tren([layanan.pk], rentang, setelan, per_triwulan=False)
        triwulan = baca.tren([layanan.pk], rentang, setelan, per_triwulan=True)

        assert (len(bulan), bulan[0].nama, bulan[-1].nama) == (12, "Juni 2025", "Mei 2026")
        assert (len(triwulan), triwulan[-1].nama, triwulan[-1].indeks.jumlah) == (5, "Triwulan II 2026", 1)

    def test_children_of_a_unit_add_up(self, dunia, layanan):
        lain = layanan_baru(dunia.karta, dunia.bidang_lain, "Data statistik")
        for satu, n in ((layanan, 3), (lain, 2)):
            for _ in range(n):
                ulasan_baru(satu)
        setelan, rentang = (
            baca.setelan_of(dunia.instansi),
            baca.Rentang.bulan_terakhir(1, timezone.localdate()),
        )
        semua = Layanan.objects.visible_to(dunia.karta).values("pk")

        per_anak = baca.indeks_per_anak(semua, dunia.dinas, rentang, setelan)

        assert {k: i.jumlah for k, i in per_anak.items()} == {
            str(dunia.bidang.pk): 3,
            str(dunia.bidang_lain.pk): 2,
        }


class TestVoid:
    def test_flood_goes_out_with_a_reason_and_stays_in_the_history(self, dunia, layanan):
        biasa = ulasan_baru(layanan, nilai=4)
        UlasanLayanan.objects.filter(pk=biasa.pk).update(dibuat_pada=timezone.now() - timedelta(hours=3))
        banjir = [ulasan_baru(layanan, nilai=1) for _ in range(5)]
        rentang = {
            "mulai": timezone.now() - timedelta(hours=1),
            "selesai": timezone.now() + timedelta(hours=1),
        }

        n = services.void_lonjakan(pelaku=dunia.eka, layanan=layanan, alasan="Kiriman seragam", **rentang)

        assert (n, indeks(layanan).umum) == (5, (0, 0, 0, 1))
        terakhir = audit.riwayat(banjir[0])[0]
        assert (terakhir["tindakan"], terakhir["alasan"]) == ("ulasan.dibatalkan", "Kiriman seragam")

    @pytest.mark.parametrize("siapa", ["budi", "karta", "sari"])
    def test_nobody_judges_in_his_own_cause(self, dunia, layanan, siapa):
        u = ulasan_baru(layanan, "goblok")
        pelaku = getattr(dunia, siapa)

        for coba in (
            lambda: services.void_ulasan(pelaku=pelaku, ulasan=u, alasan="Tidak suka"),
            lambda: services.moderate_ulasan(pelaku=pelaku, ulasan=u, buka=True),
        ):
            with pytest.raises(Dilarang):
                coba()

        u.refresh_from_db()
        assert (u.dibatalkan_pada, u.moderasi) == (None, StatusModerasi.MENUNGGU)

    def test_a_reason_is_asked_for(self, dunia, layanan):
        u = ulasan_baru(layanan, "goblok")
        for coba in (
            lambda: services.void_ulasan(pelaku=dunia.eka, ulasan=u, alasan="  "),
            lambda: services.moderate_ulasan(pelaku=dunia.eka, ulasan=u, buka=False),
        ):
            with pytest.raises(UlasanTidakSah):
                coba()


class TestBalas:
    def test_head_answers_what_is_open(self, dunia, layanan):
        u = ulasan_baru(layanan, "Antre lama", 2, jenis="keluhan")
        services.reply_ulasan(pelaku=dunia.budi, ulasan=u, balasan="Loket ditambah.", is_tampil=True)

        assert [x.pk for x in baca.contoh_balasan(layanan, 5)] == [u.pk]

    def test_words_that_wait_are_not_answered(self, dunia, layanan):
        u = ulasan_baru(layanan, "Dasar goblok")
        with pytest.raises(Dilarang, match="moderasi"):
            services.reply_ulasan(pelaku=dunia.budi, ulasan=u, balasan="Maaf.", is_tampil=False)
        services.moderate_ulasan(pelaku=dunia.eka, ulasan=u, buka=True)

        services.reply_ulasan(pelaku=dunia.budi, ulasan=u, balasan="Maaf.", is_tampil=False)

        assert not baca.contoh_balasan(layanan, 5).exists()

    def test_search_finds_stems_and_names_but_not_what_waits(self, layanan):
        satu = ulasan_baru(layanan, "Pelayanannya cepat", petugas="Bu Rina")
        ulasan_baru(layanan, "Pelayanan goblok")

        assert [u.pk for u in cari_ulasan([layanan.pk], kata="pelayanan")] == [satu.pk]
        assert [u.pk for u in cari_ulasan([layanan.pk], kata="rina")] == [satu.pk]


class TestTaut:
    def test_tied_praise_is_material_of_the_evaluation_and_can_be_untied(self, dunia, layanan, skp):
        t = tautan_baru(dunia.budi, layanan, skp)
        services.answer_tautan(pelaku=dunia.sari, tautan=t, tanggapan="Terima kasih.")

        (nilai,) = [n for n in perilaku_per_nilai(skp) if n.nilai == NilaiPerilaku.BERORIENTASI_PELAYANAN]
        (catatan,) = nilai.catatan
        assert "Bu Sari sabar sekali." in catatan.uraian
        assert catatan.tautan_ulasan.tanggapan == "Terima kasih."

        services.untie_ulasan(pelaku=dunia.budi, tautan=t, alasan="Ternyata Sari yang lain.")
        assert not any(n.catatan for n in perilaku_per_nilai(skp))
        assert TautanUlasan.objects.get().dilepas_oleh == dunia.budi

    def test_nothing_is_tied_by_itself(self, layanan, skp):
        ulasan_baru(layanan, "Sari Puspita hebat", jenis="pujian", petugas="Sari Puspita")

        assert not TautanUlasan.objects.exists()

    @pytest.mark.parametrize("siapa", ["karta", "tono", "eka", "sari", "citra"])
    def test_only_the_penilai_ties(self, dunia, layanan, skp, siapa):
        with pytest.raises(Dilarang):
            tautan_baru(getattr(dunia, siapa), layanan, skp)

    def test_unnamed_suggestion_and_twice_are_refused(self, dunia, layanan, skp):
        saran = ulasan_baru(layanan, "Tambah kursi", jenis="saran", petugas="Bu Sari")
        tanpa = ulasan_baru(layanan, "Ramah", jenis="pujian")
        for u in (saran, tanpa):
            with pytest.raises(Dilarang):
                services.tie_ulasan(pelaku=dunia.budi, ulasan=u, skp=skp, alasan="Jelas")
        t = tautan_baru(dunia.budi, layanan, skp)

        with pytest.raises(UlasanTidakSah, match="sudah ditautkan"):
            services.tie_ulasan(pelaku=dunia.budi, ulasan=t.ulasan, skp=skp, alasan="Lagi")

    def test_closed_period_keeps_its_material(self, dunia, layanan, skp):
        u = ulasan_baru(layanan, "Ramah", jenis="pujian", petugas="Bu Sari")
        UlasanLayanan.objects.filter(pk=u.pk).update(dibuat_pada=timezone.now() - timedelta(days=120))

        with pytest.raises(PeriodeDitutup):
            services.tie_ulasan(pelaku=dunia.budi, ulasan=u, skp=skp, alasan="Jelas")

        assert not TautanUlasan.objects.exists()

    def test_choice_holds_only_people_one_rates(self, dunia, skp):
        assert list(skp_dinilai(dunia.budi)) == [skp]
        assert not skp_dinilai(dunia.karta).filter(pk=skp.pk).exists()

    def test_only_the_person_answers(self, dunia, layanan, skp):
        t = tautan_baru(dunia.budi, layanan, skp)
        with pytest.raises(Dilarang):
            services.answer_tautan(pelaku=dunia.budi, tautan=t, tanggapan="Bukan saya")
        with pytest.raises(UlasanTidakSah):
            services.answer_tautan(pelaku=dunia.sari, tautan=t, tanggapan="  ")
