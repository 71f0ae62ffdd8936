"""Behaviours."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import services
from kinerja.api import serializers as s
from kinerja.api.dasar import KUNCI, bukti_terlihat, halaman, isi, kunci, saring, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.models import CatatanPerilaku
from pegawai.permintaan import PermintaanApi
from skp.models import Skp


class PerilakuDaftar(APIView):
    @extend_schema(parameters=[s.SaringSerializer], responses=s.PerilakuSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        baris: QuerySet[Any] = (
            CatatanPerilaku.objects.aktif().select_related("skp", "pegawai", "oleh").prefetch_related("bukti")
        )
        baris = saring(request, baris, isi(s.SaringSerializer, request.query_params))
        return halaman(request, baris, s.PerilakuSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=s.PerilakuMasukSerializer, responses={201: s.PerilakuSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        data = isi(s.PerilakuMasukSerializer, request.data)
        klien_id = kunci(request, data)
        data["skp"] = terlihat(request, Skp, data["skp"])
        data["bukti"] = bukti_terlihat(request, data.get("bukti", []))
        perilaku = services.log_perilaku(pelaku=request.pelaku, klien_id=klien_id, **data)
        return Response(s.PerilakuSerializer(perilaku).data, status=status.HTTP_201_CREATED)


class PerilakuTarik(APIView):
    @extend_schema(request=None, responses=s.PerilakuSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        perilaku = services.withdraw_perilaku(pelaku=request.pelaku, perilaku=perilaku)
        return Response(s.PerilakuSerializer(perilaku).data)


class PerilakuPulihkan(APIView):
    @extend_schema(request=None, responses=s.PerilakuSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        perilaku = services.restore_perilaku(pelaku=request.pelaku, perilaku=perilaku)
        return Response(s.PerilakuSerializer(perilaku).data)
