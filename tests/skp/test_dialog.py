"""Dialog kinerja: drafted by either, confirmed by both, frozen, taken over into the SKP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from pegawai.errors import Dilarang, SudahBerubah
from skp import services
from skp.errors import DialogTidakSah, SkpBelumLengkap, SkpTerkunci
from skp.models import ButirLampiran, DialogKinerja, EkspektasiPerilaku
from skp.permissions.dialog import may_view_dialog
from skp.rules import JenisDialog, JenisLampiran, StatusSkp, gabung_butir, gabung_ekspektasi
from skp.selectors import isi_lampiran, isi_perilaku
from skp.selectors.dialog import dialog_of
from skp.services import dialog as layanan
from tests.factories.skp import dialog_baru, skp_at
from tests.skp.conftest import semua_orang
from tests.skp.halaman import teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp
JSON = "application/json"


@pytest.fixture
def dialog(dunia, draf) -> DialogKinerja:
    return dialog_baru(draf)


def konfirmasi(dunia, dialog) -> DialogKinerja:
    for siapa in (dunia.sari, dunia.budi):
        dialog = layanan.confirm_dialog(pelaku=siapa, dialog=dialog, versi=dialog.versi)
    return dialog


ISI = {
    "tanggal": "5 Januari 2026",
    "jenis": "penetapan",
    "rencana_kinerja": "Dua belas laporan",
    "kolaboratif": "Melibatkan pengguna",
    "sumber_daya": "Akses data\r\n\r\nLisensi",
}


def test_lines_are_joined_without_doubling():
    assert gabung_butir(["Akses data"], ["akses data ", "Lisensi", "Lisensi"]) == ["Akses data", "Lisensi"]
    assert gabung_ekspektasi("", "A") == "A"
    assert gabung_ekspektasi("Melibatkan pengguna", "melibatkan pengguna") == "Melibatkan pengguna"
    assert gabung_ekspektasi("A", "B") == "A\nB"


class TestCatat:
    @pytest.mark.parametrize("siapa", ["sari", "budi"])
    def test_either_of_the_two_drafts(self, dunia, masuk, draf, siapa):
        client = masuk(getattr(dunia, siapa))
        response = client.post(url("dialog_tambah", draf), ISI, follow=True)
        d = DialogKinerja.objects.get()
        assert (d.sumber_daya, d.perilaku) == (
            ["Akses data", "Lisensi"],
            {"kolaboratif": "Melibatkan pengguna"},
        )
        assert "Penetapan ekspektasi, 5 Januari 2026" in teks(response)
        assert "Konfirmasi isi ini" in teks(response)

    def test_others_are_refused_and_a_team_leader_does_not_see_it(self, dunia, masuk, draf, dialog):
        assert masuk(dunia.karta).get(url("dialog_baca", dialog)).status_code == 200
        assert masuk(dunia.karta).post(url("dialog_tambah", draf), ISI).status_code == 403
        assert masuk(dunia.tono).get(url("dialog_baca", dialog)).status_code == 404
        assert "Dialog kinerja" not in teks(masuk(dunia.tono).get(url("detail", draf)))
        for p in semua_orang(dunia):
            boleh = DialogKinerja.objects.visible_to(p).filter(pk=dialog.pk).exists()
            assert bool(may_view_dialog(p, draf)) is boleh, p

    @pytest.mark.parametrize(
        ("ubah", "kata"),
        [
            ({"tanggal": ""}, "Tanggal dialog belum diisi."),
            ({"tanggal": "31 Februari 2026"}, "Tanggal ini tidak ada."),
            ({"tanggal": "1 Januari 2099"}, "Tanggal dialog belum tiba."),
            ({"jenis": "obrolan"}, "Pilih tujuan dari daftar."),
            ({"rencana_kinerja": " "}, "Rencana kinerja yang disepakati belum diisi."),
            ({"konsekuensi": "x" * 1001}, "Satu butir paling panjang 1.000 huruf."),
        ],
    )
    def test_wrong_input_names_the_field_and_keeps_the_rest(self, dunia, masuk, draf, ubah, kata):
        response = masuk(dunia.sari).post(url("dialog_tambah", draf), ISI | ubah)
        assert response.status_code == 422
        assert kata in teks(response)
        assert "Melibatkan pengguna" in response.content.decode()
        assert not DialogKinerja.objects.exists()

    def test_autosave_and_the_second_tab(self, dunia, masuk, dialog):
        client = masuk(dunia.sari)
        isi = ISI | {"versi": dialog.versi}
        satu = client.post(url("dialog_ubah", dialog), isi, headers={"accept": JSON})
        assert satu.status_code == 200
        dua = client.post(url("dialog_ubah", dialog), isi | {"rencana_kinerja": "Lain"})
        assert dua.status_code == 409
        assert "Dua belas laporan" in teks(dua)
        assert "Lain" in teks(dua)

    def test_an_skp_that_is_called_off_takes_no_new_note(self, dunia):
        skp = skp_at(S.DIBATALKAN, pegawai=dunia.sari)
        with pytest.raises(DialogTidakSah, match="Dibatalkan"):
            dialog_baru(skp)


class TestKonfirmasi:
    def test_the_second_confirmation_freezes_it(self, dunia, masuk, dialog):
        konfirmasi(dunia, dialog)
        dialog.refresh_from_db()
        assert dialog.is_beku
        halaman = teks(masuk(dunia.sari).get(url("dialog_baca", dialog)))
        assert "Dikonfirmasi Budi Santoso" in halaman
        assert "Konfirmasi isi ini" not in halaman
        assert masuk(dunia.sari).get(url("dialog_ubah", dialog)).status_code == 409
        assert masuk(dunia.sari).post(url("dialog_hapus", dialog)).status_code == 409
        with pytest.raises(InternalError), transaction.atomic():
            DialogKinerja.objects.filter(pk=dialog.pk).update(rencana_kinerja="Lain")

    def test_a_change_after_the_first_asks_again(self, dunia, masuk, dialog):
        dialog = layanan.confirm_dialog(pelaku=dunia.budi, dialog=dialog, versi=dialog.versi)
        lama = dialog.versi
        masuk(dunia.sari).post(url("dialog_ubah", dialog), ISI | {"versi": lama})
        dialog.refresh_from_db()
        assert dialog.penilai_setuju_pada is None
        response = masuk(dunia.budi).post(url("dialog_setuju", dialog), {"versi": lama})
        assert response.status_code == 409
        assert "Baca sekali lagi" in teks(response)

    def test_saving_the_same_keeps_the_confirmation(self, dunia, dialog):
        dialog = layanan.confirm_dialog(pelaku=dunia.budi, dialog=dialog, versi=dialog.versi)
        sama = {
            n: getattr(dialog, n)
            for n in ("jenis", "tanggal", "rencana_kinerja", "perilaku", *(j.value for j in JenisLampiran))
        }
        layanan.save_dialog(pelaku=dunia.sari, skp=dialog.skp, dialog=dialog, **sama)
        dialog.refresh_from_db()
        assert dialog.penilai_setuju_oleh == dunia.budi

    def test_nobody_confirms_for_another(self, dunia, dialog):
        for siapa in (dunia.karta, dunia.eka):
            with pytest.raises(Dilarang):
                layanan.confirm_dialog(pelaku=siapa, dialog=dialog, versi=dialog.versi)
        layanan.confirm_dialog(pelaku=dunia.sari, dialog=dialog, versi=dialog.versi)
        dialog = layanan.confirm_dialog(pelaku=dunia.sari, dialog=dialog, versi=dialog.versi)
        assert not dialog.is_beku

    def test_only_who_drafted_it_throws_it_away(self, dunia, masuk, dialog):
        assert masuk(dunia.budi).post(url("dialog_hapus", dialog)).status_code == 409
        assert masuk(dunia.sari).post(url("dialog_hapus", dialog)).status_code == 302
        with pytest.raises(SudahBerubah):
            layanan.confirm_dialog(pelaku=dunia.budi, dialog=dialog, versi=dialog.versi)


class TestPakai:
    def test_goes_to_lampiran_and_perilaku_with_the_link(self, dunia, masuk, draf, dialog):
        with pytest.raises(DialogTidakSah, match="belum dikonfirmasi"):
            layanan.apply_dialog(pelaku=dunia.sari, dialog=dialog)
        konfirmasi(dunia, dialog)
        client = masuk(dunia.sari)
        assert "Pakai dalam SKP" in teks(client.get(url("dialog_baca", dialog)))

        for _ in range(2):
            client.post(url("dialog_pakai", dialog))

        assert isi_lampiran(draf)[JenisLampiran.SUMBER_DAYA] == [
            "Tim 2 programmer",
            "Akses data",
            "Lisensi server uji",
        ]
        assert isi_perilaku(draf)["adaptif"] == "Bekerja bertahap"
        assert ButirLampiran.objects.get(skp=draf, teks="Lisensi server uji").dialog == dialog
        assert EkspektasiPerilaku.objects.get(skp=draf, nilai="adaptif").dialog == dialog
        assert EkspektasiPerilaku.objects.get(skp=draf, nilai="kolaboratif").dialog is None

    def test_other_words_lose_the_link(self, dunia, draf, dialog):
        konfirmasi(dunia, dialog)
        layanan.apply_dialog(pelaku=dunia.sari, dialog=dialog)
        services.set_lampiran(
            pelaku=dunia.sari, skp=draf, isi={JenisLampiran.KONSEKUENSI: ["Satu", "Lain sama sekali"]}
        )
        assert not ButirLampiran.objects.filter(skp=draf, jenis="konsekuensi", dialog=dialog).exists()

    def test_not_into_an_skp_that_was_handed_in(self, dunia, draf, dialog):
        konfirmasi(dunia, dialog)
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        with pytest.raises(SkpTerkunci):
            layanan.apply_dialog(pelaku=dunia.sari, dialog=dialog)


class TestWajib:
    def test_when_the_agency_asks_for_it_nothing_is_handed_in_without(self, dunia, masuk, draf):
        assert masuk(dunia.sari).post(url("dialog_wajib"), {"wajib": "on"}).status_code == 403
        masuk(dunia.eka).post(url("dialog_wajib"), {"wajib": "on"})
        with pytest.raises(SkpBelumLengkap, match="Dialog kinerja belum dikonfirmasi"):
            services.submit_skp(pelaku=dunia.sari, skp=draf)
        assert url("dialog", draf) in masuk(dunia.sari).get(url("periksa", draf)).content.decode()
        konfirmasi(dunia, dialog_baru(draf))
        assert services.submit_skp(pelaku=dunia.sari, skp=draf).status == S.DIAJUKAN

    def test_by_default_it_is_not_asked_for(self, dunia, masuk, draf):
        assert services.submit_skp(pelaku=dunia.sari, skp=draf).status == S.DIAJUKAN
        masuk(dunia.eka).post(url("dialog_wajib"), {"wajib": "on"})
        masuk(dunia.eka).post(url("dialog_wajib"), {"kembali": "https://jahat.example"})
        dunia.instansi.refresh_from_db()
        assert dunia.instansi.dialog_wajib is False


def test_what_was_agreed_for_a_revision_stays_with_the_skp(dunia):
    berjalan = skp_at(S.BERJALAN, pegawai=dunia.sari)
    usulan = services.start_revisi(pelaku=dunia.sari, skp=berjalan, alasan="Target pusat naik")
    note = konfirmasi(dunia, dialog_baru(usulan))
    usulan = services.submit_skp(pelaku=dunia.sari, skp=usulan)
    services.approve_skp(pelaku=dunia.budi, skp=usulan)

    for siapa in (dunia.sari, dunia.budi):
        assert dialog_of(siapa, berjalan) == [note]


def test_the_pages_cost_the_same_for_one_and_for_five(dunia, masuk, draf, django_assert_max_num_queries):
    client = masuk(dunia.sari)
    dialog_baru(draf)
    client.get(url("dialog", draf))
    with django_assert_max_num_queries(12) as satu:
        client.get(url("dialog", draf))
    for _ in range(4):
        dialog_baru(draf)
    with django_assert_max_num_queries(12) as lima:
        client.get(url("dialog", draf))
    assert len(satu) == len(lima)


def test_the_api_does_the_same(dunia, masuk, draf):
    alamat = reverse("api_dialog_daftar", args=[draf.uuid])
    hari = timezone.localdate().isoformat()
    isi = {
        "jenis": JenisDialog.PERUBAHAN,
        "tanggal": hari,
        "rencana_kinerja": "Bergeser",
        "konsekuensi": ["Satu"],
    }
    client = masuk(dunia.sari)
    baru = client.post(alamat, isi, content_type=JSON).json()
    besok = (timezone.localdate() + timedelta(1)).isoformat()
    assert client.post(alamat, isi | {"tanggal": besok}, content_type=JSON).status_code == 409
    asing = client.post(alamat, isi | {"perilaku": {"santai": "x"}}, content_type=JSON)
    assert asing.status_code == 400
    setuju = reverse("api_dialog_setuju", args=[baru["uuid"]])
    for siapa in (dunia.sari, dunia.budi):
        jawab = masuk(siapa).post(setuju, {"versi": baru["versi"]}, content_type=JSON).json()
    assert jawab["penilai_setuju_pada"]
    assert len(masuk(dunia.karta).get(alamat).json()) == 1
    hasil = masuk(dunia.sari).post(reverse("api_dialog_pakai", args=[baru["uuid"]])).json()
    assert "Satu" in hasil["lampiran"]["konsekuensi"]
