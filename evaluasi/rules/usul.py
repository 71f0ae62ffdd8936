"""The proposed basis of a capaian: a sentence per indicator. Imports no Django."""

from collections.abc import Iterable


def baris_usul(indikator: str, target: str, realisasi: str) -> str:
    """Say what one indicator reached: "Indeks SPBE: 3,58 dari target 3,60."."""
    nama = " ".join(indikator.split()).rstrip(".")
    if not realisasi:
        return f"{nama}: target {target or '–'}, realisasi belum tercatat."
    capai = "; ".join(realisasi.splitlines()).rstrip(".")
    return f"{nama}: {capai} dari target {target}." if target else f"{nama}: {capai}."


def satukan_usul(baris: Iterable[str], *, maks: int) -> str:
    """Put the sentences together, as many as the form has room for."""
    hasil = ""
    for b in baris:
        baru = f"{hasil}\n{b}" if hasil else b
        if len(baru) > maks:
            break
        hasil = baru
    return hasil
