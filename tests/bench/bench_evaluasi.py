"""What judging costs: the page of one person with a full year of material, and the state of a team of 40 on one page.

The shell is `base.html` with nothing in it, for the same person. A quarter, then the whole year.
"""

from __future__ import annotations

from django.db import connection
from django.test import Client, override_settings

from evaluasi.models import Evaluasi
from pegawai.models import Pegawai
from skp.models import Periode
from tests.bench import bench_halaman as alat
from tests.bench.bench_impor import Baris
from tests.bench.tim_penuh import tim_penuh

BATAS_KUERI, BATAS_KOSONG = 12, 4


def ukur() -> list[Baris]:
    """Measure; needs the demo agency."""
    with override_settings(ROOT_URLCONF=alat.__name__, DEBUG=False, ALLOWED_HOSTS=["*"]):
        return _ukur()


def _ukur() -> list[Baris]:
    kepala, tahunan = tim_penuh(Pegawai.objects.get(nip="199402112019031904").instansi)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = alat._masuk(kepala.nip or "")
    triwulan = Evaluasi.objects.get(pegawai=tahunan[20].pegawai, status="dinilai", periode__jenis="triwulan")
    halaman = {
        "Menilai satu orang, satu triwulan": f"/evaluasi/{triwulan.uuid}/nilai/",
        "Menilai satu orang, setahun": f"/evaluasi/{tahunan[20].uuid}/nilai/",
        "Tim 40 orang, satu triwulan": _tim(triwulan.periode),
        "Tim 40 orang, setahun": _tim(tahunan[0].periode),
    }
    return [baris for nama, url in halaman.items() for baris in _baris(nama, client, url)]


def _tim(periode: Periode) -> str:
    return f"/evaluasi/tim/?periode={periode.uuid}"


def _baris(nama: str, client: Client, url: str) -> list[Baris]:
    buka, kosong = alat._cpu(alat._buka(client, url), alat._buka(client, "/bench/kosong/"))
    kueri, kali = alat._queries(client, url), buka / kosong
    return [
        alat._baris(nama, buka, "ms CPU"),
        alat._baris(f"{nama}: terhadap halaman kosong", kali, "×", f"≤ {BATAS_KOSONG}", kali <= BATAS_KOSONG),
        alat._baris(f"{nama}: kueri", kueri, "", f"≤ {BATAS_KUERI}", kueri <= BATAS_KUERI),
    ]
