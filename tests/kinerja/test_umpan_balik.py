"""Feedback among all: who may speak, own words, mending, taking back, asking, lists."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from kinerja import permissions, rules, selectors, services
from kinerja.errors import UmpanBalikTidakSah
from kinerja.models import PermintaanUmpanBalik, UmpanBalik
from kinerja.rules import IramaUmpanBalik, PeranPemberi, SifatUmpanBalik, StatusPermintaan
from pegawai.audit import riwayat
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import AnggotaTim
from pegawai.rules import Peran, PeranTim
from pegawai.services import grant_peran
from skp.rules import NilaiPerilaku, StatusSkp
from tests.factories.kinerja import catatan_baru, umpan_balik_baru
from tests.factories.skp import skp_at
from tests.factories.umpan import permintaan_baru

PUJI = SifatUmpanBalik.PUJIAN


# --- rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "isi",
    [
        "Sesuai ekspektasi.",
        "Yang membantu tim:",
        "Terima kasih atas…",
        "Yang membantu warga: ok",
        "👍",
        "...",
    ],
)
def test_ready_words_alone_are_refused(isi):
    with pytest.raises(UmpanBalikTidakSah) as galat:
        rules.check_umpan_balik(isi=isi, punya_rhk=False, nilai="", pembuka=["Yang membantu warga:"])

    assert "kata-kata Anda sendiri" in galat.value.pesan


@pytest.mark.parametrize(
    "isi", ["Tepat waktu", "Yang membantu tim: laporan dikirim lebih awal", "مراجعة دقيقة"]
)
def test_own_words_are_taken(isi):
    rules.check_umpan_balik(isi=isi, punya_rhk=False, nilai="")


def test_ready_answer_of_expectation_is_the_leaders_alone():
    with pytest.raises(UmpanBalikTidakSah) as galat:
        rules.check_umpan_balik(
            isi="Tepat waktu", punya_rhk=False, nilai="", peran=PeranPemberi.REKAN, penilaian="sesuai"
        )

    assert galat.value.bidang == "penilaian"


@pytest.mark.parametrize(
    ("terakhir", "hari", "tempo"),
    [(None, 30, date(2026, 1, 31)), (date(2026, 3, 1), 7, date(2026, 3, 8)), (date(2026, 3, 1), None, None)],
)
def test_due_day_follows_the_rhythm(terakhir, hari, tempo):
    assert rules.jatuh_tempo(terakhir=terakhir, mulai=date(2026, 1, 1), hari=hari) == tempo


def test_every_rhythm_has_its_days():
    assert set(rules.HARI_IRAMA) | {IramaUmpanBalik.KHUSUS} == set(IramaUmpanBalik)


# --- who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("siapa", "peran"),
    [
        ("budi", PeranPemberi.PENILAI),
        ("karta", PeranPemberi.ATASAN_PENILAI),
        ("tono", PeranPemberi.KETUA_TIM),
        ("citra", PeranPemberi.REKAN),
        ("dewi", None),
        ("sari", None),
    ],
)
def test_role_follows_from_the_relation(dunia, skp, siapa, peran):
    assert permissions.peran_umpan_balik(getattr(dunia, siapa), skp) == peran


def test_bawahan_speaks_to_his_penilai(dunia, hari_ini):
    skp_budi = skp_at(StatusSkp.BERJALAN, pegawai=dunia.budi)

    u = services.give_umpan_balik(pelaku=dunia.sari, skp=skp_budi, isi="Arahannya jelas sekali.", sifat=PUJI)

    assert u.peran_pemberi == PeranPemberi.BAWAHAN
    assert permissions.peran_umpan_balik(dunia.dewi, skp_budi) is None


def test_colleague_counts_on_the_day_it_is_about(dunia, skp, hari_ini):
    """Dewi was in Sari's team until April: about April she may speak, about May no more."""
    tim = AnggotaTim.objects.get(pegawai=dunia.sari).tim
    AnggotaTim.objects.create(
        tim=tim, pegawai=dunia.dewi, peran=PeranTim.ANGGOTA, mulai=date(2026, 1, 1), selesai=date(2026, 4, 30)
    )

    u = services.give_umpan_balik(
        pelaku=dunia.dewi, skp=skp, isi="Membantu saya menguji.", sifat=PUJI, tanggal=date(2026, 4, 10)
    )

    assert u.peran_pemberi == PeranPemberi.REKAN
    with pytest.raises(Dilarang) as galat:
        services.give_umpan_balik(pelaku=dunia.dewi, skp=skp, isi="Membantu saya.", sifat=PUJI)
    assert "rekan seunit" in galat.value.pesan


