"""How values look on every page: Indonesian dates, numbers, states, icons. Built in to all templates."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID
from zlib import crc32

from django import template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.template import defaulttags
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pegawai.rules import Verdict, tampil_nip

register = template.Library()

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


# --- addresses -------------------------------------------------------------------------------
CONTOH_UUID = UUID(int=1)


@lru_cache(maxsize=512)
def _alamat(nama: str, urlconf: str, awalan: str) -> tuple[str, str]:
    """What stands before and after the uuid in the address of a page."""
    depan, _, belakang = reverse(nama, args=[CONTOH_UUID]).partition(str(CONTOH_UUID))
    return depan, belakang


class AlamatNode(URLNode):
    """The address of one thing is looked up once: on a list of forty it was a sixth of the page."""

    def render(self, context: Context) -> str:
        if len(self.args) == 1 and not self.kwargs and self.asvar is None:
            nilai = self.args[0].resolve(context)
            if isinstance(nilai, UUID):
                nama = self.view_name.resolve(context)
                depan, belakang = _alamat(nama, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
                return f"{depan}{nilai}{belakang}"
        return super().render(context)


@register.tag
def url(parser: Parser, token: Token) -> AlamatNode:
    """Django's own, quicker for the address of one thing."""
    asli = defaulttags.url(parser, token)
    return AlamatNode(asli.view_name, asli.args, asli.kwargs, asli.asvar)


# --- dates and times -------------------------------------------------------------------------
def _hari(nilai: date) -> date:
    """Give the calendar day at the agency's zone: a timestamp near midnight belongs to the local day."""
    if isinstance(nilai, datetime):
        return timezone.localtime(nilai).date() if timezone.is_aware(nilai) else nilai.date()
    return nilai


@register.filter
def tanggal(nilai: date | None) -> str:
    """31 Januari 2026"""
    if not nilai:
        return "–"
    hari = _hari(nilai)
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


@register.filter
def tanggal_pendek(nilai: date | None) -> str:
    """31 Jan 2026, for narrow table columns"""
    if not nilai:
        return "–"
    hari = _hari(nilai)
    return f"{hari.day} {BULAN[hari.month - 1][:3]} {hari.year}"


@register.filter
def hari_tanggal(nilai: date | None) -> str:
    """Sabtu, 31 Januari 2026"""
    return f"{HARI[_hari(nilai).weekday()]}, {tanggal(nilai)}" if nilai else "–"


@register.filter
def waktu(nilai: datetime | None) -> str:
    """10.42 WIB: the zone name comes from the active time zone (WIB, WITA, WIT)"""
    if not nilai:
        return "–"
    setempat = timezone.localtime(nilai)
    return f"{setempat:%H.%M} {setempat.tzname()}"


@register.filter
def tanggal_waktu(nilai: datetime | None) -> str:
    """31 Januari 2026 pukul 10.42 WIB"""
    return f"{tanggal(nilai)} pukul {waktu(nilai)}" if nilai else "–"


@register.filter
def rentang(mulai: date | None, selesai: date | None) -> str:
    """1–31 Januari 2026, with what both ends share said once; an open end is "sekarang\""""
    if not mulai:
        return "–"
    if not selesai:
        return f"{tanggal(mulai)} – sekarang"
    a, b = _hari(mulai), _hari(selesai)
    if a == b:
        return tanggal(b)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{tanggal(b)}"
    if a.year == b.year:
        return f"{a.day} {BULAN[a.month - 1]} – {tanggal(b)}"
    return f"{tanggal(a)} – {tanggal(b)}"


@register.filter
def tenggat(nilai: date | None) -> str:
    """How far a due day is from today: "hari ini", "besok", "5 hari lagi", "lewat 2 hari\""""
    if not nilai:
        return "–"
    jarak = (_hari(nilai) - timezone.localdate()).days
    if jarak < 0:
        return f"lewat {-jarak} hari"
    return {0: "hari ini", 1: "besok"}.get(jarak, f"{jarak} hari lagi")


# --- numbers ---------------------------------------------------------------------------------
@register.filter
def angka(nilai: Decimal | int | float | None, desimal: int | None = None) -> str:
    """1.234,5: thousands by point, comma for decimals, no idle zeros unless places are asked for"""
    if nilai is None or nilai == "":
        return "–"
    bilangan = Decimal(str(nilai))
    teks = f"{bilangan:,.{desimal}f}" if desimal is not None else f"{bilangan:,f}"
    if desimal is None and "." in teks:
        teks = teks.rstrip("0").rstrip(".")
    return teks.translate(str.maketrans(",.", ".,"))


