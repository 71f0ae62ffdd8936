"""What is written into an evaluation the moment it becomes final, by one hand or for a whole agency."""

from __future__ import annotations

import secrets
from datetime import datetime

from evaluasi import rules, selectors
from evaluasi.models import CapaianOrganisasi, Evaluasi
from evaluasi.rules import Ekspektasi, Predikat, PredikatOrganisasi, StatusEvaluasi
from evaluasi.selectors import Bahan
from evaluasi.selectors.snapshot import PenilaiSekali
from evaluasi.services.siap import check_sebab
from pegawai.models import Pegawai

BIDANG_FINAL = (
    "penilai",
    "final_oleh",
    "final_pada",
    "predikat",
    "versi_aturan",
    "kode_verifikasi",
    "snapshot",
)


def check_final(evaluasi: Evaluasi, capaian: CapaianOrganisasi) -> Predikat:
    """Give the predikat that becomes final; raise with what is missing."""
    predikat = rules.check_siap_final(
        hasil_kerja=Ekspektasi(evaluasi.rating_hasil) if evaluasi.rating_hasil else None,
        perilaku_kerja=Ekspektasi(evaluasi.rating_perilaku) if evaluasi.rating_perilaku else None,
        capaian=PredikatOrganisasi(capaian.predikat),
    )
    rules.check_dasar_rating(alasan_hasil=evaluasi.alasan_hasil, alasan_perilaku=evaluasi.alasan_perilaku)
    return predikat


def isi_final(
    evaluasi: Evaluasi,
    *,
    capaian: CapaianOrganisasi,
    predikat: Predikat,
    oleh: Pegawai | None,
    pada: datetime,
    bahan: Bahan | None = None,
    penilai: PenilaiSekali | None = None,
) -> None:
    """Fill the columns of `BIDANG_FINAL` but `penilai`; the caller saves them. `oleh` None: by itself.

    Straight from the penilai's hand it asks for the sentence where a rating differs from the suggestion; what was
    delivered or decided has passed that already. Whoever makes many final brings the `bahan` and one `penilai`.
    """
    bahan = bahan or selectors.bahan_evaluasi(evaluasi.skp, evaluasi.periode, lengkap=False)
    if evaluasi.status == StatusEvaluasi.DINILAI:
        check_sebab(evaluasi, bahan)
    evaluasi.final_oleh, evaluasi.final_pada = oleh, pada
    evaluasi.predikat = predikat.value
    evaluasi.versi_aturan = rules.VERSI_ATURAN
    evaluasi.kode_verifikasi = "".join(secrets.choice(rules.HURUF_KODE) for _ in range(rules.PANJANG_KODE))
    evaluasi.snapshot = selectors.susun_snapshot(
        evaluasi, capaian=capaian, pada=pada, bahan=bahan, penilai=penilai
    )
