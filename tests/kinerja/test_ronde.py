"""The 360 round: nobody can tell who wrote what, from the tables too; small groups are never shown."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.urls import reverse
from freezegun import freeze_time

from evaluasi.selectors.bahan import bahan_evaluasi
from kinerja import rules, selectors, services
from kinerja.errors import RondeTidakSah, SudahDijawab
from kinerja.models import HasilRonde, JawabanRonde, TandaIkutRonde
from kinerja.rules import JenisPertanyaan, RelasiRonde, StatusRonde
from kinerja.tasks import tutup_ronde
from pegawai.errors import Dilarang
from pegawai.models import Kabar
from pegawai.models.lingkup import rekan_of
from tests.factories.umpan import jawab, rekan_baru, ronde_dibuka, ronde_draf

SESUDAH = "2026-05-27 03:00:00"


@pytest.fixture
def lima(dunia, hari_ini):
    """Citra, Tono and three more: Sari's five colleagues."""
    return [dunia.citra, dunia.tono, *rekan_baru(dunia, "Rina Kartika", "Rudi Hartono", "Ratih Ayu")]


@pytest.fixture
def ronde(dunia, lima):
    return ronde_dibuka(dunia)


# --- rules: what is left, what is too close ------------------------------------------------------


@pytest.mark.parametrize(("jumlah", "tampil"), [(4, 0), (5, 1), (6, 1)])
def test_a_mean_is_told_from_the_minimum_on(jumlah, tampil):
    hasil = rules.susun_hasil([("p", 3, "")] * jumlah, 5)

    assert len(hasil) == tampil
    assert all((h.jumlah, h.rata) == (jumlah, Decimal("3.0")) for h in hasil)


def test_minimum_below_three_is_never_used():
    assert rules.susun_hasil([("p", 3, "")] * 2, 1) == []


def test_words_of_few_are_told_only_in_a_large_group():
    besar = [("p", 3, "")] * 5 + [("k", None, "Teruskan.")]

    assert [h.kata for h in rules.susun_hasil(besar, 5)] == [(), ("Teruskan.",)]
    assert rules.susun_hasil(besar[1:], 5) == []


def test_one_question_answered_by_few_is_left_out_of_a_large_group():
    hasil = rules.susun_hasil([("p", 4, "")] * 5 + [("q", 1, "")] * 2, 5)

    assert [h.pertanyaan for h in hasil] == ["p"]


def test_counter_moves_in_tens():
    assert [rules.perkiraan_persen(n, 30) for n in (0, 2, 3, 5, 29, 30)] == [0, 0, 10, 10, 90, 100]


@pytest.mark.parametrize("mungkin", [0, 5, 29])
def test_small_round_counts_for_nobody(mungkin):
    """A tenth of it is one answer or two: the counter would move by one."""
    assert rules.perkiraan_persen(min(mungkin, 3), mungkin) is None


def test_every_round_starts_with_the_seven_values():
    nilai = [n for _, n, _ in rules.pertanyaan_bawaan() if n]

    assert len(nilai) == len(set(nilai)) == 7


@pytest.mark.parametrize(
    ("mulai", "boleh"), [(date(2026, 6, 1), False), (date(2026, 8, 24), False), (date(2026, 8, 25), True)]
)
def test_rounds_about_the_same_people_keep_their_distance(mulai, boleh):
    isi = {
        "mulai": mulai,
        "selesai": mulai + timedelta(days=7),
        "hari_ini": date(2026, 5, 12),
        "jumlah_pertanyaan": 9,
        "lain": [("Pertama", date(2026, 5, 12), date(2026, 5, 26))],
        "jeda": 90,
    }
    if boleh:
        rules.check_buka_ronde(**isi)
    else:
        with pytest.raises(RondeTidakSah, match="Terlalu dekat"):
            rules.check_buka_ronde(**isi)


# --- who is asked --------------------------------------------------------------------------------


