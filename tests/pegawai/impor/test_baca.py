"""What an uploaded file is, and which rows it holds."""

import io
import tracemalloc
import zipfile
from datetime import datetime

import openpyxl
import pytest

from pegawai.errors import BerkasImporDitolak
from pegawai.impor import baca as modul
from pegawai.impor.baca import baca
from pegawai.impor.lembar import PEGAWAI, UNOR
from tests.factories.impor import (
    AGAMA,
    KOLOM_PEGAWAI,
    KOLOM_UNOR,
    NIK,
    NPWP,
    csv_teks,
    nip,
    orang,
    pegawai_xlsx,
    unit,
    unor_xlsx,
)

DUA_UNIT = [unit("U-1", "Dinas Sosial"), None, unit("U-2", "Bidang Umum", "U-1")]


def tolak(berkas, lembar=PEGAWAI) -> str:
    with pytest.raises(BerkasImporDitolak) as galat:
        list(baca(berkas, lembar))
    return galat.value.pesan


def isi_zip(**bagian: bytes) -> io.BytesIO:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bagian.items():
            arsip.writestr(nama.replace("__", "/"), isi)
    keluar.seek(0)
    return keluar


class TestXlsx:
    def test_header_below_title_in_odd_spelling_and_row_numbers_as_in_the_sheet(self):
        baris = list(baca(unor_xlsx(DUA_UNIT), UNOR))

        assert [b.nomor for b in baris] == [4, 6]  # title, empty, header, unit, empty, unit
        assert baris[1].sel["NAMA UNOR"] == "Bidang Umum"
        assert baris[1].sel["ID ATASAN"] == "U-1"

    def test_cells_keep_their_type(self):
        sel = orang(1.98403052011062e17, TMT_JABATAN=datetime(2024, 2, 1), KEDUDUKAN_HUKUM_ID=1)

        [b] = baca(pegawai_xlsx([sel]), PEGAWAI)

        assert isinstance(b.sel["NIP BARU"], float)
        assert b.sel["TMT JABATAN"] == datetime(2024, 2, 1)
        assert b.sel["KEDUDUKAN HUKUM ID"] == 1

    @pytest.mark.parametrize("is_rumus", [False, True])
    def test_formula_is_its_text(self, is_rumus):
        buku = openpyxl.Workbook()
        buku.active.append(KOLOM_UNOR)
        buku.active.append(["U-1", '=HYPERLINK("http://contoh.example","x")', ""])
        buku.active["B2"].data_type = "f" if is_rumus else "s"
        keluar = io.BytesIO()
        buku.save(keluar)

        [b] = baca(keluar, UNOR)

        assert b.sel["NAMA UNOR"] == '=HYPERLINK("http://contoh.example","x")'

    def test_columns_that_are_not_needed_never_leave_the_reader(self):
        [b] = baca(pegawai_xlsx([orang(nip(1))]), PEGAWAI)

        assert set(b.sel) == PEGAWAI.dipakai
        assert not {AGAMA, NIK, NPWP} & set(map(str, b.sel.values()))

    def test_impossible_date_cell_costs_only_itself(self):
        berkas = pegawai_xlsx([orang(nip(1), TMT_JABATAN=datetime(2024, 2, 1)), orang(nip(2))])
        keluar = io.BytesIO()
        with zipfile.ZipFile(berkas) as a, zipfile.ZipFile(keluar, "w") as b:
            for n in a.namelist():
                isi = a.read(n)
                assert "sheet1" not in n or b"<v>45323</v>" in isi
                b.writestr(n, isi.replace(b"<v>45323</v>", b"<v>99999999</v>") if "sheet1" in n else isi)

        rusak, utuh = baca(keluar, PEGAWAI)

        assert rusak.sel["TMT JABATAN"] == "#VALUE!"
        assert utuh.sel["TMT JABATAN"] == "01-02-2024"

    def test_second_sheet_is_found_and_hidden_ones_are_not_read(self):
        buku = openpyxl.Workbook()
        buku.active.append(["Petunjuk pengisian"])
        rahasia = buku.create_sheet("lama")
        rahasia.append(KOLOM_UNOR)
        rahasia.append(["X", "Unit lama", ""])
        rahasia.sheet_state = "hidden"
        data = buku.create_sheet("data")
        data.append(KOLOM_UNOR)
        data.append(["U-1", "Dinas Sosial", ""])
        keluar = io.BytesIO()
        buku.save(keluar)

        assert [b.sel["ID"] for b in baca(keluar, UNOR)] == ["U-1"]

    def test_wrong_dimension_does_not_cut_rows(self):
        asal = unor_xlsx(DUA_UNIT)
        keluar = io.BytesIO()
        with zipfile.ZipFile(asal) as a, zipfile.ZipFile(keluar, "w") as b:
            for n in a.namelist():
                isi = a.read(n)
                if n == "xl/worksheets/sheet1.xml":
                    isi = isi.replace(b'<dimension ref="A1:H6"', b'<dimension ref="A1:ZZZ4"')
                    assert b"ZZZ4" in isi
                b.writestr(n, isi)

        assert len(list(baca(keluar, UNOR))) == 2


