"""Make the font subset of the documents. Run at set-up; running it again changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from evaluasi.laporan.fon import FonTidakAda, siapkan_fon


class Command(BaseCommand):
    help = "Menyiapkan fon untuk dokumen PDF (sekali, saat pemasangan)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            siapkan_fon(Path(settings.DATA_DIR) / "fon")
        except FonTidakAda as galat:
            raise CommandError(str(galat)) from galat
        if options["verbosity"]:
            self.stdout.write("Fon dokumen siap.")
