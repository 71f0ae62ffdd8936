"""Revision of a fixed SKP: a proposal beside it, and one living SKP whose keys and addresses stay."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from pegawai.errors import Dilarang, SudahBerubah
from skp import selectors, services
from skp.errors import IsianTidakSah, SkpTerkunci, TransisiTidakSah
from skp.models import IndikatorKinerja, RencanaHasilKerja, Skp
from skp.rules import Aspek, JenisLampiran, NilaiPerilaku, StatusSkp, TandaBeda
from tests.factories.skp import RHK_UTAMA, periode_ke, skp_at

pytestmark = pytest.mark.django_db
S = StatusSkp
ALASAN = "Prioritas daerah berubah"


@pytest.fixture
def berjalan(dunia) -> Skp:
    return skp_at(S.BERJALAN, pegawai=dunia.sari, rhk=(RHK_UTAMA, "Terbinanya pengelola data"))


@pytest.fixture
def usulan(dunia, berjalan) -> Skp:
    return services.start_revisi(pelaku=dunia.sari, skp=berjalan, alasan=ALASAN)


def setujui(d, usulan: Skp) -> Skp:
    services.submit_skp(pelaku=d.sari, skp=usulan)
    return services.approve_skp(pelaku=d.budi, skp=usulan)


class TestMulai:
    def test_a_proposal_is_a_copy_and_the_old_one_stays_in_force(self, dunia, berjalan, usulan, tetap):
        berjalan.refresh_from_db()
        assert (berjalan.status, berjalan.versi) == (S.BERJALAN, 1)
        assert (usulan.status, usulan.versi, usulan.alasan_revisi) == (S.DRAF, 2, ALASAN)
        assert [b.isi for b in selectors.isi_of(selectors.dokumen_skp(usulan))] == [
            b.isi for b in selectors.isi_of(selectors.dokumen_skp(berjalan))
        ]
        assert list(Skp.objects.berlaku().filter(pegawai=dunia.sari)) == [berjalan]
        with tetap(berjalan):
            services.save_rhk(
                pelaku=dunia.sari, skp=usulan, rhk=usulan.rhk.first(), teks="Lain", rhk_pimpinan_teks="x"
            )

    def test_only_one_proposal_at_a_time(self, dunia, berjalan, usulan):
        with pytest.raises(SudahBerubah, match="sudah disusun"):
            services.start_revisi(pelaku=dunia.sari, skp=berjalan, alasan="Lagi")
        services.cancel_skp(pelaku=dunia.sari, skp=usulan, alasan="Tidak jadi")
        assert services.start_revisi(pelaku=dunia.sari, skp=berjalan, alasan="Lagi").versi == 2

    def test_the_penilai_asks_with_a_reason_and_the_owner_writes(self, dunia, berjalan, tetap):
        usulan = services.start_revisi(pelaku=dunia.budi, skp=berjalan, alasan="Target pusat naik")
        assert usulan.riwayat.get().oleh == dunia.budi
        with tetap(usulan), pytest.raises(Dilarang):
            services.submit_skp(pelaku=dunia.budi, skp=usulan)
        services.submit_skp(pelaku=dunia.sari, skp=usulan)

    @pytest.mark.parametrize("nama", ["citra", "karta", "eka", "tono"])
    def test_nobody_else_begins_one(self, dunia, berjalan, nama):
        with pytest.raises(Dilarang):
            services.start_revisi(pelaku=getattr(dunia, nama), skp=berjalan, alasan=ALASAN)

    def test_without_a_reason_nothing_begins(self, dunia, berjalan):
        with pytest.raises(IsianTidakSah, match="Alasan revisi belum diisi"):
            services.start_revisi(pelaku=dunia.sari, skp=berjalan, alasan="  ")
        assert Skp.objects.count() == 1

    def test_what_is_over_is_not_revised(self, dunia, berjalan):
        kemarin = timezone.localdate() - timedelta(days=1)
        Skp.objects.filter(pk=berjalan.pk).update(selesai=max(kemarin, berjalan.mulai))
        if berjalan.mulai <= kemarin:
            with pytest.raises(SkpTerkunci, match="sudah berakhir"):
                services.start_revisi(pelaku=dunia.sari, skp=berjalan, alasan=ALASAN)

    def test_a_proposal_is_not_revised_itself(self, dunia, usulan):
        with pytest.raises(Dilarang, match="SKP yang berlaku"):
            services.start_revisi(pelaku=dunia.sari, skp=usulan, alasan="Lagi")


class TestBerlaku:
    def test_keys_and_addresses_stay_and_contents_change(self, dunia, berjalan, usulan):
        asli = berjalan.rhk.get(teks=RHK_UTAMA)
        aksi = services.save_rencana_aksi(
            pelaku=dunia.sari, rhk=asli, periode=periode_ke(dunia.instansi, 1), teks="Menyusun", target="4"
        )
        salinan = usulan.rhk.get(revisi_dari=asli)
        iki = salinan.indikator.get()
        services.save_rhk(
            pelaku=dunia.sari, skp=usulan, rhk=salinan, teks="Terpakainya modul", rhk_pimpinan_teks="x"
        )
        services.save_indikator(
            pelaku=dunia.sari,
            rhk=salinan,
            indikator=iki,
            aspek=Aspek.KUANTITAS,
            teks=iki.teks,
            target_angka=Decimal(20),
            satuan="laporan",
        )
        services.set_ekspektasi(
            pelaku=dunia.sari, skp=usulan, nilai=NilaiPerilaku.ADAPTIF, teks="Berani mencoba"
        )
        services.set_lampiran(
            pelaku=dunia.sari, skp=usulan, isi={JenisLampiran.SUMBER_DAYA: ["Tim 3 programmer"]}
        )

        hidup = setujui(dunia, usulan)

        assert (hidup.pk, hidup.uuid, hidup.versi, hidup.status) == (
            berjalan.pk,
            berjalan.uuid,
            2,
            S.BERJALAN,
        )
        asli.refresh_from_db()
        assert (asli.teks, asli.skp_id) == ("Terpakainya modul", hidup.pk)
        assert asli.indikator.get().target_angka == 20
        assert asli.rencana_aksi.get() == aksi
        assert set(hidup.ekspektasi.values_list("nilai", flat=True)) == {"kolaboratif", "adaptif"}
        assert list(hidup.lampiran.filter(jenis="sumber_daya").values_list("teks", flat=True)) == [
            "Tim 3 programmer"
        ]
        lama = Skp.objects.get(pk=usulan.pk)
        assert (lama.versi, lama.status, lama.disetujui_oleh) == (1, S.DIREVISI, dunia.budi)
        assert lama.rhk.get(revisi_dari=asli).teks == RHK_UTAMA
        assert lama.rhk.get(revisi_dari=asli).indikator.get().target_angka == 12
        assert list(lama.ekspektasi.values_list("nilai", flat=True)) == ["kolaboratif"]
        assert list(lama.lampiran.filter(jenis="sumber_daya").values_list("teks", flat=True)) == [
            "Tim 2 programmer",
            "Akses data",
        ]

    def test_new_ones_move_in_and_dropped_ones_move_out(self, dunia, berjalan, usulan):
        buang = berjalan.rhk.get(teks="Terbinanya pengelola data")
        services.delete_rhk(pelaku=dunia.sari, rhk=usulan.rhk.get(revisi_dari=buang))
        baru = services.save_rhk(
            pelaku=dunia.sari, skp=usulan, teks="Terbitnya panduan", rhk_pimpinan_teks="x"
        )
        services.save_indikator(
            pelaku=dunia.sari,
            rhk=baru,
            aspek=Aspek.WAKTU,
            teks="Hari",
            target_angka=Decimal(9),
            satuan="hari",
        )

        hidup = setujui(dunia, usulan)

        baru.refresh_from_db()
        buang.refresh_from_db()
        assert (baru.skp_id, baru.asal_id, buang.skp_id) == (hidup.pk, None, usulan.pk)
        assert set(hidup.rhk.values_list("teks", flat=True)) >= {"Terbitnya panduan", RHK_UTAMA}
        assert Skp.objects.get(pk=usulan.pk).rhk.filter(teks="Terbinanya pengelola data").exists()

    def test_a_dropped_indicator_goes_with_the_old_version(self, dunia, berjalan, usulan):
        salinan = usulan.rhk.get(teks=RHK_UTAMA)
        lama = salinan.revisi_dari.indikator.get()
        services.save_indikator(
            pelaku=dunia.sari,
            rhk=salinan,
            aspek=Aspek.KUALITAS,
            teks="Tanpa galat",
            target_angka=Decimal(95),
            satuan="persen",
        )
        services.delete_indikator(pelaku=dunia.sari, indikator=salinan.indikator.get(revisi_dari=lama))
        setujui(dunia, usulan)

        lama.refresh_from_db()
        assert lama.rhk.skp_id == usulan.pk
        assert [i.teks for i in salinan.revisi_dari.indikator.all()] == ["Tanpa galat"]

    def test_followers_keep_their_link_and_those_of_a_dropped_one_are_told(self, dunia):
        pimpinan = skp_at(S.BERJALAN, pegawai=dunia.budi, rhk=("Satu", "Dua"))
        satu, dua = pimpinan.rhk.get(teks="Satu"), pimpinan.rhk.get(teks="Dua")
        a = skp_at(S.BERJALAN, pegawai=dunia.sari, rhk_pimpinan=satu).rhk.get(rhk_pimpinan=satu)
        b = skp_at(S.DRAF, pegawai=dunia.citra, rhk_pimpinan=dua).rhk.get(rhk_pimpinan=dua)
        usulan = services.start_revisi(pelaku=dunia.budi, skp=pimpinan, alasan=ALASAN)
        services.delete_rhk(pelaku=dunia.budi, rhk=usulan.rhk.get(revisi_dari=dua))
        services.submit_skp(pelaku=dunia.budi, skp=usulan)
        services.approve_skp(pelaku=dunia.karta, skp=usulan)

        a.refresh_from_db()
        b.refresh_from_db()
        assert (a.rhk_pimpinan, a.is_rujukan_lepas) == (satu, False)
        assert (b.rhk_pimpinan, b.rhk_pimpinan_teks, b.is_rujukan_lepas) == (None, "Dua", True)

    def test_the_replaced_version_never_changes(self, dunia, berjalan, usulan):
        setujui(dunia, usulan)
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Skp.objects.filter(pk=usulan.pk).update(versi=9)

    def test_its_rows_never_change_either_and_pointers_still_loosen(self, dunia, berjalan, usulan):
        setujui(dunia, usulan)
        lama = usulan.rhk.first()
        larangan = {
            "RHK": lambda: RencanaHasilKerja.objects.filter(pk=lama.pk).update(teks="Lain"),
            "moved out": lambda: RencanaHasilKerja.objects.filter(pk=lama.pk).update(skp=berjalan),
            "moved in": lambda: berjalan.rhk.update(skp=usulan),
            "indicator": lambda: lama.indikator.update(target_angka=1),
            "indicator gone": lambda: lama.indikator.all().delete(),
            "new indicator": lambda: lama.indikator.create(teks="Sisipan"),
            "expectation": lambda: usulan.ekspektasi.update(teks="Lain"),
            "annex gone": lambda: usulan.lampiran.all().delete(),
            "new annex": lambda: usulan.lampiran.create(jenis=JenisLampiran.SUMBER_DAYA, teks="Sisipan"),
            "action": lambda: lama.rencana_aksi.create(
                periode=periode_ke(dunia.instansi, 1), teks="Sisipan", target="1"
            ),
        }
        for apa, ubah in larangan.items():
            with pytest.raises(InternalError, match="SKP that is over"), transaction.atomic():
                assert not ubah(), apa
        assert RencanaHasilKerja.objects.filter(pk=lama.pk).update(revisi_dari=None, asal=None) == 1

    @pytest.mark.parametrize("kali", [2, 3])
    def test_revised_again_and_again_every_version_stays(self, dunia, berjalan, kali):
        for n in range(kali):
            u = services.start_revisi(pelaku=dunia.sari, skp=berjalan, alasan=f"Perubahan {n}")
            services.save_rhk(
                pelaku=dunia.sari, skp=u, rhk=u.rhk.first(), teks=f"Hasil {n}", rhk_pimpinan_teks="x"
            )
            setujui(dunia, u)
        versi = selectors.versi_of(dunia.sari, berjalan)
        assert [v.versi for v in versi] == list(range(kali + 1, 0, -1))
        teks = [v.rhk.order_by("-jenis", "urutan", "id").first().teks for v in versi]
        assert teks == [f"Hasil {n}" for n in reversed(range(kali))] + [RHK_UTAMA]
        banding = selectors.banding_of(versi[-1], versi[0])
        assert [(b.butir.jenis, b.tanda) for b in banding.berubah] == [("rhk", TandaBeda.UBAH)]

    def test_returned_withdrawn_and_called_off_leave_the_living_one_alone(
        self, dunia, berjalan, usulan, tetap
    ):
        with tetap(berjalan):
            services.submit_skp(pelaku=dunia.sari, skp=usulan)
            services.return_skp(pelaku=dunia.budi, skp=usulan, catatan="Jelaskan")
            services.submit_skp(pelaku=dunia.sari, skp=usulan)
            services.withdraw_skp(pelaku=dunia.sari, skp=usulan)
            services.cancel_skp(pelaku=dunia.sari, skp=usulan, alasan="Tidak jadi")

    @pytest.mark.parametrize("ajukan", [True, False])
    def test_calling_off_the_living_one_calls_off_its_proposal(self, dunia, berjalan, usulan, ajukan):
        if ajukan:
            services.submit_skp(pelaku=dunia.sari, skp=usulan)
        services.cancel_skp(pelaku=dunia.eka, skp=berjalan, alasan="Salah orang")
        usulan.refresh_from_db()
        assert usulan.status == S.DIBATALKAN
        with pytest.raises((SudahBerubah, TransisiTidakSah)):
            services.approve_skp(pelaku=dunia.budi, skp=usulan)

    def test_who_did_what_reads_as_a_revision(self, dunia, berjalan, usulan):
        hidup = setujui(dunia, usulan)
        assert (
            selectors.kalimat_gerak(selectors.gerak_terakhir(hidup)) == "Budi Santoso menyetujui revisi SKP"
        )
        lama = Skp.objects.get(pk=usulan.pk)
        assert [g.ke for g in selectors.gerak_of(lama)][:1] == [S.DIREVISI]
        assert {g.versi for g in selectors.gerak_of(lama)} == {1}

    def test_what_others_read_is_never_doubled(self, dunia, berjalan, usulan):
        milik = RencanaHasilKerja.objects.filter(skp__in=Skp.objects.berlaku())
        assert milik.count() == 3
        assert IndikatorKinerja.objects.filter(rhk__in=milik).count() == 3
        bawahan = skp_at(S.DRAF, pegawai=dunia.citra)
        assert not RencanaHasilKerja.objects.dapat_dirujuk(bawahan).filter(skp=usulan).exists()
        assert selectors.hitung_tim(dunia.budi) == {"berjalan": 1, "draf": 1}
        services.submit_skp(pelaku=dunia.sari, skp=usulan)
        assert list(selectors.antrean_skp(dunia.budi)) == [usulan]
