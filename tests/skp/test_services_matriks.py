"""Dividing a leader's results: what is stored, what reaches the member's SKP, and what never happens silently."""

from __future__ import annotations

from datetime import timedelta

import pghistory.models
import pytest
from django.utils import timezone

from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.models import AnggotaTim
from pegawai.rules import JenisPenugasan
from pegawai.services import close_penempatan, place_pegawai
from skp import selectors, services
from skp.errors import BukanAnggotaMatriks, KolomTidakAda, SkpTerkunci
from skp.models import RencanaHasilKerja, SelMatriks, Skp
from skp.rules import KeadaanSel, PeranMatriks, StatusSkp
from skp.services import IsianSel
from tests.factories.pegawai import MULAI, jabatan_baru, pegawai_baru
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db
S = StatusSkp
MODUL = "Tersusunnya modul antarmuka"


@pytest.fixture
def milik(dunia) -> Skp:
    """Budi's SKP, still a draft: nobody waits for the boss."""
    return skp_at(S.DRAF, pegawai=dunia.budi, rhk=["Layanan siap pakai", "Data tertib"])


def isian(skp: Skp, pegawai, teks: str, kolom: int = 0, **lain) -> IsianSel:
    kunci = selectors.kolom_of(skp)[kolom].kunci
    return IsianSel(pegawai=str(pegawai.uuid), kolom=kunci, teks=teks, **lain)


def tulis(skp: Skp, pegawai, teks: str, kolom: int = 0, pelaku=None, **lain):
    return services.save_sel(
        pelaku=pelaku or skp.pegawai, skp=skp, isian=isian(skp, pegawai, teks, kolom, **lain)
    )


def baris(skp: Skp, pegawai) -> selectors.BarisMatriks:
    return next(b for b in selectors.matriks_of(skp).baris if b.pegawai == pegawai)


def keadaan(skp: Skp, pegawai, kolom: int = 0) -> list[KeadaanSel]:
    return [h.keadaan for h in baris(skp, pegawai).sel[kolom].hasil]


def teks_rhk(skp: Skp) -> list[str]:
    return list(RencanaHasilKerja.objects.filter(skp=skp, jenis="utama").values_list("teks", flat=True))


class TestBaris:
    def test_who_is_rated_who_is_in_the_team_and_what_nobody_carries(self, dunia, milik):
        tulis(milik, dunia.sari, MODUL)

        m = selectors.matriks_of(milik)

        assert {b.pegawai for b in m.baris} == {dunia.sari, dunia.citra}
        assert [b.pegawai for b in m.baris_kosong] == [dunia.citra]
        assert [k.nomor for k in m.kolom_kosong] == ["2", "3"]

    def test_a_team_across_units_is_its_leaders_matrix(self, dunia):
        skp = skp_at(S.DRAF, pegawai=dunia.tono)

        assert [(b.pegawai, b.peran) for b in selectors.matriks_of(skp).baris] == [
            (dunia.sari, PeranMatriks.ANGGOTA)
        ]

    def test_leaders_of_teams_come_first_then_rank(self, dunia, milik):
        dunia.citra.golongan = "IV/a"
        dunia.citra.save()
        assert [b.pegawai for b in selectors.matriks_of(milik).baris] == [dunia.citra, dunia.sari]
        AnggotaTim.objects.filter(pegawai=dunia.sari).update(peran="koordinator")

        m = selectors.matriks_of(milik)

        assert [(b.pegawai, b.peran) for b in m.baris] == [
            (dunia.sari, PeranMatriks.KOORDINATOR),
            (dunia.citra, PeranMatriks.ANGGOTA),
        ]

    def test_a_jpt_divides_by_indicator_and_the_member_names_it(self, dunia):
        skp = skp_at(S.DRAF, pegawai=dunia.karta, rhk=["Layanan berkualitas"])
        bawahan = skp_at(S.DRAF, pegawai=dunia.budi, isi=False)

        assert [k.indikator for k in selectors.kolom_of(skp)] == ["Jumlah laporan yang disampaikan"] * 2
        tulis(skp, dunia.budi, "Layanan siap pakai")

        rhk = bawahan.rhk.get()
        assert (rhk.rhk_pimpinan_teks, rhk.indikator_pimpinan_teks) == (
            "Layanan berkualitas",
            "Jumlah laporan yang disampaikan",
        )
        assert keadaan(skp, dunia.budi) == [KeadaanSel.MASUK]

    def test_what_a_member_wrote_on_his_own_is_seen_and_can_be_taken(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, rhk=[MODUL], rhk_pimpinan=milik.rhk.first())
        sel = baris(milik, dunia.sari).sel[0]
        assert (sel.hasil, sel.dari_anggota) == ((), (MODUL,))

        tulis(milik, dunia.sari, sel.dengan_milik_anggota)

        assert baris(milik, dunia.sari).sel[0].dari_anggota == ()
        assert keadaan(milik, dunia.sari) == [KeadaanSel.MASUK]
        assert teks_rhk(draf) == [MODUL]


