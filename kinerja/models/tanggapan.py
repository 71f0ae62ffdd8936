"""What leaders say to an entry of the log: acknowledged or questioned, and the words that follow."""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.utils import timezone

from kinerja.models.catatan import CatatanHarian, MilikSkpQuerySet
from kinerja.rules.jenis import PeranPemberi
from kinerja.rules.tanggapan import JenisTanggapan, berubah_sejak
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from skp.models import Skp


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class TanggapanCatatan(Dasar):
    """The answer of one leader to one entry, and which version of the entry he saw. The entry counts without it."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="tanggapan")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="tanggapan")
    catatan = models.ForeignKey(CatatanHarian, on_delete=models.PROTECT, related_name="tanggapan")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="tanggapan_diberikan")
    peran = models.CharField(max_length=15, choices=PeranPemberi.choices())
    jenis = models.CharField(max_length=12, choices=JenisTanggapan.choices())
    nomor_sunting = models.PositiveIntegerField(default=0, help_text="Versi catatan yang dilihat.")
    kiriman = models.UUIDField(default=uuid.uuid4, help_text="Satu tekan tombol; dapat diurungkan bersama.")
    pada = models.DateTimeField(default=timezone.now)

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["catatan", "oleh"], name="tanggapan_satu_per_pemimpin"),
            models.CheckConstraint(
                condition=dikenal("jenis", JenisTanggapan.choices()), name="tanggapan_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("peran", PeranPemberi.choices()), name="tanggapan_peran_dikenal"
            ),
        ]
        indexes = [models.Index(fields=["oleh", "kiriman"], name="tanggapan_kiriman")]

    def __str__(self) -> str:
        return self.get_jenis_display()

    @property
    def is_berubah(self) -> bool:
        """Whether the entry was changed since; asks for `catatan` to be loaded."""
        return berubah_sejak(self.nomor_sunting, self.catatan.nomor_sunting)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PesanCatatan(Dasar):
    """A question about an entry, or an answer to one: the thread that the whole chain can read."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pesan_catatan")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="pesan_catatan")
    catatan = models.ForeignKey(CatatanHarian, on_delete=models.PROTECT, related_name="pesan")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="pesan_catatan")
    klien_id = models.UUIDField(default=uuid.uuid4)
    isi = models.TextField(max_length=2000)

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["oleh", "klien_id"], name="pesan_sekali_kirim")]

    def __str__(self) -> str:
        return self.isi
