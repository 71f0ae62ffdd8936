"""Many days at once, and one's own log as files."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import services
from kinerja.api.dasar import KUNCI, kunci
from kinerja.forms.buku import EksporForm
from kinerja.impor.buku import MAKS_BARIS, MAKS_TEMPEL, baris_tempel
from kinerja.laporan.buku import jawaban_unduh
from kinerja.models import ImporCatatan
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class IsiBarisSerializer(serializers.Serializer[Any]):
    """A row as text, as one would type it."""

    tanggal = serializers.CharField(max_length=60, allow_blank=True, default="")
    uraian = serializers.CharField(max_length=4_000, allow_blank=True, default="")
    jumlah = serializers.CharField(max_length=60, allow_blank=True, default="")
    satuan = serializers.CharField(max_length=200, allow_blank=True, default="")
    jam_mulai = serializers.CharField(max_length=60, allow_blank=True, default="")
    jam_selesai = serializers.CharField(max_length=60, allow_blank=True, default="")
    rencana = serializers.CharField(max_length=2_000, allow_blank=True, default="")
    tujuan = serializers.CharField(max_length=36, allow_blank=True, default="")
    tautan = serializers.CharField(max_length=2_000, allow_blank=True, default="")


class BarisMasukSerializer(IsiBarisSerializer):
    nomor = serializers.IntegerField(min_value=1, max_value=1_048_576)


class ImporMasukSerializer(serializers.Serializer[Any]):
    klien_id = serializers.UUIDField(required=False)
    tempel = serializers.CharField(max_length=MAKS_TEMPEL, required=False, trim_whitespace=False)
    baris = serializers.ListField(child=IsiBarisSerializer(), required=False, max_length=MAKS_BARIS)
    bawaan = serializers.CharField(max_length=36, allow_blank=True, default="")


class PerbaikanSerializer(serializers.Serializer[Any]):
    baris = serializers.ListField(child=BarisMasukSerializer(), max_length=MAKS_BARIS)


class ImporCatatanSerializer(serializers.ModelSerializer[ImporCatatan]):
    hitung = serializers.SerializerMethodField()
    status = serializers.CharField()

    class Meta:
        model = ImporCatatan
        fields = ("uuid", "nama_berkas", "status", "hitung", "baris")

    def get_hitung(self, impor: ImporCatatan) -> dict[str, int]:
        return services.hitung_impor(impor.baris)


class TersimpanSerializer(serializers.Serializer[Any]):
    tersimpan = serializers.IntegerField()
    impor = ImporCatatanSerializer()


def _milik(request: PermintaanApi, uuid: uuid_lib.UUID) -> ImporCatatan:
    return get_object_or_404(ImporCatatan.objects.visible_to(request.pelaku), uuid=uuid)


class ImporDaftar(APIView):
    @extend_schema(parameters=[KUNCI], request=ImporMasukSerializer, responses={201: ImporCatatanSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Have many rows read and judged: pasted text or rows. The same key again gives the same preview."""
        data = read_body(ImporMasukSerializer, request.data)
        if bool(data.get("tempel")) == bool(data.get("baris")):
            raise serializers.ValidationError({"baris": ["Kirim salah satu: tempel atau baris."]})
        baris = (
            baris_tempel(data["tempel"]) if data.get("tempel") else list(enumerate(data["baris"], start=1))
        )
        impor = services.preview_impor_catatan(
            pelaku=request.pelaku,
            baris=baris,
            klien_id=kunci(request, data) or uuid_lib.uuid4(),
            bawaan=data["bawaan"],
        )
        return Response(ImporCatatanSerializer(impor).data, status=status.HTTP_201_CREATED)


class ImporSatu(APIView):
    @extend_schema(responses=ImporCatatanSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(ImporCatatanSerializer(_milik(request, uuid)).data)


class ImporPerbaiki(APIView):
    @extend_schema(request=PerbaikanSerializer, responses=ImporCatatanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Mend refused rows; they are judged again."""
        baris = read_body(PerbaikanSerializer, request.data)["baris"]
        impor = services.mend_impor_catatan(
            pelaku=request.pelaku,
            impor=_milik(request, uuid),
            isi={b["nomor"]: {k: v for k, v in b.items() if k != "nomor"} for b in baris},
        )
        return Response(ImporCatatanSerializer(impor).data)


class ImporSimpan(APIView):
    @extend_schema(request=None, responses=TersimpanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Save the good rows, all in one act; a second time saves none."""
        impor = _milik(request, uuid)
        jumlah = services.save_impor_catatan(pelaku=request.pelaku, impor=impor)
        impor.refresh_from_db()
        return Response(TersimpanSerializer({"tersimpan": jumlah, "impor": impor}).data)


class ImporBatal(APIView):
    @extend_schema(request=None, responses=ImporCatatanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        impor = services.cancel_impor_catatan(pelaku=request.pelaku, impor=_milik(request, uuid))
        return Response(ImporCatatanSerializer(impor).data)


class Ekspor(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("mulai", OpenApiTypes.DATE, required=True),
            OpenApiParameter("selesai", OpenApiTypes.DATE, required=True),
            OpenApiParameter("bentuk", str, enum=[b for b, _ in EksporForm.BENTUK], required=True),
        ],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: PermintaanApi) -> HttpResponseBase:
        """One's own log as a file; PDF is answered with the address where it is made."""
        form = EksporForm(request.query_params)
        if not form.is_valid():
            raise serializers.ValidationError({n: [str(x) for x in p] for n, p in form.errors.items()})
        return jawaban_unduh(request.pelaku, **form.cleaned_data, awal=request.build_absolute_uri("/"))