def test_agency_can_close_it_for_colleagues(dunia, skp):
    services.set_pengaturan(
        pelaku=dunia.eka, menit_ubah=60, is_rekan_dibuka=False, is_bawahan_dibuka=True, hari_jeda_ronde=90
    )

    boleh = permissions.may_give_umpan_balik(dunia.citra, skp)

    assert not boleh
    assert "tidak membuka" in boleh.alasan
    assert permissions.may_give_umpan_balik(dunia.budi, skp)


def test_colleagues_label_does_not_suggest_a_rating(dunia, skp):
    with pytest.raises(UmpanBalikTidakSah):
        umpan_balik_baru(dunia.citra, skp, penilaian="diatas")

    assert UmpanBalik.objects.count() == 0


# --- mending and taking back ---------------------------------------------------------------------


def ubah(u, **lain):
    isi = {
        "isi": "Laporannya kurang lengkap.",
        "sifat": SifatUmpanBalik.KOREKSI,
        "cara": "tatap_muka",
        **lain,
    }
    return services.edit_umpan_balik(pelaku=u.pemberi, umpan_balik=u, **isi)


def test_edit_keeps_the_former_words_and_is_to_be_read_anew(dunia, skp):
    u = umpan_balik_baru(dunia.citra, skp, "Rapi sekali.")
    services.mark_read(pelaku=dunia.sari, umpan_balik=u)

    u = ubah(u)

    assert (u.isi, u.cara, u.dibaca_pada, u.nomor_sunting) == (
        "Laporannya kurang lengkap.",
        "tatap_muka",
        None,
        1,
    )
    terakhir = riwayat(u)[0]
    assert terakhir["tindakan"] == "umpan_balik.diubah"
    assert terakhir["perubahan"]["isi"] == ["Rapi sekali.", "Laporannya kurang lengkap."]


def test_two_tabs_do_not_overwrite(dunia, skp):
    u = ubah(umpan_balik_baru(dunia.citra, skp))

    with pytest.raises(SudahBerubah):
        ubah(u, isi="Dari tab lain.", nomor_sunting=0)


def test_after_the_agencys_time_nothing_is_changed(dunia, skp):
    services.set_pengaturan(
        pelaku=dunia.eka, menit_ubah=10, is_rekan_dibuka=True, is_bawahan_dibuka=True, hari_jeda_ronde=90
    )
    u = umpan_balik_baru(dunia.citra, skp)

    with freeze_time("2026-05-12 03:11:00"):
        for tindakan in (
            lambda: ubah(u),
            lambda: services.withdraw_umpan_balik(pelaku=dunia.citra, umpan_balik=u),
        ):
            with pytest.raises(UmpanBalikTidakSah) as galat:
                tindakan()
            assert "10 menit" in galat.value.pesan

    u.refresh_from_db()
    assert u.ditarik_pada is None


@pytest.mark.parametrize("dibaca", [True, False])
def test_withdrawn_keeps_its_trace_for_the_giver_and_for_who_had_read_it(dunia, skp, dibaca):
    u = umpan_balik_baru(dunia.budi, skp)
    if dibaca:
        services.mark_read(pelaku=dunia.sari, umpan_balik=u)

    services.withdraw_umpan_balik(pelaku=dunia.budi, umpan_balik=u)
    services.withdraw_umpan_balik(pelaku=dunia.budi, umpan_balik=u)

    assert list(selectors.umpan_balik_diberikan(dunia.budi)) == [u]
    assert (u in selectors.umpan_balik_diterima(dunia.sari)) is dibaca
    assert (u in UmpanBalik.objects.visible_to(dunia.sari)) is dibaca
    assert u not in UmpanBalik.objects.visible_to(dunia.karta)
    assert selectors.umpan_balik_per_rhk(skp) == {}
    assert riwayat(u)[0]["tindakan"] == "umpan_balik.ditarik"


def test_only_the_giver_takes_back(dunia, skp):
    u = umpan_balik_baru(dunia.citra, skp)

    with pytest.raises(Dilarang):
        services.withdraw_umpan_balik(pelaku=dunia.budi, umpan_balik=u)


# --- rhythm --------------------------------------------------------------------------------------


def test_nearest_rhythm_holds_and_marks_what_was_due(dunia, skp):
    services.set_irama(pelaku=dunia.eka, unit=None, irama=IramaUmpanBalik.TANPA)
    assert not umpan_balik_baru(dunia.budi, skp, "Baik sekali.").is_terjadwal

    services.set_irama(pelaku=dunia.eka, unit=dunia.bidang, irama=IramaUmpanBalik.MINGGUAN)

    assert not umpan_balik_baru(dunia.budi, skp, "Hari ini lagi.").is_terjadwal
    with freeze_time("2026-05-20 03:00:00"):
        assert umpan_balik_baru(dunia.budi, skp, "Seminggu kemudian.").is_terjadwal


