"""The request as every signed-in page sees it: what the middleware has set is there, with its type."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from pegawai.models import Pegawai, Pengguna
from pegawai.rules import Peran


class Permintaan(HttpRequest):
    """A request behind sign-in. Pages that are open to everybody take a plain `HttpRequest`."""

    user: Pengguna
    pelaku: Pegawai
    peran: frozenset[Peran]
    htmx: HtmxDetails
    jalur_menu: str


class PermintaanApi(Request):
    """The same behind the API."""

    pelaku: Pegawai
    peran: frozenset[Peran]
