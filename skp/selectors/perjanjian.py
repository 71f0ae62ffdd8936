"""Perjanjian Kinerja for pages: what may be begun, one document whole, its state, its versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from pegawai.models import Pegawai, Penempatan
from pegawai.rules import YA, Verdict, tidak
from skp import rules
from skp.models import (
    DokumenAnggaran,
    IndikatorPk,
    Periode,
    PerjanjianKinerja,
    ProgramPk,
    RiwayatPk,
    SasaranPk,
)
from skp.models.perjanjian import PerjanjianKinerjaQuerySet
from skp.permissions import perjanjian as izin
from skp.rules import TRANSISI_PK, RingkasIndikatorPk, RingkasSasaranPk, StatusBagian, StatusPk
from skp.selectors.dasar import kapan
from skp.selectors.dokumen import Bagian, Pihak, pihak_penilai


def pk_halaman(pelaku: Pegawai) -> PerjanjianKinerjaQuerySet:
    """PK that `pelaku` may see, with everything the head of a page shows."""
    return PerjanjianKinerja.objects.visible_to(pelaku).select_related(
        "pegawai__instansi", "penempatan__jabatan", "penempatan__unit", "unit", "instansi", "pihak_kedua"
    )


@dataclass(frozen=True)
class CalonPk:
    """A post and a year for which a PK can be begun."""

    penempatan: Penempatan
    tahun: int

    @property
    def nilai(self) -> str:
        return f"{self.penempatan.uuid}.{self.tahun}"

    @property
    def label(self) -> str:
        return f"{self.tahun} · {self.penempatan.jabatan_tampil}, {self.penempatan.unit.nama}"


def calon_pk(pelaku: Pegawai) -> tuple[list[CalonPk], Verdict]:
    """What `pelaku` can begin now; when nothing, the reason in words."""
    hari = timezone.localdate()
    tempat = izin.penempatan_pk(pelaku)
    if not tempat:
        return [], tidak("Perjanjian kinerja disusun pejabat pimpinan tinggi dan kepala unit.")
    tahun = list(
        Periode.objects.tahunan()
        .filter(instansi=pelaku.instansi_id, selesai__gte=hari)
        .order_by("tahun")
        .values_list("tahun", flat=True)
    )
    if not tahun:
        return [], tidak(f"Tahun {hari.year} belum dibuka. Admin kepegawaian instansi Anda yang membukanya.")
    ada = set(
        PerjanjianKinerja.objects.berlaku()
        .filter(unit__in=[p.unit_id for p in tempat], tahun__in=tahun)
        .values_list("unit_id", "tahun", "penempatan_id", "penempatan__is_kepala")
    )
    calon = [
        CalonPk(p, t)
        for t in tahun
        for p in tempat
        if not any(u == p.unit_id and th == t and (pn == p.pk or (k and p.is_kepala)) for u, th, pn, k in ada)
    ]
    return calon, YA if calon else tidak("Perjanjian kinerja untuk setiap jabatan Anda sudah ada.")


def daftar_pk(pelaku: Pegawai) -> list[PerjanjianKinerja]:
    """One's own PK and those of the unit one heads today, the newest first."""
    unit = [p.unit_id for p in izin.penempatan_pk(pelaku) if p.is_kepala]
    semua = pk_halaman(pelaku).order_by("-tahun", "-versi", "-id")
    return list((semua.filter(pegawai=pelaku) | semua.filter(unit__in=unit)).distinct())


def antrean_pk(pelaku: Pegawai) -> PerjanjianKinerjaQuerySet:
    """What waits for this second party, the oldest first."""
    return (
        PerjanjianKinerja.objects.untuk_disepakati(pelaku)
        .filter(status=StatusPk.DIAJUKAN)
        .select_related("pegawai", "penempatan__jabatan", "unit")
        .order_by("diajukan_pada", "id")
    )


def tim_pk(pelaku: Pegawai) -> list[PerjanjianKinerja]:
    """The PK of the people one rates, but for those that were replaced or called off."""
    return list(
        PerjanjianKinerja.objects.untuk_disepakati(pelaku)
        .berlaku()
        .select_related("pegawai", "penempatan__jabatan", "unit")
        .order_by("-tahun", "pegawai__nama", "-versi")
    )


