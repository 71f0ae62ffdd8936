"""Routes of the execution API: fetch through `visible_to`, call the same service as the page."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from kinerja import services, tasks
from kinerja.api import serializers as s
from kinerja.bukti.unggah import pasang_batas
from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from kinerja.rules import StatusBukti
from pegawai.permintaan import PermintaanApi
from skp.models import IndikatorKinerja, Periode, RencanaAksi, RencanaHasilKerja, Skp

KUNCI = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.HEADER,
    description="Kunci kiriman.",
)


def isi(serializer: type[Any], data: Any) -> dict[str, Any]:
    masuk = serializer(data=data)
    masuk.is_valid(raise_exception=True)
    return dict(masuk.validated_data)


def kunci(request: PermintaanApi, data: dict[str, Any]) -> uuid_lib.UUID | None:
    """The sender's key, from the header or the body; two different ones are refused."""
    badan = data.pop("klien_id", None)
    tajuk = request.headers.get("Idempotency-Key")
    if tajuk is None:
        return badan
    try:
        nilai = uuid_lib.UUID(tajuk)
    except ValueError:
        raise ValidationError({"klien_id": ["Idempotency-Key harus berupa UUID."]}) from None
    if badan not in (None, nilai):
        raise ValidationError({"klien_id": ["klien_id berbeda dari Idempotency-Key."]})
    return nilai


def terlihat(request: PermintaanApi, model: Any, uuid: uuid_lib.UUID | None) -> Any:
    """A row the person may see, or 404; None stays None."""
    if uuid is None:
        return None
    return get_object_or_404(model.objects.visible_to(request.pelaku), uuid=uuid)


def bagian_skp(request: PermintaanApi, model: Any, uuid: uuid_lib.UUID | None, lewat: str) -> Any:
    """A part of an SKP the person may see, or 404."""
    if uuid is None:
        return None
    cakupan = {f"{lewat}__in": Skp.objects.visible_to(request.pelaku)}
    return get_object_or_404(model.objects.filter(**cakupan), uuid=uuid)


def bukti_terlihat(request: PermintaanApi, daftar: list[uuid_lib.UUID]) -> list[BuktiDukung]:
    semua = {b.uuid: b for b in BuktiDukung.objects.visible_to(request.pelaku).filter(uuid__in=daftar)}
    if len(semua) != len(set(daftar)):
        raise ValidationError({"bukti": ["Ada bukti yang tidak ditemukan."]})
    return [semua[u] for u in dict.fromkeys(daftar)]


def halaman(request: PermintaanApi, baris: QuerySet[Any], serializer: type[Any], view: APIView) -> Response:
    """Page by key, in one shape for all lists."""
    kelas: Any = api_settings.DEFAULT_PAGINATION_CLASS
    penomoran = kelas()
    potong = penomoran.paginate_queryset(baris, request, view=view)
    return penomoran.get_paginated_response(serializer(potong, many=True).data)


def saring(request: PermintaanApi, baris: QuerySet[Any], data: dict[str, Any]) -> QuerySet[Any]:
    """Of one SKP that the person may see, else his own; within the days asked for."""
    if "skp" in data:
        baris = baris.filter(skp=terlihat(request, Skp, data["skp"]))
    else:
        baris = baris.filter(skp__pegawai=request.pelaku)
    if "mulai" in data:
        baris = baris.filter(tanggal__gte=data["mulai"])
    if "selesai" in data:
        baris = baris.filter(tanggal__lte=data["selesai"])
    return baris


