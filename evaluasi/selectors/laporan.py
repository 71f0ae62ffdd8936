"""A job as its page shows it, and an issued document as the public may check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from evaluasi.models import ButirLaporan, Dokumen, Laporan, TandaTangan
from evaluasi.rules import KOLOM_SUMBER, SUMBER, JenisDokumen, StatusButir, StatusLaporan, jenis_dari
from evaluasi.selectors.naskah import skp_cetak, versi_tetap
from evaluasi.selectors.tanda_tangan import BarisPenanda, baris_penanda_of, tanda_berlaku
from pegawai.models import Pegawai
from skp.models import RencanaHasilKerja, SelMatriks, Skp
from skp.permissions import may_view_skp
from skp.rules import StatusPk

SUMBER_TAMPIL = (
    "evaluasi__pegawai",
    "evaluasi__periode",
    "skp__pegawai",
    "skp__periode",
    "perjanjian__pegawai",
    "konversi__pegawai",
    "penetapan__pegawai",
    "pembinaan__pegawai",
    "rekap__unit",
    "rekap__periode",
)
"""What a line about a document names."""
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
    baru = dibuat - laporan.dibuat_awal
    if laporan.mulai_pada and baru > 0 and laporan.status == StatusLaporan.BERJALAN:
        lewat = max(((kini or timezone.now()) - laporan.mulai_pada).total_seconds(), 0.1)
        laju = baru / lewat
        sisa = round((laporan.jumlah - dibuat) / laju)
    return Kemajuan(hitung["selesai"], hitung["gagal"], laporan.jumlah, laju, sisa)


@dataclass(frozen=True)
class KemajuanBagian:
    """How far one part of a job has come: a unit right below the one that was asked for."""

    nama: str
    selesai: int
    gagal: int
    jumlah: int


def kemajuan_bagian(laporan: Laporan) -> list[KemajuanBagian]:
    """Count a job's documents part by part; nothing where there is only one. One query."""
    hitung = (
        laporan.butir.filter(bagian__isnull=False)
        .order_by("bagian__jalur")
        .values("bagian__nama", "bagian__jalur")
        .annotate(
            jumlah=Count("pk"),
            selesai=Count("pk", filter=Q(status=StatusButir.SELESAI)),
            gagal=Count("pk", filter=Q(status=StatusButir.GAGAL)),
        )
    )
    hasil = [KemajuanBagian(h["bagian__nama"], h["selesai"], h["gagal"], h["jumlah"]) for h in hitung]
    return hasil if len(hasil) > 1 else []


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
    return laporan.butir.filter(status=StatusButir.GAGAL).select_related(*SUMBER_TAMPIL).order_by("id")


def dokumen_laporan(laporan: Laporan, batas: int = 50) -> list[Dokumen]:
    """The first documents of a job, to be downloaded one by one."""
    return list(
        Dokumen.objects.filter(pk__in=laporan.butir.values("dokumen"))
        .select_related(*SUMBER_TAMPIL)
        .defer("naskah")
        .order_by(
            Coalesce(*(f"{k}__unit__nama" if k == "rekap" else f"{k}__pegawai__nama" for k in KOLOM_SUMBER)),
            *KOLOM_SUMBER,
            "-jenis",
        )[:batas]
    )


def skp_berdokumen(pelaku: Pegawai) -> QuerySet[Skp]:
    """SKP whose papers `pelaku` may order: those he sees, and of the head's he stands in for the matrix alone."""
    return skp_cetak().filter(
        Q(pk__in=Skp.objects.visible_to(pelaku)) | Q(pk__in=Skp.objects.dipimpin_unitnya(pelaku))
    )


def dokumen_skp(skp: Skp, pelaku: Pegawai) -> list[Dokumen]:
    """What was issued of an SKP, as far as `pelaku` may see it: the newest of each kind, older versions below it."""
    urutan = {j.value: n for n, j in enumerate(JenisDokumen)}
    semua = Dokumen.objects.visible_to(pelaku).filter(skp=skp.pokok_id).defer("naskah").order_by("-versi")
    return sorted(semua, key=lambda d: urutan[d.jenis])


