"""Joins PDFs into one, in a process of its own: the memory of a thousand papers is gone with it.

Run by its path, so that nothing of the application is loaded. In: JSON with the title, and pairs of name and path.
Out: the PDF. A full disk ends it with the number of that error.
"""

import json
import sys

import pikepdf


def join(judul: str, lembar: list[tuple[str, str]]) -> None:
    """Join the pages; each document is one bookmark, which readers show beside them. The papers stay as they were issued."""
    with pikepdf.new() as hasil:
        hasil.Root.Lang = "id"
        hasil.Root.PageMode = pikepdf.Name.UseOutlines
        hasil.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with hasil.open_metadata(set_pikepdf_as_editor=False) as keterangan:
            keterangan["dc:title"] = judul
        with hasil.open_outline() as daftar:
            for nama, tempat in lembar:
                with pikepdf.open(tempat) as asal:
                    mulai = len(hasil.pages)
                    for halaman in asal.pages:  # the tags stay with the document, which is not joined
                        if "/StructParents" in halaman.obj:
                            del halaman.obj["/StructParents"]
                    hasil.pages.extend(asal.pages)
                daftar.root.append(pikepdf.OutlineItem(nama, mulai))
        hasil.save(sys.stdout.buffer, deterministic_id=True)


if __name__ == "__main__":
    try:
        join(**json.load(sys.stdin))
        sys.stdout.flush()
    except OSError as galat:
        sys.stderr.write(str(galat))
        sys.exit(galat.errno or 1)
