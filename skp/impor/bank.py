"""Judges the rows of a workbook of the bank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pegawai.impor.baca import BarisMentah
from pegawai.impor.nilai import teks
from pegawai.rules import HasilBaris
from skp.impor import lembar as lb
from skp.impor.lembar import BarisRencana
from skp.impor.skp import pilih_label
from skp.rules import Aspek, JenisRhk, JenisTarget, kunci_bank


@dataclass(frozen=True)
class AdaBank:
    """The posts of an agency by name in lower case → uuid, and what the bank holds of each."""

    jabatan: Mapping[str, str]
    iki: Mapping[tuple[str, str], Mapping[str, tuple[str, str, str]]]
    """(uuid of the post, key of the RHK) → key of the indicator → (aspek, kind of target, unit)."""


def periksa_bank(baris: Iterable[BarisMentah], ada: AdaBank) -> list[BarisRencana]:
    """Judge the sheet: an empty post or RHK means the one above; nothing is taken away."""
    hasil = []
    jabatan, rhk, jenis = "", "", JenisRhk.UTAMA.value
    lihat: set[tuple[str, str, str]] = set()
    rhk_baru: set[tuple[str, str]] = set()
    for mentah in baris:
        sel = {k: teks(v) for k, v in mentah.sel.items()}
        if sel.get(lb.JABATAN):
            jabatan, rhk = sel[lb.JABATAN], ""
        if sel.get(lb.RHK):
            rhk = sel[lb.RHK]
            jenis = pilih_label(JenisRhk, sel.get(lb.JENIS, "")) or JenisRhk.UTAMA.value
        b = BarisRencana("bank", mentah.nomor, sel.get(lb.IKI) or rhk)
        hasil.append(b)
        uuid = ada.jabatan.get(jabatan.casefold(), "")
        aspek = pilih_label(Aspek, sel.get(lb.ASPEK, "")) if sel.get(lb.ASPEK) else ""
        bentuk = pilih_label(JenisTarget, sel[lb.BENTUK]) if sel.get(lb.BENTUK) else JenisTarget.ANGKA.value
        if not uuid:
            b.tolak(
                lb.JABATAN,
                f"Jabatan “{jabatan[:80]}” tidak ada di instansi Anda. Tulis seperti di daftar jabatan.",
            )
        elif not rhk or len(rhk) > 2000:
            b.tolak(lb.RHK, "RHK kosong atau lebih dari 2.000 huruf. Perbaiki teksnya.")
        elif len(sel.get(lb.IKI, "")) > 1000 or len(sel.get(lb.SATUAN, "")) > 60:
            b.tolak(lb.IKI, "Indikator paling panjang 1.000 huruf dan satuan 60 huruf. Ringkas.")
        elif aspek is None:
            b.tolak(
                lb.ASPEK, f"“{sel[lb.ASPEK][:60]}” bukan aspek. Pilih Kuantitas, Kualitas, Waktu, atau Biaya."
            )
        elif bentuk is None:
            pilihan = ", ".join(j.label for j in JenisTarget)
            b.tolak(lb.BENTUK, f"“{sel[lb.BENTUK][:60]}” bukan bentuk target. Pilih: {pilihan}.")
        else:
            kunci = (uuid, kunci_bank(rhk))
            iki = (aspek, bentuk, sel.get(lb.SATUAN, ""))
            _bandingkan(b, sel.get(lb.IKI, ""), iki, kunci, ada, lihat, rhk_baru)
            b.data = {"jabatan": uuid, "rhk": rhk, "jenis": jenis, "iki": sel.get(lb.IKI, ""), "aspek": aspek}
            b.data |= {"jenis_target": bentuk, "satuan": sel.get(lb.SATUAN, "")}
    return hasil


def _bandingkan(
    b: BarisRencana,
    isi: str,
    iki: tuple[str, str, str],
    kunci: tuple[str, str],
    ada: AdaBank,
    lihat: set[tuple[str, str, str]],
    rhk_baru: set[tuple[str, str]],
) -> None:
    """New, changed, the same, or a repetition of a row above."""
    kunci_iki = kunci_bank(isi) if isi else ""
    if (*kunci, kunci_iki) in lihat:
        b.hasil = HasilBaris.PERULANGAN
        return
    lihat.add((*kunci, kunci_iki))
    milik = ada.iki.get(kunci)
    if milik is None and kunci not in rhk_baru:
        rhk_baru.add(kunci)
        b.hasil = HasilBaris.BARU
    if not isi:
        return
    lama = (milik or {}).get(kunci_iki)
    if lama is None:
        b.hasil = HasilBaris.BARU
        return
    for bidang, dulu, kini in zip(("Aspek", "Bentuk target", "Satuan"), lama, iki, strict=True):
        b.ubah(bidang, dulu, kini)
