"""Feedback and the reply to it."""

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
from kinerja.api.dasar import KUNCI, bagian_skp, halaman, isi, kunci, saring, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.models import CatatanHarian, UmpanBalik
from pegawai.permintaan import PermintaanApi
from skp.models import RencanaHasilKerja, Skp


class UmpanBalikDaftar(APIView):
    @extend_schema(parameters=[s.SaringUmpanBalikSerializer], responses=s.UmpanBalikSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Feedback: received or given by oneself, or all of one SKP that the person may see."""
        data = isi(s.SaringUmpanBalikSerializer, request.query_params)
        baris: QuerySet[Any] = UmpanBalik.objects.select_related(
            "skp", "pegawai", "pemberi", "rhk", "catatan"
        )
        if "skp" not in data and data["arah"] == "diberikan":
            baris = baris.filter(pemberi=request.pelaku)
        else:
            baris = saring(request, baris, data)
        return halaman(request, baris, s.UmpanBalikSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=s.UmpanBalikMasukSerializer, responses={201: s.UmpanBalikSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        data = isi(s.UmpanBalikMasukSerializer, request.data)
        klien_id = kunci(request, data)
        data["skp"] = terlihat(request, Skp, data["skp"])
        data["rhk"] = bagian_skp(request, RencanaHasilKerja, data.get("rhk"), "skp")
        data["catatan"] = terlihat(request, CatatanHarian, data.get("catatan"))
        umpan_balik = services.give_umpan_balik(pelaku=request.pelaku, klien_id=klien_id, **data)
        return Response(s.UmpanBalikSerializer(umpan_balik).data, status=status.HTTP_201_CREATED)


class UmpanBalikBalas(APIView):
    @extend_schema(request=s.BalasSerializer, responses=s.UmpanBalikSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = terlihat(request, UmpanBalik, uuid)
        balasan = isi(s.BalasSerializer, request.data)["balasan"]
        umpan_balik = services.reply_umpan_balik(
            pelaku=request.pelaku, umpan_balik=umpan_balik, balasan=balasan
        )
        return Response(s.UmpanBalikSerializer(umpan_balik).data)


class UmpanBalikBaca(APIView):
    @extend_schema(request=None, responses=s.UmpanBalikSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = services.mark_read(
            pelaku=request.pelaku, umpan_balik=terlihat(request, UmpanBalik, uuid)
        )
        return Response(s.UmpanBalikSerializer(umpan_balik).data)
