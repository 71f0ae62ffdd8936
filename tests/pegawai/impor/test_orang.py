"""Rows of the people file, one kind of trouble at a time."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from pegawai.impor.catatan import JenisCatatan, Sebab
from pegawai.impor.klasifikasi import JabatanBersih, PegawaiDikenal, UnitDikenal
from pegawai.impor.kursi import Kursi
from pegawai.impor.orang import PegawaiBersih
from pegawai.rules import HasilBaris
from tests.factories.impor import AGAMA, NIK, NPWP, nip, orang, unit
from tests.pegawai.impor.bantuan import mentah, periksa, sebab

KEPALA = nip(1)
UNIT = (
    unit("U-0", "Dinas Sosial", ESELON_ID="22", NAMA_JABATAN="Kepala Dinas Sosial"),
    unit("U-1", "Seksi Data", "U-0", NAMA_JABATAN="Kepala Seksi Data", NIP_PEJABAT=KEPALA),
    unit("U-2", "Seksi Umum", "U-0"),
    unit("U-9", "Seksi Tutup", "U-0", AKTIF="N"),
    unit("U-X", "Seksi Yatim", "TIADA"),
)
PENGOLAH = JabatanBersih("Pengolah Data dan Informasi", "pelaksana")
SARI = PegawaiDikenal(
    nip=nip(2),
    siasn_id=f"A8-{nip(2)[-6:]}",
    nama="SARI PUSPITA",
    gelar_depan="",
    gelar_belakang="S.E.",
    jenis="pns",
    golongan="III/a",
    kedudukan="01",
    kursi=(Kursi(1, "U-1", PENGOLAH, date(2024, 2, 1), None),),
)


def hasil(*baris, dikenal=(), **lain):
    return periksa(mentah(UNIT), mentah(baris), pegawai_dikenal=dikenal, **lain)[1]


def satu(dikenal=(), nip_=None, **lain):
    [h] = hasil(orang(nip(2) if nip_ is None else nip_, **lain), dikenal=dikenal)
    return h


class TestBaru:
    def test_clean_row(self):
        h = satu()

        assert (h.hasil, h.catatan, h.kunci, h.nama) == (HasilBaris.BARU, [], nip(2), "SARI PUSPITA")
        assert PegawaiBersih.dari_json(h.data) == PegawaiBersih(
            nip=nip(2),
            nama="SARI PUSPITA",
            jenis="pns",
            kedudukan="01",
            siasn_id=SARI.siasn_id,
            gelar_depan="",
            gelar_belakang="S.E.",
            golongan="III/a",
            unit="U-1",
            jabatan=PENGOLAH,
            tmt=date(2024, 2, 1),
        )

    def test_nothing_is_kept_that_performance_does_not_need(self):
        teks = str(satu())

        assert not [rahasia for rahasia in (AGAMA, NIK, NPWP, "01-03-1980") if rahasia in teks]

    def test_repaired_nip(self):
        h = satu(nip_=f"'{nip(2)}")

        assert (h.hasil, h.kunci, sebab(h)) == (HasilBaris.BARU, nip(2), [Sebab.NIP_DIPERBAIKI])

    def test_pppk_has_a_golongan_without_code(self):
        h = satu(nip_=nip(3, pppk=True), JENIS_PEGAWAI_NAMA="PPPK", GOL_AKHIR_ID="", GOL_AKHIR_NAMA="IX")

        assert (h.data["jenis"], h.data["golongan"], h.catatan) == ("pppk", "IX", [])

    def test_missing_optional_columns_are_unknown_not_empty(self):
        baris = {k: v for k, v in orang(nip(2)).items() if not k.startswith(("GELAR", "GOL", "PNS ID"))}

        [h] = hasil(baris)

        assert [h.data[k] for k in ("gelar_depan", "gelar_belakang", "golongan", "siasn_id")] == [None] * 4


class TestDitolak:
    @pytest.mark.parametrize(
        ("lain", "sebabnya", "kolom"),
        [
            ({"NIP BARU": 1.98e17}, Sebab.NIP_ANGKA, "NIP BARU"),
            ({"NIP BARU": nip(2)[:17]}, Sebab.NIP_PANJANG, "NIP BARU"),
            ({"NIP BARU": None}, Sebab.NIP_ISI, "NIP BARU"),
            ({"NAMA": ""}, Sebab.NAMA, "NAMA"),
            ({"NAMA": "x" * 201}, Sebab.NAMA, "NAMA"),
            ({"GELAR BELAKANG": "x" * 81}, Sebab.NAMA, "GELAR BELAKANG"),
            ({"JABATAN NAMA": ""}, Sebab.NAMA, "JABATAN NAMA"),
            ({"JENIS JABATAN ID": "9"}, Sebab.KODE, "JENIS JABATAN ID"),
            ({"JENIS JABATAN ID": ""}, Sebab.KODE, "JENIS JABATAN ID"),
            ({"JENIS PEGAWAI NAMA": "Honorer"}, Sebab.KODE, "JENIS PEGAWAI NAMA"),
            ({"KEDUDUKAN HUKUM ID": "77"}, Sebab.KODE, "KEDUDUKAN HUKUM ID"),
            ({"TMT JABATAN": "31-02-2024"}, Sebab.TMT, "TMT JABATAN"),
            ({"TMT JABATAN": "besok"}, Sebab.TMT, "TMT JABATAN"),
            ({"TMT JABATAN": ""}, Sebab.TMT, "TMT JABATAN"),
            ({"UNOR ID": "TIADA", "UNOR NAMA": "Unit Lama"}, Sebab.UNIT_TIDAK_DIKENAL, "UNOR ID"),
            ({"UNOR ID": ""}, Sebab.UNIT_TIDAK_DIKENAL, "UNOR ID"),
            ({"UNOR ID": "U-X"}, Sebab.UNIT_DITOLAK, "UNOR ID"),
            ({"UNOR ID": "U-9"}, Sebab.UNIT_TUTUP, "UNOR ID"),
            ({"JENIS JABATAN ID": "1", "JABATAN NAMA": "Kepala Apa"}, Sebab.ESELON, "JENIS JABATAN ID"),
        ],
    )
    def test_with_column_and_sentence_and_without_data(self, lain, sebabnya, kolom):
        [h] = hasil({**orang(nip(2)), **lain})

        assert h.is_ditolak
        assert [(c.sebab, c.kolom) for c in h.catatan] == [(sebabnya, kolom)]
        assert h.data == {}
        assert len(h.catatan[0].kalimat.split()) <= 18

    def test_everything_wrong_with_a_row_is_said_at_once(self):
        h = satu(NAMA="", TMT_JABATAN="besok", UNOR_ID="TIADA")

        assert sebab(h) == [Sebab.NAMA, Sebab.UNIT_TIDAK_DIKENAL, Sebab.TMT]

    def test_planned_move_that_the_file_contradicts(self):
        nanti = (
            Kursi(1, "U-1", PENGOLAH, date(2024, 2, 1), date(2026, 12, 31)),
            Kursi(2, "U-2", PENGOLAH, date(2027, 1, 1), None),
        )

        h = satu(dikenal=[replace(SARI, kursi=nanti)], UNOR_ID="U-0")

        assert (h.is_ditolak, sebab(h)) == (True, [Sebab.PENEMPATAN])


class TestPeringatan:
    @pytest.mark.parametrize("lahir", ["31-12-1950", "tidak tahu", datetime(1950, 12, 31)])
    def test_birth_date_that_differs_from_the_nip(self, lahir):
        h = satu(TANGGAL_LAHIR=lahir)

        assert (h.hasil, sebab(h, JenisCatatan.PERINGATAN)) == (HasilBaris.BARU, [Sebab.TANGGAL_LAHIR])

    @pytest.mark.parametrize(
        ("lain", "sebabnya"),
        [
            ({"GOL AKHIR ID": "77"}, Sebab.GOLONGAN),
            ({"GOL AKHIR ID": "", "GOL AKHIR NAMA": ""}, Sebab.GOLONGAN),
            ({"JENIS PEGAWAI NAMA": "PPPK", "GOL AKHIR ID": "09"}, Sebab.NIP_LAIN_JENIS),
            ({"TMT JABATAN": "01-02-2027"}, Sebab.TMT_MENDATANG),
        ],
    )
    def test_imported_with_a_warning(self, lain, sebabnya):
        [h] = hasil({**orang(nip(2)), **lain})

        assert (h.hasil, sebab(h, JenisCatatan.PERINGATAN)) == (HasilBaris.BARU, [sebabnya])


class TestKedudukan:
    @pytest.mark.parametrize("kode", ["66", "98", "99", 99])
    def test_who_left_is_recorded_without_a_seat(self, kode):
        h = satu(KEDUDUKAN_HUKUM_ID=kode, UNOR_ID="TIADA", TMT_JABATAN="")

        assert (h.hasil, sebab(h, JenisCatatan.INFO)) == (HasilBaris.BARU, [Sebab.BERHENTI])
        assert (h.data["unit"], h.data["jabatan"], h.data["tmt"]) == ("", None, None)

    @pytest.mark.parametrize("kode", ["02", "04", "07", "13", "20"])
    def test_no_skp_due_but_seated(self, kode):
        h = satu(KEDUDUKAN_HUKUM_ID=kode)

        assert (sebab(h, JenisCatatan.INFO), h.data["unit"]) == ([Sebab.TANPA_SKP], "U-1")

    @pytest.mark.parametrize(("wajib", "kata"), [(True, "tetap wajib"), (False, "tidak wajib")])
    def test_tugas_belajar_follows_the_agencys_setting(self, wajib, kata):
        [h] = hasil(orang(nip(2), KEDUDUKAN_HUKUM_ID="03"), tugas_belajar_wajib=wajib)

        assert sebab(h, JenisCatatan.INFO) == [Sebab.TUGAS_BELAJAR]
        assert kata in h.catatan[0].kalimat

    def test_leaving_closes_the_placement(self):
        h = satu(dikenal=[SARI], KEDUDUKAN_HUKUM_ID="99")

        assert [tuple(p) for p in h.perubahan] == [
            ("Kedudukan hukum", "Aktif", "Pensiun"),
            ("Penempatan", "Berjalan", "Selesai 14-06-2026"),
        ]


class TestJabatan:
    @pytest.mark.parametrize(
        ("jenis", "nama", "jadi"),
        [
            ("4", "Pengolah Data", JabatanBersih("Pengolah Data", "pelaksana")),
            ("2", "Guru Ahli Muda", JabatanBersih("Guru Ahli Muda", "fungsional", "MU")),
            (2, "Dosen", JabatanBersih("Dosen", "fungsional", "")),
            ("1", "KEPALA SEKSI DATA", JabatanBersih("KEPALA SEKSI DATA", "pengawas", "", "IV.a")),
            ("3", "Kepala Seksi Data", JabatanBersih("Kepala Seksi Data", "pengawas", "", "IV.a")),
        ],
    )
    def test_kind(self, jenis, nama, jadi):
        h = satu(JENIS_JABATAN_ID=jenis, JABATAN_NAMA=nama)

        assert PegawaiBersih.dari_json(h.data).jabatan == jadi

    def test_the_named_head_has_the_eselon_whatever_his_post_is_called(self):
        h = satu(nip_=KEPALA, JENIS_JABATAN_ID="1", JABATAN_NAMA="Kasi")

        assert h.data["jabatan"]["eselon"] == "IV.a"

    def test_without_unit_file_the_eselon_comes_from_the_known_post(self):
        kasi = JabatanBersih("Kepala Seksi Data", "pengawas", "", "IV.a")
        dikenal = UnitDikenal("U-1", "Seksi Data", "", True, frozenset({KEPALA}), "BUDI", kasi)
        baris = mentah([orang(nip(5), JENIS_JABATAN_ID="1", JABATAN_NAMA="Kepala Seksi Data")])

        _, [h] = periksa(pegawai=baris, unit_dikenal=[dikenal])

        assert PegawaiBersih.dari_json(h.data).jabatan == kasi


class TestTerhadapBasisData:
    def test_unchanged(self):
        h = satu(dikenal=[SARI])

        assert (h.hasil, h.perubahan, h.catatan) == (HasilBaris.SAMA, [], [])

    def test_missing_columns_change_nothing(self):
        baris = {k: v for k, v in orang(nip(2)).items() if not k.startswith(("GELAR", "GOL", "PNS ID"))}

        [h] = hasil(baris, dikenal=[SARI])

        assert h.hasil == HasilBaris.SAMA

    def test_changes_of_the_person_in_words(self):
        h = satu(dikenal=[SARI], nama="SARI PUSPITASARI", GELAR_DEPAN="Dr.", GOL_AKHIR_ID="32")

        assert [tuple(p) for p in h.perubahan] == [
            ("Nama", "SARI PUSPITA", "SARI PUSPITASARI"),
            ("Gelar depan", "", "Dr."),
            ("Golongan", "III/a", "III/b"),
        ]

    def test_move_to_another_unit_and_post(self):
        h = satu(
            dikenal=[SARI],
            unor="U-2",
            JABATAN_NAMA="Arsiparis Mahir",
            JENIS_JABATAN_ID="2",
            TMT_JABATAN="01-05-2026",
        )

        assert [tuple(p) for p in h.perubahan] == [
            ("Jabatan", "Pengolah Data dan Informasi", "Arsiparis Mahir"),
            ("Unit kerja", "Seksi Data", "Seksi Umum"),
            ("Mulai", "01-02-2024", "01-05-2026"),
        ]

    def test_move_without_a_new_tmt_is_warned_of(self):
        h = satu(dikenal=[SARI], unor="U-2")

        assert sebab(h, JenisCatatan.PERINGATAN) == [Sebab.TMT_MUNDUR]
        assert tuple(h.perubahan[-1]) == ("Mulai", "01-02-2024", "15-06-2026")


class TestGanda:
    def test_identical_rows_once(self):
        satu_, dua, tiga = hasil(orang(nip(2)), orang(f"'{nip(2)}"), orang(nip(2)))

        assert [h.hasil for h in (satu_, dua, tiga)] == [
            HasilBaris.BARU,
            HasilBaris.PERULANGAN,
            HasilBaris.PERULANGAN,
        ]
        assert "baris 2" in tiga.catatan[0].kalimat

    def test_rows_that_differ_only_where_nobody_looks_are_identical(self):
        _, dua = hasil(orang(nip(2)), orang(nip(2), NIK="1", AGAMA_NAMA="lain"))

        assert dua.hasil == HasilBaris.PERULANGAN

    def test_contradicting_rows_are_all_refused(self):
        semua = hasil(orang(nip(2)), orang(nip(3)), orang(nip(2)), orang(nip(2), nama="SARI LAIN"))

        assert [h.is_ditolak for h in semua] == [True, False, True, True]
        assert "baris 2, 4, 5" in semua[0].catatan[0].kalimat

    def test_contradicting_head_leaves_the_unit_without_head(self):
        unit_, _ = periksa(mentah(UNIT), mentah([orang(KEPALA), orang(KEPALA, nama="LAIN")]))

        seksi = next(h for h in unit_ if h.kunci == "U-1")
        assert seksi.data["nip_kepala"] == ""
        assert sebab(seksi) == [Sebab.PEJABAT_TIDAK_DIKENAL]
        assert "baris 2, 3" in seksi.catatan[0].kalimat

    @pytest.mark.parametrize(
        ("lain", "nip_kepala", "sebabnya"),
        [
            ({}, KEPALA, []),
            ({"KEDUDUKAN_HUKUM_ID": "99"}, "", [Sebab.PEJABAT_TIDAK_DIKENAL]),
            ({"TMT_JABATAN": "besok"}, "", [Sebab.PEJABAT_TIDAK_DIKENAL]),
            ({"unor": "U-2"}, "", [Sebab.PEJABAT_DI_UNIT_LAIN]),
        ],
    )
    def test_head_is_judged_by_his_own_row(self, lain, nip_kepala, sebabnya):
        unit_, _ = periksa(mentah(UNIT), mentah([orang(KEPALA, **lain)]))

        seksi = next(h for h in unit_ if h.kunci == "U-1")
        assert (seksi.data["nip_kepala"], sebab(seksi)) == (nip_kepala, sebabnya)
