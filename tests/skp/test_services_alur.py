"""The moves of an SKP: the whole table, who may, what is kept, and refusals that change nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import HubunganPenilai
from pegawai.services import close_penempatan, set_penilai
from skp import services
from skp.errors import (
    IsianTidakSah,
    SkpBelumLengkap,
    TransisiTidakSah,
)
from skp.models import Skp
from skp.rules import (
    Pendekatan,
    StatusSkp,
)
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db
S = StatusSkp


GERAK = {
    "submit": (lambda d, s: services.submit_skp(pelaku=d.sari, skp=s), S.DIAJUKAN),
    "withdraw": (lambda d, s: services.withdraw_skp(pelaku=d.sari, skp=s), S.DRAF),
    "return": (lambda d, s: services.return_skp(pelaku=d.budi, skp=s, catatan="Perbaiki"), S.DIKEMBALIKAN),
    "approve": (lambda d, s: services.approve_skp(pelaku=d.budi, skp=s), S.BERJALAN),
    "cancel": (lambda d, s: services.cancel_skp(pelaku=d.eka, skp=s, alasan="Salah"), S.DIBATALKAN),
}
BOLEH = {
    "submit": {S.DRAF, S.DIKEMBALIKAN},
    "withdraw": {S.DIAJUKAN},
    "return": {S.DIAJUKAN, S.DISETUJUI},
    "approve": {S.DIAJUKAN},
    "cancel": {S.DRAF, S.DIKEMBALIKAN, S.DITETAPKAN, S.BERJALAN},
}


class TestGerak:
    """The table of moves walked completely: every act from every state, in one world."""

    @pytest.mark.parametrize("tindakan", list(GERAK))
    def test_every_act_from_every_state(self, dunia, tetap, tindakan):
        lakukan, hasil = GERAK[tindakan]
        for status in S:
            with transaction.atomic():
                skp = skp_at(status, pegawai=dunia.sari)
                if status in BOLEH[tindakan]:
                    lakukan(dunia, skp)
                    skp.refresh_from_db()
                    assert skp.status == hasil, status
                    assert skp.riwayat.order_by("-pada", "-id").first().ke == hasil
                else:
                    with tetap(skp), pytest.raises((SudahBerubah, TransisiTidakSah)):
                        lakukan(dunia, skp)
                transaction.set_rollback(True)


class TestAlur:
    def test_handing_in_notes_moment_and_penilai(self, dunia, draf):
        skp = services.submit_skp(pelaku=dunia.sari, skp=draf)

        assert skp.diajukan_pada is not None
        assert skp.penilai == dunia.budi
        assert audit.riwayat(skp)[0]["tindakan"] == "skp.diajukan"
        assert audit.riwayat(skp)[0]["pelaku"] == dunia.sari.pk

    def test_an_incomplete_one_is_refused(self, dunia, tetap):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        with tetap(skp), pytest.raises(SkpBelumLengkap, match="Belum ada rencana hasil kerja utama"):
            services.submit_skp(pelaku=dunia.sari, skp=skp)

    @pytest.mark.parametrize(
        ("tindakan", "nama"),
        [
            ("submit", "budi"),
            ("withdraw", "citra"),
            ("return", "karta"),
            ("approve", "karta"),
            ("cancel", "citra"),
        ],
    )
    def test_the_wrong_person_is_refused(self, dunia, diajukan, tetap, tindakan, nama):
        orang = getattr(dunia, nama)
        lakukan = {
            "submit": lambda: services.submit_skp(pelaku=orang, skp=diajukan),
            "withdraw": lambda: services.withdraw_skp(pelaku=orang, skp=diajukan),
            "return": lambda: services.return_skp(pelaku=orang, skp=diajukan, catatan="x"),
            "approve": lambda: services.approve_skp(pelaku=orang, skp=diajukan),
            "cancel": lambda: services.cancel_skp(pelaku=orang, skp=diajukan, alasan="x"),
        }
        with tetap(diajukan), pytest.raises(Dilarang):
            lakukan[tindakan]()

    def test_nobody_approves_his_own(self, dunia, diajukan, tetap):
        with tetap(diajukan), pytest.raises(Dilarang):
            services.approve_skp(pelaku=dunia.sari, skp=diajukan)

    def test_approval_fixes_and_keeps_each_move(self, dunia, diajukan):
        skp = services.approve_skp(pelaku=dunia.budi, skp=diajukan, catatan="Semoga lancar")

        assert skp.disetujui_oleh == dunia.budi
        assert skp.disetujui_pada == skp.ditetapkan_pada
        assert list(skp.riwayat.order_by("id").values_list("dari", "ke", "catatan"))[-3:] == [
            ("diajukan", "disetujui", "Semoga lancar"),
            ("disetujui", "ditetapkan", ""),
            ("ditetapkan", "berjalan", ""),
        ]

    def test_the_bupati_approves_a_jpt(self, dunia):
        skp = skp_at(S.DIAJUKAN, pegawai=dunia.karta)
        assert services.approve_skp(pelaku=dunia.bupati, skp=skp).status == S.BERJALAN

    def test_a_return_needs_a_note(self, dunia, diajukan, tetap):
        with tetap(diajukan), pytest.raises(IsianTidakSah, match="Catatan") as galat:
            services.return_skp(pelaku=dunia.budi, skp=diajukan, catatan="  ")
        assert galat.value.bidang == "catatan"

    def test_a_return_keeps_its_note(self, dunia, diajukan):
        skp = services.return_skp(pelaku=dunia.budi, skp=diajukan, catatan="Target 2 terlalu rendah")
        assert skp.riwayat.order_by("-pada", "-id").first().catatan == "Target 2 terlalu rendah"
        assert audit.riwayat(skp)[0]["alasan"] == "Target 2 terlalu rendah"

    def test_taken_back_it_is_a_draft_again(self, dunia, diajukan):
        skp = services.withdraw_skp(pelaku=dunia.sari, skp=diajukan)
        assert (skp.status, skp.diajukan_pada) == (S.DRAF, None)

    def test_cancelling_needs_a_reason(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(IsianTidakSah, match="Alasan"):
            services.cancel_skp(pelaku=dunia.sari, skp=draf, alasan="")

    def test_what_was_decided_meanwhile_names_who_and_when(self, dunia, diajukan, tetap):
        services.approve_skp(pelaku=dunia.budi, skp=diajukan)
        with (
            tetap(diajukan),
            pytest.raises(SudahBerubah, match=r"Budi Santoso menyetujui SKP ini pada \d+ \w+ \d{4}"),
        ):
            services.approve_skp(pelaku=dunia.budi, skp=diajukan)

    def test_approving_what_was_withdrawn_a_second_ago(self, dunia, diajukan, tetap):
        services.withdraw_skp(pelaku=dunia.sari, skp=diajukan)
        with tetap(diajukan), pytest.raises(SudahBerubah, match="Sari Puspita menarik kembali SKP ini"):
            services.approve_skp(pelaku=dunia.budi, skp=diajukan)

    @pytest.mark.parametrize("tindakan", ["approve", "return"])
    def test_what_changed_after_reading_is_not_decided_unread(self, dunia, diajukan, tetap, tindakan):
        dibaca = diajukan.nomor_sunting
        services.withdraw_skp(pelaku=dunia.sari, skp=diajukan)
        services.save_rhk(
            pelaku=dunia.sari, skp=diajukan, rhk=diajukan.rhk.first(), teks="Lain", rhk_pimpinan_teks="x"
        )
        services.submit_skp(pelaku=dunia.sari, skp=diajukan)

        putuskan = {
            "approve": services.approve_skp,
            "return": partial(services.return_skp, catatan="x"),
        }[tindakan]
        with tetap(diajukan), pytest.raises(SudahBerubah, match="berubah setelah Anda membukanya"):
            putuskan(pelaku=dunia.budi, skp=diajukan, nomor_sunting=dibaca)

    def test_kualitatif_runs_the_same_way(self, dunia):
        skp = skp_at(S.BERJALAN, pegawai=dunia.sari, pendekatan=Pendekatan.KUALITATIF)
        assert skp.pendekatan == Pendekatan.KUALITATIF


class TestSelaras:
    def test_open_skp_follow_the_chain_of_the_day(self, dunia, skp_di):
        berjalan = skp_di(S.BERJALAN)
        batal = skp_at(S.DIBATALKAN, pegawai=dunia.citra)
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=timezone.localdate() - timedelta(days=1),
            alasan="Mutasi",
        )

        assert services.sync_penilai_skp(instansi=dunia.instansi) == 1
        berjalan.refresh_from_db()
        batal.refresh_from_db()
        assert (berjalan.penilai, batal.penilai) == (dunia.karta, dunia.budi)
        assert audit.riwayat(berjalan)[0]["tindakan"] == "skp.penilai_diselaraskan"
        assert services.sync_penilai_skp(instansi=dunia.instansi) == 0

    def test_a_gap_empties_it_and_a_new_one_fills_it(self, dunia, draf):
        HubunganPenilai.objects.filter(pegawai=dunia.sari).delete()
        assert services.sync_penilai_skp(instansi=dunia.instansi) == 1
        draf.refresh_from_db()
        assert draf.penilai is None

        set_penilai(
            pelaku=dunia.eka,
            penempatan=draf.penempatan,
            penilai=dunia.tono,
            mulai=draf.mulai,
            alasan="Nota dinas",
        )
        assert services.sync_penilai_skp(instansi=dunia.instansi) == 1
        draf.refresh_from_db()
        assert draf.penilai == dunia.tono

    def test_the_queue_is_right_before_anything_was_synchronised(self, dunia, diajukan):
        set_penilai(
            pelaku=dunia.eka,
            penempatan=diajukan.penempatan,
            penilai=dunia.tono,
            mulai=timezone.localdate(),
            alasan="Nota dinas",
        )

        assert diajukan.penilai == dunia.budi
        assert list(Skp.objects.dinilai_oleh(dunia.tono)) == [diajukan]
        assert not Skp.objects.dinilai_oleh(dunia.budi).exists()
        assert services.approve_skp(pelaku=dunia.tono, skp=diajukan).penilai == dunia.tono

    def test_daily_task_serves_every_agency(self, dunia, asing, draf):
        from skp.tasks import sync_penilai

        lain = skp_at(S.DRAF, pegawai=asing.sari)
        Skp.objects.update(penilai=None)
        sync_penilai()
        draf.refresh_from_db()
        lain.refresh_from_db()
        assert (draf.penilai, lain.penilai) == (dunia.budi, asing.budi)
