"""The Perjanjian Kinerja of the head of the agency in the worked example, and her RHK taken from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.management.base import CommandError

from evaluasi.demo import data
from evaluasi.demo.jam import pada
from pegawai.selectors import penempatan_of
from skp.models import PerjanjianKinerja
from skp.services import (
    agree_pk,
    draft_pk,
    save_indikator_pk,
    save_program,
    save_rhk,
    save_sasaran,
    set_anggaran,
    submit_pk,
    take_pk,
)

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita


def janjikan(cerita: Cerita) -> PerjanjianKinerja:
    """Ratna promises, the Bupati agrees, three days after the budget document."""
    ratna, bupati = cerita.orang["K"], cerita.orang["BUPATI"]
    with pada(cerita.hari(1, 5)):
        set_anggaran(
            pelaku=cerita.orang["ADMIN"],
            instansi=cerita.instansi,
            tahun=cerita.tahun,
            ditetapkan_pada=date(cerita.tahun, 1, 2),
        )
    with pada(cerita.hari(1, 5)):
        penempatan = penempatan_of(ratna, cerita.hari(1, 5))
        if penempatan is None:
            raise CommandError("Kepala Dinas belum ditempatkan.")
        pk = draft_pk(pelaku=ratna, penempatan=penempatan, tahun=cerita.tahun)
        for r in data.RHK["K"]:
            sasaran = save_sasaran(pelaku=ratna, pk=pk, teks=r.teks)
            for i in r.iki:
                save_indikator_pk(
                    pelaku=ratna,
                    sasaran=sasaran,
                    teks=i.teks,
                    is_iku=i.teks == "Indeks SPBE",
                    jenis_target=i.jenis,
                    target_angka=Decimal(i.angka),
                    satuan=i.satuan,
                )
        nama, anggaran, sumber = data.PROGRAM_K
        save_program(pelaku=ratna, pk=pk, nama=nama, anggaran=Decimal(anggaran), keterangan=sumber)
        submit_pk(pelaku=ratna, pk=pk)
    with pada(cerita.hari(1, 6)):
        return agree_pk(pelaku=bupati, pk=pk)


def ambil(cerita: Cerita, pk: PerjanjianKinerja) -> None:
    """Her SKP takes everything over; she adds the perspektif, which a PK does not know."""
    ratna, skp = cerita.orang["K"], cerita.skp["K"]
    butir = [u for s in pk.sasaran.all() for u in (s.uuid, *(i.uuid for i in s.indikator.all()))]
    take_pk(pelaku=ratna, skp=skp, pk=pk, butir=butir)
    for nomor, (rhk, r) in enumerate(zip(skp.rhk.order_by("urutan", "id"), data.RHK["K"], strict=True)):
        cerita.rhk["K", nomor] = save_rhk(
            pelaku=ratna,
            skp=skp,
            rhk=rhk,
            teks=rhk.teks,
            perspektif=list(r.perspektif),  # type: ignore[arg-type]
        )
