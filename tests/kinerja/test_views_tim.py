"""The team, giving feedback, and the timeline as people meet them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from kinerja.models import UmpanBalik
from pegawai.services import derive_penilai
from skp.rules import StatusSkp
from tests.factories.kinerja import (
    bukti_baru,
    catatan_baru,
    perilaku_baru,
    realisasi_baru,
    umpan_balik_baru,
)
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import skp_at
from tests.kinerja.test_selectors import isi_banyak
from tests.kinerja.test_views_catatan import BENTENG, HARI, SENIN, alamat

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


class TestTim:
    def test_each_member_on_one_line(self, budi, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)
        catatan_baru(rhk, SENIN)
        umpan_balik_baru(dunia.tono, skp, tanggal=SENIN)

        isi = budi.get(alamat("tim")).content.decode()

        assert "11–17 Mei 2026 · 2 orang" in isi
        assert "2 catatan · 0 bukti · 0 realisasi · 0 perilaku" in isi
        assert "1 hari lalu" in isi
        assert "Belum memiliki SKP." in isi
        assert alamat("linimasa", skp.uuid) in isi

    def test_one_field_and_one_key(self, budi, dunia, skp):
        kiriman = {"klien_id": str(uuid.uuid4()), "isi": "Rapi dan tepat waktu", "sifat": "pujian"}

        for _ in range(2):
            jawab = budi.post(alamat("umpan_balik_singkat", skp.uuid), kiriman)

        u = UmpanBalik.objects.get()
        assert jawab["Location"] == f"{alamat('tim')}?terkirim={u.uuid}"
        assert (u.isi, u.sifat, u.rhk, u.nilai, u.peran_pemberi) == (
            "Rapi dan tepat waktu",
            "pujian",
            None,
            "",
            "penilai",
        )

    def test_fragment_is_the_line_of_the_fresh_page(self, budi, skp):
        jawab = budi.post(
            alamat("umpan_balik_singkat", skp.uuid),
            {"klien_id": str(uuid.uuid4()), "isi": "Rapi", "sifat": "saran"},
            headers=HTMX,
        )

        isi = jawab.content.decode()
        assert jawab.status_code == 200
        assert "Umpan balik terkirim." in isi
        assert "Hari ini" in isi
        assert isi.strip().startswith("<tr")
        kiri = re.sub(r"<form class=\"aksi\".*?</form>", "", isi, flags=re.DOTALL)
        kanan = budi.get(alamat("tim")).content.decode()
        assert _tanpa_kunci(kiri) in _tanpa_kunci(kanan)

    @pytest.mark.parametrize("siapa", ["karta", "tono"])
    def test_every_leader_gets_his_line_back(self, dunia, masuk, skp, siapa):
        """Also the superior of the leader, whose page is another one."""
        jawab = masuk(getattr(dunia, siapa)).post(
            alamat("umpan_balik_singkat", skp.uuid),
            {"klien_id": str(uuid.uuid4()), "isi": "Rapi", "sifat": "saran"},
            headers=HTMX,
        )

        isi = jawab.content.decode()
        kunci = dunia.penempatan(dunia.sari).uuid if siapa == "karta" else dunia.sari.uuid
        assert isi.strip().startswith(f'<tr id="anggota-{kunci}"')
        assert ("Tim Layanan Digital" in isi) == (siapa == "tono")

    @pytest.mark.parametrize("isi", ["", "Sesuai ekspektasi"])
    def test_no_words_no_feedback(self, budi, skp, isi):
        kiriman = {"klien_id": str(uuid.uuid4()), "isi": isi, "sifat": "pujian"}

        potongan = budi.post(alamat("umpan_balik_singkat", skp.uuid), kiriman, headers=HTMX)
        biasa = budi.post(alamat("umpan_balik_singkat", skp.uuid), kiriman)

        assert (potongan.status_code, biasa.status_code) == (422, 422)
        assert "kata-kata Anda" in potongan.content.decode()
        assert "kata-kata Anda" in biasa.content.decode()
        assert not UmpanBalik.objects.exists()

    def test_role_is_never_posted(self, dunia, masuk, skp):
        masuk(dunia.tono).post(
            alamat("umpan_balik_singkat", skp.uuid),
            {
                "klien_id": str(uuid.uuid4()),
                "isi": "Arahan jelas",
                "sifat": "pujian",
                "peran_pemberi": "penilai",
            },
        )

        assert UmpanBalik.objects.get().peran_pemberi == "ketua_tim"

    def test_team_of_a_subordinate_leader(self, dunia, masuk, skp):
        karta = masuk(dunia.karta)
        assert f"pemimpin={dunia.budi.uuid}" in karta.get(alamat("tim")).content.decode()

        isi = karta.get(alamat("tim"), {"pemimpin": str(dunia.budi.uuid)}).content.decode()

        assert "tim Budi Santoso" in isi
        assert "Sari Puspita" in isi

    @pytest.mark.parametrize("pemimpin", ["x", "karta", "eka"])
    def test_team_of_a_stranger_is_not_found(self, budi, dunia, skp, pemimpin):
        kunci = str(getattr(dunia, pemimpin).uuid) if pemimpin != "x" else "x"

        assert budi.get(alamat("tim"), {"pemimpin": kunci}).status_code == 404

    def test_who_leads_nobody_is_told(self, sari, skp):
        assert "Belum ada anggota" in sari.get(alamat("tim")).content.decode()

    def test_three_or_forty_members_cost_the_same(self, budi, dunia, skp, django_assert_max_num_queries):
        with django_assert_max_num_queries(12) as sedikit:
            budi.get(alamat("tim"))
        for n in range(38):
            pegawai_baru(dunia.instansi, f"Anggota {n:02d}", unit=dunia.bidang, akun=False)
        derive_penilai(dunia.instansi)
        with django_assert_max_num_queries(12) as banyak:
            jawab = budi.get(alamat("tim"))

        assert jawab.content.decode().count('<tr id="anggota-') == 40
        assert len(sedikit) == len(banyak)


def _rapat(teks: str) -> str:
    """Without tokens and repeated blanks, which differ between two answers."""
    teks = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", teks)
    return re.sub(r"\s+", " ", teks).strip()


def _tanpa_kunci(teks: str) -> str:
    teks = re.sub(r'name="klien_id" value="[^"]+"|(id|for)="(isi|sifat)-[^"]+"', "", _rapat(teks))
    return teks.replace("> <", "><")


class TestBeri:
    def kirim(self, klien, skp, *, q="", **isi):
        data = {
            "klien_id": str(uuid.uuid4()),
            "isi": "Cakupan uji naik",
            "sifat": "pujian",
            "penilaian": "",
            "tanggal": "2026-05-12",
            "sasaran": "",
            "cara": "tertulis",
            **isi,
        }
        return klien.post(alamat("umpan_balik_beri", skp.uuid) + q, data)

    def test_about_a_result_a_behaviour_or_the_person(self, budi, skp, rhk):
        self.kirim(budi, skp, sasaran=f"rhk:{rhk.uuid}", penilaian="diatas")
        self.kirim(budi, skp, sasaran="nilai:adaptif", sifat="saran")
        self.kirim(budi, skp, isi="Umum saja")

        hasil = [(u.rhk, u.nilai, u.sifat, u.penilaian) for u in UmpanBalik.objects.order_by("id")]
        assert hasil == [
            (rhk, "", "pujian", "diatas"),
            (None, "adaptif", "saran", ""),
            (None, "", "pujian", ""),
        ]

    def test_about_an_entry(self, budi, skp, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, "Menguji modul")
        q = f"?catatan={c.uuid}"

        assert "Menguji modul" in budi.get(alamat("umpan_balik_beri", skp.uuid) + q).content.decode()
        self.kirim(budi, skp, q=q)

        u = UmpanBalik.objects.get()
        assert (u.catatan, u.rhk) == (c, rhk)

    def test_entry_of_another_skp_is_not_found(self, budi, dunia, skp, hari_ini):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        c = catatan_baru(lain.rhk.first(), hari_ini)

        assert budi.get(f"{alamat('umpan_balik_beri', skp.uuid)}?catatan={c.uuid}").status_code == 404
        assert budi.get(f"{alamat('umpan_balik_beri', skp.uuid)}?catatan=x").status_code == 200

    @pytest.mark.parametrize(
        ("ubah", "kata"),
        [
            ({"isi": ""}, "belum ditulis"),
            ({"isi": "Sesuai ekspektasi."}, "kata-kata Anda sendiri"),
            ({"sasaran": f"rhk:{uuid.uuid4()}"}, "Pilihan itu tidak ditemukan"),
            ({"sasaran": "nilai:malas"}, "Pilihan itu tidak ditemukan"),
            ({"sifat": "umpatan"}, "Pilihan itu tidak ditemukan"),
            ({"penilaian": "istimewa"}, "Pilihan itu tidak ditemukan"),
            ({"tanggal": "2026-05-13"}, "belum tiba"),
        ],
    )
    def test_bad_input_keeps_the_words(self, budi, skp, ubah, kata):
        jawab = self.kirim(budi, skp, **ubah)

        assert jawab.status_code == 422
        assert kata in jawab.content.decode()
        assert not UmpanBalik.objects.exists()

    @pytest.mark.parametrize(
        ("siapa", "status"),
        [("sari", 403), ("eka", 403), ("citra", 404), ("dewi", 404), ("karta", 200), ("tono", 200)],
    )
    def test_who_may_open_it(self, dunia, masuk, skp, siapa, status):
        assert masuk(getattr(dunia, siapa)).get(alamat("umpan_balik_beri", skp.uuid)).status_code == status

    def test_draft_is_refused_with_the_reason(self, budi, dunia, hari_ini):
        skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)

        jawab = budi.get(alamat("umpan_balik_beri", skp.uuid))

        assert jawab.status_code == 403
        assert "SKP menunggu persetujuan" in jawab.content.decode()


class TestLinimasa:
    def test_chain_reads_a_month_with_its_evidence(self, budi, dunia, skp, rhk, triwulan, hari_ini):
        b = bukti_baru(skp, "hasil-uji.pdf")
        catatan_baru(rhk, hari_ini, "Menguji modul", bukti=[b])
        perilaku_baru(skp, hari_ini, oleh=dunia.budi)
        realisasi_baru(rhk.indikator.first(), triwulan, 3, teks="Lancar", sumber_data="Aplikasi")
        umpan_balik_baru(dunia.tono, skp, "Arahan jelas")

        isi = budi.get(alamat("linimasa", skp.uuid)).content.decode()

        for kata in (
            "Menguji modul",
            "hasil-uji.pdf",
            "3 laporan; Lancar",
            "Sumber: Aplikasi",
            "Arahan jelas",
            "Mei 2026",
        ):
            assert kata in isi
        assert f"{alamat('umpan_balik_beri', skp.uuid)}?catatan=" in isi

    @pytest.mark.parametrize(
        "q",
        [
            "?bulan=2026-04-01",
            "?bulan=x",
            "?jenis=x&rhk=x",
            "?mulai=2026-05-01&selesai=2026-05-31",
            "?mulai=2030-01-01&selesai=2020-01-01",
        ],
    )
    def test_any_address_opens(self, budi, skp, q):
        assert budi.get(alamat("linimasa", skp.uuid) + q).status_code == 200

    def test_owner_sees_his_own_without_the_leaders_buttons(self, sari, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)

        isi = sari.get(alamat("linimasa", skp.uuid)).content.decode()

        assert "Beri umpan balik" not in isi

    def test_admin_reads_without_giving_feedback(self, dunia, masuk, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)

        isi = masuk(dunia.eka).get(alamat("linimasa", skp.uuid)).content.decode()

        assert "Beri umpan balik" not in isi

    @pytest.mark.parametrize("siapa", ["citra", "dewi"])
    def test_strangers_get_404(self, dunia, masuk, skp, siapa):
        assert masuk(getattr(dunia, siapa)).get(alamat("linimasa", skp.uuid)).status_code == 404

    def test_queries_do_not_grow(
        self, budi, dunia, skp, rhk, triwulan, hari_ini, django_assert_max_num_queries
    ):
        catatan_baru(rhk, hari_ini, bukti=[bukti_baru(skp)])
        umpan_balik_baru(dunia.budi, skp)
        with django_assert_max_num_queries(12) as sedikit:
            budi.get(alamat("linimasa", skp.uuid))
        isi_banyak(rhk, HARI, 300)
        for n in range(20):
            umpan_balik_baru(dunia.budi, skp, f"Kata {n}")
            perilaku_baru(skp, hari_ini, uraian=f"Perilaku {n}")
        realisasi_baru(rhk.indikator.first(), triwulan, 3, bukti=[bukti_baru(skp)])
        with django_assert_max_num_queries(12) as banyak:
            budi.get(alamat("linimasa", skp.uuid))

        assert len(sedikit) == len(banyak)

    def test_html_is_shown_as_text(self, budi, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini, BENTENG)
        perilaku_baru(skp, hari_ini, uraian=BENTENG)
        umpan_balik_baru(dunia.budi, skp, BENTENG)

        assert BENTENG not in budi.get(alamat("linimasa", skp.uuid)).content.decode()


def test_every_page_needs_a_sign_in(client, db):
    from kinerja.urls import urlpatterns

    kunci = uuid.uuid4()
    for pola in urlpatterns:
        arg = {n: 1 if n == "nomor" else kunci for n in pola.pattern.converters}
        jawab = client.post(reverse(f"kinerja:{pola.name}", kwargs=arg))
        assert jawab.status_code == 302, pola.name
        assert reverse("account_login") in jawab["Location"]
