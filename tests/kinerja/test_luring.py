"""Working without a network, seen from the server: same key same answer, whose queue, what lies in the open."""

from __future__ import annotations

import io
import json
import re
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kinerja import rules, services
from kinerja.models import BuktiDukung, CatatanHarian, KunciKiriman, SetelanLuring
from kinerja.tasks import lupakan_kunci_kiriman
from pegawai.navigasi import WARNA_MEREK
from skp.rules import StatusSkp
from tests.factories.kinerja import catatan_baru, gambar
from tests.factories.skp import skp_at

API = "/api/v1/kinerja/"


@pytest.fixture
def sari(dunia, masuk):
    return masuk(dunia.sari)


def isian(rhk, **lain) -> dict[str, str]:
    return {"rhk": str(rhk.uuid), "uraian": "Survei desa", "tanggal": "2026-05-12", **lain}


def kirim(klien, isi, *, kunci=None, menggantikan=(), jalur="luring/catatan/", **tajuk):
    kunci = kunci or str(uuid.uuid4())
    badan = {"klien_id": kunci, "isi": isi, "menggantikan": list(menggantikan)}
    return klien.post(
        API + jalur,
        json.dumps(badan),
        content_type="application/json",
        headers={"Idempotency-Key": kunci, **tajuk},
    )


class TestSekali:
    def test_same_key_same_answer_and_one_entry(self, sari, rhk):
        kunci = str(uuid.uuid4())

        a = kirim(sari, isian(rhk), kunci=kunci)
        b = kirim(sari, isian(rhk, uraian="Lain sekali"), kunci=kunci)

        assert (a.status_code, b.status_code) == (201, 201)
        assert a.content == b.content
        assert CatatanHarian.objects.get().uraian == "Survei desa"

    def test_refusal_is_remembered_word_by_word(self, sari, rhk):
        kunci = str(uuid.uuid4())

        a = kirim(sari, isian(rhk, tanggal="2026-05-13"), kunci=kunci)
        b = kirim(sari, isian(rhk), kunci=kunci)

        assert a.status_code == b.status_code == 409
        assert a.content == b.content
        assert "tanggal" in a.json()["rincian"]
        assert not CatatanHarian.objects.exists()
        assert kirim(sari, isian(rhk)).status_code == 201

    def test_shape_errors_name_their_fields(self, sari, rhk):
        jawab = kirim(sari, isian(rhk, jumlah="banyak", tanggal="31-02-2026", rencana_aksi="x"))

        assert jawab.status_code == 400
        assert set(jawab.json()["rincian"]) == {"jumlah", "tanggal", "rencana_aksi"}

    def test_key_counts_per_person_and_per_act(self, dunia, masuk, sari, skp, rhk):
        kunci = str(uuid.uuid4())
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra).rhk.first()

        kirim(sari, isian(rhk), kunci=kunci)
        kirim(masuk(dunia.citra), isian(lain, uraian="Milik Citra"), kunci=kunci)

        assert set(CatatanHarian.objects.values_list("pegawai__nama", flat=True)) == {
            dunia.sari.nama,
            dunia.citra.nama,
        }

    def test_photo_is_taken_in_once(self, sari, skp):
        kunci = str(uuid.uuid4())

        def foto():
            berkas = SimpleUploadedFile("a.jpg", gambar())
            return sari.post(
                f"{API}bukti/", {"skp": str(skp.uuid), "berkas": berkas}, headers={"Idempotency-Key": kunci}
            )

        a, b = foto(), foto()

        assert a.status_code == 201
        assert a.content == b.content
        assert BuktiDukung.objects.count() == 1

    def test_refused_photo_gets_the_same_refusal(self, sari, skp):
        kunci = str(uuid.uuid4())

        def program():
            berkas = SimpleUploadedFile("a.jpg", b"\x7fELF" + b"\0" * 50)
            return sari.post(
                f"{API}bukti/", {"skp": str(skp.uuid), "berkas": berkas}, headers={"Idempotency-Key": kunci}
            )

        a, b = program(), program()

        assert a.status_code == 409
        assert a.content == b.content
        assert KunciKiriman.objects.count() == 1

    def test_broken_server_leaves_neither_work_nor_answer(self, sari, rhk, monkeypatch):
        kunci = str(uuid.uuid4())
        sari.raise_request_exception = False
        asli = services.remember_answer
        monkeypatch.setattr(services, "remember_answer", lambda **_: 1 / 0)

        assert kirim(sari, isian(rhk), kunci=kunci).status_code == 500
        assert not CatatanHarian.objects.exists()
        monkeypatch.setattr(services, "remember_answer", asli)

        assert kirim(sari, isian(rhk), kunci=kunci).status_code == 201

    @pytest.mark.parametrize("status", [201, 204, 400, 403, 404, 409, 413, 422])
    def test_what_settles(self, status):
        assert rules.is_tetap(status)

    @pytest.mark.parametrize("status", [401, 408, 425, 429, 500, 502, 503])
    def test_what_does_not(self, status):
        assert not rules.is_tetap(status)

    def test_seven_days_and_no_longer(self, sari, rhk):
        kirim(sari, isian(rhk))
        kirim(sari, isian(rhk, uraian="Kemarin"))
        tua = KunciKiriman.objects.first()
        KunciKiriman.objects.filter(pk=tua.pk).update(
            dibuat_pada=timezone.now() - timedelta(days=7, seconds=1)
        )

        assert lupakan_kunci_kiriman() == 1
        assert not KunciKiriman.objects.filter(pk=tua.pk).exists()
        assert KunciKiriman.objects.count() == 1

    def test_after_seven_days_the_entry_is_still_single(self, sari, rhk):
        kunci = str(uuid.uuid4())
        a = kirim(sari, isian(rhk), kunci=kunci)
        KunciKiriman.objects.all().delete()

        b = kirim(sari, isian(rhk), kunci=kunci)

        assert a.json()["uuid"] == b.json()["uuid"]
        assert CatatanHarian.objects.count() == 1


