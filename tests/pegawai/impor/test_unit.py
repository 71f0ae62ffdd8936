"""Rows of the unit file: the tree, and who heads what."""

import pytest

from pegawai.impor.catatan import JenisCatatan, Sebab
from pegawai.impor.klasifikasi import UnitDikenal
from pegawai.impor.unit import KursiPejabat
from pegawai.rules import HasilBaris
from tests.factories.impor import nip, unit
from tests.pegawai.impor.bantuan import mentah, periksa, sebab

KEPALA = nip(1)


def hasil(*baris, dikenal=(), kursi=None):
    return periksa(mentah(baris), unit_dikenal=dikenal, kursi=kursi)[0]


def dikenal(kunci, nama, induk="", **lain) -> UnitDikenal:
    return UnitDikenal(kunci, nama, induk, **{"is_aktif": True, **lain})


class TestBaru:
    def test_child_before_its_parent(self):
        anak, puncak = hasil(unit("B", "Bidang", "A", NIP_PEJABAT=KEPALA), unit("A", "Dinas"), kursi={})

        assert (anak.hasil, puncak.hasil) == (HasilBaris.BARU, HasilBaris.BARU)
        assert anak.data == {"kunci": "B", "nama": "Bidang", "induk": "A", "is_aktif": True, "nip_kepala": ""}

    def test_identifier_in_either_case_is_the_same(self):
        assert not hasil(unit("ab-1", "Dinas"), unit("B", "Bidang", " AB-1 "))[1].is_ditolak

    @pytest.mark.parametrize(
        ("lain", "kolom"),
        [
            ({"ID": ""}, "ID"),
            ({"ID": "#5"}, "ID"),
            ({"ID": "x" * 65}, "ID"),
            ({"NAMA UNOR": " "}, "NAMA UNOR"),
            ({"NAMA UNOR": "x" * 256}, "NAMA UNOR"),
            ({"AKTIF": "mungkin"}, "AKTIF"),
        ],
    )
    def test_unusable_cell_is_refused_with_its_column(self, lain, kolom):
        [h] = hasil({**unit("A", "Dinas"), **lain})

        assert h.is_ditolak
        assert h.catatan[0].kolom == kolom

    def test_unknown_eselon_is_a_warning(self):
        [h] = hasil(unit("A", "Dinas", ESELON_ID="77"))

        assert Sebab.KODE in sebab(h, JenisCatatan.PERINGATAN)
        assert h.hasil == HasilBaris.BARU

    @pytest.mark.parametrize(
        ("tulisan", "aktif"), [("Y", True), (None, True), (1, True), ("n", False), ("Tidak", False)]
    )
    def test_open_or_closed(self, tulisan, aktif):
        assert hasil(unit("A", "Dinas", AKTIF=tulisan))[0].data["is_aktif"] is aktif

    def test_open_unit_below_a_closed_one_is_a_warning(self):
        _, anak = hasil(unit("A", "Dinas", AKTIF="N"), unit("B", "Bidang", "A"))

        assert Sebab.INDUK_TUTUP in sebab(anak)


class TestSusunan:
    def test_unknown_parent_is_refused_and_all_below_it(self):
        yatim, anak, cucu = hasil(
            unit("A", "Seksi Yatim", "TIADA", NAMA_ATASAN="Dinas Lama"),
            unit("B", "Anak", "A"),
            unit("C", "Cucu", "B"),
        )

        assert [sebab(h, JenisCatatan.DITOLAK) for h in (yatim, anak, cucu)] == [
            [Sebab.INDUK_TIDAK_DIKENAL],
            [Sebab.UNIT_DITOLAK],
            [Sebab.UNIT_DITOLAK],
        ]
        assert "“Dinas Lama”" in yatim.catatan[0].kalimat
        assert "“Seksi Yatim” (baris 2)" in anak.catatan[0].kalimat

    @pytest.mark.parametrize("panjang", [1, 2, 5])
    def test_cycle_of_any_length_is_refused_and_what_hangs_on_it(self, panjang):
        lingkaran = [unit(f"L{i}", f"Lingkar {i}", f"L{(i + 1) % panjang}") for i in range(panjang)]
        *melingkar, anak, lain = hasil(*lingkaran, unit("ANAK", "Anak", "L0"), unit("X", "Dinas"))

        assert all(sebab(h, JenisCatatan.DITOLAK) == [Sebab.MELINGKAR] for h in melingkar)
        assert sebab(anak, JenisCatatan.DITOLAK) == [Sebab.UNIT_DITOLAK]
        assert lain.hasil == HasilBaris.BARU

    def test_cycle_through_the_database_is_refused(self):
        """B sits below A already; the file puts A below B."""
        ada = [dikenal("A", "Dinas"), dikenal("B", "Bidang", "A")]

        [h] = hasil(unit("A", "Dinas", "B"), dikenal=ada)

        assert sebab(h, JenisCatatan.DITOLAK) == [Sebab.MELINGKAR]

    def test_refused_row_of_a_known_unit_leaves_the_unit_as_it_was(self):
        ada = [dikenal("A", "Dinas"), dikenal("B", "Bidang", "A")]

        salah, anak = hasil(unit("B", "Bidang", "TIADA"), unit("C", "Seksi", "B"), dikenal=ada)

        assert salah.is_ditolak
        assert anak.hasil == HasilBaris.BARU

    def test_deep_tree_needs_no_recursion(self):
        baris = [unit(f"U{i}", f"Unit {i}", f"U{i - 1}" if i else "") for i in range(3000)]

        assert not any(h.is_ditolak for h in hasil(*reversed(baris)))