def sasaran_pk_of(pk: PerjanjianKinerja) -> list[SasaranPk]:
    """The sasaran of one PK with their indicators (two queries)."""
    indikator = Prefetch("indikator", IndikatorPk.objects.order_by("urutan", "id"))
    return list(SasaranPk.objects.filter(perjanjian=pk).prefetch_related(indikator).order_by("urutan", "id"))


def pihak_kedua_of(pk: PerjanjianKinerja) -> Pihak | None:
    """Who agrees: whoever did, else the pejabat penilai of the post today; None for a head of region."""
    if pk.disepakati_oleh_id and not pk.is_sepihak and pk.disepakati_pada:
        return pihak_penilai(pk.penempatan_id, timezone.localdate(pk.disepakati_pada)) or (
            Pihak(pk.pihak_kedua, "-", "-") if pk.pihak_kedua else None
        )
    if pk.is_sepihak:
        return None
    hari = timezone.localdate()
    return pihak_penilai(pk.penempatan_id, min(hari, pk.penempatan.selesai or hari))


def ringkas_sasaran(sasaran: Sequence[SasaranPk]) -> list[RingkasSasaranPk]:
    """Turn sasaran into what completeness needs to know of them."""
    return [
        RingkasSasaranPk(
            s.teks,
            [RingkasIndikatorPk(i.teks, i.target, str(i.uuid)) for i in s.indikator.all()],
            str(s.uuid),
        )
        for s in sasaran
    ]


def kekurangan_pk_of(
    pk: PerjanjianKinerja, *, sasaran: Sequence[SasaranPk] | None = None, pihak_kedua: Pihak | None = None
) -> list[rules.KekuranganPk]:
    """What this PK lacks before it can be handed in."""
    return rules.kekurangan_pk(
        sasaran=ringkas_sasaran(sasaran_pk_of(pk) if sasaran is None else sasaran),
        punya_pihak_kedua=(pihak_kedua or pihak_kedua_of(pk)) is not None,
        is_sepihak=pk.is_sepihak,
    )


def batas_pk_of(pk: PerjanjianKinerja) -> date | None:
    """The day by which this PK is due: from its own budget date, else the agency's; None when neither is known."""
    setelan = DokumenAnggaran.objects.filter(instansi=pk.instansi_id, tahun=pk.tahun).first()
    if pk.anggaran_pada:
        return rules.batas_pk(pk.anggaran_pada, setelan.tenggang_bulan if setelan else rules.TENGGANG_PK)
    return setelan.batas if setelan else None


def kalimat_gerak_pk(gerak: RiwayatPk) -> str:
    """Who did what: "Ratna Wulandari mengajukan perjanjian kinerja"."""
    kata = rules.KATA_GERAK_PK.get((gerak.dari, StatusPk(gerak.ke)), "mengubah status perjanjian kinerja")
    return f"{gerak.oleh.nama_lengkap} {kata}"


@dataclass(frozen=True)
class DokumenPk:
    """Everything that stands on one PK, in its order."""

    pk: PerjanjianKinerja
    pihak_pertama: Pihak
    pihak_kedua: Pihak | None
    sasaran: list[SasaranPk]
    program: list[ProgramPk]
    riwayat: list[RiwayatPk]

    @cached_property
    def kekurangan(self) -> list[rules.KekuranganPk]:
        return kekurangan_pk_of(self.pk, sasaran=self.sasaran, pihak_kedua=self.pihak_kedua)

    @property
    def judul_sasaran(self) -> str:
        return rules.TingkatSasaran(self.pk.tingkat).label

    @property
    def judul_program(self) -> str:
        return rules.TingkatSasaran(self.pk.tingkat).judul_program.capitalize()

    @property
    def total(self) -> Decimal:
        return sum((p.anggaran for p in self.program), Decimal(0))

    @property
    def total_tampil(self) -> str:
        return rules.rupiah(self.total)

    @property
    def jumlah_indikator(self) -> int:
        return sum(len(s.indikator.all()) for s in self.sasaran)

    @property
    def gerak(self) -> RiwayatPk | None:
        return self.riwayat[0] if self.riwayat else None

    @property
    def catatan_kembali(self) -> str:
        """The note with which it came back, while it is being mended."""
        return self.gerak.catatan if self.gerak and self.pk.status == StatusPk.DIKEMBALIKAN else ""

    @property
    def jejak(self) -> list[dict[str, object]]:
        """The trail for people, newest first."""
        return [{"pada": g.pada, "kalimat": kalimat_gerak_pk(g), "catatan": g.catatan} for g in self.riwayat]


