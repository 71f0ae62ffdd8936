"""The versions of one result: which is in force, why each later one was made, and who may begin the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.db.models import Prefetch

from evaluasi.models import Dokumen, Evaluasi, Keberatan, RiwayatEvaluasi
from evaluasi.rules import PembukaKoreksi, StatusEvaluasi, StatusKeberatan
from evaluasi.selectors.keberatan import atasan_pemutus, aturan_keberatan
from kinerja.models import BekuRealisasi, Realisasi
from pegawai.models import Pegawai


class WenangKoreksi(TypedDict):
    """What `permissions.may_correct` needs to know beside the two."""

    atasan: Collection[Pegawai]
    pembuka: PembukaKoreksi
    is_diputus: bool


def wenang_koreksi(evaluasi: Evaluasi) -> WenangKoreksi:
    """Who is above the penilai, what the agency settled, and whether an objection was decided. Three queries."""
    return {
        "atasan": atasan_pemutus(evaluasi),
        "pembuka": PembukaKoreksi(aturan_keberatan(evaluasi.instansi_id).pembuka_koreksi),
        "is_diputus": Keberatan.objects.filter(
            evaluasi__skp=evaluasi.skp_id,
            evaluasi__periode=evaluasi.periode_id,
            status=StatusKeberatan.DIPUTUS,
        ).exists(),
    }


@dataclass(frozen=True)
class BarisVersi:
    """One version of a result."""

    evaluasi: Evaluasi
    is_berlaku: bool
    dibuka: RiwayatEvaluasi | None
    """Who began it, when; of a correction."""
    dokumen: Sequence[Dokumen]


def versi_of(pelaku: Pegawai, evaluasi: Evaluasi) -> list[BarisVersi]:
    """Every version that `pelaku` may see, the newest first. Three queries."""
    semua = list(
        Evaluasi.objects.visible_to(pelaku)
        .filter(skp=evaluasi.skp_id, periode=evaluasi.periode_id)
        .select_related("penilai", "final_oleh", "pegawai", "skp")
        .defer("snapshot")
        .prefetch_related(
            Prefetch("dokumen", Dokumen.objects.order_by("-jenis"), to_attr="dokumen_tampil"),
            Prefetch(
                "riwayat", RiwayatEvaluasi.objects.select_related("oleh").order_by("pk"), to_attr="jejak"
            ),
        )
        .order_by("-versi", "-pk")
    )
    berlaku = next((e.pk for e in semua if e.status == StatusEvaluasi.FINAL), None)
    return [
        BarisVersi(
            evaluasi=e,
            is_berlaku=e.pk == berlaku,
            dibuka=next(iter(e.jejak), None) if e.is_koreksi else None,
            dokumen=e.dokumen_tampil,
        )
        for e in semua
    ]


def koreksi_of(evaluasi: Evaluasi) -> Evaluasi | None:
    """The correction of this version that counts: under way, or final."""
    return Evaluasi.objects.filter(mengoreksi=evaluasi).exclude(status=StatusEvaluasi.DIBATALKAN).first()


def is_realisasi_berubah(koreksi: Evaluasi) -> bool:
    """Whether realisasi were mended since the correction began; every change after it is a frozen version."""
    milik = {"skp": koreksi.skp_id, "periode": koreksi.periode_id, "dibuat_pada__gt": koreksi.dibuat_pada}
    return BekuRealisasi.objects.filter(**milik).exists() or Realisasi.objects.filter(**milik).exists()
