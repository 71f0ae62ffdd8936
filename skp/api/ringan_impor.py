"""Workbooks, candidates of the bank and the agency's switch: the same services as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp import rules, selectors, services
from skp.api.views import _skp
from skp.forms.ringan import MAKS_MB
from skp.models import ImporRencana
from skp.permissions import may_edit_skp, require
from skp.permissions.ringan import may_manage_bank, may_set_salin_rekan


class BerkasSerializer(serializers.Serializer[Any]):
    berkas = serializers.FileField(max_length=255)

    def validate_berkas(self, berkas: Any) -> Any:
        if berkas.size > MAKS_MB * 1024 * 1024:
            raise serializers.ValidationError(f"Berkas melebihi {MAKS_MB} MB. Bagi menjadi beberapa berkas.")
        return berkas


class ImporSerializer(serializers.Serializer[Any]):
    """A preview: every row with its outcome, remarks and changes."""

    uuid = serializers.UUIDField()
    status = serializers.CharField()
    nama_berkas = serializers.CharField()
    baris = serializers.ListField(child=serializers.DictField())


class ImporSkp(APIView):
    """Judge a workbook against a draft."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="skp_impor", request=BerkasSerializer, responses=ImporSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        require(may_edit_skp(request.pelaku, skp))
        rules.check_bisa_disunting(skp.status)
        berkas = read_body(BerkasSerializer, request.data)["berkas"]
        impor = services.preview_impor_skp(pelaku=request.pelaku, skp=skp, berkas=berkas, nama=berkas.name)
        return Response(ImporSerializer(impor).data, status=201)


class ImporBank(APIView):
    """Judge a workbook against the bank."""

    parser_classes = (MultiPartParser,)

    @extend_schema(operation_id="skp_bank_impor", request=BerkasSerializer, responses=ImporSerializer)
    def post(self, request: PermintaanApi) -> Response:
        require(may_manage_bank(request.pelaku))
        berkas = read_body(BerkasSerializer, request.data)["berkas"]
        impor = services.preview_impor_bank(pelaku=request.pelaku, berkas=berkas, nama=berkas.name)
        return Response(ImporSerializer(impor).data, status=201)


class TerapkanImpor(APIView):
    """Apply a preview of one's own."""

    @extend_schema(operation_id="skp_impor_terapkan", request=None, responses=ImporSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        impor = get_object_or_404(ImporRencana.objects.visible_to(request.pelaku), uuid=uuid)
        return Response(
            ImporSerializer(services.apply_impor_rencana(pelaku=request.pelaku, impor=impor)).data
        )


class BatalImpor(APIView):
    """Give up a preview of one's own."""

    @extend_schema(operation_id="skp_impor_batal", request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        impor = get_object_or_404(ImporRencana.objects.visible_to(request.pelaku), uuid=uuid)
        services.cancel_impor_rencana(pelaku=request.pelaku, impor=impor)
        return Response(status=204)


class CalonSerializer(serializers.Serializer[Any]):
    """Wording that people of one jabatan have agreed."""

    uuid = serializers.UUIDField(source="contoh.uuid")
    teks = serializers.CharField(source="contoh.teks")
    jabatan = serializers.CharField(source="jabatan.nama")
    orang = serializers.IntegerField()


class DaftarCalonSerializer(serializers.Serializer[Any]):
    calon = CalonSerializer(many=True)
    sesudah = serializers.CharField()


class PutusCalonSerializer(serializers.Serializer[Any]):
    pilih = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=50)
    terima = serializers.BooleanField(default=True)


class CalonBank(APIView):
    """Candidates for the bank: the most used first; taken, or not proposed again."""

    @extend_schema(responses=DaftarCalonSerializer)
    def get(self, request: PermintaanApi) -> Response:
        require(may_manage_bank(request.pelaku))
        calon, sesudah = selectors.halaman_calon(
            request.pelaku, sesudah=str(request.query_params.get("sesudah", ""))
        )
        return Response(DaftarCalonSerializer({"calon": calon, "sesudah": sesudah}).data)

    @extend_schema(request=PutusCalonSerializer, responses=DaftarCalonSerializer)
    def post(self, request: PermintaanApi) -> Response:
        require(may_manage_bank(request.pelaku))
        isi = read_body(PutusCalonSerializer, request.data)
        rhk = [r for u in isi["pilih"] if (r := selectors.calon_dari(request.pelaku, u))]
        if isi["terima"]:
            services.accept_calon(pelaku=request.pelaku, calon=rhk)
        else:
            for r in rhk:
                services.reject_calon(pelaku=request.pelaku, calon=r)
        return self.get(request)


class SalinRekanSerializer(serializers.Serializer[Any]):
    dibuka = serializers.BooleanField()


class SalinRekan(APIView):
    """Open or close copying from colleagues for the whole agency."""

    @extend_schema(request=SalinRekanSerializer, responses=SalinRekanSerializer)
    def post(self, request: PermintaanApi) -> Response:
        require(may_set_salin_rekan(request.pelaku, request.pelaku.instansi))
        isi = read_body(SalinRekanSerializer, request.data)
        instansi = services.set_salin_rekan(
            pelaku=request.pelaku, instansi=request.pelaku.instansi, dibuka=isi["dibuka"]
        )
        return Response({"dibuka": instansi.is_salin_rekan_dibuka})
