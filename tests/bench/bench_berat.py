"""What a page weighs on a phone: the HTML as sent, and each file it asks for, compressed as it is served."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.test import Client, override_settings

from tests.bench.bench_halaman import _baris, _masuk
from tests.bench.bench_impor import Baris

ASKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
KB = 1000


def _files(html: str) -> dict[str, int]:
    """Bytes per file: the smallest form that WhiteNoise has of it."""
    result = {}
    for url in set(ASKED.findall(html)):
        file = Path(settings.STATIC_ROOT) / url.removeprefix("/static/").partition("#")[0]
        forms = [file, file.with_name(f"{file.name}.br"), file.with_name(f"{file.name}.gz")]
        result[url] = min(form.stat().st_size for form in forms if form.exists())
    return result


def _berat(client: Client, url: str) -> tuple[float, float, int]:
    """First visit and repeated visit in kB, and how many requests the first one makes."""
    answer = client.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    files = _files(answer.content.decode())
    html = len(client.get(url, HTTP_ACCEPT_ENCODING="gzip, br").content)
    return (html + sum(files.values())) / KB, html / KB, 1 + len(files)


def ukur() -> list[Baris]:
    """Measure; needs the demo agency and collected static files."""
    with override_settings(ALLOWED_HOSTS=["*"]):
        masuk, masuk_ulang, permintaan = _berat(Client(), "/akun/login/")
        pegawai, penilai = _masuk("199402112019031904"), _masuk("197910052005011902")
        rows = [
            _baris("Halaman masuk, kunjungan pertama", masuk, "kB", "≤ 60", masuk <= 60),
            _baris("Halaman masuk, permintaan", permintaan, "", "≤ 10", permintaan <= 10),
            _baris("Halaman masuk, berikutnya", masuk_ulang, "kB", "≤ 20", masuk_ulang <= 20),
        ]
        for nama, client, url in (
            ("Beranda", pegawai, "/"),
            ("Catatan hari ini", pegawai, "/kinerja/"),
            ("Tim: evaluasi", penilai, "/evaluasi/tim/"),
        ):
            first, again, requests = _berat(client, url)
            rows += [
                _baris(f"{nama}, kunjungan pertama", first, "kB", "≤ 100", first <= 100),
                _baris(f"{nama}, berikutnya", again, "kB", "≤ 20", again <= 20),
                _baris(f"{nama}, permintaan", requests, "", "≤ 10", requests <= 10),
            ]
    return rows
