"""Routes about people under /api/v1/pegawai/."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from pegawai import permissions, selectors
from pegawai.api.serializers import PegawaiSerializer, RantaiSerializer, SaringPegawaiSerializer
from pegawai.models import UnitKerja
from pegawai.permintaan import PermintaanApi
from pegawai.rules import is_mirip_nip


class RantaiSaya(GenericAPIView):
    serializer_class = RantaiSerializer

    @extend_schema(operation_id="pegawai_saya", summary="Penempatan dan rantai penilai saya hari ini")
    def get(self, request: PermintaanApi) -> Response:
        """Own placement, penilai and atasan penilai today, and what is missing."""
        saya = request.pelaku
        rantai = selectors.rantai_of(saya)
        bahan = {
            "pegawai": saya,
            "nip": saya.nip,
            "pangkat": saya.pangkat,
            "penempatan": rantai.penempatan,
            "tugas_lain": rantai.lain,
            "kepala_unit": rantai.kepala_unit,
            "penilai": rantai.penilai,
            "atasan_penilai": rantai.atasan,
            "peran": sorted(selectors.peran_of(saya, timezone.localdate())),
            "kekurangan": selectors.kekurangan(saya, rantai),
        }
        return Response(RantaiSerializer(bahan).data)


class DaftarPegawai(GenericAPIView):
    serializer_class = PegawaiSerializer

    @extend_schema(
        operation_id="pegawai_daftar",
        summary="Pegawai dalam cakupan peran saya",
        parameters=[SaringPegawaiSerializer],
        responses=PegawaiSerializer(many=True),
    )
    def get(self, request: PermintaanApi) -> Response:
        """People within one's granted roles, by key; refused to who has none."""
        permissions.require(permissions.may_see_people(request.pelaku))
        saring = SaringPegawaiSerializer(data=request.query_params)
        saring.is_valid(raise_exception=True)
        isian = saring.validated_data
        if is_mirip_nip(isian.get("cari", "")):
            raise ValidationError({"cari": ["NIP tidak boleh berada di alamat. Cari dengan nama atau unit."]})
        if "unit" in isian:
            isian["unit"] = UnitKerja.objects.visible_to(request.pelaku).filter(uuid=isian["unit"]).first()
            if isian["unit"] is None:
                raise ValidationError({"unit": ["Unit ini tidak ada di instansi Anda."]})
        semua = selectors.lengkapi_baris(selectors.daftar_pegawai(request.pelaku, **isian))
        halaman = self.paginate_queryset(semua)
        return self.get_paginated_response(PegawaiSerializer(halaman, many=True).data)
