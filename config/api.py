"""One shape of error, one way of paging, one permission for every API route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from config.middleware import kekurangan_akun
from pegawai.errors import AturanDilanggar, Dilarang

if TYPE_CHECKING:
    from rest_framework.views import APIView

    from pegawai.permintaan import Permintaan


class Berpelaku(BasePermission):
    """Only people who are signed in and known as pegawai, with an account that lacks nothing.

    The same conditions as on pages: a password of one's own, a second factor for an admin.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        user = request.user
        if not (user and user.is_authenticated and getattr(user, "pegawai", None)):
            return False
        if kurang := kekurangan_akun(cast("Permintaan", request)):
            raise Dilarang(kurang[1])
        return True


class PenomoranKunci(CursorPagination):
    """Pages by key: constant cost at any depth, no row twice."""

    page_size = 50
    page_size_query_param = "ukuran"
    max_page_size = 200
    ordering = "-id"


def tangani_galat(galat: Exception, konteks: dict[str, Any]) -> Response | None:
    """Answer every error as {"kode", "pesan", "rincian"}."""
    if isinstance(galat, AturanDilanggar):
        kode_http = status.HTTP_403_FORBIDDEN if isinstance(galat, Dilarang) else status.HTTP_409_CONFLICT
        rincian = {galat.bidang: [galat.pesan]} if galat.bidang else {}
        return Response({"kode": galat.kode, "pesan": galat.pesan, "rincian": rincian}, status=kode_http)
    from rest_framework.views import exception_handler  # that module loads this one while it starts

    response = exception_handler(galat, konteks)
    if response is None:
        return None
    kode, pesan, rincian = "permintaan_tidak_sah", "Permintaan tidak dapat diproses.", {}
    if isinstance(galat, exceptions.ValidationError):
        kode, pesan = "isian_tidak_sah", "Ada isian yang perlu diperbaiki."
        rincian = response.data if isinstance(response.data, dict) else {"umum": response.data}
    elif isinstance(galat, Http404 | exceptions.NotFound):
        kode, pesan = "tidak_ditemukan", "Data tidak ditemukan."
    elif isinstance(galat, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        kode, pesan = "belum_masuk", "Masuk dahulu, lalu ulangi."
    elif isinstance(galat, exceptions.PermissionDenied) and str(galat.detail).startswith("CSRF Failed"):
        kode, pesan = "csrf", "Halaman ini sudah lama terbuka. Muat ulang, lalu ulangi."
    elif isinstance(galat, exceptions.PermissionDenied):
        kode, pesan = "dilarang", "Anda tidak berwenang melakukan ini."
    elif isinstance(galat, exceptions.Throttled):
        kode, pesan = "terlalu_sering", "Terlalu sering. Tunggu sebentar, lalu ulangi."
    response.data = {"kode": kode, "pesan": pesan, "rincian": rincian}
    return response
