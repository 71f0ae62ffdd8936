"""The leaders' RHK that an RHK may serve."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from pegawai.models import Pegawai
from skp.models import IndikatorKinerja, RencanaHasilKerja, SelMatriks, Skp
from skp.models.rencana import ketua_tim_of
from skp.rules import STATUS_MATI
from skp.selectors.dasar import penilai_skp


@dataclass(frozen=True)
class OpsiRujukan:
    """One radio: an RHK of a leader, with one of its indicators where the leader's form is that of a JPT."""

    nilai: str
    teks: str
    indikator: str = ""


@dataclass(frozen=True)
class KelompokRujukan:
    pemimpin: Pegawai
    sebagai: str
    opsi: list[OpsiRujukan]


BATAS_CARI_RUJUKAN = 20


def rujukan_of(
    skp: Skp, *, cari: str = "", terpilih: RencanaHasilKerja | None = None
) -> list[KelompokRujukan]:
    """The RHK that may be served, by leader: penilai, ketua tim, then what was searched for or is linked already."""
    boleh = (
        RencanaHasilKerja.objects.dapat_dirujuk(skp)
        .select_related("skp__pegawai")
        .prefetch_related("indikator")
        .order_by("skp__pegawai__nama", "skp_id", "-jenis", "urutan", "id")
    )
    penilai = penilai_skp(skp)
    ketua = set(ketua_tim_of(skp.pegawai_id))
    dekat = Q(skp__pegawai__in=ketua) | Q(skp__pegawai=penilai)
    if terpilih is not None:
        dekat |= Q(pk=terpilih.pk)
    rhk = list(boleh.filter(dekat))
    if cari.strip():
        cocok = Q(teks__icontains=cari.strip()) | Q(skp__pegawai__nama__icontains=cari.strip())
        rhk += list(boleh.filter(cocok).exclude(dekat)[:BATAS_CARI_RUJUKAN])
    menurut: dict[int, KelompokRujukan] = {}
    for r in rhk:
        pemimpin = r.skp.pegawai
        sebagai = (
            "Pejabat penilai Anda"
            if penilai and pemimpin.pk == penilai.pk
            else "Ketua tim Anda"
            if pemimpin.pk in ketua
            else "Pimpinan lain"
        )
        kelompok = menurut.setdefault(pemimpin.pk, KelompokRujukan(pemimpin, sebagai, []))
        kelompok.opsi.extend(_opsi_rujukan(r))
    urutan = {"Pejabat penilai Anda": 0, "Ketua tim Anda": 1, "Pimpinan lain": 2}
    return sorted(menurut.values(), key=lambda k: urutan[k.sebagai])


def _opsi_rujukan(r: RencanaHasilKerja) -> list[OpsiRujukan]:
    """A JPT's RHK is served together with one of its indicators (footnote * of the JA/JF form)."""
    if r.skp.is_jpt and (indikator := list(r.indikator.all())):
        return [OpsiRujukan(f"{r.uuid}.{i.uuid}", r.teks, i.teks) for i in indikator]
    return [OpsiRujukan(str(r.uuid), r.teks)]


def pengikut_of(rhk: RencanaHasilKerja) -> tuple[int, int]:
    """How many RHK of others serve this one, in SKP that are alive, and how many results the matrix gives under it."""
    pengikut = rhk.diintervensi_oleh.exclude(skp__status__in=STATUS_MATI).count()
    return pengikut, SelMatriks.objects.filter(rhk=rhk).count()


def find_rujukan(skp: Skp, nilai: str) -> tuple[RencanaHasilKerja, IndikatorKinerja | None] | None:
    """Read a posted choice back; None when there is no such RHK for this SKP."""
    kiri, _, kanan = nilai.partition(".")
    try:
        rhk = (
            RencanaHasilKerja.objects.filter(
                Q(pk__in=RencanaHasilKerja.objects.dapat_dirujuk(skp)) | Q(diintervensi_oleh__skp=skp),
                uuid=UUID(kiri),
            )
            .distinct()
            .first()
        )
        if rhk is None:
            return None
        indikator = rhk.indikator.filter(uuid=UUID(kanan)).first() if kanan else None
    except ValueError:
        return None
    return None if kanan and indikator is None else (rhk, indikator)


def teks_rujukan(skp: Skp, nilai: str) -> str:
    """A posted choice in words; empty when it names nothing."""
    ketemu = find_rujukan(skp, nilai)
    if ketemu is None:
        return ""
    rhk, indikator = ketemu
    return f"{rhk.teks} – {indikator.teks}" if indikator else rhk.teks
