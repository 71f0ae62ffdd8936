"""Every realisasi of the demo leads, by clicking, to its entries and from there to its evidence."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from evaluasi.demo import pekerjaan
from evaluasi.demo.cerita import LENGKAP, Cerita
from evaluasi.demo.jam import pada
from kinerja.models import BekuRealisasi, Realisasi

HARI = "2026-11-20 03:00:00"


@pytest.mark.django_db
@pytest.mark.slow
def test_every_realisasi_of_the_demo_leads_to_its_entries_and_evidence():
    with freeze_time(HARI):
        c = Cerita(date(2026, 11, 20))
        c.susun_instansi()
        c.tempatkan_orang()
        c.bagikan_peran()
        c.buka_periode()
        c.rencanakan()
        for ke, periode in enumerate(c.triwulan, start=1):
            with pada(min(periode.selesai, c.hari_ini)):
                for kunci in LENGKAP:
                    pekerjaan.catat_realisasi(c, kunci, ke, periode)
            pekerjaan.tutup(c, periode)
        semua = list(
            Realisasi.objects.select_related("indikator__rhk", "periode", "skp__pegawai").order_by(
                "skp", "pk"
            )
        )
        assert len(semua) > 40
        unduh: set[str] = set()
        klien: dict[int, Client] = {}
        for r in semua:
            orang = klien.setdefault(r.skp_id, Client())
            if not orang.session.get("_auth_user_id"):
                orang.force_login(r.skp.pegawai.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
            alamat = reverse("kinerja:realisasi_dasar", args=[r.indikator.uuid, r.periode.uuid])
            isi = orang.get(alamat).text
            catatan = isi[isi.index('id="terhitung"') :]
            assert "Merekap" in catatan, f"{r.skp.pegawai} {r.periode} {r.indikator}: no entry"
            bukti = re.findall(r'href="(/kinerja/bukti/[^"]+)"', catatan)
            assert bukti, f"{r.skp.pegawai} {r.periode} {r.indikator}: no evidence behind an entry"
            baru = set(bukti) - unduh
            unduh |= baru
            for b in sorted(baru)[:1]:
                jawab = orang.get(f"{b}unduh/")
                assert b"".join(jawab).startswith(b"%PDF")
        for kunci, skp in c.skp.items():
            if kunci in LENGKAP:
                tautan = klien[skp.pk].get(f"{reverse('kinerja:realisasi')}?skp={skp.uuid}").text
                assert "/dasar/" in tautan, kunci
        # three quarters are over and frozen, the fourth is open
        assert set(BekuRealisasi.objects.values_list("periode__nomor", flat=True)) == {1, 2, 3}
