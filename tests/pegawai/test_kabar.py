"""Notifications: who is told what, once, never about oneself; kinds off; the digest; the calendar feed."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from pegawai.models import Kabar, Pegawai, RingkasanHarian, SetelanKabar
from pegawai.rules import MAKS_KABAR, JenisKabar, potong_kabar
from pegawai.services import (
    forget_kabar,
    make_kunci_kalender,
    revoke_kunci_kalender,
    set_kabar,
    tell,
    tell_many,
)
from skp.models import Periode
from skp.rules import JenisJendela, StatusSkp, Tenggat, tenggat_diingatkan
from skp.selectors import tenggat_of
from skp.services import (
    approve_skp,
    extend_jendela,
    prepare_ringkasan,
    return_skp,
    send_ringkasan,
    submit_skp,
)
from tests.factories.skp import periode_tahun, skp_at

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 20)


def kabar(orang) -> list[str]:
    return list(Kabar.objects.filter(penerima=orang).order_by("id").values_list("teks", flat=True))


def kirim(orang, teks="Halo", **lain):
    tell(orang, jenis=lain.pop("jenis", JenisKabar.SKP), teks=teks, tautan="/skp/", **lain)


class TestSiapaDiberiTahu:
    def test_each_step_of_an_skp_reaches_the_other_one(self, dunia):
        skp = skp_at(StatusSkp.DRAF, pegawai=dunia.sari)
        skp = submit_skp(pelaku=dunia.sari, skp=skp)
        skp = return_skp(pelaku=dunia.budi, skp=skp, catatan="Sebut satuannya")
        skp = submit_skp(pelaku=dunia.sari, skp=skp)
        approve_skp(pelaku=dunia.budi, skp=skp)

        assert kabar(dunia.budi) == ["Sari Puspita mengajukan SKP 2026."] * 2
        assert kabar(dunia.sari) == [
            "Budi Santoso mengembalikan SKP 2026.",
            "Budi Santoso menyetujui SKP 2026.",
        ]
        assert Kabar.objects.filter(penerima=dunia.budi)[0].tautan == f"/skp/{skp.uuid}/tinjau/"

    def test_nobody_is_told_what_he_did_himself(self, dunia):
        kirim(dunia.sari, oleh=dunia.sari)
        kirim(None)
        assert not Kabar.objects.exists()

    def test_the_same_thing_is_told_once(self, dunia):
        for _ in range(3):
            kirim(dunia.sari, kunci="laporan-1")
        kirim(dunia.budi, kunci="laporan-1")
        assert (len(kabar(dunia.sari)), len(kabar(dunia.budi))) == (1, 1)

    def test_a_silenced_kind_is_not_told(self, dunia):
        set_kabar(pelaku=dunia.sari, senyap=[JenisKabar.SKP], ringkasan=True)
        kirim(dunia.sari)
        kirim(dunia.sari, "Evaluasi", jenis=JenisKabar.EVALUASI)
        assert kabar(dunia.sari) == ["Evaluasi"]

    def test_many_cost_as_much_as_one(self, dunia, django_assert_num_queries):
        for siapa in ([dunia.sari.pk], [dunia.sari.pk, dunia.budi.pk, dunia.citra.pk]):
            with django_assert_num_queries(2):
                tell_many(
                    siapa, instansi_id=dunia.instansi.pk, jenis=JenisKabar.SKP, teks="Halo", tautan="/skp/"
                )

    @pytest.mark.parametrize("tautan", ["https://jahat.example/", "//jahat.example/", "skp/"])
    def test_it_never_leads_out_of_the_application(self, dunia, tautan):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kabar.objects.create(
                instansi=dunia.instansi, penerima=dunia.sari, jenis="skp", teks="x", tautan=tautan
            )

    def test_a_long_line_is_cut_at_a_word(self):
        hasil = potong_kabar("kata panjang " * 40)
        assert len(hasil) <= MAKS_KABAR
        assert hasil.endswith("…")
        assert potong_kabar("dua\n baris") == "dua baris"

    def test_old_ones_are_forgotten(self, dunia):
        kirim(dunia.sari)
        Kabar.objects.update(dibuat_pada=timezone.now() - timedelta(days=91))
        kirim(dunia.sari, "Baru")
        assert forget_kabar() == 1
        assert kabar(dunia.sari) == ["Baru"]


class TestHalaman:
    def test_opened_it_is_read_and_leads_on(self, dunia, masuk):
        kirim(dunia.sari)
        client = masuk(dunia.sari)
        assert "ada yang baru" in client.get("/").content.decode()
        satu = Kabar.objects.get()
        jawaban = client.post(reverse("kabar:buka", args=[satu.uuid]))
        assert jawaban["Location"] == "/skp/"
        satu.refresh_from_db()
        assert satu.dibaca_pada
        assert "ada yang baru" not in client.get("/").content.decode()

    def test_anothers_is_not_found(self, dunia, masuk):
        kirim(dunia.sari)
        alamat = reverse("kabar:buka", args=[Kabar.objects.get().uuid])
        assert masuk(dunia.budi).post(alamat).status_code == 404

    def test_filters_pages_and_read_all(self, dunia, masuk, django_assert_max_num_queries):
        for n in range(60):
            kirim(dunia.sari, f"Kabar {n}", jenis=JenisKabar.SKP if n % 2 else JenisKabar.EVALUASI)
        client = masuk(dunia.sari)
        client.get("/kabar/")
        with django_assert_max_num_queries(4):
            halaman = client.get("/kabar/").context["halaman"]
        assert [k.teks for k in halaman.baris][:2] == ["Kabar 59", "Kabar 58"]
        assert halaman.sesudah
        lanjut = client.get("/kabar/", {"sesudah": halaman.sesudah}).context["halaman"]
        assert not {k.pk for k in halaman.baris} & {k.pk for k in lanjut.baris}
        assert {k.jenis for k in client.get("/kabar/?jenis=evaluasi").context["halaman"].baris} == {
            "evaluasi"
        }
        client.post(reverse("kabar:baca"))
        assert not client.get("/kabar/?baru=1").context["halaman"].baris

    def test_settings_are_kept(self, dunia, masuk):
        client = masuk(dunia.sari)
        client.post(reverse("kabar:setelan"), {"dengar": ["skp", "evaluasi"]})
        setelan = SetelanKabar.objects.get(pegawai=dunia.sari)
        assert not setelan.ringkasan
        assert set(setelan.senyap) == {j.value for j in JenisKabar} - {"skp", "evaluasi"}
        assert client.post(reverse("kabar:setelan"), {"dengar": ["entah"]}).status_code == 422

    def test_the_api_reads_and_marks(self, dunia, masuk):
        kirim(dunia.sari)
        client = masuk(dunia.sari)
        (satu,) = client.get("/api/v1/kabar/", {"baru": "true"}).json()["results"]
        assert satu["teks"] == "Halo"
        jawaban = client.post("/api/v1/kabar/baca/", {"kabar": satu["uuid"]}, content_type="application/json")
        assert jawaban.json() == {"jumlah": 1}
        assert client.get("/api/v1/kabar/", {"baru": "true"}).json()["results"] == []


class TestRingkasan:
    @pytest.fixture(autouse=True)
    def _surel(self, dunia, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        for orang in (dunia.sari, dunia.budi):
            orang.pengguna.email = f"{orang.nama.split()[0].lower()}@contoh.go.id"
            orang.pengguna.save()

    def _jalan(self, dunia, hari=HARI):
        prepare_ringkasan(dunia.instansi, hari)
        return send_ringkasan(hari)

    def test_one_mail_a_day_with_what_is_new(self, dunia):
        for n in range(12):
            kirim(dunia.sari, f"Kabar {n}")
        assert self._jalan(dunia) == 1
        assert self._jalan(dunia) == 0
        (surat,) = mail.outbox
        assert surat.to == ["sari@contoh.go.id"]
        assert "- Kabar 9\n- dan 2 kabar lain" in surat.body
        assert dunia.sari.nip not in surat.body
        kirim(dunia.sari, "Susulan")
        assert self._jalan(dunia) == 0  # that waits for tomorrow
        assert self._jalan(dunia, HARI + timedelta(days=1)) == 1
        assert "Susulan" in mail.outbox[-1].body
        assert "Kabar 9" not in mail.outbox[-1].body

    def test_what_was_read_or_declined_is_not_mailed(self, dunia):
        kirim(dunia.sari)
        Kabar.objects.update(dibaca_pada=timezone.now())
        set_kabar(pelaku=dunia.budi, senyap=[], ringkasan=False)
        kirim(dunia.budi)
        assert self._jalan(dunia) == 0

    def test_a_near_deadline_is_named_with_the_extension_of_the_unit(self, dunia):
        periode = periode_tahun(dunia.instansi)
        Periode.objects.filter(pk=periode.pk).update(
            skp_sampai=date(2026, 11, 15), dibuat_pada=timezone.now() - timedelta(days=300)
        )
        extend_jendela(
            pelaku=dunia.eka,
            periode=Periode.objects.get(pk=periode.pk),
            jendela=JenisJendela.SKP,
            unit=dunia.bidang,
            sampai=date(2026, 11, 23),
            alasan="Banjir",
        )
        assert self._jalan(dunia) >= 1
        isi = RingkasanHarian.objects.get(pegawai=dunia.sari).isi
        assert isi["tenggat"] == ["Batas pengajuan SKP 2026: 23 November 2026"]

    def test_mail_that_failed_is_sent_later_and_once(self, dunia, settings):
        kirim(dunia.sari)
        prepare_ringkasan(dunia.instansi, HARI)
        settings.EMAIL_BACKEND = "tests.pegawai.test_kabar.SurelRusak"
        with pytest.raises(OSError, match="putus"):
            send_ringkasan(HARI)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert (send_ringkasan(HARI), send_ringkasan(HARI)) == (1, 0)

    def test_queries_do_not_follow_the_number_of_people(self, dunia, django_assert_max_num_queries):
        for orang in Pegawai.objects.exclude(pengguna=None):
            orang.pengguna.email = "x@contoh.go.id"
            orang.pengguna.save()
            kirim(orang)
        with django_assert_max_num_queries(14):
            assert prepare_ringkasan(dunia.instansi, HARI) >= 5


class SurelRusak:
    """A mail server that hangs up."""

    def __init__(self, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *galat):
        pass

    def send_messages(self, surat):
        raise OSError("putus")


class TestSatuSaja:
    """Never two mails to one person on a day, and nothing lost: what a mail could not carry comes with the next."""

    @pytest.fixture(autouse=True)
    def _surel(self, dunia, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        for orang in (dunia.sari, dunia.budi):
            orang.pengguna.email = f"{orang.nama.split()[0].lower()}@contoh.go.id"
            orang.pengguna.save()

    def test_a_refused_address_does_not_hold_up_the_others(self, dunia, settings):
        kirim(dunia.sari, "Untuk Sari")
        kirim(dunia.budi, "Untuk Budi")
        settings.EMAIL_BACKEND = "tests.pegawai.test_kabar.SurelMenolakSari"
        prepare_ringkasan(dunia.instansi, HARI)
        assert send_ringkasan(HARI) == 1
        assert [s.to for s in mail.outbox] == [["budi@contoh.go.id"]]
        assert send_ringkasan(HARI) == 0

    def test_what_was_refused_comes_with_the_next_day(self, dunia, settings):
        kirim(dunia.sari, "Untuk Sari")
        settings.EMAIL_BACKEND = "tests.pegawai.test_kabar.SurelMenolakSari"
        prepare_ringkasan(dunia.instansi, HARI)
        send_ringkasan(HARI)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        besok = HARI + timedelta(days=1)
        prepare_ringkasan(dunia.instansi, besok)
        assert send_ringkasan(besok) == 1
        assert "Untuk Sari" in mail.outbox[-1].body

    def test_a_worker_that_died_with_a_mail_in_hand_sends_no_second_one(self, dunia, settings):
        kirim(dunia.sari)
        prepare_ringkasan(dunia.instansi, HARI)
        settings.EMAIL_BACKEND = "tests.pegawai.test_kabar.SurelMati"
        with pytest.raises(SystemExit):
            send_ringkasan(HARI)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert send_ringkasan(HARI) == 0
        besok = HARI + timedelta(days=1)
        prepare_ringkasan(dunia.instansi, besok)
        assert send_ringkasan(besok) == 1
        assert "- Halo" in mail.outbox[-1].body

    def test_what_comes_while_a_mail_waits_is_told_the_next_day(self, dunia):
        kirim(dunia.sari, "Pagi")
        prepare_ringkasan(dunia.instansi, HARI)
        kirim(dunia.sari, "Susulan")
        prepare_ringkasan(dunia.instansi, HARI)
        send_ringkasan(HARI)
        assert "Susulan" not in mail.outbox[-1].body
        besok = HARI + timedelta(days=1)
        prepare_ringkasan(dunia.instansi, besok)
        send_ringkasan(besok)
        assert "Susulan" in mail.outbox[-1].body
        assert "Pagi" not in mail.outbox[-1].body

    def test_a_kind_silenced_after_it_was_told_is_not_mailed(self, dunia):
        kirim(dunia.sari, "Tentang SKP")
        kirim(dunia.sari, "Tentang evaluasi", jenis=JenisKabar.EVALUASI)
        set_kabar(pelaku=dunia.sari, senyap=[JenisKabar.SKP], ringkasan=True)
        prepare_ringkasan(dunia.instansi, HARI)
        send_ringkasan(HARI)
        assert "Tentang evaluasi" in mail.outbox[-1].body
        assert "Tentang SKP" not in mail.outbox[-1].body

    def test_an_account_closed_meanwhile_gets_none(self, dunia):
        kirim(dunia.sari)
        prepare_ringkasan(dunia.instansi, HARI)
        dunia.sari.pengguna.is_active = False
        dunia.sari.pengguna.save()
        assert send_ringkasan(HARI) == 0
        assert mail.outbox == []

    def test_html_leads_each_line_to_its_page_and_shows_script_as_text(self, dunia, settings):
        settings.ALAMAT_APLIKASI = "https://kinerja.contoh.go.id"
        kirim(dunia.sari, "<script>alert(1)</script> memberi umpan balik")
        prepare_ringkasan(dunia.instansi, HARI)
        send_ringkasan(HARI)
        (html, jenis) = mail.outbox[-1].alternatives[0]
        assert jenis == "text/html"
        assert '<a href="https://kinerja.contoh.go.id/skp/">&lt;script&gt;' in html
        assert "https://kinerja.contoh.go.id/kabar/setelan/" in html
        assert dunia.sari.nip not in html
        kepala = mail.outbox[-1].message()
        assert kepala["Message-ID"] == f"<ringkasan-{RingkasanHarian.objects.get().uuid}@localhost>"
        assert kepala["Auto-Submitted"] == "auto-generated"


class SurelMenolakSari:
    """A server that knows no sari@, and takes everything else."""

    def __init__(self, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *galat):
        pass

    def send_messages(self, surat):
        for s in surat:
            if "sari@contoh.go.id" in s.to:
                raise SMTPRecipientsRefused({"sari@contoh.go.id": (550, b"No such user")})
            mail.outbox.append(s)
        return len(surat)


class SurelMati(SurelMenolakSari):
    """A worker that is killed while the mail leaves."""

    def send_messages(self, surat):
        mail.outbox.extend(surat)
        raise SystemExit


class TestKalender:
    def test_subscribed_without_signing_in_until_revoked(self, dunia, client):
        skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        lama = make_kunci_kalender(pelaku=dunia.sari)
        kunci = make_kunci_kalender(pelaku=dunia.sari)
        alamat = reverse("kalender_tenggat", args=[kunci])
        jawaban = client.get(alamat)
        assert jawaban["Content-Type"].startswith("text/calendar")
        acara = Calendar.from_ical(jawaban.content).walk("VEVENT")
        harap = {(t.judul, t.tanggal) for t in tenggat_of(dunia.sari, timezone.localdate())}
        assert {(str(a["summary"]), a.decoded("dtstart")) for a in acara} == harap
        assert harap
        assert dunia.sari.nip.encode() not in jawaban.content
        assert client.get(reverse("kalender_tenggat", args=[lama])).status_code == 404
        revoke_kunci_kalender(pelaku=dunia.sari)
        assert client.get(alamat).status_code == 404

    def test_the_key_itself_is_not_kept(self, dunia):
        kunci = make_kunci_kalender(pelaku=dunia.sari)
        assert kunci not in str(list(SetelanKabar.objects.values()))

    def test_a_closed_account_has_no_feed(self, dunia, client):
        kunci = make_kunci_kalender(pelaku=dunia.sari)
        dunia.sari.pengguna.is_active = False
        dunia.sari.pengguna.save()
        assert client.get(reverse("kalender_tenggat", args=[kunci])).status_code == 404

    def test_only_who_rates_has_deadlines_of_rating(self, dunia):
        for orang in (dunia.sari, dunia.budi):
            skp_at(StatusSkp.BERJALAN, pegawai=orang)
        jenis = {o: {t.jenis for t in tenggat_of(o, timezone.localdate())} for o in (dunia.sari, dunia.budi)}
        assert JenisJendela.PENILAIAN in jenis[dunia.budi]
        assert JenisJendela.PENILAIAN not in jenis[dunia.sari]


@pytest.mark.parametrize(
    ("sisa", "muncul"), [(8, 0), (7, 1), (6, 0), (3, 1), (2, 0), (1, 1), (0, 1), (-1, 0)]
)
def test_which_deadlines_are_worth_a_line(sisa, muncul):
    t = Tenggat(JenisJendela.SKP, "2026", HARI + timedelta(days=sisa), "k")
    assert len(tenggat_diingatkan([t], HARI)) == muncul
