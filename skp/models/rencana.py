"""The parts of an SKP: results, indicators, expectations, annex, action plans."""

from __future__ import annotations

import dataclasses

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from pegawai.models import AnggotaTim, Dasar, HubunganPenilai, Pegawai, Penempatan
from pegawai.models.dasar import dikenal
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import PeranTim
from skp.models.pemicu import (
    AKSI_LAMA_TETAP,
    EKSPEKTASI_LAMA_TETAP,
    INDIKATOR_LAMA_TETAP,
    LAMPIRAN_LAMA_TETAP,
    RHK_LAMA_TETAP,
)
from skp.models.periode import Periode
from skp.models.skp import Skp
from skp.models.target import Bertarget
from skp.rules import (
    STATUS_MATI,
    STATUS_TETAP,
    Aspek,
    CaraGabung,
    IsiIndikator,
    JenisLampiran,
    JenisRhk,
    JenisTarget,
    KlasifikasiRhk,
    NilaiPerilaku,
    Perspektif,
    Polaritas,
    gabung_bawaan,
    hari_penilai,
    sidik,
    uraian_indikator,
)


def ketua_tim_of(pegawai_id: int) -> models.QuerySet[AnggotaTim, int]:
    """Keys of the people who lead a team today in which this person is a member."""
    hari = timezone.localdate()
    tim = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=pegawai_id).values("tim")
    return (
        AnggotaTim.objects.filter(berlaku_pada(hari), tim__in=tim, peran=PeranTim.KETUA)
        .exclude(pegawai=pegawai_id)
        .values_list("pegawai", flat=True)
    )


