"""Capaian of units and the advice on it: the same acts as on the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.models import CapaianOrganisasi, PerekomendasiCapaian, RekomendasiCapaian
from evaluasi.rules import MAKS_DASAR, BidangRekomendasi, PredikatOrganisasi, StatusCapaian
from pegawai.api.dasar import read_body
from pegawai.models import UnitKerja
from pegawai.permintaan import PermintaanApi
from skp.models import Periode


class CapaianSerializer(serializers.ModelSerializer[CapaianOrganisasi]):
    unit = serializers.UUIDField(source="unit.uuid")
    periode = serializers.UUIDField(source="periode.uuid")
    predikat = serializers.ChoiceField(choices=PredikatOrganisasi.choices())
    status = serializers.ChoiceField(choices=StatusCapaian.choices())

    class Meta:
        model = CapaianOrganisasi
        fields = ("uuid", "unit", "periode", "predikat", "dasar", "status", "ditetapkan_pada")


class SaranCapaianSerializer(serializers.ModelSerializer[RekomendasiCapaian]):
    bidang = serializers.ChoiceField(choices=BidangRekomendasi.choices())
    predikat = serializers.ChoiceField(choices=PredikatOrganisasi.choices())
    dari_unit = serializers.UUIDField(source="dari_unit.uuid", read_only=True)
    pada = serializers.DateTimeField(read_only=True)
    alasan = serializers.CharField(max_length=MAKS_DASAR)

    class Meta:
        model = RekomendasiCapaian
        fields = ("bidang", "predikat", "alasan", "dari_unit", "pada")


class KeadaanCapaianSerializer(serializers.Serializer[Any]):
    """The unit's own capaian, the one that counts for it, whose it is, and what there is to weigh."""

    milik = CapaianSerializer(allow_null=True)
    berlaku = CapaianSerializer(allow_null=True)
    mengikuti = serializers.CharField(allow_blank=True)
    usul_dasar = serializers.CharField(allow_blank=True)
    rekomendasi = SaranCapaianSerializer(many=True)


class SimpanCapaianSerializer(serializers.Serializer[Any]):
    predikat = serializers.ChoiceField(choices=PredikatOrganisasi.choices())
    dasar = serializers.CharField(max_length=MAKS_DASAR)
    lampiran = serializers.FileField(required=False)


class AlasanCapaianSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=1000)


class PerekomendasiSerializer(serializers.ModelSerializer[PerekomendasiCapaian]):
    unit = serializers.UUIDField(source="unit.uuid")
    bidang = serializers.ChoiceField(choices=BidangRekomendasi.choices())

    class Meta:
        model = PerekomendasiCapaian
        fields = ("uuid", "unit", "bidang")


def _unit_periode(request: PermintaanApi, unit: UUID, periode: UUID) -> tuple[UnitKerja, Periode]:
    return (
        get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=unit),
        get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=periode),
    )


def _capaian(request: PermintaanApi, uuid: UUID) -> CapaianOrganisasi:
    return get_object_or_404(CapaianOrganisasi.objects.visible_to(request.pelaku), uuid=uuid)


