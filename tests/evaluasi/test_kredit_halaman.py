"""Angka kredit by page and API, and its papers in a job."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from evaluasi.models import KonversiAngkaKredit, PenetapanAngkaKredit, SaldoKredit
from evaluasi.rules import JenisDokumen
from evaluasi.selectors import kredit as baca
from evaluasi.services import request_dokumen
from evaluasi.services.kredit import (
    cancel_konversi,
    fix_konversi,
)
from evaluasi.services.terbit import issue_dokumen
from pegawai.errors import Dilarang
from tests.factories.evaluasi import skp_berjalan
from tests.factories.kredit import BAIK, SANGAT_BAIK, konversi_tahun, tahunan_final

pytestmark = pytest.mark.django_db
HARI = date(2026, 10, 5)


@pytest.fixture
def final(skp, dunia):
    """Sari's year 2026 is final: Sangat Baik."""
    return tahunan_final(dunia, skp, SANGAT_BAIK)


def rekap(pegawai):
    pegawai.refresh_from_db()
    return baca.rekap_satu(pegawai, HARI)


class TestDokumen:
    def test_verification_names_the_penilai_and_no_credit(self, dunia, final, client):
        baris = konversi_tahun(dunia, dunia.sari)
        dokumen = issue_dokumen(
            sumber=baris, jenis=JenisDokumen.KONVERSI, cetak=lambda _: b"%PDF-1.7", versi_templat="t"
        )

        halaman = client.get(reverse("evaluasi:verifikasi_kode", args=[dokumen.kode_verifikasi]))

        isi = halaman.content.decode()
        assert "Konversi Predikat Kinerja ke Angka Kredit" in isi
        assert "Budi Santoso" in isi
        assert "18,75" not in isi
        assert "Sangat Baik" not in isi
        cancel_konversi(pelaku=dunia.budi, konversi=baris, alasan="Keliru")
        assert "sudah diganti" in client.get(halaman.wsgi_request.path).content.decode()

    def test_cancelled_is_not_printed_and_strangers_order_nothing(self, dunia, final):
        baris = konversi_tahun(dunia, dunia.sari)

        with pytest.raises(Dilarang, match="tidak terbuka"):
            request_dokumen(pelaku=dunia.citra, sumber=[baris], jenis=[JenisDokumen.KONVERSI])
        with pytest.raises(Dilarang, match="tidak dibuat dari"):
            request_dokumen(pelaku=dunia.budi, sumber=[baris], jenis=[JenisDokumen.PENETAPAN])
        batal = cancel_konversi(pelaku=dunia.budi, konversi=baris, alasan="Keliru")
        with pytest.raises(Dilarang, match="dibatalkan"):
            request_dokumen(pelaku=dunia.budi, sumber=[batal], jenis=[JenisDokumen.KONVERSI])


