"""The emblem at the head of what the agency prints."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.models import Lambang
from kinerja.bukti.unggah import pasang_batas
from kinerja.services import terlalu_besar
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class LambangSerializer(serializers.ModelSerializer[Lambang]):
    gambar = serializers.SerializerMethodField(help_text="Gambarnya sebagai data URI.")

    class Meta:
        model = Lambang
        fields = ("uuid", "tipe", "lebar", "tinggi", "sha256", "gambar")

    def get_gambar(self, lambang: Lambang) -> str:
        return selectors.lambang_tampil(lambang)


class LambangMasukSerializer(serializers.Serializer[Any]):
    berkas = serializers.FileField(help_text="PNG atau JPG.")


class LambangApi(APIView):
    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Before anybody reads the body: the limit on its size."""
        pasang_batas(request)
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(responses=LambangSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """The emblem on new documents."""
        permissions.require(permissions.may_set_dokumen(request.pelaku))
        lambang = selectors.pengaturan_dokumen(request.pelaku.instansi_id).lambang
        if lambang is None:
            raise NotFound("Instansi ini belum memasang lambang.")
        return Response(LambangSerializer(lambang).data)

    @extend_schema(
        request={"multipart/form-data": LambangMasukSerializer}, responses={201: LambangSerializer}
    )
    def post(self, request: PermintaanApi) -> Response:
        """Put this one on what is issued from now on."""
        permissions.require(permissions.may_set_dokumen(request.pelaku))
        kiriman = request.data  # reading the body is what counts its bytes
        if getattr(request, "berkas_terlalu_besar", ()):
            raise terlalu_besar()
        masuk = read_body(LambangMasukSerializer, kiriman)
        lambang = services.set_lambang(pelaku=request.pelaku, **masuk)
        return Response(LambangSerializer(lambang).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi) -> Response:
        """Print without an emblem from now on."""
        services.remove_lambang(pelaku=request.pelaku)
        return Response(status=status.HTTP_204_NO_CONTENT)
