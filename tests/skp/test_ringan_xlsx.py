"""One SKP as a workbook: out in the order of its form, in with a preview, and twice is once."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from pegawai.errors import SudahBerubah
from pegawai.impor.baca import BarisMentah
from skp import services
from skp.impor import lembar as lb
from skp.impor.skp import (
    AdaIki,
    AdaRhk,
    AdaSkp,
    periksa_aksi,
    periksa_hasil,
    periksa_lampiran,
    periksa_perilaku,
)
from skp.laporan.ringan import skp_xlsx
from skp.models import ImporRencana
from skp.rules import JenisTarget, KlasifikasiRhk, Pendekatan, StatusSkp, Target, tampil_target
from skp.selectors import dokumen_skp, skp_halaman
from tests.factories.skp import RHK_UTAMA, periode_ke, skp_at
from tests.skp.conftest import potret
from tests.skp.halaman import teks, url

S = StatusSkp
BELAKANG = (lb.KLASIFIKASI, lb.PENUGASAN, lb.KODE)
TAHUN = timezone.localdate().year


def ada(**lain) -> AdaSkp:
    isi = {
        "is_jpt": False,
        "beraspek": True,
        "uraian": False,
        "rhk": [],
        "ekspektasi": {},
        "lampiran": {},
        "periode": {},
        "aksi": [],
    }
    return AdaSkp(**(isi | lain))


def baris(*isi: dict[str, object]) -> list[BarisMentah]:
    return [BarisMentah(n, sel) for n, sel in enumerate(isi, start=7)]


def satu(
    rhk: str = "A", iki: str = "Jumlah", target: object = "12 laporan", **lain: object
) -> dict[str, object]:
    return {lb.RHK: rhk, lb.IKI: iki, lb.TARGET: target} | {k.upper(): v for k, v in lain.items()}


class TestPeriksa:
    def test_bands_numbers_and_rows_beneath_an_rhk(self):
        hasil = periksa_hasil(
            baris(
                {lb.NO: "A. UTAMA"},
                {lb.NO: "(1)", lb.RHK: "(2)"},
                satu("Satu"),
                satu("", "Mutu", "95%", aspek="kualitas"),
                {lb.NO: "B. KINERJA TAMBAHAN"},
                satu("Dua"),
            ),
            ada(),
        )
        assert [b.hasil for b in hasil] == ["baru"] * 3
        assert [b.data["rhk"] for b in hasil] == ["baru:9", "baru:9", "baru:12"]
        assert hasil[2].data["rhk_isi"]["jenis"] == "tambahan"
        assert hasil[1].data["iki_isi"]["aspek"] == "kualitas"

    @pytest.mark.parametrize(
        ("sel", "kolom", "kalimat"),
        [
            (satu(""), lb.RHK, "belum memiliki RHK"),
            (satu(iki=""), lb.IKI, "Indikator belum diisi"),
            (satu(target=""), lb.TARGET, "Target belum diisi"),
            (satu(target="31 Februari 2026"), lb.TARGET, "tidak ada"),
            (satu(target="-3 laporan"), lb.TARGET, "negatif"),
            (satu(target="12–10 laporan"), lb.TARGET, "terendah"),
            (satu(target="1,23456 laporan"), lb.TARGET, "terlalu panjang"),
            (satu(aspek="Warna"), lb.ASPEK, "bukan aspek"),
            (satu(perspektif="Langit"), lb.PERSPEKTIF, "bukan perspektif"),
            (satu(klasifikasi="Milik saya"), lb.KLASIFIKASI, "bukan klasifikasi"),
            (satu() | {lb.PENUGASAN: "x" * 301}, lb.PENUGASAN, "300 huruf"),
            (satu("x" * 2001), lb.RHK, "2.000 huruf"),
            (satu(iki="x" * 1001), lb.IKI, "1.000 huruf"),
        ],
    )
    def test_a_refusal_names_row_column_and_way_out(self, sel, kolom, kalimat):
        (b,) = periksa_hasil(baris(sel), ada())
        assert (b.hasil, b.nomor, b.pesan[0]["kolom"]) == ("ditolak", 7, kolom)
        assert kalimat in b.pesan[0]["kalimat"]

    @pytest.mark.parametrize(
        ("sel", "harap"),
        [
            (datetime(2026, 1, 31), "31 Januari 2026"),
            ("1.250,5 juta", "1.250,5 juta"),
            ("99,5 %", "99,5%"),
            ("<= 5 hari", "≤ 5 hari"),
            ("3,60", "3,60"),
        ],
    )
    def test_targets_are_read_as_people_write_them(self, sel, harap):
        (b,) = periksa_hasil(baris(satu(target=sel)), ada())
        isi = b.data["iki_isi"]
        assert tampil_target(_target(isi)) == harap

    def test_the_code_finds_a_reworded_row_once_a_copy_of_it_is_new(self):
        iki = AdaIki("kode-i", "kuantitas", "Jumlah", Target(JenisTarget.TEKS, teks="banyak"))
        rhk = AdaRhk("kode-r", "utama", "Satu", indikator=[iki])
        hasil = periksa_hasil(
            baris(
                satu("Satu", "Jumlah berkas", "banyak", aspek="Kuantitas", kode="kode-i"),
                satu("Satu", "Jumlah arsip", "banyak", aspek="Kuantitas", kode="kode-i"),
                satu("Satu", "jumlah ARSIP.", "banyak"),
            ),
            ada(rhk=[rhk]),
        )
        assert [b.hasil for b in hasil] == ["berubah", "baru", "perulangan"]
        assert hasil[0].perubahan == [{"bidang": "Indikator", "lama": "Jumlah", "baru": "Jumlah berkas"}]

    def test_the_other_sheets_add_and_refuse(self):
        keadaan = ada(
            rhk=[AdaRhk("r", "utama", "Satu")],
            ekspektasi={"adaptif": "Cepat"},
            lampiran={"sumber_daya": ["Tim"]},
            periode={"triwulan i 2026": "p"},
            aksi=[("r", "p", "Menyusun", "1")],
        )
        perilaku = periksa_perilaku(
            baris({lb.NILAI: "Adaptif", lb.EKSPEKTASI: "Tangkas"}, {lb.NILAI: "Ramah", lb.EKSPEKTASI: "x"}),
            keadaan,
        )
        lampiran = periksa_lampiran(
            baris({lb.BAGIAN: "Dukungan sumber daya", lb.ISI: "tim."}, {lb.BAGIAN: "Lain", lb.ISI: "x"}),
            keadaan,
        )
        aksi = periksa_aksi(
            baris(
                {lb.RHK: "Satu", lb.PERIODE: "Triwulan I 2026", lb.AKSI: "Menyusun", lb.TARGET_AKSI: "1"},
                {lb.RHK: "", lb.PERIODE: "Triwulan I 2026", lb.AKSI: "Menguji", lb.TARGET_AKSI: "2"},
                {lb.RHK: "", lb.PERIODE: "Triwulan V", lb.AKSI: "Menguji", lb.TARGET_AKSI: "2"},
                {lb.RHK: "Tiga", lb.PERIODE: "Triwulan I 2026", lb.AKSI: "x", lb.TARGET_AKSI: "2"},
            ),
            keadaan,
        )
        assert [b.hasil for b in perilaku] == ["berubah", "ditolak"]
        assert [b.hasil for b in lampiran] == ["sama", "ditolak"]
        assert [b.hasil for b in aksi] == ["sama", "baru", "ditolak", "ditolak"]


def _target(isi):
    from decimal import Decimal

    return Target(
        isi["jenis_target"],
        angka=Decimal(isi["target_angka"]) if isi["target_angka"] else None,
        angka_maks=Decimal(isi["target_angka_maks"]) if isi["target_angka_maks"] else None,
        satuan=isi["satuan"],
        tanggal=date.fromisoformat(isi["target_tanggal"]) if isi["target_tanggal"] else None,
        teks=isi["target_teks"],
        desimal=isi["desimal"],
    )


def buku_of(skp, pelaku):
    return load_workbook(io.BytesIO(skp_xlsx(dokumen_skp(skp_halaman(pelaku).get(pk=skp.pk)))))


def kirim(client, skp, buku, nama="skp.xlsx"):
    berkas = io.BytesIO()
    if isinstance(buku, bytes):
        berkas.write(buku)
    else:
        buku.save(berkas)
    berkas.seek(0)
    berkas.name = nama
    return client.post(url("skp_impor", skp), {"berkas": berkas}, follow=True)


@pytest.mark.django_db
class TestBerkas:
    @pytest.mark.parametrize(
        ("siapa", "pendekatan", "kolom"),
        [
            ("sari", "kuantitatif", [lb.NO, lb.RHK_PIMPINAN, lb.RHK, lb.ASPEK, lb.IKI, lb.TARGET, *BELAKANG]),
            ("sari", "kualitatif", [lb.NO, lb.RHK, lb.RHK_PIMPINAN, lb.IKI, lb.TARGET, *BELAKANG]),
            ("karta", "kuantitatif", [lb.NO, lb.RHK, lb.IKI, lb.TARGET, lb.PERSPEKTIF, *BELAKANG]),
            ("karta", "kualitatif", [lb.NO, lb.RHK, lb.IKI, lb.TARGET, lb.PERSPEKTIF, *BELAKANG]),
        ],
    )
    def test_stands_in_the_order_of_the_form_and_reads_back_unchanged(
        self, dunia, masuk, siapa, pendekatan, kolom
    ):
        orang = getattr(dunia, siapa)
        skp = skp_at(S.DRAF, pegawai=orang, pendekatan=Pendekatan(pendekatan))
        services.save_rencana_aksi(
            pelaku=orang,
            rhk=skp.rhk.first(),
            periode=periode_ke(dunia.instansi, 1),
            teks="Langkah",
            target="1",
        )
        buku = buku_of(skp, orang)
        judul = next(b for b in buku["Hasil kerja"].iter_rows(values_only=True) if b[0] == "NO")
        assert [j for j in judul if j] == kolom

        halaman = kirim(masuk(orang), skp, buku)

        assert "Tutup, tidak ada yang perlu diterapkan" in teks(halaman)
        assert {b["hasil"] for b in ImporRencana.objects.get().baris} == {"sama"}

    def test_what_the_form_does_not_print_goes_out_and_comes_back(self, dunia, masuk, draf):
        services.save_rhk(
            pelaku=dunia.sari,
            skp=draf,
            teks="Tersusunnya bahan pidato",
            klasifikasi=KlasifikasiRhk.INDIVIDU,
            rhk_pimpinan_teks="Layanan prima",
            penugasan_dari="Surat tugas 12/2026",
        )
        buku = buku_of(draf, dunia.sari)
        draf.rhk.get(teks="Tersusunnya bahan pidato").delete()

        halaman = kirim(masuk(dunia.sari), draf, buku)
        masuk(dunia.sari).post(f"{halaman.redirect_chain[-1][0]}terapkan/")

        kembali = draf.rhk.get(teks="Tersusunnya bahan pidato")
        assert (kembali.klasifikasi, kembali.penugasan_dari) == ("individu", "Surat tugas 12/2026")

    def test_formulas_stay_text(self, dunia):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, rhk=['=HYPERLINK("http://x")'])
        sel = next(
            s
            for b in buku_of(skp, dunia.sari)["Hasil kerja"].iter_rows()
            for s in b
            if "HYPER" in str(s.value)
        )
        assert sel.data_type == "s"

    def test_changes_are_shown_applied_once_and_a_second_time_nothing_is_left(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        buku = buku_of(draf, dunia.sari)
        kertas = buku["Hasil kerja"]
        utama = next(b for b in kertas.iter_rows() if b[2].value == RHK_UTAMA)
        utama[5].value = "24 laporan"
        kertas.append(["", "", "", "Kualitas", "Kepuasan pengguna", "95%", ""])
        kertas.append(["2", "Layanan prima", "Terjaganya arsip", "Warna", "Jumlah arsip", "10 arsip", ""])
        buku["Lampiran"].append(["Konsekuensi", "Bimbingan kinerja"])
        buku["Perilaku kerja"]["B2"] = "Cepat menjawab"
        buku["Rencana aksi"].append([RHK_UTAMA, str(periode_ke(dunia.instansi, 2)), "Menguji", "2 modul"])
        awal = potret(draf)

        halaman = kirim(client, draf, buku)

        isi = teks(halaman)
        assert "12 laporan → 24 laporan" in isi
        assert "“Warna” bukan aspek" in isi
        assert potret(draf) == awal
        alamat = halaman.redirect_chain[-1][0]
        assert client.post(f"{alamat}terapkan/").status_code == 302
        assert draf.rhk.get(jenis="utama").indikator.get().target_tampil == "24 laporan"
        assert draf.lampiran.filter(teks="Bimbingan kinerja").exists()
        assert draf.ekspektasi.get(nilai="berorientasi_pelayanan").teks == "Cepat menjawab"
        assert draf.rhk.get(jenis="utama").rencana_aksi.get().target == "2 modul"
        kini = potret(draf)
        assert client.post(f"{alamat}terapkan/").status_code == 409
        kedua = kirim(client, draf, buku)
        assert "Tutup, tidak ada yang perlu diterapkan" in teks(kedua)
        assert potret(draf) == kini

    def test_a_draft_that_changed_meanwhile_is_not_written_over(self, dunia, masuk, draf):
        buku = buku_of(draf, dunia.sari)
        buku["Lampiran"].append(["Konsekuensi", "Bimbingan kinerja"])
        kirim(masuk(dunia.sari), draf, buku)
        services.save_rhk(pelaku=dunia.sari, skp=draf, teks="Baru", rhk_pimpinan_teks="x")
        with pytest.raises(SudahBerubah, match="Unggah berkasnya lagi"):
            services.apply_impor_rencana(pelaku=dunia.sari, impor=ImporRencana.objects.get())

    @pytest.mark.parametrize(
        ("isi", "kalimat"),
        [
            (b"", "Berkas ini kosong"),
            (b"bukan apa-apa", "kolom"),
            (b"PK\x03\x04rusak", "bukan XLSX"),
            (b"\xd0\xcf\x11\xe0 lama", "Excel lama"),
            (b"<html>", "halaman web"),
            (b"%PDF-1.7", "bukan XLSX"),
        ],
    )
    def test_damaged_and_foreign_files_are_refused_in_a_sentence(self, dunia, masuk, draf, isi, kalimat):
        halaman = kirim(masuk(dunia.sari), draf, isi)
        assert halaman.status_code == 422
        assert kalimat in teks(halaman)
        assert not ImporRencana.objects.exists()

    def test_another_kind_of_workbook_is_told_which_columns_it_lacks(self, dunia, masuk, draf):
        from openpyxl import Workbook

        buku = Workbook()
        buku.active.append(["NIP BARU", "NAMA"])
        halaman = kirim(masuk(dunia.sari), draf, buku)
        assert "hasil kerja SKP harus memuat kolom RENCANA HASIL KERJA" in teks(halaman)

    def test_codes_of_another_skp_are_no_way_into_it(self, dunia, masuk, draf):
        lain = skp_at(S.DRAF, pegawai=dunia.citra, rhk=["Milik Citra"])
        sebelum = potret(lain)
        halaman = kirim(masuk(dunia.sari), draf, buku_of(lain, dunia.citra))
        masuk(dunia.sari).post(halaman.redirect_chain[-1][0] + "terapkan/")
        assert potret(lain) == sebelum
        assert draf.rhk.filter(teks="Milik Citra").exists()

    def test_a_preview_is_its_uploaders_and_can_be_given_up(self, dunia, masuk, draf):
        kirim(masuk(dunia.sari), draf, buku_of(draf, dunia.sari))
        impor = ImporRencana.objects.get()
        assert masuk(dunia.budi).get(url("impor", impor)).status_code == 404
        masuk(dunia.sari).post(url("impor_batal", impor))
        impor.refresh_from_db()
        assert (impor.status, impor.baris) == ("dibatalkan", [])

    def test_pages_and_api_hand_out_the_workbook(self, dunia, masuk, draf):
        for alamat in (url("skp_ekspor", draf), reverse("api_skp_ekspor", args=[draf.uuid])):
            jawab = masuk(dunia.budi).get(alamat)
            assert jawab["Content-Disposition"] == f'attachment; filename="skp-{TAHUN}.xlsx"'
            assert load_workbook(io.BytesIO(jawab.content)).sheetnames[0] == "Hasil kerja"

    def test_api_judges_and_applies_the_same_workbook(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        buku = buku_of(draf, dunia.sari)
        buku["Lampiran"].append(["Konsekuensi", "Bimbingan kinerja"])
        berkas = io.BytesIO()
        buku.save(berkas)
        berkas.seek(0)
        berkas.name = "skp.xlsx"
        jawab = client.post(reverse("api_skp_impor", args=[draf.uuid]), {"berkas": berkas})
        assert jawab.status_code == 201
        assert [b["sebutan"] for b in jawab.json()["baris"] if b["hasil"] == "baru"] == ["Bimbingan kinerja"]

        alamat = reverse("api_skp_impor_terapkan", args=[jawab.json()["uuid"]])
        assert client.post(alamat).json()["status"] == "selesai"
        assert draf.lampiran.filter(teks="Bimbingan kinerja").exists()
        assert client.post(alamat).json()["kode"] == "sudah_berubah"