def test_only_the_agencys_admin_sets_it(dunia, skp):
    with pytest.raises(Dilarang):
        services.set_irama(pelaku=dunia.budi, unit=None, irama=IramaUmpanBalik.BULANAN)
    with pytest.raises(UmpanBalikTidakSah):
        services.set_irama(pelaku=dunia.eka, unit=None, irama=IramaUmpanBalik.KHUSUS, hari=0)


# --- requests ------------------------------------------------------------------------------------


def test_request_is_answered_about_what_was_asked(dunia, skp, rhk):
    minta = permintaan_baru(skp, dunia.citra, rhk=rhk)

    u = services.give_umpan_balik(
        pelaku=dunia.citra, skp=skp, isi="Dengarkan dulu sampai selesai.", sifat="saran", permintaan=minta
    )

    minta.refresh_from_db()
    assert (u.rhk, u.permintaan, minta.status) == (rhk, minta, StatusPermintaan.DIJAWAB)
    with pytest.raises(UmpanBalikTidakSah):
        services.decline_permintaan(pelaku=dunia.citra, permintaan=minta)


def test_answer_taken_back_makes_it_wait_again(dunia, skp):
    minta = permintaan_baru(skp, dunia.citra)
    u = umpan_balik_baru(dunia.citra, skp, permintaan=minta)

    services.withdraw_umpan_balik(pelaku=dunia.citra, umpan_balik=u)

    assert list(selectors.permintaan_masuk(dunia.citra)) == [minta]


def test_same_request_twice_is_one_row(dunia, skp):
    kunci = uuid.uuid4()

    satu = permintaan_baru(skp, dunia.citra, klien_id=kunci)
    dua = permintaan_baru(skp, dunia.citra, klien_id=kunci)

    assert satu == dua
    assert PermintaanUmpanBalik.objects.count() == 1


def test_request_outside_the_relation_is_refused_with_the_sentence(dunia, skp):
    with pytest.raises(Dilarang) as galat:
        permintaan_baru(skp, dunia.dewi)

    assert "di luar hubungan kerja" in galat.value.pesan


def test_decline_and_call_back(dunia, skp):
    satu, dua = permintaan_baru(skp, dunia.citra), permintaan_baru(skp, dunia.tono)

    services.decline_permintaan(pelaku=dunia.citra, permintaan=satu, alasan="Saya jarang ikut rapat itu.")
    services.cancel_permintaan(pelaku=dunia.sari, permintaan=dua)

    satu.refresh_from_db()
    assert (satu.status, satu.alasan) == ("ditolak", "Saya jarang ikut rapat itu.")
    assert not selectors.permintaan_masuk(dunia.citra).exists()
    assert not selectors.permintaan_masuk(dunia.tono).exists()


# --- pages ---------------------------------------------------------------------------------------


class TestBeriKepada:
    def test_colleague_gives_from_the_list(self, dunia, skp, masuk):
        client = masuk(dunia.citra)
        daftar = client.get(reverse("kinerja:umpan_balik_orang"), {"q": "sari"}).text
        alamat = reverse("kinerja:umpan_balik_kepada", args=[dunia.sari.uuid])
        assert alamat in daftar
        halaman = client.get(alamat)
        assert "Jawaban siap" not in halaman.text
        assert skp.rhk.first().teks not in halaman.text

        data = {
            "klien_id": uuid.uuid4(),
            "isi": "<script>alert(1)</script> ‮teks 😀",
            "sifat": "pujian",
            "sasaran": f"nilai:{NilaiPerilaku.KOLABORATIF}",
            "cara": "tatap_muka",
            "tanggal": "2026-05-12",
        }
        client.post(alamat, data)
        client.post(alamat, data)

        u = UmpanBalik.objects.get()
        assert (u.pemberi, u.nilai, u.peran_pemberi) == (dunia.citra, "kolaboratif", "rekan")
        terima = masuk(dunia.sari).get(reverse("kinerja:umpan_balik")).text
        assert "&lt;script&gt;" in terima
        assert "<script>alert" not in terima
        assert "Citra Lestari, Rekan Kerja" in terima

    def test_outsider_reads_the_sentence(self, dunia, skp, masuk):
        response = masuk(dunia.dewi).get(reverse("kinerja:umpan_balik_kepada", args=[dunia.sari.uuid]))

        assert response.status_code == 403
        assert "rekan seunit" in response.text

    def test_too_long_keeps_what_was_typed(self, dunia, skp, masuk):
        alamat = reverse("kinerja:umpan_balik_kepada", args=[dunia.sari.uuid])
        data = {"klien_id": uuid.uuid4(), "isi": "a" * 5000, "sifat": "pujian", "cara": "tertulis"}

        response = masuk(dunia.citra).post(alamat, data | {"tanggal": "2026-05-12"})

        assert response.status_code == 422
        assert "Ringkas sampai 2000 huruf" in response.text
        assert "a" * 5000 in response.text


