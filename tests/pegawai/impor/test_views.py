"""The pages of the import, as the admin, as others, and with whatever people upload."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pegawai import services
from pegawai.impor.baca import MAKS_BYTE
from pegawai.models import BarisImpor, Impor, Pegawai, UnitKerja
from pegawai.rules import Peran, StatusImpor
from tests.factories import impor_contoh as contoh
from tests.factories.impor import nip, orang
from tests.factories.impor_contoh import berkas_pegawai, berkas_unor
from tests.factories.pegawai import instansi_baru, pegawai_baru

pytestmark = pytest.mark.django_db
BARU = reverse("pegawai:impor_baru")
DAFTAR = reverse("pegawai:impor_daftar")


def unggahan(berkas: io.BytesIO, nama: str = "berkas.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, berkas.getvalue())


def pratinjau(dunia, **berkas) -> Impor:
    berkas = berkas or {"berkas_unor": berkas_unor(), "berkas_pegawai": berkas_pegawai()}
    return services.preview_impor(pelaku=dunia.eka, **berkas)


def terapkan(dunia, impor: Impor) -> Impor:
    services.apply_impor(pelaku=dunia.eka, impor=impor)
    while services.step_impor(impor.pk):
        pass
    impor.refresh_from_db()
    return impor


def alamat(nama: str, impor: Impor, *lain: str) -> str:
    return reverse(f"pegawai:{nama}", args=[impor.uuid, *lain])


class TestUpload:
    def test_both_files_lead_to_the_preview(self, dunia, masuk):
        client = masuk(dunia.eka)

        response = client.post(
            BARU,
            {
                "berkas_unor": unggahan(berkas_unor(), "Unor.XLSX"),
                "berkas_pegawai": unggahan(berkas_pegawai()),
            },
        )

        impor = Impor.objects.get()
        assert response.status_code == 302
        assert response["Location"] == alamat("impor_detail", impor)
        assert (impor.diminta_oleh, impor.nama_berkas_unor) == (dunia.eka, "Unor.XLSX")
        assert not Pegawai.objects.filter(nip=contoh.BERSIH).exists()

    def test_file_with_a_hostile_name(self, dunia, masuk):
        nama = "../../" + "<b>" * 20 + "x" * 150 + ".xlsx"

        response = masuk(dunia.eka).post(BARU, {"berkas_unor": unggahan(berkas_unor(), nama)}, follow=True)

        assert "/" not in Impor.objects.get().nama_berkas_unor
        assert b"<b><b>" not in response.content

    @pytest.mark.parametrize(
        ("isi", "sebagian"),
        [
            (b"", "kosong"),
            (b"%PDF-1.7", "bukan XLSX atau CSV"),
            (b"MZ\x00\x00", "bukan XLSX atau CSV"),
            (b"PK\x03\x04 rusak", "bukan XLSX atau CSV"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel lama"),
            (b"<html><table></table></html>", "halaman web"),
            (b"NAMA;NIP BARU\nSARI;1\n", "Kolom wajib belum ada: KEDUDUKAN HUKUM ID"),
            (b"x" * (MAKS_BYTE + 1), "Batasnya 20 MB"),
        ],
    )
    def test_what_is_no_workbook_gets_a_sentence_at_its_field(self, dunia, masuk, isi, sebagian):
        response = masuk(dunia.eka).post(BARU, {"berkas_pegawai": SimpleUploadedFile("data.xlsx", isi)})

        halaman = response.content.decode()
        assert response.status_code == 422
        assert sebagian in halaman
        assert 'href="#id_berkas_pegawai"' in halaman
        assert "<title>Galat:" in halaman
        assert not Impor.objects.exists()

    def test_no_file_at_all(self, dunia, masuk):
        response = masuk(dunia.eka).post(BARU)

        assert response.status_code == 422
        assert "Pilih berkas unit kerja, berkas pegawai, atau keduanya." in response.content.decode()

    def test_while_another_import_runs(self, dunia, masuk):
        services.apply_impor(pelaku=dunia.eka, impor=pratinjau(dunia))

        response = masuk(dunia.eka).post(BARU, {"berkas_unor": unggahan(berkas_unor())})

        assert response.status_code == 422
        assert "Impor lain sedang diterapkan" in response.content.decode()


class TestPreview:
    def test_counts_rows_and_sentences(self, dunia, masuk):
        impor = pratinjau(dunia)

        halaman = masuk(dunia.eka).get(alamat("impor_detail", impor)).content.decode()

        assert "Belum ada data yang berubah" in halaman
        assert f'?lembar=pegawai&amp;hasil=ditolak#baris">{contoh.DITOLAK}<' in halaman
        assert "NIP tersimpan sebagai angka" in halaman
        assert ">Terapkan</button>" in halaman

    def test_names_with_mark_up_or_formula_are_text(self, dunia, masuk):
        impor = pratinjau(dunia)

        halaman = masuk(dunia.eka).get(alamat("impor_detail", impor)).content.decode()

        assert "<script>alert" not in halaman
        assert "TEGUH &lt;script&gt;alert(1)&lt;/script&gt;" in halaman
        assert "=HYPERLINK(&quot;http://contoh.example&quot;" in halaman

    @pytest.mark.parametrize(
        ("saring", "jumlah"),
        [
            ("hasil=ditolak", contoh.DITOLAK + contoh.DITOLAK_UNIT),
            ("hasil=ditolak&lembar=unor", contoh.DITOLAK_UNIT),
            ("sebab=nip_ganda", 2),
            ("hasil=sama", 0),
            ("hasil=apa+saja&lembar=x&sebab='--", 32),
            ("page=999", 32),
        ],
    )
    def test_filter(self, dunia, masuk, saring, jumlah):
        impor = pratinjau(dunia)

        response = masuk(dunia.eka).get(f"{alamat('impor_detail', impor)}?{saring}")

        assert response.context["halaman"].paginator.count == jumlah

    def test_pages(self, dunia, masuk):
        impor = pratinjau(dunia, berkas_pegawai=berkas_pegawai([orang(nip(i)) for i in range(60)]))

        response = masuk(dunia.eka).get(alamat("impor_detail", impor) + "?hasil=ditolak&page=2")

        assert len(response.context["halaman"].object_list) == 10
        assert "?hasil=ditolak&amp;page=1" in response.content.decode()

    def test_changes_are_shown_before_and_after(self, dunia, masuk):
        terapkan(dunia, pratinjau(dunia))
        baris = contoh.ubah(contoh.baris_pegawai(), contoh.BERSIH, NAMA="SARI DEWI")
        impor = pratinjau(dunia, berkas_pegawai=berkas_pegawai(baris))

        halaman = masuk(dunia.eka).get(alamat("impor_detail", impor) + "?hasil=berubah").content.decode()

        assert "<del>SARI</del> → <ins>SARI DEWI</ins>" in halaman

    def test_nothing_to_apply_says_why(self, dunia, masuk):
        terapkan(dunia, pratinjau(dunia))

        halaman = masuk(dunia.eka).get(alamat("impor_detail", pratinjau(dunia))).content.decode()

        assert "Tidak ada baris baru atau berubah" in halaman
        assert "aria-disabled" in halaman

    @pytest.mark.parametrize("jumlah", [5, 400])
    def test_queries_do_not_grow_with_the_rows(self, dunia, masuk, jumlah):
        impor = pratinjau(dunia, berkas_pegawai=berkas_pegawai([orang(nip(i)) for i in range(jumlah)]))
        client = masuk(dunia.eka)
        client.get(DAFTAR)

        with CaptureQueriesContext(connection) as kueri:
            client.get(alamat("impor_detail", impor))

        assert len(kueri) <= 9


class TestApply:
    def test_ordered_applied_and_reported(self, dunia, masuk, django_capture_on_commit_callbacks, settings):
        settings.CELERY_TASK_ALWAYS_EAGER = True
        impor = pratinjau(dunia)
        client = masuk(dunia.eka)

        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(alamat("impor_terapkan", impor))

        assert response["Location"] == alamat("impor_detail", impor)
        impor.refresh_from_db()
        assert impor.status == StatusImpor.SELESAI
        halaman = client.get(alamat("impor_detail", impor)).content.decode()
        assert "Belum punya pejabat penilai: 1 orang" in halaman
        assert "KARTA, S.E.</a>, Kepala Dinas Contoh" in halaman
        puncak = UnitKerja.objects.get(siasn_id="K")
        assert (
            f'{reverse("pegawai:pejabat_negara_tambah", args=[puncak.uuid])}">masukkan pejabat negara'
            in halaman
        )
        assert UnitKerja.objects.filter(siasn_id="S1").exists()

    def test_progress_without_script_and_with_it(self, dunia, masuk):
        impor = services.apply_impor(pelaku=dunia.eka, impor=pratinjau(dunia))
        client = masuk(dunia.eka)

        halaman = client.get(alamat("impor_detail", impor)).content.decode()
        potongan = client.get(alamat("impor_kemajuan", impor))

        assert f'<a href="{alamat("impor_detail", impor)}">Perbarui kemajuan</a>' in halaman
        assert potongan.content.decode().strip() in halaman
        assert f"0 dari {impor.jumlah}" in potongan.content.decode()

    def test_progress_counts_and_ends_with_a_fresh_page(self, dunia, masuk):
        impor = services.apply_impor(pelaku=dunia.eka, impor=pratinjau(dunia))
        client = masuk(dunia.eka)
        services.step_impor(impor.pk)
        assert (
            f"{contoh.BARU_UNIT} dari {impor.jumlah}"
            in client.get(alamat("impor_kemajuan", impor)).content.decode()
        )
        services.step_impor(impor.pk)
        assert "hubungan penilai" in client.get(alamat("impor_kemajuan", impor)).content.decode()
        services.step_impor(impor.pk)

        response = client.get(alamat("impor_kemajuan", impor))

        assert (response.status_code, response["HX-Refresh"]) == (204, "true")

    def test_twice_is_refused_with_a_page(self, dunia, masuk):
        impor = services.apply_impor(pelaku=dunia.eka, impor=pratinjau(dunia))

        response = masuk(dunia.eka).post(alamat("impor_terapkan", impor))

        assert response.status_code == 409
        assert "menunggu giliran" in response.content.decode()

    def test_failed_import_offers_to_go_on(self, dunia, masuk):
        impor = services.apply_impor(pelaku=dunia.eka, impor=pratinjau(dunia))
        services.fail_impor(impor.pk, RuntimeError("rahasia"))

        halaman = masuk(dunia.eka).get(alamat("impor_detail", impor)).content.decode()

        assert "Impor berhenti" in halaman
        assert ">Lanjutkan</button>" in halaman
        assert "rahasia" not in halaman

    def test_cancel(self, dunia, masuk):
        impor = pratinjau(dunia)

        response = masuk(dunia.eka).post(alamat("impor_batal", impor), follow=True)

        assert "Pratinjau dibatalkan" in response.content.decode()
        assert not BarisImpor.objects.exists()
        assert masuk(dunia.eka).get(alamat("impor_detail", impor)).status_code == 200


class TestDownload:
    def test_refused_rows_as_workbook_are_all_text(self, dunia, masuk):
        baris = [orang("=1+1", contoh.NAMA_RUMUS), orang(nip(1), contoh.NAMA_HTML, UNOR_ID="@x")]
        impor = pratinjau(dunia, berkas_pegawai=berkas_pegawai(baris))

        response = masuk(dunia.eka).get(alamat("impor_ditolak", impor, "xlsx"))

        kertas = openpyxl.load_workbook(io.BytesIO(response.content)).active
        assert kertas is not None
        sel = [s for r in kertas.iter_rows(min_row=2) for s in r]
        assert {s.data_type for s in sel if s.value is not None} == {"s"}
        assert {contoh.NAMA_RUMUS, nip(1), contoh.NAMA_HTML} <= {s.value for s in sel}
        assert response["Content-Disposition"].startswith('attachment; filename="impor-baris-ditolak-')

    def test_refused_rows_as_csv_hold_no_formula(self, dunia, masuk):
        baris = [orang("x", nama, TMT_JABATAN="besok") for nama in (contoh.NAMA_RUMUS, "+1", "-1", "@SUM(1)")]
        impor = pratinjau(dunia, berkas_pegawai=berkas_pegawai(baris))

        isi = masuk(dunia.eka).get(alamat("impor_ditolak", impor, "csv")).content.decode("utf-8-sig")

        nama = [r[3] for r in csv.reader(io.StringIO(isi), delimiter=";")][1:]
        assert nama
        assert all(n.startswith("'") for n in nama)

    def test_other_kinds_are_not_there(self, dunia, masuk):
        impor = pratinjau(dunia)

        assert masuk(dunia.eka).get(alamat("impor_ditolak", impor, "exe")).status_code == 404


class TestAccess:
    HALAMAN = (
        ("get", "impor_detail", ()),
        ("get", "impor_kemajuan", ()),
        ("post", "impor_terapkan", ()),
        ("post", "impor_batal", ()),
        ("get", "impor_ditolak", ("csv",)),
    )

    @pytest.mark.parametrize(("cara", "nama", "lain"), HALAMAN)
    def test_others_are_refused_strangers_find_nothing(self, dunia, masuk, cara, nama, lain):
        impor = pratinjau(dunia)
        asing = pegawai_baru(instansi_baru("Kabupaten Lain"), "Admin Lain")
        services.grant_peran(pelaku=None, pegawai=asing, peran=Peran.ADMIN_KEPEGAWAIAN)
        url = alamat(nama, impor, *lain)

        assert getattr(masuk(dunia.sari), cara)(url).status_code == 403
        assert getattr(masuk(dunia.budi), cara)(url).status_code == 403
        assert getattr(masuk(asing), cara)(url).status_code == 404
        impor.refresh_from_db()
        assert impor.status == StatusImpor.PRATINJAU

    @pytest.mark.parametrize("url", [BARU, DAFTAR])
    def test_list_and_upload(self, dunia, masuk, url):
        assert masuk(dunia.citra).get(url).status_code == 403
        assert masuk(dunia.eka).get(url).status_code == 200

    def test_upload_of_others_is_refused(self, dunia, masuk):
        response = masuk(dunia.sari).post(BARU, {"berkas_unor": unggahan(berkas_unor())})

        assert response.status_code == 403
        assert not Impor.objects.exists()

    @pytest.mark.parametrize("nama", ["impor_terapkan", "impor_batal"])
    def test_acts_are_no_get(self, dunia, masuk, nama):
        assert masuk(dunia.eka).get(alamat(nama, pratinjau(dunia))).status_code == 405

    def test_list_shows_what_was_imported(self, dunia, masuk):
        terapkan(dunia, pratinjau(dunia))

        halaman = masuk(dunia.eka).get(DAFTAR).content.decode()

        assert "unor.xlsx dan pegawai.xlsx" in halaman
        assert "Eka Rahmawati" in halaman
