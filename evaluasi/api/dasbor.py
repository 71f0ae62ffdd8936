"""Routes of the dashboards: the same figures as the pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors
from evaluasi.api.dasar import get_periode
from evaluasi.selectors import dasbor as baca
from evaluasi.selectors import tren
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi


class SaringDasborSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField(required=False)
    periode = serializers.UUIDField(required=False)


class SebaranDasborSerializer(serializers.Serializer[Any]):
    """Null where the results of few people would be told."""

    sangat_baik = serializers.IntegerField()
    baik = serializers.IntegerField()
    butuh_perbaikan = serializers.IntegerField()
    kurang = serializers.IntegerField()
    sangat_kurang = serializers.IntegerField()


class BarisDasborSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField(source="unit.uuid")
    nama = serializers.CharField(source="unit.nama")
    wajib = serializers.IntegerField(source="angka.wajib")
    tetap = serializers.IntegerField(source="angka.tetap")
    dinilai = serializers.IntegerField(source="angka.dinilai")
    terbuka = serializers.IntegerField(source="angka.terbuka")
    final = serializers.IntegerField(source="angka.final")
    sebaran = serializers.SerializerMethodField()

    @extend_schema_field(SebaranDasborSerializer(allow_null=True))
    def get_sebaran(self, baris: Any) -> dict[str, Any] | None:
        return dict(SebaranDasborSerializer(baris.angka).data) if baris.tampak else None


class PencilanSerializer(serializers.Serializer[Any]):
    """A unit or a penilai whose results lie far from the whole."""

    kunci = serializers.UUIDField()
    nama = serializers.CharField()
    n = serializers.IntegerField()
    kalimat = serializers.CharField()


class DasborSerializer(BarisDasborSerializer):
    """A unit with everything below it, and its children."""

    unit = serializers.UUIDField(source="unit.uuid", default=None, allow_null=True)
    nama = serializers.CharField(source="unit.nama", default="")
    dihitung_pada = serializers.DateTimeField(allow_null=True)
    bawahan = BarisDasborSerializer(source="baris", many=True)
    pencilan = PencilanSerializer(many=True)
    pencilan_penilai = PencilanSerializer(many=True)


class DasborUnit(APIView):
    """Progress and results of a unit; without one, of the only top one may watch, or of several side by side."""

    @extend_schema(parameters=[SaringDasborSerializer], responses=DasborSerializer)
    def get(self, request: PermintaanApi) -> Response:
        hari = timezone.localdate()
        puncak = permissions.unit_pantauan(request.pelaku, hari)
        permissions.require(permissions.may_monitor(request.pelaku, puncak=puncak))
        data = read_body(SaringDasborSerializer, request.query_params)
        pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
        periode = get_periode(pilihan, data.get("periode"), hari)
        jejak = selectors.jejak_dalam(request.pelaku, str(data.get("unit") or ""), puncak)
        if jejak is None or periode is None:
            raise Http404
        atur = permissions.pengaturan_pola(request.pelaku.instansi_id)
        d = (
            baca.dasbor_unit(request.pelaku, jejak, periode, atur, hari)
            if jejak
            else baca.dasbor_puncak(request.pelaku, puncak, periode, atur, hari)
        )
        return Response(DasborSerializer(d).data)


class TrenSerializer(serializers.Serializer[Any]):
    """One period of one's own."""

    periode = serializers.UUIDField(source="periode.uuid")
    nama_periode = serializers.CharField(source="periode")
    evaluasi = serializers.UUIDField(source="evaluasi.uuid", default=None, allow_null=True)
    rating_hasil = serializers.CharField(source="evaluasi.rating_hasil", default="")
    rating_perilaku = serializers.CharField(source="evaluasi.rating_perilaku", default="")
    predikat = serializers.CharField(source="evaluasi.predikat", default="")
    catatan = serializers.IntegerField()
    realisasi = serializers.IntegerField()
    indikator = serializers.IntegerField()


class DasborSaya(APIView):
    """One's own results and what lies behind them, the newest period first."""

    @extend_schema(responses=TrenSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        pilihan = selectors.periode_pantau(request.pelaku.instansi, timezone.localdate())
        return Response(TrenSerializer(tren.tren_sendiri(request.pelaku, pilihan), many=True).data)


class SaringTimDasborSerializer(serializers.Serializer[Any]):
    periode = serializers.UUIDField(required=False)


class LangkahSerializer(serializers.Serializer[Any]):
    langkah = serializers.CharField()
    orang = serializers.IntegerField()


class DasborTim(APIView):
    """How far the people whom the caller rates have come in a period."""

    @extend_schema(parameters=[SaringTimDasborSerializer], responses=LangkahSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_view_pola(request.pelaku, request.peran))
        hari = timezone.localdate()
        diminta = read_body(SaringTimDasborSerializer, request.query_params).get("periode")
        pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
        periode = get_periode(pilihan, diminta, hari)
        langkah = tren.dasbor_tim(request.pelaku, periode, pilihan, hari).langkah if periode else []
        baris = [{"langkah": u.value, "orang": n} for u, n in langkah]
        return Response(LangkahSerializer(baris, many=True).data)
