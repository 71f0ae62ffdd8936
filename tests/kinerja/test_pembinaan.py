"""Bimbingan and konseling: from the plan to the outcome, and who reads what."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kinerja.errors import PembinaanTidakSah
from kinerja.models import LangkahPembinaan, PengaturanBina, SesiPembinaan
from kinerja.permissions import pembinaan as izin
from kinerja.rules import (
    HasilPembinaan,
    JawabanPembinaan,
    JenisPembinaan,
    PihakPembinaan,
    StatusLangkah,
    StatusPembinaan,
)
from kinerja.rules import pembinaan as aturan
from kinerja.selectors import pembinaan as baca
from kinerja.services import pembinaan as layanan
from pegawai.audit import riwayat
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.rules import Peran
from pegawai.services import grant_peran
from tests.factories.bina import ISI, langkah_baru, sesi_at, setujui
from tests.factories.pegawai import pegawai_baru

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hari_ini")]
HARI = date(2026, 5, 12)
S = StatusPembinaan
SETUJU, KEBERATAN = JawabanPembinaan.SETUJU, JawabanPembinaan.KEBERATAN
KONSELING = JenisPembinaan.KONSELING


def muat(sesi):
    return SesiPembinaan.objects.get(pk=sesi.pk)


# Who reads


def test_konseling_is_read_by_the_two_alone_and_bimbingan_by_the_line(dunia):
    d = dunia
    grant_peran(pelaku=None, pegawai=d.dewi, peran=Peran.PIMPINAN)
    bimbingan = sesi_at(S.DISEPAKATI, pegawai=d.sari, pembina=d.tono)
    konseling = sesi_at(S.DISEPAKATI, pegawai=d.sari, pembina=d.tono, jenis=KONSELING)

    pembaca = {
        s.jenis: {
            o.nama.split()[0]
            for o in (d.sari, d.budi, d.karta, d.tono, d.citra, d.dewi, d.eka, d.bupati)
            if izin.may_view_pembinaan(o, s)
        }
        for s in (bimbingan, konseling)
    }

    assert pembaca["konseling"] == {d.sari.nama.split()[0], d.tono.nama.split()[0]}
    assert pembaca["bimbingan"] == {o.nama.split()[0] for o in (d.sari, d.tono, d.budi, d.karta)}
    assert "Hanya" in str(izin.may_cancel_pembinaan(d.budi, bimbingan).alasan)
    assert LangkahPembinaan.objects.visible_to(d.budi).get().sesi_id == bimbingan.pk


def test_a_leader_of_another_agency_guides_nobody_here(dunia):
    from tests.factories.pegawai import instansi_baru

    luar = pegawai_baru(instansi_baru("Kabupaten Seberang"), "Luar Biasa")

    assert izin.peran_pembina(luar, dunia.sari) is None


def test_ketua_tim_guides_only_where_the_agency_allows_it(dunia):
    assert izin.may_plan_pembinaan(dunia.tono, dunia.sari)
    assert dunia.tono.pk in {c.pegawai.pk for c in baca.calon_pembina(dunia.sari)}

    layanan.set_pengaturan_bina(
        pelaku=dunia.eka,
        instansi=dunia.instansi,
        ketua_tim_membina=False,
        apresiasi_per_hari=5,
        minimum_rekap=5,
    )

    assert not izin.may_plan_pembinaan(dunia.tono, dunia.sari)
    assert [c.pegawai.pk for c in baca.calon_pembina(dunia.sari)] == [dunia.budi.pk, dunia.karta.pk]
    assert dunia.sari not in baca.yang_dibina(dunia.tono)
    with pytest.raises(Dilarang):
        sesi_at(S.DIRENCANAKAN, pegawai=dunia.sari, pembina=dunia.tono)


def test_settings_belong_to_the_admin_and_have_bounds(dunia):
    isi = {"instansi": dunia.instansi, "ketua_tim_membina": True}
    with pytest.raises(Dilarang):
        layanan.set_pengaturan_bina(pelaku=dunia.budi, apresiasi_per_hari=5, minimum_rekap=5, **isi)
    for laju, minimum in ((0, 5), (51, 5), (5, 2), (5, 21)):
        with pytest.raises(Exception, match="antara"):
            layanan.set_pengaturan_bina(
                pelaku=dunia.eka, apresiasi_per_hari=laju, minimum_rekap=minimum, **isi
            )
    assert not PengaturanBina.objects.exists()


# From the plan to the outcome


def test_plan_is_sent_once_and_only_by_a_leader(dunia):
    kunci = uuid.uuid4()
    a, b = (sesi_at(S.DIRENCANAKAN, pegawai=dunia.sari, pembina=dunia.budi, klien_id=kunci) for _ in range(2))

    assert a == b
    assert a.unit == dunia.penempatan(dunia.sari).unit
    assert a.peran_pembina == "penilai"
    assert riwayat(a)[0]["tindakan"] == "pembinaan.direncanakan"
    for orang in (dunia.citra, dunia.eka, dunia.sari):
        with pytest.raises(Dilarang):
            sesi_at(S.DIRENCANAKAN, pegawai=dunia.sari, pembina=orang)
    assert SesiPembinaan.objects.count() == 1


def test_a_request_is_answered_with_a_day_or_declined_with_a_reason(dunia):
    sesi = sesi_at(S.DIMINTA, pegawai=dunia.sari, pembina=dunia.karta)
    assert sesi.peran_pembina == "atasan_penilai"
    assert list(baca.pembinaan_menunggu(dunia.karta)) == [sesi]
    with pytest.raises(Dilarang):
        layanan.accept_pembinaan(pelaku=dunia.sari, sesi=sesi, tanggal=HARI)

    layanan.accept_pembinaan(pelaku=dunia.karta, sesi=sesi, tanggal=HARI + timedelta(3), tempat="Ruang rapat")

    assert muat(sesi).status == S.DIRENCANAKAN
    lain = sesi_at(S.DIMINTA, pegawai=dunia.sari, pembina=dunia.budi)
    with pytest.raises(PembinaanTidakSah, match="Alasan"):
        layanan.cancel_pembinaan(pelaku=dunia.budi, sesi=lain, alasan="  ")
    layanan.cancel_pembinaan(pelaku=dunia.budi, sesi=lain, alasan="Sudah dibahas kemarin.")
    assert muat(lain).status == S.DIBATALKAN
    with pytest.raises(Dilarang):
        sesi_at(S.DIMINTA, pegawai=dunia.sari, pembina=dunia.citra)


def test_the_plan_changes_until_the_talk_and_two_tabs_are_told_apart(dunia):
    sesi = sesi_at(S.DIRENCANAKAN, pegawai=dunia.sari, pembina=dunia.budi)
    baru = {**ISI, "tujuan": "Tujuan baru", "tanggal": HARI + timedelta(2)}
    layanan.change_rencana(pelaku=dunia.budi, sesi=sesi, nomor_sunting=0, **baru)
    with pytest.raises(SudahBerubah):
        layanan.change_rencana(pelaku=dunia.budi, sesi=sesi, nomor_sunting=0, **baru)
    with pytest.raises(Dilarang):
        layanan.change_rencana(pelaku=dunia.sari, sesi=sesi, **baru)
    assert muat(sesi).tujuan == "Tujuan baru"


def test_both_confirm_then_steps_run(dunia):
    sesi = sesi_at(S.DILAKSANAKAN, pegawai=dunia.sari, pembina=dunia.budi)
    assert list(baca.pembinaan_menunggu(dunia.sari)) == [sesi]
    satu = layanan.answer_pembinaan(pelaku=dunia.sari, sesi=sesi, jawaban=SETUJU, versi=sesi.versi)
    assert satu.status == S.DILAKSANAKAN
    assert not baca.pembinaan_menunggu(dunia.sari).exists()
    with pytest.raises(Dilarang):
        layanan.update_langkah(pelaku=dunia.sari, langkah=sesi.langkah.get(), status=StatusLangkah.BERJALAN)

    dua = layanan.answer_pembinaan(pelaku=dunia.budi, sesi=sesi, jawaban=SETUJU, versi=sesi.versi)

    assert dua.status == S.DISEPAKATI
    with pytest.raises(Dilarang):
        layanan.answer_pembinaan(pelaku=dunia.karta, sesi=sesi, jawaban=SETUJU, versi=sesi.versi)


def test_an_objection_says_why_and_a_change_asks_both_anew(dunia):
    sesi = sesi_at(S.DILAKSANAKAN, pegawai=dunia.sari, pembina=dunia.budi)
    versi = sesi.versi
    with pytest.raises(PembinaanTidakSah) as galat:
        layanan.answer_pembinaan(pelaku=dunia.sari, sesi=sesi, jawaban=KEBERATAN, versi=versi)
    assert galat.value.bidang == "alasan"
    layanan.answer_pembinaan(pelaku=dunia.budi, sesi=sesi, jawaban=SETUJU, versi=versi)
    layanan.answer_pembinaan(
        pelaku=dunia.sari,
        sesi=sesi,
        jawaban=KEBERATAN,
        versi=versi,
        alasan="Tenggat itu tidak kita sepakati.",
    )
    assert muat(sesi).status == S.DILAKSANAKAN

    lama = sesi.langkah.get()
    layanan.record_pembinaan(
        pelaku=dunia.sari,
        sesi=sesi,
        tanggal=HARI,
        pembahasan="Beban kerja dibagi ulang, tenggat ditata.",
        langkah=[langkah_baru(hari=30, uuid=str(lama.uuid))],
    )

    kini = muat(sesi)
    assert (kini.jawaban_pegawai, kini.jawaban_pembina, kini.alasan_pegawai) == ("", "", "")
    assert kini.langkah.get().pk == lama.pk
    with pytest.raises(SudahBerubah):
        layanan.answer_pembinaan(pelaku=dunia.budi, sesi=sesi, jawaban=SETUJU, versi=versi)


def test_writing_the_same_again_keeps_the_confirmations(dunia):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi)
    x = sesi.langkah.get()
    sama = aturan.IsiLangkah(x.teks, PihakPembinaan(x.pelaksana), x.tenggat, x.metode, str(x.uuid))
    layanan.record_pembinaan(
        pelaku=dunia.sari, sesi=sesi, tanggal=sesi.tanggal, pembahasan=sesi.pembahasan, langkah=[sama]
    )
    assert muat(sesi).status == S.DISEPAKATI


def test_a_change_after_agreement_asks_anew_and_steps_keep_how_far_they_are(dunia):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi)
    x = sesi.langkah.get()
    layanan.update_langkah(pelaku=dunia.sari, langkah=x, status=StatusLangkah.SELESAI)
    layanan.record_pembinaan(
        pelaku=dunia.budi,
        sesi=sesi,
        tanggal=HARI,
        pembahasan="Ditambah satu langkah.",
        langkah=[langkah_baru(uuid=str(x.uuid)), langkah_baru("Ikut pelatihan", metode="Pelatihan")],
    )
    kini = muat(sesi)
    assert kini.status == S.DILAKSANAKAN
    assert [s.status for s in kini.langkah.all()] == ["selesai", "belum"]


def test_steps_overdue_are_found_for_who_does_them(dunia, hari_ini):
    from freezegun import freeze_time

    sesi_at(
        S.DISEPAKATI,
        pegawai=dunia.sari,
        pembina=dunia.budi,
        langkah=[langkah_baru(hari=2), langkah_baru("Menyiapkan data", hari=20)],
    )
    with freeze_time("2026-05-20 03:00:00"):
        assert baca.langkah_terlambat(dunia.sari).count() == 1
        assert baca.langkah_terlambat(dunia.budi).count() == 0
        assert baca.pembinaan_saya(dunia.sari, keadaan="terlambat").count() == 1
    assert baca.pembinaan_saya(dunia.sari, keadaan="terlambat").count() == 0


def test_close_asks_for_words_and_settled_steps_and_then_nothing_changes(dunia):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi)
    tutup = {"sesi": sesi, "catatan": "Semua laporan tepat waktu."}
    with pytest.raises(Dilarang):
        layanan.close_pembinaan(pelaku=dunia.sari, hasil=HasilPembinaan.BERHASIL, **tutup)
    with pytest.raises(PembinaanTidakSah, match="1 langkah terbuka"):
        layanan.close_pembinaan(pelaku=dunia.budi, hasil=HasilPembinaan.BERHASIL, **tutup)
    with pytest.raises(PembinaanTidakSah, match="Alasan"):
        layanan.update_langkah(pelaku=dunia.budi, langkah=sesi.langkah.get(), status=StatusLangkah.BATAL)
    layanan.update_langkah(pelaku=dunia.sari, langkah=sesi.langkah.get(), status=StatusLangkah.SELESAI)

    layanan.close_pembinaan(pelaku=dunia.budi, hasil=HasilPembinaan.BERHASIL, **tutup)

    kini = muat(sesi)
    assert (kini.status, kini.hasil, kini.langkah.get().selesai_pada) == (S.SELESAI, "berhasil", HARI)
    with pytest.raises(Dilarang):
        layanan.update_langkah(pelaku=dunia.sari, langkah=sesi.langkah.get(), status=StatusLangkah.BELUM)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        SesiPembinaan.objects.filter(pk=sesi.pk).update(hasil="tidak_berhasil")


def test_what_goes_on_gets_a_linked_session(dunia):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi)
    tutup = {"sesi": sesi, "hasil": HasilPembinaan.LANJUT, "catatan": "Satu laporan masih lewat."}
    with pytest.raises(PembinaanTidakSah) as galat:
        layanan.close_pembinaan(pelaku=dunia.budi, **tutup)
    assert galat.value.bidang == "lanjut_pada"

    layanan.close_pembinaan(pelaku=dunia.budi, lanjut_pada=HARI + timedelta(30), **tutup)

    lanjutan = SesiPembinaan.objects.get(lanjutan_dari=sesi)
    assert (lanjutan.status, lanjutan.tujuan) == (S.DIRENCANAKAN, sesi.tujuan)
    assert lanjutan.situasi == "Satu laporan masih lewat."


def test_the_database_holds_what_must_never_be_false(dunia):
    sesi = sesi_at(S.DILAKSANAKAN, pegawai=dunia.sari, pembina=dunia.budi)
    for salah in (
        {"status": "disepakati"},
        {"status": "selesai"},
        {"pembina": dunia.sari},
        {"jawaban_pegawai": "setuju"},
        {"tanggal": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SesiPembinaan.objects.filter(pk=sesi.pk).update(**salah)


def test_rekap_counts_units_and_hides_few_people(dunia):
    d = dunia
    for n in range(6):
        orang = pegawai_baru(d.instansi, f"Pegawai {n}", unit=d.bidang)
        SesiPembinaan.objects.create(
            instansi=d.instansi,
            unit=d.bidang,
            pegawai=orang,
            pembina=d.budi,
            peran_pembina="penilai",
            dibuat_oleh=d.budi,
            jenis="bimbingan",
            tanggal_rencana=HARI,
            **ISI,
        )
    sesi_at(S.DIRENCANAKAN, pegawai=d.sari, pembina=d.budi, jenis=KONSELING)
    sesi_at(S.DIBATALKAN, pegawai=d.sari, pembina=d.budi)

    rekap = baca.rekap_pembinaan(d.eka, d.dinas, 2026)

    baris = {b.unit.pk: b for b in rekap.baris}
    unit_sari = baris[d.bidang.pk]
    assert unit_sari.bimbingan.sesi == 6
    assert unit_sari.konseling.sesi is None
    assert baris[d.dinas.pk].konseling.sesi == 0
    assert rekap.jumlah is not None
    assert rekap.jumlah.konseling.sesi is None
    assert rekap.ada_tersembunyi
    assert baca.rekap_pembinaan(d.eka, d.dinas, 2025).baris[0].bimbingan.sesi == 0


def test_setujui_twice_changes_nothing(dunia):
    sesi = sesi_at(S.DILAKSANAKAN, pegawai=dunia.sari, pembina=dunia.budi)
    layanan.answer_pembinaan(pelaku=dunia.sari, sesi=sesi, jawaban=SETUJU, versi=sesi.versi)
    saat = muat(sesi).dijawab_pegawai_pada
    layanan.answer_pembinaan(pelaku=dunia.sari, sesi=sesi, jawaban=SETUJU, versi=sesi.versi)
    assert muat(sesi).dijawab_pegawai_pada == saat
    assert setujui(sesi).status == S.DISEPAKATI
