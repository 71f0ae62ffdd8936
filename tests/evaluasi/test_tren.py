"""One's own trend, and the team's: open results only, each figure with the way to its list."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi.rules import StatusEvaluasi, UkuranDasbor
from evaluasi.selectors import periode_pantau
from evaluasi.selectors.tren import dasbor_tim, tren_sendiri
from tests.factories.evaluasi import HARI, evaluasi_at, evaluasi_final, isi_bahan, skp_berjalan, triwulan

pytestmark = pytest.mark.django_db


def satu(pegawai, nomor: int):
    baris = tren_sendiri(pegawai, periode_pantau(pegawai.instansi, HARI))
    return next(b for b in baris if b.periode.jenis == "triwulan" and b.periode.nomor == nomor)


class TestOwn:
    def test_what_was_done_and_what_came_of_it(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)
        evaluasi_final(skp, dunia.bupati, dunia.dinas)

        b = satu(dunia.sari, 3)

        assert (b.evaluasi.predikat, b.realisasi, b.indikator) == ("baik", 2, 2)
        assert [(p.value, n) for p, n in b.umpan_tampil] == [("sesuai", 3)]
        assert (b.catatan, satu(dunia.sari, 4).catatan) == (2, 0)  # written on 30 September
        assert (satu(dunia.sari, 1).evaluasi, satu(dunia.sari, 1).realisasi) == (None, 0)

    def test_a_draft_of_the_penilai_is_not_told(self, dunia, skp, tw3, masuk):
        evaluasi_at(StatusEvaluasi.DINILAI, skp=skp)

        assert satu(dunia.sari, 3).evaluasi is None
        assert "Di atas" not in masuk(dunia.sari).get("/dasbor/saya/").content.decode()

    def test_the_page_leads_to_the_lists(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3)
        e = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        client = masuk(dunia.sari)

        halaman = client.get("/dasbor/saya/").content.decode()

        assert f"/evaluasi/{e.uuid}/" in halaman
        for jalan in (
            "/kinerja/cari/?dari=2026-07-01&amp;sampai=2026-09-30",
            f"/kinerja/realisasi/?periode={tw3.uuid}",
        ):
            assert jalan in halaman
            assert client.get(jalan.replace("&amp;", "&")).status_code == 200
        # the figure and the list behind it agree
        jalan = "/kinerja/umpan-balik/?penilaian=sesuai&amp;mulai=2026-07-01&amp;selesai=2026-09-30"
        assert f'{jalan}">3 sesuai ekspektasi<' in halaman
        assert client.get(jalan.replace("&amp;", "&")).context["halaman"].paginator.count == 3
        lain = client.get(jalan.replace("&amp;", "&").replace("sesuai", "diatas"))
        assert lain.context["halaman"].paginator.count == 0
        assert "/dasbor/saya/" in client.get("/evaluasi/").content.decode()


class TestTeam:
    def test_steps_and_earlier_results(self, dunia, skp, tw3):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        evaluasi_at(StatusEvaluasi.DINILAI, skp=skp)
        skp_berjalan(dunia.citra)

        d = dasbor_tim(dunia.budi, tw3, periode_pantau(dunia.instansi, HARI), HARI)

        assert [n for _, n in d.langkah] == [2, 2, 1, 0, 0]
        assert d.kolom == ["Triwulan I 2026", "Triwulan II 2026"]
        (sari,) = d.sampai(UkuranDasbor.DINILAI)
        assert sari.baris.pegawai == dunia.sari
        assert [p for _, p in sari.lalu] == [None, "baik"]

    def test_a_figure_leads_to_its_people(self, dunia, skp, tw3, masuk):
        evaluasi_at(StatusEvaluasi.DINILAI, skp=skp)
        skp_berjalan(dunia.citra)

        response = masuk(dunia.budi).get("/dasbor/tim/", {"langkah": "dinilai"})

        assert [a.baris.pegawai for a in response.context["anggota"]] == [dunia.sari]

    def test_queries_do_not_follow_the_team(self, dunia, skp, tw3, masuk):
        client = masuk(dunia.budi)

        def jumlah() -> int:
            client.get("/dasbor/tim/")
            with CaptureQueriesContext(connection) as seen:
                client.get("/dasbor/tim/")
            return len(seen)

        sebelum = jumlah()
        skp_berjalan(dunia.citra)

        assert jumlah() == sebelum <= 12

    def test_who_rates_nobody_has_none(self, dunia, skp, tw3, masuk):
        assert masuk(dunia.sari).get("/dasbor/tim/").status_code == 403
