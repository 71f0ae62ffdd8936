"""Routes of documents of an SKP: list, order."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.api.serializers import (
    DokumenSerializer,
    LaporanSerializer,
    MintaDokumenSkpSerializer,
    MintaMassalSerializer,
)
from evaluasi.models import Laporan
from evaluasi.rules import BentukLaporan, JenisDokumen, KeadaanCetak
from evaluasi.tasks import bunyikan
from pegawai.models import UnitKerja
from pegawai.permintaan import PermintaanApi
from skp.models import PerjanjianKinerja, Skp


def jawab_laporan(request: PermintaanApi, laporan: Laporan) -> Response:
    """Ring for a new job and describe it."""
    bunyikan(laporan)
    baris = selectors.daftar_laporan(request.pelaku).get(pk=laporan.pk)
    return Response(LaporanSerializer(baris).data, status=status.HTTP_201_CREATED)


class DokumenSkp(APIView):
    """Documents of one SKP."""

    def _skp(self, request: PermintaanApi, uuid: UUID) -> Skp:
        return get_object_or_404(selectors.skp_berdokumen(request.pelaku), uuid=uuid)

    @extend_schema(responses=DokumenSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        """What was issued."""
        dokumen = selectors.dokumen_skp(self._skp(request, uuid), request.pelaku)
        return Response(DokumenSerializer(dokumen, many=True).data)

    @extend_schema(request=MintaDokumenSkpSerializer, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Order; of an SKP that is not fixed a draft is made."""
        skp = self._skp(request, uuid)
        masuk = MintaDokumenSkpSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        laporan = services.request_dokumen(
            pelaku=request.pelaku,
            sumber=[skp],
            jenis=[JenisDokumen(j) for j in masuk.validated_data["jenis"]],
            draf=not selectors.is_siap_terbit(skp),
        )
        return jawab_laporan(request, laporan)


class DokumenPerjanjian(APIView):
    """The paper of one Perjanjian Kinerja."""

    @extend_schema(request=None, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Order; of one that is not agreed a draft is made."""
        semua = selectors.perjanjian_cetak().filter(
            pk__in=PerjanjianKinerja.objects.visible_to(request.pelaku)
        )
        pk = get_object_or_404(semua, uuid=uuid)
        laporan = services.request_dokumen(
            pelaku=request.pelaku,
            sumber=[pk],
            jenis=[JenisDokumen.PERJANJIAN],
            draf=not selectors.is_siap_terbit(pk),
        )
        return jawab_laporan(request, laporan)


class MassalSkp(APIView):
    """Documents of a unit as one file."""

    @extend_schema(request=MintaMassalSerializer, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Order; the job is watched at its own address, the file lies at its `unduh`."""
        permissions.require(permissions.may_request_massal(request.pelaku))
        masuk = MintaMassalSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        isi = masuk.validated_data
        unit = None
        if isi.get("unit"):
            terlihat = UnitKerja.objects.filter(instansi=request.pelaku.instansi_id)
            unit = get_object_or_404(terlihat, uuid=isi["unit"])
        laporan = services.request_massal(
            pelaku=request.pelaku,
            unit=unit,
            tahun=isi["tahun"],
            jenis=[JenisDokumen(j) for j in isi["jenis"]],
            keadaan=KeadaanCetak(isi["keadaan"]),
            bentuk=BentukLaporan(isi["bentuk"]),
        )
        return jawab_laporan(request, laporan)
