"""What stands beside the results: expected behaviour, the annex, the action plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Max, ProtectedError

from pegawai import audit
from pegawai.models import Pegawai
from skp import permissions, rules
from skp.errors import PeriodeTidakSah, RencanaDipakai
from skp.models import ButirLampiran, EkspektasiPerilaku, Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import JenisLampiran, NilaiPerilaku
from skp.selectors import isi_lampiran, isi_perilaku, periode_skp, versi_lampiran, versi_perilaku
from skp.services.bersama import bump, check_versi, lock_skp


def set_ekspektasi(*, pelaku: Pegawai, skp: Skp, nilai: NilaiPerilaku, teks: str) -> Skp:
    """Write the expectation under one value; an empty text takes it away."""
    return save_perilaku(pelaku=pelaku, skp=skp, isi={nilai: teks})


@transaction.atomic
def save_perilaku(
    *, pelaku: Pegawai, skp: Skp, isi: Mapping[NilaiPerilaku, str], versi: str | None = None
) -> Skp:
    """Write the expectations under the given values, leave the others; empty is legitimate ("dapat").

    The owner drafts what was agreed, the penilai may put it right while he reviews.
    """
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_ekspektasi(pelaku, skp))
    rules.check_ekspektasi(skp.status, oleh_penilai=not permissions.is_penyusun(pelaku, skp))
    kini = isi_perilaku(skp)
    check_versi(versi, versi_perilaku(kini))
    ubah = {
        NilaiPerilaku(n): t.strip() for n, t in isi.items() if t.strip() != kini.get(NilaiPerilaku(n), "")
    }
    if not ubah:
        return skp
    with audit.act(pelaku, "ekspektasi.disimpan"):
        for nilai, teks in ubah.items():
            if teks:
                EkspektasiPerilaku.objects.update_or_create(
                    skp=skp, nilai=nilai.value, defaults={"teks": teks, "dialog": None}
                )
            else:
                skp.ekspektasi.filter(nilai=nilai.value).delete()
        bump(skp)
    return skp


@transaction.atomic
def set_lampiran(
    *, pelaku: Pegawai, skp: Skp, isi: Mapping[JenisLampiran, Sequence[str]], versi: str | None = None
) -> Skp:
    """Write the given lists of the annex, line by line, leave the others."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    kini = isi_lampiran(skp)
    check_versi(versi, versi_lampiran(kini))
    ubah = {JenisLampiran(j): [b.strip() for b in butir if b.strip()] for j, butir in isi.items()}
    ubah = {j: butir for j, butir in ubah.items() if butir != kini[j]}
    if not ubah:
        return skp
    with audit.act(pelaku, "lampiran.disimpan"):
        for jenis, butir in ubah.items():
            replace_butir(skp, jenis, butir)
        bump(skp)
    return skp


def replace_butir(skp: Skp, jenis: JenisLampiran, butir: Sequence[str]) -> None:
    """Change line by line, so that the history shows which line changed."""
    lama = list(skp.lampiran.filter(jenis=jenis.value).order_by("urutan", "id"))
    for nomor, teks in enumerate(butir, start=1):
        if nomor > len(lama):
            ButirLampiran.objects.create(skp=skp, jenis=jenis.value, urutan=nomor, teks=teks)
        elif lama[nomor - 1].teks != teks or lama[nomor - 1].urutan != nomor:
            if lama[nomor - 1].teks != teks:
                lama[nomor - 1].dialog = None  # other words than those that were agreed
            lama[nomor - 1].teks, lama[nomor - 1].urutan = teks, nomor
            lama[nomor - 1].save(update_fields=["teks", "urutan", "dialog"])
    for sisa in lama[len(butir) :]:
        sisa.delete()


@transaction.atomic
def save_rencana_aksi(
    *,
    pelaku: Pegawai,
    rhk: RencanaHasilKerja,
    periode: Periode,
    teks: str,
    target: str,
    aksi: RencanaAksi | None = None,
    versi: str | None = None,
) -> RencanaAksi:
    """Plan what is done for an RHK in a period, and how much; also while the SKP runs."""
    skp = lock_skp(rhk.skp)
    permissions.require(permissions.may_plan_aksi(pelaku, skp))
    rules.check_rencana_aksi(skp.status)
    rhk = skp.rhk.get(pk=rhk.pk)
    if not periode_skp(skp).filter(pk=periode.pk).exists():
        raise PeriodeTidakSah("Periode itu di luar rentang SKP ini. Pilih dari daftar.", bidang="periode")
    if aksi is None:
        terakhir = rhk.rencana_aksi.filter(periode=periode).aggregate(n=Max("urutan"))["n"] or 0
        aksi = RencanaAksi(rhk=rhk, urutan=terakhir + 1)
    else:
        aksi = rhk.rencana_aksi.get(pk=aksi.pk)
        check_versi(versi, aksi.versi)
    aksi.periode = periode
    aksi.teks = rules.check_teks(teks, sebutan="Rencana aksi")
    aksi.target = rules.check_teks(target, sebutan="Target rencana aksi", bidang="target")
    with audit.act(pelaku, "rencana_aksi.disimpan"):
        aksi.save()
    return aksi


@transaction.atomic
def spread_rencana_aksi(
    *, pelaku: Pegawai, rhk: RencanaHasilKerja, periode: Iterable[Periode], teks: str, target: str
) -> list[RencanaAksi]:
    """Plan the same step for several periods at once; all or none."""
    return [save_rencana_aksi(pelaku=pelaku, rhk=rhk, periode=p, teks=teks, target=target) for p in periode]


@transaction.atomic
def delete_rencana_aksi(*, pelaku: Pegawai, aksi: RencanaAksi) -> Skp:
    """Take an action plan away, unless work was logged on it."""
    skp = lock_skp(aksi.rhk.skp)
    permissions.require(permissions.may_plan_aksi(pelaku, skp))
    rules.check_rencana_aksi(skp.status)
    try:
        with audit.act(pelaku, "rencana_aksi.dihapus"), transaction.atomic():
            RencanaAksi.objects.get(pk=aksi.pk, rhk__skp=skp).delete()
    except ProtectedError as galat:
        raise RencanaDipakai(
            "Rencana aksi ini sudah dipakai pada catatan kerja. Ubah teksnya saja."
        ) from galat
    return skp
