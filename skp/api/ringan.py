"""Routes of typing less: the same services as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.permintaan import PermintaanApi
from skp import rules, selectors, services
from skp.api.views import _isi, _skp
from skp.permissions import may_edit_skp, require


class SumberSerializer(serializers.Serializer[Any]):
    """An SKP that may be copied."""

    uuid = serializers.UUIDField()
    tahun = serializers.IntegerField(source="periode.tahun")
    nama = serializers.CharField(source="pegawai.nama_lengkap")
    jabatan = serializers.CharField(source="penempatan.jabatan_tampil")
    unit = serializers.CharField(source="penempatan.unit.nama")
    is_rekan = serializers.BooleanField(source="rekan")
    jumlah_rhk = serializers.IntegerField()


class SalinSerializer(serializers.Serializer[Any]):
    """From which SKP, and what of it; without `pilih` everything."""

    sumber = serializers.UUIDField()
    pilih = serializers.ListField(child=serializers.CharField(max_length=80), required=False, max_length=1000)


class HasilSalinSerializer(serializers.Serializer[Any]):
    rhk = serializers.IntegerField()
    indikator = serializers.IntegerField()
    ekspektasi = serializers.IntegerField()
    lampiran = serializers.IntegerField()
    aksi = serializers.IntegerField()
    sudah_ada = serializers.IntegerField()
    aksi_di_luar = serializers.IntegerField()
    tertaut = serializers.IntegerField()
    dengan_kata = serializers.IntegerField()
    kalimat = serializers.CharField()


class SalinSkp(APIView):
    """What a draft may be filled from, and filling it."""

    @extend_schema(responses=SumberSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        require(may_edit_skp(request.pelaku, skp))
        rules.check_bisa_disunting(skp.status)
        sumber = selectors.sumber_salinan(skp).order_by(*selectors.URUT_SUMBER)[:50]
        return Response(SumberSerializer(sumber, many=True).data)

    @extend_schema(request=SalinSerializer, responses=HasilSalinSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), _isi(SalinSerializer, request.data)
        require(may_edit_skp(request.pelaku, skp))
        sumber = get_object_or_404(selectors.sumber_salinan(skp), uuid=isi["sumber"])
        hasil = services.copy_skp(pelaku=request.pelaku, skp=skp, sumber=sumber, pilih=isi.get("pilih"))
        return Response(HasilSalinSerializer(hasil).data)
