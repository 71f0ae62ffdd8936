"""Action plans for other systems: the table, its proposals, a cell, a period carried on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp import permissions, rules, selectors, services
from skp.api.susunan import get_rhk
from skp.api.views import _skp
from skp.errors import PeriodeTidakSah
from skp.models import RencanaAksi, RencanaHasilKerja, Skp
from skp.selectors.rencana import tabel_rencana, usul_rencana
from skp.services import rencana
from skp.services.rencana import UsulDiterima


class AksiSerializer(serializers.ModelSerializer[RencanaAksi]):
    rhk = serializers.UUIDField(source="rhk.uuid")
    periode = serializers.UUIDField(source="periode.uuid")
    versi = serializers.CharField()

    class Meta:
        model = RencanaAksi
        fields = ("uuid", "rhk", "periode", "teks", "target", "versi")


class SelSerializer(serializers.Serializer[Any]):
    teks = serializers.CharField(max_length=1000)
    target = serializers.CharField(max_length=200)
    versi = serializers.CharField(max_length=32, allow_blank=True, default="")


class UsulSerializer(serializers.Serializer[Any]):
    rhk = serializers.UUIDField()
    periode = serializers.UUIDField()
    teks = serializers.CharField(max_length=1000)
    target = serializers.CharField(max_length=200)


class UsulanSerializer(serializers.Serializer[Any]):
    usulan = UsulSerializer(many=True, allow_empty=False)


class PeriodeSerializer(serializers.Serializer[Any]):
    periode = serializers.UUIDField()


class JumlahSerializer(serializers.Serializer[Any]):
    jumlah = serializers.IntegerField()


def _periode(skp: Skp, uuid: UUID) -> Any:
    ketemu = selectors.periode_skp(skp).filter(uuid=uuid).first()
    if ketemu is None:
        raise PeriodeTidakSah("Periode itu di luar rentang SKP ini. Pilih dari daftar.", bidang="periode")
    return ketemu


class RencanaAksiSkp(APIView):
    """All action plans of one SKP."""

    @extend_schema(responses=AksiSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        aksi = RencanaAksi.objects.filter(rhk__skp=skp).select_related("rhk", "periode")
        return Response(AksiSerializer(aksi.order_by("periode__mulai", "rhk_id", "urutan"), many=True).data)


class UsulanAksi(APIView):
    """Proposals from the yearly targets; accepted in whole or in part."""

    @extend_schema(responses=UsulSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        permissions.require(permissions.may_plan_aksi(request.pelaku, skp))
        rules.check_rencana_aksi(skp.status)
        isi = [
            {"rhk": a.rhk.uuid, "periode": a.periode.uuid, "teks": u.rhk.teks, "target": a.target}
            for u in usul_rencana(tabel_rencana(skp))
            for a in u.aksi
        ]
        return Response(UsulSerializer(isi, many=True).data)

    @extend_schema(request=UsulanSerializer, responses=JumlahSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(UsulanSerializer, request.data)
        permissions.require(permissions.may_plan_aksi(request.pelaku, skp))
        rhk = {r.uuid: r for r in RencanaHasilKerja.objects.filter(skp=skp)}
        masa = {p.uuid: p for p in selectors.periode_skp(skp)}
        if any(u["rhk"] not in rhk or u["periode"] not in masa for u in isi["usulan"]):
            raise PeriodeTidakSah("RHK atau periode itu tidak ada pada SKP ini.", bidang="usulan")
        diterima = [
            UsulDiterima(rhk[u["rhk"]], masa[u["periode"]], u["teks"], u["target"]) for u in isi["usulan"]
        ]
        jumlah = rencana.accept_usulan(pelaku=request.pelaku, skp=skp, usulan=diterima)
        return Response({"jumlah": jumlah})


class SalinPeriode(APIView):
    """Carry one period on to the later ones."""

    @extend_schema(request=PeriodeSerializer, responses=JumlahSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(PeriodeSerializer, request.data)
        permissions.require(permissions.may_plan_aksi(request.pelaku, skp))
        jumlah = rencana.copy_periode(pelaku=request.pelaku, skp=skp, periode=_periode(skp, isi["periode"]))
        return Response({"jumlah": jumlah})


class SelAksi(APIView):
    """Write the plan of one RHK in one period."""

    @extend_schema(request=SelSerializer, responses=AksiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID, periode: UUID) -> Response:
        rhk, isi = get_rhk(request, uuid), read_body(SelSerializer, request.data)
        permissions.require(permissions.may_plan_aksi(request.pelaku, rhk.skp))
        aksi = rencana.save_sel(pelaku=request.pelaku, rhk=rhk, periode=_periode(rhk.skp, periode), **isi)
        return Response(AksiSerializer(aksi).data)


class HapusAksi(APIView):
    """Take an action plan away; it can be taken back."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        aksi = get_object_or_404(
            RencanaAksi.objects.select_related("rhk__skp").filter(
                rhk__in=RencanaHasilKerja.objects.visible_to(request.pelaku)
            ),
            uuid=uuid,
        )
        services.delete_rencana_aksi(pelaku=request.pelaku, aksi=aksi)
        return Response(status=204)
