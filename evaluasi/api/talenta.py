"""Routes of the talent nine-box: the same reads and acts as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, services
from evaluasi.forms.talenta import MAKS_MB
from evaluasi.models import ImporPotensial
from evaluasi.rules import KOTAK_TALENTA
from evaluasi.selectors import talenta as baca
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class SaringTalentaSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(required=False, min_value=2000, max_value=9998)


class SaringKotakSerializer(SaringTalentaSerializer):
    kotak = serializers.ChoiceField(choices=sorted(KOTAK_TALENTA.values()))


class PetaTalentaSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField()
    kotak = serializers.DictField(child=serializers.IntegerField())
    tanpa_predikat = serializers.IntegerField()
    tanpa_potensial = serializers.IntegerField()


class OrangTalentaSerializer(serializers.Serializer[Any]):
    pegawai = serializers.UUIDField(source="pegawai.uuid")
    nama = serializers.CharField(source="pegawai.nama_lengkap")
    unit = serializers.CharField(source="nama_unit")
    predikat = serializers.CharField()
    potensial = serializers.CharField(source="tingkat")


class UnggahPotensialSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField()
    sumber = serializers.CharField(max_length=200)
    berkas = serializers.FileField(max_length=255)

    def validate_berkas(self, berkas: Any) -> Any:
        if berkas.size > MAKS_MB * 1024 * 1024:
            raise serializers.ValidationError(f"Berkas melebihi {MAKS_MB} MB. Bagi menjadi beberapa berkas.")
        return berkas


class PratinjauPotensialSerializer(serializers.ModelSerializer[ImporPotensial]):
    class Meta:
        model = ImporPotensial
        fields = ("uuid", "tahun", "sumber", "nama_berkas", "status", "baris")


def _tahun(request: PermintaanApi, data: dict[str, Any]) -> int:
    pilihan = baca.tahun_talenta(request.pelaku)
    tahun = data.get("tahun") or next((t for t in pilihan if t <= timezone.localdate().year), None)
    if tahun not in pilihan:
        raise Http404
    return int(tahun)


class Talenta(APIView):
    """How many people stand in each of the nine boxes."""

    @extend_schema(parameters=[SaringTalentaSerializer], responses=PetaTalentaSerializer)
    def get(self, request: PermintaanApi) -> Response:
        hari = timezone.localdate()
        puncak = permissions.unit_talenta(request.pelaku, hari)
        permissions.require(permissions.may_view_talenta(request.pelaku, puncak))
        tahun = _tahun(request, read_body(SaringTalentaSerializer, request.query_params))
        peta = baca.peta_talenta(request.pelaku, puncak, tahun, hari)
        hasil = {
            "tahun": tahun,
            "kotak": peta.kotak,
            "tanpa_predikat": peta.tanpa_predikat,
            "tanpa_potensial": peta.tanpa_potensial,
        }
        return Response(PetaTalentaSerializer(hasil).data)


class KotakTalenta(APIView):
    """The people of one box, a thousand at most."""

    @extend_schema(parameters=[SaringKotakSerializer], responses=OrangTalentaSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        hari = timezone.localdate()
        puncak = permissions.unit_talenta(request.pelaku, hari)
        permissions.require(permissions.may_view_talenta(request.pelaku, puncak))
        data = read_body(SaringKotakSerializer, request.query_params)
        orang = baca.daftar_talenta(request.pelaku, puncak, _tahun(request, data), hari, int(data["kotak"]))
        return Response(OrangTalentaSerializer(orang[:1000], many=True).data)


class ImporTalenta(APIView):
    """Judge a workbook of potential."""

    parser_classes = (MultiPartParser,)

    @extend_schema(request=UnggahPotensialSerializer, responses={201: PratinjauPotensialSerializer})
    def post(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_import_potensial(request.pelaku))
        data = read_body(UnggahPotensialSerializer, request.data)
        impor = services.preview_potensial(pelaku=request.pelaku, nama=data["berkas"].name, **data)
        return Response(PratinjauPotensialSerializer(impor).data, status=status.HTTP_201_CREATED)


class TerapkanTalenta(APIView):
    """Apply a preview of one's own."""

    @extend_schema(request=None, responses=PratinjauPotensialSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        impor = get_object_or_404(ImporPotensial.objects.visible_to(request.pelaku), uuid=uuid)
        services.apply_potensial(pelaku=request.pelaku, impor=impor)
        impor.refresh_from_db()
        return Response(PratinjauPotensialSerializer(impor).data)


class BatalTalenta(APIView):
    """Throw a preview of one's own away."""

    @extend_schema(request=None, responses=PratinjauPotensialSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        impor = get_object_or_404(ImporPotensial.objects.visible_to(request.pelaku), uuid=uuid)
        impor = services.cancel_potensial(pelaku=request.pelaku, impor=impor)
        return Response(PratinjauPotensialSerializer(impor).data)
