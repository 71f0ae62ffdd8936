"""Forms of the pegawai app: they check shape, never policy."""

from allauth.account.forms import LoginForm
from django import forms


class MasukForm(LoginForm):
    """NIP and password. Spaces inside the NIP are forgiven."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "NIP"
        self.fields["login"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": 50}
        )
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        nilai = "".join(self.cleaned_data["login"].split())
        self.cleaned_data["login"] = nilai
        return super().clean_login()
