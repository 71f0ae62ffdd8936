"""Corrections after the window, the history of an entry, overlapping times, the usual step."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from freezegun import freeze_time

from evaluasi.rules import StatusEvaluasi
from kinerja import rules, selectors, services
from kinerja.errors import CatatanTidakSah, PeriodeDitutup
from kinerja.models import CatatanHarian, KoreksiCatatan
from pegawai.errors import Dilarang, SudahBerubah
from skp.models import RencanaAksi
from tests.factories.evaluasi import capaian_tetap, evaluasi_at
from tests.factories.kinerja import bukti_baru, catatan_baru
from tests.factories.skp import periode_ke

FEBRUARI = date(2026, 2, 10)
HARI = date(2026, 5, 12)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lama(rhk) -> CatatanHarian:
    """An entry of February, seen in May: its quarter has closed."""
    with freeze_time("2026-02-10 03:00:00"):
        return catatan_baru(rhk, FEBRUARI, "Menyusun laporan", jumlah=2, satuan="laporan")


def isi(c: CatatanHarian, **lain):
    return {
        "catatan": c,
        "rhk": c.rhk,
        "uraian": c.uraian,
        "jumlah": c.jumlah,
        "satuan": c.satuan,
        "alasan": "Jumlah salah ketik",
        **lain,
    }


class TestKoreksi:
    def test_correction_keeps_the_original_and_marks_the_entry(self, dunia, lama, skp):
        bukti = bukti_baru(skp)

        k = services.correct_catatan(pelaku=dunia.sari, **isi(lama, jumlah=Decimal(3), bukti=[bukti]))

        lama.refresh_from_db()
        assert (lama.jumlah, lama.nomor_sunting) == (3, 1)
        assert lama.dikoreksi_pada is not None
        assert (k.semula["Jumlah"], k.menjadi["Jumlah"]) == ("2 laporan", "3 laporan")
        assert (k.semula["Bukti"], k.menjadi["Bukti"]) == ("", bukti.nama)
        assert k.oleh == dunia.sari
        kejadian = selectors.riwayat_catatan(lama)[0]
        assert kejadian.kalimat == f"{dunia.sari.nama_lengkap} mengoreksi catatan."
        assert kejadian.alasan == "Jumlah salah ketik"
        assert [(u.label, u.semula, u.menjadi) for u in kejadian.ubahan] == [
            ("Jumlah", "2 laporan", "3 laporan"),
            ("Bukti", "", bukti.nama),
        ]

    def test_withdrawn_by_correction_stays_readable(self, dunia, lama):
        k = services.withdraw_catatan_ditutup(pelaku=dunia.sari, catatan=lama, alasan="Tercatat dua kali")

        lama.refresh_from_db()
        assert lama.ditarik_pada is not None
        assert (k.jenis, k.semula["Uraian"]) == ("tarik", "Menyusun laporan")
        with pytest.raises(SudahBerubah):
            services.correct_catatan(pelaku=dunia.sari, **isi(lama, uraian="Lain"))

    def test_open_window_wants_the_ordinary_change(self, dunia, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        with pytest.raises(PeriodeDitutup, match="masih terbuka"):
            services.correct_catatan(pelaku=dunia.sari, **isi(c, uraian="Lain"))

    def test_final_evaluation_closes_it_for_good(self, dunia, lama, skp):
        triwulan = periode_ke(skp.instansi, 1)
        capaian_tetap(dunia.dinas, triwulan, dunia.bupati)
        evaluasi_at(StatusEvaluasi.FINAL, skp=skp, periode=triwulan)

        with pytest.raises(PeriodeDitutup, match=r"sudah final.*dikoreksi"):
            services.correct_catatan(pelaku=dunia.sari, **isi(lama, uraian="Lain"))
        with pytest.raises(PeriodeDitutup, match="sudah final"):
            services.withdraw_catatan_ditutup(pelaku=dunia.sari, catatan=lama, alasan="Tercatat dua kali")
        assert not KoreksiCatatan.objects.exists()

    @pytest.mark.parametrize("alasan", ["", "  ", "ya", "x" * 501])
    def test_reason_is_asked_for(self, dunia, lama, alasan):
        with pytest.raises(CatatanTidakSah) as galat:
            services.correct_catatan(pelaku=dunia.sari, **isi(lama, uraian="Lain", alasan=alasan))

        assert galat.value.bidang == "alasan"
        lama.refresh_from_db()
        assert lama.uraian == "Menyusun laporan"

    def test_nothing_changed_is_no_correction(self, dunia, lama):
        with pytest.raises(CatatanTidakSah, match="Belum ada yang berubah"):
            services.correct_catatan(pelaku=dunia.sari, **isi(lama))

    @pytest.mark.parametrize("siapa", ["budi", "citra", "eka"])
    def test_only_its_writer_corrects(self, dunia, lama, siapa):
        with pytest.raises(Dilarang):
            services.correct_catatan(pelaku=getattr(dunia, siapa), **isi(lama, uraian="Lain"))

    def test_other_tab_was_faster(self, dunia, lama):
        services.correct_catatan(pelaku=dunia.sari, **isi(lama, uraian="Pertama", nomor_sunting=0))

        with pytest.raises(SudahBerubah):
            services.correct_catatan(pelaku=dunia.sari, **isi(lama, uraian="Kedua", nomor_sunting=0))

    def test_correction_never_changes(self, dunia, lama):
        k = services.correct_catatan(pelaku=dunia.sari, **isi(lama, uraian="Lain"))

        with pytest.raises(InternalError), transaction.atomic():
            KoreksiCatatan.objects.filter(pk=k.pk).update(alasan="lain")


class TestHalamanKoreksi:
    @pytest.fixture
    def sari(self, dunia, masuk, hari_ini):
        return masuk(dunia.sari)

    def test_closed_day_offers_correction_and_keeps_what_was_typed(self, sari, lama, dunia, masuk):
        teks = sari.get(reverse("kinerja:catatan"), {"hari": "2026-02-10"}).content.decode()
        alamat = reverse("kinerja:catatan_koreksi", args=[lama.uuid])
        assert alamat in teks
        assert "Simpan catatan" not in teks
        kiriman = {
            "klien_id": str(lama.klien_id),
            "nomor_sunting": "0",
            "rhk": str(lama.rhk.uuid),
            "uraian": "Menyusun laporan akhir",
            "jumlah": "2",
            "satuan": "laporan",
        }

        jawab = sari.post(alamat, kiriman)

        assert jawab.status_code == 422
        assert "Menyusun laporan akhir" in jawab.content.decode()
        assert "Tulis alasan koreksi" in jawab.content.decode()
        jawab = sari.post(alamat, {**kiriman, "alasan": "Kurang lengkap"}, follow=True)
        teks = jawab.content.decode()
        assert "Tulisan semula" in teks
        assert "<ins>" in teks
        dilihat = masuk(dunia.budi).get(reverse("kinerja:catatan_lihat", args=[lama.uuid])).content.decode()
        assert "Kurang lengkap" in dilihat
        assert "Dikoreksi" in dilihat

    def test_withdrawal_with_a_reason(self, sari, lama):
        alamat = reverse("kinerja:catatan_koreksi_tarik", args=[lama.uuid])
        assert sari.post(alamat, {"alasan": "ya"}).status_code == 422

        teks = sari.post(alamat, {"alasan": "Tercatat dua kali"}, follow=True).content.decode()

        assert "Ditarik" in teks
        assert "menarik catatan lewat koreksi" in teks

    def test_queries_of_the_page_stay(self, sari, dunia, rhk, hari_ini, django_assert_max_num_queries):
        c = catatan_baru(rhk, hari_ini)
        for n in range(5):
            services.edit_catatan(pelaku=dunia.sari, catatan=c, rhk=rhk, tanggal=hari_ini, uraian=f"Ke-{n}")

        with django_assert_max_num_queries(14):
            teks = sari.get(reverse("kinerja:catatan_lihat", args=[c.uuid])).content.decode()

        assert teks.count("mengubah catatan") == 5

    def test_api_corrects_and_tells_the_history(self, sari, lama):
        alamat = reverse("api_kinerja:catatan_koreksi", args=[lama.uuid])
        badan = {
            "rhk": str(lama.rhk.uuid),
            "uraian": "Lain",
            "nomor_sunting": 0,
            "alasan": "Salah tulis",
        }

        jawab = sari.post(alamat, badan, content_type="application/json")

        assert jawab.status_code == 201
        assert jawab.json()["semula"]["Uraian"] == "Menyusun laporan"
        riwayat = sari.get(reverse("api_kinerja:catatan_riwayat", args=[lama.uuid])).json()
        assert riwayat[0]["alasan"] == "Salah tulis"


class TestJam:
    @pytest.mark.parametrize(
        ("a", "b", "bertumpuk"),
        [
            ((8, 10), (9, 11), True),
            ((8, 10), (10, 11), False),
            ((8, 10), (8, 10), True),
            ((8, 12), (9, 10), True),
            ((8, None), (8, 10), False),
        ],
    )
    def test_shared_minutes(self, a, b, bertumpuk):
        def jam(x):
            return [time(j) if j is not None else None for j in x]

        assert bool(rules.jam_bertumpuk([(1, *jam(a)), (2, *jam(b))])) is bertumpuk

    def test_overlap_is_said_and_never_refused(self, dunia, masuk, rhk, hari_ini):
        catatan_baru(rhk, hari_ini, "Rapat tim", jam_mulai=time(8), jam_selesai=time(10))
        sari = masuk(dunia.sari)

        jawab = sari.post(
            reverse("kinerja:catatan_catat"),
            {
                "klien_id": "0b7c5f0e-51a5-4bb5-9b2c-3f4d8b6f3f10",
                "rhk": str(rhk.uuid),
                "uraian": "Menguji modul",
                "tanggal": "2026-05-12",
                "jam_mulai": "09:00",
                "jam_selesai": "09:30",
            },
            follow=True,
        )

        teks = jawab.content.decode()
        assert CatatanHarian.objects.count() == 2
        assert "Jamnya bertumpuk dengan “Rapat tim”" in teks
        assert teks.count("Jam bertumpuk dengan") == 2
        assert "Tercatat untuk 12 Mei 2026 (WIB)" in teks


class TestHariServer:
    def test_tomorrow_is_refused_with_the_servers_day(self, dunia, masuk, rhk, hari_ini):
        jawab = masuk(dunia.sari).post(
            reverse("kinerja:catatan_catat"),
            {
                "klien_id": "0b7c5f0e-51a5-4bb5-9b2c-3f4d8b6f3f11",
                "rhk": str(rhk.uuid),
                "uraian": "Menguji modul",
                "tanggal": "2026-05-13",
            },
        )

        teks = jawab.content.decode()
        assert jawab.status_code == 422
        assert "Menurut waktu instansi hari ini 12 Mei 2026" in teks
        assert ">\nMenguji modul</textarea>" in teks

    def test_day_is_that_of_the_agencys_zone(self, dunia, masuk, rhk):
        """Half past eleven at night in Jakarta is the next day in Jayapura."""
        dunia.instansi.zona_waktu = "Asia/Jayapura"
        dunia.instansi.save()
        with freeze_time("2026-05-12 16:30:00"):
            teks = masuk(dunia.sari).get(reverse("kinerja:catatan")).content.decode()

        assert "Untuk Rabu, 13 Mei 2026, waktu instansi (WIT)" in teks


class TestRencanaAksi:
    @pytest.fixture
    def aksi(self, rhk, triwulan):
        return RencanaAksi.objects.create(rhk=rhk, periode=triwulan, teks="Langkah", target="4")

    def test_only_step_of_the_period_is_chosen_already(self, dunia, masuk, rhk, aksi, hari_ini):
        catatan_baru(rhk, date(2026, 5, 11))

        teks = masuk(dunia.sari).get(reverse("kinerja:catatan")).content.decode()

        assert f'<option value="{aksi.uuid}" selected>' in teks

    def test_other_result_brings_its_own_step(self, dunia, masuk, skp, rhk, aksi, triwulan, hari_ini):
        lain = skp.rhk.exclude(pk=rhk.pk).first()
        langkah = RencanaAksi.objects.create(rhk=lain, periode=triwulan, teks="Lain", target="1")
        kiriman = {
            "klien_id": "0b7c5f0e-51a5-4bb5-9b2c-3f4d8b6f3f12",
            "rhk": str(lain.uuid),
            "uraian": "Rapat",
            "tanggal": "2026-05-12",
            "rencana_aksi": str(aksi.uuid),
        }
        sari = masuk(dunia.sari)

        jawab = sari.post(reverse("kinerja:catatan_catat"), {**kiriman, "aksi_awal": str(aksi.uuid)})

        assert jawab.status_code == 302
        assert CatatanHarian.objects.get().rencana_aksi == langkah
        # a step that was chosen by hand is not exchanged behind one's back
        assert sari.post(reverse("kinerja:catatan_catat"), {**kiriman, "uraian": "Lagi"}).status_code == 422

    def test_repeated_work_moves_to_the_step_of_the_new_period(self, dunia, rhk, skp, aksi, lama):
        langkah_lama = RencanaAksi.objects.create(
            rhk=rhk, periode=periode_ke(skp.instansi, 1), teks="Dulu", target="1"
        )
        CatatanHarian.objects.filter(pk=lama.pk).update(rencana_aksi=langkah_lama)
        lama.refresh_from_db()

        assert services.repeat_catatan(pelaku=dunia.sari, catatan=lama, tanggal=HARI).rencana_aksi == aksi


class TestCari:
    def test_filters_together(self, dunia, masuk, skp, rhk, hari_ini):
        lain = skp.rhk.exclude(pk=rhk.pk).first()
        catatan_baru(rhk, hari_ini, "Rapat anggaran", bukti=[bukti_baru(skp)])
        catatan_baru(rhk, date(2026, 4, 10), "Rapat anggaran lama")
        catatan_baru(lain, hari_ini, "Rapat tim")
        sari = masuk(dunia.sari)

        def hasil(**tanya):
            teks = sari.get(reverse("kinerja:catatan_cari"), tanya).content.decode()
            return [u for u in ("Rapat anggaran<", "Rapat anggaran lama<", "Rapat tim<") if u in teks]

        assert hasil(q="rapat") == ["Rapat anggaran<", "Rapat anggaran lama<", "Rapat tim<"]
        assert hasil(q="penganggaran") == ["Rapat anggaran<", "Rapat anggaran lama<"]
        assert hasil(rhk=str(lain.uuid)) == ["Rapat tim<"]
        assert hasil(q="rapat", dari="2026-05-01", bukti="ada") == ["Rapat anggaran<"]
        assert hasil(bukti="tanpa", sampai="2026-04-30") == ["Rapat anggaran lama<"]
        assert hasil(dari="2026-05-01", sampai="2026-04-01") == []
        assert hasil() == []