class TestKeSkpAnggota:
    def test_goes_into_an_open_draft_at_once_and_only_once(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)

        tulis(milik, dunia.sari, f"{MODUL}\nTeruji modulnya")
        tulis(milik, dunia.sari, f"{MODUL}\nTeruji modulnya")
        services.send_matriks(pelaku=dunia.budi, skp=milik)

        rhk = list(draf.rhk.order_by("urutan"))
        assert [(r.teks, r.rhk_pimpinan_teks) for r in rhk] == [
            (MODUL, "Layanan siap pakai"),
            ("Teruji modulnya", "Layanan siap pakai"),
        ]
        assert rhk[0].rhk_pimpinan == milik.rhk.first()
        draf.refresh_from_db()
        assert draf.nomor_sunting == 1

    def test_waits_until_the_member_begins(self, dunia, milik):
        tulis(milik, dunia.sari, MODUL)
        assert keadaan(milik, dunia.sari) == [KeadaanSel.MENUNGGU_SKP]

        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)

        assert teks_rhk(draf) == [MODUL]
        assert keadaan(milik, dunia.sari) == [KeadaanSel.MASUK]

    @pytest.mark.parametrize("cara", ["ditarik", "dikembalikan"])
    def test_waits_while_the_skp_is_being_reviewed(self, dunia, milik, cara):
        skp = skp_at(S.DIAJUKAN, pegawai=dunia.sari, rhk=["Milik Sari"])
        tulis(milik, dunia.sari, MODUL)
        assert keadaan(milik, dunia.sari) == [KeadaanSel.MENUNGGU_DIBUKA]
        assert teks_rhk(skp) == ["Milik Sari"]

        if cara == "ditarik":
            services.withdraw_skp(pelaku=dunia.sari, skp=skp)
        else:
            services.return_skp(pelaku=dunia.budi, skp=skp, catatan="Lihat matriks.")

        assert teks_rhk(skp) == ["Milik Sari", MODUL]

    def test_a_fixed_skp_is_left_alone(self, dunia, milik):
        skp = skp_at(S.BERJALAN, pegawai=dunia.sari)
        sebelum = teks_rhk(skp)

        tulis(milik, dunia.sari, MODUL)

        assert teks_rhk(skp) == sebelum
        assert "direvisi" in baris(milik, dunia.sari).kalimat

    def test_the_same_words_under_another_leader_are_one_rhk(self, dunia, milik):
        """A member carries a result for his team leader and for his penilai: the SKP holds it once."""
        tim = skp_at(S.DRAF, pegawai=dunia.tono)
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)

        tulis(tim, dunia.sari, MODUL)
        tulis(milik, dunia.sari, f"{MODUL.upper()}.")

        assert [(r.teks, r.rhk_pimpinan) for r in draf.rhk.all()] == [(MODUL, tim.rhk.first())]
        assert keadaan(milik, dunia.sari) == keadaan(tim, dunia.sari) == [KeadaanSel.MASUK]

    def test_a_reworded_cell_rewords_the_rhk(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, MODUL)
        kunci = draf.rhk.get().pk

        tulis(milik, dunia.sari, "Tersusunnya modul dan API")

        assert [(r.pk, r.teks) for r in draf.rhk.all()] == [(kunci, "Tersusunnya modul dan API")]

    def test_words_of_the_member_are_never_written_over(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, MODUL)
        services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=draf.rhk.get(), teks="Kata Sari")
        assert keadaan(milik, dunia.sari) == [KeadaanSel.BERBEDA]

        tulis(milik, dunia.sari, "Kata Budi")

        hasil = baris(milik, dunia.sari).sel[0].hasil[0]
        assert (hasil.teks, hasil.teks_anggota) == ("Kata Budi", "Kata Sari")
        assert teks_rhk(draf) == ["Kata Sari"]
        assert [t.hasil.teks for t in selectors.titipan_of(draf)] == ["Kata Budi"]

        tulis(milik, dunia.sari, baris(milik, dunia.sari).sel[0].dengan_tulisan_anggota(hasil.uuid))
        assert keadaan(milik, dunia.sari) == [KeadaanSel.MASUK]
        assert selectors.titipan_of(draf) == []

    def test_what_the_member_took_out_comes_back_only_when_the_leader_asks(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, MODUL)
        services.delete_rhk(pelaku=dunia.sari, rhk=draf.rhk.get())
        assert services.send_matriks(pelaku=dunia.budi, skp=milik) == 0
        assert keadaan(milik, dunia.sari) == [KeadaanSel.DIHAPUS]

        services.send_matriks(pelaku=dunia.budi, skp=milik, sel=SelMatriks.objects.get())

        assert teks_rhk(draf) == [MODUL]

    def test_a_cleared_cell_takes_its_untouched_rhk_along(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, MODUL)

        hasil = tulis(milik, dunia.sari, "")

        assert (teks_rhk(draf), hasil.dipertahankan) == ([], [])
        tulis(milik, dunia.sari, MODUL)
        assert teks_rhk(draf) == [MODUL]

    def test_an_rhk_the_member_worked_on_stays_and_the_leader_is_told(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, MODUL)
        services.save_indikator(
            pelaku=dunia.sari, rhk=draf.rhk.get(), teks="Jumlah modul", target_angka=4, satuan="modul"
        )

        hasil = tulis(milik, dunia.sari, "")

        assert (teks_rhk(draf), hasil.dipertahankan) == ([MODUL], ["Sari Puspita"])

    def test_a_called_off_skp_counts_for_nothing(self, dunia, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, MODUL)
        services.cancel_skp(pelaku=dunia.sari, skp=draf, alasan="Salah")
        assert keadaan(milik, dunia.sari) == [KeadaanSel.MENUNGGU_SKP]

        baru = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)

        assert teks_rhk(baru) == [MODUL]

    def test_a_revision_takes_in_what_waited_and_comes_into_force_with_it(self, dunia, milik):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, rhk=[MODUL])
        tulis(milik, dunia.sari, MODUL)
        services.submit_skp(pelaku=dunia.sari, skp=skp)
        services.approve_skp(pelaku=dunia.budi, skp=skp)
        skp.refresh_from_db()
        tulis(milik, dunia.sari, f"{MODUL} dan API\nHasil baru")
        assert keadaan(milik, dunia.sari) == [KeadaanSel.MENUNGGU_DIBUKA] * 2

        usulan = services.start_revisi(pelaku=dunia.sari, skp=skp, alasan="Matriks berubah")
        tulis(milik, dunia.sari, "Hasil ketiga", kolom=1)

        assert {f"{MODUL} dan API", "Hasil baru", "Hasil ketiga"} <= set(teks_rhk(usulan))
        assert f"{MODUL} dan API" not in teks_rhk(skp)
        for r in usulan.rhk.all():
            services.save_indikator(
                pelaku=dunia.sari, rhk=r, aspek="kuantitas", teks="Jumlah", target_angka=4, satuan="modul"
            )
        services.submit_skp(pelaku=dunia.sari, skp=usulan)
        services.approve_skp(pelaku=dunia.budi, skp=usulan)

        assert keadaan(milik, dunia.sari) == [KeadaanSel.MASUK] * 2
        assert keadaan(milik, dunia.sari, 1) == [KeadaanSel.MASUK]
        assert baris(milik, dunia.sari).sel[0].dari_anggota == ()


