"""The Perjanjian Kinerja of a head of unit: its parties, its content, its versions, the trail of its states."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property

from pegawai.models import Dasar, HubunganPenilai, Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.models.dasar import dikenal
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import JenisPegawai
from skp.models.periode import Periode
from skp.models.target import Bertarget
from skp.rules import (
    PEMILIK_STATUS_PK,
    PK_BISA_DISUNTING,
    PK_DISUSUN,
    TENGGANG_PK,
    AlasanRevisiPk,
    Giliran,
    JenisTarget,
    Polaritas,
    StatusPk,
    TingkatSasaran,
    batas_pk,
    rupiah,
    sidik,
)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DokumenAnggaran(Dasar):
    """When the agency's budget document of a year was fixed, and how long after it a PK is due."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="dokumen_anggaran")
    tahun = models.PositiveSmallIntegerField()
    ditetapkan_pada = models.DateField("Tanggal dokumen anggaran (DPA/DIPA)")
    tenggang_bulan = models.PositiveSmallIntegerField(
        default=TENGGANG_PK, validators=[MinValueValidator(0), MaxValueValidator(12)]
    )

    class Meta:
        ordering = ("-tahun",)
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                name="dokumen_anggaran_setahun_sekali",
                violation_error_message="Tanggal anggaran tahun ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"Anggaran {self.tahun}"

    @property
    def batas(self) -> date:
        """The last day for the agency's PK."""
        return batas_pk(self.ditetapkan_pada, self.tenggang_bulan)


