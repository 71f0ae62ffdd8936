"""Routes of typing less: the same services as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pegawai.api.dasar import read_body
from pegawai.models import Jabatan
from pegawai.permintaan import PermintaanApi
from skp import rules, selectors, services
from skp.api.views import _skp
from skp.laporan.ringan import XLSX, skp_xlsx
from skp.models import BankRhk
from skp.permissions import may_edit_skp, require
from skp.permissions.ringan import may_manage_bank
from skp.rules import Aspek, JenisRhk, JenisTarget, KodeNasihat


class SumberSerializer(serializers.Serializer[Any]):
    """An SKP that may be copied."""

    uuid = serializers.UUIDField()
    tahun = serializers.IntegerField(source="periode.tahun")
    nama = serializers.CharField(source="pegawai.nama_lengkap")
    jabatan = serializers.CharField(source="penempatan.jabatan_tampil")
    unit = serializers.CharField(source="penempatan.unit.nama")
    is_rekan = serializers.BooleanField(source="rekan")
    jumlah_rhk = serializers.IntegerField()


class SalinSerializer(serializers.Serializer[Any]):
    """From which SKP, and what of it; without `pilih` everything."""

    sumber = serializers.UUIDField()
    pilih = serializers.ListField(child=serializers.CharField(max_length=80), required=False, max_length=1000)


class HasilSalinSerializer(serializers.Serializer[Any]):
    rhk = serializers.IntegerField()
    indikator = serializers.IntegerField()
    ekspektasi = serializers.IntegerField()
    lampiran = serializers.IntegerField()
    aksi = serializers.IntegerField()
    sudah_ada = serializers.IntegerField()
    aksi_di_luar = serializers.IntegerField()
    tertaut = serializers.IntegerField()
    dengan_kata = serializers.IntegerField()
    kalimat = serializers.CharField()


class SalinSkp(APIView):
    """What a draft may be filled from, and filling it."""

    @extend_schema(responses=SumberSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp = _skp(request, uuid)
        require(may_edit_skp(request.pelaku, skp))
        rules.check_bisa_disunting(skp.status)
        sumber = selectors.sumber_salinan(skp).order_by(*selectors.URUT_SUMBER)[:50]
        return Response(SumberSerializer(sumber, many=True).data)

    @extend_schema(request=SalinSerializer, responses=HasilSalinSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        skp, isi = _skp(request, uuid), read_body(SalinSerializer, request.data)
        require(may_edit_skp(request.pelaku, skp))
        sumber = get_object_or_404(selectors.sumber_salinan(skp), uuid=isi["sumber"])
        hasil = services.copy_skp(pelaku=request.pelaku, skp=skp, sumber=sumber, pilih=isi.get("pilih"))
        return Response(HasilSalinSerializer(hasil).data)


class NasihatSerializer(serializers.Serializer[Any]):
    """One remark; `ditutup`: the owner says that it is right as it is."""

    kode = serializers.CharField(source="nasihat.kode")
    kalimat = serializers.CharField(source="nasihat.kalimat")
    kunci = serializers.UUIDField(source="nasihat.kunci")
    rhk = serializers.UUIDField(source="nasihat.rhk")
    ditutup = serializers.BooleanField()


class TutupNasihatSerializer(serializers.Serializer[Any]):
    kode = serializers.ChoiceField(choices=KodeNasihat.choices())
    kunci = serializers.UUIDField()


class NasihatSkp(APIView):
    """Advice on the wording of an SKP, and "Sudah benar"."""

    @extend_schema(responses=NasihatSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return self._jawab(request, uuid)

    @extend_schema(request=TutupNasihatSerializer, responses=NasihatSerializer(many=True))
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        isi = read_body(TutupNasihatSerializer, request.data)
        services.dismiss_nasihat(
            pelaku=request.pelaku, skp=_skp(request, uuid), kode=isi["kode"], kunci=str(isi["kunci"])
        )
        return self._jawab(request, uuid)

    def _jawab(self, request: PermintaanApi, uuid: UUID) -> Response:
        semua = selectors.nasihat_of(_skp(request, uuid))
        return Response(NasihatSerializer([t for daftar in semua.values() for t in daftar], many=True).data)


class BankIkiSerializer(serializers.Serializer[Any]):
    aspek = serializers.ChoiceField(choices=Aspek.choices(), required=False, allow_blank=True, default="")
    teks = serializers.CharField(max_length=1000)
    jenis_target = serializers.ChoiceField(choices=JenisTarget.choices(), default=JenisTarget.ANGKA.value)
    satuan = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class BankSerializer(serializers.Serializer[Any]):
    """One entry of the bank."""

    uuid = serializers.UUIDField()
    jabatan = serializers.CharField(source="jabatan.nama")
    jenis = serializers.CharField()
    teks = serializers.CharField()
    is_aktif = serializers.BooleanField()
    iki = BankIkiSerializer(many=True, source="iki.all")


class BankSaringSerializer(serializers.Serializer[Any]):
    cari = serializers.CharField(required=False, allow_blank=True, max_length=100, default="")
    jabatan = serializers.UUIDField(required=False)
    aspek = serializers.ChoiceField(choices=Aspek.choices(), required=False, default="")


class BankTulisSerializer(serializers.Serializer[Any]):
    """A new entry: for which post (uuid), in which words."""

    jabatan = serializers.UUIDField()
    jenis = serializers.ChoiceField(choices=JenisRhk.choices(), default=JenisRhk.UTAMA.value)
    teks = serializers.CharField(max_length=2000)
    iki = BankIkiSerializer(many=True, required=False)


class BankAktifSerializer(serializers.Serializer[Any]):
    """Retire an entry, offer it again, or let it go into another one (uuid)."""

    aktif = serializers.BooleanField(required=False)
    gabung_ke = serializers.UUIDField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError("Isi salah satu: aktif atau gabung_ke.")
        return attrs


class BankDaftar(ListAPIView[BankRhk]):
    """The bank of the agency: search, and a new entry by its admin."""

    serializer_class = BankSerializer
    queryset = BankRhk.objects.none()  # tells the description of the API which model this is
    request: PermintaanApi

    @extend_schema(parameters=[BankSaringSerializer])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        saring = read_body(BankSaringSerializer, self.request.query_params)
        return selectors.cari_bank(
            self.request.pelaku,
            cari=saring["cari"],
            jabatan=str(saring.get("jabatan", "")),
            aspek=saring["aspek"],
        )

    @extend_schema(request=BankTulisSerializer, responses=BankSerializer)
    def post(self, request: PermintaanApi) -> Response:
        require(may_manage_bank(request.pelaku))
        isi = read_body(BankTulisSerializer, request.data)
        jabatan = get_object_or_404(Jabatan, instansi=request.pelaku.instansi_id, uuid=isi["jabatan"])
        bank = services.save_bank_rhk(
            pelaku=request.pelaku,
            jabatan=jabatan,
            teks=isi["teks"],
            jenis=JenisRhk(isi["jenis"]),
            iki=[services.IsiIki(**i) for i in isi.get("iki", [])],
        )
        return Response(BankSerializer(bank).data, status=201)


class BankSatu(APIView):
    """Retire, offer again or merge one entry."""

    @extend_schema(operation_id="skp_bank_ubah", request=BankAktifSerializer, responses=BankSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        semua = BankRhk.objects.visible_to(request.pelaku)
        bank = get_object_or_404(semua, uuid=uuid)
        require(may_manage_bank(request.pelaku, bank))
        isi = read_body(BankAktifSerializer, request.data)
        if "aktif" in isi:
            hasil = services.set_bank_aktif(pelaku=request.pelaku, bank=bank, aktif=isi["aktif"])
        else:
            ke = get_object_or_404(semua, uuid=isi["gabung_ke"])
            hasil = services.merge_bank(pelaku=request.pelaku, bank=bank, ke=ke)
        return Response(BankSerializer(hasil).data)


class EksporSkp(APIView):
    """One SKP as a workbook."""

    @extend_schema(responses={(200, XLSX): bytes})
    def get(self, request: PermintaanApi, uuid: UUID) -> HttpResponse:
        skp = _skp(request, uuid)
        jawab = HttpResponse(skp_xlsx(selectors.dokumen_skp(skp)), content_type=XLSX)
        jawab["Content-Disposition"] = f'attachment; filename="skp-{skp.periode.tahun}.xlsx"'
        return jawab
