"""Shapes of the evaluation API; input and output apart. Ratings are left out where the page leaves them out."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluasi.models import Dokumen, Evaluasi, Laporan, Penyampaian
from evaluasi.permissions import may_view_rating
from evaluasi.rules import (
    MAKS_DASAR,
    PILIHAN_JENIS_SKP,
    PILIHAN_MASSAL,
    BentukLaporan,
    Ekspektasi,
    KeadaanCetak,
    Predikat,
    StatusEvaluasi,
)

RATING = (
    "rating_hasil",
    "rating_perilaku",
    "alasan_hasil",
    "alasan_perilaku",
    "sebab_beda_hasil",
    "sebab_beda_perilaku",
    "catatan_rekomendasi",
    "predikat",
)


class DokumenSerializer(serializers.ModelSerializer[Dokumen]):
    """An issued document and where it is downloaded."""

    unduh = serializers.SerializerMethodField()

    class Meta:
        model = Dokumen
        fields = ("uuid", "jenis", "versi", "nomor", "kode_verifikasi", "ukuran", "sha256", "unduh")

    def get_unduh(self, dokumen: Dokumen) -> str:
        return reverse("evaluasi:dokumen_unduh", args=[dokumen.uuid])


class RatingKeluarSerializer(serializers.ModelSerializer[Evaluasi]):
    """The two ratings, their grounds, the predikat."""

    class Meta:
        model = Evaluasi
        fields = RATING


class PenyampaianSerializer(serializers.ModelSerializer[Penyampaian]):
    """When a result was handed over and until when it is answered; each `batas` is the first moment too late."""

    class Meta:
        model = Penyampaian
        fields = (
            "disampaikan_pada",
            "batas_tanggapan",
            "batas_keberatan",
            "diterima_pada",
            "tanggapan",
            "tanpa_keberatan",
        )


class EvaluasiSerializer(serializers.ModelSerializer[Evaluasi]):
    """One evaluation as the caller may read it."""

    skp = serializers.UUIDField(source="skp.uuid")
    periode = serializers.UUIDField(source="periode.uuid")
    nama_periode = serializers.CharField(source="periode")
    pegawai = serializers.CharField(source="pegawai.nama_lengkap")
    penilai = serializers.CharField(source="penilai.nama_lengkap")
    versi = serializers.IntegerField(source="nomor_sunting")
    versi_hasil = serializers.IntegerField(source="versi")
    penilaian = serializers.SerializerMethodField()
    penyampaian = serializers.SerializerMethodField()
    dokumen = DokumenSerializer(many=True)

    class Meta:
        model = Evaluasi
        fields = (
            "uuid",
            "skp",
            "periode",
            "nama_periode",
            "pegawai",
            "penilai",
            "status",
            "versi",
            "versi_hasil",
            "alasan_koreksi",
            "diajukan_pada",
            "final_pada",
            "penilaian",
            "penyampaian",
            "dokumen",
        )

    @extend_schema_field(RatingKeluarSerializer(allow_null=True))
    def get_penilaian(self, evaluasi: Evaluasi) -> dict[str, Any] | None:
        """Null until the ratings are open to the caller."""
        if not may_view_rating(self.context["request"].pelaku, evaluasi):
            return None
        return dict(RatingKeluarSerializer(evaluasi).data)

    @extend_schema_field(PenyampaianSerializer(allow_null=True))
    def get_penyampaian(self, evaluasi: Evaluasi) -> dict[str, Any] | None:
        """The clock that all three see; null until the result was handed over."""
        sampai = getattr(evaluasi, "penyampaian", None)
        return dict(PenyampaianSerializer(sampai).data) if sampai else None


class BarisSendiriSerializer(serializers.Serializer[Any]):
    """One period of one's own."""

    skp = serializers.UUIDField(source="skp.uuid")
    periode = serializers.UUIDField(source="periode.uuid")
    nama_periode = serializers.CharField(source="periode")
    evaluasi = serializers.UUIDField(source="evaluasi.uuid", default=None, allow_null=True)
    status = serializers.SerializerMethodField()
    predikat = serializers.SerializerMethodField()
    bisa_diajukan = serializers.BooleanField()
    dokumen = DokumenSerializer(many=True)

    @extend_schema_field(serializers.ChoiceField(choices=StatusEvaluasi.choices()))
    def get_status(self, baris: Any) -> str:
        return str(baris.evaluasi.status) if baris.evaluasi else StatusEvaluasi.BELUM_DIBUKA.value

    @extend_schema_field(serializers.ChoiceField(choices=Predikat.choices(), allow_null=True))
    def get_predikat(self, baris: Any) -> str | None:
        return str(baris.evaluasi.predikat) if baris.evaluasi and baris.evaluasi.is_final else None