class CatatanDaftar(APIView):
    @staticmethod
    def semua() -> QuerySet[Any]:
        return CatatanHarian.objects.select_related("pegawai", "skp", "rhk", "rencana_aksi").prefetch_related(
            "bukti"
        )

    @extend_schema(parameters=[s.SaringSerializer], responses=s.CatatanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Entries of the log, the latest first."""
        baris = saring(
            request,
            self.semua().filter(ditarik_pada__isnull=True),
            isi(s.SaringSerializer, request.query_params),
        )
        return halaman(request, baris, s.CatatanSerializer, self)

    @extend_schema(parameters=[KUNCI], request=s.CatatanMasukSerializer, responses={201: s.CatatanSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Log an entry. The same key again gives the same answer."""
        data = isi(s.CatatanMasukSerializer, request.data)
        klien_id = kunci(request, data)
        catatan = services.log_catatan(
            pelaku=request.pelaku, klien_id=klien_id, **untuk_catatan(request, data)
        )
        baru = self.semua().get(pk=catatan.pk)
        return Response(s.CatatanSerializer(baru).data, status=status.HTTP_201_CREATED)


def untuk_catatan(request: PermintaanApi, data: dict[str, Any]) -> dict[str, Any]:
    """Turn the keys of an entry into rows."""
    data["rhk"] = bagian_skp(request, RencanaHasilKerja, data["rhk"], "skp")
    data["rencana_aksi"] = bagian_skp(request, RencanaAksi, data.get("rencana_aksi"), "rhk__skp")
    if "bukti" in data:
        data["bukti"] = bukti_terlihat(request, data["bukti"])
    return data


class CatatanSatu(APIView):
    @extend_schema(responses=s.CatatanSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(s.CatatanSerializer(terlihat(request, CatatanHarian, uuid)).data)

    @extend_schema(request=s.CatatanUbahSerializer, responses=s.CatatanSerializer)
    def put(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Change an entry; `nomor_sunting` is the one that was read."""
        catatan = terlihat(request, CatatanHarian, uuid)
        data = untuk_catatan(request, isi(s.CatatanUbahSerializer, request.data))
        catatan = services.edit_catatan(pelaku=request.pelaku, catatan=catatan, **data)
        return Response(s.CatatanSerializer(catatan).data)


class CatatanTarik(APIView):
    @extend_schema(request=None, responses=s.CatatanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        catatan = services.withdraw_catatan(
            pelaku=request.pelaku, catatan=terlihat(request, CatatanHarian, uuid)
        )
        return Response(s.CatatanSerializer(catatan).data)


class CatatanPulihkan(APIView):
    @extend_schema(request=None, responses=s.CatatanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        catatan = services.restore_catatan(
            pelaku=request.pelaku, catatan=terlihat(request, CatatanHarian, uuid)
        )
        return Response(s.CatatanSerializer(catatan).data)


class RealisasiDaftar(APIView):
    @extend_schema(parameters=[s.SaringSerializer], responses=s.RealisasiSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        data = isi(s.SaringSerializer, request.query_params)
        baris: QuerySet[Any] = Realisasi.objects.select_related(
            "skp", "indikator", "periode"
        ).prefetch_related("bukti")
        cakup = {"skp": data["skp"]} if "skp" in data else {}
        baris = saring(request, baris, cakup)
        if "mulai" in data:
            baris = baris.filter(periode__selesai__gte=data["mulai"])
        if "selesai" in data:
            baris = baris.filter(periode__mulai__lte=data["selesai"])
        return halaman(request, baris, s.RealisasiSerializer, self)

    @extend_schema(request=s.RealisasiMasukSerializer, responses=s.RealisasiSerializer)
    def put(self, request: PermintaanApi) -> Response:
        """Record or replace the realisasi of an indicator in a period."""
        data = isi(s.RealisasiMasukSerializer, request.data)
        data["indikator"] = bagian_skp(request, IndikatorKinerja, data["indikator"], "rhk__skp")
        data["periode"] = terlihat(request, Periode, data["periode"])
        if "bukti" in data:
            data["bukti"] = bukti_terlihat(request, data["bukti"])
        realisasi = services.record_realisasi(pelaku=request.pelaku, **data)
        return Response(s.RealisasiSerializer(realisasi).data)


class PerilakuDaftar(APIView):
    @extend_schema(parameters=[s.SaringSerializer], responses=s.PerilakuSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        baris: QuerySet[Any] = (
            CatatanPerilaku.objects.aktif().select_related("skp", "pegawai", "oleh").prefetch_related("bukti")
        )
        baris = saring(request, baris, isi(s.SaringSerializer, request.query_params))
        return halaman(request, baris, s.PerilakuSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=s.PerilakuMasukSerializer, responses={201: s.PerilakuSerializer}
    )
    def post(self, request: PermintaanApi) -> Response:
        data = isi(s.PerilakuMasukSerializer, request.data)
        klien_id = kunci(request, data)
        data["skp"] = terlihat(request, Skp, data["skp"])
        data["bukti"] = bukti_terlihat(request, data.get("bukti", []))
        perilaku = services.log_perilaku(pelaku=request.pelaku, klien_id=klien_id, **data)
        return Response(s.PerilakuSerializer(perilaku).data, status=status.HTTP_201_CREATED)


class PerilakuTarik(APIView):
    @extend_schema(request=None, responses=s.PerilakuSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        perilaku = services.withdraw_perilaku(pelaku=request.pelaku, perilaku=perilaku)
        return Response(s.PerilakuSerializer(perilaku).data)


class PerilakuPulihkan(APIView):
    @extend_schema(request=None, responses=s.PerilakuSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        perilaku = terlihat(request, CatatanPerilaku, uuid)
        perilaku = services.restore_perilaku(pelaku=request.pelaku, perilaku=perilaku)
        return Response(s.PerilakuSerializer(perilaku).data)


class UmpanBalikDaftar(APIView):
    @extend_schema(parameters=[s.SaringUmpanBalikSerializer], responses=s.UmpanBalikSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Feedback: received or given by oneself, or all of one SKP that the person may see."""
        data = isi(s.SaringUmpanBalikSerializer, request.query_params)
        baris: QuerySet[Any] = UmpanBalik.objects.select_related(
            "skp", "pegawai", "pemberi", "rhk", "catatan"
        )
        if "skp" not in data and data["arah"] == "diberikan":
            baris = baris.filter(pemberi=request.pelaku)
        else:
            baris = saring(request, baris, data)
        return halaman(request, baris, s.UmpanBalikSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=s.UmpanBalikMasukSerializer, responses={201: s.UmpanBalikSerializer}
    )
    def post(self, request: PermintaanApi) -> Response:
        data = isi(s.UmpanBalikMasukSerializer, request.data)
        klien_id = kunci(request, data)
        data["skp"] = terlihat(request, Skp, data["skp"])
        data["rhk"] = bagian_skp(request, RencanaHasilKerja, data.get("rhk"), "skp")
        data["catatan"] = terlihat(request, CatatanHarian, data.get("catatan"))
        umpan_balik = services.give_umpan_balik(pelaku=request.pelaku, klien_id=klien_id, **data)
        return Response(s.UmpanBalikSerializer(umpan_balik).data, status=status.HTTP_201_CREATED)


class UmpanBalikBalas(APIView):
    @extend_schema(request=s.BalasSerializer, responses=s.UmpanBalikSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = terlihat(request, UmpanBalik, uuid)
        balasan = isi(s.BalasSerializer, request.data)["balasan"]
        umpan_balik = services.reply_umpan_balik(
            pelaku=request.pelaku, umpan_balik=umpan_balik, balasan=balasan
        )
        return Response(s.UmpanBalikSerializer(umpan_balik).data)


class UmpanBalikBaca(APIView):
    @extend_schema(request=None, responses=s.UmpanBalikSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        umpan_balik = services.mark_read(
            pelaku=request.pelaku, umpan_balik=terlihat(request, UmpanBalik, uuid)
        )
        return Response(s.UmpanBalikSerializer(umpan_balik).data)


class BuktiDaftar(APIView):
    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Before anybody reads the body: the limit on its size."""
        pasang_batas(request)
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(
        request={"multipart/form-data": s.BuktiMasukSerializer}, responses={201: s.BuktiSerializer}
    )
    def post(self, request: PermintaanApi) -> Response:
        """Take in a file or a link as evidence under an SKP."""
        kiriman = request.data  # reading the body is what counts its bytes
        if getattr(request, "berkas_terlalu_besar", ()):
            pesan = services.terlalu_besar().pesan
            badan = {"kode": "bukti_dukung_ditolak", "pesan": pesan, "rincian": {"berkas": [pesan]}}
            return Response(badan, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
        data = isi(s.BuktiMasukSerializer, kiriman)
        skp = terlihat(request, Skp, data["skp"])
        if "tautan" in data:
            bukti = services.add_tautan(
                pelaku=request.pelaku, skp=skp, tautan=data["tautan"], nama=data["nama"]
            )
        else:
            berkas = data["berkas"]
            bukti = services.upload_bukti(
                pelaku=request.pelaku, skp=skp, berkas=berkas, nama=data["nama"] or berkas.name
            )
            if bukti.status == StatusBukti.KARANTINA:
                tasks.periksa_bukti.delay_on_commit(bukti.pk)  # type: ignore[attr-defined]
        return Response(s.BuktiSerializer(bukti).data, status=status.HTTP_201_CREATED)


class BuktiSatu(APIView):
    @extend_schema(responses=s.BuktiSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(s.BuktiSerializer(terlihat(request, BuktiDukung, uuid)).data)
