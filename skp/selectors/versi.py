"""The versions of an SKP: which there are, what stands in each, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from pegawai.models import Pegawai
from pegawai.prepared import prepared
from skp import rules
from skp.models import RencanaHasilKerja, Skp
from skp.rules import BedaButir, Butir, JenisRhk, StatusSkp, TandaBeda
from skp.selectors.dasar import rhk_lengkap
from skp.selectors.dokumen import DokumenSkp, dokumen_skp, skp_halaman


def isi_of(dokumen: DokumenSkp) -> list[Butir]:
    """Everything of an SKP that two versions can differ in, in the order of the form."""
    skp = dokumen.skp
    kepala = (
        ("Pendekatan hasil kerja", skp.get_pendekatan_display()),
        ("Rentang", f"{rules.tanggal_panjang(skp.mulai)} sampai {rules.tanggal_panjang(skp.selesai)}"),
    )
    hasil = [Butir("umum", "umum", "SKP", kepala)]
    for jenis in JenisRhk:
        for nomor, r in enumerate((r for r in dokumen.rhk if r.jenis == jenis), start=1):
            kunci = f"rhk-{r.revisi_dari_id or r.pk}"
            hasil.append(
                Butir(
                    kunci,
                    "rhk",
                    f"RHK {jenis.label.lower()} {nomor}",
                    (
                        ("Rencana hasil kerja", r.teks),
                        ("Jenis", r.get_jenis_display()),
                        ("RHK pimpinan yang diintervensi", r.rhk_pimpinan_teks),
                        ("Indikator pimpinan", r.indikator_pimpinan_teks),
                        ("Penugasan dari", r.penugasan_dari),
                        ("Perspektif", ", ".join(r.perspektif_tampil)),
                        ("Klasifikasi", r.get_klasifikasi_display()),
                    ),
                )
            )
            hasil += [
                Butir(
                    f"iki-{i.revisi_dari_id or i.pk}",
                    "iki",
                    f"Indikator {ke} pada RHK {jenis.label.lower()} {nomor}",
                    (
                        ("Indikator", i.teks),
                        ("Aspek", i.get_aspek_display() if i.aspek else ""),
                        ("Target", i.target_tampil),
                    ),
                    kunci,
                )
                for ke, i in enumerate(r.indikator.all(), start=1)
            ]
    hasil += [
        Butir(f"perilaku-{b.nilai.value}", "perilaku", b.nilai.label, (("Ekspektasi khusus", b.ekspektasi),))
        for b in dokumen.perilaku
    ]
    hasil += [
        Butir(f"lampiran-{j.value}", "lampiran", j.label, (("Butir", "\n".join(butir)),))
        for j, butir in dokumen.lampiran
    ]
    return hasil


def versi_of(pelaku: Pegawai, skp: Skp) -> list[Skp]:
    """All versions of one SKP that were or are in force, and an open proposal; the newest first."""
    return list(
        skp_halaman(pelaku)
        .keluarga_versi(skp.pokok_id)
        .exclude(revisi_dari__isnull=False, status=StatusSkp.DIBATALKAN)
        .order_by("-versi", "-id")
    )


def usulan_of(skp: Skp) -> Skp | None:
    """The open proposal to revise this SKP."""
    return next(iter(_usulan(skp.pk)), None)


@prepared
def _usulan(skp: int) -> QuerySet[Skp]:
    return (
        Skp.objects.filter(revisi_dari=skp)
        .exclude(status__in=rules.STATUS_MATI)
        .select_related("pegawai", "periode")
    )


def tahun_lalu_of(pelaku: Pegawai, skp: Skp) -> Skp | None:
    """The SKP of the same person in the year before, in force last; the same post before another."""
    calon = (
        skp_halaman(pelaku)
        .berlaku()
        .filter(pegawai=skp.pegawai_id, periode__tahun=skp.periode.tahun - 1)
        .order_by("-selesai", "-id")
    )
    semua = list(calon)
    return next((s for s in semua if s.penempatan_id == skp.penempatan_id), next(iter(semua), None))


@dataclass(frozen=True)
class Banding:
    """Two plans and what differs."""

    lama: Skp
    baru: Skp
    beda: list[BedaButir]

    @property
    def berubah(self) -> list[BedaButir]:
        return rules.ada_beda(self.beda)


def banding_of(lama: Skp, baru: Skp) -> Banding:
    """Compare what stands in two SKP of one person (twelve queries less those already read)."""
    kiri, kanan = isi_of(dokumen_skp(lama)), isi_of(dokumen_skp(baru))
    if lama.pokok_id != baru.pokok_id:
        # another year has other rows: a key that happens to be equal means nothing
        kiri = [
            replace(b, kunci=f"lama-{b.kunci}", induk=b.induk and f"lama-{b.induk}")
            if b.jenis in ("rhk", "iki")
            else b
            for b in kiri
        ]
    return Banding(lama, baru, rules.bandingkan(kiri, kanan))


def sejak_dikembalikan(dokumen: DokumenSkp, kini: Sequence[Butir]) -> list[BedaButir]:
    """What changed since this SKP was last returned; empty when it never was (no query)."""
    kembali = (g for g in dokumen.riwayat if g.ke == StatusSkp.DIKEMBALIKAN and g.isi)
    gerak = next(kembali, None)
    if gerak is None:
        return []
    return rules.bandingkan([Butir.dari_json(b) for b in gerak.isi or []], list(kini))


@dataclass(frozen=True)
class Perubahan:
    """What changed in an SKP since something: by the key of its item on a page, and what was taken out."""

    sejak: str
    menurut: dict[str, BedaButir]
    hapus: list[BedaButir]

    @property
    def jumlah(self) -> int:
        return len(self.menurut) + len(self.hapus)


def perubahan_of(skp: Skp, dokumen: DokumenSkp) -> Perubahan | None:
    """What the penilai has not read yet: since he returned it; of a fresh proposal, against the SKP in force."""
    kini = isi_of(dokumen)
    beda, sejak = sejak_dikembalikan(dokumen, kini), "sejak dikembalikan"
    if not beda and skp.is_usulan:
        pokok = Skp.objects.select_related(
            "pegawai__instansi", "penempatan__jabatan", "penempatan__unit", "periode"
        ).get(pk=skp.pokok_id)
        beda, sejak = rules.bandingkan(isi_of(dokumen_skp(pokok)), kini), "dari SKP yang berlaku"
    if not beda:
        return None
    letak = {f"rhk-{r.revisi_dari_id or r.pk}": f"rhk-{r.uuid}" for r in dokumen.rhk}
    letak |= {
        f"iki-{i.revisi_dari_id or i.pk}": f"iki-{i.uuid}" for r in dokumen.rhk for i in r.indikator.all()
    }
    berubah = rules.ada_beda(beda)
    return Perubahan(
        sejak,
        {letak.get(b.butir.kunci, b.butir.kunci): b for b in berubah if b.tanda != TandaBeda.HAPUS},
        [b for b in berubah if b.tanda == TandaBeda.HAPUS],
    )


def rhk_tahun_lalu(skp: Skp) -> list[RencanaHasilKerja]:
    """The RHK of the same person in the year before, with their indicators (two queries)."""
    lalu = Skp.objects.berlaku().filter(pegawai=skp.pegawai_id, periode__tahun=skp.periode.tahun - 1)
    return list(
        rhk_lengkap().filter(skp__in=lalu).order_by("-skp__selesai", "skp_id", "-jenis", "urutan", "id")
    )
