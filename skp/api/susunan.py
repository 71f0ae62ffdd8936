"""The order of a draft for other systems: the same services as the buttons."""

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
from skp import selectors, services
from skp.api.serializers import SkpSerializer
from skp.api.views import _jawab, _skp
from skp.errors import RujukanTidakSah
from skp.models import IndikatorKinerja, RencanaHasilKerja
from skp.permissions import RUJUKAN_TIDAK_ADA, may_edit_skp, require
from skp.rules import Arah, JenisTerhapus, Pendekatan
from skp.services.tautan import Pasangan, link_rhk


class ArahSerializer(serializers.Serializer[Any]):
    arah = serializers.ChoiceField(choices=Arah.choices())


class PulihkanSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisTerhapus.choices())
    kejadian = serializers.IntegerField(min_value=1, max_value=2_147_483_647)


class PendekatanSerializer(serializers.Serializer[Any]):
    pendekatan = serializers.ChoiceField(choices=Pendekatan.choices())


def get_rhk(request: PermintaanApi, uuid: UUID) -> RencanaHasilKerja:
    return get_object_or_404(
        RencanaHasilKerja.objects.visible_to(request.pelaku).select_related("skp"), uuid=uuid
    )


def get_indikator(request: PermintaanApi, uuid: UUID) -> IndikatorKinerja:
    return get_object_or_404(
        IndikatorKinerja.objects.select_related("rhk__skp").filter(
            rhk__in=RencanaHasilKerja.objects.visible_to(request.pelaku)
        ),
        uuid=uuid,
    )


class GeserRhk(APIView):
    """Move an RHK one step."""

    @extend_schema(request=ArahSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        rhk, isi = get_rhk(request, uuid), read_body(ArahSerializer, request.data)
        return _jawab(request, services.move_rhk(pelaku=request.pelaku, rhk=rhk, **isi).skp)


class PindahRhk(APIView):
    """Make an RHK utama a tambahan, or the reverse."""

    @extend_schema(request=None, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        rhk = get_rhk(request, uuid)
        return _jawab(request, services.switch_jenis(pelaku=request.pelaku, rhk=rhk).skp)


class GandakanRhk(APIView):
    """Put a copy of an RHK with its indicators below it."""

    @extend_schema(request=None, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        rhk = get_rhk(request, uuid)
        return _jawab(request, services.copy_rhk(pelaku=request.pelaku, rhk=rhk).skp)


class GeserIndikator(APIView):
    """Move an indicator one step within its RHK."""

    @extend_schema(request=ArahSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        indikator, isi = get_indikator(request, uuid), read_body(ArahSerializer, request.data)
        services.move_indikator(pelaku=request.pelaku, indikator=indikator, **isi)
        return _jawab(request, indikator.rhk.skp)


class GandakanIndikator(APIView):
    """Put a copy of an indicator below it."""

    @extend_schema(request=None, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        indikator = get_indikator(request, uuid)
        services.copy_indikator(pelaku=request.pelaku, indikator=indikator)
        return _jawab(request, indikator.rhk.skp)


class GantiPendekatan(APIView):
    """Turn a draft to the other approach; what each indicator held is kept for the way back."""

    @extend_schema(request=PendekatanSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(PendekatanSerializer, request.data)
        return _jawab(request, services.change_pendekatan(pelaku=request.pelaku, skp=skp, **isi))


class Pulihkan(APIView):
    """Take back what was deleted lately."""

    @extend_schema(request=PulihkanSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(PulihkanSerializer, request.data)
        return _jawab(request, services.restore_terhapus(pelaku=request.pelaku, skp=skp, **isi))


class PasanganSerializer(serializers.Serializer[Any]):
    rhk = serializers.UUIDField()
    rhk_pimpinan = serializers.UUIDField()
    indikator_pimpinan = serializers.UUIDField(required=False, allow_null=True, default=None)


class TautkanSerializer(serializers.Serializer[Any]):
    tautan = PasanganSerializer(many=True, allow_empty=False)


class TautkanRhk(APIView):
    """Link RHK whose leader's RHK is words so far; all or none."""

    @extend_schema(request=TautkanSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(TautkanSerializer, request.data)
        require(may_edit_skp(request.pelaku, skp))
        milik = {r.uuid: r for r in skp.rhk.all()}
        pasangan: list[Pasangan] = []
        for t in isi["tautan"]:
            nilai = (
                f"{t['rhk_pimpinan']}.{t['indikator_pimpinan']}"
                if t["indikator_pimpinan"]
                else str(t["rhk_pimpinan"])
            )
            ketemu = selectors.find_rujukan(skp, nilai)
            if t["rhk"] not in milik or ketemu is None:
                raise RujukanTidakSah(RUJUKAN_TIDAK_ADA, bidang="tautan")
            pasangan.append((milik[t["rhk"]], *ketemu))
        link_rhk(pelaku=request.pelaku, skp=skp, pasangan=pasangan)
        return _jawab(request, skp)
