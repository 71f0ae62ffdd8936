"""What every act and page asks of an SKP: its penilai, its content, what it lacks, its latest move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.utils import timezone

from pegawai.models import HubunganPenilai, Pegawai
from pegawai.prepared import attach, prepared
from skp import rules
from skp.models import (
    ButirLampiran,
    DialogKinerja,
    EkspektasiPerilaku,
    IndikatorKinerja,
    Periode,
    RencanaHasilKerja,
    RiwayatSkp,
    Skp,
)
from skp.rules import JenisLampiran, Kekurangan, NilaiPerilaku, RingkasIndikator, RingkasRhk


def periode_tahunan(instansi_id: int, tahun: int) -> Periode | None:
    """The year of an agency, if it was opened."""
    return Periode.objects.tahunan().filter(instansi_id=instansi_id, tahun=tahun).first()


def periode_skp(skp: Skp) -> QuerySet[Periode]:
    """The quarters or months that lie in the span of an SKP."""
    return (
        Periode.objects.periodik()
        .filter(instansi_id=skp.instansi_id, mulai__lte=skp.selesai, selesai__gte=skp.mulai)
        .order_by("mulai", "id")
    )


def hari_penilai(skp: Skp, pada: date | None = None) -> date:
    """The day whose penilai answers for this SKP; see `rules.hari_penilai`."""
    return rules.hari_penilai(
        mulai=skp.mulai,
        selesai=skp.selesai,
        akhir_penempatan=skp.penempatan.selesai,
        pada=pada or timezone.localdate(),
    )


def penilai_skp(skp: Skp, pada: date | None = None) -> Pegawai | None:
    """Who answers for this SKP as pejabat penilai now, read from the dated chain; None when nobody is known."""
    return penilai_pada(skp.penempatan_id, hari_penilai(skp, pada))


def penilai_pada(penempatan_id: int, hari: date) -> Pegawai | None:
    """The pejabat penilai of a placement on a day."""
    return next((h.penilai for h in _hubungan_pada(penempatan_id, hari)), None)


@prepared
def _hubungan_pada(penempatan_id: int, hari: date) -> QuerySet[HubunganPenilai]:
    return HubunganPenilai.objects.select_related("penilai").filter(penempatan=penempatan_id).pada(hari)


def rhk_lengkap() -> QuerySet[RencanaHasilKerja]:
    """RHK in the order of the form with what a page shows of them."""
    return _rhk_tampil().prefetch_related(
        Prefetch("indikator", IndikatorKinerja.objects.order_by("urutan", "id"))
    )


def _rhk_tampil() -> QuerySet[RencanaHasilKerja]:
    return RencanaHasilKerja.objects.select_related("rhk_pimpinan__skp__pegawai", "indikator_pimpinan")


def rhk_of(skp: Skp) -> list[RencanaHasilKerja]:
    """The RHK of one SKP with their indicators (two queries)."""
    return rhk_of_banyak([skp.pk])


def rhk_of_banyak(skp: Sequence[int]) -> list[RencanaHasilKerja]:
    """The RHK of many SKP, those of each in the order of the form (two queries)."""
    rhk = _rhk(*skp)
    attach(rhk, "indikator", _indikator(*skp) if rhk else ())
    return rhk


@prepared
def _rhk(*skp: int) -> QuerySet[RencanaHasilKerja]:
    return _rhk_tampil().filter(skp__in=skp).order_by("-jenis", "urutan", "id")


@prepared
def _indikator(*skp: int) -> QuerySet[IndikatorKinerja]:
    return IndikatorKinerja.objects.filter(rhk__skp__in=skp).order_by("urutan", "id")


def ringkas(rhk: Sequence[RencanaHasilKerja]) -> list[RingkasRhk]:
    """Turn RHK into what completeness needs to know of them."""
    return [
        RingkasRhk(
            teks=r.teks,
            jenis=r.jenis,
            punya_rujukan=r.punya_rujukan,
            kunci=str(r.uuid),
            indikator=[
                RingkasIndikator(teks=i.teks, target=i.target, aspek=i.aspek, kunci=str(i.uuid))
                for i in r.indikator.all()
            ],
        )
        for r in rhk
    ]


def kekurangan_of(
    skp: Skp, *, rhk: Sequence[RencanaHasilKerja] | None = None, penilai: Pegawai | None = None
) -> list[Kekurangan]:
    """What this SKP lacks before it can be handed in."""
    hasil = rules.kekurangan_skp(
        keluarga=skp.keluarga,
        pendekatan=skp.pendekatan,
        rhk=ringkas(rhk_of(skp) if rhk is None else rhk),
        punya_penilai=(penilai or penilai_skp(skp)) is not None,
    )
    if (
        skp.instansi.dialog_wajib
        and not DialogKinerja.objects.beku().filter(skp__in=[skp.pk, skp.revisi_dari_id or skp.pk]).exists()
    ):
        hasil.append(
            Kekurangan("Dialog kinerja belum dikonfirmasi keduanya. Catat dan konfirmasi.", "dialog")
        )
    return hasil


def gerak_of(skp: Skp) -> list[RiwayatSkp]:
    """The moves that made this version, the latest first: of a living SKP also those of its proposal."""
    return _gerak(skp.pk, None) if skp.is_usulan else _gerak(skp.pokok_id, skp.versi)


@prepared
def _gerak(skp: int, versi: int | None) -> QuerySet[RiwayatSkp]:
    semua = RiwayatSkp.objects.select_related("oleh").order_by("-pada", "-id")
    if versi is None:
        return semua.filter(skp=skp)
    sudah = Q(pk=skp) | Q(revisi_dari=skp, status=rules.StatusSkp.DIREVISI)
    return semua.filter(skp__in=Skp.objects.filter(sudah).values("pk"), versi=versi)


def gerak_terakhir(skp: Skp) -> RiwayatSkp | None:
    """The latest move that a person decided on: penetapan and berlaku follow from the approval by themselves."""
    return next((g for g in gerak_of(skp) if g.ke not in rules.STATUS_TETAP), None)


def kapan(pada: datetime) -> str:
    """A moment as people read it in a sentence: "2 Maret 2026 pukul 10.42 WIB"."""
    setempat = timezone.localtime(pada)
    return f"{rules.tanggal_panjang(setempat.date())} pukul {setempat:%H.%M} {setempat.tzname()}"


def kalimat_gerak(gerak: RiwayatSkp) -> str:
    """Who did what: "Budi Santoso mengembalikan SKP"."""
    kata = rules.KATA_GERAK.get((gerak.dari, rules.StatusSkp(gerak.ke)), "mengubah status SKP")
    if gerak.versi > 1 and gerak.ke != rules.StatusSkp.DIREVISI:
        kata = kata.replace("SKP", "revisi SKP")
    return f"{gerak.oleh.nama_lengkap} {kata}"


def isi_perilaku(skp: Skp) -> dict[NilaiPerilaku, str]:
    """The expectations that are written, by value in their fixed order."""
    ada = dict(EkspektasiPerilaku.objects.filter(skp=skp).values_list("nilai", "teks"))
    return {n: ada[n] for n in NilaiPerilaku if n in ada}


def versi_perilaku(isi: dict[NilaiPerilaku, str]) -> str:
    """Fingerprint of the page of behaviours."""
    return rules.sidik(isi)


def isi_lampiran(skp: Skp) -> dict[JenisLampiran, list[str]]:
    """The three lists of the annex."""
    hasil: dict[JenisLampiran, list[str]] = {j: [] for j in JenisLampiran}
    for jenis, teks in (
        ButirLampiran.objects.filter(skp=skp).order_by("urutan", "id").values_list("jenis", "teks")
    ):
        hasil[JenisLampiran(jenis)].append(teks)
    return hasil


def isi_pelengkap(skp: Skp) -> tuple[dict[NilaiPerilaku, str], dict[JenisLampiran, list[str]]]:
    """The expectations and the annex together (one query)."""
    perilaku: dict[NilaiPerilaku, str] = {}
    lampiran: dict[JenisLampiran, list[str]] = {j: [] for j in JenisLampiran}
    for dari, kunci, _, _, teks in _pelengkap(skp.pk):
        if dari == "perilaku":
            perilaku[NilaiPerilaku(kunci)] = teks
        else:
            lampiran[JenisLampiran(kunci)].append(teks)
    return perilaku, lampiran


@prepared
def _pelengkap(skp: int) -> QuerySet[Any, Any]:
    return (
        EkspektasiPerilaku.objects.filter(skp=skp)
        .order_by()
        .annotate(urut=Value(0))
        .values_list(Value("perilaku"), "nilai", "urut", "id", "teks")
        .union(
            ButirLampiran.objects.filter(skp=skp)
            .order_by()
            .annotate(urut=F("urutan"))
            .values_list(Value("lampiran"), "jenis", "urut", "id", "teks"),
            all=True,
        )
        .order_by("urut", "id")
    )


def versi_lampiran(isi: dict[JenisLampiran, list[str]]) -> str:
    """Fingerprint of the page of the annex."""
    return rules.sidik(isi)
