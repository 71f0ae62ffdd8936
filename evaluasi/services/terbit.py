"""Issuing one document: words frozen, printed, stored, never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from evaluasi import rules, selectors
from evaluasi.models import Dokumen, Evaluasi
from evaluasi.rules import SUMBER, JenisDokumen
from evaluasi.selectors.naskah import Sumber
from evaluasi.services.berkas import simpan_isi
from evaluasi.services.nomor import nomor_baru, satu_per_satu, terbit_pada
from pegawai import audit


@dataclass(frozen=True)
class Terbitan:
    """What a document is made from: its kind, the frozen data with its own number and code, its emblem."""

    jenis: JenisDokumen
    data: dict[str, Any]
    lambang: bytes | None = None


Cetak = Callable[[Terbitan], bytes]


def issue_dokumen(*, sumber: Sumber, jenis: JenisDokumen, cetak: Cetak, versi_templat: str) -> Dokumen:
    """Make and store one document, or hand back the one that says the same.

    Two jobs may ask for the same document at once: the second waits here and finds it. An SKP is one document per
    version; what lives on after the SKP is fixed becomes a new version of the document once it says something else.
    """
    kolom, pokok = SUMBER[jenis], selectors.pokok(sumber)
    satu_per_satu(f"dokumen:{kolom}:{pokok}:{jenis.value}")
    terbit = Dokumen.objects.filter(**{kolom: pokok}, jenis=jenis).order_by("-versi")
    tetap = selectors.versi_tetap(jenis, sumber)
    lama = terbit.first() if tetap is None else terbit.filter(versi=tetap).first()
    if lama is not None and tetap is not None:
        return lama
    naskah = selectors.susun_naskah(jenis, sumber)
    if lama is not None and lama.naskah == naskah:
        return lama
    baru = _dokumen_baru(sumber, jenis, naskah, tetap or (lama.versi + 1 if lama else 1))
    isi = cetak(susun_terbitan(baru))
    baru.berkas.name, baru.sha256 = simpan_isi(isi)
    baru.ukuran, baru.versi_templat = len(isi), versi_templat
    with audit.act(None, "dokumen.diterbitkan"):
        baru.save(force_insert=True)
    return baru


def _dokumen_baru(sumber: Sumber, jenis: JenisDokumen, naskah: dict[str, Any], versi: int) -> Dokumen:
    """The row as it will be stored, without its file."""
    kolom, pokok = SUMBER[jenis], selectors.pokok(sumber)
    terbit = terbit_pada(sumber, jenis)
    if isinstance(sumber, Evaluasi):
        rahasia = sumber.kode_verifikasi
    else:
        rahasia = rules.kode_rahasia(settings.SECRET_KEY, f"{kolom}:{pokok}:{jenis.value}")
    atur = selectors.pengaturan_dokumen(sumber.instansi_id)
    simpan = not isinstance(sumber, Evaluasi)  # a final evaluation keeps its own words and moment
    return Dokumen(
        # what is already read is not read again for the printing
        **({kolom: sumber} if sumber.pk == pokok else {f"{kolom}_id": pokok}),
        instansi=sumber.instansi,
        jenis=jenis,
        versi=versi,
        nomor=nomor_baru(atur, sumber, jenis, versi=versi, terbit=terbit),
        kode_verifikasi=rules.kode_dokumen(jenis, rahasia, versi),
        naskah=naskah if simpan else None,
        terbit_pada=terbit if simpan else None,
        lambang=atur.lambang,
    )


def susun_terbitan(dokumen: Dokumen) -> Terbitan:
    """Everything on the paper of an issued document: printed again it gives the same bytes."""
    jenis = JenisDokumen(dokumen.jenis)
    zona = ZoneInfo(dokumen.instansi.zona_waktu)
    identitas = {
        "nomor": dokumen.nomor,
        "kode_verifikasi": rules.tampil_kode(dokumen.kode_verifikasi),
        "url_verifikasi": alamat_verifikasi(dokumen.kode_verifikasi),
        "dicetak": dokumen.tercetak_pada.astimezone(zona).isoformat(timespec="seconds"),
        "versi": dokumen.versi,
    }
    return Terbitan(
        jenis, {**dokumen.isi_naskah, "dokumen": identitas}, selectors.isi_lambang(dokumen.lambang)
    )


def susun_draf(sumber: Sumber, jenis: JenisDokumen) -> Terbitan:
    """A print of what is not fixed: marked DRAF, without number and code."""
    naskah = selectors.susun_naskah(jenis, sumber, draf=True)
    saat = timezone.now().astimezone(ZoneInfo(sumber.instansi.zona_waktu))
    identitas = {"draf": True, "dicetak": saat.isoformat(timespec="seconds")}
    lambang = selectors.pengaturan_dokumen(sumber.instansi_id).lambang
    return Terbitan(jenis, {**naskah, "dokumen": identitas}, selectors.isi_lambang(lambang))


def alamat_verifikasi(kode: str) -> str:
    """The public address behind the QR code."""
    return f"{settings.ALAMAT_APLIKASI.rstrip('/')}/v/{kode}/"
