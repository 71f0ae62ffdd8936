"""Dialog kinerja for other systems."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.permintaan import PermintaanApi
from skp import permissions
from skp.api.serializers import SkpSerializer
from skp.api.views import _jawab, _skp
from skp.models import DialogKinerja
from skp.permissions.dialog import may_view_dialog
from skp.rules import JenisDialog, NilaiPerilaku
from skp.selectors.dialog import dialog_of
from skp.services import dialog as layanan


class DialogSerializer(serializers.ModelSerializer[DialogKinerja]):
    versi = serializers.CharField()
    perilaku = serializers.DictField(child=serializers.CharField())

    class Meta:
        model = DialogKinerja
        fields = (
            "uuid",
            "jenis",
            "tanggal",
            "rencana_kinerja",
            "perilaku",
            "sumber_daya",
            "pertanggungjawaban",
            "konsekuensi",
            "pegawai_setuju_pada",
            "penilai_setuju_pada",
            "versi",
        )


class IsiDialogSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisDialog.choices())
    tanggal = serializers.DateField()
    rencana_kinerja = serializers.CharField(max_length=4000)
    perilaku = serializers.DictField(child=serializers.CharField(max_length=1000), default=dict)
    sumber_daya = serializers.ListField(child=serializers.CharField(max_length=1000), default=list)
    pertanggungjawaban = serializers.ListField(child=serializers.CharField(max_length=1000), default=list)
    konsekuensi = serializers.ListField(child=serializers.CharField(max_length=1000), default=list)

    def validate_perilaku(self, isi: dict[str, str]) -> dict[NilaiPerilaku, str]:
        if asing := set(isi) - {n.value for n in NilaiPerilaku}:
            raise serializers.ValidationError(f"Nilai perilaku tidak dikenal: {', '.join(sorted(asing))}.")
        return {NilaiPerilaku(n): t for n, t in isi.items()}


class SetujuDialogSerializer(serializers.Serializer[Any]):
    versi = serializers.CharField(max_length=32)


def _dialog(request: PermintaanApi, uuid: UUID) -> DialogKinerja:
    return get_object_or_404(
        DialogKinerja.objects.visible_to(request.pelaku).select_related("skp__instansi"), uuid=uuid
    )


class DaftarDialog(APIView):
    """The notes of one SKP; a new one."""

    @extend_schema(responses=DialogSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        permissions.require(may_view_dialog(request.pelaku, skp))
        return Response(DialogSerializer(dialog_of(request.pelaku, skp), many=True).data)

    @extend_schema(request=IsiDialogSerializer, responses=DialogSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(IsiDialogSerializer, request.data)
        dialog = layanan.save_dialog(pelaku=request.pelaku, skp=skp, **isi)
        return Response(DialogSerializer(dialog).data, status=201)


class SetujuDialog(APIView):
    """Confirm the note as it was read."""

    @extend_schema(request=SetujuDialogSerializer, responses=DialogSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        dialog, isi = _dialog(request, uuid), read_body(SetujuDialogSerializer, request.data)
        return Response(
            DialogSerializer(layanan.confirm_dialog(pelaku=request.pelaku, dialog=dialog, **isi)).data
        )


class PakaiDialog(APIView):
    """Take its lists and expectations over into the SKP."""

    @extend_schema(request=None, responses=SkpSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, layanan.apply_dialog(pelaku=request.pelaku, dialog=_dialog(request, uuid)))
