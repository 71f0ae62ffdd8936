"""Many days at once: a sheet that was read and waits to be saved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from pegawai.rules import StatusImpor


class ImporCatatanQuerySet(models.QuerySet["ImporCatatan"]):
    def visible_to(self, pelaku: Pegawai) -> ImporCatatanQuerySet:
        """A preview is its sender's alone."""
        return self.filter(pegawai=pelaku)


class ImporCatatan(Dasar):
    """Rows of a sheet, each read and judged. The file itself is not kept; what is saved is an entry of the log."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="impor_catatan")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="impor_catatan")
    klien_id = models.UUIDField(help_text="Kunci kiriman: kiriman yang sama memberi pratinjau yang sama.")
    nama_berkas = models.CharField(max_length=255, blank=True, help_text="Kosong: ditempel.")
    baris = models.JSONField(default=list, help_text="Daftar {nomor, isi, hasil, pesan, catatan}.")
    status = models.CharField(
        max_length=12, choices=StatusImpor.choices(), default=StatusImpor.PRATINJAU.value
    )
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = ImporCatatanQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "klien_id"], name="impor_catatan_sekali_kirim"),
            models.CheckConstraint(
                condition=dikenal("status", StatusImpor.choices()), name="impor_catatan_status_dikenal"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusImpor.SELESAI.value) | Q(selesai_pada__isnull=False),
                name="impor_catatan_selesai_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas or "Tempelan"