class TestKirimanLama:
    """What was tried without an answer and then changed or deleted on the device."""

    def lama(self, rhk, kunci, **lain):
        return {"klien_id": kunci, "isi": isian(rhk, **lain)}

    def test_rewording_changes_the_entry_that_had_arrived(self, sari, rhk):
        kunci = str(uuid.uuid4())
        a = kirim(sari, isian(rhk), kunci=kunci)

        b = kirim(sari, isian(rhk, uraian="Survei dua desa"), menggantikan=[self.lama(rhk, kunci)])

        assert a.json()["uuid"] == b.json()["uuid"]
        assert CatatanHarian.objects.get().uraian == "Survei dua desa"

    def test_late_copy_of_the_old_wording_adds_nothing(self, sari, rhk):
        kunci = str(uuid.uuid4())
        b = kirim(sari, isian(rhk, uraian="Survei dua desa"), menggantikan=[self.lama(rhk, kunci)])

        a = kirim(sari, isian(rhk), kunci=kunci)

        assert a.content == b.content
        assert CatatanHarian.objects.get().uraian == "Survei dua desa"

    def test_what_the_page_had_sent_is_found_again(self, sari, rhk):
        kunci = str(uuid.uuid4())
        sari.post(reverse("kinerja:catatan_catat"), {**isian(rhk), "klien_id": kunci})

        kirim(sari, isian(rhk), kunci=kunci)
        kirim(sari, isian(rhk, uraian="Survei dua desa"), menggantikan=[self.lama(rhk, kunci)])

        assert CatatanHarian.objects.get().uraian == "Survei dua desa"

    def test_deleting_withdraws_what_had_arrived_and_stops_what_comes_late(self, sari, rhk):
        kunci, lain = str(uuid.uuid4()), str(uuid.uuid4())
        kirim(sari, isian(rhk), kunci=kunci)

        lama = [self.lama(rhk, kunci), self.lama(rhk, lain, uraian="Belum sampai")]
        jawab = kirim(sari, {}, jalur="luring/batal/", menggantikan=lama)
        kirim(sari, isian(rhk, uraian="Belum sampai"), kunci=lain)

        assert jawab.status_code == 200
        c = CatatanHarian.objects.get()
        assert c.ditarik_pada is not None
        assert jawab.json() == {"uuid": str(c.uuid)}

    def test_nobody_reaches_another_persons_entry(self, dunia, masuk, sari, rhk):
        kunci = str(uuid.uuid4())
        kirim(sari, isian(rhk), kunci=kunci)
        citra = masuk(dunia.citra)

        kirim(citra, {}, jalur="luring/batal/", menggantikan=[self.lama(rhk, kunci)])

        assert CatatanHarian.objects.get().ditarik_pada is None


