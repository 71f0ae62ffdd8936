"""The record of outages."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import services
from kinerja.api.dasar import halaman
from kinerja.models import AturanGangguan, Gangguan
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class GangguanSerializer(serializers.ModelSerializer[Gangguan]):
    sumber = serializers.CharField()

    class Meta:
        model = Gangguan
        fields = ("uuid", "mulai", "selesai", "sumber", "keterangan", "alasan", "dibatalkan_pada")


class GangguanMasukSerializer(serializers.Serializer[Any]):
    mulai = serializers.DateTimeField()
    selesai = serializers.DateTimeField(required=False, allow_null=True, default=None)
    keterangan = serializers.CharField(max_length=500)


class GangguanUbahSerializer(GangguanMasukSerializer):
    alasan = serializers.CharField(max_length=500)


class AlasanGangguanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=500)


class AturanGangguanSerializer(serializers.ModelSerializer[AturanGangguan]):
    class Meta:
        model = AturanGangguan
        fields = ("menit_terdeteksi", "hari_lihat", "hari_per_jam", "maks_hari")


def _satu(request: PermintaanApi, uuid: uuid_lib.UUID) -> Gangguan:
    return get_object_or_404(Gangguan.objects.visible_to(request.pelaku), uuid=uuid)


class GangguanDaftar(APIView):
    @extend_schema(responses=GangguanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Outages, the latest first; cancelled ones too."""
        return halaman(request, Gangguan.objects.visible_to(request.pelaku), GangguanSerializer, self)

    @extend_schema(request=GangguanMasukSerializer, responses={201: GangguanSerializer})
    def post(self, request: PermintaanApi) -> Response:
        gangguan = services.record_gangguan(
            pelaku=request.pelaku, **read_body(GangguanMasukSerializer, request.data)
        )
        return Response(GangguanSerializer(gangguan).data, status=status.HTTP_201_CREATED)


class GangguanSatu(APIView):
    @extend_schema(request=GangguanUbahSerializer, responses=GangguanSerializer)
    def put(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        gangguan = services.edit_gangguan(
            pelaku=request.pelaku,
            gangguan=_satu(request, uuid),
            **read_body(GangguanUbahSerializer, request.data),
        )
        return Response(GangguanSerializer(gangguan).data)

    @extend_schema(responses=GangguanSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(GangguanSerializer(_satu(request, uuid)).data)


class GangguanBatal(APIView):
    @extend_schema(request=AlasanGangguanSerializer, responses=GangguanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        gangguan = services.cancel_gangguan(
            pelaku=request.pelaku,
            gangguan=_satu(request, uuid),
            **read_body(AlasanGangguanSerializer, request.data),
        )
        return Response(GangguanSerializer(gangguan).data)


class GangguanAturan(APIView):
    @extend_schema(responses=AturanGangguanSerializer)
    def get(self, request: PermintaanApi) -> Response:
        return Response(AturanGangguanSerializer(services.aturan_of(request.pelaku.instansi)).data)

    @extend_schema(request=AturanGangguanSerializer, responses=AturanGangguanSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Set the rule; windows are counted again."""
        aturan = services.set_aturan_gangguan(
            pelaku=request.pelaku, **read_body(AturanGangguanSerializer, request.data)
        )
        return Response(AturanGangguanSerializer(aturan).data)
