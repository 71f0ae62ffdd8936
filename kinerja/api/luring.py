"""For devices that work without a network: who is signed in, what one may choose from, entries that waited."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.dateparse import parse_date
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kinerja import permissions, rules, selectors, services
from kinerja.api.dasar import KUNCI
from kinerja.api.luring_sekali import AKUN, sekali
from kinerja.forms import CatatanForm, UlangHariForm
from kinerja.models import BuktiDukung
from pegawai.api.dasar import read_body
from pegawai.models import Pegawai
from pegawai.permintaan import PermintaanApi
from pegawai.rules import require
from skp.rules import angka_id, tanggal_panjang

AKUN_TAJUK = OpenApiParameter(AKUN, str, OpenApiParameter.HEADER, description="Nomor akun pemilik antrean.")
RUTE = "luring"
"""Sending and cancelling share their keys: what was cancelled is not taken in when it arrives after all."""
MAKS_GANTI = 20
"""How often an entry may have been reworded while nobody knew whether it had arrived."""


class SesiSerializer(serializers.Serializer[Any]):
    akun = serializers.IntegerField()
    csrf = serializers.CharField()
    kini = serializers.DateTimeField()


class RhkPilihan(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    teks = serializers.CharField()
    skp = serializers.UUIDField()


class AksiPilihan(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    teks = serializers.CharField()
    rhk = serializers.UUIDField()
    mulai = serializers.DateField()
    selesai = serializers.DateField()


class SaranPilihan(serializers.Serializer[Any]):
    rhk = serializers.UUIDField()
    uraian = serializers.CharField()
    jumlah = serializers.CharField()
    satuan = serializers.CharField()


class FotoSetelan(serializers.Serializer[Any]):
    sisi = serializers.IntegerField()
    mutu = serializers.IntegerField()
    maks_mb = serializers.IntegerField()
    maks_jumlah = serializers.IntegerField()


class BahanSerializer(SesiSerializer):
    nama = serializers.CharField()
    zona = serializers.CharField()
    rhk = RhkPilihan(many=True)
    rencana_aksi = AksiPilihan(many=True)
    saran = SaranPilihan(many=True)
    satuan = serializers.ListField(child=serializers.CharField())
    hari_terakhir = serializers.DateField(allow_null=True)
    foto = FotoSetelan()


class IsianSerializer(serializers.Serializer[Any]):
    """The fields of the log's form, as typed."""

    klien_id = serializers.UUIDField()
    isi = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=4000))


class KirimanSerializer(IsianSerializer):
    menggantikan = serializers.ListField(child=IsianSerializer(), required=False, max_length=MAKS_GANTI)


class BatalSerializer(serializers.Serializer[Any]):
    menggantikan = serializers.ListField(child=IsianSerializer(), min_length=1, max_length=MAKS_GANTI)


class TerkirimSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField()
    klien_id = serializers.UUIDField()
    tanggal = serializers.DateField()
    uraian = serializers.CharField()


class DibatalkanSerializer(serializers.Serializer[Any]):
    uuid = serializers.UUIDField(allow_null=True)


def sesi(request: PermintaanApi) -> dict[str, Any]:
    """Whose session this is, with a token that holds for it now."""
    django = request._request if isinstance(request, Request) else request
    return {"akun": request.user.pk, "csrf": get_token(django), "kini": timezone.now()}


def jawab(kelas: type[serializers.Serializer[Any]], isi: Any, kode: int = 200) -> Response:
    """Answer with what no cache on the way may keep."""
    return Response(kelas(isi).data, status=kode, headers={"Cache-Control": "private, no-store"})


class LuringSesi(APIView):
    """Asked before every round of sending: a queue must know whose session carries it."""

    @extend_schema(responses=SesiSerializer)
    def get(self, request: PermintaanApi) -> Response:
        return jawab(SesiSerializer, sesi(request))


