"""Forms of the execution stage: they check shape, never policy."""

from kinerja.forms.bidang import (
    BELUM,
    SALAH_PILIH,
    AngkaField,
    BanyakBerkas,
    BerkasField,
    JamField,
    PilihBukti,
    PilihUuid,
    TanggalField,
    kunci_kirim,
    potong,
    teks_kerja,
    tempel_galat,
)
from kinerja.forms.bukti import (
    AturanBuktiForm,
    BuktiCampuran,
    CariBuktiForm,
    JawabTautanForm,
    PasangBuktiForm,
)
from kinerja.forms.catatan import (
    CariForm,
    CatatanForm,
    UbahCatatanForm,
    UlangHariForm,
    awal_catatan,
)
from kinerja.forms.perilaku import (
    PerilakuForm,
)
from kinerja.forms.realisasi import (
    RealisasiForm,
)
from kinerja.forms.ronde import (
    JawabRondeForm,
    PertanyaanForm,
    RondeForm,
)
from kinerja.forms.umpan_balik import (
    BalasForm,
    SaringForm,
    SingkatForm,
    UbahUmpanBalikForm,
    UmpanBalikForm,
)
from kinerja.forms.umpan_balik_atur import (
    FrasaForm,
    IramaForm,
    PengaturanForm,
)
from kinerja.forms.umpan_balik_minta import (
    PermintaanForm,
    TolakForm,
)

__all__ = [
    "BELUM",
    "SALAH_PILIH",
    "AngkaField",
    "AturanBuktiForm",
    "BalasForm",
    "BanyakBerkas",
    "BerkasField",
    "BuktiCampuran",
    "CariBuktiForm",
    "CariForm",
    "CatatanForm",
    "FrasaForm",
    "IramaForm",
    "JamField",
    "JawabRondeForm",
    "JawabTautanForm",
    "PasangBuktiForm",
    "PengaturanForm",
    "PerilakuForm",
    "PermintaanForm",
    "PertanyaanForm",
    "PilihBukti",
    "PilihUuid",
    "RealisasiForm",
    "RondeForm",
    "SaringForm",
    "SingkatForm",
    "TanggalField",
    "TolakForm",
    "UbahCatatanForm",
    "UbahUmpanBalikForm",
    "UlangHariForm",
    "UmpanBalikForm",
    "awal_catatan",
    "kunci_kirim",
    "potong",
    "teks_kerja",
    "tempel_galat",
]