@register.filter
def persen(nilai: Decimal | int | float | None) -> str:
    """87,5%"""
    return "–" if nilai is None else f"{angka(round(Decimal(str(nilai)), 1))}%"


@register.filter
def nip(nilai: str | None) -> str:
    """19700315 199503 1 901; a pejabat negara has none"""
    return tampil_nip(nilai) if nilai else "–"


# --- states ----------------------------------------------------------------------------------
# The only place where a state gets its colour. The word may differ by kind of thing (a job that runs is
# "Sedang dibuat"), so pages pass `get_status_display`; the word here serves where there is none.
STATUS: dict[str, tuple[str, str]] = {
    # SKP
    "draf": ("Draf", "abu"),
    "diajukan": ("Diajukan", "biru"),
    "dikembalikan": ("Dikembalikan", "kuning"),
    "disetujui": ("Disetujui", "hijau"),
    "ditetapkan": ("Ditetapkan", "hijau"),
    "berjalan": ("Berjalan", "biru"),
    "direvisi": ("Direvisi", "abu"),
    "selesai": ("Selesai", "hijau"),
    "dibatalkan": ("Dibatalkan", "abu"),
    # perjanjian kinerja, and how its items stand in another version or in the SKP
    "disepakati": ("Disepakati", "hijau"),
    "beda": ("Berbeda", "kuning"),
    "taut": ("Belum tertaut", "biru"),
    "hilang": ("Tidak ada lagi", "merah"),
    "ditambah": ("Ditambah", "hijau"),
    "diubah": ("Diubah", "kuning"),
    "dihapus": ("Dihapus", "merah"),
    # evaluasi
    "belum_dibuka": ("Belum dibuka", "abu"),
    "pengisian": ("Pengisian", "biru"),
    "dinilai": ("Dinilai", "biru"),
    "disampaikan": ("Disampaikan", "kuning"),
    "diterima": ("Diterima pegawai", "hijau"),
    "keberatan": ("Keberatan", "merah"),
    "final": ("Final", "hijau"),
    "dijelaskan": ("Menunggu putusan", "kuning"),
    "diputus": ("Diputus", "hijau"),
    # a report or an import on its way
    "memeriksa": ("Sedang diperiksa", "biru"),
    "pratinjau": ("Menunggu persetujuan", "kuning"),
    "antre": ("Menunggu giliran", "abu"),
    # whether a link opens
    "belum_dipastikan": ("Belum dipastikan", "kuning"),
    "terbuka": ("Dapat dibuka", "hijau"),
    "terkunci": ("Terkunci", "merah"),
    "tidak_ada": ("Tidak ditemukan", "merah"),
    "gagal": ("Gagal", "merah"),
    "sebagian": ("Selesai sebagian", "kuning"),
    # requests
    "baru": ("Menunggu admin", "kuning"),
    "diselesaikan": ("Sudah diperbaiki", "hijau"),
    "ditolak": ("Ditolak", "merah"),
    "dicabut": ("Dicabut", "abu"),
    # evidence
    "karantina": ("Sedang diperiksa", "biru"),
    "bersih": ("Aman", "hijau"),
    # what a leader says to an entry
    "diketahui": ("Diketahui", "hijau"),
    "ditanyakan": ("Ditanyakan", "kuning"),
    # kinds of feedback
    "pujian": ("Pujian", "hijau"),
    "keluhan": ("Keluhan", "kuning"),
    "koreksi": ("Koreksi", "kuning"),
    "saran": ("Saran", "biru"),
    # pembinaan: a session, a step, an outcome
    "diminta": ("Diminta", "kuning"),
    "direncanakan": ("Direncanakan", "biru"),
    "dilaksanakan": ("Menunggu konfirmasi", "kuning"),
    "setuju": ("Sesuai", "hijau"),
    "batal": ("Tidak dilakukan", "abu"),
    "berhasil": ("Berhasil", "hijau"),
    "lanjut": ("Perlu dilanjutkan", "kuning"),
    "tidak_berhasil": ("Tidak berhasil", "merah"),
    "berganti": ("Pembina berganti", "abu"),
    # jobs
    "dijeda": ("Dijeda", "kuning"),
    # requests for feedback, 360 rounds
    "menunggu": ("Menunggu jawaban", "kuning"),
    "dijawab": ("Dijawab", "hijau"),
    "dibuka": ("Dibuka", "biru"),
    "ditutup": ("Ditutup", "abu"),
    # parts of a long form (task list)
    "belum": ("Belum", "abu"),
    "lengkap": ("Lengkap", "hijau"),
    "perlu_perbaikan": ("Perlu perbaikan", "kuning"),
    # predikat
    "sangat_baik": ("Sangat Baik", "hijau"),
    "istimewa": ("Istimewa", "hijau"),
    "baik": ("Baik", "biru"),
    "butuh_perbaikan": ("Butuh Perbaikan", "kuning"),
    "kurang": ("Kurang", "merah"),
    "sangat_kurang": ("Sangat Kurang", "merah"),
    # rows of an import preview
    "baris_baru": ("Baru", "biru"),
    "berubah": ("Berubah", "kuning"),
    "tetap": ("Tetap", "abu"),
    "sama": ("Tidak berubah", "abu"),
    # what became of an item between two versions ("baru" is above)
    "ubah": ("Diubah", "biru"),
    "hapus": ("Dihapus", "merah"),
    "perulangan": ("Baris berulang", "abu"),
}


