"""Evidence: a file that was examined, or a link."""

from __future__ import annotations

from typing import cast

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.fields.reverse_related import ManyToManyRel

from kinerja.rules import BATAS_BAWAAN, JenisBukti, KeadaanTautan, StatusBukti
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from skp.models import Skp


class BuktiDukungQuerySet(models.QuerySet["BuktiDukung"]):
    def visible_to(self, pelaku: Pegawai) -> BuktiDukungQuerySet:
        """Narrow to one's own, and to what hangs on an entry that this person may see.

        What was uploaded and put under nothing, or was taken off again, is nobody's but its owner's.
        """
        return self.filter(Q(pemilik=pelaku) | (Q(skp__in=Skp.objects.visible_to(pelaku)) & _dipakai()))


def pemakaian() -> list[ManyToManyRel]:
    """Every kind of entry that evidence can hang on, of whatever app."""
    return [r for r in BuktiDukung._meta.related_objects if isinstance(r, ManyToManyRel)]


def _dipakai() -> Q:
    """Hangs on at least one entry that was not withdrawn."""
    syarat = Q()
    for hubungan in pemakaian():
        catatan, lewat = hubungan.related_model, cast("type[models.Model]", hubungan.through)
        bukti, pemakai = hubungan.field.m2m_reverse_field_name(), hubungan.field.m2m_field_name()
        pakai = lewat._default_manager.filter(**{bukti: OuterRef("pk")})
        if any(f.name == "ditarik_pada" for f in catatan._meta.get_fields()):
            pakai = pakai.filter(**{f"{pemakai}__ditarik_pada__isnull": True})
        syarat |= Q(Exists(pakai))
    return syarat


class UnggahanQuerySet(models.QuerySet["Unggahan"]):
    def visible_to(self, pelaku: Pegawai) -> UnggahanQuerySet:
        """Narrow to one's own: nobody else sees a file on its way."""
        return self.filter(pemilik=pelaku)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["percobaan", "dikerjakan_pada", "pratinjau"],
)
class BuktiDukung(Dasar):
    """One piece of evidence under one SKP. It may serve several entries.

    The same bytes under another SKP are another row that points at the same stored file: each row is seen by
    the chain of its own SKP.
    """

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
    sha256_asal = models.CharField(
        max_length=64, blank=True, help_text="Sidik berkas seperti yang dikirim; mengenali kiriman kedua."
    )
    status = models.CharField(
        max_length=10, choices=StatusBukti.choices(), default=StatusBukti.KARANTINA.value
    )
    alasan_ditolak = models.CharField(max_length=300, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0, help_text="Berapa kali pemeriksaan dimulai.")
    dikerjakan_pada = models.DateTimeField(null=True, blank=True)
    pratinjau = models.JSONField(default=dict, blank=True)
    keadaan_tautan = models.CharField(
        max_length=20,
        choices=KeadaanTautan.choices(),
        default=KeadaanTautan.BELUM_DIPASTIKAN.value,
        help_text="Hanya bermakna bagi tautan.",
    )
    tautan_diperiksa_pada = models.DateTimeField(null=True, blank=True)
    tautan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

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
            models.CheckConstraint(
                condition=dikenal("keadaan_tautan", KeadaanTautan.choices()), name="bukti_keadaan_tautan"
            ),
        ]
        indexes = [
            models.Index(fields=["pemilik", "-dibuat_pada"], name="bukti_pemilik"),
            models.Index(fields=["pemilik", "sha256_asal"], name="bukti_sidik", condition=~Q(sha256_asal="")),
            models.Index(fields=["dibuat_pada"], name="bukti_karantina", condition=Q(status="karantina")),
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Unggahan(Dasar):
    """A file on its way, piece by piece. `diterima` says where to go on; the pieces lie in the store.

    Only its beginning and end are history: how far it has come changes with every piece.
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="unggahan")
    pemilik = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="unggahan")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="unggahan")
    nama = models.CharField(max_length=255)
    ukuran = models.PositiveIntegerField(help_text="Dalam byte.")
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Menurut pengirim; kosong bila tidak dihitung."
    )
    diterima = models.PositiveIntegerField(default=0)
    bagian = models.JSONField(default=list, blank=True)
    bukti = models.ForeignKey(
        BuktiDukung, on_delete=models.PROTECT, null=True, blank=True, related_name="unggahan"
    )
    diubah_pada = models.DateTimeField(auto_now=True)

    objects = UnggahanQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(diterima__lte=F("ukuran")), name="unggahan_tidak_melebihi"),
        ]
        indexes = [models.Index(fields=["pemilik", "-dibuat_pada"], name="unggahan_pemilik")]

    def __str__(self) -> str:
        return self.nama


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AturanBukti(Dasar):
    """What an agency sets about evidence: how much a person sends in a day, whether links are tried out."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="aturan_bukti")
    berkas_per_hari = models.PositiveSmallIntegerField(default=BATAS_BAWAAN.berkas)
    mb_per_hari = models.PositiveSmallIntegerField(default=BATAS_BAWAAN.mb)
    periksa_tautan = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(berkas_per_hari__gte=1, mb_per_hari__gte=1), name="aturan_bukti_wajar"
            ),
        ]

    def __str__(self) -> str:
        return f"Aturan bukti {self.instansi}"
