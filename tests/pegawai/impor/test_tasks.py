"""The job: it goes on after a kill, in a real process, and the command says what the page says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pegawai import services, tasks
from pegawai.models import Impor, Pegawai, Penempatan, Pengguna, UnitKerja
from pegawai.rules import StatusImpor
from tests.factories import impor_contoh as contoh
from tests.factories.impor import nip, orang
from tests.factories.impor_contoh import berkas_pegawai, berkas_unor
from tests.factories.pegawai import instansi_baru
from tests.pekerja import alamat_basis_data

AKAR = Path(__file__).resolve().parents[3]


def pesan(dunia) -> Impor:
    impor = services.preview_impor(
        pelaku=dunia.eka, berkas_unor=berkas_unor(), berkas_pegawai=berkas_pegawai()
    )
    return services.apply_impor(pelaku=dunia.eka, impor=impor)


@pytest.mark.django_db
class TestTask:
    def test_applies_to_the_end_and_a_second_message_does_nothing(self, dunia):
        impor = pesan(dunia)

        tasks.terapkan_impor(impor.pk)
        jumlah = Pegawai.objects.count()
        tasks.terapkan_impor(impor.pk)

        impor.refresh_from_db()
        assert impor.status == StatusImpor.SELESAI
        assert Pegawai.objects.count() == jumlah

    def test_long_job_takes_turns(self, dunia, monkeypatch, settings):
        settings.CELERY_TASK_ALWAYS_EAGER = True
        monkeypatch.setattr(tasks, "GILIRAN", 0.0)
        impor = pesan(dunia)

        tasks.terapkan_impor(impor.pk)

        impor.refresh_from_db()
        assert impor.status == StatusImpor.SELESAI

    def test_fault_stops_the_job_without_a_nip_in_the_log(self, dunia, caplog):
        impor = pesan(dunia)
        impor.baris.filter(kunci=contoh.BERSIH).update(data={"nip": contoh.BERSIH})

        tasks.terapkan_impor(impor.pk)

        impor.refresh_from_db()
        assert impor.status == StatusImpor.GAGAL
        assert "tekan Lanjutkan" in impor.galat
        assert contoh.BERSIH not in caplog.text
        assert f"impor {impor.pk} gagal" in caplog.text
        assert impor.diterapkan == contoh.BARU_UNIT

    def test_silent_jobs_are_rung_again(self, dunia, settings):
        settings.CELERY_TASK_ALWAYS_EAGER = True
        impor = pesan(dunia)
        Impor.objects.filter(pk=impor.pk).update(denyut_pada="2020-01-01T00:00:00Z")

        assert tasks.dering_ulang_impor() == 1

        impor.refresh_from_db()
        assert impor.status == StatusImpor.SELESAI


PEKERJA = """
import django, sys
django.setup()
from pegawai import services
from pegawai.services.impor import terapkan
terapkan.UKURAN_KELOMPOK = 40
print("siap", flush=True)
while services.step_impor(int(sys.argv[1])):
    print("potong", flush=True)
