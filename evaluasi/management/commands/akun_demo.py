"""Print the accounts of the demo agency."""

from typing import Any

from django.core.management.base import BaseCommand

from evaluasi.demo.akun import daftar_akun


class Command(BaseCommand):
    help = "Lists the demo accounts, as the sign-in page of a demo start does."

    def handle(self, *args: Any, **options: Any) -> None:
        for akun in daftar_akun():
            self.stdout.write(
                f"  {akun['nama_masuk']:<20} {akun['sandi']:<20} {akun['nama']} – {akun['peran']}"
            )
