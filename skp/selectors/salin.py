"""What may be taken over from another SKP, and where its parts go in the new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Prefetch, Q, QuerySet, Value, When

from skp import rules
from skp.models import ButirLampiran, IndikatorKinerja, Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.permissions.ringan import is_milik_sendiri
from skp.rules import NilaiPerilaku, kunci_teks
from skp.selectors.dasar import isi_perilaku, penilai_skp, periode_skp


def sumber_salinan(skp: Skp, *, cari: str = "") -> QuerySet[Any]:
    """SKP that may be copied from: the owner's own first, then people of his jabatan, the latest year first."""
    hasil = (
        Skp.objects.dapat_disalin(skp)
        .select_related("pegawai", "periode", "penempatan__jabatan", "penempatan__unit", "instansi")
        .annotate(
            rekan=Case(
                When(pegawai=skp.pegawai_id, then=Value(0)),
                When(penempatan__jabatan__nama__iexact=skp.penempatan.jabatan.nama, then=Value(1)),
                default=Value(2),
            ),
            label_rekan=Case(
                When(rekan=1, then=Value("Jabatan sama")),
                When(rekan=2, then=Value("Jenjang sama")),
                default=Value("SKP Anda"),
            ),
            jumlah_rhk=Count("rhk"),
        )
        .filter(jumlah_rhk__gt=0)
    )
    if cari.strip():
        hasil = hasil.filter(
            Q(pegawai=skp.pegawai_id)
            | Q(pegawai__nama__icontains=cari.strip())
            | Q(penempatan__unit__nama__icontains=cari.strip())
        )
    return hasil


URUT_SUMBER = ("rekan", "-periode__tahun", "-mulai", "pegawai__nama", "-id")


def sumber_terdekat(skp: Skp) -> Skp | None:
    """The owner's own latest fixed SKP; None for who begins for the first time."""
    return sumber_salinan(skp).filter(pegawai=skp.pegawai_id).order_by(*URUT_SUMBER).first()


@dataclass(frozen=True)
class ButirSalinan:
    """One thing that can be ticked."""

    kunci: str
    teks: str
    rincian: str = ""

    @property
    def di_bawah_rhk(self) -> bool:
        """An indicator or plan, shown beneath its RHK."""
        return self.kunci.startswith(("iki:", "aksi:"))


@dataclass(frozen=True)
class SalinanRhk:
    """One RHK that can be taken over, with its indicators and action plans."""

    rhk: RencanaHasilKerja
    indikator: Sequence[IndikatorKinerja]
    aksi: Sequence[RencanaAksi]

    @property
    def butir(self) -> list[ButirSalinan]:
        hasil = [ButirSalinan(f"rhk:{self.rhk.uuid}", self.rhk.teks)]
        hasil += [ButirSalinan(f"iki:{i.uuid}", i.teks, i.target_tampil) for i in self.indikator]
        if self.aksi:
            beda = list(dict.fromkeys(a.teks for a in self.aksi))
            teks = f"{len(self.aksi)} rencana aksi RHK ini"
            hasil.append(ButirSalinan(f"aksi:{self.rhk.uuid}", teks, "; ".join(beda[:3])))
        return hasil

    @property
    def kunci(self) -> set[str]:
        return {b.kunci for b in self.butir}


@dataclass(frozen=True)
class IsiSalinan:
    """The parts of a source that may be taken into one draft."""

    skp: Skp
    rhk: Sequence[SalinanRhk]
    ekspektasi: Sequence[tuple[NilaiPerilaku, str]]
    lampiran: Sequence[ButirLampiran]

    @cached_property
    def kelompok(self) -> list[tuple[str, list[list[ButirSalinan]]]]:
        """What can be ticked, in the order of the form: each part with its groups."""
        hasil = [
            (f"RHK {j.label.lower()}", [s.butir for s in self.rhk if s.rhk.jenis == j.value])
            for j in rules.JenisRhk
        ]
        ekspektasi = [ButirSalinan(f"ekspektasi:{n.value}", teks, n.label) for n, teks in self.ekspektasi]
        lampiran = [ButirSalinan(f"lampiran:{b.uuid}", b.teks, b.get_jenis_display()) for b in self.lampiran]
        hasil.append(("Ekspektasi khusus pimpinan", [ekspektasi] if ekspektasi else []))
        hasil.append(("Lampiran", [lampiran] if lampiran else []))
        return [(judul, isi) for judul, isi in hasil if isi]

    @cached_property
    def kunci(self) -> set[str]:
        """Everything that can be ticked."""
        return {b.kunci for _, isi in self.kelompok for butir in isi for b in butir}

    @cached_property
    def _periode(self) -> Mapping[tuple[str, int], Periode]:
        return {(p.jenis, p.nomor): p for p in periode_skp(self.skp)}

    def padanan(self, lama: Periode) -> Periode | None:
        """The period of the new SKP that takes over a plan; None outside its span."""
        jenis = next((j for j, _ in self._periode), "")  # a year has one cycle
        return self._periode.get((jenis, rules.padankan_periode(lama.jenis, lama.nomor, jenis)))


