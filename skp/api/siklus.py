"""Overview, reminders, days without an SKP, inherited RHK: the same acts as on the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.models import Pegawai, UnitKerja
from pegawai.permintaan import PermintaanApi
from skp import permissions, selectors, services
from skp.models import JedaSkp, Periode, Skp
from skp.rules import AlasanJeda, KeadaanSkp


class SaringPantauSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=2000, max_value=2100)
    unit = serializers.UUIDField(required=False)


class BarisPantauSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField(source="unit.uuid")
    nama = serializers.CharField(source="unit.nama")
    wajib = serializers.IntegerField()
    hitung = serializers.DictField(child=serializers.IntegerField())


class IngatkanSerializer(SaringPantauSerializer):
    keadaan = serializers.ChoiceField(choices=KeadaanSkp.choices(), required=False)


class HasilPengingatSerializer(serializers.Serializer[Any]):
    kiriman = serializers.UUIDField()
    terkirim = serializers.IntegerField()
    sudah = serializers.IntegerField()
    tidak_perlu = serializers.IntegerField()


class JedaSerializer(serializers.ModelSerializer[JedaSkp]):
    pegawai = serializers.UUIDField(source="pegawai.uuid")

    class Meta:
        model = JedaSkp
        fields = ("uuid", "pegawai", "mulai", "selesai", "alasan", "catatan")


class CatatJedaSerializer(serializers.Serializer[Any]):
    pegawai = serializers.UUIDField()
    mulai = serializers.DateField()
    selesai = serializers.DateField(required=False, allow_null=True)
    alasan = serializers.ChoiceField(choices=AlasanJeda.choices())
    catatan = serializers.CharField(max_length=500, required=False, allow_blank=True)


class AkhiriSerializer(serializers.Serializer[Any]):
    selesai = serializers.DateField()


class JumlahTerkenaSerializer(serializers.Serializer[Any]):
    jumlah = serializers.IntegerField()


def _acuan(request: PermintaanApi, tahun: int) -> selectors.AcuanSkp:
    periode = get_object_or_404(Periode.objects.visible_to(request.pelaku).tahunan(), tahun=tahun)
    return selectors.acuan_skp(request.pelaku.instansi, periode)


def _lingkup(request: PermintaanApi, unit: UUID | None) -> tuple[list[UnitKerja], UnitKerja | None]:
    """The tops within reach, and the unit that was asked for; 404 outside."""
    puncak = permissions.unit_pantauan(request.pelaku)
    permissions.require(permissions.may_monitor(request.pelaku, puncak=puncak))
    if unit is None:
        return puncak, puncak[0] if len(puncak) == 1 else None
    terpilih = get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=unit)
    if not permissions.may_monitor(request.pelaku, terpilih, puncak=puncak):
        raise Http404
    return puncak, terpilih


class Pantau(APIView):
    """How far the units have come with their SKP."""

    @extend_schema(parameters=[SaringPantauSerializer], responses=BarisPantauSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        masuk = read_body(SaringPantauSerializer, request.query_params)
        puncak, unit = _lingkup(request, masuk.get("unit"))
        baris = selectors.rekap_skp(_acuan(request, masuk["tahun"]), puncak, unit)
        return Response(BarisPantauSerializer(baris, many=True).data)


class Ingatkan(APIView):
    """Remind everyone behind a figure."""

    @extend_schema(request=IngatkanSerializer, responses=HasilPengingatSerializer)
    def post(self, request: PermintaanApi) -> Response:
        masuk = read_body(IngatkanSerializer, request.data)
        puncak, unit = _lingkup(request, masuk.get("unit"))
        keadaan = masuk.get("keadaan")
        hasil = services.send_pengingat(
            pelaku=request.pelaku,
            acuan=_acuan(request, masuk["tahun"]),
            unit=[unit] if unit else puncak,
            keadaan=KeadaanSkp(keadaan) if keadaan else None,
        )
        return Response(HasilPengingatSerializer(hasil).data)


class CabutPengingat(APIView):
    """Take a sending back."""

    @extend_schema(request=None, responses=JumlahTerkenaSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        if not selectors.ada_kiriman(request.pelaku, uuid):
            raise Http404
        return Response({"jumlah": services.cancel_pengingat(pelaku=request.pelaku, kiriman=uuid)})


class DaftarJeda(APIView):
    """Days without an SKP of the people one may see; stating some."""

    @extend_schema(operation_id="skp_jeda_daftar", responses=JedaSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        semua = JedaSkp.objects.visible_to(request.pelaku).select_related("pegawai").order_by("-mulai", "-id")
        return Response(JedaSerializer(semua[:200], many=True).data)

    @extend_schema(request=CatatJedaSerializer, responses=JedaSerializer)
    def post(self, request: PermintaanApi) -> Response:
        masuk = read_body(CatatJedaSerializer, request.data)
        pegawai = get_object_or_404(Pegawai.objects.visible_to(request.pelaku), uuid=masuk.pop("pegawai"))
        hasil = services.record_jeda(pelaku=request.pelaku, pegawai=pegawai, **masuk)
        return Response(JedaSerializer(hasil).data)


def _jeda(request: PermintaanApi, uuid: UUID) -> JedaSkp:
    return get_object_or_404(JedaSkp.objects.visible_to(request.pelaku), uuid=uuid)


class AkhiriJeda(APIView):
    """Set the last day of a gap."""

    @extend_schema(request=AkhiriSerializer, responses=JedaSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        baris = _jeda(request, uuid)
        hasil = services.end_jeda(
            pelaku=request.pelaku, jeda=baris, **read_body(AkhiriSerializer, request.data)
        )
        return Response(JedaSerializer(hasil).data)


class HapusJeda(APIView):
    """Take a wrong gap back."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        services.delete_jeda(pelaku=request.pelaku, jeda=_jeda(request, uuid))
        return Response(status=204)


class AmbilWarisan(APIView):
    """Take the RHK that wait for this draft."""

    @extend_schema(request=None, responses=JumlahTerkenaSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = get_object_or_404(Skp.objects.visible_to(request.pelaku), uuid=uuid)
        return Response({"jumlah": services.inherit_rhk(pelaku=request.pelaku, skp=skp)})
