"""Ten thousand digests as a job: writing them, and sending them one by one as the worker does."""

from __future__ import annotations

import time

from django.core import mail
from django.test import override_settings
from django.utils import timezone

from pegawai.models import Instansi, Kabar, Pegawai, Pengguna, RingkasanHarian
from pegawai.rules import JenisKabar, JenisPegawai
from skp.services import prepare_ringkasan, send_ringkasan
from tests.bench.bench_halaman import _baris
from tests.bench.bench_impor import Baris

BANYAK = 10_000


def _isi(instansi: Instansi) -> None:
    """People who can be reached by mail, each with two pieces of news."""
    akun = Pengguna.objects.bulk_create(
        [
            Pengguna(nama_masuk=f"surel{n}", email=f"surel{n}@contoh.go.id", password="!")
            for n in range(BANYAK)
        ],
        batch_size=2000,
    )
    orang = Pegawai.objects.bulk_create(
        [
            Pegawai(
                instansi=instansi, nama=f"Penerima {n}", nip=f"9{n:017d}", jenis=JenisPegawai.PNS, pengguna=a
            )
            for n, a in enumerate(akun)
        ],
        batch_size=2000,
    )
    Kabar.objects.bulk_create(
        [
            Kabar(
                instansi=instansi, penerima=p, jenis=JenisKabar.CATATAN.value, teks=f"Kabar {k}", tautan="/"
            )
            for p in orang
            for k in range(2)
        ],
        batch_size=5000,
    )


def ukur() -> list[Baris]:
    """Measure; needs the demo agency. Each mail is a transaction of its own, as in the worker; none leaves the machine."""
    instansi = Instansi.objects.order_by("pk")[0]
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        try:
            _isi(instansi)
            return _ukur(instansi)
        finally:
            _buang(instansi)


def _ukur(instansi: Instansi) -> list[Baris]:
    hari = timezone.localdate()
    mulai = time.perf_counter()
    ditulis = prepare_ringkasan(instansi, hari)
    tulis = time.perf_counter() - mulai
    mulai = time.perf_counter()
    terkirim = send_ringkasan(hari)
    laju = terkirim / (time.perf_counter() - mulai)
    assert terkirim == ditulis == len(mail.outbox) >= BANYAK
    return [
        _baris(f"{BANYAK} surel ringkasan: menyusun", tulis, "s", "≤ 60", tulis <= 60),
        _baris(f"{BANYAK} surel ringkasan: mengirim", laju, "per s", "≥ 50", laju >= 50),
    ]


def _buang(instansi: Instansi) -> None:
    orang = Pegawai.objects.filter(instansi=instansi, nip__startswith="9000")
    Kabar.objects.filter(penerima__in=orang).delete()
    RingkasanHarian.objects.filter(pegawai__in=orang).delete()
    orang.delete()
    Pengguna.objects.filter(nama_masuk__startswith="surel").delete()
