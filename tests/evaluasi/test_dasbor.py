"""The dashboard of a unit: each figure equals its list, small groups are not read off, large agencies are counted ahead."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast, Right
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import evaluasi.selectors.dasbor as baca
from evaluasi.models import Evaluasi, RekapUnit, RingkasUnit
from evaluasi.permissions import pengaturan_pola
from evaluasi.rules import Ekspektasi, Predikat, StatusEvaluasi, UkuranDasbor
from evaluasi.selectors import jejak_unit, laporan_unit
from evaluasi.services import count_ringkas, explain_pola, request_rekap
from evaluasi.tasks import hitung_ringkas
from pegawai.errors import Dilarang
from pegawai.rules import Peran
from pegawai.services import derive_penilai, grant_peran, place_pegawai
from skp.rules import StatusSkp
from tests.factories.evaluasi import HARI, capaian_tetap, evaluasi_at, evaluasi_final, skp_berjalan
from tests.factories.pegawai import MULAI, instansi_baru, jabatan_baru, pegawai_baru, unit_baru
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db

ALAMAT = "/dasbor/"
SB, B, BP, K, SK = Predikat


@pytest.fixture
def ramai(dunia, skp):
    """Sari judged for good, Citra rated in a draft, Dewi drafting, the others without an SKP."""
    evaluasi_final(skp, dunia.bupati, dunia.dinas)
    evaluasi_at(
        StatusEvaluasi.DINILAI,
        skp=skp_berjalan(dunia.citra),
        hasil=Ekspektasi.DIATAS,
        perilaku=Ekspektasi.DIATAS,
    )
    skp_at(StatusSkp.DRAF, pegawai=dunia.dewi)
    return dunia


def lihat(pelaku, unit, tw3, dari=None):
    jejak = jejak_unit(pelaku, str(unit.uuid))
    if dari:
        jejak = [u for u in jejak if u.jalur.startswith(dari.jalur)]
    return baca.dasbor_unit(pelaku, jejak, tw3, pengaturan_pola(pelaku.instansi_id), HARI)


def isi_seksi(dunia, tw3, jumlah: dict[str, int]):
    """Sections of Dewi's bidang with people whose result is open; rated by somebody far away."""

    units = {}
    for nama, n in jumlah.items():
        units[nama] = unit_baru(dunia.instansi, nama, dunia.bidang_lain)
        for i in range(n):
            orang = pegawai_baru(dunia.instansi, f"{nama} {i}", unit=units[nama], akun=False)
            skp = skp_at(StatusSkp.DRAF, pegawai=orang)
            type(skp).objects.filter(pk=skp.pk).update(status=StatusSkp.BERJALAN)
            Evaluasi.objects.create(
                instansi=dunia.instansi,
                skp=skp,
                pegawai=orang,
                penempatan=dunia.penempatan(orang),
                periode=tw3,
                penilai=dunia.citra,  # nobody whom Karta rates
                status=StatusEvaluasi.DISAMPAIKAN,
                rating_hasil="sesuai",
                rating_perilaku="sesuai",
                predikat=B,
            )
    return units


class TestFigures:
    def test_each_step_lies_within_the_one_before(self, ramai, tw3):
        d = lihat(ramai.eka, ramai.dinas, tw3)

        assert [n for _, n in d.angka.langkah] == [7, 2, 2, 1, 1]
        assert (d.angka.jumlah[B], d.angka.jumlah[SB]) == (1, 0)  # Citra's draft is nobody's business

    def test_every_figure_equals_the_list_behind_it(self, ramai, tw3):
        for unit in (ramai.kabupaten, ramai.dinas, ramai.bidang, ramai.bidang_lain):
            d = lihat(ramai.eka, unit, tw3)
            for u in [*UkuranDasbor, *Predikat]:
                daftar = baca.daftar_dasbor(ramai.eka, [unit], tw3, HARI, u)
                assert daftar.count() == getattr(d.angka, u.value), (unit.nama, u)

    def test_the_rows_are_the_whole(self, ramai, tw3):
        d = lihat(ramai.eka, ramai.dinas, tw3)

        assert {b.unit.nama: b.angka.wajib for b in d.baris} == {
            ramai.dinas.nama: 2,
            ramai.bidang.nama: 3,
            ramai.bidang_lain.nama: 2,
        }
        assert sum((b.angka for b in d.baris), baca.AngkaUnit()) == d.angka

    def test_from_above_or_from_below_a_unit_shows_the_same(self, ramai, tw3):
        """Karta comes down from the dinas through the rings, Eka straight to the bidang."""
        sempit = lihat(ramai.karta, ramai.bidang, tw3, dari=ramai.dinas)

        for k in baca.KOLOM:
            assert getattr(sempit.angka, k) == getattr(lihat(ramai.eka, ramai.bidang, tw3).angka, k), k

    def test_the_pola_of_the_capaian_that_counts(self, ramai, tw3):
        d = lihat(ramai.eka, ramai.bidang, tw3)

        assert d.capaian.unit == ramai.dinas
        assert [b.terpenuhi for b in d.periksa.butir] == [True, True, False]


