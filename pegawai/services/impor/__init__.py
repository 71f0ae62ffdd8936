"""Import of what an agency exports from SIASN: preview, then apply piece by piece."""

from pegawai.services.impor.periksa import preview_impor
from pegawai.services.impor.terapkan import (
    apply_impor,
    bisa_diterapkan,
    cancel_impor,
    claim_silent_impor,
    fail_impor,
    step_impor,
)

__all__ = [
    "apply_impor",
    "bisa_diterapkan",
    "cancel_impor",
    "claim_silent_impor",
    "fail_impor",
    "preview_impor",
    "step_impor",
]
