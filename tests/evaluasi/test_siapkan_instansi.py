"""The command by which a production installation gets its first agency and admin."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from pegawai.models import Instansi, Pegawai, PeranDiberikan
from pegawai.rules import Peran
from skp.models import Periode

pytestmark = pytest.mark.django_db

NIP = "198001012005012001"
BARU: dict[str, Any] = {
    "kode": "kab-uji",
    "nama": "Pemerintah Kabupaten Uji",
    "kota": "Uji",
    "admin": NIP,
    "nama_admin": "Eka Admin",
    "tahun": 2026,
}


def siapkan(**pilihan: Any) -> str:
    out = StringIO()
    call_command("siapkan_instansi", stdout=out, **pilihan)
    return out.getvalue()


def sandi_dari(teks: str) -> str:
    return teks.partition("tampil sekali: ")[2].split()[0]


def test_new_agency_has_an_admin_who_can_sign_in_and_must_set_a_password() -> None:
    teks = siapkan(**BARU)

    answer = Client().post("/akun/login/", {"login": NIP, "password": sandi_dari(teks)})
    pegawai = Pegawai.objects.get(nip=NIP)

    assert answer.status_code == 302
    assert pegawai.pengguna is not None
    assert pegawai.pengguna.wajib_ganti_sandi
    assert PeranDiberikan.objects.get(pegawai=pegawai).peran == Peran.ADMIN_KEPEGAWAIAN
    assert Periode.objects.filter(instansi__kode="kab-uji", tahun=2026).count() == 5
    assert NIP not in teks


def test_again_keeps_everything_and_hands_out_a_new_password() -> None:
    first = sandi_dari(siapkan(**BARU))

    second = sandi_dari(siapkan(kode="kab-uji", admin=NIP, tahun=2026))

    assert first != second
    assert Instansi.objects.filter(kode="kab-uji").count() == 1
    assert Pegawai.objects.filter(nip=NIP).count() == 1
    assert Periode.objects.filter(instansi__kode="kab-uji").count() == 5
    assert PeranDiberikan.objects.count() == 1


def test_next_year_is_opened_without_touching_the_admin() -> None:
    siapkan(**BARU)

    teks = siapkan(kode="kab-uji", tahun=2027)

    assert "tahun 2027 terbuka" in teks
    assert "Sandi" not in teks
    assert Periode.objects.filter(instansi__kode="kab-uji", tahun=2027).count() == 5


@pytest.mark.parametrize(
    ("pilihan", "pesan"),
    [
        ({"nama": None}, "memerlukan --nama dan --kota"),
        ({"kota": None}, "memerlukan --nama dan --kota"),
        ({"zona": "Asia/Antah"}, "Zona waktu Asia/Antah tidak dikenal"),
        ({"admin": "1980"}, "NIP"),
        ({"nama_admin": None}, "Sertakan --nama-admin"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_left(pilihan: dict[str, Any], pesan: str) -> None:
    with pytest.raises(CommandError, match=pesan):
        siapkan(**BARU | pilihan)

    assert not Instansi.objects.filter(kode="kab-uji").exists()
