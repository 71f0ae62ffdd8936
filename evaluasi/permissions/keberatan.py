"""Who hands a result over, answers, objects, explains, decides (PP 30/2019 Pasal 59)."""

from __future__ import annotations

from collections.abc import Collection

from evaluasi.models import Evaluasi, Keberatan
from evaluasi.permissions.evaluasi import may_rate
from evaluasi.rules import StatusEvaluasi, StatusKeberatan
from pegawai.models import Instansi, Pegawai
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian
from pegawai.rules import YA, Verdict, is_aktif, tidak
from skp.permissions import is_penilai_skp

BELUM_DISAMPAIKAN = "Hasil evaluasi ini belum disampaikan kepada Anda."
SUDAH_FINAL = "Evaluasi ini sudah final dan tidak berubah lagi."


def may_deliver(pelaku: Pegawai, evaluasi: Evaluasi, *, berwenang: bool | None = None) -> Verdict:
    """Hand the result to the person: whoever rates him now, once both ratings stand."""
    if not (boleh := may_rate(pelaku, evaluasi.skp, berwenang=berwenang)):
        return boleh
    if evaluasi.status != StatusEvaluasi.DINILAI:
        return tidak("Hasil disampaikan setelah kedua rating dipilih, satu kali saja.")
    return YA


def may_receive(pelaku: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """Say that one received the result: the person himself, before it is final."""
    if pelaku.pk != evaluasi.pegawai_id:
        return tidak("Hasil ini diterima oleh pegawai yang dinilai.")
    match StatusEvaluasi(evaluasi.status):
        case StatusEvaluasi.DISAMPAIKAN | StatusEvaluasi.DITERIMA:
            return YA
        case StatusEvaluasi.KEBERATAN:
            return tidak("Keberatan Anda sedang diproses. Cabut dahulu bila ingin menerima hasil ini.")
        case StatusEvaluasi.FINAL:
            return tidak(SUDAH_FINAL)
    return tidak(BELUM_DISAMPAIKAN)


def may_object(pelaku: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """Object to a result: the person himself, after delivery; the days are a matter of the rule."""
    if pelaku.pk != evaluasi.pegawai_id:
        return tidak("Keberatan diajukan oleh pegawai yang dinilai.")
    match StatusEvaluasi(evaluasi.status):
        case StatusEvaluasi.DISAMPAIKAN | StatusEvaluasi.DITERIMA:
            return YA
        case StatusEvaluasi.KEBERATAN:
            return tidak("Keberatan Anda sudah diajukan dan sedang diproses.")
        case StatusEvaluasi.FINAL:
            return tidak(SUDAH_FINAL)
    return tidak(BELUM_DISAMPAIKAN)


def may_withdraw_keberatan(pelaku: Pegawai, keberatan: Keberatan) -> Verdict:
    """Take an objection back before it is decided: whoever made it."""
    if pelaku.pk != keberatan.evaluasi.pegawai_id:
        return tidak("Keberatan dicabut oleh pegawai yang mengajukannya.")
    return YA if keberatan.is_terbuka else tidak("Keberatan ini sudah selesai diproses.")


def may_explain(pelaku: Pegawai, keberatan: Keberatan, *, berwenang: bool | None = None) -> Verdict:
    """Explain a rating that is objected to: whoever gave it, or whoever rates the person now."""
    evaluasi = keberatan.evaluasi
    if pelaku.pk == evaluasi.pegawai_id:
        return tidak("Penjelasan ditulis pejabat penilai.")
    kini = is_penilai_skp(pelaku, evaluasi.skp) if berwenang is None else berwenang
    if pelaku.pk != evaluasi.penilai_id and not kini:
        return tidak(f"Penjelasan ditulis {evaluasi.penilai.nama_lengkap} sebagai penilai.")
    if keberatan.status == StatusKeberatan.DIAJUKAN:
        return YA
    if keberatan.status == StatusKeberatan.DIJELASKAN:
        return tidak("Penjelasan sudah dikirim dan sedang dibaca atasan penilai.")
    return tidak("Keberatan ini sudah selesai diproses.")


def may_decide(pelaku: Pegawai, keberatan: Keberatan, *, pemutus: Collection[Pegawai]) -> Verdict:
    """Decide an objection: the atasan of the penilai (`pemutus`), or whom the admin appointed in his place.

    Neither the person nor whoever rated him.
    """
    evaluasi = keberatan.evaluasi
    if pelaku.pk in (evaluasi.pegawai_id, evaluasi.penilai_id):
        return tidak("Keberatan diputus atasan pejabat penilai, bukan oleh salah satu pihaknya.")
    if not keberatan.is_terbuka:
        return tidak("Keberatan ini sudah selesai diproses.")
    if keberatan.pemutus is not None:
        berhak, siapa = [keberatan.pemutus], keberatan.pemutus.nama_lengkap
    else:
        berhak = list(pemutus)
        siapa = berhak[0].nama_lengkap if berhak else "pejabat yang ditunjuk admin kepegawaian"
    return YA if pelaku in berhak else tidak(f"Keberatan ini diputus {siapa}.")


def may_appoint_pemutus(pelaku: Pegawai, keberatan: Keberatan) -> Verdict:
    """Name who decides in the place of an atasan who is missing or prevented: the admin of the person's unit."""
    if not is_admin_kepegawaian(pelaku, keberatan.evaluasi.penempatan.unit):
        return tidak("Pemutus ditunjuk admin kepegawaian.")
    if pelaku.pk in (keberatan.evaluasi.pegawai_id, keberatan.evaluasi.penilai_id):
        return tidak("Anda pihak dalam keberatan ini. Minta admin lain menunjuk pemutus.")
    return YA if keberatan.is_terbuka else tidak("Keberatan ini sudah selesai diproses.")


def may_be_pemutus(calon: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """Decide an objection by appointment: an active official of the agency who is not one of the two."""
    if calon.instansi_id != evaluasi.instansi_id or not is_aktif(calon.kedudukan):
        return tidak("Pilih pejabat aktif di instansi ini.")
    if calon.pk in (evaluasi.pegawai_id, evaluasi.penilai_id):
        return tidak("Pemutus bukan pegawai itu sendiri dan bukan penilainya.")
    return YA


def may_set_aturan_keberatan(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Settle how results are handed over and how days are counted: it concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Aturan keberatan diubah admin kepegawaian seluruh instansi.")