def dokumen_pk(pk: PerjanjianKinerja) -> DokumenPk:
    """Read one PK whole (six queries however long it is)."""
    return DokumenPk(
        pk=pk,
        pihak_pertama=Pihak(pk.pegawai, pk.penempatan.jabatan_tampil, pk.unit.nama),
        pihak_kedua=pihak_kedua_of(pk),
        sasaran=sasaran_pk_of(pk),
        program=list(ProgramPk.objects.filter(perjanjian=pk).order_by("urutan", "id")),
        riwayat=list(RiwayatPk.objects.select_related("oleh").filter(perjanjian=pk).order_by("-pada", "-id")),
    )


def giliran_pk(pk: PerjanjianKinerja, pelaku: Pegawai, pihak_kedua: Pegawai | None) -> str:
    """Whose turn it is and what for, in one sentence."""
    pemilik = "Anda" if pk.pegawai_id == pelaku.pk else pk.pegawai.nama_lengkap
    if pk.status == StatusPk.DRAF:
        return f"Giliran {pemilik} melengkapi dan mengajukan."
    if pk.status == StatusPk.DIKEMBALIKAN:
        return f"Giliran {pemilik} memperbaiki dan mengajukan lagi."
    if pk.status == StatusPk.DIAJUKAN:
        if pihak_kedua is None:
            return "Pihak kedua belum ada. Admin kepegawaian yang menetapkannya."
        siapa = "Anda" if pihak_kedua.pk == pelaku.pk else pihak_kedua.nama_lengkap
        return f"Giliran {siapa} membaca dan menyepakati."
    if pk.status == StatusPk.DISEPAKATI:
        return f"Berlaku untuk tahun {pk.tahun}."
    return ""


def keadaan_pk(dokumen: DokumenPk, pelaku: Pegawai) -> str:
    """Who did what when, and whose turn it is."""
    gerak = dokumen.gerak
    awal = f"{kalimat_gerak_pk(gerak)} pada {kapan(gerak.pada)}." if gerak else ""
    kedua = dokumen.pihak_kedua.pegawai if dokumen.pihak_kedua else None
    return f"{awal} {giliran_pk(dokumen.pk, pelaku, kedua)}".strip()


def bagian_pk(dokumen: DokumenPk) -> list[Bagian]:
    """The parts of a PK in the order of the form."""
    pk, kurang = dokumen.pk, [k for k in dokumen.kekurangan if k.bagian == "sasaran"]
    if dokumen.pk.is_sepihak:
        pihak = "Kepala daerah berjanji sendiri."
    elif dokumen.pihak_kedua:
        pihak = f"Pihak kedua: {dokumen.pihak_kedua.pegawai.nama_lengkap} ·"
    else:
        pihak = "Pihak kedua belum ada."
    return [
        Bagian(
            "pk_kepala",
            "Para pihak dan tingkat sasaran",
            StatusBagian.LENGKAP if dokumen.pihak_kedua or pk.is_sepihak else StatusBagian.SEBAGIAN,
            f"{pihak} {dokumen.judul_sasaran}.",
        ),
        Bagian(
            "pk_sasaran",
            "Sasaran dan indikator",
            rules.status_bagian(
                terisi=len(dokumen.sasaran),
                kurang=len(kurang),
                dikembalikan=pk.status == StatusPk.DIKEMBALIKAN,
            ),
            kurang[0].pesan
            if kurang
            else f"{len(dokumen.sasaran)} sasaran, {dokumen.jumlah_indikator} indikator.",
        ),
        Bagian(
            "pk_program",
            f"{dokumen.judul_program} dan anggaran",
            rules.status_bagian(terisi=len(dokumen.program), kurang=0),
            f"{len(dokumen.program)} baris, jumlah Rp{dokumen.total_tampil}."
            if dokumen.program
            else "Boleh kosong bila unit ini tidak memegang anggaran.",
        ),
    ]


