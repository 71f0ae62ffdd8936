"""Who has no SKP: figures and lists agree, lateness follows the rule, reminders reach once a day."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core import mail
from django.utils import timezone

from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import Kabar, Pegawai, Penempatan
from pegawai.services import place_pegawai
from skp import selectors, services
from skp.errors import PengingatTidakSah
from skp.models import JedaSkp, Pengingat, Periode, Skp
from skp.rules import AlasanJeda, JenisJendela, KeadaanSkp, PerihalPengingat, StatusSkp
from tests.factories.pegawai import jabatan_baru, pegawai_baru
from tests.factories.skp import periode_tahun, skp_at
from tests.skp.halaman import teks, url


@pytest.fixture
def campur(dunia):
    """Sari's draft, Citra's SKP in force, Tono's handed in, the others none; the deadline is over."""
    skp_at(StatusSkp.DRAF, pegawai=dunia.sari)
    skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
    skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.budi)
    periode = periode_tahun(dunia.instansi)
    Periode.objects.filter(pk=periode.pk).update(dibuat_pada=timezone.now() - timedelta(days=300))
    periode.refresh_from_db()
    return periode


def acuan(dunia, periode):
    return selectors.acuan_skp(dunia.instansi, periode)


def hitung(dunia, periode, unit):
    baris = selectors.rekap_skp(acuan(dunia, periode), [dunia.kabupaten], unit)
    return {b.unit.nama: {k: n for k, n in b.sel if n} for b in baris}


class TestRekap:
    def test_counts_down_the_tree(self, dunia, campur):
        assert hitung(dunia, campur, dunia.kabupaten) == {
            "Dinas Komunikasi dan Informatika": {
                KeadaanSkp.BELUM: 4,  # Karta, Dewi, Tono, Eka
                KeadaanSkp.DRAF: 1,
                KeadaanSkp.DIAJUKAN: 1,
                KeadaanSkp.TETAP: 1,
                KeadaanSkp.TERLAMBAT: 6,
            }
        }
        assert hitung(dunia, campur, dunia.dinas)["Bidang Statistik"] == {
            KeadaanSkp.BELUM: 2,
            KeadaanSkp.TERLAMBAT: 2,
        }

    def test_acting_posts_and_pejabat_negara_are_no_heads(self, dunia, campur):
        sebelum = hitung(dunia, campur, dunia.kabupaten)
        place_pegawai(
            pelaku=None,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Statistik"),
            unit=dunia.bidang_lain,
            mulai=timezone.localdate(),
            jenis="PLT",
        )

        assert hitung(dunia, campur, dunia.kabupaten) == sebelum

    def test_who_owes_none_is_left_out(self, dunia, campur):
        Pegawai.objects.filter(pk=dunia.dewi.pk).update(kedudukan="02")
        JedaSkp.objects.create(
            instansi=dunia.instansi,
            pegawai=dunia.tono,
            mulai=timezone.localdate() - timedelta(days=3),
            alasan=AlasanJeda.TUGAS_BELAJAR,
        )

        assert "Bidang Statistik" not in {n for n, h in hitung(dunia, campur, dunia.dinas).items() if h}

    def test_a_proposed_revision_counts_nobody_twice(self, dunia, campur):
        Skp.objects.filter(pegawai=dunia.citra).update(status=StatusSkp.BERJALAN)
        pokok = Skp.objects.get(pegawai=dunia.citra)
        services.start_revisi(pelaku=dunia.citra, skp=pokok, alasan="Target berubah")

        assert hitung(dunia, campur, dunia.dinas)["Bidang Aplikasi Informatika"][KeadaanSkp.TETAP] == 1

    @pytest.mark.parametrize("untuk", ["instansi", "dinas", "bidang", "bidang_lain", None])
    @pytest.mark.parametrize("mulai_baru", [0, 10, 31])
    def test_lateness_equals_the_rule(self, dunia, campur, untuk, mulai_baru):
        """The SQL twin and `jendela_pada` say the same of everyone."""
        hari = timezone.localdate()
        if mulai_baru:
            Penempatan.objects.filter(pegawai=dunia.dewi, jenis="D").update(
                mulai=hari - timedelta(days=mulai_baru), dibuat_pada=timezone.now() - timedelta(days=200)
            )
        if untuk:
            services.extend_jendela(
                pelaku=None,
                periode=campur,
                jendela=JenisJendela.SKP,
                unit=None if untuk == "instansi" else getattr(dunia, untuk),
                sampai=hari + timedelta(days=1),
                alasan="x",
            )
        a = acuan(dunia, campur)

        telat = set(
            selectors.orang_skp(a, [dunia.kabupaten], keadaan=KeadaanSkp.TERLAMBAT).values_list(
                "pegawai", flat=True
            )
        )
        menurut_aturan = {
            p.pegawai_id
            for p in selectors.orang_skp(a, [dunia.kabupaten])
            if p.status_skp not in ("ditetapkan", "berjalan", "selesai")
            and selectors.jendela_susun(p, campur, instansi=dunia.instansi, pada=hari).lewat(hari)
        }
        assert telat == menurut_aturan

    @pytest.mark.parametrize("keadaan", [k for k in KeadaanSkp if k != KeadaanSkp.DIKEMBALIKAN])
    def test_a_figure_and_its_list_agree(self, dunia, campur, keadaan):
        a = acuan(dunia, campur)
        angka = sum(b.hitung.get(keadaan, 0) for b in selectors.rekap_skp(a, [], dunia.kabupaten))

        assert angka == selectors.orang_skp(a, [dunia.kabupaten], keadaan=keadaan).count() > 0


