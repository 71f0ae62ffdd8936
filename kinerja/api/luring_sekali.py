"""Same key, same answer: around every act that a device may have to send more than once."""

from __future__ import annotations

import json
import uuid as uuid_lib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from kinerja import rules, services
from kinerja.errors import AkunLain
from kinerja.models import KunciKiriman
from pegawai.permintaan import PermintaanApi

AKUN = "X-Kinerja-Akun"
"""For whom the device kept this. A session that changed hands in between takes nothing."""

Tindakan = Callable[..., Response]


def sekali(tindakan: Tindakan) -> Tindakan:
    """Answer a sending with a key once; the same key gets the same answer again, refusals included.

    Work and answer are one transaction: a process that dies in the middle leaves neither, and a second
    copy waits for the first. Without a key nothing changes.
    """

    @wraps(tindakan)
    def bungkus(view: Any, request: PermintaanApi, *args: Any, **kwargs: Any) -> Response:
        periksa_akun(request)
        kunci = kunci_dari(request)
        if kunci is None:
            return tindakan(view, request, *args, **kwargs)
        rute = getattr(view, "rute", f"{request.method} {request.path}")
        with transaction.atomic():
            ada = services.answer_of(pelaku=request.pelaku, kunci=kunci, rute=rute)
            if ada is not None:
                return ulang(ada)
            try:
                jawaban = tindakan(view, request, *args, **kwargs)
            except Exception as galat:
                jawaban = view.handle_exception(galat)  # what is no refusal is raised on, and nothing stays
            if rules.is_tetap(jawaban.status_code):
                services.remember_answer(
                    pelaku=request.pelaku,
                    kunci=[kunci, *getattr(view, "kunci_lain", ())],
                    rute=rute,
                    status=jawaban.status_code,
                    jawaban=JSONRenderer().render(jawaban.data).decode(),
                )
            return jawaban

    return bungkus


def periksa_akun(request: PermintaanApi) -> None:
    """Refuse what a device kept for another account; before anything is read or written."""
    if request.headers.get(AKUN, str(request.user.pk)) != str(request.user.pk):
        raise AkunLain("Kiriman ini milik akun lain di perangkat ini. Masuk dengan akun itu.")


def kunci_dari(request: PermintaanApi) -> uuid_lib.UUID | None:
    """The key of a sending, from the header or from the body."""
    teks = request.headers.get("Idempotency-Key")
    if teks is None:
        badan = request.data
        teks = badan.get("klien_id") if hasattr(badan, "get") else None
        try:
            return uuid_lib.UUID(teks) if isinstance(teks, str) else None
        except ValueError:
            return None  # the act itself says what is wrong with its field
    try:
        return uuid_lib.UUID(teks)
    except ValueError:
        raise ValidationError({"klien_id": ["Idempotency-Key harus berupa UUID."]}) from None


def ulang(ada: KunciKiriman) -> Response:
    """The answer as it was given, letter by letter."""
    return Response(json.loads(ada.jawaban), status=ada.status)
