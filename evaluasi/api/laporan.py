"""Routes of jobs: ordering reports about a unit, steering, schedules, rules for files, one person's SIASN payload."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.api.dokumen import jawab_laporan
from evaluasi.api.serializers import LaporanSerializer
from evaluasi.models import ButirLaporan, Evaluasi, JadwalLaporan, Laporan, PengaturanLaporan
from evaluasi.rules import (
    HARI_SIMPAN_MAKS,
    HARI_SIMPAN_MIN,
    AcuanPeriode,
    IramaJadwal,
    PilihanLaporan,
)
from evaluasi.tasks import bunyikan
from pegawai.api.dasar import read_body
from pegawai.models import UnitKerja
from pegawai.permintaan import PermintaanApi
from pegawai.permissions import may_open_pengaturan
from pegawai.rules import JenjangFungsional
from skp.models import Periode


class MintaIsiSerializer(serializers.Serializer[Any]):
    """Which report about which unit and period; `setahun` takes the documents of all periods of that year."""

    isi = serializers.ChoiceField(choices=PilihanLaporan.choices())
    unit = serializers.UUIDField()
    periode = serializers.UUIDField()
    setahun = serializers.BooleanField(default=False)


class JadwalSerializer(serializers.ModelSerializer[JadwalLaporan]):
    unit = serializers.UUIDField(source="unit.uuid")

    class Meta:
        model = JadwalLaporan
        fields = (
            "uuid",
            "isi",
            "unit",
            "acuan",
            "irama",
            "hari",
            "jam",
            "is_aktif",
            "berikutnya_pada",
            "terakhir_pada",
            "sebab_berhenti",
        )


class JadwalMasukSerializer(serializers.Serializer[Any]):
    isi = serializers.ChoiceField(choices=PilihanLaporan.choices())
    unit = serializers.UUIDField()
    acuan = serializers.ChoiceField(choices=AcuanPeriode.choices())
    irama = serializers.ChoiceField(choices=IramaJadwal.choices())
    hari = serializers.IntegerField(min_value=1, max_value=31)
    jam = serializers.IntegerField(min_value=0, max_value=23)


MAKS_GAGAL = 500


class ButirGagalSerializer(serializers.ModelSerializer[ButirLaporan]):
    """One document of a job that could not be made; `butir` names it for a retry of its own."""

    butir = serializers.IntegerField(source="pk")
    nama = serializers.CharField(source="nama_sumber")
    periode = serializers.CharField(source="sumber.periode")

    class Meta:
        model = ButirLaporan
        fields = ("butir", "nama", "periode", "jenis", "galat")


class UlangLaporanSerializer(serializers.Serializer[Any]):
    """Which documents alone; without them all that failed."""

    butir = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), required=False, max_length=MAKS_GAGAL
    )


class AktifJadwalSerializer(serializers.Serializer[Any]):
    aktif = serializers.BooleanField()


class PengaturanLaporanSerializer(serializers.ModelSerializer[PengaturanLaporan]):
    koefisien_siasn = serializers.DictField(
        child=serializers.CharField(max_length=64, allow_blank=True), default=dict
    )
    hari_simpan = serializers.IntegerField(min_value=HARI_SIMPAN_MIN, max_value=HARI_SIMPAN_MAKS)

    class Meta:
        model = PengaturanLaporan
        fields = ("hari_simpan", "koefisien_siasn")

    def validate_koefisien_siasn(self, isi: dict[str, str]) -> dict[str, str]:
        asing = set(isi) - {j.value for j in JenjangFungsional}
        if asing:
            raise serializers.ValidationError("Kunci harus kode jenjang fungsional, misalnya PT.")
        return isi


class DataSiasnSerializer(serializers.Serializer[Any]):
    """Where the payload goes, the payload, what it lacks."""

    jalur = serializers.CharField()
    isi = serializers.DictField()
    lengkap = serializers.BooleanField()
    kurang = serializers.ListField(child=serializers.CharField())


def _unit(request: PermintaanApi, uuid: UUID) -> UnitKerja:
    return get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=uuid)


class IsiLaporan(APIView):
    """A report about a unit and everything below it."""

    @extend_schema(request=MintaIsiSerializer, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Order; the job is watched at its own address, the file lies at its `unduh`."""
        permissions.require(permissions.may_request_isi(request.pelaku))
        isi = read_body(MintaIsiSerializer, request.data)
        laporan = services.request_isi(
            pelaku=request.pelaku,
            isi=PilihanLaporan(isi["isi"]),
            unit=_unit(request, isi["unit"]),
            periode=get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=isi["periode"]),
            is_setahun=isi["setahun"],
        )
        return jawab_laporan(request, laporan)


class _Kendali(APIView):
    """One act on a job."""

    def laporan(self, request: PermintaanApi, uuid: UUID) -> Laporan:
        return get_object_or_404(Laporan.objects.visible_to(request.pelaku), uuid=uuid)

    def jawab(self, request: PermintaanApi, laporan: Laporan) -> Response:
        baris = selectors.daftar_laporan(request.pelaku).get(pk=laporan.pk)
        return Response(LaporanSerializer(baris).data)


