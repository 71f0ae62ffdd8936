"""Beside the rating itself: making another penilai's ratings one's own, and the word of a ketua tim."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions
from evaluasi.errors import BahanBelumLengkap, EvaluasiFinal
from evaluasi.models import Evaluasi, PengaturanNilai, RekomendasiTim
from evaluasi.models.evaluasi import milik_skp
from evaluasi.rules import Ekspektasi
from evaluasi.services.evaluasi import (
    check_belum_disampaikan,
    check_not_final,
    check_seen,
    lock_evaluasi,
)
from kinerja.rules import rapikan
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Instansi, Pegawai, TimKerja
from pegawai.rules import JenisKabar
from pegawai.services import tell_many
from skp.models import Periode, Skp
from skp.selectors import kapan, penilai_skp

MAKS_REKOMENDASI = 2000


@transaction.atomic
def take_over_rating(*, pelaku: Pegawai, evaluasi: Evaluasi, nomor_sunting: int | None = None) -> Evaluasi:
    """The penilai changed after the ratings were written: whoever rates now has read them and stands for them."""
    evaluasi = lock_evaluasi(evaluasi)
    permissions.require(permissions.may_rate(pelaku, evaluasi.skp))
    check_not_final(evaluasi)
    check_belum_disampaikan(evaluasi)
    if evaluasi.penilai_id == pelaku.pk:
        return evaluasi
    check_seen(evaluasi, nomor_sunting)
    evaluasi.penilai, evaluasi.dinilai_pada = pelaku, timezone.now()
    evaluasi.nomor_sunting += 1
    with audit.act(pelaku, "evaluasi.diambil_alih"):
        evaluasi.save(update_fields=["penilai", "dinilai_pada", "nomor_sunting"])
    return evaluasi


@transaction.atomic
def save_rekomendasi(
    *,
    pelaku: Pegawai,
    skp: Skp,
    periode: Periode,
    tim: TimKerja,
    isi: str,
    rating_hasil: Ekspektasi | str = "",
    rating_perilaku: Ekspektasi | str = "",
    nomor_sunting: int | None = None,
) -> RekomendasiTim:
    """A ketua tim says how a member did whom somebody else rates; the penilai reads it and decides alone."""
    # The SKP is locked: there is no row yet, and two tabs can write the first one.
    skp = (
        Skp.objects.select_for_update(of=("self",), no_key=True)
        .select_related("penempatan", "pegawai")
        .get(pk=skp.pk)
    )
    permissions.require(permissions.may_recommend(pelaku, skp, periode, tim))
    _check_terbuka(skp, periode)
    teks = rapikan(isi)
    if not teks:
        raise BahanBelumLengkap("Tulis apa yang Anda lihat dari anggota tim ini.", bidang="isi")
    if len(teks) > MAKS_REKOMENDASI:
        raise BahanBelumLengkap(
            f"Rekomendasi paling panjang 2.000 huruf. Sekarang {len(teks)} huruf.", bidang="isi"
        )
    baru = {
        "isi": teks,
        "rating_hasil": Ekspektasi(rating_hasil).value if rating_hasil else "",
        "rating_perilaku": Ekspektasi(rating_perilaku).value if rating_perilaku else "",
    }
    ada = RekomendasiTim.objects.filter(penempatan=skp.penempatan_id, periode=periode, tim=tim).first()
    if ada is None:
        return _baru(pelaku, skp, periode, tim, baru)
    if all(getattr(ada, k) == v for k, v in baru.items()):
        return ada
    if nomor_sunting is not None and nomor_sunting != ada.nomor_sunting:
        raise SudahBerubah(
            f"{ada.oleh.nama_lengkap} mengubah rekomendasi ini pada {kapan(ada.diubah_pada)}. "
            "Bandingkan kedua tulisan, lalu simpan lagi."
        )
    for kolom, nilai in baru.items():
        setattr(ada, kolom, nilai)
    ada.oleh, ada.nomor_sunting = pelaku, ada.nomor_sunting + 1
    with audit.act(pelaku, "rekomendasi.diubah"):
        ada.save(update_fields=[*baru, "oleh", "nomor_sunting", "diubah_pada"])
    return ada


def _baru(pelaku: Pegawai, skp: Skp, periode: Periode, tim: TimKerja, isi: dict[str, str]) -> RekomendasiTim:
    """Write the first one and tell the penilai; later changes wait for him on the page."""
    with audit.act(pelaku, "rekomendasi.ditulis"):
        hasil = RekomendasiTim.objects.create(
            instansi_id=skp.instansi_id,
            tim=tim,
            pegawai_id=skp.pegawai_id,
            penempatan_id=skp.penempatan_id,
            periode=periode,
            oleh=pelaku,
            **isi,
        )
        penilai = penilai_skp(skp)
        tell_many(
            [penilai.pk] if penilai else [],
            instansi_id=skp.instansi_id,
            jenis=JenisKabar.EVALUASI,
            teks=f"{pelaku.nama_lengkap} memberi rekomendasi untuk {skp.pegawai.nama_lengkap}, {periode}.",
            tautan=f"/evaluasi/tim/?periode={periode.uuid}",
            oleh=pelaku,
        )
    return hasil


def _check_terbuka(skp: Skp, periode: Periode) -> None:
    """What is open to the pegawai rests on what was known then: nothing is added underneath it."""
    evaluasi = (
        Evaluasi.objects.terakhir()
        .filter(milik_skp(skp.pk, skp.penempatan_id), periode=periode)
        .only("status")
        .first()
    )
    if evaluasi is not None and evaluasi.status in permissions.STATUS_TERBUKA_BAGI_PEGAWAI:
        raise EvaluasiFinal(
            f"Hasil evaluasi {periode} sudah dikirim. Rekomendasi untuk periode itu tidak dapat diubah lagi."
        )


@transaction.atomic
def set_pengaturan_nilai(
    *, pelaku: Pegawai, instansi: Instansi, rekomendasi_ketua_tim: bool
) -> PengaturanNilai:
    """Settle whether the agency asks ketua tim for a recommendation."""
    permissions.require(permissions.may_set_nilai(pelaku, instansi))
    with audit.act(pelaku, "penilaian.diatur"):
        return PengaturanNilai.objects.update_or_create(
            instansi=instansi,
            defaults={"rekomendasi_ketua_tim": rekomendasi_ketua_tim},
        )[0]
