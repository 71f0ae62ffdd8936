"""The versions of one result, and its correction: the same services as the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.api.serializers import DokumenSerializer, EvaluasiSerializer, RatingKeluarSerializer
from evaluasi.api.views import _evaluasi, _jawab
from evaluasi.rules import MAKS_ALASAN_KOREKSI
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class VersiSerializer(serializers.Serializer[Any]):
    """One version of a result; its ratings only where the caller may read them."""

    uuid = serializers.UUIDField(source="evaluasi.uuid")
    versi_hasil = serializers.IntegerField(source="evaluasi.versi")
    status = serializers.CharField(source="evaluasi.status")
    is_berlaku = serializers.BooleanField()
    alasan_koreksi = serializers.CharField(source="evaluasi.alasan_koreksi")
    dibuka_oleh = serializers.CharField(source="dibuka.oleh.nama_lengkap", default=None, allow_null=True)
    dibuka_pada = serializers.DateTimeField(source="dibuka.pada", default=None, allow_null=True)
    final_pada = serializers.DateTimeField(source="evaluasi.final_pada", allow_null=True)
    penilaian = serializers.SerializerMethodField()
    dokumen = DokumenSerializer(many=True)

    @extend_schema_field(RatingKeluarSerializer(allow_null=True))
    def get_penilaian(self, baris: Any) -> dict[str, Any] | None:
        if not permissions.may_view_rating(self.context["request"].pelaku, baris.evaluasi):
            return None
        return dict(RatingKeluarSerializer(baris.evaluasi).data)


class KoreksiHasilSerializer(serializers.Serializer[Any]):
    """Why a final result is corrected, and until when the person may mend his realisasi."""

    alasan = serializers.CharField(max_length=MAKS_ALASAN_KOREKSI)
    sampai = serializers.DateField(required=False, allow_null=True)


class BatalKoreksiSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=MAKS_ALASAN_KOREKSI)


class VersiEvaluasi(APIView):
    """All versions of one result, the newest first."""

    @extend_schema(responses=VersiSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        baris = selectors.versi_of(request.pelaku, _evaluasi(request, uuid))
        return Response(VersiSerializer(baris, many=True, context={"request": request}).data)

    @extend_schema(request=KoreksiHasilSerializer, responses={201: EvaluasiSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Begin the next version of a final result."""
        evaluasi = _evaluasi(request, uuid)
        permissions.require(
            permissions.may_correct(request.pelaku, evaluasi, **selectors.wenang_koreksi(evaluasi))
        )
        isi = read_body(KoreksiHasilSerializer, request.data)
        baru = services.correct_evaluasi(pelaku=request.pelaku, evaluasi=evaluasi, **isi)
        jawab = _jawab(request, baru)
        jawab.status_code = status.HTTP_201_CREATED
        return jawab


class BatalKoreksi(APIView):
    """Call a correction off."""

    @extend_schema(request=BatalKoreksiSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi = _evaluasi(request, uuid)
        permissions.require(
            permissions.may_cancel_koreksi(request.pelaku, evaluasi, **selectors.wenang_koreksi(evaluasi))
        )
        isi = read_body(BatalKoreksiSerializer, request.data)
        services.cancel_koreksi(pelaku=request.pelaku, evaluasi=evaluasi, **isi)
        return _jawab(request, evaluasi)
