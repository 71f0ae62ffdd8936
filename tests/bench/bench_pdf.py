"""What a one-page document costs in a warm process, and what plain WeasyPrint asks for the same page.

The bound is the ratio to plain; milliseconds are those of a quiet machine. Plain is
`HTML(string=…).write_pdf()` in a process of its own: the same HTML and stylesheet, a font of the system,
no archive variant, nothing prepared. It is measured without libharfbuzz-subset, as WeasyPrint runs on a
machine that was not prepared (fontTools then cuts the fonts), and with it, for comparison.
Run alone with `python -m tests.bench.bench_pdf`.
"""

import base64
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TypedDict

import django

PUTARAN = 15

PLAIN = """
import json, logging, sys, time
logging.disable(logging.CRITICAL)
import weasyprint.pdf.fonts as fon
if sys.argv[2] == "tanpa":
    fon.harfbuzz_subset = None
from weasyprint import HTML
html = sys.stdin.read()
hasil = []
for _ in range(int(sys.argv[1]) + 1):
    mulai = time.process_time()
    HTML(string=html).write_pdf()
    hasil.append(time.process_time() - mulai)
print(json.dumps(hasil[1:]))
"""


class Baris(TypedDict):
    nama: str
    nilai: float
    satuan: str
    batas: str
    terpenuhi: bool | None


def _terbaik(waktu: list[float]) -> float:
    """The quickest round in milliseconds: what the work costs, without what the neighbours take."""
    return min(waktu) * 1000


def _cpu(kerja: Callable[[], object]) -> float:
    kerja()
    waktu = []
    for _ in range(PUTARAN):
        mulai = time.process_time()
        kerja()
        waktu.append(time.process_time() - mulai)
    return _terbaik(waktu)


def _polos(html: str, hb_subset: str) -> float:
    hasil = subprocess.run(
        [sys.executable, "-c", PLAIN, str(PUTARAN), hb_subset],
        input=html,
        capture_output=True,
        text=True,
        check=True,
    )
    return _terbaik(json.loads(hasil.stdout))


def ukur() -> list[Baris]:
    """Measure; needs Django set up."""
    from evaluasi.laporan import pdf
    from evaluasi.laporan.konteks import KonteksEvaluasi
    from evaluasi.rules import JenisDokumen
    from tests.evaluasi.laporan import contoh

    konteks = KonteksEvaluasi.from_snapshot(contoh.dewi())
    hangat = _cpu(lambda: pdf.render(JenisDokumen.DOKUMEN_EVALUASI, konteks))
    tiga = _cpu(lambda: pdf.render(JenisDokumen.EVALUASI, konteks))

    gaya = (
        (pdf.ASET / "cetak.css").read_text().replace('"Kinerja Sans", "Kinerja Sans Cadangan"', "sans-serif")
    )
    qr = "data:image/png;base64," + base64.b64encode(pdf.kode_qr(konteks.dokumen.url_verifikasi)).decode()
    html = pdf.to_html(JenisDokumen.DOKUMEN_EVALUASI, konteks)
    html = html.replace("</head>", f"<style>{gaya}</style></head>").replace("aset:/qr.png", qr)
    polos, polos_tanpa = _polos(html, "dengan"), _polos(html, "tanpa")
    return [
        {"nama": "PDF satu halaman, proses hangat", "nilai": hangat, "satuan": "ms CPU", "batas": "≤ 100 tenang", "terpenuhi": None},
        {"nama": "PDF satu halaman terhadap polos tanpa hb-subset", "nilai": hangat / polos_tanpa, "satuan": "×", "batas": "≤ 1/3", "terpenuhi": hangat * 3 <= polos_tanpa},
        {"nama": "PDF satu halaman terhadap polos dengan hb-subset", "nilai": hangat / polos, "satuan": "×", "batas": "", "terpenuhi": None},
        {"nama": "Polos dengan hb-subset", "nilai": polos, "satuan": "ms CPU", "batas": "", "terpenuhi": None},
        {"nama": "Polos tanpa hb-subset", "nilai": polos_tanpa, "satuan": "ms CPU", "batas": "", "terpenuhi": None},
        {"nama": "PDF evaluasi tiga halaman, proses hangat", "nilai": tiga, "satuan": "ms CPU", "batas": "", "terpenuhi": None},
    ]  # fmt: skip


if __name__ == "__main__":
    django.setup()
    for baris in ukur():
        sys.stdout.write(f"{baris['nama']:50} {baris['nilai']:8.2f} {baris['satuan']:7} {baris['batas']}\n")