@register.filter
def label_status(status: str) -> str:
    """The word of a state"""
    return STATUS[str(status)][0]


@register.filter
def warna_status(status: str) -> str:
    """The colour name of a state; an unknown state is a fault of ours and raises"""
    return STATUS[str(status)][1]


# --- small helpers for the components --------------------------------------------------------
@register.filter
def sidik(nilai: object, lain: object = "") -> str:
    """A short stable id from a text, so that a fragment and the fresh page carry the same ids"""
    return format(crc32(f"{nilai}|{lain}".encode()), "08x")


@register.filter
def potongan(sorot: str) -> list[tuple[str, bool]]:
    """A text with the marks of a search in pieces, each with whether it was found; the template writes <mark>"""
    hasil, cocok = [], False
    for bagian in re.split("([\x02\x03])", sorot):
        if bagian in ("\x02", "\x03"):
            cocok = bagian == "\x02"
        elif bagian:
            hasil.append((bagian, cocok))
    return hasil


@register.filter
def jenis_masukan(bidang: BoundField) -> str:
    """Which mark-up a field needs: kelompok (radios, checkboxes), centang (one checkbox), sandi, or biasa"""
    jenis = getattr(bidang.field.widget, "input_type", "")
    if bidang.use_fieldset and jenis in ("radio", "checkbox"):
        return "kelompok"
    return {"checkbox": "centang", "password": "sandi"}.get(jenis, "biasa")


@register.filter
def semua_galat(formulir: object) -> int:
    """How many errors a form (or a list of forms) shows"""
    banyak: Iterable[object] = formulir if isinstance(formulir, list | tuple) else [formulir]
    return sum(len(pesan) for satu in banyak for pesan in getattr(satu, "errors", {}).values())


@register.filter
def berlabel(pesan: str, label: object) -> str:
    """An error named by its field, once: many a sentence begins with the label already"""
    nama = str(label)  # that of a library may be translated late
    if pesan.startswith(nama):
        return pesan
    return f"{nama} {pesan}" if nama.endswith("?") else f"{nama}: {pesan}"


@register.simple_tag(takes_context=True)
def urutkan(context: Context, kolom: str) -> str:
    """The query string that sorts by `kolom`: first click rising, second falling; paging starts anew"""
    request: HttpRequest = context["request"]
    tanya = request.GET.copy()
    tanya["urut"] = f"-{kolom}" if tanya.get("urut") == kolom else kolom
    for kunci in ("page", "halaman", "kursor", "sebelum", "sesudah"):
        tanya.pop(kunci, None)
    return f"?{tanya.urlencode()}"


@register.simple_tag(takes_context=True)
def kolom(context: Context, label: str, kunci: str, kelas: str = "") -> SafeString:
    """A sortable column head; says to assistive technology how the table is sorted now"""
    kini = context["request"].GET.get("urut", "")
    arah = {kunci: "ascending", f"-{kunci}": "descending"}.get(kini, "none")
    panah = {"ascending": ikon("naik"), "descending": ikon("turun")}.get(arah, "")
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}"><a href="{}">{}{}</a></th>',
        kelas,
        arah,
        urutkan(context, kunci),
        label,
        panah,
    )


@register.inclusion_tag("komponen/_tombol_verdict.html")
def tombol_verdict(
    verdict: Verdict,
    label: str,
    url: str = "",
    *,
    metode: str = "post",
    kelas: str = "",
    nama: str = "",
    nilai: str = "1",
) -> dict[str, object]:
    """A button from a verdict: enabled, or disabled with the reason in words.

    metode: post (a form of its own), get (a link), form (a submit button of the form around it).
    """
    id_alasan = f"alasan-{sidik(label, f'{url}{verdict.alasan}')}"
    return {
        "verdict": verdict,
        "label": label,
        "url": url,
        "metode": metode,
        "kelas": kelas,
        "nama": nama,
        "nilai": nilai,
        "id_alasan": id_alasan,
    }


