"""What people write: bounds and tidying."""

import re
import unicodedata
from decimal import Decimal

from pegawai.errors import AturanDilanggar

MAKS_URAIAN = 2000
MAKS_SATUAN = 60
MAKS_JUMLAH = Decimal("9999999999.99")
MAKS_ANGKA = Decimal("9999999999999999.9999")


def rapikan(teks: str) -> str:
    """Give a text one kind of line end and no blank edges; control characters go."""
    satu = teks.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(h for h in satu if h in "\n\t" or unicodedata.category(h) != "Cc").strip()


MAKS_KATA_CARI = 10


def kata_cari(teks: str) -> list[str]:
    """The words somebody searches for: letters and digits only, the first ten."""
    return [k.lower()[:50] for k in re.findall(r"[^\W_]+", teks)][:MAKS_KATA_CARI]


def check_teks(teks: str, apa: str, galat: type[AturanDilanggar], bidang: str) -> None:
    if not teks:
        raise galat(f"{apa} belum ditulis.", bidang=bidang)
    if len(teks) > MAKS_URAIAN:
        raise galat(f"{apa} paling panjang {MAKS_URAIAN} huruf. Sekarang {len(teks)} huruf.", bidang=bidang)
