"""The years and their windows: the same acts as on the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.models import UnitKerja
from pegawai.permintaan import PermintaanApi
from skp import services
from skp.models import Periode, PerpanjanganJendela
from skp.models.periode import BIDANG_JENDELA
from skp.rules import JenisJendela, JenisPeriode


class PeriodeJendelaSerializer(serializers.ModelSerializer[Periode]):
    nama = serializers.CharField(source="__str__")

    class Meta:
        model = Periode
        fields = ("uuid", "nama", "tahun", "jenis", "nomor", "mulai", "selesai", *BIDANG_JENDELA)


class BukaTahunSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=2020, max_value=2100)
    periodik = serializers.ChoiceField(
        choices=[(j.value, j.label) for j in JenisPeriode if j != JenisPeriode.TAHUNAN],
        default=JenisPeriode.TRIWULAN.value,
    )


class JendelaSerializer(serializers.ModelSerializer[Periode]):
    """Windows to change; what is not sent stays."""

    alasan = serializers.CharField(max_length=500)

    class Meta:
        model = Periode
        fields = (*BIDANG_JENDELA, "alasan")


class PerpanjangSerializer(serializers.Serializer[Any]):
    jendela = serializers.ChoiceField(choices=JenisJendela.choices())
    sampai = serializers.DateField()
    alasan = serializers.CharField(max_length=500)
    unit = serializers.UUIDField(required=False, allow_null=True, help_text="Kosong: seluruh instansi.")


class PerpanjanganSerializer(serializers.ModelSerializer[PerpanjanganJendela]):
    periode = serializers.UUIDField(source="periode.uuid")
    unit = serializers.UUIDField(source="unit.uuid", default=None, allow_null=True)

    class Meta:
        model = PerpanjanganJendela
        fields = ("uuid", "periode", "jendela", "unit", "sampai", "alasan", "dicabut_pada", "alasan_cabut")


class AlasanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=500)


class DaftarPeriode(APIView):
    """The periods of the caller's agency; opening a year."""

    @extend_schema(operation_id="skp_periode_daftar", responses=PeriodeJendelaSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        semua = Periode.objects.visible_to(request.pelaku).order_by("-tahun", "mulai", "-selesai")[:200]
        return Response(PeriodeJendelaSerializer(semua, many=True).data)

    @extend_schema(request=BukaTahunSerializer, responses=PeriodeJendelaSerializer(many=True))
    def post(self, request: PermintaanApi) -> Response:
        hasil = services.open_tahun(
            pelaku=request.pelaku,
            instansi=request.pelaku.instansi,
            **read_body(BukaTahunSerializer, request.data),
        )
        return Response(PeriodeJendelaSerializer(hasil, many=True).data)


def _periode(request: PermintaanApi, uuid: UUID) -> Periode:
    return get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=uuid)


class UbahPeriode(APIView):
    """Change the windows of a period."""

    @extend_schema(
        operation_id="skp_periode_ubah", request=JendelaSerializer, responses=PeriodeJendelaSerializer
    )
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        periode = _periode(request, uuid)
        masuk = read_body(JendelaSerializer, request.data)
        alasan = masuk.pop("alasan")
        hasil = services.set_jendela(pelaku=request.pelaku, periode=periode, isi=masuk, alasan=alasan)
        return Response(PeriodeJendelaSerializer(hasil).data)


class Perpanjang(APIView):
    """Keep a window open longer."""

    @extend_schema(request=PerpanjangSerializer, responses=PerpanjanganSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        periode = _periode(request, uuid)
        masuk = read_body(PerpanjangSerializer, request.data)
        unit = masuk.pop("unit", None)
        if unit:
            masuk["unit"] = get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=unit)
        hasil = services.extend_jendela(pelaku=request.pelaku, periode=periode, **masuk)
        return Response(PerpanjanganSerializer(hasil).data)


class Cabut(APIView):
    """Withdraw an extension."""

    @extend_schema(request=AlasanSerializer, responses=PerpanjanganSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        x = get_object_or_404(PerpanjanganJendela.objects.visible_to(request.pelaku), uuid=uuid)
        hasil = services.withdraw_perpanjangan(
            pelaku=request.pelaku, perpanjangan=x, **read_body(AlasanSerializer, request.data)
        )
        return Response(PerpanjanganSerializer(hasil).data)
