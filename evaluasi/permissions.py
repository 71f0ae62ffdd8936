"""Who may judge, see a judgement, fix the capaian of a unit, ask for documents, and watch a unit's progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from evaluasi.models import Evaluasi, Laporan
from evaluasi.rules import JENIS_BERKEMBANG, PREDIKAT_DIBINA, SUMBER, JenisDokumen, StatusEvaluasi, jenis_dari
from kinerja.permissions.pembinaan import may_plan_pembinaan
from pegawai.models import HubunganPenilai, Pegawai, Penempatan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian, may_monitor, unit_pantauan
from pegawai.rules import YA, Peran, Verdict, require, tidak
from skp.models import PerjanjianKinerja, Skp
from skp.permissions import is_penilai_skp
from skp.rules import STATUS_TETAP, StatusPk, StatusSkp

__all__ = [
    "STATUS_BISA_DINILAI",
    "STATUS_TERBUKA_BAGI_PEGAWAI",
    "STATUS_TERCETAK",
    "is_penilai_skp",
    "may_download_bundel",
    "may_monitor",
    "may_plan_pembinaan_dari",
    "may_rate",
    "may_request_dokumen",
    "may_request_laporan",
    "may_request_massal",
    "may_retry_laporan",
    "may_set_capaian",
    "may_submit_evaluasi",
    "may_view_rating",
    "may_view_tim",
    "penetap_capaian",
    "require",
    "unit_pantauan",
]

STATUS_BISA_DINILAI = STATUS_TETAP | {StatusSkp.SELESAI}
"""An evaluation judges an SKP that was fixed; also one whose span is over."""
STATUS_TERCETAK = frozenset(STATUS_TETAP | {StatusSkp.SELESAI, StatusSkp.DIREVISI})
"""An SKP that was fixed is printed as it was, also when a later version has replaced it."""
STATUS_TERBUKA_BAGI_PEGAWAI = frozenset(
    {StatusEvaluasi.DISAMPAIKAN, StatusEvaluasi.DITERIMA, StatusEvaluasi.KEBERATAN, StatusEvaluasi.FINAL}
)
"""From here on the ratings are no longer the penilai's draft."""


def may_rate(pelaku: Pegawai, skp: Skp, *, berwenang: bool | None = None) -> Verdict:
    """Open, rate and finish an evaluation: the penilai of today, or of the span's last day.

    A former or future penilai may not; nobody rates himself. `berwenang` saves the query where a page knows.
    """
    if pelaku.pk == skp.pegawai_id:
        return tidak("Tidak ada yang menilai dirinya sendiri.")
    if not (is_penilai_skp(pelaku, skp) if berwenang is None else berwenang):
        return tidak("Evaluasi ini hanya dinilai pejabat penilai yang sedang berwenang.")
    if skp.status not in STATUS_BISA_DINILAI:
        return tidak(
            f"SKP ini berstatus {StatusSkp(skp.status).label}. Evaluasi dibuka setelah SKP ditetapkan."
        )
    return YA


