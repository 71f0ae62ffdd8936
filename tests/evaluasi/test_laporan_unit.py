"""Reports about a unit, whose job is served next, jobs that stand still, schedules, what is past its time."""

from __future__ import annotations

import errno
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evaluasi.errors import BahanBelumLengkap, DokumenRusak
from evaluasi.laporan.isi import TULIS
from evaluasi.models import Dokumen, JadwalLaporan, Laporan
from evaluasi.rules import (
    AcuanPeriode,
    IramaJadwal,
    PilihanLaporan,
    StatusButir,
    StatusLaporan,
    lajur,
)
from evaluasi.selectors import kemajuan
from evaluasi.services import (
    buka_bundel,
    close_laporan,
    next_laporan,
    pause_laporan,
    purge_laporan,
    release_laporan,
    request_isi,
    request_laporan,
    resume_laporan,
    retry_laporan,
    run_jadwal,
    save_jadwal,
    set_pengaturan_laporan,
    work_butir,
)
from evaluasi.services.berkas import is_penuh
from evaluasi.services.bundel import _gabung
from evaluasi.services.giliran import start_laporan
from pegawai.errors import Dilarang
from pegawai.models import Kabar, PeranDiberikan
from tests.evaluasi.test_services_laporan import _disk_penuh, cetak, rusak
from tests.factories.evaluasi import evaluasi_final, skp_berjalan

pytestmark = pytest.mark.django_db
P = PilihanLaporan


def kerjakan(laporan: Laporan, pencetak=cetak) -> Laporan:
    lain = set(Laporan.objects.exclude(pk=laporan.pk).values_list("pk", flat=True))
    antrean = lajur(laporan.jumlah, is_dokumen=laporan.jenis == "dokumen")
    while next_laporan(antrean, kecuali=lain) == laporan.pk:
        if not work_butir(laporan_pk=laporan.pk, cetak=pencetak, versi_templat="1"):
            close_laporan(laporan.pk, tulis=TULIS)
            break
    laporan.refresh_from_db()
    return laporan


@pytest.fixture
def dua(dunia, skp):
    """Sari and Citra, final for quarter III."""
    return [
        evaluasi_final(skp, dunia.bupati, dunia.dinas),
        evaluasi_final(skp_berjalan(dunia.citra), dunia.bupati, dunia.dinas),
    ]


@pytest.fixture
def minta(dunia, dua, tw3):
    Laporan.objects.all().delete()
    return lambda isi, pelaku=None, **lain: request_isi(
        pelaku=pelaku or dunia.eka, isi=isi, unit=dunia.dinas, periode=tw3, **lain
    )


def isi_berkas(laporan: Laporan) -> bytes:
    with buka_bundel(laporan) as berkas:
        return berkas.read()


