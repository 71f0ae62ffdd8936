"""The flow on pages and by API: the whole table of moves, notes, bulk approval, versions, the pengelola."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pegawai.errors import Dilarang, SudahBerubah
from skp import rules, selectors, services
from skp.errors import IsianTidakSah, SkpTerkunci
from skp.models import CatatanTinjauan, Periode, Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import RHK_UTAMA, periode_tahun, skp_at
from tests.skp.halaman import teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp

TINDAKAN = {
    "ajukan": ("sari", {}, S.DIAJUKAN, {S.DRAF, S.DIKEMBALIKAN}),
    "tarik": ("sari", {}, S.DRAF, {S.DIAJUKAN}),
    "kembalikan": ("budi", {"catatan": "Perbaiki"}, S.DIKEMBALIKAN, {S.DIAJUKAN, S.DISETUJUI}),
    "setujui": ("budi", {}, S.BERJALAN, {S.DIAJUKAN}),
    "batal": (
        "eka",
        {"alasan": "Salah"},
        S.DIBATALKAN,
        {S.DRAF, S.DIKEMBALIKAN, S.DITETAPKAN, S.BERJALAN},
    ),
    "revisi": ("sari", {"alasan": "Prioritas berubah"}, None, {S.DITETAPKAN, S.BERJALAN}),
}
"""Every act: who, with what, which state comes of it (None: the SKP stays, a proposal begins), and from which."""


@pytest.mark.parametrize("lewat", ["halaman", "api"])
def test_every_act_from_every_state(dunia, masuk, tetap, lewat):
    klien = {nama: masuk(getattr(dunia, nama)) for nama in ("sari", "budi", "eka")}
    for status in S:
        with transaction.atomic():
            skp = skp_at(status, pegawai=dunia.sari)
            for tindakan, (siapa, data, jadi, boleh) in TINDAKAN.items():
                sid = transaction.savepoint()
                if lewat == "halaman":
                    jawab = klien[siapa].post(url(tindakan, skp), data)
                    sah = jawab.status_code == 302
                else:
                    alamat = reverse(f"api_skp_{tindakan}", args=[skp.uuid])
                    jawab = klien[siapa].post(alamat, data, content_type="application/json")
                    sah = jawab.status_code in (200, 201)
                assert sah == (status in boleh), (status, tindakan, jawab.status_code)
                kini = Skp.objects.get(pk=skp.pk).status
                if not sah:
                    assert (jawab.status_code, kini) == (409, status), (status, tindakan)
                elif jadi is None:
                    assert (kini, Skp.objects.get(revisi_dari=skp).status) == (status, S.DRAF)
                else:
                    assert kini == jadi, (status, tindakan)
                transaction.savepoint_rollback(sid)
            transaction.set_rollback(True)


def test_the_acts_cover_every_move_of_the_table():
    """What no act of a person does is what follows by itself from an approval, or closes a year."""
    oleh_orang = {(dari, jadi) for _, _, jadi, boleh in TINDAKAN.values() for dari in boleh if jadi}
    oleh_orang |= {(dari, S.DIREVISI) for dari in TINDAKAN["revisi"][3]}
    oleh_orang -= {(S.DIAJUKAN, S.BERJALAN)}
    tabel = {(dari, ke) for dari, semua in rules.TRANSISI_SKP.items() for ke in semua}

    assert tabel - oleh_orang == {
        (S.DIAJUKAN, S.DISETUJUI),
        (S.DISETUJUI, S.DITETAPKAN),
        (S.DITETAPKAN, S.BERJALAN),
        (S.BERJALAN, S.SELESAI),
    }
    assert oleh_orang <= tabel


class TestCatatan:
    def test_pinned_returned_mended_and_seen_again(self, dunia, diajukan, masuk):
        rhk = diajukan.rhk.first()
        budi, sari = masuk(dunia.budi), masuk(dunia.sari)
        budi.post(url("catatan_semat", diajukan), {"sasaran": f"rhk-{rhk.uuid}", "teks": "Sebut satuannya"})
        budi.post(
            url("catatan_semat", diajukan), {"sasaran": "perilaku-kolaboratif", "teks": "Lintas bidang"}
        )
        assert "Sebut satuannya" not in teks(sari.get(url("detail", diajukan)))
        assert "belum dikirim" in teks(budi.get(url("tinjau", diajukan)))

        assert budi.post(url("kembalikan", diajukan), {"catatan": ""}).status_code == 302

        halaman = teks(sari.get(url("detail", diajukan)))
        assert "Sebut satuannya" in halaman
        assert halaman.count("Perlu perbaikan") == 2
        assert "Sebut satuannya" in teks(sari.get(url("hasil_kerja", diajukan)))
        assert "Lintas bidang" in teks(sari.get(url("perilaku", diajukan)))

        services.save_rhk(
            pelaku=dunia.sari, skp=diajukan, rhk=rhk, teks=f"{RHK_UTAMA} kabupaten", rhk_pimpinan_teks="x"
        )
        for c in diajukan.tinjauan.all():
            sari.post(url("catatan_selesai", c), {"jawaban": "Sudah ditambah"})
        assert "Perlu perbaikan" not in teks(sari.get(url("detail", diajukan)))
        sari.post(url("ajukan", diajukan))

        baru = budi.get(url("tinjau", diajukan))
        assert "Sudah diperbaiki" in teks(baru)
        assert "Jawaban: Sudah ditambah" in teks(baru)
        assert "perubahan sejak dikembalikan" in teks(baru)
        assert "<ins>kabupaten</ins>" in baru.content.decode()

    def test_a_return_needs_one_note_somewhere(self, dunia, diajukan, masuk, tetap):
        with tetap(diajukan):
            jawab = masuk(dunia.budi).post(url("kembalikan", diajukan), {"catatan": " "})
        assert jawab.status_code == 422
        assert "Atau sematkan catatan pada bagiannya" in teks(jawab)

    def test_wrong_input_keeps_what_was_typed(self, dunia, diajukan, masuk):
        budi = masuk(dunia.budi)
        jawab = budi.post(url("catatan_semat", diajukan), {"sasaran": "rhk-lain", "teks": "Tulisan panjang"})
        assert jawab.status_code == 422
        assert "Bagian itu tidak ditemukan" in teks(jawab)
        assert "Tulisan panjang" in teks(jawab)
        assert not CatatanTinjauan.objects.exists()

    def test_of_another_skp_is_not_an_item_of_this_one(self, dunia, diajukan):
        lain = skp_at(S.DRAF, pegawai=dunia.citra).rhk.first()
        with pytest.raises(IsianTidakSah):
            services.pin_catatan(pelaku=dunia.budi, skp=diajukan, sasaran=f"rhk-{lain.uuid}", teks="x")

    def test_who_may_and_when(self, dunia, diajukan):
        for nama in ("sari", "karta", "citra", "eka"):
            with pytest.raises(Dilarang):
                services.pin_catatan(pelaku=getattr(dunia, nama), skp=diajukan, sasaran="umum", teks="x")
        catatan = services.pin_catatan(pelaku=dunia.budi, skp=diajukan, sasaran="umum", teks="x")
        with pytest.raises(SkpTerkunci):
            services.settle_catatan(pelaku=dunia.sari, catatan=catatan)
        services.return_skp(pelaku=dunia.budi, skp=diajukan)
        with pytest.raises(SudahBerubah, match="sudah dikirim"):
            services.unpin_catatan(pelaku=dunia.budi, catatan=catatan)
        with pytest.raises(Dilarang):
            services.settle_catatan(pelaku=dunia.budi, catatan=catatan)
        with pytest.raises(SkpTerkunci):
            services.pin_catatan(pelaku=dunia.budi, skp=diajukan, sasaran="umum", teks="y")

    def test_taken_back_before_it_was_sent(self, dunia, diajukan, masuk):
        catatan = services.pin_catatan(pelaku=dunia.budi, skp=diajukan, sasaran="umum", teks="x")
        assert masuk(dunia.sari).post(url("catatan_lepas", catatan)).status_code == 404
        assert masuk(dunia.budi).post(url("catatan_lepas", catatan)).status_code == 302
        assert not CatatanTinjauan.objects.exists()

    def test_of_a_deleted_item_it_stays_readable(self, dunia, diajukan, masuk):
        rhk = diajukan.rhk.last()
        services.pin_catatan(pelaku=dunia.budi, skp=diajukan, sasaran=f"rhk-{rhk.uuid}", teks="Hapus saja")
        services.return_skp(pelaku=dunia.budi, skp=diajukan)
        kutipan = rhk.teks
        services.delete_rhk(pelaku=dunia.sari, rhk=rhk)
        halaman = teks(masuk(dunia.sari).get(url("detail", diajukan)))
        assert "Hapus saja" in halaman
        assert f"“{kutipan}”, yang sudah dihapus" in halaman

    def test_an_approval_settles_what_was_open(self, dunia, diajukan):
        catatan = services.pin_catatan(pelaku=dunia.budi, skp=diajukan, sasaran="umum", teks="Bagus")
        services.approve_skp(pelaku=dunia.budi, skp=diajukan)
        catatan.refresh_from_db()
        assert catatan.dikirim_pada
        assert catatan.diselesaikan_oleh == dunia.budi


class TestMassal:
    @pytest.fixture
    def empat(self, dunia) -> list[Skp]:
        from pegawai.services import derive_penilai

        orang = [pegawai_baru(dunia.instansi, f"Anggota {n}", unit=dunia.bidang) for n in range(4)]
        derive_penilai(dunia.instansi)
        return [skp_at(S.DIAJUKAN, pegawai=o) for o in orang]

    def rusak(self, empat: list[Skp]) -> None:
        """One was withdrawn a second ago, one changed since it was read, one lost its indicators."""
        _, tarik, ubah, kurang = empat
        services.withdraw_skp(pelaku=tarik.pegawai, skp=tarik)
        Skp.objects.filter(pk=ubah.pk).update(nomor_sunting=ubah.nomor_sunting + 1)
        kurang.rhk.first().indikator.all().delete()

    def test_each_by_itself_and_each_named(self, dunia, empat, masuk):
        data = {"pilih": [str(s.uuid) for s in empat] + ["ngawur"]} | {
            f"nomor-{s.uuid}": s.nomor_sunting for s in empat
        }
        self.rusak(empat)
        jawab = masuk(dunia.budi).post(reverse("skp:setujui_massal"), data)
        isi = teks(jawab)

        assert "1 disetujui, 4 tidak" in isi
        assert "Anggota 1 menarik kembali SKP ini" in isi
        assert "berubah setelah Anda membukanya" in isi
        assert "belum memiliki indikator" in isi
        assert [Skp.objects.get(pk=s.pk).status for s in empat] == [
            S.BERJALAN,
            S.DRAF,
            S.DIAJUKAN,
            S.DIAJUKAN,
        ]

    def test_the_same_by_api(self, dunia, empat, masuk):
        data = {"pilih": [{"uuid": str(s.uuid), "nomor_sunting": s.nomor_sunting} for s in empat]}
        self.rusak(empat)
        jawab = masuk(dunia.budi).post(
            reverse("api_skp_setujui_massal"), data, content_type="application/json"
        )
        assert [(b["disetujui"], bool(b["alasan"])) for b in jawab.json()] == [
            (True, False),
            (False, True),
            (False, True),
            (False, True),
        ]

    def test_of_others_nothing_is_approved(self, dunia, empat, masuk):
        jawab = masuk(dunia.karta).post(reverse("skp:setujui_massal"), {"pilih": [str(empat[0].uuid)]})
        assert "0 disetujui, 1 tidak" in teks(jawab)
        assert "pejabat penilainya" in teks(jawab)

    def test_nothing_ticked_goes_back_with_a_sentence(self, dunia, empat, masuk):
        jawab = masuk(dunia.budi).post(reverse("skp:setujui_massal"), follow=True)
        assert "Centang satu atau lebih" in teks(jawab)


class TestVersi:
    @pytest.fixture
    def direvisi(self, dunia) -> Skp:
        skp = skp_at(S.BERJALAN, pegawai=dunia.sari)
        usulan = services.start_revisi(pelaku=dunia.sari, skp=skp, alasan="Prioritas berubah")
        services.save_rhk(
            pelaku=dunia.sari,
            skp=usulan,
            rhk=usulan.rhk.first(),
            teks=f"{RHK_UTAMA} kabupaten",
            rhk_pimpinan_teks="x",
        )
        services.submit_skp(pelaku=dunia.sari, skp=usulan)
        return services.approve_skp(pelaku=dunia.budi, skp=usulan)

    def test_by_page_from_the_button_to_the_new_version(self, dunia, masuk):
        skp, sari, budi = skp_at(S.BERJALAN, pegawai=dunia.sari), masuk(dunia.sari), masuk(dunia.budi)
        assert "Revisi SKP" in teks(sari.get(url("detail", skp)))
        assert sari.post(url("revisi", skp), {"alasan": ""}).status_code == 422
        sari.post(url("revisi", skp), {"alasan": "Prioritas berubah"})
        usulan = Skp.objects.get(revisi_dari=skp)
        assert "sampai revisi ini disetujui" in teks(sari.get(url("detail", usulan)))
        assert "Revisi versi 2 sedang berjalan" in teks(sari.get(url("detail", skp)))
        assert sari.get(url("revisi", skp)).status_code == 302
        sari.post(url("ajukan", usulan))
        assert "Revisi, versi 2" in teks(budi.get(url("tim")))
        assert "0 perubahan dari SKP yang berlaku" in teks(budi.get(url("tinjau", usulan)))
        budi.post(url("setujui", usulan))
        assert "versi 2" in teks(sari.get(url("detail", skp)))
        assert "Versi 1 sudah diganti" in teks(sari.get(url("detail", usulan)))

    def test_compared_with_the_words_marked(self, dunia, direvisi, masuk):
        jawab = masuk(dunia.sari).get(url("banding", direvisi))
        assert "<ins>kabupaten</ins>" in jawab.content.decode()
        assert "1 bagian berbeda" in teks(jawab)
        lama = Skp.objects.get(revisi_dari=direvisi)
        sama = masuk(dunia.sari).get(url("banding", direvisi), {"lama": lama.uuid, "baru": lama.uuid})
        assert "Pilih dua versi" in teks(sama)

    def test_last_years_is_offered_and_pairs_by_likeness(self, dunia, masuk):
        lalu = skp_at(S.BERJALAN, pegawai=dunia.sari, tahun=timezone.localdate().year - 1)
        kini = skp_at(S.DIAJUKAN, pegawai=dunia.sari, rhk=(f"{RHK_UTAMA} baru",))
        jawab = masuk(dunia.budi).get(url("banding", kini), {"lama": lalu.uuid, "baru": kini.uuid})
        assert "<ins>baru</ins>" in jawab.content.decode()
        assert RHK_UTAMA in teks(masuk(dunia.budi).get(url("tahun_lalu", kini)))

    def test_the_whole_history_on_one_page(self, dunia, direvisi, masuk, django_assert_max_num_queries):
        client = masuk(dunia.sari)
        with django_assert_max_num_queries(12):
            halaman = client.get(url("riwayat", direvisi))
        isi = teks(halaman)
        for potong in (
            "Sari Puspita mulai menyusun SKP.",
            "Sari Puspita mengajukan SKP.",
            "Budi Santoso menyetujui SKP.",
            "Sari Puspita mulai menyusun revisi SKP.",
            "Prioritas berubah",
            "Sari Puspita mengubah rencana hasil kerja.",
            "Budi Santoso menyetujui revisi SKP.",
        ):
            assert potong in isi
        assert "<ins>kabupaten</ins>" in halaman.content.decode()

    def test_the_review_page_stays_within_twelve_queries(
        self, dunia, direvisi, masuk, django_assert_max_num_queries
    ):
        usulan = services.start_revisi(pelaku=dunia.sari, skp=direvisi, alasan="Lagi")
        services.submit_skp(pelaku=dunia.sari, skp=usulan)
        services.pin_catatan(pelaku=dunia.budi, skp=usulan, sasaran="umum", teks="x")
        services.return_skp(pelaku=dunia.budi, skp=usulan)
        services.submit_skp(pelaku=dunia.sari, skp=usulan)
        client = masuk(dunia.budi)
        with django_assert_max_num_queries(12):
            client.get(url("tinjau", usulan))


class TestPengelola:
    @pytest.fixture(autouse=True)
    def _terbuka(self, dunia):
        """The window is data: here it is open, whatever the day of the test."""
        periode_tahun(dunia.instansi)
        Periode.objects.update(pengelola_mulai=date(2000, 1, 1))

    def test_drafts_for_a_person_and_it_is_marked(self, dunia, masuk):
        eka, sari, budi = masuk(dunia.eka), masuk(dunia.sari), masuk(dunia.budi)
        assert "Sari Puspita" in teks(eka.get(url("pengelola")))
        eka.post(url("susunkan", dunia.penempatan(dunia.sari)))
        skp = Skp.objects.get(pegawai=dunia.sari)
        assert (skp.pengelola, skp.status) == (dunia.eka, S.DRAF)
        eka.get(url("detail", skp))  # takes the message that names him
        assert "Sari Puspita" not in teks(eka.get(url("pengelola")))
        from tests.factories.skp import RHK_PIMPINAN

        with pytest.raises(Dilarang, match="pengelola kinerja"):
            services.save_rhk(pelaku=dunia.sari, skp=skp, teks="x", rhk_pimpinan_teks=RHK_PIMPINAN)
        rhk = services.save_rhk(pelaku=dunia.eka, skp=skp, teks=RHK_UTAMA, rhk_pimpinan_teks=RHK_PIMPINAN)
        services.save_indikator(
            pelaku=dunia.eka,
            rhk=rhk,
            aspek=rules.Aspek.KUANTITAS,
            teks="Jumlah",
            target_angka=4,
            satuan="unit",
        )
        halaman = teks(sari.get(url("detail", skp)))
        assert "disusunkan pengelola kinerja" in halaman
        sari.post(url("catatan_semat", skp), {"sasaran": f"rhk-{rhk.uuid}", "teks": "Terlalu berat"})
        assert "Terlalu berat" in teks(eka.get(url("detail", skp)))
        assert sari.post(url("ajukan", skp)).status_code == 403
        eka.post(url("ajukan", skp))
        assert "Terlalu berat" in teks(budi.get(url("tinjau", skp)))
        budi.post(url("setujui", skp))
        skp.refresh_from_db()
        assert (skp.status, skp.disetujui_oleh) == (S.BERJALAN, dunia.budi)
        assert services.start_revisi(pelaku=dunia.sari, skp=skp, alasan="x").pengelola is None

    def test_takes_over_a_draft_that_was_left(self, dunia, draf):
        skp = services.draft_for(pelaku=dunia.eka, penempatan=draf.penempatan, periode=draf.periode)
        assert (skp.pk, skp.pengelola) == (draf.pk, dunia.eka)

    def test_not_what_was_handed_in_not_by_others_not_for_oneself(self, dunia, diajukan):
        with pytest.raises(SkpTerkunci):
            services.draft_for(pelaku=dunia.eka, penempatan=diajukan.penempatan, periode=diajukan.periode)
        for pelaku, orang in ((dunia.budi, dunia.sari), (dunia.eka, dunia.eka), (dunia.citra, dunia.sari)):
            with pytest.raises(Dilarang):
                services.draft_for(
                    pelaku=pelaku, penempatan=dunia.penempatan(orang), periode=diajukan.periode
                )

    def test_not_before_its_day(self, dunia, draf):
        Periode.objects.update(pengelola_mulai=date(2999, 1, 15))
        draf.periode.refresh_from_db()
        with pytest.raises(Dilarang, match="mulai 15 Januari 2999"):
            services.draft_for(pelaku=dunia.eka, penempatan=draf.penempatan, periode=draf.periode)

    def test_the_default_is_after_the_second_week(self):
        from skp.rules.tinjauan import pengelola_mulai

        assert pengelola_mulai(2026) == date(2026, 1, 15)


def test_a_deleted_rhk_of_the_leader_leaves_twenty_with_their_words(dunia, masuk):
    pimpinan = skp_at(S.DRAF, pegawai=dunia.budi, rhk=("Layanan siap", "Lain"))
    rhk = pimpinan.rhk.get(teks="Layanan siap")
    skp = skp_at(S.DRAF, pegawai=dunia.sari, rhk_pimpinan=rhk)
    lain = skp_at(S.DIAJUKAN, pegawai=dunia.citra, rhk_pimpinan=rhk)
    services.delete_rhk(pelaku=dunia.budi, rhk=rhk)

    halaman = teks(masuk(dunia.sari).get(url("detail", skp)))
    assert "1 RHK pimpinan yang didukung sudah dihapus" in halaman
    assert skp.rhk.get(teks=RHK_UTAMA).rhk_pimpinan_teks == "Layanan siap"
    assert services.approve_skp(pelaku=dunia.budi, skp=lain).status == S.BERJALAN
    services.save_rhk(
        pelaku=dunia.sari,
        skp=skp,
        rhk=skp.rhk.get(teks=RHK_UTAMA),
        teks=RHK_UTAMA,
        rhk_pimpinan=pimpinan.rhk.get(teks="Lain"),
    )
    assert "sudah dihapus" not in teks(masuk(dunia.sari).get(url("detail", skp)))


def test_words_that_differ_are_marked():
    potong = [(p.tanda.value, p.teks) for p in rules.beda_kata("a b c", "a x c d")]
    assert potong == [("sama", "a "), ("hapus", "b "), ("baru", "x "), ("sama", "c "), ("baru", "d")]
    assert rules.beda_kata("", "") == []
    assert "".join(p.teks for p in rules.beda_kata("lama", "")) == "lama"


def test_the_history_of_one_day_is_told_once(dunia, draf):
    rhk = draf.rhk.first()
    for kata in ("satu", "satu dua", "satu dua tiga"):
        services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=rhk, teks=kata, rhk_pimpinan_teks="x")
    tulisan = [k for k in selectors.riwayat_of(draf) if "rencana hasil kerja" in k.kalimat]
    assert sorted(k.kalimat for k in tulisan) == ["Sari Puspita menambah rencana hasil kerja."] * 2
    assert "satu dua tiga" in {p.teks for k in tulisan for u in k.ubahan for p in u.potongan}
