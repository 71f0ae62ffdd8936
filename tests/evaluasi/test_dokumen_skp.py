"""Documents of an SKP: one source each, frozen when issued, drafts marked, versions, bundles."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from evaluasi.laporan import pdf
from evaluasi.models import ButirLaporan, Dokumen, Laporan
from evaluasi.rules import BentukLaporan, JenisDokumen, StatusButir, StatusLaporan
from evaluasi.services import (
    baca_isi,
    close_laporan,
    request_dokumen,
    retry_laporan,
    start_laporan,
    susun_terbitan,
    work_butir,
)
from evaluasi.services import kerja as layanan
from evaluasi.services.bundel import lembar_of, nama_lembar
from evaluasi.services.terbit import Terbitan
from pegawai.errors import Dilarang
from pegawai.rules import JenisPenugasan
from pegawai.services import place_pegawai
from skp.models import Skp
from skp.rules import StatusPk, StatusSkp
from skp.services import approve_skp, save_rencana_aksi, start_revisi, submit_skp
from tests.evaluasi.test_services_laporan import cetak, kerjakan
from tests.factories.evaluasi import evaluasi_final, triwulan
from tests.factories.pegawai import jabatan_baru
from tests.factories.perjanjian import pk_at
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db
J = JenisDokumen
SEMUA = (J.SKP, J.LAMPIRAN_SKP, J.RENCANA_AKSI)


def minta(pelaku, skp, *jenis, **lain) -> Laporan:
    return request_dokumen(pelaku=pelaku, sumber=[skp], jenis=jenis or (J.SKP,), **lain)


def jadikan(pelaku, skp, *jenis, **lain) -> Laporan:
    return kerjakan(minta(pelaku, skp, *jenis, **lain))


def mati(terbitan: Terbitan) -> bytes:
    """A worker that is killed while it prints: nothing after this line runs."""
    raise KeyboardInterrupt


def mulai_lalu_mati(laporan: Laporan, kali: int) -> None:
    for _ in range(kali):
        start_laporan(laporan.pk)
        with pytest.raises(KeyboardInterrupt):
            work_butir(laporan_pk=laporan.pk, cetak=mati, versi_templat="1")


@pytest.fixture
def draf(hari, dunia):
    return skp_at(StatusSkp.DRAF, pegawai=dunia.sari)


class TestIssue:
    def test_number_code_version_and_words(self, dunia, skp):
        assert jadikan(dunia.sari, skp, *SEMUA).status == StatusLaporan.SELESAI

        d = Dokumen.objects.get(jenis=J.SKP)
        assert (d.sumber, d.nomor, d.versi) == (skp, f"SKP/2026/{skp.pk:06d}", 1)
        assert (len(d.kode_verifikasi), d.kode_verifikasi[-1]) == (16, "S")
        assert d.naskah["hasil_kerja"][0]["teks"] == skp.rhk.first().teks
        assert d.terbit_pada == skp.ditetapkan_pada
        assert sha256(baca_isi(d)).hexdigest() == d.sha256
        assert len(set(Dokumen.objects.values_list("kode_verifikasi", flat=True))) == 3

    def test_printed_again_it_is_the_same(self, dunia, skp):
        jadikan(dunia.sari, skp, *SEMUA)
        dunia.sari.nama = "Nama Lain"
        dunia.sari.save()

        for d in Dokumen.objects.all():
            assert cetak(susun_terbitan(d)) == baca_isi(d)

    def test_an_skp_is_one_paper_for_everybody(self, dunia, skp):
        jadikan(dunia.sari, skp)
        lain = jadikan(dunia.budi, skp)

        assert Dokumen.objects.count() == 1
        assert lain.butir.get().dokumen == Dokumen.objects.get()

    def test_a_plan_that_says_something_else_is_a_new_version(self, dunia, skp):
        jadikan(dunia.sari, skp, J.RENCANA_AKSI)
        jadikan(dunia.sari, skp, J.RENCANA_AKSI)
        assert Dokumen.objects.count() == 1

        save_rencana_aksi(
            pelaku=dunia.sari, rhk=skp.rhk.first(), periode=triwulan(skp), teks="Menyusun", target="4 modul"
        )
        jadikan(dunia.sari, skp, J.RENCANA_AKSI)

        dua, satu = Dokumen.objects.order_by("-versi")
        assert (satu.versi, dua.versi, dua.nomor) == (1, 2, f"{satu.nomor}-2")
        assert satu.naskah != dua.naskah
        assert cetak(susun_terbitan(satu)) == baca_isi(satu)

    def test_what_is_not_fixed_is_refused(self, dunia, draf):
        with pytest.raises(Dilarang, match="cetak drafnya"):
            minta(dunia.sari, draf)

    def test_what_was_called_off_is_not_printed_at_all(self, dunia):
        with pytest.raises(Dilarang, match="dibatalkan"):
            minta(dunia.sari, skp_at(StatusSkp.DIBATALKAN, pegawai=dunia.sari), draf=True)

    def test_of_others_is_refused(self, dunia, skp):
        for siapa in (dunia.citra, dunia.dewi):
            with pytest.raises(Dilarang, match="tidak terbuka"):
                minta(siapa, skp)

    def test_a_kind_of_another_source_is_refused(self, dunia, skp):
        with pytest.raises(Dilarang, match="tidak dibuat dari"):
            minta(dunia.sari, skp, J.EVALUASI)

    def test_the_database_knows_one_source(self, dunia, skp):
        laporan = minta(dunia.sari, skp)
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        for salah in (
            {"skp": skp, "evaluasi": evaluasi, "jenis": J.LAMPIRAN_SKP},
            {"jenis": J.LAMPIRAN_SKP},
            {"skp": skp, "jenis": J.EVALUASI},
        ):
            with pytest.raises(IntegrityError, match="butir_satu_sumber"), transaction.atomic():
                ButirLaporan.objects.create(laporan=laporan, **salah)


class TestDraft:
    def test_ends_in_one_file_without_number(self, dunia, draf):
        laporan = jadikan(dunia.sari, draf, draf=True, bentuk=BentukLaporan.ZIP)

        assert not Dokumen.objects.exists()
        assert laporan.judul.startswith("Draf Sasaran Kinerja Pegawai Sari Puspita")
        with zipfile.ZipFile(default_storage.path(laporan.berkas.name)) as arsip:
            assert arsip.namelist() == ["Sari Puspita - Sasaran Kinerja Pegawai (DRAF).pdf"]

    def test_its_words_say_so(self, dunia, draf):
        lihat: list[Terbitan] = []
        laporan = minta(dunia.sari, draf, draf=True, bentuk=BentukLaporan.ZIP)
        kerjakan(laporan, lambda t: lihat.append(t) or b"%PDF")

        assert lihat[0].data["dokumen"]["draf"] is True
        assert "nomor" not in lihat[0].data["dokumen"]


class TestBundle:
    @pytest.fixture
    def dua(self, dunia, skp):
        return [skp, skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)]

    def test_zip_is_the_same_each_time_and_names_no_nip(self, dunia, dua):
        laporan = [
            kerjakan(
                request_dokumen(
                    pelaku=dunia.eka, sumber=dua, jenis=[J.SKP, J.LAMPIRAN_SKP], bentuk=BentukLaporan.ZIP
                )
            )
            for _ in range(2)
        ]

        assert laporan[0].sha256 == laporan[1].sha256
        with zipfile.ZipFile(default_storage.path(laporan[0].berkas.name)) as arsip:
            nama = arsip.namelist()
        assert len(nama) == 4
        assert nama[0] == "Sari Puspita - Sasaran Kinerja Pegawai.pdf"
        assert not any(h.isdigit() for n in nama for h in n)

    def test_equal_names_are_numbered(self, dunia, dua):
        dua[1].pegawai.nama = dua[0].pegawai.nama
        dua[1].pegawai.save()
        laporan = kerjakan(
            request_dokumen(pelaku=dunia.eka, sumber=dua, jenis=[J.SKP], bentuk=BentukLaporan.ZIP)
        )

        assert [x.nama[-3:] for x in lembar_of(laporan)] == ["wai", "(2)"]

    @pytest.mark.parametrize(
        ("nama", "jadi"),
        [
            ("Budi/../../etc", "Budietc - Rencana Aksi"),
            ("198503222010012903", "Tanpa nama - Rencana Aksi"),
            ("Siti  Aminah", "Siti Aminah - Rencana Aksi"),
        ],
    )
    def test_names_are_safe(self, nama, jadi):
        assert nama_lembar(nama, J.RENCANA_AKSI) == jadi

    def test_too_many_for_one_pdf_points_to_the_zip(self, dunia, dua, monkeypatch):
        monkeypatch.setattr("evaluasi.rules.dokumen.MAKS_GABUNGAN", 1)

        with pytest.raises(layanan.BahanBelumLengkap, match="Pilih berkas ZIP"):
            request_dokumen(pelaku=dunia.eka, sumber=dua, jenis=[J.SKP], bentuk=BentukLaporan.GABUNGAN)

    def test_that_cannot_be_put_together_says_why_and_is_run_again(self, dunia, dua, monkeypatch, caplog):
        laporan = request_dokumen(pelaku=dunia.eka, sumber=dua, jenis=[J.SKP], bentuk=BentukLaporan.ZIP)
        with monkeypatch.context() as m:
            m.setattr(
                layanan, "pack_laporan", lambda _: (_ for _ in ()).throw(OSError(5, "input and output"))
            )
            assert kerjakan(laporan).status == StatusLaporan.GAGAL
        assert laporan.galat.startswith("Penyimpanan berkas menolak.")

        retry_laporan(pelaku=dunia.eka, laporan=laporan)

        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        assert (laporan.galat, laporan.berkas.name != "") == ("", True)

    def test_is_closed_to_who_may_no_longer_see_all_of_it(self, dunia, dua, masuk):
        laporan = kerjakan(
            request_dokumen(pelaku=dunia.eka, sumber=dua, jenis=[J.SKP], bentuk=BentukLaporan.ZIP)
        )
        alamat = reverse("evaluasi:laporan_unduh", args=[laporan.uuid])
        assert b"".join(masuk(dunia.eka).get(alamat).streaming_content).startswith(b"PK")

        Laporan.objects.filter(pk=laporan.pk).update(diminta_oleh=dunia.sari)

        assert masuk(dunia.sari).get(alamat).status_code == 403
        assert masuk(dunia.budi).get(alamat).status_code == 404

    def test_gone_after_a_month_says_what_to_do(self, dunia, dua, masuk):
        laporan = kerjakan(
            request_dokumen(pelaku=dunia.eka, sumber=dua, jenis=[J.SKP], bentuk=BentukLaporan.ZIP)
        )
        Path(default_storage.path(laporan.berkas.name)).unlink()

        jawab = masuk(dunia.eka).get(reverse("evaluasi:laporan_unduh", args=[laporan.uuid]))

        assert jawab.status_code == 409
        assert "Minta sekali lagi" in jawab.content.decode()


class TestKilled:
    def test_again_and_again_is_named_as_failed(self, dunia, skp):
        laporan = minta(dunia.sari, skp, *SEMUA)
        jumlah = len(SEMUA)
        mulai_lalu_mati(laporan, 3 * jumlah)

        assert kerjakan(laporan).status == StatusLaporan.GAGAL
        assert set(laporan.butir.values_list("status", "galat")) == {
            (StatusButir.GAGAL.value, layanan.MATI_BERULANG)
        }

    def test_once_is_forgiven(self, dunia, skp):
        laporan = minta(dunia.sari, skp)
        mulai_lalu_mati(laporan, 1)

        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        assert laporan.butir.get().percobaan == 0

    def test_while_putting_together_is_counted_too(self, dunia, skp, monkeypatch):
        laporan = minta(dunia.sari, skp, bentuk=BentukLaporan.ZIP)
        start_laporan(laporan.pk)
        work_butir(laporan_pk=laporan.pk, cetak=cetak, versi_templat="1")
        with monkeypatch.context() as m:
            m.setattr(layanan, "pack_laporan", mati)
            for _ in range(3):
                with pytest.raises(KeyboardInterrupt):
                    close_laporan(laporan.pk)

        assert close_laporan(laporan.pk).status == StatusLaporan.GAGAL


class TestPage:
    def url(self, skp, nama="skp_dokumen") -> str:
        return reverse(f"evaluasi:{nama}", args=[skp.uuid])

    def test_draft_is_ordered_from_it(self, dunia, draf, masuk):
        klien = masuk(dunia.sari)
        halaman = klien.get(self.url(draf)).content.decode()
        jawab = klien.post(self.url(draf, "skp_dokumen_minta"), {"jenis": ["skp", "lampiran_skp"]})

        assert "bertanda DRAF" in halaman
        laporan = Laporan.objects.get()
        assert jawab["Location"] == reverse("evaluasi:laporan_lihat", args=[laporan.uuid])
        assert set(laporan.butir.values_list("jenis", "is_draf")) == {("skp", True), ("lampiran_skp", True)}

    @pytest.mark.parametrize(
        ("kirim", "kata"),
        [
            ({}, "Pilih paling sedikit satu dokumen."),
            ({"jenis": "evaluasi"}, "Dokumen itu tidak dibuat dari SKP ini."),
            ({"jenis": "matriks"}, "Dokumen itu tidak dibuat dari SKP ini."),
        ],
    )
    def test_a_wrong_choice_is_said(self, dunia, skp, masuk, kirim, kata):
        jawab = masuk(dunia.sari).post(self.url(skp, "skp_dokumen_minta"), kirim)

        assert (jawab.status_code, kata in jawab.content.decode()) == (422, True)
        assert not Laporan.objects.exists()

    def test_issued_ones_are_offered(self, dunia, skp, masuk, django_assert_max_num_queries):
        jadikan(dunia.sari, skp, *SEMUA)
        klien = masuk(dunia.budi)

        with django_assert_max_num_queries(12):
            halaman = klien.get(self.url(skp)).content.decode()

        for d in Dokumen.objects.all():
            assert reverse("evaluasi:dokumen_unduh", args=[d.uuid]) in halaman
        jawab = klien.get(reverse("evaluasi:dokumen_unduh", args=[Dokumen.objects.get(jenis=J.SKP).uuid]))
        assert jawab["Content-Disposition"] == 'attachment; filename="Sasaran-Kinerja-Tahun-2026.pdf"'

    def test_anyone_with_the_paper_can_check_it(self, dunia, skp, client):
        jadikan(dunia.sari, skp)
        halaman = client.get(f"/v/{Dokumen.objects.get().kode_verifikasi}/").content.decode()

        assert "Dokumen ini diterbitkan" in halaman
        assert dunia.sari.nama_lengkap in halaman
        assert skp.rhk.first().teks not in halaman

    def test_by_api(self, dunia, draf, masuk):
        klien, alamat = masuk(dunia.sari), reverse("api_skp_dokumen", args=[draf.uuid])
        jawab = klien.post(alamat, {"jenis": ["skp"]}, content_type="application/json")

        assert (jawab.status_code, jawab.json()["bentuk"], jawab.json()["unduh"]) == (201, "gabungan", None)
        assert klien.get(alamat).json() == []
        assert klien.post(alamat, {"jenis": ["x"]}, content_type="application/json").status_code == 400


class TestWakil:
    """Whoever stands in for the head divides his results, and takes the matrix home; not the SKP."""

    @pytest.fixture
    def matriks(self, dunia) -> Skp:
        milik = skp_at(StatusSkp.BERJALAN, pegawai=dunia.budi)
        skp_at(StatusSkp.DRAF, pegawai=dunia.sari, rhk_pimpinan=milik.rhk.first())
        place_pegawai(
            pelaku=None,
            pegawai=dunia.tono,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Aplikasi Informatika"),
            unit=dunia.bidang,
            mulai=timezone.localdate(),
            jenis=JenisPenugasan.PLH,
            is_kepala=True,
        )
        return milik

    def test_orders_and_downloads_the_matrix_alone(self, dunia, matriks, masuk):
        jadikan(dunia.budi, matriks)
        klien = masuk(dunia.tono)
        cetak_lembar = klien.get(reverse("skp:matriks_cetak", args=[matriks.uuid])).content.decode()
        alamat = reverse("evaluasi:skp_dokumen", args=[matriks.uuid])
        halaman = klien.get(alamat).content.decode()
        klien.post(reverse("evaluasi:skp_dokumen_minta", args=[matriks.uuid]), {"jenis": "matriks"})

        assert alamat in cetak_lembar
        assert 'value="matriks"' in halaman
        assert 'value="skp"' not in halaman
        assert f'"{reverse("skp:detail", args=[matriks.uuid])}"' not in halaman
        laporan = Laporan.objects.get(diminta_oleh=dunia.tono)
        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        terlihat = Dokumen.objects.visible_to(dunia.tono)
        assert [d.jenis for d in terlihat] == [J.MATRIKS]
        assert klien.get(reverse("evaluasi:dokumen_unduh", args=[terlihat.get().uuid])).status_code == 200
        skp = Dokumen.objects.get(jenis=J.SKP)
        assert klien.get(reverse("evaluasi:dokumen_unduh", args=[skp.uuid])).status_code == 404

    def test_the_rest_of_the_head_stays_closed(self, dunia, matriks, masuk):
        for jenis in (J.SKP, J.LAMPIRAN_SKP, J.RENCANA_AKSI):
            with pytest.raises(Dilarang):
                minta(dunia.tono, matriks, J.MATRIKS, jenis)
        alamat = reverse("api_skp_dokumen", args=[matriks.uuid])
        isi = {"jenis": ["skp"]}
        assert masuk(dunia.tono).post(alamat, isi, content_type="application/json").status_code == 403
        assert masuk(dunia.tono).get(alamat).json() == []
        assert not Laporan.objects.exists()


@pytest.mark.slow
def test_a_draft_and_an_issued_paper_in_one_real_pdf(dunia, draf, tmp_path):
    """Through the printer itself: joined, marked, without number; the bytes come back the same."""
    laporan = minta(dunia.sari, draf, J.SKP, J.RENCANA_AKSI, draf=True)
    kerjakan(laporan, lambda t: pdf.render_snapshot(t.jenis, t.data))

    from pypdf import PdfReader

    lembar = PdfReader(default_storage.path(laporan.berkas.name))
    assert [b.title for b in lembar.outline] == [
        "Sari Puspita - Sasaran Kinerja Pegawai (DRAF)",
        "Sari Puspita - Rencana Aksi (DRAF)",
    ]
    assert (lembar.metadata.title, lembar.page_mode) == (laporan.judul, "/UseOutlines")
    for halaman in lembar.pages:
        teks = halaman.extract_text()
        assert "DRAF – belum ditetapkan, tanpa nomor" in teks
        assert "Kode verifikasi" not in teks


class TestMassal:
    """The SKP of a unit as one file."""

    @pytest.fixture
    def isi(self, dunia, skp):
        """Sari's and Citra's are fixed, Budi's is not."""
        skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        skp_at(StatusSkp.DRAF, pegawai=dunia.budi)
        return {
            "unit": str(dunia.dinas.uuid),
            "tahun": "2026",
            "jenis": ["skp", "matriks"],
            "keadaan": "semua",
            "bentuk": "zip",
        }

    def test_of_a_unit_with_drafts_marked(self, dunia, isi, masuk):
        klien = masuk(dunia.eka)
        jawab = klien.post(reverse("evaluasi:laporan_massal"), isi)

        laporan = Laporan.objects.get()
        assert jawab["Location"] == reverse("evaluasi:laporan_lihat", args=[laporan.uuid])
        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        assert sorted(x.nama for x in lembar_of(laporan)) == [
            "Budi Santoso - Sasaran Kinerja Pegawai (DRAF)",
            "Citra Lestari - Sasaran Kinerja Pegawai",
            "Sari Puspita - Sasaran Kinerja Pegawai",
        ]
        halaman = klien.get(jawab["Location"]).content.decode()
        assert reverse("evaluasi:laporan_unduh", args=[laporan.uuid]) in halaman
        assert laporan.nama_berkas.endswith("-2026.zip")

    @pytest.mark.parametrize(("keadaan", "jumlah"), [("tetap", 2), ("belum", 1), ("semua", 3)])
    def test_narrowed_by_state(self, dunia, isi, masuk, keadaan, jumlah):
        masuk(dunia.eka).post(reverse("evaluasi:laporan_massal"), isi | {"keadaan": keadaan, "jenis": "skp"})

        assert Laporan.objects.get().jumlah == jumlah

    def test_of_those_one_rates(self, dunia, isi, masuk):
        masuk(dunia.budi).post(reverse("evaluasi:laporan_massal"), isi | {"unit": "dinilai", "jenis": "skp"})

        assert set(Laporan.objects.get().butir.values_list("skp__pegawai__nama", flat=True)) == {
            "Sari Puspita",
            "Citra Lestari",
        }

    @pytest.mark.parametrize(
        ("ganti", "kata"),
        [
            ({"tahun": "2031"}, "Tahun itu belum dibuka."),
            ({"jenis": []}, "Pilih paling sedikit satu dokumen."),
            ({"unit": "bukan"}, "Unit itu tidak ada dalam daftar."),
            ({"bentuk": ""}, "Pilih bentuk hasilnya."),
            ({"jenis": "matriks"}, "Belum ada yang membagi peran dalam matriks."),
        ],
    )
    def test_a_wrong_choice_is_said_and_the_rest_stays(self, dunia, isi, masuk, ganti, kata):
        jawab = masuk(dunia.eka).post(reverse("evaluasi:laporan_massal"), isi | ganti)
        halaman = jawab.content.decode()

        assert (jawab.status_code, kata in halaman) == (422, True)
        assert not Laporan.objects.exists()

    def test_of_a_unit_one_does_not_watch_is_refused(self, dunia, isi, masuk):
        halaman = masuk(dunia.budi).post(reverse("evaluasi:laporan_massal"), isi).content.decode()
        api = {**isi, "jenis": ["skp"]}
        jawab = masuk(dunia.budi).post(reverse("api_laporan_massal"), api, content_type="application/json")

        assert "Unit itu tidak ada dalam daftar." in halaman
        assert jawab.status_code == 403
        assert not Laporan.objects.exists()

    def test_agreements_of_the_heads_in_the_same_file(self, dunia, isi, masuk):
        pk_at(StatusPk.DISEPAKATI, pegawai=dunia.budi)
        klien = masuk(dunia.eka)
        halaman = klien.get(reverse("evaluasi:laporan_massal") + "?jenis=perjanjian").content.decode()
        klien.post(
            reverse("evaluasi:laporan_massal"), isi | {"jenis": ["skp", "perjanjian"], "keadaan": "tetap"}
        )

        assert re.search(r'value="perjanjian"[^>]* checked', halaman)
        laporan = Laporan.objects.get()
        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        assert [x.nama for x in lembar_of(laporan)] == [
            "Budi Santoso - Perjanjian Kinerja",
            "Citra Lestari - Sasaran Kinerja Pegawai",
            "Sari Puspita - Sasaran Kinerja Pegawai",
        ]

    @pytest.mark.parametrize(("keadaan", "jumlah"), [("tetap", 0), ("belum", 1), ("semua", 1)])
    def test_agreements_alone_narrowed_by_state(self, dunia, isi, masuk, keadaan, jumlah):
        pk_at(StatusPk.DIAJUKAN, pegawai=dunia.budi)
        kirim = isi | {"jenis": ["perjanjian"], "keadaan": keadaan}
        jawab = masuk(dunia.karta).post(
            reverse("api_laporan_massal"), kirim | {"unit": None}, content_type="application/json"
        )

        assert Laporan.objects.filter(jumlah=1).count() == jumlah
        if jumlah:
            assert Laporan.objects.get().judul.startswith("Perjanjian Kinerja yang dinilai Karta")
        else:
            assert "Tidak ada perjanjian kinerja dengan pilihan ini." in jawab.json()["pesan"]

    def test_by_api(self, dunia, isi, masuk):
        jawab = masuk(dunia.eka).post(reverse("api_laporan_massal"), isi, content_type="application/json")

        assert (jawab.status_code, jawab.json()["bentuk"], jawab.json()["jumlah"]) == (201, "zip", 3)

    def test_page_costs_the_same_for_any_agency(self, dunia, masuk, django_assert_max_num_queries):
        klien = masuk(dunia.eka)
        with django_assert_max_num_queries(12):
            assert klien.get(reverse("evaluasi:laporan_massal")).status_code == 200


class TestRevision:
    def test_each_version_is_a_paper_of_the_same_skp(self, dunia, skp, client):
        jadikan(dunia.sari, skp)
        usulan = start_revisi(pelaku=dunia.sari, skp=skp, alasan="Perubahan strategi")
        submit_skp(pelaku=dunia.sari, skp=usulan)
        approve_skp(pelaku=dunia.budi, skp=usulan)
        skp.refresh_from_db()
        lama = usulan.__class__.objects.get(pk=usulan.pk)

        jadikan(dunia.sari, skp)
        jadikan(dunia.sari, lama)

        dua, satu = Dokumen.objects.order_by("-versi")
        assert (satu.versi, dua.versi, satu.skp, dua.skp) == (1, 2, skp, skp)
        assert dua.naskah["versi_skp"]["alasan"] == "Perubahan strategi"
        assert "versi yang lebih baru" in client.get(f"/v/{satu.kode_verifikasi}/").content.decode()
        assert "versi yang lebih baru" not in client.get(f"/v/{dua.kode_verifikasi}/").content.decode()
        with pytest.raises(Dilarang, match="SKP yang berlaku"):
            minta(dunia.sari, lama, J.RENCANA_AKSI)