class JedaLaporan(_Kendali):
    @extend_schema(request=None, responses=LaporanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Let a job stand still; what is made stays."""
        laporan = services.pause_laporan(pelaku=request.pelaku, laporan=self.laporan(request, uuid))
        return self.jawab(request, laporan)


class LanjutLaporan(_Kendali):
    @extend_schema(request=None, responses=LaporanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Let a job go on where it stood."""
        laporan = services.resume_laporan(pelaku=request.pelaku, laporan=self.laporan(request, uuid))
        bunyikan(laporan)
        return self.jawab(request, laporan)


class UlangLaporan(_Kendali):
    @extend_schema(responses=ButirGagalSerializer(many=True))
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        """The documents that failed, each with the cause; at most 500."""
        gagal = selectors.butir_gagal(self.laporan(request, uuid))[:MAKS_GAGAL]
        return Response(ButirGagalSerializer(gagal, many=True).data)

    @extend_schema(request=UlangLaporanSerializer, responses=LaporanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Run what failed again, or the `butir` that are named; what succeeded stays."""
        laporan = self.laporan(request, uuid)
        butir = read_body(UlangLaporanSerializer, request.data).get("butir", [])
        laporan = services.retry_laporan(pelaku=request.pelaku, laporan=laporan, butir=butir)
        bunyikan(laporan)
        return self.jawab(request, laporan)


class DaftarJadwal(APIView):
    """The caller's own schedules."""

    @extend_schema(responses=JadwalSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        return Response(JadwalSerializer(selectors.jadwal_of(request.pelaku), many=True).data)

    @extend_schema(
        operation_id="evaluasi_laporan_jadwal_buat",
        request=JadwalMasukSerializer,
        responses={201: JadwalSerializer},
    )
    def post(self, request: PermintaanApi) -> Response:
        """Make one: it orders with the caller's rights."""
        permissions.require(permissions.may_request_isi(request.pelaku))
        jadwal = _simpan(request, None)
        return Response(JadwalSerializer(jadwal).data, status=status.HTTP_201_CREATED)


def _simpan(request: PermintaanApi, lama: JadwalLaporan | None) -> JadwalLaporan:
    isi = read_body(JadwalMasukSerializer, request.data)
    return services.save_jadwal(
        pelaku=request.pelaku,
        jadwal=lama,
        unit=_unit(request, isi["unit"]),
        isi=PilihanLaporan(isi["isi"]),
        acuan=AcuanPeriode(isi["acuan"]),
        irama=IramaJadwal(isi["irama"]),
        hari=isi["hari"],
        jam=isi["jam"],
    )


def _jadwal(request: PermintaanApi, uuid: UUID) -> JadwalLaporan:
    return get_object_or_404(selectors.jadwal_of(request.pelaku), uuid=uuid)


class SatuJadwal(APIView):
    """One schedule of the caller."""

    @extend_schema(responses=JadwalSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        return Response(JadwalSerializer(_jadwal(request, uuid)).data)

    @extend_schema(request=JadwalMasukSerializer, responses=JadwalSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Change it; a stopped one runs again."""
        return Response(JadwalSerializer(_simpan(request, _jadwal(request, uuid))).data)


class AktifJadwal(APIView):
    @extend_schema(request=AktifJadwalSerializer, responses=JadwalSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Stop a schedule, or let it run again."""
        jadwal = _jadwal(request, uuid)
        isi = read_body(AktifJadwalSerializer, request.data)
        return Response(
            JadwalSerializer(
                services.set_jadwal_aktif(pelaku=request.pelaku, jadwal=jadwal, aktif=isi["aktif"])
            ).data
        )


class AturLaporan(APIView):
    """The agency's rules for files of jobs."""

    @extend_schema(responses=PengaturanLaporanSerializer)
    def get(self, request: PermintaanApi) -> Response:
        permissions.require(may_open_pengaturan(request.pelaku))
        kini = selectors.pengaturan_laporan(request.pelaku.instansi_id)
        return Response(PengaturanLaporanSerializer(kini).data)

    @extend_schema(request=PengaturanLaporanSerializer, responses=PengaturanLaporanSerializer)
    def post(self, request: PermintaanApi) -> Response:
        permissions.require(may_open_pengaturan(request.pelaku))
        isi = read_body(PengaturanLaporanSerializer, request.data)
        return Response(
            PengaturanLaporanSerializer(services.set_pengaturan_laporan(pelaku=request.pelaku, **isi)).data
        )


class SiasnEvaluasi(APIView):
    """What SIASN takes of one final evaluation, and what it lacks."""

    @extend_schema(responses=DataSiasnSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        semua = Evaluasi.objects.visible_to(request.pelaku).final()
        evaluasi = get_object_or_404(semua.select_related("pegawai", "penempatan__jabatan"), uuid=uuid)
        koefisien = selectors.pengaturan_laporan(request.pelaku.instansi_id).koefisien_siasn
        return Response(DataSiasnSerializer(selectors.siasn_of(evaluasi, koefisien)).data)
