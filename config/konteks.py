"""What only some pages need in their context."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from evaluasi.demo.akun import daftar_akun


def akun_demo(request: HttpRequest) -> dict[str, Any]:
    """The demo accounts on the sign-in page of a demo start; nothing anywhere else."""
    cocok = request.resolver_match
    if not settings.DEMO or cocok is None or cocok.url_name != "account_login":
        return {"akun_demo": []}
    return {"akun_demo": daftar_akun()}