@dataclass(frozen=True)
class TindakanPk:
    """What this person may do with this PK now."""

    sunting: bool
    ajukan: Verdict | None
    tarik: bool
    putus: bool
    batal: bool
    revisi: bool


def tindakan_pk(pelaku: Pegawai, dokumen: DokumenPk) -> TindakanPk:
    """Ask the same verdicts as the services, and the same table, for the buttons."""
    pk = dokumen.pk
    lanjut = TRANSISI_PK[StatusPk(pk.status)]
    milik = bool(izin.may_submit_pk(pelaku, pk))
    ajukan = None
    if milik and StatusPk.DIAJUKAN in lanjut:
        ajukan = tidak(dokumen.kekurangan[0].pesan) if dokumen.kekurangan else YA
    return TindakanPk(
        sunting=bool(izin.may_edit_pk(pelaku, pk)) and pk.is_bisa_disunting,
        ajukan=ajukan,
        tarik=milik and StatusPk.DRAF in lanjut,
        putus=StatusPk.DISEPAKATI in lanjut and bool(izin.may_agree_pk(pelaku, pk)),
        batal=StatusPk.DIBATALKAN in lanjut and bool(izin.may_cancel_pk(pelaku, pk)),
        revisi=izin.is_pk_dapat_direvisi(pk) and bool(izin.may_revise_pk(pelaku, pk)),
    )


def versi_pk(pk: PerjanjianKinerja, pelaku: Pegawai) -> list[PerjanjianKinerja]:
    """All versions of this PK that `pelaku` may see, the newest first: the chain of `menggantikan`."""
    semua = {
        p.pk: p for p in pk_halaman(pelaku).filter(unit=pk.unit_id, tahun=pk.tahun).order_by("-versi", "-id")
    }
    keluarga = {pk.pk}
    while True:
        tambah = {
            p.pk
            for p in semua.values()
            if p.pk not in keluarga
            and (
                p.menggantikan_id in keluarga
                or any(semua[k].menggantikan_id == p.pk for k in keluarga if k in semua)
            )
        }
        if not tambah:
            return [p for p in semua.values() if p.pk in keluarga]
        keluarga |= tambah


@dataclass(frozen=True)
class BedaPk:
    """One line of the comparison of two versions."""

    jenis: str
    """"ditambah", "dihapus" or "diubah"."""
    perihal: str
    lama: str
    baru: str


def _baris_versi(dokumen: DokumenPk) -> dict[str, tuple[str, str]]:
    """Every item of a PK by its key, with what it is and how it reads."""
    hasil = {
        "tingkat": ("Tingkat sasaran", dokumen.judul_sasaran),
        "pertama": (
            "Pihak pertama",
            f"{dokumen.pihak_pertama.pegawai.nama_lengkap}, {dokumen.pihak_pertama.jabatan}",
        ),
    }
    for s in dokumen.sasaran:
        hasil[f"s{s.kunci}"] = ("Sasaran", s.teks)
        for i in s.indikator.all():
            iku = " (IKU)" if i.is_iku else ""
            hasil[f"i{i.kunci}"] = ("Indikator", f"{i.teks}{iku}: {i.target_tampil}")
    for p in dokumen.program:
        sumber = f" ({p.keterangan})" if p.keterangan else ""
        hasil[f"p{p.kunci}"] = (dokumen.judul_program, f"{p.nama}: Rp{p.anggaran_tampil}{sumber}")
    return hasil


def banding_pk(lama: DokumenPk, baru: DokumenPk) -> list[BedaPk]:
    """What changed between two versions, in the order of the newer one, what went away last."""
    a, b = _baris_versi(lama), _baris_versi(baru)
    hasil = []
    for kunci, (perihal, teks) in b.items():
        if kunci not in a:
            hasil.append(BedaPk("ditambah", perihal, "", teks))
        elif a[kunci][1] != teks:
            hasil.append(BedaPk("diubah", perihal, a[kunci][1], teks))
    hasil += [BedaPk("dihapus", perihal, teks, "") for k, (perihal, teks) in a.items() if k not in b]
    return hasil
