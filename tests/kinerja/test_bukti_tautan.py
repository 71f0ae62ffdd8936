"""Links: tried out as a stranger, never inside our own network; the owner's word, a reader's report."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from kinerja import services, tasks
from kinerja.bukti import tautan
from kinerja.models import AturanBukti
from kinerja.rules import KeadaanTautan
from tests.factories.kinerja import catatan_baru

pytestmark = pytest.mark.django_db
UMUM = "93.184.215.14"

JAWABAN: dict[str, tuple[int, str, bytes]] = {
    "/terbuka": (200, "", b"<h1>Laporan</h1>"),
    "/minta-akses": (200, "", b"<title>Google Drive - You need access</title>"),
    "/sandi": (200, "", b'<form><input name="p" type="password"></form>'),
    "/dilarang": (403, "", b""),
    "/hilang": (404, "", b""),
    "/rusak": (500, "", b""),
    "/pindah": (302, "/terbuka", b""),
    "/google": (302, "https://accounts.google.com/v3/signin?continue=https://drive.google.com/a", b""),
    "/kantor": (302, "/auth/login?next=/a", b""),
    "/ke-dalam": (302, "http://10.0.0.1/rahasia", b""),
    "/ke-metadata": (302, "http://169.254.169.254/latest/meta-data/", b""),
    "/ke-nama-dalam": (302, "http://dalam.example/terbuka", b""),
    "/berputar": (302, "/berputar", b""),
    "/besar": (200, "", b"a" * 5_000_000),
}


class _Situs(BaseHTTPRequestHandler):
    diminta: list[str] = []

    def do_GET(self) -> None:
        self.diminta.append(f"{self.headers['Host']}{self.path}")
        status, tuju, isi = JAWABAN[self.path]
        self.send_response(status)
        if tuju:
            self.send_header("Location", tuju)
        self.send_header("Content-Length", str(len(isi)))
        self.end_headers()
        with contextlib.suppress(OSError):  # the asker has read enough
            self.wfile.write(isi)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def situs() -> Iterator[ThreadingHTTPServer]:
    """A web site of our own; the tests' look-up gives it a public address, their line leads here."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Situs)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class Jaringan:
    """Names and lines of a test: what was looked up, and to which address a line was asked for."""

    def __init__(self, situs: ThreadingHTTPServer, **nama: list[str]) -> None:
        self.nama = {"situs.example": [UMUM], "dalam.example": ["10.0.0.7"], **nama}
        self.dicari: list[str] = []
        self.dihubungi: list[str] = []
        self.pintu = situs.server_address

    def cari(self, host: str, port: int) -> list[str]:
        self.dicari.append(host)
        if host not in self.nama:
            raise socket.gaierror
        return self.nama[host]

    def hubungi(self, alamat: str, port: int, detik: float) -> socket.socket:
        self.dihubungi.append(alamat)
        return socket.create_connection(self.pintu[:2], timeout=detik)

    def periksa(self, alamat: str) -> KeadaanTautan:
        return tautan.periksa(alamat, cari=self.cari, hubungi=self.hubungi)


@pytest.fixture
def jaringan(situs) -> Jaringan:
    _Situs.diminta.clear()
    return Jaringan(situs)


@pytest.mark.parametrize(
    ("jalur", "keadaan"),
    [
        ("/terbuka", "terbuka"),
        ("/pindah", "terbuka"),
        ("/besar", "terbuka"),
        ("/minta-akses", "terkunci"),
        ("/sandi", "terkunci"),
        ("/dilarang", "terkunci"),
        ("/google", "terkunci"),
        ("/kantor", "terkunci"),
        ("/hilang", "tidak_ada"),
        ("/rusak", "belum_dipastikan"),
        ("/berputar", "belum_dipastikan"),
    ],
)
def test_what_a_stranger_would_see(jaringan, jalur, keadaan):
    assert jaringan.periksa(f"http://situs.example{jalur}") == keadaan


@pytest.mark.parametrize("jalur", ["/ke-dalam", "/ke-metadata", "/ke-nama-dalam"])
def test_no_redirect_leads_into_our_own_network(jaringan, jalur):
    assert jaringan.periksa(f"http://situs.example{jalur}") == KeadaanTautan.BELUM_DIPASTIKAN
    assert jaringan.dihubungi == [UMUM], "only the first, public address was ever called"


@pytest.mark.parametrize(
    "alamat",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "224.0.0.1",
    ],
)
def test_name_that_points_inside_is_never_called(situs, alamat):
    """Also when a public address stands beside it: the guard asks for all of them to be public."""
    jaringan = Jaringan(situs, **{"nakal.example": [UMUM, alamat]})

    assert jaringan.periksa("http://nakal.example/terbuka") == KeadaanTautan.BELUM_DIPASTIKAN
    assert jaringan.dihubungi == []


