"""A worker is killed with -9, at each step and again and again: every document once, none lost, none twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zipfile
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from freezegun import freeze_time
from kombu import Connection

from config.env import celery_url
from evaluasi.models import ButirLaporan, Dokumen, Evaluasi, Laporan
from evaluasi.rules import BentukLaporan, JenisDokumen, StatusButir, StatusLaporan, lajur
from evaluasi.services import JENIS_EVALUASI, claim_silent_laporan, request_dokumen
from evaluasi.tasks import kerjakan_laporan
from skp.models import Periode
from tests.factories.evaluasi import evaluasi_final, isi_bahan, skp_berjalan, triwulan
from tests.factories.pegawai import dunia_baru
from tests.pekerja import AKAR, alamat_basis_data, pekerja


def redis_sendiri() -> str:
    """A Redis database of its own: nobody else's messages, nobody else's workers."""
    bagian = urlsplit(settings.REDIS_URL)
    if bagian.scheme == "unix":
        return bagian._replace(query="db=12").geturl()
    return bagian._replace(path="/12").geturl()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_few_documents_do_not_wait_behind_a_bulk_job(tmp_path):
    """Eight pieces of a bulk job stand in line when somebody asks for his one paper: he is served first."""
    besar = siapkan(7)
    kecil = request_dokumen(
        pelaku=besar.diminta_oleh,
        sumber=[Evaluasi.objects.latest("pk").skp],
        jenis=[JenisDokumen.LAMPIRAN_SKP],
    )
    with Connection(celery_url(redis_sendiri())) as sambungan:
        for laporan in [*[besar] * 8, kecil]:
            antrean = lajur(laporan.jumlah)
            kerjakan_laporan.apply_async((laporan.pk,), queue=antrean, connection=sambungan)

    with pekerja(tmp_path, redis_sendiri()) as proses:
        tunggu(proses, besar, besar.jumlah + 1, tmp_path / "pekerja.log")

    kecil.refresh_from_db()
    assert (besar.status, kecil.status) == (StatusLaporan.SELESAI, StatusLaporan.SELESAI)
    assert kecil.selesai_pada < besar.selesai_pada
    # Two processes: the first two messages are taken together, the small one among them.
    lebih_dulu = Dokumen.objects.filter(dibuat_pada__lt=kecil.mulai_pada).count()
    assert lebih_dulu < besar.jumlah / 2


def dering(laporan: Laporan) -> None:
    """What beat does for a job that fell silent; the minute is taken as passed."""
    Laporan.objects.filter(pk=laporan.pk).update(dering_pada=timezone.now() - timedelta(minutes=2))
    assert claim_silent_laporan() == [laporan.pk]
    with Connection(celery_url(redis_sendiri())) as sambungan:
        for _ in range(2):
            kerjakan_laporan.apply_async((laporan.pk,), connection=sambungan)


def selesai(laporan: Laporan) -> int:
    return ButirLaporan.objects.filter(laporan=laporan, status=StatusButir.SELESAI).count()


def tunggu(proses: subprocess.Popen[bytes], laporan: Laporan, jumlah: int, log: Path) -> bool:
    """Wait until so many documents are there, or all of them. True: the job is done."""
    batas = time.monotonic() + 180
    while time.monotonic() < batas:
        laporan.refresh_from_db()
        if laporan.selesai_pada is not None:
            return True
        if selesai(laporan) >= jumlah:
            return False
        assert proses.poll() is None, log.read_text()[-3000:]
        time.sleep(0.1)
    raise AssertionError(f"no progress in a minute:\n{log.read_text()[-3000:]}")


def siapkan(evaluasi: int, bentuk: BentukLaporan = BentukLaporan.SATUAN) -> Laporan:
    """A job of two documents each: one evaluation made final by the services, and copies for earlier years."""
    with freeze_time("2026-10-05 02:00:00"):
        dunia = dunia_baru()
        skp = skp_berjalan(dunia.sari)
        isi_bahan(skp, triwulan(skp))
        asli = evaluasi_final(skp, dunia.bupati, dunia.dinas)
    asli.refresh_from_db()
    Laporan.objects.all().delete()
    salinan = []
    for tahun in range(1700, 1700 + evaluasi - 1):
        periode = Periode.objects.create(
            instansi=dunia.instansi,
            tahun=tahun,
            jenis="tahunan",
            mulai=date(tahun, 1, 1),
            selesai=date(tahun, 12, 31),
        )
        isi = {f.attname: getattr(asli, f.attname) for f in Evaluasi._meta.concrete_fields}
        for kolom in ("id", "uuid", "dibuat_pada"):
            isi.pop(kolom)
        snapshot = {**asli.snapshot, "catatan": f"Salinan {tahun}"}
        salinan.append(
            Evaluasi(
                **isi | {"periode_id": periode.pk, "kode_verifikasi": f"SALINAN{tahun}", "snapshot": snapshot}
            )
        )
    Evaluasi.objects.bulk_create(salinan)
    return request_dokumen(pelaku=dunia.budi, sumber=[asli, *salinan], jenis=JENIS_EVALUASI, bentuk=bentuk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_makes_every_document_once(tmp_path):
    acak = random.Random(7)
    laporan = siapkan(12)
    log = tmp_path / "pekerja.log"

    for _ in range(3):
        with pekerja(tmp_path, redis_sendiri()) as proses:
            dering(laporan)
            tuntas = tunggu(proses, laporan, selesai(laporan) + acak.randint(3, 5), log)
            assert not tuntas, "the job was done before it could be killed in the middle"
            time.sleep(acak.random() * 0.3)
    with pekerja(tmp_path, redis_sendiri()) as proses:
        dering(laporan)
        assert tunggu(proses, laporan, laporan.jumlah + 1, log)

    periksa_utuh(laporan, 24)


def periksa_utuh(laporan: Laporan, jumlah: int) -> None:
    """Every document once, each file whole and in its place, nothing else beside them."""
    laporan.refresh_from_db()
    assert (laporan.status, laporan.jumlah, selesai(laporan)) == (StatusLaporan.SELESAI, jumlah, jumlah)
    assert not laporan.butir.exclude(percobaan=0, galat="").exists()
    dokumen = list(Dokumen.objects.all())
    assert len(dokumen) == jumlah
    assert len({(d.evaluasi_id, d.jenis) for d in dokumen}) == jumlah
    assert len({d.nomor for d in dokumen}) == jumlah
    for d in dokumen:
        isi = Path(default_storage.path(d.berkas.name)).read_bytes()
        assert sha256(isi).hexdigest() == d.sha256
        assert len(isi) == d.ukuran
        assert isi.startswith(b"%PDF-")
        assert isi.rstrip().endswith(b"%%EOF")
    folder = Path(default_storage.path("dokumen"))
    di_tempat = {p for p in folder.rglob("*") if p.is_file() and ".sementara" not in p.parts}
    assert {Path(default_storage.path(d.berkas.name)) for d in dokumen} == di_tempat


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_each_step_of_500_documents(tmp_path):
    """Ten lives end at ten steps, from taking the job to the file of the whole; the eleventh finds what is left."""
    laporan = siapkan(250, BentukLaporan.ZIP)

    perintah = [sys.executable, "-m", "tests.evaluasi.pekerja_rapuh", str(laporan.pk), str(laporan.jumlah)]
    lingkungan = os.environ | {"DATABASE_URL": alamat_basis_data(), "DATA_DIR": str(tmp_path)}
    hasil = subprocess.run(
        perintah, cwd=AKAR, env=lingkungan, check=False, capture_output=True, text=True, timeout=300
    )

    assert hasil.returncode == 0, hasil.stderr[-3000:]
    periksa_utuh(laporan, 500)
    with zipfile.ZipFile(default_storage.path(str(laporan.berkas.name))) as arsip:
        assert len(set(arsip.namelist())) == 500
        assert arsip.testzip() is None