class TestCsv:
    @pytest.mark.parametrize("pemisah", [";", ",", "\t"])
    @pytest.mark.parametrize("aksara", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_every_separator_and_encoding(self, pemisah, aksara):
        berkas = csv_teks(
            [orang(nip(1), "JOSÉ; O'NEILL"), None, orang(nip(2))],
            KOLOM_PEGAWAI,
            pemisah=pemisah,
            aksara=aksara,
        )

        baris = list(baca(berkas, PEGAWAI))

        assert [b.nomor for b in baris] == [4, 6]
        assert baris[0].sel["NAMA"] == "JOSÉ; O'NEILL"
        assert baris[0].sel["NIP BARU"] == nip(1)

    def test_the_callers_file_stays_open(self):
        berkas = csv_teks(DUA_UNIT, KOLOM_UNOR)

        list(baca(berkas, UNOR))

        assert not berkas.closed

    def test_quoted_line_break_counts_as_one_row(self):
        berkas = csv_teks([unit("U-1", "Dinas\nSosial"), unit("U-2", "Bidang")], KOLOM_UNOR)

        assert [b.nomor for b in baca(berkas, UNOR)] == [4, 5]

    def test_endless_quotation_is_refused(self):
        berkas = io.BytesIO(b'ID;NAMA UNOR;ID ATASAN\nU-1;"' + b"x" * 200_000)

        assert "bukan XLSX atau CSV yang utuh" in tolak(berkas, UNOR)


class TestBukanBukuKerja:
    def test_empty_file(self):
        assert "kosong" in tolak(io.BytesIO())

    def test_larger_than_20_mb(self):
        assert "Batasnya 20 MB" in tolak(io.BytesIO(b"x" * (modul.MAKS_BYTE + 1)))

    def test_just_below_20_mb_is_read(self):
        panjang = "x" * 100_000
        berkas = csv_teks([orang(nip(i), ALAMAT=panjang) for i in range(205)], [*KOLOM_PEGAWAI, "ALAMAT"])

        assert 0.97 * modul.MAKS_BYTE < len(berkas.getvalue()) <= modul.MAKS_BYTE
        assert len(list(baca(berkas, PEGAWAI))) == 205

    @pytest.mark.parametrize(
        "isi",
        [
            b"%PDF-1.7\n...",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00",
            b"MZ\x90\x00\x03\x00\x00",
            b"PK\x03\x04 and then nothing of a zip",
        ],
    )
    def test_renamed_file(self, isi):
        assert "bukan XLSX atau CSV yang utuh" in tolak(io.BytesIO(isi))

    def test_old_excel_or_encrypted(self):
        assert ".xlsx tanpa sandi" in tolak(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100))

    @pytest.mark.parametrize("isi", [b"<html><table>", b"\xef\xbb\xbf <?xml version='1.0'?><Workbook/>"])
    def test_web_page_named_xls(self, isi):
        assert "halaman web" in tolak(io.BytesIO(isi))

    def test_zip_that_is_no_workbook(self):
        assert "bukan XLSX" in tolak(isi_zip(**{"word__document.xml": b"<w/>"}))

    def test_zip_of_very_many_parts(self):
        assert "bukan XLSX" in tolak(isi_zip(**{f"xl__{i}.xml": b"x" for i in range(1001)}))

    def test_parts_locked_with_a_password(self):
        isi = bytearray(pegawai_xlsx([orang(nip(1))]).getvalue())
        isi[isi.find(b"PK\x01\x02") + 8] |= 1  # the flag "encrypted" in the directory

        assert "bersandi" in tolak(io.BytesIO(bytes(isi)))

    def test_truncated_workbook(self):
        utuh = pegawai_xlsx([orang(nip(i)) for i in range(50)]).getvalue()

        assert "bukan XLSX" in tolak(io.BytesIO(utuh[: len(utuh) // 2]))

    def test_damaged_sheet(self):
        asal, keluar = pegawai_xlsx([orang(nip(1))]), io.BytesIO()
        with zipfile.ZipFile(asal) as a, zipfile.ZipFile(keluar, "w") as b:
            for n in a.namelist():
                b.writestr(n, a.read(n)[:-40] if "sheet1" in n else a.read(n))

        assert "bukan XLSX" in tolak(keluar)

    def test_entities_in_a_sheet_are_refused(self):
        bom = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        asal, keluar = pegawai_xlsx([orang(nip(1))]), io.BytesIO()
        with zipfile.ZipFile(asal) as a, zipfile.ZipFile(keluar, "w") as b:
            for n in a.namelist():
                b.writestr(n, bom + a.read(n) if "sheet1" in n else a.read(n))

        assert "bukan XLSX" in tolak(keluar)

    def test_zip_bomb_is_refused_before_it_is_opened(self):
        bom = isi_zip(**{"[Content_Types].xml": b"<T/>", "xl__worksheets__sheet1.xml": b"0" * 40_000_000})
        tracemalloc.start()

        pesan = tolak(bom)

        assert "terlalu besar setelah dibuka" in pesan
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
        tracemalloc.stop()

    def test_row_number_beyond_any_spreadsheet(self):
        asal, keluar = unor_xlsx(DUA_UNIT), io.BytesIO()
        with zipfile.ZipFile(asal) as a, zipfile.ZipFile(keluar, "w") as b:
            for n in a.namelist():
                isi = a.read(n)
                b.writestr(n, isi.replace(b'<row r="6"', b'<row r="2000000"') if "sheet1" in n else isi)

        assert "Bagi menjadi beberapa berkas" in tolak(keluar, UNOR)

    def test_endless_empty_lines(self):
        assert "Bagi menjadi" in tolak(io.BytesIO(csv_teks([], KOLOM_PEGAWAI).getvalue() + b"\n" * 1_048_576))

    def test_too_many_rows(self, monkeypatch):
        monkeypatch.setattr(modul, "MAKS_BARIS_TERISI", 3)

        assert "lebih dari 3 baris" in tolak(pegawai_xlsx([orang(nip(i)) for i in range(4)]))


class TestKolom:
    def test_missing_columns_are_named(self):
        kolom = [k for k in KOLOM_PEGAWAI if k not in ("TMT JABATAN", "UNOR ID")]
        pesan = tolak(csv_teks([orang(nip(1))], kolom))

        assert pesan == "Kolom wajib belum ada: TMT JABATAN, UNOR ID. Tambahkan, lalu unggah kembali."

    def test_no_header_at_all(self):
        assert "Baris judul kolom tidak ditemukan" in tolak(io.BytesIO(b"satu;dua\ntiga;empat\n"))

    def test_files_in_each_others_place(self):
        assert (
            tolak(unor_xlsx(DUA_UNIT)) == "Ini berkas unit kerja (UNOR). Unggah berkas pegawai di tempat ini."
        )
        assert "Ini berkas pegawai" in tolak(pegawai_xlsx([orang(nip(1))]), UNOR)

    def test_same_column_twice(self):
        judul = [*KOLOM_UNOR, "nama_unor"]

        assert "Kolom NAMA UNOR ada lebih dari sekali" in tolak(unor_xlsx(DUA_UNIT, judul=judul), UNOR)


@pytest.mark.slow
def test_memory_stays_flat():
    def puncak(jumlah: int) -> int:
        berkas = csv_teks([orang(nip(i)) for i in range(jumlah)], KOLOM_PEGAWAI)
        tracemalloc.start()
        for _ in baca(berkas, PEGAWAI):
            pass
        hasil = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return hasil

    assert puncak(10_000) < puncak(1_000) + 1_000_000
