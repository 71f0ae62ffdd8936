"""Stops counting a file's bytes where the limit is: what lies beyond is read away and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

KELIPATAN_SEMUA = 4
"""All files of one form together may be this many times the limit of one."""


class BatasUnggah(FileUploadHandler):
    """Drops a file as soon as it grows past the limit, and notes which field it came from."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.maks = settings.UKURAN_BUKTI_MAKS_MB * 1024 * 1024
        self.berkas_ini = self.semua = 0
        request.berkas_terlalu_besar = []  # type: ignore[attr-defined]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.berkas_ini = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.berkas_ini += len(raw_data)
        self.semua += len(raw_data)
        if self.berkas_ini > self.maks or self.semua > self.maks * KELIPATAN_SEMUA:
            self.request.berkas_terlalu_besar.append(self.field_name)  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one keep the file."""


def pasang_batas(request: Any) -> None:
    """Put the limit in front of everything that keeps files; before anybody reads the body."""
    request.upload_handlers.insert(0, BatasUnggah(request))


def batasi_unggah(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view that takes files. The CSRF check reads the body, so it has to wait until the limit is set."""
    dijaga = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def bungkus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pasang_batas(request)
        return dijaga(request, *args, **kwargs)

    return bungkus
