"""Shapes of the execution API; input and output apart."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from kinerja import rules
from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from kinerja.rules import CaraUmpanBalik, JenisBukti, PenilaianUmpanBalik, PeranPemberi, SifatUmpanBalik
from skp.rules import NilaiPerilaku

MAKS_NOMOR = 2_147_483_647


class NamaOrangSerializer(serializers.Serializer[Any]):
    """A person as far as this API names him."""

    uuid = serializers.UUIDField()
    nama = serializers.CharField(source="nama_lengkap")


class BuktiSerializer(serializers.ModelSerializer[BuktiDukung]):
    unduh = serializers.SerializerMethodField()

    class Meta:
        model = BuktiDukung
        fields = (
            "uuid",
            "jenis",
            "nama",
            "tautan",
            "tipe",
            "ukuran",
            "sha256",
            "status",
            "alasan_ditolak",
            "keadaan_tautan",
            "unduh",
        )

    def get_unduh(self, bukti: BuktiDukung) -> str | None:
        """Where the file is fetched; none for a link."""
        if bukti.jenis != JenisBukti.BERKAS:
            return None
        return reverse("kinerja:bukti_unduh", args=[bukti.uuid])


class CatatanSerializer(serializers.ModelSerializer[CatatanHarian]):
    pegawai = NamaOrangSerializer()
    skp = serializers.UUIDField(source="skp.uuid")
    rhk = serializers.UUIDField(source="rhk.uuid")
    rencana_aksi = serializers.UUIDField(source="rencana_aksi.uuid", allow_null=True, default=None)
    bukti = BuktiSerializer(many=True)

    class Meta:
        model = CatatanHarian
        fields = (
            "uuid",
            "klien_id",
            "pegawai",
            "skp",
            "rhk",
            "rencana_aksi",
            "tanggal",
            "jam_mulai",
            "jam_selesai",
            "uraian",
            "jumlah",
            "satuan",
            "bukti",
            "nomor_sunting",
            "dibuat_pada",
            "ditarik_pada",
            "dikoreksi_pada",
        )


class CatatanMasukSerializer(serializers.Serializer[Any]):
    klien_id = serializers.UUIDField(required=False, help_text="Sama dengan tajuk Idempotency-Key.")
    rhk = serializers.UUIDField()
    tanggal = serializers.DateField()
    uraian = serializers.CharField(max_length=rules.MAKS_URAIAN)
    jumlah = serializers.DecimalField(
        max_digits=12, decimal_places=2, required=False, allow_null=True, min_value=0
    )
    satuan = serializers.CharField(max_length=rules.MAKS_SATUAN, required=False, allow_blank=True, default="")
    jam_mulai = serializers.TimeField(required=False, allow_null=True)
    jam_selesai = serializers.TimeField(required=False, allow_null=True)
    rencana_aksi = serializers.UUIDField(required=False, allow_null=True)
    bukti = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=rules.MAKS_BUKTI)


class CatatanUbahSerializer(CatatanMasukSerializer):
    klien_id = None  # type: ignore[assignment]  # an entry keeps the key it came with
    nomor_sunting = serializers.IntegerField(min_value=0, max_value=MAKS_NOMOR)
    pulihkan = serializers.BooleanField(
        default=False, help_text="Catatan yang sudah ditarik ikut dipulihkan."
    )


class RealisasiSerializer(serializers.ModelSerializer[Realisasi]):
    skp = serializers.UUIDField(source="skp.uuid")
    indikator = serializers.UUIDField(source="indikator.uuid")
    periode = serializers.UUIDField(source="periode.uuid")
    tampil = serializers.CharField()
    bukti = BuktiSerializer(many=True)

    class Meta:
        model = Realisasi
        fields = (
            "uuid",
            "skp",
            "indikator",
            "periode",
            "angka",
            "tanggal",
            "teks",
            "sumber_data",
            "tampil",
            "bukti",
            "nomor_sunting",
            "diubah_pada",
        )


class RealisasiMasukSerializer(serializers.Serializer[Any]):
    indikator = serializers.UUIDField()
    periode = serializers.UUIDField()
    angka = serializers.DecimalField(
        max_digits=20, decimal_places=4, required=False, allow_null=True, min_value=0
    )
    tanggal = serializers.DateField(required=False, allow_null=True)
    teks = serializers.CharField(max_length=rules.MAKS_URAIAN, required=False, allow_blank=True, default="")
    sumber_data = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    bukti = serializers.ListField(child=serializers.UUIDField(), required=False)
    nomor_sunting = serializers.IntegerField(min_value=0, max_value=MAKS_NOMOR, default=0)
    alasan = serializers.CharField(
        max_length=500,
        required=False,
        allow_blank=True,
        default="",
        help_text="Wajib setelah periode ditutup.",
    )


class PerilakuSerializer(serializers.ModelSerializer[CatatanPerilaku]):
    pegawai = NamaOrangSerializer()
    oleh = NamaOrangSerializer()
    skp = serializers.UUIDField(source="skp.uuid")
    bukti = BuktiSerializer(many=True)

    class Meta:
        model = CatatanPerilaku
        fields = (
            "uuid",
            "klien_id",
            "pegawai",
            "oleh",
            "skp",
            "penulis",
            "nilai",
            "tanggal",
            "uraian",
            "panduan",
            "ekspektasi",
            "balasan",
            "dibalas_pada",
            "bukti",
            "nomor_sunting",
            "dibuat_pada",
            "ditarik_pada",
        )


class IsiPerilakuSerializer(serializers.Serializer[Any]):
    tanggal = serializers.DateField()
    uraian = serializers.CharField(max_length=rules.MAKS_URAIAN)
    panduan = serializers.IntegerField(min_value=1, max_value=3, required=False, allow_null=True)
    ekspektasi = serializers.BooleanField(default=False, help_text="Menunjukkan ekspektasi khusus pimpinan.")


class PerilakuUbahSerializer(IsiPerilakuSerializer):
    nomor_sunting = serializers.IntegerField(min_value=0, max_value=MAKS_NOMOR)


class PerilakuMasukSerializer(IsiPerilakuSerializer):
    """About whoever owns the SKP; about a colleague, whose SKP is not open, by his person."""

    klien_id = serializers.UUIDField(required=False, help_text="Sama dengan tajuk Idempotency-Key.")
    skp = serializers.UUIDField(required=False)
    pegawai = serializers.UUIDField(required=False, help_text="Rekan kerja, sebagai ganti skp.")
    nilai = serializers.ChoiceField(choices=NilaiPerilaku.choices())
    bukti = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=rules.MAKS_BUKTI)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("skp" in attrs) == ("pegawai" in attrs):
            raise serializers.ValidationError("Sebut SKP, atau pegawai bila ia rekan Anda.")
        return attrs


class UmpanBalikSerializer(serializers.ModelSerializer[UmpanBalik]):
    pegawai = NamaOrangSerializer()
    pemberi = NamaOrangSerializer()
    skp = serializers.UUIDField(source="skp.uuid")
    rhk = serializers.UUIDField(source="rhk.uuid", allow_null=True, default=None)
    catatan = serializers.UUIDField(source="catatan.uuid", allow_null=True, default=None)
    permintaan = serializers.UUIDField(source="permintaan.uuid", allow_null=True, default=None)

    class Meta:
        model = UmpanBalik
        fields = (
            "uuid",
            "klien_id",
            "pegawai",
            "pemberi",
            "peran_pemberi",
            "skp",
            "rhk",
            "nilai",
            "catatan",
            "tanggal",
            "sifat",
            "permintaan",
            "cara",
            "is_terjadwal",
            "penilaian",
            "isi",
            "nomor_sunting",
            "diubah_pada",
            "ditarik_pada",
            "dibaca_pada",
            "balasan",
            "dibalas_pada",
        )


class UmpanBalikMasukSerializer(serializers.Serializer[Any]):
    klien_id = serializers.UUIDField(required=False, help_text="Sama dengan tajuk Idempotency-Key.")
    skp = serializers.UUIDField(required=False, help_text="SKP yang terlihat oleh pimpinan.")
    kepada = serializers.UUIDField(required=False, help_text="Pegawai; untuk rekan dan atasan.")
    permintaan = serializers.UUIDField(required=False, help_text="Permintaan yang dijawab.")
    isi = serializers.CharField(max_length=rules.MAKS_URAIAN)
    sifat = serializers.ChoiceField(choices=SifatUmpanBalik.choices())
    penilaian = serializers.ChoiceField(
        choices=PenilaianUmpanBalik.choices(), required=False, allow_blank=True, default=""
    )
    rhk = serializers.UUIDField(required=False, allow_null=True)
    nilai = serializers.ChoiceField(
        choices=NilaiPerilaku.choices(), required=False, allow_blank=True, default=""
    )
    catatan = serializers.UUIDField(required=False, allow_null=True)
    cara = serializers.ChoiceField(choices=CaraUmpanBalik.choices(), default=CaraUmpanBalik.TERTULIS.value)
    tanggal = serializers.DateField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(n in attrs for n in ("skp", "kepada", "permintaan")) != 1:
            raise serializers.ValidationError("Isi salah satu: skp, kepada, atau permintaan.")
        return attrs


class BalasSerializer(serializers.Serializer[Any]):
    balasan = serializers.CharField(max_length=rules.MAKS_URAIAN)


class BuktiMasukSerializer(serializers.Serializer[Any]):
    """A file or a link, one of the two."""

    skp = serializers.UUIDField()
    berkas = serializers.FileField(required=False, allow_empty_file=True)
    tautan = serializers.CharField(max_length=1000, required=False)
    nama = serializers.CharField(max_length=255, required=False, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("berkas")) == bool(attrs.get("tautan")):
            raise serializers.ValidationError("Kirim satu berkas atau satu tautan.")
        return attrs


class SaringSerializer(serializers.Serializer[Any]):
    """Which rows a list asks for: of one SKP, in a span of days. Without `skp`: one's own."""

    skp = serializers.UUIDField(required=False)
    mulai = serializers.DateField(required=False)
    selesai = serializers.DateField(required=False)


class SaringUmpanBalikSerializer(SaringSerializer):
    q = serializers.CharField(required=False, max_length=100, allow_blank=True)
    sifat = serializers.ChoiceField(choices=SifatUmpanBalik.choices(), required=False)
    peran = serializers.ChoiceField(choices=PeranPemberi.choices(), required=False)
    penilaian = serializers.ChoiceField(choices=PenilaianUmpanBalik.choices(), required=False)
    tentang = serializers.CharField(
        required=False, max_length=40, help_text="umum, rhk, nilai, atau nilai:<nilai>"
    )
    belum_dibaca = serializers.BooleanField(required=False)
    arah = serializers.ChoiceField(
        choices=[("diterima", "Yang saya terima"), ("diberikan", "Yang saya berikan")], default="diterima"
    )
