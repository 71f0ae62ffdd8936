"""Routes of angka kredit. Values are strings of exact or rounded decimals, never floats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluasi import permissions
from evaluasi.api.dokumen import jawab_laporan
from evaluasi.api.serializers import LaporanSerializer
from evaluasi.models import (
    KoefisienKredit,
    KonversiAngkaKredit,
    PenetapanAngkaKredit,
    PengaturanKredit,
    SaldoKredit,
)
from evaluasi.permissions import kredit as izin
from evaluasi.rules import HitungBulan, HitungPangkat, JenisDokumen, JenisKonversi, JenisSaldo, jenis_dari
from evaluasi.rules import kredit as aturan
from evaluasi.rules.kredit import bulatkan
from evaluasi.rules.kredit_naik import Kebutuhan
from evaluasi.rules.kredit_tempel import baca_saldo
from evaluasi.selectors import kredit as baca
from evaluasi.selectors.kredit_daftar import SYARAT_KEADAAN, daftar_kredit
from evaluasi.services import kredit as layanan
from evaluasi.services import kredit_atur, request_dokumen
from kinerja.api.dasar import terlihat
from pegawai.api.dasar import read_body
from pegawai.models import Jabatan, Pegawai, UnitKerja
from pegawai.permintaan import PermintaanApi
from pegawai.rules import JenjangFungsional
from skp.selectors import hari_instansi


class KonversiSerializer(serializers.ModelSerializer[KonversiAngkaKredit]):
    angka_kredit = serializers.SerializerMethodField(help_text="Dibulatkan dua angka.")

    class Meta:
        model = KonversiAngkaKredit
        fields = (
            "uuid",
            "jenis",
            "tahun",
            "bulan_mulai",
            "bulan_selesai",
            "jenjang",
            "predikat",
            "persen",
            "koefisien",
            "angka_kredit",
            "ditetapkan_pada",
            "dibatalkan_pada",
        )

    def get_angka_kredit(self, k: KonversiAngkaKredit) -> str:
        return str(bulatkan(k.angka_kredit))


class SaldoSerializer(serializers.ModelSerializer[SaldoKredit]):
    class Meta:
        model = SaldoKredit
        fields = ("uuid", "jenjang", "jenis", "nilai", "tanggal", "dasar", "dibatalkan_pada")


class PenetapanSerializer(serializers.ModelSerializer[PenetapanAngkaKredit]):
    jumlah = serializers.CharField(source="jumlah_tampil")
    kesimpulan = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = PenetapanAngkaKredit
        fields = (
            "uuid",
            "jenjang",
            "golongan",
            "jumlah",
            "kesimpulan",
            "ditetapkan_pada",
            "dibatalkan_pada",
        )


class KebutuhanSerializer(serializers.Serializer[Any]):
    minimal = serializers.CharField(allow_null=True)
    selisih = serializers.CharField(allow_null=True)
    tujuan = serializers.CharField()
    kalimat = serializers.CharField()


class RekapSerializer(serializers.Serializer[Any]):
    pegawai = serializers.UUIDField()
    jenjang = serializers.CharField(allow_blank=True)
    alasan = serializers.CharField(allow_blank=True)
    total = serializers.CharField()
    pangkat = KebutuhanSerializer(allow_null=True)
    naik = KebutuhanSerializer(allow_null=True)
    saldo = SaldoSerializer(many=True)
    konversi = KonversiSerializer(many=True)
    penetapan = PenetapanSerializer(many=True)


class KonversiMasukSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=aturan.TAHUN_AWAL, max_value=2100)
    jenis = serializers.ChoiceField(choices=JenisKonversi.choices(), default=JenisKonversi.TAHUNAN.value)
    mulai = serializers.IntegerField(min_value=1, max_value=12, default=1)
    sampai = serializers.IntegerField(min_value=1, max_value=12, default=12)

    def validate_jenis(self, nilai: str) -> JenisKonversi:
        return JenisKonversi(nilai)


class MassalMasukSerializer(serializers.Serializer[Any]):
    tahun = serializers.IntegerField(min_value=aturan.TAHUN_AWAL, max_value=2100)
    unit = serializers.UUIDField(required=False, help_text="Kosong: yang saya nilai.")


class MassalSerializer(serializers.Serializer[Any]):
    ditetapkan = serializers.IntegerField()
    dilewati = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class SaldoMasukSerializer(serializers.Serializer[Any]):
    jenis = serializers.ChoiceField(choices=JenisSaldo.choices())
    nilai = serializers.DecimalField(max_digits=8, decimal_places=3)
    tanggal = serializers.DateField()
    dasar = serializers.CharField(max_length=300)


class TempelSaldoMasukSerializer(serializers.Serializer[Any]):
    daftar = serializers.CharField(max_length=200_000)


class TempelSaldoSerializer(serializers.Serializer[Any]):
    dicatat = serializers.IntegerField()
    sudah_ada = serializers.IntegerField()
    ditolak = serializers.ListField(child=serializers.DictField())


class AlasanKreditMasukSerializer(serializers.Serializer[Any]):
    alasan = serializers.CharField(max_length=500)


class KoefisienSerializer(serializers.ModelSerializer[KoefisienKredit]):
    jabatan = serializers.UUIDField(source="jabatan.uuid", allow_null=True, default=None)

    class Meta:
        model = KoefisienKredit
        fields = (
            "uuid",
            "jenjang",
            "jabatan",
            "mulai",
            "koefisien",
            "akk_pangkat",
            "akk_jenjang",
            "golongan",
            "dasar",
        )


class KoefisienMasukSerializer(serializers.Serializer[Any]):
    jenjang = serializers.ChoiceField(choices=JenjangFungsional.choices())
    jabatan = serializers.UUIDField(required=False)
    mulai = serializers.DateField()
    koefisien = serializers.DecimalField(max_digits=7, decimal_places=3)
    golongan = serializers.CharField(max_length=100)
    akk_pangkat = serializers.DecimalField(max_digits=8, decimal_places=3, required=False, allow_null=True)
    akk_jenjang = serializers.DecimalField(max_digits=8, decimal_places=3, required=False, allow_null=True)
    dasar = serializers.CharField(max_length=300)


class AturanSerializer(serializers.ModelSerializer[PengaturanKredit]):
    class Meta:
        model = PengaturanKredit
        fields = ("is_pppk", "is_per_jenjang", "hitung_bulan", "hitung_pangkat", "tembusan")


class AturanMasukSerializer(serializers.Serializer[Any]):
    is_pppk = serializers.BooleanField()
    is_per_jenjang = serializers.BooleanField()
    hitung_bulan = serializers.ChoiceField(choices=HitungBulan.choices())
    hitung_pangkat = serializers.ChoiceField(choices=HitungPangkat.choices())
    tembusan = serializers.CharField(max_length=1000, allow_blank=True, default="")


def _butuh(k: Kebutuhan | None) -> dict[str, Any] | None:
    if k is None:
        return None
    return {
        "minimal": None if k.minimal is None else str(bulatkan(k.minimal)),
        "selisih": None if k.selisih is None else str(bulatkan(k.selisih)),
        "tujuan": k.tujuan,
        "kalimat": k.kalimat,
    }


def _rekap(rekap: baca.RekapKredit) -> dict[str, Any]:
    return RekapSerializer(
        {
            "pegawai": rekap.pegawai.uuid,
            "jenjang": rekap.jenjang.value if rekap.jenjang else "",
            "alasan": rekap.alasan,
            "total": str(bulatkan(rekap.total)),
            "pangkat": _butuh(rekap.pangkat),
            "naik": _butuh(rekap.naik),
            "saldo": rekap.saldo,
            "konversi": rekap.konversi,
            "penetapan": rekap.bahan.penetapan,
        }
    ).data


def _orang(request: PermintaanApi, uuid: UUID) -> Pegawai:
    return get_object_or_404(baca.pegawai_kredit(request.pelaku), uuid=uuid)


def _baris(request: PermintaanApi, model: Any, uuid: UUID) -> Any:
    return get_object_or_404(
        model.objects.visible_to(request.pelaku).select_related("pegawai__instansi"), uuid=uuid
    )


class KreditSaya(APIView):
    @extend_schema(responses=RekapSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """One's own angka kredit."""
        pegawai = _orang(request, request.pelaku.uuid)
        return Response(_rekap(baca.rekap_satu(pegawai, hari_instansi(pegawai.instansi))))


