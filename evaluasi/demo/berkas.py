"""Small real PDFs that stand as evidence in the demo."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile


def pdf_contoh(nama: str, baris: list[str]) -> ContentFile[bytes]:
    """One page of plain lines; nothing active, so it passes the examination of evidence."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    halaman = pdf.pages[0]
    huruf = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    halaman.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(huruf)))
    teks = "".join(f"({_aman(b)}) Tj 0 -22 Td " for b in baris)
    halaman.Contents = pdf.make_stream(f"BT /F1 14 Tf 60 780 Td {teks}ET".encode("latin-1", "replace"))
    keluar = BytesIO()
    pdf.save(keluar)
    return ContentFile(keluar.getvalue(), name=nama)


def _aman(teks: str) -> str:
    return teks.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
