"""What happens around every request: who acts, what a refusal looks like, which headers go out."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.rules import Peran
from pegawai.selectors import peran_of

Jawab = Callable[[HttpRequest], HttpResponse]

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
        if request.user.is_authenticated if hasattr(request, "user") else False:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


BEBAS_SYARAT = ("account_logout", "account_change_password", "account_reauthenticate", "account_login")


class Pelaku:
    """Sets `request.pelaku` and `request.peran`; sends people to what their account still needs.

    A first sign-in sets a password; an admin sets up a second factor.
    """

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.pelaku = getattr(request.user, "pegawai", None)
            request.peran = SimpleLazyObject(
                lambda: peran_of(request.pelaku, timezone.localdate()) if request.pelaku else frozenset()
            )
            if request.pelaku:
                timezone.activate(request.pelaku.instansi.zona_waktu)
        else:
            request.pelaku, request.peran = None, frozenset()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        nama = request.resolver_match.view_name if request.resolver_match else ""
        if (
            not request.user.is_authenticated
            or not getattr(view, "login_required", True)
            or nama in BEBAS_SYARAT
        ):
            return None
        if request.pelaku is None:
            return render(
                request, "403.html", {"alasan": "Akun ini belum ditautkan ke data pegawai."}, status=403
            )
        if request.user.wajib_ganti_sandi:
            messages.info(request, "Buat kata sandi Anda sendiri sebelum melanjutkan.")
            return redirect("account_change_password")
        if (
            settings.MFA_WAJIB_ADMIN
            and not nama.startswith("mfa_")
            and Peran.ADMIN_KEPEGAWAIAN in request.peran
            and not self._punya_faktor_kedua(request)
        ):
            messages.info(request, "Admin memerlukan langkah masuk kedua. Pasang aplikasi kode sekarang.")
            return redirect("mfa_activate_totp")
        return None

    def _punya_faktor_kedua(self, request: HttpRequest) -> bool:
        if not request.session.get("faktor_kedua"):
            request.session["faktor_kedua"] = (
                Authenticator.objects.filter(user=request.user)
                .exclude(type=Authenticator.Type.RECOVERY_CODES)
                .exists()
            )
        return bool(request.session["faktor_kedua"])


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
            response = render(
                request, "komponen/alert.html", {"jenis": "masalah", "teks": galat.pesan}, status=status
            )
            response["HX-Retarget"] = "#pemberitahuan"
            response["HX-Reswap"] = "innerHTML"
            return response
        return render(request, f"{status}.html", {"alasan": galat.pesan}, status=status)
