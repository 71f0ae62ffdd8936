"""Import an agency's exports from the shell: the same preview, the same rules and the same report as the page."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pegawai import services
from pegawai.errors import AturanDilanggar
from pegawai.models import Impor, Instansi
from pegawai.rules import HasilBaris, StatusImpor
from pegawai.selectors.impor import LEMBAR, baris_impor, laporan_impor, penempatan_tanpa_penilai

CONTOH_TANPA_PENILAI = 10


class Command(BaseCommand):
    help = "Periksa berkas unit kerja dan pegawai dari SIASN; dengan --terapkan hasilnya langsung diterapkan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--instansi", required=True, help="kode instansi")
        parser.add_argument("--unor", type=Path, help="berkas unit kerja, XLSX atau CSV")
        parser.add_argument("--pegawai", type=Path, help="berkas pegawai, XLSX atau CSV")
        parser.add_argument("--terapkan", action="store_true", help="terapkan setelah diperiksa")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        instansi = Instansi.objects.filter(kode=pilihan["instansi"]).first()
        if instansi is None:
            raise CommandError(f"Tidak ada instansi dengan kode {pilihan['instansi']}.")
        try:
            with timezone.override(instansi.zona_waktu):
                impor = self._periksa(instansi, pilihan["unor"], pilihan["pegawai"])
                self._hitungan(impor)
                self._ditolak(impor)
                if pilihan["terapkan"]:
                    self._terapkan(impor)
                    self._akhir(impor)
        except AturanDilanggar as galat:
            raise CommandError(galat.pesan) from galat

    def _periksa(self, instansi: Instansi, unor: Path | None, pegawai: Path | None) -> Impor:
        with ExitStack() as terbuka:
            return services.preview_impor(
                pelaku=None,
                instansi=instansi,
                berkas_unor=_buka(terbuka, unor),
                berkas_pegawai=_buka(terbuka, pegawai),
            )

    def _hitungan(self, impor: Impor) -> None:
        laporan = laporan_impor(impor)
        for b in laporan.hitungan:
            jumlah = ", ".join(f"{n} {h.label.lower()}" for h, n in b.jumlah if n)
            self.stdout.write(f"{b.label}: {b.semua} baris ({jumlah})")
        for s in laporan.sebab:
            self.stdout.write(f"  {s.jenis.label}: {s.sebab.label} ({s.label_lembar.lower()}): {s.jumlah}")

    def _ditolak(self, impor: Impor) -> None:
        """Rows by number: a NIP does not belong on a screen that is logged."""
        for b in baris_impor(impor, hasil=HasilBaris.DITOLAK).iterator(2000):
            for p in b.pesan:
                self.stdout.write(f"  {LEMBAR[b.lembar]} baris {b.nomor}, {p['kolom']}: {p['kalimat']}")

    def _terapkan(self, impor: Impor) -> None:
        if not impor.jumlah:
            self.stdout.write("Tidak ada baris baru atau berubah. Tidak ada yang diterapkan.")
            return
        services.apply_impor(pelaku=None, impor=impor)
        try:
            while services.step_impor(impor.pk):
                impor.refresh_from_db()
                self.stdout.write(f"Diterapkan {impor.diterapkan} dari {impor.jumlah}")
        except AturanDilanggar as galat:
            services.fail_impor(impor.pk, galat)
            raise

    def _akhir(self, impor: Impor) -> None:
        impor.refresh_from_db()
        for label, n in laporan_impor(impor).hasil if impor.status == StatusImpor.SELESAI else ():
            self.stdout.write(f"{label}: {n}")
        tanpa = penempatan_tanpa_penilai(impor.instansi, timezone.localdate())
        if jumlah := tanpa.count():
            self.stdout.write(
                f"{jumlah} orang belum punya pejabat penilai. "
                "Masukkan pejabat puncak (misalnya bupati) sebagai pejabat negara di halaman unit kerja."
            )
            for p in tanpa[:CONTOH_TANPA_PENILAI]:
                self.stdout.write(f"  {p.pegawai.nama_lengkap}, {p.jabatan_tampil}")


def _buka(terbuka: ExitStack, berkas: Path | None) -> BinaryIO | None:
    if berkas is None:
        return None
    try:
        return terbuka.enter_context(berkas.open("rb"))
    except OSError as galat:
        raise CommandError(f"Berkas {berkas.name} tidak dapat dibuka.") from galat
