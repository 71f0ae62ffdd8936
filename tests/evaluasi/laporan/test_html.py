"""The filled templates, before they become a PDF: official words, a true grid, text that stays text."""

from html.parser import HTMLParser

import pytest

from evaluasi.laporan.pdf import KONTEKS, DokumenGagal, to_html
from evaluasi.rules import JenisDokumen
from tests.evaluasi.laporan import contoh

PANJANG = "Terselenggaranya layanan publik digital yang andal. " * 60

KELUARGA = {
    "jajf-kuantitatif": contoh.dewi,
    "jajf-kualitatif": lambda **ganti: contoh.dewi(pendekatan="kualitatif", **ganti),
    "jpt-kuantitatif": contoh.ratna,
    "jpt-kualitatif": lambda **ganti: contoh.ratna(pendekatan="kualitatif", **ganti),
}


def html(jenis, data, **lain):
    return to_html(jenis, KONTEKS[jenis].from_snapshot(data), **lain)


class Pembaca(HTMLParser):
    """Reads tables into rows of (text, colspan, rowspan), and every heading cell's words."""

    def __init__(self):
        super().__init__()
        self.tabel, self.kolom, self.sel, self.teks, self.galat = [], [], None, [], []
        self.buka = []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag not in ("meta", "img", "col", "br"):
            self.buka.append(tag)
        if tag == "table":
            self.tabel.append([])
            self.kolom.append(0)
        elif tag == "col":
            self.kolom[-1] += 1
        elif tag == "tr":
            self.tabel[-1].append([])
        elif tag in ("td", "th"):
            self.sel = ["", int(a.get("colspan", 1)), int(a.get("rowspan", 1)), tag]
            self.tabel[-1][-1].append(self.sel)

    def handle_endtag(self, tag):
        if not self.buka or self.buka.pop() != tag:
            self.galat.append(tag)
        if tag in ("td", "th"):
            self.sel = None

    def handle_data(self, data):
        self.teks.append(data)
        if self.sel is not None:
            self.sel[0] += data


def baca(isi):
    p = Pembaca()
    p.feed(isi)
    assert not p.galat
    return p


def lebar_baris(tabel):
    """Columns that each row fills, counting what hangs down from the rows above."""
    hasil, gantung = [], []
    for baris in tabel:
        hasil.append(sum(c for _, c, _, _ in baris) + sum(c for c, sisa in gantung if sisa))
        gantung = [(c, sisa - 1) for c, sisa in gantung if sisa > 1]
        gantung += [(c, r - 1) for _, c, r, _ in baris if r > 1]
    assert not [g for g in gantung if g[1]], "a cell hangs below its table"
    return hasil


@pytest.mark.parametrize("keluarga", KELUARGA)
@pytest.mark.parametrize("jenis", JenisDokumen)
@pytest.mark.parametrize("panjang", [False, True])
def test_every_row_fills_the_columns_of_its_table(jenis, keluarga, panjang):
    data = KELUARGA[keluarga]()
    if panjang:
        data["hasil_kerja"][0]["teks"] = PANJANG

    p = baca(html(jenis, data))

    for tabel, kolom in zip(p.tabel, p.kolom, strict=True):
        assert set(lebar_baris(tabel)) == {kolom or lebar_baris(tabel)[0]}


