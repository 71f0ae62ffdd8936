"""How a matrix is read, compared and put into words: tables, no database."""

from __future__ import annotations

import pytest

from skp import rules
from skp.errors import IsianTidakSah, SkpTerkunci
from skp.rules import KeadaanSel, StatusSkp


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("", ()),
        ("  \r\n \n", ()),
        (" Tersusunnya  modul ", ("Tersusunnya modul",)),
        ("Satu\r\nDua\rTiga", ("Satu", "Dua", "Tiga")),
        ("Satu\n\nsatu.\nDua", ("Satu", "Dua")),
        ("x" * 2000, ("x" * 2000,)),
    ],
)
def test_a_cell_holds_one_result_per_line(teks, hasil):
    assert rules.baca_sel(teks) == hasil


@pytest.mark.parametrize(
    ("teks", "kata"), [("x" * 2001, "2.000 huruf"), ("\n".join(f"hasil {i}" for i in range(11)), "10 hasil")]
)
def test_a_cell_that_is_too_large_is_refused(teks, kata):
    with pytest.raises(IsianTidakSah, match=kata):
        rules.baca_sel(teks)


@pytest.mark.parametrize("status", list(StatusSkp))
def test_only_a_living_skp_is_divided(status):
    if status in (StatusSkp.DIREVISI, StatusSkp.DIBATALKAN, StatusSkp.SELESAI):
        with pytest.raises(SkpTerkunci):
            rules.check_matriks(status)
    else:
        rules.check_matriks(status)


K = KeadaanSel


@pytest.mark.parametrize(
    ("terkirim", "milik", "status", "anggota", "keadaan"),
    [
        ("A", "A", "draf", True, K.MASUK),
        ("A", "a.", "berjalan", True, K.MASUK),
        ("B", "B", "diajukan", True, K.MENUNGGU_DIBUKA),
        ("B", "C", "draf", True, K.BERBEDA),
        ("B", "C", "berjalan", True, K.BERBEDA),
        ("B", "B", "draf", True, K.BERBEDA),
        ("A", None, "draf", True, K.DIHAPUS),
        ("", None, None, True, K.MENUNGGU_SKP),
        ("", None, "berjalan", True, K.MENUNGGU_DIBUKA),
        ("", None, None, False, K.PINDAH),
        ("A", "A", "draf", False, K.MASUK),
    ],
)
def test_what_became_of_a_result(terkirim, milik, status, anggota, keadaan):
    kini = rules.keadaan_sel(
        teks="A", terkirim=terkirim, teks_anggota=milik, status_skp=status, anggota=anggota
    )

    assert kini == keadaan


@pytest.mark.parametrize("status", [None, *StatusSkp])
def test_a_row_says_what_happens_unless_it_goes_in_at_once(status):
    langsung = status in (StatusSkp.DRAF, StatusSkp.DIKEMBALIKAN)
    tak_terpakai = status in rules.STATUS_MATI

    assert bool(rules.kalimat_baris(status, anggota=True)) is not (langsung or tak_terpakai)
    assert "Tidak lagi" in rules.kalimat_baris(status, anggota=False)


@pytest.mark.parametrize(
    ("lama", "baru", "tetap", "ubah", "tambah", "hapus"),
    [
        ([], ["a"], (), (), (0,), ()),
        (["a"], [], (), (), (), (0,)),
        (["a", "b"], ["b", "a"], ((0, 1), (1, 0)), (), (), ()),
        (["a", "b"], ["a", "c"], ((0, 0),), ((1, 1),), (), ()),
        (["a", "b", "c"], ["b"], ((1, 0),), (), (), (0, 2)),
        (["a"], ["x", "a"], ((0, 1),), (), (0,), ()),
    ],
)
def test_equal_results_keep_their_place_and_reworded_ones_their_rhk(lama, baru, tetap, ubah, tambah, hapus):
    u = rules.ubahan_sel(lama, baru)

    assert (u.tetap, u.ubah, u.tambah, u.hapus) == (tetap, ubah, tambah, hapus)


def test_pns_and_pppk_stand_on_one_ladder():
    urut = ["", "I/a", "V", "II/d", "III/a", "III/b", "XI", "III/d", "IV/e"]

    assert sorted(urut, key=rules.pangkat_urut) == urut
    assert rules.pangkat_urut("III/b") == rules.pangkat_urut("X")
