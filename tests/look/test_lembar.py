"""Promises about the stylesheet, the scripts and the templates as text."""

import re
from pathlib import Path

import brotli
import pytest

AKAR = Path(__file__).resolve().parents[2]
CSS = (AKAR / "static/css/kinerja.css").read_text()
ATURAN_CSS = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
SKRIP = sorted((AKAR / "static/js").glob("*.js"))
HALAMAN = sorted(p for p in (AKAR / "templates").rglob("*.html") if "laporan" not in p.parts)


def test_sheet_is_at_most_12_kb():
    assert len(brotli.compress(CSS.encode())) <= 12_000


@pytest.mark.parametrize(
    "pola",
    [
        r":has\(",
        r":is\(",
        r":where\(",
        r"(?<![\w-])inset\s*:",
        r"(?<![\w-])gap\s*:",  # flex gap: Chrome 84, Safari 14.1; grid-gap is older
        r"\b(clamp|min|max)\(",
        r"aspect-ratio",
        r"@container",
        r"@layer",
        r"\b\d+dvh",
        r"margin-(inline|block)",
        r"^\s*&",
    ],
)
def test_sheet_keeps_to_chrome_80_and_safari_13(pola):
    assert re.findall(pola, ATURAN_CSS, flags=re.M) == []


def test_sheet_has_every_class_of_a_state():
    for warna in ("hijau", "kuning", "merah", "biru"):
        assert f".badge-{warna} " in CSS


@pytest.mark.parametrize("berkas", SKRIP, ids=lambda p: p.name)
def test_script_keeps_to_chrome_80_and_safari_13(berkas):
    isi = re.sub(r"/\*.*?\*/|'[^'\n]*'", "", berkas.read_text(), flags=re.S)

    assert (
        re.findall(r"\?\.[a-zA-Z(\[]|\?\?|\.replaceAll\(|\.at\(|\.replaceChildren\(|requestSubmit", isi) == []
    )
    assert re.findall(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write", isi) == []


@pytest.mark.parametrize("berkas", HALAMAN, ids=lambda p: str(p.relative_to(AKAR / "templates")))
def test_template_has_nothing_that_the_content_policy_drops(berkas):
    isi = berkas.read_text()

    assert re.findall(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", isi) == []
    for atribut in re.findall(r"<script\b([^>]*)>", isi):
        assert "src=" in atribut or 'type="application/json"' in atribut
