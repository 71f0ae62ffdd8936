"""Requests for feedback, the people one may speak to, openers, and the agency's rules."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import permissions, selectors, services
from kinerja.api.dasar import KUNCI, bagian_skp, halaman, kunci, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.api.serializers import NamaOrangSerializer
from kinerja.models import (
    CatatanHarian,
    FrasaUmpanBalik,
    IramaUnit,
    PengaturanUmpanBalik,
    PermintaanUmpanBalik,
)
from kinerja.rules import MAKS_PERTANYAAN, IramaUmpanBalik, SifatUmpanBalik
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai, UnitKerja
from pegawai.permintaan import PermintaanApi
from skp.models import RencanaHasilKerja
from skp.rules import NilaiPerilaku


class PermintaanSerializer(serializers.ModelSerializer[PermintaanUmpanBalik]):
    pegawai = NamaOrangSerializer()
    kepada = NamaOrangSerializer()
    rhk = serializers.UUIDField(source="rhk.uuid", allow_null=True, default=None)
    catatan = serializers.UUIDField(source="catatan.uuid", allow_null=True, default=None)

    class Meta:
        model = PermintaanUmpanBalik
        fields = (
            "uuid",
            "klien_id",
            "pegawai",
            "kepada",
            "rhk",
            "nilai",
            "catatan",
            "pertanyaan",
            "sampai",
            "status",
            "alasan",
            "dibuat_pada",
            "dijawab_pada",
        )


class PermintaanMasukSerializer(serializers.Serializer[Any]):
    klien_id = serializers.UUIDField(required=False, help_text="Sama dengan tajuk Idempotency-Key.")
    kepada = serializers.UUIDField()
    pertanyaan = serializers.CharField(max_length=MAKS_PERTANYAAN)
    sampai = serializers.DateField()
    rhk = serializers.UUIDField(required=False, allow_null=True)
    nilai = serializers.ChoiceField(
        choices=NilaiPerilaku.choices(), required=False, allow_blank=True, default=""
    )
    catatan = serializers.UUIDField(required=False, allow_null=True)


class PermintaanTolakSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ArahSerializer(serializers.Serializer[Any]):
    arah = serializers.ChoiceField(
        choices=[("masuk", "Menunggu jawaban saya"), ("saya", "Yang saya minta")], default="masuk"
    )


class PermintaanDaftar(APIView):
    @extend_schema(parameters=[ArahSerializer], responses=PermintaanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        masuk = read_body(ArahSerializer, request.query_params)["arah"] == "masuk"
        baris = selectors.permintaan_masuk if masuk else selectors.permintaan_saya
        return halaman(request, baris(request.pelaku), PermintaanSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=PermintaanMasukSerializer, responses={201: PermintaanSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        data = read_body(PermintaanMasukSerializer, request.data)
        klien_id = kunci(request, data)
        skp = selectors.skp_kini(request.pelaku)
        if skp is None:
            raise NotFound("Anda belum memiliki SKP.")
        data["kepada"] = get_object_or_404(
            Pegawai.objects.filter(instansi_id=request.pelaku.instansi_id), uuid=data["kepada"]
        )
        data["rhk"] = bagian_skp(request, RencanaHasilKerja, data.get("rhk"), "skp")
        data["catatan"] = terlihat(request, CatatanHarian, data.get("catatan"))
        minta = services.request_umpan_balik(pelaku=request.pelaku, skp=skp, klien_id=klien_id, **data)
        return Response(PermintaanSerializer(minta).data, status=status.HTTP_201_CREATED)


class PermintaanTolak(APIView):
    @extend_schema(request=PermintaanTolakSerializer, responses=PermintaanSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        minta = terlihat(request, PermintaanUmpanBalik, uuid)
        data = read_body(PermintaanTolakSerializer, request.data)
        minta = services.decline_permintaan(pelaku=request.pelaku, permintaan=minta, **data)
        return Response(PermintaanSerializer(minta).data)


class PermintaanCabut(APIView):
    @extend_schema(request=None, responses=PermintaanSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        minta = services.cancel_permintaan(
            pelaku=request.pelaku, permintaan=terlihat(request, PermintaanUmpanBalik, uuid)
        )
        return Response(PermintaanSerializer(minta).data)


class LawanSerializer(serializers.Serializer[Any]):
    pegawai = NamaOrangSerializer()
    jabatan = serializers.CharField()
    peran = serializers.CharField()


class LawanSaringSerializer(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


class LawanDaftar(APIView):
    @extend_schema(parameters=[LawanSaringSerializer], responses=LawanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Everybody one may give feedback to today, with the role in which one speaks."""
        q = read_body(LawanSaringSerializer, request.query_params)["q"]
        return Response(LawanSerializer(selectors.lawan_bicara(request.pelaku, q=q), many=True).data)