def isi_salinan(skp: Skp, sumber: Skp) -> IsiSalinan:
    """Read what a draft may take over: of a colleague RHK, IKI and targets only (`may_copy_from` says why)."""
    sendiri = is_milik_sendiri(skp, sumber)
    rhk = (
        RencanaHasilKerja.objects.filter(skp=sumber)
        .select_related("skp__periode", "rhk_pimpinan__skp", "indikator_pimpinan")
        .prefetch_related(
            Prefetch("indikator", IndikatorKinerja.objects.order_by("urutan", "id")),
            Prefetch(
                "rencana_aksi",
                RencanaAksi.objects.select_related("periode").order_by("periode__mulai", "urutan", "id"),
            ),
        )
        .order_by("-jenis", "urutan", "id")
    )
    return IsiSalinan(
        skp=skp,
        rhk=[
            SalinanRhk(r, list(r.indikator.all()), list(r.rencana_aksi.all()) if sendiri else []) for r in rhk
        ],
        ekspektasi=list(isi_perilaku(sumber).items()) if sendiri else [],
        lampiran=list(ButirLampiran.objects.filter(skp=sumber).order_by("jenis", "urutan", "id"))
        if sendiri
        else [],
    )


@dataclass(frozen=True)
class CalonRujukan:
    """The leaders' RHK of the new year, by what they were copied from and by their words."""

    menurut_asal: Mapping[int, RencanaHasilKerja]
    menurut_pemimpin: Mapping[tuple[int, str], RencanaHasilKerja]
    menurut_teks: Mapping[str, RencanaHasilKerja]

    def cari(self, lama: RencanaHasilKerja) -> tuple[RencanaHasilKerja, IndikatorKinerja | None] | None:
        """Where the leader's RHK of an old line stands now: its copy, his same words, the same words of the penilai."""
        kunci = kunci_teks(lama.rhk_pimpinan_teks)
        baru = None
        if lama.rhk_pimpinan is not None:
            baru = self.menurut_asal.get(lama.rhk_pimpinan.pk) or self.menurut_pemimpin.get(
                (lama.rhk_pimpinan.skp.pegawai_id, kunci)
            )
        if baru is None and kunci:
            baru = self.menurut_teks.get(kunci)
        if baru is None:
            return None
        cari = kunci_teks(lama.indikator_pimpinan_teks)
        indikator = next((i for i in baru.indikator.all() if cari and kunci_teks(i.teks) == cari), None)
        return baru, indikator


def calon_rujukan_baru(skp: Skp) -> CalonRujukan:
    """The RHK that the lines of a copy may serve; same words alone count for the penilai and ketua tim first."""
    penilai = penilai_skp(skp)
    rhk = sorted(
        RencanaHasilKerja.objects.dapat_dirujuk(skp).select_related("skp").prefetch_related("indikator"),
        key=lambda r: (penilai is None or r.skp.pegawai_id != penilai.pk, r.skp_id, r.urutan, r.pk),
        reverse=True,  # the first wins: it is written last
    )
    return CalonRujukan(
        menurut_asal={r.asal_id: r for r in rhk if r.asal_id},
        menurut_pemimpin={(r.skp.pegawai_id, kunci_teks(r.teks)): r for r in rhk},
        menurut_teks={kunci_teks(r.teks): r for r in rhk},
    )
