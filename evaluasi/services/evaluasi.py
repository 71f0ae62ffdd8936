"""The course of an evaluation: opened, handed in, rated, made final."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import (
    BahanBelumLengkap,
    CapaianBelumDitetapkan,
    EvaluasiDisampaikan,
    EvaluasiFinal,
    PeriodeTidakSesuai,
    TransisiTidakSah,
)
from evaluasi.models import CapaianOrganisasi, Evaluasi, RiwayatEvaluasi
from evaluasi.permissions import STATUS_TERBUKA_BAGI_PEGAWAI
from evaluasi.rules import Ekspektasi, StatusEvaluasi
from evaluasi.services.final import BIDANG_FINAL, check_final, isi_final
from evaluasi.services.kabar import tell_evaluasi
from evaluasi.services.laporan import request_laporan
from evaluasi.services.siap import check_penulis
from evaluasi.services.tindak_lanjut import propose_tindak_lanjut, settle_digantikan
from kinerja.rules import rapikan
from kinerja.services import lock_realisasi
from pegawai import audit
from pegawai.errors import DataBelumLengkap, SudahBerubah
from pegawai.models import Pegawai
from skp.models import Periode, Skp
from skp.rules import tanggal_panjang
from skp.selectors import kapan, penilai_skp


@transaction.atomic
def open_evaluasi(*, pelaku: Pegawai, skp: Skp, periode: Periode) -> Evaluasi:
    """Begin the evaluation of an SKP for a period; asking again gives the same one back."""
    # The SKP is locked: there is no evaluation yet, and penilai and pegawai can begin it at once.
    skp = (
        Skp.objects.select_for_update(of=("self",), no_key=True)
        .select_related("penempatan", "pegawai")
        .get(pk=skp.pk)
    )
    if pelaku.pk == skp.pegawai_id:
        permissions.require(permissions.may_submit_evaluasi(pelaku, skp))
    else:
        permissions.require(permissions.may_rate(pelaku, skp))
    _check_periode(skp, periode)
    ada = selectors.evaluasi_of(skp, periode)
    if ada is None or not ada.is_koreksi:
        selectors.check_belum_ditutup(periode)
    if ada is not None:
        return _follow_version(ada, skp, pelaku)
    penilai = penilai_skp(skp)
    if penilai is None:
        raise DataBelumLengkap("Pejabat penilai belum ada. Laporkan lewat halaman Penempatan saya.")
    with audit.act(pelaku, "evaluasi.dibuka"):
        evaluasi = Evaluasi.objects.create(
            instansi_id=skp.instansi_id,
            skp=skp,
            pegawai_id=skp.pegawai_id,
            penempatan_id=skp.penempatan_id,
            periode=periode,
            penilai=penilai,
        )
        note_evaluasi(evaluasi, StatusEvaluasi.BELUM_DIBUKA, StatusEvaluasi.PENGISIAN, pelaku)
    return evaluasi


def _check_periode(skp: Skp, periode: Periode) -> None:
    if periode.instansi_id != skp.instansi_id or periode.selesai < skp.mulai or periode.mulai > skp.selesai:
        raise PeriodeTidakSesuai(f"{periode} berada di luar masa SKP ini. Pilih periode lain.")
    if periode.mulai > timezone.localdate():
        raise PeriodeTidakSesuai(f"{periode} baru dimulai {tanggal_panjang(periode.mulai)}.")


def _follow_version(evaluasi: Evaluasi, skp: Skp, pelaku: Pegawai) -> Evaluasi:
    """The SKP was revised while its evaluation was open: judge the version that is in force."""
    if evaluasi.skp_id != skp.pk and evaluasi.status not in STATUS_TERBUKA_BAGI_PEGAWAI:
        evaluasi.skp = skp
        with audit.act(pelaku, "evaluasi.mengikuti_revisi"):
            evaluasi.save(update_fields=["skp"])
    return evaluasi


@transaction.atomic
def submit_evaluasi(*, pelaku: Pegawai, skp: Skp, periode: Periode) -> Evaluasi:
    """Pegawai says that his material is complete. The penilai may also rate without it."""
    permissions.require(permissions.may_submit_evaluasi(pelaku, skp))
    evaluasi = lock_evaluasi(open_evaluasi(pelaku=pelaku, skp=skp, periode=periode))
    check_move(evaluasi, StatusEvaluasi.DIAJUKAN)
    evaluasi.diajukan_pada = timezone.now()
    with audit.act(pelaku, "evaluasi.diajukan"):
        move_evaluasi(evaluasi, StatusEvaluasi.DIAJUKAN, pelaku, bidang=("diajukan_pada",))
        tell_evaluasi(evaluasi, StatusEvaluasi.DIAJUKAN, pelaku)
    return evaluasi


@transaction.atomic
def return_evaluasi(*, pelaku: Pegawai, evaluasi: Evaluasi, catatan: str) -> Evaluasi:
    """Penilai asks the pegawai for more material, in words; ratings that were noted stay noted."""
    evaluasi = lock_evaluasi(evaluasi)
    permissions.require(permissions.may_rate(pelaku, evaluasi.skp))
    selectors.check_jalan(evaluasi)
    check_move(evaluasi, StatusEvaluasi.PENGISIAN)
    catatan = rapikan(catatan)
    if not catatan:
        raise BahanBelumLengkap("Tulis bahan apa yang perlu dilengkapi.", bidang="catatan")
    rules.check_panjang(catatan, sebutan="Catatan", bidang="catatan")
    with audit.act(pelaku, "evaluasi.dikembalikan", catatan):
        move_evaluasi(evaluasi, StatusEvaluasi.PENGISIAN, pelaku, catatan=catatan)
        tell_evaluasi(evaluasi, StatusEvaluasi.PENGISIAN, pelaku)
    return evaluasi


@transaction.atomic
def set_rating(
    *,
    pelaku: Pegawai,
    evaluasi: Evaluasi,
    rating_hasil: Ekspektasi | str = "",
    rating_perilaku: Ekspektasi | str = "",
    alasan_hasil: str = "",
    alasan_perilaku: str = "",
    sebab_beda_hasil: str = "",
    sebab_beda_perilaku: str = "",
    catatan_rekomendasi: str = "",
    nomor_sunting: int | None = None,
) -> Evaluasi:
    """Note the two ratings and their grounds, as far as they have come. The predikat follows from the kuadran.

    `nomor_sunting` is what the writer saw; another number in the row means another tab was faster. The same
    content twice is no conflict, and leaves the writer: another penilai's ratings become one's own by a change
    of one's own or by `take_over_rating`.
    """
    evaluasi = lock_evaluasi(evaluasi)
    permissions.require(permissions.may_rate(pelaku, evaluasi.skp))
    check_not_final(evaluasi)
    check_belum_disampaikan(evaluasi)
    isi = {
        "rating_hasil": Ekspektasi(rating_hasil).value if rating_hasil else "",
        "rating_perilaku": Ekspektasi(rating_perilaku).value if rating_perilaku else "",
        "alasan_hasil": rapikan(alasan_hasil),
        "alasan_perilaku": rapikan(alasan_perilaku),
        "sebab_beda_hasil": rapikan(sebab_beda_hasil),
        "sebab_beda_perilaku": rapikan(sebab_beda_perilaku),
        "catatan_rekomendasi": rapikan(catatan_rekomendasi),
    }
    for bidang, sebutan in (
        ("alasan_hasil", "Dasar rating hasil kerja"),
        ("alasan_perilaku", "Dasar rating perilaku kerja"),
        ("sebab_beda_hasil", "Sebab berbeda dari saran"),
        ("sebab_beda_perilaku", "Sebab berbeda dari saran"),
        ("catatan_rekomendasi", "Catatan/rekomendasi"),
    ):
        rules.check_panjang(isi[bidang], sebutan=sebutan, bidang=bidang)
    lengkap = bool(isi["rating_hasil"] and isi["rating_perilaku"])
    pindah = lengkap and evaluasi.status != StatusEvaluasi.DINILAI
    sama = all(getattr(evaluasi, k) == v for k, v in isi.items())
    if sama and not pindah:
        return evaluasi
    check_seen(evaluasi, nomor_sunting)
    if not evaluasi.is_koreksi:
        selectors.check_boleh_dinilai(evaluasi.skp, evaluasi.periode)
    if pindah:
        check_move(evaluasi, StatusEvaluasi.DINILAI)
    for kolom, nilai in isi.items():
        setattr(evaluasi, kolom, nilai)
    evaluasi.predikat = (
        rules.predikat_for(Ekspektasi(isi["rating_hasil"]), Ekspektasi(isi["rating_perilaku"])).value
        if lengkap
        else ""
    )
    evaluasi.penilai, evaluasi.dinilai_pada = pelaku, timezone.now()
    evaluasi.nomor_sunting += 1
    with audit.act(pelaku, "evaluasi.dinilai"):
        evaluasi.save(update_fields=[*isi, "predikat", "penilai", "dinilai_pada", "nomor_sunting"])
        if pindah:
            move_evaluasi(evaluasi, StatusEvaluasi.DINILAI, pelaku)
    return evaluasi


@transaction.atomic
def finalise_evaluasi(*, pelaku: Pegawai, evaluasi: Evaluasi, nomor_sunting: int | None = None) -> Evaluasi:
    """Make an evaluation final at once, where its period hands no result over first: see `make_final`.

    The caller rings the bell of the job (`selectors.laporan_of`); beat does it for those who do not.
    """
    evaluasi = lock_bersama_skp(evaluasi)
    permissions.require(permissions.may_rate(pelaku, evaluasi.skp))
    check_not_final(evaluasi)
    check_belum_disampaikan(evaluasi)
    check_seen(evaluasi, nomor_sunting)
    selectors.check_jalan(evaluasi)
    if evaluasi.periode.penyampaian_wajib:
        raise TransisiTidakSah(
            f"Hasil {evaluasi.periode} disampaikan dahulu kepada {evaluasi.pegawai.nama_akhir}. "
            "Tekan “Sampaikan” pada halaman Periksa."
        )
    check_penulis(pelaku, evaluasi)
    evaluasi.penilai = pelaku
    return make_final(evaluasi, oleh=pelaku, tindakan="evaluasi.final")


def make_final(
    evaluasi: Evaluasi,
    *,
    oleh: Pegawai | None,
    tindakan: str,
    capaian: CapaianOrganisasi | None = None,
    bidang: tuple[str, ...] = (),
    catatan: str = "",
) -> Evaluasi:
    """Freeze everything that was judged, and order its two documents. For one that is locked with its SKP.

    The capaian of the organisation comes first (SE 3/2023): the one it was delivered with, else the one that counts.
    From here on the database refuses any change. `oleh` None: the days of the objection are over. `bidang`: columns
    that the caller changed.
    """
    capaian = capaian or hold_capaian(evaluasi)
    predikat = check_final(evaluasi, capaian)
    check_move(evaluasi, StatusEvaluasi.FINAL)
    isi_final(evaluasi, capaian=capaian, predikat=predikat, oleh=oleh, pada=timezone.now())
    with audit.act(oleh, tindakan):
        move_evaluasi(evaluasi, StatusEvaluasi.FINAL, oleh, catatan=catatan, bidang=(*BIDANG_FINAL, *bidang))
        lock_realisasi(pelaku=evaluasi.penilai, skp=evaluasi.skp, periode=evaluasi.periode)
        request_laporan(pelaku=evaluasi.penilai, evaluasi=[evaluasi])
        if evaluasi.is_koreksi:
            settle_digantikan(evaluasi)
        propose_tindak_lanjut([evaluasi])
        tell_evaluasi(evaluasi, StatusEvaluasi.FINAL, oleh)
    return evaluasi


def hold_capaian(evaluasi: Evaluasi) -> CapaianOrganisasi:
    """Find the capaian that counts and keep it from being reopened until this evaluation is final.

    A shared lock: many evaluations of one unit become final at the same time.
    """
    unit = evaluasi.penempatan.unit
    capaian = selectors.capaian_untuk(unit, evaluasi.periode)
    if capaian is not None:
        tabel = CapaianOrganisasi._meta.db_table
        terkunci = CapaianOrganisasi.objects.raw(
            f'SELECT * FROM "{tabel}" WHERE id = %s AND status = %s FOR SHARE',  # noqa: S608 — our own table's name
            [capaian.pk, capaian.status],
        )
        if list(terkunci):
            return capaian
    penetap = permissions.penetap_capaian(unit)
    siapa = f"{penetap[0].nama_lengkap} atau admin kepegawaian" if penetap else "Admin kepegawaian"
    raise CapaianBelumDitetapkan(
        f"Capaian kinerja {unit.nama} untuk {evaluasi.periode} belum ditetapkan. "
        f"{siapa} menetapkannya di halaman Capaian organisasi."
    )


# What every act begins and ends with


def lock_bersama_skp(evaluasi: Evaluasi) -> Evaluasi:
    """The SKP first, as whoever records a realisasi does: what is frozen cannot change under the snapshot."""
    Skp.objects.select_for_update(of=("self",), no_key=True).get(pk=evaluasi.skp_id)
    return lock_evaluasi(evaluasi)


def lock_evaluasi(evaluasi: Evaluasi) -> Evaluasi:
    """Lock the evaluation, then read it: two tabs can act at once.

    Two statements: a join beside the lock would still show whom the row pointed at before the wait.
    """
    Evaluasi.objects.select_for_update().values_list("pk").get(pk=evaluasi.pk)
    return Evaluasi.objects.select_related(
        "instansi",
        "pegawai",
        "penilai",
        "periode",
        "final_oleh",
        "penempatan__unit",
        "penempatan__jabatan",
        "skp__penempatan",
        "skp__periode",
    ).get(pk=evaluasi.pk)


def check_not_final(evaluasi: Evaluasi) -> None:
    """Tell whoever comes second who was first, and when."""
    if evaluasi.status == StatusEvaluasi.DIBATALKAN:
        raise TransisiTidakSah("Koreksi ini sudah dibatalkan. Hasil semula tetap berlaku.")
    if not evaluasi.is_final or evaluasi.final_pada is None:
        return
    saat = kapan(evaluasi.final_pada)
    if evaluasi.final_oleh is None:
        raise EvaluasiFinal(f"Evaluasi ini final sejak {saat}. {rules.JALAN_KOREKSI}")
    raise EvaluasiFinal(
        f"{evaluasi.final_oleh.nama_lengkap} sudah menjadikan evaluasi ini final pada {saat}. "
        f"{rules.JALAN_KOREKSI}"
    )


def check_belum_disampaikan(evaluasi: Evaluasi) -> None:
    """What is in the person's hands changes only by the decision on his objection."""
    if evaluasi.status in rules.STATUS_DI_PEGAWAI:
        raise EvaluasiDisampaikan(
            f"Hasil ini sudah disampaikan kepada {evaluasi.pegawai.nama_akhir}. "
            "Rating hanya berubah lewat putusan atas keberatannya."
        )


