"""How values are written: dates, numbers, states."""

import inspect
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from freezegun import freeze_time

import evaluasi.rules
import kinerja.rules
import pegawai.rules
import skp.rules
from pegawai.rules import YA, Pilihan, tidak
from pegawai.templatetags import tampilan as t

MALAM_UTC = datetime(2026, 1, 31, 17, 30, tzinfo=UTC)
"""Half past midnight of the next day in Jakarta."""


@pytest.mark.parametrize(
    ("tulis", "nilai", "harap"),
    [
        (t.tanggal, date(2026, 1, 31), "31 Januari 2026"),
        (t.tanggal, MALAM_UTC, "1 Februari 2026"),
        (t.tanggal, None, "–"),
        (t.tanggal_pendek, date(2026, 8, 17), "17 Agu 2026"),
        (t.hari_tanggal, date(2026, 1, 31), "Sabtu, 31 Januari 2026"),
        (t.waktu, MALAM_UTC, "00.30 WIB"),
        (t.tanggal_waktu, MALAM_UTC, "1 Februari 2026 pukul 00.30 WIB"),
        (t.angka, 1234567, "1.234.567"),
        (t.angka, Decimal("1250.50"), "1.250,5"),
        (t.angka, Decimal("100"), "100"),
        (t.angka, -1234.5, "-1.234,5"),
        (t.angka, 0, "0"),
        (t.angka, None, "–"),
        (t.persen, Decimal("87.46"), "87,5%"),
        (t.nip, "197003151995031901", "19700315 199503 1 901"),
        (t.nip, None, "–"),
    ],
)
def test_values_are_written_the_indonesian_way(tulis, nilai, harap):
    assert tulis(nilai) == harap


@pytest.mark.parametrize(("zona", "harap"), [("Asia/Makassar", "01.30 WITA"), ("Asia/Jayapura", "02.30 WIT")])
def test_time_names_the_zone_of_the_agency(zona, harap):
    with timezone.override(zona):
        assert t.waktu(MALAM_UTC) == harap


def test_angka_with_places_keeps_them():
    assert t.angka(Decimal("3"), 2) == "3,00"


@pytest.mark.parametrize(
    ("mulai", "selesai", "harap"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), "1–31 Januari 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), "1 Januari – 31 Maret 2026"),
        (date(2025, 12, 1), date(2026, 1, 31), "1 Desember 2025 – 31 Januari 2026"),
        (date(2026, 1, 1), date(2026, 1, 1), "1 Januari 2026"),
        (date(2026, 1, 1), None, "1 Januari 2026 – sekarang"),
        (None, None, "–"),
    ],
)
def test_rentang_says_what_both_ends_share_once(mulai, selesai, harap):
    assert t.rentang(mulai, selesai) == harap


@pytest.mark.parametrize(
    ("hari", "harap"), [(9, "lewat 1 hari"), (10, "hari ini"), (11, "besok"), (15, "5 hari lagi")]
)
@freeze_time("2026-04-10 05:00:00")
def test_tenggat_counts_from_the_local_day(hari, harap):
    assert t.tenggat(date(2026, 4, hari)) == harap


def test_every_state_of_every_app_has_a_colour():
    kelas = {
        k
        for modul in (pegawai.rules, skp.rules, kinerja.rules, evaluasi.rules)
        for _, k in inspect.getmembers(modul, inspect.isclass)
        if issubclass(k, Pilihan) and k.__name__.startswith(("Status", "Predikat"))
    }

    assert {(k.__name__, a.value) for k in kelas for a in k if a.value not in t.STATUS} == set()


def test_every_colour_is_one_the_sheet_knows():
    assert {warna for _, warna in t.STATUS.values()} <= {"abu", "biru", "hijau", "kuning", "merah"}


def test_unknown_state_is_not_painted_over():
    with pytest.raises(KeyError):
        t.warna_status("entah")


def tampil(isi, request=None, **konteks):
    from django.template import engines

    return engines["django"].from_string(isi).render(konteks, request)


def test_tombol_verdict_allowed_posts_to_its_address(rf):
    html = tampil('{% tombol_verdict v "Ajukan SKP" "/skp/x/ajukan/" %}', rf.get("/"), v=YA)

    assert 'action="/skp/x/ajukan/"' in html
    assert "csrfmiddlewaretoken" in html
    assert "aria-disabled" not in html


def test_tombol_verdict_refused_says_why_in_words(rf):
    html = tampil(
        '{% tombol_verdict v "Ajukan SKP" "/a/" %}', rf.get("/"), v=tidak("Indikator <2> belum ada.")
    )

    assert "<form" not in html
    assert 'aria-disabled="true"' in html
    assert "Indikator &lt;2&gt; belum ada." in html


def test_tombol_verdict_has_the_same_id_in_fragment_and_page(rf):
    isi = '{% tombol_verdict v "Ajukan SKP" "/a/" %}'

    assert tampil(isi, rf.get("/"), v=tidak("Belum.")) == tampil(isi, rf.get("/lain/"), v=tidak("Belum."))


@pytest.mark.parametrize(
    ("alamat", "arah", "tautan"),
    [
        ("/?page=4", "none", "?urut=nama"),
        ("/?urut=nama&cari=a", "ascending", "?urut=-nama&amp;cari=a"),
        ("/?urut=-nama", "descending", "?urut=nama"),
    ],
)
def test_kolom_turns_the_order_and_starts_paging_anew(rf, alamat, arah, tautan):
    html = tampil('{% kolom "Nama" "nama" %}', rf.get(alamat))

    assert f'aria-sort="{arah}"' in html
    assert f'href="{tautan}"' in html


@pytest.mark.parametrize(
    ("label", "hasil"),
    [
        ("Alasan", "Alasan: Belum diisi."),
        ("Bagaimana pelayanannya?", "Bagaimana pelayanannya? Belum diisi."),
        ("Belum", "Belum diisi."),
    ],
)
def test_an_error_is_named_by_its_field_once(label, hasil):
    assert t.berlabel("Belum diisi.", label) == hasil