def jenis_skp(skp: Skp, pelaku: Pegawai) -> list[JenisDokumen]:
    """What can be printed of an SKP; the matrix where somebody contributes to it.

    Of a version that is not in force only the form and its annex: the plan and the matrix belong to the SKP in force.
    Whoever stands in for the head gets the matrix alone.
    """
    if not may_view_skp(pelaku, skp):
        return [JenisDokumen.MATRIKS]
    if skp.revisi_dari_id is not None:
        return [JenisDokumen.SKP, JenisDokumen.LAMPIRAN_SKP]
    memimpin = (
        RencanaHasilKerja.objects.filter(rhk_pimpinan__skp=skp).exists()
        or SelMatriks.objects.filter(rhk__skp=skp).exists()
    )
    return [j for j in jenis_dari("skp") if memimpin or j != JenisDokumen.MATRIKS]


def laporan_skp(skp: Skp, pelaku: Pegawai) -> Laporan | None:
    """The latest job of this person for this SKP alone."""
    return (
        Laporan.objects.filter(diminta_oleh=pelaku, butir__skp=skp, jumlah__lte=len(JenisDokumen))
        .order_by("-pk")
        .first()
    )


# The public check


@dataclass(frozen=True)
class Keaslian:
    """What a stranger may know of an issued document: nothing of how anybody was rated or what he plans."""

    nomor: str
    jenis: str
    versi: int
    periode: str
    instansi: str
    terbit_pada: datetime
    penanda_tangan: Sequence[BarisPenanda]
    sha256: str
    ukuran: int
    pengganti: bool
    """Whether a later version was issued since."""


def keaslian(kode: str) -> tuple[Dokumen, Keaslian] | None:
    """Find an issued document by its code, with its signers as they were when it was issued."""
    return _keaslian(Q(kode_verifikasi=kode))


def keaslian_berkas(cap: str) -> tuple[Dokumen, Keaslian] | None:
    """Find the document of which a file is the issued one or a signed one, by the file's sha256."""
    return _keaslian(Q(sha256=cap)) or _keaslian(
        Q(pk__in=TandaTangan.objects.filter(sha256=cap).values("dokumen")[:1])
    )


def _keaslian(syarat: Q) -> tuple[Dokumen, Keaslian] | None:
    dokumen = (
        Dokumen.objects.select_related(
            "evaluasi__periode",
            "skp__periode",
            "perjanjian",
            "konversi",
            "penetapan",
            "pembinaan",
            "rekap__periode",
            "instansi",
        )
        .filter(syarat)
        .first()
    )
    if dokumen is None:
        return None
    naskah = dokumen.isi_naskah
    jenis = JenisDokumen(dokumen.jenis)
    return dokumen, Keaslian(
        nomor=dokumen.nomor,
        jenis=jenis.label,
        versi=dokumen.versi,
        periode=str(dokumen.sumber.periode),
        instansi=naskah["instansi"],
        terbit_pada=dokumen.tercetak_pada,
        penanda_tangan=baris_penanda_of(dokumen, list(tanda_berlaku(dokumen))),
        sha256=dokumen.sha256,
        ukuran=dokumen.ukuran,
        pengganti=is_diganti(dokumen),
    )


def is_diganti(dokumen: Dokumen) -> bool:
    """Whether a later paper says something else: a newer version of it, a correction, or a revision of its SKP."""
    jenis = JenisDokumen(dokumen.jenis)
    if dokumen.skp is not None and dokumen.versi < (versi_tetap(jenis, dokumen.skp) or 0):
        return True
    if dokumen.perjanjian is not None and dokumen.perjanjian.status == StatusPk.DIREVISI:
        return True
    if dokumen.evaluasi is not None and dokumen.evaluasi.koreksi.final().exists():
        return True
    if any(k is not None and not k.is_berlaku for k in (dokumen.konversi, dokumen.penetapan)):
        return True
    kolom = f"{SUMBER[JenisDokumen(dokumen.jenis)]}_id"
    return Dokumen.objects.filter(
        **{kolom: getattr(dokumen, kolom)}, jenis=dokumen.jenis, versi__gt=dokumen.versi
    ).exists()