class LuringBahan(APIView):
    @extend_schema(responses=BahanSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """Own RHK, planned steps and habits, for the form that works without a network."""
        bahan = selectors.bahan_luring(request.pelaku, timezone.localdate())
        isi = {
            **sesi(request),
            "nama": request.pelaku.nama_lengkap,
            "zona": request.pelaku.instansi.zona_waktu,
            "rhk": [
                {
                    "uuid": r.uuid,
                    "teks": f"{r.skp.penempatan.jabatan_tampil}: {r.teks}"
                    if bahan.jabatan_tampil
                    else r.teks,
                    "skp": r.skp.uuid,
                }
                for r in bahan.rhk
            ],
            "rencana_aksi": [
                {
                    "uuid": a.uuid,
                    "teks": a.teks,
                    "rhk": a.rhk.uuid,
                    "mulai": a.periode.mulai,
                    "selesai": a.periode.selesai,
                }
                for a in bahan.rencana_aksi
            ],
            "saran": [
                {
                    "rhk": c.rhk.uuid,
                    "uraian": c.uraian,
                    "jumlah": "" if c.jumlah is None else angka_id(c.jumlah),
                    "satuan": c.satuan,
                }
                for c in bahan.saran
            ],
            "satuan": bahan.satuan,
            "hari_terakhir": bahan.hari_terakhir,
            "foto": {
                "sisi": bahan.setelan.foto_sisi,
                "mutu": bahan.setelan.foto_mutu,
                "maks_mb": settings.UKURAN_BUKTI_MAKS_MB,
                "maks_jumlah": rules.MAKS_BUKTI,
            },
        }
        return jawab(BahanSerializer, isi)


def isian(pelaku: Pegawai, kiriman: dict[str, Any]) -> CatatanForm:
    """The form of the log, filled by a device instead of a page."""
    data = {**kiriman["isi"], "klien_id": str(kiriman["klien_id"])}
    try:
        hari = parse_date(data.get("tanggal", "")) or timezone.localdate()
    except ValueError:
        hari = timezone.localdate()
    return CatatanForm(data, {}, skp=selectors.skp_tetap(pelaku), hari=hari)


def ulang_hari(kiriman: dict[str, Any]) -> UlangHariForm:
    """The form of a repeated day, filled by a device."""
    return UlangHariForm({**kiriman["isi"], "klien_id": str(kiriman["klien_id"])})


def kunci_lama(pelaku: Pegawai, kiriman: list[dict[str, Any]]) -> list[uuid_lib.UUID]:
    """Under which keys earlier wordings would stand, had they arrived: by this queue or by the page."""
    form = [isian(pelaku, k) for k in kiriman]
    return [f.kunci for f in form if f.is_valid()]


class LuringCatatan(APIView):
    rute = RUTE
    kunci_lain: tuple[uuid_lib.UUID, ...] = ()

    @extend_schema(
        parameters=[KUNCI, AKUN_TAJUK], request=KirimanSerializer, responses={201: TerkirimSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        """Log an entry that waited on a device: the same fields, the same rules and words as the page."""
        masuk = KirimanSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        data = masuk.validated_data
        lama = data.get("menggantikan", [])
        self.kunci_lain = tuple(k["klien_id"] for k in lama)
        form = isian(request.pelaku, data)
        if not form.is_valid():
            raise ValidationError({nama: [str(g) for g in galat] for nama, galat in form.errors.items()})
        catatan = services.send_catatan(
            pelaku=request.pelaku,
            klien_id=form.kunci,
            menggantikan=kunci_lama(request.pelaku, lama),
            bukti=bukti_dari(request.pelaku, form),
            **form.isi(),
        )
        isi = {
            "uuid": catatan.uuid,
            "klien_id": data["klien_id"],
            "tanggal": catatan.tanggal,
            "uraian": catatan.uraian,
        }
        return jawab(TerkirimSerializer, isi, status.HTTP_201_CREATED)


def bukti_dari(pelaku: Pegawai, form: CatatanForm) -> list[BuktiDukung]:
    """Photos that went ahead of the entry, and its link."""
    skp = form.cleaned_data["rhk"].skp
    kunci = form.cleaned_data["siap"]
    bukti = selectors.bukti_siap(pelaku, skp, kunci)
    if len(bukti) != len(set(kunci)):
        raise ValidationError({"foto": ["Ada foto yang tidak sampai. Kirim lagi catatan ini."]})
    if form.cleaned_data["tautan"]:
        bukti.append(services.add_tautan(pelaku=pelaku, skp=skp, tautan=form.cleaned_data["tautan"]))
    return bukti


class SetelanLuringSerializer(serializers.Serializer[Any]):
    foto_sisi = serializers.IntegerField(min_value=640, max_value=4000)
    foto_mutu = serializers.IntegerField(min_value=40, max_value=95)


class LuringSetelan(APIView):
    @extend_schema(responses=SetelanLuringSerializer)
    def get(self, request: PermintaanApi) -> Response:
        """How small the agency's devices make photos."""
        return Response(SetelanLuringSerializer(selectors.setelan_luring(request.pelaku.instansi_id)).data)

    @extend_schema(request=SetelanLuringSerializer, responses=SetelanLuringSerializer)
    def post(self, request: PermintaanApi) -> Response:
        """Set it; devices hear of it when they next connect."""
        instansi = request.pelaku.instansi
        require(permissions.may_set_luring(request.pelaku, instansi))
        setelan = services.set_setelan_luring(
            pelaku=request.pelaku, instansi=instansi, **read_body(SetelanLuringSerializer, request.data)
        )
        return Response(SetelanLuringSerializer(setelan).data)


class LuringUlangHari(APIView):
    rute = RUTE

    @extend_schema(
        parameters=[KUNCI, AKUN_TAJUK], request=IsianSerializer, responses={201: TerkirimSerializer}
    )
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        """Log the whole work of one day again on another, at once or after it waited on a device."""
        masuk = IsianSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        data = masuk.validated_data
        form = ulang_hari(data)
        if not form.is_valid():
            raise ValidationError({nama: [str(g) for g in galat] for nama, galat in form.errors.items()})
        c = form.cleaned_data
        hasil = services.repeat_hari(
            pelaku=request.pelaku, dari=c["dari"], ke=c["tanggal"], klien_id=form.kunci
        )
        isi = {
            "uuid": hasil[0].uuid,
            "klien_id": data["klien_id"],
            "tanggal": c["tanggal"],
            "uraian": f"{len(hasil)} catatan diulang dari {tanggal_panjang(c['dari'])}.",
        }
        return jawab(TerkirimSerializer, isi, status.HTTP_201_CREATED)


class LuringBatal(APIView):
    rute = RUTE
    kunci_lain: tuple[uuid_lib.UUID, ...] = ()

    @extend_schema(parameters=[KUNCI, AKUN_TAJUK], request=BatalSerializer, responses=DibatalkanSerializer)
    @sekali
    def post(self, request: PermintaanApi) -> Response:
        """Withdraw what was deleted on the device while nobody knew whether it had arrived."""
        masuk = BatalSerializer(data=request.data)
        masuk.is_valid(raise_exception=True)
        lama = masuk.validated_data["menggantikan"]
        self.kunci_lain = tuple(k["klien_id"] for k in lama)
        catatan = services.cancel_catatan(pelaku=request.pelaku, klien_id=kunci_lama(request.pelaku, lama))
        for form in (ulang_hari(k) for k in lama if "dari" in k["isi"]):
            if form.is_valid():
                dari = form.cleaned_data["dari"]
                services.cancel_ulang_hari(pelaku=request.pelaku, dari=dari, klien_id=form.kunci)
        return jawab(DibatalkanSerializer, {"uuid": catatan.uuid if catatan else None})
