"""Forms of judgement: they check shape, never policy; fields in the order of the printed form."""

from evaluasi.forms.capaian import AlasanForm, CapaianForm
from evaluasi.forms.dokumen import BandingkanForm, DokumenSkpForm, MassalForm, VerifikasiForm
from evaluasi.forms.pantau import PantauForm, PeriodeForm
from evaluasi.forms.pelaksanaan import AlasanPeriodeForm, SaringKendalaForm
from evaluasi.forms.penilaian import (
    PETUNJUK,
    CatatanKembaliForm,
    FinalForm,
    KuadranForm,
    PengaturanNilaiForm,
    RatingForm,
    RekomendasiForm,
)

__all__ = [
    "PETUNJUK",
    "AlasanForm",
    "AlasanPeriodeForm",
    "BandingkanForm",
    "CapaianForm",
    "CatatanKembaliForm",
    "DokumenSkpForm",
    "FinalForm",
    "KuadranForm",
    "MassalForm",
    "PantauForm",
    "PengaturanNilaiForm",
    "PeriodeForm",
    "RatingForm",
    "RekomendasiForm",
    "SaringKendalaForm",
    "VerifikasiForm",
]
