"""Bimbingan and konseling: the session of two, its agreed steps, and how an agency wants it."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kinerja.rules import (
    LANGKAH_TERBUKA,
    STATUS_PEMBINAAN_TERBUKA,
    HasilPembinaan,
    JawabanPembinaan,
    JenisPembinaan,
    PeranPemberi,
    PihakPembinaan,
    StatusLangkah,
    StatusPembinaan,
    TopikPembinaan,
)
from kinerja.rules.pembinaan import MasaPembinaan
from pegawai.models import AnggotaTim, Dasar, HubunganPenilai, Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import dikenal
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import KEDUDUKAN_BERHENTI, Peran, PeranTim
from skp.rules import sidik


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanBina(Dasar):
    """What an agency settles for pembinaan and apresiasi. Without a row the defaults count."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_bina")
    ketua_tim_membina = models.BooleanField("Ketua tim boleh membina anggotanya", default=True)
    apresiasi_per_hari = models.PositiveSmallIntegerField("Apresiasi per orang per hari", default=5)
    minimum_rekap = models.PositiveSmallIntegerField("Angka rekap disembunyikan di bawah", default=5)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(apresiasi_per_hari__gte=1, apresiasi_per_hari__lte=50)
                & Q(minimum_rekap__gte=3, minimum_rekap__lte=20),
                name="pengaturan_bina_wajar",
            )
        ]

    def __str__(self) -> str:
        return f"Pengaturan pembinaan dan apresiasi {self.instansi}"


