"""A job as its page shows it, and an issued document as the public may check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from evaluasi.models import ButirLaporan, Dokumen, Evaluasi, Laporan
from evaluasi.rules import JenisDokumen, StatusButir, StatusLaporan
from pegawai.models import Pegawai

STATUS_BERAKHIR = (StatusLaporan.SELESAI, StatusLaporan.SEBAGIAN, StatusLaporan.GAGAL)


@dataclass(frozen=True)
class Kemajuan:
    """How far a job has come, how fast, and how long it still takes."""

    selesai: int
    gagal: int
    jumlah: int
    per_detik: float | None
    sisa_detik: int | None

    @property
    def antre(self) -> int:
        return self.jumlah - self.selesai - self.gagal

    @property
    def keterangan(self) -> str:
        """ "16 per detik, sisa sekitar 50 detik" """
        if not self.antre or self.per_detik is None or self.sisa_detik is None:
            return ""
        laju = f"{self.per_detik:.1f}".replace(".", ",").removesuffix(",0")
        return f"{laju} dokumen per detik, sisa sekitar {_lama(self.sisa_detik)}"


def _lama(detik: int) -> str:
    return f"{detik} detik" if detik < 90 else f"{round(detik / 60)} menit"


def kemajuan(laporan: Laporan, kini: datetime | None = None) -> Kemajuan:
    """Count a job's documents. One query."""
    hitung = laporan.butir.aggregate(
        selesai=Count("pk", filter=Q(status=StatusButir.SELESAI)),
        gagal=Count("pk", filter=Q(status=StatusButir.GAGAL)),
    )
    dibuat = hitung["selesai"] + hitung["gagal"]
    laju = sisa = None
    if laporan.mulai_pada and dibuat and laporan.selesai_pada is None:
        lewat = max(((kini or timezone.now()) - laporan.mulai_pada).total_seconds(), 0.1)
        laju = dibuat / lewat
        sisa = round((laporan.jumlah - dibuat) / laju)
    return Kemajuan(hitung["selesai"], hitung["gagal"], laporan.jumlah, laju, sisa)


def daftar_laporan(pelaku: Pegawai, *, gagal: bool = False) -> QuerySet[Any]:
    """Jobs that `pelaku` may see, newest first, with how many documents are done."""
    semua = (
        Laporan.objects.visible_to(pelaku)
        .select_related("diminta_oleh")
        .annotate(jumlah_selesai=Count("butir", filter=Q(butir__status=StatusButir.SELESAI)))
        .order_by("-dibuat_pada", "-pk")
    )
    return semua.filter(status__in=(StatusLaporan.GAGAL, StatusLaporan.SEBAGIAN)) if gagal else semua


def butir_gagal(laporan: Laporan) -> QuerySet[ButirLaporan]:
    """What could not be made, with whose document it is and why."""
    return (
        laporan.butir.filter(status=StatusButir.GAGAL)
        .select_related("evaluasi__pegawai", "evaluasi__periode")
        .order_by("id")
    )


def dokumen_laporan(laporan: Laporan, batas: int = 50) -> list[Dokumen]:
    """The first documents of a job, to be downloaded one by one."""
    return list(
        Dokumen.objects.filter(pk__in=laporan.butir.values("dokumen"))
        .select_related("evaluasi__pegawai", "evaluasi__periode")
        .order_by("evaluasi__pegawai__nama", "evaluasi", "-jenis")[:batas]
    )


# The public check


@dataclass(frozen=True)
class Keaslian:
    """What a stranger may know of an issued document: nothing of how anybody was rated."""

    nomor: str
    jenis: str
    periode: str
    instansi: str
    terbit_pada: datetime
    penanda_tangan: Sequence[tuple[str, str]]
    sha256: str
    ukuran: int


def keaslian(kode: str) -> tuple[Dokumen, Keaslian] | None:
    """Find an issued document by its code, with its signers as they were when it became final."""
    dokumen = (
        Dokumen.objects.select_related("evaluasi__periode", "instansi").filter(kode_verifikasi=kode).first()
    )
    if dokumen is None:
        return None
    e: Evaluasi = dokumen.evaluasi
    snapshot = e.snapshot or {}
    penanda = [("Pejabat Penilai Kinerja", snapshot["penilai"]["nama"])]
    if dokumen.jenis == JenisDokumen.DOKUMEN_EVALUASI:
        penanda.append(("Pegawai yang Dinilai", snapshot["pegawai"]["nama"]))
    return dokumen, Keaslian(
        nomor=dokumen.nomor,
        jenis=dokumen.get_jenis_display(),
        periode=str(e.periode),
        instansi=snapshot["instansi"],
        terbit_pada=e.final_pada or dokumen.dibuat_pada,
        penanda_tangan=penanda,
        sha256=dokumen.sha256,
        ukuran=dokumen.ukuran,
    )
