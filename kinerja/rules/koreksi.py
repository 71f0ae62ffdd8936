"""Corrections of entries whose window has closed, entries in words, and times that overlap. Imports no Django."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal

from kinerja.errors import CatatanTidakSah
from kinerja.rules.teks import rapikan
from skp.rules import angka_id, tanggal_panjang

MAKS_ALASAN_KOREKSI = 500


def check_alasan_koreksi(alasan: str) -> str:
    """Hand the reason back tidied; a correction without one is refused."""
    rapi = " ".join(rapikan(alasan).split())
    if len(rapi) < 5:
        raise CatatanTidakSah("Tulis alasan koreksi, agar yang membaca mengerti.", bidang="alasan")
    if len(rapi) > MAKS_ALASAN_KOREKSI:
        raise CatatanTidakSah(f"Alasan koreksi paling panjang {MAKS_ALASAN_KOREKSI} huruf.", bidang="alasan")
    return rapi


def kalimat_final(periode: str) -> str:
    """Why an entry can no longer be corrected, and the way out."""
    return (
        f"Evaluasi {periode} sudah final, jadi catatan ini tidak dapat dikoreksi. "
        "Sampaikan kekeliruannya kepada pejabat penilai. Hasil yang keliru dikoreksi di halaman evaluasi itu."
    )


def kata_catatan(
    *,
    tanggal: date,
    uraian: str,
    jumlah: Decimal | None,
    satuan: str,
    jam_mulai: time | None,
    jam_selesai: time | None,
    rhk: str,
    rencana_aksi: str,
    bukti: Iterable[str],
) -> dict[str, str]:
    """An entry as labelled words: what a history and a correction show."""
    return {
        "Tanggal": tanggal_panjang(tanggal),
        "Uraian": uraian,
        "Jumlah": f"{angka_id(jumlah)} {satuan}".strip() if jumlah is not None else "",
        "Jam": kata_jam(jam_mulai, jam_selesai),
        "Hasil kerja": rhk,
        "Rencana aksi": rencana_aksi,
        "Bukti": ", ".join(bukti),
    }


def kata_jam(mulai: time | None, selesai: time | None) -> str:
    return "–".join(f"{j:%H.%M}" for j in (mulai, selesai) if j)


def jam_bertumpuk(
    jam: Sequence[tuple[int, time | None, time | None]],
) -> Mapping[int, list[int]]:
    """Which entries of one day share a minute: key → keys of the others. Without both times nothing is known."""
    utuh = [(k, m, s) for k, m, s in jam if m is not None and s is not None]
    hasil: dict[int, list[int]] = {}
    for i, (k, m, s) in enumerate(utuh):
        for k2, m2, s2 in utuh[i + 1 :]:
            if m < s2 and m2 < s:
                hasil.setdefault(k, []).append(k2)
                hasil.setdefault(k2, []).append(k)
    return hasil
