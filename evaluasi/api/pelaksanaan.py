"""The evaluation of periods: the same acts and figures as on the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions, selectors, services
from evaluasi.models import GagalPekerjaan, PekerjaanPeriode
from evaluasi.rules import (
    JALAN_FINAL,
    MAKS_ALASAN_PERIODE,
    JenisPekerjaan,
    KeadaanPelaksanaan,
    KendalaFinal,
    KendalaPembukaan,
    StatusPekerjaan,
    StatusPelaksanaan,
    keadaan_pelaksanaan,
)
from evaluasi.tasks import bunyikan, bunyikan_periode
from pegawai.permintaan import PermintaanApi
from skp.models import Periode
from skp.selectors import hari_instansi

MAKS_ORANG = 500


class AlasanPeriodeSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=MAKS_ALASAN_PERIODE)


class GagalSerializer(serializers.ModelSerializer[GagalPekerjaan]):
    """One evaluation that a closing could not make final."""

    evaluasi = serializers.UUIDField(source="evaluasi.uuid")
    pegawai = serializers.CharField(source="evaluasi.pegawai.nama_lengkap")

    class Meta:
        model = GagalPekerjaan
        fields = ("evaluasi", "pegawai", "galat")


class UlangPekerjaanSerializer(serializers.Serializer[Any]):
    """Which evaluation alone; without it all that failed."""

    evaluasi = serializers.UUIDField(required=False)


class PekerjaanSerializer(serializers.ModelSerializer[PekerjaanPeriode]):
    periode = serializers.UUIDField(source="periode.uuid")
    jenis = serializers.ChoiceField(choices=JenisPekerjaan.choices())
    status = serializers.ChoiceField(choices=StatusPekerjaan.choices())
    gagal = serializers.SerializerMethodField()

    class Meta:
        model = PekerjaanPeriode
        fields = (
            "uuid",
            "periode",
            "jenis",
            "status",
            "jumlah",
            "dikerjakan",
            "berhasil",
            "galat",
            "gagal",
            "mulai_pada",
            "selesai_pada",
        )

    @extend_schema_field(GagalSerializer(many=True))
    def get_gagal(self, pekerjaan: Any) -> list[Any]:
        """Whom it failed for, as far as they were read with it."""
        gagal = getattr(pekerjaan, "gagal_tampil", None)
        if gagal is None:
            gagal = pekerjaan.gagal.select_related("evaluasi__pegawai")
        return list(GagalSerializer(gagal, many=True).data)


class PelaksanaanSerializer(serializers.Serializer[Any]):
    """One period: where it stands, who is ready, what is final, why the others are not."""

    periode = serializers.UUIDField()
    nama = serializers.CharField()
    status = serializers.ChoiceField(choices=StatusPelaksanaan.choices())
    keadaan = serializers.ChoiceField(choices=KeadaanPelaksanaan.choices())
    tahap = serializers.CharField()
    wajib = serializers.IntegerField()
    siap = serializers.IntegerField()
    kendala_pembukaan = serializers.DictField(child=serializers.IntegerField())
    evaluasi = serializers.IntegerField()
    final = serializers.IntegerField()
    kendala_final = serializers.DictField(child=serializers.IntegerField())
    pekerjaan = PekerjaanSerializer(many=True)


class SaringKendalaSerializer(serializers.Serializer[Any]):
    kendala = serializers.ChoiceField(choices=KendalaPembukaan.choices(), required=False)


class TerkendalaSerializer(serializers.Serializer[Any]):
    pegawai = serializers.UUIDField(source="pegawai.uuid")
    nama = serializers.CharField(source="pegawai.nama_lengkap")
    unit = serializers.CharField(source="unit.nama")
    sebab = serializers.ListField(child=serializers.CharField())


class SaringTerbukaSerializer(serializers.Serializer[Any]):
    kendala = serializers.ChoiceField(choices=KendalaFinal.choices(), required=False)


class TerbukaSerializer(serializers.Serializer[Any]):
    """One evaluation that is not final, with the cause and who does what about it."""

    evaluasi = serializers.UUIDField(source="uuid")
    nama = serializers.CharField(source="pegawai.nama_lengkap")
    unit = serializers.CharField(source="penempatan.unit.nama")
    penilai = serializers.CharField(source="penilai.nama_lengkap")
    kendala = serializers.ChoiceField(choices=KendalaFinal.choices())
    jalan = serializers.SerializerMethodField()

    def get_jalan(self, baris: Any) -> str:
        return JALAN_FINAL[KendalaFinal(baris.kendala)]


def _periode(request: PermintaanApi, uuid: UUID) -> Periode:
    permissions.require(permissions.may_watch_periode(request.pelaku))
    return get_object_or_404(Periode.objects.visible_to(request.pelaku).select_related("instansi"), uuid=uuid)


class Pelaksanaan(APIView):
    """Where the evaluation of a period stands, within the units of the caller."""

    @extend_schema(operation_id="evaluasi_periode_lihat", responses=PelaksanaanSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        periode = _periode(request, uuid)
        hari = hari_instansi(periode.instansi)
        puncak = permissions.unit_pantauan(request.pelaku, hari)
        siap, tutup = selectors.kesiapan(periode, puncak, hari), selectors.penutupan(periode, puncak)
        isi = {
            "periode": periode.uuid,
            "nama": str(periode),
            "status": (status_kini := selectors.status_pelaksanaan(periode)).value,
            "keadaan": keadaan_pelaksanaan(status_kini, jumlah=tutup.jumlah, final=tutup.final).value,
            "tahap": selectors.tahap_of(periode, hari).value,
            "wajib": siap.wajib,
            "siap": siap.siap,
            "kendala_pembukaan": {k.value: n for k, n in siap.kendala.items()},
            "evaluasi": tutup.jumlah,
            "final": tutup.final,
            "kendala_final": {k.value: n for k, n in tutup.kendala.items()},
            "pekerjaan": selectors.pekerjaan_of(periode),
        }
        return Response(PelaksanaanSerializer(isi).data)


class BelumFinal(APIView):
    """The first 500 evaluations that are not final, each with the cause."""

    @extend_schema(
        operation_id="evaluasi_periode_terbuka",
        parameters=[SaringTerbukaSerializer],
        responses=TerbukaSerializer(many=True),
    )
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        periode = _periode(request, uuid)
        masuk = SaringTerbukaSerializer(data=request.query_params)
        masuk.is_valid(raise_exception=True)
        kendala = masuk.validated_data.get("kendala")
        puncak = permissions.unit_pantauan(request.pelaku, hari_instansi(periode.instansi))
        baris = selectors.daftar_terbuka(periode, puncak, kendala=KendalaFinal(kendala) if kendala else None)[
            :MAKS_ORANG
        ]
        return Response(TerbukaSerializer(baris, many=True).data)


class Terkendala(APIView):
    """The first 500 who cannot be judged yet, each with the causes."""

    @extend_schema(
        operation_id="evaluasi_periode_terkendala",
        parameters=[SaringKendalaSerializer],
        responses=TerkendalaSerializer(many=True),
    )
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        periode = _periode(request, uuid)
        masuk = SaringKendalaSerializer(data=request.query_params)
        masuk.is_valid(raise_exception=True)
        kendala = masuk.validated_data.get("kendala")
        hari = hari_instansi(periode.instansi)
        baris = list(
            selectors.daftar_terkendala(
                periode,
                permissions.unit_pantauan(request.pelaku, hari),
                hari,
                kendala=KendalaPembukaan(kendala) if kendala else None,
            )[:MAKS_ORANG]
        )
        for b in baris:
            b.sebab = [k.value for k, _ in selectors.sebab_pembukaan(b)]
        return Response(TerkendalaSerializer(baris, many=True).data)


class _Tindakan(APIView):
    service: Any

    def _post(self, request: PermintaanApi, uuid: UUID) -> Response:
        periode = _periode(request, uuid)
        masuk = AlasanPeriodeSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        pekerjaan = type(self).service(pelaku=request.pelaku, periode=periode, **masuk.validated_data)
        bunyikan_periode(pekerjaan)
        return Response(PekerjaanSerializer(pekerjaan).data, status=status.HTTP_201_CREATED)


class BukaPeriode(_Tindakan):
    """Open the evaluations of everybody; a closed period opens again."""

    service = services.open_periode

    @extend_schema(
        operation_id="evaluasi_periode_buka",
        request=AlasanPeriodeSerializer,
        responses={201: PekerjaanSerializer},
    )
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        return self._post(request, uuid)


class TutupPeriode(_Tindakan):
    """Close the evaluations of everybody; what is complete becomes final."""

    service = services.close_periode

    @extend_schema(
        operation_id="evaluasi_periode_tutup",
        request=AlasanPeriodeSerializer,
        responses={201: PekerjaanSerializer},
    )
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        return self._post(request, uuid)


class UlangPekerjaan(APIView):
    """Take up again what a job could not do."""

    @extend_schema(
        request=UlangPekerjaanSerializer, responses={200: PekerjaanSerializer, 201: PekerjaanSerializer}
    )
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """A new job for all that failed (201); with `evaluasi` that one at once, in the job itself (200)."""
        lama = get_object_or_404(
            PekerjaanPeriode.objects.visible_to(request.pelaku).select_related("periode__instansi"), uuid=uuid
        )
        masuk = UlangPekerjaanSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        if satu := masuk.validated_data.get("evaluasi"):
            final = services.repeat_satu(pelaku=request.pelaku, pekerjaan=lama, evaluasi=satu)
            if final and (laporan := selectors.laporan_of(final)):
                bunyikan(laporan)
            lama.refresh_from_db()
            return Response(PekerjaanSerializer(lama).data)
        baru = services.repeat_pekerjaan(pelaku=request.pelaku, pekerjaan=lama)
        bunyikan_periode(baru)
        return Response(PekerjaanSerializer(baru).data, status=status.HTTP_201_CREATED)
