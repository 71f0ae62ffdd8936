"""Corrections of entries whose window has closed, and the history of an entry."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import rules, selectors, services
from kinerja.api import serializers as s
from kinerja.api.catatan import untuk_catatan
from kinerja.api.dasar import terlihat
from kinerja.models import CatatanHarian, KoreksiCatatan
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class KoreksiMasukSerializer(s.CatatanUbahSerializer):
    tanggal = None  # type: ignore[assignment]  # a correction keeps the day
    pulihkan = None  # type: ignore[assignment]  # nor does it bring a withdrawn entry back
    alasan = serializers.CharField(max_length=rules.MAKS_ALASAN_KOREKSI)


class TarikKoreksiSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=rules.MAKS_ALASAN_KOREKSI)
    nomor_sunting = serializers.IntegerField(min_value=0, max_value=s.MAKS_NOMOR, required=False)


class KoreksiSerializer(serializers.ModelSerializer[KoreksiCatatan]):
    catatan = serializers.UUIDField(source="catatan.uuid")
    oleh = s.NamaOrangSerializer()

    class Meta:
        model = KoreksiCatatan
        fields = ("uuid", "catatan", "jenis", "alasan", "oleh", "semula", "menjadi", "dibuat_pada")


class UbahanCatatanSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    semula = serializers.CharField()
    menjadi = serializers.CharField()


class KejadianCatatanSerializer(serializers.Serializer[Any]):
    pada = serializers.DateTimeField()
    kalimat = serializers.CharField()
    alasan = serializers.CharField()
    ubahan = UbahanCatatanSerializer(many=True)


class CatatanKoreksi(APIView):
    @extend_schema(request=KoreksiMasukSerializer, responses={201: KoreksiSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Correct an entry after its window, with the reason."""
        catatan = terlihat(request, CatatanHarian, uuid)
        data = untuk_catatan(request, read_body(KoreksiMasukSerializer, request.data))
        koreksi = services.correct_catatan(pelaku=request.pelaku, catatan=catatan, **data)
        return Response(KoreksiSerializer(koreksi).data, status=status.HTTP_201_CREATED)


class CatatanKoreksiTarik(APIView):
    @extend_schema(request=TarikKoreksiSerializer, responses={201: KoreksiSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Withdraw an entry after its window, with the reason."""
        catatan = terlihat(request, CatatanHarian, uuid)
        koreksi = services.withdraw_catatan_ditutup(
            pelaku=request.pelaku, catatan=catatan, **read_body(TarikKoreksiSerializer, request.data)
        )
        return Response(KoreksiSerializer(koreksi).data, status=status.HTTP_201_CREATED)


class CatatanRiwayat(APIView):
    @extend_schema(responses=KejadianCatatanSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        """What happened to an entry: who, when, before and after."""
        semua = selectors.riwayat_catatan(terlihat(request, CatatanHarian, uuid))
        return Response(KejadianCatatanSerializer(semua, many=True).data)