def test_list_is_narrowed_and_its_queries_are_pinned(dunia, skp, rhk, masuk, client):
    for n in range(3):
        umpan_balik_baru(dunia.citra, skp, f"Rapat ke-{n} berjalan baik.", nilai=NilaiPerilaku.HARMONIS)
    umpan_balik_baru(dunia.budi, skp, "Laporan belum lengkap.", sifat="koreksi", rhk=rhk)
    client = masuk(dunia.sari)
    alamat = reverse("kinerja:umpan_balik")
    client.get(alamat)

    def tampil(**saring):
        return client.get(alamat, saring).context["halaman"].paginator.count

    assert tampil(peran="rekan") == 3
    assert tampil(sifat="koreksi", tentang="rhk") == 1
    assert tampil(tentang="nilai:harmonis", q="ke-1") == 1
    assert tampil(mulai="2026-05-13") == 0
    assert tampil(sifat="bukan-pilihan", mulai="bukan-tanggal") == 4
    with CaptureQueriesContext(
        connection,
    ) as kueri:
        client.get(alamat)
    assert len(kueri) <= 9


def test_edit_and_take_back_by_page(dunia, skp, masuk):
    u = umpan_balik_baru(dunia.citra, skp)
    client = masuk(dunia.citra)
    assert (
        reverse("kinerja:umpan_balik_ubah", args=[u.uuid])
        in client.get(reverse("kinerja:umpan_balik_diberikan")).text
    )

    data = {
        "nomor_sunting": 0,
        "isi": "Lebih tepatnya: datanya lengkap.",
        "sifat": "pujian",
        "cara": "tertulis",
    }
    client.post(reverse("kinerja:umpan_balik_ubah", args=[u.uuid]), data)
    u.refresh_from_db()
    assert u.isi == "Lebih tepatnya: datanya lengkap."

    client.post(reverse("kinerja:umpan_balik_tarik", args=[u.uuid]))
    u.refresh_from_db()
    assert u.ditarik_pada
    lambat = client.get(reverse("kinerja:umpan_balik_ubah", args=[u.uuid]))
    assert lambat.status_code == 409
    assert "sudah ditarik" in lambat.text


def test_request_by_page_reaches_the_queue_of_the_asked(dunia, skp, rhk, masuk):
    catatan = catatan_baru(rhk, date(2026, 5, 11))
    alamat = f"{reverse('kinerja:permintaan_buat')}?catatan={catatan.uuid}"
    data = {
        "klien_id": uuid.uuid4(),
        "kepada": dunia.citra.uuid,
        "pertanyaan": "Apakah laporannya mudah dibaca?",
        "sampai": "2026-05-20",
    }

    masuk(dunia.sari).post(alamat, data)

    client = masuk(dunia.citra)
    assert "Jawab permintaan umpan balik" in client.get(reverse("beranda")).text
    antrean = client.get(reverse("kinerja:permintaan")).text
    assert "Apakah laporannya mudah dibaca?" in antrean
    minta = PermintaanUmpanBalik.objects.get()
    jawab = client.get(reverse("kinerja:permintaan_jawab", args=[minta.uuid])).text
    assert catatan.uraian in jawab
    masuk(dunia.citra).post(
        reverse("kinerja:permintaan_tolak", args=[minta.uuid]), {"alasan": "Maaf, belum sempat."}
    )
    assert "Maaf, belum sempat." in masuk(dunia.sari).get(reverse("kinerja:permintaan")).text


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"pertanyaan": ""}, "Pertanyaan belum ditulis."),
        ({"sampai": "2026-05-01"}, "Pilih tanggal dari hari ini"),
        ({"kepada": "bukan-orang"}, "Pilihan itu tidak ditemukan"),
    ],
)
def test_bad_request_says_what_to_do(dunia, skp, masuk, isian, kalimat):
    data = {
        "klien_id": uuid.uuid4(),
        "kepada": dunia.citra.uuid,
        "pertanyaan": "Bagaimana?",
        "sampai": "2026-05-20",
    }

    response = masuk(dunia.sari).post(reverse("kinerja:permintaan_buat"), data | isian)

    assert response.status_code == 422
    assert kalimat in response.text
    assert not PermintaanUmpanBalik.objects.exists()


