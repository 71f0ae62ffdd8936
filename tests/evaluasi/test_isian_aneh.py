"""Five thousand letters with HTML, emoji and right-to-left signs in every field: refused in words, kept, and never run."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.html import escape

from evaluasi.models import Keberatan
from evaluasi.rules import StatusEvaluasi
from evaluasi.services import explain_keberatan
from pegawai.models import TimKerja
from tests.factories.evaluasi import capaian_tetap, evaluasi_at, skp_berjalan, triwulan
from tests.factories.keberatan import objek_keberatan, objek_koreksi, objek_tindak

S = StatusEvaluasi
SEPOTONG = "<b>tebal</b> 🙂 \u202eאבג\u202c "
PANJANG = (SEPOTONG * 300)[:5000]

pytestmark = pytest.mark.django_db


@pytest.fixture
def halaman(dunia, skp, tw3):
    """Who, which address, what else the form asks for, its texts."""
    d = dunia
    capaian = capaian_tetap(d.dinas, tw3, d.bupati)
    terbuka = evaluasi_at(S.DIAJUKAN, skp=skp)
    evaluasi_at(S.DINILAI, skp=skp_berjalan(d.citra))  # Baik alone lies outside the pola
    keberatan = objek_keberatan(d, skp, tw3)
    koreksi = objek_koreksi(d, skp, tw3)
    tindak = objek_tindak(d, koreksi["semula"])
    explain_keberatan(pelaku=d.budi, keberatan=Keberatan.objects.get(), penjelasan="Uptime 98%.")
    tim = TimKerja.objects.get(instansi=d.instansi)
    dua = keberatan["hasil"], keberatan["dikeberati"]
    semua = ("alasan_hasil", "alasan_perilaku", "sebab_beda_hasil", "sebab_beda_perilaku")

    def u(nama, *kunci):
        return reverse(f"evaluasi:{nama}", args=[getattr(k, "uuid", k) for k in kunci])

    return [
        (d.budi, u("nilai", terbuka), {"versi": "0"}, (*semua, "catatan_rekomendasi")),
        (d.budi, u("kembalikan", terbuka), {}, ("catatan",)),
        (d.tono, u("rekomendasi_tulis", skp, tw3, tim), {}, ("isi",)),
        (d.budi, u("pola_alasan", capaian), {}, ("alasan",)),
        (d.karta, u("capaian_ubah", d.bidang, tw3), {"predikat": "baik", "aksi": "draf"}, ("dasar",)),
        (d.bupati, u("capaian_buka", capaian), {}, ("alasan",)),
        (d.sari, u("terima", dua[0]), {"jawaban": "pikir"}, ("tanggapan",)),
        (d.sari, u("keberatan", dua[0]), {}, ("alasan",)),
        (d.karta, u("keberatan_putuskan", dua[1]), {"keputusan": "ditolak"}, ("alasan", "rekomendasi")),
        (d.sari, u("keberatan_cabut", dua[1]), {}, ("alasan",)),
        (d.eka, u("keberatan_pemutus", dua[1]), {"pemutus": d.dewi.uuid}, ("alasan",)),
        (d.karta, u("koreksi_batal", koreksi["koreksi"]), {}, ("alasan",)),
        (d.budi, u("tindak_tambah", koreksi["semula"]), {"jenis": "rekomendasi"}, ("uraian", "tenggat")),
        (d.budi, u("tindak", tindak["tindak"]), {"status": "selesai"}, ("hasil",)),
        (
            d.eka,
            u("usulan_aturan"),
            {"jenis": "penghargaan", "predikat_minimal": "baik", "is_tahunan": "ya", "berturut": "1"},
            ("nama",),
        ),
        (d.eka, u("periode_buka", tw3), {}, ("alasan",)),
        (d.eka, u("periode_tutup", triwulan(skp, 2)), {}, ("alasan",)),
    ]


def test_every_field_refuses_it_in_words_and_keeps_it(halaman, masuk):
    for siapa, alamat, isi, bidang in halaman:
        jawab = masuk(siapa).post(alamat, isi | dict.fromkeys(bidang, PANJANG))

        teks = jawab.content.decode()
        keadaan = (
            jawab.status_code,
            'class="galat-ringkasan"' in teks,
            teks.count(escape(PANJANG.strip()[:900])) >= len(bidang),
            "<b>tebal" in teks,
        )
        assert keadaan == (422, True, True, False), alamat


def test_only_blanks_are_nothing(halaman, masuk):
    for siapa, alamat, isi, bidang in halaman:
        if "versi" in isi or "jawaban" in isi or "keberatan/cabut" in alamat:
            continue  # no text is asked for
        jawab = masuk(siapa).post(alamat, isi | {bidang[0]: " \r\n\t \x00\x07 "})

        assert jawab.status_code == 422, alamat