class CapaianUnit(APIView):
    """The capaian of a unit in a period; saving drafts it."""

    @extend_schema(operation_id="capaian_lihat", responses=KeadaanCapaianSerializer)
    def get(self, request: PermintaanApi, unit: UUID, periode: UUID) -> Response:
        u, p = _unit_periode(request, unit, periode)
        boleh = bool(permissions.may_set_capaian(request.pelaku, u)) or bool(
            permissions.may_recommend_capaian(request.pelaku, u)
        )
        milik = (
            CapaianOrganisasi.objects.visible_to(request.pelaku)
            .select_related("unit", "periode")
            .filter(unit=u, periode=p)
            .first()
        )
        if milik is not None and milik.status == StatusCapaian.DRAF and not boleh:
            milik = None
        berlaku = selectors.capaian_untuk(u, p)
        isi = {
            "milik": milik,
            "berlaku": berlaku,
            "mengikuti": berlaku.unit.nama if berlaku and berlaku.unit_id != u.pk else "",
            "usul_dasar": selectors.usul_dasar(u, p, timezone.localdate()) if boleh else "",
            "rekomendasi": selectors.saran_capaian_of(u, p) if boleh else [],
        }
        return Response(KeadaanCapaianSerializer(isi).data)

    @extend_schema(
        operation_id="capaian_simpan", request=SimpanCapaianSerializer, responses=CapaianSerializer
    )
    def post(self, request: PermintaanApi, unit: UUID, periode: UUID) -> Response:
        u, p = _unit_periode(request, unit, periode)
        permissions.require(permissions.may_set_capaian(request.pelaku, u))
        isi = read_body(SimpanCapaianSerializer, request.data)
        capaian = services.save_capaian(pelaku=request.pelaku, unit=u, periode=p, **isi)
        return Response(CapaianSerializer(capaian).data)


class TetapkanCapaian(APIView):
    """Fix a drafted capaian."""

    @extend_schema(request=None, responses=CapaianSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        hasil = services.fix_capaian(pelaku=request.pelaku, capaian=_capaian(request, uuid))
        return Response(CapaianSerializer(hasil).data)


class BukaCapaian(APIView):
    """Take a fixed capaian back to draft, with the reason."""

    @extend_schema(request=AlasanCapaianSerializer, responses=CapaianSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        capaian = _capaian(request, uuid)
        permissions.require(permissions.may_set_capaian(request.pelaku, capaian.unit))
        isi = read_body(AlasanCapaianSerializer, request.data)
        hasil = services.reopen_capaian(pelaku=request.pelaku, capaian=capaian, **isi)
        return Response(CapaianSerializer(hasil).data)


class RekomendasikanCapaian(APIView):
    """Advise the leader above on a unit's capaian."""

    @extend_schema(request=SaranCapaianSerializer, responses=SaranCapaianSerializer)
    def post(self, request: PermintaanApi, unit: UUID, periode: UUID) -> Response:
        u, p = _unit_periode(request, unit, periode)
        permissions.require(permissions.may_recommend_capaian(request.pelaku, u))
        isi = read_body(SaranCapaianSerializer, request.data)
        hasil = services.recommend_capaian(pelaku=request.pelaku, unit=u, periode=p, **isi)
        return Response(SaranCapaianSerializer(hasil).data)


class DaftarPerekomendasi(APIView):
    """The units that the agency asks for advice; one more may be named."""

    @extend_schema(operation_id="perekomendasi_daftar", responses=PerekomendasiSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_perekomendasi(request.pelaku, request.pelaku.instansi))
        daftar = selectors.perekomendasi_of(request.pelaku.instansi)
        return Response(PerekomendasiSerializer(daftar, many=True).data)

    @extend_schema(request=PerekomendasiSerializer, responses={201: PerekomendasiSerializer})
    def post(self, request: PermintaanApi) -> Response:
        instansi = request.pelaku.instansi
        permissions.require(permissions.may_set_perekomendasi(request.pelaku, instansi))
        isi = read_body(PerekomendasiSerializer, request.data)
        unit = get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=isi["unit"]["uuid"])
        hasil = services.add_perekomendasi(
            pelaku=request.pelaku, instansi=instansi, unit=unit, bidang=isi["bidang"]
        )
        return Response(PerekomendasiSerializer(hasil).data, status=status.HTTP_201_CREATED)


class CabutPerekomendasi(APIView):
    """Ask a unit no more."""

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: UUID) -> Response:
        ada = get_object_or_404(
            PerekomendasiCapaian.objects.visible_to(request.pelaku).select_related("instansi"), uuid=uuid
        )
        services.remove_perekomendasi(pelaku=request.pelaku, perekomendasi=ada)
        return Response(status=status.HTTP_204_NO_CONTENT)
