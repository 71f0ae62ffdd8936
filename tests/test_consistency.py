"""Promises about the codebase itself."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

import evaluasi.rules
import kinerja.rules
import pegawai.rules
import skp.rules
from pegawai.rules import Pilihan

AKAR = Path(__file__).resolve().parent.parent
APP = ("pegawai", "skp", "kinerja", "evaluasi")
PAKET = ("models", "rules", "permissions", "selectors", "services", "forms")
ATURAN = (pegawai.rules, skp.rules, kinerja.rules, evaluasi.rules)

TETAP = {
    "HasilRonde",
    "RiwayatSkp",
    "RiwayatEvaluasi",
    "Dokumen",
    "RiwayatPk",
    "NomorDokumen",
    "KoreksiCatatan",
    "BekuRealisasi",
}
"""Models whose rows never change, by a trigger in the database."""


def model_kita():
    return [m for a in APP for m in apps.get_app_config(a).get_models() if not m.__name__.endswith("Event")]


def enum_kita():
    return {
        kelas.__name__: kelas
        for modul in ATURAN
        for _, kelas in inspect.getmembers(modul, inspect.isclass)
        if issubclass(kelas, Pilihan) and kelas is not Pilihan
    }


def test_every_model_and_enum_is_in_the_glossary():
    istilah = set(re.findall(r"`([A-Za-z_0-9]+)`", (AKAR / "docs/istilah.md").read_text()))
    nama = {m.__name__ for m in model_kita() if not m._meta.auto_created} | set(enum_kita())

    assert nama - istilah - {"Dasar"} == set()


@pytest.mark.parametrize(
    ("transisi", "pemilik"),
    [
        (skp.rules.TRANSISI_SKP, skp.rules.PEMILIK_STATUS),
        (skp.rules.TRANSISI_PK, skp.rules.PEMILIK_STATUS_PK),
        (kinerja.rules.TRANSISI_PEMBINAAN, kinerja.rules.PEMILIK_STATUS_PEMBINAAN),
        (evaluasi.rules.TRANSISI_EVALUASI, evaluasi.rules.PEMILIK_STATUS_EVALUASI),
        (evaluasi.rules.TRANSISI_KEBERATAN, evaluasi.rules.PEMILIK_STATUS_KEBERATAN),
    ],
)
def test_every_state_has_moves_and_an_owner(transisi, pemilik):
    status = set(type(next(iter(transisi))))

    assert set(transisi) == status
    assert set(pemilik) == status
    assert all(tujuan <= status for tujuan in transisi.values())


def test_every_enum_member_has_a_label():
    assert [f"{n}.{a}" for n, k in enum_kita().items() for a in k if not a.label.strip()] == []


def test_kuadran_holds_all_nine_pairs():
    pasangan = {(h, p) for h in evaluasi.rules.Ekspektasi for p in evaluasi.rules.Ekspektasi}

    assert set(evaluasi.rules.KUADRAN) == pasangan


@pytest.mark.django_db
@pytest.mark.parametrize("nama", sorted(TETAP))
def test_final_models_are_protected_in_the_database(nama):
    tabel = next(m._meta.db_table for m in model_kita() if m.__name__ == nama)
    with connection.cursor() as kursor:
        kursor.execute("select tgname from pg_trigger where tgrelid = %s::regclass", [tabel])
        pemicu = " ".join(baris[0] for baris in kursor.fetchall())

    assert "tetap" in pemicu


def test_every_agency_table_carries_its_agency_or_hangs_on_one_that_does():
    """`instansi` is the key of all access."""
    lewat = {
        "Instansi",
        "Pengguna",
        "BarisImpor",
        "AnggotaTim",
        "RencanaHasilKerja",
        "IndikatorKinerja",
        "EkspektasiPerilaku",
        "ButirLampiran",
        "CatatanTinjauan",
        "RencanaAksi",
        "SasaranPk",
        "IndikatorPk",
        "ProgramPk",
        "RiwayatPk",
        "DialogKinerja",
        "RiwayatSkp",
        "RiwayatEvaluasi",
        "ButirLaporan",
        "GagalPekerjaan",
        "BuktiCatatan",
        "BuktiRealisasi",
        "BuktiPerilaku",
        "BuktiKeberatan",
        "UnsurPertanyaan",
        "UnitRonde",
        "PertanyaanRonde",
        "TandaIkutRonde",
        "JawabanRonde",
        "BankIki",
        "NasihatDitutup",
        "DenyutLayanan",
    }
    tanpa = {
        m.__name__
        for m in model_kita()
        if not m._meta.auto_created and "instansi" not in {f.name for f in m._meta.get_fields()}
    }

    assert tanpa == lewat


@pytest.mark.parametrize("nama", sorted({f"{app}.{p}" for app in APP for p in PAKET}))
def test_every_name_that_a_package_offers_is_there(nama):
    modul = import_module(nama)

    assert [n for n in getattr(modul, "__all__", ()) if not hasattr(modul, n)] == []


def test_every_template_is_used():
    """A template nobody names is a page nobody sees."""
    templat = AKAR / "templates"
    sumber = "\n".join(
        p.read_text()
        for pola in ("**/*.py", "templates/**/*.html", "tests/look/*.html")
        for p in AKAR.glob(pola)
        if ".venv" not in p.parts and ".data" not in p.parts
    )
    dari_luar = (
        "account/",
        "mfa/",
        "socialaccount/",
        "allauth/",
        "django/",
        "400.html",
        "403.html",
        "404.html",
        "409.html",
        "413.html",
        "429.html",
        "500.html",
    )
    nama = [str(p.relative_to(templat)) for p in templat.rglob("*.html")]

    assert [n for n in nama if n not in sumber and not n.startswith(dari_luar)] == []


def test_no_file_names_a_machine_or_an_index():
    pola = re.compile(r"--(extra-)?index-url|/(work|farm)/|files\.pythonhosted", re.IGNORECASE)
    bersalah = []
    for berkas in AKAR.rglob("*"):
        folder = berkas.relative_to(AKAR).parts[:-1]
        if not berkas.is_file() or any(f.startswith(".") and f != ".ci" for f in folder):
            continue
        if berkas.suffix in {".py", ".md", ".toml", ".lock", ".html", ".yml", ".sh", ""} and berkas != Path(
            __file__
        ):
            try:
                isi = berkas.read_text()
            except UnicodeDecodeError:
                continue
            if pola.search(isi):
                bersalah.append(str(berkas.relative_to(AKAR)))

    assert bersalah == []
