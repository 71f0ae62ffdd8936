"""What happens around every request: who acts, what a refusal looks like, which headers go out."""

from __future__ import annotations

import operator
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, new_method_proxy
from django.utils.http import url_has_allowed_host_and_scheme

from pegawai.adapters import MASUK_LEWAT_SSO
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from pegawai.permissions import is_admin_kepegawaian
from pegawai.selectors import peran_of

Jawab = Callable[[HttpRequest], HttpResponse]
Tampilan = Callable[..., HttpResponseBase]

CSP = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


class TajukKeamanan:
    """Sends the content security policy and its companions."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)")
        if "Cache-Control" not in response.headers and getattr(request, "pelaku", None):
            response.headers["Cache-Control"] = "private, no-cache"
        return response


class TanpaNul:
    """Takes the NUL character out of what was sent: pasted text brings it along unseen, and no database keeps it.

    Forms refuse it with a word that helps nobody; what a page reads past a form would break on it.
    """

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        request.path_info = request.path_info.replace("\0", "")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """A form with files is read by the check of its token at most: some pages read it themselves, in pieces."""
        if request.content_type != "application/x-www-form-urlencoded" and "_post" not in request.__dict__:
            return
        if any("\0" in nilai for _, daftar in request.POST.lists() for nilai in daftar):
            bersih = request.POST.copy()
            for nama, daftar in request.POST.lists():
                bersih.setlist(nama, [nilai.replace("\0", "") for nilai in daftar])
            bersih._mutable = False
            request.POST = bersih  # type: ignore[assignment]


class Padatkan(GZipMiddleware):
    """Compresses pages and JSON, for phones that reach us without a proxy in between.

    Files that are handed out keep their length, so that their download shows how far it is.
    """

    JENIS = ("text/", "application/json", "application/manifest+json")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith(self.JENIS):
            return response
        return super().process_response(request, response)


def halaman_asal(request: HttpRequest) -> str:
    """The page of ours this request came from, as a path; empty when it came from elsewhere."""
    asal = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(asal, {request.get_host()}, request.is_secure()):
        return ""
    bagian = urlsplit(asal)
    return f"{bagian.path}?{bagian.query}" if bagian.query else bagian.path


class WajibMasuk(LoginRequiredMiddleware):
    """Sends who is not signed in to the sign-in page, and afterwards back to where he was.

    A GET returns to its own address. A form that was sent after the session ended returns to the page
    of the form: its own address may take no GET. The text waits on the device (`data-jaga`).

    What happened stands in that address, not in a session: a background request of the same page finds the session
    gone as well, and its answer takes the cookie away, before the form is sent or just after its answer came.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Tampilan) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        asal = halaman_asal(request)
        tanya = {"next": asal or resolve_url(settings.LOGIN_REDIRECT_URL)}
        if asal or settings.SESSION_COOKIE_NAME in request.COOKIES:
            tanya["sesi"] = "berakhir"
        return redirect(f"{reverse('account_login')}?{urlencode(tanya)}")


BEBAS_SYARAT = (
    "account_change_password",
    "account_set_password",
    "account_logout",
    "account_login",
    "account_reauthenticate",
)


def kekurangan_akun(request: Permintaan) -> tuple[str, str] | None:
    """What the account still needs before anything else: the page that settles it, and a sentence."""
    lewat_sso = request.session.get(MASUK_LEWAT_SSO, False)
    if request.user.wajib_ganti_sandi and not lewat_sso:
        return "account_change_password", "Buat kata sandi Anda sendiri sebelum melanjutkan."
    if (
        settings.MFA_WAJIB_ADMIN
        and not getattr(request.user, "punya_faktor_kedua", False)
        and is_admin_kepegawaian(request.pelaku)
    ):
        return "mfa_activate_totp", "Admin memerlukan langkah masuk kedua. Pasang aplikasi kode sekarang."
    return None


class PeranMalas(SimpleLazyObject):
    """The roles, asked for when first used; behaves as the frozenset it stands for."""

    __and__ = new_method_proxy(operator.and_)
    __rand__ = new_method_proxy(lambda kanan, kiri: kiri & kanan)


class Pelaku:
    """Sets `request.pelaku` and `request.peran`; sends people to what their account still needs.

    A first sign-in sets a password; an admin sets up a second factor. Account, person and agency come
    with one query (`PintuMasuk`), the roles with one more when somebody asks for them.
    """

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        pelaku: Pegawai | None = (
            getattr(request.user, "pegawai", None) if request.user.is_authenticated else None
        )
        peran = PeranMalas(lambda: peran_of(pelaku, timezone.localdate())) if pelaku else frozenset()
        request.__dict__.update(pelaku=pelaku, peran=peran)
        with timezone.override(pelaku.instansi.zona_waktu if pelaku else None):
            return self.get_response(request)

    def process_view(
        self, request: Permintaan, view: Tampilan, args: object, kwargs: object
    ) -> HttpResponse | None:
        nama = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if nama in BEBAS_SYARAT:
            return None
        if not request.pelaku:
            alasan = "Akun ini belum ditautkan ke data pegawai. Hubungi admin kepegawaian Anda."
            return render(request, "403.html", {"alasan": alasan}, status=403)
        kurang = kekurangan_akun(request)
        if kurang is None or (kurang[0].startswith("mfa_") and nama.startswith("mfa_")):
            return None
        if kurang[0].startswith("mfa_"):  # the password page says it itself
            messages.info(request, kurang[1])
        lanjut = request.get_full_path() if request.method == "GET" else ""
        tujuan = reverse(kurang[0])
        return redirect(f"{tujuan}?{urlencode({'next': lanjut})}" if lanjut else tujuan)


class Penolakan:
    """Turns a refusal of a rule or permission into a page (or an htmx alert) with its sentence."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, galat: Exception) -> HttpResponse | None:
        if not isinstance(galat, AturanDilanggar):
            return None
        status = 403 if isinstance(galat, Dilarang) else 409
        if getattr(request, "htmx", False):
            konteks = {"jenis": "masalah", "teks": galat.pesan}
            response = render(request, "komponen/alert.html", konteks, status=status)
            response["HX-Retarget"] = "#pemberitahuan"
            response["HX-Reswap"] = "innerHTML"
            return response
        konteks = {"alasan": galat.pesan, "kembali": halaman_asal(request)}
        return render(request, f"{status}.html", konteks, status=status)
