"""Evidence."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import services, tasks
from kinerja.api import serializers as s
from kinerja.api.dasar import isi, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.bukti.unggah import pasang_batas
from kinerja.models import BuktiDukung
from kinerja.rules import StatusBukti
from pegawai.permintaan import PermintaanApi
from skp.models import Skp


class BuktiDaftar(APIView):
    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Before anybody reads the body: the limit on its size."""
        pasang_batas(request)
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(
        request={"multipart/form-data": s.BuktiMasukSerializer}, responses={201: s.BuktiSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        """Take in a file or a link as evidence under an SKP."""
        kiriman = request.data  # reading the body is what counts its bytes
        if getattr(request, "berkas_terlalu_besar", ()):
            pesan = services.terlalu_besar().pesan
            badan = {"kode": "bukti_dukung_ditolak", "pesan": pesan, "rincian": {"berkas": [pesan]}}
            return Response(badan, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
        data = isi(s.BuktiMasukSerializer, kiriman)
        skp = terlihat(request, Skp, data["skp"])
        if "tautan" in data:
            bukti = services.add_tautan(
                pelaku=request.pelaku, skp=skp, tautan=data["tautan"], nama=data["nama"]
            )
        else:
            berkas = data["berkas"]
            bukti = services.upload_bukti(
                pelaku=request.pelaku, skp=skp, berkas=berkas, nama=data["nama"] or berkas.name
            )
            if bukti.status == StatusBukti.KARANTINA:
                tasks.periksa_bukti.delay_on_commit(bukti.pk)  # type: ignore[attr-defined]
        return Response(s.BuktiSerializer(bukti).data, status=status.HTTP_201_CREATED)


class BuktiSatu(APIView):
    @extend_schema(responses=s.BuktiSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(s.BuktiSerializer(terlihat(request, BuktiDukung, uuid)).data)