"""


def berkas_600() -> dict[str, object]:
    orang_ = [orang(nip(i), f"ORANG {i}", "S1") for i in range(100, 700)]
    return {"berkas_unor": berkas_unor(), "berkas_pegawai": berkas_pegawai(orang_)}


def mulai_pekerja(impor: Impor) -> subprocess.Popen[str]:
    """A process of its own that works on the import, on this test's database."""
    proses = subprocess.Popen(
        [sys.executable, "-c", PEKERJA, str(impor.pk)],
        cwd=AKAR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": alamat_basis_data()},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert proses.stdout is not None
    assert proses.stdout.readline() == "siap\n"
    return proses


def periksa_utuh(impor: Impor) -> None:
    """Everything once, nothing twice, and a second import finds nothing to do."""
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SELESAI
    assert impor.diterapkan == impor.jumlah == 600 + contoh.BARU_UNIT
    assert Pegawai.objects.count() == Pengguna.objects.count() == Penempatan.objects.count() == 600
    assert UnitKerja.objects.count() == contoh.BARU_UNIT
    assert services.preview_impor(pelaku=None, instansi=impor.instansi, **berkas_600()).jumlah == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestRealProcess:
    @pytest.fixture
    def impor(self) -> Impor:
        impor = services.preview_impor(pelaku=None, instansi=instansi_baru(), **berkas_600())
        return services.apply_impor(pelaku=None, impor=impor)

    def test_killed_again_and_again_loses_and_doubles_nothing(self, impor):
        """Killed with -9 a little later each time, until one gets through."""
        terbunuh = 0
        for giliran in range(60):
            with mulai_pekerja(impor) as proses:
                time.sleep(0.03 * (giliran + 1))
                proses.kill()
            terbunuh += proses.returncode == -signal.SIGKILL
            impor.refresh_from_db()
            if impor.status == StatusImpor.SELESAI:
                break

        assert terbunuh >= 3
        periksa_utuh(impor)

    def test_two_workers_at_once_double_nothing(self, impor):
        with mulai_pekerja(impor) as satu, mulai_pekerja(impor) as dua:
            assert (satu.wait(60), dua.wait(60)) == (0, 0)

        periksa_utuh(impor)


@pytest.mark.django_db
class TestCommand:
    @pytest.fixture
    def berkas(self, tmp_path):
        (tmp_path / "unor.xlsx").write_bytes(berkas_unor().getvalue())
        (tmp_path / "pegawai.xlsx").write_bytes(berkas_pegawai().getvalue())
        return tmp_path

    def jalankan(self, instansi, berkas, *lain: str) -> str:
        keluar = StringIO()
        call_command(
            "impor_siasn",
            f"--instansi={instansi.kode}",
            f"--unor={berkas / 'unor.xlsx'}",
            f"--pegawai={berkas / 'pegawai.xlsx'}",
            *lain,
            stdout=keluar,
        )
        return keluar.getvalue()

    def test_preview_only(self, berkas):
        instansi = instansi_baru()

        keluar = self.jalankan(instansi, berkas)

        assert "Unit kerja: 10 baris (7 baru, 3 ditolak)" in keluar
        assert "Pegawai: 22 baris (13 baru, 1 baris berulang, 8 ditolak)" in keluar
        assert "Pegawai baris 22, TMT JABATAN: “31-02-2024” bukan tanggal yang ada." in keluar
        assert contoh.TMT_SALAH not in keluar
        assert not Pegawai.objects.exists()

    def test_apply_and_again(self, berkas):
        instansi = instansi_baru()

        keluar = self.jalankan(instansi, berkas, "--terapkan")
        ulang = self.jalankan(instansi, berkas, "--terapkan")

        assert "Pegawai dibuat: 13" in keluar
        assert "1 orang belum punya pejabat penilai." in keluar
        assert "Tidak ada yang diterapkan" in ulang
        assert Pegawai.objects.filter(instansi=instansi).count() == 13

    def test_refusals_are_sentences(self, berkas, tmp_path):
        instansi = instansi_baru()
        (tmp_path / "rusak.xlsx").write_bytes(b"%PDF")

        with pytest.raises(CommandError, match="Tidak ada instansi dengan kode TIADA"):
            call_command("impor_siasn", "--instansi=TIADA")
        with pytest.raises(CommandError, match="Pilih berkas unit kerja"):
            call_command("impor_siasn", f"--instansi={instansi.kode}")
        with pytest.raises(CommandError, match="tidak dapat dibuka"):
            call_command("impor_siasn", f"--instansi={instansi.kode}", f"--unor={tmp_path / 'tiada.xlsx'}")
        with pytest.raises(CommandError, match="bukan XLSX atau CSV"):
            call_command("impor_siasn", f"--instansi={instansi.kode}", f"--unor={tmp_path / 'rusak.xlsx'}")
