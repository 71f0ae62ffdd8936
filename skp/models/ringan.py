"""What typing less leaves behind: advice that was answered, and workbooks that wait to be applied."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from pegawai.rules import StatusImpor
from skp.models.skp import Skp
from skp.rules import KodeNasihat


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class NasihatDitutup(Dasar):
    """A remark that the owner answered with "Sudah benar"; another wording brings it back."""

    skp = models.ForeignKey(Skp, on_delete=models.CASCADE, related_name="nasihat_ditutup")
    kode = models.CharField(max_length=30, choices=KodeNasihat.choices())
    kunci = models.UUIDField(help_text="RHK atau indikator yang dinasihati.")
    sidik = models.CharField(max_length=16, help_text="Isi yang dinilai saat itu.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=dikenal("kode", KodeNasihat.choices()), name="nasihat_kode_dikenal"
            ),
            models.UniqueConstraint(fields=["skp", "kode", "kunci", "sidik"], name="nasihat_sekali"),
        ]

    def __str__(self) -> str:
        return self.get_kode_display()


class ImporRencanaQuerySet(models.QuerySet["ImporRencana"]):
    def visible_to(self, pelaku: Pegawai) -> ImporRencanaQuerySet:
        """A preview is its uploader's alone."""
        return self.filter(diminta_oleh=pelaku)


class ImporRencana(Dasar):
    """A workbook of one SKP or of the bank: every row judged, nothing applied yet. The file itself is not kept."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="impor_rencana")
    diminta_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    skp = models.ForeignKey(
        Skp, on_delete=models.CASCADE, null=True, blank=True, related_name="impor", help_text="Kosong: bank."
    )
    nomor_sunting = models.PositiveIntegerField(default=0, help_text="Isi SKP yang dibandingkan.")
    nama_berkas = models.CharField(max_length=255)
    baris = models.JSONField(default=list, help_text="Daftar {lembar, nomor, hasil, sebutan, pesan, data}.")
    status = models.CharField(
        max_length=12, choices=StatusImpor.choices(), default=StatusImpor.PRATINJAU.value
    )
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = ImporRencanaQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusImpor.choices()), name="impor_rencana_status_dikenal"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusImpor.SELESAI.value) | Q(selesai_pada__isnull=False),
                name="impor_rencana_selesai_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas
