"""What stands beside the rating of the penilai: the word of a ketua tim, and how an agency wants it."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from evaluasi.rules import Ekspektasi
from pegawai.models import AnggotaTim, Dasar, HubunganPenilai, Instansi, Pegawai, Penempatan, TimKerja
from pegawai.models.dasar import dikenal
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import PeranTim
from skp.models import Periode


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanNilai(Dasar):
    """What an agency settles for rating. Without a row the defaults count."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_nilai")
    rekomendasi_ketua_tim = models.BooleanField(
        "Ketua tim memberi rekomendasi", default=True, help_text="Untuk anggota yang dinilai pejabat lain."
    )

    def __str__(self) -> str:
        return f"Pengaturan penilaian {self.instansi}"


class RekomendasiTimQuerySet(models.QuerySet["RekomendasiTim"]):
    def visible_to(self, pelaku: Pegawai) -> RekomendasiTimQuerySet:
        """Its writer, who leads the team today, and who rates that person. Colleagues and other members: nothing."""
        hari = timezone.localdate()
        ketua = AnggotaTim.objects.filter(
            berlaku_pada(hari), tim=OuterRef("tim"), pegawai=pelaku, peran=PeranTim.KETUA
        )
        penilai = HubunganPenilai.objects.filter(
            Q(selesai__isnull=True) | Q(selesai__gte=OuterRef("periode__mulai")),
            penempatan=OuterRef("penempatan"),
            penilai=pelaku,
        )
        return self.filter(Q(oleh=pelaku) | Exists(ketua) | Exists(penilai)).exclude(pegawai=pelaku)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RekomendasiTim(Dasar):
    """What a ketua tim says about a member whom somebody else rates. A recommendation, never a rating."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="rekomendasi_tim")
    tim = models.ForeignKey(TimKerja, on_delete=models.PROTECT, related_name="rekomendasi")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="rekomendasi_tim")
    penempatan = models.ForeignKey(Penempatan, on_delete=models.PROTECT, related_name="rekomendasi_tim")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="rekomendasi_tim")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="rekomendasi_diberikan")
    rating_hasil = models.CharField(max_length=8, choices=Ekspektasi.choices(), blank=True)
    rating_perilaku = models.CharField(max_length=8, choices=Ekspektasi.choices(), blank=True)
    isi = models.TextField("Rekomendasi", max_length=2000)
    nomor_sunting = models.PositiveIntegerField(default=0)
    diubah_pada = models.DateTimeField(auto_now=True)

    objects = RekomendasiTimQuerySet.as_manager()

    class Meta:
        ordering = ("tim__nama", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["penempatan", "periode", "tim"],
                name="rekomendasi_satu_per_tim",
                violation_error_message="Rekomendasi tim ini untuk periode itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=~Q(isi="")
                & (Q(rating_hasil="") | dikenal("rating_hasil", Ekspektasi.choices()))
                & (Q(rating_perilaku="") | dikenal("rating_perilaku", Ekspektasi.choices())),
                name="rekomendasi_berisi",
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=models.F("oleh")), name="rekomendasi_bukan_diri_sendiri"
            ),
        ]
        indexes = [models.Index(fields=["tim", "periode"], name="rekomendasi_tim_periode")]

    def __str__(self) -> str:
        return f"Rekomendasi {self.tim} untuk {self.pegawai} {self.periode}"
