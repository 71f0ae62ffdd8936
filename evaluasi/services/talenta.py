"""Potential comes in by a workbook: judged row by row first, applied as a whole afterwards."""

from __future__ import annotations

from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions
from evaluasi.errors import PotensialTidakSah
from evaluasi.models import ImporPotensial, Potensial
from evaluasi.rules import TingkatPotensial, baca_tingkat
from evaluasi.selectors.talenta import tingkat_kini
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.errors import BerkasImporDitolak, SudahBerubah
from pegawai.impor.baca import BarisMentah, baca
from pegawai.impor.lembar import Lembar
from pegawai.impor.nilai import nip, teks
from pegawai.models import Pegawai, Penempatan
from pegawai.rules import StatusImpor
from pegawai.selectors import unit_terkelola

LEMBAR_POTENSIAL = Lembar(nama="potensial", wajib=("NIP", "POTENSIAL"), pilihan=("NAMA",))
MAKS_BARIS_POTENSIAL = 100_000
MAKS_SUMBER = 200
DITERAPKAN = frozenset({"baru", "berubah"})


@transaction.atomic
def preview_potensial(
    *, pelaku: Pegawai, berkas: BinaryIO, nama: str, tahun: int, sumber: str
) -> ImporPotensial:
    """Judge every row of a workbook; nothing of it is applied."""
    permissions.require(permissions.may_import_potensial(pelaku))
    sumber = rapikan(sumber)
    if not sumber or len(sumber) > MAKS_SUMBER:
        raise PotensialTidakSah(
            "Sebut sumber penilaian potensial, paling panjang 200 huruf.", bidang="sumber"
        )
    if not 2000 <= tahun <= timezone.localdate().year + 1:
        raise PotensialTidakSah("Pilih tahun penilaian yang benar.", bidang="tahun")
    mentah: list[BarisMentah] = []
    for b in baca(berkas, LEMBAR_POTENSIAL):
        if len(mentah) == MAKS_BARIS_POTENSIAL:
            raise BerkasImporDitolak("Berkas memuat lebih dari 100.000 baris. Bagi menjadi beberapa berkas.")
        mentah.append(b)
    terbaca = [(b, nip(b.sel.get("NIP"), "NIP")) for b in mentah]
    dikenal = _orang(pelaku, {n.nip for _, n in terbaca if n.nip})
    kini, sudah = tingkat_kini(pelaku.instansi_id, tahun), set[int]()
    baris = []
    for b, n in terbaca:
        orang = dikenal.get(n.nip or "")
        satu = _periksa(b.nomor, n, orang, baca_tingkat(teks(b.sel.get("POTENSIAL"))), kini, sudah)
        if orang and not satu["galat"]:
            sudah.add(orang[0])
        baris.append(satu)
    if not baris:
        raise BerkasImporDitolak("Berkas tidak memuat satu baris pun. Isi kolom NIP dan Potensial.")
    ImporPotensial.objects.filter(diminta_oleh=pelaku, status=StatusImpor.PRATINJAU).delete()
    with audit.act(pelaku, "potensial.diperiksa"):
        return ImporPotensial.objects.create(
            instansi_id=pelaku.instansi_id,
            diminta_oleh=pelaku,
            tahun=tahun,
            sumber=sumber,
            nama_berkas=nama[:255],
            baris=baris,
        )


def _orang(pelaku: Pegawai, daftar_nip: set[str]) -> dict[str, tuple[int, str]]:
    """The people of these NIP whom `pelaku` administers today."""
    tempat = Penempatan.objects.definitif().pada(timezone.localdate())
    milik = tempat.filter(unit__in=unit_terkelola(pelaku)).values("pegawai")
    return {
        p.nip or "": (p.pk, p.nama_lengkap)
        for p in Pegawai.objects.filter(instansi=pelaku.instansi_id, nip__in=daftar_nip, pk__in=milik)
    }


def _periksa(
    nomor: int,
    n: Any,
    orang: tuple[int, str] | None,
    tingkat: TingkatPotensial | None,
    kini: dict[int, TingkatPotensial],
    sudah: set[int],
) -> dict[str, Any]:
    """Judge one row. The NIP itself is not kept: the row number leads back to it."""
    pk, nama = orang or (None, "")
    lama = kini.get(pk) if pk else None
    galat = ""
    if n.nip is None:
        galat = n.catatan.kalimat
    elif pk is None:
        galat = "Tidak ada pegawai aktif dengan NIP ini di unit yang Anda kelola. Periksa NIP-nya."
    elif pk in sudah:
        galat = "Pegawai ini sudah ada di baris sebelumnya. Sisakan satu baris."
    elif tingkat is None:
        galat = "Potensial harus rendah, menengah, atau tinggi."
    hasil = "ditolak" if galat else "baru" if lama is None else "sama" if lama == tingkat else "berubah"
    return {
        "nomor": nomor,
        "pegawai": pk,
        "nama": nama,
        "tingkat": tingkat.value if tingkat else "",
        "lama": lama.value if lama else "",
        "galat": galat,
        "hasil": hasil,
    }


@transaction.atomic
def apply_potensial(*, pelaku: Pegawai, impor: ImporPotensial) -> int:
    """Apply the new and changed rows of a preview, all or none; a preview is applied once. Returns how many."""
    impor = _lock(pelaku, impor)
    permissions.require(permissions.may_import_potensial(pelaku))
    kini = timezone.now()
    rows = [
        Potensial(
            instansi_id=impor.instansi_id,
            pegawai_id=b["pegawai"],
            tahun=impor.tahun,
            tingkat=b["tingkat"],
            sumber=impor.sumber,
            diimpor_oleh=pelaku,
            diimpor_pada=kini,
        )
        for b in impor.baris
        if b["hasil"] in DITERAPKAN
    ]
    impor.status, impor.selesai_pada = StatusImpor.SELESAI.value, kini
    with audit.act(pelaku, "potensial.diimpor"):
        Potensial.objects.bulk_create(
            rows,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["pegawai", "tahun"],
            update_fields=["tingkat", "sumber", "diimpor_oleh", "diimpor_pada"],
        )
        impor.save(update_fields=["status", "selesai_pada"])
    return len(rows)


@transaction.atomic
def cancel_potensial(*, pelaku: Pegawai, impor: ImporPotensial) -> ImporPotensial:
    """Throw a preview away."""
    impor = _lock(pelaku, impor)
    impor.status = StatusImpor.DIBATALKAN.value
    with audit.act(pelaku, "potensial.dibatalkan"):
        impor.save(update_fields=["status"])
    return impor


def _lock(pelaku: Pegawai, impor: ImporPotensial) -> ImporPotensial:
    impor = ImporPotensial.objects.select_for_update(of=("self",)).visible_to(pelaku).get(pk=impor.pk)
    if impor.status != StatusImpor.PRATINJAU:
        raise SudahBerubah("Pratinjau ini sudah diterapkan atau dibatalkan. Unggah berkas lagi.")
    return impor
