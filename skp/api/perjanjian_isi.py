"""The contents of a Perjanjian Kinerja for other systems: its head, objectives, indicators, programmes, budget date."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from pegawai.permissions import require
from skp import services
from skp.api.isi import IndikatorMasukSerializer
from skp.api.perjanjian import PkSerializer, _jawab, _pk
from skp.models import DokumenAnggaran, IndikatorPk, PerjanjianKinerja, ProgramPk, SasaranPk
from skp.permissions import perjanjian as izin
from skp.rules import TENGGANG_PK, TingkatSasaran


class KepalaPkSerializer(serializers.Serializer[Any]):
    """`versi` is the fingerprint that was read; another one in the row means that somebody was faster."""

    tingkat = serializers.ChoiceField(choices=TingkatSasaran.choices())
    anggaran_pada = serializers.DateField(required=False, allow_null=True, default=None)
    versi = serializers.CharField(max_length=64, required=False, allow_null=True, default=None)


class SasaranMasukSerializer(serializers.Serializer[Any]):
    teks = serializers.CharField(max_length=1000)
    versi = serializers.CharField(max_length=64, required=False, allow_null=True, default=None)


class IndikatorPkMasukSerializer(IndikatorMasukSerializer):
    aspek = None  # type: ignore[assignment]
    is_iku = serializers.BooleanField(default=False)


class ProgramMasukSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField(max_length=500)
    anggaran = serializers.DecimalField(max_digits=20, decimal_places=2, min_value=0)
    keterangan = serializers.CharField(max_length=300, allow_blank=True, default="")
    versi = serializers.CharField(max_length=64, required=False, allow_null=True, default=None)


class AnggaranMasukSerializer(serializers.Serializer[Any]):
    ditetapkan_pada = serializers.DateField()
    tenggang_bulan = serializers.IntegerField(min_value=0, max_value=12, default=TENGGANG_PK)


class AnggaranSerializer(serializers.ModelSerializer[DokumenAnggaran]):
    batas = serializers.DateField()

    class Meta:
        model = DokumenAnggaran
        fields = ("tahun", "ditetapkan_pada", "tenggang_bulan", "batas")


def _milik(request: PermintaanApi, uuid: UUID) -> PerjanjianKinerja:
    """A PK whose contents the caller writes; its state is asked by the service."""
    pk = _pk(request, uuid)
    require(izin.may_edit_pk(request.pelaku, pk))
    return pk


def _sasaran(request: PermintaanApi, uuid: UUID) -> SasaranPk:
    terlihat = PerjanjianKinerja.objects.visible_to(request.pelaku)
    satu = get_object_or_404(
        SasaranPk.objects.select_related("perjanjian"), uuid=uuid, perjanjian__in=terlihat
    )
    require(izin.may_edit_pk(request.pelaku, satu.perjanjian))
    return satu


def _indikator(request: PermintaanApi, uuid: UUID) -> IndikatorPk:
    terlihat = PerjanjianKinerja.objects.visible_to(request.pelaku)
    satu = get_object_or_404(
        IndikatorPk.objects.select_related("sasaran__perjanjian"),
        uuid=uuid,
        sasaran__perjanjian__in=terlihat,
    )
    require(izin.may_edit_pk(request.pelaku, satu.sasaran.perjanjian))
    return satu


def _program(request: PermintaanApi, uuid: UUID) -> ProgramPk:
    terlihat = PerjanjianKinerja.objects.visible_to(request.pelaku)
    satu = get_object_or_404(
        ProgramPk.objects.select_related("perjanjian"), uuid=uuid, perjanjian__in=terlihat
    )
    require(izin.may_edit_pk(request.pelaku, satu.perjanjian))
    return satu


class KepalaPk(APIView):
    """Say of which level the objectives are, and when the unit's own budget document was fixed."""

    @extend_schema(request=KepalaPkSerializer, responses=PkSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk = _milik(request, uuid)
        isi = read_body(KepalaPkSerializer, request.data)
        return _jawab(request, services.save_kepala_pk(pelaku=request.pelaku, pk=pk, **isi))


class TambahSasaran(APIView):
    """Add an objective."""

    @extend_schema(request=SasaranMasukSerializer, responses={201: PkSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk = _milik(request, uuid)
        services.save_sasaran(pelaku=request.pelaku, pk=pk, **read_body(SasaranMasukSerializer, request.data))
        return _jawab(request, pk, 201)


class SatuSasaran(APIView):
    """Change an objective, or take it out with its indicators."""

    @extend_schema(request=SasaranMasukSerializer, responses=PkSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        s = _sasaran(request, uuid)
        isi = read_body(SasaranMasukSerializer, request.data)
        services.save_sasaran(pelaku=request.pelaku, pk=s.perjanjian, sasaran=s, **isi)
        return _jawab(request, s.perjanjian)

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: UUID) -> Response:
        services.delete_sasaran(pelaku=request.pelaku, sasaran=_sasaran(request, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TambahIndikatorPk(APIView):
    """Add an indicator to an objective."""

    @extend_schema(request=IndikatorPkMasukSerializer, responses={201: PkSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        s = _sasaran(request, uuid)
        isi = read_body(IndikatorPkMasukSerializer, request.data)
        services.save_indikator_pk(pelaku=request.pelaku, sasaran=s, **isi)
        return _jawab(request, s.perjanjian, 201)


class SatuIndikatorPk(APIView):
    """Change an indicator, or take it out."""

    @extend_schema(request=IndikatorPkMasukSerializer, responses=PkSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        i = _indikator(request, uuid)
        isi = read_body(IndikatorPkMasukSerializer, request.data)
        services.save_indikator_pk(pelaku=request.pelaku, sasaran=i.sasaran, indikator=i, **isi)
        return _jawab(request, i.sasaran.perjanjian)

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: UUID) -> Response:
        services.delete_indikator_pk(pelaku=request.pelaku, indikator=_indikator(request, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TambahProgram(APIView):
    """Add a programme with its budget."""

    @extend_schema(request=ProgramMasukSerializer, responses={201: PkSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk = _milik(request, uuid)
        services.save_program(pelaku=request.pelaku, pk=pk, **read_body(ProgramMasukSerializer, request.data))
        return _jawab(request, pk, 201)


class SatuProgram(APIView):
    """Change a programme, or take it out."""

    @extend_schema(request=ProgramMasukSerializer, responses=PkSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        p = _program(request, uuid)
        isi = read_body(ProgramMasukSerializer, request.data)
        services.save_program(pelaku=request.pelaku, pk=p.perjanjian, program=p, **isi)
        return _jawab(request, p.perjanjian)

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: UUID) -> Response:
        services.delete_program(pelaku=request.pelaku, program=_program(request, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AnggaranPk(APIView):
    """Enter when the agency's budget document of a year was fixed."""

    @extend_schema(request=AnggaranMasukSerializer, responses=AnggaranSerializer)
    def put(self, request: PermintaanApi, tahun: int) -> Response:
        instansi = request.pelaku.instansi
        require(izin.may_set_anggaran(request.pelaku, instansi))
        isi = read_body(AnggaranMasukSerializer, request.data)
        hasil = services.set_anggaran(pelaku=request.pelaku, instansi=instansi, tahun=tahun, **isi)
        return Response(AnggaranSerializer(hasil).data)