class TestGanda:
    def test_same_row_twice_counts_once(self):
        satu, dua = hasil(unit("A", "Dinas"), unit("A", "Dinas"))

        assert (satu.hasil, dua.hasil) == (HasilBaris.BARU, HasilBaris.PERULANGAN)
        assert "baris 2" in dua.catatan[0].kalimat

    def test_contradicting_rows_are_refused_and_all_below(self):
        satu, dua, anak = hasil(unit("A", "Dinas"), unit("A", "Dinas Lain"), unit("B", "Bidang", "A"))

        assert sebab(satu, JenisCatatan.DITOLAK) == sebab(dua, JenisCatatan.DITOLAK) == [Sebab.UNIT_GANDA]
        assert anak.is_ditolak


class TestPejabat:
    def test_head_who_sits_there_is_taken(self):
        [h] = hasil(unit("A", "Dinas", NIP_PEJABAT=f"'{KEPALA}"), kursi={KEPALA: KursiPejabat("BUDI", "A")})

        assert h.data["nip_kepala"] == KEPALA
        assert sebab(h) == [Sebab.NIP_DIPERBAIKI]

    @pytest.mark.parametrize(
        ("isi", "kursi", "sebabnya"),
        [
            ("", {}, Sebab.PEJABAT_KOSONG),
            ("9" * 18, {}, Sebab.PEJABAT_TIDAK_DIKENAL),
            (1.98e17, {}, Sebab.PEJABAT_TIDAK_DIKENAL),
            (KEPALA, {}, Sebab.PEJABAT_TIDAK_DIKENAL),
            (KEPALA, {KEPALA: KursiPejabat("BUDI", "", "sudah tidak aktif")}, Sebab.PEJABAT_TIDAK_DIKENAL),
            (KEPALA, {KEPALA: KursiPejabat("BUDI", "A")}, Sebab.PEJABAT_DI_UNIT_LAIN),
        ],
    )
    def test_otherwise_the_unit_comes_without_head_and_with_a_warning(self, isi, kursi, sebabnya):
        _, h = hasil(unit("A", "Dinas"), unit("B", "Bidang", "A", NIP_PEJABAT=isi), kursi=kursi)

        assert h.hasil == HasilBaris.BARU
        assert h.data["nip_kepala"] == ""
        assert sebab(h, JenisCatatan.PERINGATAN) == [sebabnya]

    def test_the_root_without_asn_head_asks_for_a_pejabat_negara(self):
        [h] = hasil(unit("A", "Kabupaten", NAMA_JABATAN="Bupati", ESELON_ID=""))

        assert [(c.jenis, c.sebab) for c in h.catatan] == [(JenisCatatan.INFO, Sebab.PUNCAK_KOSONG)]
        assert "Bupati" in h.catatan[0].kalimat

    def test_closed_unit_needs_no_head(self):
        assert hasil(unit("A", "Dinas"), unit("B", "Tutup", "A", AKTIF="N"))[1].catatan == []

    def test_empty_cell_does_not_remove_a_head_set_here(self):
        [h] = hasil(unit("A", "Kabupaten"), dikenal=[dikenal("A", "Kabupaten", nama_kepala="H. Surya")])

        assert (h.hasil, h.catatan, h.perubahan) == (HasilBaris.SAMA, [], [])


class TestTerhadapBasisData:
    def test_unchanged(self):
        [h] = hasil(unit("A", "Dinas"), dikenal=[dikenal("A", "Dinas")])

        assert h.hasil == HasilBaris.SAMA

    def test_every_change_is_listed_in_words(self):
        ada = [
            dikenal("A", "Dinas"),
            dikenal("C", "Badan"),
            dikenal(
                "B", "Bidang Lama", "A", is_aktif=False, nip_kepala=frozenset({nip(9)}), nama_kepala="AGUS"
            ),
        ]

        [h] = hasil(
            unit("B", "Bidang Baru", "C", NIP_PEJABAT=KEPALA),
            dikenal=ada,
            kursi={KEPALA: KursiPejabat("BUDI", "B")},
        )

        assert h.hasil == HasilBaris.BERUBAH
        assert [tuple(p) for p in h.perubahan] == [
            ("Nama", "Bidang Lama", "Bidang Baru"),
            ("Unit induk", "Dinas", "Badan"),
            ("Keadaan", "Tutup", "Aktif"),
            ("Pejabat", "AGUS", "BUDI"),
        ]

    def test_namesake_without_identifier_is_not_taken_for_the_same(self):
        [h] = hasil(unit("A", "dinas sosial"), dikenal=[dikenal("#7", "Dinas Sosial")])

        assert h.hasil == HasilBaris.BARU
        assert Sebab.UNIT_SENAMA in sebab(h, JenisCatatan.PERINGATAN)
