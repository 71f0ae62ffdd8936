"""Entries acknowledged, questioned, answered; a week of the team at once."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja import rules, selectors, services
from kinerja.errors import TanggapanTidakSah
from kinerja.models import PesanCatatan, TanggapanCatatan
from kinerja.rules import IsiPekan, JenisTanggapan
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.services import derive_penilai
from skp.rules import StatusSkp
from tests.factories.kinerja import catatan_baru
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import skp_at

SENIN = date(2026, 5, 11)


def isi_kini(catatan, pelaku):
    selectors.sematkan_tanggapan([catatan])
    return catatan.ditanggapi.milik(pelaku)


class TestRules:
    @pytest.mark.parametrize(
        ("sebelum", "sesudah"),
        [
            ([(1, 0)], [(1, 1)]),  # changed
            ([(1, 0)], [(1, 0), (2, 0)]),  # new
            ([(1, 0), (2, 0)], [(1, 0)]),  # withdrawn
            ([(1, 0), (2, 0)], [(1, 0), (3, 0)]),  # one withdrawn, one new
            ([], [(1, 0)]),
        ],
    )
    def test_mark_of_a_week_shows_every_change(self, sebelum, sesudah):
        assert str(IsiPekan.dari(sebelum)) != str(IsiPekan.dari(sesudah))

    def test_mark_of_the_same_week_is_the_same(self):
        assert str(IsiPekan.dari([(1, 2), (5, 0)])) == str(IsiPekan.dari([(5, 0), (1, 2)]))

    @pytest.mark.parametrize(("dilihat", "kini", "berubah"), [(0, 0, False), (0, 1, True), (2, 1, False)])
    def test_changed_since(self, dilihat, kini, berubah):
        assert rules.berubah_sejak(dilihat, kini) is berubah


@pytest.mark.django_db
class TestAcknowledge:
    def test_penilai_acknowledges_once(self, dunia, rhk):
        c = catatan_baru(rhk, SENIN)

        services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)
        services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)

        (t,) = TanggapanCatatan.objects.all()
        assert (t.jenis, t.peran, t.oleh) == (JenisTanggapan.DIKETAHUI, "penilai", dunia.budi)

    def test_penilai_and_ketua_tim_each_have_their_own_word(self, dunia, rhk):
        c = catatan_baru(rhk, SENIN)

        services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)
        services.question_catatan(pelaku=dunia.tono, catatan=c, isi="Untuk modul mana?")

        assert set(c.tanggapan.values_list("peran", "jenis")) == {
            ("penilai", "diketahui"),
            ("ketua_tim", "ditanyakan"),
        }

    def test_change_after_acknowledgement_shows_and_can_be_acknowledged_again(self, dunia, rhk):
        c = catatan_baru(rhk, SENIN, "Menyusun laporan")
        services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)

        c = services.edit_catatan(
            pelaku=dunia.sari, catatan=c, rhk=rhk, tanggal=SENIN, uraian="Menyusun dua laporan"
        )

        assert isi_kini(c, dunia.budi).is_berubah
        services.acknowledge_catatan(pelaku=dunia.budi, catatan=c, nomor_sunting=1)
        assert not isi_kini(c, dunia.budi).is_berubah

    def test_version_that_was_not_read_is_refused(self, dunia, rhk):
        c = catatan_baru(rhk, SENIN)
        services.edit_catatan(pelaku=dunia.sari, catatan=c, rhk=rhk, tanggal=SENIN, uraian="Lain")

        with pytest.raises(SudahBerubah, match="berubah sejak Anda membukanya"):
            services.acknowledge_catatan(pelaku=dunia.budi, catatan=c, nomor_sunting=0)
        assert not TanggapanCatatan.objects.exists()

    def test_withdrawn_entry_is_refused(self, dunia, rhk):
        c = catatan_baru(rhk, SENIN)
        services.withdraw_catatan(pelaku=dunia.sari, catatan=c)

        with pytest.raises(SudahBerubah, match="sudah ditarik"):
            services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)

    @pytest.mark.parametrize("siapa", ["sari", "karta", "citra", "dewi", "eka"])
    def test_others_are_refused(self, dunia, rhk, siapa):
        c = catatan_baru(rhk, SENIN)

        with pytest.raises(Dilarang):
            services.acknowledge_catatan(pelaku=getattr(dunia, siapa), catatan=c)
        assert not TanggapanCatatan.objects.exists()

    def test_undo_is_ones_own(self, dunia, rhk):
        c = catatan_baru(rhk, SENIN)
        t = services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)

        with pytest.raises(Dilarang):
            services.undo_tanggapan(pelaku=dunia.tono, tanggapan=t)
        services.undo_tanggapan(pelaku=dunia.budi, tanggapan=t)

        assert not TanggapanCatatan.objects.exists()


@pytest.mark.django_db
class TestThread:
    def test_question_answer_acknowledgement(self, dunia, rhk, masuk):
        c = catatan_baru(rhk, SENIN)
        klien = uuid4()

        for _ in range(2):
            services.question_catatan(pelaku=dunia.budi, catatan=c, isi="Untuk siapa?", klien_id=klien)
        assert selectors.jumlah_pertanyaan(dunia.sari) == 1
        services.answer_catatan(pelaku=dunia.sari, catatan=c, isi="Untuk dinas kesehatan.")

        assert selectors.jumlah_pertanyaan(dunia.sari) == 0
        assert [x.menunggu for x in selectors.pertanyaan_dari(dunia.budi)] == [True]
        halaman = masuk(dunia.karta).get(reverse("kinerja:catatan_tanggapan", args=[c.uuid]))
        assert "Untuk dinas kesehatan." in halaman.content.decode()
        services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)
        assert not selectors.pertanyaan_dari(dunia.budi).exists()

    def test_answer_without_question_is_refused(self, dunia, rhk):
        c = catatan_baru(rhk, SENIN)

        with pytest.raises(TanggapanTidakSah, match="Belum ada pertanyaan"):
            services.answer_catatan(pelaku=dunia.sari, catatan=c, isi="Apa?")

    def test_empty_question_keeps_the_page(self, dunia, rhk, masuk):
        c = catatan_baru(rhk, SENIN)

        response = masuk(dunia.budi).post(
            reverse("kinerja:catatan_tanyakan", args=[c.uuid]), {"isi": "", "klien_id": uuid4()}
        )

        assert response.status_code == 422
        assert "Pertanyaan belum ditulis." in response.content.decode()
        assert not PesanCatatan.objects.exists()

    def test_two_presses_ask_once(self, dunia, rhk, masuk):
        c = catatan_baru(rhk, SENIN)
        isi = {"isi": "Untuk <b>siapa</b>?", "klien_id": uuid4()}
        client = masuk(dunia.budi)

        for _ in range(2):
            client.post(reverse("kinerja:catatan_tanyakan", args=[c.uuid]), isi)

        assert PesanCatatan.objects.count() == 1
        halaman = client.get(reverse("kinerja:linimasa", args=[rhk.skp.uuid]), {"bulan": "2026-05-01"})
        assert "Untuk &lt;b&gt;siapa&lt;/b&gt;?" in halaman.content.decode()

    def test_back_address_of_another_site_is_not_followed(self, dunia, rhk, masuk):
        c = catatan_baru(rhk, SENIN)

        response = masuk(dunia.budi).post(
            reverse("kinerja:catatan_ketahui", args=[c.uuid]), {"kembali": "//jahat.example/"}
        )

        assert response["Location"] == reverse("kinerja:catatan_tanggapan", args=[c.uuid])


def pilihan(pelaku, hari=SENIN):
    return {
        b.skp.pegawai_id: b for b in selectors.pekan_tim(pelaku, selectors.anggota_of(pelaku), hari) if b.skp
    }


@pytest.mark.django_db
class TestTeamWeek:
    def test_counts_days_and_what_waits(self, dunia, rhk, skp):
        catatan_baru(rhk, SENIN)
        c = catatan_baru(rhk, SENIN)
        catatan_baru(rhk, date(2026, 5, 12))
        catatan_baru(rhk, date(2026, 5, 8))  # the week before
        services.acknowledge_catatan(pelaku=dunia.budi, catatan=c)

        b = pilihan(dunia.budi)[dunia.sari.pk]

        assert [(s.jumlah, s.belum) for s in b.sel] == [(2, 1), (1, 1)] + [(0, 0)] * 5
        assert (b.jumlah, b.belum) == (3, 2)

    def test_person_entry_result_and_undo(self, dunia, rhk, skp, masuk):
        catatan_baru(rhk, SENIN)
        catatan_baru(rhk, date(2026, 5, 12))
        client, kiriman = masuk(dunia.budi), uuid4()
        kirim = {
            "hari": "2026-05-12",
            "kiriman": kiriman,
            "pilih": f"o:{pilihan(dunia.budi)[dunia.sari.pk].pilihan}",
        }

        for _ in range(2):
            halaman = client.post(reverse("kinerja:tim_catatan_ketahui"), kirim).content.decode()

        assert TanggapanCatatan.objects.count() == 2
        assert "Semua sudah diketahui sebelumnya" in halaman
        client.post(reverse("kinerja:tim_catatan_urungkan"), {"hari": "2026-05-12", "kiriman": kiriman})
        assert not TanggapanCatatan.objects.exists()

    def test_week_that_changed_since_is_not_touched(self, dunia, rhk, skp, masuk):
        catatan_baru(rhk, SENIN)
        dilihat = pilihan(dunia.budi)[dunia.sari.pk].pilihan
        catatan_baru(rhk, date(2026, 5, 12))

        halaman = masuk(dunia.budi).post(
            reverse("kinerja:tim_catatan_ketahui"),
            {"hari": "2026-05-12", "kiriman": uuid4(), "pilih": f"o:{dilihat}"},
        )

        assert "berubah sejak halaman dibuka" in halaman.content.decode()
        assert not TanggapanCatatan.objects.exists()

    def test_stranger_in_the_selection_is_named_and_nothing_happens(self, dunia, rhk, skp, masuk):
        c = catatan_baru(rhk, SENIN)

        halaman = masuk(dunia.dewi).post(
            reverse("kinerja:tim_catatan_ketahui"),
            {
                "hari": "2026-05-12",
                "kiriman": uuid4(),
                "pilih": [f"o:{skp.uuid}:1.1", f"c:{c.uuid}:0", "sampah"],
            },
        )

        assert halaman.status_code == 200
        assert "tidak ditemukan" in halaman.content.decode()
        assert not TanggapanCatatan.objects.exists()

    def test_questions_stay_questions(self, dunia, rhk, skp):
        c = catatan_baru(rhk, SENIN)
        catatan_baru(rhk, SENIN)
        services.question_catatan(pelaku=dunia.budi, catatan=c, isi="Untuk siapa?")
        b = pilihan(dunia.budi)[dunia.sari.pk]

        (h,) = services.acknowledge_pekan(
            pelaku=dunia.budi,
            skp={b.skp: str(b.isi)},
            mulai=SENIN,
            selesai=date(2026, 5, 17),
            kiriman=uuid4(),
        )

        assert h.jumlah == 1
        assert c.tanggapan.get().jenis == JenisTanggapan.DITANYAKAN

    def test_page_says_that_entries_count_anyway(self, dunia, rhk, skp, masuk):
        catatan_baru(rhk, SENIN)

        halaman = masuk(dunia.budi).get(reverse("kinerja:tim_catatan"), {"buka": skp.uuid}).content.decode()

        assert "Catatan dihitung walau belum diketahui." in halaman
        assert "Pilih catatan ini" in halaman

    def test_queries_do_not_follow_the_number_of_people(self, dunia, rhk, skp, masuk):
        catatan_baru(rhk, SENIN)
        client = masuk(dunia.budi)
        alamat = reverse("kinerja:tim_catatan")
        client.get(alamat)
        with CaptureQueriesContext(connection) as sedikit:
            client.get(alamat, {"buka": skp.uuid})
        for n in range(4):
            orang = pegawai_baru(dunia.instansi, f"Anggota {n}", unit=dunia.bidang, akun=False)
            derive_penilai(dunia.instansi)
            r = skp_at(StatusSkp.BERJALAN, pegawai=orang).rhk.first()
            catatan_baru(r, SENIN)
        with CaptureQueriesContext(connection) as banyak:
            halaman = client.get(alamat, {"buka": skp.uuid})

        assert "Anggota 3" in halaman.content.decode()
        # four more people; a session that fell out of the cache may cost one query, they may not
        assert len(banyak) - len(sedikit) <= 1
        assert len(banyak) <= 12
