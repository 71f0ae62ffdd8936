"""Cases at the edges of the log: nights, merged cells, two devices, wrong years, acts that a program sends."""

import io
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from freezegun import freeze_time
from openpyxl import Workbook

from kinerja import services
from kinerja.errors import CatatanTidakSah, GangguanTidakSah, RealisasiTidakSah
from kinerja.impor.buku import baris_tempel, baris_xlsx
from kinerja.models import CatatanHarian, Gangguan, HariLibur, SetelanLuring
from skp.models import IndikatorKinerja
from tests.factories.kinerja import catatan_baru, realisasi_baru

pytestmark = pytest.mark.django_db


def kirim(pelaku, baris, **lain):
    return services.preview_impor_catatan(pelaku=pelaku, baris=baris, **{"klien_id": uuid4(), **lain})


class TestWaktu:
    def test_work_beyond_midnight_says_how_to_log_it(self, rhk, hari_ini):
        malam = {
            "jam_mulai": datetime(2026, 5, 11, 22).time(),
            "jam_selesai": datetime(2026, 5, 11, 2).time(),
        }

        with pytest.raises(CatatanTidakSah, match=r"tulis sampai 23\.59\. Catat sisanya pada tanggal"):
            catatan_baru(rhk, hari_ini, **malam)

    def test_the_day_in_the_east_has_begun(self, dunia, masuk, rhk):
        """Half past ten at night in Jakarta is half past midnight of the next day in Jayapura."""
        dunia.instansi.zona_waktu = "Asia/Jayapura"
        dunia.instansi.save()
        with freeze_time("2026-05-12 15:30:00"):
            klien = masuk(dunia.sari)
            isi = {"klien_id": uuid4(), "rhk": rhk.uuid, "uraian": "Piket", "tanggal": "2026-05-13"}
            assert klien.post(reverse("kinerja:catatan_catat"), isi).status_code == 302
            data = {"rhk": str(rhk.uuid), "uraian": "Piket", "tanggal": "2026-05-13"}
            jawab = klien.post(reverse("api_kinerja:catatan"), data, content_type="application/json")

        assert jawab.status_code == 201
        assert set(CatatanHarian.objects.values_list("tanggal", flat=True)) == {date(2026, 5, 13)}

    def test_realisasi_of_a_day_to_come_is_refused(self, rhk, triwulan):
        IndikatorKinerja.objects.filter(rhk=rhk).update(
            jenis_target="tanggal", target_tanggal=date(2026, 6, 30), target_angka=None
        )
        with pytest.raises(RealisasiTidakSah, match="31 Mei 2026 belum tiba"):
            realisasi_baru(rhk.indikator.get(), triwulan, tanggal=date(2026, 5, 31))

    def test_outage_of_a_mistyped_year_is_refused_and_the_record_stays_readable(self, dunia, masuk, hari_ini):
        klien = masuk(dunia.eka)
        isi = {"mulai": "0001-01-01T00:00", "selesai": "2026-05-12T09:00", "keterangan": "Padam"}
        jawab = klien.post(reverse("kinerja:gangguan_tambah"), isi)

        assert jawab.status_code == 422
        assert "sejak tahun 2020" in jawab.text
        with pytest.raises(GangguanTidakSah):
            services.record_gangguan(
                pelaku=dunia.eka, mulai=datetime(202, 5, 12, tzinfo=UTC), selesai=None, keterangan="Padam"
            )
        assert not Gangguan.objects.exists()
        assert klien.get(reverse("kinerja:gangguan")).status_code == 200


