"""Holidays, the working week, and leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import rules, services
from kinerja.models import Cuti, HariLibur
from kinerja.permissions.kalender import may_manage_kalender
from kinerja.rules import JenisCuti, JenisLibur
from kinerja.rules.kalender import MAKS_NAMA_LIBUR, MAKS_TEMPEL_LIBUR
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai
from pegawai.permintaan import PermintaanApi
from pegawai.rules import require

BATAS_DAFTAR = 500


class LiburSerializer(serializers.ModelSerializer[HariLibur]):
    class Meta:
        model = HariLibur
        fields = ("uuid", "tanggal", "nama", "jenis")


class LiburMasukSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField()
    nama = serializers.CharField(max_length=MAKS_NAMA_LIBUR)
    jenis = serializers.ChoiceField(choices=JenisLibur.choices(), default=JenisLibur.NASIONAL.value)


class HariKerjaSerializer(serializers.Serializer[Any]):
    hari_kerja = serializers.ChoiceField(choices=[5, 6])


class CutiSerializer(serializers.ModelSerializer[Cuti]):
    pegawai = serializers.UUIDField(source="pegawai.uuid")

    class Meta:
        model = Cuti
        fields = ("uuid", "pegawai", "jenis", "mulai", "selesai", "dibuat_pada")


class CutiMasukSerializer(serializers.Serializer[Any]):
    pegawai = serializers.UUIDField(required=False, help_text="Kosong: diri sendiri.")
    jenis = serializers.ChoiceField(choices=JenisCuti.choices())
    mulai = serializers.DateField()
    selesai = serializers.DateField()


class LiburDaftar(APIView):
    @extend_schema(responses=LiburSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """The holidays of the agency, the latest first."""
        semua = HariLibur.objects.visible_to(request.pelaku).order_by("-tanggal")[:BATAS_DAFTAR]
        return Response(LiburSerializer(semua, many=True).data)

    @extend_schema(request=LiburMasukSerializer, responses={201: LiburSerializer})
    def post(self, request: PermintaanApi) -> Response:
        libur = services.add_libur(
            pelaku=request.pelaku,
            instansi=request.pelaku.instansi,
            **read_body(LiburMasukSerializer, request.data),
        )
        return Response(LiburSerializer(libur).data, status=status.HTTP_201_CREATED)


class LiburTempelSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=2020, max_value=2100)
    jenis = serializers.ChoiceField(choices=JenisLibur.choices(), default=JenisLibur.NASIONAL.value)
    daftar = serializers.CharField(
        max_length=MAKS_TEMPEL_LIBUR, help_text="Satu hari per baris: tanggal lalu nama."
    )


class LiburDitolakSerializer(serializers.Serializer[Any]):
    nomor = serializers.IntegerField()
    asli = serializers.CharField()
    alasan = serializers.CharField()


class LiburTertempelSerializer(serializers.Serializer[Any]):
    baru = LiburSerializer(many=True)
    sudah_ada = serializers.IntegerField()
    ditolak = LiburDitolakSerializer(many=True)


class LiburTempel(APIView):
    @extend_schema(request=LiburTempelSerializer, responses=LiburTertempelSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Take in a list; rows that cannot be read come back with their reason and stop no other."""
        instansi = request.pelaku.instansi
        require(may_manage_kalender(request.pelaku, instansi))
        isi = read_body(LiburTempelSerializer, request.data)
        tempelan = rules.baca_libur(isi["daftar"], isi["tahun"], JenisLibur(isi["jenis"]))
        baru = services.add_banyak_libur(pelaku=request.pelaku, instansi=instansi, baris=tempelan.baris)
        hasil = {
            "baru": baru,
            "sudah_ada": len(tempelan.baris) - len(baru),
            "ditolak": tempelan.ditolak,
        }
        return Response(LiburTertempelSerializer(hasil).data)


class LiburHapus(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        libur = get_object_or_404(
            HariLibur.objects.visible_to(request.pelaku).select_related("instansi"), uuid=uuid
        )
        services.delete_libur(pelaku=request.pelaku, libur=libur)
        return Response(status=status.HTTP_204_NO_CONTENT)


class HariKerja(APIView):
    @extend_schema(request=HariKerjaSerializer, responses=HariKerjaSerializer)
    def put(self, request: PermintaanApi) -> Response:
        """Set how many days the working week of the agency has."""
        instansi = services.set_hari_kerja(
            pelaku=request.pelaku,
            instansi=request.pelaku.instansi,
            **read_body(HariKerjaSerializer, request.data),
        )
        return Response({"hari_kerja": instansi.hari_kerja})


class CutiDaftar(APIView):
    @extend_schema(responses=CutiSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """One's own leave and that of one's people, the latest first."""
        semua = Cuti.objects.visible_to(request.pelaku).select_related("pegawai").order_by("-mulai", "-id")
        return Response(CutiSerializer(semua[:BATAS_DAFTAR], many=True).data)

    @extend_schema(request=CutiMasukSerializer, responses={201: CutiSerializer})
    def post(self, request: PermintaanApi) -> Response:
        data = read_body(CutiMasukSerializer, request.data)
        uuid = data.pop("pegawai", None)
        pegawai = (
            get_object_or_404(Pegawai.objects.visible_to(request.pelaku), uuid=uuid)
            if uuid
            else request.pelaku
        )
        cuti = services.record_cuti(pelaku=request.pelaku, pegawai=pegawai, **data)
        return Response(CutiSerializer(cuti).data, status=status.HTTP_201_CREATED)


class CutiHapus(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        cuti = get_object_or_404(
            Cuti.objects.visible_to(request.pelaku).select_related("pegawai__instansi"), uuid=uuid
        )
        services.delete_cuti(pelaku=request.pelaku, cuti=cuti)
        return Response(status=status.HTTP_204_NO_CONTENT)
