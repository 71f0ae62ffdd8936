"""Evidence: files at once and in pieces, links, and where they hang."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import permissions, rules, selectors, services, tasks
from kinerja.api import bukti_bentuk as bentuk
from kinerja.api import serializers as s
from kinerja.api.dasar import halaman, terlihat
from kinerja.api.luring_sekali import sekali
from kinerja.bukti.unggah import pasang_batas
from kinerja.models import BuktiDukung, Unggahan
from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp.models import Skp


class BuktiDaftar(APIView):
    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Before anybody reads the body: the limit on its size."""
        pasang_batas(request)
        return super().initialize_request(request, *args, **kwargs)

    @extend_schema(
        parameters=[OpenApiParameter("q", str, description="Kata dalam nama atau tautan.")],
        responses=s.BuktiSerializer(many=True),
    )
    def get(self, request: PermintaanApi) -> Response:
        """Hand out one's own evidence, the latest first."""
        kata = request.GET.get("q", "").strip()[:100]
        return halaman(request, selectors.bukti_saya(request.pelaku, kata), s.BuktiSerializer, self)

    @extend_schema(
        request={"multipart/form-data": s.BuktiMasukSerializer}, responses={201: s.BuktiSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        """Take in a file or a link as evidence under an SKP. A file is examined afterwards: ask for its status."""
        kiriman = request.data  # reading the body is what counts its bytes
        if getattr(request, "berkas_terlalu_besar", ()):
            pesan = services.terlalu_besar().pesan
            badan = {"kode": "bukti_dukung_ditolak", "pesan": pesan, "rincian": {"berkas": [pesan]}}
            return Response(badan, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
        data = read_body(s.BuktiMasukSerializer, kiriman)
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
        tasks.bunyikan(bukti)
        return Response(s.BuktiSerializer(bukti).data, status=status.HTTP_201_CREATED)


class BuktiSatu(APIView):
    @extend_schema(responses=s.BuktiSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(s.BuktiSerializer(terlihat(request, BuktiDukung, uuid)).data)

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Delete one's evidence for good; refused while something uses it or was made final with it."""
        services.delete_bukti(pelaku=request.pelaku, bukti=terlihat(request, BuktiDukung, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class UnggahanDaftar(APIView):
    @extend_schema(
        request=bentuk.UnggahanMasukSerializer,
        responses={200: bentuk.UnggahanSerializer, 201: bentuk.UnggahanSerializer},
    )
    def post(self, request: PermintaanApi) -> Response:
        """Begin an upload in pieces, or go on with the one of the same bytes. Known bytes are finished at once."""
        data = read_body(bentuk.UnggahanMasukSerializer, request.data)
        skp = terlihat(request, Skp, data.pop("skp"))
        unggahan = services.start_unggahan(pelaku=request.pelaku, skp=skp, **data)
        kode = status.HTTP_200_OK if unggahan.diterima else status.HTTP_201_CREATED
        return Response(bentuk.UnggahanSerializer(unggahan).data, status=kode)


class PotonganParser(BaseParser):
    """Leaves the piece where it is: the view reads no more of it than is allowed."""

    media_type = "application/octet-stream"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        return stream


class UnggahanSatu(APIView):
    parser_classes = [PotonganParser]

    @extend_schema(responses=bentuk.UnggahanSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Tell how far an upload has come."""
        return Response(bentuk.UnggahanSerializer(terlihat(request, Unggahan, uuid)).data)

    @extend_schema(
        request={"application/octet-stream": OpenApiTypes.BINARY},
        parameters=[
            OpenApiParameter(
                "Upload-Offset", int, OpenApiParameter.HEADER, required=True, description="Letak byte."
            ),
            OpenApiParameter("X-Sha256", str, OpenApiParameter.HEADER, description="Sidik potongan ini."),
        ],
        responses=bentuk.UnggahanSerializer,
    )
    def patch(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Take the next piece. 409 tells in `diterima` where to go on; the last piece makes it evidence."""
        unggahan = terlihat(request, Unggahan, uuid)
        letak, panjang = _angka(request, "Upload-Offset"), _angka(request, "Content-Length")
        if panjang > rules.POTONGAN_MAKS:
            pesan = f"Satu potongan paling besar {rules.POTONGAN_MAKS} byte. Kirim potongan yang lebih kecil."
            badan = {"kode": "potongan_tidak_cocok", "pesan": pesan, "rincian": {}}
            return Response(badan, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
        if unggahan.bukti_id is not None or letak != unggahan.diterima:
            sekarang = bentuk.UnggahanSerializer(unggahan).data
            pesan = f"Unggahan ini sudah sampai byte {unggahan.diterima}. Lanjutkan dari sana."
            return Response(
                {"kode": "potongan_tidak_cocok", "pesan": pesan, "rincian": {}, **sekarang}, status=409
            )
        unggahan = services.receive_potongan(
            pelaku=request.pelaku,
            unggahan=unggahan,
            letak=letak,
            isi=request._request.read(panjang),
            sha256=request.headers.get("X-Sha256", "")[:64],
        )
        if unggahan.bukti:
            tasks.bunyikan(unggahan.bukti)
        return Response(bentuk.UnggahanSerializer(unggahan).data)

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Give an upload up."""
        services.cancel_unggahan(pelaku=request.pelaku, unggahan=terlihat(request, Unggahan, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _angka(request: PermintaanApi, tajuk: str) -> int:
    nilai = request.headers.get(tajuk, "")
    if not (nilai.isascii() and nilai.isdecimal() and len(nilai) < 12):
        raise ValidationError({tajuk: ["Tulis sebagai bilangan bulat, mulai 0."]})
    return int(nilai)


class _BuktiPada(APIView):
    """Put evidence under an entry, or take it off."""

    def objek(self, request: PermintaanApi) -> Any:
        data = read_body(bentuk.PasangSerializer, request.data)
        semua = selectors.bukti.KELAS[data["jenis"]].objects.visible_to(request.pelaku)
        return get_object_or_404(semua, uuid=data["objek"])


class BuktiPasang(_BuktiPada):
    @extend_schema(request=bentuk.PasangSerializer, responses=s.BuktiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        bukti = terlihat(request, BuktiDukung, uuid)
        bukti = services.attach_bukti(pelaku=request.pelaku, bukti=bukti, objek=self.objek(request))
        return Response(s.BuktiSerializer(bukti).data)


class BuktiLepas(_BuktiPada):
    @extend_schema(request=bentuk.PasangSerializer, responses={204: None})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        bukti = terlihat(request, BuktiDukung, uuid)
        services.detach_bukti(pelaku=request.pelaku, bukti=bukti, objek=self.objek(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TautanJawab(APIView):
    @extend_schema(request=bentuk.JawabTautanSerializer, responses=s.BuktiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """The owner's word on whether his penilai can open a link."""
        bukti = terlihat(request, BuktiDukung, uuid)
        permissions.require(permissions.may_answer_tautan(request.pelaku, bukti))
        data = read_body(bentuk.JawabTautanSerializer, request.data)
        return Response(
            s.BuktiSerializer(services.answer_tautan(pelaku=request.pelaku, bukti=bukti, **data)).data
        )


class TautanLapor(APIView):
    @extend_schema(request=None, responses=s.BuktiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """A reader could not open the link."""
        bukti = services.report_tautan(pelaku=request.pelaku, bukti=terlihat(request, BuktiDukung, uuid))
        return Response(s.BuktiSerializer(bukti).data)


class TautanUlang(APIView):
    @extend_schema(request=None, responses=s.BuktiSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Have a link tried out again."""
        bukti = services.reset_tautan(pelaku=request.pelaku, bukti=terlihat(request, BuktiDukung, uuid))
        tasks.bunyikan(bukti)
        return Response(s.BuktiSerializer(bukti).data)


class AturanBuktiSatu(APIView):
    @extend_schema(responses=bentuk.AturanBuktiSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """What one's agency allows a person to send in a day."""
        return Response(self._keadaan(request))

    @extend_schema(request=bentuk.AturanBuktiSerializer, responses=bentuk.AturanBuktiSerializer)
    def post(self, request: PermintaanApi) -> Response:
        permissions.require(permissions.may_set_aturan_bukti(request.pelaku))
        data = read_body(bentuk.AturanBuktiSerializer, request.data)
        services.set_aturan_bukti(pelaku=request.pelaku, instansi=request.pelaku.instansi, **data)
        return Response(self._keadaan(request))

    def _keadaan(self, request: PermintaanApi) -> dict[str, Any]:
        batas = services.batas_harian(request.pelaku.instansi_id)
        periksa = services.is_tautan_diperiksa(request.pelaku.instansi_id)
        return {"berkas_per_hari": batas.berkas, "mb_per_hari": batas.mb, "periksa_tautan": periksa}
