"""Preview of an import: every row classified and kept, nothing of it applied. The files themselves are not kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO, TypeVar

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from pegawai import permissions
from pegawai.errors import AturanDilanggar, BerkasImporDitolak
from pegawai.impor import nilai
from pegawai.impor.baca import BarisMentah, baca
from pegawai.impor.catatan import Catatan
from pegawai.impor.klasifikasi import HasilPeriksa
from pegawai.impor.lembar import PEGAWAI, UNOR, Lembar
from pegawai.impor.orang import PemeriksaPegawai
from pegawai.impor.unit import PetaUnit
from pegawai.models import BarisImpor, Impor, Instansi, Pegawai, UnitKerja
from pegawai.rules import HasilBaris, StatusImpor
from pegawai.services.impor.dikenal import kunci_unit, kursi_pejabat, pegawai_dikenal, unit_dikenal

UKURAN_KELOMPOK = 1000
T = TypeVar("T")


@transaction.atomic
def preview_impor(
    *,
    pelaku: Pegawai | None,
    berkas_unor: BinaryIO | None = None,
    berkas_pegawai: BinaryIO | None = None,
    instansi: Instansi | None = None,
) -> Impor:
    """Read one or both files, classify every row and keep the result for the admin to look at.

    `pelaku` None is the system, which names the agency itself. An older preview is given up: applied later, it
    would bring back what has changed since.
    """
    if pelaku is not None:
        permissions.require(permissions.may_import(pelaku))
        instansi = pelaku.instansi
    if instansi is None:
        raise ValueError("preview_impor needs pelaku or instansi")
    if berkas_unor is None and berkas_pegawai is None:
        raise BerkasImporDitolak("Pilih berkas unit kerja, berkas pegawai, atau keduanya.")
    check_tidak_ada_yang_berjalan(instansi)
    discard_pratinjau(Impor.objects.filter(instansi=instansi, status=StatusImpor.PRATINJAU))
    impor = Impor.objects.create(
        instansi=instansi,
        diminta_oleh=pelaku,
        nama_berkas_unor=_nama(berkas_unor),
        nama_berkas_pegawai=_nama(berkas_pegawai),
    )
    _periksa(impor, berkas_unor, berkas_pegawai)
    impor.ringkasan = summarise_impor(impor)
    impor.jumlah = sum(
        n
        for per_hasil in impor.ringkasan["hasil"].values()
        for hasil, n in per_hasil.items()
        if hasil in (HasilBaris.BARU, HasilBaris.BERUBAH)
    )
    impor.status = StatusImpor.PRATINJAU.value
    impor.save(update_fields=["ringkasan", "jumlah", "status"])
    return impor


def check_tidak_ada_yang_berjalan(instansi: Instansi) -> None:
    """One import of an agency at a time."""
    if Impor.objects.filter(instansi=instansi, status__in=(StatusImpor.ANTRE, StatusImpor.BERJALAN)).exists():
        raise AturanDilanggar("Impor lain sedang diterapkan. Tunggu sampai selesai, lalu coba lagi.")


def discard_pratinjau(impor: Any) -> None:
    """Give previews up and forget their rows: personal data that no longer serve anything."""
    BarisImpor.objects.filter(impor__in=impor.values("pk")).delete()
    impor.update(status=StatusImpor.DIBATALKAN.value)


def summarise_impor(impor: Impor) -> dict[str, Any]:
    """Count the rows by sheet and outcome, and the remarks by sheet, kind and cause."""
    hasil: dict[str, dict[str, int]] = {}
    for lembar, per_hasil, n in (
        impor.baris.order_by()
        .values_list("lembar", "hasil")
        .annotate(n=Count("id"))
        .order_by("lembar", "hasil")
    ):
        hasil.setdefault(lembar, {})[per_hasil] = n
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT b.lembar, p ->> 'jenis', p ->> 'sebab', count(*) FROM pegawai_barisimpor b, "
            "jsonb_array_elements(b.pesan) p WHERE b.impor_id = %s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            [impor.pk],
        )
        sebab = [list(baris) for baris in kursor.fetchall()]
    return {"hasil": hasil, "sebab": sebab}


def kelompok(isi: Iterable[T], ukuran: int = UKURAN_KELOMPOK) -> Iterator[list[T]]:
    """Cut a stream into lists."""
    sumber = iter(isi)
    while potong := list(islice(sumber, ukuran)):
        yield potong


def _nama(berkas: BinaryIO | None) -> str:
    return PurePath(str(getattr(berkas, "name", ""))).name[-255:] if berkas else ""


def _baca(berkas: BinaryIO | None, lembar: Lembar, bidang: str) -> Iterator[BarisMentah]:
    """Read a file; a refusal names the field of the form. A file without rows is refused, none at all is empty."""
    if berkas is None:
        return
    ada = False
    try:
        for baris in baca(berkas, lembar):
            ada = True
            yield baris
    except BerkasImporDitolak as galat:
        raise BerkasImporDitolak(galat.pesan, bidang=bidang) from galat
    if not ada:
        raise BerkasImporDitolak(
            "Tidak ada baris di bawah judul kolom. Ekspor ulang berkas ini.", bidang=bidang
        )


def _periksa(impor: Impor, berkas_unor: BinaryIO | None, berkas_pegawai: BinaryIO | None) -> None:
    """Units first, because people need them; heads last, because they need the people."""
    instansi, hari_ini = impor.instansi, timezone.localdate()
    peta = PetaUnit(_baca(berkas_unor, UNOR, "berkas_unor"), unit_dikenal(instansi, hari_ini))
    pemeriksa = PemeriksaPegawai(
        peta, hari_ini=hari_ini, tugas_belajar_wajib=instansi.tugas_belajar_wajib_skp
    )
    kunci = {
        pk: kunci_unit(pk, siasn_id)
        for pk, siasn_id in UnitKerja.objects.filter(instansi=instansi).values_list("id", "siasn_id")
    }
    for potong in kelompok(_baca(berkas_pegawai, PEGAWAI, "berkas_pegawai")):
        nip = [nilai.nip(b.sel.get("NIP BARU")).nip or "" for b in potong]
        dikenal = pegawai_dikenal(instansi, {n for n in nip if n}, kunci)
        _simpan(impor, (pemeriksa.periksa(b, dikenal.get(n)) for b, n in zip(potong, nip, strict=True)))
    _tolak(impor, dict(_per_baris(pemeriksa.koreksi())))
    tak_disebut = peta.nip_pejabat - pemeriksa.kursi_pejabat.keys()
    kursi = kursi_pejabat(instansi, tak_disebut, kunci, hari_ini) if tak_disebut else {}
    for potongan in kelompok(peta.hasil({**kursi, **pemeriksa.kursi_pejabat})):
        _simpan(impor, potongan)


def _simpan(impor: Impor, hasil: Iterable[HasilPeriksa]) -> None:
    """Keep rows by COPY: there are as many as the files have, and each is written once."""
    teks = io.StringIO()
    penulis = csv.writer(teks, quoting=csv.QUOTE_ALL)  # an empty value without quotes would be NULL
    for h in hasil:
        pesan = json.dumps([c.ringkas() for c in h.catatan])
        perubahan = json.dumps([p._asdict() for p in h.perubahan])
        awal = (impor.pk, h.lembar, h.nomor, h.hasil.value, h.kunci, h.nama)
        penulis.writerow((*awal, pesan, json.dumps(h.data), perubahan, False))
    teks.seek(0)
    with connection.cursor() as kursor:
        kursor.copy_expert(
            f"COPY {BarisImpor._meta.db_table} (impor_id, lembar, nomor, hasil, kunci, nama, pesan, data, "
            "perubahan, is_diterapkan) FROM STDIN WITH (FORMAT csv)",
            teks,
        )


def _per_baris(koreksi: Iterable[tuple[list[int], Catatan]]) -> Iterator[tuple[int, Catatan]]:
    for nomor, catatan in koreksi:
        yield from ((n, catatan) for n in nomor)


def _tolak(impor: Impor, catatan: dict[int, Catatan]) -> None:
    """Refuse rows that were kept before a later row contradicted them."""
    baris = list(impor.baris.filter(lembar="pegawai", nomor__in=catatan.keys()))
    for b in baris:
        b.hasil, b.data, b.perubahan = HasilBaris.DITOLAK.value, {}, []
        b.pesan = [catatan[b.nomor].ringkas()]
    BarisImpor.objects.bulk_update(baris, ["hasil", "data", "perubahan", "pesan"], batch_size=500)
