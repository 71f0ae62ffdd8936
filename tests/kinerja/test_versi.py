"""What was logged, reached and said stays with the living SKP over its versions."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluasi.selectors import bahan_evaluasi
from kinerja import selectors, services
from kinerja.models import CatatanHarian, Realisasi, UmpanBalik
from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import StatusSkp
from skp.services import approve_skp, delete_rhk, save_rhk, start_revisi, submit_skp
from tests.factories.kinerja import catatan_baru
from tests.factories.skp import RHK_UTAMA, skp_at
from tests.skp.halaman import teks

pytestmark = pytest.mark.django_db
LAMA = "Terbinanya pengelola data"


@pytest.fixture
def skp(dunia) -> Skp:
    """An SKP in force with work on two RHK, then revised: one RHK reworded, one dropped."""
    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari, rhk=(RHK_UTAMA, LAMA))
    hari = timezone.localdate()
    periode = Periode.objects.periodik().pada(hari).get(instansi=dunia.instansi)
    for kata in (RHK_UTAMA, LAMA):
        rhk = skp.rhk.get(teks=kata)
        catatan_baru(rhk, hari)
        services.record_realisasi(
            pelaku=dunia.sari, indikator=rhk.indikator.get(), periode=periode, angka=Decimal(3)
        )
        services.give_umpan_balik(pelaku=dunia.budi, skp=skp, rhk=rhk, isi=f"Tentang {kata}", sifat="pujian")
    usulan = start_revisi(pelaku=dunia.sari, skp=skp, alasan="Prioritas berubah")
    save_rhk(
        pelaku=dunia.sari,
        skp=usulan,
        rhk=usulan.rhk.get(teks=RHK_UTAMA),
        teks="Terpakainya modul",
        rhk_pimpinan_teks="x",
    )
    delete_rhk(pelaku=dunia.sari, rhk=usulan.rhk.get(teks=LAMA))
    submit_skp(pelaku=dunia.sari, skp=usulan)
    return approve_skp(pelaku=dunia.budi, skp=usulan)


def periode_kini(skp: Skp) -> Periode:
    return Periode.objects.periodik().pada(timezone.localdate()).get(instansi=skp.instansi)


def test_every_row_stays_with_the_living_skp(dunia, skp):
    for model in (CatatanHarian, Realisasi, UmpanBalik):
        assert set(model.objects.values_list("skp", flat=True)) == {skp.pk}
        assert model.objects.visible_to(dunia.sari).count() == 2
    assert CatatanHarian.objects.filter(rhk__teks="Terpakainya modul").count() == 1


@pytest.mark.parametrize("seluruhnya", [True, False])
def test_what_was_reached_is_all_there_and_the_dropped_is_marked(skp, seluruhnya):
    semua = selectors.capaian_per_indikator(skp, None if seluruhnya else periode_kini(skp))
    dicatat = [(c.rhk.teks, c.is_lama) for c in semua if c.realisasi]
    assert dicatat == [("Terpakainya modul", False), (LAMA, True)]
    assert {c.rhk.teks: c.jumlah_catatan for c in semua}[LAMA] == 1


def test_the_evaluation_gets_the_feedback_on_both(skp):
    bahan = bahan_evaluasi(skp, periode_kini(skp))
    kata = {r.rhk.teks: ([u.isi for u in r.suara.ucapan], r.is_lama) for r in bahan.rhk}
    assert kata["Terpakainya modul"] == ([f"Tentang {RHK_UTAMA}"], False)
    assert kata[LAMA] == ([f"Tentang {LAMA}"], True)


def test_feedback_alone_brings_a_dropped_rhk_back_into_the_evaluation(dunia, skp):
    lama = RencanaHasilKerja.objects.get(teks=LAMA, revisi_dari=None)
    Realisasi.objects.filter(indikator__rhk=lama).delete()
    UmpanBalik.objects.filter(catatan__rhk=lama).update(catatan=None)
    CatatanHarian.objects.filter(rhk=lama).delete()
    assert LAMA in {r.rhk.teks for r in bahan_evaluasi(skp, periode_kini(skp)).rhk}


def test_without_work_on_it_a_dropped_rhk_is_not_shown(dunia):
    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari, rhk=(RHK_UTAMA, LAMA))
    usulan = start_revisi(pelaku=dunia.sari, skp=skp, alasan="x")
    delete_rhk(pelaku=dunia.sari, rhk=usulan.rhk.get(teks=LAMA))
    submit_skp(pelaku=dunia.sari, skp=usulan)
    skp = approve_skp(pelaku=dunia.budi, skp=usulan)
    assert LAMA not in {c.rhk.teks for c in selectors.capaian_per_indikator(skp)}


def test_the_timeline_shows_everything(dunia, skp, masuk):
    halaman = teks(masuk(dunia.budi).get(reverse("kinerja:linimasa", args=[skp.uuid])))
    assert f"Tentang {LAMA}" in halaman
    assert f"Tentang {RHK_UTAMA}" in halaman


def test_an_entry_on_a_dropped_rhk_can_still_be_corrected(dunia, skp, masuk):
    catatan = CatatanHarian.objects.get(rhk__teks=LAMA)
    services.edit_catatan(
        pelaku=dunia.sari, catatan=catatan, rhk=catatan.rhk, tanggal=catatan.tanggal, uraian="Diperbaiki"
    )
    catatan.refresh_from_db()
    assert (catatan.uraian, catatan.rhk.teks) == ("Diperbaiki", LAMA)
    assert LAMA in teks(masuk(dunia.sari).get(reverse("kinerja:catatan_ubah", args=[catatan.uuid])))


def test_the_realisasi_page_keeps_it_in_sight_and_asks_no_more(dunia, skp, masuk):
    jawab = masuk(dunia.sari).get(reverse("kinerja:realisasi"), {"skp": skp.uuid})
    assert LAMA in teks(jawab)
    assert jawab.status_code == 200


def test_yesterday_again_leaves_the_dropped_one_behind(dunia, skp):
    hari = timezone.localdate()
    baru = services.repeat_hari(pelaku=dunia.sari, dari=hari, ke=hari, klien_id=uuid.uuid4())
    assert [c.rhk.teks for c in baru] == ["Terpakainya modul"]
    assert [c.rhk.teks for c in selectors.saran_kegiatan(dunia.sari, hari).kegiatan] == ["Terpakainya modul"]


def test_the_home_page_names_the_open_revision_and_only_one_skp(dunia, skp, masuk):
    start_revisi(pelaku=dunia.budi, skp=skp, alasan="Target pusat naik")
    halaman = teks(masuk(dunia.sari).get("/"))
    assert "Lengkapi dan ajukan revisi SKP" in halaman
    assert "Target pusat naik" in halaman
    assert len(Skp.objects.berlaku().filter(pegawai=dunia.sari)) == 1
