"""The objection: made in time with evidence, explained by the penilai, decided by his atasan."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import Evaluasi, Keberatan, Penyampaian
from evaluasi.rules import Ekspektasi, KeputusanKeberatan, Rating, StatusEvaluasi, StatusKeberatan
from evaluasi.services.evaluasi import lock_bersama_skp, make_final, move_evaluasi
from evaluasi.services.kabar import tell_keberatan, tell_penunjukan
from evaluasi.services.penyampaian import mark_received
from kinerja.models import BuktiDukung
from kinerja.rules import rapikan
from kinerja.services.dasar import check_bukti
from pegawai import audit
from pegawai.models import Pegawai

ISI_RATING = tuple(
    f"{isi}_{apa}" for isi in ("rating", "alasan", "sebab_beda") for apa in ("hasil", "perilaku")
)


@transaction.atomic
def file_keberatan(
    *, pelaku: Pegawai, evaluasi: Evaluasi, alasan: str, bukti: Sequence[BuktiDukung] = ()
) -> Keberatan:
    """Object to a result, with reasons and evidence, within the days of the rule (PP 30/2019 Pasal 59)."""
    evaluasi = lock_bersama_skp(evaluasi)
    permissions.require(permissions.may_object(pelaku, evaluasi))
    sampai = Penyampaian.objects.get(evaluasi=evaluasi)
    kini, tenggat = timezone.now(), sampai.tenggat
    rules.check_masa_keberatan(
        kini=kini, batas=sampai.batas_keberatan, zona=evaluasi.instansi.zona_waktu, aturan=tenggat
    )
    alasan = rapikan(alasan)
    rules.check_tulisan(alasan, sebutan="Alasan keberatan", bidang="alasan")
    check_bukti(pelaku, evaluasi.skp, bukti)
    hitung = selectors.penghitung(evaluasi.instansi, kini, geser_libur=tenggat.geser_libur)
    with audit.act(pelaku, "keberatan.diajukan"):
        if sampai.diterima_pada is None:
            mark_received(evaluasi, sampai, kini)
            sampai.save(update_fields=["diterima_pada", "batas_keberatan"])
        keberatan = Keberatan.objects.create(
            instansi_id=evaluasi.instansi_id,
            evaluasi=evaluasi,
            alasan=alasan,
            diajukan_pada=kini,
            batas_penjelasan=hitung(kini, tenggat.penjelasan),
            batas_putusan=hitung(kini, tenggat.putusan),
            rating_hasil_semula=evaluasi.rating_hasil,
            rating_perilaku_semula=evaluasi.rating_perilaku,
            predikat_semula=evaluasi.predikat,
        )
        keberatan.bukti.set(bukti)
        move_evaluasi(evaluasi, StatusEvaluasi.KEBERATAN, pelaku)
        tell_keberatan(keberatan, StatusKeberatan.DIAJUKAN, pelaku)
    return keberatan


@transaction.atomic
def withdraw_keberatan(*, pelaku: Pegawai, keberatan: Keberatan, alasan: str = "") -> Keberatan:
    """Take an objection back; the result stands, and is final when the days are over."""
    keberatan = _lock(keberatan)
    permissions.require(permissions.may_withdraw_keberatan(pelaku, keberatan))
    alasan = rapikan(alasan)
    if len(alasan) > 500:
        raise BahanBelumLengkap("Alasan paling panjang 500 huruf.", bidang="alasan")
    _go(keberatan, StatusKeberatan.DICABUT)
    keberatan.alasan_cabut, keberatan.dicabut_pada = alasan, timezone.now()
    with audit.act(pelaku, "keberatan.dicabut", alasan):
        keberatan.save()
        move_evaluasi(keberatan.evaluasi, StatusEvaluasi.DITERIMA, pelaku, catatan="Keberatan dicabut.")
        tell_keberatan(keberatan, StatusKeberatan.DICABUT, pelaku)
    return keberatan


@transaction.atomic
def explain_keberatan(*, pelaku: Pegawai, keberatan: Keberatan, penjelasan: str) -> Keberatan:
    """The penilai explains his rating to his atasan and to the person; also late, until it is decided."""
    keberatan = _lock(keberatan)
    permissions.require(permissions.may_explain(pelaku, keberatan))
    penjelasan = rapikan(penjelasan)
    rules.check_tulisan(penjelasan, sebutan="Penjelasan", bidang="penjelasan")
    _go(keberatan, StatusKeberatan.DIJELASKAN)
    keberatan.penjelasan, keberatan.dijelaskan_oleh = penjelasan, pelaku
    keberatan.dijelaskan_pada = timezone.now()
    with audit.act(pelaku, "keberatan.dijelaskan"):
        keberatan.save()
        tell_keberatan(keberatan, StatusKeberatan.DIJELASKAN, pelaku)
    return keberatan


@transaction.atomic
def decide_keberatan(
    *,
    pelaku: Pegawai,
    keberatan: Keberatan,
    keputusan: KeputusanKeberatan | str,
    alasan: str,
    rekomendasi: str = "",
    rating_hasil: Ekspektasi | str = "",
    rating_perilaku: Ekspektasi | str = "",
    alasan_hasil: str = "",
    alasan_perilaku: str = "",
) -> Evaluasi:
    """The atasan of the penilai decides: the result stands, or other ratings replace it. His decision is final.

    A rating that changes needs its new grounds. The caller rings the bell of the job.
    """
    keberatan = _lock(keberatan)
    evaluasi = keberatan.evaluasi
    permissions.require(permissions.may_decide(pelaku, keberatan, pemutus=selectors.atasan_pemutus(evaluasi)))
    kini, pilihan = timezone.now(), KeputusanKeberatan(keputusan)
    rules.check_boleh_diputus(
        kini=kini,
        dijelaskan=keberatan.status == StatusKeberatan.DIJELASKAN,
        batas_penjelasan=keberatan.batas_penjelasan,
        penilai=evaluasi.penilai.nama_lengkap,
        zona=evaluasi.instansi.zona_waktu,
    )
    alasan, rekomendasi = rapikan(alasan), rapikan(rekomendasi)
    rules.check_tulisan(alasan, sebutan="Alasan keputusan", bidang="alasan")
    rules.check_tulisan(rekomendasi, sebutan="Rekomendasi", bidang="rekomendasi", wajib=False)
    semula = Rating(Ekspektasi(evaluasi.rating_hasil), Ekspektasi(evaluasi.rating_perilaku))
    baru = (
        Rating(Ekspektasi(rating_hasil), Ekspektasi(rating_perilaku))
        if rating_hasil and rating_perilaku
        else None
    )
    berlaku = rules.check_putusan(pilihan, semula, baru)
    if berlaku != semula:
        _replace(evaluasi, semula, berlaku, hasil=rapikan(alasan_hasil), perilaku=rapikan(alasan_perilaku))
    _go(keberatan, StatusKeberatan.DIPUTUS)
    keberatan.keputusan, keberatan.alasan_keputusan = pilihan.value, alasan
    keberatan.rekomendasi, keberatan.pemutus = rekomendasi, pelaku
    keberatan.diputus_oleh, keberatan.diputus_pada = pelaku, kini
    sampai = Penyampaian.objects.select_related("capaian").get(evaluasi=evaluasi)
    with audit.act(pelaku, "keberatan.diputus"):
        keberatan.save()
        make_final(
            evaluasi,
            oleh=pelaku,
            tindakan="keberatan.diputus",
            capaian=sampai.capaian,
            bidang=ISI_RATING,
            catatan=f"Keberatan diputus: {pilihan.label.lower()}.",
        )
        tell_keberatan(keberatan, StatusKeberatan.DIPUTUS, pelaku)
    return evaluasi


def _replace(evaluasi: Evaluasi, semula: Rating, baru: Rating, *, hasil: str, perilaku: str) -> None:
    """Put the new ratings in with the grounds of those that changed; the others keep theirs."""
    for kolom, sebutan, lama, kini, dasar in (
        ("hasil", "hasil kerja", semula.hasil, baru.hasil, hasil),
        ("perilaku", "perilaku kerja", semula.perilaku, baru.perilaku, perilaku),
    ):
        if lama == kini:
            continue
        rules.check_tulisan(dasar, sebutan=f"Dasar rating {sebutan} yang baru", bidang=f"alasan_{kolom}")
        setattr(evaluasi, f"rating_{kolom}", kini.value)
        setattr(evaluasi, f"alasan_{kolom}", dasar)
        setattr(evaluasi, f"sebab_beda_{kolom}", "")  # that sentence belonged to the rating of the penilai
    evaluasi.predikat = rules.predikat_for(baru.hasil, baru.perilaku).value


@transaction.atomic
def appoint_pemutus(*, pelaku: Pegawai, keberatan: Keberatan, pemutus: Pegawai, alasan: str) -> Keberatan:
    """Name who decides in the place of an atasan who is missing or prevented, with the reason."""
    keberatan = _lock(keberatan)
    permissions.require(permissions.may_appoint_pemutus(pelaku, keberatan))
    if not (boleh := permissions.may_be_pemutus(pemutus, keberatan.evaluasi)):
        raise BahanBelumLengkap(boleh.alasan, bidang="pemutus")
    alasan = rapikan(alasan)
    rules.check_tulisan(alasan, sebutan="Alasan penunjukan", bidang="alasan")
    if len(alasan) > 500:
        raise BahanBelumLengkap("Alasan paling panjang 500 huruf.", bidang="alasan")
    keberatan.pemutus, keberatan.alasan_penunjukan = pemutus, alasan
    with audit.act(pelaku, "keberatan.pemutus_ditunjuk", alasan):
        keberatan.save(update_fields=["pemutus", "alasan_penunjukan"])
        tell_penunjukan(keberatan, pelaku)
    return keberatan


def _lock(keberatan: Keberatan) -> Keberatan:
    """Lock what the objection is about first: the person, the penilai, the atasan and the clock meet there."""
    evaluasi = lock_bersama_skp(keberatan.evaluasi)
    kini = Keberatan.objects.select_for_update(of=("self",)).select_related("pemutus").get(pk=keberatan.pk)
    kini.evaluasi = evaluasi
    return kini


def _go(keberatan: Keberatan, ke: StatusKeberatan) -> None:
    rules.check_transition_keberatan(StatusKeberatan(keberatan.status), ke)
    keberatan.status = ke.value
