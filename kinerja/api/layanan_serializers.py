"""Shapes of services and reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from kinerja.models import Layanan, SetPertanyaan, TautanUlasan, UlasanLayanan
from kinerja.rules import ulasan as rules
from kinerja.rules.ulasan import JenisUlasan, StatusModerasi


class LayananSerializer(serializers.ModelSerializer[Layanan]):
    unit = serializers.UUIDField(source="unit.uuid")
    nama_unit = serializers.CharField(source="unit.nama")
    set_pertanyaan = serializers.UUIDField(source="set_pertanyaan.uuid")

    class Meta:
        model = Layanan
        fields = ("uuid", "nama", "uraian", "unit", "nama_unit", "kode", "set_pertanyaan", "is_aktif")


class LayananMasukSerializer(serializers.Serializer[Any]):
    unit = serializers.UUIDField()
    nama = serializers.CharField(max_length=150)
    uraian = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    set_pertanyaan = serializers.UUIDField(required=False, allow_null=True, default=None)


class LayananUbahSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField(max_length=150)
    uraian = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    set_pertanyaan = serializers.UUIDField(required=False, allow_null=True, default=None)


class AktifSerializer(serializers.Serializer[Any]):
    is_aktif = serializers.BooleanField()


class UnsurNilaiSerializer(serializers.Serializer[Any]):
    kode = serializers.CharField()
    nama = serializers.CharField()
    n = serializers.IntegerField()
    sebaran = serializers.ListField(child=serializers.IntegerField())
    rata = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)


class IndeksSerializer(serializers.Serializer[Any]):
    layanan = serializers.UUIDField()
    mulai = serializers.DateField()
    selesai = serializers.DateField()
    jumlah = serializers.IntegerField()
    responden = serializers.IntegerField()
    nilai = serializers.DecimalField(max_digits=6, decimal_places=2, allow_null=True)
    mutu = serializers.CharField(allow_blank=True)
    unsur = UnsurNilaiSerializer(many=True)


class BulanSerializer(serializers.Serializer[Any]):
    bulan = serializers.IntegerField(min_value=1, max_value=60, default=12)


class UlasanSerializer(serializers.ModelSerializer[UlasanLayanan]):
    """A review; words that are not open stay out, and so does the minute: a clerk knows who stood there then."""

    layanan = serializers.UUIDField(source="layanan.uuid")
    tanggal = serializers.SerializerMethodField()
    jenis = serializers.ChoiceField(choices=JenisUlasan.choices(), allow_blank=True)
    moderasi = serializers.ChoiceField(choices=StatusModerasi.choices())
    kata = serializers.SerializerMethodField()
    petugas = serializers.SerializerMethodField()

    class Meta:
        model = UlasanLayanan
        fields = (
            "uuid",
            "layanan",
            "tanggal",
            "nilai",
            "jenis",
            "kata",
            "petugas",
            "moderasi",
            "balasan",
            "dibalas_pada",
            "is_tampil",
            "dibatalkan_pada",
            "alasan_batal",
        )

    def get_tanggal(self, u: UlasanLayanan) -> date:
        return timezone.localdate(u.dibuat_pada)

    def get_kata(self, u: UlasanLayanan) -> str:
        return u.kata if u.is_terbuka else ""

    def get_petugas(self, u: UlasanLayanan) -> str:
        return u.petugas if u.is_terbuka else ""


class SaringUlasanSerializer(serializers.Serializer[Any]):
    layanan = serializers.UUIDField(required=False)
    jenis = serializers.ChoiceField(choices=JenisUlasan.choices(), required=False, allow_blank=True)
    kata = serializers.CharField(max_length=100, required=False, allow_blank=True)
    mulai = serializers.DateField(required=False)
    selesai = serializers.DateField(required=False)


class BalasUlasanSerializer(serializers.Serializer[Any]):
    balasan = serializers.CharField(max_length=rules.MAKS_KATA)
    is_tampil = serializers.BooleanField(default=False)


class PutusanSerializer(serializers.Serializer[Any]):
    buka = serializers.BooleanField()
    alasan = serializers.CharField(max_length=rules.MAKS_ALASAN, required=False, allow_blank=True, default="")


class AlasanUlasanSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=rules.MAKS_ALASAN)


class LonjakanSerializer(serializers.Serializer[Any]):
    mulai = serializers.DateTimeField()
    selesai = serializers.DateTimeField()
    nilai = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=4), required=False, max_length=4, default=list
    )
    alasan = serializers.CharField(max_length=rules.MAKS_ALASAN)


class JumlahUlasanSerializer(serializers.Serializer[Any]):
    jumlah = serializers.IntegerField()


class TautkanUlasanSerializer(serializers.Serializer[Any]):
    skp = serializers.UUIDField()
    alasan = serializers.CharField(max_length=rules.MAKS_ALASAN)


class TautanUlasanSerializer(serializers.ModelSerializer[TautanUlasan]):
    ulasan = serializers.UUIDField(source="ulasan.uuid")
    skp = serializers.UUIDField(source="skp.uuid")
    perilaku = serializers.UUIDField(source="perilaku.uuid")

    class Meta:
        model = TautanUlasan
        fields = ("uuid", "ulasan", "skp", "perilaku", "alasan", "tanggapan", "dilepas_pada", "alasan_lepas")


class TanggapSerializer(serializers.Serializer[Any]):
    tanggapan = serializers.CharField(max_length=rules.MAKS_KATA)


class SetelanUlasanSerializer(serializers.Serializer[Any]):
    n_minimum = serializers.IntegerField(min_value=1, max_value=1000)
    batas_alamat = serializers.IntegerField(min_value=1, max_value=1000)
    batas_layanan = serializers.IntegerField(min_value=1, max_value=30_000)
    pengali = serializers.IntegerField(min_value=1, max_value=100)
    kategori = serializers.CharField(max_length=1000)
    kata = serializers.CharField(max_length=10_000, allow_blank=True)
    catatan_privasi = serializers.CharField(max_length=500, allow_blank=True, required=False, default="")


class UnsurSerializer(serializers.Serializer[Any]):
    kode = serializers.CharField(max_length=8)
    nama = serializers.CharField(max_length=100)
    pertanyaan = serializers.CharField(max_length=200)
    bobot = serializers.DecimalField(max_digits=6, decimal_places=3, default=Decimal(1))
    is_aktif = serializers.BooleanField(default=True)


class SetMasukSerializer(serializers.Serializer[Any]):
    nama = serializers.CharField(max_length=100)
    sumber = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    skala = serializers.ListField(child=serializers.CharField(max_length=30), min_length=4, max_length=4)
    unsur = UnsurSerializer(many=True, allow_empty=False)


class SetSerializer(serializers.ModelSerializer[SetPertanyaan]):
    unsur = UnsurSerializer(many=True)

    class Meta:
        model = SetPertanyaan
        fields = ("uuid", "nama", "sumber", "label_1", "label_2", "label_3", "label_4", "unsur")
