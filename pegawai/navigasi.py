"""What the navigation shows to whom: one table, read by the context processor of every page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from pegawai.permintaan import Permintaan
from pegawai.rules import Peran

WARNA_MEREK = {"": "#0a56a6", "hijau": "#0b6650", "marun": "#8f1d35", "nila": "#4a3aa0"}
"""The accents of the stylesheet, light, for what lies outside it: icons and the frame of the installed application."""
SEMUA = frozenset(Peran)
PENGAWAS = frozenset({Peran.ADMIN_KEPEGAWAIAN, Peran.PIMPINAN, Peran.AUDITOR})
ADMIN = frozenset({Peran.ADMIN_KEPEGAWAIAN})
PENILAI = frozenset({Peran.PENILAI, Peran.ATASAN_PENILAI, Peran.KETUA_TIM})
PEGAWAI = frozenset({Peran.PEGAWAI})


@dataclass(frozen=True)
class Entri:
    """One entry. `utama` puts it into the phone's bottom bar while there is room.

    It is also marked on addresses that begin with one of `juga` or end with one of `ujung`.
    """

    label: str
    nama_url: str
    ikon: str
    peran: frozenset[Peran]
    utama: bool = False
    juga: tuple[str, ...] = ()
    ujung: tuple[str, ...] = ()
    anak: tuple["Entri", ...] = ()


# Seven at the top at most, whatever roles meet in one person: what an admin needs is one entry with parts.
ENTRI: tuple[Entri, ...] = (
    Entri("Beranda", "beranda", "beranda", SEMUA, utama=True),
    Entri("SKP", "skp:daftar", "skp", PEGAWAI, utama=True),
    Entri("Catatan kerja", "kinerja:catatan", "catatan", PEGAWAI),
    Entri(
        "Umpan balik",
        "kinerja:umpan_balik",
        "umpan_balik",
        PEGAWAI | PENILAI,
        juga=(
            "/kinerja/ulasan/",
            "/kinerja/layanan/",
            "/kinerja/pembinaan/",
            "/kinerja/apresiasi/",
            "/kinerja/ronde/",
        ),
    ),
    Entri(
        "Evaluasi",
        "evaluasi:daftar",
        "evaluasi",
        PEGAWAI,
        juga=("/dasbor/saya/", "/angka-kredit/", "/laporan/", "/dokumen/", "/tanda-tangan/"),
    ),
    Entri(
        "Tim saya",
        "evaluasi:tim",
        "tim",
        PENILAI,
        utama=True,
        juga=(
            "/skp/tim/",
            "/kinerja/tim/",
            "/kinerja/pegawai/",
            "/evaluasi/pola/",
            "/evaluasi/rekomendasi/",
            "/evaluasi/keberatan/",
            "/evaluasi/tindak-lanjut/",
            "/dasbor/",
            "/pemantauan/",
            "/capaian/",
            "/angka-kredit/daftar/",
            "/angka-kredit/pegawai/",
        ),
        ujung=("/tinjau/",),
    ),
    Entri(
        "Instansi",
        "evaluasi:pemantauan",
        "instansi",
        PENGAWAS,
        utama=True,
        anak=(
            Entri(
                "Pemantauan",
                "evaluasi:pemantauan",
                "pantau",
                PENGAWAS,
                juga=(
                    "/dasbor/",
                    "/talenta/",
                    "/skp/pantau/",
                    "/capaian/",
                    "/evaluasi/keberatan/",
                    "/evaluasi/tindak-lanjut/",
                    "/angka-kredit/daftar/",
                    "/angka-kredit/pegawai/",
                    "/angka-kredit/saldo/",
                    "/skp/pengelola/",
                    "/skp/perjanjian/daftar/",
                    "/skp/perjanjian/anggaran/",
                ),
            ),
            Entri("Pegawai", "pegawai:pegawai_daftar", "orang", PENGAWAS),
            Entri("Unit kerja", "pegawai:unit_daftar", "instansi", PENGAWAS),
            Entri("Suara warga", "kinerja:layanan", "umpan_balik", PENGAWAS, juga=("/kinerja/ulasan/",)),
            Entri("Pembinaan", "kinerja:pembinaan_rekap", "tim", PENGAWAS),
            Entri(
                "Laporan",
                "evaluasi:laporan_daftar",
                "berkas",
                PENGAWAS,
                juga=("/dokumen/", "/tanda-tangan/"),
            ),
            Entri(
                "Pengaturan",
                "evaluasi:pengaturan",
                "kunci",
                ADMIN,
                juga=(
                    "/pegawai/tim/",
                    "/pegawai/impor/",
                    "/pegawai/perbaikan/",
                    "/skp/periode/",
                    "/evaluasi/periode/",
                    "/kinerja/libur/",
                    "/kinerja/ronde/kelola/",
                    "/kinerja/pembinaan/aturan/",
                    "/evaluasi/keberatan/aturan/",
                    "/evaluasi/usulan/aturan/",
                    "/kinerja/perilaku/pengaturan/",
                    "/kinerja/gangguan/",
                    "/kinerja/bukti/aturan/",
                    "/kinerja/setelan-luring/",
                    "/kinerja/umpan-balik/aturan/",
                    "/laporan/pengaturan/",
                    "/angka-kredit/koefisien/",
                    "/angka-kredit/aturan/",
                ),
            ),
        ),
    ),
)
# Fills the bottom bar up to three where the person has few `utama` entries.
CADANGAN_BILAH = ("Evaluasi", "Umpan balik", "Catatan kerja")
TAMBAH = Entri("Catat", "kinerja:catatan", "tambah", PEGAWAI)


def menu_tentang(request: Permintaan, pegawai_pk: int) -> None:
    """Mark, on a page about another person, the entry of who rates or watches, not that of one's own work."""
    if pegawai_pk != request.pelaku.pk:
        request.jalur_menu = reverse("evaluasi:tim" if request.peran & PENILAI else "evaluasi:pemantauan")


