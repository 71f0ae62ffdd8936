"""Routes of the evaluation API: fetch through `visible_to`, call the same service as the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.api.dasar import get_periode
from evaluasi.api.serializers import (
    BarisSendiriSerializer,
    BarisTimSerializer,
    EvaluasiSerializer,
    FinalSerializer,
    KembalikanEvaluasiSerializer,
    LaporanSerializer,
    RatingSerializer,
    SaringTimSerializer,
    SkpPeriodeSerializer,
)
from evaluasi.models import Evaluasi, Laporan
from evaluasi.tasks import bunyikan
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp.models import Periode, Skp


def _evaluasi(request: PermintaanApi, uuid: UUID) -> Any:
    return get_object_or_404(selectors.evaluasi_halaman(request.pelaku), uuid=uuid)


def _jawab(request: PermintaanApi, evaluasi: Evaluasi, kode: int = 200) -> Response:
    isi = EvaluasiSerializer(_evaluasi(request, evaluasi.uuid), context={"request": request})
    return Response(isi.data, status=kode)


def _skp_periode(request: PermintaanApi) -> dict[str, Any]:
    isi = read_body(SkpPeriodeSerializer, request.data)
    return {
        "skp": get_object_or_404(Skp.objects.visible_to(request.pelaku), uuid=isi["skp"]),
        "periode": get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=isi["periode"]),
    }


class DaftarEvaluasi(APIView):
    """One's own periods, the newest first."""

    @extend_schema(responses=BarisSendiriSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        baris = selectors.evaluasi_sendiri(request.pelaku, timezone.localdate())
        return Response(BarisSendiriSerializer(baris, many=True).data)


class TimEvaluasi(APIView):
    """Everyone whom the caller rates in a period; without one, in the period that matters today."""

    @extend_schema(parameters=[SaringTimSerializer], responses=BarisTimSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        hari = timezone.localdate()
        diminta = read_body(SaringTimSerializer, request.query_params).get("periode")
        pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
        periode = get_periode(pilihan, diminta, hari)
        baris = selectors.tim_penilai(request.pelaku, periode, hari).baris if periode else []
        return Response(BarisTimSerializer(baris, many=True).data)


class BukaEvaluasi(APIView):
    """Open the evaluation of a member; asking again gives the same one."""

    @extend_schema(request=SkpPeriodeSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi) -> Response:
        return _jawab(request, services.open_evaluasi(pelaku=request.pelaku, **_skp_periode(request)))


class AjukanEvaluasi(APIView):
    """Say that one's material is complete."""

    @extend_schema(request=SkpPeriodeSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi) -> Response:
        return _jawab(request, services.submit_evaluasi(pelaku=request.pelaku, **_skp_periode(request)))


class DetailEvaluasi(APIView):
    """One evaluation; its ratings only where they are open to the caller."""

    @extend_schema(responses=EvaluasiSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, _evaluasi(request, uuid))


class RatingEvaluasi(APIView):
    """Note the ratings and their grounds, as far as they have come."""

    @extend_schema(request=RatingSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi, isi = _evaluasi(request, uuid), read_body(RatingSerializer, request.data)
        nomor = isi.pop("versi")
        return _jawab(
            request,
            services.set_rating(pelaku=request.pelaku, evaluasi=evaluasi, nomor_sunting=nomor, **isi),
        )


class KembalikanEvaluasi(APIView):
    """Ask the pegawai for more material."""

    @extend_schema(request=KembalikanEvaluasiSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi, isi = _evaluasi(request, uuid), read_body(KembalikanEvaluasiSerializer, request.data)
        return _jawab(request, services.return_evaluasi(pelaku=request.pelaku, evaluasi=evaluasi, **isi))


class FinalEvaluasi(APIView):
    """Make an evaluation final; its documents are ordered with it."""

    @extend_schema(request=FinalSerializer, responses=EvaluasiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi, isi = _evaluasi(request, uuid), read_body(FinalSerializer, request.data)
        selesai = services.finalise_evaluasi(
            pelaku=request.pelaku, evaluasi=evaluasi, nomor_sunting=isi["versi"]
        )
        if laporan := selectors.laporan_of(selesai):
            bunyikan(laporan)
        return _jawab(request, selesai)


class DokumenEvaluasi(APIView):
    """Order the documents of a final evaluation; what exists is taken as it is."""

    @extend_schema(request=None, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        evaluasi = _evaluasi(request, uuid)
        permissions.require(permissions.may_request_laporan(request.pelaku, [evaluasi]))
        laporan = services.request_laporan(pelaku=request.pelaku, evaluasi=[evaluasi])
        bunyikan(laporan)
        baris = selectors.daftar_laporan(request.pelaku).get(pk=laporan.pk)
        return Response(LaporanSerializer(baris).data, status=status.HTTP_201_CREATED)


class DaftarLaporan(ListAPIView[Laporan]):
    """Jobs that the caller may see, the newest first."""

    request: PermintaanApi
    serializer_class = LaporanSerializer
    queryset = Laporan.objects.none()  # tells the description of the API which model this is

    def get_queryset(self) -> QuerySet[Laporan]:
        hasil: QuerySet[Laporan] = selectors.daftar_laporan(self.request.pelaku)
        return hasil


class DetailLaporan(APIView):
    """How far a job has come."""

    @extend_schema(responses=LaporanSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        laporan = get_object_or_404(selectors.daftar_laporan(request.pelaku), uuid=uuid)
        return Response(LaporanSerializer(laporan).data)
