"""The talent nine-box: the nine cells, potential by a workbook with a preview, and who may look.

Source of the boxes: PermenPANRB 3/2020, domain reference 6.2 (key NINEBOX).
"""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from evaluasi.models import ImporPotensial, PengaturanPola, Potensial
from evaluasi.permissions import unit_talenta
from evaluasi.rules import KOTAK_TALENTA, Ekspektasi, Predikat, TingkatPotensial, baca_tingkat, kotak_talenta
from evaluasi.selectors.talenta import daftar_talenta, peta_talenta
from evaluasi.services import apply_potensial, preview_potensial
from pegawai.errors import BerkasImporDitolak, Dilarang, SudahBerubah
from pegawai.rules import Peran
from pegawai.services import grant_peran
from tests.factories.evaluasi import HARI, evaluasi_final, triwulan
from tests.factories.skp import periode_tahun

SB, B, BP, K, SK = Predikat
RENDAH, MENENGAH, TINGGI = TingkatPotensial


class TestBoxes:
    @pytest.mark.parametrize(
        ("predikat", "potensial", "kotak"),
        [
            (BP, RENDAH, 1),
            (K, RENDAH, 1),
            (SK, RENDAH, 1),
            (B, RENDAH, 2),
            (BP, MENENGAH, 3),
            (SB, RENDAH, 4),
            (B, MENENGAH, 5),
            (SK, TINGGI, 6),
            (SB, MENENGAH, 7),
            (B, TINGGI, 8),
            (SB, TINGGI, 9),
        ],
    )
    def test_permenpanrb_3_2020(self, predikat, potensial, kotak):
        assert kotak_talenta(predikat, potensial) == kotak

    def test_all_nine(self):
        assert sorted(KOTAK_TALENTA.values()) == list(range(1, 10))
        assert set(KOTAK_TALENTA) == {(e, t) for e in Ekspektasi for t in TingkatPotensial}

    @pytest.mark.parametrize(
        ("teks", "tingkat"),
        [(" Tinggi ", TINGGI), ("sedang", MENENGAH), ("1", RENDAH), ("hebat", None), ("", None)],
    )
    def test_levels_as_people_write_them(self, teks, tingkat):
        assert baca_tingkat(teks) == tingkat


def xlsx(*baris: tuple[object, ...]) -> BytesIO:
    buku = Workbook()
    for b in (("NIP", "Nama", "Potensial"), *baris):
        buku.active.append(b)
    isi = BytesIO()
    buku.save(isi)
    isi.seek(0)
    return isi


def periksa(dunia, *baris, pelaku=None, tahun=2026):
    return preview_potensial(
        pelaku=pelaku or dunia.eka,
        berkas=xlsx(*baris),
        nama="p.xlsx",
        tahun=tahun,
        sumber="Assessment center",
    )


