"""The rules of planning, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skp.errors import (
    IsianTidakSah,
    PeriodeTidakSah,
    SkpBelumLengkap,
    SkpTerkunci,
    TargetTidakSah,
    TransisiTidakSah,
)
from skp.rules import (
    KATA_GERAK,
    PANDUAN_PERILAKU,
    PEMILIK_STATUS,
    POLARITAS_BAWAAN,
    STATUS_BISA_DISUNTING,
    STATUS_MATI,
    STATUS_RENCANA_AKSI,
    STATUS_TERBUKA,
    STATUS_TETAP,
    TRANSISI_SKP,
    JenisPeriode,
    JenisRhk,
    JenisTarget,
    Kekurangan,
    KeluargaFormulir,
    NilaiPerilaku,
    Pendekatan,
    RingkasIndikator,
    RingkasRhk,
    StatusBagian,
    StatusSkp,
    Target,
    angka_id,
    baca_angka,
    check_bisa_disunting,
    check_complete,
    check_ekspektasi,
    check_rencana_aksi,
    check_target,
    check_teks,
    check_transition,
    hari_penilai,
    kekurangan_skp,
    nama_periode,
    rancangan_tahun,
    rentang_skp,
    sidik,
    status_bagian,
    tampil_target,
    target_bersih,
)

S = StatusSkp


class TestTransisi:
    BOLEH = {
        (S.DRAF, S.DIAJUKAN),
        (S.DRAF, S.DIBATALKAN),
        (S.DIAJUKAN, S.DRAF),
        (S.DIAJUKAN, S.DIKEMBALIKAN),
        (S.DIAJUKAN, S.DISETUJUI),
        (S.DIKEMBALIKAN, S.DIAJUKAN),
        (S.DIKEMBALIKAN, S.DIBATALKAN),
        (S.DISETUJUI, S.DITETAPKAN),
        (S.DISETUJUI, S.DIKEMBALIKAN),
        (S.DITETAPKAN, S.BERJALAN),
        (S.DITETAPKAN, S.DIREVISI),
        (S.DITETAPKAN, S.DIBATALKAN),
        (S.BERJALAN, S.DIREVISI),
        (S.BERJALAN, S.SELESAI),
        (S.BERJALAN, S.DIBATALKAN),
    }

    @pytest.mark.parametrize("dari", list(S))
    @pytest.mark.parametrize("ke", list(S))
    def test_every_pair_of_states(self, dari, ke):
        if (dari, ke) in self.BOLEH:
            check_transition(dari, ke)
        else:
            with pytest.raises(TransisiTidakSah, match=dari.label):
                check_transition(dari, ke)

    def test_every_state_has_moves_and_an_owner(self):
        assert set(TRANSISI_SKP) == set(PEMILIK_STATUS) == set(S)

    def test_every_move_has_its_phrase(self):
        assert set(KATA_GERAK) == self.BOLEH | {("", S.DRAF)}

    def test_open_fixed_dead_and_done_are_all_states(self):
        assert STATUS_TERBUKA | STATUS_MATI | {S.SELESAI} == set(S)
        assert STATUS_TETAP < STATUS_TERBUKA
        assert not STATUS_TERBUKA & STATUS_MATI


class TestYangDibolehkanStatus:
    @pytest.mark.parametrize("status", list(S))
    def test_content_is_written_in_drafts_only(self, status):
        if status in {S.DRAF, S.DIKEMBALIKAN}:
            check_bisa_disunting(status)
        else:
            with pytest.raises(SkpTerkunci, match=status.label):
                check_bisa_disunting(status)

    @pytest.mark.parametrize("status", list(S))
    @pytest.mark.parametrize("oleh_penilai", [True, False])
    def test_expectations_by_the_owner_in_drafts_by_the_penilai_in_review(self, status, oleh_penilai):
        boleh = {S.DIAJUKAN} if oleh_penilai else STATUS_BISA_DISUNTING
        if status in boleh:
            check_ekspektasi(status, oleh_penilai=oleh_penilai)
        else:
            with pytest.raises(SkpTerkunci):
                check_ekspektasi(status, oleh_penilai=oleh_penilai)

    @pytest.mark.parametrize("status", list(S))
    def test_action_plans_in_drafts_and_during_the_year(self, status):
        if status in {S.DRAF, S.DIKEMBALIKAN, S.DITETAPKAN, S.BERJALAN}:
            check_rencana_aksi(status)
        else:
            with pytest.raises(SkpTerkunci):
                check_rencana_aksi(status)
        assert (status in STATUS_RENCANA_AKSI) == (
            status in {S.DRAF, S.DIKEMBALIKAN, S.DITETAPKAN, S.BERJALAN}
        )


class TestTeks:
    def test_blanks_around_go(self):
        assert check_teks("  a b \n", sebutan="RHK") == "a b"

    def test_empty_text_names_its_field(self):
        with pytest.raises(IsianTidakSah, match="RHK belum diisi") as galat:
            check_teks(" \n", sebutan="RHK", bidang="teks")
        assert galat.value.bidang == "teks"

    def test_fingerprint_changes_with_the_content_only(self):
        assert sidik("a", None, [1]) == sidik("a", None, [1])
        assert sidik("a", "") != sidik("", "a")
        assert sidik({NilaiPerilaku.LOYAL: "x"}) != sidik({NilaiPerilaku.LOYAL: "y"})


class TestAngka:
    @pytest.mark.parametrize(
        ("teks", "nilai"),
        [
            ("12", "12"),
            ("99,5", "99.5"),
            ("99.5", "99.5"),
            ("1.250", "1250"),
            ("1.250,75", "1250.75"),
            ("1.250.000", "1250000"),
            (" 1 250 ", "1250"),
            ("-3", "-3"),
            ("0,0001", "0.0001"),
            ("0.125", "0.125"),
        ],
    )
    def test_is_read_as_people_write_it(self, teks, nilai):
        assert baca_angka(teks) == Decimal(nilai)

    @pytest.mark.parametrize(
        "teks", ["", "dua belas", "1,250.5", "1.25.0", "12%", "1e5", "NaN", "Infinity", "=1", ","]
    )
    def test_what_fits_no_reading_is_refused(self, teks):
        with pytest.raises(TargetTidakSah, match="koma untuk pecahan"):
            baca_angka(teks)

    @given(st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False, allow_infinity=False))
    def test_what_is_shown_reads_back(self, nilai):
        assert baca_angka(angka_id(nilai)) == nilai


class TestTarget:
    @pytest.mark.parametrize(
        ("target", "tampil"),
        [
            (Target("angka", Decimal(12), satuan="layanan"), "12 layanan"),
            (Target("angka", Decimal("3.6000"), satuan="indeks"), "3,6 indeks"),
            (Target("angka", Decimal("3.6000"), desimal=2), "3,60"),
            (Target("angka", Decimal(1250), satuan="orang"), "1.250 orang"),
            (Target("persen", Decimal("99.5")), "99,5%"),
            (Target("paling_banyak", Decimal(5), satuan="hari"), "≤ 5 hari"),
            (Target("rentang", Decimal(10), Decimal(12), "layanan"), "10–12 layanan"),
            (Target("tanggal", tanggal=date(2026, 1, 31)), "31 Januari 2026"),
            (Target("teks", teks="Sesuai jadwal"), "Sesuai jadwal"),
        ],
    )
    def test_complete_ones_pass_and_print(self, target, tampil):
        check_target(target)
        assert tampil_target(target) == tampil
        assert target_bersih(target) == target

    @pytest.mark.parametrize(
        ("target", "bidang"),
        [
            (Target("angka", satuan="x"), "target_angka"),
            (Target("angka", Decimal(-1), satuan="x"), "target_angka"),
            (Target("persen"), "target_angka"),
            (Target("rentang", Decimal(1), satuan="x"), "target_angka"),
            (Target("rentang", Decimal(3), Decimal(2), "x"), "target_angka_maks"),
            (Target("tanggal"), "target_tanggal"),
            (Target("teks", teks=" "), "target_teks"),
        ],
    )
    def test_incomplete_ones_name_the_field(self, target, bidang):
        with pytest.raises(TargetTidakSah) as galat:
            check_target(target)
        assert galat.value.bidang == bidang

    @pytest.mark.parametrize("target", [Target("angka"), Target("tanggal"), Target("teks"), Target("persen")])
    def test_an_empty_one_prints_nothing(self, target):
        assert tampil_target(target) == ""

    @pytest.mark.parametrize("jenis", list(JenisTarget))
    def test_what_another_kind_left_behind_is_dropped(self, jenis):
        penuh = Target(jenis, Decimal(1), Decimal(2), "x", date(2026, 1, 1), "y")

        bersih = target_bersih(penuh)

        isi = {n for n in ("angka", "angka_maks", "satuan", "tanggal", "teks") if getattr(bersih, n)}
        assert (
            isi
            == {
                JenisTarget.ANGKA: {"angka", "satuan"},
                JenisTarget.PERSEN: {"angka"},
                JenisTarget.PALING_BANYAK: {"angka", "satuan"},
                JenisTarget.RENTANG: {"angka", "angka_maks", "satuan"},
                JenisTarget.TANGGAL: {"tanggal"},
                JenisTarget.TEKS: {"teks"},
            }[jenis]
        )

    def test_every_kind_has_a_direction(self):
        assert set(POLARITAS_BAWAAN) == set(JenisTarget)


def _indikator(**ubah):
    return RingkasIndikator(
        **{
            "teks": "Jumlah",
            "target": Target("angka", Decimal(1), satuan="x"),
            "aspek": "kuantitas",
            "kunci": "i",
        }
        | ubah
    )


def _rhk(**ubah):
    return RingkasRhk(
        **{"teks": "RHK", "jenis": "utama", "punya_rujukan": True, "indikator": [_indikator()], "kunci": "r"}
        | ubah
    )


def _kurang(*rhk, keluarga=KeluargaFormulir.JA_JF, pendekatan=Pendekatan.KUANTITATIF, punya_penilai=True):
    return [
        k.pesan
        for k in kekurangan_skp(
            keluarga=keluarga, pendekatan=pendekatan, rhk=rhk, punya_penilai=punya_penilai
        )
    ]


class TestKelengkapan:
    def test_one_rhk_utama_with_an_indicator_is_enough(self):
        assert _kurang(_rhk()) == []

    @pytest.mark.parametrize(
        ("rhk", "kata"),
        [
            ([], "Belum ada rencana hasil kerja utama"),
            ([_rhk(jenis="tambahan")], "Belum ada rencana hasil kerja utama"),
            ([_rhk(teks=" ")], "RHK utama 1 belum berisi teks"),
            ([_rhk(punya_rujukan=False)], "RHK utama 1 belum menyebut RHK pimpinan"),
            ([_rhk(indikator=[])], "RHK utama 1 belum memiliki indikator"),
            ([_rhk(indikator=[_indikator(teks="")])], "Indikator 1 pada RHK utama 1 belum berisi teks"),
            ([_rhk(indikator=[_indikator(aspek="")])], "Indikator 1 pada RHK utama 1 belum memiliki aspek"),
            (
                [_rhk(), _rhk(indikator=[_indikator(), _indikator(target=Target("angka", satuan="x"))])],
                "Indikator 2 pada RHK utama 2: Target belum diisi angkanya",
            ),
            ([_rhk(), _rhk(jenis="tambahan", indikator=[])], "RHK tambahan 1 belum memiliki indikator"),
        ],
    )
    def test_each_lack_is_named(self, rhk, kata):
        (satu,) = _kurang(*rhk)
        assert kata in satu

    def test_missing_penilai_says_who_can_mend_it(self):
        assert _kurang(_rhk(), punya_penilai=False) == [
            "Pejabat penilai Anda belum ada. Laporkan lewat halaman Penempatan saya."
        ]

    def test_an_additional_rhk_serves_no_leader(self):
        assert _kurang(_rhk(), _rhk(jenis="tambahan", punya_rujukan=False)) == []

    def test_a_jpt_serves_no_leader_and_has_no_aspek(self):
        rhk = _rhk(punya_rujukan=False, indikator=[_indikator(aspek="")])
        assert _kurang(rhk, keluarga=KeluargaFormulir.JPT) == []

    def test_kualitatif_has_no_aspek(self):
        assert _kurang(_rhk(indikator=[_indikator(aspek="")]), pendekatan=Pendekatan.KUALITATIF) == []

    def test_a_lack_knows_its_rhk_and_its_item(self):
        (satu,) = kekurangan_skp(
            keluarga="ja_jf",
            pendekatan="kuantitatif",
            rhk=[_rhk(indikator=[_indikator(teks="")])],
            punya_penilai=True,
        )
        assert (satu.bagian, satu.kunci, satu.rhk) == ("rhk", "i", "r")

    def test_refusal_names_the_first_and_counts_the_rest(self):
        check_complete([])
        with pytest.raises(SkpBelumLengkap, match=r"belum dapat diajukan. A\. Masih ada 2 hal lain\."):
            check_complete([Kekurangan("A.", "rhk"), Kekurangan("B.", "rhk"), Kekurangan("C.", "rhk")])
        with pytest.raises(SkpBelumLengkap, match=r"A\.$"):
            check_complete([Kekurangan("A.", "rhk")])

    @pytest.mark.parametrize(
        ("terisi", "kurang", "dikembalikan", "status"),
        [
            (0, 0, False, StatusBagian.BELUM),
            (0, 1, True, StatusBagian.BELUM),
            (2, 0, False, StatusBagian.LENGKAP),
            (2, 0, True, StatusBagian.LENGKAP),
            (2, 1, False, StatusBagian.SEBAGIAN),
            (2, 1, True, StatusBagian.PERLU_PERBAIKAN),
        ],
    )
    def test_state_of_a_part(self, terisi, kurang, dikembalikan, status):
        assert status_bagian(terisi=terisi, kurang=kurang, dikembalikan=dikembalikan) == status


def test_each_value_has_three_guides():
    assert set(PANDUAN_PERILAKU) == set(NilaiPerilaku)
    assert len(NilaiPerilaku) == 7
    assert all(len(p) == 3 and all(p) for p in PANDUAN_PERILAKU.values())


class TestTahun:
    def test_quarters_cover_the_year_without_gaps(self):
        tahun, *triwulan = rancangan_tahun(2026, "triwulan")

        assert (tahun.jenis, tahun.mulai, tahun.selesai) == (
            JenisPeriode.TAHUNAN,
            date(2026, 1, 1),
            date(2026, 12, 31),
        )
        assert tahun.skp_sampai == date(2026, 1, 31)
        assert [(t.mulai, t.selesai) for t in triwulan] == [
            (date(2026, 1, 1), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2026, 6, 30)),
            (date(2026, 7, 1), date(2026, 9, 30)),
            (date(2026, 10, 1), date(2026, 12, 31)),
        ]
        assert triwulan[1].pengisian_sampai == date(2026, 7, 10)
        assert triwulan[3].penilaian_sampai == date(2027, 1, 20)
        assert all(t.skp_sampai is None for t in triwulan)

    def test_months_know_leap_years(self):
        _, *bulan = rancangan_tahun(2028, "bulanan")

        assert len(bulan) == 12
        assert bulan[1].selesai == date(2028, 2, 29)
        assert [b.nomor for b in bulan] == list(range(1, 13))

    @pytest.mark.parametrize("periodik", ["tahunan", "mingguan", ""])
    def test_another_cycle_is_refused(self, periodik):
        with pytest.raises(PeriodeTidakSah, match="triwulan atau bulanan"):
            rancangan_tahun(2026, periodik)

    @pytest.mark.parametrize(
        ("jenis", "nomor", "nama"),
        [
            ("triwulan", 2, "Triwulan II 2026"),
            ("bulanan", 3, "Maret 2026"),
            ("tahunan", 1, "Tahun 2026"),
        ],
    )
    def test_periods_are_named_as_people_say(self, jenis, nomor, nama):
        assert nama_periode(jenis, nomor, 2026) == nama


TAHUN = (date(2026, 1, 1), date(2026, 12, 31))


class TestRentang:
    @pytest.mark.parametrize(
        ("penempatan", "diminta", "hasil"),
        [
            ((date(2024, 1, 1), None), (None, None), TAHUN),
            ((date(2026, 6, 1), None), (None, None), (date(2026, 6, 1), TAHUN[1])),
            ((date(2024, 1, 1), date(2026, 5, 31)), (None, None), (TAHUN[0], date(2026, 5, 31))),
            (
                (date(2024, 1, 1), None),
                (date(2026, 3, 1), date(2026, 4, 30)),
                (date(2026, 3, 1), date(2026, 4, 30)),
            ),
        ],
    )
    def test_lies_inside_year_and_placement(self, penempatan, diminta, hasil):
        assert rentang_skp(periode=TAHUN, penempatan=penempatan, diminta=diminta) == hasil

    @pytest.mark.parametrize(
        ("penempatan", "diminta", "kata"),
        [
            ((date(2027, 1, 1), None), (None, None), "tidak berlaku pada tahun itu"),
            ((date(2024, 1, 1), None), (date(2026, 5, 1), date(2026, 4, 1)), "setelah tanggal mulai"),
            ((date(2026, 6, 1), None), (date(2026, 5, 1), None), "1 Juni 2026 dan 31 Desember 2026"),
            ((date(2024, 1, 1), None), (None, date(2027, 1, 1)), "1 Januari 2026 dan 31 Desember 2026"),
        ],
    )
    def test_anything_else_is_refused(self, penempatan, diminta, kata):
        with pytest.raises(PeriodeTidakSah, match=kata):
            rentang_skp(periode=TAHUN, penempatan=penempatan, diminta=diminta)


@pytest.mark.parametrize(
    ("pada", "akhir_penempatan", "hari"),
    [
        (date(2026, 5, 1), None, date(2026, 5, 1)),
        (date(2025, 12, 1), None, date(2026, 1, 1)),
        (date(2027, 2, 1), None, date(2026, 12, 31)),
        (date(2026, 9, 1), date(2026, 5, 31), date(2026, 5, 31)),
        (date(2026, 3, 1), date(2026, 5, 31), date(2026, 3, 1)),
    ],
)
def test_the_day_that_counts_stays_in_span_and_placement(pada, akhir_penempatan, hari):
    assert (
        hari_penilai(mulai=TAHUN[0], selesai=TAHUN[1], akhir_penempatan=akhir_penempatan, pada=pada) == hari
    )


def test_additional_comes_after_main_on_the_form():
    assert list(JenisRhk) == [JenisRhk.UTAMA, JenisRhk.TAMBAHAN]
