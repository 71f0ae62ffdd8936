"""The paper of a Perjanjian Kinerja: its skeleton in order, every value, both parties, Plt., one party, versions."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from evaluasi.laporan import pdf
from evaluasi.models import Dokumen
from evaluasi.rules import JenisDokumen, StatusLaporan
from evaluasi.selectors import keaslian, perjanjian_cetak
from evaluasi.services import baca_isi, request_dokumen, susun_terbitan
from evaluasi.services.terbit import susun_draf
from pegawai.errors import Dilarang
from skp import services
from skp.rules import StatusPk
from tests.evaluasi.test_services_laporan import cetak, kerjakan
from tests.factories.perjanjian import pk_at, sepakati_revisi

pytestmark = pytest.mark.django_db
P, J = StatusPk, JenisDokumen
TAHUN = timezone.localdate().year


def sumber(pk):
    return perjanjian_cetak().get(pk=pk.pk)


def terbitkan(pelaku, pk):
    laporan = kerjakan(request_dokumen(pelaku=pelaku, sumber=[sumber(pk)], jenis=[J.PERJANJIAN]))
    assert laporan.status == StatusLaporan.SELESAI
    return Dokumen.objects.filter(perjanjian=pk).latest("versi")


def teks_html(pk) -> str:
    """What the filled template says, without laying it out."""
    terbitan = susun_draf(sumber(pk), J.PERJANJIAN)
    html = pdf.to_html(J.PERJANJIAN, pdf.KONTEKS[J.PERJANJIAN].from_snapshot(terbitan.data))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<body")[2]))


def berurutan(teks: str, *bagian: str) -> None:
    letak = 0
    for b in bagian:
        ketemu = teks.find(b, letak)
        assert ketemu >= 0, f"“{b}” missing or out of order"
        letak = ketemu + len(b)


KERANGKA = (
    f"PERJANJIAN KINERJA TAHUN {TAHUN}",
    "DINAS KOMUNIKASI DAN INFORMATIKA",
    (
        "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta "
        "berorientasi pada hasil, kami yang bertanda tangan di bawah ini:"
    ),
    "Karta Wijaya",
    "Kepala Dinas Komunikasi dan Informatika",
    "Selanjutnya disebut",
    "PIHAK PERTAMA",
    "H. Surya Darmawan",
    "Bupati Tirta Jaya",
    "Selaku atasan langsung PIHAK PERTAMA, selanjutnya disebut",
    "PIHAK KEDUA",
    (
        "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
        "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
        "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami."
    ),
    (
        "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja "
        "dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi."
    ),
)
LAMPIRAN = (
    "PERJANJIAN KINERJA",
    f"TAHUN ANGGARAN {TAHUN}",
    "SASARAN STRATEGIS",
    "INDIKATOR KINERJA",
    "TARGET",
    "Meningkatnya kualitas layanan",
    "Indeks SPBE (IKU)",
    "3,60 indeks",
    "80%",
    "PROGRAM",
    "ANGGARAN (Rp)",
    "KETERANGAN",
    "Program Pengelolaan Aplikasi Informatika",
    "4.250.000.000",
    "APBD",
    "JUMLAH",
    "4.250.000.000",
)


def test_the_words_in_their_order(dunia):
    teks = teks_html(pk_at(P.DISEPAKATI, pegawai=dunia.karta))

    berurutan(teks, *KERANGKA, "PIHAK KEDUA", "PIHAK PERTAMA", *LAMPIRAN, "PIHAK KEDUA", "PIHAK PERTAMA")


@pytest.mark.slow
def test_the_pdf_holds_them_and_is_the_same_when_printed_again(dunia):
    pk = pk_at(P.DISEPAKATI, pegawai=dunia.karta)
    terbitan = susun_draf(sumber(pk), J.PERJANJIAN)

    isi = pdf.render_snapshot(J.PERJANJIAN, terbitan.data)

    assert isi == pdf.render_snapshot(J.PERJANJIAN, terbitan.data)
    halaman = [re.sub(r"\s+", " ", h.extract_text()) for h in PdfReader(io.BytesIO(isi)).pages]
    assert len(halaman) == 2
    berurutan(halaman[0], *(k for k in KERANGKA if len(k) > 60))
    for nilai in LAMPIRAN:
        assert nilai in halaman[1]


def test_head_of_region_promises_alone(dunia):
    teks = teks_html(pk_at(P.DISEPAKATI, pegawai=dunia.bupati))

    berurutan(
        teks,
        "kami yang bertanda tangan",
        "H. Surya Darmawan",
        "berjanji akan mewujudkan",
        "BUPATI TIRTA JAYA",
    )
    assert "PIHAK KEDUA" not in teks
    assert "Pihak kedua" not in teks


def test_an_acting_official_signs_with_plt(dunia):
    pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
    type(pk.penempatan).objects.filter(pk=pk.penempatan_id).update(jenis="PLT")

    teks = teks_html(pk)

    assert "Plt. Kepala Bidang Aplikasi Informatika" in teks
    assert "SASARAN PROGRAM" in teks
    assert "KEGIATAN" in teks


class TestTerbit:
    def test_once_per_version_and_checked_by_its_code(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.karta)
        d = terbitkan(dunia.karta, pk)
        assert terbitkan(dunia.bupati, pk) == d
        assert d.nomor == f"PK/{TAHUN}/{pk.pk:06d}"
        assert cetak(susun_terbitan(d)) == baca_isi(d)

        baru = sepakati_revisi(pk, teks="Sasaran lain")
        dua = terbitkan(dunia.karta, baru)
        assert (dua.versi, dua.nomor) == (2, f"PK/{TAHUN}/{baru.pk:06d}-2")
        _, asli = keaslian(d.kode_verifikasi)
        assert asli.pengganti
        assert [(b.sebutan, b.nama) for b in asli.penanda_tangan] == [
            ("Pihak Kedua", "H. Surya Darmawan"),
            ("Pihak Pertama", "Karta Wijaya"),
        ]

    def test_one_party_is_checked_too(self, dunia):
        d = terbitkan(dunia.bupati, pk_at(P.DISEPAKATI, pegawai=dunia.bupati))
        _, asli = keaslian(d.kode_verifikasi)
        assert [(b.sebutan, b.nama) for b in asli.penanda_tangan] == [("Pihak Pertama", "H. Surya Darmawan")]

    def test_not_agreed_only_a_draft_and_not_for_strangers(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        with pytest.raises(Dilarang, match="cetak drafnya"):
            request_dokumen(pelaku=dunia.budi, sumber=[sumber(pk)], jenis=[J.PERJANJIAN])
        with pytest.raises(Dilarang, match="tidak terbuka"):
            request_dokumen(pelaku=dunia.dewi, sumber=[sumber(pk)], jenis=[J.PERJANJIAN], draf=True)
        services.cancel_pk(pelaku=dunia.budi, pk=pk, alasan="Salah")
        with pytest.raises(Dilarang, match="dibatalkan"):
            request_dokumen(pelaku=dunia.budi, sumber=[sumber(pk)], jenis=[J.PERJANJIAN], draf=True)

    def test_by_page(self, dunia, masuk):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.karta)
        client = masuk(dunia.karta)
        assert "Buat PDF" in client.get(reverse("skp:pk_detail", args=[pk.uuid])).content.decode()
        response = client.post(reverse("evaluasi:perjanjian_minta", args=[pk.uuid]))
        assert response.status_code == 302
        assert "Perjanjian Kinerja" in client.get(response["Location"]).content.decode()