class TestIsianKembali:
    def test_times_stand_open_and_a_link_is_mended_where_it_was_typed(self, sari, rhk):
        isi = {"klien_id": uuid4(), "rhk": rhk.uuid, "uraian": "Piket", "tanggal": "2026-05-12"}
        malam = {"jam_mulai": "22:00", "jam_selesai": "03:00", "tautan": "https://salah.example.go.id/a"}
        kembali = sari.post(reverse("kinerja:catatan_catat"), isi | malam).text
        assert "Sudah terunggah" not in kembali
        assert 'value="https://salah.example.go.id/a"' in kembali

        sandi = {**malam, "jam_selesai": "23:59", "tautan": "https://saya:rahasia@example.go.id/"}
        kembali = sari.post(reverse("kinerja:catatan_catat"), isi | sandi).text
        assert "Hapus bagian sebelum tanda @." in kembali
        assert '<details class="rinci" open>' in kembali

        benar = {**sandi, "tautan": "https://benar.example.go.id/a"}
        assert sari.post(reverse("kinerja:catatan_catat"), isi | benar).status_code == 302
        (bukti,) = CatatanHarian.objects.get().bukti.all()
        assert bukti.tautan == benar["tautan"]

    def test_nothing_ticked_says_what_to_do(self, budi):
        isi = {"hari": "2026-05-12", "kiriman": uuid4()}
        jawab = budi.post(reverse("kinerja:tim_catatan_ketahui"), isi, follow=True)

        assert "Belum ada yang dipilih. Centang orang atau catatan" in jawab.text


class TestImpor:
    def test_merged_day_and_step_count_for_the_rows_beneath(self, dunia, rhk):
        buku = Workbook()
        kertas = buku.active
        kertas.append(["Tanggal", "Kegiatan", "RHK"])
        kertas.append([date(2026, 5, 11), "Rapat", rhk.teks])
        kertas.append([None, "Notulen", None])
        kertas.append([None, "Tindak lanjut", None])
        kertas.merge_cells("A2:A4")
        kertas.merge_cells("C2:C4")
        berkas = io.BytesIO()
        buku.save(berkas)

        impor = kirim(dunia.sari, baris_xlsx(berkas))

        assert [b["dibaca"]["tanggal"] for b in impor.baris] == ["2026-05-11"] * 3
        assert [b["isi"].get("ikut") for b in impor.baris] == [None, "2", "2"]
        assert services.save_impor_catatan(pelaku=dunia.sari, impor=impor) == 3

    def test_preview_says_whose_day_a_row_took_and_an_empty_row_ends_it(self, dunia, masuk, rhk):
        teks = (
            f"Tanggal\tKegiatan\tRHK\n11-05-2026\tRapat\t{rhk.teks}\n\tNotulen\t\n\t\t\n\tLepas\t{rhk.teks}\n"
        )
        impor = kirim(dunia.sari, baris_tempel(teks))
        isi = masuk(dunia.sari).get(reverse("kinerja:catatan_impor_lihat", args=[impor.uuid])).text

        assert [b["hasil"] for b in impor.baris] == ["baru", "baru", "ditolak"]
        assert "dari baris 2" in isi
        assert "Tanggal kosong" in isi

    def test_repeated_row_says_how_two_pieces_of_work_are_told_apart(self, dunia, rhk):
        baris = f"11-05-2026\tMelayani pasien\t{rhk.teks}\n" * 2
        impor = kirim(dunia.sari, baris_tempel(f"Tanggal\tKegiatan\tRHK\n{baris}"))

        assert impor.baris[1]["hasil"] == "perulangan"
        assert "bedakan jam atau uraiannya" in impor.baris[1]["pesan"][0]["kalimat"]

    def test_default_result_holds_for_rows_of_a_program(self, sari, rhk):
        isi = {"bawaan": str(rhk.uuid), "baris": [{"tanggal": "11-05-2026", "uraian": "Rapat"}]}
        jawab = sari.post(reverse("api_kinerja:impor"), isi, content_type="application/json")

        assert jawab.json()["hitung"]["baru"] == 1