class TestSmallGroups:
    def test_who_may_open_them_all_sees_them(self, ramai, tw3):
        assert lihat(ramai.eka, ramai.dinas, tw3).tampak
        assert lihat(ramai.karta, ramai.dinas, tw3).tampak  # one rung above Sari

    def test_a_small_unit_hides_a_neighbour_with_it(self, ramai, tw3):
        seksi = isi_seksi(ramai, tw3, {"Seksi A": 1, "Seksi B": 5, "Seksi C": 6})

        d = lihat(ramai.karta, ramai.bidang_lain, tw3, dari=ramai.dinas)

        assert {b.unit.nama: b.tampak for b in d.baris} == {
            ramai.bidang_lain.nama: True,
            "Seksi A": False,
            "Seksi B": False,
            "Seksi C": True,
        }
        # the neighbour cannot be opened by itself either: the difference would tell Seksi A
        assert not lihat(ramai.karta, seksi["Seksi B"], tw3, dari=ramai.dinas).tampak
        assert lihat(ramai.karta, seksi["Seksi C"], tw3, dari=ramai.dinas).tampak

    def test_the_page_names_no_hidden_figure(self, ramai, tw3, masuk):
        isi_seksi(ramai, tw3, {"Seksi A": 2})

        halaman = masuk(ramai.karta).get(ALAMAT, {"unit": str(ramai.bidang_lain.uuid)}).content.decode()

        assert "Sebaran unit ini disembunyikan" in halaman
        assert "p-baik" not in halaman

    def test_a_list_tells_a_predikat_only_where_the_evaluation_may_be_opened(self, ramai, tw3, masuk):
        isi_seksi(ramai, tw3, {"Seksi A": 5})
        client = masuk(ramai.karta)

        semua = client.get("/dasbor/daftar/", {"unit": str(ramai.dinas.uuid), "ukuran": "terbuka"})
        baik = client.get("/dasbor/daftar/", {"unit": str(ramai.dinas.uuid), "ukuran": "p-baik"})

        assert {p.pegawai.nama: p.predikat for p in semua.context["halaman"]} == {
            ramai.sari.nama: "baik",
            **{f"Seksi A {i}": "" for i in range(5)},
        }
        assert [p.pegawai for p in baik.context["halaman"]] == [ramai.sari]


