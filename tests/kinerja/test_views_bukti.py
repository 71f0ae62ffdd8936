"""Other people's log and evidence as a person meets them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja import services
from kinerja.models import BuktiDukung, CatatanHarian
from kinerja.rules import StatusBukti
from tests.factories.kinerja import bukti_baru, catatan_baru, pdf
from tests.kinerja.test_selectors import isi_banyak
from tests.kinerja.test_views_catatan import HARI, SENIN, alamat, isian

pytestmark = pytest.mark.django_db

BENTENG = '<script>alert("x")</script>'


class TestMelihat:
    def test_week_day_by_day(self, sari, rhk, hari_ini):
        catatan_baru(rhk, SENIN, "Pekerjaan Senin")
        catatan_baru(rhk, date(2026, 5, 4), "Minggu lalu")

        isi = sari.get(alamat("catatan_minggu")).content.decode()

        assert "11–17 Mei 2026" in isi
        assert "Pekerjaan Senin" in isi
        assert "Minggu lalu" not in isi
        assert "Minggu lalu" in sari.get(alamat("catatan_minggu"), {"hari": "2026-05-06"}).content.decode()

    def test_month_as_a_calendar_with_gaps(self, sari, rhk, hari_ini):
        catatan_baru(rhk, SENIN)
        catatan_baru(rhk, SENIN)
        catatan_baru(rhk, date(2026, 4, 30))

        isi = sari.get(alamat("catatan_bulan")).content.decode()

        assert "Catatan Mei 2026" in isi
        assert "2 catatan di 1 hari; 6 hari kerja belum diisi" in isi

    def test_search(self, sari, rhk, hari_ini):
        catatan_baru(rhk, hari_ini, "Rapat anggaran")

        assert "Rapat anggaran" in sari.get(alamat("catatan_cari"), {"q": "anggar"}).content.decode()
        assert "Tidak ditemukan" in sari.get(alamat("catatan_cari"), {"q": "xyz"}).content.decode()
        assert sari.get(alamat("catatan_cari"), {"q": ""}).status_code == 200

    @pytest.mark.parametrize("nama", ["catatan_minggu", "catatan_bulan", "catatan_cari"])
    def test_queries_stay_for_many_entries(self, sari, rhk, nama, django_assert_max_num_queries):
        isi_banyak(rhk, HARI, 10)
        with django_assert_max_num_queries(12) as sedikit:
            sari.get(alamat(nama), {"q": "Kegiatan"})
        isi_banyak(rhk, HARI, 300)
        with django_assert_max_num_queries(12) as banyak:
            sari.get(alamat(nama), {"q": "Kegiatan"})

        assert len(sedikit) == len(banyak)


class TestUnduh:
    def unduh(self, klien, bukti):
        return klien.get(alamat("bukti_unduh", bukti.uuid))

    @pytest.mark.parametrize(
        ("siapa", "status"),
        [
            ("sari", 200),
            ("budi", 200),
            ("karta", 200),
            ("tono", 200),
            ("eka", 200),
            ("citra", 404),
            ("dewi", 404),
        ],
    )
    def test_exactly_the_chain_sees_it(self, dunia, masuk, skp, rhk, hari_ini, siapa, status):
        b = bukti_baru(skp)
        catatan_baru(rhk, hari_ini, bukti=[b])

        jawab = self.unduh(masuk(getattr(dunia, siapa)), b)

        assert jawab.status_code == status
        if status == 200:
            b"".join(jawab.streaming_content)

    def test_only_as_a_download_that_can_do_nothing(self, sari, skp):
        jawab = self.unduh(sari, bukti_baru(skp, "laporan tahunan é.pdf"))

        assert jawab["Content-Disposition"].startswith("attachment;")
        assert "filename*=utf-8''laporan%20tahunan%20%C3%A9.pdf" in jawab["Content-Disposition"]
        assert jawab["X-Content-Type-Options"] == "nosniff"
        assert jawab["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert jawab["Content-Type"] == "application/pdf"
        assert "no-store" in jawab["Cache-Control"]
        assert b"".join(jawab.streaming_content).startswith(b"%PDF-")

    @pytest.mark.parametrize(
        "nama",
        [
            "../" * 80 + "passwd.pdf",
            "a" * 255 + ".pdf",
            'x"; filename="y.exe',
            "a\r\nSet-Cookie: b=c.pdf",
            "\u202efdp.exe",
        ],
    )
    def test_no_name_reaches_the_header_or_the_disk_as_it_came(self, sari, skp, nama):
        b = bukti_baru(skp, nama)

        jawab = self.unduh(sari, b)
        b"".join(jawab.streaming_content)

        tajuk = jawab["Content-Disposition"]
        assert not set("\r\n\u202e") & set(tajuk)
        assert ".." not in tajuk
        assert tajuk.count('"') <= 2
        assert len(b.nama) <= 120
        assert b.nama.endswith(".pdf")
        assert re.fullmatch(r"bukti/2026/05/12/[0-9a-f]{32}", b.berkas.name)

    @pytest.mark.parametrize(
        ("status", "kata"),
        [(StatusBukti.KARANTINA, "masih diperiksa"), (StatusBukti.DITOLAK, "ditolak saat diperiksa")],
    )
    def test_unexamined_and_refused_stay_inside(self, sari, skp, status, kata):
        b = bukti_baru(skp)
        BuktiDukung.objects.filter(pk=b.pk).update(status=status)

        jawab = self.unduh(sari, b)

        assert jawab.status_code == 409
        assert kata in jawab.content.decode()

    def test_link_has_no_download(self, sari, dunia, skp):
        b = services.add_tautan(pelaku=dunia.sari, skp=skp, tautan="https://tirtajaya.go.id/a")

        assert self.unduh(sari, b).status_code == 404

    def test_post_is_refused(self, sari, skp):
        assert sari.post(alamat("bukti_unduh", bukti_baru(skp).uuid)).status_code == 405

    def test_quarantined_evidence_is_named_without_a_link(self, sari, rhk, skp, hari_ini):
        b = bukti_baru(skp)
        catatan_baru(rhk, hari_ini, bukti=[b])
        BuktiDukung.objects.filter(pk=b.pk).update(status=StatusBukti.KARANTINA)

        isi = sari.get(alamat("catatan")).content.decode()

        assert "sedang diperiksa" in isi
        assert alamat("bukti_unduh", b.uuid) not in isi


def test_file_is_handed_to_the_worker(sari, rhk, monkeypatch):
    """The page does not wait; the doorbell rings after the commit."""
    from kinerja import tasks

    dering = []
    monkeypatch.setattr(tasks.periksa_bukti, "delay_on_commit", dering.append)

    sari.post(alamat("catatan_catat"), isian(rhk, berkas=SimpleUploadedFile("a.pdf", pdf())))

    b = CatatanHarian.objects.get().bukti.get()
    assert b.status == StatusBukti.KARANTINA
    assert dering == [b.pk]