class TestUlangHari:
    """A whole day again, by page or after it waited: once, whichever way it arrived."""

    ISI = {"dari": "2026-05-11", "tanggal": "2026-05-12", "uraian": "Sama seperti Senin, 11 Mei"}

    @pytest.fixture
    def kemarin(self, rhk):
        for uraian in ("Survei desa", "Menulis laporan"):
            catatan_baru(rhk, date(2026, 5, 11), uraian)

    def test_page_and_device_under_one_key_are_one_day(self, sari, kemarin):
        kunci = str(uuid.uuid4())
        sari.post(reverse("kinerja:catatan_ulang_hari"), {**self.ISI, "klien_id": kunci})

        a = kirim(sari, self.ISI, kunci=kunci, jalur="luring/ulang-hari/")
        b = kirim(sari, self.ISI, kunci=kunci, jalur="luring/ulang-hari/")

        assert (a.status_code, a.content) == (201, b.content)
        assert a.json()["uraian"] == "2 catatan diulang dari 11 Mei 2026."
        baru = CatatanHarian.objects.filter(tanggal=date(2026, 5, 12)).order_by("id")
        assert [c.uraian for c in baru] == ["Survei desa", "Menulis laporan"]

    def test_deleting_withdraws_all_of_it_and_stops_what_comes_late(self, sari, kemarin):
        kunci, lain = str(uuid.uuid4()), str(uuid.uuid4())
        kirim(sari, self.ISI, kunci=kunci, jalur="luring/ulang-hari/")

        lama = [{"klien_id": k, "isi": self.ISI} for k in (kunci, lain)]
        kirim(sari, {}, jalur="luring/batal/", menggantikan=lama)
        kirim(sari, self.ISI, kunci=lain, jalur="luring/ulang-hari/")

        baru = CatatanHarian.objects.filter(tanggal=date(2026, 5, 12))
        assert [c.ditarik_pada is None for c in baru] == [False, False]
        assert CatatanHarian.objects.aktif().count() == 2

    def test_nothing_to_repeat_and_bad_days_are_said(self, sari, kemarin):
        kosong = kirim(sari, self.ISI | {"dari": "2026-05-10"}, jalur="luring/ulang-hari/")
        salah = kirim(sari, self.ISI | {"tanggal": "kemarin"}, jalur="luring/ulang-hari/")

        assert (kosong.status_code, salah.status_code) == (409, 400)
        assert "Tidak ada catatan yang dapat diulang" in kosong.json()["pesan"]
        assert "tanggal" in salah.json()["rincian"]


class TestFoto:
    def test_photos_that_went_ahead_hang_on_the_entry(self, sari, skp, rhk):
        bukti = [
            services.upload_bukti(pelaku=skp.pegawai, skp=skp, berkas=io_berkas(n), nama=f"{n}.jpg")
            for n in range(2)
        ]

        jawab = kirim(sari, isian(rhk, siap=",".join(str(b.uuid) for b in bukti)))

        assert jawab.status_code == 201
        assert set(CatatanHarian.objects.get().bukti.all()) == set(bukti)

    def test_photo_that_is_missing_stops_the_entry(self, sari, rhk):
        jawab = kirim(sari, isian(rhk, siap=str(uuid.uuid4())))

        assert jawab.status_code == 400
        assert jawab.json()["rincian"] == {"foto": ["Ada foto yang tidak sampai. Kirim lagi catatan ini."]}
        assert not CatatanHarian.objects.exists()


def io_berkas(n: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{n}.jpg", gambar(ukuran=(60 + n, 40)))


class TestMilikSiapa:
    def test_queue_of_another_account_is_refused_and_not_remembered(self, dunia, sari, skp, rhk):
        kunci, asing = str(uuid.uuid4()), str(dunia.citra.pengguna.pk)

        jawab = kirim(sari, isian(rhk), kunci=kunci, **{"X-Kinerja-Akun": asing})
        foto = sari.post(
            f"{API}bukti/",
            {"skp": str(skp.uuid), "berkas": io_berkas(1)},
            headers={"Idempotency-Key": str(uuid.uuid4()), "X-Kinerja-Akun": asing},
        )

        assert (jawab.status_code, jawab.json()["kode"]) == (403, "akun_lain")
        assert foto.json()["kode"] == "akun_lain"
        assert not KunciKiriman.objects.exists()
        benar = kirim(sari, isian(rhk), kunci=kunci, **{"X-Kinerja-Akun": str(dunia.sari.pengguna.pk)})
        assert benar.status_code == 201

    def test_session_says_who_and_gives_a_token_that_holds(self, dunia, rhk):
        klien = Client(enforce_csrf_checks=True)
        klien.force_login(dunia.sari.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])

        tanpa = kirim(klien, isian(rhk))
        sesi = klien.get(f"{API}luring/sesi/")
        dengan = kirim(klien, isian(rhk), **{"X-CSRFToken": sesi.json()["csrf"]})

        assert (tanpa.status_code, tanpa.json()["kode"]) == (403, "csrf")
        assert sesi.json()["akun"] == dunia.sari.pengguna.pk
        assert sesi["Cache-Control"] == "private, no-store"
        assert dengan.status_code == 201

    def test_signed_out_is_told_apart(self, client):
        jawab = client.get(f"{API}luring/sesi/")

        assert (jawab.status_code, jawab.json()["kode"]) == (403, "belum_masuk")

    def test_choices_are_ones_own(self, dunia, masuk, sari, skp, rhk, django_assert_max_num_queries):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        catatan_baru(rhk, timezone.localdate(), "Menyusun panduan", jumlah=2, satuan="bab")
        catatan_baru(lain.rhk.first(), timezone.localdate(), "Rahasia Citra")

        with django_assert_max_num_queries(12):
            jawab = sari.get(f"{API}luring/bahan/")

        b = jawab.json()
        assert {r["uuid"] for r in b["rhk"]} == {str(r.uuid) for r in skp.rhk.all()}
        assert b["saran"] == [
            {"rhk": str(rhk.uuid), "uraian": "Menyusun panduan", "jumlah": "2", "satuan": "bab"}
        ]
        assert b["foto"] == {"sisi": 1600, "mutu": 75, "maks_mb": 10, "maks_jumlah": 10}
        teks = jawab.content.decode()
        for orang in (dunia.citra, dunia.budi):
            assert orang.nama not in teks
        assert not re.search(r"\d{18}", teks)


