"""Nobody waits for the boss: words first, a link later, by a click."""

from __future__ import annotations

import pytest
from django.urls import reverse

from skp import services
from skp.errors import RujukanTidakSah
from skp.rules import StatusSkp
from skp.selectors.tautan import tautan_of
from skp.services.tautan import link_rhk
from tests.factories.skp import RHK_PIMPINAN, skp_at
from tests.skp.halaman import teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp


@pytest.fixture
def pimpinan(dunia):
    """The penilai's RHK, written after the member had put it in words."""
    return skp_at(
        S.DRAF, pegawai=dunia.budi, rhk=["Tersedianya layanan publik digital siap pakai"]
    ).rhk.first()


def test_matches_are_shown_ticked_and_linked_at_once(dunia, masuk, draf, pimpinan):
    client = masuk(dunia.sari)
    assert "Tautkan ke SKP pimpinan" in teks(client.get(url("hasil_kerja", draf)))
    halaman = client.get(url("tautkan", draf))
    assert pimpinan.teks in teks(halaman)
    assert "checked" in halaman.content.decode()
    (t,) = halaman.context["cocok"]

    client.post(url("tautkan", draf), {"tautan": t.kunci})

    rhk = draf.rhk.first()
    assert (rhk.rhk_pimpinan, rhk.rhk_pimpinan_teks) == (pimpinan, pimpinan.teks)
    assert "Semua sudah tertaut" in teks(client.get(url("tautkan", draf)))


def test_what_is_like_nothing_is_named_and_not_linked(dunia, masuk, draf):
    skp_at(S.DRAF, pegawai=dunia.budi, rhk=["Terpeliharanya taman kota"])
    halaman = teks(masuk(dunia.sari).get(url("tautkan", draf)))
    assert "Belum ada yang cocok" in halaman
    response = masuk(dunia.sari).post(url("tautkan", draf), {})
    assert (response.status_code, "Centang paling sedikit satu" in teks(response)) == (409, True)


def test_in_a_fixed_skp_the_words_stay_as_agreed(dunia, masuk, skp_di, pimpinan):
    skp = skp_di(S.BERJALAN)
    (t,) = tautan_of(skp)
    masuk(dunia.sari).post(url("tautkan", skp), {"satu": t.kunci})
    rhk = skp.rhk.first()
    assert (rhk.rhk_pimpinan, rhk.rhk_pimpinan_teks) == (pimpinan, RHK_PIMPINAN)


def test_a_posted_id_of_somebody_else_is_not_found(dunia, masuk, draf, asing, tetap):
    lain = skp_at(S.BERJALAN, pegawai=asing.budi).rhk.first()
    rhk = draf.rhk.first()
    with tetap(draf):
        for kunci in (f"{rhk.uuid}={lain.uuid}", f"{lain.uuid}={lain.uuid}", "x", f"{rhk.uuid}=x"):
            assert masuk(dunia.sari).post(url("tautkan", draf), {"tautan": kunci}).status_code == 409
    with tetap(draf), pytest.raises(RujukanTidakSah):
        link_rhk(pelaku=dunia.sari, skp=draf, pasangan=[(rhk, lain, None)])


def test_not_while_it_waits_for_the_penilai(dunia, masuk, draf, pimpinan):
    services.submit_skp(pelaku=dunia.sari, skp=draf)
    assert masuk(dunia.sari).get(url("tautkan", draf)).status_code == 409


def test_the_page_costs_the_same_for_one_and_for_five(
    dunia, masuk, draf, pimpinan, django_assert_max_num_queries
):
    client = masuk(dunia.sari)
    client.get(url("tautkan", draf))
    with django_assert_max_num_queries(12) as satu:
        client.get(url("tautkan", draf))
    for _ in range(4):
        services.copy_rhk(pelaku=dunia.sari, rhk=draf.rhk.first())
    with django_assert_max_num_queries(12) as lima:
        client.get(url("tautkan", draf))
    assert len(satu) == len(lima)


def test_the_api_does_the_same(dunia, masuk, draf, pimpinan):
    rhk = draf.rhk.first()
    isi = {"tautan": [{"rhk": str(rhk.uuid), "rhk_pimpinan": str(pimpinan.uuid)}]}
    jawab = masuk(dunia.sari).post(
        reverse("api_skp_tautkan", args=[draf.uuid]), isi, content_type="application/json"
    )
    assert jawab.status_code == 200
    rhk.refresh_from_db()
    assert rhk.rhk_pimpinan == pimpinan