class TestCountedAhead:
    def test_added_up_it_is_what_counting_gives(self, ramai, tw3, monkeypatch):
        langsung = lihat(ramai.eka, ramai.dinas, tw3)
        monkeypatch.setattr(baca, "DIHITUNG_BERKALA", 1)

        assert count_ringkas(instansi=ramai.instansi, periode=tw3) == 3
        siap = lihat(ramai.eka, ramai.dinas, tw3)

        assert (langsung.dihitung_pada, siap.angka) == (None, langsung.angka)
        assert siap.dihitung_pada is not None
        assert [(b.unit, b.angka) for b in siap.baris] == [(b.unit, b.angka) for b in langsung.baris]

    def test_counting_again_forgets_units_without_people(self, ramai, tw3):
        count_ringkas(instansi=ramai.instansi, periode=tw3)
        kosong = unit_baru(ramai.instansi, "Seksi Kosong", ramai.bidang)
        RingkasUnit.objects.filter(unit=ramai.bidang).update(unit=kosong)

        count_ringkas(instansi=ramai.instansi, periode=tw3)

        assert not RingkasUnit.objects.filter(unit=kosong).exists()
        assert RingkasUnit.objects.get(unit=ramai.bidang, periode=tw3).wajib == 3

    def test_old_figures_are_not_shown(self, ramai, tw3, monkeypatch):
        monkeypatch.setattr(baca, "DIHITUNG_BERKALA", 1)
        count_ringkas(instansi=ramai.instansi, periode=tw3)
        RingkasUnit.objects.update(dihitung_pada=timezone.now() - timedelta(hours=2), wajib=99)

        assert lihat(ramai.eka, ramai.dinas, tw3).angka.wajib == 7

    def test_the_task_counts_only_large_agencies(self, ramai, monkeypatch):
        import evaluasi.services.dasbor as layanan

        assert hitung_ringkas() == 0
        monkeypatch.setattr(layanan, "DIHITUNG_BERKALA", 1)
        assert hitung_ringkas() > 0
        assert RingkasUnit.objects.filter(instansi=ramai.instansi).exists()


class TestPage:
    def test_a_figure_leads_to_its_people(self, ramai, tw3, masuk):
        client = masuk(ramai.eka)
        halaman = client.get(ALAMAT, {"unit": str(ramai.dinas.uuid)}).content.decode()
        tautan = f"/dasbor/daftar/?unit={ramai.dinas.uuid}&amp;periode={tw3.uuid}&amp;ukuran=dinilai"
        assert tautan in halaman

        daftar = client.get(tautan.replace("&amp;", "&"))

        assert {p.pegawai for p in daftar.context["halaman"]} == {ramai.sari, ramai.citra}

    def test_reasons_of_penilai_are_read_there(self, ramai, tw3, masuk):
        explain_pola(pelaku=ramai.budi, capaian=capaian_berlaku(ramai, tw3), alasan="Baru satu yang dinilai")

        for siapa, terbaca in ((ramai.karta, True), (ramai.eka, True)):
            halaman = masuk(siapa).get("/dasbor/alasan/", {"unit": str(ramai.dinas.uuid)}).content.decode()
            assert ("Baru satu yang dinilai" in halaman) == terbaca

    def test_several_tops_side_by_side(self, ramai, tw3, masuk):
        for unit in (ramai.bidang, ramai.bidang_lain):
            grant_peran(pelaku=None, pegawai=ramai.tono, peran=Peran.AUDITOR, unit=unit)

        d = masuk(ramai.tono).get(ALAMAT).context["d"]

        assert [(b.unit, b.angka.wajib, b.tampak) for b in d.baris] == [
            (ramai.bidang, 3, True),
            (ramai.bidang_lain, 2, True),
        ]

    def test_before_the_year_is_opened(self, dunia, hari, masuk):
        assert "belum dibuka" in masuk(dunia.budi).get(ALAMAT).content.decode()

    def test_others_are_refused_and_strange_units_are_404(self, ramai, tw3, masuk):
        for siapa in (ramai.sari, ramai.citra, ramai.dewi):
            assert masuk(siapa).get(ALAMAT).status_code == 403, siapa
        asing = unit_baru(instansi_baru("Kabupaten Lain"), "Badan")
        client = masuk(ramai.budi)
        for kunci in (ramai.dinas.uuid, asing.uuid, "bukan-uuid"):
            for alamat in (ALAMAT, "/dasbor/daftar/", "/dasbor/alasan/"):
                assert client.get(alamat, {"unit": str(kunci)}).status_code == 404, (alamat, kunci)

    def test_the_api_answers_for_the_period_that_was_asked_for_or_not_at_all(self, ramai, tw3, masuk):
        asing = {"periode": str(uuid4())}

        assert masuk(ramai.eka).get("/api/v1/evaluasi/dasbor/", {"periode": str(tw3.uuid)}).status_code == 200
        assert masuk(ramai.eka).get("/api/v1/evaluasi/dasbor/", asing).status_code == 404
        assert masuk(ramai.budi).get("/api/v1/evaluasi/dasbor/tim/", asing).status_code == 404

    def test_queries_are_the_same_for_any_size(self, ramai, tw3, masuk):
        client = masuk(ramai.karta)

        def jumlah() -> int:
            client.get(ALAMAT, {"unit": str(ramai.bidang_lain.uuid)})
            with CaptureQueriesContext(connection) as seen:
                client.get(ALAMAT, {"unit": str(ramai.bidang_lain.uuid)})
            return len(seen)

        sebelum = jumlah()
        jabatan = jabatan_baru(ramai.instansi, "Pengolah Data dan Informasi")
        for n in range(30):
            unit = (
                unit_baru(ramai.instansi, f"Seksi {n}", ramai.bidang_lain)
                if n % 6 == 0
                else ramai.bidang_lain
            )
            orang = pegawai_baru(ramai.instansi, f"Anggota {n}", akun=False)
            place_pegawai(pelaku=None, pegawai=orang, jabatan=jabatan, unit=unit, mulai=MULAI, turunkan=False)
        derive_penilai(ramai.instansi)

        assert jumlah() == sebelum <= 12


