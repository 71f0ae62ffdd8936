"""Routes of issued documents: signatures, the numbering rule, recaps of units, the public check."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.api.dokumen import jawab_laporan
from evaluasi.api.serializers import DokumenSerializer, LaporanSerializer
from evaluasi.forms.dokumen import MAKS_BERKAS_MB
from evaluasi.laporan.cap import HIAS
from evaluasi.models import Dokumen, PengaturanDokumen, TandaTangan
from evaluasi.rules import MAKS_LEBAR, JenisDokumen, Penomoran, PeranPenanda, baca_kode, tampil_kode
from pegawai.api.dasar import read_body
from pegawai.models import UnitKerja
from pegawai.permintaan import PermintaanApi
from skp.models import Periode


class TandaTanganSerializer(serializers.ModelSerializer[TandaTangan]):
    """One signed file beside a document."""

    class Meta:
        model = TandaTangan
        fields = (
            "uuid",
            "urutan",
            "cara",
            "peran",
            "nama",
            "pada",
            "sertifikat",
            "ukuran",
            "sha256",
            "dicabut_pada",
        )


class DokumenBertandaSerializer(DokumenSerializer):
    tanda_tangan = TandaTanganSerializer(many=True)

    class Meta:
        model = Dokumen
        fields = (*DokumenSerializer.Meta.fields, "tanda_tangan")


class TandaTanganMasukSerializer(serializers.Serializer[Any]):
    """The passphrase and the NIK are used for this one signature and not kept."""

    peran = serializers.ChoiceField(choices=PeranPenanda.choices())
    passphrase = serializers.CharField(max_length=200, trim_whitespace=False, write_only=True)
    nik = serializers.CharField(max_length=24, required=False, write_only=True)


class PindaianMasukSerializer(serializers.Serializer[Any]):
    peran = serializers.MultipleChoiceField(choices=PeranPenanda.choices(), allow_empty=False)
    berkas = serializers.FileField()


class TarikMasukSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=500)


class DokumenSatu(APIView):
    """One issued document."""

    @extend_schema(responses=DokumenBertandaSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Its number, fingerprint and signed files."""
        return Response(
            DokumenBertandaSerializer(
                get_object_or_404(selectors.dokumen_terlihat(request.pelaku), uuid=uuid)
            ).data
        )


class TandaTanganDokumen(APIView):
    @extend_schema(request=TandaTanganMasukSerializer, responses={201: TandaTanganSerializer})
    @sensitive_variables("masuk")
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Sign electronically as one of those named under the document."""
        dokumen = get_object_or_404(selectors.dokumen_terlihat(request.pelaku), uuid=uuid)
        permissions.require(permissions.may_sign(request.pelaku, dokumen))
        masuk = TandaTanganMasukSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        tanda = services.sign_dokumen(
            pelaku=request.pelaku, dokumen=dokumen, hias=HIAS, **masuk.validated_data
        )
        return Response(TandaTanganSerializer(tanda).data, status=status.HTTP_201_CREATED)


class PindaianDokumen(APIView):
    @extend_schema(request=PindaianMasukSerializer, responses={201: TandaTanganSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """File the scan of the signed paper."""
        dokumen = get_object_or_404(selectors.dokumen_terlihat(request.pelaku), uuid=uuid)
        permissions.require(permissions.may_file_pindaian(request.pelaku, dokumen))
        masuk = PindaianMasukSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        tanda = services.file_pindaian(pelaku=request.pelaku, dokumen=dokumen, **masuk.validated_data)
        return Response(TandaTanganSerializer(tanda).data, status=status.HTTP_201_CREATED)


class TarikPindaian(APIView):
    @extend_schema(request=TarikMasukSerializer, responses=TandaTanganSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Take a scan back that was filed by mistake."""
        tanda = get_object_or_404(selectors.tanda_terlihat(request.pelaku), uuid=uuid)
        permissions.require(permissions.may_withdraw_pindaian(request.pelaku, tanda))
        masuk = TarikMasukSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        hasil = services.withdraw_pindaian(pelaku=request.pelaku, tanda=tanda, **masuk.validated_data)
        return Response(TandaTanganSerializer(hasil).data)


class PengaturanDokumenSerializer(serializers.ModelSerializer[PengaturanDokumen]):
    kode = serializers.DictField(child=serializers.CharField(max_length=20, allow_blank=True), default=dict)
    penomoran = serializers.ChoiceField(choices=Penomoran.choices())
    lebar = serializers.IntegerField(min_value=1, max_value=MAKS_LEBAR)

    class Meta:
        model = PengaturanDokumen
        fields = ("pola", "penomoran", "lebar", "kode", "is_paraf_berdua")

    def validate_kode(self, kode: dict[str, str]) -> dict[str, str]:
        if asing := sorted(set(kode) - {j.value for j in JenisDokumen}):
            raise serializers.ValidationError(f"Jenis dokumen {asing[0]} tidak dikenal.")
        return kode


