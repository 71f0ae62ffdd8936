"""Shapes of what the API of evidence takes and gives, beyond evidence itself."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kinerja import rules, selectors
from kinerja.api.serializers import BuktiSerializer
from kinerja.models import Unggahan

MAKS_BYTE = 2_000_000_000


class UnggahanMasukSerializer(serializers.Serializer[Any]):
    skp = serializers.UUIDField()
    nama = serializers.CharField(max_length=255)
    ukuran = serializers.IntegerField(min_value=0, max_value=MAKS_BYTE)
    sha256 = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")


class UnggahanSerializer(serializers.ModelSerializer[Unggahan]):
    potongan = serializers.SerializerMethodField(help_text="Ukuran potongan yang disarankan, dalam byte.")
    bukti = BuktiSerializer(allow_null=True)

    class Meta:
        model = Unggahan
        fields = ("uuid", "nama", "ukuran", "diterima", "potongan", "bukti")

    def get_potongan(self, unggahan: Unggahan) -> int:
        return rules.POTONGAN


class PasangSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=selectors.bukti.PILIHAN_KELAS)
    objek = serializers.UUIDField()


class JawabTautanSerializer(serializers.Serializer[Any]):
    terbuka = serializers.BooleanField()


class AturanBuktiSerializer(serializers.Serializer[Any]):
    berkas_per_hari = serializers.IntegerField(min_value=1, max_value=1000)
    mb_per_hari = serializers.IntegerField(min_value=1, max_value=10_000)
    periksa_tautan = serializers.BooleanField()
