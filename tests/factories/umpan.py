"""Speaks the domain of feedback: colleagues, requests, rounds that are open and closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kinerja import services
from kinerja.models import PermintaanUmpanBalik, Ronde360
from kinerja.rules import IramaUmpanBalik, JenisPertanyaan, RelasiRonde
from pegawai.models import Pegawai
from pegawai.services import derive_penilai
from skp.models import Skp
from tests.factories.pegawai import Dunia, pegawai_baru


def rekan_baru(dunia: Dunia, *nama: str) -> list[Pegawai]:
    """Further people in Sari's unit, rated by Budi like her."""
    orang = [pegawai_baru(dunia.instansi, n, unit=dunia.bidang, akun=False) for n in nama]
    derive_penilai(dunia.instansi)
    return orang


def permintaan_baru(skp: Skp, kepada: Pegawai, **lain: Any) -> PermintaanUmpanBalik:
    isi = {
        "pertanyaan": "Apa yang dapat saya perbaiki dalam rapat?",
        "sampai": timezone.localdate() + timedelta(days=7),
        **lain,
    }
    return services.request_umpan_balik(pelaku=skp.pegawai, skp=skp, kepada=kepada, **isi)


def ronde_draf(dunia: Dunia, **lain: Any) -> Ronde360:
    """A round of a fortnight about Sari's unit, colleagues only, at least three of them."""
    hari = timezone.localdate()
    isi = {
        "nama": "Ronde pertama",
        "mulai": hari,
        "selesai": hari + timedelta(days=14),
        "minimum": 3,
        "relasi": [RelasiRonde.REKAN],
        "unit": [dunia.bidang],
        **lain,
    }
    return services.save_ronde(pelaku=dunia.eka, **isi)


def ronde_dibuka(dunia: Dunia, **lain: Any) -> Ronde360:
    return services.open_ronde(pelaku=dunia.eka, ronde=ronde_draf(dunia, **lain))


def jawab(ronde: Ronde360, pemberi: Pegawai, tentang: Pegawai, angka: int | None = 3, kata: str = "") -> None:
    """Answer all questions of a scale with one figure, and the first in words."""
    jawaban: dict[str, int | str] = {}
    for p in ronde.pertanyaan.all():
        if p.jenis == JenisPertanyaan.SKALA and angka is not None:
            jawaban[str(p.uuid)] = angka
        elif p.jenis == JenisPertanyaan.KATA and kata:
            jawaban.setdefault(str(p.uuid), kata)
    services.answer_ronde(pelaku=pemberi, ronde=ronde, pegawai=tentang, jawaban=jawaban)


def objek_umpan(dunia: Dunia, skp: Skp) -> dict[str, Any]:
    """What the access table names."""
    rekan_baru(dunia, "Rina Kartika", "Rudi Hartono")
    ronde = ronde_dibuka(dunia)
    draf = ronde_draf(dunia, nama="Ronde kedua")
    return {
        "permintaan_umpan": permintaan_baru(skp, dunia.citra),
        "frasa": services.save_frasa(pelaku=dunia.budi, teks="Yang membantu warga:"),
        "irama": services.set_irama(pelaku=dunia.eka, unit=dunia.bidang, irama=IramaUmpanBalik.TRIWULAN),
        "ronde": ronde,
        "ronde_draf": draf,
        "ronde_tentang": {"uuid": ronde.uuid, "pegawai": dunia.sari.uuid},
        "pertanyaan_ronde": draf.pertanyaan.first(),
    }