def test_second_look_up_cannot_lead_elsewhere(jaringan):
    """The line goes to the address that was checked; the name is asked for once."""
    jaringan.periksa("http://situs.example/terbuka")

    assert jaringan.dicari == ["situs.example"]
    assert jaringan.dihubungi == [UMUM]
    assert _Situs.diminta == ["situs.example/terbuka"]


@pytest.mark.parametrize(
    "alamat",
    ["http://situs.example:6379/", "http://situs.example:22/", "ftp://situs.example/a", "http://[::1]/"],
)
def test_other_doors_stay_closed(jaringan, alamat):
    assert jaringan.periksa(alamat) == KeadaanTautan.BELUM_DIPASTIKAN
    assert jaringan.dihubungi == []


class TestKeadaan:
    @pytest.fixture
    def bukti(self, dunia, skp, rhk, hari_ini):
        b = services.add_tautan(
            pelaku=dunia.sari, skp=skp, tautan="https://drive.google.com/file/d/1", nama="Foto"
        )
        catatan_baru(rhk, hari_ini, bukti=[b])
        return b

    def lihat(self, klien, bukti) -> str:
        return klien.get(reverse("kinerja:bukti_lihat", args=[bukti.uuid])).content.decode()

    def test_readers_see_what_is_locked_and_what_nobody_knows(self, dunia, masuk, bukti):
        budi = masuk(dunia.budi)
        linimasa = reverse("kinerja:linimasa", args=[bukti.skp.uuid])
        assert "Belum dipastikan" in budi.get(linimasa).content.decode()

        services.check_tautan_bukti(bukti=bukti, periksa=lambda alamat: KeadaanTautan.TERKUNCI)

        assert "Terkunci" in budi.get(linimasa).content.decode()
        assert "dicoba sistem tanpa masuk" in self.lihat(budi, bukti)

    def test_owner_is_asked_and_his_word_stands(self, dunia, masuk, bukti):
        sari, jawab = masuk(dunia.sari), reverse("kinerja:bukti_tautan_jawab", args=[bukti.uuid])
        assert "Apakah penilai dapat membuka tautan ini?" in self.lihat(sari, bukti)
        assert "Apakah penilai" not in self.lihat(masuk(dunia.budi), bukti)
        kosong = sari.post(jawab, {})
        assert (kosong.status_code, "Pilih ya atau tidak." in kosong.content.decode()) == (422, True)

        sari.post(jawab, {"terbuka": "ya"})
        bukti.refresh_from_db()
        services.check_tautan_bukti(bukti=bukti, periksa=lambda alamat: KeadaanTautan.TERKUNCI)

        bukti.refresh_from_db()
        assert (bukti.keadaan_tautan, bukti.tautan_oleh) == ("terbuka", dunia.sari)
        assert masuk(dunia.budi).post(jawab, {"terbuka": "ya"}).status_code == 403

    def test_reader_reports_and_owner_has_it_tried_again(self, dunia, masuk, bukti, monkeypatch):
        masuk(dunia.budi).post(reverse("kinerja:bukti_tautan_lapor", args=[bukti.uuid]))
        bukti.refresh_from_db()
        assert (bukti.keadaan_tautan, bukti.tautan_oleh) == ("terkunci", dunia.budi)
        dering = []
        monkeypatch.setattr(tasks.periksa_tautan, "delay_on_commit", dering.append)

        masuk(dunia.sari).post(reverse("kinerja:bukti_tautan_ulang", args=[bukti.uuid]))

        bukti.refresh_from_db()
        assert (bukti.keadaan_tautan, bukti.tautan_oleh, dering) == ("belum_dipastikan", None, [bukti.pk])

    def test_agency_can_switch_it_off(self, dunia, bukti):
        AturanBukti.objects.create(instansi=dunia.instansi, periksa_tautan=False)
        ditanya = []

        services.check_tautan_bukti(bukti=bukti, periksa=ditanya.append)

        bukti.refresh_from_db()
        assert (ditanya, bukti.keadaan_tautan) == ([], "belum_dipastikan")

    def test_link_that_gives_no_answer_is_tried_three_times_by_itself(self, bukti, monkeypatch):
        dering = []
        monkeypatch.setattr(tasks.periksa_tautan, "delay", dering.append)
        for _ in range(5):
            if tasks.periksa_tautan_tertinggal():
                bukti.refresh_from_db()
                services.check_tautan_bukti(bukti=bukti, periksa=lambda a: KeadaanTautan.BELUM_DIPASTIKAN)

        assert dering == [bukti.pk] * 3