class TestSiapa:
    def test_nobody_else_writes_and_nothing_changes(self, dunia, milik):
        for orang in (dunia.sari, dunia.karta, dunia.eka, dunia.dewi):
            with pytest.raises(Dilarang):
                tulis(milik, dunia.sari, MODUL, pelaku=orang)
        assert not SelMatriks.objects.exists()

    def test_who_heads_the_unit_meanwhile_divides_too(self, dunia, milik):
        place_pegawai(
            pelaku=None,
            pegawai=dunia.tono,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Aplikasi Informatika"),
            unit=dunia.bidang,
            mulai=timezone.localdate(),
            jenis=JenisPenugasan.PLH,
            is_kepala=True,
        )

        tulis(milik, dunia.sari, MODUL, pelaku=dunia.tono)

        assert SelMatriks.objects.get().oleh == dunia.tono
        assert selectors.skp_bermatriks(dunia.tono, milik.uuid)[0] == milik
        tulis(milik, dunia.citra, MODUL, pelaku=dunia.budi)
        assert {b.pegawai for b in selectors.matriks_of(milik).baris} >= {dunia.sari, dunia.citra}

    def test_two_leaders_at_one_cell(self, dunia, milik):
        tulis(milik, dunia.sari, "Tulisan pertama")

        with pytest.raises(SudahBerubah, match="Anda sendiri di tab lain pukul"):
            tulis(milik, dunia.sari, "Tulisan kedua", versi="")

        assert SelMatriks.objects.get().teks == "Tulisan pertama"
        hasil = services.save_banyak_sel(
            pelaku=dunia.budi, skp=milik, isian=[isian(milik, dunia.sari, "Kedua", versi="x")]
        )
        assert hasil.ditolak[0].sel.teks == "Tulisan pertama"
        tulis(milik, dunia.sari, "Tulisan kedua", versi=hasil.ditolak[0].sel.versi)
        assert SelMatriks.objects.get().teks == "Tulisan kedua"

    def test_people_and_results_of_others_are_refused(self, dunia, milik, asing):
        lain = skp_at(S.DRAF, pegawai=asing.budi)
        for orang in (dunia.dewi, dunia.karta, asing.sari, dunia.budi):
            with pytest.raises(BukanAnggotaMatriks, match="tidak"):
                tulis(milik, orang, MODUL)
        with pytest.raises(KolomTidakAda, match="tidak ada lagi"):
            services.save_sel(pelaku=dunia.budi, skp=milik, isian=isian(lain, dunia.sari, MODUL))
        assert not SelMatriks.objects.exists()

    def test_an_rhk_deleted_while_the_page_is_open(self, dunia, milik):
        terbuka = isian(milik, dunia.sari, MODUL)
        tulis(milik, dunia.sari, "Sudah ada")
        services.delete_rhk(pelaku=dunia.budi, rhk=milik.rhk.first())

        with pytest.raises(KolomTidakAda, match="Muat ulang"):
            services.save_sel(pelaku=dunia.budi, skp=milik, isian=terbuka)
        assert not SelMatriks.objects.exists()

    def test_who_moved_keeps_his_row_and_gets_nothing_new(self, dunia, milik):
        tulis(milik, dunia.sari, MODUL)
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.sari),
            selesai=timezone.localdate() - timedelta(days=1),
            alasan="Pindah",
        )

        assert keadaan(milik, dunia.sari) == [KeadaanSel.PINDAH]
        with pytest.raises(BukanAnggotaMatriks, match="tidak lagi di tim ini"):
            tulis(milik, dunia.sari, "Lebih banyak")
        tulis(milik, dunia.sari, "")
        assert dunia.sari not in [b.pegawai for b in selectors.matriks_of(milik).baris]

    def test_only_leaders_of_today_reach_a_new_skp(self, dunia, milik):
        tim = skp_at(S.DRAF, pegawai=dunia.tono)
        tulis(tim, dunia.sari, "Dari tim")
        tulis(milik, dunia.sari, "Dari Budi")
        AnggotaTim.objects.filter(pegawai=dunia.sari).update(selesai=timezone.localdate() - timedelta(days=1))

        assert teks_rhk(skp_at(S.DRAF, pegawai=dunia.sari, isi=False)) == ["Dari Budi"]

    @pytest.mark.parametrize("status", [S.SELESAI, S.DIBATALKAN])
    def test_a_dead_skp_is_read_only(self, dunia, milik, status):
        Skp.objects.filter(pk=milik.pk).update(status=status.value)
        with pytest.raises(SkpTerkunci):
            tulis(milik, dunia.sari, MODUL)
        with pytest.raises(SkpTerkunci):
            services.send_matriks(pelaku=dunia.budi, skp=milik)


