"""The Perjanjian Kinerja's rules: its table of moves, completeness, deadline, and rows from a spreadsheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from skp import rules
from skp.errors import PerjanjianBelumLengkap, PerjanjianTerkunci, TargetTidakSah, TransisiTidakSah
from skp.rules import (
    TRANSISI_PK,
    JenisTarget,
    RingkasIndikatorPk,
    RingkasSasaranPk,
    StatusPk,
    Target,
    TingkatSasaran,
)

P = StatusPk
BOLEH = {
    (P.DRAF, P.DIAJUKAN),
    (P.DRAF, P.DIBATALKAN),
    (P.DIAJUKAN, P.DRAF),
    (P.DIAJUKAN, P.DIKEMBALIKAN),
    (P.DIAJUKAN, P.DISEPAKATI),
    (P.DIKEMBALIKAN, P.DIAJUKAN),
    (P.DIKEMBALIKAN, P.DIBATALKAN),
    (P.DISEPAKATI, P.DIREVISI),
    (P.DISEPAKATI, P.DIBATALKAN),
}


@pytest.mark.parametrize("dari", StatusPk)
@pytest.mark.parametrize("ke", StatusPk)
def test_every_cell_of_the_table(dari, ke):
    if (dari, ke) in BOLEH:
        rules.check_transisi_pk(dari, ke)
        assert rules.KATA_GERAK_PK[dari, ke]
    else:
        with pytest.raises(TransisiTidakSah):
            rules.check_transisi_pk(dari, ke)
    assert (ke in TRANSISI_PK[dari]) == ((dari, ke) in BOLEH)


@pytest.mark.parametrize("status", StatusPk)
def test_only_a_draft_and_a_returned_one_are_edited(status):
    if status in (P.DRAF, P.DIKEMBALIKAN):
        rules.check_pk_disunting(status)
        return
    with pytest.raises(PerjanjianTerkunci, match="revisi" if status == P.DISEPAKATI else "Muat ulang"):
        rules.check_pk_disunting(status)


@pytest.mark.parametrize(
    ("hari", "bulan", "batas"),
    [
        (date(2026, 1, 2), 1, date(2026, 2, 2)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_deadline_counts_months_and_clamps_their_ends(hari, bulan, batas):
    assert rules.batas_pk(hari, bulan) == batas


@pytest.mark.parametrize(
    ("jenis", "tingkat", "program"),
    [
        ("jpt", TingkatSasaran.STRATEGIS, "PROGRAM"),
        ("pejabat_negara", TingkatSasaran.STRATEGIS, "PROGRAM"),
        ("administrator", TingkatSasaran.PROGRAM, "KEGIATAN"),
        ("pengawas", TingkatSasaran.KEGIATAN, "SUB KEGIATAN"),
    ],
)
def test_level_follows_the_post(jenis, tingkat, program):
    assert rules.tingkat_bawaan(jenis) == tingkat
    assert tingkat.judul_program == program


@pytest.mark.parametrize(
    ("nilai", "tulis"),
    [("4250000000", "4.250.000.000"), ("0", "0"), ("1250000.5", "1.250.000,50"), ("100", "100")],
)
def test_rupiah(nilai, tulis):
    assert rules.rupiah(Decimal(nilai)) == tulis


class TestLengkap:
    TARGET = Target(JenisTarget.ANGKA, Decimal(12), satuan="layanan")

    def kurang(self, sasaran, **lain):
        isi = {"punya_pihak_kedua": True, "is_sepihak": False} | lain
        return [k.pesan for k in rules.kekurangan_pk(sasaran=sasaran, **isi)]

    def test_complete(self):
        assert self.kurang([RingkasSasaranPk("A", [RingkasIndikatorPk("i", self.TARGET)])]) == []

    def test_names_each_lack_and_where_it_is(self):
        salah = RingkasIndikatorPk("i", Target(JenisTarget.PERSEN), "kunci-i")
        hasil = rules.kekurangan_pk(
            sasaran=[RingkasSasaranPk("A", []), RingkasSasaranPk("B", [salah], "kunci-b")],
            punya_pihak_kedua=False,
            is_sepihak=False,
        )

        assert [k.pesan for k in hasil] == [
            "Pihak kedua belum ada. Laporkan pejabat penilai Anda lewat Penempatan saya.",
            "Sasaran 1 belum memiliki indikator kinerja.",
            "Indikator 1 pada sasaran 2: Target belum diisi angkanya.",
        ]
        assert (hasil[2].sasaran, hasil[2].indikator) == ("kunci-b", "kunci-i")
        with pytest.raises(PerjanjianBelumLengkap, match="Masih ada 2 hal lain"):
            rules.check_pk_lengkap(hasil)

    def test_head_of_region_needs_no_second_party(self):
        sasaran = [RingkasSasaranPk("A", [RingkasIndikatorPk("i", self.TARGET)])]
        assert self.kurang(sasaran, punya_pihak_kedua=False, is_sepihak=True) == []
        assert len(self.kurang(sasaran, punya_pihak_kedua=False)) == 1

    def test_needs_a_sasaran(self):
        assert self.kurang([]) == ["Belum ada sasaran. Tambahkan paling sedikit satu."]


class TestTarget:
    @pytest.mark.parametrize(
        ("target", "satuan", "tampil"),
        [
            ("12", "layanan", "12 layanan"),
            ("12 layanan", "", "12 layanan"),
            ("3,60", "indeks", "3,60 indeks"),
            ("3,60", "", "3,60"),
            ("1.250", "orang", "1.250 orang"),
            ("80%", "", "80%"),
            ("80", "%", "80%"),
            ("99,5", "Persen", "99,5%"),
            ("≤ 5", "hari", "≤ 5 hari"),
            ("<= 5 hari", "", "≤ 5 hari"),
            ("maks. 5", "hari", "≤ 5 hari"),
            ("Paling banyak 3", "temuan", "≤ 3 temuan"),
            ("≤ 5 %", "", "≤ 5 %"),
            ("10–12", "layanan", "10–12 layanan"),
            ("10 s.d. 12 layanan", "", "10–12 layanan"),
            ("31 Desember 2026", "", "31 Desember 2026"),
            ("31-12-2026", "tanggal", "31 Desember 2026"),
            ("WTP", "opini", "WTP"),
        ],
    )
    def test_is_read_from_words(self, target, satuan, tampil):
        assert rules.tampil_target(rules.baca_target_sel(target, satuan)) == tampil

    @pytest.mark.parametrize(
        ("target", "satuan", "pesan"),
        [
            ("", "layanan", "Target belum diisi"),
            ("12..5", "layanan", "Tulis angka saja"),
            ("31-02-2026", "", "tidak ada"),
            ("12–10", "layanan", "Angka tertinggi tidak boleh"),
            ("-5", "layanan", "negatif"),
        ],
    )
    def test_is_refused_with_a_sentence(self, target, satuan, pesan):
        with pytest.raises(TargetTidakSah, match=pesan):
            rules.baca_target_sel(target, satuan)


class TestTempelan:
    def test_head_row_numbers_merged_cells_and_blank_lines(self):
        t = rules.baca_tempelan(
            "No\tSasaran\tIndikator\tSatuan\tTarget\r\n"
            "1\tMeningkatnya layanan\tIndeks SPBE\tindeks\t3,60\r\n"
            "\t\tLayanan digital\t%\t80\r\n"
            "\r\n"
            "2\tTertibnya arsip\tArsip tertata\t%\t100\r\n"
        )

        assert t.ditolak == []
        assert [(b.sasaran, b.indikator) for b in t.baris] == [
            ("Meningkatnya layanan", "Indeks SPBE"),
            ("Meningkatnya layanan", "Layanan digital"),
            ("Tertibnya arsip", "Arsip tertata"),
        ]

    def test_bad_rows_are_named_and_keep_their_sasaran(self):
        t = rules.baca_tempelan("Naik\tA\tlayanan\t12\n\tB\tlayanan\t\n\tC\tlayanan\tx1\nTurun\t\t\t5")

        assert [b.indikator for b in t.baris] == ["A", "C"]
        assert [(b.nomor, b.alasan) for b in t.ditolak] == [
            (2, "Target belum diisi."),
            (4, "Indikator belum diisi."),
        ]
        assert t.sisa == "Naik\tB\tlayanan\t\nTurun\t\t\t5"
        assert rules.baca_tempelan(t.sisa.replace("layanan\t", "layanan\t12")).baris[0].sasaran == "Naik"

    def test_quoted_cell_with_a_line_end_is_one_cell(self):
        t = rules.baca_tempelan('"Meningkatnya\nlayanan"\tIndeks\tindeks\t3,6')
        assert t.baris[0].sasaran == "Meningkatnya layanan"

    @pytest.mark.parametrize(
        ("baris", "pesan"),
        [
            ("\tA\tlayanan\t1", "Sasaran belum diisi."),
            ("x" * 2001 + "\tA\tlayanan\t1", "Sasaran terlalu panjang"),
            ("S\tA\t" + "x" * 61 + "\t1", "Satuan terlalu panjang"),
            ("hanya satu kolom", "Indikator belum diisi."),
        ],
    )
    def test_what_a_row_lacks(self, baris, pesan):
        assert rules.baca_tempelan(baris).ditolak[0].alasan.startswith(pesan)
