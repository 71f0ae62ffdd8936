"""Results in the person's hands, objections at a state; all through the services."""

from __future__ import annotations

from typing import Any

from evaluasi.models import Evaluasi, Keberatan
from evaluasi.rules import (
    Ekspektasi,
    JenisTindakLanjut,
    KeputusanKeberatan,
    Predikat,
    StatusEvaluasi,
    StatusKeberatan,
)
from evaluasi.selectors import atasan_pemutus, capaian_untuk, evaluasi_of
from evaluasi.services import (
    add_tindak_lanjut,
    correct_evaluasi,
    decide_keberatan,
    deliver_evaluasi,
    explain_keberatan,
    file_keberatan,
    finalise_evaluasi,
    save_aturan_usulan,
    withdraw_keberatan,
)
from pegawai.models import Pegawai, UnitKerja
from skp.models import Periode, Skp
from tests.factories.evaluasi import capaian_tetap, evaluasi_at
from tests.factories.pegawai import Dunia

ALASAN = "Gangguan listrik pusat data di luar kendali saya."


def wajib_disampaikan(periode: Periode) -> Periode:
    """A period whose results go to the person first."""
    periode.penyampaian_wajib = True
    periode.save(update_fields=["penyampaian_wajib"])
    return periode


def disampaikan(
    skp: Skp, periode: Periode, *, capaian_oleh: Pegawai, unit: UnitKerja, **rating: Ekspektasi
) -> Evaluasi:
    """A result that was handed over today."""
    wajib_disampaikan(periode)
    if capaian_untuk(unit, periode) is None:
        capaian_tetap(unit, periode, capaian_oleh)
    evaluasi = evaluasi_of(skp, periode) or evaluasi_at(
        StatusEvaluasi.DINILAI, skp=skp, periode=periode, **rating
    )
    return deliver_evaluasi(pelaku=evaluasi.penilai, evaluasi=evaluasi)


def keberatan_at(status: StatusKeberatan, evaluasi: Evaluasi, **putusan: Any) -> Keberatan:
    """An objection to a delivered result that has come as far as `status`."""
    keberatan = file_keberatan(pelaku=evaluasi.pegawai, evaluasi=evaluasi, alasan=ALASAN)
    if status == StatusKeberatan.DICABUT:
        return withdraw_keberatan(pelaku=evaluasi.pegawai, keberatan=keberatan)
    if status == StatusKeberatan.DIAJUKAN:
        return keberatan
    keberatan = explain_keberatan(
        pelaku=evaluasi.penilai, keberatan=keberatan, penjelasan="Uptime 98,1% dari target 99,5%."
    )
    if status == StatusKeberatan.DIPUTUS:
        isi = {"keputusan": KeputusanKeberatan.DITOLAK, "alasan": "Target tidak tercapai.", **putusan}
        decide_keberatan(pelaku=atasan_pemutus(evaluasi)[0], keberatan=keberatan, **isi)
        keberatan.refresh_from_db()
    return keberatan


def objek_keberatan(d: Dunia, skp: Skp, lewati: Periode) -> dict[str, Any]:
    """For the access table: a result in Sari's hands, and another that she objects to.

    Quarters that may not have begun yet: the row is written as an evaluation of them would be.
    """
    lain = Periode.objects.periodik().filter(instansi=d.instansi, tahun=lewati.tahun).exclude(pk=lewati.pk)
    hasil = []
    for periode in lain.order_by("nomor")[:2]:
        Evaluasi.objects.create(
            instansi=d.instansi,
            skp=skp,
            pegawai=skp.pegawai,
            penempatan=skp.penempatan,
            periode=periode,
            penilai=d.budi,
            status=StatusEvaluasi.DINILAI,
            rating_hasil=Ekspektasi.DIBAWAH,
            rating_perilaku=Ekspektasi.SESUAI,
            alasan_hasil="Di bawah target.",
            alasan_perilaku="Tertib.",
        )
        hasil.append(disampaikan(skp, periode, capaian_oleh=d.bupati, unit=d.dinas))
    keberatan_at(StatusKeberatan.DIAJUKAN, hasil[1])
    return {"hasil": hasil[0], "dikeberati": hasil[1]}


def objek_koreksi(d: Dunia, skp: Skp, lewati: Periode) -> dict[str, Any]:
    """For the access table: a final result in the last quarter that is left, and its correction under way."""
    lain = Periode.objects.periodik().filter(instansi=d.instansi, tahun=lewati.tahun).exclude(pk=lewati.pk)
    periode = lain.order_by("nomor")[2]
    capaian_tetap(d.dinas, periode, d.bupati)
    semula = Evaluasi.objects.create(
        instansi=d.instansi,
        skp=skp,
        pegawai=skp.pegawai,
        penempatan=skp.penempatan,
        periode=periode,
        penilai=d.budi,
        status=StatusEvaluasi.DINILAI,
        rating_hasil=Ekspektasi.SESUAI,
        rating_perilaku=Ekspektasi.SESUAI,
        alasan_hasil="Sesuai target.",
        alasan_perilaku="Tertib.",
        sebab_beda_hasil="Dibaca dari seluruh bukti.",
        sebab_beda_perilaku="Dibaca dari seluruh bukti.",
    )
    semula = finalise_evaluasi(pelaku=d.budi, evaluasi=semula)
    return {
        "semula": semula,
        "koreksi": correct_evaluasi(pelaku=d.karta, evaluasi=semula, alasan="Angka keliru ketik."),
    }


def objek_tindak(d: Dunia, final: Evaluasi) -> dict[str, Any]:
    """For the access table: a follow-up of a final result, and the agency's rule for proposals."""
    return {
        "tindak": add_tindak_lanjut(
            pelaku=d.budi, evaluasi=final, jenis=JenisTindakLanjut.REKOMENDASI, uraian="Ikut pelatihan."
        ),
        "usulan": save_aturan_usulan(
            pelaku=d.eka,
            instansi=d.instansi,
            nama="Kelompok rencana suksesi",
            jenis=JenisTindakLanjut.PENGHARGAAN,
            predikat_minimal=Predikat.SANGAT_BAIK,
            is_tahunan=True,
            berturut=1,
        ),
    }