class TestHalaman:
    def test_figure_leads_to_people_with_since_and_reminder(self, dunia, masuk, campur):
        halaman = masuk(dunia.eka).get(url("pantau"), {"keadaan": "belum", "unit": str(dunia.dinas.uuid)})

        isi = teks(halaman)
        assert "Belum ada: 4 orang" in isi
        assert "Dewi Anggraini" in isi
        assert f"1 Januari {campur.tahun}" in isi
        assert "Sari Puspita" not in isi

    def test_leader_sees_his_unit_and_may_not_remind(self, dunia, masuk, campur):
        client = masuk(dunia.budi)

        assert "Ingatkan yang dicentang" not in teks(client.get(url("pantau"), {"keadaan": "draf"}))
        assert client.get(url("pantau"), {"unit": str(dunia.bidang_lain.uuid)}).status_code == 404
        assert client.post(url("ingatkan"), {"siapa": "semua"}).status_code == 403

    def test_nip_never_stands_in_the_address(self, dunia, masuk, campur):
        jawab = masuk(dunia.eka).get(url("pantau"), {"cari": dunia.sari.nip})

        assert jawab["Location"] == url("pantau")

    def test_workbook_holds_nip_as_text(self, dunia, masuk, campur):
        Pegawai.objects.filter(pk=dunia.sari.pk).update(nama="=1+1")
        jawab = masuk(dunia.eka).get(url("pantau_unduh"), {"keadaan": "draf"})

        baris = list(openpyxl.load_workbook(BytesIO(jawab.content)).active.iter_rows(values_only=True))
        assert baris[0][0] == "NIP"
        assert baris[1][:2] == (dunia.sari.nip, "=1+1")
        assert baris[1][4] == "Draf"

    def test_same_queries_for_ten_and_many(self, dunia, masuk, campur, django_assert_max_num_queries):
        client = masuk(dunia.eka)
        isi = {"keadaan": "belum"}
        with django_assert_max_num_queries(12) as sedikit:
            client.get(url("pantau"), isi)
            banyaknya = len(sedikit)
        for n in range(60):
            pegawai_baru(dunia.instansi, f"Orang {n:02d}", unit=dunia.bidang, akun=False)
        services.send_pengingat(
            pelaku=dunia.eka, acuan=acuan(dunia, campur), unit=[dunia.kabupaten], keadaan=KeadaanSkp.BELUM
        )
        client.get(url("pantau"), isi)

        with django_assert_max_num_queries(banyaknya):
            halaman = client.get(url("pantau"), isi)

        assert "Belum ada: 64 orang" in teks(halaman)
        assert "Berikutnya" in teks(halaman)


