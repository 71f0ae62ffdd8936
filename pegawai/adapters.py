"""How django-allauth behaves here: no open sign-up, first password within its days, SSO by NIP."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone

from pegawai.errors import NipTidakSah
from pegawai.models import Pengguna
from pegawai.rules import check_nip
from pegawai.services import activate_akun


class AdapterAkun(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "NIP atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.",
        "too_many_login_attempts": "Terlalu banyak percobaan untuk NIP ini. Tunggu lima menit, lalu coba lagi.",
        "account_inactive": "Akun ini tidak aktif. Hubungi admin kepegawaian Anda.",
        "enter_current_password": "Tulis kata sandi Anda yang sekarang.",
        "incorrect_password": "Kata sandi tidak cocok.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Pengguna, **lain: Any) -> Any:
        """Refuse a first password whose days are over."""
        batas = user.sandi_awal_sampai
        if user.wajib_ganti_sandi and batas and batas < timezone.now():
            messages.error(request, "Sandi awal sudah kedaluwarsa. Minta admin kepegawaian membuat yang baru.")
            return redirect("account_login")
        return super().pre_login(request, user, **lain)

    def set_password(self, user: Pengguna, password: str) -> None:
        super().set_password(user, password)
        activate_akun(pengguna=user)

    def clean_password(self, password: str, user: Any = None) -> str:
        if user is not None and user.check_password(password):
            raise ValidationError("Kata sandi baru harus berbeda dari yang lama.")
        return super().clean_password(password, user)


class AdapterMfa(DefaultMFAAdapter):
    """Keeps TOTP secrets encrypted at rest."""

    def _fernet(self) -> Fernet:
        import base64
        import hashlib

        bahan = settings.MFA_SECRET_KEY or settings.SECRET_KEY
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mfa:" + bahan.encode()).digest()))

    def encrypt(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._fernet().decrypt(encrypted_text.encode()).decode()


class AdapterSso(DefaultSocialAccountAdapter):
    """Agency SSO: the account is found by the NIP claim; nobody is created, no role is taken over."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        klaim = str(sociallogin.account.extra_data.get(settings.OIDC_KLAIM_NIP, ""))
        try:
            pengguna = Pengguna.objects.get(nama_masuk=check_nip(klaim), is_active=True)
        except (NipTidakSah, Pengguna.DoesNotExist):
            messages.error(request, "Akun SSO ini tidak memiliki NIP yang dikenal. Hubungi admin kepegawaian.")
            raise ImmediateHttpResponse(redirect("account_login")) from None
        sociallogin.connect(request, pengguna)
