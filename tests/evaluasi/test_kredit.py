"""Angka kredit from a final evaluation to the three papers, by service, page and API."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from evaluasi.errors import KreditTidakSah
from evaluasi.laporan import pdf
from evaluasi.models import KonversiAngkaKredit
from evaluasi.permissions.kredit import pengaturan_kredit
from evaluasi.rules import JenisDokumen, JenisKonversi, JenisSaldo
from evaluasi.selectors import kredit as baca
from evaluasi.selectors.kredit_daftar import daftar_kredit, hitung_keadaan
from evaluasi.services import baca_isi
from evaluasi.services.kredit import (
    cancel_konversi,
    cancel_penetapan,
    cancel_saldo,
    fix_konversi,
    fix_konversi_massal,
    fix_penetapan,
)
from evaluasi.services.kredit_atur import delete_koefisien, save_koefisien, set_pengaturan_kredit
from evaluasi.services.terbit import issue_dokumen, susun_terbitan
from pegawai.errors import Dilarang
from pegawai.models import Kabar
from pegawai.rules import JenisJabatan, JenjangFungsional
from pegawai.services import move_pegawai
from tests.factories.kredit import BAIK, SANGAT_BAIK, konversi_tahun, saldo_baru, tahunan_final
from tests.factories.pegawai import jabatan_baru

pytestmark = pytest.mark.django_db
HARI = date(2026, 10, 5)


@pytest.fixture
def final(skp, dunia):
    """Sari's year 2026 is final: Sangat Baik."""
    return tahunan_final(dunia, skp, SANGAT_BAIK)


def rekap(pegawai):
    pegawai.refresh_from_db()
    return baca.rekap_satu(pegawai, HARI)


