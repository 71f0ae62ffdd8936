"""The printed forms of planning, read back: headings of the official forms in their order, every value entered."""

from __future__ import annotations

import copy
import io
from functools import cache

import pytest
from pypdf import PdfReader

from evaluasi.laporan import pdf
from evaluasi.laporan.konteks_rencana import Aksi
from evaluasi.rules import JenisDokumen
from tests.evaluasi.laporan import contoh

J = JenisDokumen
ASING = '<b>tebal</b> &amp; "kutip" <script>'
PANJANG = "Ketersambunganantarsistem" * 8
IDENTITAS = ["NO", "PEGAWAI YANG DINILAI", "NO", "PEJABAT PENILAI KINERJA", "NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA"]  # fmt: skip
PERILAKU = [
    "PERILAKU KERJA**",
    "Berorientasi Pelayanan",
    "Akuntabel",
    "Kompeten",
    "Harmonis",
    "Loyal",
    "Adaptif",
    "Kolaboratif",
]
KAKI = "** Pimpinan dapat memberikan Ekspektasi khusus terhadap satu atau lebih aspek perilaku kerja Pegawai"
PARAF = ["Pegawai yang Dinilai,", "Pejabat Penilai Kinerja,"]
KOLOM = {
    "jpt-kuantitatif": ["NO.", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF", "(1)", "(5)", "A. UTAMA", "B. TAMBAHAN"],
    "jpt-kualitatif": ["HASIL KERJA", "A. UTAMA", "Ukuran keberhasilan/Indikator Kinerja Individu, Target, dan Perspektif:", "B. TAMBAHAN"],
    "ja_jf-kuantitatif": ["NO.", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*", "RENCANA HASIL KERJA", "ASPEK", "INDIKATOR KINERJA INDIVIDU", "TARGET", "(1)", "(6)", "A. UTAMA", "B. TAMBAHAN"],
    "ja_jf-kualitatif": ["HASIL KERJA", "A. UTAMA", "Penugasan dari:", "Ukuran keberhasilan / Indikator Kinerja Individu, dan Target:", "B. TAMBAHAN"],
}  # fmt: skip
JUDUL = {
    "jpt": "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
    "ja_jf": "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
}


def naskah(formulir: str) -> dict:
    """A plan of that form with text that is hard to set: mark-up, words without an end."""
    keluarga, pendekatan = formulir.split("-")
    data = copy.deepcopy(contoh.ratna() if keluarga == "jpt" else contoh.dewi())
    data["pendekatan"] = pendekatan
    tambahan = copy.deepcopy(data["hasil_kerja"][0]) | {"jenis": "tambahan", "teks": f"Tambahan {PANJANG}"}
    tambahan["indikator"] = [{"aspek": "biaya", "teks": ASING, "target": "paling banyak Rp4.250.000"}]
    data["hasil_kerja"].append(tambahan)
    data["perilaku"] = [{"nilai": "kolaboratif", "ekspektasi_khusus": f"Bersama {ASING}"}]
    data["versi_skp"] = {"nomor": 2, "tanggal": "2026-05-04", "alasan": "Perubahan strategi"}
    return data


def halaman(berkas: bytes) -> list[str]:
    return [" ".join(h.extract_text().split()) for h in PdfReader(io.BytesIO(berkas)).pages]


@cache
def cetakan(jenis: JenisDokumen, formulir: str) -> tuple[str, ...]:
    return tuple(halaman(pdf.render_snapshot(jenis, naskah(formulir))))


def padat(teks: str) -> str:
    """Without the breaks that setting a text brings."""
    return "".join(teks.split())


def berurutan(teks: str, kata: list[str]) -> None:
    """Every word stands after the one before it."""
    di, isi = 0, padat(teks)
    for k in kata:
        ke = isi.find(padat(k), di)
        assert ke >= 0, f"{k!r} is missing after position {di}: …{isi[di : di + 300]}"
        di = ke + len(padat(k))


@pytest.mark.slow
@pytest.mark.parametrize("formulir", KOLOM)
class TestSkp:
    def test_headings_stand_in_the_order_of_the_form(self, formulir):
        keluarga, pendekatan = formulir.split("-")
        kaki = ["* Dalam hal rencana hasil kerja Pimpinan yang diintervensi"] if formulir == "ja_jf-kuantitatif" else []  # fmt: skip
        identitas = [*IDENTITAS[:-1], "INSTANSI"] if keluarga == "jpt" else IDENTITAS

        berurutan(
            " ".join(cetakan(J.SKP, formulir)),
            [
                "SASARAN KINERJA PEGAWAI",
                f"PENDEKATAN HASIL KERJA {pendekatan.upper()}",
                JUDUL[keluarga],
                "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
                "Versi 2, ditetapkan 4 Mei 2026. Alasan perubahan: Perubahan strategi.",
                *identitas,
                *KOLOM[formulir],
                *PERILAKU,
                *kaki,
                KAKI,
                *PARAF,
                "LAMPIRAN SASARAN KINERJA PEGAWAI",
                "DUKUNGAN SUMBER DAYA",
                "SKEMA PERTANGGUNGJAWABAN",
                "KONSEKUENSI",
                *PARAF,
            ],
        )

    def test_every_value_is_there(self, formulir):
        data, teks = naskah(formulir), padat(" ".join(cetakan(J.SKP, formulir)))
        nilai = [
            data["instansi"].upper(),
            data["pegawai"]["nama"],
            data["penilai"]["nama"],
            f"Bersama {ASING}",
        ]
        for h in data["hasil_kerja"]:
            nilai += [h["teks"], *(i["teks"] for i in h["indikator"]), *(i["target"] for i in h["indikator"])]
            if formulir.startswith("ja_jf"):
                nilai.append(h["diintervensi"]["teks"])
            else:
                nilai.append("Penerima Layanan")
        if formulir == "ja_jf-kuantitatif":
            nilai += ["Kuantitas", "Kualitas", "Waktu", "Biaya"]
        for butir in data["lampiran"].values():
            nilai += butir

        assert [n for n in nilai if padat(n) not in teks] == []

    def test_every_page_names_the_paper(self, formulir):
        lembar = cetakan(J.SKP, formulir)
        for n, teks in enumerate(lembar, start=1):
            assert f"Halaman {n} dari {len(lembar)}" in teks
            assert "Kode verifikasi K7QP-3MXA-92TD" in teks


@pytest.mark.slow
class TestSixtyResults:
    def test_all_are_there_and_the_head_returns_on_each_page(self):
        data = contoh.dewi()
        satu = data["hasil_kerja"][0]
        data["hasil_kerja"] = [copy.deepcopy(satu) | {"teks": f"Hasil ke-{n:02d}."} for n in range(1, 61)]
        lembar = halaman(pdf.render_snapshot(J.SKP, data))
        isi = [t for t in lembar if "Hasil ke-" in t]

        assert len(isi) > 5
        assert all("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*" in t for t in isi)
        berurutan(" ".join(lembar), [f"Hasil ke-{n:02d}." for n in range(1, 61)])


@pytest.mark.slow
class TestLampiran:
    def test_alone_it_has_its_bands_and_both_signatures(self):
        teks = " ".join(cetakan(J.LAMPIRAN_SKP, "ja_jf-kuantitatif"))

        berurutan(
            teks,
            ["LAMPIRAN SASARAN KINERJA PEGAWAI", *IDENTITAS, "DUKUNGAN SUMBER DAYA", "1.", "Tim 2 programmer", "3.", "SKEMA PERTANGGUNGJAWABAN", "KONSEKUENSI", *PARAF],
        )  # fmt: skip
        assert "HASIL KERJA" not in teks


def rencana(jenis: str, kolom: int) -> dict:
    pada = [[n == k for k in range(kolom)] for n in range(kolom)]
    return contoh.dewi() | {
        "kolom_periode": [{"jenis": jenis, "nomor": n} for n in range(1, kolom + 1)],
        "rencana": [
            {
                "jenis": "utama",
                "teks": "Terbangunnya aplikasi layanan publik",
                "aksi": [
                    {"teks": "Analisis kebutuhan 4 aplikasi", "target": "4 dokumen", "pada": pada[0]},
                    {"teks": f"Membangun {ASING}", "target": "2 aplikasi, UAT 95%", "pada": [True] * kolom},
                ],
            },
            {"jenis": "tambahan", "teks": f"Pendampingan {PANJANG}", "aksi": []},
        ],
    }


@pytest.mark.slow
class TestRencanaAksi:
    @pytest.mark.parametrize(("jenis", "kolom", "judul"), [("triwulan", 4, "TRIWULAN"), ("bulanan", 12, "BULAN")])  # fmt: skip
    def test_columns_rows_and_marks(self, jenis, kolom, judul):
        teks = " ".join(halaman(pdf.render_snapshot(J.RENCANA_AKSI, rencana(jenis, kolom))))

        berurutan(
            teks,
            ["RENCANA AKSI", "TAHUN 2026", *IDENTITAS, "NO.", "RENCANA HASIL KERJA", "RENCANA AKSI", "TARGET", "SATUAN", judul, "KETERANGAN"],
        )  # fmt: skip
        berurutan(
            teks,
            ["A. UTAMA", "Terbangunnya aplikasi", "Analisis kebutuhan 4 aplikasi", "4", "dokumen", f"Membangun {ASING}", "2 aplikasi, UAT 95%", "B. TAMBAHAN", PANJANG, *PARAF],
        )  # fmt: skip
        assert teks.count("√") == 1 + kolom

    @pytest.mark.parametrize(
        ("tulisan", "target", "satuan"),
        [
            ("4 dokumen", "4", "dokumen"),
            ("1.250,5 hektare", "1.250,5", "hektare"),
            ("95%", "95", "%"),
            ("≤ 5 hari", "≤ 5", "hari"),
            ("2 aplikasi, UAT 95%", "2 aplikasi, UAT 95%", "-"),
            ("selesai Maret", "selesai Maret", "-"),
            ("4", "4", "-"),
        ],
    )
    def test_amount_and_unit_are_parted_only_where_that_is_plain(self, tulisan, target, satuan):
        a = Aksi.from_snapshot({"teks": "x", "target": tulisan})

        assert (a.target, a.satuan) == (target, satuan)


@pytest.mark.slow
class TestMatriks:
    def test_rows_columns_cells_and_one_signature(self):
        data = contoh.dewi(pegawai=contoh.AGUS) | {
            "kolom": [{"nomor": str(n), "teks": f"RHK-{n} {ASING}", "indikator": ""} for n in range(1, 7)],
            "anggota": [
                {
                    "nama": f"Pegawai {huruf}",
                    "jabatan": "Pranata Komputer",
                    "unit": "Seksi Lain",
                    "peran": "Ketua tim" if huruf == "A" else "Anggota",
                    "sel": [[f"Hasil {huruf}{n}"] if n != 3 else [] for n in range(1, 7)],
                }
                for huruf in "ABC"
            ],
        }
        data["kolom"][0]["indikator"] = "Indeks SPBE"

        teks = " ".join(halaman(pdf.render_snapshot(J.MATRIKS, data)))

        berurutan(
            teks,
            ["MATRIKS PERAN HASIL", "BIDANG APLIKASI INFORMATIKA", "TAHUN 2026", "PIMPINAN: Agus Prasetyo", "NO.", "NAMA/JABATAN (PERAN)", "RENCANA HASIL KERJA PIMPINAN", f"1. RHK-1 {ASING}", "Indikator: Indeks SPBE"],
        )  # fmt: skip
        for huruf in "ABC":
            berurutan(teks, [f"Pegawai {huruf}", *(f"Hasil {huruf}{n}" for n in (1, 2, 4))])
            berurutan(teks, [f"Pegawai {huruf}", *(f"Hasil {huruf}{n}" for n in (5, 6))])
        berurutan(teks, ["Hasil C6", "Kepala Bidang Aplikasi Informatika,", "Agus Prasetyo"])
        assert "Pejabat Penilai Kinerja" not in teks


@pytest.mark.slow
def test_a_draft_says_so_on_every_page_and_carries_no_number():
    data = naskah("jpt-kuantitatif") | {"dokumen": {"draf": True, "dicetak": "2026-01-20T10:00:00+07:00"}}

    for teks in halaman(pdf.render_snapshot(J.SKP, data)):
        assert "DRAF – belum ditetapkan, tanpa nomor, dan tidak berlaku sebagai dokumen resmi." in teks
        assert teks.count("DRAF") == 2
        assert "Kode verifikasi" not in teks
