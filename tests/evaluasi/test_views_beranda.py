"""Home: what today asks of each role, empty states, one click to who is late, the same queries at any size."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from evaluasi.models import Laporan
from evaluasi.rules import StatusEvaluasi, StatusLaporan
from evaluasi.selectors import beranda
from evaluasi.services import return_evaluasi
from kinerja.models import UmpanBalik
from kinerja.services import give_umpan_balik, log_catatan, mark_read
from kinerja.services.tanggapan import answer_catatan, question_catatan
from pegawai.models import HubunganPenilai, Impor, Pegawai
from pegawai.rules import BidangPerbaikan, Peran, StatusImpor
from pegawai.selectors import peran_of
from pegawai.services import derive_penilai, grant_peran, place_pegawai, report_salah
from skp.rules import StatusPk, StatusSkp
from skp.selectors import rhk_of
from tests.factories.evaluasi import (
    HARI,
    capaian_tetap,
    evaluasi_at,
    evaluasi_final,
    isi_bahan,
    triwulan,
)
from tests.factories.kinerja import catatan_baru
from tests.factories.pegawai import MULAI, jabatan_baru, pegawai_baru
from tests.factories.perjanjian import pk_at
from tests.factories.skp import periode_lama, periode_tahun, skp_at

pytestmark = pytest.mark.django_db

S = StatusEvaluasi


def judul(client) -> list[str]:
    """The tasks on the page, in their order."""
    return [t["judul"] for t in client.get("/").context["tugas"]]


def hitung(client) -> int:
    client.get("/")
    with CaptureQueriesContext(connection) as tertangkap:
        assert client.get("/").status_code == 200
    return len(tertangkap)


class TestPegawai:
    def test_a_question_of_the_penilai_waits_until_it_is_answered(self, dunia, hari, masuk):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        catatan = catatan_baru(skp.rhk.first(), timezone.localdate())
        client = masuk(dunia.sari)
        question_catatan(pelaku=dunia.budi, catatan=catatan, isi="Untuk laporan yang mana?")
        assert "Jawab pertanyaan" in judul(client)

        answer_catatan(pelaku=dunia.sari, catatan=catatan, isi="Laporan bulan April.")

        assert "Jawab pertanyaan" not in judul(client)

    def test_before_the_year_is_opened_nothing_is_asked(self, dunia, hari, masuk):
        halaman = masuk(dunia.sari).get("/").content.decode()

        assert "Semua sudah selesai" in halaman
        assert "Tahun kinerja berikutnya dibuka admin kepegawaian." in halaman

    def test_no_skp_yet(self, dunia, hari, masuk):
        periode_tahun(dunia.instansi)

        response = masuk(dunia.sari).get("/")

        assert judul(masuk(dunia.sari)) == ["Susun SKP 2026"]
        assert "Batas untuk SKP ini" in response.content.decode()  # the year was opened late

    def test_who_owes_none_is_not_asked(self, dunia, hari, masuk):
        periode_tahun(dunia.instansi)
        Pegawai.objects.filter(pk=dunia.sari.pk).update(kedudukan="02")

        assert judul(masuk(dunia.sari)) == []

    @pytest.mark.parametrize(
        ("status", "tugas"),
        [
            (StatusSkp.DRAF, ["Lengkapi dan ajukan SKP 2026"]),
            (StatusSkp.DIKEMBALIKAN, ["Perbaiki SKP 2026"]),
            (StatusSkp.DIAJUKAN, []),
        ],
    )
    def test_an_skp_asks_by_its_state(self, dunia, hari, masuk, status, tugas):
        skp_at(status, pegawai=dunia.sari)

        assert judul(masuk(dunia.sari)) == tugas

    def test_a_returned_skp_shows_the_note(self, dunia, hari, masuk):
        skp_at(StatusSkp.DIKEMBALIKAN, pegawai=dunia.sari)

        assert "Lengkapi indikator kualitas." in masuk(dunia.sari).get("/").content.decode()

    def test_a_day_in_the_year(self, dunia, skp, masuk):
        client = masuk(dunia.sari)

        assert judul(client) == ["Isi realisasi Triwulan III 2026", "Catat pekerjaan hari ini"]
        halaman = client.get("/").content.decode()
        assert "2 indikator belum terisi; pengisian ditutup 10 Oktober 2026 (5 hari lagi)" in halaman

    def test_what_is_done_goes_away(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3)
        log_catatan(pelaku=dunia.sari, rhk=rhk_of(skp)[0], tanggal=HARI, uraian="Rapat")
        client = masuk(dunia.sari)
        assert judul(client) == ["Baca 3 umpan balik baru"]
        for u in UmpanBalik.objects.all():
            mark_read(pelaku=dunia.sari, umpan_balik=u)

        halaman = client.get("/").content.decode()

        assert "Semua sudah selesai" in halaman
        assert "Realisasi Triwulan IV 2026 diisi mulai 24 Desember 2026." in halaman

    def test_on_a_sunday_no_log_is_asked_for(self, dunia, skp, masuk):
        client = masuk(dunia.sari)
        with freeze_time("2026-10-04 02:00:00"):
            assert judul(client) == ["Isi realisasi Triwulan III 2026"]

    def test_material_asked_for_and_results_delivered(self, dunia, skp, tw3, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        kembali = evaluasi_at(S.DINILAI, skp=skp)
        return_evaluasi(pelaku=dunia.budi, evaluasi=kembali, catatan="Lampirkan berita acara")

        tugas = judul(masuk(dunia.sari))

        assert tugas[:2] == [
            "Lengkapi bahan evaluasi Triwulan III 2026",
            "Lihat hasil evaluasi Triwulan II 2026",
        ]
        assert "Lampirkan berita acara" in masuk(dunia.sari).get("/").content.decode()

    def test_an_old_result_is_no_task_but_stays_in_sight(self, dunia, skp, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        client = masuk(dunia.sari)

        with freeze_time("2026-11-02 02:00:00"):
            response = client.get("/")

        assert "Lihat hasil evaluasi Triwulan II 2026" not in [t["judul"] for t in response.context["tugas"]]
        assert response.context["predikat"].predikat == "baik"

    def test_drafts_of_the_penilai_stay_hidden(self, dunia, skp, masuk):
        evaluasi_at(S.DINILAI, skp=skp)

        assert masuk(dunia.sari).get("/").context["predikat"] is None

    def test_my_state_and_last_word(self, dunia, skp, masuk):
        give_umpan_balik(
            pelaku=dunia.budi, skp=skp, isi="Terima kasih atas laporannya yang rapi", sifat="pujian"
        )

        halaman = masuk(dunia.sari).get("/").content.decode()

        assert "Terima kasih atas laporannya yang rapi" in halaman
        assert "Pejabat penilai: Budi Santoso" in halaman

    def test_a_missing_penilai_comes_first(self, dunia, skp, masuk):
        HubunganPenilai.objects.filter(pegawai=dunia.sari).delete()

        assert judul(masuk(dunia.sari))[0] == "Pejabat penilai Anda belum ada"

    def test_a_missing_placement_comes_first(self, dunia, hari, masuk):
        baru = pegawai_baru(dunia.instansi, "Baru Datang")

        assert judul(masuk(baru)) == ["Penempatan Anda belum tercatat"]


class TestPenilai:
    def test_one_queue_with_counts(self, dunia, skp, tw3, masuk):
        skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.citra)

        response = masuk(dunia.budi).get("/")

        ringkas = {
            k["judul"]: (k["jumlah"], [b["nama"] for b in k["butir"]]) for k in response.context["antrean"]
        }
        assert ringkas == {
            "SKP menunggu tinjauan": (1, ["Citra Lestari"]),
            "Evaluasi menunggu penilaian": (2, ["Sari Puspita", "Sari Puspita"]),
            "Waktunya memberi umpan balik": (1, ["Sari Puspita"]),
        }
        assert response.context["b"].jumlah_antrean == 4
        halaman = response.content.decode()
        assert "Triwulan II 2026, batas 20 Juli 2026 (lewat 77 hari)" in halaman
        assert "Triwulan III 2026, batas 20 Oktober 2026 (15 hari lagi)" in halaman

    def test_a_perjanjian_waits_for_its_second_party(self, dunia, hari, masuk):
        pk = pk_at(StatusPk.DIAJUKAN, pegawai=dunia.budi)

        (kelompok,) = (
            k for k in masuk(dunia.karta).get("/").context["antrean"] if "Perjanjian kinerja" in k["judul"]
        )

        assert [b["nama"] for b in kelompok["butir"]] == [f"Budi Santoso, {pk.penempatan.jabatan_tampil}"]
        assert kelompok["butir"][0]["url"] == reverse("skp:pk_detail", args=[pk.uuid])

    def test_rating_is_one_press_away(self, dunia, skp, tw3, masuk):
        halaman = masuk(dunia.budi).get("/").content.decode()

        assert f'action="{reverse("evaluasi:buka", args=[skp.uuid, tw3.uuid])}"' in halaman

    def test_what_is_final_or_answered_goes_away(self, dunia, skp, tw3, masuk):
        for nomor in (2, 3):
            evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, nomor))
        give_umpan_balik(pelaku=dunia.budi, skp=skp, isi="Bagus sekali", sifat="pujian")

        halaman = masuk(dunia.budi).get("/").content.decode()

        assert "Tidak ada yang menunggu Anda" in halaman

    def test_a_running_period_waits_once_it_is_handed_in(self, dunia, skp, tw3, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=tw3)
        evaluasi_at(S.DIAJUKAN, skp=skp, periode=triwulan(skp, 4))

        butir = [b for k in masuk(dunia.budi).get("/").context["antrean"] for b in k["butir"]]

        assert any(b["keterangan"].startswith("Triwulan IV 2026") for b in butir)

    def test_capaian_is_asked_of_the_leader_above_where_it_is_due(self, dunia, skp, tw3, masuk):
        def diminta(siapa) -> list[str]:
            return [
                b["nama"]
                for k in masuk(siapa).get("/").context["antrean"]
                if k["judul"].startswith("Capaian")
                for b in k["butir"]
            ]

        assert diminta(dunia.bupati) == [dunia.dinas.nama] * 2
        assert diminta(dunia.karta) == []  # a bidang follows its dinas
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        assert diminta(dunia.bupati) == [dunia.dinas.nama]
        capaian_tetap(dunia.kabupaten, triwulan(skp, 2), dunia.eka)  # inherited
        assert diminta(dunia.bupati) == []

    def test_who_is_late_is_one_click_away(self, dunia, skp, masuk):
        client = masuk(dunia.budi)

        assert f'href="{reverse("evaluasi:pemantauan")}"' in client.get("/").content.decode()
        assert client.get(reverse("evaluasi:pemantauan")).status_code == 200

    def test_an_acting_post_is_named(self, dunia, skp, masuk):
        plt = place_pegawai(
            pelaku=None,
            pegawai=dunia.tono,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Seksi Data"),
            unit=dunia.bidang,
            mulai=triwulan(skp, 3).mulai,
            jenis="PLT",
        )
        from skp.services import approve_skp, draft_skp, submit_skp
        from tests.factories.skp import isi_skp

        s = draft_skp(pelaku=dunia.tono, penempatan=plt, periode=skp.periode)
        isi_skp(s)
        submit_skp(pelaku=dunia.tono, skp=s)
        approve_skp(pelaku=dunia.budi, skp=s)

        nama = [b["nama"] for k in masuk(dunia.budi).get("/").context["antrean"] for b in k["butir"]]

        assert "Tono Prasetya, Kepala Seksi Data" in nama

    def test_many_are_counted_and_the_first_are_shown(self, dunia, skp, masuk):
        _anggota(dunia, 30, StatusSkp.DIAJUKAN)

        kelompok = masuk(dunia.budi).get("/").context["antrean"]

        skp_menunggu = kelompok[0]
        assert (skp_menunggu["jumlah"], len(skp_menunggu["butir"])) == (30, 6)
        assert skp_menunggu["sisa"] == 24


def _anggota(dunia, banyak: int, status: StatusSkp) -> None:
    jabatan = jabatan_baru(dunia.instansi, "Pengolah Data dan Informasi")
    for n in range(banyak):
        orang = pegawai_baru(dunia.instansi, f"Anggota {n:03d}", akun=False)
        place_pegawai(
            pelaku=None, pegawai=orang, jabatan=jabatan, unit=dunia.bidang, mulai=MULAI, turunkan=False
        )
    derive_penilai(dunia.instansi)
    for orang in Pegawai.objects.filter(nama__startswith="Anggota"):
        skp_at(status, pegawai=orang)


class TestAdmin:
    def test_every_figure_leads_to_its_list(self, dunia, skp, masuk):
        HubunganPenilai.objects.filter(pegawai=dunia.citra).delete()
        report_salah(
            pelaku=dunia.sari, pegawai=dunia.sari, bidang=BidangPerbaikan.PANGKAT, data_benar="III/c"
        )
        Impor.objects.create(instansi=dunia.instansi, status=StatusImpor.GAGAL)
        Laporan.objects.create(
            instansi=dunia.instansi,
            diminta_oleh=dunia.budi,
            judul="x",
            status=StatusLaporan.GAGAL,
            selesai_pada=timezone.now(),
        )
        client = masuk(dunia.eka)

        tugas = client.get("/").context["hitung_admin"]

        assert [t["judul"] for t in tugas] == [
            "1 laporan kesalahan data menunggu",
            "1 pegawai tanpa pejabat penilai",
            "1 unit tanpa pimpinan",
            "1 pembuatan dokumen gagal",
            "1 impor data gagal",
        ]
        for t in tugas:
            assert client.get(t["url"]).status_code == 200, t

    def test_the_table_says_what_is_late_and_where(self, dunia, skp, masuk):
        periode_lama(dunia.instansi)
        unit = {u.nama: u for u in masuk(dunia.eka).get("/").context["b"].admin.unit}

        dinas = unit[dunia.dinas.nama]
        assert (dinas.wajib, dinas.belum, dinas.berjalan, dinas.terlambat) == (7, 6, 1, 6)

    def test_nothing_wrong_is_said(self, dunia, skp, masuk):
        from pegawai.models import UnitKerja

        UnitKerja.objects.filter(pk=dunia.bidang_lain.pk).update(is_aktif=False)

        assert "Tidak ada data yang perlu diperbaiki." in masuk(dunia.eka).get("/").content.decode()

    @pytest.mark.parametrize("peran", [Peran.PIMPINAN, Peran.AUDITOR])
    def test_pimpinan_and_auditor_see_the_table_within_their_reach(self, dunia, skp, masuk, peran):
        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=peran, unit=dunia.dinas)

        b = masuk(dunia.dewi).get("/").context["b"]

        assert {u.nama for u in b.admin.unit} == {dunia.dinas.nama, dunia.bidang.nama, dunia.bidang_lain.nama}
        assert "perbaikan" not in b.admin.angka

    def test_two_scopes_are_one_row_each(self, dunia, skp, masuk):
        for unit in (dunia.bidang, dunia.bidang_lain):
            grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.AUDITOR, unit=unit)

        unit = masuk(dunia.dewi).get("/").context["b"].admin.unit

        assert [(u.nama, u.wajib) for u in unit] == [(dunia.bidang.nama, 3), (dunia.bidang_lain.nama, 2)]

    def test_without_a_year_there_is_no_table(self, dunia, hari, masuk):
        assert masuk(dunia.eka).get("/").context["b"].admin.unit == []


class TestQueries:
    def test_at_most_twelve_for_everybody(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3)
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        for peran in (Peran.ADMIN_KEPEGAWAIAN, Peran.PIMPINAN, Peran.AUDITOR):
            grant_peran(pelaku=None, pegawai=dunia.karta, peran=peran)

        for siapa in (dunia.sari, dunia.budi, dunia.karta, dunia.bupati, dunia.tono, dunia.eka):
            assert hitung(masuk(siapa)) <= 12, siapa

    def test_the_same_for_3_and_many_subordinates(self, dunia, skp, masuk):
        client = masuk(dunia.budi)
        sebelum = hitung(client)
        _anggota(dunia, 40, StatusSkp.BERJALAN)

        assert hitung(client) == sebelum
        assert beranda(dunia.budi, peran_of(dunia.budi, HARI), HARI).antrean[0].jumlah == 82  # two periods


@pytest.mark.parametrize(
    ("jam", "sapaan"),
    [
        ("01:00", "Selamat pagi"),
        ("05:00", "Selamat siang"),
        ("09:00", "Selamat sore"),
        ("13:00", "Selamat malam"),
    ],
)
def test_the_greeting_follows_the_clock_of_the_agency(dunia, masuk, jam, sapaan):
    with freeze_time(f"2026-10-05 {jam}"):
        assert sapaan in masuk(dunia.sari).get("/").content.decode()


def test_signed_out_is_led_to_the_sign_in_page(client, db):
    assert client.get("/").url.startswith(reverse("account_login"))


def test_days_until_a_due_day_are_counted_from_today(dunia, skp, masuk):
    client = masuk(dunia.sari)
    with freeze_time("2026-10-10 02:00:00"):
        assert "(hari ini)" in client.get("/").content.decode()
    with freeze_time("2026-10-11 02:00:00"):
        assert "Isi realisasi Triwulan III 2026" not in judul(client)