class TestIsi:
    def test_a_name_that_looks_like_a_formula_is_text(self, minta, dunia):
        nama = '=HYPERLINK("https://jahat.example","klik")'
        type(dunia.sari).objects.filter(pk=dunia.sari.pk).update(nama=nama, gelar_depan="", gelar_belakang="")

        for pilihan in (P.REKAP_XLSX, P.UNIT_XLSX):
            buku = load_workbook(io.BytesIO(isi_berkas(kerjakan(minta(pilihan)))))
            sel = [s for kertas in buku for baris in kertas.iter_rows() for s in baris]
            assert {s.data_type for s in sel} <= {"s", "n"}
            assert not any(s.hyperlink for s in sel)
            assert any(s.value == nama for s in sel) == (pilihan == P.REKAP_XLSX)

    def test_recap_has_the_national_columns_and_nip_as_text(self, minta, dunia):
        laporan = kerjakan(minta(P.REKAP_XLSX))

        kertas = load_workbook(io.BytesIO(isi_berkas(laporan))).active
        baris = [[s.value for s in r] for r in kertas.iter_rows()]
        assert [r[0] for r in baris[:4]] == [
            f"{dunia.instansi.kode} - {dunia.instansi.nama}",
            dunia.dinas.nama,
            "Periode Triwulan 3 Tahun 2026",
            None,
        ]
        assert baris[4] == [
            "No",
            "NIP",
            "Nama",
            "Jabatan",
            "Rating Hasil Kinerja",
            "Rating Perilaku Kerja",
            "Predikat Kinerja Periodik",
        ]
        sari = next(r for r in baris[5:] if r[1] == dunia.sari.nip)
        assert sari[4:] == ["Sesuai Ekspektasi", "Diatas Ekspektasi", "Baik"]
        assert {r[0] for r in baris[5:]} == {1, 2}
        assert all(isinstance(r[1], str) and len(r[1]) == 18 for r in baris[5:])
        assert laporan.ringkasan["orang"] == 2

    def test_unit_report_counts_down_the_tree(self, minta, dunia):
        laporan = kerjakan(minta(P.UNIT_XLSX))

        kertas = load_workbook(io.BytesIO(isi_berkas(laporan)))["Unit"]
        baris = [[s.value for s in r] for r in kertas.iter_rows(min_row=5)]
        dinas = dict(zip(baris[0], baris[1], strict=True))
        assert (dinas["Unit"], dinas["Evaluasi final"], dinas["Baik"], dinas["Sangat Baik"]) == (
            dunia.dinas.nama,
            2,
            2,
            0,
        )
        assert dinas["Capaian organisasi"] == "Baik"
        assert any(r[0] and r[0].strip() == dunia.bidang.nama for r in baris[2:])

    def test_a_head_sees_the_predikat_of_those_whom_he_may_open(self, minta, dunia):
        laporan = kerjakan(minta(P.UNIT_XLSX, dunia.karta))

        kertas = load_workbook(io.BytesIO(isi_berkas(laporan)))["Unit"]
        dinas = dict(
            zip(*[[s.value for s in r] for r in kertas.iter_rows(min_row=5, max_row=6)], strict=True)
        )
        assert (dinas["Evaluasi final"], dinas["Baik"]) == (2, 2)

    @pytest.mark.slow
    def test_unit_report_on_paper(self, minta, dunia):
        laporan = kerjakan(minta(P.UNIT_PDF))

        teks = " ".join(h.extract_text() for h in pypdf.PdfReader(io.BytesIO(isi_berkas(laporan))).pages)
        urutan = [
            "LAPORAN EVALUASI KINERJA PEGAWAI",
            "Kemajuan",
            "Terhadap pola distribusi",
            "Per unit",
            "Terlambat:",
        ]
        assert [teks.index(j) for j in urutan] == sorted(teks.index(j) for j in urutan)

    def test_siasn_has_a_json_per_person_and_says_what_is_missing(self, minta, dunia):
        dunia.sari.siasn_id = "A8ACA73D"
        dunia.sari.save(update_fields=["siasn_id"])

        laporan = kerjakan(minta(P.SIASN_ZIP))

        with zipfile.ZipFile(io.BytesIO(isi_berkas(laporan))) as arsip:
            nama = arsip.namelist()
            satu = json.loads(arsip.read(next(n for n in nama if "Citra" in n)))
        assert satu["nip"] == dunia.citra.nip
        assert satu["data"]["hasilKinerjaNilai"] == 2
        assert nama[-1] == "kelengkapan.xlsx"
        assert not any(dunia.citra.nip in n for n in nama)
        sebut = {s["nama"]: s["kurang"] for s in laporan.ringkasan["sebut"]}
        assert "ID SIASN pegawai" in sebut["Citra Lestari"]
        assert "ID SIASN pegawai" not in sebut.get("Sari Puspita", "")

    def test_all_documents_of_a_unit_are_one_job_with_parts(self, minta, dunia):
        laporan = minta(P.DOKUMEN_ZIP)

        assert (laporan.jumlah, laporan.butir.count()) == (4, 4)
        assert set(laporan.butir.values_list("bagian__nama", flat=True)) <= {
            dunia.dinas.nama,
            dunia.bidang.nama,
        }
        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        with zipfile.ZipFile(io.BytesIO(isi_berkas(laporan))) as arsip:
            assert len(arsip.namelist()) == 4
        # What was issued is taken as it is, also for the whole year.
        assert set(minta(P.DOKUMEN_ZIP, is_setahun=True).butir.values_list("status", flat=True)) == {
            StatusButir.SELESAI.value
        }

    def test_a_year_is_for_documents_alone(self, minta):
        with pytest.raises(BahanBelumLengkap, match="satu periode"):
            minta(P.REKAP_XLSX, is_setahun=True)

    def test_who_watches_no_unit_is_refused(self, minta, dunia):
        with pytest.raises(Dilarang, match="pimpinan unit"):
            minta(P.REKAP_XLSX, dunia.citra)

    def test_a_right_that_was_lost_gives_nothing(self, minta, dunia):
        laporan = minta(P.REKAP_XLSX)
        PeranDiberikan.objects.filter(pegawai=dunia.eka).delete()

        kerjakan(laporan)

        assert (laporan.status, laporan.berkas.name) == (StatusLaporan.GAGAL, "")