class AturanDokumen(APIView):
    """How the agency numbers and signs documents."""

    @extend_schema(responses=PengaturanDokumenSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """What holds now."""
        permissions.require(permissions.may_set_dokumen(request.pelaku))
        return Response(
            PengaturanDokumenSerializer(selectors.pengaturan_dokumen(request.pelaku.instansi_id)).data
        )

    @extend_schema(request=PengaturanDokumenSerializer, responses=PengaturanDokumenSerializer)
    def put(self, request: PermintaanApi) -> Response:
        """Set it for what is issued from now on."""
        permissions.require(permissions.may_set_dokumen(request.pelaku))
        kini = selectors.pengaturan_dokumen(request.pelaku.instansi_id)
        masuk = PengaturanDokumenSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        isi = PengaturanDokumenSerializer(kini).data | masuk.validated_data
        return Response(
            PengaturanDokumenSerializer(services.set_pengaturan_dokumen(pelaku=request.pelaku, **isi)).data
        )


class RekapMasukSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField()
    periode = serializers.UUIDField()


class RekapUnitApi(APIView):
    @extend_schema(request=RekapMasukSerializer, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Order the recap of a unit with everything below it."""
        permissions.require(permissions.may_monitor(request.pelaku))
        masuk = RekapMasukSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        unit = get_object_or_404(
            UnitKerja.objects.visible_to(request.pelaku), uuid=masuk.validated_data["unit"]
        )
        periode = get_object_or_404(
            Periode.objects.visible_to(request.pelaku), uuid=masuk.validated_data["periode"]
        )
        return jawab_laporan(
            request, services.request_rekap(pelaku=request.pelaku, unit=unit, periode=periode)
        )


class PenandaSerializer(serializers.Serializer[Any]):
    sebutan = serializers.CharField()
    nama = serializers.CharField()
    cara = serializers.CharField(source="tanda.cara", default=None, allow_null=True)
    pada = serializers.DateTimeField(source="tanda.pada", default=None, allow_null=True)


class KeaslianSerializer(serializers.Serializer[Any]):
    """What anybody with the code may know. No rating is in it."""

    nomor = serializers.CharField()
    jenis = serializers.CharField()
    versi = serializers.IntegerField()
    periode = serializers.CharField()
    instansi = serializers.CharField()
    terbit_pada = serializers.DateTimeField()
    penanda_tangan = PenandaSerializer(many=True)
    sha256 = serializers.CharField()
    sudah_diganti = serializers.BooleanField(source="pengganti")


class BerkasMasukSerializer(serializers.Serializer[Any]):
    berkas = serializers.FileField()

    def validate_berkas(self, berkas: Any) -> Any:
        if berkas.size > MAKS_BERKAS_MB << 20:
            raise serializers.ValidationError(
                f"Berkas ini lebih besar dari {MAKS_BERKAS_MB} MB, jadi pasti bukan dokumen kami."
            )
        return berkas


class BandingSerializer(serializers.Serializer[Any]):
    """Whether a file is the document or one of its signed files; `dokumen` is null where it is none of ours."""

    cocok = serializers.BooleanField()
    judul = serializers.CharField()
    teks = serializers.CharField()
    dokumen = KeaslianSerializer(allow_null=True)


def _banding(request: PermintaanApi, temuan: tuple[Dokumen, selectors.Keaslian] | None) -> Response:
    cap = selectors.sidik_berkas(read_body(BerkasMasukSerializer, request.data)["berkas"].chunks())
    temuan = temuan or selectors.keaslian_berkas(cap)
    hasil = selectors.bandingkan(temuan[0], cap) if temuan else selectors.BERKAS_ASING
    isi = {"cocok": hasil.cocok, "judul": hasil.judul, "teks": hasil.teks}
    return Response(BandingSerializer(isi | {"dokumen": temuan[1] if temuan else None}).data)


class BatasVerifikasi(UserRateThrottle):
    """By account, or by address for who has none."""

    scope, rate = "verifikasi", "30/min"


class VerifikasiApi(APIView):
    """The public check of an issued document."""

    permission_classes = (AllowAny,)
    throttle_classes = (BatasVerifikasi,)

    @extend_schema(responses=KeaslianSerializer)
    def get(self, request: PermintaanApi, kode: str) -> Response:
        """Number, kind, time, signers and fingerprint."""
        dokumen, keaslian = self._temuan(kode)
        return Response(
            KeaslianSerializer(keaslian).data | {"kode_verifikasi": tampil_kode(dokumen.kode_verifikasi)}
        )

    @extend_schema(request=BerkasMasukSerializer, responses=BandingSerializer)
    def post(self, request: PermintaanApi, kode: str) -> Response:
        """Hold a file against this document; it is not kept."""
        return _banding(request, self._temuan(kode))

    def _temuan(self, kode: str) -> tuple[Dokumen, selectors.Keaslian]:
        temuan = selectors.keaslian(baca_kode(kode))
        if temuan is None:
            raise NotFound("Tidak ada dokumen dengan kode itu.")
        return temuan


class VerifikasiBerkasApi(APIView):
    """Which issued document a file is, if any."""

    permission_classes = (AllowAny,)
    throttle_classes = (BatasVerifikasi,)

    @extend_schema(
        operation_id="evaluasi_verifikasi_berkas", request=BerkasMasukSerializer, responses=BandingSerializer
    )
    def post(self, request: PermintaanApi) -> Response:
        """Tell it from its content alone; it is not kept."""
        return _banding(request, None)
