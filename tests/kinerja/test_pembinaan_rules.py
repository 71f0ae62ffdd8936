"""What a plan, a record and an end must hold; which moves there are; which counts are shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kinerja.errors import PembinaanTidakSah
from kinerja.rules import TRANSISI_PEMBINAAN, PihakPembinaan, StatusPembinaan
from kinerja.rules import pembinaan as aturan

HARI = date(2026, 5, 12)
S = StatusPembinaan
ISI = {"tujuan": "Tepat waktu", "situasi": "Tiga laporan lewat tenggat.", "topik": ["hasil_kerja"]}


@pytest.mark.parametrize("dari", S)
@pytest.mark.parametrize("ke", S)
def test_every_move_is_allowed_or_refused_by_the_table(dari, ke):
    if ke in TRANSISI_PEMBINAAN[dari]:
        aturan.check_transition_pembinaan(dari, ke)
    else:
        with pytest.raises(PembinaanTidakSah):
            aturan.check_transition_pembinaan(dari, ke)


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        ({"tujuan": ""}, "tujuan"),
        ({"situasi": "x" * 2001}, "situasi"),
        ({"topik": []}, "topik"),
        ({"tanggal": HARI - timedelta(1)}, "tanggal"),
        ({"tanggal": HARI + timedelta(367)}, "tanggal"),
    ],
)
def test_a_plan_names_the_field_it_lacks(ubah, bidang):
    isi = {**ISI, "tanggal": HARI, "hari_ini": HARI} | ubah

    with pytest.raises(PembinaanTidakSah) as galat:
        aturan.check_rencana(**isi)

    assert galat.value.bidang == bidang


@pytest.mark.parametrize(
    ("tanggal", "pembahasan", "langkah", "bidang"),
    [
        (HARI + timedelta(1), "a", [("b", HARI)], "tanggal"),
        (HARI, "", [("b", HARI)], "pembahasan"),
        (HARI, "a", [], "langkah"),
        (HARI, "a", [("b", HARI)] * 13, "langkah"),
        (HARI, "a", [("b", HARI - timedelta(1))], "langkah"),
        (HARI, "a", [("b", HARI + timedelta(367))], "langkah"),
        (HARI, "a", [("", HARI)], "langkah"),
    ],
)
def test_a_record_names_the_field_it_lacks(tanggal, pembahasan, langkah, bidang):
    isi = [aturan.IsiLangkah(teks, PihakPembinaan.PEGAWAI, tenggat) for teks, tenggat in langkah]

    with pytest.raises(PembinaanTidakSah) as galat:
        aturan.check_catatan_pembinaan(tanggal=tanggal, pembahasan=pembahasan, langkah=isi, hari_ini=HARI)

    assert galat.value.bidang == bidang


@pytest.mark.parametrize(
    ("orang", "tersembunyi"),
    [
        ([0, 7, 9], [False, False, False]),
        ([2, 7, 9], [True, True, False]),  # alone, the total would tell the 2
        ([3, 4, 9], [True, True, False]),
        ([2, 0, 0], [True, False, False]),
        ([4], [True]),
        ([], []),
    ],
)
def test_small_counts_are_hidden_and_no_sum_tells_them(orang, tersembunyi):
    assert aturan.sembunyikan(orang, 5) == tersembunyi
