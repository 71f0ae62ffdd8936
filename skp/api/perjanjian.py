"""Routes of the Perjanjian Kinerja: fetch through `visible_to`, call the same service as the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.models import Penempatan
from pegawai.permintaan import PermintaanApi
from skp import permissions, selectors, services
from skp.api.serializers import KembalikanSerializer, OrangSerializer, SetujuiSerializer
from skp.errors import PerjanjianTidakSah
from skp.models import IndikatorPk, PerjanjianKinerja, ProgramPk, RiwayatPk, SasaranPk, Skp
from skp.models.perjanjian import PerjanjianKinerjaQuerySet
from skp.rules import AlasanRevisiPk, StatusPk


class PkRingkasSerializer(serializers.ModelSerializer[PerjanjianKinerja]):
    """One line of a list."""

    pihak_pertama = OrangSerializer(source="pegawai")
    pihak_kedua = OrangSerializer(allow_null=True)
    jabatan = serializers.CharField(source="penempatan.jabatan_tampil")
    unit = serializers.CharField(source="unit.nama")
    giliran = serializers.CharField()

    class Meta:
        model = PerjanjianKinerja
        fields = (
            "uuid",
            "tahun",
            "pihak_pertama",
            "pihak_kedua",
            "jabatan",
            "unit",
            "tingkat",
            "anggaran_pada",
            "versi",
            "jenis_revisi",
            "alasan_revisi",
            "status",
            "giliran",
            "nomor_sunting",
            "diajukan_pada",
            "disepakati_pada",
        )


class IndikatorPkSerializer(serializers.ModelSerializer[IndikatorPk]):
    target = serializers.CharField(source="target_tampil")

    class Meta:
        model = IndikatorPk
        fields = (
            "uuid",
            "kunci",
            "teks",
            "is_iku",
            "target",
            "jenis_target",
            "target_angka",
            "target_angka_maks",
            "satuan",
            "target_tanggal",
            "target_teks",
            "polaritas",
        )


class SasaranPkSerializer(serializers.ModelSerializer[SasaranPk]):
    indikator = IndikatorPkSerializer(many=True)

    class Meta:
        model = SasaranPk
        fields = ("uuid", "kunci", "teks", "indikator")


class ProgramPkSerializer(serializers.ModelSerializer[ProgramPk]):
    class Meta:
        model = ProgramPk
        fields = ("uuid", "kunci", "nama", "anggaran", "keterangan")


class RiwayatPkSerializer(serializers.ModelSerializer[RiwayatPk]):
    oleh = OrangSerializer()

    class Meta:
        model = RiwayatPk
        fields = ("dari", "ke", "oleh", "pada", "catatan")


class KekuranganPkSerializer(serializers.Serializer[Any]):
    pesan = serializers.CharField()
    bagian = serializers.CharField()


class PkSerializer(serializers.Serializer[Any]):
    """One PK whole."""

    perjanjian = PkRingkasSerializer(source="pk")
    sasaran = SasaranPkSerializer(many=True)
    program = ProgramPkSerializer(many=True)
    total = serializers.DecimalField(max_digits=22, decimal_places=2)
    riwayat = RiwayatPkSerializer(many=True)
    kekurangan = KekuranganPkSerializer(many=True)


class SusunPkSerializer(serializers.Serializer[Any]):
    penempatan = serializers.UUIDField()
    tahun = serializers.IntegerField(min_value=2000, max_value=2100)


class RevisiPkSerializer(serializers.Serializer[Any]):
    jenis_revisi = serializers.ChoiceField(choices=AlasanRevisiPk.choices())
    alasan_revisi = serializers.CharField(max_length=1000)


class BatalPkSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=1000)


class TempelPkSerializer(serializers.Serializer[Any]):
    tempel = serializers.CharField(max_length=200_000, trim_whitespace=False)


class BarisDitolakSerializer(serializers.Serializer[Any]):
    nomor = serializers.IntegerField()
    asli = serializers.CharField()
    alasan = serializers.CharField()


class HasilTempelPkSerializer(serializers.Serializer[Any]):
    baru = serializers.IntegerField()
    diperbarui = serializers.IntegerField()
    sama = serializers.IntegerField()
    ditolak = BarisDitolakSerializer(source="tempelan.ditolak", many=True)


class AmbilPkSerializer(serializers.Serializer[Any]):
    butir = serializers.ListField(child=serializers.UUIDField(), max_length=2000)


class HasilAmbilSerializer(serializers.Serializer[Any]):
    rhk_baru = serializers.IntegerField()
    iki_baru = serializers.IntegerField()
    disesuaikan = serializers.IntegerField()


class SaringPkSerializer(serializers.Serializer[Any]):
    """Which PK a list asks for."""

    tahun = serializers.IntegerField(required=False, min_value=2000, max_value=2100)
    status = serializers.ChoiceField(required=False, choices=StatusPk.choices())


def _pk(request: PermintaanApi, uuid: UUID) -> PerjanjianKinerja:
    return get_object_or_404(selectors.pk_halaman(request.pelaku), uuid=uuid)


def _jawab(request: PermintaanApi, pk: PerjanjianKinerja, status: int = 200) -> Response:
    return Response(PkSerializer(selectors.dokumen_pk(_pk(request, pk.uuid))).data, status=status)


class DaftarPk(ListAPIView[PerjanjianKinerja]):
    """PK that the caller may see, the newest first; POST begins one."""

    serializer_class = PkRingkasSerializer
    queryset = PerjanjianKinerja.objects.none()  # tells the description of the API which model this is
    request: PermintaanApi

    @extend_schema(parameters=[SaringPkSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)

    @extend_schema(request=SusunPkSerializer, responses={201: PkSerializer})
    def post(self, request: PermintaanApi) -> Response:
        isi = read_body(SusunPkSerializer, request.data)
        tempat = Penempatan.objects.select_related("pegawai", "jabatan", "unit")
        penempatan = get_object_or_404(tempat.visible_to(request.pelaku), uuid=isi["penempatan"])
        pk = services.draft_pk(pelaku=request.pelaku, penempatan=penempatan, tahun=isi["tahun"])
        return _jawab(request, pk, 201)

    def get_queryset(self) -> PerjanjianKinerjaQuerySet:
        saring = read_body(SaringPkSerializer, self.request.query_params)
        return selectors.pk_halaman(self.request.pelaku).filter(**saring)


class DetailPk(APIView):
    """One PK whole."""

    @extend_schema(responses=PkSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, _pk(request, uuid))


class AjukanPk(APIView):
    """Hand one's PK to the second party; a head of region fixes it with the same act."""

    @extend_schema(request=None, responses=PkSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, services.submit_pk(pelaku=request.pelaku, pk=_pk(request, uuid)))


