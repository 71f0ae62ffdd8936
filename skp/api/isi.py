"""The contents of a draft for other systems: begin one, its RHK, indicators, expectations and annex."""

from __future__ import annotations

from decimal import Decimal
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
from skp import permissions, selectors, services
from skp.api.serializers import IndikatorSerializer, RhkSerializer, SkpSerializer
from skp.api.susunan import get_indikator, get_rhk
from skp.api.views import _jawab, _skp
from skp.errors import RujukanTidakSah
from skp.models import IndikatorKinerja, Periode, RencanaHasilKerja, Skp
from skp.permissions import RUJUKAN_TIDAK_ADA
from skp.rules import (
    Aspek,
    JenisLampiran,
    JenisRhk,
    JenisTarget,
    KlasifikasiRhk,
    NilaiPerilaku,
    Pendekatan,
    Perspektif,
    Polaritas,
)


class SusunSerializer(serializers.Serializer[Any]):
    penempatan = serializers.UUIDField()
    periode = serializers.UUIDField()
    mulai = serializers.DateField(required=False, allow_null=True, default=None)
    selesai = serializers.DateField(required=False, allow_null=True, default=None)
    pendekatan = serializers.ChoiceField(choices=Pendekatan.choices(), default=Pendekatan.KUANTITATIF.value)


class RhkMasukSerializer(serializers.Serializer[Any]):
    """`versi` is the fingerprint that was read; another one in the row means that somebody was faster."""

    teks = serializers.CharField(max_length=1000)
    jenis = serializers.ChoiceField(choices=JenisRhk.choices(), default=JenisRhk.UTAMA.value)
    klasifikasi = serializers.ChoiceField(
        choices=KlasifikasiRhk.choices(), default=KlasifikasiRhk.ORGANISASI.value
    )
    rhk_pimpinan = serializers.UUIDField(required=False, allow_null=True, default=None)
    indikator_pimpinan = serializers.UUIDField(required=False, allow_null=True, default=None)
    rhk_pimpinan_teks = serializers.CharField(max_length=1000, allow_blank=True, default="")
    penugasan_dari = serializers.CharField(max_length=200, allow_blank=True, default="")
    perspektif = serializers.ListField(
        child=serializers.ChoiceField(choices=Perspektif.choices()), default=list
    )
    versi = serializers.CharField(max_length=64, required=False, allow_null=True, default=None)


class AngkaApi(serializers.DecimalField):
    """A number with the digits it was written with: 3.60 is printed 3,60."""

    def quantize(self, value: Decimal) -> Decimal:
        return value


class IndikatorMasukSerializer(serializers.Serializer[Any]):
    teks = serializers.CharField(max_length=1000)
    aspek = serializers.ChoiceField(choices=Aspek.choices(), allow_blank=True, default="")
    jenis_target = serializers.ChoiceField(choices=JenisTarget.choices(), default=JenisTarget.ANGKA.value)
    target_angka = AngkaApi(max_digits=20, decimal_places=4, required=False, allow_null=True, default=None)
    target_angka_maks = AngkaApi(
        max_digits=20, decimal_places=4, required=False, allow_null=True, default=None
    )
    satuan = serializers.CharField(max_length=60, allow_blank=True, default="")
    target_tanggal = serializers.DateField(required=False, allow_null=True, default=None)
    target_teks = serializers.CharField(max_length=1000, allow_blank=True, default="")
    polaritas = serializers.ChoiceField(
        choices=Polaritas.choices(), required=False, allow_null=True, default=None
    )
    versi = serializers.CharField(max_length=64, required=False, allow_null=True, default=None)


class EkspektasiMasukSerializer(serializers.Serializer[Any]):
    """Only the values that are named change; an empty text takes the expectation away."""

    perilaku = serializers.DictField(child=serializers.CharField(max_length=1000, allow_blank=True))

    def validate_perilaku(self, isi: dict[str, str]) -> dict[NilaiPerilaku, str]:
        return {NilaiPerilaku(k): t for k, t in _dikenal(isi, NilaiPerilaku.choices()).items()}


class LampiranMasukSerializer(serializers.Serializer[Any]):
    """Only the lists that are named change."""

    lampiran = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=1000), max_length=100)
    )

    def validate_lampiran(self, isi: dict[str, list[str]]) -> dict[JenisLampiran, list[str]]:
        return {JenisLampiran(k): t for k, t in _dikenal(isi, JenisLampiran.choices()).items()}


def _dikenal(isi: dict[str, Any], pilihan: list[tuple[str, str]]) -> dict[str, Any]:
    asing = sorted(set(isi) - {kunci for kunci, _ in pilihan})
    if asing:
        raise serializers.ValidationError(
            f"“{asing[0]}” tidak dikenal. Pilih salah satu: " + ", ".join(dict(pilihan))
        )
    return isi


