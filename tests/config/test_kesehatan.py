"""`/sehat/` and `/siap/`: what an operator's probe sees."""

import pytest
from django.db import connections
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from config import denyut, kesehatan
from config.celery import QUEUES

NOBODY_LISTENS = 1


@pytest.fixture
def pekerja_hidup() -> None:
    denyut.beat(QUEUES)


def test_alive_without_sign_in_and_without_database(client: Client) -> None:
    answer = client.get("/sehat/")

    assert answer.status_code == 200
    assert answer.json() == {"sehat": True}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.usefixtures("pekerja_hidup")
def test_ready_when_everything_answers(client: Client) -> None:
    answer = client.get("/siap/")

    assert answer.status_code == 200
    assert answer.json() == {"siap": True, "gangguan": {}}


@pytest.mark.django_db
def test_not_ready_without_a_worker_for_each_queue(client: Client) -> None:
    denyut.forget()
    denyut.beat(["cepat"])

    answer = client.get("/siap/")

    assert answer.status_code == 503
    assert answer.json() == {
        "siap": False,
        "gangguan": {"pekerja": "Tidak ada pekerja untuk antrean pdf_kecil, pdf."},
    }


@pytest.mark.django_db
def test_not_ready_without_redis(rf: RequestFactory, settings) -> None:
    nowhere = {
        name: {**kind, "LOCATION": f"redis://127.0.0.1:{NOBODY_LISTENS}/0"}
        for name, kind in settings.CACHES.items()
    }

    with override_settings(CACHES=nowhere):
        answer = kesehatan.siap(rf.get(reverse("siap")))

    assert answer.status_code == 503
    assert b"Redis tidak menjawab." in answer.content
    assert b"127.0.0.1" not in answer.content, "details belong in the log"


@pytest.mark.usefixtures("pekerja_hidup")
def test_not_ready_without_database(rf: RequestFactory, django_db_blocker) -> None:
    database = connections["default"]
    settings = database.settings_dict
    database.close()
    database.settings_dict = {**settings, "HOST": "127.0.0.1", "PORT": NOBODY_LISTENS}
    try:
        with django_db_blocker.unblock():
            answer = kesehatan.siap(rf.get(reverse("siap")))
    finally:
        database.close()
        database.settings_dict = settings

    assert answer.status_code == 503
    assert b"Basis data tidak menjawab." in answer.content


@pytest.mark.parametrize("path", ["/sehat/", "/siap/"])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
