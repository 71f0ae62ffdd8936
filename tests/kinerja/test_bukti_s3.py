"""Evidence in a bucket: the same acts against a real S3 server in this process."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from moto.server import ThreadedMotoServer

from kinerja import services
from kinerja.models import BuktiDukung
from kinerja.rules import StatusBukti
from tests.factories.kinerja import catatan_baru, gambar, pdf

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:(botocore|boto3|moto|storages|werkzeug).*"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning"
    ),  # botocore's pool leaves its lines to the collector
]
EMBER = "bukti-uji"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    s3 = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    s3.start()
    host, port = s3.get_host_and_port()
    alamat = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=alamat, **_KUNCI).create_bucket(Bucket=EMBER)
    yield alamat
    s3.stop()


_KUNCI = {"aws_access_key_id": "uji", "aws_secret_access_key": "uji", "region_name": "us-east-1"}


@pytest.fixture
def ember(server, settings) -> str:
    settings.STORAGES = {
        **settings.STORAGES,
        "bukti": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": EMBER,
                "endpoint_url": server,
                "region_name": "us-east-1",
                "access_key": "uji",
                "secret_key": "uji",
                "addressing_style": "path",
                "signature_version": "s3v4",
                "default_acl": None,
                "querystring_auth": True,
                "querystring_expire": 60,
                "file_overwrite": False,
            },
        },
    }
    return server


def isi_ember(server: str) -> list[str]:
    isi = boto3.client("s3", endpoint_url=server, **_KUNCI).list_objects_v2(Bucket=EMBER)
    return [o["Key"] for o in isi.get("Contents", ())]


def test_file_is_kept_shown_and_handed_out(
    ember, dunia, masuk, skp, rhk, hari_ini, tmp_path, django_capture_on_commit_callbacks
):
    isi = pdf(2)
    with django_capture_on_commit_callbacks(execute=True):
        b = services.upload_bukti(
            pelaku=dunia.sari, skp=skp, berkas=SimpleUploadedFile("a.pdf", isi), nama="a.pdf"
        )
        b = services.examine_bukti(bukti=b)
        catatan_baru(rhk, hari_ini, bukti=[b])
    budi = masuk(dunia.budi)

    assert b.status == StatusBukti.BERSIH
    assert sorted({n.split("/")[0] for n in isi_ember(ember)}) == ["bukti", "pratinjau"]
    assert not list((tmp_path / "berkas").rglob("*"))
    unduh = budi.get(reverse("kinerja:bukti_unduh", args=[b.uuid]))
    assert b"".join(unduh.streaming_content) == isi
    assert unduh["Content-Security-Policy"] == "default-src 'none'; sandbox"
    lihat = budi.get(reverse("kinerja:bukti_gambar", args=[b.uuid, 2]))
    assert b"".join(lihat.streaming_content)[8:12] == b"WEBP"


def test_signed_address_ends_soon_and_only_after_our_own_check(
    ember, dunia, masuk, skp, rhk, hari_ini, settings
):
    settings.BUKTI_UNDUH_LANGSUNG = True
    b = services.upload_bukti(
        pelaku=dunia.sari, skp=skp, berkas=SimpleUploadedFile("é.pdf", pdf(tanda=5)), nama='lap"é.pdf'
    )
    b = services.examine_bukti(bukti=b)
    catatan_baru(rhk, hari_ini, bukti=[b])

    jawab = masuk(dunia.budi).get(reverse("kinerja:bukti_unduh", args=[b.uuid]))

    assert jawab.status_code == 302
    minta = parse_qs(urlsplit(jawab["Location"]).query)
    assert minta["X-Amz-Expires"] == ["60"]
    assert minta["response-content-disposition"][0].startswith("attachment;")
    assert masuk(dunia.dewi).get(reverse("kinerja:bukti_unduh", args=[b.uuid])).status_code == 404


def test_pieces_lie_in_the_bucket_until_they_are_whole(ember, dunia, skp, django_capture_on_commit_callbacks):
    isi = gambar("PNG", (400, 300)) + b"\0" * 300_000
    u = services.start_unggahan(pelaku=dunia.sari, skp=skp, nama="a.png", ukuran=len(isi))
    services.receive_potongan(pelaku=dunia.sari, unggahan=u, letak=0, isi=isi[:200_000])
    assert [n for n in isi_ember(ember) if n.startswith(f"unggahan/{u.uuid.hex}/")]
    u.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        u = services.receive_potongan(pelaku=dunia.sari, unggahan=u, letak=200_000, isi=isi[200_000:])

    assert BuktiDukung.objects.get().ukuran == len(isi)
    assert not [n for n in isi_ember(ember) if n.startswith("unggahan/")]
    assert services.sweep_unggahan() == []
