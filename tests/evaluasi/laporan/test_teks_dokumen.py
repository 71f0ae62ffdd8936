"""What `pdftotext` reads of the two documents of an evaluation: the official headings, in their order.

Sources: domain reference §3.9 (forms F-PEL, F-UPN, F-DIKTI, F-JAJF) and §3.10 (format D.1.1; F-UPN, F-DJKI, F-LONG).
"""

import re
import subprocess
from itertools import product

import pytest

from evaluasi.laporan import pdf
from evaluasi.rules import JenisDokumen
from tests.evaluasi.laporan import contoh

pytestmark = pytest.mark.slow

PERIODE = {
    "akhir": ({"jenis": "tahunan", "nomor": 1}, "PERIODE*: TRIWULAN I/II/III/IV-AKHIR**"),
    "triwulan": ({"jenis": "triwulan", "nomor": 2}, "PERIODE*: TRIWULAN I/II/III/IV-AKHIR**"),
    "bulan": ({"jenis": "bulanan", "nomor": 3}, "PERIODE*: BULAN MARET"),
}
KELUARGA = {
    "ja_jf": "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
    "jpt": "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
}
KOLOM = {
    ("ja_jf", "kuantitatif"): [
        "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*",
        "RENCANA HASIL KERJA",
        "ASPEK",
        "INDIKATOR KINERJA INDIVIDU",
        "TARGET",
        "REALISASI BERDASARKAN BUKTI DUKUNG",
        "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
    ],
    ("jpt", "kuantitatif"): [
        "RENCANA HASIL KERJA",
        "INDIKATOR KINERJA INDIVIDU",
        "TARGET",
        "PERSPEKTIF",
        "REALISASI BERDASARKAN BUKTI DUKUNG",
        "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
    ],
}
KUALITATIF = [
    "RENCANA HASIL KERJA",
    "REALISASI BERDASARKAN BUKTI DUKUNG",
    "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
]
LIMA = ["NAMA", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA"]


def dibaca(berkas: bytes) -> str:
    hasil = subprocess.run(["pdftotext", "-", "-"], input=berkas, capture_output=True, check=True)
    return re.sub(r"\s+", " ", hasil.stdout.decode())


def berurutan(teks: str, judul: list[str]) -> None:
    letak = 0
    for j in judul:
        temu = teks.find(j, letak)
        assert temu >= 0, f"“{j}” tidak ada sesudah: …{teks[max(letak - 80, 0) : letak]}"
        letak = temu + len(j)


@pytest.fixture(scope="module")
def evaluasi():
    """Every family, approach and kind of period, printed once."""
    hasil = {}
    for keluarga, pendekatan, periode in product(KELUARGA, ("kuantitatif", "kualitatif"), PERIODE):
        data = contoh.ratna() if keluarga == "jpt" else contoh.dewi()
        data["periode"] |= PERIODE[periode][0]
        data |= {"pendekatan": pendekatan, "paraf_berdua": periode == "triwulan"}
        hasil[keluarga, pendekatan, periode] = dibaca(pdf.render_snapshot(JenisDokumen.EVALUASI, data))
    return hasil


@pytest.mark.parametrize("periode", PERIODE)
@pytest.mark.parametrize("pendekatan", ["kuantitatif", "kualitatif"])
@pytest.mark.parametrize("keluarga", KELUARGA)
def test_evaluation_has_the_official_headings_in_order(evaluasi, keluarga, pendekatan, periode):
    teks = evaluasi[keluarga, pendekatan, periode]

    berurutan(
        teks,
        [
            "EVALUASI KINERJA PEGAWAI",
            f"PENDEKATAN HASIL KERJA {pendekatan.upper()}",
            KELUARGA[keluarga],
            PERIODE[periode][1],
            "PEGAWAI YANG DINILAI",
            "PEJABAT PENILAI KINERJA",
            "NAMA",
            "NIP",
            "PANGKAT/GOL. RUANG",
            "JABATAN",
            "UNIT KERJA",
            "INSTANSI" if keluarga == "jpt" else "UNIT KERJA",
            "CAPAIAN KINERJA ORGANISASI* ISTIMEWA/ BAIK/ BUTUH PERBAIKAN/ KURANG/ SANGAT KURANG",
            "POLA DISTRIBUSI:",
            "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI DENGAN CAPAIAN KINERJA ORGANISASI BAIK",
            *("Sangat Kurang", "Kurang/ Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik"),
            "HASIL KERJA",
            *KOLOM.get((keluarga, pendekatan), KUALITATIF),
            "A. UTAMA",
            "B. TAMBAHAN",
            "RATING HASIL KERJA* DIATAS EKSPEKTASI/ SESUAI EKSPEKTASI/ DIBAWAH EKSPEKTASI",
            "PERILAKU KERJA",
            "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
            *("Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif"),
            "Kolaboratif",
            "RATING PERILAKU KERJA* DIATAS EKSPEKTASI/ SESUAI EKSPEKTASI/ DIBAWAH EKSPEKTASI",
            "PREDIKAT KINERJA PEGAWAI* SANGAT BAIK/ BAIK/ BUTUH PERBAIKAN/ KURANG/ SANGAT KURANG",
            "Pejabat Penilai Kinerja,",
        ],
    )
    assert "Hasil kerja" in teks  # the kuadran with its axes …
    assert "Perilaku kerja" in teks
    assert ("Pegawai yang Dinilai," in teks) == (
        periode == "triwulan"
    )  # … and who signs, as the agency wants it


DOKUMEN = {
    "A": [
        *("1. PEGAWAI YANG DINILAI", *LIMA),
        *("2. PEJABAT PENILAI KINERJA", *LIMA),
        *("3. ATASAN PEJABAT PENILAI KINERJA", *LIMA),
        "4. EVALUASI KINERJA",
        "CAPAIAN KINERJA ORGANISASI BAIK",
        "PREDIKAT KINERJA PEGAWAI SANGAT BAIK",
        "5. CATATAN/REKOMENDASI",
        *("6.", "Tirta Jaya, ", "Pejabat Penilai Kinerja,"),
        *("7.", "Tirta Jaya, ", "Pegawai yang Dinilai,"),
    ],
    "B": [
        *("1. PEGAWAI YANG DINILAI", *LIMA),
        *("2. PEJABAT PENILAI KINERJA", *LIMA),
        *("3. ATASAN PEJABAT PENILAI KINERJA", *LIMA),
        "4. EVALUASI KINERJA",
        "CAPAIAN KINERJA ORGANISASI BAIK",
        "PREDIKAT KINERJA PEGAWAI BUTUH PERBAIKAN",
        "5. CATATAN/REKOMENDASI Uptime 98,1%; bimbingan kinerja TW I 2027",
        "6. KEBERATAN Gangguan listrik pusat data di luar kendali.",
        "7. PENJELASAN PEJABAT PENILAI ATAS KEBERATAN Gangguan listrik hanya",
        "8. KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA Predikat tetap Butuh Perbaikan",
        *("9.", "Tirta Jaya, ", "Pejabat Penilai Kinerja,"),
        *("10.", "Tirta Jaya, ", "Pegawai yang Dinilai,"),
        *("11.", "Tirta Jaya, ", "Atasan Pejabat Penilai Kinerja,"),
    ],
}


@pytest.mark.parametrize("periode", PERIODE)
@pytest.mark.parametrize("varian", DOKUMEN)
def test_dokumen_evaluasi_has_its_numbered_parts_in_order(varian, periode):
    data = contoh.dewi() if varian == "A" else contoh.bayu()
    data["periode"] |= PERIODE[periode][0]

    teks = dibaca(pdf.render_snapshot(JenisDokumen.DOKUMEN_EVALUASI, data))

    berurutan(
        teks,
        [
            "DOKUMEN EVALUASI KINERJA PEGAWAI",
            PERIODE[periode][1],
            "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
            *DOKUMEN[varian],
        ],
    )
    assert ("KEBERATAN" in teks) == (varian == "B")


def test_a_year_without_objection_keeps_seven_parts_also_beside_an_objection_that_was_withdrawn():
    teks = dibaca(pdf.render_snapshot(JenisDokumen.DOKUMEN_EVALUASI, contoh.bayu(keberatan=None)))

    assert "7. Tirta Jaya," in teks
    assert "8. " not in teks


ANEH = "<b>tebal</b> &amp; 👍 🧑‍💻 مرحبا بالعالم שלום ‮kebalik‬ 漢字 "


def test_every_field_takes_markup_emoji_right_to_left_and_five_thousand_characters():
    panjang = (ANEH * 120)[:5000]
    data = contoh.bayu(catatan=panjang)
    data["keberatan"] = dict.fromkeys(("keberatan", "penjelasan", "keputusan"), panjang)
    rhk = data["hasil_kerja"][0]
    rhk |= {"teks": panjang, "diintervensi": {"teks": panjang, "indikator": [panjang]}}
    rhk["indikator"][0] |= {"teks": panjang, "target": panjang, "realisasi": panjang, "sumber_data": panjang}
    rhk["umpan_balik"][0]["teks"] = panjang
    data["perilaku"] = [
        {
            "nilai": "adaptif",
            "ekspektasi_khusus": panjang,
            "umpan_balik": [{"peran": "penilai", "teks": panjang}],
        }
    ]

    for jenis, ulang in ((JenisDokumen.EVALUASI, 9), (JenisDokumen.DOKUMEN_EVALUASI, 4)):
        teks = dibaca(pdf.render_snapshot(jenis, data)).replace(" ", "")
        assert teks.count("<b>tebal</b>&amp;") >= ulang * (5000 // len(ANEH) - 2)
