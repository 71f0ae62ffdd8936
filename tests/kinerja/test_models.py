"""What rows say of themselves, and what the database refuses."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kinerja.models import BuktiDukung, CatatanHarian, Realisasi, UmpanBalik
from kinerja.rules import JenisBukti
from skp.models import IndikatorKinerja
from tests.factories.kinerja import bukti_baru, catatan_baru, perilaku_baru, realisasi_baru, umpan_balik_baru

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("jenis", "isi", "tampil"),
    [
        ("angka", {"angka": Decimal("4.5")}, "4,5 laporan"),
        ("angka", {"angka": Decimal(4), "teks": "terlambat 8 hari"}, "4 laporan; terlambat 8 hari"),
        ("persen", {"angka": Decimal(97)}, "97%"),
        ("paling_banyak", {"angka": Decimal(8)}, "8 laporan"),
        ("rentang", {"angka": Decimal(15)}, "15 laporan"),
        ("tanggal", {"tanggal": date(2026, 3, 1)}, "1 Maret 2026"),
        ("tanggal", {"teks": "Baru separuh"}, "Baru separuh"),
        ("teks", {"teks": "Tertib"}, "Tertib"),
        ("teks", {"angka": Decimal(3), "teks": "Tertib"}, "3 laporan; Tertib"),
    ],
)
def test_realisasi_reads_as_printed(jenis, isi, tampil):
    r = Realisasi(indikator=IndikatorKinerja(jenis_target=jenis, satuan="laporan"), **isi)

    assert str(r) == tampil


def test_rows_are_called_by_their_words(dunia, skp, rhk, triwulan, hari_ini):
    assert str(catatan_baru(rhk, hari_ini, "Menguji modul")) == "Menguji modul"
    assert str(perilaku_baru(skp, hari_ini, uraian="Menolong")) == "Menolong"
    assert str(umpan_balik_baru(dunia.budi, skp, "Rapi")) == "Rapi"
    assert str(bukti_baru(skp, "a.pdf")) == "a.pdf"
    assert str(realisasi_baru(rhk.indikator.first(), triwulan, 3)) == "3 laporan"


class TestPenjaga:
    """What must never be false is refused by the database itself."""

    @pytest.mark.parametrize(
        "ubah",
        [{"jumlah": -1}, {"jam_mulai": "10:00", "jam_selesai": "09:00"}],
    )
    def test_entry(self, rhk, hari_ini, ubah):
        c = catatan_baru(rhk, hari_ini)

        with pytest.raises(IntegrityError), transaction.atomic():
            CatatanHarian.objects.filter(pk=c.pk).update(**ubah)

    @pytest.mark.parametrize(
        "ubah",
        [
            {"sifat": "umpatan"},
            {"peran_pemberi": "teman"},
            {"nilai": "malas"},
            {"balasan": "tanpa waktu"},
            {"penilaian": "istimewa"},
        ],
    )
    def test_feedback(self, dunia, skp, ubah):
        u = umpan_balik_baru(dunia.budi, skp)

        with pytest.raises(IntegrityError), transaction.atomic():
            UmpanBalik.objects.filter(pk=u.pk).update(**ubah)

    def test_feedback_has_one_target_and_another_giver(self, dunia, skp, rhk):
        u = umpan_balik_baru(dunia.budi, skp, rhk=rhk)

        for ubah in ({"nilai": "adaptif"}, {"pemberi": dunia.sari}):
            with pytest.raises(IntegrityError), transaction.atomic():
                UmpanBalik.objects.filter(pk=u.pk).update(**ubah)

    def test_evidence_is_a_file_or_a_link(self, skp):
        b = bukti_baru(skp)

        for ubah in (
            {"jenis": JenisBukti.TAUTAN},
            {"tautan": "https://a.go.id"},
            {"berkas": ""},
            {"status": "aman"},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                BuktiDukung.objects.filter(pk=b.pk).update(**ubah)

    def test_realisasi_holds_something_once_per_period(self, rhk, triwulan):
        r = realisasi_baru(rhk.indikator.first(), triwulan, 3)

        with pytest.raises(IntegrityError), transaction.atomic():
            Realisasi.objects.filter(pk=r.pk).update(angka=None)
        r.pk, r.uuid = None, uuid.uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            r.save(force_insert=True)