class SesiPembinaanQuerySet(models.QuerySet["SesiPembinaan"]):
    def visible_to(self, pelaku: Pegawai) -> SesiPembinaanQuerySet:
        """Konseling: the two and nobody else. Bimbingan: also the person's penilai of today and the rung above.

        No granted role opens a session: an admin, a pimpinan and an auditor read counts only.
        """
        hari_ini = timezone.localdate()
        hubungan = HubunganPenilai.objects.filter(pegawai=OuterRef("pegawai")).pada(hari_ini)
        bawahan = HubunganPenilai.objects.filter(penilai=pelaku).pada(hari_ini).values("pegawai")
        return self.filter(
            Q(pegawai=pelaku)
            | Q(pembina=pelaku)
            | (
                Q(jenis=JenisPembinaan.BIMBINGAN)
                & (Exists(hubungan.filter(penilai=pelaku)) | Exists(hubungan.filter(penilai__in=bawahan)))
            )
        )

    def tertinggal(self) -> SesiPembinaanQuerySet:
        """Open sessions whose pembina left, or leads the person no more."""
        hari = timezone.localdate()
        hubungan = HubunganPenilai.objects.pada(hari)
        penilai = hubungan.filter(pegawai=OuterRef("pegawai"))
        atasan = hubungan.filter(penilai=OuterRef(OuterRef("pembina"))).values("pegawai")
        tim = AnggotaTim.objects.filter(berlaku_pada(hari) & berlaku_pada(hari, "tim__"))
        dipimpin = tim.filter(pegawai=OuterRef(OuterRef("pembina")), peran=PeranTim.KETUA).values("tim")
        memimpin = (
            Exists(penilai.filter(penilai=OuterRef("pembina")))
            | Exists(penilai.filter(penilai__in=atasan))
            | Exists(tim.filter(pegawai=OuterRef("pegawai"), tim__in=dipimpin))
        )
        return self.filter(status__in=STATUS_PEMBINAAN_TERBUKA).filter(
            Q(pembina__kedudukan__in=KEDUDUKAN_BERHENTI) | ~memimpin
        )

    def dapat_diakhiri(self, pelaku: Pegawai) -> SesiPembinaanQuerySet:
        """Sessions without their pembina that this person may end: the present penilai, the admin of the unit.

        Who and what kind is all he learns by it: the words of a konseling stay with the two (`visible_to`).
        """
        penilai = HubunganPenilai.objects.filter(pegawai=OuterRef("pegawai"), penilai=pelaku)
        admin = peran_yang_mencakup(
            pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur")
        ).filter(peran=Peran.ADMIN_KEPEGAWAIAN)
        return (
            self.tertinggal()
            .exclude(pegawai=pelaku)
            .exclude(pembina=pelaku)
            .filter(Exists(penilai.pada(timezone.localdate())) | Exists(admin))
        )

    def pihak(self, pelaku: Pegawai) -> SesiPembinaanQuerySet:
        """Narrow to the sessions in which this person is one of the two."""
        return self.filter(Q(pegawai=pelaku) | Q(pembina=pelaku))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SesiPembinaan(Dasar):
    """One talk of a leader and a pegawai about performance: planned, held, confirmed by both, closed."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pembinaan")
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Unit pegawai saat sesi dibuat; dasar rekap.",
    )
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="pembinaan")
    pembina = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="pembinaan_dipimpin")
    peran_pembina = models.CharField(max_length=15, choices=PeranPemberi.choices())
    dibuat_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    klien_id = models.UUIDField(default=uuid.uuid4)
    jenis = models.CharField(max_length=10, choices=JenisPembinaan.choices())
    status = models.CharField(
        max_length=13, choices=StatusPembinaan.choices(), default=StatusPembinaan.DIRENCANAKAN.value
    )
    topik = ArrayField(
        models.CharField(max_length=12, choices=TopikPembinaan.choices()), verbose_name="Pokok pembicaraan"
    )
    tujuan = models.TextField(max_length=2000)
    situasi = models.TextField(max_length=2000)
    tanggal_rencana = models.DateField(null=True, blank=True)
    jam_rencana = models.TimeField(null=True, blank=True)
    tempat = models.CharField(max_length=120, blank=True)
    tanggal = models.DateField("Tanggal pertemuan", null=True, blank=True)
    pembahasan = models.TextField(max_length=2000, blank=True)
    jawaban_pegawai = models.CharField(max_length=9, choices=JawabanPembinaan.choices(), blank=True)
    alasan_pegawai = models.TextField(max_length=2000, blank=True)
    dijawab_pegawai_pada = models.DateTimeField(null=True, blank=True)
    jawaban_pembina = models.CharField(max_length=9, choices=JawabanPembinaan.choices(), blank=True)
    alasan_pembina = models.TextField(max_length=2000, blank=True)
    dijawab_pembina_pada = models.DateTimeField(null=True, blank=True)
    hasil = models.CharField(max_length=14, choices=HasilPembinaan.choices(), blank=True)
    catatan_akhir = models.TextField(max_length=2000, blank=True)
    ditutup_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditutup_pada = models.DateTimeField(null=True, blank=True)
    lanjutan_dari = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="lanjutan"
    )
    asal_evaluasi = models.UUIDField(
        null=True, blank=True, help_text="Evaluasi yang mendasarinya; kunci luar tanpa hubungan tabel."
    )
    asal_label = models.CharField(max_length=200, blank=True)
    nomor_sunting = models.PositiveIntegerField(default=0)

    objects = SesiPembinaanQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.UniqueConstraint(fields=["dibuat_oleh", "klien_id"], name="pembinaan_sekali_kirim"),
            models.CheckConstraint(
                condition=dikenal("status", StatusPembinaan.choices())
                & dikenal("jenis", JenisPembinaan.choices())
                & dikenal("peran_pembina", PeranPemberi.choices()),
                name="pembinaan_pilihan_dikenal",
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=F("pembina")),
                name="pembinaan_bukan_diri_sendiri",
                violation_error_message="Pembinaan dilakukan oleh dua orang.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["diminta", "dibatalkan"])
                | Q(status="direncanakan", tanggal_rencana__isnull=False)
                | (
                    Q(status__in=["dilaksanakan", "disepakati", "selesai"], tanggal__isnull=False)
                    & ~Q(pembahasan="")
                ),
                name="pembinaan_isi_sesuai_status",
            ),
            models.CheckConstraint(
                condition=Q(jawaban_pegawai="", dijawab_pegawai_pada__isnull=True)
                | (
                    dikenal("jawaban_pegawai", JawabanPembinaan.choices())
                    & Q(dijawab_pegawai_pada__isnull=False)
                ),
                name="pembinaan_jawaban_pegawai_utuh",
            ),
            models.CheckConstraint(
                condition=Q(jawaban_pembina="", dijawab_pembina_pada__isnull=True)
                | (
                    dikenal("jawaban_pembina", JawabanPembinaan.choices())
                    & Q(dijawab_pembina_pada__isnull=False)
                ),
                name="pembinaan_jawaban_pembina_utuh",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["disepakati", "selesai"])
                | Q(jawaban_pegawai="setuju", jawaban_pembina="setuju"),
                name="pembinaan_disepakati_keduanya",
            ),
            models.CheckConstraint(
                condition=Q(status="selesai", ditutup_pada__isnull=False, ditutup_oleh__isnull=False)
                & dikenal("hasil", HasilPembinaan.choices())
                | Q(status="dibatalkan", hasil="", ditutup_pada__isnull=False, ditutup_oleh__isnull=False)
                | ~Q(status__in=["selesai", "dibatalkan"])
                & Q(hasil="", ditutup_pada__isnull=True, ditutup_oleh__isnull=True),
                name="pembinaan_penutup_utuh",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "-dibuat_pada"], name="pembinaan_pegawai"),
            models.Index(fields=["pembina", "-dibuat_pada"], name="pembinaan_pembina"),
            models.Index(fields=["instansi", "dibuat_pada"], name="pembinaan_rekap"),
            models.Index(
                fields=["asal_evaluasi"], condition=Q(asal_evaluasi__isnull=False), name="pembinaan_asal"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="pembinaan_tutup_tetap",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=["selesai", "dibatalkan"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.pegawai}"

    @property
    def hari(self) -> object:
        """The day that counts: of the talk, else the planned one."""
        return self.tanggal or self.tanggal_rencana

    @property
    def periode(self) -> MasaPembinaan:
        """When it took place: what its paper is numbered by."""
        return MasaPembinaan(self.tanggal or self.tanggal_rencana or timezone.localdate(self.dibuat_pada))

    @property
    def topik_tampil(self) -> str:
        return ", ".join(TopikPembinaan(t).label for t in self.topik)

    @property
    def versi(self) -> str:
        """Fingerprint of what both confirm: the talk and the steps as they were agreed, not how far they are."""
        langkah = [(str(s.uuid), s.teks, s.pelaksana, s.tenggat, s.metode) for s in self.langkah.all()]
        return sidik(self.tujuan, self.situasi, self.topik, self.tanggal, self.pembahasan, langkah)


class LangkahPembinaanQuerySet(models.QuerySet["LangkahPembinaan"]):
    def visible_to(self, pelaku: Pegawai) -> LangkahPembinaanQuerySet:
        return self.filter(sesi__in=SesiPembinaan.objects.visible_to(pelaku))

    def terbuka(self) -> LangkahPembinaanQuerySet:
        """Agreed by both and not yet settled."""
        return self.filter(sesi__status=StatusPembinaan.DISEPAKATI, status__in=LANGKAH_TERBUKA)

    def terlambat(self) -> LangkahPembinaanQuerySet:
        return self.terbuka().filter(tenggat__lt=timezone.localdate())


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LangkahPembinaan(Dasar):
    """One step that was agreed: what, by whom, until when, and how far it is."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    sesi = models.ForeignKey(SesiPembinaan, on_delete=models.PROTECT, related_name="langkah")
    urutan = models.PositiveSmallIntegerField(default=0)
    teks = models.TextField(max_length=2000)
    metode = models.CharField(max_length=120, blank=True)
    pelaksana = models.CharField(max_length=7, choices=PihakPembinaan.choices())
    tenggat = models.DateField()
    status = models.CharField(
        max_length=8, choices=StatusLangkah.choices(), default=StatusLangkah.BELUM.value
    )
    catatan = models.TextField(max_length=2000, blank=True)
    selesai_pada = models.DateField(null=True, blank=True)

    objects = LangkahPembinaanQuerySet.as_manager()

    class Meta:
        ordering = ("urutan", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusLangkah.choices())
                & dikenal("pelaksana", PihakPembinaan.choices()),
                name="langkah_pilihan_dikenal",
            ),
            models.CheckConstraint(
                condition=Q(status="selesai", selesai_pada__isnull=False)
                | ~Q(status="selesai") & Q(selesai_pada__isnull=True),
                name="langkah_selesai_utuh",
            ),
        ]
        indexes = [models.Index(fields=["sesi", "status", "tenggat"], name="langkah_pembinaan_sesi")]

    def __str__(self) -> str:
        return self.teks

    @property
    def is_terlambat(self) -> bool:
        return self.status in LANGKAH_TERBUKA and self.tenggat < timezone.localdate()