class TestGiliran:
    def test_requesters_take_turns_whatever_the_number_of_their_jobs(self, dunia, dua, hari):
        Laporan.objects.all().delete()
        budi = [request_laporan(pelaku=dunia.budi, evaluasi=[dua[0]]) for _ in range(3)]
        sari = request_laporan(pelaku=dunia.sari, evaluasi=[dua[0]])

        urut = []
        for _ in range(6):
            hari.tick()
            urut.append(next_laporan(lajur(2)))

        milik = {**{b.pk: "budi" for b in budi}, sari.pk: "sari"}
        assert [milik[pk] for pk in urut] == ["budi", "sari"] * 3
        assert {pk for pk in urut if milik[pk] == "budi"} == {b.pk for b in budi}

    def test_a_paused_job_is_not_served_until_it_goes_on(self, dunia, dua):
        laporan = Laporan.objects.filter(diminta_oleh=dunia.budi).first()
        Laporan.objects.exclude(pk=laporan.pk).delete()
        pause_laporan(pelaku=dunia.budi, laporan=laporan)
        assert next_laporan(lajur(2)) is None

        with pytest.raises(Dilarang, match="orang lain"):
            resume_laporan(pelaku=dunia.sari, laporan=laporan)
        resume_laporan(pelaku=dunia.budi, laporan=laporan)

        assert kerjakan(laporan).status == StatusLaporan.SELESAI

    def test_one_failed_document_is_run_again_alone(self, dunia, dua, caplog, hari):
        laporan = kerjakan(Laporan.objects.filter(diminta_oleh=dunia.budi).first(), rusak)
        satu = laporan.butir.earliest("pk")

        hari.tick(timedelta(days=1))
        retry_laporan(pelaku=dunia.budi, laporan=laporan, butir=[satu.pk])
        start_laporan(laporan.pk)
        hari.tick(timedelta(seconds=10))
        work_butir(laporan_pk=laporan.pk, cetak=cetak, versi_templat="1")
        laporan.refresh_from_db()
        # one document in ten seconds: neither the day between nor what was made before counts
        assert round(kemajuan(laporan).per_detik, 2) == 0.1
        assert kerjakan(laporan).status == StatusLaporan.SEBAGIAN
        assert list(laporan.butir.order_by("pk").values_list("status", flat=True)) == ["selesai", "gagal"]


class TestDiskPenuh:
    def test_the_job_waits_and_nothing_is_blamed_or_lost(self, dunia, dua, monkeypatch):
        laporan = Laporan.objects.filter(diminta_oleh=dunia.budi).first()
        kerja_satu = laporan.butir.order_by("pk").first()
        with monkeypatch.context() as m:
            m.setattr("os.fsync", _disk_penuh)
            kerjakan(laporan)

        assert (laporan.status, laporan.dijeda_oleh) == (StatusLaporan.DIJEDA, None)
        assert "penuh" in laporan.galat
        kerja_satu.refresh_from_db()
        assert (kerja_satu.status, kerja_satu.percobaan) == (StatusButir.ANTRE, 0)
        assert list(Path(default_storage.path("dokumen/.sementara")).iterdir()) == []
        assert Kabar.objects.filter(penerima=dunia.budi, teks__contains="penuh").count() == 1

        assert release_laporan() == []  # not within the first minute
        Laporan.objects.update(dijeda_pada=timezone.now() - timedelta(minutes=2))
        assert release_laporan(ruang=1) == []
        assert [la.pk for la in release_laporan()] == [laporan.pk]
        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        assert Dokumen.objects.count() == 2

    def test_a_file_of_the_whole_waits_too(self, minta, monkeypatch):
        laporan = minta(P.REKAP_XLSX)
        with monkeypatch.context() as m:
            m.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EDQUOT, "quota")))
            kerjakan(laporan)

        assert laporan.status == StatusLaporan.DIJEDA
        Laporan.objects.update(dijeda_pada=timezone.now() - timedelta(minutes=2))
        release_laporan()
        assert kerjakan(laporan).status == StatusLaporan.SELESAI

    def test_joining_says_that_the_disk_is_full(self, dunia, dua, monkeypatch):
        laporan = Laporan.objects.filter(diminta_oleh=dunia.budi).first()
        monkeypatch.setattr("evaluasi.services.bundel.lembar_of", lambda _: iter(()))

        with open("/dev/full", "wb") as penuh, pytest.raises(OSError, match="full") as galat:
            _gabung(laporan, penuh)

        assert is_penuh(galat.value)