def test_group_is_that_of_the_relation_at_the_first_day(dunia, lima, ronde):
    kelompok = selectors.kelompok_of(ronde, [dunia.sari.pk, dunia.citra.pk])

    for orang in (dunia.sari, dunia.citra):
        rekan = set(rekan_of(orang, ronde.mulai).values_list("pk", flat=True))
        assert kelompok[orang.pk, RelasiRonde.REKAN] == rekan
    assert dunia.budi.pk not in kelompok[dunia.sari.pk, RelasiRonde.REKAN]


def test_group_below_the_minimum_is_not_asked(dunia, lima):
    ronde = ronde_dibuka(dunia, minimum=5)

    assert selectors.relasi_ronde(dunia.citra, ronde, dunia.sari) == RelasiRonde.REKAN
    # the others have four colleagues: Tono is in Sari's team only
    assert selectors.relasi_ronde(dunia.sari, ronde, dunia.citra) is None
    assert [t.pegawai for t in selectors.tugas_ronde(dunia.citra, ronde)] == [dunia.sari]


def test_round_without_any_group_large_enough_is_not_opened(dunia, hari_ini):
    with pytest.raises(RondeTidakSah, match="Tidak ada kelompok"):
        ronde_dibuka(dunia, minimum=50)


def test_stranger_does_not_answer(dunia, ronde):
    with pytest.raises(Dilarang):
        jawab(ronde, dunia.dewi, dunia.sari)
    with pytest.raises(Dilarang):
        jawab(ronde, dunia.budi, dunia.sari)

    assert not JawabanRonde.objects.exists()


def test_second_answer_is_refused_and_the_first_stays(dunia, ronde):
    jawab(ronde, dunia.citra, dunia.sari, 4)

    with pytest.raises(SudahDijawab):
        jawab(ronde, dunia.citra, dunia.sari, 1)

    assert set(JawabanRonde.objects.values_list("angka", flat=True)) == {4}
    assert TandaIkutRonde.objects.count() == 1
    assert [t.sudah for t in selectors.tugas_ronde(dunia.citra, ronde) if t.pegawai == dunia.sari] == [True]


def test_mark_made_with_a_former_key_still_counts(dunia, ronde, settings):
    jawab(ronde, dunia.citra, dunia.sari)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "kunci-baru-sesudah-pergantian"

    with pytest.raises(SudahDijawab):
        jawab(ronde, dunia.citra, dunia.sari)


@pytest.mark.parametrize("angka", [0, 5, -1, "x"])
def test_answer_outside_the_scale_is_refused(dunia, ronde, angka):
    with pytest.raises(RondeTidakSah):
        jawab(ronde, dunia.citra, dunia.sari, angka)

    assert not TandaIkutRonde.objects.exists()


# --- the threat model, looked up in the tables ---------------------------------------------------


def semua_sel(tabel: str) -> str:
    """Everything the database holds of a table, hidden columns too."""
    with connection.cursor() as kursor:
        kursor.execute(f'SELECT t.*, t.ctid::text FROM "{tabel}" t')
        return repr(kursor.fetchall())


def test_tables_of_answers_know_no_author_no_time_and_no_order():
    for model in (JawabanRonde, TandaIkutRonde):
        nama = {f.get_internal_type() for f in model._meta.get_fields()}
        assert not nama & {
            "DateTimeField",
            "DateField",
            "TimeField",
            "AutoField",
            "BigAutoField",
            "SmallAutoField",
        }
    assert {f.name for f in TandaIkutRonde._meta.get_fields()} == {"tanda", "ronde"}
    assert {f.name for f in JawabanRonde._meta.get_fields()} == {
        "kunci",
        "ronde",
        "pegawai",
        "relasi",
        "pertanyaan",
        "angka",
        "teks",
    }


def test_history_keeps_nothing_of_answers(django_db_blocker, db):
    """No event model, and no trigger that would write one."""
    for nama in ("JawabanRonde", "TandaIkutRonde"):
        with pytest.raises(LookupError):
            apps.get_model("kinerja", f"{nama}Event")
        with connection.cursor() as kursor:
            kursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
                [apps.get_model("kinerja", nama)._meta.db_table],
            )
            assert kursor.fetchone() == (0,)


