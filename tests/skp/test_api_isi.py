"""A draft filled through the API alone: the same services, the same refusals."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from pegawai.selectors import penempatan_of
from skp.models import Skp
from skp.rules import StatusSkp
from skp.selectors import isi_lampiran, isi_perilaku
from tests.factories.skp import periode_tahun, skp_at

pytestmark = pytest.mark.django_db
JSON = "application/json"


def alamat(nama, objek=None):
    uuid = objek if isinstance(objek, str) else getattr(objek, "uuid", None)
    return reverse(f"api_{nama}", args=[uuid] if uuid else [])


class TestIsi:
    def test_from_nothing_to_handed_in(self, dunia, masuk):
        client = masuk(dunia.sari)

        def kirim(cara, nama, objek=None, **isi):
            jawaban = getattr(client, cara)(alamat(nama, objek), isi, content_type=JSON)
            assert jawaban.status_code < 300, jawaban.content
            return jawaban.json()

        isi = {
            "penempatan": penempatan_of(dunia.sari, timezone.localdate()).uuid,
            "periode": periode_tahun(dunia.instansi).uuid,
        }
        skp = kirim("post", "skp_susun", **isi)["skp"]["uuid"]
        rhk = kirim("post", "rhk_tambah", skp, teks="Tersusunnya modul", rhk_pimpinan_teks="Layanan digital")
        target = {"target_angka": "16", "satuan": "modul", "aspek": "kuantitas"}
        butir = kirim("post", "indikator_tambah", rhk["uuid"], teks="Jumlah modul", **target)
        assert butir["target"] == "16 modul"
        kirim("put", "skp_perilaku", skp, perilaku={"adaptif": "Bekerja bertahap"})
        lampiran = {
            "sumber_daya": ["Server uji"],
            "pertanggungjawaban": ["Laporan bulanan"],
            "konsekuensi": ["Diusulkan pelatihan"],
        }
        hasil = kirim("put", "skp_lampiran", skp, lampiran=lampiran)
        assert (hasil["perilaku"]["adaptif"], hasil["lampiran"]) == ("Bekerja bertahap", lampiran)
        assert hasil["kekurangan"] == []
        assert kirim("post", "skp_ajukan", skp)["skp"]["status"] == "diajukan"

    def test_a_stale_fingerprint_is_a_conflict_and_keeps_the_row(self, dunia, masuk, draf):
        client, rhk = masuk(dunia.sari), draf.rhk.first()
        isi = {"teks": "Hasil lain", "rhk_pimpinan_teks": "x", "versi": "0" * 32}
        jawaban = client.put(alamat("rhk", rhk), isi, content_type=JSON)
        assert jawaban.status_code == 409
        assert draf.rhk.filter(pk=rhk.pk, teks=rhk.teks).exists()
        jawaban = client.put(alamat("rhk", rhk), isi | {"versi": rhk.versi}, content_type=JSON)
        assert jawaban.json()["teks"] == "Hasil lain"

    def test_taken_out_again(self, dunia, masuk, draf):
        client, rhk = masuk(dunia.sari), draf.rhk.first()
        butir = rhk.indikator.first()
        assert client.delete(alamat("indikator", butir)).status_code == 204
        assert client.delete(alamat("rhk", rhk)).status_code == 204
        assert not draf.rhk.filter(pk=rhk.pk).exists()

    def test_an_rhk_of_another_agency_cannot_be_served(self, dunia, asing, masuk, draf):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=asing.budi).rhk.first()
        isi = {"teks": "Hasil", "rhk_pimpinan": lain.uuid}
        jawaban = masuk(dunia.sari).post(alamat("rhk_tambah", draf), isi, content_type=JSON)
        assert jawaban.status_code == 409
        assert "rhk_pimpinan" in str(jawaban.json())

    @pytest.mark.parametrize(
        ("nama", "isi"),
        [("skp_perilaku", {"perilaku": {"ramah": "x"}}), ("skp_lampiran", {"lampiran": {"hadiah": ["x"]}})],
    )
    def test_an_unknown_part_is_named(self, dunia, masuk, draf, nama, isi):
        jawaban = masuk(dunia.sari).put(alamat(nama, draf), isi, content_type=JSON)
        assert jawaban.status_code == 400
        assert "tidak dikenal" in str(jawaban.json())

    def test_a_target_that_is_not_of_its_kind_is_named(self, dunia, masuk, draf):
        isi = {"teks": "Ketepatan", "jenis_target": "tanggal", "target_angka": "5"}
        jawaban = masuk(dunia.sari).post(alamat("indikator_tambah", draf.rhk.first()), isi, content_type=JSON)
        assert jawaban.status_code == 409
        assert "target_tanggal" in str(jawaban.json())

    def test_only_in_a_draft(self, dunia, masuk):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        semula = isi_perilaku(skp), isi_lampiran(skp)
        jawaban = masuk(dunia.sari).put(
            alamat("skp_perilaku", skp), {"perilaku": {"loyal": "x"}}, content_type=JSON
        )
        assert jawaban.status_code == 409
        skp = Skp.objects.get(pk=skp.pk)
        assert (isi_perilaku(skp), isi_lampiran(skp)) == semula