# --- openers -------------------------------------------------------------------------------------


class FrasaSerializer(serializers.ModelSerializer[FrasaUmpanBalik]):
    bersama = serializers.SerializerMethodField()

    class Meta:
        model = FrasaUmpanBalik
        fields = ("uuid", "sifat", "teks", "bersama")

    def get_bersama(self, frasa: FrasaUmpanBalik) -> bool:
        return frasa.pemilik_id is None


class FrasaMasukSerializer(serializers.Serializer[Any]):
    teks = serializers.CharField(max_length=120)
    sifat = serializers.ChoiceField(
        choices=SifatUmpanBalik.choices(), required=False, allow_blank=True, default=""
    )
    bersama = serializers.BooleanField(required=False, default=False)


class FrasaDaftar(APIView):
    @extend_schema(responses=FrasaSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        return Response(FrasaSerializer(selectors.frasa_of(request.pelaku), many=True).data)

    @extend_schema(request=FrasaMasukSerializer, responses={201: FrasaSerializer})
    def post(self, request: PermintaanApi) -> Response:
        frasa = services.save_frasa(pelaku=request.pelaku, **read_body(FrasaMasukSerializer, request.data))
        return Response(FrasaSerializer(frasa).data, status=status.HTTP_201_CREATED)


class FrasaHapus(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Throw an opener away; gone already: nothing happens."""
        milik = Q(pemilik=request.pelaku) | Q(pemilik__isnull=True)
        frasa = FrasaUmpanBalik.objects.filter(milik, instansi=request.pelaku.instansi_id, uuid=uuid).first()
        if frasa is not None:
            services.remove_frasa(pelaku=request.pelaku, frasa=frasa)
        return Response(status=status.HTTP_204_NO_CONTENT)


# --- the agency's rules --------------------------------------------------------------------------


class PengaturanSerializer(serializers.ModelSerializer[PengaturanUmpanBalik]):
    class Meta:
        model = PengaturanUmpanBalik
        fields = ("menit_ubah", "is_rekan_dibuka", "is_bawahan_dibuka", "hari_jeda_ronde")
        extra_kwargs = {n: {"required": True} for n in fields}


class PengaturanSatu(APIView):
    @extend_schema(responses=PengaturanSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """Everyone of the agency may read its rules."""
        return Response(PengaturanSerializer(selectors.pengaturan_of(request.pelaku.instansi_id)).data)

    @extend_schema(request=PengaturanSerializer, responses=PengaturanSerializer)
    def post(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_umpan_balik(request.pelaku))
        data = read_body(PengaturanSerializer, request.data)
        return Response(PengaturanSerializer(services.set_pengaturan(pelaku=request.pelaku, **data)).data)


class IramaSerializer(serializers.ModelSerializer[IramaUnit]):
    unit = serializers.UUIDField(source="unit.uuid", allow_null=True, default=None)

    class Meta:
        model = IramaUnit
        fields = ("uuid", "unit", "irama", "hari")


class IramaMasukSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField(required=False, allow_null=True, default=None)
    irama = serializers.ChoiceField(choices=IramaUmpanBalik.choices())
    hari = serializers.IntegerField(required=False, allow_null=True, default=None)


class IramaDaftar(APIView):
    @extend_schema(responses=IramaSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        return Response(IramaSerializer(selectors.irama_instansi(request.pelaku.instansi_id), many=True).data)

    @extend_schema(request=IramaMasukSerializer, responses=IramaSerializer)
    def post(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_umpan_balik(request.pelaku))
        data = read_body(IramaMasukSerializer, request.data)
        data["unit"] = terlihat(request, UnitKerja, data["unit"])
        return Response(IramaSerializer(services.set_irama(pelaku=request.pelaku, **data)).data)


class IramaHapus(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Let the rule above hold again; gone already: nothing happens."""
        permissions.require(permissions.may_set_umpan_balik(request.pelaku))
        irama = IramaUnit.objects.filter(instansi=request.pelaku.instansi_id, uuid=uuid).first()
        if irama is not None:
            services.remove_irama(pelaku=request.pelaku, irama=irama)
        return Response(status=status.HTTP_204_NO_CONTENT)