class TestPeserta:
    def test_the_head_of_a_unit_takes_in_people_below_his_heads(self, dunia):
        skp = skp_at(S.DRAF, pegawai=dunia.karta, rhk=["Layanan berkualitas"])
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)

        services.add_peserta(pelaku=dunia.karta, skp=skp, pegawai=dunia.sari)
        tulis(skp, dunia.sari, MODUL)

        assert teks_rhk(draf) == [MODUL]
        assert baris(skp, dunia.sari).is_ditambahkan
        assert dunia.sari.pk not in [p.pegawai_id for p in selectors.calon_peserta(skp, "sari")]
        with pytest.raises(AturanDilanggar, match="Kosongkan"):
            services.remove_peserta(pelaku=dunia.karta, skp=skp, pegawai=dunia.sari)
        tulis(skp, dunia.sari, "")
        services.remove_peserta(pelaku=dunia.karta, skp=skp, pegawai=dunia.sari)
        assert dunia.sari not in [b.pegawai for b in selectors.matriks_of(skp).baris]

    def test_who_may_not(self, dunia, milik, asing):
        tim = skp_at(S.DRAF, pegawai=dunia.tono)
        with pytest.raises(Dilarang, match="pimpinan unit"):
            services.add_peserta(pelaku=dunia.tono, skp=tim, pegawai=dunia.citra)
        for orang in (dunia.dewi, dunia.karta, dunia.budi, asing.sari):
            with pytest.raises(Dilarang, match="unit Anda"):
                services.add_peserta(pelaku=dunia.budi, skp=milik, pegawai=orang)
        with pytest.raises(SudahBerubah, match="sudah ada"):
            services.add_peserta(pelaku=dunia.budi, skp=milik, pegawai=dunia.sari)
        with pytest.raises(Dilarang):
            services.remove_peserta(pelaku=dunia.sari, skp=milik, pegawai=dunia.citra)