# --- icons: own drawings on a 20 px grid, stroke only ------------------------------------------
IKON: dict[str, str] = {
    "beranda": '<path d="M3 9.5 10 3.5l7 6M5 8.5V16.5h10V8.5M8.5 16.5v-4.5h3v4.5"/>',
    "skp": '<path d="M5 2.5h7l3.5 3.5v11.5H5zM11.5 2.5V6.5h4M7.5 10.5h5.5M7.5 13.5h5.5"/>',
    "catatan": '<path d="M3.5 16.5 4.5 12.5 13.5 3.5 16.5 6.5 7.5 15.5zM11.5 5.5l3 3"/>',
    "umpan_balik": '<path d="M3 4h14v9.5H9.5L6 16.5v-3H3zM6.5 7.5h7M6.5 10h4"/>',
    "evaluasi": '<path d="M3 3h14v14H3zM3 7.7h14M3 12.3h14M7.7 3v14M12.3 3v14"/>',
    "tim": '<circle cx="7" cy="7" r="2.7"/><path d="M2 16c.3-3 2-4.7 5-4.7S11.7 13 12 16M12.5 4.6a2.5 2.5 0 0 1 0 4.8M14 11.6c2.3.3 3.7 1.9 4 4.4"/>',
    "instansi": '<path d="M2.5 7.5 10 3l7.5 4.5zM4.5 7.5V15M8 7.5V15M12 7.5V15M15.5 7.5V15M2.5 17h15"/>',
    "orang": '<circle cx="10" cy="6.8" r="3.2"/><path d="M3.5 17c.4-3.8 2.7-5.5 6.5-5.5s6.1 1.7 6.5 5.5"/>',
    "pantau": '<path d="M3 3v14h14M6 13.5 9.5 9.5l2.5 2.5 5-6"/>',
    "berkas": '<path d="M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4"/>',
    "tambah": '<path d="M10 4v12M4 10h12"/>',
    "menu": '<path d="M3 5.5h14M3 10h14M3 14.5h14"/>',
    "cek": '<path d="M4 10.5 8 14.5 16 5.5"/>',
    "selesai": '<circle cx="10" cy="10" r="7.5"/><path d="M6.5 10.3 9 12.8 13.6 7.5"/>',
    "awas": '<path d="M10 3 17.8 16.5H2.2zM10 8v4M10 14.2v.1"/>',
    "salah": '<circle cx="10" cy="10" r="7.5"/><path d="M10 6v5M10 13.7v.1"/>',
    "info": '<circle cx="10" cy="10" r="7.5"/><path d="M10 9v5M10 6.3v.1"/>',
    "kunci": '<path d="M4.5 9h11v8h-11zM7 9V6.5a3 3 0 0 1 6 0V9"/>',
    "jam": '<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2"/>',
    "lonceng": '<path d="M4 14.5c1.5-1.5 1.5-3 1.5-6a4.5 4.5 0 0 1 9 0c0 3 0 4.5 1.5 6zM8.5 17a1.7 1.7 0 0 0 3 0"/>',
    "kanan": '<path d="M7.5 4.5 13 10l-5.5 5.5"/>',
    "kiri": '<path d="M12.5 4.5 7 10l5.5 5.5"/>',
    "unduh": '<path d="M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13"/>',
    "unggah": '<path d="M10 13V3.5M6 7l4-4 4 4M3.5 16.5h13"/>',
    "cari": '<circle cx="8.7" cy="8.7" r="5.2"/><path d="M12.6 12.6 17 17"/>',
    "keluar": '<path d="M12 3.5H4v13h8M8.5 10H17M14 7l3 3-3 3"/>',
    "ulang": '<path d="M15.8 8A6.2 6.2 0 1 0 16 12M16.5 3.5V8H12"/>',
    "naik": '<path d="M10 16V4.5M5.5 9 10 4.5 14.5 9"/>',
    "turun": '<path d="M10 4v11.5M5.5 11 10 15.5 14.5 11"/>',
}


@register.simple_tag
def ikon(nama: str) -> SafeString:
    """An inline icon; decoration only, so text always stands beside it"""
    return mark_safe(  # noqa: S308 - only our own drawings
        f'<svg class="ikon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{IKON[nama]}</svg>'
    )
