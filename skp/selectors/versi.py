"""The versions of an SKP: which there are, what stands in each, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pegawai.models import Pegawai
from skp import rules
from skp.models import RiwayatSkp, Skp
from skp.rules import BedaButir, Butir, JenisRhk, StatusSkp
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
    return (
        Skp.objects.filter(revisi_dari=skp.pk)
        .exclude(status__in=rules.STATUS_MATI)
        .select_related("pegawai", "periode")
        .first()
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


def sejak_dikembalikan(skp: Skp, kini: Sequence[Butir]) -> list[BedaButir]:
    """What changed since this SKP was last returned; empty when it never was."""
    gerak = (
        RiwayatSkp.objects.filter(skp=skp, ke=StatusSkp.DIKEMBALIKAN, isi__isnull=False)
        .order_by("-pada", "-id")
        .first()
    )
    if gerak is None:
        return []
    return rules.bandingkan([Butir.dari_json(b) for b in gerak.isi or []], list(kini))
