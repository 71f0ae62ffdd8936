"""Delivery, reply and objection: the same services as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.api.serializers import EvaluasiSerializer, FinalSerializer
from evaluasi.api.views import _evaluasi, _jawab
from evaluasi.models import Evaluasi, Keberatan
from evaluasi.rules import (
    MAKS_DASAR,
    MAKS_HARI_TENGGAT,
    NAMA_LAMA,
    AwalKeberatan,
    Ekspektasi,
    KeputusanKeberatan,
    Lama,
    PembukaKoreksi,
    SatuanHari,
)
from evaluasi.tasks import bunyikan
from kinerja.api.dasar import bukti_terlihat, halaman
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai
from pegawai.permintaan import PermintaanApi


class KeberatanSerializer(serializers.ModelSerializer[Keberatan]):
    """One objection as the three parties read it."""

    evaluasi = serializers.UUIDField(source="evaluasi.uuid")
    pegawai = serializers.CharField(source="evaluasi.pegawai.nama_lengkap")
    periode = serializers.CharField(source="evaluasi.periode")
    bukti = serializers.SerializerMethodField()

    class Meta:
        model = Keberatan
        fields = (
            "uuid",
            "evaluasi",
            "pegawai",
            "periode",
            "status",
            "alasan",
            "bukti",
            "diajukan_pada",
            "batas_penjelasan",
            "penjelasan",
            "dijelaskan_pada",
            "batas_putusan",
            "keputusan",
            "alasan_keputusan",
            "rekomendasi",
            "predikat_semula",
            "diputus_pada",
        )

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_bukti(self, keberatan: Keberatan) -> list[UUID]:
        return [b.uuid for b in keberatan.bukti.all()]


class TerimaHasilSerializer(serializers.Serializer[Any]):
    tanpa_keberatan = serializers.BooleanField(default=False)
    tanggapan = serializers.CharField(required=False, allow_blank=True, max_length=MAKS_DASAR)


class AjukanKeberatanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=MAKS_DASAR)
    bukti = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=50)


class PenjelasanKeberatanSerializer(serializers.Serializer[Any]):
    penjelasan = serializers.CharField(max_length=MAKS_DASAR)


class CabutKeberatanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(required=False, allow_blank=True, max_length=500)


class PutusanKeberatanSerializer(serializers.Serializer[Any]):
    keputusan = serializers.ChoiceField(choices=KeputusanKeberatan.choices())
    alasan = serializers.CharField(max_length=MAKS_DASAR)
    rekomendasi = serializers.CharField(required=False, allow_blank=True, max_length=MAKS_DASAR)
    rating_hasil = serializers.ChoiceField(choices=Ekspektasi.choices(), required=False, allow_blank=True)
    alasan_hasil = serializers.CharField(required=False, allow_blank=True, max_length=MAKS_DASAR)
    rating_perilaku = serializers.ChoiceField(choices=Ekspektasi.choices(), required=False, allow_blank=True)
    alasan_perilaku = serializers.CharField(required=False, allow_blank=True, max_length=MAKS_DASAR)


class PemutusKeberatanSerializer(serializers.Serializer[Any]):
    pemutus = serializers.UUIDField()
    alasan = serializers.CharField(max_length=500)


class AturanKeberatanSerializer(serializers.Serializer[Any]):
    awal_keberatan = serializers.ChoiceField(choices=AwalKeberatan.choices())
    geser_libur = serializers.BooleanField(default=False)
    pembuka_koreksi = serializers.ChoiceField(choices=PembukaKoreksi.choices(), required=False)
    hari_tanggapan = serializers.IntegerField(min_value=1, max_value=MAKS_HARI_TENGGAT)
    satuan_tanggapan = serializers.ChoiceField(choices=SatuanHari.choices())
    hari_keberatan = serializers.IntegerField(min_value=1, max_value=MAKS_HARI_TENGGAT)
    satuan_keberatan = serializers.ChoiceField(choices=SatuanHari.choices())
    hari_penjelasan = serializers.IntegerField(min_value=1, max_value=MAKS_HARI_TENGGAT)
    satuan_penjelasan = serializers.ChoiceField(choices=SatuanHari.choices())
    hari_putusan = serializers.IntegerField(min_value=1, max_value=MAKS_HARI_TENGGAT)
    satuan_putusan = serializers.ChoiceField(choices=SatuanHari.choices())


def _ring(evaluasi: Evaluasi) -> None:
    if evaluasi.is_final and (laporan := selectors.laporan_of(evaluasi)):
        bunyikan(laporan)


def _keberatan(evaluasi: Any) -> Keberatan:
    keberatan = selectors.keberatan_of(evaluasi) if evaluasi.ada_keberatan else None
    if keberatan is None:
        raise Http404
    keberatan.evaluasi = evaluasi
    return keberatan


def _jawab_keberatan(evaluasi: Any, kode: int = 200) -> Response:
    evaluasi.ada_keberatan = True
    return Response(KeberatanSerializer(_keberatan(evaluasi)).data, status=kode)


class SampaikanEvaluasi(APIView):
    """Hand the result to the person."""

    @extend_schema(request=FinalSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi, isi = _evaluasi(request, uuid), read_body(FinalSerializer, request.data)
        services.deliver_evaluasi(pelaku=request.pelaku, evaluasi=evaluasi, nomor_sunting=isi["versi"])
        return _jawab(request, evaluasi)


class TerimaEvaluasi(APIView):
    """Answer a result; accepted without objection it is final at once."""

    @extend_schema(request=TerimaHasilSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi, isi = _evaluasi(request, uuid), read_body(TerimaHasilSerializer, request.data)
        _ring(services.receive_evaluasi(pelaku=request.pelaku, evaluasi=evaluasi, **isi))
        return _jawab(request, evaluasi)


class KeberatanEvaluasi(APIView):
    """The objection to one result."""

    @extend_schema(responses=KeberatanSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi = _evaluasi(request, uuid)
        permissions.require(permissions.may_view_rating(request.pelaku, evaluasi))
        return Response(KeberatanSerializer(_keberatan(evaluasi)).data)

    @extend_schema(request=AjukanKeberatanSerializer, responses={201: KeberatanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi = _evaluasi(request, uuid)
        permissions.require(permissions.may_object(request.pelaku, evaluasi))
        isi = read_body(AjukanKeberatanSerializer, request.data)
        services.file_keberatan(
            pelaku=request.pelaku,
            evaluasi=evaluasi,
            alasan=isi["alasan"],
            bukti=bukti_terlihat(request, isi.get("bukti", [])),
        )
        return _jawab_keberatan(evaluasi, status.HTTP_201_CREATED)


class JelaskanKeberatan(APIView):
    @extend_schema(request=PenjelasanKeberatanSerializer, responses=KeberatanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """The penilai explains his rating."""
        evaluasi = _evaluasi(request, uuid)
        keberatan = _keberatan(evaluasi)
        permissions.require(permissions.may_explain(request.pelaku, keberatan, berwenang=evaluasi.berwenang))
        isi = read_body(PenjelasanKeberatanSerializer, request.data)
        services.explain_keberatan(pelaku=request.pelaku, keberatan=keberatan, **isi)
        return _jawab_keberatan(evaluasi)


class PutuskanKeberatan(APIView):
    @extend_schema(request=PutusanKeberatanSerializer, responses=KeberatanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """The atasan of the penilai decides; the evaluation is final with it."""
        evaluasi = _evaluasi(request, uuid)
        keberatan = _keberatan(evaluasi)
        pemutus = selectors.atasan_pemutus(evaluasi)
        permissions.require(permissions.may_decide(request.pelaku, keberatan, pemutus=pemutus))
        isi = read_body(PutusanKeberatanSerializer, request.data)
        _ring(services.decide_keberatan(pelaku=request.pelaku, keberatan=keberatan, **isi))
        return _jawab_keberatan(evaluasi)


class CabutKeberatan(APIView):
    @extend_schema(request=CabutKeberatanSerializer, responses=KeberatanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """The person takes his objection back."""
        evaluasi = _evaluasi(request, uuid)
        keberatan = _keberatan(evaluasi)
        permissions.require(permissions.may_withdraw_keberatan(request.pelaku, keberatan))
        isi = read_body(CabutKeberatanSerializer, request.data)
        services.withdraw_keberatan(pelaku=request.pelaku, keberatan=keberatan, **isi)
        return _jawab_keberatan(evaluasi)


class PemutusKeberatan(APIView):
    @extend_schema(request=PemutusKeberatanSerializer, responses=KeberatanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """The admin names who decides in the place of an atasan who is missing or prevented."""
        evaluasi = _evaluasi(request, uuid)
        keberatan = _keberatan(evaluasi)
        permissions.require(permissions.may_appoint_pemutus(request.pelaku, keberatan))
        isi = read_body(PemutusKeberatanSerializer, request.data)
        pemutus = Pegawai.objects.filter(instansi_id=request.pelaku.instansi_id, uuid=isi["pemutus"]).first()
        if pemutus is None:
            raise serializers.ValidationError({"pemutus": ["Pejabat itu tidak ditemukan."]})
        services.appoint_pemutus(
            pelaku=request.pelaku, keberatan=keberatan, pemutus=pemutus, alasan=isi["alasan"]
        )
        return _jawab_keberatan(evaluasi)


class DaftarKeberatan(APIView):
    @extend_schema(responses=KeberatanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Objections that the caller may see, the newest first."""
        baris = selectors.daftar_keberatan(request.pelaku, "semua").prefetch_related("bukti")
        return halaman(request, baris, KeberatanSerializer, self)


class AturanKeberatan(APIView):
    """How many days, and how they are counted."""

    @extend_schema(responses=AturanKeberatanSerializer)
    def get(self, request: PermintaanApi) -> Response:
        return Response(
            AturanKeberatanSerializer(selectors.aturan_keberatan(request.pelaku.instansi_id)).data
        )

    @extend_schema(request=AturanKeberatanSerializer, responses=AturanKeberatanSerializer)
    def post(self, request: PermintaanApi) -> Response:
        instansi = request.pelaku.instansi
        permissions.require(permissions.may_set_aturan_keberatan(request.pelaku, instansi))
        isi = read_body(AturanKeberatanSerializer, request.data)
        lama = {n: Lama(isi[f"hari_{n}"], SatuanHari(isi[f"satuan_{n}"])) for n in NAMA_LAMA}
        aturan = services.set_aturan_keberatan(
            pelaku=request.pelaku,
            instansi=instansi,
            awal_keberatan=isi["awal_keberatan"],
            geser_libur=isi["geser_libur"],
            pembuka_koreksi=isi.get("pembuka_koreksi", ""),
            **lama,
        )
        return Response(AturanKeberatanSerializer(aturan).data)
