"""Bimbingan and konseling for other systems: the same acts as the pages."""

from __future__ import annotations

import uuid as uuid_lib
from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja.api.dasar import KUNCI, halaman, kunci, terlihat
from kinerja.models import LangkahPembinaan, PengaturanBina, SesiPembinaan
from kinerja.permissions import pembinaan as izin
from kinerja.rules import (
    JawabanPembinaan,
    JenisPembinaan,
    PihakPembinaan,
    StatusLangkah,
    TopikPembinaan,
)
from kinerja.rules.pembinaan import HASIL_PILIHAN, MAKS_LANGKAH, MAKS_TEMPAT, IsiLangkah
from kinerja.rules.teks import MAKS_URAIAN
from kinerja.selectors import pembinaan as baca
from kinerja.services import pembinaan as layanan
from kinerja.services import pembinaan_akhiri as akhiri
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai, UnitKerja
from pegawai.permintaan import PermintaanApi
from pegawai.selectors import orang_bertugas


class LangkahPembinaanSerializer(serializers.ModelSerializer[LangkahPembinaan]):
    class Meta:
        model = LangkahPembinaan
        fields = ("uuid", "teks", "metode", "pelaksana", "tenggat", "status", "catatan", "selesai_pada")


class SesiPembinaanSerializer(serializers.ModelSerializer[SesiPembinaan]):
    pegawai = serializers.UUIDField(source="pegawai.uuid")
    nama_pegawai = serializers.CharField(source="pegawai.nama_lengkap")
    pembina = serializers.UUIDField(source="pembina.uuid")
    nama_pembina = serializers.CharField(source="pembina.nama_lengkap")
    lanjutan_dari = serializers.UUIDField(source="lanjutan_dari.uuid", default=None)
    versi = serializers.CharField()
    langkah = LangkahPembinaanSerializer(many=True)

    class Meta:
        model = SesiPembinaan
        fields = (
            "uuid",
            "jenis",
            "status",
            "pegawai",
            "nama_pegawai",
            "pembina",
            "nama_pembina",
            "peran_pembina",
            "topik",
            "tujuan",
            "situasi",
            "tanggal_rencana",
            "jam_rencana",
            "tempat",
            "tanggal",
            "pembahasan",
            "langkah",
            "jawaban_pegawai",
            "alasan_pegawai",
            "jawaban_pembina",
            "alasan_pembina",
            "hasil",
            "catatan_akhir",
            "ditutup_pada",
            "lanjutan_dari",
            "asal_evaluasi",
            "asal_label",
            "nomor_sunting",
            "versi",
            "dibuat_pada",
        )


class SaringSesiSerializer(serializers.Serializer[Any]):
    arah = serializers.ChoiceField(choices=[("saya", "saya"), ("tim", "tim")], default="saya")
    keadaan = serializers.ChoiceField(choices=list(baca.KEADAAN_PEMBINAAN.items()), default="semua")
    jenis = serializers.ChoiceField(choices=JenisPembinaan.choices(), required=False)


def _teks(**lain: Any) -> serializers.CharField:
    return serializers.CharField(max_length=MAKS_URAIAN, **lain)


class JadwalPembinaanSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField()
    jam = serializers.TimeField(required=False, allow_null=True)
    tempat = serializers.CharField(max_length=MAKS_TEMPAT, required=False, allow_blank=True)


class IsiRencanaPembinaanSerializer(serializers.Serializer[Any]):
    tujuan = _teks()
    situasi = _teks()
    topik = serializers.ListField(
        child=serializers.ChoiceField(choices=TopikPembinaan.choices()), min_length=1, max_length=4
    )


class RencanaDariSerializer(IsiRencanaPembinaanSerializer, JadwalPembinaanSerializer):
    klien_id = serializers.UUIDField(required=False)
    jenis = serializers.ChoiceField(choices=JenisPembinaan.choices())


class RencanaPembinaanSerializer(RencanaDariSerializer):
    pegawai = serializers.UUIDField()


class MintaPembinaanSerializer(IsiRencanaPembinaanSerializer):
    klien_id = serializers.UUIDField(required=False)
    pembina = serializers.UUIDField()
    jenis = serializers.ChoiceField(choices=JenisPembinaan.choices())


class UbahRencanaPembinaanSerializer(IsiRencanaPembinaanSerializer):
    tanggal = serializers.DateField(required=False, allow_null=True)
    jam = serializers.TimeField(required=False, allow_null=True)
    tempat = serializers.CharField(max_length=MAKS_TEMPAT, required=False, allow_blank=True)
    nomor_sunting = serializers.IntegerField(min_value=0, max_value=2_147_483_647)


