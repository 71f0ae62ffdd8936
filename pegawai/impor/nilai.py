"""Cleaning of single cells. Each function gives the value, or None, and a remark when it had to say something.

What a spreadsheet has damaged is refused, never guessed: a NIP that was a number has lost its last digits.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

from pegawai import rules
from pegawai.impor.baca import Sel
from pegawai.impor.catatan import Catatan, JenisCatatan, Sebab, peringatkan, tolak

TAHUN_TERAWAL, TAHUN_TERAKHIR = 1930, 2100


class NilaiNip(NamedTuple):
    nip: str | None
    catatan: Catatan | None = None


class NilaiTanggal(NamedTuple):
    tanggal: date | None
    catatan: Catatan | None = None


# --- text ------------------------------------------------------------------------------------


def teks(sel: Sel) -> str:
    """Plain text on one line: no control or invisible characters, single spaces. Formulas stay what they are."""
    if sel is None:
        return ""
    if isinstance(sel, float) and sel.is_integer():
        sel = int(sel)
    isi = str(sel)
    if not (isi.isascii() and isi.isprintable()):
        isi = "".join(_tampak(h) for h in unicodedata.normalize("NFC", isi))
    return " ".join(isi.split())


def _tampak(huruf: str) -> str:
    kelas = unicodedata.category(huruf)
    if kelas in ("Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if kelas in ("Cc", "Zl", "Zp", "Zs") else huruf


def kode(sel: Sel, *, panjang: int = 2) -> str:
    """A reference code as text; the zeros that a number format has dropped in front come back."""
    isi = teks(sel)
    cocok = re.fullmatch(r"([0-9]+)(?:\.0+)?", isi)
    return cocok[1].zfill(panjang) if cocok else isi.upper()


def id_siasn(sel: Sel) -> str:
    """An identifier of SIASN; letters in it mean the same in either case."""
    return teks(sel).upper()


# --- NIP -------------------------------------------------------------------------------------

_HIASAN_NIP = re.compile(r"""[\s'"`´‘’‚‛“”\-‐‑‒–—−]""")
_EKSPONEN = re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*E\s*\+?\s*[0-9]+", re.IGNORECASE)
_TEKS_RUMUS = re.compile(r'="([^"]*)"')


def nip(sel: Sel, kolom: str = "NIP BARU") -> NilaiNip:
    """An 18-digit NIP. Apostrophe, quotes, spaces and hyphens are taken away and reported; the rest is refused."""
    if sel is not None and not isinstance(sel, str):
        return NilaiNip(None, _nip_angka(kolom) if isinstance(sel, int | float) else _nip_bukan_teks(kolom))
    asli = sel or ""
    isi = teks(asli)
    if cocok := _TEKS_RUMUS.fullmatch(isi):  # how other programs force text into a CSV: ="1970…"
        isi = cocok[1]
    polos = _HIASAN_NIP.sub("", isi)
    if not polos:
        return NilaiNip(None, tolak(Sebab.NIP_ISI, kolom, "NIP kosong. Isi dengan 18 angka sebagai teks."))
    if _EKSPONEN.fullmatch(isi):
        return NilaiNip(None, _nip_angka(kolom))
    if not re.fullmatch(r"[0-9]+", polos):
        return NilaiNip(
            None,
            tolak(
                Sebab.NIP_ISI, kolom, "NIP memuat huruf atau tanda lain. Isi dengan 18 angka sebagai teks."
            ),
        )
    if len(polos) != 18:
        kalimat = f"NIP berisi {len(polos)} angka, seharusnya 18. Salin ulang NIP dari SIASN."
        return NilaiNip(None, tolak(Sebab.NIP_PANJANG, kolom, kalimat))
    if rules.tanggal_lahir(polos) is None:
        kalimat = "Delapan angka pertama NIP bukan tanggal lahir. Salin ulang NIP dari SIASN."
        return NilaiNip(None, tolak(Sebab.NIP_ISI, kolom, kalimat))
    return NilaiNip(polos, _catatan_nip(asli, polos, kolom))


def _nip_angka(kolom: str) -> Catatan:
    return tolak(
        Sebab.NIP_ANGKA,
        kolom,
        "NIP tersimpan sebagai angka sehingga digit terakhirnya hilang. Ekspor ulang dengan kolom NIP sebagai teks.",
    )


def _nip_bukan_teks(kolom: str) -> Catatan:
    return tolak(Sebab.NIP_ISI, kolom, "NIP tersimpan sebagai tanggal. Isi dengan 18 angka sebagai teks.")


def _catatan_nip(asli: str, polos: str, kolom: str) -> Catatan | None:
    if asli != polos:
        kalimat = "Apostrof, spasi, atau tanda hubung pada NIP sudah dihapus."
        return Catatan(JenisCatatan.DIPERBAIKI, Sebab.NIP_DIPERBAIKI, kolom, kalimat)
    if polos.endswith("000"):
        # Excel keeps 15 digits and fills up with zeros; a serial number of 000 is not given out.
        kalimat = "NIP berakhir 000. Pastikan tiga angka terakhirnya tidak hilang di lembar kerja."
        return peringatkan(Sebab.NIP_AKHIR_NOL, kolom, kalimat)
    return None


# --- dates -----------------------------------------------------------------------------------

_HARI_DULU = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_TAHUN_DULU = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TENGAH_MALAM = re.compile(r"[ T]00:00(:00(\.0+)?)?$")


def tanggal(sel: Sel, kolom: str) -> NilaiTanggal:
    """A day: a real date cell, dd-mm-yyyy (also with / or .), or yyyy-mm-dd. Anything else is refused."""
    if isinstance(sel, datetime):
        sel = sel.date()
    if isinstance(sel, date):
        hari: date | None = sel
    elif isinstance(sel, str):
        hari = _tanggal_teks(_TENGAH_MALAM.sub("", teks(sel)))
    else:
        hari = None
    if hari and TAHUN_TERAWAL <= hari.year <= TAHUN_TERAKHIR:
        return NilaiTanggal(hari)
    return NilaiTanggal(None, tolak(Sebab.TMT, kolom, _kalimat_tanggal(sel, kolom)))


def _tanggal_teks(isi: str) -> date | None:
    if cocok := _HARI_DULU.fullmatch(isi):
        hari, bulan, tahun = (int(c) for c in cocok.groups())
    elif cocok := _TAHUN_DULU.fullmatch(isi):
        tahun, bulan, hari = (int(c) for c in cocok.groups())
    else:
        return None
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        return None


def _kalimat_tanggal(sel: Sel, kolom: str) -> str:
    isi = teks(sel)
    if not isi:
        return f"{kolom} kosong. Isi dengan tanggal, misalnya 31-01-2026."
    if isinstance(sel, int | float):
        return f"{kolom} tersimpan sebagai angka. Ubah format selnya menjadi tanggal."
    return f"“{isi[:30]}” bukan tanggal yang ada. Isi {kolom} seperti 31-01-2026."


# --- codes -----------------------------------------------------------------------------------

_KEDUDUKAN_PPPK_AKTIF = "71"
_KEDUDUKAN = {k.value: k for k in rules.KedudukanHukum}
_JENJANG = sorted(rules.JenjangFungsional, key=lambda j: -len(j.label))


def kedudukan(sel: Sel) -> rules.KedudukanHukum | None:
    """Legal standing by SIASN's code; 71 ("PPPK Aktif") is active like 01. None: no such code."""
    isi = kode(sel)
    if isi == _KEDUDUKAN_PPPK_AKTIF:
        return rules.KedudukanHukum.AKTIF
    return _KEDUDUKAN.get(isi)


def eselon(sel: Sel) -> str:
    """The print form of an eselon code, "" for none (99) or an unknown code."""
    return rules.ESELON.get(kode(sel), ("",))[0]


def golongan(id_gol: Sel, nama_gol: Sel, jenis: rules.JenisPegawai) -> str | None:
    """Golongan by SIASN's code, or by its name where the code is empty. "" if both are empty, None if unknown."""
    tabel = rules.GOLONGAN_PPPK
    if jenis == rules.JenisPegawai.PNS:
        tabel = {k: g for k, (g, _) in rules.PANGKAT.items()}
    id_teks, nama_teks = kode(id_gol), teks(nama_gol)
    if id_teks in tabel:
        return tabel[id_teks]
    if not id_teks:
        return nama_teks if nama_teks in tabel.values() else (None if nama_teks else "")
    return None


def jenis_pegawai(sel: Sel, nip_bersih: str) -> rules.JenisPegawai | None:
    """PNS or PPPK by the column; by the NIP where the column is empty ("21" at 13-14 is no month). None: neither."""
    isi = teks(sel).upper()
    if "PPPK" in isi or "PERJANJIAN KERJA" in isi:
        return rules.JenisPegawai.PPPK
    if "PNS" in isi or "PEGAWAI NEGERI SIPIL" in isi:
        return rules.JenisPegawai.PNS
    if isi:
        return None
    return rules.JenisPegawai.PPPK if is_pola_pppk(nip_bersih) else rules.JenisPegawai.PNS


def is_pola_pppk(nip_bersih: str) -> bool:
    return nip_bersih[12:14] == "21"


def jenjang(nama_jabatan: str) -> str:
    """The level at the end of a functional post's name: "… Ahli Muda" → MU; "" when it names none."""
    for j in _JENJANG:
        if nama_jabatan.casefold().endswith(" " + j.label.casefold()):
            return j.value
    return ""