class TarikPk(APIView):
    """Take back what was handed in."""

    @extend_schema(request=None, responses=PkSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        return _jawab(request, services.withdraw_pk(pelaku=request.pelaku, pk=_pk(request, uuid)))


class SepakatiPk(APIView):
    """Agree a PK as its second party."""

    @extend_schema(request=SetujuiSerializer, responses=PkSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk, isi = _pk(request, uuid), read_body(SetujuiSerializer, request.data)
        return _jawab(request, services.agree_pk(pelaku=request.pelaku, pk=pk, **isi))


class KembalikanPk(APIView):
    """Send a PK back with a note."""

    @extend_schema(request=KembalikanSerializer, responses=PkSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk, isi = _pk(request, uuid), read_body(KembalikanSerializer, request.data)
        return _jawab(request, services.return_pk(pelaku=request.pelaku, pk=pk, **isi))


class BatalPk(APIView):
    """Call a PK off, with the reason."""

    @extend_schema(request=BatalPkSerializer, responses=PkSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk, isi = _pk(request, uuid), read_body(BatalPkSerializer, request.data)
        return _jawab(request, services.cancel_pk(pelaku=request.pelaku, pk=pk, **isi))


class RevisiPk(APIView):
    """Begin the next version, with the reason."""

    @extend_schema(request=RevisiPkSerializer, responses={201: PkSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk, isi = _pk(request, uuid), read_body(RevisiPkSerializer, request.data)
        return _jawab(request, services.revise_pk(pelaku=request.pelaku, pk=pk, **isi), 201)


class TempelPk(APIView):
    """Take rows of a spreadsheet in; the answer names the rows that were refused."""

    @extend_schema(request=TempelPkSerializer, responses=HasilTempelPkSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        pk, isi = _pk(request, uuid), read_body(TempelPkSerializer, request.data)
        hasil = services.paste_pk(pelaku=request.pelaku, pk=pk, **isi)
        return Response(HasilTempelPkSerializer(hasil).data)


class AmbilPk(APIView):
    """Take chosen items of the PK over into the SKP of the same post."""

    @extend_schema(
        operation_id="skp_ambil_perjanjian", request=AmbilPkSerializer, responses=HasilAmbilSerializer
    )
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp: Skp = get_object_or_404(selectors.skp_halaman(request.pelaku), uuid=uuid)
        permissions.require(permissions.may_edit_skp(request.pelaku, skp))
        isi = read_body(AmbilPkSerializer, request.data)
        pk = selectors.pk_untuk_skp(skp)
        if pk is None:
            raise PerjanjianTidakSah("Belum ada perjanjian kinerja untuk jabatan dan tahun SKP ini.")
        hasil = services.take_pk(pelaku=request.pelaku, skp=skp, pk=pk, **isi)
        return Response(HasilAmbilSerializer(hasil).data)