class AlasanBatalPembinaanSerializer(serializers.Serializer[Any]):
    alasan = _teks()


class IsiLangkahPembinaanSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField(required=False, allow_null=True)
    teks = _teks()
    pelaksana = serializers.ChoiceField(choices=PihakPembinaan.choices())
    tenggat = serializers.DateField()
    metode = serializers.CharField(max_length=MAKS_TEMPAT, default="", allow_blank=True)


class CatatPembinaanSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField()
    pembahasan = _teks()
    langkah = IsiLangkahPembinaanSerializer(many=True, max_length=MAKS_LANGKAH)  # type: ignore[call-arg]
    nomor_sunting = serializers.IntegerField(min_value=0, max_value=2_147_483_647)


class JawabPembinaanSerializer(serializers.Serializer[Any]):
    versi = serializers.CharField(max_length=32)
    jawaban = serializers.ChoiceField(choices=JawabanPembinaan.choices())
    alasan = _teks(default="", allow_blank=True)


class TandaiLangkahSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=StatusLangkah.choices())
    catatan = _teks(default="", allow_blank=True)


class TutupPembinaanSerializer(serializers.Serializer[Any]):
    hasil = serializers.ChoiceField(choices=[(h.value, h.label) for h in HASIL_PILIHAN])
    catatan = _teks()
    lanjut_pada = serializers.DateField(required=False, allow_null=True)


class SaringRekapPembinaanSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField()
    tahun = serializers.IntegerField(min_value=2000, max_value=9998)


class BarisRekapPembinaanSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField(source="unit.uuid")
    nama = serializers.CharField(source="unit.nama")
    langsung = serializers.BooleanField(source="is_langsung")
    bimbingan = serializers.IntegerField(source="bimbingan.sesi", allow_null=True)
    konseling = serializers.IntegerField(source="konseling.sesi", allow_null=True)
    terbuka = serializers.IntegerField(source="terbuka.sesi", allow_null=True)


class AturanBinaSerializer(serializers.ModelSerializer[PengaturanBina]):
    class Meta:
        model = PengaturanBina
        fields = ("ketua_tim_membina", "apresiasi_per_hari", "minimum_rekap")
        extra_kwargs = {n: {"required": True} for n in fields}


def _satu(request: PermintaanApi, uuid: uuid_lib.UUID) -> SesiPembinaan:
    semua = baca.pembinaan_tampil().visible_to(request.pelaku)  # type: ignore[attr-defined]
    return get_object_or_404(semua.select_related("lanjutan_dari"), uuid=uuid)


def _jawaban(request: PermintaanApi, sesi: SesiPembinaan, kode: int = 200) -> Response:
    return Response(SesiPembinaanSerializer(_satu(request, sesi.uuid)).data, status=kode)


