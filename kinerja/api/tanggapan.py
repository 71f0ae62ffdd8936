"""Entries acknowledged, questioned and answered; a week of the team at once."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import selectors, services
from kinerja.api.dasar import KUNCI, kunci, terlihat
from kinerja.models import CatatanHarian, PesanCatatan, TanggapanCatatan
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp.models import Skp


class TanggapanSerializer(serializers.ModelSerializer[TanggapanCatatan]):
    oleh = serializers.CharField(source="oleh.nama_lengkap")
    peran = serializers.CharField()
    berubah_sejak = serializers.BooleanField(source="is_berubah")

    class Meta:
        model = TanggapanCatatan
        fields = ("oleh", "peran", "jenis", "pada", "berubah_sejak")


class PesanSerializer(serializers.ModelSerializer[PesanCatatan]):
    oleh = serializers.CharField(source="oleh.nama_lengkap")

    class Meta:
        model = PesanCatatan
        fields = ("oleh", "isi", "dibuat_pada")


class UtasSerializer(serializers.Serializer[Any]):
    tanggapan = TanggapanSerializer(many=True)
    pesan = PesanSerializer(many=True)
    menunggu_jawaban = serializers.BooleanField()


class PesanMasukSerializer(serializers.Serializer[Any]):
    isi = serializers.CharField(max_length=2000)
    klien_id = serializers.UUIDField(required=False)


class KetahuiMasukSerializer(serializers.Serializer[Any]):
    nomor_sunting = serializers.IntegerField(min_value=0, required=False)


class PekanSaringSerializer(serializers.Serializer[Any]):
    hari = serializers.DateField(required=False)


class PekanPilihSerializer(serializers.Serializer[Any]):
    skp = serializers.UUIDField()
    tanda = serializers.CharField(max_length=40)


class CatatanPilihSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    nomor_sunting = serializers.IntegerField(min_value=0)


class PekanMasukSerializer(serializers.Serializer[Any]):
    hari = serializers.DateField()
    orang = PekanPilihSerializer(many=True, default=list)
    catatan = CatatanPilihSerializer(many=True, default=list)
    klien_id = serializers.UUIDField(required=False)


class PekanBarisSerializer(serializers.Serializer[Any]):
    skp = serializers.UUIDField(source="skp.uuid", default=None)
    nama = serializers.CharField(source="calon.pegawai.nama_lengkap")
    jumlah = serializers.IntegerField()
    belum = serializers.IntegerField()
    ditanyakan = serializers.IntegerField()
    tanda = serializers.CharField(source="isi")


class HasilTanggapanSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField()
    jumlah = serializers.IntegerField()
    alasan = serializers.CharField()


class PekanHasilSerializer(serializers.Serializer[Any]):
    kiriman = serializers.UUIDField()
    hasil = HasilTanggapanSerializer(many=True)


class UrungkanSerializer(serializers.Serializer[Any]):
    kiriman = serializers.UUIDField()


class JumlahTanggapanSerializer(serializers.Serializer[Any]):
    jumlah = serializers.IntegerField()


def _utas(catatan: CatatanHarian) -> Response:
    catatan.refresh_from_db()
    selectors.sematkan_tanggapan([catatan])
    return Response(UtasSerializer(catatan.ditanggapi).data)  # type: ignore[attr-defined]


class CatatanTanggapan(APIView):
    @extend_schema(responses=UtasSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """What was said about an entry."""
        return _utas(terlihat(request, CatatanHarian, uuid))


class CatatanKetahui(APIView):
    @extend_schema(request=KetahuiMasukSerializer, responses=UtasSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Acknowledge an entry; `nomor_sunting` is the version that was read."""
        catatan = terlihat(request, CatatanHarian, uuid)
        services.acknowledge_catatan(
            pelaku=request.pelaku, catatan=catatan, **read_body(KetahuiMasukSerializer, request.data)
        )
        return _utas(catatan)


class CatatanTanyakan(APIView):
    layanan = staticmethod(services.question_catatan)

    @extend_schema(parameters=[KUNCI], request=PesanMasukSerializer, responses=UtasSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Words about an entry. The same key again gives the same answer."""
        catatan = terlihat(request, CatatanHarian, uuid)
        data = read_body(PesanMasukSerializer, request.data)
        klien_id = kunci(request, data)
        self.layanan(pelaku=request.pelaku, catatan=catatan, isi=data["isi"], klien_id=klien_id)
        return _utas(catatan)


class CatatanJawab(CatatanTanyakan):
    layanan = staticmethod(services.answer_catatan)  # type: ignore[assignment]


class TanggapanBatal(APIView):
    @extend_schema(request=None, responses=UtasSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Take one's own acknowledgement or question back."""
        catatan = terlihat(request, CatatanHarian, uuid)
        ada = TanggapanCatatan.objects.filter(catatan=catatan, oleh=request.pelaku).first()
        if ada is None:
            raise Http404
        services.undo_tanggapan(pelaku=request.pelaku, tanggapan=ada)
        return _utas(catatan)


class TimPekan(APIView):
    @extend_schema(parameters=[PekanSaringSerializer], responses=PekanBarisSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """The week of everyone one leads, with the mark that acknowledging sends back."""
        hari = read_body(PekanSaringSerializer, request.query_params).get("hari") or timezone.localdate()
        baris = selectors.pekan_tim(request.pelaku, selectors.anggota_of(request.pelaku), hari)
        return Response(PekanBarisSerializer([b for b in baris if b.skp], many=True).data)

    @extend_schema(parameters=[KUNCI], request=PekanMasukSerializer, responses=PekanHasilSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Acknowledge whole weeks of people and single entries; a result for each."""
        data = read_body(PekanMasukSerializer, request.data)
        kiriman = kunci(request, data) or uuid_lib.uuid4()
        mulai, selesai = selectors.minggu_dari(data["hari"])
        orang = {p["skp"]: p["tanda"] for p in data["orang"]}
        catatan = {c["uuid"]: c["nomor_sunting"] for c in data["catatan"]}
        skp = Skp.objects.visible_to(request.pelaku).filter(uuid__in=orang).select_related("pegawai")
        satuan = CatatanHarian.objects.visible_to(request.pelaku).filter(uuid__in=catatan)
        hasil = services.acknowledge_pekan(
            pelaku=request.pelaku,
            skp={s: orang[s.uuid] for s in skp.order_by("pk")},
            mulai=mulai,
            selesai=selesai,
            kiriman=kiriman,
        )
        hasil += services.acknowledge_banyak(
            pelaku=request.pelaku,
            catatan=[(c, catatan[c.uuid]) for c in satuan.select_related("pegawai").order_by("pk")],
            kiriman=kiriman,
        )
        return Response(PekanHasilSerializer({"kiriman": kiriman, "hasil": hasil}).data)


class TimPekanUrungkan(APIView):
    @extend_schema(request=UrungkanSerializer, responses=JumlahTanggapanSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Take back everything that one sending acknowledged."""
        kiriman = read_body(UrungkanSerializer, request.data)["kiriman"]
        jumlah = services.undo_kiriman(pelaku=request.pelaku, kiriman=kiriman)
        return Response(JumlahTanggapanSerializer({"jumlah": jumlah}).data)
