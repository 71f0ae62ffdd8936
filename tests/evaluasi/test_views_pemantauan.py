"""Progress of units: figures down the tree, each equal to the list it leads to, only within one's reach."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from evaluasi.permissions import may_monitor, unit_pantauan
from evaluasi.selectors import Keadaan, acuan_pantau, daftar_orang, periode_kini, periode_pantau, rekap_anak
from pegawai.models import Pegawai
from pegawai.rules import JenisPenugasan, Peran
from pegawai.services import derive_penilai, grant_peran, place_pegawai
from skp.models import Skp
from skp.rules import JenisJendela, StatusSkp
from skp.services import extend_jendela
from tests.factories.evaluasi import HARI, evaluasi_final, triwulan
from tests.factories.pegawai import (
    MULAI,
    instansi_baru,
    jabatan_baru,
    pegawai_baru,
    unit_baru,
)
from tests.factories.skp import periode_lama, periode_tahun, skp_at

pytestmark = pytest.mark.django_db

ALAMAT = "/pemantauan/"


@pytest.fixture
def ramai(dunia, skp):
    """People in every state: Sari judged, Citra handed in, Dewi drafting, the others without an SKP."""
    evaluasi_final(skp, dunia.bupati, dunia.dinas)
    skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.citra)
    skp_at(StatusSkp.DRAF, pegawai=dunia.dewi)
    periode_lama(dunia.instansi)
    return dunia


def acuan(dunia, hari=HARI, nomor=3):
    periode = periode_pantau(dunia.instansi, hari)
    terpilih = next(p for p in periode if p.jenis == "triwulan" and p.nomor == nomor)
    return acuan_pantau(dunia.instansi, periode, terpilih, hari)


class TestFigures:
    def test_per_child_with_everything_below(self, ramai):
        baris = {b.nama: b for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))}

        sendiri, bidang, lain = (baris[u.nama] for u in (ramai.dinas, ramai.bidang, ramai.bidang_lain))
        assert (sendiri.wajib, bidang.wajib, lain.wajib) == (2, 3, 2)
        assert (bidang.belum, bidang.diajukan, bidang.berjalan, bidang.final) == (1, 1, 1, 1)
        assert (lain.draf, lain.belum) == (1, 1)
        assert next(iter(baris)) == ramai.dinas.nama  # the unit itself first

    def test_the_parent_counts_its_children(self, ramai):
        atas = {b.nama: b for b in rekap_anak(ramai.instansi, ramai.kabupaten, acuan(ramai))}
        bawah = rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))

        for k in Keadaan:
            assert getattr(atas[ramai.dinas.nama], k.value) == sum(getattr(b, k.value) for b in bawah), k

    def test_every_figure_equals_the_list_behind_it(self, ramai):
        a = acuan(ramai)
        units = {u.nama: u for u in (ramai.dinas, ramai.bidang, ramai.bidang_lain)}
        semua = (
            rekap_anak(ramai.instansi, ramai.kabupaten, a) + rekap_anak(ramai.instansi, ramai.dinas, a)[1:]
        )

        for b in (b for b in semua if b.nama in units):
            for k in Keadaan:
                daftar = daftar_orang(ramai.instansi, units[b.nama], a, k)
                assert daftar.count() == getattr(b, k.value), (b.nama, k)

    def test_late_means_a_deadline_has_passed(self, ramai):
        with freeze_time("2026-10-05 02:00:00"):
            sebelum = rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))
        sesudah = rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai, HARI.replace(day=21)))
        tahun_ini = [sum(b.terlambat for b in baris) for baris in (sebelum, sesudah)]

        # six without a fixed SKP since 31 January; Sari's evaluation is final, so nobody joins them on the 21st
        assert tahun_ini == [6, 6]
        Skp.objects.filter(pegawai=ramai.citra).update(status=StatusSkp.BERJALAN)
        assert sum(b.terlambat for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))) == 5
        lewat = rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai, HARI.replace(day=21)))
        assert sum(b.terlambat for b in lewat) == 6

    def test_an_extension_of_the_unit_reaches_its_figure(self, ramai):
        extend_jendela(
            pelaku=ramai.eka,
            periode=periode_tahun(ramai.instansi),
            jendela=JenisJendela.SKP,
            unit=ramai.bidang_lain,
            sampai=HARI + timedelta(days=3),
            alasan="Banjir di kantor bidang",
        )

        lambat = {b.nama: b.terlambat for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))}
        assert lambat[ramai.bidang_lain.nama] == 0
        assert sum(lambat.values()) == 4

    def test_who_owes_no_skp_is_not_counted(self, ramai):
        Pegawai.objects.filter(pk=ramai.tono.pk).update(kedudukan="02")
        Pegawai.objects.filter(pk=ramai.dewi.pk).update(kedudukan="03")
        lain = {b.nama: b.wajib for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))}
        assert lain[ramai.bidang_lain.nama] == 1

        ramai.instansi.tugas_belajar_wajib_skp = False
        lain = {b.nama: b.wajib for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))}
        assert lain[ramai.bidang_lain.nama] == 0

    def test_an_acting_post_does_not_count_twice(self, ramai):
        place_pegawai(
            pelaku=None,
            pegawai=ramai.sari,
            jabatan=jabatan_baru(ramai.instansi, "Kepala Seksi"),
            unit=ramai.bidang_lain,
            mulai=MULAI,
            jenis=JenisPenugasan.PLT,
        )

        assert sum(b.wajib for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))) == 7

    def test_a_closed_unit_without_people_is_left_out(self, ramai):
        unit = unit_baru(ramai.instansi, "Bidang Lama", ramai.dinas)
        assert "Bidang Lama" in {b.nama for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))}
        unit.is_aktif = False
        unit.save()
        assert "Bidang Lama" not in {b.nama for b in rekap_anak(ramai.instansi, ramai.dinas, acuan(ramai))}


class TestPeriod:
    def test_the_last_one_that_has_ended_matters(self, dunia, hari):
        periode_tahun(dunia.instansi)
        kini = {
            h: str(periode_kini(periode_pantau(dunia.instansi, h), h))
            for h in (HARI, HARI.replace(month=12), HARI.replace(month=2), HARI.replace(month=7, day=1))
        }

        assert list(kini.values()) == [
            "Triwulan III 2026",
            "Triwulan III 2026",
            "Triwulan I 2026",
            "Triwulan II 2026",
        ]

    def test_before_any_there_is_none(self, dunia, hari):
        assert periode_kini(periode_pantau(dunia.instansi, HARI), HARI) is None


class TestReach:
    def test_heads_watch_their_subtree_granted_roles_theirs(self, dunia, hari):
        assert unit_pantauan(dunia.karta) == [dunia.dinas]
        assert unit_pantauan(dunia.budi) == [dunia.bidang]
        assert unit_pantauan(dunia.bupati) == [dunia.kabupaten]
        assert unit_pantauan(dunia.eka) == [dunia.kabupaten]
        assert unit_pantauan(dunia.sari) == []
        grant_peran(pelaku=None, pegawai=dunia.karta, peran=Peran.AUDITOR, unit=dunia.bidang)
        assert unit_pantauan(dunia.karta) == [dunia.dinas]  # already within

    def test_verdicts(self, dunia, hari):
        assert may_monitor(dunia.budi)
        assert may_monitor(dunia.budi, dunia.bidang)
        assert not may_monitor(dunia.budi, dunia.bidang_lain)
        assert "dibuka untuk pimpinan unit" in may_monitor(dunia.sari).alasan


class TestPage:
    def test_one_top_is_opened_at_once(self, ramai, masuk):
        response = masuk(ramai.budi).get(ALAMAT)

        halaman = " ".join(response.content.decode().split())
        assert f"Pemantauan {ramai.bidang.nama}" in halaman
        assert [p.pegawai for p in response.context["halaman"]] == [ramai.budi, ramai.citra, ramai.sari]
        assert "Belum ada" in halaman

    def test_down_the_tree_and_into_a_figure(self, ramai, masuk):
        client = masuk(ramai.eka)
        atas = client.get(ALAMAT).content.decode()
        assert f"unit={ramai.dinas.uuid}&amp;keadaan=belum" in atas

        response = client.get(ALAMAT, {"unit": str(ramai.bidang.uuid), "keadaan": "diajukan"})

        assert [p.pegawai for p in response.context["halaman"]] == [ramai.citra]
        assert [u.nama for u in response.context["jejak"]] == [
            ramai.kabupaten.nama,
            ramai.dinas.nama,
            ramai.bidang.nama,
        ]
        halaman = response.content.decode()
        assert f'name="unit" value="{ramai.bidang.uuid}"' in halaman

    def test_several_tops_are_listed(self, ramai, masuk):
        for unit in (ramai.bidang, ramai.bidang_lain):
            grant_peran(pelaku=None, pegawai=ramai.tono, peran=Peran.AUDITOR, unit=unit)
        client = masuk(ramai.tono)

        response = client.get(ALAMAT)

        assert [b.nama for b, _ in response.context["tabel"]] == [ramai.bidang.nama, ramai.bidang_lain.nama]
        assert client.get(ALAMAT, {"unit": str(ramai.bidang.uuid)}).status_code == 200

    def test_an_unknown_filter_shows_all(self, ramai, masuk):
        response = masuk(ramai.budi).get(ALAMAT, {"keadaan": "entah", "periode": "entah", "page": "x"})

        assert response.context["halaman"].paginator.count == 3

    def test_before_the_year_is_opened(self, dunia, hari, masuk):
        assert "belum dibuka" in masuk(dunia.budi).get(ALAMAT).content.decode()

    def test_no_predikat_is_ever_shown(self, ramai, masuk):
        halaman = masuk(ramai.karta).get(ALAMAT).content.decode()

        assert "Final" in halaman
        assert "Baik" not in halaman

    def test_no_link_leads_to_a_page_that_refuses(self, ramai, masuk):
        daftar = reverse("skp:pk_daftar")
        for siapa, terlihat in ((ramai.eka, True), (ramai.karta, False)):
            client = masuk(siapa)
            assert (daftar in client.get(ALAMAT).content.decode()) == terlihat
            assert (client.get(daftar).status_code == 200) == terlihat

    def test_others_are_refused_with_the_reason(self, ramai, masuk):
        for siapa in (ramai.sari, ramai.citra, ramai.tono, ramai.dewi):
            response = masuk(siapa).get(ALAMAT)
            assert response.status_code == 403, siapa
            assert "dibuka untuk pimpinan unit" in response.content.decode()

    def test_units_outside_are_404(self, ramai, masuk):
        client = masuk(ramai.budi)
        asing = unit_baru(instansi_baru("Kabupaten Lain"), "Badan")

        for kunci in (ramai.bidang_lain.uuid, ramai.dinas.uuid, asing.uuid, uuid.uuid4(), "bukan-uuid"):
            assert client.get(ALAMAT, {"unit": str(kunci)}).status_code == 404, kunci

    def test_queries_are_the_same_for_any_size(self, ramai, masuk):
        client = masuk(ramai.eka)

        def jumlah() -> int:
            client.get(ALAMAT, {"unit": str(ramai.dinas.uuid)})
            with CaptureQueriesContext(connection) as tertangkap:
                client.get(ALAMAT, {"unit": str(ramai.dinas.uuid), "keadaan": "terlambat"})
            return len(tertangkap)

        sebelum = jumlah()
        jabatan = jabatan_baru(ramai.instansi, "Pengolah Data dan Informasi")
        for n in range(60):
            unit = unit_baru(ramai.instansi, f"Seksi {n}", ramai.bidang) if n % 6 == 0 else ramai.bidang_lain
            orang = pegawai_baru(ramai.instansi, f"Anggota {n}", akun=False)
            place_pegawai(pelaku=None, pegawai=orang, jabatan=jabatan, unit=unit, mulai=MULAI, turunkan=False)
        derive_penilai(ramai.instansi)

        assert jumlah() == sebelum <= 12
        assert client.get(ALAMAT, {"unit": str(ramai.dinas.uuid)}).context["halaman"].paginator.num_pages == 3


def test_another_period_shows_its_finals(dunia, skp, masuk):
    evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))

    def final(nomor: int) -> int:
        konteks = masuk(dunia.budi).get(ALAMAT, {"periode": str(triwulan(skp, nomor).uuid)}).context
        return sum(b.final for b, _ in konteks["tabel"])

    assert (final(2), final(3)) == (1, 0)


def test_the_page_is_one_click_from_home(dunia, skp, masuk):
    assert reverse("evaluasi:pemantauan") == ALAMAT
    assert f'href="{ALAMAT}"' in masuk(dunia.karta).get("/").content.decode()
