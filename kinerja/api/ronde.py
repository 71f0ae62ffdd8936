"""The 360 round. What comes in about a person is answered without repeating it: it has no address."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import permissions, selectors, services
from kinerja.api.dasar import terlihat
from kinerja.api.serializers import NamaOrangSerializer
from kinerja.errors import SudahDijawab
from kinerja.models import PertanyaanRonde, Ronde360
from kinerja.rules import JenisPertanyaan, RelasiRonde
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai, UnitKerja
from pegawai.permintaan import PermintaanApi
from skp.rules import NilaiPerilaku


class PertanyaanRondeSerializer(serializers.ModelSerializer[PertanyaanRonde]):
    class Meta:
        model = PertanyaanRonde
        fields = ("uuid", "urutan", "jenis", "nilai", "teks")


class RondeSerializer(serializers.ModelSerializer[Ronde360]):
    unit: serializers.Field[Any, Any, Any, Any] = serializers.SlugRelatedField(
        slug_field="uuid", many=True, read_only=True
    )
    pertanyaan = PertanyaanRondeSerializer(many=True)

    class Meta:
        model = Ronde360
        fields = (
            "uuid",
            "nama",
            "mulai",
            "selesai",
            "unit",
            "relasi",
            "minimum",
            "status",
            "jumlah_jawaban",
            "pertanyaan",
        )


class RondeMasukSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField(max_length=150)
    mulai = serializers.DateField()
    selesai = serializers.DateField()
    minimum = serializers.IntegerField(default=5, max_value=50)
    relasi = serializers.ListField(child=serializers.ChoiceField(choices=RelasiRonde.choices()))
    unit = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)


class PertanyaanMasukSerializer(serializers.Serializer[Any]):
    teks = serializers.CharField(max_length=300)
    jenis = serializers.ChoiceField(choices=JenisPertanyaan.choices())
    nilai = serializers.ChoiceField(
        choices=NilaiPerilaku.choices(), required=False, allow_blank=True, default=""
    )


class JawabRondeSerializer(serializers.Serializer[Any]):
    pegawai = serializers.UUIDField()
    jawaban = serializers.DictField(
        child=serializers.CharField(max_length=2000, allow_blank=True),
        help_text="UUID pertanyaan → 1 sampai 4, atau kata-kata.",
    )


class TugasRondeSerializer(serializers.Serializer[Any]):
    pegawai = NamaOrangSerializer()
    relasi = serializers.CharField()
    sudah = serializers.BooleanField()


class HasilPertanyaanRondeSerializer(serializers.Serializer[Any]):
    pertanyaan = serializers.CharField(source="pertanyaan.teks")
    jumlah = serializers.IntegerField()
    rata = serializers.DecimalField(max_digits=3, decimal_places=1, allow_null=True)
    kata = serializers.ListField(child=serializers.CharField())


class HasilRondeSerializer(serializers.Serializer[Any]):
    ronde = serializers.CharField(source="ronde.nama")
    relasi = serializers.CharField()
    jumlah = serializers.IntegerField()
    angka = HasilPertanyaanRondeSerializer(many=True)
    kata = HasilPertanyaanRondeSerializer(many=True)


class RondeDaftar(APIView):
    @extend_schema(responses=RondeSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """The rounds that take answers today."""
        terbuka = selectors.ronde_dibuka(request.pelaku, timezone.localdate())
        return Response(RondeSerializer(terbuka, many=True).data)

    @extend_schema(request=RondeMasukSerializer, responses={201: RondeSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Plan a round."""
        permissions.require(permissions.may_manage_ronde(request.pelaku))
        ronde = services.save_ronde(pelaku=request.pelaku, **_isi_ronde(request))
        return Response(RondeSerializer(ronde).data, status=status.HTTP_201_CREATED)


def _isi_ronde(request: PermintaanApi) -> dict[str, Any]:
    data = read_body(RondeMasukSerializer, request.data)
    unit = list(UnitKerja.objects.visible_to(request.pelaku).filter(uuid__in=data["unit"]))
    if len(unit) != len(set(data["unit"])):
        raise serializers.ValidationError({"unit": ["Ada unit yang tidak ditemukan."]})
    return data | {"unit": unit}


def _dikelola(request: PermintaanApi, uuid: uuid_lib.UUID) -> Ronde360:
    ronde: Ronde360 = terlihat(request, Ronde360, uuid)
    permissions.require(permissions.may_manage_ronde(request.pelaku, ronde))
    return ronde


class RondeUbah(APIView):
    @extend_schema(request=RondeMasukSerializer, responses=RondeSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        ronde = _dikelola(request, uuid)
        ronde = services.save_ronde(pelaku=request.pelaku, ronde=ronde, **_isi_ronde(request))
        return Response(RondeSerializer(ronde).data)


class RondePertanyaan(APIView):
    @extend_schema(request=PertanyaanMasukSerializer, responses={201: PertanyaanRondeSerializer})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        ronde = _dikelola(request, uuid)
        data = read_body(PertanyaanMasukSerializer, request.data)
        p = services.add_pertanyaan(pelaku=request.pelaku, ronde=ronde, **data)
        return Response(PertanyaanRondeSerializer(p).data, status=status.HTTP_201_CREATED)


class PertanyaanHapus(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        p = get_object_or_404(
            PertanyaanRonde.objects.filter(ronde__instansi=request.pelaku.instansi_id), uuid=uuid
        )
        services.remove_pertanyaan(pelaku=request.pelaku, pertanyaan=p)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RondeBuka(APIView):
    @extend_schema(request=None, responses=RondeSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        ronde = services.open_ronde(pelaku=request.pelaku, ronde=_dikelola(request, uuid))
        return Response(RondeSerializer(ronde).data)


class RondeBatal(APIView):
    @extend_schema(request=None, responses=RondeSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        ronde = services.cancel_ronde(pelaku=request.pelaku, ronde=_dikelola(request, uuid))
        return Response(RondeSerializer(ronde).data)


class RondeTugas(APIView):
    @extend_schema(responses=TugasRondeSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """About whom one is asked."""
        ronde = terlihat(request, Ronde360, uuid)
        permissions.require(permissions.may_answer_ronde(request.pelaku, ronde, timezone.localdate()))
        return Response(TugasRondeSerializer(selectors.tugas_ronde(request.pelaku, ronde), many=True).data)


class RondeJawab(APIView):
    @extend_schema(request=JawabRondeSerializer, responses={200: None, 201: None})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Answer about one person: 201 the first time; sent again, 200, and the first answer stays.

        No remembered key here (`sekali`): its row would name the sender beside the moment.
        """
        ronde = terlihat(request, Ronde360, uuid)
        permissions.require(permissions.may_answer_ronde(request.pelaku, ronde, timezone.localdate()))
        data = read_body(JawabRondeSerializer, request.data)
        orang = get_object_or_404(
            Pegawai.objects.filter(instansi_id=request.pelaku.instansi_id), uuid=data["pegawai"]
        )
        try:
            services.answer_ronde(pelaku=request.pelaku, ronde=ronde, pegawai=orang, jawaban=data["jawaban"])
        except SudahDijawab:
            return Response({"diterima": "sebelumnya"})
        return Response({"diterima": "baru"}, status=status.HTTP_201_CREATED)


class RondeHasil(APIView):
    @extend_schema(responses=HasilRondeSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """What came of closed rounds about oneself."""
        return Response(HasilRondeSerializer(selectors.hasil_ronde(request.pelaku), many=True).data)
