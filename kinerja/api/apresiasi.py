"""Public thanks for other systems: the same acts as the pages."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja.api.dasar import KUNCI, halaman, kunci, terlihat
from kinerja.models import Apresiasi, PenerimaApresiasi
from kinerja.permissions import apresiasi as izin
from kinerja.rules.apresiasi import JUMLAH_PANDUAN, MAKS_APRESIASI, MAKS_PENERIMA
from kinerja.selectors import apresiasi as baca
from kinerja.services import apresiasi as layanan
from pegawai.api.dasar import read_body
from pegawai.models import UnitKerja
from pegawai.permintaan import PermintaanApi
from pegawai.selectors import orang_bertugas
from skp.rules import NilaiPerilaku


class PenerimaApresiasiSerializer(serializers.ModelSerializer[PenerimaApresiasi]):
    pegawai = serializers.UUIDField(source="penerima.uuid")
    nama = serializers.CharField(source="penerima.nama_lengkap")

    class Meta:
        model = PenerimaApresiasi
        fields = ("uuid", "pegawai", "nama")


class ApresiasiSerializer(serializers.ModelSerializer[Apresiasi]):
    penulis = serializers.UUIDField(source="penulis.uuid")
    nama_penulis = serializers.CharField(source="penulis.nama_lengkap")
    penerima = PenerimaApresiasiSerializer(source="penerima_tampil", many=True)

    class Meta:
        model = Apresiasi
        fields = (
            "uuid",
            "penulis",
            "nama_penulis",
            "penerima",
            "nilai",
            "panduan",
            "isi",
            "tanggal",
            "ditarik_pada",
            "disembunyikan_pada",
            "alasan_sembunyi",
        )


class SaringApresiasiSerializer(serializers.Serializer[Any]):
    arah = serializers.ChoiceField(
        choices=[("unit", "unit"), ("diterima", "diterima"), ("ditulis", "ditulis")], default="unit"
    )
    unit = serializers.UUIDField(required=False)
    bulan = serializers.DateField(required=False)
    nilai = serializers.ChoiceField(choices=NilaiPerilaku.choices(), required=False)
    cari = serializers.CharField(max_length=100, required=False)


class ApresiasiMasukSerializer(serializers.Serializer[Any]):
    klien_id = serializers.UUIDField(required=False)
    penerima = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MAKS_PENERIMA)
    nilai = serializers.ChoiceField(choices=NilaiPerilaku.choices())
    panduan = serializers.IntegerField(min_value=1, max_value=JUMLAH_PANDUAN, required=False, allow_null=True)
    isi = serializers.CharField(max_length=MAKS_APRESIASI)


class AlasanSembunyiSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=MAKS_APRESIASI)


class NamaTampilSerializer(serializers.Serializer[Any]):
    tampil = serializers.BooleanField()


def _jawaban(apresiasi: Apresiasi, kode: int = 200) -> Response:
    lengkap = baca.apresiasi_tampil(semua_nama=True).get(pk=apresiasi.pk)
    return Response(ApresiasiSerializer(lengkap).data, status=kode)


class ApresiasiDaftar(APIView):
    @extend_schema(parameters=[SaringApresiasiSerializer], responses=ApresiasiSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """The thanks of one month in a unit and below, or those one received or wrote."""
        data = read_body(SaringApresiasiSerializer, request.query_params)
        return halaman(request, self._baris(request, data), ApresiasiSerializer, self)

    def _baris(self, request: PermintaanApi, data: dict[str, Any]) -> QuerySet[Apresiasi]:
        if data["arah"] == "ditulis":
            return baca.apresiasi_dari(request.pelaku)
        if data["arah"] == "diterima":
            milik = baca.apresiasi_untuk(request.pelaku).values("apresiasi")
            return baca.apresiasi_tampil().filter(pk__in=milik).order_by("-tanggal", "-id")
        unit = None
        if "unit" in data:
            unit = get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=data["unit"])
        mulai, selesai = baca.bulan_dari(data.get("bulan") or timezone.localdate())
        saring = {k: data[k] for k in ("nilai", "cari") if k in data}
        return baca.apresiasi_unit(request.pelaku, unit=unit, mulai=mulai, selesai=selesai, **saring)

    @extend_schema(parameters=[KUNCI], request=ApresiasiMasukSerializer, responses={201: ApresiasiSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Thank one or several people."""
        data = read_body(ApresiasiMasukSerializer, request.data)
        klien_id = kunci(request, data)
        dicari = dict.fromkeys(data.pop("penerima"))
        penerima = list(orang_bertugas(request.pelaku.instansi_id).filter(uuid__in=dicari))
        if len(penerima) != len(dicari):
            raise ValidationError({"penerima": ["Ada pegawai yang tidak ditemukan di instansi Anda."]})
        baru = layanan.give_apresiasi(pelaku=request.pelaku, penerima=penerima, klien_id=klien_id, **data)
        return _jawaban(baru, status.HTTP_201_CREATED)


class ApresiasiTarik(APIView):
    @extend_schema(request=None, responses=ApresiasiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Take one's thanks back."""
        satu = terlihat(request, Apresiasi, uuid)
        return _jawaban(layanan.withdraw_apresiasi(pelaku=request.pelaku, apresiasi=satu))


class ApresiasiPulihkan(APIView):
    @extend_schema(request=None, responses=ApresiasiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Undo the withdrawal."""
        satu = terlihat(request, Apresiasi, uuid)
        return _jawaban(layanan.restore_apresiasi(pelaku=request.pelaku, apresiasi=satu))


class ApresiasiSembunyikan(APIView):
    @extend_schema(request=AlasanSembunyiSerializer, responses=ApresiasiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Take words down, with the reason that the writer reads."""
        satu = terlihat(request, Apresiasi, uuid)
        izin.require(izin.may_moderate_apresiasi(request.pelaku, satu))
        data = read_body(AlasanSembunyiSerializer, request.data)
        return _jawaban(layanan.hide_apresiasi(pelaku=request.pelaku, apresiasi=satu, **data))


class ApresiasiTampilkan(APIView):
    @extend_schema(request=None, responses=ApresiasiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Put words back that were hidden."""
        satu = terlihat(request, Apresiasi, uuid)
        return _jawaban(layanan.show_apresiasi(pelaku=request.pelaku, apresiasi=satu))


class ApresiasiNama(APIView):
    @extend_schema(request=NamaTampilSerializer, responses=PenerimaApresiasiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Take one's own name out of the public page, or put it back."""
        satu = terlihat(request, PenerimaApresiasi, uuid)
        tampil = read_body(NamaTampilSerializer, request.data)["tampil"]
        satu = layanan.set_nama_tampil(pelaku=request.pelaku, penerima=satu, tampil=tampil)
        return Response(PenerimaApresiasiSerializer(satu).data)