class TestJudulResmi:
    @pytest.mark.parametrize(
        ("keluarga", "kolom"),
        [
            (
                "jajf-kuantitatif",
                [
                    "NO.", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI*", "RENCANA HASIL KERJA", "ASPEK",
                    "INDIKATOR KINERJA INDIVIDU", "TARGET", "REALISASI BERDASARKAN BUKTI DUKUNG",
                    "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
                ],
            ),
            (
                "jpt-kuantitatif",
                [
                    "NO.", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF",
                    "REALISASI BERDASARKAN BUKTI DUKUNG", "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
                ],
            ),
            (
                "jajf-kualitatif",
                [
                    "NO.", "RENCANA HASIL KERJA", "REALISASI BERDASARKAN BUKTI DUKUNG",
                    "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG",
                ],
            ),
        ],
    )  # fmt: skip
    def test_columns_of_the_evaluation_are_named_and_numbered(self, keluarga, kolom):
        tabel = baca(html(JenisDokumen.EVALUASI, KELUARGA[keluarga]())).tabel
        hasil = next(t for t in tabel if t[0][0][0] == "HASIL KERJA")

        assert [s[0] for s in hasil[1]] == kolom
        assert [s[0] for s in hasil[2]] == [f"({n})" for n in range(1, len(kolom) + 1)]
        assert [b[0][0] for b in hasil if len(b) == 1] == ["HASIL KERJA", "A. UTAMA", "B. TAMBAHAN"]

    @pytest.mark.parametrize("keluarga", KELUARGA)
    def test_order_of_the_evaluation(self, keluarga):
        teks = " ".join(" ".join(baca(html(JenisDokumen.EVALUASI, KELUARGA[keluarga]())).teks).split())
        urutan = [
            "EVALUASI KINERJA PEGAWAI PENDEKATAN HASIL KERJA",
            "PERIODE*:",
            "PEGAWAI YANG DINILAI",
            "CAPAIAN KINERJA ORGANISASI*",
            "POLA DISTRIBUSI",
            "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI",
            "HASIL KERJA NO.",
            "RATING HASIL KERJA*",
            "PERILAKU KERJA NO.",
            "RATING PERILAKU KERJA*",
            "PREDIKAT KINERJA PEGAWAI*",
            "Pejabat Penilai Kinerja,",
        ]

        letak = [teks.index(u) for u in urutan[:-1]] + [teks.rindex(urutan[-1])]

        assert letak == sorted(letak)

    def test_identity_of_a_jpt_ends_with_the_agency_of_the_penilai(self):
        isi = html(JenisDokumen.EVALUASI, contoh.ratna())

        assert "INSTANSI</th><td>Pemerintah Kabupaten Tirta Jaya" in isi
        assert "INSTANSI</th>" not in html(JenisDokumen.EVALUASI, contoh.dewi())

    def test_wrong_words_are_struck_out_and_the_right_one_is_bold(self):
        isi = html(JenisDokumen.EVALUASI, contoh.bayu())

        assert (
            "<s>SANGAT BAIK</s>/ <s>BAIK</s>/ <b>BUTUH PERBAIKAN</b>/ <s>KURANG</s>/ <s>SANGAT KURANG</s>"
            in isi
        )
        assert "<s>DIATAS EKSPEKTASI</s>/ <s>SESUAI EKSPEKTASI</s>/ <b>DIBAWAH EKSPEKTASI</b>" in isi

    @pytest.mark.parametrize(
        ("periode", "baris"),
        [
            (
                {"jenis": "triwulan", "nomor": 2, "mulai": "2026-04-01", "selesai": "2026-06-30"},
                "TRIWULAN <s>I</s>/<b>II</b>/<s>III</s>/<s>IV</s>-<s>AKHIR</s>**",
            ),
            (
                {"jenis": "tahunan", "nomor": 1, "mulai": "2026-01-01", "selesai": "2026-12-31"},
                "<s>TRIWULAN</s> <s>I</s>/<s>II</s>/<s>III</s>/<s>IV</s>-<b>AKHIR</b>**",
            ),
            ({"jenis": "bulanan", "nomor": 5, "mulai": "2026-05-01", "selesai": "2026-05-31"}, "BULAN MEI\n"),
        ],
    )
    def test_line_of_the_period(self, periode, baris):
        assert f"PERIODE*: {baris}" in html(
            JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi(periode=periode | {"tahun": 2026})
        )

    def test_skp_carries_its_footnotes(self):
        isi = html(JenisDokumen.SKP, contoh.dewi())

        assert "*&ensp;Dalam hal rencana hasil kerja Pimpinan yang diintervensi" in isi
        assert "**&ensp;Pimpinan dapat memberikan Ekspektasi khusus terhadap satu atau lebih aspek" in isi
        assert "REALISASI" not in isi
        assert "LAMPIRAN SASARAN KINERJA PEGAWAI" in isi

    def test_qualitative_skp_names_the_measure_and_the_assignment(self):
        jajf = html(JenisDokumen.SKP, KELUARGA["jajf-kualitatif"]())
        jpt = html(JenisDokumen.SKP, KELUARGA["jpt-kualitatif"]())

        assert "Ukuran keberhasilan / Indikator Kinerja Individu, dan Target:" in jajf
        assert "<i>Penugasan dari:</i> Tersedianya layanan publik digital" in jajf
        assert "Ukuran keberhasilan/Indikator Kinerja Individu, Target, dan Perspektif:" in jpt
        assert "Perspektif: Penerima Layanan" in jpt


