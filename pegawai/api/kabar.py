"""Notifications for other systems: one's own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai import selectors, services
from pegawai.api.dasar import read_body
from pegawai.models import Kabar
from pegawai.permintaan import PermintaanApi
from pegawai.rules import JenisKabar


class KabarSerializer(serializers.ModelSerializer[Kabar]):
    class Meta:
        model = Kabar
        fields = ("uuid", "jenis", "teks", "tautan", "dibuat_pada", "dibaca_pada")


class SaringKabarSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisKabar.choices(), required=False, default="")
    baru = serializers.BooleanField(required=False, default=False)


class BacaSerializer(serializers.Serializer[Any]):
    """Which one was read; without it all of them."""

    kabar = serializers.UUIDField(required=False, allow_null=True, default=None)


class JumlahDibacaSerializer(serializers.Serializer[Any]):
    jumlah = serializers.IntegerField()


class DaftarKabar(ListAPIView[Kabar]):
    """One's own notifications, the newest first."""

    serializer_class = KabarSerializer
    queryset = Kabar.objects.none()  # tells the description of the API which model this is
    request: PermintaanApi

    @extend_schema(parameters=[SaringKabarSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Kabar]:
        masuk = SaringKabarSerializer(data=self.request.query_params)
        masuk.is_valid(raise_exception=True)
        return selectors.kabar_of(self.request.pelaku, **masuk.validated_data)


class BacaKabar(APIView):
    """Mark as read."""

    @extend_schema(request=BacaSerializer, responses=JumlahDibacaSerializer)
    def post(self, request: PermintaanApi) -> Response:
        masuk = BacaSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        uuid = masuk.validated_data["kabar"]
        satu = get_object_or_404(Kabar.objects.visible_to(request.pelaku), uuid=uuid) if uuid else None
        return Response({"jumlah": services.mark_kabar_read(pelaku=request.pelaku, kabar=satu)})


class SetelanKabarSerializer(serializers.Serializer[Any]):
    """Which kinds are silenced, and whether the digest mail comes."""

    senyap = serializers.ListField(child=serializers.ChoiceField(choices=JenisKabar.choices()))
    ringkasan = serializers.BooleanField()
    kalender_pada = serializers.DateTimeField(read_only=True)


class SetelanKabarApi(APIView):
    @extend_schema(responses=SetelanKabarSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """What one wants to hear."""
        return Response(SetelanKabarSerializer(selectors.setelan_of(request.pelaku)).data)

    @extend_schema(request=SetelanKabarSerializer, responses=SetelanKabarSerializer)
    def put(self, request: PermintaanApi) -> Response:
        """Say which kinds one does not want to hear of."""
        isi = read_body(SetelanKabarSerializer, request.data)
        setelan = services.set_kabar(
            pelaku=request.pelaku,
            senyap=[JenisKabar(j) for j in isi["senyap"]],
            ringkasan=isi["ringkasan"],
        )
        return Response(SetelanKabarSerializer(setelan).data)


class AlamatKalenderSerializer(serializers.Serializer[Any]):
    alamat = serializers.CharField()


class BuatKalender(APIView):
    @extend_schema(request=None, responses={201: AlamatKalenderSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """A new address of the calendar feed, shown this once; the one before stops working."""
        alamat = services.alamat_kalender(services.make_kunci_kalender(pelaku=request.pelaku))
        return Response(
            {"alamat": alamat}, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"}
        )


class CabutKalender(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi) -> Response:
        """Close the feed."""
        services.revoke_kunci_kalender(pelaku=request.pelaku)
        return Response(status=status.HTTP_204_NO_CONTENT)
