"""A leader with 40 members and 8 RHK whose matrix is full: what design §6 asks of the matrix."""

from __future__ import annotations

from decimal import Decimal

from pegawai.models import Instansi
from pegawai.rules import JenisJabatan
from pegawai.selectors import penempatan_of
from pegawai.services import derive_penilai
from skp import selectors
from skp.models import Periode, Skp
from skp.services import IsianSel, draft_skp, save_banyak_sel, save_indikator, save_rhk
from tests.factories.pegawai import jabatan_baru, pegawai_baru, unit_baru
from tests.factories.skp import periode_tahun

ORANG, RHK = 40, 8


def matriks_penuh(instansi: Instansi) -> Skp:
    """The SKP of the leader; every member has a draft that carries his cells."""
    unit = unit_baru(instansi, "Bidang Bermatriks")
    kepala = pegawai_baru(
        instansi,
        "Kepala Bermatriks",
        unit=unit,
        is_kepala=True,
        jabatan=jabatan_baru(
            instansi, "Kepala Bidang Bermatriks", JenisJabatan.ADMINISTRATOR, eselon="III.b"
        ),
    )
    anggota = [pegawai_baru(instansi, f"Anggota {n:02d}", unit=unit, akun=False) for n in range(ORANG)]
    derive_penilai(instansi)
    periode = periode_tahun(instansi)
    # whenever it is measured, the year can be planned
    Periode.objects.filter(pk=periode.pk).update(skp_sampai=None)
    periode.refresh_from_db()
    for orang in (kepala, *anggota):
        penempatan = penempatan_of(orang, periode.mulai)
        assert penempatan
        skp = draft_skp(pelaku=orang, penempatan=penempatan, periode=periode)
        if orang == kepala:
            milik = skp
    for n in range(RHK):
        rhk = save_rhk(
            pelaku=kepala, skp=milik, teks=f"Tersedianya layanan publik digital yang siap pakai {n}"
        )
        save_indikator(
            pelaku=kepala, rhk=rhk, aspek="kuantitas", teks="Jumlah", target_angka=Decimal(1), satuan="buah"
        )
    kolom = selectors.kolom_of(milik)
    isian = [
        IsianSel(
            pegawai=str(p.uuid), kolom=k.kunci, teks=f"Tersusunnya modul antarmuka dan API {i}-{k.nomor}"
        )
        for i, p in enumerate(anggota)
        for k in kolom
    ]
    hasil = save_banyak_sel(pelaku=kepala, skp=milik, isian=isian)
    assert (hasil.berubah, hasil.ditolak) == (ORANG * RHK, [])
    return milik
