"""Action plans: from the year to its periods, in place, proposed, carried on, taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from skp import services
from skp.errors import IsianTidakSah, PeriodeTidakSah, SkpTerkunci
from skp.models import RencanaAksi
from skp.rules import Aspek, JenisTarget, JenisTerhapus, Polaritas, StatusSkp, Target
from skp.rules.rencana import RentangPeriode, bagi_rata, cocokkan, gabung_target, is_dibagi, usul_target
from skp.selectors import terhapus_of
from skp.selectors.rencana import tabel_rencana, usul_rencana
from skp.services import rencana
from tests.factories.skp import periode_ke, skp_at
from tests.skp.halaman import teks, url

S = StatusSkp
TRIWULAN = [
    RentangPeriode(date(2026, b, 1), date(2026, b + 2, 31 if b in (1, 10) else 30)) for b in (1, 4, 7, 10)
]
JSON = {"accept": "application/json"}


class TestBagi:
    @pytest.mark.parametrize(
        ("jumlah", "banyak", "hasil"),
        [
            (12, 4, [3, 3, 3, 3]),
            (12, 12, [1] * 12),
            (14, 4, [3, 4, 3, 4]),
            (3, 12, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]),
            (1, 4, [0, 0, 0, 1]),
            (5, 1, [5]),
            (5, 0, []),
        ],
    )
    def test_the_remainder_is_spread_and_the_last_completes_it(self, jumlah, banyak, hasil):
        assert bagi_rata(Decimal(jumlah), banyak) == hasil

    @given(
        st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
        st.integers(1, 12),
        st.integers(0, 2),
    )
    def test_the_parts_add_up_to_the_year_exactly(self, jumlah, banyak, desimal):
        bagian = bagi_rata(jumlah, banyak, desimal)
        assert (len(bagian), sum(bagian)) == (banyak, jumlah)
        assert min(bagian) >= 0

    @pytest.mark.parametrize(
        ("target", "aspek", "polaritas", "dibagi"),
        [
            (Target("angka", Decimal(12), satuan="laporan"), Aspek.KUANTITAS, Polaritas.MAKSIMAL, True),
            (Target("angka", Decimal(12), satuan="laporan"), "", Polaritas.MAKSIMAL, True),
            (Target("angka", Decimal(12), satuan="bulan"), "", Polaritas.MAKSIMAL, False),
            (Target("angka", Decimal("3.60")), "", Polaritas.MAKSIMAL, False),
            (Target("angka", Decimal(85), satuan="nilai indeks"), "", Polaritas.MAKSIMAL, False),
            (Target("angka", Decimal(12), satuan="laporan"), Aspek.WAKTU, Polaritas.MAKSIMAL, False),
            (Target("angka", Decimal(12), satuan="keluhan"), Aspek.KUANTITAS, Polaritas.MINIMAL, False),
            (Target("persen", Decimal(95)), Aspek.KUANTITAS, Polaritas.MAKSIMAL, False),
            (Target("paling_banyak", Decimal(5), satuan="hari"), "", Polaritas.MINIMAL, False),
        ],
    )
    def test_only_what_is_a_sum_is_divided(self, target, aspek, polaritas, dibagi):
        assert is_dibagi(target, aspek=aspek, polaritas=polaritas) is dibagi

    @pytest.mark.parametrize(
        ("target", "hasil"),
        [
            (
                Target("angka", Decimal(3), satuan="kecamatan"),
                ["", "1 kecamatan", "1 kecamatan", "1 kecamatan"],
            ),
            (
                Target("angka", Decimal("1.50"), satuan="km", desimal=2),
                ["0,37 km", "0,38 km", "0,37 km", "0,38 km"],
            ),
            (Target("persen", Decimal(95)), ["95%"] * 4),
            (Target("paling_banyak", Decimal(5), satuan="hari"), ["≤ 5 hari"] * 4),
            (Target("rentang", Decimal(10), Decimal(12), "layanan"), ["10–12 layanan"] * 4),
            (Target("tanggal", tanggal=date(2026, 5, 2)), ["", "2 Mei 2026", "", ""]),
            (Target("tanggal", tanggal=date(2027, 1, 5)), ["", "", "", "5 Januari 2027"]),
            (Target("tanggal", tanggal=date(2025, 1, 5)), ["5 Januari 2025", "", "", ""]),
            (Target("teks", teks="setiap bulan"), ["setiap bulan"] * 4),
            (Target("angka"), [""] * 4),
        ],
    )
    def test_repeats_or_falls_in_its_period(self, target, hasil):
        assert usul_target(target, TRIWULAN) == hasil

    def test_all_kinds_are_spoken_for(self):
        assert all(len(usul_target(Target(j), TRIWULAN)) == 4 for j in JenisTarget)
        assert usul_target(Target("persen", Decimal(5)), []) == []

    def test_several_indicators_stand_in_one_line_while_there_is_room(self):
        assert gabung_target(["1 aplikasi", "", "95%"]) == "1 aplikasi, 95%"
        assert gabung_target(["a" * 150, "b" * 60, "c"]) == "a" * 150 + ", c"

    def test_like_wordings_are_found_and_unlike_ones_are_not(self):
        pilihan = {"a": "Tersedianya layanan publik digital yang siap pakai", "b": "Terkelolanya arsip dinas"}
        assert cocokkan("Layanan publik digital siap pakai tersedianya", pilihan) == "a"
        assert cocokkan("Meningkatnya kualitas jalan", pilihan) == ""
        assert cocokkan("", pilihan) == ""


@pytest.mark.django_db
class TestUsulan:
    def test_is_shown_first_and_taken_in_part(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        halaman = client.get(url("aksi_usulan", draf))
        assert "3 laporan" in halaman.content.decode()
        assert not RencanaAksi.objects.exists()
        usul = usul_rencana(tabel_rencana(draf))
        satu, dua = usul[0].aksi[:2]
        isi = {f"teks-{usul[0].rhk.uuid}": "Menyusun laporan"}
        isi |= {f"pakai-{satu.kunci}": "on", f"target-{satu.kunci}": "4 laporan"}

        response = client.post(url("aksi_usulan", draf), isi)

        assert response.status_code == 302
        assert [(a.teks, a.target, a.periode) for a in RencanaAksi.objects.all()] == [
            ("Menyusun laporan", "4 laporan", satu.periode)
        ]
        assert next(a.kunci for a in usul_rencana(tabel_rencana(draf))[0].aksi) == dua.kunci

    def test_all_of_it_adds_up_and_again_there_is_nothing_left(self, dunia, draf):
        usul = [
            rencana.UsulDiterima(a.rhk, a.periode, "Langkah", a.target)
            for u in usul_rencana(tabel_rencana(draf))
            for a in u.aksi
        ]
        assert rencana.accept_usulan(pelaku=dunia.sari, skp=draf, usulan=usul) == 8
        assert rencana.accept_usulan(pelaku=dunia.sari, skp=draf, usulan=usul) == 0
        assert sum(int(a.target.split()[0]) for a in draf.rhk.first().rencana_aksi.all()) == 12
        assert usul_rencana(tabel_rencana(draf)) == []

    def test_wrong_input_names_the_field_and_keeps_the_rest(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        usul = usul_rencana(tabel_rencana(draf))[0]
        satu = usul.aksi[0]
        isi = {f"teks-{usul.rhk.uuid}": "", f"pakai-{satu.kunci}": "on", f"target-{satu.kunci}": " "}
        salah = client.post(url("aksi_usulan", draf), isi)
        assert salah.status_code == 422
        assert "Rencana aksi belum diisi. Tulis, atau lepas centangnya." in teks(salah)
        assert f"Target {satu.periode} belum diisi." in teks(salah)
        kosong = client.post(url("aksi_usulan", draf), {})
        assert (kosong.status_code, "Centang paling sedikit satu" in teks(kosong)) == (409, True)
        assert not RencanaAksi.objects.exists()

    def test_rows_of_others_and_a_locked_skp_are_refused(self, dunia, asing, draf):
        usul = usul_rencana(tabel_rencana(draf))[0].aksi[0]
        luar = rencana.UsulDiterima(usul.rhk, periode_ke(asing.instansi, 1), "x", "1")
        with pytest.raises(PeriodeTidakSah):
            rencana.accept_usulan(pelaku=dunia.sari, skp=draf, usulan=[luar])
        with pytest.raises(IsianTidakSah):
            rencana.accept_usulan(pelaku=dunia.sari, skp=draf, usulan=[])
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        with pytest.raises(SkpTerkunci):
            rencana.accept_usulan(
                pelaku=dunia.sari, skp=draf, usulan=[rencana.UsulDiterima(usul.rhk, usul.periode, "x", "1")]
            )


@pytest.mark.django_db
class TestTabel:
    def alamat(self, rhk, periode):
        return reverse("skp:aksi_sel", args=[rhk.uuid, periode.uuid])

    def test_an_empty_cell_is_written_by_itself_and_then_changed(self, dunia, masuk, draf):
        client, rhk, tw = masuk(dunia.sari), draf.rhk.first(), periode_ke(dunia.instansi, 2)
        satu = client.post(
            self.alamat(rhk, tw), {"teks": "Menyusun", "target": "3", "versi": ""}, headers=JSON
        ).json()
        dua = client.post(
            self.alamat(rhk, tw),
            {"teks": "Menyusun modul", "target": "3", "versi": satu["versi"]},
            headers=JSON,
        )
        assert dua.status_code == 200
        assert [a.teks for a in rhk.rencana_aksi.all()] == ["Menyusun modul"]

    def test_a_second_tab_gets_both_texts_and_doubles_nothing(self, dunia, masuk, draf):
        client, rhk, tw = masuk(dunia.sari), draf.rhk.first(), periode_ke(dunia.instansi, 2)
        masuk(dunia.budi).post(self.alamat(rhk, tw), {"teks": "Dari Budi", "target": "1", "versi": ""})
        isi = {"teks": "Dari Sari", "target": "2", "versi": ""}
        assert client.post(self.alamat(rhk, tw), isi, headers=JSON).status_code == 409
        konflik = client.post(self.alamat(rhk, tw), isi)
        assert konflik.status_code == 409
        assert "Dari Budi" in teks(konflik)
        assert "Dari Sari" in teks(konflik)
        versi = konflik.context["versi"]
        assert client.post(self.alamat(rhk, tw), isi | {"versi": versi}).status_code == 302
        assert [a.teks for a in rhk.rencana_aksi.all()] == ["Dari Sari"]

    def test_empty_fields_are_named_and_the_address_alone_leads_to_the_table(self, dunia, masuk, draf):
        client, rhk, tw = masuk(dunia.sari), draf.rhk.first(), periode_ke(dunia.instansi, 2)
        salah = client.post(self.alamat(rhk, tw), {"teks": "Menyusun", "target": ""})
        assert salah.status_code == 422
        assert "Target belum diisi. Tulis misalnya 2 aplikasi." in teks(salah)
        assert "Menyusun" in salah.content.decode()
        assert client.get(self.alamat(rhk, tw))["Location"].startswith(url("rencana_aksi", draf))

    def test_only_periods_within_the_span(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari)
        type(skp).objects.filter(pk=skp.pk).update(mulai=date(skp.periode.tahun, 5, 1))
        skp.refresh_from_db()
        assert [p.nomor for p in tabel_rencana(skp).periode] == [2, 3, 4]
        awal = self.alamat(skp.rhk.first(), periode_ke(dunia.instansi, 1))
        assert masuk(dunia.sari).post(awal, {"teks": "x", "target": "1"}).status_code == 404

    def test_a_period_is_carried_on_and_filled_ones_stay(self, dunia, masuk, draf):
        client, rhk = masuk(dunia.sari), draf.rhk.first()
        tw = [periode_ke(dunia.instansi, n) for n in (1, 2, 3, 4)]
        for p, kata in ((tw[0], "Awal"), (tw[2], "Sudah ada")):
            services.save_rencana_aksi(pelaku=dunia.sari, rhk=rhk, periode=p, teks=kata, target="3")
        response = client.post(url("aksi_salin", draf), {"periode": str(tw[0].uuid)}, follow=True)
        assert "2 rencana aksi disalin." in teks(response)
        assert [a.teks for a in rhk.rencana_aksi.order_by("periode__mulai")] == [
            "Awal",
            "Awal",
            "Sudah ada",
            "Awal",
        ]
        assert "Tidak ada periode sesudah ini" in teks(
            client.post(url("aksi_salin", draf), {"periode": str(tw[3].uuid)})
        )
        assert client.post(url("aksi_salin", draf), {"periode": "x"}).status_code == 409

    def test_a_deleted_plan_comes_back(self, dunia, masuk, draf, aksi):
        client = masuk(dunia.sari)
        client.post(url("aksi_hapus", aksi))
        assert "Baru dihapus (1)" in teks(client.get(url("rencana_aksi", draf)))
        (yang,) = terhapus_of(draf, JenisTerhapus.AKSI)
        balik = client.post(url("pulihkan", draf), {"jenis": "aksi", "kejadian": yang.kejadian})
        assert balik["Location"] == url("rencana_aksi", draf)
        assert RencanaAksi.objects.get().uuid == aksi.uuid

    def test_completeness_per_period_and_the_same_queries_for_one_and_for_ten(
        self, dunia, masuk, draf, aksi, django_assert_max_num_queries
    ):
        client = masuk(dunia.sari)
        assert "1 dari 2" in teks(client.get(url("rencana_aksi", draf)))
        with django_assert_max_num_queries(12) as satu:
            client.get(url("rencana_aksi", draf))
        for _ in range(9):
            services.copy_rhk(pelaku=dunia.sari, rhk=draf.rhk.first())
        with django_assert_max_num_queries(12) as sepuluh:
            client.get(url("rencana_aksi", draf))
        with django_assert_max_num_queries(12):
            client.get(url("aksi_usulan", draf))
        assert len(satu) == len(sepuluh)


@pytest.mark.django_db
def test_the_api_does_the_same(dunia, masuk, draf):
    client, rhk, tw = masuk(dunia.sari), draf.rhk.first(), periode_ke(dunia.instansi, 1)
    jenis = "application/json"
    usulan = client.get(reverse("api_aksi_usulan", args=[draf.uuid])).json()
    assert len(usulan) == 8
    ambil = {"usulan": usulan[1:]}
    assert client.post(reverse("api_aksi_usulan", args=[draf.uuid]), ambil, content_type=jenis).json() == {
        "jumlah": 7
    }
    sel = reverse("api_aksi_sel", args=[rhk.uuid, tw.uuid])
    baru = client.post(sel, {"teks": "Awal", "target": "3 laporan"}, content_type=jenis).json()
    assert client.post(sel, {"teks": "Lagi", "target": "3"}, content_type=jenis).status_code == 409
    salin = reverse("api_aksi_salin", args=[draf.uuid])
    assert client.post(salin, {"periode": str(tw.uuid)}, content_type=jenis).json() == {"jumlah": 0}
    assert client.post(reverse("api_aksi_hapus", args=[baru["uuid"]])).status_code == 204
    assert len(client.get(reverse("api_aksi_daftar", args=[draf.uuid])).json()) == 7
