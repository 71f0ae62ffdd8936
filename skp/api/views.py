"""Routes of the planning API: fetch through `visible_to`, call the same service as the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp import selectors, services
from skp.api.serializers import (
    KembalikanSerializer,
    SaringSerializer,
    SetujuiSerializer,
    SkpRingkasSerializer,
    SkpSerializer,
)
from skp.models import Skp
from skp.models.skp import SkpQuerySet


def _skp(request: PermintaanApi, uuid: UUID) -> Skp:
    return get_object_or_404(selectors.skp_halaman(request.pelaku).select_related("penilai"), uuid=uuid)


def _jawab(request: PermintaanApi, skp: Skp) -> Response:
    dokumen = selectors.dokumen_skp(_skp(request, skp.uuid))
    return Response(SkpSerializer(dokumen).data)


class DaftarSkp(ListAPIView[Skp]):
    """SKP that the caller may see, the newest first."""

    serializer_class = SkpRingkasSerializer
    queryset = Skp.objects.none()  # tells the description of the API which model this is

    @extend_schema(parameters=[SaringSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)

    request: PermintaanApi

    def get_queryset(self) -> SkpQuerySet:
        saring = read_body(SaringSerializer, self.request.query_params)
        hasil = selectors.skp_halaman(self.request.pelaku).select_related("penilai")
        if saring["lingkup"] == "saya":
            hasil = hasil.filter(pegawai=self.request.pelaku)
        elif saring["lingkup"] == "tim":
            hasil = hasil.dinilai_oleh(self.request.pelaku)
        if "tahun" in saring:
            hasil = hasil.filter(periode__tahun=saring["tahun"])
        if "status" in saring:
            hasil = hasil.filter(status=saring["status"])
        return hasil


class DetailSkp(APIView):
    """One SKP whole."""

    @extend_schema(responses=SkpSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, _skp(request, uuid))


class AjukanSkp(APIView):
    """Hand one's SKP to the pejabat penilai."""

    @extend_schema(request=None, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, services.submit_skp(pelaku=request.pelaku, skp=_skp(request, uuid)))


class TarikSkp(APIView):
    """Take back what was handed in."""

    @extend_schema(request=None, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, services.withdraw_skp(pelaku=request.pelaku, skp=_skp(request, uuid)))


class KembalikanSkp(APIView):
    """Send an SKP back with a note."""

    @extend_schema(request=KembalikanSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(KembalikanSerializer, request.data)
        return _jawab(request, services.return_skp(pelaku=request.pelaku, skp=skp, **isi))


class SetujuiSkp(APIView):
    """Agree and fix an SKP."""

    @extend_schema(request=SetujuiSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(SetujuiSerializer, request.data)
        return _jawab(request, services.approve_skp(pelaku=request.pelaku, skp=skp, **isi))
