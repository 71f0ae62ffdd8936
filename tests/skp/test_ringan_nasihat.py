"""Advice: each rule yes and no, silent on the worked example, answered by the owner, read by the penilai."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluasi.demo import data
from pegawai.errors import Dilarang, SudahBerubah
from skp import services
from skp.models import NasihatDitutup
from skp.rules import (
    KERJA_KE_HASIL,
    Aspek,
    JenisTarget,
    KeluargaFormulir,
    KodeNasihat,
    Pendekatan,
    RingkasIndikator,
    RingkasRhk,
    StatusSkp,
    Target,
    baca_target,
    bentuk_hasil,
    geser_tahun,
    nasihat_skp,
    padankan_periode,
    tampil_target,
)
from skp.selectors import nasihat_of
from tests.factories.skp import skp_at
from tests.skp.halaman import teks, url

K, T, A = KodeNasihat, JenisTarget, Aspek
LAPORAN = Target(T.ANGKA, angka=Decimal(12), satuan="laporan")


def kode(rhk="Tersusunnya laporan", iki="Jumlah laporan", target=LAPORAN, aspek=A.KUANTITAS, **lain):
    r = RingkasRhk(rhk, "utama", True, [RingkasIndikator(iki, target, aspek, kunci="i")], kunci="r")
    isi = {"keluarga": KeluargaFormulir.JA_JF, "pendekatan": Pendekatan.KUANTITATIF, "tahun": 2026} | lain
    return [n.kode for n in nasihat_skp(rhk=[r], **isi)]


class TestAturan:
    @pytest.mark.parametrize(
        "rhk",
        [
            "Menyusun laporan keuangan",
            "MELAKSANAKAN bimbingan teknis",
            "Penyusunan dokumen perencanaan",
            "Mengikuti pelatihan",
            "Mendistribusikan naskah dinas",
        ],
    )
    def test_an_activity_is_remarked(self, rhk):
        assert kode(rhk) == [K.RHK_KEGIATAN]

    @pytest.mark.parametrize(
        "rhk",
        [
            "Tersusunnya laporan keuangan",
            "Meningkatnya kualitas layanan",
            "Menteri menerima rekomendasi kebijakan",
            "Media informasi layanan yang mutakhir",
            "Membaiknya indeks layanan",
            "Pengelola arsip yang kompeten di tiap unit",
            "Penyelesaian pengaduan tepat waktu",
        ],
    )
    def test_a_result_is_not(self, rhk):
        assert kode(rhk) == []

    def test_the_suggestion_keeps_the_rest_of_the_sentence(self):
        assert bentuk_hasil("Menyusun laporan keuangan") == "Tersusunnya laporan keuangan"
        assert bentuk_hasil("Tersusunnya laporan") is None
        assert all(bentuk_hasil(f"{v.split()[0]} x") is None for v in KERJA_KE_HASIL.values())

    @pytest.mark.parametrize(
        ("iki", "target", "aspek", "harap"),
        [
            ("Jumlah laporan", LAPORAN, A.KUANTITAS, []),
            ("Jumlah laporan", Target(T.ANGKA, angka=Decimal(12)), A.KUANTITAS, [K.TARGET_TANPA_SATUAN]),
            ("Indeks SPBE", Target(T.ANGKA, angka=Decimal("3.60")), A.KUANTITAS, []),
            ("Jumlah", Target(T.TEKS, teks="12"), A.KUANTITAS, [K.TARGET_TANPA_SATUAN]),
            ("Data valid", Target(T.PERSEN, angka=Decimal(98)), A.KUALITAS, []),
            ("Jumlah laporan", LAPORAN, "", [K.ASPEK_KOSONG]),
            ("Pelayanan prima", Target(T.TEKS, teks="Baik"), A.KUALITAS, [K.SULIT_DIBUKTIKAN]),
            ("Kepuasan pengguna", Target(T.TEKS, teks="Puas menurut survei"), A.KUALITAS, []),
            ("Penyampaian", Target(T.TEKS, teks="Tanggal 5 bulan berikutnya"), A.WAKTU, []),
            ("Penyelesaian", Target(T.TANGGAL, tanggal=date(2026, 6, 30)), A.WAKTU, []),
            ("Penyelesaian", Target(T.PALING_BANYAK, angka=Decimal(5), satuan="hari kerja"), A.WAKTU, []),
            ("Laporan tepat waktu", Target(T.PERSEN, angka=Decimal(100)), A.WAKTU, []),
            ("Penyelesaian", LAPORAN, A.WAKTU, [K.WAKTU_TANPA_BATAS]),
            ("Penyelesaian", Target(T.PERSEN, angka=Decimal(100)), A.WAKTU, [K.WAKTU_TANPA_BATAS]),
            ("Laporan", Target(T.TEKS, teks="Segera, dengan laporan"), A.WAKTU, [K.WAKTU_TANPA_BATAS]),
            ("Jumlah laporan tahun 2025", LAPORAN, A.KUANTITAS, [K.TAHUN_LAIN]),
            ("Laporan Renstra 2025–2029", LAPORAN, A.KUANTITAS, []),
            (" ".join(["kata"] * 31), LAPORAN, A.KUANTITAS, [K.KALIMAT_PANJANG]),
            (" ".join(["kata"] * 30), LAPORAN, A.KUANTITAS, []),
        ],
    )
    def test_indicators(self, iki, target, aspek, harap):
        assert kode(iki=iki, target=target, aspek=aspek) == harap

    def test_aspek_belongs_to_the_quantitative_ja_jf_form_only(self):
        assert kode(aspek="", keluarga=KeluargaFormulir.JPT) == []
        assert kode(aspek="", pendekatan=Pendekatan.KUALITATIF) == []

    def test_a_repeated_rhk_is_remarked_once_on_the_second(self):
        r = [
            RingkasRhk(t, "utama", True, [], kunci=k)
            for t, k in (("Data tertib", "a"), (" data  TERTIB. ", "b"))
        ]
        hasil = nasihat_skp(keluarga="ja_jf", pendekatan="kuantitatif", tahun=2026, rhk=r)
        assert [(n.kode, n.kunci) for n in hasil] == [(K.RHK_GANDA, "b")]

    @pytest.mark.parametrize("siapa", sorted(data.RHK))
    def test_the_worked_example_gives_no_alarm(self, siapa):
        rhk = [
            RingkasRhk(
                r.teks,
                r.jenis,
                True,
                [
                    RingkasIndikator(
                        i.teks,
                        Target(
                            i.jenis,
                            angka=Decimal(i.angka) if i.angka else None,
                            satuan=i.satuan,
                            teks=i.teks_target,
                        ),
                        i.aspek,
                    )
                    for i in r.iki
                ],
            )
            for r in data.RHK[siapa]
        ]
        keluarga = KeluargaFormulir.JPT if siapa == "K" else KeluargaFormulir.JA_JF
        assert nasihat_skp(keluarga=keluarga, pendekatan="kuantitatif", tahun=2026, rhk=rhk) == []


class TestTahunDanTarget:
    @pytest.mark.parametrize(
        ("hari", "geser", "harap"),
        [
            (date(2025, 6, 30), 1, date(2026, 6, 30)),
            (date(2024, 2, 29), 1, date(2025, 2, 28)),
            (date(2024, 2, 29), 4, date(2028, 2, 29)),
        ],
    )
    def test_dates_move_by_years(self, hari, geser, harap):
        assert geser_tahun(hari, geser) == harap

    @pytest.mark.parametrize(
        ("dari", "nomor", "ke", "harap"),
        [("triwulan", 2, "triwulan", 2), ("triwulan", 2, "bulanan", 6), ("bulanan", 4, "triwulan", 2),
         ("bulanan", 12, "triwulan", 4), ("bulanan", 3, "triwulan", 1)],
    )  # fmt: skip
    def test_periods_follow_a_changed_cycle(self, dari, nomor, ke, harap):
        assert padankan_periode(dari, nomor, ke) == harap

    @pytest.mark.parametrize(
        "target",
        [
            LAPORAN,
            Target(T.PERSEN, angka=Decimal("99.5"), desimal=1),
            Target(T.ANGKA, angka=Decimal("3.60"), desimal=2),
            Target(T.PALING_BANYAK, angka=Decimal(5), satuan="hari keterlambatan"),
            Target(T.RENTANG, angka=Decimal(10), angka_maks=Decimal(12), satuan="layanan"),
            Target(T.TANGGAL, tanggal=date(2026, 1, 31)),
            Target(T.TEKS, teks="paling lambat tanggal 5 bulan berikutnya"),
            Target(T.ANGKA, angka=Decimal("4250000000"), satuan="rupiah"),
        ],
    )
    def test_a_printed_target_reads_back_as_it_was(self, target):
        assert baca_target(tampil_target(target)) == target

    def test_a_day_that_does_not_exist_is_refused(self):
        from skp.errors import TargetTidakSah

        for salah in ("31 Februari 2026", "31-02-2026"):
            with pytest.raises(TargetTidakSah):
                baca_target(salah)


@pytest.mark.django_db
class TestHalaman:
    @pytest.fixture
    def draf(self, dunia):
        return skp_at(StatusSkp.DRAF, pegawai=dunia.sari, rhk=["Menyusun modul layanan"])

    def tutup(self, client, skp, **lain):
        r = skp.rhk.get(jenis="utama")
        isi = {"kode": "rhk_kegiatan", "kunci": str(r.uuid), "rhk": str(r.uuid)} | lain
        return client.post(url("nasihat_tutup", skp), isi)

    def test_is_shown_at_the_item_and_before_submitting_and_blocks_nothing(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        usul = "Misalnya “Tersusunnya modul layanan”."
        for halaman in (url("hasil_kerja", draf), url("periksa", draf), url("rhk_ubah", draf.rhk.first())):
            assert usul in teks(client.get(halaman)), halaman
        assert "SKP tetap dapat diajukan" in teks(client.get(url("periksa", draf)))
        assert client.post(url("ajukan", draf)).status_code == 302

    def test_sudah_benar_takes_it_away_until_the_words_change(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        assert self.tutup(client, draf, dari="periksa")["Location"].startswith(url("periksa", draf))
        assert "Saran perbaikan" not in teks(client.get(url("periksa", draf)))
        assert "Tersusunnya modul" not in teks(client.get(url("hasil_kerja", draf)))
        assert self.tutup(client, draf).status_code == 302
        assert NasihatDitutup.objects.count() == 1

        r = draf.rhk.get(jenis="utama")
        services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=r, teks="Menyusun panduan", rhk_pimpinan_teks="x")

        assert "Tersusunnya panduan" in teks(client.get(url("hasil_kerja", draf)))

    def test_the_penilai_sees_it_also_where_it_was_answered(self, dunia, masuk, draf):
        self.tutup(masuk(dunia.sari), draf)
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        isi = teks(masuk(dunia.budi).get(url("tinjau", draf)))
        assert "Tersusunnya modul layanan" in isi
        assert "Pegawai menyatakan sudah benar." in isi
        assert "Sudah benar : RHK" not in isi

    def test_only_the_owner_answers_and_only_what_is_said(self, dunia, draf):
        r = draf.rhk.get(jenis="utama")
        with pytest.raises(Dilarang):
            services.dismiss_nasihat(pelaku=dunia.budi, skp=draf, kode="rhk_kegiatan", kunci=str(r.uuid))
        with pytest.raises(SudahBerubah, match="tidak berlaku"):
            services.dismiss_nasihat(pelaku=dunia.sari, skp=draf, kode="rhk_ganda", kunci=str(r.uuid))
        assert not NasihatDitutup.objects.exists()

    def test_what_completeness_asks_for_is_not_said_twice(self, dunia, draf):
        draf.rhk.get(jenis="utama").indikator.update(aspek="", satuan="")
        kata = {t.nasihat.kode for daftar in nasihat_of(draf).values() for t in daftar}
        assert kata == {K.RHK_KEGIATAN, K.TARGET_TANPA_SATUAN}

    def test_api_tells_and_answers(self, dunia, masuk, draf):
        client, alamat = masuk(dunia.sari), reverse("api_skp_nasihat", args=[draf.uuid])
        (n,) = client.get(alamat).json()
        assert (n["kode"], n["ditutup"]) == ("rhk_kegiatan", False)
        jawab = client.post(alamat, {"kode": n["kode"], "kunci": n["kunci"]}, content_type="application/json")
        assert jawab.json()[0]["ditutup"] is True