class TestTerbuka:
    """Manifest, icons, worker, page: open to everybody, the same for everybody."""

    def test_manifest_can_be_installed(self, client, settings):
        settings.MEREK = "marun"

        jawab = client.get("/manifes.webmanifest")

        m = jawab.json()
        assert jawab["Content-Type"] == "application/manifest+json"
        assert {"id", "name", "short_name", "start_url", "scope", "display", "icons", "shortcuts"} <= set(m)
        assert m["theme_color"] == "#8f1d35"
        for ikon in m["icons"]:
            gambar_ikon = client.get(ikon["src"])
            assert gambar_ikon["Content-Type"] == ikon["type"]
            if ikon["type"] == "image/png":
                with Image.open(io.BytesIO(gambar_ikon.content)) as g:
                    assert f"{g.width}x{g.height}" == ikon["sizes"]
                    assert g.convert("RGB").getpixel((g.width // 2, 8)) == (0x8F, 0x1D, 0x35)
        assert client.get("/ikon/7.png").status_code == 404

    def test_worker_comes_from_the_root_and_is_never_stale(self, client):
        jawab = client.get("/pekerja-layanan.js")

        assert jawab["Content-Type"].startswith("text/javascript")
        assert jawab["Cache-Control"] == "no-cache"
        assert jawab["Service-Worker-Allowed"] == "/"
        assert "Content-Security-Policy" in jawab
        setelan = json.loads(jawab.content.decode().split(";\n", 1)[0].removeprefix("self.SETELAN = "))
        assert len(setelan["versi"]) == 16
        assert setelan["inti"] in setelan["berkas"]

    def test_page_is_the_same_for_all_and_names_nobody(self, client, dunia, sari):
        sari.cookies["tema"] = "gelap"

        tanpa, dengan = client.get("/luring/"), sari.get("/luring/")

        assert tanpa.content == dengan.content
        assert dunia.sari.nama not in dengan.content.decode()
        assert "csrf" not in dengan.content.decode()

    def test_page_of_the_queue_asks_what_the_form_asks(self, client):
        """The fields of the offline page are those of the log's form: their names travel."""
        teks = client.get("/luring/").content.decode()

        nama = set(re.findall(r'name="(\w+)"', teks)) - {"viewport", "robots"}
        assert {"uraian", "jumlah", "satuan", "rhk", "tanggal", "jam_mulai", "jam_selesai"} <= nama
        from kinerja.forms import CatatanForm

        assert nama - {"theme"} <= set(CatatanForm.base_fields)

    def test_frame_colour_is_the_accent(self):
        gaya = (Path(settings.BASE_DIR) / "static/css/kinerja.css").read_text()
        aksen = dict(re.findall(r":root\[data-brand=(\w+)\] \{ --aksen: (#\w{6})", gaya))

        assert {"": re.search(r"--aksen: (#\w{6})", gaya)[1], **aksen} == WARNA_MEREK


class TestSetelan:
    def test_admin_sets_and_devices_hear_of_it(self, dunia, masuk, sari, skp):
        jawab = masuk(dunia.eka).post(reverse("kinerja:setelan_luring"), {"foto_sisi": 1200, "foto_mutu": 60})

        assert jawab.status_code == 302
        assert SetelanLuring.objects.get().events.count() == 1
        assert sari.get(f"{API}luring/bahan/").json()["foto"]["sisi"] == 1200

    @pytest.mark.parametrize("isi", [{"foto_sisi": 10, "foto_mutu": 60}, {"foto_sisi": "x", "foto_mutu": ""}])
    def test_nonsense_is_told_at_its_field(self, dunia, masuk, isi):
        jawab = masuk(dunia.eka).post(reverse("kinerja:setelan_luring"), isi)

        assert jawab.status_code == 422
        assert "Tulis angka 640 sampai 4000." in jawab.content.decode()
        assert not SetelanLuring.objects.exists()

    def test_others_may_not(self, dunia, sari):
        jawab = sari.post(reverse("kinerja:setelan_luring"), {"foto_sisi": 1200, "foto_mutu": 60})

        assert jawab.status_code == 403
