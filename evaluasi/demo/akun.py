"""The accounts that a demo start shows."""

from __future__ import annotations

from evaluasi.demo import data


def daftar_akun() -> list[dict[str, str]]:
    """Name, sign-in name, password and role of each listed demo account."""
    nama, gelar, jabatan, masuk = data.BUPATI
    akun = [
        {
            "nama": f"{o.gelar_depan} {o.nama}".strip()
            + (f", {o.gelar_belakang}" if o.gelar_belakang else ""),
            "jabatan": o.jabatan,
            "nama_masuk": o.nip,
            "sandi": data.SANDI_DEMO,
            "peran": o.tampil,
        }
        for o in data.ORANG
        if o.tampil
    ]
    bupati = {
        "nama": f"{gelar} {nama}",
        "jabatan": jabatan,
        "nama_masuk": masuk,
        "sandi": data.SANDI_DEMO,
        "peran": "Pejabat negara, penilai kepala dinas, pimpinan instansi",
    }
    return [*akun, bupati]