class PerjanjianKinerjaQuerySet(models.QuerySet["PerjanjianKinerja"]):
    def berlaku(self) -> PerjanjianKinerjaQuerySet:
        """Leave out versions that were replaced or called off."""
        return self.exclude(status__in=[StatusPk.DIREVISI, StatusPk.DIBATALKAN])

    def disusun(self) -> PerjanjianKinerjaQuerySet:
        return self.filter(status__in=PK_DISUSUN)

    def untuk_disepakati(self, pelaku: Pegawai) -> PerjanjianKinerjaQuerySet:
        """Narrow to those that `pelaku` answers for today as second party, asked of the dated chain itself."""
        kini = HubunganPenilai.objects.filter(
            berlaku_pada(timezone.localdate()), penempatan=OuterRef("penempatan"), penilai=pelaku
        )
        return self.filter(Exists(kini))

    def visible_to(self, pelaku: Pegawai) -> PerjanjianKinerjaQuerySet:
        """Narrow to one's own, those one agrees or agreed, one rung above, one's unit today, one's granted scope."""
        hari_ini = timezone.localdate()
        hubungan = HubunganPenilai.objects.filter(
            Q(selesai__isnull=True) | Q(selesai__year__gte=OuterRef("tahun")),
            penempatan=OuterRef("penempatan"),
            mulai__year__lte=OuterRef("tahun"),
        )
        bawahan = HubunganPenilai.objects.filter(berlaku_pada(hari_ini), penilai=pelaku).values("pegawai")
        memimpin = Penempatan.objects.filter(
            berlaku_pada(hari_ini), pegawai=pelaku, is_kepala=True, unit=OuterRef("unit")
        )
        return self.filter(
            Q(pegawai=pelaku)
            | Q(pihak_kedua=pelaku)
            | Exists(hubungan.filter(penilai=pelaku))
            | Exists(hubungan.filter(penilai__in=bawahan))
            | Exists(memimpin)
            | Exists(
                peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur"))
            )
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PerjanjianKinerja(Dasar):
    """What a head of unit promises for a year, to his superior or alone; one version of it."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="perjanjian")
    tahun = models.PositiveSmallIntegerField()
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, related_name="perjanjian", help_text="PIHAK PERTAMA."
    )
    penempatan = models.ForeignKey(Penempatan, on_delete=models.PROTECT, related_name="perjanjian")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="perjanjian")
    pihak_kedua = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="perjanjian_pihak_kedua",
        help_text="Atasan langsung saat diajukan; kosong bila kepala daerah berjanji sendiri.",
    )
    tingkat = models.CharField(
        max_length=10, choices=TingkatSasaran.choices(), default=TingkatSasaran.STRATEGIS.value
    )
    anggaran_pada = models.DateField(
        "Tanggal dokumen anggaran (DPA/DIPA)",
        null=True,
        blank=True,
        help_text="Bila berbeda dari tanggal instansi.",
    )
    versi = models.PositiveSmallIntegerField(default=1)
    menggantikan = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="digantikan"
    )
    jenis_revisi = models.CharField(max_length=10, choices=AlasanRevisiPk.choices(), blank=True)
    alasan_revisi = models.TextField(max_length=1000, blank=True)
    status = models.CharField(max_length=12, choices=StatusPk.choices(), default=StatusPk.DRAF.value)
    nomor_sunting = models.PositiveIntegerField(
        default=0, help_text="Naik pada setiap simpan; mengenali dua tab."
    )
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    disepakati_pada = models.DateTimeField(null=True, blank=True)
    disepakati_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PerjanjianKinerjaQuerySet.as_manager()

    class Meta:
        ordering = ("-tahun", "-versi", "-id")
        constraints = [
            models.CheckConstraint(condition=dikenal("status", StatusPk.choices()), name="pk_status_dikenal"),
            models.CheckConstraint(
                condition=dikenal("tingkat", TingkatSasaran.choices()), name="pk_tingkat_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(jenis_revisi="") | dikenal("jenis_revisi", AlasanRevisiPk.choices()),
                name="pk_jenis_revisi_dikenal",
            ),
            models.CheckConstraint(
                condition=Q(menggantikan__isnull=True, alasan_revisi="", jenis_revisi="")
                | Q(menggantikan__isnull=False) & ~Q(alasan_revisi="") & ~Q(jenis_revisi=""),
                name="pk_revisi_beralasan",
                violation_error_message="Revisi perjanjian kinerja memerlukan alasan.",
            ),
            models.CheckConstraint(
                condition=Q(disepakati_oleh__isnull=True, disepakati_pada__isnull=True)
                | Q(disepakati_oleh__isnull=False, disepakati_pada__isnull=False),
                name="pk_kesepakatan_utuh",
            ),
            models.UniqueConstraint(
                fields=["penempatan", "tahun"],
                condition=Q(status__in=["draf", "diajukan", "dikembalikan"]),
                name="pk_satu_disusun",
                violation_error_message="Perjanjian kinerja tahun itu sedang disusun.",
            ),
            models.UniqueConstraint(
                fields=["penempatan", "tahun"],
                condition=Q(status="disepakati"),
                name="pk_satu_berlaku",
                violation_error_message="Perjanjian kinerja tahun itu sudah disepakati.",
            ),
            models.UniqueConstraint(
                fields=["menggantikan"],
                condition=~Q(status="dibatalkan"),
                name="pk_diganti_sekali",
                violation_error_message="Versi ini sudah direvisi.",
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "tahun", "status"], name="pk_pemantauan"),
            models.Index(fields=["unit", "tahun"], name="pk_unit"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="pk_versi_lama_tetap",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=["direvisi", "dibatalkan"]),
            )
        ]

    def __str__(self) -> str:
        return f"Perjanjian Kinerja {self.unit} {self.tahun}"

    @property
    def giliran(self) -> Giliran:
        """Whose turn it is now."""
        return PEMILIK_STATUS_PK[StatusPk(self.status)]

    @cached_property
    def periode(self) -> Periode:
        """The year it is for; it was open when the PK was begun."""
        return Periode.objects.tahunan().get(instansi=self.instansi_id, tahun=self.tahun)

    @property
    def is_bisa_disunting(self) -> bool:
        return self.status in PK_BISA_DISUNTING

    @property
    def is_sepihak(self) -> bool:
        """The head of region promises alone ("kami berjanji"): nobody stands above him."""
        return self.pegawai.jenis == JenisPegawai.PEJABAT_NEGARA

    @property
    def isian_versi(self) -> str:
        """Fingerprint of what the form of its head holds."""
        return sidik(self.tingkat, self.anggaran_pada)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SasaranPk(Dasar):
    """An objective of a PK. `kunci` is the same in every version, so that versions can be laid side by side."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, on_delete=models.CASCADE, related_name="sasaran")
    kunci = models.UUIDField(default=uuid.uuid4, editable=False)
    urutan = models.PositiveSmallIntegerField(default=1)
    teks = models.TextField("Sasaran", max_length=2000)

    class Meta:
        ordering = ("urutan", "id")
        constraints = [models.UniqueConstraint(fields=["perjanjian", "kunci"], name="sasaran_pk_kunci_unik")]

    def __str__(self) -> str:
        return self.teks

    @property
    def isian_versi(self) -> str:
        return sidik(self.teks)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class IndikatorPk(Bertarget, Dasar):
    """How an objective is measured, with its typed target."""

    sasaran = models.ForeignKey(SasaranPk, on_delete=models.CASCADE, related_name="indikator")
    kunci = models.UUIDField(default=uuid.uuid4, editable=False)
    urutan = models.PositiveSmallIntegerField(default=1)
    teks = models.TextField("Indikator kinerja", max_length=1000)
    is_iku = models.BooleanField("Indikator kinerja utama (IKU)", default=False)

    class Meta:
        ordering = ("urutan", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis_target", JenisTarget.choices()),
                name="indikator_pk_jenis_target_dikenal",
            ),
            models.CheckConstraint(
                condition=dikenal("polaritas", Polaritas.choices()), name="indikator_pk_polaritas_dikenal"
            ),
            models.UniqueConstraint(fields=["sasaran", "kunci"], name="indikator_pk_kunci_unik"),
        ]

    def __str__(self) -> str:
        return self.teks

    @property
    def isian_versi(self) -> str:
        return sidik(self.teks, self.is_iku, *self.isi_target)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ProgramPk(Dasar):
    """A programme (kegiatan, sub kegiatan) of a PK with its budget."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, on_delete=models.CASCADE, related_name="program")
    kunci = models.UUIDField(default=uuid.uuid4, editable=False)
    urutan = models.PositiveSmallIntegerField(default=1)
    nama = models.CharField("Program atau kegiatan", max_length=500)
    anggaran = models.DecimalField("Anggaran (Rp)", max_digits=20, decimal_places=2, default=Decimal(0))
    keterangan = models.CharField("Sumber dana atau keterangan", max_length=300, blank=True)

    class Meta:
        ordering = ("urutan", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(anggaran__gte=0),
                name="program_pk_anggaran_positif",
                violation_error_message="Anggaran tidak boleh negatif.",
            ),
            models.UniqueConstraint(fields=["perjanjian", "kunci"], name="program_pk_kunci_unik"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def anggaran_tampil(self) -> str:
        return rupiah(self.anggaran)

    @property
    def isian_versi(self) -> str:
        return sidik(self.nama, rupiah(self.anggaran), self.keterangan)


@pgtrigger.register(pgtrigger.Protect(name="riwayat_pk_tetap", operation=pgtrigger.Update | pgtrigger.Delete))
class RiwayatPk(models.Model):
    """One move of a PK, with its reason. Never changes."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, on_delete=models.PROTECT, related_name="riwayat")
    dari = models.CharField(max_length=12, choices=StatusPk.choices(), blank=True)
    ke = models.CharField(max_length=12, choices=StatusPk.choices())
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    catatan = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("pada", "id")

    def __str__(self) -> str:
        return f"{self.get_ke_display()} oleh {self.oleh}"
