"""Fills the log with the work of people who exist nowhere else: what the table and its indexes cost as they grow.

The rows lie as they would have arrived: day by day, everybody's of one day together, so that one person's entries
are scattered over the whole table. One person of the demo gets his share, too. The history stays empty.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from skp.models import RencanaHasilKerja
from tests.bench.tuang import tuang

KOLOM = [
    *("uuid", "dibuat_pada", "instansi_id", "pegawai_id", "skp_id", "rhk_id", "klien_id", "tanggal"),
    *("uraian", "jumlah", "satuan", "nomor_sunting"),
]
TABEL = "kinerja_catatanharian"
PER_ORANG = 1_000
"""Entries of one person: about four on each working day of a year."""
AWAL_ORANG = 10**9
KATA = [
    "menyusun",
    "laporan",
    "layanan",
    "rapat",
    "koordinasi",
    "tim",
    "menguji",
    "modul",
    "antarmuka",
    "memeriksa",
    "data",
    "masuk",
    "membuat",
    "notulen",
    "verifikasi",
    "berkas",
    "permohonan",
    "mendampingi",
    "perangkat",
    "daerah",
    "menyiapkan",
    "bahan",
    "paparan",
    "pimpinan",
    "evaluasi",
    "anggaran",
    "kunjungan",
    "lapangan",
    "sosialisasi",
    "pelatihan",
    "pengguna",
    "memperbaiki",
    "aplikasi",
    "jaringan",
    "server",
    "cadangan",
    "surat",
    "arsip",
    "kegiatan",
    "monitoring",
    "pengadaan",
    "dokumen",
    "kontrak",
    "pelayanan",
    "konsultasi",
    "warga",
    "survei",
    "kepuasan",
    "rekapitulasi",
    "kehadiran",
]


def isi_sampai(jumlah: int, rhk: RencanaHasilKerja) -> None:
    """Let the table hold this many rows, `PER_ORANG` of them the owner's of `rhk` on the days before today."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABEL}")
        ada = cursor.fetchone()[0]
        if ada >= jumlah:
            return
        lepas = _lepas_indeks(cursor)
        cursor.execute("SET session_replication_role = replica")
        try:
            if ada < PER_ORANG * 5:
                _salin(cursor, rhk, 1, milik=True)
            orang = (jumlah - ada) // PER_ORANG
            _salin(cursor, rhk, orang, mulai=AWAL_ORANG + ada)
        finally:
            cursor.execute("SET session_replication_role = origin")
            for perintah in lepas:
                cursor.execute(perintah)
        cursor.execute(f"VACUUM (ANALYZE) {TABEL}")


def _salin(cursor: Any, rhk: RencanaHasilKerja, orang: int, *, mulai: int = 0, milik: bool = False) -> None:
    kata = f"(ARRAY[{','.join(repr(k) for k in KATA)}])"
    acak = " || ' ' || ".join(f"{kata}[1 + floor(random() * {len(KATA)})::int]" for _ in range(6))
    pegawai = "%(pegawai)s" if milik else "%(mulai)s::bigint + o"
    skp = "%(skp)s" if milik else "%(mulai)s::bigint + o"
    rhk_id = "%(rhk)s" if milik else "(%(mulai)s::bigint + o) * 4 + n %% 4"
    tuang(
        cursor,
        TABEL,
        KOLOM,
        f"""SELECT gen_random_uuid(), now(), %(instansi)s, {pegawai}, {skp}, {rhk_id}, gen_random_uuid(),
               least(%(akhir)s, %(awal)s + d), {acak}, 1, 'laporan', 0
        FROM generate_series(0, 249) d, generate_series(1, %(orang)s) o, generate_series(1, {PER_ORANG // 250}) n""",
        {
            "instansi": rhk.skp.instansi_id,
            "pegawai": rhk.skp.pegawai_id,
            "skp": rhk.skp_id,
            "rhk": rhk.pk,
            "mulai": mulai,
            "orang": orang,
            "awal": rhk.skp.mulai,
            "akhir": rhk.skp.selesai,
        },
    )


def _lepas_indeks(cursor: Any) -> list[str]:
    """Drop what would be kept row by row; hand back the commands that make it again at once."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'u'",
        [TABEL],
    )
    kendala = cursor.fetchall()
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " WHERE i.indrelid = %s::regclass AND NOT i.indisprimary"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        [TABEL],
    )
    indeks = cursor.fetchall()
    for nama, _ in kendala:
        cursor.execute(f"ALTER TABLE {TABEL} DROP CONSTRAINT {nama}")
    for nama, _ in indeks:
        cursor.execute(f"DROP INDEX {nama}")
    return [f"ALTER TABLE {TABEL} ADD CONSTRAINT {n} {d}" for n, d in kendala] + [d for _, d in indeks]
