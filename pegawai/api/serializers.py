"""What goes out about people."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from pegawai.models import HubunganPenilai, Pegawai, Penempatan
from pegawai.rules import JenisPegawai
from pegawai.selectors import Saringan


class PenempatanSerializer(serializers.ModelSerializer[Penempatan]):
    jabatan = serializers.CharField(source="jabatan_tampil")
    unit = serializers.CharField(source="unit.nama")
    unit_uuid = serializers.UUIDField(source="unit.uuid")

    class Meta:
        model = Penempatan
        fields = ["uuid", "jenis", "jabatan", "unit", "unit_uuid", "is_kepala", "mulai", "selesai"]


@extend_schema_serializer(component_name="OrangTerdaftar")
class OrangSerializer(serializers.ModelSerializer[Pegawai]):
    nama = serializers.CharField(source="nama_lengkap")

    class Meta:
        model = Pegawai
        fields = ["uuid", "nama", "jenis"]


class HubunganSerializer(serializers.ModelSerializer[HubunganPenilai]):
    penilai = OrangSerializer()

    class Meta:
        model = HubunganPenilai
        fields = ["penilai", "sumber", "mulai", "selesai"]


class RantaiSerializer(serializers.Serializer):
    """Own placement and chain on a day; null where something is missing."""

    pegawai = OrangSerializer()
    nip = serializers.CharField(allow_null=True)
    pangkat = serializers.CharField()
    penempatan = PenempatanSerializer(allow_null=True)
    tugas_lain = PenempatanSerializer(many=True)
    kepala_unit = OrangSerializer(allow_null=True)
    penilai = HubunganSerializer(allow_null=True)
    atasan_penilai = HubunganSerializer(allow_null=True)
    peran = serializers.ListField(child=serializers.CharField())
    kekurangan = serializers.ListField(child=serializers.CharField())


class PegawaiSerializer(serializers.ModelSerializer[Pegawai]):
    nama = serializers.CharField(source="nama_lengkap")
    pangkat = serializers.CharField()
    jabatan = serializers.CharField(source="kini.jabatan.nama", default=None, allow_null=True)
    unit = serializers.CharField(source="kini.unit.nama", default=None, allow_null=True)
    penilai = serializers.SerializerMethodField()

    class Meta:
        model = Pegawai
        fields = ["uuid", "nip", "nama", "jenis", "pangkat", "kedudukan", "jabatan", "unit", "penilai"]

    def get_penilai(self, pegawai: Pegawai) -> str | None:
        kini = pegawai.penilai_kini  # type: ignore[attr-defined]
        return kini[0].penilai.nama_lengkap if kini else None


class SaringPegawaiSerializer(serializers.Serializer):
    """Filters of the list. Names and units only: a NIP does not belong into an address."""

    cari = serializers.CharField(required=False, allow_blank=True, max_length=100)
    unit = serializers.UUIDField(required=False)
    jenis = serializers.ChoiceField(choices=JenisPegawai.choices(), required=False)
    keadaan = serializers.ChoiceField(choices=Saringan.choices(), required=False, allow_blank=True)
