"""People: those who sign in, those who are rated, those who rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pegawai.models.dasar import Dasar, dikenal
from pegawai.models.organisasi import Instansi, UnitKerja
from pegawai.rules import (
    KEDUDUKAN_BERHENTI,
    PERAN_DIBERIKAN,
    JenisPegawai,
    KedudukanHukum,
    pangkat_golongan,
    tampil_nip,
)

if TYPE_CHECKING:
    from pegawai.models.lingkup import Cakupan


class PenggunaManager(BaseUserManager["Pengguna"]):
    def create_user(self, nama_masuk: str, password: str | None = None, **lain: Any) -> Pengguna:
        pengguna = self.model(nama_masuk=nama_masuk, **lain)
        pengguna.set_password(password)
        pengguna.save(using=self._db)
        return pengguna


# Neither the password nor the time of the last sign-in belongs into a history.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["nama_masuk", "email", "is_active", "wajib_ganti_sandi", "sandi_awal_sampai"],
    model_name="PenggunaEvent",
)
class Pengguna(AbstractBaseUser):
    """An account. `nama_masuk` is the NIP, or a given name for a pejabat negara."""

    nama_masuk = models.CharField("NIP", max_length=50, unique=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    wajib_ganti_sandi = models.BooleanField(default=True)
    sandi_awal_sampai = models.DateTimeField(
        null=True, blank=True, help_text="Batas berlaku sandi awal yang dibagikan admin."
    )

    USERNAME_FIELD = "nama_masuk"
    EMAIL_FIELD = "email"

    objects = PenggunaManager()

    def __str__(self) -> str:
        return self.nama

    @property
    def punya_sandi_berlaku(self) -> bool:
        """Whether some password opens this account today: one's own, or a first one within its days."""
        lewat = self.sandi_awal_sampai is not None and self.sandi_awal_sampai < timezone.now()
        return self.has_usable_password() and not (self.wajib_ganti_sandi and lewat)

    @property
    def nama(self) -> str:
        """The person's name as printed; the account's own name where no person stands behind it."""
        pegawai = getattr(self, "pegawai", None)
        return pegawai.nama_lengkap if pegawai else "Pengguna"


class PegawaiQuerySet(models.QuerySet["Pegawai"]):
    def aktif(self) -> PegawaiQuerySet:
        return self.exclude(kedudukan__in=KEDUDUKAN_BERHENTI)

    def asn(self) -> PegawaiQuerySet:
        return self.exclude(jenis=JenisPegawai.PEJABAT_NEGARA)

    def visible_to(self, pelaku: Pegawai) -> PegawaiQuerySet:
        """Narrow to oneself, those one rates, one rung below them, one's teams, and one's granted scope."""
        # these modules build on this one
        from pegawai.models.lingkup import anggota_yang_dipimpin, peran_yang_mencakup
        from pegawai.models.penempatan import HubunganPenilai, Penempatan

        hari_ini = timezone.localdate()
        hubungan = HubunganPenilai.objects.filter(pegawai=OuterRef("pk")).pada(hari_ini)
        bawahan = HubunganPenilai.objects.filter(penilai=pelaku).pada(hari_ini).values("pegawai")
        di_unit = Penempatan.objects.filter(
            Exists(
                peran_yang_mencakup(
                    pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur")
                ).filter(unit__isnull=False)
            ),
            pegawai=OuterRef("pk"),
        )
        return self.filter(
            Q(pk=pelaku.pk)
            | Exists(hubungan.filter(penilai=pelaku))
            | Exists(hubungan.filter(penilai__in=bawahan))
            | Exists(anggota_yang_dipimpin(pelaku, pegawai=OuterRef("pk")))
            | Exists(
                PeranDiberikan.objects.filter(
                    pegawai=pelaku, instansi=OuterRef("instansi"), unit__isnull=True
                )
            )
            | Exists(di_unit.definitif().pada(hari_ini))
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Pegawai(Dasar):
    """Whoever acts or is rated here. A pejabat negara has no NIP and is never rated."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pegawai")
    pengguna = models.OneToOneField(
        Pengguna, on_delete=models.PROTECT, null=True, blank=True, related_name="pegawai"
    )
    nip = models.CharField("NIP", max_length=18, null=True, blank=True)
    nama = models.CharField(max_length=200)
    gelar_depan = models.CharField(max_length=50, blank=True)
    gelar_belakang = models.CharField(max_length=80, blank=True)
    jenis = models.CharField(max_length=20, choices=JenisPegawai.choices())
    golongan = models.CharField(max_length=5, blank=True)
    kedudukan = models.CharField(
        max_length=2, choices=KedudukanHukum.choices(), default=KedudukanHukum.AKTIF.value
    )
    siasn_id = models.CharField(max_length=64, blank=True)

    cakupan: tuple[Cakupan, ...]
    """Set only on who asks (`PintuMasuk`); read it with `cakupan_of`."""

    objects = PegawaiQuerySet.as_manager()

    class Meta:
        ordering = ("nama", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisPegawai.choices()), name="pegawai_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("kedudukan", KedudukanHukum.choices()), name="pegawai_kedudukan_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(jenis="pejabat_negara", nip__isnull=True)
                | (~Q(jenis="pejabat_negara") & Q(nip__regex=r"^[0-9]{18}$")),
                name="pegawai_nip_18_angka",
                violation_error_message="NIP harus 18 angka; pejabat negara tidak memiliki NIP.",
            ),
            models.UniqueConstraint(
                fields=["instansi", "nip"],
                name="pegawai_nip_unik",
                violation_error_message="NIP ini sudah ada.",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "nama", "id"], name="pegawai_nama")]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Name with its titles, as printed: "Dr. Ratna Wulandari, M.T."."""
        depan = f"{self.gelar_depan} {self.nama}".strip()
        return f"{depan}, {self.gelar_belakang}" if self.gelar_belakang else depan

    @property
    def nama_akhir(self) -> str:
        """The same at the end of a sentence: the full stop of a title is the sentence's."""
        return self.nama_lengkap.removesuffix(".")

    @property
    def pangkat(self) -> str:
        """Pangkat and golongan as printed; "Pejabat Negara" or "-" where there is none."""
        if self.jenis == JenisPegawai.PEJABAT_NEGARA:
            return "Pejabat Negara"
        return pangkat_golongan(self.golongan)

    @property
    def nip_tampil(self) -> str:
        return tampil_nip(self.nip)


class PejabatNegaraManager(models.Manager["PejabatNegara"]):
    def get_queryset(self) -> models.QuerySet[PejabatNegara]:
        return super().get_queryset().filter(jenis=JenisPegawai.PEJABAT_NEGARA)


class PejabatNegara(Pegawai):
    """A penilai who is no civil servant (menteri, gubernur, bupati, wali kota)."""

    objects: ClassVar[PejabatNegaraManager] = PejabatNegaraManager()  # type: ignore[assignment]

    class Meta:
        proxy = True


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PeranDiberikan(Dasar):
    """One of the three roles that are granted; for the whole agency, or for one unit and below."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="peran")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="peran_diberikan")
    peran = models.CharField(max_length=20, choices=[(p.value, p.label) for p in PERAN_DIBERIKAN])
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "peran", "unit"],
                nulls_distinct=False,
                name="peran_diberikan_unik",
                violation_error_message="Peran ini sudah diberikan.",
            ),
            models.CheckConstraint(
                condition=Q(peran__in=["admin_kepegawaian", "pimpinan", "auditor"]), name="peran_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_peran_display()} – {self.pegawai}"
