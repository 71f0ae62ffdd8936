"""Reads the beginning of an office file as plain text: title and first paragraphs, rows or slides.

Honest about what it is: no layout, no pictures. Parts are read as a stream and only as far as is shown.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from defusedxml.ElementTree import iterparse

from kinerja.bukti.hasil import Potongan

MAKS_BARIS = 40
MAKS_HURUF = 400
"""Of one paragraph or cell."""
MAKS_KOLOM = 8
MAKS_SLIDE = 5
MAKS_KATA_BERSAMA = 20_000
"""Entries of a workbook's table of strings that are read."""


def baca(berkas: BinaryIO, akhiran: str) -> tuple[int, list[Potongan]]:
    """How many sheets or slides there are (0: nobody counts), and the beginning as text."""
    with zipfile.ZipFile(berkas) as arsip:
        if akhiran == "docx":
            return 0, _docx(arsip)
        return _xlsx(arsip) if akhiran == "xlsx" else _pptx(arsip)


def _elemen(arsip: zipfile.ZipFile, bagian: str, *nama: str) -> Iterator[Any]:
    """Each finished element of these local names, in order; what was read is forgotten."""
    with arsip.open(bagian) as isi:
        for _, e in iterparse(isi, events=("end",), forbid_dtd=True):
            if _lokal(e.tag) in nama:
                yield e
                e.clear()


def _lokal(tag: str) -> str:
    return tag.rpartition("}")[2]


def _teks(e: Any) -> str:
    """The words inside an element, of whatever runs it is made."""
    kata = []
    for anak in e.iter():
        match _lokal(anak.tag):
            case "t":
                kata.append(anak.text or "")
            case "tab" | "br":
                kata.append(" ")
    return _rapi("".join(kata))


def _rapi(teks: str) -> str:
    rapi = " ".join(teks.split())
    return rapi if len(rapi) <= MAKS_HURUF else f"{rapi[: MAKS_HURUF - 1]}…"


def _docx(arsip: zipfile.ZipFile) -> list[Potongan]:
    paragraf = (_teks(e) for e in _elemen(arsip, "word/document.xml", "p"))
    baris = list(islice((p for p in paragraf if p), MAKS_BARIS))
    return [{"baris": baris}] if baris else []


def _pptx(arsip: zipfile.ZipFile) -> tuple[int, list[Potongan]]:
    slide = [n for n in arsip.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]
    slide.sort(key=lambda n: int(re.sub(r"\D", "", n)))
    hasil: list[Potongan] = []
    for nomor, nama in enumerate(slide[:MAKS_SLIDE], start=1):
        paragraf = (_teks(e) for e in _elemen(arsip, nama, "p"))
        hasil.append(
            {"judul": f"Slide {nomor}", "baris": list(islice((p for p in paragraf if p), MAKS_BARIS))}
        )
    return len(slide), hasil


def _xlsx(arsip: zipfile.ZipFile) -> tuple[int, list[Potongan]]:
    lembar = [(e.get("name") or "", _atribut(e, "id")) for e in _elemen(arsip, "xl/workbook.xml", "sheet")]
    if not lembar:
        return 0, []
    rujukan = {
        e.get("Id"): (e.get("Target") or "").removeprefix("/xl/")
        for e in _elemen(arsip, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    letak = f"xl/{rujukan.get(lembar[0][1], 'worksheets/sheet1.xml')}"
    return len(lembar), [{"judul": lembar[0][0][:80], "tabel": _baris(arsip, letak, _bersama(arsip))}]


def _atribut(e: Any, nama: str) -> str:
    return next((nilai for kunci, nilai in e.attrib.items() if _lokal(kunci) == nama and "}" in kunci), "")


def _bersama(arsip: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in arsip.namelist():
        return []
    return [_teks(e) for e in islice(_elemen(arsip, "xl/sharedStrings.xml", "si"), MAKS_KATA_BERSAMA)]


def _baris(arsip: zipfile.ZipFile, letak: str, bersama: list[str]) -> list[list[str]]:
    hasil = []
    for baris in islice(_elemen(arsip, letak, "row"), MAKS_BARIS):
        sel = {_kolom(c.get("r") or ""): _isi_sel(c, bersama) for c in baris if _lokal(c.tag) == "c"}
        lebar = max((k for k, isi in sel.items() if isi), default=-1) + 1
        hasil.append([sel.get(n, "") for n in range(min(lebar, MAKS_KOLOM))])
    while hasil and not any(hasil[-1]):
        hasil.pop()
    lebar = max(map(len, hasil), default=0)
    return [[*b, *[""] * (lebar - len(b))] for b in hasil]


def _kolom(alamat: str) -> int:
    """0 for A, 25 for Z, 26 for AA."""
    nomor = 0
    for huruf in re.sub(r"[^A-Z]", "", alamat)[:3]:
        nomor = nomor * 26 + ord(huruf) - 64
    return max(nomor - 1, 0)


def _isi_sel(sel: Any, bersama: list[str]) -> str:
    if sel.get("t") == "inlineStr":
        return _teks(sel)
    nilai = next((_rapi(a.text or "") for a in sel if _lokal(a.tag) == "v"), "")
    if sel.get("t") == "s":
        return bersama[int(nilai)] if nilai.isdecimal() and int(nilai) < len(bersama) else ""
    return nilai