def capaian_berlaku(dunia, tw3):
    from evaluasi.selectors import capaian_untuk

    return capaian_untuk(dunia.bidang, tw3) or capaian_tetap(dunia.dinas, tw3, dunia.bupati)


class TestPenilaiOutliers:
    @pytest.fixture
    def dua_penilai(self, dunia, skp, tw3):
        """Two sections: in one five people with Baik by Budi, in the other five with Kurang by Citra; one more by Tono."""
        isi_seksi(dunia, tw3, {"Seksi A": 5, "Seksi B": 5, "Seksi C": 1})
        for nama, penilai, predikat in (
            ("Seksi A", dunia.budi, B),
            ("Seksi B", dunia.citra, K),
            ("Seksi C", dunia.tono, SB),
        ):
            Evaluasi.objects.filter(penempatan__unit__nama=nama).update(penilai=penilai, predikat=predikat)
        return dunia

    def test_each_is_named_with_n_and_leads_to_his_list(self, dua_penilai, tw3, masuk):
        d = dua_penilai
        eka = masuk(d.eka)
        isi = eka.get(ALAMAT, {"unit": d.bidang_lain.uuid, "periode": tw3.uuid})

        temuan = isi.context["d"].pencilan_penilai
        # one person is no group, so Tono is not named
        assert {(p.nama, p.n) for p in temuan} == {
            (d.budi.nama_lengkap, 5),
            (d.citra.nama_lengkap, 5),
        }
        alamat = f"/dasbor/daftar/?unit={d.bidang_lain.uuid}&periode={tw3.uuid}&ukuran=terbuka&penilai={d.citra.uuid}"
        assert alamat.replace("&", "&amp;") in isi.content.decode()
        daftar = eka.get(alamat).context["halaman"]
        assert daftar.paginator.count == 5
        assert {o.predikat for o in daftar} == {K}
        api = eka.get("/api/v1/evaluasi/dasbor/", {"unit": d.bidang_lain.uuid, "periode": tw3.uuid}).json()
        assert {p["n"] for p in api["pencilan_penilai"]} == {5}

    def test_a_head_who_may_not_open_them_does_not_see_them(self, dua_penilai, tw3):
        assert list(lihat(dua_penilai.karta, dua_penilai.bidang_lain, tw3).penilai) == []


