"""Load the demo agency: once, whole or not at all."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluasi.demo.cerita import Cerita
from evaluasi.demo.data import KODE_INSTANSI
from pegawai.models import Instansi


class Command(BaseCommand):
    help = "Loads the demo agency into an empty installation; does nothing where it stands already."

    def handle(self, *args: Any, **options: Any) -> None:
        if Instansi.objects.filter(kode=KODE_INSTANSI).exists():
            self.stdout.write("Instansi peragaan sudah ada.")
            return
        Cerita(timezone.localdate()).ceritakan()
        self.stdout.write("Instansi peragaan selesai dimuat.")
