"""Who still owes the sentence "differs from the suggestion": one answer for one person, for a list, and for closing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import Evaluasi
from evaluasi.rules import Ekspektasi, KendalaFinal, StatusEvaluasi, StatusPekerjaan
from evaluasi.selectors import bahan_evaluasi, daftar_terbuka, penutupan, tanpa_sebab
from evaluasi.services import close_periode, set_rating
from evaluasi.services.siap import check_sebab
from kinerja.rules import PenilaianUmpanBalik as P
from kinerja.rules import SifatUmpanBalik
from kinerja.services import give_umpan_balik, record_realisasi
from skp.rules import NilaiPerilaku
from skp.selectors import rhk_of
from tests.evaluasi.test_pelaksanaan import jalankan
from tests.factories.evaluasi import HARI, capaian_tetap, evaluasi_at, skp_berjalan

S, E = StatusEvaluasi, Ekspektasi

pytestmark = pytest.mark.django_db


def umpan(oleh, skp, hasil=(), perilaku=(), tanggal=HARI):
    for apa, daftar in (("hasil", hasil), ("perilaku", perilaku)):
        for p in daftar:
            tentang = {"rhk": rhk_of(skp)[0]} if apa == "hasil" else {"nilai": NilaiPerilaku.ADAPTIF}
            give_umpan_balik(
                pelaku=oleh,
                skp=skp,
                isi="Sudah dibaca",
                sifat=SifatUmpanBalik.PUJIAN,
                penilaian=p,
                tanggal=tanggal,
                **tentang,
            )


def nilai(skp, periode, hasil, perilaku, **sebab):
    evaluasi = evaluasi_at(S.DINILAI, skp=skp, periode=periode)
    isi = {"sebab_beda_hasil": "", "sebab_beda_perilaku": "", **sebab}
    return set_rating(
        pelaku=evaluasi.penilai,
        evaluasi=evaluasi,
        rating_hasil=hasil,
        rating_perilaku=perilaku,
        alasan_hasil="Menurut bukti.",
        alasan_perilaku="Menurut bukti.",
        **isi,
    )


def satu_per_satu(evaluasi: Evaluasi) -> bool:
    """What the service asks when it makes one final."""
    try:
        check_sebab(evaluasi, bahan_evaluasi(evaluasi.skp, evaluasi.periode, lengkap=False))
    except BahanBelumLengkap:
        return True
    return False


class TestOneAnswer:
    @pytest.mark.parametrize(
        ("hasil", "perilaku", "rating", "sebab", "berutang"),
        [
            ([P.SESUAI], [], (E.SESUAI, E.DIATAS), {}, False),
            ([P.SESUAI], [], (E.DIATAS, E.DIATAS), {}, True),
            ([P.SESUAI], [], (E.DIATAS, E.DIATAS), {"sebab_beda_hasil": "Seluruh bukti."}, False),
            ([P.SESUAI], [], (E.DIATAS, E.DIATAS), {"sebab_beda_perilaku": "Bukan ini."}, True),
            ([], [P.DIBAWAH], (E.DIATAS, E.SESUAI), {}, True),
            ([], [P.DIBAWAH, P.DIATAS], (E.DIATAS, E.SESUAI), {}, False),
            ([], [], (E.DIATAS, E.DIBAWAH), {}, False),
        ],
    )
    def test_of_a_quarter(self, dunia, skp, tw3, hasil, perilaku, rating, sebab, berutang):
        umpan(dunia.budi, skp, hasil, perilaku, tanggal=tw3.selesai)
        # what was said in another quarter is not counted
        umpan(dunia.budi, skp, [P.DIATAS] * 3, tanggal=HARI)
        evaluasi = nilai(skp, tw3, *rating, **sebab)

        assert satu_per_satu(evaluasi) is berutang
        assert tanpa_sebab(Evaluasi.objects.all(), tw3) == ({evaluasi.pk} if berutang else set())

    @pytest.mark.parametrize(
        ("angka", "rating", "berutang"),
        [(1, E.DIATAS, True), (1, E.SESUAI, False), (99, E.DIATAS, False), (99, E.SESUAI, True)],
    )
    def test_of_a_year_main_results_below_target_hold_the_suggestion_back(
        self, dunia, skp, tw3, angka, rating, berutang
    ):
        umpan(dunia.budi, skp, [P.DIATAS])
        for r in rhk_of(skp):
            for i in r.indikator.all():
                record_realisasi(
                    pelaku=dunia.sari, indikator=i, periode=tw3, angka=Decimal(angka), teks="Laporan"
                )
        evaluasi = nilai(skp, skp.periode, rating, E.SESUAI)

        assert satu_per_satu(evaluasi) is berutang
        assert tanpa_sebab(Evaluasi.objects.all(), skp.periode) == ({evaluasi.pk} if berutang else set())

    def test_queries_do_not_follow_the_people(self, dunia, skp, tw3, django_assert_num_queries):
        for s in (skp, skp_berjalan(dunia.citra)):
            umpan(dunia.budi, s, [P.SESUAI], tanggal=tw3.selesai)
            nilai(s, tw3, E.DIATAS, E.SESUAI)

        with django_assert_num_queries(2):
            assert len(tanpa_sebab(Evaluasi.objects.all(), tw3)) == 2


class TestClosing:
    @pytest.fixture
    def berutang(self, dunia, skp, tw3):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        umpan(dunia.budi, skp, [P.SESUAI], tanggal=tw3.selesai)
        return nilai(skp, tw3, E.DIATAS, E.SESUAI)

    def test_it_is_listed_beforehand_and_not_a_failure(self, dunia, tw3, berutang):
        lain = nilai(skp_berjalan(dunia.citra), tw3, E.SESUAI, E.SESUAI)
        sebelum = penutupan(tw3, [dunia.dinas])

        pekerjaan = jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan="Sesuai jadwal"))

        assert (sebelum.siap, sebelum.kendala[KendalaFinal.SEBAB_KOSONG]) == (1, 1)
        assert (pekerjaan.status, pekerjaan.jumlah, pekerjaan.berhasil) == (StatusPekerjaan.SELESAI, 1, 1)
        assert not pekerjaan.gagal.exists()
        assert list(Evaluasi.objects.final()) == [lain]
        assert [e.kendala for e in daftar_terbuka(tw3, [dunia.dinas])] == [KendalaFinal.SEBAB_KOSONG]

    def test_a_rating_taken_back_is_not_ready(self, dunia, tw3, berutang):
        set_rating(pelaku=dunia.budi, evaluasi=berutang, rating_hasil="", rating_perilaku=E.SESUAI)

        assert penutupan(tw3, [dunia.dinas]).kendala[KendalaFinal.BELUM_DINILAI] == 1

    def test_the_page_says_what_to_do_and_where(self, masuk, dunia, tw3, berutang):
        alamat = reverse("evaluasi:periode_lihat", args=[tw3.uuid])
        api = reverse("api_periode_terbuka", args=[tw3.uuid])

        isi = masuk(dunia.eka).get(alamat, {"daftar": "terbuka"}).content.decode()
        baris = masuk(dunia.eka).get(api, {"kendala": "sebab_kosong"}).json()

        assert "Penilai menulis satu kalimat mengapa ratingnya berbeda dari saran." in isi
        assert reverse("evaluasi:lihat", args=[berutang.uuid]) in isi
        assert [b["evaluasi"] for b in baris] == [str(berutang.uuid)]
        assert masuk(dunia.eka).get(api, {"kendala": "tertunda"}).json() == []
