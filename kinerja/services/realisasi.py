"""What an indicator reached in a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import RealisasiTidakSah
from kinerja.models import BuktiDukung, Realisasi
from kinerja.services.dasar import check_bukti, jendela_of, lock_skp
from kinerja.services.penutupan import check_alasan, check_terbuka, freeze_koreksi
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import IndikatorKinerja, Periode, Skp


@transaction.atomic
def record_realisasi(
    *,
    pelaku: Pegawai,
    indikator: IndikatorKinerja,
    periode: Periode,
    angka: Decimal | None = None,
    tanggal: date | None = None,
    teks: str = "",
    sumber_data: str = "",
    bukti: Iterable[BuktiDukung] | None = None,
    nomor_sunting: int = 0,
    alasan: str = "",
) -> Realisasi:
    """Record or replace the realisasi of one indicator in one period; `bukti` None leaves the evidence.

    `nomor_sunting` is what the writer saw (0: nothing yet). The same content twice is no conflict. Once the period
    was closed, what changes is a correction: it needs `alasan`, and becomes the next frozen version.
    """
    skp = lock_skp(indikator.rhk.skp_id)
    require(permissions.may_record_realisasi(pelaku, skp))
    keadaan = check_terbuka(skp, periode)
    check_periode(skp, periode)
    teks, sumber_data = rules.rapikan(teks), rules.rapikan(sumber_data)
    rules.check_realisasi(
        target=indikator.target, angka=angka, tanggal=tanggal, teks=teks, hari_ini=timezone.localdate()
    )
    baris = (
        Realisasi.objects.select_for_update(of=("self",)).filter(indikator=indikator, periode=periode).first()
    )
    isi = {"angka": angka, "tanggal": tanggal, "teks": teks, "sumber_data": sumber_data}
    sama = baris is not None and all(getattr(baris, k) == v for k, v in isi.items())
    if baris is not None and not sama and nomor_sunting != baris.nomor_sunting:
        raise SudahBerubah("Realisasi ini baru saja diubah di tempat lain. Bandingkan kedua isian.")
    if baris is None:
        baris = Realisasi(instansi_id=skp.instansi_id, skp=skp, indikator=indikator, periode=periode)
    pilihan = None if bukti is None else list(bukti)
    ganti_bukti = pilihan is not None and {b.pk for b in pilihan} != _bukti_kini(baris)
    koreksi = keadaan.is_beku and (ganti_bukti or not sama)
    alasan = check_alasan(alasan) if koreksi else ""
    with audit.act(pelaku, "realisasi.dikoreksi" if koreksi else "realisasi.dicatat", alasan):
        if not sama or koreksi:
            for kolom, nilai in isi.items():
                setattr(baris, kolom, nilai)
            baris.nomor_sunting += 1
            baris.save()
        if pilihan is not None:
            check_bukti(pelaku, skp, pilihan, baris.bukti.all())
            baris.bukti.set(pilihan)
        if koreksi:
            freeze_koreksi(baris, oleh=pelaku, alasan=alasan)
    return baris


def _bukti_kini(baris: Realisasi) -> set[int]:
    return set(baris.bukti.values_list("pk", flat=True)) if baris.pk else set()


def check_periode(skp: Skp, periode: Periode) -> None:
    """Refuse a period outside the SKP or that is not open."""
    if periode.instansi_id != skp.instansi_id or periode.selesai < skp.mulai or periode.mulai > skp.selesai:
        raise RealisasiTidakSah(f"{periode} berada di luar masa SKP ini. Pilih periode lain.")
    hari_ini = timezone.localdate()
    jendela = jendela_of(skp, periode, hari_ini)
    rules.check_periode_realisasi(
        nama=jendela.nama,
        mulai=periode.pengisian_mulai or periode.mulai,
        sampai=jendela.sampai,
        hari_ini=hari_ini,
        jalan_keluar=jendela.jalan_keluar,
    )
