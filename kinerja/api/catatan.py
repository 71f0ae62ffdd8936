"""The daily log."""

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
from kinerja.api.dasar import KUNCI, bagian_skp, bukti_terlihat, halaman, kunci, saring, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.models import CatatanHarian
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp.models import RencanaAksi, RencanaHasilKerja


class CatatanDaftar(APIView):
    @staticmethod
    def semua() -> QuerySet[Any]:
        return CatatanHarian.objects.select_related("pegawai", "skp", "rhk", "rencana_aksi").prefetch_related(
            "bukti"
        )

    @extend_schema(parameters=[s.SaringSerializer], responses=s.CatatanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Entries of the log, the latest first."""
        baris = saring(
            request,
            self.semua().filter(ditarik_pada__isnull=True),
            read_body(s.SaringSerializer, request.query_params),
        )
        return halaman(request, baris, s.CatatanSerializer, self)

    @extend_schema(parameters=[KUNCI], request=s.CatatanMasukSerializer, responses={201: s.CatatanSerializer})
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        """Log an entry. The same key again gives the same answer."""
        data = read_body(s.CatatanMasukSerializer, request.data)
        klien_id = kunci(request, data)
        catatan = services.log_catatan(
            pelaku=request.pelaku, klien_id=klien_id, **untuk_catatan(request, data)
        )
        baru = self.semua().get(pk=catatan.pk)
        return Response(s.CatatanSerializer(baru).data, status=status.HTTP_201_CREATED)


def untuk_catatan(request: PermintaanApi, data: dict[str, Any]) -> dict[str, Any]:
    """Turn the keys of an entry into rows."""
    data["rhk"] = bagian_skp(request, RencanaHasilKerja, data["rhk"], "skp")
    data["rencana_aksi"] = bagian_skp(request, RencanaAksi, data.get("rencana_aksi"), "rhk__skp")
    if "bukti" in data:
        data["bukti"] = bukti_terlihat(request, data["bukti"])
    return data


class CatatanSatu(APIView):
    @extend_schema(responses=s.CatatanSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(s.CatatanSerializer(terlihat(request, CatatanHarian, uuid)).data)

    @extend_schema(request=s.CatatanUbahSerializer, responses=s.CatatanSerializer)
    @sekali
    def put(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Change an entry; `nomor_sunting` is the one that was read."""
        catatan = terlihat(request, CatatanHarian, uuid)
        data = untuk_catatan(request, read_body(s.CatatanUbahSerializer, request.data))
        catatan = services.edit_catatan(pelaku=request.pelaku, catatan=catatan, **data)
        return Response(s.CatatanSerializer(catatan).data)


class CatatanTarik(APIView):
    @extend_schema(request=None, responses=s.CatatanSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        catatan = services.withdraw_catatan(
            pelaku=request.pelaku, catatan=terlihat(request, CatatanHarian, uuid)
        )
        return Response(s.CatatanSerializer(catatan).data)


class CatatanPulihkan(APIView):
    @extend_schema(request=None, responses=s.CatatanSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        catatan = services.restore_catatan(
            pelaku=request.pelaku, catatan=terlihat(request, CatatanHarian, uuid)
        )
        return Response(s.CatatanSerializer(catatan).data)