def may_submit_evaluasi(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Hand the material of a period in: the owner of the SKP, once it is fixed."""
    if pelaku.pk != skp.pegawai_id:
        return tidak("Bahan evaluasi diajukan oleh pemilik SKP.")
    if skp.status not in STATUS_BISA_DINILAI:
        return tidak(f"SKP Anda berstatus {StatusSkp(skp.status).label}. Evaluasi menunggu SKP ditetapkan.")
    return YA


def may_view_rating(pelaku: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """See ratings and predikat: everyone who may see a final evaluation; before that only who rates.

    For whoever passed `Evaluasi.visible_to`.
    """
    if evaluasi.status in STATUS_TERBUKA_BAGI_PEGAWAI:
        return YA
    if pelaku.pk != evaluasi.pegawai_id and (
        pelaku.pk == evaluasi.penilai_id or is_penilai_skp(pelaku, evaluasi.skp)
    ):
        return YA
    return tidak("Rating dan predikat terlihat setelah evaluasi final.")


def may_plan_pembinaan_dari(pelaku: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """Plan pembinaan that follows from an evaluation: a leader, once a weak predikat is open to the pegawai.

    Before that it would tell him a rating that is still a draft. For whoever passed `Evaluasi.visible_to`.
    """
    if evaluasi.status not in STATUS_TERBUKA_BAGI_PEGAWAI:
        return tidak("Pembinaan direncanakan setelah hasil evaluasi terbuka bagi pegawai.")
    if evaluasi.predikat not in PREDIKAT_DIBINA:
        return tidak("Predikat ini tidak meminta pembinaan. Rencanakan sesi dari halaman Pembinaan tim.")
    return may_plan_pembinaan(pelaku, evaluasi.pegawai)


def may_view_tim(pelaku: Pegawai, peran: Iterable[Peran]) -> Verdict:
    """Open the team's page: those who rate; a ketua tim sees his members there, without any rating."""
    if {Peran.PENILAI, Peran.ATASAN_PENILAI, Peran.KETUA_TIM} & set(peran):
        return YA
    return tidak("Halaman tim dibuka untuk pejabat penilai dan ketua tim.")


# Capaian of the organisation


def penetap_capaian(unit: UnitKerja, pada: date | None = None) -> list[Pegawai]:
    """Name who fixes the capaian of a unit: the penilai of its head; without a head, the nearest head above."""
    hari = pada or timezone.localdate()
    penilai_kepala = list(
        Pegawai.objects.filter(
            berlaku_pada(hari, "hubungan_dinilai__"),
            berlaku_pada(hari, "hubungan_dinilai__penempatan__"),
            hubungan_dinilai__penempatan__unit=unit,
            hubungan_dinilai__penempatan__is_kepala=True,
        ).distinct()
    )
    if penilai_kepala or Penempatan.objects.filter(unit=unit, is_kepala=True).pada(hari).exists():
        return penilai_kepala
    atas = (
        Penempatan.objects.filter(unit__in=unit.leluhur_id[1:], is_kepala=True)
        .pada(hari)
        .select_related("pegawai", "unit")
    )
    terdekat = max(atas, key=lambda p: len(p.unit.jalur), default=None)
    return [terdekat.pegawai] if terdekat else []


def may_set_capaian(pelaku: Pegawai, unit: UnitKerja) -> Verdict:
    """Draft, fix or reopen a unit's capaian: the leader above it, or the admin on record (SE 3/2023)."""
    if pelaku.instansi_id != unit.instansi_id:
        return tidak("Unit ini berada di instansi lain.")
    penetap = penetap_capaian(unit)
    if pelaku in penetap or is_admin_kepegawaian(pelaku, unit):
        return YA
    if penetap:
        return tidak(f"Capaian unit ini ditetapkan {penetap[0].nama_lengkap} atau admin kepegawaian.")
    return tidak("Capaian unit ini ditetapkan admin kepegawaian karena pimpinan di atasnya belum ada.")


# Documents


def may_request_dokumen(
    pelaku: Pegawai,
    sumber: Sequence[Evaluasi | Skp | PerjanjianKinerja],
    jenis: Sequence[JenisDokumen],
    *,
    draf: bool = False,
) -> Verdict:
    """Ask for documents of what one may see; of what is not fixed only a draft."""
    kolom = {SUMBER[j] for j in jenis}
    if "evaluasi" in kolom and draf:
        return tidak("Dokumen dibuat setelah evaluasi final.")
    if any(_kolom(s) not in kolom or len(kolom) > 1 for s in sumber):
        return tidak("Jenis dokumen itu tidak dibuat dari yang Anda pilih.")
    model = type(sumber[0])
    terlihat = set(
        model.objects.visible_to(pelaku).filter(pk__in=[s.pk for s in sumber]).values_list("pk", flat=True)
    )
    if any(s.pk not in terlihat for s in sumber):
        apa = {"evaluasi": "evaluasi", "skp": "SKP"}.get(_kolom(sumber[0]), "perjanjian kinerja")
        return tidak(f"Sebagian {apa} yang Anda pilih tidak terbuka untuk Anda.")
    if any(isinstance(s, Evaluasi) and not s.is_final for s in sumber):
        return tidak("Dokumen dibuat setelah evaluasi final.")
    if any(isinstance(s, Skp) and s.status == StatusSkp.DIBATALKAN for s in sumber):
        return tidak("SKP yang dibatalkan tidak dicetak.")
    if set(jenis) & JENIS_BERKEMBANG and any(isinstance(s, Skp) and s.revisi_dari_id for s in sumber):
        return tidak("Rencana aksi dan matriks dicetak dari SKP yang berlaku.")
    if not draf and any(isinstance(s, Skp) and s.status not in STATUS_TERCETAK for s in sumber):
        return tidak("Dokumen dibuat setelah SKP ditetapkan. Sebelum itu, cetak drafnya.")
    perjanjian = [s.status for s in sumber if isinstance(s, PerjanjianKinerja)]
    if StatusPk.DIBATALKAN in perjanjian:
        return tidak("Perjanjian kinerja yang dibatalkan tidak dicetak.")
    if not draf and set(perjanjian) - {StatusPk.DISEPAKATI, StatusPk.DIREVISI}:
        return tidak("Dokumen dibuat setelah perjanjian kinerja disepakati. Sebelum itu, cetak drafnya.")
    return YA


def _kolom(sumber: Evaluasi | Skp | PerjanjianKinerja) -> str:
    if isinstance(sumber, PerjanjianKinerja):
        return "perjanjian"
    return "evaluasi" if isinstance(sumber, Evaluasi) else "skp"


def may_request_massal(
    pelaku: Pegawai, unit: UnitKerja | None = None, *, puncak: list[UnitKerja] | None = None
) -> Verdict:
    """Order the SKP of a unit with everything below it: who watches it. Without `unit`, those one rates today."""
    if may_monitor(pelaku, unit, puncak=puncak):
        return YA
    if unit is None and HubunganPenilai.objects.filter(penilai=pelaku).pada(timezone.localdate()).exists():
        return YA
    return tidak("Cetak satu unit dibuka untuk pejabat penilai, pimpinan unit, dan admin kepegawaian.")


def may_request_laporan(pelaku: Pegawai, evaluasi: Iterable[Evaluasi]) -> Verdict:
    """Ask for the documents of final evaluations that one may see."""
    return may_request_dokumen(pelaku, list(evaluasi), jenis_dari("evaluasi"))


def may_download_bundel(pelaku: Pegawai, laporan: Laporan) -> Verdict:
    """Take home the file of a job: whoever may see the job and, today, everything that is in it.

    For whoever passed `Laporan.visible_to`.
    """
    tertutup = laporan.butir.exclude(
        Q(evaluasi__in=Evaluasi.objects.visible_to(pelaku))
        | Q(skp__in=Skp.objects.visible_to(pelaku))
        | Q(perjanjian__in=PerjanjianKinerja.objects.visible_to(pelaku))
    )
    if tertutup.exists():
        return tidak("Sebagian isi berkas ini tidak lagi terbuka untuk Anda. Minta lagi dengan pilihan baru.")
    return YA


def may_retry_laporan(pelaku: Pegawai, laporan: Laporan) -> Verdict:
    """Run the failed documents of a job again: whoever asked for it, or the admin of the whole agency."""
    if laporan.diminta_oleh_id == pelaku.pk or is_admin_instansi(pelaku):
        return YA
    return tidak("Laporan ini diminta orang lain.")
