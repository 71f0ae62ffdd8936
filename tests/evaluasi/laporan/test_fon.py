"""The font of the documents: made once, of our own, and never asked for a sign it lacks."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from fontTools.ttLib import TTFont

from evaluasi.laporan.fon import AKAR_FON, KELUARGA, FonTidakAda, buat_penyaring, siapkan_fon, tercetak


@pytest.fixture(scope="module")
def fon(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "fon"
    siapkan_fon(folder)
    return folder


def asal(nama):
    return next(p for akar in AKAR_FON for p in akar.rglob(nama))


class TestSiapkan:
    def test_faces_carry_our_family_and_no_more_than_they_need(self, fon):
        with TTFont(fon / "utama-Regular.ttf") as wajah:
            assert wajah["name"].getDebugName(1) == KELUARGA
            ada = wajah.getBestCmap()

        assert {ord(h) for h in "Aaé…–“”≤≥·Ÿž"} <= set(ada)
        assert ord("Ж") not in ada
        assert (fon / "utama-Regular.ttf").stat().st_size < 130_000

    def test_second_time_changes_nothing(self, fon):
        sebelum = {p.name: p.stat().st_mtime_ns for p in fon.iterdir()}

        siapkan_fon(fon)

        assert {p.name: p.stat().st_mtime_ns for p in fon.iterdir()} == sebelum

    def test_broken_off_work_is_done_again(self, fon, tmp_path):
        rusak = tmp_path / "fon"
        shutil.copytree(fon, rusak)
        (rusak / "cap").unlink()
        (rusak / "utama-Bold.ttf").unlink()

        siapkan_fon(rusak)

        assert (rusak / "utama-Bold.ttf").is_file()
        assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == ["fon"]

    def test_same_font_gives_the_same_bytes(self, fon, tmp_path):
        siapkan_fon(tmp_path / "fon")

        for nama in ("utama-Regular.ttf", "utama-BoldItalic.ttf"):
            assert (tmp_path / "fon" / nama).read_bytes() == (fon / nama).read_bytes()

    def test_dejavu_alone_will_do(self, tmp_path):
        akar = tmp_path / "sistem"
        akar.mkdir()
        for nama in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
            shutil.copy(asal(nama), akar)

        siapkan_fon(tmp_path / "fon", akar=[akar])

        with TTFont(tmp_path / "fon" / "utama-Bold.ttf") as wajah:
            assert wajah["name"].getDebugName(1) == KELUARGA

    def test_without_a_font_package_it_says_which_to_install(self, tmp_path):
        with pytest.raises(FonTidakAda, match="fonts-liberation"):
            siapkan_fon(tmp_path / "fon", akar=[tmp_path])

        assert not (tmp_path / "fon").exists()

    def test_command_makes_it_in_the_data_folder(self, settings, tmp_path, capsys):
        settings.DATA_DIR = tmp_path

        call_command("siapkan_fon")
        call_command("siapkan_fon", verbosity=0)

        assert capsys.readouterr().out == "Fon dokumen siap.\n"
        assert (tmp_path / "fon" / "fonts.conf").is_file()

    def test_command_fails_with_the_sentence(self, settings, tmp_path, monkeypatch):
        settings.DATA_DIR = tmp_path
        monkeypatch.setattr("evaluasi.laporan.fon.siapkan_fon.__kwdefaults__", {"akar": (tmp_path,)})

        with pytest.raises(CommandError, match="Pasang paket fonts-liberation"):
            call_command("siapkan_fon")


class TestTercetak:
    @pytest.mark.parametrize(
        ("ditulis", "tercetak_"),
        [
            ("Target ≤ 5 hari – “baik”, 3,6 ≥ 3", "Target ≤ 5 hari – “baik”, 3,6 ≥ 3"),
            ("Ḥāfiẓ naïve Łódź", "Ḥāfiẓ naïve Łódź"),
            ("cafe\u0301", "café"),
            ("Bagus 👍🏽", "Bagus (jempol)"),
            ("😊 dan 😢", "(senyum) dan (sedih)"),
            ("漢字", "□□"),
            ("a\u202eb\u200bc\x00d", "abcd"),
            ("baris\r\nbaru\tkolom", "baris \nbaru\tkolom"),
            ("a\u2028b", "a b"),
            ("\ud83d", ""),
        ],
    )
    def test_what_no_face_has_is_said_otherwise(self, fon, ditulis, tercetak_):
        assert tercetak(ditulis, buat_penyaring(fon)) == tercetak_