def test_admin_sets_rules_rhythm_and_openers(dunia, skp, masuk):
    client = masuk(dunia.eka)
    client.post(
        reverse("kinerja:umpan_balik_atur"),
        {"menit_ubah": "30", "is_rekan_dibuka": "on", "hari_jeda_ronde": "120"},
    )
    client.post(reverse("kinerja:irama_atur"), {"unit": dunia.bidang.uuid, "irama": "khusus", "hari": "14"})
    client.post(reverse("kinerja:frasa_bersama"), {"teks": "Bagi warga, ini berarti", "sifat": ""})

    atur = selectors.pengaturan_of(dunia.instansi.pk)
    assert (atur.menit_ubah, atur.is_bawahan_dibuka, atur.hari_jeda_ronde) == (30, False, 120)
    assert [(i.unit, i.hari) for i in selectors.irama_instansi(dunia.instansi.pk)] == [(dunia.bidang, 14)]
    assert [p.teks for p in selectors.pembuka_of(dunia.budi)] == ["Bagi warga, ini berarti"]
    salah = client.post(reverse("kinerja:umpan_balik_atur"), {"menit_ubah": "99999", "hari_jeda_ronde": "5"})
    assert salah.status_code == 422
    assert "0 sampai 10080" in salah.text
    with pytest.raises(UmpanBalikTidakSah):
        umpan_balik_baru(dunia.budi, skp, "Bagi warga, ini berarti …")


def test_admin_of_a_unit_does_not_set_the_agencys_rules(dunia, masuk):
    grant_peran(pelaku=None, pegawai=dunia.tono, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang)

    assert masuk(dunia.tono).get(reverse("kinerja:umpan_balik_atur")).status_code == 403


def test_api_is_idempotent_and_takes_a_person(dunia, skp, masuk):
    client = masuk(dunia.citra)
    kunci = {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}
    data = {"kepada": str(dunia.sari.uuid), "isi": "Datanya rapi.", "sifat": "pujian"}

    satu = client.post("/api/v1/kinerja/umpan-balik/", data, content_type="application/json", **kunci)
    dua = client.post("/api/v1/kinerja/umpan-balik/", data, content_type="application/json", **kunci)

    assert (satu.status_code, satu.json()["uuid"]) == (201, dua.json()["uuid"])
    keduanya = data | {"skp": str(skp.uuid)}
    assert (
        client.post("/api/v1/kinerja/umpan-balik/", keduanya, content_type="application/json").status_code
        == 400
    )
    luar = masuk(dunia.dewi).post("/api/v1/kinerja/umpan-balik/", data, content_type="application/json")
    assert (luar.status_code, luar.json()["kode"]) == (403, "dilarang")


def test_api_requests(dunia, skp, masuk, hari_ini):
    data = {
        "kepada": str(dunia.citra.uuid),
        "pertanyaan": "Apa yang kurang?",
        "sampai": (hari_ini + timedelta(days=3)).isoformat(),
    }

    minta = (
        masuk(dunia.sari)
        .post("/api/v1/kinerja/umpan-balik/permintaan/", data, content_type="application/json")
        .json()
    )

    client = masuk(dunia.citra)
    assert [m["uuid"] for m in client.get("/api/v1/kinerja/umpan-balik/permintaan/").json()["results"]] == [
        minta["uuid"]
    ]
    jawab = {"permintaan": minta["uuid"], "isi": "Sudah lengkap.", "sifat": "pujian"}
    u = client.post("/api/v1/kinerja/umpan-balik/", jawab, content_type="application/json").json()
    assert u["permintaan"] == minta["uuid"]
    tarik = client.post(f"/api/v1/kinerja/umpan-balik/{u['uuid']}/tarik/").json()
    assert tarik["ditarik_pada"]


def test_a_day_before_the_relation_is_told_at_its_field(dunia, skp, masuk):
    """The giver may today: only the day is wrong, and what was typed stays."""
    alamat = reverse("kinerja:umpan_balik_kepada", args=[dunia.sari.uuid])
    isi = {"isi": "Presentasi runtut", "sifat": "pujian", "cara": "tertulis", "klien_id": str(uuid.uuid4())}
    response = masuk(dunia.citra).post(alamat, isi | {"tanggal": "2020-01-06"})
    assert response.status_code == 422
    assert "Pilih tanggal lain." in response.text
    assert "Presentasi runtut" in response.text
    assert not UmpanBalik.objects.filter(isi="Presentasi runtut").exists()
