"""The flow for other systems: revision, notes, many decisions at once, versions, history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.models import Penempatan
from pegawai.permintaan import PermintaanApi
from skp import selectors, services
from skp.api.serializers import OrangSerializer, SetujuiSerializer, SkpRingkasSerializer, SkpSerializer
from skp.api.views import _jawab, _skp
from skp.models import CatatanTinjauan, Periode
from skp.rules import TandaBeda


class AlasanSkpSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=1000)


class SematSerializer(serializers.Serializer[Any]):
    sasaran = serializers.CharField(
        max_length=80, help_text="umum, rhk-<uuid>, iki-<uuid>, perilaku-<nilai>, atau lampiran-<jenis>."
    )
    teks = serializers.CharField(max_length=2000)


class JawabanSerializer(serializers.Serializer[Any]):
    jawaban = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)


class CatatanTinjauanSerializer(serializers.ModelSerializer[CatatanTinjauan]):
    oleh = OrangSerializer()
    sasaran = serializers.CharField()

    class Meta:
        model = CatatanTinjauan
        fields = (
            "uuid",
            "sasaran",
            "bagian",
            "kutipan",
            "teks",
            "oleh",
            "dibuat_pada",
            "dikirim_pada",
            "jawaban",
            "diselesaikan_pada",
        )


class PilihSerializer(SetujuiSerializer):
    uuid = serializers.UUIDField()


class SetujuiMassalSerializer(serializers.Serializer[Any]):
    pilih = serializers.ListField(child=PilihSerializer(), allow_empty=False, max_length=100)


class HasilSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    disetujui = serializers.BooleanField()
    alasan = serializers.CharField(allow_blank=True)


class PotonganSerializer(serializers.Serializer[Any]):
    tanda = serializers.ChoiceField(choices=TandaBeda.choices())
    teks = serializers.CharField()


class UbahanSerializer(serializers.Serializer[Any]):
    bidang = serializers.CharField(source="label")
    potongan = PotonganSerializer(many=True)


class KejadianSerializer(serializers.Serializer[Any]):
    pada = serializers.DateTimeField()
    versi = serializers.IntegerField()
    kalimat = serializers.CharField()
    catatan = serializers.CharField()
    ubahan = UbahanSerializer(many=True)


class BedaSerializer(serializers.Serializer[Any]):
    judul = serializers.CharField(source="butir.judul")
    tanda = serializers.ChoiceField(choices=TandaBeda.choices())
    bidang = UbahanSerializer(many=True, source="berubah")


class DenganSerializer(serializers.Serializer[Any]):
    dengan = serializers.UUIDField(help_text="Versi lama, atau SKP lain milik orang yang sama.")


class SusunkanSerializer(serializers.Serializer[Any]):
    penempatan = serializers.UUIDField()
    periode = serializers.UUIDField()


class BatalSkp(APIView):
    """Call an SKP or a proposal off, with the reason."""

    @extend_schema(request=AlasanSkpSerializer, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(AlasanSkpSerializer, request.data)
        return _jawab(request, services.cancel_skp(pelaku=request.pelaku, skp=skp, **isi))


class RevisiSkp(APIView):
    """Open a proposal to revise an SKP in force; it is handed in and approved like any SKP."""

    @extend_schema(request=AlasanSkpSerializer, responses={201: SkpSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(AlasanSkpSerializer, request.data)
        jawaban = _jawab(request, services.start_revisi(pelaku=request.pelaku, skp=skp, **isi))
        jawaban.status_code = status.HTTP_201_CREATED
        return jawaban


class SetujuiMassal(APIView):
    """Approve several SKP, each by itself; the answer names each with what became of it."""

    @extend_schema(request=SetujuiMassalSerializer, responses=HasilSerializer(many=True))
    def post(self, request: PermintaanApi) -> Response:
        pilih = {
            p["uuid"]: p.get("nomor_sunting")
            for p in read_body(SetujuiMassalSerializer, request.data)["pilih"]
        }
        ada = {s.uuid: s for s in selectors.skp_halaman(request.pelaku).filter(uuid__in=pilih)}
        hasil = services.approve_many(
            pelaku=request.pelaku, pilihan=[(ada[u], n) for u, n in pilih.items() if u in ada]
        )
        baris = [{"uuid": h.skp.uuid, "disetujui": h.disetujui, "alasan": h.alasan} for h in hasil]
        baris += [
            {"uuid": u, "disetujui": False, "alasan": "SKP ini tidak ditemukan."}
            for u in pilih
            if u not in ada
        ]
        return Response(HasilSerializer(baris, many=True).data)


class DaftarCatatan(APIView):
    """Notes pinned to the items of an SKP."""

    @extend_schema(responses=CatatanTinjauanSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        semua = CatatanTinjauan.objects.visible_to(request.pelaku).filter(skp=skp)
        return Response(
            CatatanTinjauanSerializer(semua.select_related("oleh", "rhk", "indikator"), many=True).data
        )

    @extend_schema(request=SematSerializer, responses={201: CatatanTinjauanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(SematSerializer, request.data)
        catatan = services.pin_catatan(pelaku=request.pelaku, skp=skp, **isi)
        return Response(CatatanTinjauanSerializer(catatan).data, status=status.HTTP_201_CREATED)


def _catatan(request: PermintaanApi, uuid: UUID) -> CatatanTinjauan:
    return get_object_or_404(
        CatatanTinjauan.objects.visible_to(request.pelaku).select_related("skp", "oleh", "rhk", "indikator"),
        uuid=uuid,
    )


class LepasCatatan(APIView):
    """Take back a note that was not sent."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        services.unpin_catatan(pelaku=request.pelaku, catatan=_catatan(request, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class SelesaiCatatan(APIView):
    """Mark a note as mended."""

    @extend_schema(request=JawabanSerializer, responses=CatatanTinjauanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        catatan, isi = _catatan(request, uuid), read_body(JawabanSerializer, request.data)
        return Response(
            CatatanTinjauanSerializer(
                services.settle_catatan(pelaku=request.pelaku, catatan=catatan, **isi)
            ).data
        )


class BukaCatatan(APIView):
    """Take the mark back."""

    @extend_schema(request=None, responses=CatatanTinjauanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        catatan = services.reopen_catatan(pelaku=request.pelaku, catatan=_catatan(request, uuid))
        return Response(CatatanTinjauanSerializer(catatan).data)


class VersiSkp(APIView):
    """All versions of an SKP, the newest first."""

    @extend_schema(responses=SkpRingkasSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return Response(
            SkpRingkasSerializer(selectors.versi_of(request.pelaku, _skp(request, uuid)), many=True).data
        )


class BandingSkp(APIView):
    """What differs from an older version."""

    @extend_schema(parameters=[DenganSerializer], responses=BedaSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        lama = get_object_or_404(
            selectors.skp_halaman(request.pelaku).filter(pegawai=skp.pegawai_id),
            uuid=read_body(DenganSerializer, request.query_params)["dengan"],
        )
        return Response(BedaSerializer(selectors.banding_of(lama, skp).berubah, many=True).data)


class RiwayatSkpApi(APIView):
    """The whole history of an SKP, the latest first."""

    @extend_schema(responses=KejadianSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return Response(KejadianSerializer(selectors.riwayat_of(_skp(request, uuid)), many=True).data)


class SusunkanSkp(APIView):
    """The pengelola kinerja begins an SKP for somebody who missed the deadline."""

    @extend_schema(request=SusunkanSerializer, responses={201: SkpSerializer})
    def post(self, request: PermintaanApi) -> Response:
        isi = read_body(SusunkanSerializer, request.data)
        milik = {"instansi": request.pelaku.instansi_id}
        skp = services.draft_for(
            pelaku=request.pelaku,
            penempatan=get_object_or_404(
                Penempatan.objects.select_related("pegawai__instansi", "unit", "jabatan").filter(**milik),
                uuid=isi["penempatan"],
            ),
            periode=get_object_or_404(Periode.objects.tahunan().filter(**milik), uuid=isi["periode"]),
        )
        jawaban = _jawab(request, skp)
        jawaban.status_code = status.HTTP_201_CREATED
        return jawaban
