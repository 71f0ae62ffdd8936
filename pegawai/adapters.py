"""How django-allauth behaves here: no open sign-up, first password within its days, SSO by NIP."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.shortcuts import redirect, resolve_url

from pegawai.errors import NipTidakSah
from pegawai.models import Kabar, Pengguna, PeranDiberikan
from pegawai.models.lingkup import Cakupan
from pegawai.rules import check_nip
from pegawai.services import activate_akun


class PintuMasuk(AuthenticationBackend):
    """Fetches with the account, in one query, what every page needs to know about who asks."""

    def get_user(self, user_id: int) -> Pengguna | None:
        faktor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        diberikan = PeranDiberikan.objects.filter(pegawai__pengguna=OuterRef("pk")).values(
            data=JSONObject(peran="peran", unit="unit_id", jalur="unit__jalur")
        )
        pengguna = (
            Pengguna.objects.select_related("pegawai__instansi")
            .annotate(
                punya_faktor_kedua=Exists(faktor),
                diberikan=ArraySubquery(diberikan),
                ada_kabar=Exists(Kabar.objects.baru().filter(penerima__pengguna=OuterRef("pk"))),
            )
            .filter(pk=user_id)
            .first()
        )
        if pengguna and hasattr(pengguna, "pegawai"):
            pengguna.pegawai.cakupan = tuple(Cakupan(**satu) for satu in pengguna.diberikan)
        return pengguna if pengguna and self.user_can_authenticate(pengguna) else None


class AdapterAkun(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "NIP atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.",
        "too_many_login_attempts": "Terlalu banyak percobaan untuk akun ini. Tunggu lima menit, lalu coba lagi.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi.",
        "account_inactive": "Akun ini tidak aktif. Hubungi admin kepegawaian Anda.",
        "enter_current_password": "Kata sandi sekarang tidak cocok. Tulis sekali lagi.",
        "incorrect_password": "Kata sandi tidak cocok. Tulis sekali lagi.",
        "incorrect_code": "Kode tidak cocok. Tunggu kode berikutnya di aplikasi, lalu coba lagi.",
    }
    pesan = {
        "account/messages/password_changed.txt": "Kata sandi baru tersimpan.",
        "account/messages/password_set.txt": "Kata sandi baru tersimpan.",
        "mfa/messages/totp_activated.txt": "Aplikasi autentikator terpasang.",
        "mfa/messages/totp_deactivated.txt": "Aplikasi autentikator dilepas.",
        "mfa/messages/recovery_codes_generated.txt": "Kode pemulihan dibuat. Simpan di tempat aman, jauh dari ponsel.",
        "mfa/messages/webauthn_added.txt": "Kunci sandi terpasang.",
        "mfa/messages/webauthn_removed.txt": "Kunci sandi dilepas.",
    }
    """What is worth saying; signing in and out shows by itself, and allauth would name the NIP."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        kalimat = message or self.pesan.get(message_template or "")
        if kalimat:
            messages.add_message(request, level, kalimat, extra_tags=extra_tags)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_URL)

    def is_reauthentication_required(self, *, app: str, **lain: Any) -> bool:
        """Before a second factor changes, the password is asked again, unless it was typed minutes ago."""
        masuk = get_authentication_records(self.request, self.request.user)
        segar = masuk and time.time() - masuk[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT
        return not segar and super().is_reauthentication_required(app=app, **lain)

    def set_password(self, user: Pengguna, password: str) -> None:
        super().set_password(user, password)
        activate_akun(pengguna=user)

    def clean_password(self, password: str, user: Any = None) -> str:
        if user is not None and user.check_password(password):
            raise ValidationError("Kata sandi baru harus berbeda dari yang lama.")
        return super().clean_password(password, user)


class AdapterMfa(DefaultMFAAdapter):
    """Keeps TOTP secrets encrypted at rest."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AdapterAkun.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "Pasang dahulu aplikasi autentikator, lalu buat kode pemulihan.",
    }

    def _fernet(self) -> Fernet:
        bahan = settings.MFA_SECRET_KEY or settings.SECRET_KEY
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mfa:" + bahan.encode()).digest()))

    def encrypt(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._fernet().decrypt(encrypted_text.encode()).decode()


MASUK_LEWAT_SSO = "masuk_lewat_sso"
"""Session key: the agency's SSO vouches for this person, so no password of ours is asked for."""


class AdapterSso(DefaultSocialAccountAdapter):
    """Agency SSO: the account is found by the NIP claim; nobody is created, no role is taken over."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing:
            sociallogin.connect(request, self._pengguna(request, sociallogin.account.extra_data))
        request.session[MASUK_LEWAT_SSO] = True

    def _pengguna(self, request: HttpRequest, data: dict[str, Any]) -> Pengguna:
        klaim = data.get("userinfo") or data.get("id_token") or data
        try:
            pengguna = Pengguna.objects.get(nama_masuk=check_nip(str(klaim.get(settings.OIDC_KLAIM_NIP, ""))))
        except (NipTidakSah, Pengguna.DoesNotExist):
            messages.error(
                request, "NIP dari akun SSO ini belum terdaftar di sini. Hubungi admin kepegawaian Anda."
            )
            raise ImmediateHttpResponse(redirect("account_login")) from None
        if not pengguna.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        return pengguna