class TestDuaPerangkat:
    def test_withdrawn_on_one_device_saved_on_the_other(self, sari, dunia, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, "Semula")
        services.withdraw_catatan(pelaku=dunia.sari, catatan=c)
        alamat = reverse("kinerja:catatan_ubah", args=[c.uuid])
        isi = {
            "klien_id": uuid4(),
            "rhk": rhk.uuid,
            "uraian": "Ditulis di ponsel",
            "tanggal": "2026-05-12",
            "nomor_sunting": 0,
        }

        konflik = sari.post(alamat, isi)
        assert konflik.status_code == 409
        assert "Ditulis di ponsel</textarea>" in konflik.text
        assert "Pulihkan dengan tulisan ini" in konflik.text
        assert sari.post(alamat, {**isi, "pulihkan": "1"}).status_code == 302

        c.refresh_from_db()
        assert (c.uraian, c.ditarik_pada) == ("Ditulis di ponsel", None)

    def test_a_program_says_it_in_words(self, sari, dunia, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, "Semula")
        services.withdraw_catatan(pelaku=dunia.sari, catatan=c)
        alamat = reverse("api_kinerja:catatan_satu", args=[c.uuid])
        isi = {"rhk": str(rhk.uuid), "uraian": "Lagi", "tanggal": "2026-05-12", "nomor_sunting": 0}

        assert sari.put(alamat, isi, content_type="application/json").status_code == 409
        jawab = sari.put(alamat, {**isi, "pulihkan": True}, content_type="application/json")
        assert jawab.json()["ditarik_pada"] is None


class TestTutup:
    def test_extension_keeps_the_last_quarter_first_on_the_page(self, dunia, masuk, skp):
        """Closed on 10 April, kept open by an outage on that day: the quarter to close is still the first."""
        with freeze_time("2026-04-10 03:00:00"):
            services.record_gangguan(
                pelaku=dunia.eka,
                mulai=datetime(2026, 4, 10, 1, tzinfo=UTC),
                selesai=datetime(2026, 4, 10, 2, 30, tzinfo=UTC),
                keterangan="Padam",
            )
        with freeze_time("2026-04-13 03:00:00"):
            assert "Tutup Triwulan I 2026" in masuk(dunia.sari).get(reverse("kinerja:tutup")).text
        with freeze_time("2026-05-12 03:00:00"):
            assert "Tutup Triwulan II 2026" in masuk(dunia.sari).get(reverse("kinerja:tutup")).text

    def test_unknown_way_of_combining_changes_nothing(self, sari, rhk):
        i = rhk.indikator.get()
        sari.post(reverse("kinerja:gabung_pilih", args=[i.uuid]), {"gabung": "terakhir"})
        jawab = sari.post(reverse("kinerja:gabung_pilih", args=[i.uuid]), {"gabung": "acak"}, follow=True)

        assert "Pilih dari daftar" in jawab.text
        assert IndikatorKinerja.objects.get(pk=i.pk).gabung == "terakhir"


class TestApi:
    def test_holidays_of_a_list(self, dunia, masuk, hari_ini):
        klien = masuk(dunia.eka)
        isi = {"tahun": 2026, "daftar": "17 Agustus Proklamasi Kemerdekaan\n25 Desember Natal\nentah\n"}
        alamat = reverse("api_kinerja:libur_tempel")

        pertama = klien.post(alamat, isi, content_type="application/json").json()
        kedua = klien.post(alamat, isi, content_type="application/json").json()

        assert [b["tanggal"] for b in pertama["baru"]] == ["2026-08-17", "2026-12-25"]
        assert [d["nomor"] for d in pertama["ditolak"]] == [3]
        assert (kedua["baru"], kedua["sudah_ada"]) == ([], 2)
        assert HariLibur.objects.filter(instansi=dunia.instansi, tanggal__gte=hari_ini).count() == 2

    def test_photo_sizes_of_the_agency(self, dunia, masuk, hari_ini):
        alamat = reverse("api_kinerja:luring_setelan")
        jawab = masuk(dunia.eka).post(
            alamat, {"foto_sisi": 1200, "foto_mutu": 60}, content_type="application/json"
        )

        assert jawab.json() == {"foto_sisi": 1200, "foto_mutu": 60}
        assert SetelanLuring.objects.get(instansi=dunia.instansi).foto_sisi == 1200
        assert masuk(dunia.sari).get(alamat).json()["foto_sisi"] == 1200

    def test_repeat_of_a_day_that_cannot_be_read_says_so(self, sari, rhk):
        jawab = sari.post(reverse("kinerja:catatan_ulang_hari"), {"dari": "kemarin"}, follow=True)

        assert "tidak terbaca" in jawab.text
        assert not CatatanHarian.objects.filter(tanggal__gte=date(2026, 5, 12) - timedelta(days=1)).exists()