def _susun(entri: Entri, peran: frozenset[Peran]) -> dict[str, Any] | None:
    """Shape one entry for the template; None for another role's entry."""
    if not peran & entri.peran:
        return None
    url = reverse(entri.nama_url)
    anak = [a for a in (_susun(e, peran) for e in entri.anak) if a]
    return {
        "label": entri.label,
        "url": url,
        "ikon": entri.ikon,
        "utama": entri.utama,
        "awalan": (url, *entri.juga) if url != "/" else (),
        "ujung": entri.ujung,
        "aktif": False,
        "anak": anak,
    }


def _tandai(daftar: list[dict[str, Any]], jalur: str) -> None:
    """Mark the entry whose address is the longest beginning of this page's; its parent with it."""
    cocok = [
        (len(awalan), entri is not induk, entri, induk)
        for induk in daftar
        for entri in (induk, *induk["anak"])
        for awalan in entri["awalan"] or (entri["url"],)
        if jalur == awalan or (entri["awalan"] and jalur.startswith(awalan))
    ] + [(len(jalur), True, e, e) for e in daftar if e["ujung"] and jalur.endswith(e["ujung"])]
    if cocok:
        _, _, entri, induk = max(cocok, key=lambda c: c[:2])
        entri["aktif"] = induk["aktif"] = True


def navigasi(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the accent, `navigasi`, the bottom bar's part of it, and the "+" of the phone."""
    warna = WARNA_MEREK.get(settings.MEREK, WARNA_MEREK[""])
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {
            "merek": settings.MEREK,
            "warna_tema": warna,
            "navigasi": [],
            "navigasi_bilah": [],
            "navigasi_tambah": None,
        }
    peran: frozenset[Peran] = frozenset(getattr(request, "peran", ()))
    daftar = [e for e in (_susun(entri, peran) for entri in ENTRI) if e]
    # a page that serves both sides of a relation says on which side the reader stands
    _tandai(daftar, getattr(request, "jalur_menu", request.path))
    tambah = _susun(TAMBAH, peran)
    if tambah:
        tambah["aktif"] = request.path == tambah["url"]
    bilah = [e for e in daftar if e["utama"]][:3]
    cadangan = [e for label in CADANGAN_BILAH for e in daftar if e["label"] == label]
    bilah += cadangan[: 3 - len(bilah)]
    return {
        "merek": settings.MEREK,
        "warna_tema": warna,
        "navigasi": daftar,
        "navigasi_bilah": sorted(bilah, key=daftar.index),
        "navigasi_tambah": tambah,
    }