class TestReportsTellNoMore:
    """What the dashboard keeps back is not in the reports either, whichever unit is asked for."""

    def predikat(self, pelaku, unit, tw3):
        return {b.unit.nama: b.predikat for b in laporan_unit(pelaku, unit, tw3).baris}

    def test_a_neighbour_of_a_small_unit_is_hidden_also_when_asked_for_alone(self, ramai, tw3):
        seksi = isi_seksi(ramai, tw3, {"Seksi A": 1, "Seksi B": 5, "Seksi C": 6})

        dari_atas = self.predikat(ramai.karta, ramai.dinas, tw3)

        assert dari_atas[ramai.bidang_lain.nama][B] == 12
        assert dari_atas["Seksi A"] is dari_atas["Seksi B"] is None
        assert self.predikat(ramai.karta, seksi["Seksi B"], tw3) == {"Seksi B": None}
        assert self.predikat(ramai.karta, seksi["Seksi C"], tw3)["Seksi C"][B] == 6

    def test_report_and_dashboard_hide_the_same_and_count_the_same(self, ramai, tw3):
        isi_seksi(ramai, tw3, {"Seksi A": 2, "Seksi B": 9, "Seksi C": 5, "Seksi D": 7})

        for pelaku, dari in ((ramai.karta, ramai.dinas), (ramai.eka, None)):
            laporan = self.predikat(pelaku, ramai.bidang_lain, tw3)
            d = lihat(pelaku, ramai.bidang_lain, tw3, dari=dari)
            papan = {b.unit.nama: b.angka.jumlah if b.tampak else None for b in d.baris if b.unit != d.unit}
            assert papan.items() <= laporan.items()
            assert laporan[ramai.bidang_lain.nama] == (d.angka.jumlah if d.tampak else None)

    def test_a_role_over_a_part_is_counted_as_open(self, ramai, tw3):
        """Who opens Seksi B by a role knows it: it cannot stand in for Seksi A."""
        seksi = isi_seksi(ramai, tw3, {"Seksi A": 1, "Seksi B": 5, "Seksi C": 6})
        grant_peran(pelaku=None, pegawai=ramai.karta, peran=Peran.AUDITOR, unit=seksi["Seksi B"])

        d = lihat(ramai.karta, ramai.bidang_lain, tw3, dari=ramai.dinas)

        assert {b.unit.nama: b.tampak for b in d.baris if b.unit != d.unit} == {
            "Seksi A": False,
            "Seksi B": True,
            "Seksi C": False,
        }

    def test_a_recap_by_name_is_for_who_may_open_each_result_in_it(self, ramai, tw3):
        seksi = isi_seksi(ramai, tw3, {"Seksi A": 2})
        Evaluasi.objects.filter(penempatan__unit=seksi["Seksi A"]).update(
            status=StatusEvaluasi.FINAL,
            snapshot={},
            final_pada=timezone.now(),
            kode_verifikasi=Right(Cast("pk", TextField()), 9),
        )

        with pytest.raises(Dilarang, match="2 orang yang tidak terbuka"):
            request_rekap(pelaku=ramai.karta, unit=ramai.dinas, periode=tw3)
        request_rekap(pelaku=ramai.karta, unit=ramai.bidang, periode=tw3)
        for unit in (ramai.dinas, seksi["Seksi A"]):
            request_rekap(pelaku=ramai.eka, unit=unit, periode=tw3)

        terlihat = RekapUnit.objects.visible_to(ramai.karta).values_list("unit__nama", flat=True)
        # the one he signs, and the one in which nothing is closed to him
        assert set(terlihat) == {ramai.dinas.nama, ramai.bidang.nama}


class TestEveryFigureLeadsToItsList:
    def test_also_what_is_missing_the_unit_itself_and_several_tops(self, ramai, tw3, masuk):
        for unit in (ramai.bidang, ramai.bidang_lain):
            grant_peran(pelaku=None, pegawai=ramai.tono, peran=Peran.AUDITOR, unit=unit)

        for client, awal in (
            (masuk(ramai.eka), f"{ALAMAT}?unit={ramai.bidang.uuid}"),
            (masuk(ramai.eka), f"{ALAMAT}?unit={ramai.dinas.uuid}"),
            (masuk(ramai.tono), ALAMAT),
        ):
            halaman = client.get(awal).content.decode()
            angka = re.findall(r'<a href="(/dasbor/daftar/[^"]+)">([\d.]+)<', halaman)
            assert len(angka) > 8
            for alamat, n in angka:
                daftar = client.get(unescape(alamat)).context["halaman"]
                assert daftar.paginator.count == int(n.replace(".", "")), alamat
