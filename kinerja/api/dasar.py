"""What every route of this API needs: the sender's key, rows through `visible_to`, paging."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from kinerja.models import BuktiDukung
from pegawai.permintaan import PermintaanApi
from skp.models import Skp

KUNCI = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.HEADER,
    description="Kunci kiriman.",
)


def kunci(request: PermintaanApi, data: dict[str, Any]) -> uuid_lib.UUID | None:
    """The sender's key, from the header or the body; two different ones are refused."""
    badan = data.pop("klien_id", None)
    tajuk = request.headers.get("Idempotency-Key")
    if tajuk is None:
        return badan
    try:
        nilai = uuid_lib.UUID(tajuk)
    except ValueError:
        raise ValidationError({"klien_id": ["Idempotency-Key harus berupa UUID."]}) from None
    if badan not in (None, nilai):
        raise ValidationError({"klien_id": ["klien_id berbeda dari Idempotency-Key."]})
    return nilai


def terlihat(request: PermintaanApi, model: Any, uuid: uuid_lib.UUID | None) -> Any:
    """A row the person may see, or 404; None stays None."""
    if uuid is None:
        return None
    return get_object_or_404(model.objects.visible_to(request.pelaku), uuid=uuid)


def bagian_skp(request: PermintaanApi, model: Any, uuid: uuid_lib.UUID | None, lewat: str) -> Any:
    """A part of an SKP the person may see, or 404."""
    if uuid is None:
        return None
    cakupan = {f"{lewat}__in": Skp.objects.visible_to(request.pelaku)}
    return get_object_or_404(model.objects.filter(**cakupan), uuid=uuid)


def bukti_terlihat(request: PermintaanApi, daftar: list[uuid_lib.UUID]) -> list[BuktiDukung]:
    semua = {b.uuid: b for b in BuktiDukung.objects.visible_to(request.pelaku).filter(uuid__in=daftar)}
    if len(semua) != len(set(daftar)):
        raise ValidationError({"bukti": ["Ada bukti yang tidak ditemukan."]})
    return [semua[u] for u in dict.fromkeys(daftar)]


def halaman(request: PermintaanApi, baris: QuerySet[Any], serializer: type[Any], view: APIView) -> Response:
    """Page by key, in one shape for all lists."""
    kelas: Any = api_settings.DEFAULT_PAGINATION_CLASS
    penomoran = kelas()
    potong = penomoran.paginate_queryset(baris, request, view=view)
    return penomoran.get_paginated_response(serializer(potong, many=True).data)


def saring(request: PermintaanApi, baris: QuerySet[Any], data: dict[str, Any]) -> QuerySet[Any]:
    """Of one SKP that the person may see, else his own; within the days asked for."""
    if "skp" in data:
        baris = baris.filter(skp=terlihat(request, Skp, data["skp"]))
    else:
        baris = baris.filter(skp__pegawai=request.pelaku)
    if "mulai" in data:
        baris = baris.filter(tanggal__gte=data["mulai"])
    if "selesai" in data:
        baris = baris.filter(tanggal__lte=data["selesai"])
    return baris
