"""Signatures on issued documents. The document itself never changes: a signed file lies beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap, SudahBertandaTangan, TandaTanganGagal
from evaluasi.models import Dokumen, TandaTangan
from evaluasi.rules import CaraTandaTangan, JenisDokumen, PeranPenanda
from evaluasi.services.berkas import BERTANDA, baca_isi, simpan_isi
from evaluasi.services.kabar import tell_tanda_tangan
from evaluasi.services.nomor import satu_per_satu
from evaluasi.services.terbit import alamat_verifikasi
from evaluasi.services.unggahan import baca_unggahan
from evaluasi.tte import MesinTte, PermintaanTte, mesin_tte, periksa_hasil
from evaluasi.tte.dasar import Kotak
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.banjir import hitung, lupakan
from pegawai.models import Pegawai

MAKS_COBA, MASA_COBA = 5, 300
"""Wrong tries of one person in so many seconds: the key behind the passphrase must not be guessed through us."""


@dataclass(frozen=True)
class Hias:
    """How a signature looks on the page: its place, its picture. Drawn above the services."""

    letak: Callable[[bytes, str], Kotak | None]
    gambar: Callable[..., bytes]


@sensitive_variables("passphrase", "nik", "minta")
def sign_dokumen(
    *,
    pelaku: Pegawai,
    dokumen: Dokumen,
    peran: PeranPenanda | str,
    passphrase: str,
    hias: Hias,
    nik: str = "",
) -> TandaTangan:
    """Sign a document electronically as one of those who are named under it.

    The passphrase goes from the request to the signing service and nowhere else, so this is no background work. No
    row is locked while the service is asked; whoever signed meanwhile makes this signature void, and it is not kept.
    """
    peran, jenis = PeranPenanda(peran), JenisDokumen(dokumen.jenis)
    permissions.require(permissions.may_sign(pelaku, dokumen, peran))
    mesin = _mesin()
    if not passphrase:
        raise BahanBelumLengkap("Tulis passphrase tanda tangan elektronik Anda.", bidang="passphrase")
    nik = rules.check_nik(nik) if mesin.perlu_nik else ""
    _check_terbuka(dokumen, peran)
    dasar = selectors.tanda_elektronik_terakhir(dokumen)
    isi, nama = baca_isi(dasar or dokumen), dokumen.isi_naskah[peran.value]["nama"]
    kotak = hias.letak(isi, rules.baris_penanda(jenis, peran, dokumen.isi_naskah))
    minta = PermintaanTte(
        isi=isi,
        nama=nama,
        nik=nik,
        passphrase=passphrase,
        alasan=f"{rules.sebutan_penanda(jenis, peran)} menandatangani {dokumen.nomor}",
        lokasi=dokumen.instansi.kota,
        kotak=kotak,
        cap=hias.gambar(
            alamat_verifikasi(dokumen.kode_verifikasi), nama, uji=mesin.cara == CaraTandaTangan.UJI
        )
        if kotak
        else b"",
    )
    hasil = _minta_tanda(pelaku, mesin, minta)
    sertifikat = periksa_hasil(isi, hasil, timezone.now())
    return _simpan(
        pelaku=pelaku, dokumen=dokumen, peran=[peran], cara=mesin.cara, isi=hasil, nama=nama,
        sertifikat=sertifikat, dasar=dasar,
    )  # fmt: skip


def _mesin() -> MesinTte:
    mesin = mesin_tte()
    if mesin is None:
        raise TandaTanganGagal(
            "Tanda tangan elektronik belum dipasang. Cetak dokumen, tanda tangani, lalu unggah pindaiannya."
        )
    return mesin


def _check_terbuka(dokumen: Dokumen, peran: PeranPenanda) -> None:
    """Refuse a second signature of the same person, and a paper that a later version has replaced."""
    if selectors.is_diganti(dokumen):
        raise SudahBertandaTangan("Dokumen ini sudah diganti versi baru. Tanda tangani versi terakhir.")
    if peran in selectors.peran_bertanda(dokumen, elektronik=True):
        raise SudahBertandaTangan("Anda sudah menandatangani dokumen ini secara elektronik.")


@sensitive_variables("minta")
def _minta_tanda(pelaku: Pegawai, mesin: MesinTte, minta: PermintaanTte) -> bytes:
    """Ask the engine, and count what may have been a guess.

    The try is counted before it is made, or many at once would all pass. The right passphrase forgets the count:
    whoever signs forty papers in a row guesses nothing. A service that fails takes no try away.
    """
    kunci = f"tte:{pelaku.pk}"
    if hitung(kunci, MASA_COBA) > MAKS_COBA:
        raise TandaTanganGagal("Terlalu banyak percobaan tanda tangan. Tunggu lima menit, lalu coba lagi.")
    try:
        hasil = mesin.tanda_tangani(minta)
    except TandaTanganGagal as galat:
        if not galat.bidang:
            lupakan(kunci, 1)
        raise
    lupakan(kunci)
    return hasil


@transaction.atomic
def _simpan(
    *,
    pelaku: Pegawai,
    dokumen: Dokumen,
    peran: Sequence[PeranPenanda],
    cara: CaraTandaTangan,
    isi: bytes,
    nama: str,
    sertifikat: str = "",
    dasar: TandaTangan | None = None,
) -> TandaTangan:
    """Keep a signed file beside its document, in the order in which they came."""
    satu_per_satu(f"tanda:{dokumen.pk}")
    if cara != CaraTandaTangan.BASAH and selectors.tanda_elektronik_terakhir(dokumen) != dasar:
        raise SudahBertandaTangan(
            "Orang lain baru saja menandatangani dokumen ini. Tanda tangani sekali lagi, di atas miliknya."
        )
    berkas, cap = simpan_isi(isi, BERTANDA)
    with audit.act(pelaku, "dokumen.ditandatangani", cara.label):
        tanda = TandaTangan.objects.create(
            instansi_id=dokumen.instansi_id,
            dokumen=dokumen,
            urutan=dokumen.tanda_tangan.count() + 1,
            cara=cara.value,
            peran=[p.value for p in peran],
            oleh=pelaku,
            nama=nama[:300],
            pada=timezone.now(),
            sertifikat=sertifikat,
            berkas=berkas,
            ukuran=len(isi),
            sha256=cap,
        )
        tell_tanda_tangan(tanda, pelaku, selectors.penanda_menunggu(dokumen))
    return tanda


def file_pindaian(
    *, pelaku: Pegawai, dokumen: Dokumen, peran: Sequence[PeranPenanda | str], berkas: UploadedFile
) -> TandaTangan:
    """File the scan of the signed paper, examined like evidence; whose signatures are on it is declared."""
    permissions.require(permissions.may_file_pindaian(pelaku, dokumen))
    wajib = permissions.wajib_tanda(dokumen)
    daftar = [p for p in wajib if p in {PeranPenanda(x) for x in peran}]
    if not daftar:
        raise BahanBelumLengkap("Pilih tanda tangan siapa yang ada pada pindaian.", bidang="peran")
    if selectors.is_diganti(dokumen):
        raise SudahBertandaTangan("Dokumen ini sudah diganti versi baru. Unggah pindaian versi terakhir.")
    naskah = dokumen.isi_naskah
    isi, _ = baca_unggahan(
        berkas, sebutan="Pindaian", bidang="berkas", gambar=False, jalan="Simpan hasil pindai sebagai PDF."
    )
    return _simpan(
        pelaku=pelaku,
        dokumen=dokumen,
        peran=daftar,
        cara=CaraTandaTangan.BASAH,
        isi=isi,
        nama=", ".join(naskah[p.value]["nama"] for p in daftar),
    )


@transaction.atomic
def withdraw_pindaian(*, pelaku: Pegawai, tanda: TandaTangan, alasan: str) -> TandaTangan:
    """Take a scan back that was filed by mistake; it stays in the trail and no longer counts as genuine."""
    tanda = TandaTangan.objects.select_for_update().get(pk=tanda.pk)
    permissions.require(permissions.may_withdraw_pindaian(pelaku, tanda))
    alasan = rapikan(alasan)
    if not alasan:
        raise BahanBelumLengkap("Tulis alasan menarik pindaian ini.", bidang="alasan")
    if tanda.dicabut_pada is not None:
        return tanda
    tanda.dicabut_pada, tanda.dicabut_oleh, tanda.alasan_dicabut = timezone.now(), pelaku, alasan[:500]
    with audit.act(pelaku, "dokumen.pindaian_ditarik", alasan):
        tanda.save(update_fields=["dicabut_pada", "dicabut_oleh", "alasan_dicabut"])
    return tanda