class PembinaanDaftar(APIView):
    @extend_schema(parameters=[SaringSesiSerializer], responses=SesiPembinaanSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """Sessions about oneself, or those one leads with the bimbingan of one's line."""
        data = read_body(SaringSesiSerializer, request.query_params)
        pilih = baca.pembinaan_saya if data["arah"] == "saya" else baca.pembinaan_tim
        baris = pilih(request.pelaku, keadaan=data["keadaan"], jenis=data.get("jenis", ""))
        return halaman(request, baris.select_related("lanjutan_dari"), SesiPembinaanSerializer, self)

    @extend_schema(
        parameters=[KUNCI], request=RencanaPembinaanSerializer, responses={201: SesiPembinaanSerializer}
    )
    def post(self, request: PermintaanApi) -> Response:
        """Plan a session with somebody one leads."""
        data = read_body(RencanaPembinaanSerializer, request.data)
        klien_id = kunci(request, data)
        data["pegawai"] = terlihat(request, Pegawai, data["pegawai"])
        sesi = layanan.plan_pembinaan(pelaku=request.pelaku, klien_id=klien_id, **data)
        return _jawaban(request, sesi, status.HTTP_201_CREATED)


class PembinaanMinta(APIView):
    @extend_schema(
        parameters=[KUNCI], request=MintaPembinaanSerializer, responses={201: SesiPembinaanSerializer}
    )
    def post(self, request: PermintaanApi) -> Response:
        """Ask one of one's leaders for a session."""
        data = read_body(MintaPembinaanSerializer, request.data)
        klien_id = kunci(request, data)
        data["pembina"] = get_object_or_404(orang_bertugas(request.pelaku.instansi_id), uuid=data["pembina"])
        sesi = layanan.request_pembinaan(pelaku=request.pelaku, klien_id=klien_id, **data)
        return _jawaban(request, sesi, status.HTTP_201_CREATED)


class PembinaanSatu(APIView):
    @extend_schema(responses=SesiPembinaanSerializer)
    def get(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        return Response(SesiPembinaanSerializer(_satu(request, uuid)).data)


def _tindakan(masuk: type[Any], laksanakan: Callable[..., SesiPembinaan], keterangan: str) -> type[APIView]:
    """One act on one session: what comes in goes to its service."""

    class Tindakan(APIView):
        @extend_schema(request=masuk, responses=SesiPembinaanSerializer, description=keterangan)
        def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
            sesi = _satu(request, uuid)
            izin.require(izin.is_pihak(request.pelaku, sesi))
            hasil = laksanakan(pelaku=request.pelaku, sesi=sesi, **read_body(masuk, request.data))
            return _jawaban(request, hasil)

    return Tindakan


def _catat(*, langkah: list[dict[str, Any]], **lain: Any) -> SesiPembinaan:
    baris = [
        IsiLangkah(
            x["teks"], PihakPembinaan(x["pelaksana"]), x["tenggat"], x["metode"], str(x.get("uuid") or "")
        )
        for x in langkah
    ]
    return layanan.record_pembinaan(langkah=baris, **lain)


PembinaanTerima = _tindakan(
    JadwalPembinaanSerializer, layanan.accept_pembinaan, "Menetapkan tanggal permintaan."
)
PembinaanUbah = _tindakan(UbahRencanaPembinaanSerializer, layanan.change_rencana, "Mengubah rencana.")
PembinaanBatal = _tindakan(
    AlasanBatalPembinaanSerializer, layanan.cancel_pembinaan, "Membatalkan sebelum pertemuan."
)
PembinaanCatat = _tindakan(CatatPembinaanSerializer, _catat, "Mencatat pertemuan dan langkahnya.")
PembinaanJawab = _tindakan(
    JawabPembinaanSerializer, layanan.answer_pembinaan, "Mengonfirmasi atau menyanggah."
)
PembinaanTutup = _tindakan(TutupPembinaanSerializer, layanan.close_pembinaan, "Menutup dengan hasil.")


class PembinaanAkhiri(APIView):
    @extend_schema(request=AlasanBatalPembinaanSerializer, responses={204: None})
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """End a session whose pembina is gone. Nothing of its words comes back."""
        sesi = get_object_or_404(baca.dapat_diakhiri(request.pelaku), uuid=uuid)
        akhiri.end_pembinaan(
            pelaku=request.pelaku, sesi=sesi, **read_body(AlasanBatalPembinaanSerializer, request.data)
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class PembinaanLangkah(APIView):
    @extend_schema(request=TandaiLangkahSerializer, responses=LangkahPembinaanSerializer)
    def post(self, request: PermintaanApi, uuid: uuid_lib.UUID) -> Response:
        """Say how far a step is."""
        satu = terlihat(request, LangkahPembinaan, uuid)
        izin.require(izin.may_update_langkah(request.pelaku, satu))
        satu = layanan.update_langkah(
            pelaku=request.pelaku, langkah=satu, **read_body(TandaiLangkahSerializer, request.data)
        )
        return Response(LangkahPembinaanSerializer(satu).data)


class PembinaanRekap(APIView):
    @extend_schema(
        parameters=[SaringRekapPembinaanSerializer], responses=BarisRekapPembinaanSerializer(many=True)
    )
    def get(self, request: PermintaanApi) -> Response:
        """Counts of a unit and of those right below it; null where few people stand behind a count."""
        izin.require(izin.may_see_rekap(request.pelaku))
        data = read_body(SaringRekapPembinaanSerializer, request.query_params)
        unit: UnitKerja = get_object_or_404(baca.unit_rekap(request.pelaku), uuid=data["unit"])
        rekap = baca.rekap_pembinaan(request.pelaku, unit, data["tahun"])
        return Response(BarisRekapPembinaanSerializer(rekap.baris, many=True).data)


class PembinaanAturan(APIView):
    @extend_schema(request=AturanBinaSerializer, responses=AturanBinaSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Settle what the agency wants for pembinaan and apresiasi."""
        izin.require(izin.may_set_bina(request.pelaku, request.pelaku.instansi))
        data = read_body(AturanBinaSerializer, request.data)
        atur = layanan.set_pengaturan_bina(pelaku=request.pelaku, instansi=request.pelaku.instansi, **data)
        return Response(AturanBinaSerializer(atur).data)
