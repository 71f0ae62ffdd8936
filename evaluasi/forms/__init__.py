"""Forms of judgement: they check shape, never policy; fields in the order of the printed form."""

from evaluasi.forms.aturan_dokumen import (
    LambangForm,
    PengaturanDokumenForm,
    RekapForm,
)
from evaluasi.forms.capaian import (
    AlasanForm,
    CapaianForm,
)
from evaluasi.forms.dokumen import (
    BandingkanForm,
    DokumenSkpForm,
    MassalForm,
    VerifikasiForm,
)
from evaluasi.forms.pantau import (
    PantauForm,
    PeriodeForm,
)
from evaluasi.forms.pelaksanaan import (
    AlasanPeriodeForm,
    SaringKendalaForm,
)
from evaluasi.forms.penilaian import (
    PETUNJUK,
    CatatanKembaliForm,
    FinalForm,
    KuadranForm,
    PengaturanNilaiForm,
    RatingForm,
    RekomendasiForm,
)
from evaluasi.forms.saran_capaian import (
    PerekomendasiForm,
    RekomendasiCapaianForm,
)
from evaluasi.forms.tanda_tangan import (
    PindaianForm,
    TandaTanganForm,
    TarikPindaianForm,
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
    "LambangForm",
    "MassalForm",
    "PantauForm",
    "PengaturanDokumenForm",
    "PengaturanNilaiForm",
    "PerekomendasiForm",
    "PeriodeForm",
    "PindaianForm",
    "RatingForm",
    "RekapForm",
    "RekomendasiCapaianForm",
    "RekomendasiForm",
    "SaringKendalaForm",
    "TandaTanganForm",
    "TarikPindaianForm",
    "VerifikasiForm",
]
