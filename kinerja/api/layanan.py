"""Services, their index, and the settings of the agency."""

from __future__ import annotations

import uuid as uuid_lib

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja.api import layanan_serializers as s
from kinerja.api.dasar import halaman
from kinerja.models import Layanan, SetPertanyaan
from kinerja.permissions import ulasan as permissions
from kinerja.selectors import layanan as selectors
from kinerja.services import layanan as services
from kinerja.services.ulasan import void_lonjakan
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai, UnitKerja
from pegawai.permintaan import PermintaanApi


def layanan_api(pelaku: Pegawai, uuid: uuid_lib.UUID) -> Layanan:
    satu = selectors.layanan_of(pelaku, uuid)
    if satu is None:
        raise Http404
    return satu


def _set(pelaku: Pegawai, uuid: uuid_lib.UUID | None) -> SetPertanyaan | None:
    if uuid is None:
        return None
    return get_object_or_404(SetPertanyaan, uuid=uuid, instansi=pelaku.instansi_id)


class LayananDaftar(APIView):
    @extend_schema(responses=s.LayananSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        semua = Layanan.objects.visible_to(request.pelaku).select_related("unit", "set_pertanyaan")
        return halaman(request, semua, s.LayananSerializer, self)

    @extend_schema(request=s.LayananMasukSerializer, responses={201: s.LayananSerializer})
    def post(self, request: PermintaanApi) -> Response:
        data = read_body(s.LayananMasukSerializer, request.data)
        data["unit"] = get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=data["unit"])
        data["set_pertanyaan"] = _set(request.pelaku, data["set_pertanyaan"])
        satu = services.add_layanan(pelaku=request.pelaku, **data)
        return Response(s.LayananSerializer(satu).data, status=status.HTTP_201_CREATED)


class LayananSatu(APIView):
    @extend_schema(responses=s.LayananSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(s.LayananSerializer(layanan_api(request.pelaku, uuid)).data)

    @extend_schema(request=s.LayananUbahSerializer, responses=s.LayananSerializer)
    def put(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = layanan_api(request.pelaku, uuid)
        data = read_body(s.LayananUbahSerializer, request.data)
        data["set_pertanyaan"] = _set(request.pelaku, data["set_pertanyaan"])
        satu = services.edit_layanan(pelaku=request.pelaku, layanan=satu, **data)
        return Response(s.LayananSerializer(satu).data)

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        services.delete_layanan(pelaku=request.pelaku, layanan=layanan_api(request.pelaku, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LayananAktif(APIView):
    @extend_schema(request=s.AktifSerializer, responses=s.LayananSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = layanan_api(request.pelaku, uuid)
        data = read_body(s.AktifSerializer, request.data)
        satu = services.switch_layanan(pelaku=request.pelaku, layanan=satu, **data)
        return Response(s.LayananSerializer(satu).data)


class LayananIndeks(APIView):
    @extend_schema(parameters=[s.BulanSerializer], responses=s.IndeksSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = layanan_api(request.pelaku, uuid)
        banyak = read_body(s.BulanSerializer, request.query_params)["bulan"]
        rentang = selectors.Rentang.bulan_terakhir(banyak, timezone.localdate())
        indeks = selectors.indeks_semua([satu.pk], rentang, selectors.setelan_of(request.pelaku.instansi))
        data = {
            "layanan": satu.uuid,
            "mulai": rentang.mulai,
            "selesai": rentang.selesai,
            "jumlah": indeks.jumlah,
            "responden": indeks.responden,
            "nilai": indeks.nilai,
            "mutu": indeks.kategori.mutu if indeks.kategori else "",
            "unsur": [
                {
                    "kode": b["u"].kode,
                    "nama": b["u"].nama,
                    "n": b["u"].n,
                    "sebaran": b["sebaran"],
                    "rata": b["rata"],
                }
                for b in indeks.unsur_tampil()
            ],
        }
        return Response(s.IndeksSerializer(data).data)


class LayananLonjakan(APIView):
    @extend_schema(request=s.LonjakanSerializer, responses=s.JumlahUlasanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        satu = layanan_api(request.pelaku, uuid)
        permissions.require(permissions.may_void_ulasan(permissions.Pimpinan.of(request.pelaku), satu.unit))
        data = read_body(s.LonjakanSerializer, request.data)
        return Response({"jumlah": void_lonjakan(pelaku=request.pelaku, layanan=satu, **data)})


class LayananSetelan(APIView):
    @extend_schema(responses=s.SetelanUlasanSerializer)
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_ulasan(request.pelaku))
        return Response(s.SetelanUlasanSerializer(selectors.setelan_of(request.pelaku.instansi)).data)

    @extend_schema(request=s.SetelanUlasanSerializer, responses=s.SetelanUlasanSerializer)
    def put(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_ulasan(request.pelaku))
        data = read_body(s.SetelanUlasanSerializer, request.data)
        return Response(s.SetelanUlasanSerializer(services.save_setelan(pelaku=request.pelaku, **data)).data)


class LayananSet(APIView):
    @extend_schema(operation_id="kinerja_layanan_set_daftar", responses=s.SetSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_ulasan(request.pelaku))
        semua = selectors.set_of(request.pelaku.instansi).prefetch_related("unsur")
        return halaman(request, semua, s.SetSerializer, self)

    @extend_schema(request=s.SetMasukSerializer, responses={201: s.SetSerializer})
    def post(self, request: PermintaanApi) -> Response:
        return _simpan_set(request, None)


class LayananSetSatu(APIView):
    @extend_schema(request=s.SetMasukSerializer, responses=s.SetSerializer)
    def put(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        permissions.require(permissions.may_set_ulasan(request.pelaku))
        return _simpan_set(request, _set(request.pelaku, uuid))


def _simpan_set(request: PermintaanApi, satu: SetPertanyaan | None) -> Response:
    permissions.require(permissions.may_set_ulasan(request.pelaku))
    data = read_body(s.SetMasukSerializer, request.data)
    unsur = [services.IsiUnsur(**u) for u in data.pop("unsur")]
    data["skala"] = tuple(data["skala"])
    hasil = services.save_set(pelaku=request.pelaku, set_pertanyaan=satu, unsur=unsur, **data)
    kode = status.HTTP_200_OK if satu else status.HTTP_201_CREATED
    return Response(s.SetSerializer(hasil).data, status=kode)