class RencanaHasilKerjaQuerySet(models.QuerySet["RencanaHasilKerja"]):
    def visible_to(self, pelaku: Pegawai) -> RencanaHasilKerjaQuerySet:
        """Narrow to exactly the chain that may see the SKP it stands in."""
        return self.filter(skp__in=Skp.objects.visible_to(pelaku))

    def dapat_dirujuk(self, skp: Skp) -> RencanaHasilKerjaQuerySet:
        """Narrow to the RHK of leaders that an RHK in `skp` may serve.

        Same agency, same year: those of its penilai and of the leaders of its owner's teams, drafts too, for
        nobody waits for the boss; those of other people who head a unit or rate, once they are fixed.
        """
        hari_ini = timezone.localdate()
        hari = hari_penilai(
            mulai=skp.mulai, selesai=skp.selesai, akhir_penempatan=skp.penempatan.selesai, pada=hari_ini
        )
        penilai = HubunganPenilai.objects.filter(penempatan=skp.penempatan_id).pada(hari).values("penilai")
        pemilik = OuterRef("skp__pegawai")
        memimpin = Penempatan.objects.filter(berlaku_pada(hari_ini), pegawai=pemilik, is_kepala=True)
        menilai = HubunganPenilai.objects.filter(berlaku_pada(hari_ini), penilai=pemilik)
        return (
            self.filter(skp__instansi=skp.instansi_id, skp__periode__tahun=skp.periode.tahun)
            .exclude(skp__pegawai=skp.pegawai_id)
            .exclude(skp__status__in=STATUS_MATI)
            .filter(skp__revisi_dari__isnull=True)
            .filter(
                Q(skp__pegawai__in=penilai)
                | Q(skp__pegawai__in=ketua_tim_of(skp.pegawai_id))
                | Q(Exists(memimpin) | Exists(menilai), skp__status__in=STATUS_TETAP)
            )
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RencanaHasilKerja(Dasar):
    """A result that the person will bring (RHK), and the leader's result that it serves."""

    skp = models.ForeignKey(Skp, on_delete=models.CASCADE, related_name="rhk")
    urutan = models.PositiveSmallIntegerField(default=1)
    jenis = models.CharField(max_length=10, choices=JenisRhk.choices(), default=JenisRhk.UTAMA.value)
    klasifikasi = models.CharField(
        max_length=12, choices=KlasifikasiRhk.choices(), default=KlasifikasiRhk.ORGANISASI.value
    )
    teks = models.TextField("Rencana hasil kerja", max_length=2000)
    rhk_pimpinan = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="diintervensi_oleh"
    )
    indikator_pimpinan = models.ForeignKey(
        "IndikatorKinerja", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rhk_pimpinan_teks = models.TextField(
        "RHK pimpinan dengan kata-kata",
        max_length=2000,
        blank=True,
        help_text="Diisi bila pimpinan belum memiliki SKP; disimpan juga sebagai salinan saat ditautkan.",
    )
    indikator_pimpinan_teks = models.TextField(
        max_length=1000, blank=True, help_text="Salinan indikator pimpinan saat ditautkan."
    )
    rujukan_lepas_pada = models.DateTimeField(
        null=True, blank=True, help_text="RHK pimpinan yang ditautkan dihapus; teksnya tetap tersimpan."
    )
    penugasan_dari = models.CharField(max_length=300, blank=True)
    asal = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="turunan",
        help_text="RHK yang disalin menjadi RHK ini; tautan anggota mengikutinya ke tahun baru.",
    )
    perspektif = ArrayField(
        models.CharField(max_length=20, choices=Perspektif.choices()), default=list, blank=True
    )
    sasaran_pk = models.ForeignKey(
        "skp.SasaranPk",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="rhk",
        help_text="Sasaran perjanjian kinerja asalnya.",
    )
    revisi_dari = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versi_lain",
        help_text="RHK yang sama pada SKP yang berlaku; diisi pada versi lainnya.",
    )

    objects = RencanaHasilKerjaQuerySet.as_manager()

    class Meta:
        ordering = ("-jenis", "urutan", "id")
        constraints = [
            models.CheckConstraint(condition=dikenal("jenis", JenisRhk.choices()), name="rhk_jenis_dikenal"),
            models.CheckConstraint(
                condition=dikenal("klasifikasi", KlasifikasiRhk.choices()), name="rhk_klasifikasi_dikenal"
            ),
            models.CheckConstraint(condition=~Q(pk=F("rhk_pimpinan")), name="rhk_bukan_diri_sendiri"),
        ]
        indexes = [models.Index(fields=["skp", "jenis", "urutan"], name="rhk_urutan")]
        triggers = [RHK_LAMA_TETAP]

    def __str__(self) -> str:
        return self.teks

    @property
    def perspektif_tampil(self) -> list[str]:
        return [p.label for p in Perspektif if p.value in self.perspektif]

    @property
    def is_rujukan_lepas(self) -> bool:
        """The leader's RHK that this one served was deleted, and nothing was put in its place yet."""
        return self.rujukan_lepas_pada is not None and self.rhk_pimpinan_id is None

    @property
    def punya_rujukan(self) -> bool:
        """Whether the leader's RHK is named: linked, or in words."""
        return bool(self.rhk_pimpinan_id or self.rhk_pimpinan_teks.strip())

    @property
    def versi(self) -> str:
        """Fingerprint of what the form of an RHK holds."""
        return sidik(
            self.teks,
            self.jenis,
            self.klasifikasi,
            self.rhk_pimpinan_id,
            self.indikator_pimpinan_id,
            "" if self.rhk_pimpinan_id else self.rhk_pimpinan_teks,
            self.penugasan_dari,
            sorted(self.perspektif),
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class IndikatorKinerja(Bertarget, Dasar):
    """How a result is measured (IKI), with its typed target."""

    rhk = models.ForeignKey(RencanaHasilKerja, on_delete=models.CASCADE, related_name="indikator")
    urutan = models.PositiveSmallIntegerField(default=1)
    aspek = models.CharField(max_length=10, choices=Aspek.choices(), blank=True)
    teks = models.TextField("Indikator kinerja individu", max_length=1000)
    gabung = models.CharField(
        max_length=10,
        choices=CaraGabung.choices(),
        blank=True,
        help_text="Cara menggabung angka beberapa periode; kosong: menurut bentuk target.",
    )
    indikator_pk = models.ForeignKey(
        "skp.IndikatorPk",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="iki",
        help_text="Indikator perjanjian kinerja asalnya.",
    )
    revisi_dari = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versi_lain",
        help_text="Indikator yang sama pada SKP yang berlaku; diisi pada versi lainnya.",
    )
    simpanan = models.JSONField(
        default=dict,
        blank=True,
        help_text="Isi menurut pendekatan lain, kembali bila pendekatan diganti lagi.",
    )

    class Meta:
        ordering = ("urutan", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis_target", JenisTarget.choices()),
                name="indikator_jenis_target_dikenal",
            ),
            models.CheckConstraint(
                condition=dikenal("polaritas", Polaritas.choices()), name="indikator_polaritas_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(aspek="") | dikenal("aspek", Aspek.choices()), name="indikator_aspek_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(gabung="") | dikenal("gabung", CaraGabung.choices()),
                name="indikator_gabung_dikenal",
            ),
        ]
        triggers = [INDIKATOR_LAMA_TETAP]

    def __str__(self) -> str:
        return self.teks

    @property
    def isi(self) -> IsiIndikator:
        """What the rules need to carry it over to the other approach."""
        return IsiIndikator(**{b.name: getattr(self, b.name) for b in dataclasses.fields(IsiIndikator)})

    @property
    def versi(self) -> str:
        """Fingerprint of what the form of an indicator holds."""
        return sidik(self.aspek, self.teks, self.gabung, *self.isi_target)

    @property
    def gabung_bawaan(self) -> CaraGabung:
        """How its figures are put together when nobody chose."""
        return gabung_bawaan(self.target, aspek=self.aspek, polaritas=self.polaritas, teks=self.teks)

    @property
    def cara_gabung(self) -> CaraGabung:
        """How the figures of several periods are put together."""
        return CaraGabung(self.gabung) if self.gabung else self.gabung_bawaan

    @property
    def uraian(self) -> str:
        """Indicator and target in one narrative, as the kualitatif forms print them."""
        return uraian_indikator(self.teks, self.target)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class EkspektasiPerilaku(Dasar):
    """What the leader particularly expects under one of the seven values."""

    skp = models.ForeignKey(Skp, on_delete=models.CASCADE, related_name="ekspektasi")
    nilai = models.CharField(max_length=25, choices=NilaiPerilaku.choices())
    teks = models.TextField(max_length=1000)
    dialog = models.ForeignKey(
        "skp.DialogKinerja",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Dialog kinerja tempat hal ini disepakati.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=dikenal("nilai", NilaiPerilaku.choices()), name="ekspektasi_nilai_dikenal"
            ),
            models.UniqueConstraint(fields=["skp", "nilai"], name="ekspektasi_satu_per_nilai"),
        ]
        triggers = [EKSPEKTASI_LAMA_TETAP]

    def __str__(self) -> str:
        return f"{self.get_nilai_display()}: {self.teks}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ButirLampiran(Dasar):
    """One line of the annex: resources, accountability or consequences."""

    skp = models.ForeignKey(Skp, on_delete=models.CASCADE, related_name="lampiran")
    jenis = models.CharField(max_length=20, choices=JenisLampiran.choices())
    urutan = models.PositiveSmallIntegerField(default=1)
    teks = models.TextField(max_length=1000)
    dialog = models.ForeignKey(
        "skp.DialogKinerja",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Dialog kinerja tempat hal ini disepakati.",
    )

    class Meta:
        ordering = ("jenis", "urutan", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisLampiran.choices()), name="lampiran_jenis_dikenal"
            )
        ]
        triggers = [LAMPIRAN_LAMA_TETAP]

    def __str__(self) -> str:
        return self.teks


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RencanaAksi(Dasar):
    """What will be done for one RHK in one period, and how much of it."""

    rhk = models.ForeignKey(RencanaHasilKerja, on_delete=models.CASCADE, related_name="rencana_aksi")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="rencana_aksi")
    urutan = models.PositiveSmallIntegerField(default=1)
    teks = models.TextField(max_length=1000)
    target = models.CharField(max_length=200)

    class Meta:
        ordering = ("periode__mulai", "urutan", "id")
        triggers = [AKSI_LAMA_TETAP]

    def __str__(self) -> str:
        return self.teks

    @property
    def versi(self) -> str:
        """Fingerprint of what the form of an action holds."""
        return sidik(self.periode_id, self.teks, self.target)
