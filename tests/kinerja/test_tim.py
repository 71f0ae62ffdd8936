"""The leader's team page: the week on one line, who waits for a word, giving it with one key, taking it back."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from kinerja import selectors, services
from kinerja.models import UmpanBalik
from kinerja.rules import IramaUmpanBalik
from pegawai.services import derive_penilai
from skp.rules import StatusSkp
from tests.factories.kinerja import bukti_baru, catatan_baru, perilaku_baru, realisasi_baru, umpan_balik_baru
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import periode_ke, skp_at

ALAMAT = "kinerja:tim"


def anggota(dunia, hari):
    baris = selectors.tim_minggu(selectors.anggota_of(dunia.budi), hari, dunia.budi)
    return {a.pegawai.pk: a for a in baris}


def test_week_on_one_line(dunia, skp, rhk, hari_ini):
    bukti = bukti_baru(skp)
    catatan_baru(rhk, date(2026, 5, 11), bukti=[bukti])
    catatan_baru(rhk, date(2026, 5, 11), bukti=[bukti])
    catatan_baru(rhk, hari_ini)
    catatan_baru(rhk, date(2026, 5, 8))
    realisasi_baru(rhk.indikator.first(), periode_ke(skp.instansi, 2), 3)
    perilaku_baru(skp, hari_ini)

    a = anggota(dunia, hari_ini)[dunia.sari.pk]

    assert [n for _, n in a.minggu(date(2026, 5, 11))] == [2, 1, 0, 0, 0]
    assert (a.bukti, a.realisasi, a.perilaku) == (1, 1, 1)


def test_due_by_the_rhythm_of_the_leader_himself(dunia, skp, hari_ini):
    services.set_irama(pelaku=dunia.eka, unit=None, irama=IramaUmpanBalik.MINGGUAN)
    umpan_balik_baru(dunia.tono, skp)

    a = anggota(dunia, hari_ini)[dunia.sari.pk]
    assert a.hari_tanpa_umpan_balik == 0
    assert a.is_jatuh_tempo

    umpan_balik_baru(dunia.budi, skp)
    a = anggota(dunia, hari_ini)[dunia.sari.pk]
    assert a.jatuh_tempo == date(2026, 5, 19)
    assert not a.is_jatuh_tempo


def test_taken_back_does_not_count(dunia, skp, hari_ini):
    u = umpan_balik_baru(dunia.budi, skp)
    services.withdraw_umpan_balik(pelaku=dunia.budi, umpan_balik=u)

    assert anggota(dunia, hari_ini)[dunia.sari.pk].umpan_balik_terakhir is None


def test_sorted_by_who_waits_longest_and_narrowed(dunia, skp, hari_ini):
    skp_citra = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
    umpan_balik_baru(dunia.budi, skp_citra, tanggal=date(2026, 2, 2))
    pegawai_baru(dunia.instansi, "Anwar Tanpa Skp", unit=dunia.bidang, akun=False)
    derive_penilai(dunia.instansi)
    semua = selectors.ringkas_tim(selectors.anggota_of(dunia.budi), hari_ini, dunia.budi)

    def nama(**saring):
        return [a.pegawai.nama.split()[0] for a in selectors.saring_tim(semua, **saring)]

    assert nama() == ["Anwar", "Citra", "Sari"]
    assert nama(urut="tanpa") == ["Sari", "Citra", "Anwar"]
    assert nama(urut="-tanpa") == ["Citra", "Sari", "Anwar"]
    assert nama(saring="belum_pernah") == ["Sari"]
    assert nama(saring="jatuh_tempo") == ["Citra", "Sari"]
    assert nama(saring="belum_ber_skp") == ["Anwar"]
    assert nama(q="LESTARI") == ["Citra"]


class TestHalaman:
    def test_give_and_undo_by_htmx(self, dunia, skp, masuk):
        client = masuk(dunia.budi)
        data = {"klien_id": uuid.uuid4(), "isi": "Notulen cepat dan jelas.", "sifat": "pujian"}
        htmx = {"HTTP_HX_REQUEST": "true"}

        baris = client.post(reverse("kinerja:umpan_balik_singkat", args=[skp.uuid]), data, **htmx)

        u = UmpanBalik.objects.get()
        urung = reverse("kinerja:umpan_balik_tarik", args=[u.uuid])
        assert baris.status_code == 200
        assert "Umpan balik terkirim" in baris.text
        assert urung in baris.text

        baris = client.post(urung, **htmx)
        u.refresh_from_db()
        assert u.ditarik_pada
        assert "Umpan balik ditarik" in baris.text
        assert "Belum pernah" in baris.text

    def test_give_and_undo_without_script(self, dunia, skp, masuk):
        client = masuk(dunia.budi)
        data = {"klien_id": uuid.uuid4(), "isi": "Notulen cepat dan jelas.", "sifat": "pujian"}

        halaman = client.post(reverse("kinerja:umpan_balik_singkat", args=[skp.uuid]), data, follow=True)
        u = UmpanBalik.objects.get()
        assert reverse("kinerja:umpan_balik_tarik", args=[u.uuid]) in halaman.text

        kembali = client.post(reverse("kinerja:umpan_balik_tarik", args=[u.uuid]), {"asal": "tim"})
        assert kembali["Location"] == reverse(ALAMAT)

    def test_refused_words_stay_in_the_line(self, dunia, skp, masuk):
        data = {"klien_id": uuid.uuid4(), "isi": "Sesuai ekspektasi", "sifat": "pujian"}

        baris = masuk(dunia.budi).post(
            reverse("kinerja:umpan_balik_singkat", args=[skp.uuid]), data, HTTP_HX_REQUEST="true"
        )

        assert baris.status_code == 422
        assert "kata-kata Anda sendiri" in baris.text
        assert 'value="Sesuai ekspektasi"' in baris.text

    def test_bad_filters_change_nothing(self, dunia, skp, masuk):
        client = masuk(dunia.budi)

        for saring in ({"urut": "x"}, {"saring": "x"}, {"page": "x"}, {"terkirim": "x"}, {"q": "<b>"}):
            assert client.get(reverse(ALAMAT), saring).status_code == 200

    def test_somebody_elses_feedback_is_not_offered_for_undo(self, dunia, skp, masuk):
        u = umpan_balik_baru(dunia.tono, skp)

        halaman = masuk(dunia.budi).get(reverse(ALAMAT), {"terkirim": u.uuid})

        assert "Urungkan" not in halaman.text


@pytest.mark.parametrize("saring", [{}, {"urut": "tanpa", "saring": "jatuh_tempo"}])
def test_queries_are_the_same_for_two_and_for_many(dunia, skp, masuk, saring):
    client = masuk(dunia.budi)
    client.get(reverse(ALAMAT))
    with CaptureQueriesContext(connection) as sedikit:
        client.get(reverse(ALAMAT), saring)
    for n in range(6):
        pegawai_baru(dunia.instansi, f"Anggota {n}", unit=dunia.bidang, akun=False)
    derive_penilai(dunia.instansi)
    with freeze_time("2026-05-12 03:00:01"), CaptureQueriesContext(connection) as banyak:
        client.get(reverse(ALAMAT), saring)

    assert len(banyak) <= len(sedikit) <= 12
