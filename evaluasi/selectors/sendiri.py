"""A person's own evaluations: every period of every SKP, judged or still to be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from evaluasi.models import Dokumen, Evaluasi
from evaluasi.permissions import STATUS_BISA_DINILAI
from evaluasi.rules import StatusEvaluasi, StatusPelaksanaan
from pegawai.models import Pegawai
from skp.models import Periode, Skp
from skp.rules import STATUS_MATI, tanggal_panjang

HARI_MENJELANG = 14


@dataclass(frozen=True)
class BarisEvaluasi:
    """One period of one SKP: its evaluation when there is one, and its documents."""

    skp: Skp
    periode: Periode
    evaluasi: Evaluasi | None
    pada: date
    jabatan: str = ""
    """Named where a person has several SKP in a year."""

    @property
    def dokumen(self) -> Sequence[Dokumen]:
        return list(self.evaluasi.dokumen.all()) if self.evaluasi else []

    @property
    def menunggu(self) -> str:
        """Why nothing can be done here yet."""
        if self.skp.status not in STATUS_BISA_DINILAI:
            return "Menunggu SKP ditetapkan"
        if self.is_ditutup:
            return "Sudah ditutup"
        return f"Berakhir {tanggal_panjang(self.periode.selesai)}"

    @property
    def is_ditutup(self) -> bool:
        """Nothing is handed in any more; a correction goes on all the same."""
        ada = getattr(self.periode, "pelaksanaan", None)
        tutup = ada is not None and ada.status == StatusPelaksanaan.DITUTUP
        return tutup and not (self.evaluasi and self.evaluasi.is_koreksi)

    @property
    def bisa_diajukan(self) -> bool:
        """Offered from two weeks before the period ends; the penilai may rate without it."""
        return (
            self.skp.status in STATUS_BISA_DINILAI
            and not self.is_ditutup
            and self.periode.selesai <= self.pada + timedelta(days=HARI_MENJELANG)
            and (self.evaluasi is None or self.evaluasi.status == StatusEvaluasi.PENGISIAN)
        )


def evaluasi_sendiri(pegawai: Pegawai, pada: date) -> list[BarisEvaluasi]:
    """All periods of a person, newest first: judged ones, and those that can be handed in. Four queries."""
    ada = list(
        Evaluasi.objects.tampil()
        .filter(pegawai=pegawai)
        .select_related("skp__penempatan__jabatan", "periode__pelaksanaan", "penilai")
        .defer("snapshot")
        .prefetch_related(Prefetch("dokumen", Dokumen.objects.order_by("-jenis", "-versi")))
    )
    baris = [BarisEvaluasi(e.skp, e.periode, e, pada) for e in ada]
    terisi = {(e.skp_id, e.periode_id) for e in ada}
    batal = {(e.penempatan_id, e.periode_id) for e in ada if e.skp.status in STATUS_MATI}
    skp = list(
        Skp.objects.berlaku().filter(pegawai=pegawai, mulai__lte=pada).select_related("penempatan__jabatan")
    )
    if skp:
        rentang = Q()
        for s in skp:
            rentang |= Q(mulai__lte=min(s.selesai, pada), selesai__gte=s.mulai)
        semua = Periode.objects.filter(rentang, instansi_id=pegawai.instansi_id)
        for p in semua.select_related("pelaksanaan"):
            baris += [
                BarisEvaluasi(s, p, None, pada)
                for s in skp
                if p.mulai <= min(s.selesai, pada)
                and p.selesai >= s.mulai
                and (s.pk, p.pk) not in terisi
                and (s.penempatan_id, p.pk) not in batal
            ]
    if len({b.skp.pk for b in baris}) > 1:
        baris = [replace(b, jabatan=b.skp.penempatan.jabatan_tampil) for b in baris]
    return sorted(
        baris, key=lambda b: (b.periode.selesai, b.periode.jenis == "tahunan", b.skp.mulai), reverse=True
    )