class BarisTimSerializer(serializers.Serializer[Any]):
    """One member in one period, for whoever rates him."""

    pegawai = serializers.CharField(source="pegawai.nama_lengkap")
    jabatan = serializers.CharField()
    skp = serializers.UUIDField(source="skp.uuid", default=None, allow_null=True)
    evaluasi = serializers.UUIDField(source="evaluasi.uuid", default=None, allow_null=True)
    status = serializers.SerializerMethodField()
    penilaian = RatingKeluarSerializer(source="evaluasi", allow_null=True)
    kurang = serializers.ListField(child=serializers.CharField())

    @extend_schema_field(serializers.ChoiceField(choices=StatusEvaluasi.choices()))
    def get_status(self, baris: Any) -> str:
        return str(baris.evaluasi.status) if baris.evaluasi else StatusEvaluasi.BELUM_DIBUKA.value


class SaringTimSerializer(serializers.Serializer[Any]):
    periode = serializers.UUIDField(required=False)


class SkpPeriodeSerializer(serializers.Serializer[Any]):
    """Which SKP, and which period."""

    skp = serializers.UUIDField()
    periode = serializers.UUIDField()


class RatingSerializer(serializers.Serializer[Any]):
    """What the penilai has decided so far; `versi` is the one he read."""

    rating_hasil = serializers.ChoiceField(choices=Ekspektasi.choices(), required=False, allow_blank=True)
    alasan_hasil = serializers.CharField(required=False, allow_blank=True, max_length=MAKS_DASAR)
    rating_perilaku = serializers.ChoiceField(choices=Ekspektasi.choices(), required=False, allow_blank=True)
    alasan_perilaku = serializers.CharField(required=False, allow_blank=True, max_length=MAKS_DASAR)
    sebab_beda_hasil = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    sebab_beda_perilaku = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    catatan_rekomendasi = serializers.CharField(required=False, allow_blank=True, max_length=MAKS_DASAR)
    versi = serializers.IntegerField(min_value=0, max_value=2_000_000_000)


class FinalSerializer(serializers.Serializer[Any]):
    versi = serializers.IntegerField(min_value=0, max_value=2_000_000_000)


class KembalikanEvaluasiSerializer(serializers.Serializer[Any]):
    catatan = serializers.CharField(max_length=2000)


class LaporanSerializer(serializers.ModelSerializer[Laporan]):
    """A job and how far it has come."""

    selesai = serializers.IntegerField(source="jumlah_selesai")
    unduh = serializers.SerializerMethodField()

    class Meta:
        model = Laporan
        fields = (
            "uuid",
            "judul",
            "jenis",
            "status",
            "bentuk",
            "jumlah",
            "selesai",
            "galat",
            "unduh",
            "dibuat_pada",
            "mulai_pada",
            "selesai_pada",
            "dijeda_pada",
            "simpan_sampai",
            "dihapus_pada",
            "ringkasan",
        )

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_unduh(self, laporan: Laporan) -> str | None:
        """Where the bundle is downloaded, once there is one."""
        return reverse("evaluasi:laporan_unduh", args=[laporan.uuid]) if laporan.berkas else None


class MintaDokumenSkpSerializer(serializers.Serializer[Any]):
    """Which documents of an SKP; of one that is not fixed, drafts."""

    jenis = serializers.MultipleChoiceField(choices=PILIHAN_JENIS_SKP, allow_empty=False)


class MintaMassalSerializer(serializers.Serializer[Any]):
    """Documents of a unit with everything below it; without `unit`, of those whom the caller rates."""

    jenis = serializers.MultipleChoiceField(choices=PILIHAN_MASSAL, allow_empty=False)
    unit = serializers.UUIDField(required=False, allow_null=True)
    tahun = serializers.IntegerField(min_value=2000, max_value=2200)
    keadaan = serializers.ChoiceField(choices=KeadaanCetak.choices(), default=KeadaanCetak.TETAP.value)
    bentuk = serializers.ChoiceField(
        choices=[(b.value, b.label) for b in (BentukLaporan.GABUNGAN, BentukLaporan.ZIP)],
        default=BentukLaporan.ZIP.value,
    )
