"""Many days at once: reading, judging, mending, saving; and the log as files."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import openpyxl
import pikepdf
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluasi.laporan.buku import KepalaBuku, buku_pdf
from kinerja import services
from kinerja.errors import ImporCatatanTidakSah
from kinerja.impor import buku
from kinerja.impor.buku import URUTAN_NASIONAL, baca_hari, baca_isi, baris_tempel, baris_xlsx
from kinerja.models import CatatanHarian, ImporCatatan
from kinerja.selectors.buku import BarisBuku, baris_buku
from pegawai.errors import BerkasImporDitolak
from pegawai.models import Pegawai
from skp.services import save_rencana_aksi
from tests.factories.kinerja import catatan_baru
from tests.factories.skp import periode_ke

JUDUL = ["Tanggal", "Kegiatan", "Jumlah", "Satuan", "Rencana aksi", "Jam mulai", "Jam selesai"]


def xlsx(*baris, judul=JUDUL, lembar="Lembar1") -> io.BytesIO:
    keluar = io.BytesIO()
    b = openpyxl.Workbook()
    k = b.active
    k.title = lembar
    k.append(judul)
    for isi in baris:
        k.append(isi)
    b.save(keluar)
    keluar.seek(0)
    return keluar


class TestReading:
    @pytest.mark.parametrize(
        ("teks", "hari"),
        [
            ("2026-05-11", date(2026, 5, 11)),
            ("11-05-2026", date(2026, 5, 11)),
            ("11/5/2026", date(2026, 5, 11)),
            ("11 Mei 2026", date(2026, 5, 11)),
            ("Senin, 11 mei 2026", date(2026, 5, 11)),
            ("46153", date(2026, 5, 11)),  # the serial of a spreadsheet, pasted
            ("2026-05-11 00:00:00", date(2026, 5, 11)),
            ("31-02-2026", None),
            ("5/13", None),
            ("kemarin", None),
            ("", None),
        ],
    )
    def test_day(self, teks, hari):
        assert baca_hari(teks) == hari

    @pytest.mark.parametrize(
        ("teks", "jam"),
        [
            ("08.30", time(8, 30)),
            ("8:30", time(8, 30)),
            ("08:30:15", time(8, 30)),
            ("8", time(8)),
            ("08.30 WITA", time(8, 30)),
            ("", None),
        ],
    )
    def test_time(self, teks, jam):
        isi = baca_isi({"tanggal": "2026-05-11", "jam_mulai": teks})

        assert (isi.jam_mulai, isi.salah) == (jam, {})

    @pytest.mark.parametrize(
        ("isi", "jumlah", "satuan"),
        [
            ({"jumlah": "2,5", "satuan": "modul"}, Decimal("2.5"), "modul"),
            ({"jumlah": "1.250", "satuan": "baris"}, Decimal(1250), "baris"),
            ({"jumlah": "3 laporan"}, Decimal(3), "laporan"),
            ({"jumlah": ""}, None, ""),
        ],
    )
    def test_figure(self, isi, jumlah, satuan):
        terbaca = baca_isi({"tanggal": "2026-05-11", **isi})

        assert (terbaca.jumlah, terbaca.satuan, terbaca.salah) == (jumlah, satuan, {})

    @pytest.mark.parametrize(
        ("isi", "bidang", "kalimat"),
        [
            ({"tanggal": "x"}, "tanggal", "bukan tanggal yang ada"),
            ({"tanggal": ""}, "tanggal", "Tanggal kosong"),
            ({"jam_mulai": "25.00"}, "jam_mulai", "bukan jam"),
            ({"jam_selesai": "sore"}, "jam_selesai", "bukan jam"),
            ({"jumlah": "banyak"}, "jumlah", "bukan angka"),
            ({"jumlah": "1,234"}, "jumlah", "paling banyak 2 angka"),
            ({"uraian": '=HYPERLINK("http://x")'}, "uraian", "berisi rumus"),
            ({"tanggal": "#REF!"}, "tanggal", "galat lembar kerja"),
        ],
    )
    def test_what_cannot_be_read_is_named(self, isi, bidang, kalimat):
        salah = baca_isi({"tanggal": "2026-05-11", **isi}).salah

        assert list(salah) == [bidang]
        assert kalimat in salah[bidang]

    def test_cells_keep_their_meaning(self):
        berkas = xlsx(
            [datetime(2026, 5, 11), "Rapat", 2, "berkas", "", time(8, 30), 0.4375],
            [46154, "Uji", 2.5, "modul", "", "", ""],
            ["13 Mei 2026", "Menulis\nbaris dua", "1.250", "kata", "", "08.00", ""],
        )

        baris = [{k: v for k, v in isi.items() if v} for _, isi in baris_xlsx(berkas)]

        assert baris == [
            {
                "tanggal": "2026-05-11",
                "uraian": "Rapat",
                "jumlah": "2",
                "satuan": "berkas",
                "jam_mulai": "08:30",
                "jam_selesai": "10:30",
            },
            {"tanggal": "2026-05-12", "uraian": "Uji", "jumlah": "2,5", "satuan": "modul"},
            {
                "tanggal": "13 Mei 2026",
                "uraian": "Menulis\nbaris dua",
                "jumlah": "1.250",
                "satuan": "kata",
                "jam_mulai": "08.00",
            },
        ]

    def test_paste_without_head_in_both_orders(self):
        singkat = baris_tempel("11-05-2026\tRapat\t2\tberkas\r\n\r\n12-05-2026\tUji\n")
        nasional = baris_tempel("Menyusun modul\t2026-05-11\t08:00\t09:00\tRapat\tekinerja\t2\tberkas\n")

        assert [(n, i["uraian"]) for n, i in singkat] == [(1, "Rapat"), (3, "Uji")]
        assert nasional[0][1] | {"tautan": ""} == {
            "rencana": "Menyusun modul",
            "tanggal": "2026-05-11",
            "jam_mulai": "08:00",
            "jam_selesai": "09:00",
            "uraian": "Rapat",
            "jumlah": "2",
            "satuan": "berkas",
            "tautan": "",
        }

    def test_quoted_cell_of_a_paste_keeps_its_lines(self):
        ((_, isi),) = baris_tempel('Tanggal\tKegiatan\n11-05-2026\t"satu\ndua"\n')

        assert isi["uraian"] == "satu\ndua"


def bom(bagian: dict[str, bytes]) -> io.BytesIO:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bagian.items():
            arsip.writestr(nama, isi)
    keluar.seek(0)
    return keluar


def banyak_baris(n: int, isi: bool) -> io.BytesIO:
    keluar = io.BytesIO()
    b = xlsxwriter.Workbook(keluar, {"constant_memory": True})
    k = b.add_worksheet()
    k.write_row(0, 0, ["Tanggal", "Kegiatan"])
    if isi:
        for i in range(1, n):
            k.write_row(i, 0, ["11-05-2026", "Rapat"])
    else:
        k.write_row(n, 0, ["11-05-2026", "Rapat jauh di bawah"])
    b.close()
    keluar.seek(0)
    return keluar


class TestHostile:
    @pytest.mark.parametrize(
        ("berkas", "kalimat"),
        [
            (bom({"xl/worksheets/sheet1.xml": b"0" * 30_000_000}), "terlalu besar setelah dibuka"),
            (io.BytesIO(b"MZ not a sheet"), "bukan XLSX"),
            (io.BytesIO(b"\xd0\xcf\x11\xe0" + b"0" * 100), "Excel lama"),
            (io.BytesIO(b"%PDF-1.7"), "bukan XLSX"),
            (bom({"a.txt": b"x"}), "bukan XLSX"),
            (xlsx(["11-05-2026", "x"], judul=["A", "B"]), "Baris judul tidak ditemukan"),
            (banyak_baris(1_100, True), "Paling banyak 1000 baris"),
            (io.BytesIO(b"PK\x03\x04" + b"0" * (6 * 1024 * 1024)), "Batasnya 5 MB"),
        ],
        ids=["bomb", "exe", "xls", "pdf", "zip", "no head", "rows", "size"],
    )
    def test_refused_with_its_sentence(self, berkas, kalimat):
        with pytest.raises(BerkasImporDitolak, match=kalimat):
            baris_xlsx(berkas)

    def test_million_empty_rows_end_the_sheet(self, monkeypatch):
        monkeypatch.setattr(buku, "MAKS_KOSONG", 200)

        assert baris_xlsx(banyak_baris(1_000, False)) == []

    def test_formula_is_never_calculated(self):
        ((_, isi),) = baris_xlsx(xlsx(["11-05-2026", "=1+1", "", "", "", "", ""]))

        assert "berisi rumus" in baca_isi(isi).salah["uraian"]

    @pytest.mark.parametrize("teks", ["", "\n\t\n", "x" * (buku.MAKS_TEMPEL + 1)])
    def test_paste_that_holds_nothing(self, teks):
        with pytest.raises(BerkasImporDitolak):
            baris_tempel(teks)


def kirim(pelaku: Pegawai, teks: str, **lain) -> ImporCatatan:
    return services.preview_impor_catatan(
        pelaku=pelaku, baris=baris_tempel(teks), **{"klien_id": uuid4(), **lain}
    )


def hasil(impor: ImporCatatan) -> list[str]:
    return [b["hasil"] for b in impor.baris]


@pytest.mark.django_db
class TestJudging:
    def test_words_of_a_step_or_a_result_say_where(self, dunia, rhk, skp):
        aksi = save_rencana_aksi(
            pelaku=dunia.sari, rhk=rhk, periode=periode_ke(skp.instansi, 2), teks="Menyusun modul", target="4"
        )
        teks = (
            "Tanggal\tKegiatan\tRencana aksi\n"
            "11-05-2026\tSatu\tmenyusun  MODUL\n"
            f"11-05-2026\tDua\t{rhk.teks}.\n"
            "10-02-2026\tTiga\tMenyusun modul\n"
        )

        impor = kirim(dunia.sari, teks)

        assert [b["dibaca"]["tujuan"] for b in impor.baris[:2]] == ["Menyusun modul", rhk.teks]
        services.save_impor_catatan(pelaku=dunia.sari, impor=impor)
        assert dict(CatatanHarian.objects.values_list("uraian", "rencana_aksi")) == {
            "Satu": aksi.pk,
            "Dua": None,
        }

    @pytest.mark.parametrize(
        ("baris", "kalimat"),
        [
            ("11-05-2026\tRapat\tTidak ada", "tidak ada pada SKP Anda"),
            ("11-05-2026\tRapat\t", "Rencana aksi belum ditulis"),
            ("13-05-2026\tRapat\tR", "belum tiba"),
            ("11-05-2024\tRapat\tR", "Tidak ada SKP Anda yang berlaku"),
            ("11-02-2026\tRapat\tR", "ditutup 10 April 2026"),
            ("11-05-2026\t\tR", "Uraian pekerjaan belum ditulis"),
        ],
    )
    def test_refused_row_is_named(self, dunia, rhk, baris, kalimat):
        if baris.endswith("\tR"):
            baris = f"{baris[:-1]}{rhk.teks}"
        impor = kirim(dunia.sari, f"Tanggal\tKegiatan\tRencana aksi\n{baris}")

        (b,) = impor.baris
        assert b["hasil"] == "ditolak"
        assert kalimat in b["pesan"][0]["kalimat"]

    def test_repetition_is_named_and_left_out(self, dunia, rhk):
        catatan_baru(rhk, date(2026, 5, 11), "Rapat koordinasi")
        r = rhk.teks
        impor = kirim(
            dunia.sari,
            f"Tanggal\tKegiatan\tRHK\n11-05-2026\trapat  koordinasi\t{r}\n12-05-2026\tUji\t{r}\n12-05-2026\tUji\t{r}\n",
        )

        assert hasil(impor) == ["perulangan", "baru", "perulangan"]
        assert services.save_impor_catatan(pelaku=dunia.sari, impor=impor) == 1
        assert CatatanHarian.objects.count() == 2

    def test_without_skp_every_row_says_so(self, dunia, hari_ini):
        impor = kirim(dunia.dewi, "11-05-2026\tRapat\n")

        assert "Tidak ada SKP Anda" in impor.baris[0]["pesan"][0]["kalimat"]

    def test_nothing_filled_is_refused(self, dunia, rhk):
        with pytest.raises(ImporCatatanTidakSah, match="Tidak ada baris yang terisi"):
            services.preview_impor_catatan(pelaku=dunia.sari, baris=[], klien_id=uuid4())


@pytest.mark.django_db
class TestSaving:
    def test_two_presses_save_once(self, dunia, rhk, masuk):
        client, klien = masuk(dunia.sari), uuid4()
        isi = {
            "klien_id": klien,
            "tempel": "11-05-2026\tRapat\t2\tberkas\n12-05-2026\tUji\t1\tmodul\n",
            "bawaan": str(rhk.uuid),
        }
        for _ in range(2):
            response = client.post(reverse("kinerja:catatan_impor"), isi)
        (impor,) = ImporCatatan.objects.all()
        assert response["Location"] == reverse("kinerja:catatan_impor_lihat", args=[impor.uuid])

        for _ in range(2):
            client.post(reverse("kinerja:catatan_impor_simpan", args=[impor.uuid]))

        assert CatatanHarian.objects.filter(pegawai=dunia.sari).count() == 2
        assert "2 berkas" in client.get(response["Location"]).content.decode()
        impor.refresh_from_db()
        assert impor.status == "selesai"

    def test_good_rows_are_saved_and_bad_ones_mended_in_place(self, dunia, rhk, masuk):
        client = masuk(dunia.sari)
        impor = kirim(dunia.sari, "11-05-2026\tRapat\n32-05-2026\tUji <b>\n", bawaan=str(rhk.uuid))
        alamat = reverse("kinerja:catatan_impor_lihat", args=[impor.uuid])
        halaman = client.get(alamat).content.decode()
        assert "“32-05-2026” bukan tanggal yang ada." in halaman
        assert "Uji &lt;b&gt;" in halaman

        client.post(reverse("kinerja:catatan_impor_simpan", args=[impor.uuid]))
        impor.refresh_from_db()
        assert (hasil(impor), impor.status) == (["tersimpan", "ditolak"], "pratinjau")
        client.post(
            reverse("kinerja:catatan_impor_perbaiki", args=[impor.uuid]),
            {"b2-tanggal": "12-05-2026", "b2-uraian": "Uji", "b1-uraian": "Diubah diam-diam"},
        )
        client.post(reverse("kinerja:catatan_impor_simpan", args=[impor.uuid]))

        assert list(CatatanHarian.objects.order_by("tanggal").values_list("uraian", flat=True)) == [
            "Rapat",
            "Uji",
        ]
        impor.refresh_from_db()
        assert impor.status == "selesai"

    def test_one_act_in_the_history(self, dunia, rhk):
        impor = kirim(dunia.sari, "11-05-2026\tRapat\n12-05-2026\tUji\n", bawaan=str(rhk.uuid))
        services.save_impor_catatan(pelaku=dunia.sari, impor=impor)

        peristiwa = CatatanHarian.pgh_event_model.objects.select_related("pgh_context")
        assert {e.pgh_context.metadata["tindakan"] for e in peristiwa} == {"catatan.diimpor"}

    def test_links_become_evidence_once(self, dunia, rhk):
        teks = "Tanggal\tKegiatan\tBukti dukung\n11-05-2026\tRapat\thttps://contoh.go.id/a\n12-05-2026\tUji\thttps://contoh.go.id/a\n"
        impor = kirim(dunia.sari, teks, bawaan=str(rhk.uuid))
        services.save_impor_catatan(pelaku=dunia.sari, impor=impor)

        bukti = {b.pk for c in CatatanHarian.objects.all() for b in c.bukti.all()}
        assert len(bukti) == 1
        assert all(c.bukti.count() == 1 for c in CatatanHarian.objects.all())

    def test_window_that_closed_between_preview_and_saving(self, dunia, rhk, triwulan):
        impor = kirim(dunia.sari, "11-05-2026\tRapat\n", bawaan=str(rhk.uuid))
        triwulan.pengisian_sampai = date(2026, 5, 11)
        triwulan.save()

        assert services.save_impor_catatan(pelaku=dunia.sari, impor=impor) == 0
        assert not CatatanHarian.objects.exists()

    def test_cost_of_saving_does_not_follow_the_rows(self, dunia, rhk):
        def kueri(n: int) -> int:
            teks = "".join(f"11-05-2026\tKegiatan {n} {i}\n" for i in range(n))
            impor = kirim(dunia.sari, teks, bawaan=str(rhk.uuid))
            with CaptureQueriesContext(connection) as q:
                assert services.save_impor_catatan(pelaku=dunia.sari, impor=impor) == n
            return len(q)

        assert kueri(3) == kueri(120)

    def test_upload_page_keeps_what_was_typed(self, dunia, rhk, masuk):
        response = masuk(dunia.sari).post(
            reverse("kinerja:catatan_impor"), {"klien_id": uuid4(), "tempel": "  \n", "bawaan": str(rhk.uuid)}
        )

        assert response.status_code == 422
        halaman = response.content.decode()
        assert "Tempel baris, atau pilih berkas XLSX." in halaman
        assert f'value="{rhk.uuid}" selected' in halaman

    def test_hostile_upload_gets_its_sentence(self, dunia, rhk, masuk):
        berkas = SimpleUploadedFile("x.xlsx", bom({"xl/worksheets/sheet1.xml": b"0" * 30_000_000}).read())

        response = masuk(dunia.sari).post(
            reverse("kinerja:catatan_impor"), {"klien_id": uuid4(), "berkas": berkas}
        )

        assert response.status_code == 422
        assert "terlalu besar setelah dibuka" in response.content.decode()

    def test_template_reads_back(self, dunia, rhk, masuk):
        isi = masuk(dunia.sari).get(reverse("kinerja:catatan_impor_templat")).content
        b = openpyxl.load_workbook(io.BytesIO(isi))
        assert rhk.teks in [s.value for s in b["Pilihan"]["A"]]
        k = b["Catatan harian"]
        k.append([rhk.teks, datetime(2026, 5, 11), time(8), time(9), "Rapat", 2, "berkas", None])
        keluar = io.BytesIO()
        b.save(keluar)

        ((_, baris),) = baris_xlsx(keluar)

        assert (baris["rencana"], baris["tanggal"], baris["jam_selesai"]) == (rhk.teks, "2026-05-11", "09:00")


def unduh(client, bentuk: str, mulai: str = "2026-05-01", selesai: str = "2026-05-31") -> bytes:
    response = client.get(
        reverse("kinerja:catatan_ekspor_unduh"),
        {"mulai": mulai, "selesai": selesai, "bentuk": bentuk},
        follow=True,
    )
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


@pytest.mark.django_db
class TestExport:
    @pytest.fixture
    def isi(self, dunia, rhk):
        catatan_baru(
            rhk, date(2026, 5, 11), "=1+1 jahat", jumlah=Decimal("2.5"), satuan="berkas", jam_mulai=time(8)
        )
        catatan_baru(rhk, date(2026, 5, 12), "Rapat\nlanjutan")
        tarik = catatan_baru(rhk, date(2026, 5, 12), "Ditarik")
        services.withdraw_catatan(pelaku=dunia.sari, catatan=tarik)

    def test_xlsx(self, dunia, isi, masuk):
        k = openpyxl.load_workbook(io.BytesIO(unduh(masuk(dunia.sari), "xlsx"))).active

        baris = list(k.iter_rows(min_row=2, values_only=True))
        assert [b[3] for b in baris] == ["=1+1 jahat", "Rapat\nlanjutan"]
        assert k["D2"].data_type == "s"
        assert (baris[0][0], baris[0][1], baris[0][4]) == (datetime(2026, 5, 11), time(8), 2.5)

    def test_national_order_reads_back_as_the_same_entries(self, dunia, isi, masuk):
        berkas = unduh(masuk(dunia.sari), "nasional_xlsx")

        k = openpyxl.load_workbook(io.BytesIO(berkas)).active
        assert tuple(s.value for s in k[1]) == URUTAN_NASIONAL
        impor = services.preview_impor_catatan(
            pelaku=dunia.sari,
            baris=[b for b in baris_xlsx(io.BytesIO(berkas)) if "jahat" not in b[1]["uraian"]],
            klien_id=uuid4(),
        )
        assert hasil(impor) == ["perulangan"]

    def test_csv_is_safe_for_a_spreadsheet(self, dunia, isi, masuk):
        teks = unduh(masuk(dunia.sari), "nasional_csv").decode("utf-8-sig")

        baris = list(csv.reader(io.StringIO(teks), delimiter=";"))
        assert tuple(baris[0]) == URUTAN_NASIONAL
        assert baris[1][1:7] == ["11-05-2026", "08:00", "", "'=1+1 jahat", "ekinerja", "2,5"]

    def test_pdf(self, dunia, isi, masuk):
        with pikepdf.open(io.BytesIO(unduh(masuk(dunia.sari), "pdf"))) as pdf:
            assert len(pdf.pages) == 1
            assert "Sari Puspita" in str(pdf.docinfo["/Title"])

    def test_only_ones_own(self, dunia, isi, masuk):
        k = openpyxl.load_workbook(io.BytesIO(unduh(masuk(dunia.budi), "xlsx"))).active

        assert k.max_row == 1

    @pytest.mark.parametrize(
        ("tanya", "kalimat"),
        [
            ({"mulai": "2026-05-31", "selesai": "2026-05-01", "bentuk": "xlsx"}, "sama dengan atau setelah"),
            ({"mulai": "1999-05-31", "selesai": "2026-05-01", "bentuk": "xlsx"}, "Paling lama lima tahun"),
            ({"mulai": "x", "selesai": "2026-05-01", "bentuk": "docx"}, "Pilih salah satu bentuk"),
        ],
    )
    def test_bad_span_keeps_the_form(self, dunia, rhk, masuk, tanya, kalimat):
        response = masuk(dunia.sari).get(reverse("kinerja:catatan_ekspor_unduh"), tanya)

        assert response.status_code == 422
        assert kalimat in response.content.decode()

    def test_rows_come_in_pieces(self, dunia, rhk, isi):
        with CaptureQueriesContext(connection) as q:
            assert len(list(baris_buku(dunia.sari, date(2026, 5, 1), date(2026, 5, 31)))) == 2
        assert len(q) == 1


class TestPdf:
    def test_long_log_is_whole_and_numbered(self):
        kepala = KepalaBuku(
            "Kabupaten",
            "Kota",
            "Sari",
            "1",
            "III/b",
            "Prakom",
            "Bidang",
            date(2026, 1, 1),
            date(2026, 12, 31),
            "kini",
            date(2026, 5, 12),
        )
        baris = (
            BarisBuku(
                date(2026, 1, 1) + timedelta(days=i),
                None,
                None,
                f"Kegiatan {i} " + "kata " * 300,
                None,
                "",
                "RHK",
                "",
                (),
                "",
            )
            for i in range(12)
        )

        with buku_pdf(kepala, baris) as berkas, pikepdf.open(berkas) as pdf:
            assert len(pdf.pages) > 4
            assert pdf.Root.Lang == "id"
            assert all("/J" in h.Resources.XObject for h in pdf.pages)
