"""Behaviours."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import permissions, services
from kinerja.api import serializers as s
from kinerja.api.dasar import KUNCI, bukti_terlihat, halaman, kunci, saring, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.models import CatatanPerilaku
from kinerja.rules.perilaku import BATAS_MAKS_PER_HARI
from kinerja.selectors.perilaku import pengaturan_perilaku, skp_rekan
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai
from pegawai.models.lingkup import rekan_of
from pegawai.permintaan import PermintaanApi
from pegawai.rules import require
from skp.models import Skp


class PerilakuDaftar(APIView):
    @extend_schema(parameters=[s.SaringSerializer], responses=s.PerilakuSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        baris: QuerySet[Any] = (
            CatatanPerilaku.objects.aktif().select_related("skp", "pegawai", "oleh").prefetch_related("bukti")
        )
        baris = saring(request, baris, read_body(s.SaringSerializer, request.query_params))
        return halaman(request, baris, s.PerilakuSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=s.PerilakuMasukSerializer, responses={201: s.PerilakuSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        data = read_body(s.PerilakuMasukSerializer, request.data)
        klien_id = kunci(request, data)
        data["skp"] = _skp(request, data)
        data["bukti"] = bukti_terlihat(request, data.get("bukti", []))
        perilaku = services.log_perilaku(pelaku=request.pelaku, klien_id=klien_id, **data)
        return Response(s.PerilakuSerializer(perilaku).data, status=status.HTTP_201_CREATED)


class PerilakuTarik(APIView):
    @extend_schema(request=None, responses=s.PerilakuSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        perilaku = services.withdraw_perilaku(pelaku=request.pelaku, perilaku=perilaku)
        return Response(s.PerilakuSerializer(perilaku).data)


class PerilakuPulihkan(APIView):
    @extend_schema(request=None, responses=s.PerilakuSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        perilaku = services.restore_perilaku(pelaku=request.pelaku, perilaku=perilaku)
        return Response(s.PerilakuSerializer(perilaku).data)


class PerilakuUbah(APIView):
    """Read one entry; change what one wrote, while its day is open."""

    @extend_schema(responses=s.PerilakuSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return _jawab(terlihat(request, CatatanPerilaku, uuid))

    @extend_schema(request=s.PerilakuUbahSerializer, responses=s.PerilakuSerializer)
    def put(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        require(permissions.may_withdraw_perilaku(request.pelaku, perilaku))
        data = read_body(s.PerilakuUbahSerializer, request.data)
        return _jawab(services.edit_perilaku(pelaku=request.pelaku, perilaku=perilaku, **data))


class PerilakuBalas(APIView):
    """Answer what somebody else noted about me."""

    @extend_schema(request=s.BalasSerializer, responses=s.PerilakuSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        require(permissions.may_reply_perilaku(request.pelaku, perilaku))
        data = read_body(s.BalasSerializer, request.data)
        return _jawab(services.reply_perilaku(pelaku=request.pelaku, perilaku=perilaku, **data))


class PengaturanPerilakuSerializer(serializers.Serializer[Any]):
    maks_per_hari = serializers.IntegerField(min_value=1, max_value=BATAS_MAKS_PER_HARI)
    is_rekan_dibuka = serializers.BooleanField()


class PerilakuPengaturan(APIView):
    """How many entries a day, and whether colleagues write."""

    @extend_schema(responses=PengaturanPerilakuSerializer)
    def get(self, request: PermintaanApi) -> Response:
        require(permissions.may_set_perilaku(request.pelaku, request.pelaku.instansi))
        return Response(PengaturanPerilakuSerializer(pengaturan_perilaku(request.pelaku.instansi_id)).data)

    @extend_schema(request=PengaturanPerilakuSerializer, responses=PengaturanPerilakuSerializer)
    def put(self, request: PermintaanApi) -> Response:
        instansi = request.pelaku.instansi
        require(permissions.may_set_perilaku(request.pelaku, instansi))
        data = read_body(PengaturanPerilakuSerializer, request.data)
        hasil = services.set_pengaturan_perilaku(pelaku=request.pelaku, instansi=instansi, **data)
        return Response(PengaturanPerilakuSerializer(hasil).data)


def _jawab(perilaku: CatatanPerilaku) -> Response:
    return Response(s.PerilakuSerializer(perilaku).data)


def _skp(request: PermintaanApi, data: dict[str, Any]) -> Skp:
    """The SKP that was named; of a colleague the one in force, or 404."""
    pegawai = data.pop("pegawai", None)
    if pegawai is None:
        skp: Skp = terlihat(request, Skp, data["skp"])
        return skp
    orang = get_object_or_404(
        Pegawai.objects.filter(pk__in=rekan_of(request.pelaku).values("pk")), uuid=pegawai
    )
    rekan = skp_rekan(orang, timezone.localdate())
    if rekan is None:
        raise Http404
    return rekan