class TestKonversi:
    def test_a_year_is_converted_once_and_sari_is_told(self, dunia, final):
        baris = fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026)

        assert [(b.bulan_mulai, b.bulan_selesai, b.tampil.kredit) for b in baris] == [(1, 12, "18,75")]
        assert Kabar.objects.filter(penerima=dunia.sari, tautan="/angka-kredit/").exists()
        with pytest.raises(KreditTidakSah, match="sudah dikonversi"):
            fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026)
        assert KonversiAngkaKredit.objects.count() == 1

    def test_two_months_now_and_the_rest_with_the_year(self, dunia, skp, tw3):
        tahunan_final(dunia, skp, BAIK, tw3)

        periodik = fix_konversi(
            pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026, jenis=JenisKonversi.PERIODIK, mulai=7, sampai=8
        )
        tahunan_final(dunia, skp, BAIK)
        tahunan = fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026)

        assert [b.tampil.kredit for b in periodik] == ["2,08"]
        assert [(b.bulan_mulai, b.bulan_selesai) for b in tahunan] == [(1, 6), (9, 12)]
        assert rekap(dunia.sari).total_tampil == "12,50"

    def test_the_list_knows_what_is_left_of_a_year(self, dunia, skp, tw3):
        """Also where periods took months before the year, and where nothing is left for it."""

        def keadaan():
            atur = pengaturan_kredit(dunia.instansi)
            hitung = hitung_keadaan(daftar_kredit(dunia.eka, unit=dunia.bidang, tahun=2026, atur=atur))
            return next((k.value for k, n in hitung.items() if n), "")

        assert keadaan() == "menunggu"
        tahunan_final(dunia, skp, BAIK, tw3)
        periodik = {"jenis": JenisKonversi.PERIODIK, "mulai": 7, "sampai": 9}
        fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026, **periodik)
        assert keadaan() == "menunggu"
        tahunan_final(dunia, skp, BAIK)
        assert keadaan() == "siap"
        fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026)
        assert keadaan() == "ditetapkan"
        tahun = KonversiAngkaKredit.objects.get(jenis="tahunan", bulan_mulai=10)
        cancel_konversi(pelaku=dunia.budi, konversi=tahun, alasan="Salah bulan")
        awal = KonversiAngkaKredit.objects.get(jenis="tahunan", bulan_mulai=1)
        cancel_konversi(pelaku=dunia.budi, konversi=awal, alasan="Salah bulan")
        assert keadaan() == "siap"

    def test_a_change_of_jenjang_begins_at_zero(self, dunia, final):
        muda = jabatan_baru(
            dunia.instansi, "Pranata Komputer Ahli Muda", JenisJabatan.FUNGSIONAL, jenjang="MU"
        )
        move_pegawai(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            jabatan=muda,
            unit=dunia.bidang,
            mulai=date(2026, 9, 1),
            alasan="Naik jenjang",
        )

        baris = fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026)

        assert [(b.jenjang, b.bulan_mulai, b.bulan_selesai, b.tampil.kredit) for b in baris] == [
            ("PT", 1, 8, "12,50"),
            ("MU", 9, 12, "12,50"),
        ]
        hasil = rekap(dunia.sari)
        assert (hasil.jenjang, hasil.total_tampil, len(hasil.lampau)) == (
            JenjangFungsional.AHLI_MUDA,
            "12,50",
            1,
        )

    def test_without_a_final_evaluation_it_says_what_is_missing(self, dunia, skp):
        with pytest.raises(KreditTidakSah, match="Januari-Desember: evaluasinya belum final"):
            fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026)

    @pytest.mark.parametrize("siapa", ["sari", "citra", "karta", "tono"])
    def test_only_penilai_and_admin_fix_it(self, dunia, final, siapa):
        with pytest.raises(Dilarang):
            fix_konversi(pelaku=getattr(dunia, siapa), pegawai=dunia.sari, tahun=2026)

    def test_what_is_fixed_does_not_change_in_the_database(self, dunia, final):
        baris = konversi_tahun(dunia, dunia.sari)

        for ubah in ({"persen": 200}, {"bulan_selesai": 6}, {"isi": {}}):
            with pytest.raises(DatabaseError), transaction.atomic():
                KonversiAngkaKredit.objects.filter(pk=baris.pk).update(**ubah)
        with pytest.raises(DatabaseError), transaction.atomic():
            KonversiAngkaKredit.objects.filter(pk=baris.pk).delete()

    def test_the_database_keeps_months_apart(self, dunia, final):
        baris = konversi_tahun(dunia, dunia.sari)
        baris.pk, baris.uuid, baris.bulan_mulai = None, uuid4(), 12

        with pytest.raises(DatabaseError, match="konversi_bulan_sekali"), transaction.atomic():
            baris.save(force_insert=True)

    def test_cancelled_months_can_be_converted_again(self, dunia, final):
        baris = konversi_tahun(dunia, dunia.sari)

        with pytest.raises(KreditTidakSah, match="alasan"):
            cancel_konversi(pelaku=dunia.budi, konversi=baris, alasan="  ")
        cancel_konversi(pelaku=dunia.budi, konversi=baris, alasan="Jabatannya keliru")

        with pytest.raises(Dilarang, match="sudah dibatalkan"):
            cancel_konversi(pelaku=dunia.budi, konversi=baris, alasan="Lagi")
        assert konversi_tahun(dunia, dunia.sari).tampil.kredit == "18,75"

    def test_many_at_once_names_who_is_left_out(self, dunia, final):
        dunia.tono.refresh_from_db()

        hasil = fix_konversi_massal(
            pelaku=dunia.budi, pegawai=[dunia.sari, dunia.tono, dunia.budi], tahun=2026
        )

        assert hasil.ditetapkan == 1
        assert {nama for nama, _ in hasil.dilewati} == {"Tono Prasetya", "Budi Santoso"}
        assert KonversiAngkaKredit.objects.get().pegawai == dunia.sari