@pytest.mark.django_db
class TestImport:
    def test_row_by_row_before_anything_changes(self, dunia, hari):
        impor = periksa(
            dunia,
            (dunia.sari.nip, "Sari", "Tinggi"),
            (dunia.sari.nip, "Sari", "Rendah"),
            (dunia.citra.nip, "Citra", "hebat"),
            (197001011990011001, "Angka", "Tinggi"),
            ("197001011990011001", "Orang lain", "Tinggi"),
        )

        assert [(b["nomor"], b["hasil"]) for b in impor.baris] == [
            (2, "baru"),
            (3, "ditolak"),
            (4, "ditolak"),
            (5, "ditolak"),
            (6, "ditolak"),
        ]
        assert [b["galat"].split(".")[0] for b in impor.baris[1:3]] == [
            "Pegawai ini sudah ada di baris sebelumnya",
            "Potensial harus rendah, menengah, atau tinggi",
        ]
        assert dunia.sari.nip not in str(impor.baris)
        assert not Potensial.objects.exists()

    def test_applied_once_and_as_a_whole(self, dunia, hari):
        impor = periksa(dunia, (dunia.sari.nip, "", "tinggi"), (dunia.citra.nip, "", "rendah"))

        assert apply_potensial(pelaku=dunia.eka, impor=impor) == 2
        with pytest.raises(SudahBerubah):
            apply_potensial(pelaku=dunia.eka, impor=impor)
        assert dict(Potensial.objects.values_list("pegawai", "tingkat")) == {
            dunia.sari.pk: "tinggi",
            dunia.citra.pk: "rendah",
        }

    def test_a_second_workbook_changes_only_what_differs(self, dunia, hari):
        apply_potensial(
            pelaku=dunia.eka,
            impor=periksa(dunia, (dunia.sari.nip, "", "tinggi"), (dunia.citra.nip, "", "rendah")),
        )

        impor = periksa(dunia, (dunia.sari.nip, "", "menengah"), (dunia.citra.nip, "", "rendah"))

        assert [b["hasil"] for b in impor.baris] == ["berubah", "sama"]
        assert apply_potensial(pelaku=dunia.eka, impor=impor) == 1
        assert Potensial.objects.get(pegawai=dunia.sari).tingkat == "menengah"

    def test_an_admin_of_a_unit_reaches_only_its_people(self, dunia, hari):
        grant_peran(pelaku=None, pegawai=dunia.tono, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang_lain)

        impor = periksa(
            dunia, (dunia.dewi.nip, "", "tinggi"), (dunia.sari.nip, "", "tinggi"), pelaku=dunia.tono
        )

        assert [b["hasil"] for b in impor.baris] == ["baru", "ditolak"]

    def test_nobody_else(self, dunia, hari):
        with pytest.raises(Dilarang):
            periksa(dunia, (dunia.sari.nip, "", "tinggi"), pelaku=dunia.karta)

    def test_a_workbook_without_rows_or_columns(self, dunia, hari):
        with pytest.raises(BerkasImporDitolak):
            periksa(dunia)
        with pytest.raises(BerkasImporDitolak):
            preview_potensial(
                pelaku=dunia.eka, berkas=BytesIO(b"%PDF-1.7"), nama="x", tahun=2026, sumber="Assessment"
            )

    def test_through_the_page(self, dunia, hari, masuk):
        periode_tahun(dunia.instansi)
        client = masuk(dunia.eka)
        isi = f"NIP;Potensial\n{dunia.sari.nip};Tinggi\n".encode()

        response = client.post(
            "/talenta/impor/",
            {"tahun": 2026, "sumber": "Assessment center", "berkas": SimpleUploadedFile("p.csv", isi)},
            follow=True,
        )

        assert "Terapkan 1 baris" in response.content.decode()
        client.post(f"/talenta/impor/{ImporPotensial.objects.get().uuid}/terapkan/")
        assert Potensial.objects.get().pegawai == dunia.sari

    def test_what_was_chosen_stays_when_the_file_is_refused(self, dunia, hari, masuk):
        periode_tahun(dunia.instansi)

        response = masuk(dunia.eka).post(
            "/talenta/impor/",
            {"tahun": 2026, "sumber": "Assessment BKD", "berkas": SimpleUploadedFile("p.csv", b"a;b\n1;2\n")},
        )

        assert response.status_code == 422
        assert 'value="Assessment BKD"' in response.content.decode()


@pytest.fixture
def talenta(dunia, skp, tw3):
    """Sari is Baik and tinggi; Citra's potential is known, her predikat is not."""
    evaluasi_final(skp, dunia.bupati, dunia.dinas)
    apply_potensial(
        pelaku=dunia.eka,
        impor=periksa(dunia, (dunia.sari.nip, "", "tinggi"), (dunia.citra.nip, "", "rendah")),
    )
    return dunia


@pytest.mark.django_db
class TestMap:
    def test_figures_and_the_people_behind_them(self, talenta):
        puncak = unit_talenta(talenta.eka, HARI)

        peta = peta_talenta(talenta.eka, puncak, 2026, HARI)

        assert {k: n for k, n in peta.kotak.items() if n} == {8: 1}
        assert (peta.tanpa_predikat, peta.tanpa_potensial) == (1, 5)
        (sari,) = daftar_talenta(talenta.eka, puncak, 2026, HARI, 8)
        assert (sari.pegawai, sari.nama_unit) == (talenta.sari, talenta.bidang.nama)

    def test_the_last_final_period_counts_until_the_year_does(self, talenta, skp):
        evaluasi_final(skp, talenta.bupati, talenta.dinas, periode=triwulan(skp, 1))

        (sari,) = daftar_talenta(talenta.eka, unit_talenta(talenta.eka, HARI), 2026, HARI, 8)

        assert sari.evaluasi == skp.evaluasi.get(periode=triwulan(skp, 3)).uuid

    def test_page_box_and_recommendation(self, talenta, masuk):
        halaman = masuk(talenta.eka).get("/talenta/", {"tahun": "2026", "kotak": "8"}).content.decode()

        assert "Kotak 8: 1 orang" in halaman
        assert "Masuk Kelompok Rencana Suksesi Instansi." in halaman
        assert talenta.sari.nama in halaman

    def test_heads_only_where_the_agency_wants_it(self, talenta, masuk):
        assert masuk(talenta.karta).get("/talenta/").status_code == 403
        PengaturanPola.objects.create(instansi=talenta.instansi, kepala_lihat_talenta=True)

        assert masuk(talenta.karta).get("/talenta/").context["peta"].kotak[8] == 1
        assert masuk(talenta.sari).get("/talenta/").status_code == 403

    def test_the_same_by_api(self, talenta, masuk):
        client = masuk(talenta.eka)

        assert client.get("/api/v1/evaluasi/talenta/").json()["kotak"]["8"] == 1
        (sari,) = client.get("/api/v1/evaluasi/talenta/orang/", {"kotak": 8}).json()
        assert sari["potensial"] == "tinggi"
