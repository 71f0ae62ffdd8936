"""What whoever rates owes before a judgement leaves his hands, whichever way it goes: handed over, or final at once."""

from __future__ import annotations

from evaluasi import rules
from evaluasi.errors import PenilaiBerganti
from evaluasi.models import Evaluasi
from evaluasi.selectors import Bahan
from pegawai.models import Pegawai


def check_sebab(evaluasi: Evaluasi, bahan: Bahan) -> None:
    """Ask for a sentence where a rating differs from what the material points to."""
    rules.check_beda(
        bahan.saran_hasil,
        evaluasi.rating_hasil,
        evaluasi.sebab_beda_hasil,
        sebutan="hasil kerja",
        bidang="sebab_beda_hasil",
    )
    rules.check_beda(
        bahan.saran_perilaku,
        evaluasi.rating_perilaku,
        evaluasi.sebab_beda_perilaku,
        sebutan="perilaku kerja",
        bidang="sebab_beda_perilaku",
    )


def check_penulis(pelaku: Pegawai, evaluasi: Evaluasi) -> None:
    """Whoever sends ratings wrote them, or has read those of the penilai before him and made them his own."""
    if evaluasi.dinilai_pada is not None and evaluasi.penilai_id != pelaku.pk:
        raise PenilaiBerganti(
            f"Rating ini ditulis {evaluasi.penilai.nama_lengkap}, dan sekarang Anda yang menilai. "
            "Baca dahulu, lalu jadikan penilaian Anda di halaman penilaian."
        )