class TestAturan:
    def test_a_new_coefficient_counts_from_its_day_and_leaves_what_was_fixed(self, dunia, final):
        lama = konversi_tahun(dunia, dunia.sari)
        baris = save_koefisien(
            pelaku=dunia.eka,
            instansi=dunia.instansi,
            jenjang=JenjangFungsional.AHLI_PERTAMA,
            mulai=date(2026, 7, 1),
            koefisien=Decimal(15),
            golongan="III/b, III/a",
            akk_pangkat=Decimal(60),
            akk_jenjang=Decimal(120),
            dasar="Peraturan 9/2026",
        )
        lama.refresh_from_db()
        assert (lama.koefisien, baris.golongan) == (Decimal("12.5"), "III/a, III/b")
        cancel_konversi(pelaku=dunia.budi, konversi=lama, alasan="Koefisien baru")

        ulang = fix_konversi(pelaku=dunia.budi, pegawai=dunia.sari, tahun=2026)

        assert [(b.bulan_mulai, b.tampil.koefisien, b.tampil.kredit) for b in ulang] == [
            (1, "12,5", "9,38"),
            (7, "15", "11,25"),
        ]
        assert rekap(dunia.sari).pangkat.minimal == 120
        delete_koefisien(pelaku=dunia.eka, koefisien=baris)
        assert rekap(dunia.sari).pangkat.minimal == 100

    @pytest.mark.parametrize(
        ("isian", "bidang"),
        [
            ({"koefisien": Decimal(0)}, "koefisien"),
            ({"golongan": "V/z"}, "golongan"),
            ({"akk_pangkat": Decimal(-1)}, "akk_pangkat"),
            ({"dasar": ""}, "dasar"),
        ],
    )
    def test_figures_with_which_nothing_can_be_reckoned(self, dunia, isian, bidang):
        baik = {"koefisien": Decimal(15), "golongan": "III/a", "dasar": "Peraturan 9/2026"}

        with pytest.raises(KreditTidakSah) as galat:
            save_koefisien(
                pelaku=dunia.eka,
                instansi=dunia.instansi,
                jenjang=JenjangFungsional.AHLI_PERTAMA,
                mulai=HARI,
                **{**baik, **isian},
            )

        assert galat.value.bidang == bidang

    def test_the_agency_settles_how_it_reckons(self, dunia, final):
        set_pengaturan_kredit(
            pelaku=dunia.eka,
            instansi=dunia.instansi,
            is_pppk=False,
            is_per_jenjang=True,
            hitung_bulan="akhir",
            hitung_pangkat="tetap",
        )
        orang = baca.pegawai_kredit(dunia.budi).get(pk=dunia.sari.pk)

        assert baca.rekap_satu(orang, HARI).pangkat.minimal == 50
        with pytest.raises(Dilarang):
            set_pengaturan_kredit(
                pelaku=dunia.budi,
                instansi=dunia.instansi,
                is_pppk=True,
                is_per_jenjang=True,
                hitung_bulan="awal",
                hitung_pangkat="tetap",
            )


class TestPenetapan:
    def test_what_was_counted_before_is_lama(self, dunia, final):
        saldo_baru(dunia, dunia.sari, "50")
        saldo_baru(dunia, dunia.sari, "12.5", JenisSaldo.PENDIDIKAN)
        konversi_tahun(dunia, dunia.sari)

        satu = fix_penetapan(pelaku=dunia.budi, pegawai=dunia.sari)
        k = pdf.KONTEKS[JenisDokumen.PENETAPAN].from_snapshot(
            {**satu.isi, "dokumen": {"draf": True, "dicetak": "2026-10-05T09:00:00+07:00"}}
        )

        assert [(u.lama, u.baru, u.jumlah) for u in k.unsur] == [
            ("50,00", "-", "50,00"),
            ("-", "-", "-"),
            ("-", "-", "-"),
            ("-", "18,75", "18,75"),
            ("-", "12,50", "12,50"),
        ]
        assert (k.kumulatif.lama, k.kumulatif.baru, k.kumulatif.jumlah) == ("50,00", "31,25", "81,25")
        with pytest.raises(KreditTidakSah, match="isi yang sama"):
            fix_penetapan(pelaku=dunia.budi, pegawai=dunia.sari)
        saldo_baru(dunia, dunia.sari, "18.75", JenisSaldo.PENYESUAIAN)
        dua = fix_penetapan(pelaku=dunia.budi, pegawai=dunia.sari)
        assert all(b["lama"] for b in (*dua.isi["saldo"], *dua.isi["baris"]))
        assert dua.kesimpulan[1] == (
            "Dapat dipertimbangkan untuk kenaikan jenjang jabatan setingkat lebih tinggi menjadi Ahli Muda."
        )

    def test_what_a_penetapan_counts_is_not_cancelled_under_it(self, dunia, final):
        saldo, baris = saldo_baru(dunia, dunia.sari), konversi_tahun(dunia, dunia.sari)
        tetap = fix_penetapan(pelaku=dunia.budi, pegawai=dunia.sari)

        with pytest.raises(KreditTidakSah, match="dipakai penetapan"):
            cancel_konversi(pelaku=dunia.budi, konversi=baris, alasan="Keliru")
        with pytest.raises(KreditTidakSah, match="dipakai penetapan"):
            cancel_saldo(pelaku=dunia.eka, saldo=saldo, alasan="Keliru")
        cancel_penetapan(pelaku=dunia.eka, penetapan=tetap, alasan="Saldo keliru")
        cancel_saldo(pelaku=dunia.eka, saldo=saldo, alasan="Keliru")

        assert rekap(dunia.sari).total_tampil == "18,75"

    def test_nothing_to_fix_without_credit(self, dunia, skp):
        with pytest.raises(KreditTidakSah, match="Belum ada angka kredit"):
            fix_penetapan(pelaku=dunia.budi, pegawai=dunia.sari)

    def test_who_has_no_jenjang_is_told_why(self, dunia):
        with pytest.raises(KreditTidakSah, match="jabatan fungsional berjenjang"):
            fix_penetapan(pelaku=dunia.budi, pegawai=dunia.citra)


