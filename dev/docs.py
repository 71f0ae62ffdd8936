"""Writes the generated pages of docs/: state diagrams from the rules, who-may-what from the access table.

`python -m dev.docs` writes them, `python -m dev.docs --periksa` fails when a committed page is behind.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from dev import layout
from evaluasi.rules import (
    PEMILIK_STATUS_EVALUASI,
    PEMILIK_STATUS_KEBERATAN,
    TRANSISI_EVALUASI,
    TRANSISI_KEBERATAN,
    TRANSISI_LAPORAN,
    StatusEvaluasi,
    StatusKeberatan,
)
from kinerja.rules import PEMILIK_STATUS_PEMBINAAN, TRANSISI_PEMBINAAN, StatusPembinaan
from skp.rules import PEMILIK_STATUS, PEMILIK_STATUS_PK, TRANSISI_PK, TRANSISI_SKP, StatusPk, StatusSkp
from tests.akses import JUDUL, PERAN, TABEL

DOCS = layout.ROOT / "docs"
GENERATED = "<!-- Made by `make docs` from the code. Change the code, not this page. -->\n"


def diagram(name: str, moves: Mapping[Any, frozenset[Any]], first: Any) -> list[str]:
    """A Mermaid state diagram of a transition table."""
    lines = [f"## {name}", "", "```mermaid", "stateDiagram-v2", f"  [*] --> {first.value}"]
    for state in moves:
        lines.append(f"  {state.value} : {state.label}")
    for state, targets in moves.items():
        lines += [f"  {state.value} --> {t.value}" for t in sorted(targets, key=list(moves).index)]
        if not targets:
            lines.append(f"  {state.value} --> [*]")
    return [*lines, "```", ""]


def owners(owner_of: Mapping[Any, Any]) -> list[str]:
    """Whose turn each state is."""
    rows = [f"| {s.label} | {o.label if o else 'Tidak ada'} |" for s, o in owner_of.items()]
    return ["| Status | Giliran |", "|---|---|", *rows, ""]


def alur() -> str:
    return "\n".join(
        [
            "# States and whose turn they are",
            "",
            GENERATED,
            *diagram("SKP", TRANSISI_SKP, StatusSkp.DRAF),
            *owners(PEMILIK_STATUS),
            *diagram("Perjanjian Kinerja", TRANSISI_PK, StatusPk.DRAF),
            *owners(PEMILIK_STATUS_PK),
            *diagram("Sesi pembinaan", TRANSISI_PEMBINAAN, StatusPembinaan.DIMINTA),
            *owners(PEMILIK_STATUS_PEMBINAAN),
            *diagram("Evaluasi", TRANSISI_EVALUASI, StatusEvaluasi.BELUM_DIBUKA),
            *owners(PEMILIK_STATUS_EVALUASI),
            *diagram("Keberatan", TRANSISI_KEBERATAN, StatusKeberatan.DIAJUKAN),
            *owners(PEMILIK_STATUS_KEBERATAN),
            *diagram("Laporan (a job that makes documents)", TRANSISI_LAPORAN, next(iter(TRANSISI_LAPORAN))),
        ]
    )


def izin() -> str:
    head = ["Rute", "Metode", *(JUDUL[p] for p in PERAN)]
    rows = [
        f"| `{b.rute}` | {b.metode} | " + " | ".join(b.harap[p] for p in PERAN) + " |"
        for b in sorted(TABEL, key=lambda b: (b.rute, b.metode))
    ]
    return "\n".join(
        [
            "# Who may what",
            "",
            GENERATED,
            "Each cell is the answer that `tests/test_access.py` demands: an HTTP status, or *masuk*, the sign-in page.",
            "The object in the address belongs to *Pemilik*; 404 is what a stranger gets, 403 names its reason,",
            "409 is an act that the state or an empty form does not allow.",
            "",
            "| " + " | ".join(head) + " |",
            "|" + "---|" * len(head),
            *rows,
            "",
        ]
    )


PAGES = {"alur.md": alur, "izin.md": izin}


def main(words: list[str]) -> int:
    behind = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--periksa" in words:
            behind.append(f"docs/{name}")
        else:
            path.write_text(text, encoding="utf-8")
    if behind:
        print(
            f"Behind the code: {', '.join(behind)}. Run `make docs` and commit the result.", file=sys.stderr
        )
    return 1 if behind else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