def check_seen(evaluasi: Evaluasi, nomor_sunting: int | None) -> None:
    if nomor_sunting is None or nomor_sunting == evaluasi.nomor_sunting:
        return
    saat = f" pada {kapan(evaluasi.dinilai_pada)}" if evaluasi.dinilai_pada else ""
    raise SudahBerubah(
        f"{evaluasi.penilai.nama_lengkap} mengubah penilaian ini di tempat lain{saat}. "
        "Bandingkan kedua tulisan, lalu simpan lagi."
    )


def check_move(evaluasi: Evaluasi, ke: StatusEvaluasi) -> None:
    rules.check_transition(StatusEvaluasi(evaluasi.status), ke)


def move_evaluasi(
    evaluasi: Evaluasi,
    ke: StatusEvaluasi,
    oleh: Pegawai | None,
    *,
    catatan: str = "",
    bidang: tuple[str, ...] = (),
) -> None:
    """Take one step of the table and keep it in the trail."""
    dari = StatusEvaluasi(evaluasi.status)
    rules.check_transition(dari, ke)
    evaluasi.status = ke.value
    evaluasi.save(update_fields=["status", *bidang])
    note_evaluasi(evaluasi, dari, ke, oleh, catatan)


def note_evaluasi(
    evaluasi: Evaluasi, dari: StatusEvaluasi, ke: StatusEvaluasi, oleh: Pegawai | None, catatan: str = ""
) -> None:
    RiwayatEvaluasi.objects.create(
        evaluasi=evaluasi, dari=dari.value, ke=ke.value, oleh=oleh, pada=timezone.now(), catatan=catatan
    )
