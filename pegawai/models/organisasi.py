"""The agency, its tree of units, its posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.db import models
from django.db.models import Q

from pegawai.models.dasar import Dasar, dikenal
from pegawai.rules import JenisJabatan, JenjangFungsional

if TYPE_CHECKING:
    from pegawai.models.orang import Pegawai


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Instansi(Dasar):
    """An agency: the boundary of all access."""

    kode = models.CharField(max_length=20, unique=True)
    nama = models.CharField(max_length=200)
    kota = models.CharField(max_length=100, help_text="Tempat penandatanganan dokumen.")
    zona_waktu = models.CharField(
        max_length=40,
        default="Asia/Jakarta",
        choices=[
            ("Asia/Jakarta", "WIB"),
            ("Asia/Makassar", "WITA"),
            ("Asia/Jayapura", "WIT"),
        ],
    )
    tugas_belajar_wajib_skp = models.BooleanField(default=True)
    dialog_wajib = models.BooleanField(
        default=False, help_text="SKP baru dapat diajukan setelah dialog kinerja dikonfirmasi keduanya."
    )
    hari_kerja = models.PositiveSmallIntegerField(
        "Hari kerja seminggu", default=5, choices=[(5, "Senin sampai Jumat"), (6, "Senin sampai Sabtu")]
    )
    is_salin_rekan_dibuka = models.BooleanField(
        default=True, help_text="Pegawai boleh menyalin RHK dan indikator rekan sejabatan."
    )

    def __str__(self) -> str:
        return self.nama


class UnitKerjaQuerySet(models.QuerySet["UnitKerja"]):
    def aktif(self) -> UnitKerjaQuerySet:
        return self.filter(is_aktif=True)

    def visible_to(self, pelaku: Pegawai) -> UnitKerjaQuerySet:
        """Narrow to the person's agency: the organisation chart is open to its own people."""
        return self.filter(instansi_id=pelaku.instansi_id)

    def di_bawah(self, unit: UnitKerja) -> UnitKerjaQuerySet:
        """Narrow to the unit and everything below it."""
        return self.filter(instansi_id=unit.instansi_id, jalur__startswith=unit.jalur)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class UnitKerja(Dasar):
    """A unit (unor). `jalur` is the path of keys from the root: "/1/5/9/"."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="unit")
    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak")
    jalur = models.TextField(default="", editable=False)
    siasn_id = models.CharField(max_length=64, blank=True)
    nama = models.CharField(max_length=255)
    is_aktif = models.BooleanField(default=True)

    objects = UnitKerjaQuerySet.as_manager()

    class Meta:
        ordering = ("jalur",)
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "siasn_id"],
                condition=~Q(siasn_id=""),
                name="unit_siasn_id_unik",
                violation_error_message="ID unit ini sudah dipakai unit lain.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["instansi", "jalur"], name="unit_jalur", opclasses=["int8_ops", "text_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def leluhur_id(self) -> list[int]:
        """Keys from this unit upward to the root, this one first."""
        return [int(k) for k in self.jalur.strip("/").split("/") if k][::-1]

    @property
    def kedalaman(self) -> int:
        """Levels below the root; 0 for the root."""
        return max(self.jalur.count("/") - 2, 0)

    @property
    def versi(self) -> str:
        """What a form remembers, to notice that the unit was changed meanwhile."""
        return f"{self.nama} {self.induk_id or ''} {self.is_aktif}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Jabatan(Dasar):
    """A post: its name, kind and, for a jabatan fungsional, its jenjang."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="jabatan")
    nama = models.CharField(max_length=255)
    jenis = models.CharField(max_length=20, choices=JenisJabatan.choices())
    jenjang = models.CharField(max_length=2, blank=True, choices=JenjangFungsional.choices())
    eselon = models.CharField(max_length=5, blank=True)
    siasn_id = models.CharField(max_length=64, blank=True)
    is_unit_mandiri = models.BooleanField(
        default=False, help_text="Pimpinan unit kerja mandiri memakai formulir JPT."
    )

    class Meta:
        ordering = ("nama",)
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisJabatan.choices()), name="jabatan_jenis_dikenal"
            ),
            models.UniqueConstraint(
                fields=["instansi", "nama", "jenis", "jenjang", "eselon"],
                name="jabatan_unik",
                violation_error_message="Jabatan ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def is_formulir_jpt(self) -> bool:
        """Whether the SKP uses the form of JPT and heads of units that stand alone."""
        return self.jenis == JenisJabatan.JPT or self.is_unit_mandiri
