"""The first steps of an agency, at the shell: the agency, its first admin, the periods of a year."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from pegawai.errors import AturanDilanggar
from pegawai.models import Instansi, Pegawai
from pegawai.rules import JenisPegawai, Peran, check_nip
from pegawai.services import grant_peran, reset_akses
from skp.services import open_tahun


class Command(BaseCommand):
    help = (
        "Menyiapkan instansi: data instansi, admin kepegawaian pertama, dan periode satu tahun. Boleh diulang: "
        "yang sudah ada tetap; dengan --admin sandi awal baru diberikan."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kode", required=True, help="kode singkat instansi, misalnya kab-tirtajaya")
        parser.add_argument("--nama", help="nama resmi instansi; wajib untuk instansi baru")
        parser.add_argument("--kota", help="tempat dokumen ditandatangani; wajib untuk instansi baru")
        parser.add_argument("--zona", default="Asia/Jakarta", help="zona waktu, misalnya Asia/Makassar")
        parser.add_argument("--admin", help="NIP admin kepegawaian yang mendapat sandi awal")
        parser.add_argument("--nama-admin", help="nama admin; wajib bila ia belum terdaftar")
        parser.add_argument("--tahun", type=int, help="tahun yang dibuka; tahun ini bila tidak diisi")
        parser.add_argument("--periodik", choices=["triwulan", "bulanan"], default="triwulan")

    def handle(self, *args: Any, **pilihan: Any) -> None:
        try:
            with transaction.atomic():
                instansi = self._instansi(pilihan)
                with timezone.override(instansi.zona_waktu):
                    tahun = pilihan["tahun"] or timezone.localdate().year
                    periode = open_tahun(
                        pelaku=None, instansi=instansi, tahun=tahun, periodik=pilihan["periodik"]
                    )
                    sandi = self._admin(instansi, pilihan) if pilihan["admin"] else ""
        except AturanDilanggar as galat:
            raise CommandError(galat.pesan) from galat
        self.stdout.write(f"{instansi.nama}: tahun {tahun} terbuka dengan {len(periode)} periode.")
        if sandi:
            self.stdout.write(f"Sandi awal admin, berlaku tujuh hari dan hanya tampil sekali: {sandi}")
            self.stdout.write("Masuk dengan NIP admin, ganti sandi, lalu impor unit kerja dan pegawai.")

    def _instansi(self, pilihan: dict[str, Any]) -> Instansi:
        ada = Instansi.objects.filter(kode=pilihan["kode"]).first()
        if ada:
            return ada
        if not pilihan["nama"] or not pilihan["kota"]:
            raise CommandError("Instansi baru memerlukan --nama dan --kota.")
        if pilihan["zona"] not in available_timezones():
            raise CommandError(f"Zona waktu {pilihan['zona']} tidak dikenal. Contoh: Asia/Jakarta.")
        return Instansi.objects.create(
            kode=pilihan["kode"], nama=pilihan["nama"], kota=pilihan["kota"], zona_waktu=pilihan["zona"]
        )

    def _admin(self, instansi: Instansi, pilihan: dict[str, Any]) -> str:
        nip = check_nip(pilihan["admin"])
        pegawai = Pegawai.objects.filter(instansi=instansi, nip=nip).first()
        if pegawai is None:
            if not pilihan["nama_admin"]:
                raise CommandError("Admin ini belum terdaftar. Sertakan --nama-admin.")
            pegawai = Pegawai.objects.create(
                instansi=instansi, nip=nip, nama=pilihan["nama_admin"], jenis=JenisPegawai.PNS.value
            )
        grant_peran(pelaku=None, pegawai=pegawai, peran=Peran.ADMIN_KEPEGAWAIAN, alasan="Penyiapan instansi")
        return reset_akses(pelaku=None, pegawai=pegawai)