class TestMasaSimpan:
    def test_the_file_goes_after_its_days_and_the_documents_stay(self, minta, dunia, hari, masuk):
        set_pengaturan_laporan(pelaku=dunia.eka, hari_simpan=3, koefisien_siasn={"PT": "7", "MU": ""})
        laporan = kerjakan(minta(P.DOKUMEN_ZIP))
        tempat = Path(default_storage.path(laporan.berkas.name))
        hari.tick(timedelta(days=3) - timedelta(seconds=1))
        assert purge_laporan() == 0

        hari.tick(timedelta(seconds=2))

        assert purge_laporan() == 1
        laporan.refresh_from_db()
        client = masuk(dunia.eka)
        unduh = client.get(reverse("evaluasi:laporan_unduh", args=[laporan.uuid]))
        assert (unduh.status_code, "masa simpannya berakhir" in unduh.content.decode()) == (409, True)
        lagi = (
            f"{reverse('evaluasi:laporan_buat')}?unit={laporan.unit.uuid}&amp;periode={laporan.periode.uuid}"
        )
        assert lagi in client.get(reverse("evaluasi:laporan_lihat", args=[laporan.uuid])).content.decode()
        assert (laporan.berkas.name, tempat.exists()) == ("", False)
        assert laporan.dihapus_pada is not None
        assert Dokumen.objects.count() == 4
        assert all(Path(default_storage.path(d.berkas.name)).exists() for d in Dokumen.objects.all())

    def test_a_file_that_another_job_still_names_stays(self, minta, hari):
        lama = kerjakan(minta(P.DOKUMEN_ZIP))
        hari.tick(timedelta(days=20))
        baru = kerjakan(minta(P.DOKUMEN_ZIP))
        assert lama.berkas.name == baru.berkas.name
        hari.tick(timedelta(days=15))

        assert purge_laporan() == 0
        assert isi_berkas(baru)
        lama.refresh_from_db()
        with pytest.raises(DokumenRusak):
            buka_bundel(lama)


class TestJadwal:
    @pytest.fixture
    def jadwal(self, dunia, dua):
        Laporan.objects.all().delete()
        return save_jadwal(
            pelaku=dunia.eka,
            unit=dunia.dinas,
            isi=P.REKAP_XLSX,
            acuan=AcuanPeriode.BERAKHIR,
            irama=IramaJadwal.MINGGUAN,
            hari=1,
            jam=10,
        )

    def test_its_turn_orders_once_in_the_name_of_its_maker(self, dunia, jadwal, tw3, hari):
        assert run_jadwal() == []
        hari.tick(timedelta(hours=2))  # Monday, past ten

        (laporan,) = run_jadwal()

        assert (laporan.diminta_oleh, laporan.periode, laporan.jadwal) == (dunia.eka, tw3, jadwal)
        assert run_jadwal() == []
        jadwal.refresh_from_db()
        assert jadwal.berikutnya_pada - timezone.now() < timedelta(days=7)

    def test_turns_missed_while_all_stood_still_are_one(self, jadwal, hari):
        hari.tick(timedelta(days=30))

        assert len(run_jadwal()) == 1
        assert run_jadwal() == []

    def test_it_stops_when_its_maker_lost_the_right(self, dunia, jadwal, hari):
        PeranDiberikan.objects.filter(pegawai=dunia.eka).delete()
        hari.tick(timedelta(days=7))

        assert run_jadwal() == []
        jadwal.refresh_from_db()
        assert not jadwal.is_aktif
        assert jadwal.sebab_berhenti.startswith("Laporan unit dibuka")
        assert Kabar.objects.filter(penerima=dunia.eka, tautan="/laporan/jadwal/").exists()


class TestHalaman:
    def test_order_pause_and_schedule_by_page(self, dunia, dua, tw3, masuk):
        client = masuk(dunia.eka)
        isi = {"isi": "rekap-xlsx", "unit": dunia.dinas.uuid, "periode": tw3.uuid}

        jawab = client.post(reverse("evaluasi:laporan_buat"), isi)
        laporan = Laporan.objects.get(jenis="rekap")
        assert jawab.url == reverse("evaluasi:laporan_lihat", args=[laporan.uuid])
        client.post(reverse("evaluasi:laporan_jeda", args=[laporan.uuid]))
        assert "Lanjutkan" in client.get(jawab.url).content.decode()
        client.post(reverse("evaluasi:laporan_lanjut", args=[laporan.uuid]))
        kerjakan(laporan)
        halaman = client.get(jawab.url).content.decode()
        assert "Memuat 2 pegawai." in halaman
        assert "Disimpan sampai" in halaman

        jadwal = isi | {"acuan": "berakhir", "irama": "mingguan", "hari": "9", "jam": "6"}
        salah = client.post(reverse("evaluasi:laporan_jadwal_baru"), jadwal)
        assert salah.status_code == 422
        assert "1 (Senin) sampai 7 (Minggu)" in salah.content.decode()
        client.post(reverse("evaluasi:laporan_jadwal_baru"), jadwal | {"hari": "2"})
        assert JadwalLaporan.objects.get().hari == 2
        assert "hari Selasa, pukul 06.00" in client.get(reverse("evaluasi:laporan_jadwal")).content.decode()
