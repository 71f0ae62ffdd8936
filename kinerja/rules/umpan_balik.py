"""Feedback: own words, one subject, a reply; how often, how long it can be mended, how one asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from kinerja.errors import (
    UmpanBalikTidakSah,
)
from kinerja.rules.jenis import (
    IramaUmpanBalik,
    PenilaianUmpanBalik,
    PeranPemberi,
    SifatUmpanBalik,
    StatusPermintaan,
)
from kinerja.rules.teks import check_teks

MENIT_UBAH = 60
"""So long feedback can be changed or taken back, where the agency says nothing else."""
HARI_IRAMA: dict[IramaUmpanBalik, int | None] = {
    IramaUmpanBalik.MINGGUAN: 7,
    IramaUmpanBalik.BULANAN: 31,
    IramaUmpanBalik.TRIWULAN: 92,
    IramaUmpanBalik.SEMESTER: 184,
    IramaUmpanBalik.TANPA: None,
}
HARI_IRAMA_BAWAAN = 30
"""Where the agency has set no rhythm: berkelanjutan, so at least about monthly."""
MAKS_HARI_IRAMA = 366
MAKS_PERTANYAAN = 1000
MAKS_FRASA = 120
KATA_SENDIRI = 2
"""So many words of one's own go with an opener."""

PERAN_SEJAWAT = frozenset({PeranPemberi.REKAN, PeranPemberi.BAWAHAN})
PEMIMPIN = frozenset(PeranPemberi) - PERAN_SEJAWAT
"""Who speaks with an expectation in mind: only their ready answers count toward a suggested rating."""

_PEMBUKA: dict[SifatUmpanBalik, tuple[str, ...]] = {
    SifatUmpanBalik.PUJIAN: ("Yang membantu tim:", "Terima kasih atas"),
    SifatUmpanBalik.KOREKSI: ("Yang saya lihat:", "Yang belum sesuai kesepakatan:"),
    SifatUmpanBalik.SARAN: ("Lain kali, coba", "Saya dapat membantu dengan"),
}


def pembuka_bawaan() -> list[tuple[SifatUmpanBalik, str]]:
    """The openers offered where the agency keeps none of its own."""
    return [(sifat, teks) for sifat, semua in _PEMBUKA.items() for teks in semua]


def check_umpan_balik(
    *,
    isi: str,
    punya_rhk: bool,
    nilai: str,
    pembuka: Iterable[str] = (),
    peran: PeranPemberi | None = None,
    penilaian: str = "",
) -> None:
    """Refuse feedback without own words, or about two things at once.

    A ready answer or an opener may stand beside the words but never instead of them. The ready answer speaks of
    the leader's expectation, so it is a leader's alone.
    """
    check_teks(isi, "Umpan balik", UmpanBalikTidakSah, "isi")
    if _hanya_siap(isi, [*pembuka, *(teks for _, teks in pembuka_bawaan())]):
        raise UmpanBalikTidakSah("Tambahkan alasan dengan kata-kata Anda sendiri.", bidang="isi")
    if punya_rhk and nilai:
        raise UmpanBalikTidakSah("Pilih satu sasaran: hasil kerja atau perilaku.", bidang="sasaran")
    if penilaian and peran in PERAN_SEJAWAT:
        raise UmpanBalikTidakSah(
            "Jawaban siap tentang ekspektasi hanya untuk pimpinan. Pilih tanpa jawaban siap.",
            bidang="penilaian",
        )


def _hanya_siap(isi: str, pembuka: Iterable[str]) -> bool:
    """Whether nothing of one's own is left once ready answers and openers are taken away."""
    sisa, kena = isi.casefold(), False
    for siap in sorted((t.casefold().strip() for t in pembuka), key=len, reverse=True):
        if siap and siap in sisa:
            sisa, kena = sisa.replace(siap, " "), True
    if kena:
        return len(re.findall(r"\w+", sisa)) < KATA_SENDIRI
    label = {p.label.casefold() for p in PenilaianUmpanBalik}
    return re.sub(r"[\W_]+$", "", sisa) in label or not re.search(r"\w", sisa)


def check_balasan(balasan: str) -> None:
    """Refuse an empty reply."""
    check_teks(balasan, "Balasan", UmpanBalikTidakSah, "balasan")


def check_masa_ubah(*, dibuat: datetime, kini: datetime, menit: int, ditarik: bool) -> None:
    """Refuse a change after the short time the agency allows, or of what was taken back already."""
    if ditarik:
        raise UmpanBalikTidakSah("Umpan balik ini sudah ditarik.")
    if kini > dibuat + timedelta(minutes=menit):
        raise UmpanBalikTidakSah(
            f"Umpan balik hanya dapat diubah {_lama(menit)} sesudah dikirim. Tulis umpan balik baru."
        )


def _lama(menit: int) -> str:
    if menit % 1440 == 0 and menit:
        return f"{menit // 1440} hari"
    return f"{menit // 60} jam" if menit % 60 == 0 and menit else f"{menit} menit"


def hari_irama(irama: IramaUmpanBalik, hari: int | None) -> int | None:
    """The longest distance in days that a rhythm allows; None: there is none."""
    if irama != IramaUmpanBalik.KHUSUS:
        return HARI_IRAMA[irama]
    if hari is None or not 1 <= hari <= MAKS_HARI_IRAMA:
        raise UmpanBalikTidakSah(f"Jarak hari diisi 1 sampai {MAKS_HARI_IRAMA}.", bidang="hari")
    return hari


def jatuh_tempo(*, terakhir: date | None, mulai: date, hari: int | None) -> date | None:
    """The day on which the next scheduled feedback is due; None without a rhythm."""
    if hari is None:
        return None
    return max(terakhir or mulai, mulai) + timedelta(days=hari)


def check_permintaan(*, pertanyaan: str, sampai: date, hari_ini: date, punya_rhk: bool, nilai: str) -> None:
    """Refuse a request without a question, without time to answer, or about two things at once."""
    if not pertanyaan:
        raise UmpanBalikTidakSah("Pertanyaan belum ditulis.", bidang="pertanyaan")
    if len(pertanyaan) > MAKS_PERTANYAAN:
        raise UmpanBalikTidakSah(
            f"Pertanyaan paling panjang {MAKS_PERTANYAAN} huruf. Sekarang {len(pertanyaan)} huruf.",
            bidang="pertanyaan",
        )
    if not hari_ini <= sampai <= hari_ini + timedelta(days=366):
        raise UmpanBalikTidakSah("Pilih tanggal dari hari ini sampai setahun ke depan.", bidang="sampai")
    if punya_rhk and nilai:
        raise UmpanBalikTidakSah("Pilih satu sasaran: hasil kerja atau perilaku.", bidang="sasaran")


def check_jawab_permintaan(status: StatusPermintaan) -> None:
    """Refuse to answer, decline or call back what is settled."""
    if status != StatusPermintaan.MENUNGGU:
        raise UmpanBalikTidakSah(f"Permintaan ini sudah selesai: {status.label.lower()}.")


def check_frasa(teks: str) -> None:
    """Refuse an opener that is empty, too long, or a judgement by itself."""
    if not teks:
        raise UmpanBalikTidakSah("Kalimat pembuka belum ditulis.", bidang="teks")
    if len(teks) > MAKS_FRASA:
        raise UmpanBalikTidakSah(f"Kalimat pembuka paling panjang {MAKS_FRASA} huruf.", bidang="teks")
    if "\n" in teks:
        raise UmpanBalikTidakSah("Tulis kalimat pembuka dalam satu baris.", bidang="teks")