class TestTempel:
    def test_five_hundred_cells_with_three_bad_ones(self, dunia, milik):
        """The rest is kept, and each of the three is handed back as it was written."""
        orang = [pegawai_baru(dunia.instansi, f"Pegawai {i:03d}", akun=False) for i in range(164)]
        for p in orang:
            AnggotaTim.objects.create(tim_id=_tim_budi(dunia), pegawai=p, mulai=MULAI)
        semua = [isian(milik, p, f"Hasil {n} {k}", k) for n, p in enumerate(orang) for k in range(3)][:497]
        buruk = [
            isian(milik, orang[0], "x" * 2001, letak="baris 1, kolom 1"),
            isian(milik, dunia.dewi, "Bukan anggota", letak="baris 9, kolom 1"),
            IsianSel(pegawai=str(orang[1].uuid), kolom="entah", teks="Kolom asing", letak="baris 2, kolom 7"),
        ]

        hasil = services.save_banyak_sel(
            pelaku=dunia.budi, skp=milik, isian=semua[:200] + buruk + semua[200:]
        )

        assert [d.isian for d in hasil.ditolak] == buruk
        assert [d.galat.kode for d in hasil.ditolak] == [
            "isian_tidak_sah",
            "bukan_anggota_matriks",
            "kolom_tidak_ada",
        ]
        assert (len(hasil.tersimpan), hasil.berubah) == (len(semua), len(semua))
        assert SelMatriks.objects.count() == len(semua)

    def test_the_act_is_named_in_the_history(self, dunia, milik):
        skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, MODUL)

        for objek in (SelMatriks.objects.get(), RencanaHasilKerja.objects.get(teks=MODUL)):
            peristiwa = pghistory.models.Events.objects.tracks(objek).latest("pgh_id")
            assert peristiwa.pgh_context["tindakan"] == "matriks.disimpan"
            assert peristiwa.pgh_context["pelaku"] == dunia.budi.pk


def _tim_budi(dunia) -> int:
    from pegawai.models import TimKerja
    from pegawai.rules import PeranTim

    tim, baru = TimKerja.objects.get_or_create(
        instansi=dunia.instansi, unit=dunia.bidang, nama="Tim Budi", mulai=MULAI
    )
    if baru:
        AnggotaTim.objects.create(tim=tim, pegawai=dunia.budi, peran=PeranTim.KETUA.value, mulai=MULAI)
    return tim.pk
