"""Signing in and setting one's own password."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from django import forms
from django.utils import timezone

SYARAT_SANDI = (
    "Paling sedikit 10 karakter. Jangan hanya angka, jangan memuat nama atau NIP. "
    "Tiga kata yang tidak berhubungan mudah diingat."
)


class MasukForm(LoginForm):
    """NIP and password. Spaces inside the NIP are forgiven."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "NIP"
        self.fields["login"].widget = forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "maxlength": 50,
            }
        )
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        return "".join(self.cleaned_data["login"].split())

    def clean(self) -> dict[str, Any]:
        """Refuse a first password whose days are over; only who knows it learns that."""
        data: dict[str, Any] = super().clean()
        pengguna = self.user
        if pengguna is not None and pengguna.wajib_ganti_sandi:
            batas = pengguna.sandi_awal_sampai
            if batas and batas < timezone.now():
                raise forms.ValidationError(
                    "Sandi awal ini sudah lewat tujuh hari. Minta admin kepegawaian membuat yang baru."
                )
        return data


class SandiBaruMixin:
    """The two fields of a new password in our words."""

    fields: dict[str, forms.Field]

    def _beri_kata(self) -> None:
        for nama, label, bantuan in (
            ("oldpassword", "Kata sandi sekarang", ""),
            ("password1", "Kata sandi baru", SYARAT_SANDI),
            ("password2", "Tulis sekali lagi kata sandi baru", ""),
        ):
            if nama in self.fields:
                self.fields[nama].label = label
                self.fields[nama].help_text = bantuan
                self.fields[nama].widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()  # type: ignore[misc]
        if "password2" in self.errors and data.get("password1"):  # type: ignore[attr-defined]
            self.errors["password2"] = self.error_class(  # type: ignore[attr-defined]
                ["Kedua kata sandi baru tidak sama. Tulis ulang yang kedua."]
            )
        return data


class UbahSandiForm(SandiBaruMixin, ChangePasswordForm):
    """Change one's password. At the first sign-in the old one was typed a moment ago: not asked again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user.wajib_ganti_sandi:
            del self.fields["oldpassword"]
        self._beri_kata()


class BuatSandiForm(SandiBaruMixin, SetPasswordForm):
    """Set a first password where the account has none (people who came through the agency's SSO)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._beri_kata()
