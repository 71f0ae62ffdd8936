"""Routes of the pola distribusi: the same reads and acts as the pages."""

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
from evaluasi.models import AlasanPola, CapaianOrganisasi, PengaturanPola
from evaluasi.rules import MAKS_ALASAN_POLA, Predikat
from evaluasi.selectors import SebaranCapaian
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp.models import Periode


class SaringPolaSerializer(serializers.Serializer[Any]):
    periode = serializers.UUIDField(required=False)


class ButirPolaSerializer(serializers.Serializer[Any]):
    aturan = serializers.CharField(source="aturan.kunci")
    terpenuhi = serializers.BooleanField()
    kalimat = serializers.CharField()


class AnggotaPolaSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField()
    skp = serializers.UUIDField(source="skp_uuid")
    predikat = serializers.ChoiceField(choices=Predikat.choices(), allow_null=True)


class SebaranSerializer(serializers.Serializer[Any]):
    """The people for whom one capaian counts, beside its pola."""

    capaian = serializers.UUIDField(source="capaian.uuid")
    unit = serializers.CharField(source="capaian.unit.nama")
    predikat_organisasi = serializers.CharField(source="capaian.predikat")
    pola = serializers.CharField(source="teks")
    seunit = serializers.BooleanField()
    jumlah = serializers.DictField(child=serializers.IntegerField())
    belum_dinilai = serializers.IntegerField(source="belum")
    sesuai = serializers.BooleanField(source="periksa.sesuai")
    butir = ButirPolaSerializer(source="periksa.butir", many=True)
    perlu_alasan = serializers.BooleanField()
    anggota = AnggotaPolaSerializer(many=True)


class CobaPolaSerializer(serializers.Serializer[Any]):
    """Predikat to try out, by the key of the SKP; null is "not rated"."""

    capaian = serializers.UUIDField()
    predikat = serializers.DictField(
        child=serializers.ChoiceField(choices=Predikat.choices(), allow_null=True), allow_empty=True
    )


class HasilCobaSerializer(serializers.Serializer[Any]):
    jumlah = serializers.DictField(child=serializers.IntegerField())
    sesuai = serializers.BooleanField(source="periksa.sesuai")
    butir = ButirPolaSerializer(source="periksa.butir", many=True)


class AlasanMasukSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=MAKS_ALASAN_POLA)


class AlasanPolaSerializer(serializers.ModelSerializer[AlasanPola]):
    capaian = serializers.UUIDField(source="capaian.uuid")

    class Meta:
        model = AlasanPola
        fields = ("uuid", "capaian", "predikat", "jumlah", "aturan", "alasan", "dibuat_pada")


class PengaturanPolaSerializer(serializers.ModelSerializer[PengaturanPola]):
    class Meta:
        model = PengaturanPola
        fields = (
            "unit_kecil",
            "kelompok_min",
            "minta_alasan",
            "selisih_pencilan",
            "kepala_lihat_talenta",
        )
        extra_kwargs = {n: {"required": True} for n in fields}


def _sebaran(
    request: PermintaanApi, periode: Periode, capaian: CapaianOrganisasi | None = None
) -> list[SebaranCapaian]:
    permissions.require(permissions.may_view_pola(request.pelaku, request.peran))
    return selectors.sebaran_penilai(request.pelaku, periode, timezone.localdate(), capaian=capaian)


def _capaian(request: PermintaanApi, uuid: UUID) -> CapaianOrganisasi:
    return get_object_or_404(
        CapaianOrganisasi.objects.visible_to(request.pelaku).select_related("unit", "periode"), uuid=uuid
    )


class Pola(APIView):
    """Everybody whom the caller rates, beside the pola; without a period in the one that matters today."""

    @extend_schema(parameters=[SaringPolaSerializer], responses=SebaranSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_view_pola(request.pelaku, request.peran))
        hari = timezone.localdate()
        periode: Periode | None
        if diminta := read_body(SaringPolaSerializer, request.query_params).get("periode"):
            periode = get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=diminta)
        else:
            periode = selectors.periode_kini(selectors.periode_pantau(request.pelaku.instansi, hari), hari)
        daftar = _sebaran(request, periode) if periode else []
        return Response(SebaranSerializer(daftar, many=True).data)


class CobaPola(APIView):
    """What the distribution would be; nothing is saved."""

    @extend_schema(request=CobaPolaSerializer, responses=HasilCobaSerializer)
    def post(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_view_pola(request.pelaku, request.peran))
        data = read_body(CobaPolaSerializer, request.data)
        capaian = _capaian(request, data["capaian"])
        daftar = _sebaran(request, capaian.periode, capaian)
        if not daftar:
            permissions.require(permissions.may_explain_pola(request.pelaku, capaian))
            return Response(
                HasilCobaSerializer({"jumlah": {}, "periksa": {"sesuai": True, "butir": []}}).data
            )
        coba = {k: Predikat(v) if v else None for k, v in data["predikat"].items()}
        jumlah = daftar[0].dengan(coba)
        hasil = {"jumlah": jumlah, "periksa": daftar[0].periksa_jumlah(jumlah)}
        return Response(HasilCobaSerializer(hasil).data)


class JelaskanPola(APIView):
    """Say why one's people lie outside the pola."""

    @extend_schema(request=AlasanMasukSerializer, responses={201: AlasanPolaSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        capaian = _capaian(request, uuid)
        alasan = services.explain_pola(
            pelaku=request.pelaku, capaian=capaian, **read_body(AlasanMasukSerializer, request.data)
        )
        return Response(AlasanPolaSerializer(alasan).data, status=status.HTTP_201_CREATED)


class AturPola(APIView):
    """What the agency settles for distributions and dashboards."""

    @extend_schema(responses=PengaturanPolaSerializer)
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_pola(request.pelaku, request.pelaku.instansi))
        return Response(
            PengaturanPolaSerializer(permissions.pengaturan_pola(request.pelaku.instansi_id)).data
        )

    @extend_schema(request=PengaturanPolaSerializer, responses=PengaturanPolaSerializer)
    def post(self, request: PermintaanApi) -> Response:
        atur = services.set_pengaturan_pola(
            pelaku=request.pelaku,
            instansi=request.pelaku.instansi,
            **read_body(PengaturanPolaSerializer, request.data),
        )
        return Response(PengaturanPolaSerializer(atur).data)