def _rujukan(skp: Skp, isi: dict[str, Any]) -> dict[str, Any]:
    """Turn the addresses of the leader's RHK and indicator into rows that this SKP may serve."""
    rhk, indikator = isi.pop("rhk_pimpinan"), isi.pop("indikator_pimpinan")
    if rhk is None:
        return isi
    ketemu = selectors.find_rujukan(skp, f"{rhk}.{indikator}" if indikator else str(rhk))
    if ketemu is None:
        raise RujukanTidakSah(RUJUKAN_TIDAK_ADA, bidang="rhk_pimpinan")
    return isi | {"rhk_pimpinan": ketemu[0], "indikator_pimpinan": ketemu[1]}


def _rhk(objek: RencanaHasilKerja, kode: int = status.HTTP_200_OK) -> Response:
    return Response(RhkSerializer(objek).data, status=kode)


def _indikator(objek: IndikatorKinerja, kode: int = status.HTTP_200_OK) -> Response:
    return Response(IndikatorSerializer(objek).data, status=kode)


class SusunSkp(APIView):
    """Begin an SKP for a placement of one's own."""

    @extend_schema(request=SusunSerializer, responses={201: SkpSerializer})
    def post(self, request: PermintaanApi) -> Response:
        isi = read_body(SusunSerializer, request.data)
        milik = {"instansi": request.pelaku.instansi_id}
        penempatan = get_object_or_404(
            Penempatan.objects.select_related("pegawai__instansi", "unit", "jabatan").filter(
                pegawai=request.pelaku
            ),
            uuid=isi.pop("penempatan"),
        )
        periode = get_object_or_404(Periode.objects.tahunan().filter(**milik), uuid=isi.pop("periode"))
        skp = services.draft_skp(pelaku=request.pelaku, penempatan=penempatan, periode=periode, **isi)
        jawaban = _jawab(request, skp)
        jawaban.status_code = status.HTTP_201_CREATED
        return jawaban


class TambahRhk(APIView):
    """Add an RHK to a draft."""

    @extend_schema(request=RhkMasukSerializer, responses={201: RhkSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        permissions.require(permissions.may_edit_skp(request.pelaku, skp))
        isi = _rujukan(skp, read_body(RhkMasukSerializer, request.data))
        return _rhk(services.save_rhk(pelaku=request.pelaku, skp=skp, **isi), status.HTTP_201_CREATED)


class SatuRhk(APIView):
    """Change an RHK of a draft, or take it out."""

    @extend_schema(request=RhkMasukSerializer, responses=RhkSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        rhk = get_rhk(request, uuid)
        permissions.require(permissions.may_edit_skp(request.pelaku, rhk.skp))
        isi = _rujukan(rhk.skp, read_body(RhkMasukSerializer, request.data))
        return _rhk(services.save_rhk(pelaku=request.pelaku, skp=rhk.skp, rhk=rhk, **isi))

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: UUID) -> Response:
        services.delete_rhk(pelaku=request.pelaku, rhk=get_rhk(request, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TambahIndikator(APIView):
    """Add an indicator to an RHK of a draft."""

    @extend_schema(request=IndikatorMasukSerializer, responses={201: IndikatorSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        rhk = get_rhk(request, uuid)
        permissions.require(permissions.may_edit_skp(request.pelaku, rhk.skp))
        isi = read_body(IndikatorMasukSerializer, request.data)
        return _indikator(
            services.save_indikator(pelaku=request.pelaku, rhk=rhk, **isi), status.HTTP_201_CREATED
        )


class SatuIndikator(APIView):
    """Change an indicator of a draft, or take it out."""

    @extend_schema(request=IndikatorMasukSerializer, responses=IndikatorSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        indikator = get_indikator(request, uuid)
        permissions.require(permissions.may_edit_skp(request.pelaku, indikator.rhk.skp))
        isi = read_body(IndikatorMasukSerializer, request.data)
        return _indikator(
            services.save_indikator(pelaku=request.pelaku, rhk=indikator.rhk, indikator=indikator, **isi)
        )

    @extend_schema(responses={204: None})
    def delete(self, request: PermintaanApi, uuid: UUID) -> Response:
        services.delete_indikator(pelaku=request.pelaku, indikator=get_indikator(request, uuid))
        return Response(status=status.HTTP_204_NO_CONTENT)


class IsiPerilaku(APIView):
    """Write what is expected under the seven values."""

    @extend_schema(request=EkspektasiMasukSerializer, responses=SkpSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(EkspektasiMasukSerializer, request.data)
        return _jawab(request, services.save_perilaku(pelaku=request.pelaku, skp=skp, isi=isi["perilaku"]))


class IsiLampiran(APIView):
    """Write the lists of the annex."""

    @extend_schema(request=LampiranMasukSerializer, responses=SkpSerializer)
    def put(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(LampiranMasukSerializer, request.data)
        return _jawab(request, services.set_lampiran(pelaku=request.pelaku, skp=skp, isi=isi["lampiran"]))