class KreditPegawai(APIView):
    @extend_schema(responses=RekapSerializer)
    def get(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Somebody's angka kredit."""
        pegawai = _orang(request, uuid)
        return Response(_rekap(baca.rekap_satu(pegawai, hari_instansi(pegawai.instansi))))


class Konversi(APIView):
    @extend_schema(request=KonversiMasukSerializer, responses={201: KonversiSerializer(many=True)})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Fix the conversion of a year, or of months of it."""
        pegawai = _orang(request, uuid)
        permissions.require(izin.may_fix_kredit(request.pelaku, pegawai, layanan.unit_kini(pegawai)))
        baru = layanan.fix_konversi(
            pelaku=request.pelaku, pegawai=pegawai, **read_body(KonversiMasukSerializer, request.data)
        )
        return Response(KonversiSerializer(baru, many=True).data, status=status.HTTP_201_CREATED)


class KonversiMassal(APIView):
    @extend_schema(request=MassalMasukSerializer, responses=MassalSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Fix the year of everyone in a unit who is ready."""
        permissions.require(izin.may_list_kredit(request.pelaku))
        data = read_body(MassalMasukSerializer, request.data)
        unit = terlihat(request, UnitKerja, data.get("unit"))
        permissions.require(izin.may_list_kredit(request.pelaku, unit))
        semua = daftar_kredit(
            request.pelaku,
            unit=unit,
            tahun=data["tahun"],
            atur=izin.pengaturan_kredit(request.pelaku.instansi),
        ).filter(SYARAT_KEADAAN[aturan.KeadaanKredit.SIAP])
        orang = [p.pegawai for p in semua.select_related("pegawai").order_by("pegawai")]
        hasil = layanan.fix_konversi_massal(pelaku=request.pelaku, pegawai=orang, tahun=data["tahun"])
        return Response(MassalSerializer(hasil).data)


class KonversiBatal(APIView):
    @extend_schema(request=AlasanKreditMasukSerializer, responses=KonversiSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Cancel a conversion."""
        baris = _baris(request, KonversiAngkaKredit, uuid)
        permissions.require(izin.may_cancel_kredit(request.pelaku, baris, layanan.unit_kini(baris.pegawai)))
        batal = layanan.cancel_konversi(
            pelaku=request.pelaku, konversi=baris, **read_body(AlasanKreditMasukSerializer, request.data)
        )
        return Response(KonversiSerializer(batal).data)


class KonversiDokumen(APIView):
    @extend_schema(request=None, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Order the paper of a conversion."""
        baris = _baris(request, KonversiAngkaKredit, uuid)
        laporan = request_dokumen(
            pelaku=request.pelaku,
            sumber=[baris],
            jenis=[JenisDokumen.KONVERSI],
            judul=f"Konversi angka kredit {baris.periode}, {baris.pegawai.nama_lengkap}",
        )
        return jawab_laporan(request, laporan)


class Saldo(APIView):
    @extend_schema(request=SaldoMasukSerializer, responses={201: SaldoSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Record what somebody brings along."""
        pegawai = _orang(request, uuid)
        permissions.require(izin.may_record_saldo(request.pelaku, pegawai, layanan.unit_kini(pegawai)))
        saldo = kredit_atur.record_saldo(
            pelaku=request.pelaku, pegawai=pegawai, **read_body(SaldoMasukSerializer, request.data)
        )
        return Response(SaldoSerializer(saldo).data, status=status.HTTP_201_CREATED)


class SaldoTempel(APIView):
    @extend_schema(request=TempelSaldoMasukSerializer, responses=TempelSaldoSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Record a list: NIP; jenis; angka kredit; tanggal; dasar per line."""
        permissions.require(izin.may_paste_saldo(request.pelaku))
        data = read_body(TempelSaldoMasukSerializer, request.data)
        tempelan = baca_saldo(data["daftar"], hari_instansi(request.pelaku.instansi))
        hasil = kredit_atur.record_banyak_saldo(pelaku=request.pelaku, baris=tempelan.baris)
        ditolak = [{"nomor": b.nomor, "alasan": b.alasan} for b in (*tempelan.ditolak, *hasil.ditolak)]
        return Response({"dicatat": hasil.dicatat, "sudah_ada": hasil.sudah_ada, "ditolak": ditolak})


class SaldoBatal(APIView):
    @extend_schema(request=AlasanKreditMasukSerializer, responses=SaldoSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Take back an opening balance."""
        saldo = _baris(request, SaldoKredit, uuid)
        permissions.require(izin.may_cancel_saldo(request.pelaku, saldo, layanan.unit_kini(saldo.pegawai)))
        batal = layanan.cancel_saldo(
            pelaku=request.pelaku, saldo=saldo, **read_body(AlasanKreditMasukSerializer, request.data)
        )
        return Response(SaldoSerializer(batal).data)


class Penetapan(APIView):
    @extend_schema(request=None, responses={201: PenetapanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Fix the sum of today's jenjang."""
        baru = layanan.fix_penetapan(pelaku=request.pelaku, pegawai=_orang(request, uuid))
        return Response(PenetapanSerializer(baru).data, status=status.HTTP_201_CREATED)


class PenetapanBatal(APIView):
    @extend_schema(request=AlasanKreditMasukSerializer, responses=PenetapanSerializer)
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Cancel a Penetapan."""
        baris = _baris(request, PenetapanAngkaKredit, uuid)
        permissions.require(izin.may_cancel_kredit(request.pelaku, baris, layanan.unit_kini(baris.pegawai)))
        batal = layanan.cancel_penetapan(
            pelaku=request.pelaku, penetapan=baris, **read_body(AlasanKreditMasukSerializer, request.data)
        )
        return Response(PenetapanSerializer(batal).data)


class PenetapanDokumen(APIView):
    @extend_schema(request=None, responses={201: LaporanSerializer})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Order Akumulasi and Penetapan."""
        baris = _baris(request, PenetapanAngkaKredit, uuid)
        laporan = request_dokumen(
            pelaku=request.pelaku,
            sumber=[baris],
            jenis=list(jenis_dari("penetapan")),
            judul=f"Akumulasi dan penetapan angka kredit, {baris.pegawai.nama_lengkap}",
        )
        return jawab_laporan(request, laporan)


class Koefisien(APIView):
    @extend_schema(responses=KoefisienSerializer(many=True))
    def get(self, request: PermintaanApi) -> Response:
        """The agency's own rows; where there is none, the national figures hold."""
        semua = KoefisienKredit.objects.visible_to(request.pelaku).select_related("jabatan")
        return Response(KoefisienSerializer(semua, many=True).data)

    @extend_schema(request=KoefisienMasukSerializer, responses={201: KoefisienSerializer})
    def post(self, request: PermintaanApi) -> Response:
        """Let other figures hold from a day on."""
        pelaku = request.pelaku
        permissions.require(izin.may_set_kredit(pelaku, pelaku.instansi))
        data = read_body(KoefisienMasukSerializer, request.data)
        if data.get("jabatan"):
            data["jabatan"] = get_object_or_404(Jabatan, instansi=pelaku.instansi_id, uuid=data["jabatan"])
        baris = kredit_atur.save_koefisien(pelaku=pelaku, instansi=pelaku.instansi, **data)
        return Response(KoefisienSerializer(baris).data, status=status.HTTP_201_CREATED)


class KoefisienHapus(APIView):
    @extend_schema(request=None, responses={204: None})
    def post(self, request: PermintaanApi, uuid: UUID) -> Response:
        """Take a row out."""
        baris = get_object_or_404(
            KoefisienKredit.objects.visible_to(request.pelaku).select_related("instansi"), uuid=uuid
        )
        kredit_atur.delete_koefisien(pelaku=request.pelaku, koefisien=baris)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AturanKredit(APIView):
    @extend_schema(responses=AturanSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """How the agency reckons."""
        return Response(AturanSerializer(izin.pengaturan_kredit(request.pelaku.instansi)).data)

    @extend_schema(request=AturanMasukSerializer, responses=AturanSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Settle how the agency reckons."""
        pelaku = request.pelaku
        permissions.require(izin.may_set_kredit(pelaku, pelaku.instansi))
        atur = kredit_atur.set_pengaturan_kredit(
            pelaku=pelaku, instansi=pelaku.instansi, **read_body(AturanMasukSerializer, request.data)
        )
        return Response(AturanSerializer(atur).data)
