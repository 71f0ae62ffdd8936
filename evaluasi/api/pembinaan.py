"""Pembinaan that follows from an evaluation."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors
from evaluasi.api.dokumen import jawab_laporan
from evaluasi.api.serializers import LaporanSerializer
from evaluasi.rules import JenisDokumen
from evaluasi.services.laporan import request_dokumen
from evaluasi.services.pembinaan import plan_pembinaan_dari
from kinerja.api.dasar import KUNCI, kunci
from kinerja.api.pembinaan import RencanaDariSerializer, SesiPembinaanSerializer
from kinerja.models import SesiPembinaan
from kinerja.selectors.pembinaan import pembinaan_tampil
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class BeritaAcara(APIView):
    @extend_schema(request=None, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Order the paper of a talk; only the two of it can."""
        terlihat = SesiPembinaan.objects.visible_to(request.pelaku)
        sesi = get_object_or_404(selectors.pembinaan_cetak().filter(pk__in=terlihat), uuid=uuid)
        laporan = request_dokumen(pelaku=request.pelaku, sumber=[sesi], jenis=[JenisDokumen.BERITA_ACARA])
        return jawab_laporan(request, laporan)


class PembinaanEvaluasi(APIView):
    @extend_schema(
        parameters=[KUNCI], request=RencanaDariSerializer, responses={201: SesiPembinaanSerializer}
    )
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Plan a session that follows from a weak predikat."""
        evaluasi = get_object_or_404(selectors.evaluasi_halaman(request.pelaku), uuid=uuid)
        permissions.require(permissions.may_plan_pembinaan_dari(request.pelaku, evaluasi))
        data = read_body(RencanaDariSerializer, request.data)
        klien_id = kunci(request, data)
        sesi = plan_pembinaan_dari(pelaku=request.pelaku, evaluasi=evaluasi, klien_id=klien_id, **data)
        lengkap = pembinaan_tampil().select_related("lanjutan_dari").get(pk=sesi.pk)
        return Response(SesiPembinaanSerializer(lengkap).data, status=status.HTTP_201_CREATED)
