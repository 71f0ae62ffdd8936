"""What becomes of a review: received, opened or closed by a moderator, answered, voided, tied to a person."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from kinerja import rules as aturan
from kinerja.errors import UlasanTidakSah
from kinerja.models import Layanan, RekapUlasan, RekapUnsur, TautanUlasan, UlasanLayanan
from kinerja.permissions import ulasan as permissions
from kinerja.permissions.ulasan import Pimpinan
from kinerja.rules import ulasan as rules
from kinerja.rules.ulasan import JenisUlasan, StatusModerasi
from kinerja.selectors.layanan import setelan_of, unsur_aktif
from kinerja.services.kabar import tell_tanggapan_tautan, tell_tautan, tell_tautan_dilepas, tell_ulasan
from kinerja.services.layanan import kode_acak
from kinerja.services.perilaku import log_perilaku, withdraw_perilaku
from pegawai import audit
from pegawai.models import Pegawai
from skp.models import Skp
from skp.rules import NilaiPerilaku

MAKS_BATAL = 20_000
"""Reviews that one act voids at most; more is a mistake in the span."""


@transaction.atomic
def receive_ulasan(
    *,
    pelaku: Pegawai | None = None,
    layanan: Layanan,
    kunci: uuid.UUID,
    nilai: int | None = None,
    jawaban: Mapping[int, int] | None = None,
    jenis: JenisUlasan | str = "",
    kata: str = "",
    petugas: str = "",
) -> tuple[UlasanLayanan, bool]:
    """Take in the review of an unknown citizen; the same key again hands back the same row.

    The marks count at once. Words that look like an insult, a link or a private number wait for a moderator.
    """
    if ada := UlasanLayanan.objects.filter(kunci=kunci).first():
        return ada, False
    if not layanan.is_aktif:
        raise UlasanTidakSah("Layanan ini sedang tidak menerima ulasan.")
    jawaban = dict(jawaban or {})
    kata, petugas = aturan.rapikan(kata), " ".join(aturan.rapikan(petugas).split())
    unsur = {u.pk for u in unsur_aktif(layanan.set_pertanyaan_id)} if jawaban else set()
    rules.check_ulasan(nilai=nilai, jawaban=jawaban, unsur=unsur, kata=kata, petugas=petugas)
    alasan = []
    if kata or petugas:
        daftar = setelan_of(layanan.instansi).kata.splitlines()
        alasan = rules.alasan_moderasi(f"{kata}\n{petugas}", daftar)
    hari = timezone.now().astimezone(ZoneInfo(layanan.instansi.zona_waktu)).date()
    with audit.act(pelaku, "ulasan.diterima"):
        ulasan, baru = UlasanLayanan.objects.get_or_create(
            kunci=kunci,
            defaults={
                "instansi_id": layanan.instansi_id,
                "layanan": layanan,
                "resi": kode_acak(rules.PANJANG_RESI),
                "bulan": hari.replace(day=1),
                "nilai": nilai,
                "jawaban": {str(k): v for k, v in sorted(jawaban.items())},
                "jenis": JenisUlasan(jenis) if jenis else "",
                "kata": kata,
                "petugas": petugas,
                "moderasi": StatusModerasi.MENUNGGU if alasan else StatusModerasi.TERBUKA,
                "alasan_tahan": ", ".join(a.label for a in alasan),
            },
        )
    if baru:
        _tambah_rekap(ulasan)
        if kata:
            tell_ulasan(ulasan, hari)
    return ulasan, baru


def _tambah_rekap(u: UlasanLayanan) -> None:
    """Add one review to the sums of its month: two statements, in one order for everybody."""
    lajur = [int(u.nilai == s) for s in rules.SKALA]
    isi: list[Any] = [u.instansi_id, u.layanan_id, u.bulan, 1, int(bool(u.jawaban))]
    isi += [int(u.jenis == j) for j in ("pujian", "keluhan", "saran")] + lajur
    kolom = "instansi_id, layanan_id, bulan, jumlah, responden, pujian, keluhan, saran, n1, n2, n3, n4"
    naik = ", ".join(f"{k} = r.{k} + excluded.{k}" for k in kolom.split(", ")[3:])
    with connection.cursor() as kursor:
        kursor.execute(
            f"INSERT INTO {RekapUlasan._meta.db_table} AS r ({kolom}) VALUES ({', '.join(['%s'] * 12)}) "  # noqa: S608 - our own names
            f"ON CONFLICT (layanan_id, bulan) DO UPDATE SET {naik}",
            isi,
        )
        if not u.jawaban:
            return
        baris: list[str] = []
        nilai: list[Any] = []
        for unsur, n in sorted((int(k), v) for k, v in u.jawaban.items()):
            baris.append("(%s, %s, %s, %s, %s, %s, %s, %s)")
            nilai += [u.instansi_id, u.layanan_id, u.bulan, unsur, *(int(n == s) for s in rules.SKALA)]
        kursor.execute(
            f"INSERT INTO {RekapUnsur._meta.db_table} AS r "  # noqa: S608
            f"(instansi_id, layanan_id, bulan, unsur_id, n1, n2, n3, n4) VALUES {', '.join(baris)} "
            "ON CONFLICT (layanan_id, bulan, unsur_id) DO UPDATE SET "
            "n1 = r.n1 + excluded.n1, n2 = r.n2 + excluded.n2, n3 = r.n3 + excluded.n3, n4 = r.n4 + excluded.n4",
            nilai,
        )


def recount(layanan_id: int, bulan: date) -> None:
    """Make the sums of one month of one service again from its reviews, set-wise.

    The row of the month is locked first: who adds a review at the same time waits, and adds to the new sums.
    """
    RekapUlasan.objects.select_for_update().filter(layanan=layanan_id, bulan=bulan).first()
    sah = f"FROM {UlasanLayanan._meta.db_table} u WHERE layanan_id = %s AND bulan = %s AND dibatalkan_pada IS NULL"
    hitung = ", ".join(f"n{s} = s.n{s}" for s in rules.SKALA)
    with connection.cursor() as kursor:
        kursor.execute(
            f"UPDATE {RekapUlasan._meta.db_table} r SET jumlah = s.jumlah, responden = s.responden, "  # noqa: S608
            f"pujian = s.pujian, keluhan = s.keluhan, saran = s.saran, {hitung} FROM ("
            "SELECT count(*) jumlah, count(*) FILTER (WHERE jawaban <> '{}'::jsonb) responden, "
            "count(*) FILTER (WHERE jenis = 'pujian') pujian, count(*) FILTER (WHERE jenis = 'keluhan') keluhan, "
            "count(*) FILTER (WHERE jenis = 'saran') saran, count(*) FILTER (WHERE nilai = 1) n1, "
            "count(*) FILTER (WHERE nilai = 2) n2, count(*) FILTER (WHERE nilai = 3) n3, "
            f"count(*) FILTER (WHERE nilai = 4) n4 {sah}) s WHERE r.layanan_id = %s AND r.bulan = %s",
            [layanan_id, bulan, layanan_id, bulan],
        )
        kursor.execute(
            f"UPDATE {RekapUnsur._meta.db_table} r SET n1 = coalesce(s.n1, 0), n2 = coalesce(s.n2, 0), "  # noqa: S608
            f"n3 = coalesce(s.n3, 0), n4 = coalesce(s.n4, 0) FROM {RekapUnsur._meta.db_table} lama LEFT JOIN ("
            "SELECT j.key::bigint unsur_id, count(*) FILTER (WHERE j.value = '1') n1, "
            "count(*) FILTER (WHERE j.value = '2') n2, count(*) FILTER (WHERE j.value = '3') n3, "
            "count(*) FILTER (WHERE j.value = '4') n4 "
            f"{sah.replace(' u WHERE', ' u, jsonb_each_text(u.jawaban) j WHERE')} GROUP BY 1"
            ") s ON s.unsur_id = lama.unsur_id WHERE lama.id = r.id AND r.layanan_id = %s AND r.bulan = %s",
            [layanan_id, bulan, layanan_id, bulan],
        )


def _kunci(ulasan: UlasanLayanan) -> UlasanLayanan:
    return (
        UlasanLayanan.objects.select_for_update(of=("self",), no_key=True)
        .select_related("layanan__unit")
        .get(pk=ulasan.pk)
    )


@transaction.atomic
def reply_ulasan(*, pelaku: Pegawai, ulasan: UlasanLayanan, balasan: str, is_tampil: bool) -> UlasanLayanan:
    """Answer a citizen in the name of the unit, or change that answer; he reads it with his receipt.

    `is_tampil` shows words and answer to everybody on the page of the service.
    """
    ulasan = _kunci(ulasan)
    permissions.require(permissions.may_reply_ulasan(Pimpinan.of(pelaku), ulasan))
    balasan = aturan.rapikan(balasan)
    rules.check_tulisan(balasan, "Balasan", "balasan")
    is_tampil = is_tampil and bool(ulasan.kata)
    if (balasan, is_tampil) == (ulasan.balasan, ulasan.is_tampil):
        return ulasan
    ulasan.balasan, ulasan.is_tampil = balasan, is_tampil
    ulasan.dibalas_pada, ulasan.dibalas_oleh = timezone.now(), pelaku
    with audit.act(pelaku, "ulasan.dibalas"):
        ulasan.save(update_fields=["balasan", "is_tampil", "dibalas_pada", "dibalas_oleh"])
    return ulasan


@transaction.atomic
def moderate_ulasan(*, pelaku: Pegawai, ulasan: UlasanLayanan, buka: bool, alasan: str = "") -> UlasanLayanan:
    """Open the words of a review to the unit, or close them with a reason. The marks count either way."""
    ulasan = _kunci(ulasan)
    permissions.require(permissions.may_moderate_ulasan(Pimpinan.of(pelaku), ulasan.layanan.unit))
    alasan = aturan.rapikan(alasan)
    if not buka:
        rules.check_alasan(alasan)
    tujuan = StatusModerasi.TERBUKA if buka else StatusModerasi.DITUTUP
    if ulasan.moderasi == tujuan:
        return ulasan
    ulasan.moderasi, ulasan.alasan_moderasi = tujuan, alasan
    ulasan.dimoderasi_pada, ulasan.dimoderasi_oleh = timezone.now(), pelaku
    with audit.act(pelaku, "ulasan.dibuka" if buka else "ulasan.ditutup", alasan):
        ulasan.save(update_fields=["moderasi", "alasan_moderasi", "dimoderasi_pada", "dimoderasi_oleh"])
        if buka:
            tell_ulasan(ulasan, timezone.localdate())
    return ulasan


@transaction.atomic
def void_ulasan(*, pelaku: Pegawai, ulasan: UlasanLayanan, alasan: str) -> UlasanLayanan:
    """Take one review out of the figures, with a reason; it stays in the history."""
    ulasan = _kunci(ulasan)
    permissions.require(permissions.may_void_ulasan(Pimpinan.of(pelaku), ulasan.layanan.unit))
    alasan = aturan.rapikan(alasan)
    rules.check_alasan(alasan)
    if ulasan.dibatalkan_pada is None:
        ulasan.dibatalkan_pada, ulasan.dibatalkan_oleh, ulasan.alasan_batal = timezone.now(), pelaku, alasan
        with audit.act(pelaku, "ulasan.dibatalkan", alasan):
            ulasan.save(update_fields=["dibatalkan_pada", "dibatalkan_oleh", "alasan_batal"])
        recount(ulasan.layanan_id, ulasan.bulan)
    return ulasan


@transaction.atomic
def restore_ulasan(*, pelaku: Pegawai, ulasan: UlasanLayanan) -> UlasanLayanan:
    """Bring a voided review back into the figures."""
    ulasan = _kunci(ulasan)
    permissions.require(permissions.may_void_ulasan(Pimpinan.of(pelaku), ulasan.layanan.unit))
    if ulasan.dibatalkan_pada is not None:
        ulasan.dibatalkan_pada, ulasan.dibatalkan_oleh, ulasan.alasan_batal = None, None, ""
        with audit.act(pelaku, "ulasan.dipulihkan"):
            ulasan.save(update_fields=["dibatalkan_pada", "dibatalkan_oleh", "alasan_batal"])
        recount(ulasan.layanan_id, ulasan.bulan)
    return ulasan


@transaction.atomic
def void_lonjakan(
    *,
    pelaku: Pegawai,
    layanan: Layanan,
    mulai: datetime,
    selesai: datetime,
    alasan: str,
    nilai: Collection[int] = (),
) -> int:
    """Take a flood out of the figures: every review of a service in a span of time, of these marks or of all.

    Returns how many. Two statements for any number, and the months concerned are counted again.
    """
    permissions.require(permissions.may_void_ulasan(Pimpinan.of(pelaku), layanan.unit))
    alasan = aturan.rapikan(alasan)
    rules.check_alasan(alasan)
    if selesai <= mulai:
        raise UlasanTidakSah("Waktu akhir harus sesudah waktu awal.", bidang="selesai")
    kena = UlasanLayanan.objects.sah().filter(
        layanan=layanan, dibuat_pada__gte=mulai, dibuat_pada__lt=selesai
    )
    if nilai:
        kena = kena.filter(nilai__in=list(nilai))
    pk = list(
        kena.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)[: MAKS_BATAL + 1]
    )
    if not pk:
        raise UlasanTidakSah("Tidak ada ulasan pada rentang itu. Ubah waktunya.", bidang="mulai")
    if len(pk) > MAKS_BATAL:
        raise UlasanTidakSah(f"Lebih dari {MAKS_BATAL} ulasan. Persempit waktunya.", bidang="selesai")
    semua = UlasanLayanan.objects.filter(pk__in=pk)
    bulan = list(semua.order_by().values_list("bulan", flat=True).distinct())
    with audit.act(pelaku, "ulasan.dibatalkan", alasan):
        banyak = semua.update(dibatalkan_pada=timezone.now(), dibatalkan_oleh=pelaku, alasan_batal=alasan)
    for satu in sorted(bulan):
        recount(layanan.pk, satu)
    return banyak


# --- tied to a person --------------------------------------------------------------------------------------
@transaction.atomic
def tie_ulasan(*, pelaku: Pegawai, ulasan: UlasanLayanan, skp: Skp, alasan: str) -> TautanUlasan:
    """Tie a named praise or complaint to a person's "Berorientasi Pelayanan", as a behaviour its penilai noted.

    Never by itself: the penilai reads, decides, and says why he holds this person to be meant.
    """
    ulasan = _kunci(ulasan)
    permissions.require(permissions.may_tie_ulasan(Pimpinan.of(pelaku), ulasan, skp))
    alasan = aturan.rapikan(alasan)
    rules.check_alasan(alasan)
    if TautanUlasan.objects.filter(ulasan=ulasan, pegawai=skp.pegawai_id, dilepas_pada__isnull=True).exists():
        raise UlasanTidakSah("Ulasan ini sudah ditautkan ke pegawai itu.", bidang="skp")
    hari = timezone.localtime(ulasan.dibuat_pada).date()
    jenis = JenisUlasan(ulasan.jenis).label
    kutip = f"“{ulasan.kata}”" if ulasan.kata else "tanpa tulisan"
    with audit.act(pelaku, "ulasan.ditautkan", alasan):
        perilaku = log_perilaku(
            pelaku=pelaku,
            skp=skp,
            nilai=NilaiPerilaku.BERORIENTASI_PELAYANAN,
            tanggal=hari,
            uraian=f"{jenis} warga tentang layanan {ulasan.layanan.nama}: {kutip}\nDasar penautan: {alasan}",
            klien_id=uuid.uuid4(),
        )
        tautan = TautanUlasan.objects.create(
            instansi_id=ulasan.instansi_id,
            ulasan=ulasan,
            skp=perilaku.skp,
            pegawai_id=skp.pegawai_id,
            oleh=pelaku,
            perilaku=perilaku,
            alasan=alasan,
        )
        tell_tautan(tautan)
    return tautan


def _kunci_tautan(tautan: TautanUlasan) -> TautanUlasan:
    return (
        TautanUlasan.objects.select_for_update(of=("self",)).select_related("perilaku__skp").get(pk=tautan.pk)
    )


@transaction.atomic
def untie_ulasan(*, pelaku: Pegawai, tautan: TautanUlasan, alasan: str) -> TautanUlasan:
    """Take a tie back, with a reason; the behaviour leaves the material, the history stays."""
    tautan = _kunci_tautan(tautan)
    permissions.require(permissions.may_untie_ulasan(pelaku, tautan))
    alasan = aturan.rapikan(alasan)
    rules.check_alasan(alasan)
    tautan.dilepas_pada, tautan.dilepas_oleh, tautan.alasan_lepas = timezone.now(), pelaku, alasan
    with audit.act(pelaku, "ulasan.dilepas", alasan):
        withdraw_perilaku(pelaku=pelaku, perilaku=tautan.perilaku)
        tautan.save(update_fields=["dilepas_pada", "dilepas_oleh", "alasan_lepas"])
        tell_tautan_dilepas(tautan, pelaku)
    return tautan


@transaction.atomic
def answer_tautan(*, pelaku: Pegawai, tautan: TautanUlasan, tanggapan: str) -> TautanUlasan:
    """The person's own words to what was tied to him; they stand beside it in the evaluation."""
    tautan = _kunci_tautan(tautan)
    permissions.require(permissions.may_answer_tautan(pelaku, tautan))
    tanggapan = aturan.rapikan(tanggapan)
    rules.check_tulisan(tanggapan, "Tanggapan", "tanggapan")
    if tanggapan != tautan.tanggapan:
        tautan.tanggapan, tautan.ditanggapi_pada = tanggapan, timezone.now()
        with audit.act(pelaku, "ulasan.ditanggapi"):
            tautan.save(update_fields=["tanggapan", "ditanggapi_pada"])
            tell_tanggapan_tautan(tautan)
    return tautan
