"""Capaian on pages: who sees the form, what it keeps, what it refuses."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from evaluasi.models import CapaianOrganisasi
from evaluasi.rules import PredikatOrganisasi, StatusCapaian, StatusEvaluasi
from evaluasi.selectors import versi_capaian
from evaluasi.services import fix_capaian, save_capaian
from tests.factories.evaluasi import capaian_tetap, evaluasi_at
from tests.factories.pegawai import instansi_baru, pegawai_baru, unit_baru
from tests.factories.skp import periode_ke, periode_tahun

pytestmark = pytest.mark.django_db

ISI = {"predikat": "baik", "dasar": "Indeks SPBE 3,58 dari 3,60"}


@pytest.fixture
def periode(hari, dunia):
    periode_tahun(dunia.instansi)
    return periode_ke(dunia.instansi, 3)


def ubah(unit, periode) -> str:
    return reverse("evaluasi:capaian_ubah", args=[unit.uuid, periode.uuid])


def gambar() -> SimpleUploadedFile:
    isi = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(isi, "PNG")
    return SimpleUploadedFile("../../Berita Acara.png", isi.getvalue())


class TestDaftar:
    def test_a_leader_sees_the_units_he_fixes(self, dunia, periode, masuk):
        halaman = masuk(dunia.karta).get(reverse("evaluasi:capaian")).content.decode()

        assert ubah(dunia.bidang, periode) in halaman
        assert ubah(dunia.bidang_lain, periode) in halaman
        assert ubah(dunia.dinas, periode) not in halaman

    def test_inherited_is_said(self, dunia, periode, masuk):
        capaian_tetap(dunia.dinas, periode, dunia.bupati)

        halaman = " ".join(masuk(dunia.karta).get(reverse("evaluasi:capaian")).content.decode().split())

        assert f"Mengikuti {dunia.dinas.nama}" in halaman

    def test_everybody_sees_what_counts_for_his_own_unit(self, dunia, periode, masuk):
        capaian_tetap(dunia.dinas, periode, dunia.bupati)

        halaman = " ".join(masuk(dunia.sari).get(reverse("evaluasi:capaian")).content.decode().split())

        assert f"{dunia.bidang.nama}:" in halaman
        assert f"mengikuti {dunia.dinas.nama}" in halaman
        assert "Tidak ada yang Anda tetapkan" in halaman

    def test_the_admin_goes_down_the_tree(self, dunia, periode, masuk):
        client = masuk(dunia.eka)

        halaman = client.get(reverse("evaluasi:capaian"), {"unit": str(dunia.dinas.uuid)}).content.decode()

        assert ubah(dunia.bidang, periode) in halaman
        assert ubah(dunia.kabupaten, periode) not in halaman
        assert client.get(reverse("evaluasi:capaian"), {"unit": "x"}).status_code == 200

    def test_before_the_year_is_opened(self, dunia, hari, masuk):
        assert "belum dibuka" in masuk(dunia.karta).get(reverse("evaluasi:capaian")).content.decode()

    def test_queries_are_the_same_for_3_and_30_units(self, dunia, periode, masuk):
        client = masuk(dunia.eka)

        def jumlah() -> int:
            client.get(reverse("evaluasi:capaian"), {"unit": str(dunia.dinas.uuid)})
            with CaptureQueriesContext(connection) as tertangkap:
                client.get(reverse("evaluasi:capaian"), {"unit": str(dunia.dinas.uuid)})
            return len(tertangkap)

        sebelum = jumlah()
        for n in range(28):
            unit_baru(dunia.instansi, f"Bidang {n}", dunia.dinas)

        assert jumlah() == sebelum <= 12


class TestUbah:
    def test_draft_then_fixed(self, dunia, periode, masuk):
        client = masuk(dunia.bupati)

        draf = client.post(ubah(dunia.dinas, periode), ISI | {"aksi": "draf", "versi": versi_capaian(None)})
        tersimpan = CapaianOrganisasi.objects.get()
        tetap = client.post(
            ubah(dunia.dinas, periode), ISI | {"aksi": "tetapkan", "versi": versi_capaian(tersimpan)}
        )

        assert draf.url == ubah(dunia.dinas, periode)
        assert tersimpan.status == StatusCapaian.DRAF
        assert tetap.url.startswith(reverse("evaluasi:capaian"))
        tersimpan.refresh_from_db()
        assert tersimpan.status == StatusCapaian.DITETAPKAN

    def test_attachment_is_kept_and_handed_out_as_a_download(self, dunia, periode, masuk):
        client = masuk(dunia.bupati)
        client.post(ubah(dunia.dinas, periode), ISI | {"aksi": "tetapkan", "lampiran": gambar()})
        capaian = CapaianOrganisasi.objects.get()

        response = masuk(dunia.sari).get(reverse("evaluasi:capaian_lampiran", args=[capaian.uuid]))

        assert response["Content-Disposition"] == 'attachment; filename="Berita Acara.png"'
        assert b"".join(response.streaming_content).startswith(b"\x89PNG")

    def test_no_attachment_is_404(self, dunia, periode, masuk):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        alamat = reverse("evaluasi:capaian_lampiran", args=[capaian.uuid])
        assert masuk(dunia.sari).get(alamat).status_code == 404

    @pytest.mark.parametrize(
        ("isi", "kalimat"),
        [
            ({"dasar": "", "predikat": "baik"}, "Dasar penetapan belum diisi."),
            ({"dasar": "x"}, "Pilih predikat capaian."),
            ({"dasar": "x" * 4001, "predikat": "baik"}, "terlalu panjang"),
            (ISI | {"lampiran": SimpleUploadedFile("a.svg", b"<svg onload=x>")}, "SVG"),
        ],
    )
    def test_a_wrong_field_is_named_and_the_text_kept(self, dunia, periode, masuk, isi, kalimat):
        response = masuk(dunia.bupati).post(ubah(dunia.dinas, periode), isi)

        assert response.status_code == 422
        assert kalimat in response.content.decode()
        assert not CapaianOrganisasi.objects.exists()

    def test_another_tab_was_faster(self, dunia, periode, masuk):
        client = masuk(dunia.bupati)
        lama = versi_capaian(None)
        save_capaian(pelaku=dunia.eka, unit=dunia.dinas, periode=periode, predikat="istimewa", dasar="Lain")

        response = client.post(ubah(dunia.dinas, periode), ISI | {"aksi": "tetapkan", "versi": lama})

        assert response.status_code == 409
        assert CapaianOrganisasi.objects.get().predikat == "istimewa"

    def test_a_fixed_one_is_shown_and_not_written_over(self, dunia, periode, masuk):
        capaian_tetap(dunia.dinas, periode, dunia.bupati)
        client = masuk(dunia.bupati)

        halaman = client.get(ubah(dunia.dinas, periode)).content.decode()
        response = client.post(ubah(dunia.dinas, periode), ISI | {"predikat": "kurang"})

        assert "H. Surya Darmawan menetapkannya 5 Oktober 2026" in halaman
        assert response.status_code == 409
        assert CapaianOrganisasi.objects.get().predikat == "baik"

    @pytest.mark.parametrize("siapa", ["karta", "budi", "sari"])
    def test_who_does_not_fix_it_reads_it_only(self, dunia, periode, masuk, siapa):
        client = masuk(getattr(dunia, siapa))
        assert client.get(ubah(dunia.dinas, periode)).status_code == 403
        capaian_tetap(dunia.dinas, periode, dunia.bupati)

        halaman = client.get(ubah(dunia.dinas, periode))

        assert halaman.status_code == 200
        assert "Buka kembali" not in halaman.content.decode()
        assert client.post(ubah(dunia.dinas, periode), ISI).status_code == 403

    def test_a_unit_of_another_agency_is_404(self, dunia, periode, masuk):
        asing = instansi_baru("Kabupaten Lain")
        orang = pegawai_baru(asing, "Asing", unit=unit_baru(asing, "Badan"), is_kepala=True)

        assert masuk(orang).get(ubah(dunia.dinas, periode)).status_code == 404
        assert masuk(orang).post(ubah(dunia.dinas, periode), ISI).status_code == 404

    def test_html_is_text(self, dunia, periode, masuk):
        client = masuk(dunia.bupati)
        client.post(
            ubah(dunia.dinas, periode), ISI | {"dasar": "<img src=x onerror=alert(1)>", "aksi": "tetapkan"}
        )

        halaman = client.get(ubah(dunia.dinas, periode)).content.decode()

        assert "<img src=x" not in halaman
        assert "&lt;img src=x" in halaman


class TestBuka:
    def test_with_a_reason(self, dunia, periode, masuk):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        masuk(dunia.bupati).post(reverse("evaluasi:capaian_buka", args=[capaian.uuid]), {"alasan": "Keliru"})

        capaian.refresh_from_db()
        assert capaian.status == StatusCapaian.DRAF

    @pytest.mark.parametrize(("siapa", "isi", "kode"), [("bupati", {}, 422), ("karta", {"alasan": "x"}, 403)])
    def test_refused(self, dunia, periode, masuk, siapa, isi, kode):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        response = masuk(getattr(dunia, siapa)).post(
            reverse("evaluasi:capaian_buka", args=[capaian.uuid]), isi
        )

        assert response.status_code == kode
        capaian.refresh_from_db()
        assert capaian.status == StatusCapaian.DITETAPKAN

    def test_a_reason_that_is_too_long_stays_in_the_form(self, dunia, periode, masuk):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        response = masuk(dunia.bupati).post(
            reverse("evaluasi:capaian_buka", args=[capaian.uuid]), {"alasan": "k" * 1001}
        )

        assert response.status_code == 422
        assert "k" * 1001 in response.content.decode()
        assert "Alasan membuka kembali: " in response.content.decode()

    def test_not_below_a_final_evaluation(self, dunia, skp, tw3, masuk):
        capaian = capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi_at(StatusEvaluasi.FINAL, skp=skp)

        response = masuk(dunia.bupati).post(
            reverse("evaluasi:capaian_buka", args=[capaian.uuid]), {"alasan": "Keliru"}
        )

        assert response.status_code == 409
        assert "dasar 1 evaluasi final" in response.content.decode()

    def test_get_is_refused(self, dunia, periode, masuk):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        assert (
            masuk(dunia.bupati).get(reverse("evaluasi:capaian_buka", args=[capaian.uuid])).status_code == 405
        )


def test_a_draft_is_read_by_those_who_fix_it_alone(dunia, skp, tw3, masuk):
    draf = save_capaian(
        pelaku=dunia.bupati, unit=dunia.dinas, periode=tw3, predikat=PredikatOrganisasi.KURANG, dasar="Draf."
    )
    alamat = reverse("evaluasi:capaian_ubah", args=[dunia.dinas.uuid, tw3.uuid])
    lampiran = reverse("evaluasi:capaian_lampiran", args=[draf.uuid])

    assert masuk(dunia.sari).get(alamat).status_code == 403
    assert masuk(dunia.sari).get(lampiran).status_code == 403
    assert masuk(dunia.eka).get(alamat).status_code == 200

    fix_capaian(pelaku=dunia.bupati, capaian=draf)
    assert masuk(dunia.sari).get(alamat).status_code == 200
