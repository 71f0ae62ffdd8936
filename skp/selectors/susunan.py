"""What a change of the approach would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from skp import rules
from skp.models import IndikatorKinerja, Skp
from skp.rules import Pendekatan


@dataclass(frozen=True)
class AkibatPendekatan:
    """One indicator before and after."""

    sebelum: str
    sesudah: str
    kembali: bool
    """What was written under that approach before comes back."""
    perlu_target: bool


def akibat_pendekatan(skp: Skp, ke: Pendekatan) -> list[AkibatPendekatan]:
    """Each indicator of a draft as it is and as it would be (one query)."""
    hasil = []
    for i in (
        IndikatorKinerja.objects.filter(rhk__skp=skp)
        .order_by("-rhk__jenis", "rhk__urutan", "rhk_id", "urutan", "id")
        .select_related("rhk")
    ):
        isi = rules.ganti_pendekatan(i.isi, i.simpanan, ke)
        sesudah = rules.uraian_indikator(isi.teks, isi.target)
        hasil.append(
            AkibatPendekatan(
                i.uraian,
                sesudah,
                i.simpanan.get("pendekatan") == ke,
                ke == Pendekatan.KUANTITATIF and not rules.tampil_target(isi.target),
            )
        )
    return hasil