JUDUL = {
    JenisDokumen.KONVERSI: [
        "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT",
        "NOMOR : KAK/2026/",
        "Instansi: Kabupaten Tirta Jaya",
        "Periode: Januari-Desember 2026",
        "KETERANGAN PERORANGAN",
        "Sari Puspita",
        "Pangkat/Golongan Ruang/TMT",
        "Pranata Komputer Ahli Pertama / 1 Januari 2024",
        "HASIL PENILAIAN KINERJA",
        "PREDIKAT",
        "PROSENTASE",
        "Sangat Baik",
        "150%",
        "12,5",
        "18,75",
        "Ditetapkan di Tirta Jaya",
        "Pejabat Penilai Kinerja,",
        "Budi Santoso",
    ],
    JenisDokumen.AKUMULASI: [
        "AKUMULASI ANGKA KREDIT",
        "NOMOR : AAK/2026/",
        "KETERANGAN PERORANGAN",
        "HASIL PENILAIAN ANGKA KREDIT",
        "TAHUN",
        "PERIODIK (BULAN)",
        "AK dasar yang diberikan",
        "50,00",
        "Januari-Desember",
        "18,75",
        "JUMLAH ANGKA KREDIT YANG DIPEROLEH",
        "68,75",
    ],
    JenisDokumen.PENETAPAN: [
        "PENETAPAN ANGKA KREDIT",
        "NOMOR : PAK/2026/",
        "KETERANGAN PERORANGAN",
        "LAMA",
        "BARU",
        "JUMLAH",
        "AK Dasar yang diberikan",
        "AK JF lama",
        "AK Penyesuaian/Penyetaraan",
        "AK Konversi",
        "AK yang diperoleh dari peningkatan pendidikan",
        "JUMLAH ANGKA KREDIT KUMULATIF",
        "68,75",
        "PANGKAT",
        "JENJANG JABATAN",
        "100,00",
        "31,25",
        "Belum dapat dipertimbangkan untuk kenaikan pangkat setingkat lebih tinggi.",
    ],
}
"""The words of the forms in their order (Peraturan BKN 3/2023, the papers as agencies print them)."""


def test_the_three_papers_say_the_official_words_in_order_and_twice_the_same(dunia, final):
    saldo_baru(dunia, dunia.sari, "50")
    sumber = {
        JenisDokumen.KONVERSI: konversi_tahun(dunia, dunia.sari),
        JenisDokumen.AKUMULASI: (tetap := fix_penetapan(pelaku=dunia.budi, pegawai=dunia.sari)),
        JenisDokumen.PENETAPAN: tetap,
    }

    for jenis, asal in sumber.items():
        dokumen = issue_dokumen(
            sumber=asal,
            jenis=jenis,
            cetak=lambda t: pdf.render_snapshot(t.jenis, t.data),
            versi_templat="t",
        )
        isi = baca_isi(dokumen)
        teks = " ".join(" ".join(h.extract_text().split()) for h in PdfReader(io.BytesIO(isi)).pages)
        letak = -1
        for kata in JUDUL[jenis]:
            letak = teks.find(kata, letak + 1)
            assert letak >= 0, f"{jenis}: {kata} in {teks}"
        dokumen.refresh_from_db()
        assert pdf.render_snapshot(jenis, susun_terbitan(dokumen).data) == isi