class TestTeksPengguna:
    @pytest.mark.parametrize(
        "jahat", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ settings }}"]
    )
    @pytest.mark.parametrize("jenis", JenisDokumen)
    def test_markup_stays_text_everywhere(self, jenis, jahat):
        data = contoh.bayu(
            catatan=jahat, tempat=jahat, instansi=jahat, unit=jahat,
            pegawai=dict.fromkeys(("nama", "nip", "pangkat_gol", "jabatan", "unit", "instansi"), jahat),
            keberatan={"keberatan": jahat, "penjelasan": jahat, "keputusan": jahat},
            lampiran={"sumber_daya": [jahat]},
            sasaran=[{"teks": jahat, "indikator": [{"teks": jahat, "target": jahat}]}],
            program=[{"nama": jahat, "anggaran": jahat, "keterangan": jahat}],
            total=jahat,
            perilaku=[
                {"nilai": "loyal", "ekspektasi_khusus": jahat, "umpan_balik": [{"peran": "rekan", "teks": jahat}]}
            ],
        )  # fmt: skip
        data["hasil_kerja"][0] |= {
            "teks": jahat,
            "diintervensi": {"teks": jahat, "indikator": [jahat]},
            "indikator": [dict.fromkeys(("teks", "target", "realisasi", "sumber_data"), jahat)],
            "umpan_balik": [{"peran": "rekan", "teks": jahat}],
        }
        data["dokumen"] |= {
            "nomor": jahat,
            "kode_verifikasi": jahat,
            "url_verifikasi": f"https://a.go.id/{jahat}",
        }

        isi = html(jenis, data)

        assert "<script" not in isi
        assert "<img src=x" not in isi
        assert isi.count("<img") == 1
        assert jahat in " ".join(baca(isi).teks)

    def test_signs_without_a_glyph_are_said_otherwise(self):
        isi = html(JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi(catatan="Bagus 👍 漢 ≤ 5"))

        assert "Bagus (jempol) □ ≤ 5" in isi


class TestLambang:
    def test_name_of_the_agency_stands_where_there_is_no_emblem(self):
        isi = html(JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi())

        assert '<p class="kop">DINAS KOMUNIKASI DAN INFORMATIKA KABUPATEN TIRTA JAYA</p>' in isi

    def test_emblem_is_an_asset_with_a_description(self):
        isi = html(JenisDokumen.DOKUMEN_EVALUASI, contoh.dewi(), lambang=b"\x89PNG\r\n\x1a\n")

        assert '<img class="lambang" src="aset:/lambang" alt="Lambang instansi">' in isi
        assert 'class="kop"' not in isi

    def test_svg_is_no_emblem(self):
        with pytest.raises(DokumenGagal, match="PNG atau JPEG"):
            html(JenisDokumen.EVALUASI, contoh.dewi(), lambang=b"<svg onload=alert(1)/>")
