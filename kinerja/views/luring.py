"""The installable application: its manifest, its icons, the worker that opens it without a network, its one page."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from kinerja import permissions, selectors, services
from kinerja.forms.luring import SetelanLuringForm
from kinerja.views.luring_ikon import ikon_png, ikon_svg
from pegawai.navigasi import WARNA_MEREK
from pegawai.permintaan import Permintaan
from pegawai.views.bersama import formulir

BERKAS = (
    "css/kinerja.css",
    "img/tanda.svg",
    "js/dasar.js",
    "js/antrean.js",
    "js/foto.js",
    "js/luring.js",
    "js/luring-halaman.js",
)
"""What the page without a network is made of; nothing else is ever kept."""
PEKERJA = "js/pekerja-layanan.js"
UKURAN_IKON = (180, 192, 512)
SATU_HARI = 86_400


@login_not_required
@require_safe
@cache_control(max_age=3600)
def manifes(request: HttpRequest) -> JsonResponse:
    """What a system needs to know to put the application on its home screen."""
    warna = WARNA_MEREK.get(settings.MEREK, WARNA_MEREK[""])

    def ikon(nama: str, ukuran: str, jenis: str, tujuan: str = "any") -> dict[str, str]:
        return {"src": reverse("ikon", args=[nama]), "sizes": ukuran, "type": jenis, "purpose": tujuan}

    def pintas(nama: str, url: str) -> dict[str, object]:
        return {"name": nama, "url": url, "icons": [ikon("192.png", "192x192", "image/png")]}

    isi = {
        "id": "/",
        "name": "Kinerja ASN",
        "short_name": "Kinerja",
        "description": "Catatan kerja, SKP, dan evaluasi kinerja pegawai.",
        "lang": "id",
        "dir": "ltr",
        "start_url": reverse("kinerja:catatan"),
        "scope": "/",
        "display": "standalone",
        "theme_color": warna,
        "background_color": "#ffffff",
        "categories": ["productivity", "government"],
        "icons": [
            ikon("ikon.svg", "any", "image/svg+xml"),
            ikon("192.png", "192x192", "image/png"),
            ikon("512.png", "512x512", "image/png"),
            ikon("penuh-512.png", "512x512", "image/png", "maskable"),
        ],
        "shortcuts": [
            pintas("Catat pekerjaan", reverse("kinerja:catatan")),
            pintas("Beranda", reverse("beranda")),
            pintas("SKP saya", reverse("skp:daftar")),
        ],
    }
    return JsonResponse(
        isi, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@login_not_required
@require_safe
@cache_control(public=True, max_age=7 * SATU_HARI)
def ikon(request: HttpRequest, nama: str) -> HttpResponse:
    """The icon in one of the known sizes; `penuh-` for systems that cut it into a shape of their own."""
    if nama == "ikon.svg":
        return HttpResponse(ikon_svg(settings.MEREK), content_type="image/svg+xml")
    penuh, _, ukuran = nama.rpartition("-")
    angka = ukuran.removesuffix(".png")
    if not (angka.isdecimal() and int(angka) in UKURAN_IKON and penuh in ("", "penuh")):
        raise Http404
    return HttpResponse(ikon_png(int(angka), settings.MEREK, penuh=bool(penuh)), content_type="image/png")


def _halaman() -> str:
    """The page as nobody sees it: no account, no cookie, the same bytes for everyone."""
    kosong = HttpRequest()
    kosong.user = AnonymousUser()
    return render_to_string("kinerja/luring.html", request=kosong)


def _baca(nama: str) -> bytes:
    """A static file of ours, as it stands in the source or, in production, where it was collected."""
    return Path(finders.find(nama) or staticfiles_storage.path(nama)).read_bytes()


def _sidik() -> str:
    """Changes with every byte of what the worker keeps, and with the worker itself."""
    sidik = hashlib.sha256(_halaman().encode())
    for nama in (*BERKAS, PEKERJA):
        sidik.update(_baca(nama))
    return sidik.hexdigest()[:16]


_sidik_tetap = lru_cache(maxsize=1)(_sidik)


@login_not_required
@require_safe
def pekerja_layanan(request: HttpRequest) -> HttpResponse:
    """The service worker: served from the root, because it answers for the whole application.

    The browser compares it byte by byte on every start; the first line changes with what it keeps.
    """
    setelan = {
        "versi": _sidik() if settings.DEBUG else _sidik_tetap(),
        "halaman": reverse("luring"),
        "berkas": [static(nama) for nama in BERKAS],
        "inti": static("js/antrean.js"),
        "kirim": [reverse("kinerja:catatan_catat"), reverse("kinerja:catatan_ulang_hari")],
        "catatan": reverse("kinerja:catatan"),
        "keluar": reverse("account_logout"),
    }
    isi = f"self.SETELAN = {json.dumps(setelan)};\n{_baca(PEKERJA).decode()}"
    jawaban = HttpResponse(isi, content_type="text/javascript; charset=utf-8")
    jawaban.headers["Cache-Control"] = "no-cache"
    jawaban.headers["Service-Worker-Allowed"] = "/"
    return jawaban


@login_not_required
@require_safe
def luring(request: HttpRequest) -> HttpResponse:
    """The page that opens without a network, filled on the device with what its owner keeps there."""
    jawaban = HttpResponse(_halaman())
    jawaban.headers["Cache-Control"] = "no-cache"
    return jawaban


@require_http_methods(["GET", "POST"])
def setelan_luring(request: Permintaan) -> HttpResponse:
    """How small the agency's devices make photos."""
    instansi = request.pelaku.instansi
    permissions.require(permissions.may_set_luring(request.pelaku, instansi))
    kini = selectors.setelan_luring(instansi.pk)
    return formulir(
        request,
        SetelanLuringForm(
            request.POST or None,
            pelaku=request.pelaku,
            initial={"foto_sisi": kini.foto_sisi, "foto_mutu": kini.foto_mutu},
        ),
        kirim=lambda isian: services.set_setelan_luring(pelaku=request.pelaku, instansi=instansi, **isian),
        tujuan=reverse("kinerja:setelan_luring"),
        pesan="Setelan foto tersimpan. Perangkat memakainya saat tersambung berikutnya.",
        judul="Foto bukti di perangkat",
        akibat="Foto diperkecil di ponsel sebelum dikirim, agar sampai juga pada jaringan lemah.",
        tombol="Simpan setelan",
        asal={"url": reverse("evaluasi:pengaturan"), "label": "Pengaturan"},
    )
