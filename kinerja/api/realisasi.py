"""Realisasi."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import services
from kinerja.api import serializers as s
from kinerja.api.dasar import bagian_skp, bukti_terlihat, halaman, saring, terlihat
from kinerja.models import Realisasi
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp.models import IndikatorKinerja, Periode


class RealisasiDaftar(APIView):
    @extend_schema(parameters=[s.SaringSerializer], responses=s.RealisasiSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        data = read_body(s.SaringSerializer, request.query_params)
        baris: QuerySet[Any] = Realisasi.objects.select_related(
            "skp", "indikator", "periode"
        ).prefetch_related("bukti")
        cakup = {"skp": data["skp"]} if "skp" in data else {}
        baris = saring(request, baris, cakup)
        if "mulai" in data:
            baris = baris.filter(periode__selesai__gte=data["mulai"])
        if "selesai" in data:
            baris = baris.filter(periode__mulai__lte=data["selesai"])
        return halaman(request, baris, s.RealisasiSerializer, self)

    @extend_schema(request=s.RealisasiMasukSerializer, responses=s.RealisasiSerializer)
    def put(self, request: PermintaanApi) -> Response:
        """Record or replace the realisasi of an indicator in a period."""
        data = read_body(s.RealisasiMasukSerializer, request.data)
        data["indikator"] = bagian_skp(request, IndikatorKinerja, data["indikator"], "rhk__skp")
        data["periode"] = terlihat(request, Periode, data["periode"])
        if "bukti" in data:
            data["bukti"] = bukti_terlihat(request, data["bukti"])
        realisasi = services.record_realisasi(pelaku=request.pelaku, **data)
        return Response(s.RealisasiSerializer(realisasi).data)