class TestPengingat:
    def kirim(self, dunia, periode, **lain):
        return services.send_pengingat(
            pelaku=dunia.eka, acuan=acuan(dunia, periode), unit=[dunia.kabupaten], **lain
        )

    def test_whoever_must_act_is_reminded_once_a_day(self, dunia, campur):
        hasil = self.kirim(dunia, campur)

        # Karta answers for Budi's SKP and owes one himself: one reminder, of his own.
        assert (hasil.terkirim, hasil.sudah, hasil.tidak_perlu) == (5, 0, 1)
        assert set(Pengingat.objects.values_list("pegawai", "perihal")) == {
            (p.pk, PerihalPengingat.SUSUN)
            for p in (dunia.sari, dunia.karta, dunia.dewi, dunia.tono, dunia.eka)
        }
        lagi = self.kirim(dunia, campur)
        assert (lagi.terkirim, lagi.sudah) == (0, 5)

    def test_penilai_is_reminded_of_what_waits(self, dunia, campur):
        self.kirim(dunia, campur, keadaan=KeadaanSkp.DIAJUKAN)

        assert list(Pengingat.objects.values_list("pegawai", "perihal")) == [
            (dunia.karta.pk, PerihalPengingat.TINJAU)
        ]

    def test_home_shows_who_reminded_until_it_is_done(self, dunia, masuk, campur):
        self.kirim(dunia, campur, keadaan=KeadaanSkp.BELUM)
        client = masuk(dunia.dewi)
        assert "Eka Rahmawati mengingatkan" in teks(client.get("/"))

        services.cancel_pengingat(pelaku=dunia.eka, kiriman=Pengingat.objects.first().kiriman)

        assert "mengingatkan" not in teks(client.get("/"))
        assert self.kirim(dunia, campur, keadaan=KeadaanSkp.BELUM).terkirim == 4

    def test_only_the_ticked_by_page(self, dunia, masuk, campur):
        tempat = dunia.penempatan(dunia.dewi)
        jawab = masuk(dunia.eka).post(
            url("ingatkan"),
            {"pilih": str(tempat.uuid), "siapa": "dicentang", "keadaan": "belum", "tahun": str(campur.tahun)},
            follow=True,
        )

        assert "Pengingat terkirim kepada 1 orang." in teks(jawab)
        assert Pengingat.objects.get().pegawai == dunia.dewi

    def test_nobody_ticked(self, dunia, campur):
        with pytest.raises(PengingatTidakSah, match="Centang dahulu"):
            self.kirim(dunia, campur, penempatan=[])

    def test_colleague_may_not_and_twice_taken_back_is_refused(self, dunia, campur):
        with pytest.raises(Dilarang):
            services.send_pengingat(pelaku=dunia.budi, acuan=acuan(dunia, campur), unit=[dunia.bidang])
        hasil = self.kirim(dunia, campur)
        services.cancel_pengingat(pelaku=dunia.eka, kiriman=hasil.kiriman)

        with pytest.raises(SudahBerubah):
            services.cancel_pengingat(pelaku=dunia.eka, kiriman=hasil.kiriman)

    def test_it_comes_with_the_one_mail_of_the_day(self, dunia, campur, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        dunia.dewi.pengguna.email = "dewi@contoh.go.id"
        dunia.dewi.pengguna.save()
        self.kirim(dunia, campur)
        assert mail.outbox == []

        hari = timezone.localdate()
        for _ in range(2):
            services.prepare_ringkasan(dunia.instansi, hari)
            services.send_ringkasan(hari)

        assert [m.to for m in mail.outbox] == [["dewi@contoh.go.id"]]
        assert "Eka Rahmawati" in mail.outbox[0].body
        assert "mengingatkan Anda: menyusun dan mengajukan SKP" in mail.outbox[0].body
        assert dunia.dewi.nip not in mail.outbox[0].body

    def test_what_is_taken_back_comes_with_no_mail(self, dunia, campur):
        hasil = self.kirim(dunia, campur)
        kabar = Kabar.objects.filter(penerima=dunia.dewi, teks__contains="mengingatkan")
        assert kabar.count() == 1

        services.cancel_pengingat(pelaku=dunia.eka, kiriman=hasil.kiriman)

        assert not kabar.exists()
