"""What the dashboard of a whole agency costs beside the empty signed-in page, over 10,000 and over 100,000 people.

Filled like the other large agencies: copies of one employee's placement, SKP and evaluations, written by the database
itself with triggers off, then counted as beat does it. Also how long that counting takes, and the page of a head who may
not open every evaluation (the small groups are looked for on his way down).
"""

from __future__ import annotations

import time

from django.test import override_settings
from django.utils import timezone

from tests.bench.bench_halaman import _baris, _buka, _cpu, _masuk, _nip, _queries
from tests.bench.bench_impor import Baris
from tests.bench.instansi_besar import Sumber, besarkan

SUMBER = Sumber(
    nip="199402112019031904",
    catatan=0,
    hanya=frozenset({"pegawai", "pengguna", "penempatan", "hubunganpenilai", "skp", "evaluasi"}),
)
UKURAN = ((10_000, 6), (100_000, 15))
KEPALA = 1
"""This copy heads the first twelfth of the tree."""


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    with override_settings(ROOT_URLCONF="tests.bench.bench_halaman", DEBUG=False, ALLOWED_HOSTS=["*"]):
        rows, sudah = [], 0
        for orang, batas in UKURAN:
            besarkan(SUMBER, sudah + 1, orang)
            rows += _ukur(orang, batas)
            sudah = orang
        return rows


def _ukur(orang: int, batas: int) -> list[Baris]:
    from evaluasi.selectors import periode_kini, periode_pantau
    from evaluasi.services import count_ringkas
    from pegawai.models import PeranDiberikan
    from pegawai.rules import Peran

    admin = PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN.value, unit=None)[0].pegawai
    hari = timezone.localdate()
    periode = periode_kini(periode_pantau(admin.instansi, hari), hari)
    assert periode is not None
    mulai = time.perf_counter()
    units = count_ringkas(instansi=admin.instansi, periode=periode)
    lama = time.perf_counter() - mulai
    nama = f"Dasbor {orang:_} pegawai".replace("_", ".")
    rows = [_baris(f"{nama}: menghitung {units} unit", lama, "s")]
    for siapa, client in (("", _masuk(admin.nip or "")), (" (kepala)", _masuk(_nip(KEPALA)))):
        isi = client.get("/dasbor/").content.decode()
        assert "Angka dihitung tiap beberapa menit" in isi or siapa
        ms, kosong = _cpu(_buka(client, "/dasbor/"), _buka(client, "/bench/kosong/"))
        kali, kueri = ms / kosong, _queries(client, "/dasbor/")
        rows += [
            _baris(f"{nama}{siapa}", ms, "ms CPU"),
            _baris(f"{nama}{siapa}: terhadap halaman kosong", kali, "×", f"≤ {batas}", kali <= batas),
            _baris(f"{nama}{siapa}: kueri", kueri, "", "≤ 12", kueri <= 12),
        ]
    return rows
