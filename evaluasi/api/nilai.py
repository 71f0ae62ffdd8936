"""API beside the rating: another's ratings made one's own, what surrounds a judgement, recommendations, the setting."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.api.dasar import get_periode
from evaluasi.api.serializers import EvaluasiSerializer, FinalSerializer, SaringTimSerializer
from evaluasi.models import PengaturanNilai, RekomendasiTim
from evaluasi.rules import Ekspektasi
from pegawai.api.dasar import read_body
from pegawai.models import TimKerja
from pegawai.permintaan import PermintaanApi
from skp.models import Periode, Skp


class RekomendasiIsiSerializer(serializers.Serializer[Any]):
    """What a ketua tim says about one member in a period; `versi` is the one he read."""

    skp = serializers.UUIDField()
    periode = serializers.UUIDField()
    tim = serializers.UUIDField()
    isi = serializers.CharField(max_length=2000)
    rating_hasil = serializers.ChoiceField(choices=Ekspektasi.choices(), required=False, allow_blank=True)
    rating_perilaku = serializers.ChoiceField(choices=Ekspektasi.choices(), required=False, allow_blank=True)
    versi = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=2_000_000_000)


class RekomendasiSerializer(serializers.ModelSerializer[RekomendasiTim]):
    tim = serializers.CharField(source="tim.nama")
    oleh = serializers.CharField(source="oleh.nama_lengkap")
    versi = serializers.IntegerField(source="nomor_sunting")

    class Meta:
        model = RekomendasiTim
        fields = ("uuid", "tim", "oleh", "isi", "rating_hasil", "rating_perilaku", "versi", "diubah_pada")


class BarisRekomendasiSerializer(serializers.Serializer[Any]):
    """One member of one team in a period."""

    skp = serializers.UUIDField(source="skp.uuid")
    pegawai = serializers.CharField(source="skp.pegawai.nama_lengkap")
    tim = serializers.UUIDField(source="tim.uuid")
    nama_tim = serializers.CharField(source="tim.nama")
    rekomendasi = RekomendasiSerializer(allow_null=True)


class SaranSerializer(serializers.Serializer[Any]):
    rating = serializers.ChoiceField(choices=Ekspektasi.choices())
    alasan = serializers.CharField()


class PertimbanganSerializer(serializers.Serializer[Any]):
    """What surrounds a judgement: the suggestion, recommendations, the spans of the year side by side."""

    saran_hasil = SaranSerializer(allow_null=True)
    saran_perilaku = SaranSerializer(allow_null=True)
    rekomendasi = serializers.ListField(child=serializers.DictField())
    rentang = serializers.ListField(child=serializers.DictField())
    sebagai = serializers.CharField(allow_blank=True)


class PengaturanNilaiSerializer(serializers.ModelSerializer[PengaturanNilai]):
    class Meta:
        model = PengaturanNilai
        fields = ("rekomendasi_ketua_tim",)


class AmbilAlihEvaluasi(APIView):
    """The penilai changed: stand for the ratings that were written before."""

    @extend_schema(request=FinalSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        semua = selectors.evaluasi_halaman(request.pelaku)
        evaluasi = get_object_or_404(semua, uuid=uuid)
        isi = read_body(FinalSerializer, request.data)
        services.take_over_rating(pelaku=request.pelaku, evaluasi=evaluasi, nomor_sunting=isi["versi"])
        return Response(EvaluasiSerializer(semua.get(uuid=uuid), context={"request": request}).data)


class PertimbanganEvaluasi(APIView):
    """What the one who rates has before him beside the material itself."""

    @extend_schema(responses=PertimbanganSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi: Any = get_object_or_404(selectors.evaluasi_halaman(request.pelaku), uuid=uuid)
        permissions.require(permissions.may_rate(request.pelaku, evaluasi.skp, berwenang=evaluasi.berwenang))
        bahan = selectors.bahan_evaluasi(
            evaluasi.skp,
            evaluasi.periode,
            lengkap=False,
            penilai=request.pelaku,
            jalur=evaluasi.penempatan.unit.jalur,
        )
        isi = {
            "saran_hasil": bahan.saran_hasil,
            "saran_perilaku": bahan.saran_perilaku,
            "rekomendasi": [asdict(r) for r in bahan.pelengkap.rekomendasi],
            "rentang": [asdict(r) for r in bahan.pelengkap.rentang],
            "sebagai": bahan.pelengkap.sebagai,
        }
        return Response(PertimbanganSerializer(isi).data)


class DaftarRekomendasi(APIView):
    """Members of one's teams whom somebody else rates; write the word about one of them."""

    @extend_schema(parameters=[SaringTimSerializer], responses=BarisRekomendasiSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        hari = timezone.localdate()
        diminta = read_body(SaringTimSerializer, request.query_params).get("periode")
        pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
        periode = get_periode(pilihan, diminta, hari)
        baris = selectors.rekomendasi_ketua(request.pelaku, periode, hari) if periode else []
        return Response(BarisRekomendasiSerializer(baris, many=True).data)

    @extend_schema(request=RekomendasiIsiSerializer, responses=RekomendasiSerializer)
    def post(self, request: PermintaanApi) -> Response:
        isi = read_body(RekomendasiIsiSerializer, request.data)
        hasil = services.save_rekomendasi(
            pelaku=request.pelaku,
            skp=get_object_or_404(Skp.objects.visible_to(request.pelaku), uuid=isi.pop("skp")),
            periode=get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=isi.pop("periode")),
            tim=get_object_or_404(TimKerja.objects.visible_to(request.pelaku), uuid=isi.pop("tim")),
            nomor_sunting=isi.pop("versi", None),
            **isi,
        )
        return Response(RekomendasiSerializer(hasil).data)


class SetelanNilai(APIView):
    """What the agency settles for rating."""

    @extend_schema(responses=PengaturanNilaiSerializer)
    def get(self, request: PermintaanApi) -> Response:
        instansi = request.pelaku.instansi
        permissions.require(permissions.may_set_nilai(request.pelaku, instansi))
        return Response(PengaturanNilaiSerializer(permissions.pengaturan_nilai(instansi.pk)).data)

    @extend_schema(request=PengaturanNilaiSerializer, responses=PengaturanNilaiSerializer)
    def put(self, request: PermintaanApi) -> Response:
        instansi = request.pelaku.instansi
        isi = read_body(PengaturanNilaiSerializer, request.data)
        hasil = services.set_pengaturan_nilai(pelaku=request.pelaku, instansi=instansi, **isi)
        return Response(PengaturanNilaiSerializer(hasil).data)
