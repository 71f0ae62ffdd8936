"""SKP that many tests start from; `dunia` and its people come from the common harness."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from pegawai.models import Pegawai
from skp import services
from skp.models import RencanaAksi, RiwayatSkp, Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import Dunia, dunia_baru
from tests.factories.skp import bawa, periode_ke, periode_tahun, skp_at


@pytest.fixture(scope="module")
def _skp_modul(skp_sekali: Callable[..., Skp | None]) -> Skp | None:
    """Sari's draft, filled."""
    return skp_sekali(None, lambda dunia: skp_at(StatusSkp.DRAF, pegawai=dunia.sari))


@pytest.fixture
def skp_di(dunia: Dunia, _skp_modul: Skp | None) -> Callable[[StatusSkp], Skp]:
    """Sari's SKP in the asked state."""

    def _skp(status: StatusSkp) -> Skp:
        if _skp_modul is None:
            return skp_at(status, pegawai=dunia.sari)
        skp = deepcopy(_skp_modul)
        bawa(skp, status)
        skp.refresh_from_db()
        return skp

    return _skp


@pytest.fixture
def draf(skp_di: Callable[[StatusSkp], Skp]) -> Skp:
    return skp_di(StatusSkp.DRAF)


@pytest.fixture
def diajukan(skp_di: Callable[[StatusSkp], Skp]) -> Skp:
    return skp_di(StatusSkp.DIAJUKAN)


@pytest.fixture
def asing(db: None) -> Dunia:
    """Another agency with an opened year."""
    lain = dunia_baru()
    periode_tahun(lain.instansi)
    return lain


@pytest.fixture
def aksi(dunia, draf) -> RencanaAksi:
    return services.save_rencana_aksi(
        pelaku=dunia.sari,
        rhk=draf.rhk.first(),
        periode=periode_ke(dunia.instansi, 1),
        teks="Menyusun modul",
        target="4 modul",
    )


def potret(skp: Skp) -> dict[str, Any]:
    """Everything of an SKP that an act could change."""
    skp = Skp.objects.get(pk=skp.pk)
    return {
        "status": skp.status,
        "nomor_sunting": skp.nomor_sunting,
        "penilai": skp.penilai_id,
        "riwayat": list(RiwayatSkp.objects.filter(skp=skp).values_list("dari", "ke", "catatan")),
        "rhk": list(skp.rhk.values("teks", "jenis", "rhk_pimpinan", "rhk_pimpinan_teks", "perspektif")),
        "indikator": list(
            skp.rhk.order_by("pk", "indikator__pk").values_list("indikator__teks", "indikator__target_angka")
        ),
        "aksi": list(
            skp.rhk.order_by("pk", "rencana_aksi__pk").values_list(
                "rencana_aksi__teks", "rencana_aksi__periode"
            )
        ),
        "ekspektasi": sorted(skp.ekspektasi.values_list("nilai", "teks")),
        "lampiran": list(skp.lampiran.values_list("jenis", "urutan", "teks")),
    }


def semua_orang(d: Dunia) -> list[Pegawai]:
    return [d.sari, d.budi, d.karta, d.bupati, d.citra, d.dewi, d.eka, d.tono]


@pytest.fixture
def tetap():
    """Assert that nothing of an SKP changed inside the block."""

    class Tetap:
        def __init__(self, skp: Skp) -> None:
            self.skp = skp

        def __enter__(self) -> None:
            self.awal = potret(self.skp)

        def __exit__(self, *galat: object) -> None:
            assert potret(self.skp) == self.awal

    return Tetap