class TestHalaman:
    def test_sari_sees_what_waits_and_what_she_needs(self, dunia, final, masuk):
        isi = masuk(dunia.sari).get(reverse("evaluasi:kredit")).content.decode()

        assert "Tahun 2026 belum ditetapkan: 18,75" in isi
        assert "membawa AK dasar 50,00" in isi
        assert "Tetapkan konversi" not in isi

    def test_budi_fixes_and_orders_the_paper(self, dunia, final, masuk):
        client = masuk(dunia.budi)

        client.post(
            reverse("evaluasi:kredit_konversi", args=[dunia.sari.uuid]), {"tahun": 2026, "jenis": "tahunan"}
        )
        baris = KonversiAngkaKredit.objects.get()
        pesan = client.post(reverse("evaluasi:kredit_konversi_dokumen", args=[baris.uuid]))

        assert pesan.status_code == 302
        isi = client.get(reverse("evaluasi:kredit_pegawai", args=[dunia.sari.uuid])).content.decode()
        assert "18,75" in isi
        assert "Batalkan" in isi

    def test_the_whole_way_to_a_penetapan(self, dunia, final, masuk):
        konversi_tahun(dunia, dunia.sari)
        client = masuk(dunia.budi)
        alamat = reverse("evaluasi:kredit_penetapan", args=[dunia.sari.uuid])

        assert "Perlu 100,00, kurang 81,25" in client.get(alamat).content.decode()
        assert client.post(alamat).status_code == 302

        assert PenetapanAngkaKredit.objects.get().jumlah_tampil == "18,75"

    def test_bad_months_stay_on_the_page_with_a_sentence(self, dunia, skp, tw3, masuk):
        tahunan_final(dunia, skp, BAIK, tw3)
        data = {"tahun": 2026, "jenis": "periodik", "mulai": 9, "sampai": 7}

        jawab = masuk(dunia.budi).post(reverse("evaluasi:kredit_konversi", args=[dunia.sari.uuid]), data)

        assert jawab.status_code == 422
        assert "Pilih bulan awal yang tidak sesudah bulan akhir." in jawab.content.decode()

    def test_typed_balance_stays_when_refused(self, dunia, skp, masuk):
        besok = (HARI + timedelta(days=2)).isoformat()
        data = {"jenis": "dasar", "nilai": "46,09", "tanggal": besok, "dasar": "<b>PAK</b> 👍"}

        jawab = masuk(dunia.eka).post(reverse("evaluasi:kredit_saldo", args=[dunia.sari.uuid]), data)

        isi = jawab.content.decode()
        assert jawab.status_code == 422
        assert "tidak boleh sesudah hari ini" in isi
        assert "46,09" in isi
        assert "&lt;b&gt;PAK&lt;/b&gt; 👍" in isi
        assert not SaldoKredit.objects.exists()

    def test_a_pasted_list_takes_what_it_can(self, dunia, skp, masuk):
        daftar = (
            f"{dunia.sari.nip};integrasi;46,09;31-12-2022;PAK 1\n"
            f"{dunia.citra.nip};dasar;50;1-3-2025;SK 2\n"
            f"{dunia.sari.nip};bonus;1;1-3-2025;SK 3"
        )

        jawab = masuk(dunia.eka).post(reverse("evaluasi:kredit_saldo_tempel"), {"daftar": daftar})

        isi = jawab.content.decode()
        assert jawab.status_code == 422
        assert "2 baris belum diterima" in isi
        assert "tidak menduduki jabatan fungsional berjenjang" in isi
        assert rekap(dunia.sari).total_tampil == "46,09"

    def test_the_list_fixes_all_that_are_ready_and_prints_them(self, dunia, final, masuk):
        client = masuk(dunia.eka)

        sebelum = client.get(reverse("evaluasi:kredit_daftar"), {"keadaan": "siap"}).content.decode()
        client.post(reverse("evaluasi:kredit_tetapkan"), {"tahun": 2026, "siapa": "semua"})
        cetak = client.post(reverse("evaluasi:kredit_cetak"), {"tahun": 2026})

        assert "Sari Puspita" in sebelum
        assert KonversiAngkaKredit.objects.get().ditetapkan_oleh == dunia.eka
        assert cetak.status_code == 302

    def test_queries_stay_few_however_many_people(self, dunia, final, masuk):
        client = masuk(dunia.eka)
        alamat = (
            reverse("evaluasi:kredit_daftar"),
            reverse("evaluasi:kredit_pegawai", args=[dunia.sari.uuid]),
        )
        for satu in alamat:
            client.get(satu)
            with CaptureQueriesContext(
                connection,
            ) as hitung:
                assert client.get(satu).status_code == 200
            assert len(hitung) <= 12, "\n".join(q["sql"][:120] for q in hitung.captured_queries)


class TestApi:
    def test_fix_and_read_by_api(self, dunia, final, masuk):
        client = masuk(dunia.budi)

        baru = client.post(
            reverse("api_kredit_konversi", args=[dunia.sari.uuid]),
            {"tahun": 2026},
            content_type="application/json",
        )
        rinci = client.get(reverse("api_kredit_pegawai", args=[dunia.sari.uuid])).json()

        assert baru.status_code == 201
        assert baru.json()[0]["angka_kredit"] == "18.75"
        assert (rinci["total"], rinci["naik"]["selisih"]) == ("18.75", "-81.25")

    def test_all_of_a_unit_by_api(self, dunia, final, masuk):
        jawab = masuk(dunia.eka).post(
            reverse("api_kredit_massal"),
            {"tahun": 2026, "unit": str(dunia.dinas.uuid)},
            content_type="application/json",
        )

        assert jawab.json() == {"ditetapkan": 1, "dilewati": []}


def test_leave_and_a_late_start_are_not_counted(dunia, hari):
    """Tono is JF since 2024, but his SKP began in September: four months (domain example: 4/12 x 12,5)."""
    with freeze_time("2026-10-05 02:00:00"):
        skp = skp_berjalan(dunia.tono)
    type(skp).objects.filter(pk=skp.pk).update(mulai=date(2026, 9, 1))
    skp.refresh_from_db()
    tahunan_final(dunia, skp, BAIK)

    baris = fix_konversi(pelaku=dunia.eka, pegawai=dunia.tono, tahun=2026)

    assert [(b.bulan_mulai, b.tampil.kredit) for b in baris] == [(9, "4,17")]
