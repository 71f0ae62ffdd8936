"""Evidence: a file that was examined, or a link."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from kinerja.rules import JenisBukti, StatusBukti
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from skp.models import Skp


class BuktiDukungQuerySet(models.QuerySet["BuktiDukung"]):
    def visible_to(self, pelaku: Pegawai) -> BuktiDukungQuerySet:
        """Narrow to exactly the chain that may see the SKP it belongs to."""
        return self.filter(skp__in=Skp.objects.visible_to(pelaku))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BuktiDukung(Dasar):
    """One piece of evidence under one SKP. It may serve several entries."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="bukti")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="bukti")
    pemilik = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="bukti")
    jenis = models.CharField(max_length=6, choices=JenisBukti.choices())
    nama = models.CharField(max_length=255, help_text="Nama yang ditampilkan; bukan nama di penyimpanan.")
    tautan = models.URLField(max_length=1000, blank=True)
    berkas = models.FileField(max_length=200, blank=True)
    tipe = models.CharField(max_length=100, blank=True, help_text="Jenis isi setelah diperiksa.")
    ukuran = models.PositiveIntegerField(default=0, help_text="Dalam byte.")
    sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(
        max_length=10, choices=StatusBukti.choices(), default=StatusBukti.KARANTINA.value
    )
    alasan_ditolak = models.CharField(max_length=300, blank=True)

    objects = BuktiDukungQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusBukti.choices()), name="bukti_status_dikenal"
            ),
            models.CheckConstraint(
                condition=(Q(jenis="tautan") & ~Q(tautan="") & Q(berkas=""))
                | (Q(jenis="berkas") & Q(tautan="") & ~Q(berkas="")),
                name="bukti_berkas_atau_tautan",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