def test_answering_writes_into_the_two_tables_and_nowhere_else(dunia, ronde, masuk):
    """By page, with a session: no context, no event, no session row, no message that names a moment."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tabel = [b[0] for b in kursor.fetchall()]
    client = masuk(dunia.citra)
    isi = {str(p.uuid): "4" for p in ronde.pertanyaan.filter(jenis=JenisPertanyaan.SKALA)}
    alamat = reverse("kinerja:ronde_isi", args=[ronde.uuid, dunia.sari.uuid])
    client.get(alamat)

    def sidik() -> dict[str, str]:
        hasil = {}
        with connection.cursor() as kursor:
            for t in tabel:
                kursor.execute(
                    f"SELECT md5(coalesce(string_agg(x::text, '|' ORDER BY x::text), '')) FROM \"{t}\" x"
                )
                hasil[t] = kursor.fetchone()[0]
        return hasil

    sebelum = sidik()
    response = client.post(alamat, isi)
    sesudah = sidik()

    assert response.status_code == 302
    assert response["Location"].endswith("?diterima=baru")
    assert {t for t in tabel if sebelum[t] != sesudah[t]} == {
        "kinerja_jawabanronde",
        "kinerja_tandaikutronde",
    }


def test_mark_cannot_be_worked_out_from_the_database(dunia, ronde, settings):
    """The mark is keyed: with another secret it is another, and it holds neither number nor uuid of anybody."""
    jawab(ronde, dunia.citra, dunia.sari)
    isi = semua_sel("kinerja_tandaikutronde") + semua_sel("kinerja_jawabanronde")

    assert str(dunia.citra.uuid) not in isi
    tanda = TandaIkutRonde.objects.get().tanda
    settings.SECRET_KEY = "kunci-orang-yang-hanya-memegang-basis-data"
    assert tanda not in selectors.tanda_ikut(ronde, dunia.citra.pk, dunia.sari.pk)


def test_box_is_written_anew_so_that_no_row_is_older_than_another(dunia, lima, ronde):
    """All answers of a group bear the same transaction, and none keeps its key: which came last cannot be seen."""
    kotak = JawabanRonde.objects.filter(pegawai=dunia.sari)
    jawab(ronde, lima[0], dunia.sari, 1)
    lama = set(kotak.values_list("kunci", flat=True))

    jawab(ronde, lima[1], dunia.sari, 4)

    assert not lama & set(kotak.values_list("kunci", flat=True))
    with connection.cursor() as kursor:
        kursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM kinerja_jawabanronde")
        assert kursor.fetchone() == (1, 14)


def test_order_in_the_box_is_shuffled(dunia, lima, ronde):
    """Fourteen answers lie as they were given in one of 14! cases."""
    jawab(ronde, lima[0], dunia.sari, 1)
    jawab(ronde, lima[1], dunia.sari, 4)
    with connection.cursor() as kursor:
        kursor.execute("SELECT pertanyaan_id, angka FROM kinerja_jawabanronde ORDER BY ctid")
        letak = kursor.fetchall()

    urut = sorted(letak, key=lambda b: (b[1], b[0]))
    assert letak != urut
    assert sorted(letak) == sorted(urut)


# --- closing -------------------------------------------------------------------------------------


def test_nothing_is_shown_before_the_last_day_is_over(dunia, lima, ronde, masuk):
    for orang in lima:
        jawab(ronde, orang, dunia.sari)

    services.close_ronde(ronde=ronde)

    assert not HasilRonde.objects.exists()
    assert selectors.hasil_ronde(dunia.sari) == []
    detail = masuk(dunia.eka).get(reverse("kinerja:ronde_detail", args=[ronde.uuid])).text
    assert "Tidak ditampilkan, karena ronde ini kecil." in detail
    assert "5 dari" not in detail


def test_closing_keeps_means_and_throws_answers_away(dunia, lima, ronde, masuk):
    for n, orang in enumerate(lima):
        jawab(ronde, orang, dunia.sari, angka=2 + n % 3, kata=f"Kata <b>{n}</b>" if n < 2 else "")
    jawab(ronde, lima[0], lima[2], 1)

    with freeze_time(SESUDAH):
        assert tutup_ronde() == 1
        assert tutup_ronde() == 0
        halaman = masuk(dunia.sari).get(reverse("kinerja:ronde")).text

    assert not JawabanRonde.objects.exists()
    assert not TandaIkutRonde.objects.exists()
    (h,) = selectors.hasil_ronde(dunia.sari)
    assert (h.relasi, h.jumlah, len(h.angka)) == (RelasiRonde.REKAN, 5, 7)
    assert {a.rata for a in h.angka} == {Decimal("2.8")}
    assert sorted(h.kata[0].kata) == ["Kata <b>0</b>", "Kata <b>1</b>"]
    assert "Kata &lt;b&gt;0&lt;/b&gt;" in halaman
    # one answer about another: below the minimum, gone and never shown
    assert selectors.hasil_ronde(lima[2]) == []
    ronde.refresh_from_db()
    assert (ronde.status, ronde.jumlah_jawaban) == (StatusRonde.DITUTUP, 6)


def test_who_is_asked_hears_of_it_and_answering_changes_nothing_in_it(dunia, lima, ronde):
    """All are told in the same words when it opens; afterwards only whom the result is about."""
    kabar = Kabar.objects.filter(kunci=f"ronde-dibuka-{ronde.uuid}")
    assert {p.pk for p in lima} <= set(kabar.values_list("penerima", flat=True))
    assert kabar.order_by().values("teks", "tautan").distinct().count() == 1
    sebelum = list(Kabar.objects.order_by("pk").values())
    for orang in lima:
        jawab(ronde, orang, dunia.sari)
    assert list(Kabar.objects.order_by("pk").values()) == sebelum

    with freeze_time(SESUDAH):
        services.close_ronde(ronde=ronde)

    hasil = Kabar.objects.filter(kunci=f"ronde-ditutup-{ronde.uuid}")
    assert list(hasil.values_list("penerima", flat=True)) == [dunia.sari.pk]


def test_no_total_over_groups_can_be_subtracted(dunia, lima, ronde):
    """What is kept is per person and group; there is no row over groups, people or units."""
    nama = {f.name for f in HasilRonde._meta.get_fields()}

    assert {"pegawai", "relasi", "pertanyaan"} <= nama
    assert not HasilRonde._meta.get_field("pegawai").null
    assert not HasilRonde._meta.get_field("relasi").null
    with pytest.raises(FieldDoesNotExist):
        HasilRonde._meta.get_field("unit")


def test_results_never_change(dunia, lima, ronde):
    for orang in lima:
        jawab(ronde, orang, dunia.sari)
    with freeze_time(SESUDAH):
        services.close_ronde(ronde=ronde)

    from django.db import Error, transaction

    with pytest.raises(Error), transaction.atomic():
        HasilRonde.objects.update(rata=1)


def test_calling_off_throws_everything_away(dunia, lima, ronde):
    jawab(ronde, lima[0], dunia.sari)

    services.cancel_ronde(pelaku=dunia.eka, ronde=ronde)

    assert not JawabanRonde.objects.exists()
    assert not TandaIkutRonde.objects.exists()
    with pytest.raises(Dilarang):
        jawab(ronde, lima[1], dunia.sari)


def test_open_round_does_not_change(dunia, ronde):
    with pytest.raises(RondeTidakSah):
        services.save_ronde(
            pelaku=dunia.eka,
            ronde=ronde,
            nama="Lain",
            mulai=ronde.mulai,
            selesai=ronde.selesai,
            minimum=3,
            relasi=["rekan"],
        )
    with pytest.raises(RondeTidakSah):
        services.add_pertanyaan(pelaku=dunia.eka, ronde=ronde, teks="Siapa Anda?", jenis="kata")


def test_evaluation_reads_means_only(dunia, lima, skp):
    ronde = ronde_dibuka(dunia)
    for orang in lima:
        jawab(ronde, orang, dunia.sari, 3, kata="Rahasia penulis.")
    with freeze_time(SESUDAH):
        services.close_ronde(ronde=ronde)

    bahan = bahan_evaluasi(skp, skp.periode)
    rata = [r for p in bahan.perilaku for r in p.ronde]

    assert len(rata) == 7
    assert {r.peran for r in rata} == {"rekan"}
    assert all("rata-rata 3,0 dari 4, 5 jawaban" in r.teks for r in rata)
    assert "Rahasia" not in repr(bahan)


# --- the admin -----------------------------------------------------------------------------------


def test_admin_plans_by_page(dunia, lima, masuk, hari_ini):
    client = masuk(dunia.eka)
    data = {
        "nama": "Ronde 2026",
        "mulai": "2026-05-12",
        "selesai": "2026-05-30",
        "relasi": ["rekan", "bawahan"],
        "minimum": "5",
        "unit": [dunia.bidang.uuid],
    }
    response = client.post(reverse("kinerja:ronde_buat"), data)
    ronde = dunia.instansi.ronde.get()
    assert response["Location"] == reverse("kinerja:ronde_detail", args=[ronde.uuid])
    assert ronde.pertanyaan.count() == 9

    client.post(
        reverse("kinerja:ronde_pertanyaan", args=[ronde.uuid]), {"teks": "Apa lagi?", "jenis": "kata"}
    )
    client.post(reverse("kinerja:pertanyaan_hapus", args=[ronde.pertanyaan.first().uuid]))
    client.post(reverse("kinerja:ronde_buka", args=[ronde.uuid]))

    ronde.refresh_from_db()
    assert (ronde.status, ronde.pertanyaan.count()) == (StatusRonde.DIBUKA, 9)
    assert client.get(reverse("kinerja:ronde_kelola")).status_code == 200


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"minimum": "2"}, "Kelompok paling sedikit 3 orang"),
        ({"selesai": "2026-05-01"}, "sama dengan atau setelah tanggal mulai"),
        ({"relasi": []}, "Pilih paling sedikit satu kelompok"),
        ({"unit": ["bukan-unit"]}, "Unit itu tidak ditemukan"),
    ],
)
def test_bad_plan_says_what_to_do(dunia, masuk, hari_ini, isian, kalimat):
    data = {
        "nama": "Ronde",
        "mulai": "2026-05-12",
        "selesai": "2026-05-30",
        "relasi": ["rekan"],
        "minimum": "5",
    }

    response = masuk(dunia.eka).post(reverse("kinerja:ronde_buat"), data | isian)

    assert response.status_code == 422
    assert kalimat in response.text


def test_rules_are_readable_by_everyone_with_the_rounds_minimum(dunia, ronde, masuk):
    teks = masuk(dunia.dewi).get(reverse("kinerja:ronde_aturan")).text

    assert "Ronde pertama" in teks
    assert "paling sedikit 3 orang" in teks


def test_api_answers_once(dunia, lima, masuk):
    ronde = ronde_draf(dunia)
    client = masuk(dunia.eka)
    assert client.post(f"/api/v1/kinerja/ronde/{ronde.uuid}/buka/").json()["status"] == "dibuka"
    client = masuk(dunia.citra)
    tugas = client.get(f"/api/v1/kinerja/ronde/{ronde.uuid}/tugas/").json()
    assert dunia.sari.nama_lengkap in [t["pegawai"]["nama"] for t in tugas]
    isi = {"pegawai": str(dunia.sari.uuid), "jawaban": {str(ronde.pertanyaan.first().uuid): "4"}}

    satu = client.post(f"/api/v1/kinerja/ronde/{ronde.uuid}/jawab/", isi, content_type="application/json")
    dua = client.post(f"/api/v1/kinerja/ronde/{ronde.uuid}/jawab/", isi, content_type="application/json")

    assert (satu.status_code, satu.json()) == (201, {"diterima": "baru"})
    assert (dua.status_code, dua.json()) == (200, {"diterima": "sebelumnya"})
    assert JawabanRonde.objects.count() == 1
    kosong = client.post(
        f"/api/v1/kinerja/ronde/{ronde.uuid}/jawab/", isi | {"jawaban": {}}, content_type="application/json"
    )
    assert kosong.status_code in (200, 409)
