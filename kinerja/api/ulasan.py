"""What citizens wrote, and what becomes of it."""

from __future__ import annotations

import uuid as uuid_lib
from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja.api import layanan_serializers as s
from kinerja.api.dasar import halaman, terlihat
from kinerja.api.layanan import layanan_api
from kinerja.models import TautanUlasan, UlasanLayanan
from kinerja.permissions import ulasan as permissions
from kinerja.permissions.ulasan import Pimpinan
from kinerja.selectors import ulasan as selectors
from kinerja.services import ulasan as services
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp.models import Skp


class UlasanDaftar(APIView):
    @extend_schema(parameters=[s.SaringUlasanSerializer], responses=s.UlasanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_list_ulasan(Pimpinan.of(request.pelaku)))
        data = read_body(s.SaringUlasanSerializer, request.query_params)
        if satu := data.pop("layanan", None):
            layanan = layanan_api(request.pelaku, satu)
            permissions.require(permissions.may_read_ulasan(Pimpinan.of(request.pelaku), layanan))
            milik = [layanan.pk]
        else:
            milik = [x.pk for x in selectors.layanan_terbaca(request.pelaku)]
        return halaman(request, selectors.cari_ulasan(milik, **data), s.UlasanSerializer, self)


def _ulasan(request: PermintaanApi, uuid: uuid_lib.UUID, boleh: Callable[..., Any]) -> UlasanLayanan:
    """The review, readable for the one who asks, and the act allowed before its body is read."""
    satu: UlasanLayanan = get_object_or_404(
        UlasanLayanan.objects.visible_to(request.pelaku).select_related("layanan__unit"), uuid=uuid
    )
    pimpinan = Pimpinan.of(request.pelaku)
    permissions.require(permissions.may_read_ulasan(pimpinan, satu.layanan))
    permissions.require(boleh(pimpinan, satu))
    return satu


def _boleh_moderasi(p: Pimpinan, u: UlasanLayanan) -> Any:
    return permissions.may_moderate_ulasan(p, u.layanan.unit)


def _boleh_batal(p: Pimpinan, u: UlasanLayanan) -> Any:
    return permissions.may_void_ulasan(p, u.layanan.unit)


class UlasanBalas(APIView):
    @extend_schema(request=s.BalasUlasanSerializer, responses=s.UlasanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = _ulasan(request, uuid, permissions.may_reply_ulasan)
        data = read_body(s.BalasUlasanSerializer, request.data)
        return _jawab(services.reply_ulasan(pelaku=request.pelaku, ulasan=satu, **data))


class UlasanPutuskan(APIView):
    @extend_schema(request=s.PutusanSerializer, responses=s.UlasanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = _ulasan(request, uuid, _boleh_moderasi)
        data = read_body(s.PutusanSerializer, request.data)
        return _jawab(services.moderate_ulasan(pelaku=request.pelaku, ulasan=satu, **data))


class UlasanBatal(APIView):
    @extend_schema(request=s.AlasanUlasanSerializer, responses=s.UlasanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = _ulasan(request, uuid, _boleh_batal)
        data = read_body(s.AlasanUlasanSerializer, request.data)
        return _jawab(services.void_ulasan(pelaku=request.pelaku, ulasan=satu, **data))


class UlasanPulihkan(APIView):
    @extend_schema(request=None, responses=s.UlasanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = _ulasan(request, uuid, _boleh_batal)
        return _jawab(services.restore_ulasan(pelaku=request.pelaku, ulasan=satu))


def _jawab(satu: UlasanLayanan) -> Response:
    return Response(s.UlasanSerializer(satu).data)


class UlasanTautkan(APIView):
    @extend_schema(request=s.TautkanUlasanSerializer, responses={201: s.TautanUlasanSerializer})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = _ulasan(request, uuid, permissions.may_tie_ulasan)
        data = read_body(s.TautkanUlasanSerializer, request.data)
        data["skp"] = terlihat(request, Skp, data["skp"])
        tautan = services.tie_ulasan(pelaku=request.pelaku, ulasan=satu, **data)
        return Response(s.TautanUlasanSerializer(tautan).data, status=status.HTTP_201_CREATED)


class TautanDaftar(APIView):
    @extend_schema(responses=s.TautanUlasanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        semua = selectors.tautan_of(request.pelaku).select_related("ulasan", "skp", "perilaku")
        return halaman(request, semua, s.TautanUlasanSerializer, self)


def _tautan(request: PermintaanApi, uuid: uuid_lib.UUID, boleh: Callable[..., Any]) -> TautanUlasan:
    tautan: TautanUlasan = terlihat(request, TautanUlasan, uuid)
    permissions.require(boleh(request.pelaku, tautan))
    return tautan


class TautanLepas(APIView):
    @extend_schema(request=s.AlasanUlasanSerializer, responses=s.TautanUlasanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        tautan = _tautan(request, uuid, permissions.may_untie_ulasan)
        data = read_body(s.AlasanUlasanSerializer, request.data)
        return Response(
            s.TautanUlasanSerializer(services.untie_ulasan(pelaku=request.pelaku, tautan=tautan, **data)).data
        )


class TautanTanggapi(APIView):
    @extend_schema(request=s.TanggapSerializer, responses=s.TautanUlasanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        tautan = _tautan(request, uuid, permissions.may_answer_tautan)
        data = read_body(s.TanggapSerializer, request.data)
        return Response(
            s.TautanUlasanSerializer(
                services.answer_tautan(pelaku=request.pelaku, tautan=tautan, **data)
            ).data
        )
