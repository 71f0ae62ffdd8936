"""The SKP: one person's plan for one span, and the trail of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from pegawai.models import Dasar, HubunganPenilai, Instansi, Pegawai, Penempatan
from pegawai.models.dasar import dikenal, kunci_bulat, rentang_tanggal
from pegawai.models.lingkup import anggota_yang_dipimpin, peran_yang_mencakup
from pegawai.models.penempatan import berlaku_pada
from skp.models.periode import Periode
from skp.rules import (
    PEMILIK_STATUS,
    STATUS_BISA_DISUNTING,
    STATUS_MATI,
    STATUS_TERBUKA,
    STATUS_TETAP,
    Giliran,
    KeluargaFormulir,
    Pendekatan,
    StatusSkp,
)

if TYPE_CHECKING:
    from datetime import date


def hari_penilai_sql(pada: date) -> Least:
    """`rules.hari_penilai` for the database (LEAST passes over the open end of a placement)."""
    return Least(
        Greatest(Value(pada, models.DateField()), F("mulai")), F("selesai"), F("penempatan__selesai")
    )


def memimpin_unit_skp(pelaku: Pegawai) -> Exists:
    """SKP of heads whose unit `pelaku` heads today: while the head is away, his PLH divides the work."""
    tempat = Penempatan.objects.filter(
        berlaku_pada(timezone.localdate()),
        pegawai=pelaku,
        is_kepala=True,
        unit=OuterRef("penempatan__unit"),
    )
    return Exists(tempat)


class SkpQuerySet(models.QuerySet["Skp"]):
    def berlaku(self) -> SkpQuerySet:
        """Leave out what was called off, and the other versions of an SKP: replaced ones and proposals."""
        return self.exclude(status__in=STATUS_MATI).filter(revisi_dari__isnull=True)

    def keluarga_versi(self, pokok: int) -> SkpQuerySet:
        """One living SKP with all its versions, replaced and proposed."""
        return self.filter(Q(pk=pokok) | Q(revisi_dari=pokok))

    def tetap(self) -> SkpQuerySet:
        return self.filter(status__in=STATUS_TETAP)

    def pada(self, pada: date) -> SkpQuerySet:
        return self.filter(mulai__lte=pada, selesai__gte=pada)

    def terbuka(self) -> SkpQuerySet:
        return self.filter(status__in=STATUS_TERBUKA)

    def dinilai_oleh(self, pelaku: Pegawai, pada: date | None = None) -> SkpQuerySet:
        """Narrow to those that `pelaku` answers for as penilai, asked of the dated chain itself.

        Not of the column `penilai`: that one is a copy which the daily task and every act refresh, and a queue
        must be right in the minute after an admin has changed a placement. One penilai at a date per placement
        (database constraint), so the join doubles no row.
        """
        return self.annotate(hari_penilai=hari_penilai_sql(pada or timezone.localdate())).filter(
            Q(penempatan__hubungan_penilai__selesai__isnull=True)
            | Q(penempatan__hubungan_penilai__selesai__gte=F("hari_penilai")),
            penempatan__hubungan_penilai__penilai=pelaku,
            penempatan__hubungan_penilai__mulai__lte=F("hari_penilai"),
        )

    def dapat_disalin(self, skp: Skp) -> SkpQuerySet:
        """Narrow to fixed SKP whose content may go into `skp`: the owner's own, and those of his jabatan.

        The same jabatan by name, or by jenis and jenjang, in the same agency, while the agency allows it.
        """
        jabatan = skp.penempatan.jabatan
        sejabatan = Q(penempatan__jabatan__nama__iexact=jabatan.nama)
        if jabatan.jenjang:
            sejabatan |= Q(
                penempatan__jabatan__jenis=jabatan.jenis, penempatan__jabatan__jenjang=jabatan.jenjang
            )
        boleh = Q(pegawai=skp.pegawai_id)
        if skp.instansi.is_salin_rekan_dibuka:
            boleh |= sejabatan & Q(is_plt_plh=False)
        return self.filter(
            boleh,
            instansi=skp.instansi_id,
            status__in=STATUS_TETAP | {StatusSkp.SELESAI},
            periode__tahun__lte=skp.periode.tahun,
        ).exclude(pk=skp.pk)

    def visible_to(self, pelaku: Pegawai) -> SkpQuerySet:
        """Narrow to one's own, those one rates (also in the past), one rung above, one's team, one's granted scope."""
        return self.filter(
            self._rantai(pelaku) | Exists(anggota_yang_dipimpin(pelaku, pegawai=OuterRef("pegawai")))
        )

    def dipimpin_unitnya(self, pelaku: Pegawai) -> SkpQuerySet:
        """Narrow to those of heads whose unit `pelaku` heads today; of them he has the matrix, not the SKP."""
        return self.filter(memimpin_unit_skp(pelaku), penempatan__is_kepala=True)

    def visible_to_rantai(self, pelaku: Pegawai) -> SkpQuerySet:
        """The same without the leaders of teams: for what is said between the two."""
        return self.filter(self._rantai(pelaku))

    def _rantai(self, pelaku: Pegawai) -> Q:
        hubungan = HubunganPenilai.objects.filter(
            Q(selesai__isnull=True) | Q(selesai__gte=OuterRef("mulai")),
            penempatan=OuterRef("penempatan"),
            mulai__lte=OuterRef("selesai"),
        )
        bawahan = HubunganPenilai.objects.filter(penilai=pelaku).pada(timezone.localdate()).values("pegawai")
        return Q(
            Q(pegawai=pelaku)
            | Q(penilai=pelaku)
            | Exists(hubungan.filter(penilai=pelaku))
            | Exists(hubungan.filter(penilai__in=bawahan))
            | Exists(
                peran_yang_mencakup(
                    pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("penempatan__unit__jalur")
                )
            )
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Skp(Dasar):
    """Sasaran Kinerja Pegawai of one person, one placement, one span, one version."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="skp")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="skp")
    penempatan = models.ForeignKey(Penempatan, on_delete=models.PROTECT, related_name="skp")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="skp")
    mulai = models.DateField()
    selesai = models.DateField()
    keluarga = models.CharField(max_length=5, choices=KeluargaFormulir.choices())
    pendekatan = models.CharField(
        max_length=12, choices=Pendekatan.choices(), default=Pendekatan.KUANTITATIF.value
    )
    is_plt_plh = models.BooleanField(default=False)
    versi = models.PositiveSmallIntegerField(default=1)
    revisi_dari = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versi_lain",
        help_text="SKP yang berlaku; diisi pada usulan revisi dan pada versi yang sudah diganti.",
    )
    alasan_revisi = models.TextField(max_length=1000, blank=True)
    pengelola = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Pengelola kinerja yang menyusunkan setelah batas waktu.",
    )
    status = models.CharField(max_length=12, choices=StatusSkp.choices(), default=StatusSkp.DRAF.value)
    penilai = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="skp_dinilai",
        help_text="Pejabat penilai yang sedang berwenang; diperbarui bila atasan berganti.",
    )
    nomor_sunting = models.PositiveIntegerField(
        default=0, help_text="Naik pada setiap simpan; mengenali dua tab."
    )
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    disetujui_pada = models.DateTimeField(null=True, blank=True)
    disetujui_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)

    objects = SkpQuerySet.as_manager()

    class Meta:
        ordering = ("-mulai", "-versi", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusSkp.choices()), name="skp_status_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("keluarga", KeluargaFormulir.choices()), name="skp_keluarga_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("pendekatan", Pendekatan.choices()), name="skp_pendekatan_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")),
                name="skp_urutan_tanggal",
                violation_error_message="Tanggal selesai harus sama dengan atau setelah tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(disetujui_oleh__isnull=True, disetujui_pada__isnull=True)
                | Q(disetujui_oleh__isnull=False, disetujui_pada__isnull=False),
                name="skp_persetujuan_utuh",
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=F("disetujui_oleh")),
                name="skp_bukan_diri_sendiri",
                violation_error_message="Tidak ada yang menyetujui SKP-nya sendiri.",
            ),
            ExclusionConstraint(
                name="skp_definitif_tidak_tumpang_tindih",
                expressions=[
                    (kunci_bulat("pegawai_id"), RangeOperators.OVERLAPS),
                    (rentang_tanggal(), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_plt_plh=False, revisi_dari__isnull=True)
                & Q(
                    status__in=[
                        "draf",
                        "diajukan",
                        "dikembalikan",
                        "disetujui",
                        "ditetapkan",
                        "berjalan",
                        "selesai",
                    ]
                ),
                violation_error_message="Anda sudah memiliki SKP untuk sebagian tanggal itu.",
            ),
            models.CheckConstraint(condition=~Q(pk=F("revisi_dari")), name="skp_bukan_versi_sendiri"),
            models.UniqueConstraint(
                fields=["revisi_dari"],
                condition=Q(status__in=["draf", "diajukan", "dikembalikan"]),
                name="skp_satu_usulan_revisi",
                violation_error_message="Revisi SKP ini sedang disusun. Lanjutkan revisi itu.",
            ),
        ]
        indexes = [
            models.Index(fields=["penilai", "status"], name="skp_antrean"),
            models.Index(fields=["instansi", "periode", "status"], name="skp_pemantauan"),
            models.Index(fields=["pegawai", "mulai"], name="skp_pegawai"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="skp_versi_lama_tetap",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=["direvisi", "dibatalkan", "selesai"]),
            )
        ]

    def __str__(self) -> str:
        return f"SKP {self.pegawai} {self.periode.tahun}"

    @property
    def giliran(self) -> Giliran:
        """Whose turn it is now."""
        return PEMILIK_STATUS[StatusSkp(self.status)]

    @property
    def is_bisa_disunting(self) -> bool:
        return self.status in STATUS_BISA_DISUNTING

    @property
    def is_terbuka(self) -> bool:
        return self.status in STATUS_TERBUKA

    @property
    def is_tetap(self) -> bool:
        return self.status in STATUS_TETAP

    @property
    def pokok_id(self) -> int:
        """The living SKP: itself, or the one of which this is another version."""
        return self.revisi_dari_id or self.pk

    @property
    def is_usulan(self) -> bool:
        """A revision that is not decided yet: the version before it is still in force."""
        return self.revisi_dari_id is not None and self.status != StatusSkp.DIREVISI

    @property
    def is_jpt(self) -> bool:
        return self.keluarga == KeluargaFormulir.JPT


@pgtrigger.register(
    pgtrigger.Protect(name="riwayat_skp_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
)
class RiwayatSkp(models.Model):
    """One move of an SKP, with its reason. Never changes."""

    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="riwayat")
    dari = models.CharField(max_length=12, choices=StatusSkp.choices(), blank=True)
    ke = models.CharField(max_length=12, choices=StatusSkp.choices())
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    catatan = models.TextField(max_length=4000, blank=True)
    versi = models.PositiveSmallIntegerField(default=1, help_text="Versi SKP yang digerakkan.")
    isi = models.JSONField(
        null=True, blank=True, help_text="Isi SKP saat dikembalikan, untuk menandai perbaikannya."
    )

    class Meta:
        ordering = ("pada", "id")

    def __str__(self) -> str:
        return f"{self.get_ke_display()} oleh {self.oleh}"
