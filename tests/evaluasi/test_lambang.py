"""The emblem: taken in, printed, replaced, taken off; a document keeps the one that it was issued with."""

from __future__ import annotations

import io
from zlib import crc32

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import Lambang
from evaluasi.rules import JenisDokumen
from evaluasi.selectors import isi_lambang, pengaturan_dokumen
from evaluasi.services import baca_isi, issue_dokumen, remove_lambang, set_lambang, susun_terbitan
from evaluasi.services.terbit import susun_draf
from evaluasi.tasks import cetak
from kinerja.errors import BuktiDukungDitolak
from pegawai.errors import Dilarang
from tests.factories.evaluasi import evaluasi_final

pytestmark = pytest.mark.django_db
ALT = "Lambang instansi"


def gambar(warna="#0a4", ukuran=(900, 1200), format_="PNG"):
    keluar = io.BytesIO()
    Image.new("RGBA" if format_ == "PNG" else "RGB", ukuran, warna).save(keluar, format_)
    return berkas(keluar.getvalue())


def berkas(isi: bytes):
    return SimpleUploadedFile("lambang.png", isi)


def terbitkan(sumber, jenis):
    return issue_dokumen(sumber=sumber, jenis=jenis, cetak=cetak, versi_templat="uji")


def gambar_pdf(dokumen) -> tuple[int, list[str]]:
    """Pictures on the first page, and what the tags say of all figures."""
    with pikepdf.open(io.BytesIO(baca_isi(dokumen))) as p:
        unsur = [o for o in p.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        return len(p.pages[0].get_images()), [str(u.Alt) for u in unsur]


def test_issued_documents_keep_theirs_and_new_ones_take_what_is_in_force(
    dunia, skp, django_assert_num_queries
):
    evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
    hijau = set_lambang(pelaku=dunia.eka, berkas=gambar())
    assert (hijau.tipe, hijau.lebar, hijau.tinggi) == ("image/png", 225, 300)

    satu = terbitkan(evaluasi, JenisDokumen.DOKUMEN_EVALUASI)
    merah = set_lambang(pelaku=dunia.eka, berkas=gambar("#c00", (400, 300), "JPEG"))
    dua = terbitkan(evaluasi, JenisDokumen.EVALUASI)
    assert susun_draf(skp, JenisDokumen.SKP).lambang == isi_lambang(merah)
    remove_lambang(pelaku=dunia.eka)
    polos = terbitkan(skp, JenisDokumen.LAMPIRAN_SKP)

    assert [d.lambang for d in (satu, dua, polos)] == [hijau, merah, None]
    assert [ALT in gambar_pdf(d)[1] for d in (satu, dua, polos)] == [True, True, False]
    assert gambar_pdf(satu)[0] == 2
    for d in (satu, dua, polos):
        d.refresh_from_db()
        assert cetak(susun_terbitan(d)) == baca_isi(d)
    assert susun_draf(skp, JenisDokumen.SKP).lambang is None

    # the same picture again is the same row, and a worker that has it asks for nothing but which
    assert set_lambang(pelaku=dunia.eka, berkas=gambar()) == hijau
    with django_assert_num_queries(1):
        assert isi_lambang(pengaturan_dokumen(dunia.eka.instansi_id).lambang) == bytes(hijau.isi)


def test_an_emblem_never_changes(dunia):
    lambang = set_lambang(pelaku=dunia.eka, berkas=gambar())
    remove_lambang(pelaku=dunia.eka)

    for ubah in (lambang.delete, lambang.save):
        with pytest.raises(DatabaseError), transaction.atomic():
            ubah()
    assert Lambang.objects.get().sha256 == lambang.sha256


def bom() -> bytes:
    """A picture whose header promises 50,000 by 50,000 pixels."""
    isi = bytearray(gambar().read())
    isi[16:24] = (50_000).to_bytes(4, "big") * 2
    isi[29:33] = crc32(isi[12:29]).to_bytes(4, "big")
    return bytes(isi)


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "harus berupa gambar PNG atau JPG"),
        (b"GIF89a" + bytes(40), "harus berupa gambar PNG atau JPG"),
        (b"%PDF-1.7\n", "harus berupa gambar PNG atau JPG"),
        (bom(), "terlalu besar"),
        (b"\x89PNG\r\n\x1a\n" + b"<script>", "rusak"),
        (b"\xff\xd8\xff" + bytes(99), "rusak"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_way_out(dunia, isi, kalimat):
    with pytest.raises(BuktiDukungDitolak, match=kalimat) as galat:
        set_lambang(pelaku=dunia.eka, berkas=berkas(isi))
    assert galat.value.bidang == "berkas"
    assert not Lambang.objects.exists()


@pytest.mark.parametrize("ukuran", [(80, 80), (2000, 200)])
def test_what_would_be_blurred_is_refused(dunia, ukuran):
    with pytest.raises(BahanBelumLengkap, match="buram"):
        set_lambang(pelaku=dunia.eka, berkas=gambar(ukuran=ukuran))


def test_only_the_admin_of_the_agency_sets_it(dunia):
    with pytest.raises(Dilarang):
        set_lambang(pelaku=dunia.sari, berkas=gambar())
    with pytest.raises(Dilarang):
        remove_lambang(pelaku=dunia.budi)


def test_page_and_api(dunia, masuk, settings, django_assert_max_num_queries):
    halaman, pasang, lepas, api = map(
        reverse,
        (
            "evaluasi:dokumen_aturan",
            "evaluasi:dokumen_lambang",
            "evaluasi:dokumen_lambang_lepas",
            "api_dokumen_lambang",
        ),
    )
    klien = masuk(dunia.eka)

    galat = klien.post(pasang, {"berkas": berkas(b"GIF89a" + bytes(9))})
    assert galat.status_code == 422
    assert "Lambang harus berupa gambar PNG atau JPG." in galat.content.decode()
    assert klien.post(pasang, {"berkas": gambar()}).url == halaman
    with django_assert_max_num_queries(12):
        isi = klien.get(halaman).content.decode()
    assert 'src="data:image/png;base64,' in isi
    assert "Ganti lambang" in isi

    dari_api = klien.post(api, {"berkas": gambar("#c00", (400, 300), "JPEG")})
    assert dari_api.status_code == 201
    assert klien.get(api).json() == dari_api.json()
    assert dari_api.json()["gambar"].startswith("data:image/jpeg;base64,")
    assert klien.post(api, {"berkas": berkas(b"<svg/>")}).json()["rincian"]["berkas"]

    klien.post(lepas)
    assert "Belum ada lambang" in klien.get(halaman).content.decode()
    assert klien.get(api).status_code == 404

    settings.UKURAN_BUKTI_MAKS_MB = 0
    besar = klien.post(pasang, {"berkas": gambar()})
    assert besar.status_code == 413
    assert "lebih besar dari 0 MB" in besar.content.decode()
    assert "Pilih gambar lambang" not in besar.content.decode()
