"""Follow-up of results: the same services as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, services
from evaluasi.api.views import _evaluasi
from evaluasi.models import AturanUsulan, TindakLanjut
from evaluasi.rules import JENIS_USUL, MAKS_URAIAN_TINDAK, JenisTindakLanjut, Predikat, StatusTindakLanjut
from evaluasi.selectors.tindak_lanjut import daftar_tindak_lanjut
from kinerja.api.dasar import halaman
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class TindakLanjutSerializer(serializers.ModelSerializer[TindakLanjut]):
    evaluasi = serializers.UUIDField(source="evaluasi.uuid")
    pegawai = serializers.CharField(source="evaluasi.pegawai.nama_lengkap")
    periode = serializers.CharField(source="evaluasi.periode")
    penanggung_jawab = serializers.CharField(source="penanggung_jawab.nama_lengkap", default="")

    class Meta:
        model = TindakLanjut
        fields = (
            "uuid",
            "evaluasi",
            "pegawai",
            "periode",
            "jenis",
            "uraian",
            "tenggat",
            "penanggung_jawab",
            "status",
            "hasil",
        )


class CatatTindakLanjutSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisTindakLanjut.choices())
    uraian = serializers.CharField(max_length=MAKS_URAIAN_TINDAK)
    tenggat = serializers.DateField(required=False, allow_null=True)


class TutupTindakLanjutSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=StatusTindakLanjut.choices())
    hasil = serializers.CharField(max_length=MAKS_URAIAN_TINDAK)


class AturanUsulanSerializer(serializers.ModelSerializer[AturanUsulan]):
    jenis = serializers.ChoiceField(
        choices=[(j.value, j.label) for j in JenisTindakLanjut if j in JENIS_USUL]
    )
    predikat_minimal = serializers.ChoiceField(choices=Predikat.choices())
    berturut = serializers.IntegerField(min_value=1, max_value=24)

    class Meta:
        model = AturanUsulan
        fields = ("uuid", "nama", "jenis", "predikat_minimal", "is_tahunan", "berturut", "is_aktif")
        read_only_fields = ("uuid", "is_aktif")


class DaftarTindakLanjut(APIView):
    @extend_schema(responses=TindakLanjutSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Who has which follow-up, as far as the caller may see."""
        return halaman(
            request, daftar_tindak_lanjut(request.pelaku, keadaan="semua"), TindakLanjutSerializer, self
        )


class TindakLanjutEvaluasi(APIView):
    @extend_schema(request=CatatTindakLanjutSerializer, responses={201: TindakLanjutSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Write down what follows from a final evaluation."""
        evaluasi = _evaluasi(request, uuid)
        permissions.require(permissions.may_add_tindak_lanjut(request.pelaku, evaluasi))
        isi = read_body(CatatTindakLanjutSerializer, request.data)
        tindak = services.add_tindak_lanjut(pelaku=request.pelaku, evaluasi=evaluasi, **isi)
        return Response(TindakLanjutSerializer(tindak).data, status=status.HTTP_201_CREATED)


class TutupTindakLanjut(APIView):
    @extend_schema(request=TutupTindakLanjutSerializer, responses=TindakLanjutSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Settle it with what came of it."""
        t: Any = get_object_or_404(daftar_tindak_lanjut(request.pelaku, keadaan="semua"), uuid=uuid)
        permissions.require(permissions.may_close_tindak_lanjut(request.pelaku, t))
        isi = read_body(TutupTindakLanjutSerializer, request.data)
        tindak = services.close_tindak_lanjut(pelaku=request.pelaku, tindak=t, **isi)
        return Response(TindakLanjutSerializer(tindak).data)


class DaftarAturanUsulan(APIView):
    """When rewards and developments are proposed."""

    @extend_schema(responses=AturanUsulanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_aturan_usulan(request.pelaku, request.pelaku.instansi))
        semua = AturanUsulan.objects.filter(instansi=request.pelaku.instansi)
        return Response(AturanUsulanSerializer(semua, many=True).data)

    @extend_schema(request=AturanUsulanSerializer, responses={201: AturanUsulanSerializer})
    def post(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_aturan_usulan(request.pelaku, request.pelaku.instansi))
        isi = {"is_tahunan": True, **read_body(AturanUsulanSerializer, request.data)}
        aturan = services.save_aturan_usulan(pelaku=request.pelaku, instansi=request.pelaku.instansi, **isi)
        return Response(AturanUsulanSerializer(aturan).data, status=status.HTTP_201_CREATED)


class AlihAturanUsulan(APIView):
    @extend_schema(request=None, responses=AturanUsulanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Switch a rule off, or on again."""
        aturan = get_object_or_404(AturanUsulan, uuid=uuid, instansi=request.pelaku.instansi)
        return Response(
            AturanUsulanSerializer(services.toggle_aturan_usulan(pelaku=request.pelaku, aturan=aturan)).data
        )
