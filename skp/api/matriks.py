"""The matrix for other systems: read it, write cells, send what waits, take people in and out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.models import Pegawai
from pegawai.permintaan import PermintaanApi
from skp import permissions, selectors, services
from skp.api.serializers import OrangSerializer
from skp.models import Skp
from skp.services import IsianSel, SelDitolak

MAKS_SEL = 4000


class HasilMatriksSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    teks = serializers.CharField()
    keadaan = serializers.CharField()
    teks_anggota = serializers.CharField()


class SelMatriksSerializer(serializers.Serializer[Any]):
    kolom = serializers.CharField(source="kolom.kunci")
    versi = serializers.CharField()
    hasil = HasilMatriksSerializer(many=True)
    dari_anggota = serializers.ListField(child=serializers.CharField())


class BarisMatriksSerializer(serializers.Serializer[Any]):
    pegawai = OrangSerializer()
    jabatan = serializers.CharField()
    unit = serializers.CharField()
    peran = serializers.CharField()
    status_skp = serializers.CharField(source="skp.status", allow_null=True, default=None)
    kalimat = serializers.CharField()
    sel = SelMatriksSerializer(many=True)


class KolomMatriksSerializer(serializers.Serializer[Any]):
    kunci = serializers.CharField()
    nomor = serializers.CharField()
    teks = serializers.CharField()
    indikator = serializers.CharField()
    belum_dipikul = serializers.BooleanField()


class MatriksSerializer(serializers.Serializer[Any]):
    """One matrix whole."""

    unit = serializers.CharField()
    tahun = serializers.IntegerField()
    pemimpin = OrangSerializer(source="skp.pegawai")
    kolom = serializers.SerializerMethodField()
    baris = BarisMatriksSerializer(many=True)

    @extend_schema(responses=KolomMatriksSerializer(many=True))
    def get_kolom(self, m: selectors.Matriks) -> list[dict[str, Any]]:
        return [
            {
                "kunci": k.kunci,
                "nomor": k.nomor,
                "teks": k.teks,
                "indikator": k.indikator,
                "belum_dipikul": kosong,
            }
            for k, kosong in m.kolom_tampil
        ]


class IsianSelSerializer(serializers.Serializer[Any]):
    """One cell to write. Without `versi` it is written whatever stands there."""

    pegawai = serializers.CharField(max_length=40)
    kolom = serializers.CharField(max_length=80)
    teks = serializers.CharField(allow_blank=True, trim_whitespace=False)
    versi = serializers.CharField(required=False, allow_null=True, allow_blank=True, max_length=40)
    letak = serializers.CharField(required=False, allow_blank=True, max_length=100)


class TempelSerializer(serializers.Serializer[Any]):
    isi = serializers.ListField(child=IsianSelSerializer(), max_length=MAKS_SEL)


class DitolakSerializer(serializers.Serializer[SelDitolak]):
    letak = serializers.CharField(source="isian.letak")
    pegawai = serializers.CharField(source="isian.pegawai")
    kolom = serializers.CharField(source="isian.kolom")
    teks = serializers.CharField(source="isian.teks")
    kode = serializers.CharField(source="galat.kode")
    pesan = serializers.CharField(source="galat.pesan")
    tersimpan = serializers.CharField(source="sel.teks", allow_null=True, default=None)
    versi = serializers.CharField(source="sel.versi", allow_null=True, default=None)


class HasilTempelSerializer(serializers.Serializer[Any]):
    berubah = serializers.IntegerField()
    dipertahankan = serializers.ListField(child=serializers.CharField())
    ditolak = DitolakSerializer(many=True)


class KirimSerializer(serializers.Serializer[Any]):
    jumlah = serializers.IntegerField()


class PesertaSerializer(serializers.Serializer[Any]):
    pegawai = serializers.UUIDField()


def _skp(request: PermintaanApi, uuid: UUID) -> Skp:
    skp = selectors.skp_untuk_matriks(request.pelaku, uuid)
    if skp is None:
        raise Http404
    return skp


def _orang(request: PermintaanApi, skp: Skp) -> Pegawai:
    masuk = PesertaSerializer(data=request.data)
    masuk.is_valid(raise_exception=True)
    return get_object_or_404(Pegawai, uuid=masuk.validated_data["pegawai"], instansi=skp.instansi_id)


class DetailMatriks(APIView):
    """One matrix whole."""

    @extend_schema(responses=MatriksSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return Response(MatriksSerializer(selectors.matriks_of(_skp(request, uuid))).data)


class SelMatriksApi(APIView):
    """Write one cell; an empty text clears it."""

    @extend_schema(request=IsianSelSerializer, responses=HasilTempelSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        permissions.require(permissions.may_edit_matriks(request.pelaku, skp))
        masuk = IsianSelSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        hasil = services.save_sel(pelaku=request.pelaku, skp=skp, isian=IsianSel(**masuk.validated_data))
        return Response(HasilTempelSerializer(hasil).data)


class TempelMatriks(APIView):
    """Write many cells; those that cannot be are handed back by name, the rest is kept."""

    @extend_schema(request=TempelSerializer, responses=HasilTempelSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        permissions.require(permissions.may_edit_matriks(request.pelaku, skp))
        masuk = TempelSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        isian = [IsianSel(**satu) for satu in masuk.validated_data["isi"]]
        hasil = services.save_banyak_sel(pelaku=request.pelaku, skp=skp, isian=isian)
        return Response(HasilTempelSerializer(hasil).data)


class KirimMatriks(APIView):
    """Bring what waits into the members' SKP."""

    @extend_schema(request=None, responses=KirimSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        jumlah = services.send_matriks(pelaku=request.pelaku, skp=_skp(request, uuid))
        return Response({"jumlah": jumlah})


class PesertaMatriksApi(APIView):
    """Take a person of the unit in."""

    @extend_schema(request=PesertaSerializer, responses=MatriksSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        permissions.require(permissions.may_edit_matriks(request.pelaku, skp))
        services.add_peserta(pelaku=request.pelaku, skp=skp, pegawai=_orang(request, skp))
        return Response(MatriksSerializer(selectors.matriks_of(skp)).data)


class LepasPesertaMatriks(APIView):
    """Take a person out again."""

    @extend_schema(request=PesertaSerializer, responses=MatriksSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        permissions.require(permissions.may_edit_matriks(request.pelaku, skp))
        services.remove_peserta(pelaku=request.pelaku, skp=skp, pegawai=_orang(request, skp))
        return Response(MatriksSerializer(selectors.matriks_of(skp)).data)
