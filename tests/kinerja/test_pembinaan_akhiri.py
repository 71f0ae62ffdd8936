"""A session whose pembina is gone: who ends it, what he learns by it, and what becomes of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from freezegun import freeze_time

from kinerja.errors import PembinaanTidakSah
from kinerja.models import SesiPembinaan
from kinerja.permissions import pembinaan as izin
from kinerja.rules import HasilPembinaan, JenisPembinaan, StatusPembinaan
from kinerja.selectors import pembinaan as baca
from kinerja.services import pembinaan as layanan
from kinerja.services.pembinaan_akhiri import end_pembinaan
from pegawai.audit import riwayat
from pegawai.errors import Dilarang
from pegawai.models import Kabar
from pegawai.rules import KedudukanHukum
from pegawai.services import change_kedudukan
from pegawai.services.penilai import set_penilai
from tests.factories.bina import ISI, sesi_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hari_ini")]
S, KONSELING = StatusPembinaan, JenisPembinaan.KONSELING
BESOK = "2026-05-13 03:00:00"


def berganti(d) -> None:
    """From tomorrow Tono rates Sari, whom Budi rated."""
    set_penilai(
        pelaku=d.eka,
        penempatan=d.penempatan(d.sari),
        penilai=d.tono,
        mulai=date(2026, 5, 13),
        alasan="Budi pindah tugas.",
    )


def test_nobody_ends_a_session_while_its_pembina_leads(dunia):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi, jenis=KONSELING)

    for orang in (dunia.sari, dunia.budi, dunia.karta, dunia.tono, dunia.eka):
        assert not izin.may_end_pembinaan(orang, sesi)
        assert not baca.dapat_diakhiri(orang).exists()
    with pytest.raises(Dilarang, match="tidak lagi memimpin"):
        end_pembinaan(pelaku=dunia.eka, sesi=sesi, alasan="Sudah lama.")


def test_successor_and_admin_may_and_the_pembina_still_closes(dunia):
    konseling = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi, jenis=KONSELING)
    berganti(dunia)
    with freeze_time(BESOK):
        boleh = {
            o.nama
            for o in (dunia.sari, dunia.budi, dunia.citra, dunia.tono, dunia.eka, dunia.dewi)
            if izin.may_end_pembinaan(o, konseling)
        }
        assert boleh == {dunia.tono.nama, dunia.eka.nama}
        assert izin.may_close_pembinaan(dunia.budi, konseling), "who led it may still judge it"


def test_agreed_session_ends_without_a_judgement_and_never_changes_again(dunia):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi, jenis=KONSELING)
    change_kedudukan(
        pelaku=dunia.eka,
        pegawai=dunia.budi,
        kedudukan=KedudukanHukum.PENSIUN,
        berlaku=date(2026, 5, 12),
        alasan="BUP",
    )
    with pytest.raises(PembinaanTidakSah, match="Alasan"):
        end_pembinaan(pelaku=dunia.eka, sesi=sesi, alasan="  ")

    end_pembinaan(pelaku=dunia.eka, sesi=sesi, alasan="Pembina pensiun.")

    kini = SesiPembinaan.objects.get(pk=sesi.pk)
    assert (kini.status, kini.hasil, kini.catatan_akhir) == (S.SELESAI, "berganti", "Pembina pensiun.")
    assert (kini.ditutup_oleh, kini.pembina) == (dunia.eka, dunia.budi)
    assert riwayat(sesi)[0]["tindakan"] == "pembinaan.diakhiri"
    assert Kabar.objects.filter(penerima=dunia.sari, tautan__contains=str(sesi.uuid)).exists()
    with pytest.raises(Dilarang):
        end_pembinaan(pelaku=dunia.eka, sesi=sesi, alasan="Lagi.")
    assert not SesiPembinaan.objects.visible_to(dunia.eka).exists()


@pytest.mark.parametrize("status", [S.DIMINTA, S.DIRENCANAKAN, S.DILAKSANAKAN])
def test_what_both_had_not_confirmed_is_called_off(dunia, status):
    sesi = sesi_at(status, pegawai=dunia.sari, pembina=dunia.budi)
    berganti(dunia)
    with freeze_time(BESOK):
        end_pembinaan(pelaku=dunia.tono, sesi=sesi, alasan="Penilai berganti.")

        kini = SesiPembinaan.objects.get(pk=sesi.pk)
    assert (kini.status, kini.hasil) == (S.DIBATALKAN, "")


def test_outcome_of_a_change_is_not_a_choice_of_the_pembina(dunia):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi)

    with pytest.raises(PembinaanTidakSah, match="dari daftar"):
        layanan.close_pembinaan(pelaku=dunia.budi, sesi=sesi, hasil=HasilPembinaan.BERGANTI, catatan="x")


def test_pages_lead_there_and_show_none_of_the_words(dunia, masuk):
    sesi = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi, jenis=KONSELING)
    change_kedudukan(
        pelaku=dunia.eka,
        pegawai=dunia.budi,
        kedudukan=KedudukanHukum.PENSIUN,
        berlaku=date(2026, 5, 12),
        alasan="BUP",
    )
    client = masuk(dunia.eka)
    alamat = reverse("kinerja:pembinaan_akhiri", args=[sesi.uuid])

    rekap = client.get(reverse("kinerja:pembinaan_rekap")).content.decode()
    halaman = client.get(alamat).content.decode()
    kosong = client.post(alamat, {"alasan": ""})
    selesai = client.post(alamat, {"alasan": "Pembina pensiun."})

    assert alamat in rekap
    for teks in (rekap, halaman):
        assert ISI["tujuan"] not in teks
        assert ISI["situasi"] not in teks
    assert (kosong.status_code, selesai.status_code) == (422, 302)
    assert client.get(alamat).status_code == 404
    assert client.get(reverse("kinerja:pembinaan_lihat", args=[sesi.uuid])).status_code == 404
