"""Shapes of the planning API; input and output apart."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from skp.models import IndikatorKinerja, RencanaHasilKerja, RiwayatSkp, Skp
from skp.rules import StatusSkp


class OrangSerializer(serializers.Serializer[Any]):
    """A person as far as an SKP names him."""

    uuid = serializers.UUIDField()
    nama = serializers.CharField(source="nama_lengkap")


class SkpRingkasSerializer(serializers.ModelSerializer[Skp]):
    """One line of a list."""

    tahun = serializers.IntegerField(source="periode.tahun")
    pegawai = OrangSerializer()
    penilai = OrangSerializer(allow_null=True)
    jabatan = serializers.CharField(source="penempatan.jabatan_tampil")
    unit = serializers.CharField(source="penempatan.unit.nama")
    giliran = serializers.CharField()
    revisi_dari = serializers.UUIDField(source="revisi_dari.uuid", allow_null=True, default=None)
    pengelola = OrangSerializer(allow_null=True)

    class Meta:
        model = Skp
        fields = (
            "uuid",
            "tahun",
            "mulai",
            "selesai",
            "pegawai",
            "penilai",
            "jabatan",
            "unit",
            "keluarga",
            "pendekatan",
            "is_plt_plh",
            "versi",
            "revisi_dari",
            "alasan_revisi",
            "pengelola",
            "status",
            "giliran",
            "nomor_sunting",
            "diajukan_pada",
            "disetujui_pada",
            "ditetapkan_pada",
        )


class IndikatorSerializer(serializers.ModelSerializer[IndikatorKinerja]):
    target = serializers.CharField(source="target_tampil")
    versi = serializers.CharField()

    class Meta:
        model = IndikatorKinerja
        fields = (
            "uuid",
            "aspek",
            "teks",
            "target",
            "jenis_target",
            "target_angka",
            "target_angka_maks",
            "satuan",
            "target_tanggal",
            "target_teks",
            "polaritas",
            "versi",
            "gabung",
        )


class RhkSerializer(serializers.ModelSerializer[RencanaHasilKerja]):
    rhk_pimpinan = serializers.UUIDField(source="rhk_pimpinan.uuid", allow_null=True, default=None)
    perspektif = serializers.ListField(child=serializers.CharField())
    indikator = IndikatorSerializer(many=True)
    versi = serializers.CharField()

    class Meta:
        model = RencanaHasilKerja
        fields = (
            "uuid",
            "jenis",
            "klasifikasi",
            "teks",
            "rhk_pimpinan",
            "rhk_pimpinan_teks",
            "indikator_pimpinan_teks",
            "penugasan_dari",
            "perspektif",
            "indikator",
            "versi",
        )


class RiwayatSerializer(serializers.ModelSerializer[RiwayatSkp]):
    oleh = OrangSerializer()

    class Meta:
        model = RiwayatSkp
        fields = ("dari", "ke", "oleh", "pada", "catatan", "versi")


class KekuranganSerializer(serializers.Serializer[Any]):
    pesan = serializers.CharField()
    bagian = serializers.CharField()


class SkpSerializer(serializers.Serializer[Any]):
    """One SKP whole."""

    skp = SkpRingkasSerializer()
    rhk = RhkSerializer(many=True)
    perilaku = serializers.SerializerMethodField()
    lampiran = serializers.SerializerMethodField()
    riwayat = RiwayatSerializer(many=True)
    kekurangan = KekuranganSerializer(many=True)

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_perilaku(self, dokumen: Any) -> dict[str, str]:
        return {b.nilai.value: b.ekspektasi for b in dokumen.perilaku}

    @extend_schema_field(serializers.DictField(child=serializers.ListField(child=serializers.CharField())))
    def get_lampiran(self, dokumen: Any) -> dict[str, list[str]]:
        return {jenis.value: butir for jenis, butir in dokumen.lampiran}


class SaringSerializer(serializers.Serializer[Any]):
    """Which SKP a list asks for."""

    lingkup = serializers.ChoiceField(
        choices=[
            ("saya", "SKP saya"),
            ("tim", "SKP yang saya nilai"),
            ("semua", "Semua yang boleh saya lihat"),
        ],
        default="semua",
    )
    tahun = serializers.IntegerField(required=False, min_value=2000, max_value=2100)
    status = serializers.ChoiceField(required=False, choices=StatusSkp.choices())


class KembalikanSerializer(serializers.Serializer[Any]):
    catatan = serializers.CharField(max_length=4000, required=False, default="", allow_blank=True)
    nomor_sunting = serializers.IntegerField(required=False, min_value=0, max_value=2_147_483_647)


class SetujuiSerializer(serializers.Serializer[Any]):
    nomor_sunting = serializers.IntegerField(required=False, min_value=0, max_value=2_147_483_647)
