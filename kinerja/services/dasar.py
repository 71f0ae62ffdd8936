"""What every act of logging asks first: the locked SKP, the open day, evidence of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import BuktiDukungDitolak
from kinerja.models import BuktiDukung
from kinerja.selectors.penutupan import keadaan_periode, periode_pada
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import Periode, Skp
from skp.selectors import jalan_keluar, jendela_pengisian


def lock_skp(skp_id: int) -> Skp:
    """Lock the SKP against a change of its state while work is written under it.

    Without the key: rows that merely point at it do not wait for one another.
    """
    return (
        Skp.objects.select_for_update(of=("self",), no_key=True)
        .select_related("pegawai", "periode", "penempatan__unit")
        .get(pk=skp_id)
    )


def check_hari(skp: Skp, tanggal: date) -> None:
    """Refuse a day outside the span, in the future, or in a period that has closed."""
    hari_ini = timezone.localdate()
    rules.check_hari(tanggal=tanggal, mulai=skp.mulai, selesai=skp.selesai, hari_ini=hari_ini)
    periode = periode_pada(skp.instansi_id, tanggal)
    rules.check_jendela([jendela_of(skp, p, hari_ini) for p in periode], hari_ini)


def jendela_of(skp: Skp, periode: Periode, hari_ini: date) -> rules.Jendela:
    """The window of a period for this SKP, extensions and grace included; closed: who can extend it."""
    keadaan = jendela_pengisian(skp, periode, hari_ini)
    if keadaan.terbuka or keadaan.sampai is None:
        return rules.Jendela(str(periode), keadaan.sampai)
    dibuka = keadaan_periode(skp, periode, hari_ini).dibuka_sampai
    if dibuka is not None:
        return rules.Jendela(str(periode), dibuka)
    return rules.Jendela(str(periode), keadaan.sampai, jalan_keluar(skp.instansi_id, skp.penempatan.unit))


def check_bukti(
    pelaku: Pegawai, skp: Skp, bukti: Iterable[BuktiDukung], lama: Iterable[BuktiDukung] = ()
) -> None:
    """Refuse evidence of others, of another SKP, or that was found harmful. What already hangs there may stay."""
    semua, tetap = list(bukti), {b.pk for b in lama}
    rules.check_jumlah_bukti(len(semua))
    check_bukti_ada([b for b in semua if b.pk not in tetap])
    for b in semua:
        if b.pk in tetap:
            continue
        require(permissions.may_use_bukti(pelaku, b, skp))
        if b.status == rules.StatusBukti.DITOLAK:
            raise BuktiDukungDitolak(f"{b.nama} ditolak: {b.alasan_ditolak}", bidang="berkas")


def check_bukti_ada(bukti: Iterable[BuktiDukung]) -> None:
    """Hold evidence that is about to be used; refuse what its owner deleted meanwhile."""
    dicari = {b.pk: b for b in bukti}
    if not dicari:
        return
    kunci = (
        BuktiDukung.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=dicari).order_by("pk")
    )
    for hilang in dicari.keys() - set(kunci.values_list("pk", flat=True)):
        raise BuktiDukungDitolak(
            f"{dicari[hilang].nama} sudah dihapus. Unggah lagi, atau pilih bukti lain.", bidang="berkas"
        )
