"""Feedback: give, mend, take back, reply, read."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import rules, selectors, services
from kinerja.api import serializers as s
from kinerja.api.dasar import KUNCI, bagian_skp, halaman, kunci, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.models import CatatanHarian, PermintaanUmpanBalik, UmpanBalik
from kinerja.rules import CaraUmpanBalik, PenilaianUmpanBalik, SifatUmpanBalik
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai
from pegawai.permintaan import PermintaanApi
from skp.models import RencanaHasilKerja, Skp


class UmpanBalikUbahSerializer(serializers.Serializer[Any]):
    isi = serializers.CharField(max_length=rules.MAKS_URAIAN)
    sifat = serializers.ChoiceField(choices=SifatUmpanBalik.choices())
    cara = serializers.ChoiceField(choices=CaraUmpanBalik.choices(), default=CaraUmpanBalik.TERTULIS.value)
    penilaian = serializers.ChoiceField(
        choices=PenilaianUmpanBalik.choices(), required=False, allow_blank=True, default=""
    )
    nomor_sunting = serializers.IntegerField(min_value=0, max_value=s.MAKS_NOMOR)


class UmpanBalikDaftar(APIView):
    @extend_schema(parameters=[s.SaringUmpanBalikSerializer], responses=s.UmpanBalikSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Feedback: received or given by oneself, or all of one SKP that the person may see."""
        data = read_body(s.SaringUmpanBalikSerializer, request.query_params)
        arah, skp = data.pop("arah"), terlihat(request, Skp, data.pop("skp", None))
        baris: QuerySet[UmpanBalik]
        if skp is not None:
            baris = (
                UmpanBalik.objects.visible_to(request.pelaku)
                .filter(skp=skp)
                .select_related("skp", "pegawai", "pemberi", "rhk", "catatan", "permintaan")
            )
        elif arah == "diberikan":
            baris = selectors.umpan_balik_diberikan(request.pelaku)
        else:
            baris = selectors.umpan_balik_diterima(request.pelaku)
        return halaman(request, selectors.saring_umpan_balik(baris, **data), s.UmpanBalikSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=s.UmpanBalikMasukSerializer, responses={201: s.UmpanBalikSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        data = read_body(s.UmpanBalikMasukSerializer, request.data)
        klien_id = kunci(request, data)
        data["permintaan"] = terlihat(request, PermintaanUmpanBalik, data.get("permintaan"))
        data["skp"] = _skp(request, data)
        data["rhk"] = bagian_skp(request, RencanaHasilKerja, data.get("rhk"), "skp")
        data["catatan"] = terlihat(request, CatatanHarian, data.get("catatan"))
        umpan_balik = services.give_umpan_balik(pelaku=request.pelaku, klien_id=klien_id, **data)
        return Response(s.UmpanBalikSerializer(umpan_balik).data, status=status.HTTP_201_CREATED)


def _skp(request: PermintaanApi, data: dict[str, Any]) -> Skp:
    """The SKP it hangs on: named by a leader, of the request, or the present one of a person of the agency."""
    kepada = data.pop("kepada", None)
    if data["permintaan"] is not None:
        asal: Skp = data["permintaan"].skp
        return asal
    if kepada is None:
        dilihat: Skp = terlihat(request, Skp, data["skp"])
        return dilihat
    orang = get_object_or_404(Pegawai.objects.filter(instansi_id=request.pelaku.instansi_id), uuid=kepada)
    skp = selectors.skp_kini(orang)
    if skp is None:
        raise NotFound("Orang ini belum memiliki SKP.")
    return skp


class UmpanBalikUbah(APIView):
    @extend_schema(request=UmpanBalikUbahSerializer, responses=s.UmpanBalikSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = terlihat(request, UmpanBalik, uuid)
        data = read_body(UmpanBalikUbahSerializer, request.data)
        umpan_balik = services.edit_umpan_balik(pelaku=request.pelaku, umpan_balik=umpan_balik, **data)
        return Response(s.UmpanBalikSerializer(umpan_balik).data)


class UmpanBalikTarik(APIView):
    @extend_schema(request=None, responses=s.UmpanBalikSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = services.withdraw_umpan_balik(
            pelaku=request.pelaku, umpan_balik=terlihat(request, UmpanBalik, uuid)
        )
        return Response(s.UmpanBalikSerializer(umpan_balik).data)


class UmpanBalikBalas(APIView):
    @extend_schema(request=s.BalasSerializer, responses=s.UmpanBalikSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = terlihat(request, UmpanBalik, uuid)
        balasan = read_body(s.BalasSerializer, request.data)["balasan"]
        umpan_balik = services.reply_umpan_balik(
            pelaku=request.pelaku, umpan_balik=umpan_balik, balasan=balasan
        )
        return Response(s.UmpanBalikSerializer(umpan_balik).data)


class UmpanBalikBaca(APIView):
    @extend_schema(request=None, responses=s.UmpanBalikSerializer)
    @sekali
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = services.mark_read(
            pelaku=request.pelaku, umpan_balik=terlihat(request, UmpanBalik, uuid)
        )
        return Response(s.UmpanBalikSerializer(umpan_balik).data)
