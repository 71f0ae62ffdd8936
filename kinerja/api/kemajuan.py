"""What stands behind a realisasi, and closing a period."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import selectors, services
from kinerja.api import serializers as s
from kinerja.api.dasar import bagian_skp, terlihat
from kinerja.models import BekuRealisasi, PembukaanPeriode
from kinerja.permissions.penutupan import may_reopen_periode
from kinerja.selectors.tutup import sisa_periode
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from pegawai.rules import require
from skp.models import IndikatorKinerja, Periode, Skp
from skp.permissions.gabung import may_set_gabung
from skp.rules import CaraGabung
from skp.services import set_gabung


class UsulRealisasiSerializer(serializers.Serializer[Any]):
    angka = serializers.DecimalField(max_digits=20, decimal_places=4, allow_null=True)
    tanggal = serializers.DateField(allow_null=True)
    teks = serializers.CharField()
    asal = serializers.CharField()
    jumlah_catatan = serializers.IntegerField()


class BekuSerializer(serializers.ModelSerializer[BekuRealisasi]):
    tampil = serializers.CharField()

    class Meta:
        model = BekuRealisasi
        fields = (
            "ke",
            "angka",
            "tanggal",
            "teks",
            "sumber_data",
            "tampil",
            "jumlah_catatan",
            "jumlah_bukti",
            "sidik",
            "alasan",
            "dibuat_pada",
        )


class CatatanDasarSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    tanggal = serializers.DateField()
    uraian = serializers.CharField()
    jumlah = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    satuan = serializers.CharField()
    bukti = serializers.ListField(source="daftar_bukti", child=serializers.DictField())


class DasarSerializer(serializers.Serializer[Any]):
    realisasi = serializers.CharField(source="realisasi.tampil", default=None, allow_null=True)
    usul = UsulRealisasiSerializer(allow_null=True)
    beda_usul = serializers.CharField()
    terhitung = CatatanDasarSerializer(many=True)
    lain = CatatanDasarSerializer(many=True)
    beku = BekuSerializer(many=True)
    is_berubah = serializers.BooleanField()


class RealisasiDasar(APIView):
    """The entries and evidence behind one realisasi."""

    @extend_schema(responses=DasarSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> Response:
        indikator = bagian_skp(request, IndikatorKinerja, uuid, "rhk__skp")
        dasar = selectors.dasar_realisasi(indikator, terlihat(request, Periode, periode))
        return Response(DasarSerializer(dasar).data)


class GabungSerializer(serializers.Serializer[Any]):
    gabung = serializers.ChoiceField(choices=CaraGabung.choices(), allow_blank=True)


class GabungPilih(APIView):
    """How the figures of several periods are put together; blank: what the target says."""

    @extend_schema(request=GabungSerializer, responses=GabungSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        indikator = bagian_skp(request, IndikatorKinerja, uuid, "rhk__skp")
        require(may_set_gabung(request.pelaku, indikator.rhk.skp))
        data = read_body(GabungSerializer, request.data)
        indikator = set_gabung(pelaku=request.pelaku, indikator=indikator, **data)
        return Response({"gabung": indikator.gabung})


class UsulPakaiSerializer(serializers.Serializer[Any]):
    indikator = serializers.UUIDField(required=False, allow_null=True)


class UsulPakai(APIView):
    """Take what the log proposes as realisasi: of one indicator, or of all that have none."""

    @extend_schema(request=UsulPakaiSerializer, responses=s.RealisasiSerializer(many=True))
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> Response:
        data = read_body(UsulPakaiSerializer, request.data)
        indikator = bagian_skp(request, IndikatorKinerja, data.get("indikator"), "rhk__skp")
        hasil = services.take_usul(
            pelaku=request.pelaku,
            skp=terlihat(request, Skp, uuid),
            periode=terlihat(request, Periode, periode),
            indikator=indikator,
        )
        return Response(s.RealisasiSerializer(hasil, many=True).data)


class SisaIndikatorSerializer(serializers.Serializer[Any]):
    indikator = serializers.UUIDField(source="capaian.indikator.uuid")
    teks = serializers.CharField(source="capaian.indikator.teks")
    kurang = serializers.ListField(child=serializers.CharField())
    usul = UsulRealisasiSerializer(source="capaian.usul", allow_null=True)


class SisaPeriodeSerializer(serializers.Serializer[Any]):
    lengkap = serializers.IntegerField()
    banyak = serializers.IntegerField()
    indikator = SisaIndikatorSerializer(many=True)
    nilai_kosong = serializers.ListField(child=serializers.CharField())


class TutupPeriode(APIView):
    """What a period still lacks before it closes."""

    @extend_schema(responses=SisaPeriodeSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> Response:
        skp = terlihat(request, Skp, uuid)
        return Response(SisaPeriodeSerializer(sisa_periode(skp, terlihat(request, Periode, periode))).data)


class PembukaanMasukSerializer(serializers.Serializer[Any]):
    sampai = serializers.DateField()
    alasan = serializers.CharField(max_length=500)


class PembukaanSerializer(serializers.ModelSerializer[PembukaanPeriode]):
    class Meta:
        model = PembukaanPeriode
        fields = ("uuid", "sampai", "alasan", "dibuat_pada")


class PeriodeBuka(APIView):
    """Open one person's closed period again."""

    @extend_schema(request=PembukaanMasukSerializer, responses={201: PembukaanSerializer})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> Response:
        skp = terlihat(request, Skp, uuid)
        require(may_reopen_periode(request.pelaku, skp))
        buka = services.reopen_periode(
            pelaku=request.pelaku,
            skp=skp,
            periode=terlihat(request, Periode, periode),
            **read_body(PembukaanMasukSerializer, request.data),
        )
        return Response(PembukaanSerializer(buka).data, status=status.HTTP_201_CREATED)
